"""`policylint import`: the draft of a policy file from a prose document."""

import os

import click

from policylint.authoring.import_ import draft
from policylint.cli import options, terminal
from policylint.cli.exits import DONE
from policylint.cli.survey import reading
from policylint.errors import InputError
from policylint.reporters.page import counted, listed
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint import social-media-policy.docx -o social-media.policy.yaml
  policylint import policy.md > draft.policy.yaml
"""


@click.command("import", epilog=EPILOG)
@click.argument("path", metavar="FILE")
@click.option("--output", "-o", metavar="X.policy.yaml", help="The file to write; without it, standard output.")
@click.option("--force", is_flag=True, help="Write it even if the file is there already.")
@options.stdin_name
def command(path: str, output: str | None, force: bool, **given: Any) -> int:
    """A draft policy file from an existing prose document.

    Each sentence that permits, forbids, requires or advises becomes a clause with its own words as text. What was read
    out of words is listed in `to-confirm`; sentences that nothing was made of stand at the end as comments.
    """
    if output and not output.endswith((".policy.yaml", ".policy.yml")):
        raise InputError(
            f'"{output}" would not be found as a policy',
            remedy="Let its name end in .policy.yaml, such as social-media.policy.yaml.",
        )
    if output and not force and os.path.lexists(output):
        raise InputError(f'"{output}" is there already', remedy="Choose another name, or --force to overwrite it.")
    made = draft(reading(path, given["stdin_name"]))
    if not output:
        terminal.show(made.text)
        return DONE
    terminal.put(made.text, output)
    page = terminal.page("never")
    lines = page.wrap(f"{counted(made.clauses, 'clause')} written to {output}.")
    if made.unread:
        lines += page.wrap(f"Nothing was made of {counted(made.unread, 'sentence')}; they stand at its end.")
    if made.missing:
        lines += page.wrap(f"The document does not say {listed(made.missing, 'or')}: fill that in.")
    lines += page.wrap(f"Next: policylint lint {output}")
    terminal.show("\n".join(lines) + "\n")
    return DONE

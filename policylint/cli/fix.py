"""`policylint fix`: writes the corrections of which there is only one likely, and nothing else."""

import sys
from collections.abc import Sequence

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE, FOUND
from policylint.cli.prepare import prepare
from policylint.finding import Finding
from policylint.report import Report
from policylint.reporters.page import Page, clean, counted, printable
from policylint.run.collect import Inputs
from policylint.run.engine import lint
from policylint.run.mend import Change, Mended, mended
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint fix                                    every policy here and below
  policylint fix --diff social-media.policy.yaml    what would change; nothing is written
  policylint fix --unsafe                           spelling mistakes too, where one known word is near

Ends with 0; --diff with 1 where something would change.
"""


@click.command("fix", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--unsafe", is_flag=True, help="Guesses too: a misspelt word becomes the nearest known one.")
@click.option("--select", multiple=True, metavar="NAME", help="Only this check, group or pack. May be given again.")
@click.option("--ignore", multiple=True, metavar="NAME", help="Without this check, group or pack. May be given again.")
@options.setup
@options.today
@options.effort_of_run
@options.colour
@options.stdin_name
def command(paths: tuple[str, ...], *, diff: bool, unsafe: bool, **given: Any) -> int:
    """Correct what has one likely correction: words in the wrong form, pasted dashes and quotation marks.

    Nothing else in a file changes, and a correction that would not help is not made. What to permit, forbid or require
    is never written for you. PATH is as in lint; - reads standard input and writes the text to standard output.
    """
    prepared = prepare(paths, given)

    def run(inputs: Inputs) -> Report:
        return lint(inputs, prepared.settings, prepared.available)

    def wanted(_: Finding, found: Sequence[Change]) -> bool:
        return unsafe or all(change.sure for change in found)

    found, left = mended(prepared.inputs, run, wanted)
    page = terminal.page(given["colour"])
    given_text = {source.path: source for source in prepared.inputs.sources} if "-" in paths else {}
    told = [line for file in found for line in (_diff(file) if diff else _told(file, page))]
    if not found:
        told.append("Nothing to correct.")
    if left:
        told.append(
            f"{counted(left, 'more correction')} would be a guess: --unsafe makes it, --diff --unsafe shows it."
        )
    for file in found if not diff else ():
        if file.path != given["stdin_name"] or not given_text:
            terminal.put(("\ufeff" if file.before.had_bom else "") + file.after.text, file.path)
    if given_text and not diff:
        # The text is the answer; what there is to say goes where it is not taken for a part of it.
        after = next(
            (file.after for file in found if file.path == given["stdin_name"]), given_text[given["stdin_name"]]
        )
        terminal.show(after.text)
        sys.stderr.write("\n".join(told) + "\n")
    else:
        terminal.show("\n".join(told) + "\n")
    return FOUND if diff and found else DONE


def _told(file: Mended, page: Page) -> list[str]:
    lines = [page.paint(f"{printable(file.path)}: {counted(len(file.changes), 'correction')}", "bold")]
    for change in file.changes:
        lines.append(f"  line {change.line}: {printable(change.new)} instead of {printable(change.old)}")
    return lines


def _diff(file: Mended) -> list[str]:
    # Late: difflib costs more than the rest.
    from difflib import unified_diff

    texts = (file.before.text.splitlines(), file.after.text.splitlines())
    return [clean(line) for line in unified_diff(*texts, file.path, file.path, "", "", lineterm="")]

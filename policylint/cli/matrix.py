"""`policylint matrix`: each check, what it rests on, and how a policy fares, for auditors."""

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE, OURS
from policylint.cli.prepare import prepare
from policylint.review.matrix import Audit, audit
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint matrix social-media.policy.yaml -o matrix.csv
  policylint matrix --format html -o matrix.html policies/
  policylint matrix --format oscal --select us-state-local policies/ -o results.json

Ends with 0 whatever was found: `policylint lint` is the command that passes or fails a policy.
"""


@click.command("matrix", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "html", "json", "oscal"]),
    default="csv",
    show_default=True,
    help="A sheet, a page to read and print, JSON, or OSCAL assessment results.",
)
@click.option("--output", "-o", default="", metavar="FILE", help="Where it goes, instead of standard output.")
@click.option("--select", multiple=True, metavar="NAME", help="Only this check, group or pack. May be given again.")
@click.option("--ignore", multiple=True, metavar="NAME", help="Without this check, group or pack. May be given again.")
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="This pack, not those of the jurisdiction.")
@options.setup
@options.today
@options.effort_of_run
@options.stdin_name
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], form: str, output: str, **given: Any) -> int:
    """Each check, what it rests on, and how a policy fares.

    For every check: whether it is met and by which clauses, what was found, what sets a finding aside and until when,
    or why it was not asked. PATH is a file, a folder or - for standard input; none means here.
    """
    if given["config"] and given["no_config"]:
        raise click.UsageError("--config and --no-config exclude each other", ctx)
    prepared = prepare(paths, {**given, "outputs": (output,) if output else ()})
    found = audit(prepared.inputs, prepared.settings, prepared.available)
    text = _formed(found, form)
    if output and output != "-":
        terminal.put(text, output)
    else:
        terminal.show(text)
    return OURS if found.broken else DONE


def _formed(found: Audit, form: str) -> str:
    if form == "html":
        from policylint.reporters.matrix_html import matrix_html

        return matrix_html(found)
    if form == "oscal":
        from policylint.reporters.oscal import oscal

        return oscal(found)
    from policylint.reporters.matrix import matrix_csv, matrix_json

    return matrix_csv(found) if form == "csv" else matrix_json(found)

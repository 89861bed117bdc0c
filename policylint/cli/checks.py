"""`policylint checks`: which checks there are, or which would run for a policy."""

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE
from policylint.cli.own import configured, with_own
from policylint.errors import InputError
from policylint.finding import Severity
from policylint.reporters.catalogue import Item, catalogue_json, catalogue_text
from policylint.reporters.page import counted
from policylint.run.engine import Settings, lint
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint checks                                every check
  policylint checks social-media.policy.yaml       those that run for this policy
  policylint checks --pack us-federal --format json
"""


@click.command("checks", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--pack", "chosen", multiple=True, metavar="NAME|PATH", help="Only this pack. May be given again.")
@options.form
@options.today
@options.colour
@options.stdin_name
def command(paths: tuple[str, ...], chosen: tuple[str, ...], form: str, **given: Any) -> int:
    """List the checks, by pack and group.

    With a PATH, only those that run for the policies there: the packs are picked by their jurisdiction.
    """
    found = with_own(chosen or configured())
    available = found.available
    for name in found.chosen:
        if name not in {pack.id for pack in available}:
            raise InputError(
                f'there is no pack "{name}"', remedy=f"The packs are: {', '.join(pack.id for pack in available)}."
            )
    only = {*found.chosen, *(pack.id for pack in available if pack.given)} if chosen else set()
    items = [
        Item(check.id, check.title, check.group, check.pack, _word(check.severity), check.question)
        for pack in available
        for check in pack.checks
        if not only or pack.id in only
    ]
    about = f"{counted(len(items), 'check')}."
    if paths:
        # What would run depends on more than the jurisdiction, so the engine itself is asked.
        report = lint(options.inputs(paths, given["stdin_name"]), Settings(options.day(given["today"])), available)
        asked = {check.id: check.severity.name for check in report.checks}
        items = [item._replace(severity=asked[item.id]) for item in items if item.id in asked]
        about = f"{counted(len(items), 'check')} run for {counted(len(report.files), 'file')}."
    if form == "json":
        terminal.show(catalogue_json(items))
    else:
        titles = [(pack.id, pack.title) for pack in available]
        terminal.show(catalogue_text(terminal.page(given["colour"]), items, titles, about))
    return DONE


def _word(severity: Any) -> str:
    """The severity, or the worst where it depends on the grade."""
    words = [severity] if isinstance(severity, str) else list(severity.values())
    return max((Severity[word] for word in words if word != "off"), default=Severity.note).name

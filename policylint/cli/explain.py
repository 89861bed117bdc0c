"""`policylint explain`: the page of a check, of all checks, or of what fires at a line of a file."""

import os
from collections.abc import Mapping

import click

from policylint.checking.authorities import Authority, register
from policylint.checking.packs import Check
from policylint.cli import options, terminal
from policylint.cli.exits import DONE, FOUND
from policylint.cli.own import Packs, configured, with_own
from policylint.errors import InputError, nearest
from policylint.finding import Finding
from policylint.reporters.entry import Entry
from policylint.reporters.explain import explain_data, explain_json, explain_text
from policylint.reporters.page import Page
from policylint.run.engine import Settings, lint
from policylint.typed import Any

RULE = "\n" + "=" * 60 + "\n\n"

EPILOG = """\b
Examples:
  policylint explain off-hours-on-own-device-unaddressed
  policylint explain social-media.policy.yaml:34        what is found at this line
  policylint explain --all --format json
"""


@click.command("explain", epilog=EPILOG)
@click.argument("what", required=False, metavar="CHECK|FILE:LINE")
@click.option("--all", "every", is_flag=True, help="Every check.")
@click.option("--pack", "own", multiple=True, metavar="PATH", help="A pack of your own. May be given again.")
@options.form
@options.today
@options.colour
@click.pass_context
def command(ctx: click.Context, /, what: str | None, every: bool, own: tuple[str, ...], form: str, **given: Any) -> int:
    """What a check asks, why, how to satisfy it, and who asks for it.

    CHECK is the name in brackets beside a finding. FILE:LINE explains what is found at that line.
    """
    if every == bool(what):
        raise click.UsageError("name a check, a file with a line, or --all", ctx)
    today = options.day(given["today"])
    packs = with_own(dict.fromkeys((*configured(), *own)))
    known = {check.id: check for pack in packs.available for check in pack.checks}
    page = terminal.page(given["colour"])
    authorities = register()
    if what and (spot := _spot(what)):
        return _at(page, packs, known, authorities, spot, form, Settings(today))
    chosen = list(known.values()) if what is None else [_named(known, what)]
    terminal.show(_told(page, packs, chosen, authorities, form, today.isoformat()))
    return DONE


def _told(
    page: Page, packs: Packs, chosen: list[Check], authorities: Mapping[str, Authority], form: str, today: str
) -> str:
    if form == "json":
        return explain_json([explain_data(check, packs.page(check), authorities) for check in chosen])
    return RULE.join(explain_text(page, check, packs.page(check), authorities, today) for check in chosen)


_LISTED = "`policylint checks` lists them all."


def _named(known: dict[str, Check], name: str) -> Check:
    check = known.get(name)
    if check is None:
        near = nearest(name, known)
        raise InputError(
            f'there is no check "{name}"' + (f': did you mean "{near}"?' if near else ""),
            remedy=f"Name a line as well, such as {name}:2." if os.path.isfile(name) else _LISTED,
        )
    return check


def _spot(what: str) -> tuple[str, int] | None:
    """A file and a line, where the words name a file that exists."""
    parts = what.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdigit() and (parts[2].isdigit() or not parts[2]) and os.path.isfile(parts[0]):
        return parts[0], int(parts[1])
    file, _, line = what.rpartition(":")
    if line.isdigit() and (os.path.isfile(file) or "/" in file or file.endswith((".yaml", ".yml"))):
        return file, int(line)
    return None


def _at(
    page: Page,
    packs: Packs,
    known: dict[str, Check],
    authorities: Mapping[str, Authority],
    spot: tuple[str, int],
    form: str,
    settings: Settings,
) -> int:
    file, line = spot
    report = lint(options.inputs([file], file), settings, packs.available)
    name = report.files[0].path if report.files else file
    here = [each for each in report.findings if each.file == name and _covers(each, line)]
    today = settings.today.isoformat()
    checks = [known[each] for each in dict.fromkeys(finding.check for finding in here) if each in known]
    if form == "json":
        terminal.show(_told(page, packs, checks, authorities, form, today))
    elif not here:
        lines = sorted({each.place.line for each in report.findings if each.place.line})
        more = f" Findings start at: {', '.join(map(str, lines[:20]))}." if lines else ""
        terminal.show("\n".join(page.wrap(f"Nothing is found at line {line} of {name}.{more}")) + "\n")
    else:
        entry = Entry(report, page, verbose=True)
        blocks = ["\n".join(entry.alone(each)) + "\n" for each in here]
        told = [_told(page, packs, [check], authorities, form, today) for check in checks]
        terminal.show(RULE.join([*blocks, *told]))
    return FOUND if here else DONE


def _covers(finding: Finding, line: int) -> bool:
    return finding.place.line <= line <= max(finding.place.line, finding.place.end_line)

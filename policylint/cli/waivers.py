"""`policylint waivers`: everything that sets findings aside, whether it still does, and what of it can go."""

import os
import sys
from collections.abc import Iterator

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE, FOUND
from policylint.cli.grammar import LEVELS
from policylint.cli.prepare import prepare
from policylint.finding import Finding
from policylint.reading.yamltree import parse
from policylint.report import Entry, Report
from policylint.reporters.page import counted, printable
from policylint.run.baseline import read_baseline, written
from policylint.run.books import baseline_file, waivers_file
from policylint.run.collect import shown
from policylint.run.config import Config
from policylint.run.engine import lint
from policylint.run.governed import Governed, Wanted
from policylint.run.prune import without
from policylint.run.settings_file import settings
from policylint.run.uncomment import uncommented
from policylint.typed import Any

ACTIONS = ("list", "lint", "prune")
NOUNS = {
    "baseline": ("baseline entry", "baseline entries"),
    "comment": ("name in a comment", "names in comments"),
    "waiver": ("waiver", "waivers"),
}
# The findings that `lint` of this command is about.
ABOUT = frozenset(
    {
        "accepted-gap-closed",
        "accepted-gap-expired",
        "baseline-stale",
        "set-aside-refused",
        "suppression-malformed",
        "suppression-unknown-check",
        "suppression-unused",
        "suppression-without-reason",
        "waiver-expired",
        "waiver-unmatched",
    }
)

EPILOG = """\b
Examples:
  policylint waivers                                waivers, comments, accepted gaps, baseline: with their state
  policylint waivers lint                           what is wrong with them
  policylint waivers prune --dry-run                what can go, because it is about nothing

lint ends with 1 when something is wrong.
"""


@click.command("waivers", epilog=EPILOG)
@click.argument("words", nargs=-1, metavar="[list|lint|prune] [PATH]...")
@click.option("--dry-run", is_flag=True, help="prune: say what would go, and change nothing.")
@options.setup
@options.form
@options.today
@options.effort_of_run
@options.colour
@options.stdin_name
@click.pass_context
def command(ctx: click.Context, /, words: tuple[str, ...], *, dry_run: bool, form: str, **given: Any) -> int:
    """List what sets findings aside, say what is wrong with it, or take out what is about nothing.

    PATH is as in lint. What a run over some files cannot judge is `unknown`; name the folder of the configuration, or
    none from there, to have everything judged. A folder that is called like an action is written ./list.
    """
    action, paths = (words[0], words[1:]) if words and words[0] in ACTIONS else ("list", words)
    if dry_run and action != "prune":
        raise click.UsageError("--dry-run belongs to prune", ctx)
    # Whatever is set aside is listed in the order of its files; the cases of a finding are not wanted.
    prepared = prepare(paths, {**given, "formats": ("text",)})
    report = lint(prepared.inputs, prepared.settings, prepared.available)
    if action == "prune":
        return _prune(report, prepared.governed, prepared.settings.wanted, dry_run=dry_run)
    found = tuple(finding for finding in report.findings if finding.check in ABOUT)
    if action == "list":
        return _list(report, found, form, given["colour"])
    return _lint(report._replace(findings=found, not_run=(), suppressed=(), waived=()), form, given["colour"])


def _list(report: Report, found: tuple[Finding, ...], form: str, colour: str) -> int:
    from policylint.reporters.entries import entries_json, entries_text

    if form == "json":
        terminal.show(entries_json(report.entries, report.today))
    else:
        terminal.show(entries_text(terminal.page(colour), report.entries, len(found)))
    return DONE


def _lint(report: Report, form: str, colour: str) -> int:
    if form == "json":
        from policylint.reporters.json_report import json_report

        terminal.show(json_report(report))
    else:
        from policylint.reporters.text import text

        terminal.show(text(report, terminal.page(colour)))
    return FOUND if report.fails(LEVELS["warning"]) else DONE


def _prune(report: Report, governed: Governed, wanted: Wanted, *, dry_run: bool) -> int:
    """Take out waivers, comments and baseline entries without a finding; expired waivers too, once theirs is mended.

    Nothing is written before all of it is known.
    """
    changes = [*_idle_comments(report)]
    for config in governed.configs:
        changes += _idle_entries(report, config, wanted)
    for path, text, entries in changes:
        if not dry_run:
            terminal.put(text, path)
        _say(entries, dry_run=dry_run)
    if not changes:
        sys.stderr.write("policylint: nothing to take out\n")
    return DONE


Change = tuple[str, str, list[Entry]]
"""A file, its new text, and what is not in it any more."""


def _idle_comments(report: Report) -> Iterator[Change]:
    found: dict[str, list[Entry]] = {}
    for entry in report.entries:
        if entry.kind == "comment":
            found.setdefault(entry.file, []).append(entry)
    for file, entries in found.items():
        idle = [entry for entry in entries if _is_idle(entry)]
        source = report.sources.get(file)
        if idle and source is not None and os.path.isfile(file):  # standard input is nobody's to write
            yield file, source.whole(uncommented(parse(source), entries)), idle


def _idle_entries(report: Report, config: Config, wanted: Wanted) -> Iterator[Change]:
    path = waivers_file(config, wanted)
    if path:
        document = settings(path, shown(path), "waivers")
        entries = [entry for entry in report.entries if entry.kind == "waiver" and entry.file == shown(path)]
        numbers = [number for number, entry in enumerate(entries) if _is_idle(entry)]
        if numbers:
            yield path, document.source.whole(without(document, numbers)), [entries[number] for number in numbers]
    path = baseline_file(config, wanted)
    if path:
        known = read_baseline(path, shown(path)).findings
        entries = [entry for entry in report.entries if entry.kind == "baseline" and entry.file == shown(path)]
        stale = {entry.where: entry for entry in entries if _is_idle(entry)}
        if stale:
            left = written((mark, each) for mark, each in known.items() if mark not in stale)
            yield path, left, list(stale.values())


def _is_idle(entry: Entry) -> bool:
    return entry.state == "unused" or (entry.state == "expired" and not entry.uses)


def _say(entries: list[Entry], *, dry_run: bool) -> None:
    first = entries[0]
    noun = counted(len(entries), *NOUNS[first.kind])
    terminal.show(f"{printable(first.file)}: {'would take' if dry_run else 'took'} {noun} out\n")
    for entry in entries:
        where = f", {entry.where}" if entry.where and entry.kind == "waiver" else ""
        terminal.show(f"  line {entry.line}: {entry.check} in {entry.policy}{where}\n")

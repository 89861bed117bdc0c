"""The first screen of a long report: what to change, what to add by topic, and the one next thing to do.

Knows the report and the page, and no single finding's layout.
"""

from collections.abc import Sequence

from policylint.finding import Finding, Severity
from policylint.report import Report
from policylint.reporters.entry import INDENT, Entry
from policylint.reporters.importance import absent, group_of, ordered
from policylint.reporters.page import counted, listed, printable

# With headings, empty lines and the next thing to do this makes a screen of 25 lines.
MOST_CHANGES = 5
MOST_GROUPS = 8
LEAST = 12  # so many columns a title gets, however long the name before it


def overview(report: Report, entry: Entry, names: dict[str, str], start: list[str]) -> list[str]:
    """The lines below the headline. names: short names of the files, none where there is only one. start: the one next
    thing to do, told last.
    """
    found = ordered(each for each in report.findings if each.severity >= Severity.warning)
    change = [each for each in found if not absent(each)]
    add = [each for each in found if absent(each)]
    parts = [_changes(entry, change, names) if change else [], _additions(entry, add, names) if add else []]
    if add and (not change or add[0].severity > change[0].severity):
        parts.reverse()
    lines: list[str] = []
    for part in parts:
        lines += ["", *part] if part else []
    return [*lines, "", *start]


def spot(finding: Finding, names: dict[str, str]) -> str:
    """Where a finding is, as short as it can be told."""
    line = finding.place.line
    if not names:
        return f"line {line}" if line else ""
    name = printable(names.get(finding.file, finding.file))
    return f"{name}:{line}" if line else name


def _head(entry: Entry, title: str, found: Sequence[Finding]) -> str:
    counts = [
        counted(number, each.name)
        for each in (Severity.error, Severity.warning)
        if (number := sum(finding.severity is each for finding in found))
    ]
    return entry.page.paint(title, "bold") + f": {listed(counts)}"


def _changes(entry: Entry, found: Sequence[Finding], names: dict[str, str]) -> list[str]:
    """What stands in the policy and is wrong there, each check once for each file."""
    places: dict[tuple[str, str], list[Finding]] = {}
    for each in found:
        places.setdefault((each.file, each.check), []).append(each)
    topics = list(places.values())
    lines = [_head(entry, "What to change", found)]
    shown = topics[: MOST_CHANGES if len(topics) > MOST_CHANGES + 1 else MOST_CHANGES + 1]
    where = [spot(first, names) for first, *_ in shown]
    widest = max(map(len, where))
    for (first, *more), at in zip(shown, where, strict=True):
        word = first.severity.name
        tail = f" (and {len(more)} more)" if more else ""
        room = entry.page.width - len(INDENT) - 9 - widest - 2 - len(tail)
        title = entry.page.cut(entry.title(first), max(room, LEAST))
        lines.append(f"{INDENT}{entry.page.paint(f'{word:<9}', word)}{at:<{widest}}  {title}{tail}")
    if len(topics) > len(shown):
        lines.append(f"{INDENT}{'':<9}and {counted(len(topics) - len(shown), 'more thing')}, below")
    return lines


def _additions(entry: Entry, found: Sequence[Finding], names: dict[str, str]) -> list[str]:
    """What is not there: a line for each topic, or for each file where there are several."""
    groups: dict[str, list[Finding]] = {}
    for each in found:
        name = names.get(each.file, each.file) if names else group_of(each, entry.checks).replace("-", " ")
        groups.setdefault(printable(name) if names else name.capitalize(), []).append(each)
    lines = [_head(entry, "What to add", found)]
    shown = list(groups.items())[: MOST_GROUPS if len(groups) > MOST_GROUPS + 1 else MOST_GROUPS + 1]
    tallies = [_tally(members) for _, members in shown]
    widest = max(len(name) for name, _ in shown)
    column = max(map(len, tallies))
    for (name, members), tally in zip(shown, tallies, strict=True):
        titles = "; ".join(dict.fromkeys(entry.title(each) for each in members))
        room = entry.page.width - len(INDENT) - widest - 2 - column - 2
        style = members[0].severity.name
        lines.append(f"{INDENT}{name:<{widest}}  {entry.page.paint(f'{tally:<{column}}', style)}  ")
        lines[-1] += entry.page.cut(titles, max(room, LEAST))
    rest = list(groups.items())[len(shown) :]
    if rest:
        left = f"and {counted(sum(len(members) for _, members in rest), 'more thing')}: "
        named = ", ".join(name if names else name.lower() for name, _ in rest)
        lines.append(
            f"{INDENT}{'':<{widest}}  {entry.page.cut(left + named, entry.page.width - len(INDENT) - widest - 2)}"
        )
    return lines


def _tally(members: Sequence[Finding]) -> str:
    """How many of the most severe kind there are."""
    return counted(sum(each.severity is members[0].severity for each in members), members[0].severity.name)

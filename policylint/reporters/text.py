"""The report for people who never used a linter: what matters most, each finding explained, the one next thing to do.

Knows the report and the page, no terminal.
"""

from collections.abc import Sequence

from policylint.finding import Finding, Severity
from policylint.report import FileInfo, Report
from policylint.reporters.entry import INDENT, Entry
from policylint.reporters.importance import clusters, group_of, ordered, topics
from policylint.reporters.page import Page, counted, listed, printable, sentence

MOST_TOPICS = 10
LONGEST_NAME = 28
EVERY = "*"  # stands for all checks, where a file could not be read
DISCLAIMER = "policylint reads a policy as a careful reviewer would. It does not give legal advice."


def text(report: Report, page: Page, *, quiet: bool = False, verbose: bool = False, aside: bool = False) -> str:
    """The whole report, ending with a line end. quiet: errors and the summary only. verbose: everything known.

    aside: also what was set aside, and why.
    """
    entry = Entry(report, page, verbose=verbose)
    blocks: list[list[str]] = []
    if not quiet:
        blocks.append(_overview(report, entry))
    found: dict[str, list[Finding]] = {}
    for each in report.findings:
        found.setdefault(each.file, []).append(each)
    for file in report.files:
        blocks += _file(entry, file, found.get(file.path, []), quiet=quiet)
    blocks.append(_closing(report, entry, quiet=quiet, aside=aside))
    # Two empty lines between findings: within one there are single ones.
    return "\n\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _overview(report: Report, entry: Entry) -> list[str]:
    page = entry.page
    lines = _headline(report, page)
    found = topics(report, Severity.warning)
    if len(found) < 2:
        return lines
    names = _short_names(report)
    # Late: a report in which little was found is told in full at once.
    from policylint.reporters.overview import overview, spot

    if len(found) > MOST_TOPICS:
        return [*lines, *overview(report, entry, names, _next(report, entry, found[0].first, brief=True))]
    lines += ["", page.paint("What matters most", "bold")]
    where = [spot(topic.first, names) for topic in found]
    widest = max(len(each) for each in where)
    for topic, at in zip(found, where, strict=True):
        word = topic.first.severity.name
        tail = f" (and {topic.places - 1} more)" if topic.places > 1 else ""
        room = page.width - 2 - 9 - widest - 2 - len(tail)
        title = page.cut(entry.title(topic.first), room)
        lines.append(f"{INDENT}{page.paint(f'{word:<9}', word)}{at:<{widest}}  {title}{tail}")
    return lines


def _headline(report: Report, page: Page) -> list[str]:
    files = counted(len(report.files), "file")
    if not report.findings:
        checks = counted(len(report.checks), "check")
        return [page.paint(f"Nothing to report: {files}, {checks}.", "good")]
    counts = [counted(report.count(each), each.name) for each in reversed(Severity) if report.count(each)]
    return [page.paint(f"policylint found {listed(counts)} in {files}.", "bold")]


def _short_names(report: Report) -> dict[str, str]:
    """Names for the overview: none for a single file, else the last part if that tells the files apart."""
    if len(report.files) < 2:
        return {}
    paths = [file.path for file in report.files]
    bare = [path.removesuffix(".yaml").removesuffix(".yml").removesuffix(".policy") for path in paths]
    short = [path.rsplit("/", 1)[-1] for path in bare]
    if len(set(short)) < len(short):
        # The folders that all have in common tell nothing apart; of a long name the end tells most.
        split = [path.split("/") for path in bare]
        same = 0
        while len({tuple(parts[: same + 1]) for parts in split}) == 1:
            same += 1
        short = ["/".join(parts[same:]) for parts in split]
        cut = [f"…{name[-LONGEST_NAME:]}" if len(name) > LONGEST_NAME else name for name in short]
        short = cut if len(set(cut)) == len(cut) else short
    return dict(zip(paths, short, strict=True))


def _file(entry: Entry, file: FileInfo, found: Sequence[Finding], *, quiet: bool) -> list[list[str]]:
    least = Severity.error if quiet else Severity.note if entry.verbose else Severity.warning
    shown = [finding for finding in found if finding.severity >= least]
    notes = [] if quiet or entry.verbose else [each for each in found if each.severity is Severity.note]
    if not shown and not notes:
        return []
    page = entry.page
    name = f"{printable(file.path)}: {file.title}" if file.title else printable(file.path)
    heading = page.wrap(name)
    blocks = [[*(page.paint(line, "bold") for line in heading), "=" * min(page.width, max(map(len, heading)))]]
    for cluster in clusters(shown):
        alone = len(cluster.findings) == 1
        told = (
            entry.alone(cluster.findings[0]) if alone else entry.together(_together(cluster.findings), cluster.findings)
        )
        blocks.append(told)
    if notes:
        blocks.append(_notes(entry, notes))
    heading, first, *others = blocks
    return [[*heading, "", *first], *others]


def _together(findings: tuple[Finding, ...]) -> str:
    """The heading of findings at one place. At the list of clauses hangs what no clause says."""
    number = len(findings)
    if findings[0].path == "/clauses":
        return f"{counted(number, 'thing')} that a reviewer asks about and that no clause settles"
    if findings[0].path == "/policy":
        return f"{counted(number, 'thing')} that a reviewer looks for and does not find"
    return f"{counted(number, 'finding')} at this place"


def _notes(entry: Entry, notes: list[Finding]) -> list[str]:
    page = entry.page
    groups: dict[str, dict[str, int]] = {}
    for finding in ordered(notes):
        titles = groups.setdefault(group_of(finding, entry.checks), {})
        titles[entry.title(finding)] = titles.get(entry.title(finding), 0) + 1
    lines = [
        page.paint(f"{counted(len(notes), 'note')}", "note") + " for when the rest is done (--verbose explains each):"
    ]
    widest = max(len(group) for group in groups)
    for group, titles in groups.items():
        said = "; ".join(f"{title} ({number}×)" if number > 1 else title for title, number in titles.items())
        lines.append(f"{INDENT}{group:<{widest}}  {page.cut(said, page.width - len(INDENT) - widest - 2)}")
    return lines


def _closing(report: Report, entry: Entry, *, quiet: bool, aside: bool) -> list[str]:
    page = entry.page
    lines: list[str] = []
    if quiet:
        lines += _headline(report, page)
    lines += _set_aside(report, entry, shown=aside)
    first = next(iter(ordered(report.findings)), None)
    if first is not None and not quiet:
        lines += _next(report, entry, first)
    if not quiet:
        lines += ["", *page.wrap(DISCLAIMER)] if lines else page.wrap(DISCLAIMER)
    return lines


def _set_aside(report: Report, entry: Entry, *, shown: bool) -> list[str]:
    """What the counts do not show: findings set aside, checks that did not run, analyses that were cut short."""
    page = entry.page
    lines: list[str] = []
    aside = [
        f"{number:,} {word}"
        for number, word in ((len(report.suppressed), "suppressed"), (len(report.waived), "waived"))
        if number
    ]
    if aside:
        lines.append(f"Set aside: {listed(aside)}{':' if shown else ' (--show-suppressed says why).'}")
        if shown:
            # Late: few runs ask for it.
            from policylint.reporters.aside import aside_lines

            lines += [*aside_lines(report, page), ""]
    for each in report.not_run:
        if each.check == EVERY:
            lines += page.wrap(f"No check ran on {printable(each.file)}: {each.why}.")
    single = [each for each in report.not_run if each.check != EVERY]
    if single:
        checks = counted(len({each.check for each in single}), "check")
        said = "Not asked of every file" if len(report.files) > 1 else "Not asked"
        lines += page.wrap(f"{said}: {checks}{':' if entry.verbose else ' (--verbose says why).'}")
        if entry.verbose:
            for each in single:
                at = f" on {printable(each.file)}" if each.file else ""
                lines += page.wrap(f"{each.check}{at}: {each.why}", f"{INDENT}- ")
    for file in report.files:
        if not file.exact and file.situations:
            lines += page.wrap(
                f"{printable(file.path)} is so intricate that the analysis was cut short; a larger --effort looks"
                " longer.",
            )
    return lines


def _next(report: Report, entry: Entry, first: Finding, *, brief: bool = False) -> list[str]:
    page = entry.page
    where = f"line {first.place.line}" if first.place.line else "the file"
    if len(report.files) > 1 or not first.place.line:
        where = f"{where} of {printable(first.file)}" if first.place.line else printable(first.file)
    lines = page.wrap(sentence(f"Start with {where}: {entry.title(first)}"))
    if first.check in entry.checks:
        if not brief:
            lines += page.wrap(
                "An example before and after, a text to paste and all sources (so for every name in brackets):"
            )
        lines.append(f"{INDENT}policylint explain {first.check}")
    return lines

"""Makes the corrections that findings carry in the texts of files, and leaves every other character as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from policylint.finding import Edit, Finding
from policylint.report import Report
from policylint.run.collect import Inputs
from policylint.source import Place, Source
from policylint.typed import NamedTuple

MOST_ROUNDS = 10
"""One correction brings the next fault to light, such as a word below a key that was misspelt."""


class Change(NamedTuple):
    """One word in the place of another. line: where, in the text as it was."""

    line: int
    old: str
    new: str

    @property
    def sure(self) -> bool:
        """Whether only the form differs: capitals, hyphens, quotation marks. Another spelling is a guess."""
        return _letters(self.old) == _letters(self.new)


class Mended(NamedTuple):
    """A file with its corrections, in the order of its lines."""

    path: str
    before: Source
    after: Source
    changes: tuple[Change, ...]


Wanted = Callable[[Sequence[Change]], bool]
"""Whether to make some changes, which correct one finding."""


def mended(inputs: Inputs, lint: Callable[[Inputs], Report], wanted: Wanted) -> tuple[tuple[Mended, ...], int]:
    """The files that change, by path, and of how many findings the corrections were not wanted.

    lint: the run whose findings count.

    A correction whose finding stays, or after which its file can no longer be checked, is not made. No correction adds
    or takes a line, so that lines are those of the text as it was.
    """
    first = {source.path: source for source in inputs.sources}
    made: dict[str, list[Change]] = {}
    refused: set[tuple[str, ...]] = set()
    report = lint(inputs)
    for _ in range(MOST_ROUNDS):
        files = {source.path: source for source in inputs.sources}
        chosen = _chosen([each for each in report.findings if each.key not in refused], files, wanted)
        if not chosen:
            break
        sources = tuple(_corrected(source, chosen.get(source.path, ())) for source in inputs.sources)
        following = inputs._replace(sources=sources)
        after = lint(following)
        wrong = _wrong(report, after, chosen)
        if wrong:
            refused |= wrong
            continue
        for path, findings in chosen.items():
            for each in (each for finding in findings for each in _changes(finding, files[path])):
                _note(made.setdefault(path, []), each)
        inputs, report = following, after
    now = {source.path: source for source in inputs.sources}
    left = [each for each in report.findings if each.edits and each.file in now and each.key not in refused]
    unwanted = sum(not wanted(_changes(each, now[each.file])) for each in left)
    files_changed = (Mended(path, first[path], now[path], tuple(sorted(each))) for path, each in sorted(made.items()))
    return tuple(files_changed), unwanted


def _changes(finding: Finding, source: Source) -> tuple[Change, ...]:
    """What the corrections of a finding would change."""
    return tuple(
        Change(edit.place.line, source.text[slice(*_stretch(source, edit))], edit.text) for edit in finding.edits
    )


def _note(made: list[Change], change: Change) -> None:
    """Add a change, or let an earlier one of the same word go as far as it."""
    for number, earlier in enumerate(made):
        if earlier.line == change.line and earlier.new == change.old:
            made[number] = earlier._replace(new=change.new)
            return
    made.append(change)


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.casefold()))


def _chosen(findings: Iterable[Finding], files: Mapping[str, Source], wanted: Wanted) -> dict[str, list[Finding]]:
    """The findings to correct in one go, by file: no two of them at the same word."""
    found: dict[str, list[Finding]] = {}
    taken: set[tuple[str, Place]] = set()
    for finding in findings:
        source = files.get(finding.file)
        if not finding.edits or source is None or not wanted(_changes(finding, source)):
            continue
        places = {(finding.file, edit.place) for edit in finding.edits}
        if not places & taken:
            taken |= places
            found.setdefault(finding.file, []).append(finding)
    return found


def _corrected(source: Source, findings: Iterable[Finding]) -> Source:
    every = sorted((edit for each in findings for edit in each.edits), key=lambda edit: edit.place, reverse=True)
    text = source.text
    for edit in every:
        start, end = _stretch(source, edit)
        text = text[:start] + edit.text + text[end:]
    return Source(source.path, text, had_bom=source.had_bom) if every else source


def _stretch(source: Source, edit: Edit) -> tuple[int, int]:
    place = edit.place
    return source.offset(place.line, place.column), source.offset(place.end_line, place.end_column)


def _wrong(before: Report, after: Report, chosen: Mapping[str, Iterable[Finding]]) -> set[tuple[str, ...]]:
    """The keys of the findings whose corrections do not help."""
    left = {finding.key for finding in after.findings}
    unread = {each.file for each in after.not_run if each.check == "*"}
    unread -= {each.file for each in before.not_run if each.check == "*"}
    every = [(path, finding.key) for path, findings in chosen.items() for finding in findings]
    return {key for path, key in every if key in left or path in unread}

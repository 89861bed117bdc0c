"""Makes findings: gives a fault its lines, its severity, and what its check says of it. Knows no order and no bins."""

from collections.abc import Callable, Iterable

from policylint.checking.packs import Check
from policylint.finding import Fault, Finding, Related, Severity
from policylint.reading.files import ReadProblem
from policylint.reading.problems import Problem
from policylint.reading.yamltree import Document
from policylint.run.calendar import ANALYSES as BY_DAY
from policylint.run.calendar import by_calendar, by_day
from policylint.run.config import ForFile
from policylint.run.governed import Governed
from policylint.run.load import Loaded, head_of
from policylint.run.locate import anchor, as_edit, edits_for, span
from policylint.run.severities import ALWAYS, set_by, severity_of
from policylint.source import Place, Source, Span
from policylint.typed import NamedTuple


class Wrong(NamedTuple):
    """What is wrong with a comment, a waiver and the like: a check of the core pack, where, and in which words."""

    check: str
    span: Span
    message: str
    remedy: str = ""


class Maker:
    """One run's way from faults to findings. select, ignore: names of checks, groups or packs.

    is_new: whether a check is newer than the lock of a file. current: the checks as the packs of the file under check
    have them.
    """

    def __init__(
        self,
        loaded: Loaded,
        checks: dict[str, Check],
        governed: Governed,
        is_new: Callable[[str, Check], bool],
        select: tuple[str, ...],
        ignore: tuple[str, ...],
    ) -> None:
        self.loaded = loaded
        self.checks = self.current = checks
        self.governed = governed
        self.is_new = is_new
        self.select = frozenset(select)
        self.ignore = frozenset(ignore)
        self._all = not select and not ignore
        self._rules: dict[str, ForFile] = {}
        self._timeless: dict[str, bool] = {}
        self._spots: dict[tuple[int, str, bool, tuple[int, int] | None], tuple[Place, str]] = {}

    def wanted(self, check: Check) -> bool:
        """Whether the command line asks for a check."""
        if self._all:
            return True
        names = {check.id, check.group, check.pack}
        return (not self.select or bool(names & self.select)) and not names & self.ignore

    def _unwanted(self, name: str, check: Check | None) -> bool:
        if name in ALWAYS:
            return False
        return not self.wanted(check) if check is not None else name in self.ignore

    def severity(self, file: str, name: str, check: Check | None, own: Severity) -> Severity | None:
        """The severity of a finding in a file, None when it is none: the configuration has the last word."""
        config = self.governed.config(file)
        if name == "analysis-incomplete" and config.data.get("require-complete"):
            return Severity.error
        if name in ALWAYS:
            return own
        rules = self._rules.get(file)
        if rules is None:
            rules = self._rules[file] = config.for_file(file)
        group = check.group if check is not None else "document"
        if check is not None and self.is_new(file, check) and rules.severity(name, group) is None:
            return Severity.note
        return set_by(rules, name, group, own)

    def fault(self, fault: Fault) -> Finding | None:
        """The finding of a fault; None for one that is off, not asked for, or in a file that is only relied on."""
        check = self.current.get(fault.check)
        own = severity_of(fault, check)
        if fault.document >= self.loaded.linted or own is None or self._unwanted(fault.check, check):
            return None
        document = self.loaded.documents[fault.document]
        file = document.source.path
        severity = self.severity(file, fault.check, check, own)
        if severity is None:
            return None
        related = []
        for also in fault.also:
            file_of_other = self.loaded.documents[also.document].source.path
            spot, name = self._spot(also.document, also.path)
            related.append(Related(file_of_other, spot, also.message, name))
        spot, name = self._spot(fault.document, fault.path, fault.on_key, fault.offsets)
        return Finding(
            fault.check,
            severity,
            file,
            spot,
            fault.path,
            fault.message,
            fault.grade,
            fault.clause,
            fault.named_by,
            fault.witness,
            fault.share,
            fault.cases,
            tuple(related),
            check.why if check else "",
            fault.remedy or (check.remedy if check else ""),
            "",
            check.authorities if check else (),
            policy_id(document),
            check.group if check else "document",
            calendar=check is not None and self._by_calendar(check, document, fault.path),
            anchor=name,
            edits=edits_for(document, fault.slips) if fault.slips else (),
        )

    def _by_calendar(self, check: Check, document: Document, path: str) -> bool:
        """As `by_calendar`, which most checks can never be."""
        never = self._timeless.get(check.id)
        if never is None:
            never = self._timeless[check.id] = not by_day(check)
        return not never and by_calendar(check, document, path)

    def _spot(
        self, number: int, path: str, on_key: bool = False, offsets: tuple[int, int] | None = None
    ) -> tuple[Place, str]:
        """Where a path shows in a document, and its anchor: most gaps of a policy show at the same few places."""
        key = number, path, on_key, offsets
        found = self._spots.get(key)
        if found is None:
            document = self.loaded.documents[number]
            shown = document.source.place(span(document, path, on_key=on_key, offsets=offsets))
            found = self._spots[key] = shown, anchor(document, path)
        return found

    def problem(self, document: Document, problem: Problem) -> Finding | None:
        """The finding of what reading a file or its schema found."""
        source = document.source
        found = self._plain(
            problem.check,
            Severity[problem.severity],
            source.path,
            source.place(problem.span),
            problem.message,
            problem.remedy,
            policy_id(document),
        )
        if found is None:
            return None
        related = tuple(Related(source.path, source.place(other), words) for other, words in problem.related)
        edit = as_edit(found.place, problem.instead)
        edits = (edit,) if edit is not None else ()
        return found._replace(path=problem.path, anchor=anchor(document, problem.path), related=related, edits=edits)

    def unreadable(self, problem: ReadProblem) -> Finding | None:
        """The finding of a file that could not be read."""
        spot = Place(problem.line, problem.column, problem.line, problem.column)
        words = problem.message, problem.remedy
        return self._plain(problem.check, Severity[problem.severity], problem.path, spot, *words)

    def wrong(self, source: Source, wrong: Wrong, policy: str = "") -> Finding | None:
        """The finding of what is wrong with something that sets findings aside, or with another file of the run."""
        check = self.checks.get(wrong.check)
        own = severity_of(Fault(wrong.check, 0, "", ""), check) or Severity.note
        spot = source.place(wrong.span)
        title = check.title if check is not None else ""
        message = f"{title}: {wrong.message}" if title else wrong.message
        found = self._plain(wrong.check, own, source.path, spot, message, wrong.remedy, policy)
        return found and found._replace(calendar=wrong.check in BY_DAY)

    def _plain(
        self, name: str, own: Severity, file: str, spot: Place, message: str, remedy: str, policy: str = ""
    ) -> Finding | None:
        check = self.checks.get(name)
        severity = self.severity(file, name, check, own)
        if severity is None or self._unwanted(name, check):
            return None
        return Finding(
            name,
            severity,
            file,
            spot,
            "",
            message,
            why=check.why if check else "",
            remedy=remedy or (check.remedy if check else ""),
            authorities=check.authorities if check else (),
            policy=policy,
            group="document",
        )


def policy_id(document: Document) -> str:
    """The id of the policy in a file, empty where it has none."""
    found = head_of(document).get("id", "")
    return found if isinstance(found, str) else ""


def numbered(findings: Iterable[Finding], count: dict[tuple[str, ...], int]) -> list[Finding]:
    """The findings, each with its number among those of the same key, so that no two have one fingerprint.

    count: how many of each key there were so far; it is kept up.
    """
    found = []
    for finding in findings:
        number = count[finding.key] = count.get(finding.key, -1) + 1
        found.append(finding._replace(ordinal=number) if number else finding)
    return found

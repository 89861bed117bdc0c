"""The result of one run, as every output format gets it: frozen values, sorted. Knows no file system and no format."""

from collections.abc import Mapping

from policylint.finding import Finding, Severity
from policylint.source import Source
from policylint.typed import NamedTuple


class PackInfo(NamedTuple):
    """A pack that was loaded: evidence of what was asked. sha256: of its data, the same on every machine."""

    id: str
    version: str
    sha256: str


class CheckInfo(NamedTuple):
    """What a report may say of a check that ran."""

    id: str
    title: str
    group: str
    pack: str
    severity: Severity
    question: str
    why: str
    remedy: str


class FileInfo(NamedTuple):
    """One file of the run. policy: its id, empty when it could not be read that far. situations: how many were decided.

    exact: every analysis of it was finished, none cut short by a budget. packs: those whose checks were asked of it.
    """

    path: str
    policy: str
    title: str
    exact: bool
    situations: int
    packs: tuple[str, ...] = ()


class NotRun(NamedTuple):
    """A check that did not run on a file (empty: on none), and why."""

    check: str
    file: str
    why: str


class Entry(NamedTuple):
    """Something that sets findings aside, and how it fares. kind: `comment`, `waiver`, `baseline` or `gap`.

    state: `used`, `unused`, `expired`, `expires-soon`, `refused` (it may not be set aside), `void` (it does not say
    what it must) or `unknown` (what it is about was not looked at in this run). uses: how many findings.
    """

    kind: str
    state: str
    check: str
    policy: str
    where: str
    file: str
    line: int
    reason: str = ""
    owner: str = ""
    until: str = ""
    uses: int = 0


class Report(NamedTuple):
    """One run. findings: sorted by file, then as `order` says; suppressed and waived: what was found but set aside.

    entries: everything that sets findings aside, used or not.

    sources: the text of each file, for excerpts. authorities: for the ids that findings cite, one line to print.
    """

    version: str
    today: str
    packs: tuple[PackInfo, ...]
    checks: tuple[CheckInfo, ...]
    files: tuple[FileInfo, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    not_run: tuple[NotRun, ...]
    sources: Mapping[str, Source]
    authorities: Mapping[str, str]
    entries: tuple[Entry, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def fails(self, level: Severity | None, levels: Mapping[str, Severity | None] | None = None) -> bool:
        """Whether a finding is at or above a level (None: nothing ever fails). levels: other ones for some files."""
        for finding in self.findings:
            least = (levels or {}).get(finding.file, level)
            if least is not None and finding.severity >= least:
                return True
        return False

    @property
    def broken(self) -> bool:
        """Whether a check crashed: a fault of ours."""
        return any(finding.check == "internal-error" for finding in self.findings)

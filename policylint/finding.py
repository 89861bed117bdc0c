"""What is wrong, and where: first by path, then by line and column. Knows no policy, check or output format."""

from collections.abc import Iterable
from enum import IntEnum

from policylint.source import Place
from policylint.typed import NamedTuple


class Severity(IntEnum):
    """How much a finding matters. `error`: the policy must not be published so; `warning`: a reviewer will ask;
    `note`: worth knowing."""

    note = 1
    warning = 2
    error = 3


class Also(NamedTuple):
    """The other place that a fault has to do with, and what is there. document: its number in the run's set."""

    document: int
    path: str
    message: str


class Slip(NamedTuple):
    """A word that was hardly meant so: where it stands (a value, one in a list, or a key), and what was meant."""

    path: str
    written: str
    meant: str


class Fault(NamedTuple):
    """One thing wrong, located by document path. One place (`run/locate.py`) turns the path into lines.

    document: number of the document in the set. path: JSON pointer. on_key: the caret belongs under the key.
    grade, witness, share, named_by: see docs/semantics.md; empty where they mean nothing.
    severity: empty for what the check file says. offsets: a stretch inside a text value, where the path is too wide.
    slips: what to write instead, where there is one likely answer.
    """

    check: str
    document: int
    path: str
    message: str
    severity: str = ""
    grade: str = ""
    remedy: str = ""
    witness: tuple[tuple[str, str], ...] = ()
    share: float | None = None
    cases: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    clause: str = ""
    named_by: str = ""
    on_key: bool = False
    offsets: tuple[int, int] | None = None
    slips: tuple[Slip, ...] = ()


class Related(NamedTuple):
    """The other place of a finding, with lines. anchor: see Finding."""

    file: str
    place: Place
    message: str
    anchor: str = ""


class Edit(NamedTuple):
    """What to write in a file of a finding instead of a stretch of it."""

    place: Place
    text: str


class Aside(NamedTuple):
    """Why a finding does not count. by: `comment`, `waiver` or `baseline`. file, line: where that is written.

    owner: who answers for it. until: the last day on which it holds, as an ISO date. Both may be empty.
    """

    by: str
    file: str
    line: int
    reason: str = ""
    owner: str = ""
    until: str = ""


class Finding(NamedTuple):
    """A fault with everything that a report shows of it.

    witness: a concrete situation as (dimension, value) pairs. share: of the combinations asked about, never a risk.
    cases: further gaps in words. authorities: ids of the register. policy: the id of the policy, where it has one.
    aside: why it does not count; None where it does. calendar: a day that came brought it, no change of the file.
    anchor: the path with the names of entries instead of their numbers, so that it stays when they move. ordinal: tells
    findings apart that are otherwise the same. edits: what would put it right, all of them together, where there is one
    likely answer.
    """

    check: str
    severity: Severity
    file: str
    place: Place
    path: str
    message: str
    grade: str = ""
    clause: str = ""
    named_by: str = ""
    witness: tuple[tuple[str, str], ...] = ()
    share: float | None = None
    cases: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    why: str = ""
    remedy: str = ""
    example: str = ""
    authorities: tuple[str, ...] = ()
    policy: str = ""
    group: str = ""
    aside: Aside | None = None
    calendar: bool = False
    anchor: str = ""
    ordinal: int = 0
    edits: tuple[Edit, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What makes a finding the same one in the next run: never its line, its file or the number of its clause.

        A situation shown as an example is left out too, for a change elsewhere in the policy can bring another one.
        """
        said = "" if self.witness else self.message
        key = (self.check, self.policy or self.file, self.anchor or self.path, self.grade, said)
        return (*key, *[other.anchor for other in self.related]) if self.related else key

    @property
    def fingerprint(self) -> str:
        """The key as 24 hexadecimal digits: the same wherever the clause moves."""
        return fingerprints((self,))[0]


def fingerprints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The fingerprint of each finding, in half the time that asking each takes."""
    # Late: hashlib costs 5 ms and only some formats want it.
    from hashlib import sha256

    found = []
    for finding in findings:
        key = "\0".join(finding.key)
        if finding.ordinal:
            key += f"\0{finding.ordinal}"
        found.append(sha256(key.encode(errors="backslashreplace")).hexdigest()[:24])
    return tuple(found)

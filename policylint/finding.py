"""What is wrong, and where: first by path, then by line and column. Knows no policy, check or output format."""

import re
from enum import IntEnum
from typing import NamedTuple

from policylint.source import Place

_NUMBER = re.compile(r"^/clauses/\d+")


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


class Fault(NamedTuple):
    """One thing wrong, located by document path. One place (`run/locate.py`) turns the path into lines.

    document: number of the document in the set. path: JSON pointer. on_key: the caret belongs under the key.
    grade, witness, share, named_by: see docs/semantics.md; empty where they mean nothing.
    severity: empty for what the check file says. offsets: a stretch inside a text value, where the path is too wide.
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


class Related(NamedTuple):
    """The other place of a finding, with lines."""

    file: str
    place: Place
    message: str


class Edit(NamedTuple):
    """Replace a stretch of a file, as 0-based offsets, by a text."""

    start: int
    end: int
    text: str


class Finding(NamedTuple):
    """A fault with everything that a report shows of it.

    witness: a concrete situation as (dimension, value) pairs. share: of the combinations asked about, never a risk.
    cases: further gaps in words. authorities: ids of the register. policy: the id of the policy, where it has one.
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

    @property
    def fingerprint(self) -> str:
        """The same wherever the clause moves: from the check, the policy, the clause and what is said, never the
        line.
        """
        # Late: hashlib costs 5 ms and only some formats want it.
        from hashlib import sha256

        # A clause is known by its id; its number in the file changes when others are added.
        path = _NUMBER.sub(f"/clauses/{self.clause}", self.path) if self.clause else self.path
        key = "\0".join((self.check, self.policy or self.file, path, self.message))
        return sha256(key.encode(errors="backslashreplace")).hexdigest()[:24]

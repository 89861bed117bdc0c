"""What a reader found in real policies, held against what the program finds; writes docs/transcriptions.md.

Run as `python -m tests.transcriptions.compare`. It knows no single check: an element is what its checks say.
"""

import datetime
import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from policylint.checking.packs import Check, builtin_packs
from policylint.finding import Finding
from policylint.reading.yamltree import parse
from policylint.review.matrix import MET, audit
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.source import Source

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "transcriptions.md"
TODAY = datetime.date(2026, 11, 24)
SLUGS = tuple(sorted(path.parent.name for path in HERE.glob("*/*.policy.yaml")))
# Packs that no jurisdiction picks, for the sort of body that they are for.
BY_NAME = {"us-ca-lasd": ("us-law-enforcement",)}

ANSWERED, IN_PART, IN_PASSING, OPEN, NOT_ASKED = "answered", "in part", "in passing", "open", "not asked"
# A wider clause settles some of it without naming it: a reader may call that silent, or answered in general.
AGREE = {(IN_PART, IN_PASSING), (OPEN, IN_PASSING)}
READ_AS = {
    "addressed": ANSWERED,
    "partly": IN_PART,
    "general": IN_PART,
    "elsewhere": IN_PART,
    "excluded": IN_PART,
    "silent": OPEN,
    "not-applicable": NOT_ASKED,
}
FOUND, ABSENT = "found", "absent"
STATED = {"states it", "demands it", "says it"}
ELSEWHERE, RULED_OUT = "elsewhere", "rules it out or sets conditions"
MENDED = ("mended", "transcription")
CAME_OF_IT = (*MENDED, "weakness", "overlooked", "opinion")
_ROW = re.compile(r"^\| (?P<id>[A-PX][0-9]+) \| (?P<name>[^|]*) \|", re.MULTILINE)


class Difference(NamedTuple):
    """A place where the two disagree. element: an element or a pattern of over-reach."""

    element: str
    reader: str
    program: str


class Compared(NamedTuple):
    """One policy. cells: of each element what reader and program say. findings: of the program, by severity."""

    slug: str
    source: Mapping[str, Any]
    reading: Mapping[str, Any]
    resolved: Mapping[str, Any]
    cells: Mapping[str, tuple[str, str]]
    over: Mapping[str, tuple[str, str]]
    findings: tuple[Finding, ...]

    def differences(self) -> tuple[Difference, ...]:
        """Where the two disagree now, elements first."""
        places = [(name, *said) for name, said in (*self.cells.items(), *self.over.items())]
        return tuple(Difference(*each) for each in places if not agree(*each[1:]))

    def came_of(self, name: str) -> Mapping[str, Any]:
        """What `resolved.yaml` says of an element or a pattern; empty if nothing."""
        part = "over-reach" if name.startswith("X") else "elements"
        return (self.resolved.get(part) or {}).get(name) or {}


@functools.cache
def elements() -> Mapping[str, str]:
    """The names of the elements and of the patterns of over-reach, in the order of docs/elements.md."""
    text = (ROOT / "docs" / "elements.md").read_text(encoding="utf-8")
    return {each["id"]: each["name"].strip() for each in _ROW.finditer(text)}


def read(path: Path) -> Any:
    """The data of a YAML file; a mapping without entries where there is no file."""
    if not path.exists():
        return {}
    document = parse(Source(path.name, path.read_text(encoding="utf-8")))
    assert [problem.message for problem in document.problems] == [], path
    return document.data


def agree(reader: str, program: str) -> bool:
    """Whether the two say the same, or one of them was not asked."""
    return reader == program or (reader, program) in AGREE or NOT_ASKED in (reader, program)


def asks(assertion: Mapping[str, Any]) -> bool:
    """Whether a check misses something where nothing is said; the others object to what is said."""
    (kind, options), *_ = assertion.items()
    if kind == "any":
        return all(map(asks, options))
    if kind == "all":
        return any(map(asks, options))
    if kind == "verdict":
        return "always" in options or any(each.partition(":")[0] == "silent" for each in options["never"])
    if kind == "statement" and options.get("fields"):
        return any(not isinstance(each, Mapping) or set(each) != {"not"} for each in options["fields"].values())
    if kind == "field":
        return bool(options.get("missing") != "ok")
    return not (kind in ("grounds", "builtin") or (kind == "text" and "bars" in options))


def asks_sometimes(assertion: Mapping[str, Any]) -> bool:
    """Whether a check misses something only beside what it objects to, such as words that keep disclosures free."""
    return not asks(assertion) and "any" in assertion and any(map(asks, assertion["any"]))


class Said(NamedTuple):
    """What a run says of a policy. met: checks that something in the policy meets, and how; quiet: the other ones.

    How: as the evidence has it, and `elsewhere` where another document is what meets it.
    """

    findings: tuple[Finding, ...]
    met: Mapping[str, tuple[str, ...]]
    quiet: frozenset[str]


@functools.cache
def said(slug: str) -> Said:
    """Lint the transcription, and ask for the evidence."""
    paths = sorted((HERE / slug).glob("*.policy.yaml"))
    sources = tuple(Source(path.name, path.read_text(encoding="utf-8")) for path in paths)
    settings = Settings(TODAY, packs=BY_NAME.get(slug, ()))
    findings = lint(Inputs(sources, ()), settings).findings
    rows = [row for file in audit(Inputs(sources, ()), settings).files for row in file.rows if row.state == MET]
    fired = {each.check for each in findings}
    met = {
        row.check: tuple(ELSEWHERE if each.path.startswith("/relies-on/") else each.how for each in row.proofs)
        for row in rows
        if row.proofs and row.check not in fired
    }
    return Said(findings, met, frozenset(row.check for row in rows) - fired - set(met))


@functools.cache
def _checks() -> Mapping[str, tuple[Check, ...]]:
    """The checks of each element and pattern."""
    found: dict[str, tuple[Check, ...]] = {}
    for check in (check for pack in builtin_packs() for check in pack.checks):
        for name in check.element:
            found[name] = (*found.get(name, ()), check)
    return found


def _vote(check: Check, finding: Finding) -> str:
    """What one finding says of the element of its check."""
    if finding.grade in ("partial", "general"):
        return IN_PASSING
    if finding.grade not in ("", "silent"):
        return IN_PART
    # A duty, a statement or an entry that is there and falls short; what merely allows a case is no answer.
    short = finding.path not in ("/clauses", "/policy", "/accounts", "/tools", "/roles")
    return IN_PART if short and "verdict" not in check.assertion and not asks_sometimes(check.assertion) else OPEN


def answer(said: Said, name: str) -> str:
    """How the program finds an element: its checks taken together.

    What objects to something that is said counts only where everything that is asked for is there.
    """
    votes: set[str] = set()
    objected = False
    for check in _checks().get(name, ()):
        findings = [each for each in said.findings if each.check == check.id]
        if asks(check.assertion) or asks_sometimes(check.assertion):
            votes.update(_vote(check, each) for each in findings)
        else:
            objected = objected or bool(findings)
        hows = set(said.met.get(check.id, ()))
        if (hows and asks(check.assertion)) or (hows & STATED and asks_sometimes(check.assertion)):
            votes.add(IN_PART if ELSEWHERE in hows and hows <= {ELSEWHERE, RULED_OUT} else ANSWERED)
    if not votes:
        return OPEN if objected else NOT_ASKED
    if votes == {ANSWERED}:
        return IN_PART if objected else ANSWERED
    if votes == {OPEN}:
        return OPEN
    return IN_PASSING if votes <= {OPEN, IN_PASSING} else IN_PART


def shows(said: Said, name: str) -> str:
    """Whether a check that objects to a pattern of over-reach fires; `not asked` when none was put to the policy."""
    checks = {check.id for check in _checks().get(name, ()) if not asks(check.assertion)}
    if any(each.check in checks for each in said.findings):
        return FOUND
    return ABSENT if checks & (set(said.met) | said.quiet) else NOT_ASKED


@functools.cache
def compare(slug: str) -> Compared:
    """One transcription, compared."""
    reading = read(HERE / slug / "reading.yaml")
    spoken = said(slug)
    cells, over = {}, {}
    listed = reading.get("elements") or {}
    for name in elements():
        if name.startswith("X"):
            reader = FOUND if name in (reading.get("over-reach") or {}) else ABSENT
            over[name] = (reader, shows(spoken, name))
        else:
            cells[name] = (READ_AS[listed.get(name, {}).get("how", "silent")], answer(spoken, name))
    resolved = read(HERE / slug / "resolved.yaml")
    return Compared(slug, reading["source"], reading, resolved, cells, over, spoken.findings)


def main() -> None:
    """Write the page."""
    from tests.transcriptions.page import page

    PAGE.write_text(page([compare(slug) for slug in SLUGS]), encoding="utf-8", newline="\n")


def tallied(compared: list[Compared], name: str = "") -> dict[tuple[bool, bool], int]:
    """How many places (of one element, or of all) reader and program see a gap in, as (reader, program)."""
    found = dict.fromkeys(((True, True), (False, False), (False, True), (True, False)), 0)
    for each in compared:
        for element, (reader, program) in each.cells.items():
            if name in ("", element) and NOT_ASKED not in (reader, program):
                found[reader != ANSWERED, program != ANSWERED] += 1
    return found


def unresolved() -> Iterator[str]:
    """A line for each disagreement that `resolved.yaml` does not list, for whoever writes it."""
    for slug in SLUGS:
        compared = compare(slug)
        for each in compared.differences():
            if not compared.came_of(each.element):
                checks = {check.id for check in _checks().get(each.element, ())}
                fired = sorted({f"{f.check} {f.grade}" for f in said(slug).findings if f.check in checks})
                met = sorted(checks & set(said(slug).met))
                yield f"{slug} {each.element} reader {each.reader}, program {each.program}: {fired}; met {met}"


if __name__ == "__main__":
    for line in unresolved():
        print(line)
    main()

"""The examples of checks, run as the tests that they are. Knows packs and the run, no command and no page."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policylint.checking.ownpacks import Own
from policylint.checking.packs import Check, Pack
from policylint.finding import Finding
from policylint.policy.durations import date
from policylint.report import Report
from policylint.run.applies import RETIRED
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.source import Source
from policylint.typed import Any, NamedTuple

TODAY = datetime.date(2026, 1, 15)


class Outcome(NamedTuple):
    """One example. kind: `fires` or `quiet`. wrong: what did not come out as written, empty when all did.

    file, line: where the example is written.
    """

    pack: str
    check: str
    kind: str
    name: str
    file: str
    line: int
    wrong: tuple[str, ...]


def run_examples(own: Iterable[Own], builtin: Sequence[Pack]) -> Iterator[Outcome]:
    """Every example of every check, in the order of the packs."""
    packs = tuple(own)
    available = (*builtin, *(each.pack for each in packs))
    for each in packs:
        for check in each.pack.checks:
            page = each.pages[check.id]
            for kind, examples in (("fires", page.fires), ("quiet", page.quiet)):
                for number, example in enumerate(examples):
                    part = each.parts[check.id]
                    path = f"{part.path}/examples/{kind}/{number}/name"
                    line, _ = part.document.source.position(part.document.span(path).start)
                    wrong = tuple(_wrong(check, kind, example, available))
                    yield Outcome(each.pack.id, check.id, kind, str(example["name"]), part.file, line, wrong)


def _wrong(check: Check, kind: str, example: Mapping[str, Any], available: Sequence[Pack]) -> Iterator[str]:
    today = date(example["today"]) if "today" in example else TODAY
    if today is None:
        yield f'"{example["today"]}" is no day of the calendar'
        return
    texts = [example["policy"], *example.get("beside", ())]
    sources = tuple(Source(f"{number}.policy.yaml", text) for number, text in enumerate(texts))
    settings = Settings(today, select=(check.id,), packs=(check.pack,))
    report = lint(Inputs(sources, ()), settings, available)
    found = [finding for finding in report.findings if finding.check == check.id]
    broken = list(_broken(report, check, sources, today, available))
    yield from broken
    if not broken:
        yield from _compared(found, example.get("finds", ()) if kind == "fires" else ())


def _broken(
    report: Report, check: Check, sources: Sequence[Source], today: datetime.date, available: Sequence[Pack]
) -> Iterator[str]:
    """Why the check was not asked: a policy with faults, or one that it is not for."""
    for each in report.not_run:
        if each.check == "*" and each.why != RETIRED:
            whole = lint(Inputs(tuple(sources), ()), Settings(today, packs=(check.pack,)), available)
            faults = [finding for finding in whole.findings if finding.file == each.file and finding.severity >= 3]
            said = f": line {faults[0].place.line}: {faults[0].message}" if faults else ""
            yield f"the policy cannot be read{said}"
        elif each.check == check.id and each.file == sources[0].path:
            yield f"the check is not asked: {each.why}"


def _compared(found: Sequence[Finding], expected: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for number, finding in enumerate(found[len(expected) :]):
        before = "it also finds" if expected or number else "it finds"
        yield f"{before} at {finding.path or '/'}: {finding.message}"
    for finding, written in zip(found, expected, strict=False):
        if finding.path != written["at"]:
            yield f"it finds at {finding.path}, not at {written['at']}: {finding.message}"
            continue
        if written.get("grade", finding.grade) != finding.grade:
            yield f"at {finding.path} the grade is {finding.grade or 'none'}, not {written['grade']}"
        for name, value in written.get("witness", {}).items():
            got = dict(finding.witness).get(name)
            if got != value:
                yield f"at {finding.path} the case shown has {name}: {got or 'nothing'}, not {value}"
        if written.get("says", "") not in finding.message:
            yield f'at {finding.path} the message does not say "{written["says"]}": {finding.message}'
    for written in expected[len(found) :]:
        yield f"it does not find anything at {written['at']}"

"""Files of scenarios: found, read, and held against their schema. Knows no policy and decides nothing."""

import json
from collections.abc import Mapping, Sequence

from policylint.reading.problems import pointer
from policylint.reading.shape import Shape
from policylint.reading.yamltree import Document, parse
from policylint.resources import read_text
from policylint.source import Source
from policylint.typed import Any, NamedTuple

SUFFIXES = (".scenarios.yaml", ".scenarios.yml")
FORMAT = "policylint-scenarios"


class Wrong(NamedTuple):
    """What keeps a file or a scenario from being used. line, column: 1-based, 0 where there is no place."""

    file: str
    line: int
    column: int
    message: str
    remedy: str = ""


class DutyWanted(NamedTuple):
    """A kind of duty, and fields that it must have."""

    kind: str
    fields: Mapping[str, Any]
    path: str


class Expected(NamedTuple):
    """What one scenario expects; empty parts expect nothing. grades and naming go together."""

    verdicts: tuple[str, ...]
    grades: tuple[str, ...]
    naming: tuple[str, ...]
    clauses: tuple[str, ...]
    needs: tuple[str, ...]
    duties: tuple[DutyWanted, ...]
    barred: tuple[str, ...]


class Scenario(NamedTuple):
    """One scenario as written. path: in its file. at: a date with a time instead of `time`; empty: none."""

    name: str
    path: str
    when: Mapping[str, Any]
    at: str
    because: str
    expected: Expected


class ScenarioFile(NamedTuple):
    """A file that was read. policy: the id; empty, and no scenarios, where the file cannot be used."""

    document: Document
    policy: str
    scenarios: tuple[Scenario, ...]
    wrong: tuple[Wrong, ...]

    @property
    def path(self) -> str:
        return self.document.source.path

    def at(self, path: str, message: str, remedy: str = "", *, on_key: bool = False) -> Wrong:
        """Something wrong at a place of the file."""
        span = (self.document.key_span(path) if on_key else None) or self.document.span(path)
        line, column = self.document.source.position(span.start)
        return Wrong(self.path, line, column, message, remedy)

    def line(self, path: str) -> int:
        return self.document.source.position(self.document.span(path).start)[0]


def is_scenarios(document: Document) -> bool:
    """Whether a file means to be one of scenarios."""
    return document.source.path.endswith(SUFFIXES) or (isinstance(document.data, dict) and FORMAT in document.data)


def read_scenarios(source: Source) -> ScenarioFile:
    """The scenarios in a text; everything wrong with its form is told in `wrong`, and then there are none."""
    document = parse(source)
    schema = json.loads(read_text("schemas", "scenarios.schema.json"))
    problems = [problem for problem in document.problems if problem.severity == "error"]
    if not problems and not Shape(schema).accepts(document.data):
        # Late: the explanation needs jsonschema, which costs 80 ms to import.
        from policylint.reading.explain_shape import explain

        problems += explain(schema, document)
    if problems:
        wrong = []
        for problem in problems:
            line, column = source.position(problem.span.start)
            wrong.append(Wrong(source.path, line, column, problem.message, problem.remedy))
        return ScenarioFile(document, "", (), tuple(wrong))
    data = document.data
    scenarios = tuple(_scenario(entry, f"/scenarios/{number}") for number, entry in enumerate(data["scenarios"]))
    found = ScenarioFile(document, data["policy"], scenarios, ())
    return found._replace(wrong=tuple(_same_names(found)))


def _same_names(file: ScenarioFile) -> list[Wrong]:
    seen: dict[str, str] = {}
    wrong = []
    for scenario in file.scenarios:
        first = seen.setdefault(scenario.name, scenario.path)
        if first != scenario.path:
            message = f'another scenario, on line {file.line(f"{first}/name")}, is called "{scenario.name}" too'
            wrong.append(file.at(f"{scenario.path}/name", message, "Give each scenario a name of its own."))
    return wrong


def _scenario(entry: Mapping[str, Any], path: str) -> Scenario:
    expect = entry["expect"]
    naming = words(expect.get("naming"))
    expected = Expected(
        words(expect.get("verdict")),
        words(expect.get("grade")) or (("explicit",) if naming else ()),
        naming,
        words(expect.get("clauses")),
        words(expect.get("needs")),
        tuple(_duty(each, f"{path}/expect/duties/{number}") for number, each in enumerate(expect.get("duties", ()))),
        words(expect.get("not-duties")),
    )
    return Scenario(entry["name"], path, entry["when"], entry.get("at", ""), entry.get("because", ""), expected)


def _duty(written: Any, path: str) -> DutyWanted:
    if isinstance(written, str):
        return DutyWanted(written, {}, path)
    ((kind, fields),) = written.items()
    return DutyWanted(kind, fields, path + pointer(kind))


def words(written: str | Sequence[str] | None) -> tuple[str, ...]:
    """One word or several as several."""
    return () if written is None else (written,) if isinstance(written, str) else tuple(written)

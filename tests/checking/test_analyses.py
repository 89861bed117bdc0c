"""The builtin analyses: by tables of small policies, against the reading by hand, and on odd documents.

The tables are in `analyses.yaml`; the last part makes documents that the schema accepts and nobody would write.
"""

import datetime
import itertools
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policylint.checking.analyses import ANALYSES, reported_elsewhere
from policylint.checking.analyses.prose_registry import PROSE_ANALYSES
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.build import build_set
from policylint.policy.model import Policy, PolicySet
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.shape import Shape
from policylint.reading.yamltree import parse
from policylint.source import Source

sys.path.insert(0, str(Path(__file__).parent.parent))  # the reading by hand stands beside this folder

from random_policies import random_set
from reading_by_hand import Reading

Data = dict[str, Any]

TODAY = datetime.date(2026, 1, 15)
HERE = Path(__file__).parent
SCHEMA = Shape(json.loads((HERE.parent.parent / "schemas" / "policy.schema.json").read_text(encoding="utf-8")))
STANDARD = Vocabulary.standard()
# Keys of the examples that belong under `policy`.
HEAD = ("kind", "status", "owner", "approved", "effective", "review")
# Those of prose have their tests in tests/prose.
NAMES = [
    name for name, analysis in ANALYSES.items() if analysis is not reported_elsewhere and name not in PROSE_ANALYSES
]
TABLE: dict[str, list[Data]] = parse(Source("cases", (HERE / "analyses.yaml").read_text(encoding="utf-8"))).data


def asked(name: str, context: Context) -> list[Fault]:
    return list(ANALYSES[name](context, Question(name, "")))


def contexts(policies: PolicySet, effort: int = 1) -> Iterator[tuple[Policy, Context]]:
    shared: dict[str, Any] = {}
    for policy in policies.policies:
        yield policy, Context(policies, policy, TODAY, effort, shared)


# ---- tables


def documents(text: str) -> list[Data]:
    """The documents of an example, with the header that every policy needs."""
    found = []
    chunks = [line_up.split("\n", 1) for line_up in f" main\n{text}".replace("\n---", "\0").split("\0")]
    for name, chunk in chunks:
        content: Data = parse(Source("example", chunk)).data or {}
        head = {"id": name.strip() or "other", "title": "T", "agency": "A", "jurisdiction": "US"}
        head.update((key, content[key]) for key in HEAD if key in content)
        rest = {key: value for key, value in content.items() if key not in HEAD}
        found.append({"policylint": 1, "policy": head, **rest})
    return found


def said(fault: Fault, policies: PolicySet) -> str:
    """A fault as the table writes it."""
    ids = [f"{policy.id}:" if policy.document else "" for policy in policies.policies]
    severity = f" [{fault.severity}]" if fault.severity else ""
    also = "".join(f" -> {ids[each.document]}{each.path} {each.message}" for each in fault.also)
    remedy = f" => {fault.remedy}" if fault.remedy else ""
    return f"{ids[fault.document]}{fault.path}{severity} {fault.message.removeprefix(': ')}{also}{remedy}"


@pytest.mark.parametrize(
    ("name", "case"),
    [pytest.param(name, case, id=f"{name}: {case['name']}") for name, cases in TABLE.items() for case in cases],
)
def test_an_analysis_finds_these_and_no_others(name: str, case: Data) -> None:
    written = documents(case["documents"])
    assert [document for document in written if not SCHEMA.accepts(document)] == []
    policies = build_set(STANDARD, written)
    found = []
    for policy, context in contexts(policies):
        faults = asked(name, context)
        found += [said(fault, policies) for fault in faults]
        assert {(fault.check, fault.document) for fault in faults} <= {(name, policy.document)}
        assert context.incomplete == set()
    assert found == case["finds"]


@pytest.mark.parametrize("name", NAMES)
def test_every_analysis_has_a_row_that_fires_and_quiet_policies(name: str) -> None:
    assert any(case["finds"] for case in TABLE[name])
    quiet = next(iter(contexts(build_set(STANDARD, documents("")))))[1]
    assert asked(name, quiet) == []


def test_the_message_follows_the_title_of_the_check() -> None:
    policies = build_set(STANDARD, documents("review: {next: 2025-06-01}"))
    context = next(iter(contexts(policies)))[1]
    (fault,) = ANALYSES["review-overdue"](context, Question("my-check", "it is late"))
    assert fault == Fault("my-check", 0, "/policy/review/next", "it is late: it was due on 2025-06-01")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("and-or", "One and  /or two, one or/and three.", ["and  /or", "or/and"]),
        ("placeholder-left-in", "To [NAME] in TBD days.", ["[NAME]", "TBD"]),
        ("undefined-term", "No sensitive\ninformation here.", ["sensitive\ninformation"]),
    ],
)
def test_the_words_at_fault_are_marked(name: str, text: str, words: list[str]) -> None:
    document = documents("clauses: []")[0]
    document["clauses"] = [{"id": "a", "text": text, "forbid": {"activity": "post"}}]
    context = next(iter(contexts(build_set(STANDARD, [document]))))[1]
    offsets = [fault.offsets for fault in asked(name, context)]
    assert [text[slice(*each)] for each in offsets if each is not None] == words


def test_the_witness_is_a_situation_in_both_clauses() -> None:
    context = next(iter(contexts(build_set(STANDARD, documents(TABLE["conflict"][0]["documents"])))))[1]
    (fault,) = asked("conflict", context)
    assert fault.witness == (
        ("who", "staff"),
        ("activity", "post"),
        ("device", "personal-unmanaged"),
        ("time", "off-hours"),
    )


# ---- against the reading by hand


def by_hand(seed: int) -> None:
    """On one random set: what the analyses find is what one sees by looking at every situation."""
    vocabulary, written = random_set(random.Random(seed))
    reading = Reading(vocabulary, written)
    possible = [x for x in reading.words.situations() if reading.words.possible(x)]
    for policy, context in contexts(build_set(Vocabulary.from_data(vocabulary), written)):
        if policy.retired:
            continue
        name = policy.id
        inside = [x for x in possible if not reading.excluded(name, x)]
        speaking = [[(reading.manner(p, x), p) for p in reading.speaking(reading.pieces[name], x)] for x in inside]
        meeting = {
            (piece.clause["id"], piece.effect == "added")
            for here in speaking
            if {manner for manner, _ in here} & {"permit", "gated"}
            for manner, piece in here
            if manner == "hard"
        }
        found = {(fault.clause, fault.path.endswith("/only")) for fault in asked("conflict", context)}
        assert found == meeting, (seed, name)
        scoped = asked("conflict-with-scope", context)
        against = [x for x in possible if reading.excluded(name, x) and reading.scope_conflict(name, x)]
        assert bool(scoped) == bool(against), (seed, name)
        _unreachable(seed, reading, policy, context, possible, speaking, {fault.path for fault in scoped})
        _redundant(seed, vocabulary, written, reading, policy, context, possible)
        _gaps(seed, reading, policy, context, possible)
        assert context.incomplete == set()


def _unreachable(
    seed: int,
    reading: Reading,
    policy: Policy,
    context: Context,
    possible: list[Data],
    speaking: list[list[Any]],
    scoped: set[str],
) -> None:
    heard = {piece.clause["id"] for here in speaking for _, piece in here if piece.effect != "added"}
    holding = {
        piece.clause["id"]
        for piece in reading.pieces[policy.id]
        if piece.effect != "added" and any(piece.holds(x) for x in possible)
    }
    told = {clause.id for clause in policy.clauses if {box.path for box in clause.boxes} & scoped}
    found = {fault.clause for fault in asked("clause-unreachable", context)}
    assert not found & heard, (seed, policy.id)
    assert holding - heard - told <= found, (seed, policy.id)


def _redundant(
    seed: int,
    vocabulary: Data,
    written: list[Data],
    reading: Reading,
    policy: Policy,
    context: Context,
    possible: list[Data],
) -> None:
    """Without all the clauses that are said to be redundant, every answer is the same."""
    found = {fault.clause for fault in asked("clause-redundant", context)}
    if not found:
        return
    fewer = [
        {**document, "clauses": [clause for clause in document["clauses"] if clause["id"] not in found]}
        if document["policy"]["id"] == policy.id
        else document
        for document in written
    ]
    without = Reading(vocabulary, fewer)
    names = list(reading.words.values)
    namings = [(), *((name,) for name in names), *itertools.combinations(names, 2)]
    for x in possible:
        before, after = reading.at(policy.id, x), without.at(policy.id, x)
        assert before.verdict() == after.verdict(), (seed, policy.id, x)
        assert [before.grade(n) for n in namings] == [after.grade(n) for n in namings], (seed, policy.id, x)


def _gaps(seed: int, reading: Reading, policy: Policy, context: Context, possible: list[Data]) -> None:
    found = {fault.path for fault in asked("accepted-gap-closed", context)}
    for gap in policy.gaps:
        if not any(context.space.is_box(box.bits) for box in gap.boxes):
            continue  # a box without values is another fault
        points = [(x, context.decision.point(x)) for x in possible]
        inside = [x for x, point in points if any(point & box.bits == point for box in gap.boxes)]
        silent = [x for x in inside if reading.at(policy.id, x).verdict() in ("silent", "advised")]
        assert (gap.path in found) == (not silent), (seed, policy.id, gap.path)


@pytest.mark.parametrize("seeds", [range(first, first + 10) for first in range(0, 60, 10)], ids=str)
def test_the_analyses_find_what_one_sees_by_looking_at_every_situation(seeds: range) -> None:
    for seed in seeds:
        by_hand(seed)


@pytest.mark.nightly
@pytest.mark.parametrize("seeds", [range(first, first + 100) for first in range(60, 2060, 100)], ids=str)
def test_the_analyses_against_the_reading_by_hand_for_a_night(seeds: range) -> None:
    for seed in seeds:
        by_hand(seed)


# ---- odd documents

NOBODY = ["press-officer", "counsel", "nobody", "staff", "person-x", "a"]
TEXTS = [
    "Words.",
    "Sensitive information and/or TBD.",
    "[NAME] <agency> {{x}} ____",
    " ",
    "é\u2028",
    "harms the service",
]
IDS = ["a", "b-b", "c", "other/a", "nobody", "x-y/z"]


class Odd:
    """Makes documents that the schema accepts and nobody would write."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def some(self, options: Any, least: int = 1, most: int = 3) -> list[Any]:
        return self.random.sample(list(options), min(len(options), self.random.randint(least, most)))

    def one_or_some(self, options: list[str]) -> Any:
        return self.random.choice(options) if self.chance(0.5) else self.some(options)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def maybe(self, share: float, key: str, value: Any) -> Data:
        return {key: value} if self.chance(share) else {}

    def box(self, most: int = 4) -> Data:
        found: Data = {}
        for name in self.some(STANDARD.space.dimensions, 0, most):
            words = STANDARD.known(STANDARD.space.index[name])
            word = self.random.choice(words) if self.chance(0.97) else "zzz"
            found[name] = self.random.choice(["any", word, self.some(words), {"not": self.some(words)}])
        return found

    def boxes(self) -> Any:
        return self.box() if self.chance(0.7) else [self.box() for _ in range(self.random.randint(1, 3))]

    def fields(self) -> Data:
        every: Data = {
            "by": self.one_or_some(NOBODY[:5]),
            "to": self.one_or_some([*NOBODY, "the Mayor", "police"]),
            "within": self.random.choice(["1 day", "promptly", "immediately"]),
            "keep": self.random.choice(["1 year", "permanently", {"schedule": "S", "at-least": "2 years"}]),
            "covers": self.one_or_some(["posts", "recrods", "listening"]),
            "of": self.one_or_some(["x y", "accounts"]),
            "upon": self.random.choice(["leaver", ["leaver", "incident"], {"account-dormant": "6 months"}]),
            "when": self.boxes(),
            "checked": {"by": "counsel"},
            "even-if-forbidden": True,
        }
        return {key: every[key] for key in self.some(every, 0, 4)}

    def condition(self, depth: int = 0) -> Data:
        kinds: Data = {
            "approval": self.random.choice([None, {}, {"by": "x"}, {"any-of": ["x", "y"]}, {"kind": "consult"}]),
            "standard": self.random.choice(["harms the service", {"is": ["a b", "c"]}, {"by": "counsel"}, {}]),
            "duty": self.random.choice([{"report": None}, {"notify": {"to": "counsel"}}]),
            "consent": None,
            "limit": "x",
        }
        found = {key: kinds[key] for key in self.some(kinds, 1, 2 if self.chance(0.2) else 1)}
        found |= self.maybe(0.4, "when", self.box())
        return found | (self.maybe(0.3, "provided", [self.condition(depth + 1)]) if depth < 2 else {})

    def conditions(self) -> list[Any]:
        return [self.condition() if self.chance(0.8) else "named" for _ in range(self.random.randint(1, 2))]

    def clause(self, number: int) -> Data:
        effect = self.random.choice(["permit", "forbid", "permit", "forbid", "require", "recommend", "advise", "state"])
        clause: Data = {"id": f"k{number}", "text": self.random.choice(TEXTS)}
        if effect == "state":
            clause |= {"state": self.random.choice(["right", "precedence", "process"])}
            clause |= self.maybe(0.5, "box", self.boxes()) | self.maybe(0.3, "appeal-to", "a-body")
        elif effect in ("require", "recommend"):
            kinds = ["retain", "delete-data", "report", "answer", "keep-active", "hold-records", "zzz-duty"]
            clause |= self.fields()
            clause[effect] = [kind if self.chance(0.3) else {kind: self.fields()} for kind in self.some(kinds)]
        else:
            clause[effect] = self.boxes()
            clause |= self.maybe(0.15, "if", {"standard": "harms the service"})
        if effect == "permit":
            clause |= self.maybe(0.4, "provided", self.conditions())
            clause |= self.maybe(0.2, "only", self.some(STANDARD.space.dimensions, 1, 2))
        if effect == "forbid":
            clause |= self.maybe(0.4, "unless", self.conditions())
        others = [*IDS, *(f"k{other}" for other in range(12))]
        clause |= self.maybe(0.3, "overrides", self.random.choice(["all", "a", self.some(others)]))
        return clause | self.maybe(0.2, "except", self.boxes()) | self.maybe(0.1, "to-confirm", ["permit/x"] * 5)

    def document(self, name: str) -> Data:
        head = {"id": name, "title": "T", "agency": "A", "jurisdiction": "US"}
        head |= self.maybe(0.5, "status", self.random.choice(["draft", "in-force"]))
        head |= self.maybe(0.3, "kind", "moderation") | self.maybe(0.3, "owner", "a-role")
        head |= self.maybe(0.3, "review", self.random.choice([{}, {"next": "2026-02-30"}, {"last": "2020-02-29"}]))
        exclusion = {"when": self.boxes(), "because": "b", **self.maybe(0.5, "see", "x-y")}
        reliance = {
            "policy": self.random.choice(["d0", "d1", "gone"]),
            **self.maybe(0.7, "for", self.boxes()),
            **self.maybe(0.7, "answers", self.some(STANDARD.space.dimensions)),
        }
        scope = self.maybe(0.6, "covers", self.boxes()) | self.maybe(0.5, "excludes", [exclusion])
        gap = {"when": self.boxes(), "because": "b", "until": self.random.choice(["2025-01-01", "2026-02-30"])}
        found = {"policylint": 1, "policy": head, "exceptions-named": {"named": self.condition()}}
        found |= self.maybe(0.5, "scope", scope) | self.maybe(0.5, "relies-on", [reliance])
        found |= self.maybe(0.5, "roles", {name: {"title": "T", "deputy": "counsel"} for name in self.some(NOBODY, 0)})
        found |= self.maybe(0.3, "terms", {"a/b": "x", "t~x": "a/b"}) | self.maybe(0.3, "working-hours", {})
        found |= self.maybe(0.4, "accepted-gaps", [gap])
        found |= self.maybe(0.2, "vocabulary", {"who": {"ranger": {"is": "staff"}}, "event": {"ev": {"is": "leaver"}}})
        found |= self.maybe(0.1, "dimensions", {"place": {"values": {"home": {}, "abroad": {}}}})
        return found | self.maybe(0.95, "clauses", [self.clause(i) for i in range(self.random.randint(0, 14))])


def at(data: Any, path: str) -> Any:
    for step in path.split("/")[1:]:
        data = data[int(step)] if isinstance(data, list) else data[step.replace("~1", "/").replace("~0", "~")]
    return data


@pytest.mark.parametrize("seeds", [range(first, first + 20) for first in range(0, 120, 20)], ids=str)
def test_odd_documents_break_nothing_and_every_path_leads_somewhere(seeds: range) -> None:
    accepted = 0
    for seed in seeds:
        odd = Odd(seed)
        written = [each for each in (odd.document(f"d{n}") for n in range(2)) if SCHEMA.accepts(each)]
        accepted += len(written)
        policies = build_set(STANDARD, written)
        for policy, context in contexts(policies):
            for name in NAMES:
                faults = asked(name, context)
                for fault in faults:
                    if fault.path != "/clauses":
                        at(policy.data, fault.path)
                    for also in fault.also:
                        at(policies.policies[also.document].data, also.path)
                assert faults == asked(name, context), (seed, name)
    assert accepted > len(seeds)


# ---- large ones


def test_work_is_bounded_and_what_is_left_out_is_said() -> None:
    rng = random.Random(7)
    crossing = []
    for number in range(150):
        box = {}
        for name in rng.sample(STANDARD.space.dimensions, 6):
            values = STANDARD.space.values[STANDARD.space.index[name]]
            box[name] = rng.sample(values, max(1, len(values) - 1))
        crossing.append({"id": f"k{number}", "text": "x", rng.choice(["permit", "forbid"]): box})
    document = {**documents("")[0], "clauses": crossing}
    context = next(iter(contexts(build_set(STANDARD, [document]))))[1]
    for name in NAMES:
        asked(name, context)
    assert context.incomplete == {"clause-unreachable", "permission-silenced"}


def test_of_very_many_documents_only_some_are_compared() -> None:
    written = []
    for number in range(400):
        effect = "permit" if number == 0 else "forbid"
        clauses = [{"id": "a", "text": "x", effect: {"activity": "post", "device": "shared"}}]
        written.append({**documents("")[0], "clauses": clauses})
        written[-1]["policy"] = {**written[-1]["policy"], "id": f"d{number}"}
    everything = list(contexts(build_set(STANDARD, written)))
    first, second = everything[0][1], everything[1][1]
    assert len(asked("agency-documents-disagree", first)) == 10
    assert asked("agency-documents-disagree", second) == []
    assert (first.incomplete, second.incomplete) == ({"agency-documents-disagree"}, set())

"""Cases of docs/semantics.md computed by hand, so that the oracle of the engine has been checked too."""

from __future__ import annotations

from typing import Any

import pytest
from reading_by_hand import Reading, Words

Data = dict[str, Any]

VOCABULARY: Data = {
    "matters": [{"id": "discipline"}],
    "dimensions": [
        {
            "id": "who",
            "values": [{"id": v} for v in ("staff", "contractor", "official", "agency", "public")],
            "groups": [
                {"id": "workforce", "members": ["staff", "contractor"]},
                {"id": "inside", "members": ["workforce", "agency"]},
            ],
        },
        {"id": "activity", "values": [{"id": "view"}, {"id": "post"}, {"id": "listen"}]},
        {"id": "device", "values": [{"id": "office"}, {"id": "own"}]},
        {"id": "time", "values": [{"id": "work"}, {"id": "free"}]},
    ],
    "relevance": [
        {"dimension": "device", "only-for": {"activity": ["view", "post"]}},
        {"dimension": "time", "not-for": {"who": ["agency"]}},
    ],
    "impossible": [{"when": {"who": "public", "device": "office"}, "because": "they have no log-in"}],
    "everyday": [
        {"id": "own-phone", "box": {"who": "workforce", "activity": "post", "device": "own"}},
        {"id": "listening", "box": {"who": "agency", "activity": "listen"}},
    ],
    "conditions": [{"id": "approval", "gate": True}, {"id": "disclaimer", "gate": False}],
}
APPROVAL: Data = {"approval": {"by": "director"}}
DISCLAIMER: Data = {"disclaimer": {}}
OWN: Data = {"device": "own"}
FREE: Data = {"time": "free"}


def document(*clauses: Data, name: str = "p", kind: str = "use", status: str = "in-force", **more: Any) -> Data:
    numbered = [{"id": f"c{number}", **clause} for number, clause in enumerate(clauses, 1)]
    keys = {key.replace("_", "-"): value for key, value in more.items()}
    return {"policy": {"id": name, "kind": kind, "status": status}, "clauses": numbered, **keys}


def situation(words: str) -> dict[str, str]:
    return dict(zip(("who", "activity", "device", "time"), words.split(), strict=True))


def excluding(*boxes: Data, covers: list[Data] | None = None) -> Data:
    return {"covers": covers or [], "excludes": [{"when": box, "because": "elsewhere"} for box in boxes]}


def handing(target: str, where: Any, *answers: str) -> list[Data]:
    return [{"policy": target, "for": where, "answers": list(answers)}]


STAFF = "staff post own free"
PIECES = {
    "nothing said": ([document()], STAFF, "silent"),
    "impossible before all": ([document({"permit": {"who": "any"}})], "public post office work", "impossible"),
    "impossible only where the device counts": (
        [document({"permit": {"who": "any"}})],
        "public listen office work",
        "permitted",
    ),
    "default who is the workforce": ([document({"permit": OWN})], "contractor post own free", "permitted"),
    "default who leaves out officials": ([document({"permit": OWN})], "official post own free", "silent"),
    "moderation is for everyone": ([document({"permit": OWN}, kind="moderation")], "public post own free", "permitted"),
    "any names who": ([document({"permit": {"who": "any"}})], "official post own free", "permitted"),
    "the scope names who": (
        [document({"permit": OWN}, scope={"covers": [{"who": "official"}]})],
        "official post own free",
        "permitted",
    ),
    "outside the scope": ([document({"permit": OWN}, scope={"covers": [{"who": "official"}]})], STAFF, "silent"),
    "a listed agency is beyond the scope": (
        [document({"permit": {"who": "inside"}}, scope={"covers": [FREE]})],
        "agency post own work",
        "permitted",
    ),
    "the rest of the group is not": (
        [document({"permit": {"who": "inside"}}, scope={"covers": [FREE]})],
        "staff post own work",
        "silent",
    ),
    "any does not list the agency": (
        [document({"permit": {"who": "any"}}, scope={"covers": [{"who": "staff"}]})],
        "agency post own work",
        "silent",
    ),
    "not does not list the agency": (
        [document({"permit": {"who": {"not": "staff"}}}, scope={"covers": [FREE]})],
        "agency post own work",
        "silent",
    ),
    "an exception": ([document({"permit": {}, "except": [OWN]})], STAFF, "silent"),
    "an activity that lacks the device has the first": (
        [document({"forbid": {"device": "office"}})],
        "staff listen office work",
        "forbidden",
    ),
    "a retired policy": (
        [document({"permit": {}}, status="retired", scope=excluding(OWN), relies_on=handing("q", {}, "who"))],
        STAFF,
        "silent",
    ),
}
CONDITIONS = {
    "a gate": ([document({"permit": {}, "provided": [APPROVAL]})], STAFF, "conditional"),
    "a gate elsewhere": (
        [document({"permit": {}, "provided": [APPROVAL | {"when": {"time": "work"}}]})],
        STAFF,
        "permitted",
    ),
    "an accompaniment": ([document({"permit": {}, "provided": [DISCLAIMER]})], STAFF, "permitted"),
    "a permit with if": ([document({"permit": {}, "if": {"standard": "harm"}})], STAFF, "conditional"),
    "hard": ([document({"forbid": {}, "unless": [APPROVAL | {"when": {"time": "work"}}]})], STAFF, "forbidden"),
    "open": ([document({"forbid": {}, "unless": [APPROVAL]})], STAFF, "conditional"),
    "lifted": ([document({"forbid": {}, "unless": [DISCLAIMER, APPROVAL]})], STAFF, "permitted"),
    "lifted where it is": ([document({"forbid": {}, "unless": [{"when": [FREE, OWN]}]})], STAFF, "permitted"),
    "gated by its own proviso": (
        [document({"forbid": {}, "unless": [{"when": FREE, "provided": [APPROVAL]}]})],
        STAFF,
        "conditional",
    ),
    "a proviso that holds elsewhere": (
        [document({"forbid": {}, "unless": [{"provided": [APPROVAL | {"when": {"time": "work"}}]}]})],
        STAFF,
        "permitted",
    ),
    "a forbid with if is open": ([document({"forbid": {}, "if": {"standard": "harm"}})], STAFF, "conditional"),
    "a forbid with if lifted": (
        [document({"forbid": {}, "if": {"standard": "harm"}, "unless": [DISCLAIMER]})],
        STAFF,
        "permitted",
    ),
    "an exception by name": (
        [document({"forbid": {}, "unless": ["drill"]}, exceptions_named={"drill": [APPROVAL]})],
        STAFF,
        "conditional",
    ),
}
PRECEDENCE = {
    "a permit that names what the forbid limits": (
        [document({"permit": {"device": "any"}}, {"forbid": OWN})],
        STAFF,
        "conflict",
    ),
    "the rule of limits": ([document({"permit": FREE}, {"forbid": OWN})], STAFF, "forbidden"),
    "an open forbid does not beat": (
        [document({"permit": FREE}, {"forbid": OWN, "unless": [APPROVAL]})],
        STAFF,
        "conditional",
    ),
    "an override against the rule of limits": (
        [document({"permit": FREE, "overrides": ["c2"]}, {"forbid": OWN})],
        STAFF,
        "permitted",
    ),
    "overrides all": ([document({"permit": FREE, "overrides": "all"}, {"forbid": OWN})], STAFF, "permitted"),
    "all against one that lists it": (
        [document({"permit": FREE, "overrides": "all"}, {"forbid": FREE, "overrides": ["c1"]})],
        STAFF,
        "forbidden",
    ),
    "all against all": (
        [document({"permit": FREE, "overrides": "all"}, {"forbid": FREE, "overrides": "all"})],
        STAFF,
        "conflict",
    ),
    "each lists the other": (
        [document({"permit": FREE, "overrides": ["c2"]}, {"forbid": FREE, "overrides": ["c1"]})],
        STAFF,
        "silent",
    ),
    "no reinstatement": (
        [
            document(
                {"permit": FREE, "overrides": ["c2"]},
                {"advise": FREE, "overrides": ["c3"]},
                {"forbid": FREE},
                {"require": [{"report": {}}], "overrides": ["c1"]},
            )
        ],
        STAFF,
        "silent",
    ),
    "a piece that names it is left": (
        [document({"permit": [FREE, {"device": "any"}]}, {"forbid": OWN})],
        STAFF,
        "conflict",
    ),
    "a bare id is of the own document": (
        [
            document({"permit": {}}, relies_on=handing("q", {}, "who")),
            document({"forbid": {}, "overrides": ["c1"]}, name="q"),
        ],
        STAFF,
        "permitted",
    ),
}
ONLY = {
    "inside the values": ([document({"permit": OWN, "only": ["device"]})], STAFF, "permitted"),
    "outside the values": ([document({"permit": OWN, "only": ["device"]})], "staff post office free", "forbidden"),
    "outside the default": ([document({"permit": OWN, "only": ["device"]})], "official post office free", "silent"),
    "who: among the default": (
        [document({"permit": {"who": "staff"}, "only": ["who"]})],
        "contractor post own free",
        "forbidden",
    ),
    "who: not beyond it": (
        [document({"permit": {"who": "staff"}, "only": ["who"]})],
        "official post own free",
        "silent",
    ),
    "who: among the scope": (
        [document({"permit": {"who": "staff"}, "only": ["who"]}, scope={"covers": [{"who": "official"}]})],
        "official post own free",
        "forbidden",
    ),
    "who: everyone in a moderation policy": (
        [document({"permit": {"who": "staff"}, "only": ["who"]}, kind="moderation")],
        "public post own free",
        "forbidden",
    ),
    "the others of the list are free": (
        [document({"permit": OWN | FREE, "only": ["device", "time"]})],
        "staff post office work",
        "forbidden",
    ),
    "those not in the list are kept": (
        [document({"permit": OWN | FREE, "only": ["device"]})],
        "staff post office work",
        "silent",
    ),
    "what another box permits is taken away": (
        [document({"permit": [OWN, FREE], "only": ["device"]})],
        "staff post office free",
        "permitted",
    ),
    "the exception is kept": (
        [document({"permit": OWN, "only": ["device"], "except": [FREE]})],
        "staff post office free",
        "silent",
    ),
    "nothing limited": (
        [document({"permit": {"device": "any"}, "only": ["device", "time"]})],
        "staff post own work",
        "permitted",
    ),
    "who in the list stays within the default": (
        [document({"permit": OWN | {"who": "any"}, "only": ["device", "who"]})],
        "official post office free",
        "silent",
    ),
    "who in the list is free within it": (
        [document({"permit": OWN | {"who": "staff"}, "only": ["device", "who"]})],
        "contractor post office free",
        "forbidden",
    ),
    "who not in the list is as written": (
        [document({"permit": OWN | {"who": "any"}, "only": ["device"]})],
        "official post office free",
        "forbidden",
    ),
    "it beats by the changed box": (
        [document({"permit": OWN | FREE, "only": ["device"]}, {"permit": FREE})],
        "staff post office free",
        "forbidden",
    ),
    "a listed agency is beyond the scope": (
        [document({"permit": OWN | {"who": "agency"}, "only": ["device"]}, scope={"covers": [{"who": "staff"}]})],
        "agency post office work",
        "forbidden",
    ),
}
SCOPE = {
    "excluded": ([document({"permit": OWN}, scope=excluding(FREE))], STAFF, "excluded"),
    "a clause lists what is excluded": ([document({"permit": FREE}, scope=excluding(FREE))], STAFF, "conflict"),
    "any lists nothing": ([document({"permit": {"time": "any"}}, scope=excluding(FREE))], STAFF, "excluded"),
    "one of two dimensions": ([document({"permit": FREE}, scope=excluding(FREE | OWN))], STAFF, "excluded"),
    "a clause that covers does not reach": (
        [document({"permit": FREE}, scope=excluding(FREE, covers=[{"who": "official"}]))],
        STAFF,
        "conflict",
    ),
    "a duty contradicts nothing": (
        [document({"require": [{"report": {}}], "when": FREE}, scope=excluding(FREE))],
        STAFF,
        "excluded",
    ),
    "except counts": ([document({"permit": FREE, "except": [OWN]}, scope=excluding(FREE))], STAFF, "excluded"),
    "one that wins still contradicts": (
        [document({"permit": FREE, "overrides": ["c2"]}, {"forbid": FREE}, scope=excluding(FREE))],
        STAFF,
        "conflict",
    ),
    "two that beat each other": (
        [document({"permit": FREE, "overrides": ["c2"]}, {"forbid": FREE, "overrides": ["c1"]}, scope=excluding(FREE))],
        STAFF,
        "excluded",
    ),
    "what only adds does not list its dimensions": (
        [document({"permit": FREE, "only": ["time"]}, scope=excluding({"time": "work"}))],
        "staff post own work",
        "excluded",
    ),
    "what only adds to who reaches the default": (
        [document({"permit": OWN | {"who": "staff"}, "only": ["who"]}, scope=excluding(OWN))],
        "official post own work",
        "excluded",
    ),
    "what only adds lists the rest": (
        [document({"permit": FREE | OWN, "only": ["time"]}, scope=excluding(OWN))],
        "staff post own work",
        "conflict",
    ),
    "advice": ([document({"advise": FREE})], STAFF, "advised"),
    "advice about nothing": ([document({"advise": {}})], STAFF, "silent"),
    "a statement": ([document({"state": "purpose"})], STAFF, "silent"),
}
DOCUMENTS = {
    "handed to a forbid": (
        [document(relies_on=handing("q", FREE, "time")), document({"forbid": {}}, name="q")],
        STAFF,
        "forbidden",
    ),
    "not handed outside": (
        [document(relies_on=handing("q", {"time": "work"}, "time")), document({"forbid": {}}, name="q")],
        STAFF,
        "silent",
    ),
    "the own permit is enough": (
        [document({"permit": {}}, relies_on=handing("q", FREE, "time")), document({"forbid": {}}, name="q")],
        STAFF,
        "permitted",
    ),
    "no answers": (
        [document(relies_on=[{"policy": "q", "for": {}}]), document({"forbid": {}}, name="q")],
        STAFF,
        "silent",
    ),
    "a matter hands no situation on": (
        [document(relies_on=handing("q", FREE, "discipline")), document({"forbid": {}}, name="q")],
        STAFF,
        "silent",
    ),
    "a dimension beside a matter does": (
        [document(relies_on=handing("q", FREE, "discipline", "time")), document({"forbid": {}}, name="q")],
        STAFF,
        "forbidden",
    ),
    "missing": ([document(relies_on=handing("q", FREE, "time"))], STAFF, "delegated"),
    "external": (
        [document(relies_on=[{"external": {"title": "Act"}, "for": {}, "answers": ["who"]}])],
        STAFF,
        "delegated",
    ),
    "retired": (
        [document(relies_on=handing("q", {}, "who")), document({"forbid": {}}, name="q", status="retired")],
        STAFF,
        "delegated",
    ),
    "reached by its own scope": (
        [
            document(relies_on=handing("q", {}, "who")),
            document({"forbid": {}}, name="q", scope={"covers": [{"time": "work"}]}),
        ],
        STAFF,
        "silent",
    ),
    "followed through, in a circle": (
        [
            document(relies_on=handing("q", {}, "who")),
            document(name="q", relies_on=[*handing("p", {}, "who"), *handing("r", {}, "who")]),
            document({"forbid": {}}, name="r"),
        ],
        STAFF,
        "forbidden",
    ),
    "excluded by the other adds nothing": (
        [
            document(relies_on=handing("q", {}, "who")),
            document(name="q", scope=excluding(OWN), relies_on=handing("missing", {}, "who")),
        ],
        STAFF,
        "silent",
    ),
    "a scope in conflict there": (
        [document(relies_on=handing("q", {}, "who")), document({"permit": OWN}, name="q", scope=excluding(OWN))],
        STAFF,
        "conflict",
    ),
    "two that answer": (
        [
            document(relies_on=[*handing("q", {}, "who"), *handing("r", {}, "who")]),
            document({"permit": OWN}, name="q"),
            document({"forbid": OWN}, name="r"),
        ],
        STAFF,
        "conflict",
    ),
    "the rule of limits between two that answer": (
        [
            document(relies_on=[*handing("q", {}, "who"), *handing("r", {}, "who")]),
            document({"permit": {}}, name="q"),
            document({"forbid": OWN}, name="r"),
        ],
        STAFF,
        "forbidden",
    ),
    "all stays within its document": (
        [
            document(relies_on=[*handing("q", {}, "who"), *handing("r", {}, "who")]),
            document({"permit": OWN, "overrides": "all"}, name="q"),
            document({"forbid": OWN}, name="r"),
        ],
        STAFF,
        "conflict",
    ),
    "a clause of another document by name": (
        [
            document(relies_on=[*handing("q", {}, "who"), *handing("r", {}, "who")]),
            document({"permit": OWN, "overrides": ["r/c1"]}, name="q"),
            document({"forbid": OWN}, name="r"),
        ],
        STAFF,
        "permitted",
    ),
}
TABLES = {
    "pieces": PIECES,
    "conditions": CONDITIONS,
    "precedence": PRECEDENCE,
    "only": ONLY,
    "scope": SCOPE,
    "documents": DOCUMENTS,
}


@pytest.mark.parametrize(
    ("documents", "where", "expected"),
    [pytest.param(*case, id=f"{title}: {name}") for title, table in TABLES.items() for name, case in table.items()],
)
def test_verdict(documents: list[Data], where: str, expected: str) -> None:
    assert Reading(VOCABULARY, documents).at("p", situation(where)).verdict() == expected


GRADES = {
    "a clause names it": (document({"permit": OWN}), ["device"], "explicit"),
    "any names it": (document({"permit": {"device": "any"}}), ["device"], "explicit"),
    "not named": (document({"permit": OWN}), ["time"], "general"),
    "the default is no name": (document({"permit": OWN}), ["who"], "general"),
    "nothing asked": (document({"permit": {}}), [], "explicit"),
    "together, by one piece": (document({"permit": OWN | FREE}), ["device", "time"], "explicit"),
    "apart, by two pieces": (document({"permit": [OWN, FREE]}), ["device", "time"], "general"),
    "lent by the scope": (document({"permit": OWN}, scope={"covers": [FREE]}), ["device", "time"], "explicit"),
    "nothing lent to a clause about who": (
        document({"permit": {"who": "staff"}}, scope={"covers": [FREE]}),
        ["time"],
        "general",
    ),
    "by an exception that holds": (
        document({"forbid": OWN, "unless": [APPROVAL | {"when": FREE}]}),
        ["device", "time"],
        "explicit",
    ),
    "not by one that does not": (
        document({"forbid": OWN, "unless": [APPROVAL | {"when": {"time": "work"}}]}),
        ["time"],
        "general",
    ),
    "not by a proviso": (document({"permit": OWN, "provided": [APPROVAL | {"when": FREE}]}), ["time"], "general"),
    "waiting for confirmation": (document({"permit": OWN, "to-confirm": ["permit"]}), ["device"], "general"),
    "only names what its clause names": (
        document({"permit": {"time": "work"}, "only": ["time"]}),
        ["time"],
        "explicit",
    ),
    "handed out with the answer": (document(relies_on=handing("q", {}, "device", "time")), ["device"], "delegated"),
    "handed out without it": (document(relies_on=handing("q", {}, "time")), ["device", "time"], "silent"),
    "advice that names some": (document({"advise-against": OWN}), ["device", "time"], "advised"),
    "advice that names none": (document({"advise-against": OWN}), ["time"], "silent"),
    "excluded": (document({"permit": {}}, scope=excluding(OWN)), ["device"], "excluded"),
    "duties give none": (document({"require": [{"report": {}}], "when": OWN}), ["device"], "silent"),
}


@pytest.mark.parametrize(("asked", "naming", "expected"), GRADES.values(), ids=GRADES)
def test_grade(asked: Data, naming: list[str], expected: str) -> None:
    assert Reading(VOCABULARY, [asked]).at("p", situation(STAFF)).grade(naming) == expected


def test_reliances_that_do_not_answer_are_not_followed() -> None:
    documents = [
        document(relies_on=handing("q", {}, "time")),
        document(name="q", relies_on=handing("missing", {}, "time", "device")),
    ]
    answer = Reading(VOCABULARY, documents).at("p", situation(STAFF))
    assert [answer.grade(naming) for naming in ([], ["time"], ["device"])] == ["delegated", "delegated", "silent"]


def test_clauses_by_class() -> None:
    documents = [
        document(
            {"permit": {"device": "any"}},
            {"permit": OWN, "provided": [APPROVAL]},
            {"forbid": {"time": "any"}},
            {"forbid": OWN, "unless": [APPROVAL]},
            {"forbid": OWN, "unless": [DISCLAIMER]},
            {"advise": {}},
            {"recommend": [{"report": {}}], "upon": "incident"},
        )
    ]
    assert Reading(VOCABULARY, documents).at("p", situation(STAFF)).clauses() == {
        "permit": {("p", "c1")},
        "gated": {("p", "c2")},
        "hard": {("p", "c3")},
        "open": {("p", "c4")},
        "lifted": {("p", "c5")},
        "advice": {("p", "c6")},
        "duty": {("p", "c7")},
    }


DUTIES: list[Data] = [{"report": {}}, {"report": {"upon": "incident"}}, {"report": {"even-if-forbidden": True}}]


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        pytest.param([{"require": DUTIES}], {("p", "c1", 0), ("p", "c1", 2)}, id="those not upon an event"),
        pytest.param([{"require": DUTIES, "upon": "incident"}], set(), id="all upon an event"),
        pytest.param([{"require": DUTIES, "when": {"time": "work"}}], set(), id="elsewhere"),
        pytest.param([{"require": [{"report": {"when": {"time": "work"}}}]}], set(), id="one duty elsewhere"),
        pytest.param([{"require": DUTIES}, {"forbid": {}}], {("p", "c1", 2)}, id="even if forbidden"),
        pytest.param([{"require": DUTIES, "except": [OWN]}], set(), id="excepted"),
        pytest.param([{"require": DUTIES}, {"advise": {}, "overrides": ["c1"]}], set(), id="overridden"),
    ],
)
def test_duties(clauses: list[Data], expected: set[tuple[str, str, int]]) -> None:
    assert Reading(VOCABULARY, [document(*clauses)]).at("p", situation(STAFF)).duties() == expected


@pytest.mark.parametrize(
    ("asked", "gaps", "expected"),
    [
        pytest.param({"who": "staff", "time": "free"}, [], {"staff post own free"}, id="first box"),
        pytest.param({"who": "staff"}, [], {"staff post own work"}, id="the first value where nobody names it"),
        pytest.param(
            {"device": ["office", "own"]},
            [],
            {"staff post own work", "contractor post own work", "agency listen office work"},
            id="both boxes, irrelevant dimensions first",
        ),
        pytest.param({"who": "public", "activity": "post"}, [], {"public post own work"}, id="none met, values put in"),
        pytest.param({"who": "public", "device": "office", "activity": "post"}, [], set(), id="impossible"),
        pytest.param(
            {"who": "workforce"}, [{"when": {"who": "staff"}}], {"contractor post own work"}, id="an accepted gap"
        ),
    ],
)
def test_everyday_cases(asked: Data, gaps: list[Data], expected: set[str]) -> None:
    assert Words(VOCABULARY).everyday_cases(asked, gaps) == {tuple(case.split()) for case in expected}


def test_first_possible_value_is_sought_for_each_combination() -> None:
    vocabulary = VOCABULARY | {"everyday": [{"id": "e", "box": {"who": ["official", "public"], "activity": "post"}}]}
    cases = {("official", "post", "office", "work"), ("public", "post", "own", "work")}
    assert Words(vocabulary).everyday_cases({}) == cases


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        pytest.param([{"permit": OWN, "except": [{"who": "staff"}]}], "partial", id="one settled, one silent"),
        pytest.param([{"advise": OWN, "except": [{"who": "staff"}]}], "silent", id="advice is not enough"),
        pytest.param([{"permit": OWN | {"who": "staff"}}, {"advise": OWN}], "advised", id="the weakest first"),
        pytest.param([{"permit": OWN}], "explicit", id="all explicit"),
        pytest.param([{"permit": FREE | OWN}, {"permit": {}}], "general", id="general"),
        pytest.param([], "silent", id="nothing said"),
    ],
)
def test_result(clauses: list[Data], expected: str) -> None:
    box = {"who": "workforce", "activity": "post"}
    assert Reading(VOCABULARY, [document(*clauses)]).result("p", box, ["device"]) == expected


def test_result_of_nothing_left() -> None:
    asked = document(accepted_gaps=[{"when": {"who": "workforce"}, "because": "rare"}])
    assert Reading(VOCABULARY, [asked]).result("p", {"who": "staff"}, []) is None


def test_extended_vocabulary() -> None:
    added = [
        document(vocabulary={"activity": {"stream": {"is": "view"}}, "who": {"officer": {"is": "staff"}}, "duty": {}}),
        document(
            name="q",
            vocabulary={"activity": {"stream": {"is": "view"}, "glance": {"is": "view"}, "vet": {}}},
            dimensions={"place": {"values": {"hall": {}, "home": {}}}},
            impossible=[{"when": {"who": "agency", "place": "home"}, "because": "it has none"}],
        ),
    ]
    words = Words(VOCABULARY, added)
    assert words.values == {
        "who": ["other-staff", "officer", "contractor", "official", "agency", "public"],
        "activity": ["other-view", "stream", "glance", "post", "listen", "vet"],
        "device": ["office", "own"],
        "time": ["work", "free"],
        "place": ["hall", "home"],
    }
    assert words.members("who", "inside") == {"other-staff", "officer", "contractor", "agency"}
    with_device = {activity for activity in words.values["activity"] if words.has({"activity": activity}, "device")}
    assert with_device == {"other-view", "stream", "glance", "post", "vet"}
    x = {"who": "agency", "activity": "post", "device": "own", "time": "work", "place": "home"}
    assert [words.possible(x), words.possible(x | {"who": "officer"})] == [False, True]


def test_situations_without_what_is_irrelevant() -> None:
    found = {tuple(x.values()) for x in Words(VOCABULARY).situations()}
    listening = {point for point in found if point[1] == "listen"}
    people = ("staff", "contractor", "official", "public")
    assert listening == {
        ("agency", "listen", "office", "work"),
        *((who, "listen", "office", time) for who in people for time in ("work", "free")),
    }
    assert len(found) == 4 * (2 * 2 + 1) * 2 + (2 * 2 + 1)

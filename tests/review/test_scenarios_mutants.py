"""Changes of clauses: which there are, what notices them, and that the short ways find what the long ones do."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from policylint.checking import packs
from policylint.policy.decide import decide
from policylint.reporters.mutants import mutants_data, mutants_text
from policylint.reporters.page import Page
from policylint.review.change import Change, Ground
from policylint.review.expectations import misses
from policylint.review.mutants import Mutant, mutants, within_budget
from policylint.review.mutation import Survey, survey
from policylint.review.scenario_files import read_scenarios
from policylint.review.scenarios import judge
from policylint.review.subjects import Shelf, Subject
from policylint.review.watching import Checking, Watching
from policylint.source import Source

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 23)
CLAUSES = {
    "a statement": ("{id: a, state: purpose}", ["delete left out"]),
    "a permission": (
        "{id: a, permit: {who: [staff, intern], device: any}, only: [who], overrides: [b],"
        " provided: [approval: {by: x, valid-for: 1 month}, disclaimer: {}]}",
        [
            "delete left out",
            'flip "permit" becomes "forbid"',
            'drop without "only"',
            'drop without "overrides"',
            'drop without entry 1 of "provided" (approval)',
            'drop without entry 2 of "provided" (disclaimer)',
            'widen without "who: …"',
            'widen without "device: any"',
            'narrow "who" without "staff"',
            'narrow "who" without "intern"',
            'deadline "valid-for: 1 month" of "approval" becomes "10 months"',
        ],
    ),
    "a prohibition with boxes": (
        "{id: a, forbid: [{who: staff}, {time: leave}], unless: [approval: {}], except: {who: intern}}",
        [
            "delete left out",
            'flip "forbid" becomes "permit"',
            'drop without "unless"',
            'drop without "except"',
            "narrow without box 1",
            'widen without "who: staff" in box 1',
            "narrow without box 2",
            'widen without "time: leave" in box 2',
        ],
    ),
    "duties": (
        "{id: a, require: [report: {within: immediately}, retain: {keep: 6 years}], when: {who: staff},"
        " every: 3 months, upon: incident}",
        [
            "delete left out",
            'flip "require" becomes "recommend"',
            'drop without "upon"',
            'widen without "who: staff"',
            'deadline "within: immediately" of "report" becomes "1 year"',
            'deadline "keep: 6 years" of "retain" becomes "1 day"',
            'deadline "every: 3 months" becomes "30 months"',
        ],
    ),
}


@pytest.mark.parametrize(("clause", "expected"), CLAUSES.values(), ids=CLAUSES)
def test_the_changes_of_a_clause(clause: str, expected: list[str]) -> None:
    found = mutants([yaml.safe_load(clause)])
    assert [f"{each.kind} {each.says}" for each in found] == expected


def test_what_hangs_on_the_old_effect_goes_with_it() -> None:
    clause = yaml.safe_load("{id: a, text: t, permit: {who: staff}, only: [who], provided: [approval: {}]}")
    flipped = next(each.data for each in mutants([clause]) if each.kind == "flip")
    assert flipped == {"id": "a", "text": "t", "forbid": {"who": "staff"}}


def test_no_change_touches_the_clause_it_is_made_of() -> None:
    clause = yaml.safe_load(CLAUSES["a permission"][0])
    before = repr(clause)
    assert all(each.data != clause for each in mutants([clause]))
    assert repr(clause) == before


def test_a_budget_gives_every_clause_its_turn() -> None:
    every = list(mutants([yaml.safe_load(CLAUSES["a permission"][0])] * 3))
    kept = within_budget(every, 7)
    assert [(each.clause, each.kind) for each in kept] == [
        (0, "delete"), (0, "flip"), (0, "drop"), (1, "delete"), (1, "flip"), (2, "delete"), (2, "flip"),
    ]  # fmt: skip
    assert within_budget(every, len(every)) == every


# ---- what notices them

POLICY = """\
policylint: 1
policy: {id: town, title: T, agency: Town, jurisdiction: US-WA}
scope:
  text: For all.
  covers:
    - who: workforce
clauses:
  - id: own-time
    text: Words.
    permit: {capacity: personal, activity: post, account: own, time: [off-hours, leave]}
  - id: secrets
    text: Words.
    forbid: {activity: post, information: non-public}
  - id: secrets-of-staff
    text: Words.
    forbid: {who: staff, activity: post, information: non-public}
  - id: records
    text: Words.
    require: {retain: {keep: 6 years}}
"""
SCENARIOS = """\
policylint-scenarios: 1
policy: town
scenarios:
  - name: on leave
    when: {who: staff, capacity: personal, activity: post, account: own, time: leave, information: internal}
    expect: {verdict: permitted, clauses: [own-time]}
  - name: kept
    when: {who: staff, capacity: official, activity: post, account: official, information: internal}
    expect: {duties: [retain: {keep: 6 years}]}
"""


def surveyed(policy: str, scenarios: str, checking: Checking | None = None, **options: Any) -> Survey:
    file = read_scenarios(Source("t.scenarios.yaml", scenarios))
    (found,) = judge([file], Shelf([Source("t.policy.yaml", policy)]), lambda *_: "")
    assert found.wrong == ()
    assert {result.state for result in found.results} == {"passed"}
    assert found.subject is not None
    return survey(found.subject, found.asked, checking, **options)


def told(found: Survey) -> list[str]:
    return [
        f"{clause.clause}: {fate.mutant.says}: {fate.state} {fate.name}".rstrip()
        for clause in found.clauses
        for fate in clause.fates
    ]


def test_each_change_is_noticed_unnoticed_or_none() -> None:
    assert told(surveyed(POLICY, SCENARIOS)) == [
        "own-time: left out: noticed on leave",
        'own-time: "permit" becomes "forbid": noticed on leave',
        'own-time: without "capacity: personal": unnoticed',
        'own-time: without "activity: post": unnoticed',
        'own-time: without "account: own": unnoticed',
        'own-time: without "time: …": unnoticed',
        'own-time: "time" without "off-hours": unnoticed',
        'own-time: "time" without "leave": noticed on leave',
        "secrets: left out: unnoticed",
        'secrets: "forbid" becomes "permit": unnoticed',
        'secrets: without "activity: post": unnoticed',
        'secrets: without "information: non-public": noticed on leave',
        "secrets-of-staff: left out: changes-nothing",
        'secrets-of-staff: "forbid" becomes "permit": unnoticed',
        'secrets-of-staff: without "who: staff": changes-nothing',
        'secrets-of-staff: without "activity: post": unnoticed',
        'secrets-of-staff: without "information: non-public": noticed on leave',
        "records: left out: noticed kept",
        'records: "require" becomes "recommend": unnoticed',
        'records: "keep: 6 years" of "retain" becomes "1 day": noticed kept',
    ]


def test_the_score_counts_only_what_changes_something() -> None:
    found = surveyed(POLICY, SCENARIOS)
    assert (found.made, found.possible, found.count("changes-nothing")) == (20, 20, 2)
    assert found.score == found.count("noticed") / 18


def test_what_was_not_tried_is_told() -> None:
    found = surveyed(POLICY, SCENARIOS, most=5)
    assert (found.made, found.possible) == (5, 20)
    assert "15 further changes were not tried: --most 20 tries them all." in mutants_text(Page(100), [found])
    assert mutants_data(found)["tried"] == 5


def test_clauses_that_could_go_come_first() -> None:
    lines = mutants_text(Page(100), [surveyed(POLICY, SCENARIOS)]).splitlines()
    assert [line for line in lines if ", line " in line] == [
        "  secrets, line 11: 3 of 4 changes unnoticed",
        "  secrets-of-staff, line 14: 2 of 5 changes unnoticed",
        "  records, line 17: 1 of 3 changes unnoticed",
        "  own-time, line 8: 5 of 8 changes unnoticed",
    ]


def subject(name: str) -> Subject:
    path = ROOT / "sample_policies" / name
    (policy,) = [path] if path.is_file() else path.glob("*.policy.yaml")
    found = Shelf([Source(str(policy), policy.read_text(encoding="utf-8"))]).policy(
        yaml.safe_load(policy.read_text(encoding="utf-8"))["policy"]["id"], str(policy)
    )
    assert isinstance(found, Subject)
    return found


def checking(of: Subject) -> Checking:
    return Checking(packs.adjusted(packs.active(packs.builtin_packs(), of.policy.jurisdiction)), TODAY)


@pytest.mark.parametrize("name", ["county-sheriff", "water-district", "small-town"])
def test_checks_that_are_not_asked_again_would_find_the_same(name: str) -> None:
    of = subject(name)
    ground = Ground(of.policies, of.policy, of.decision)
    watching = Watching(ground, checking(of), {}, 1)
    differing = []
    for mutant in list(mutants(of.policy.data["clauses"]))[::5]:
        change = Change(ground, mutant)
        if bool(watching.noticed(change)) != bool(watching.noticed(change, every=True)):
            differing.append(mutant.says)
    assert differing == []


def test_scenarios_near_the_change_fail_where_they_fail_on_the_whole() -> None:
    """The survey asks near a change; here every scenario of a sample is asked of the whole changed policy."""
    path = ROOT / "sample_policies/county-sheriff/social-media.scenarios.yaml"
    (found,) = judge([read_scenarios(Source(str(path), path.read_text(encoding="utf-8")))], Shelf(()), lambda *_: "")
    assert found.subject is not None
    ground = Ground(found.subject.policies, found.subject.policy, found.subject.decision)
    near = {
        (clause.clause, fate.mutant.says): fate.by == "scenario"
        for clause in survey(found.subject, found.asked, None).clauses
        for fate in clause.fates
    }
    whole = {}
    for mutant in mutants(found.subject.policy.data["clauses"]):
        after = decide(Change(ground, mutant).policies, found.subject.policy.id)
        name = found.subject.policy.data["clauses"][mutant.clause]["id"]
        whole[name, mutant.says] = any(next(misses(after, each.question), None) for each in found.asked)
    assert near == whole


def test_a_survey_is_the_same_each_time() -> None:
    of = subject("county-sheriff")
    first = survey(of, (), checking(of), most=30)
    again = survey(subject("county-sheriff"), (), checking(of), most=30)
    assert mutants_data(first) == mutants_data(again)
    assert first.count("noticed") > 0


def test_only_a_place_is_left_of_a_clause_that_is_gone() -> None:
    of = subject("county-sheriff")
    ground = Ground(of.policies, of.policy, of.decision)
    change = Change(ground, Mutant("delete", 1, "left out", None))
    assert [clause.path for clause in change.policy.clauses] == [
        clause.path for clause in of.policy.clauses if clause.number != 1
    ]
    assert change.policy.data["clauses"][1] == {}

"""Scenarios against a small policy: what is missed, what is told of it, and what cannot be used."""

import textwrap
from pathlib import Path

import pytest

from policylint.reporters.page import Page
from policylint.reporters.scenarios import scenarios_json, scenarios_junit, scenarios_text
from policylint.review.scenario_files import read_scenarios
from policylint.review.scenarios import Tested as Outcome
from policylint.review.scenarios import judge
from policylint.review.subjects import Shelf
from policylint.source import Source

POLICY = """\
policylint: 1
policy:
  id: small-town
  title: Social media
  agency: Small Town
  jurisdiction: US-WA
scope:
  text: It holds for everyone who works here.
  covers:
    - who: [workforce, agency]
  excludes:
    - when: {who: public}
      because: it is elsewhere
roles:
  clerk: {title: Clerk}
clauses:
  - id: own-time
    text: Words on own-time.
    title: Your own time
    permit:
      capacity: personal
      activity: speak
      account: personal
      device: any
      time: [off-hours, leave]
  - id: secrets
    text: Words on secrets.
    title: Secrets
    forbid:
      activity: speak
      information: non-public
  - id: official
    text: Words on official.
    permit:
      capacity: official
      activity: post
      account: official
    provided:
      - approval: {by: clerk}
      - duty: {human-review: {by: clerk}}
  - id: copies
    text: Words on copies.
    require:
      - forward-copy: {within: 5 days, even-if-forbidden: true}
      - retain: {keep: 6 years}
"""

OWN = "who: staff, capacity: personal, activity: post, account: own, time: leave, information: public-information"


def judged(scenarios: str, policy: str = POLICY) -> Outcome:
    text = "policylint-scenarios: 1\npolicy: small-town\nscenarios:\n" + textwrap.indent(scenarios, "  ")
    file = read_scenarios(Source("town.scenarios.yaml", text))
    (found,) = judge([file], Shelf([Source("town.policy.yaml", policy)]), lambda _, at: f"off-hours {at}"[:9])
    return found


def one(when: str, expect: str) -> Outcome:
    return judged(f"- name: one\n  when: {{{when}}}\n  expect: {{{expect}}}\n")


MISSED = {
    "the verdict everywhere": (OWN, "verdict: forbidden", [("verdict", "permitted", "permitted", ["own-time"], [])]),
    "the verdict somewhere": (
        OWN.replace(", information: public-information", ""),
        "verdict: permitted",
        [("verdict", "forbidden", "forbidden", ["secrets"], ["own-time"])],
    ),
    "one of two verdicts": (
        OWN.replace(", information: public-information", ""),
        "verdict: [permitted, forbidden]",
        [],
    ),
    "a clause that does not decide": (
        OWN,
        "clauses: [own-time, secrets]",
        [("clauses", "secrets", "permitted", ["own-time"], [])],
    ),
    "a case that another clause decides": (
        OWN.replace(", information: public-information", ""),
        "clauses: [own-time]",
        [("clauses", "", "forbidden", ["secrets"], ["own-time"])],
    ),
    "a name that no clause says": (
        OWN,
        "grade: explicit, naming: [device, platform]",
        [("grade", "general", "permitted", ["own-time"], [])],
    ),
    "names that a clause says": (OWN, "naming: [device, time]", []),
    "a condition that is not asked for": (
        OWN,
        "needs: approval",
        [("needs", "approval", "permitted", ["own-time"], [])],
    ),
    "conditions that are asked for": (
        "who: staff, capacity: official, activity: post, account: official, information: internal",
        "verdict: conditional, needs: [approval, human-review]",
        [],
    ),
    "a duty that rests under a prohibition": (
        "who: staff, activity: post, information: non-public",
        "verdict: forbidden, duties: [forward-copy, retain]",
        [("duties", "retain", "forbidden", ["secrets"], [])],
    ),
    "a duty with another field": (
        OWN,
        "duties: [forward-copy: {within: 6 days}]",
        [("duties", "forward-copy", "permitted", ["own-time"], [])],
    ),
    "a duty that should not be": (OWN, "not-duties: retain", [("not-duties", "retain", "permitted", ["own-time"], [])]),
    "a duty outside the scope": (
        "who: public",
        "verdict: excluded, duties: [forward-copy]",
        [("duties", "forward-copy", "excluded", [""], [])],
    ),
    "silence": (
        "who: staff, activity: [post, vet], capacity: official, account: official, information: public-information",
        "verdict: conditional",
        [("verdict", "silent", "silent", [], [])],
    ),
    "what cannot happen, as expected": ("who: public, capacity: official", "verdict: impossible", []),
}


@pytest.mark.parametrize(("when", "expect", "missed"), MISSED.values(), ids=MISSED)
def test_what_is_missed(when: str, expect: str, missed: list) -> None:
    (result,) = one(when, expect).results
    told = [
        (each.part, each.about, each.verdict, [c.id for c in each.decided], [c.id for c in each.beaten])
        for each in result.shortfalls
    ]
    assert (result.state, told) == ("failed" if missed else "passed", missed)


WRONG = {
    "a dimension": ("wo: staff", "verdict: silent", 5, "there is no dimension \"wo\": did you mean \"who\"?"),
    "a value": ("who: stuff", "verdict: silent", 5, "\"stuff\" is not a word for \"who\": did you mean \"staff\"?"),
    "how people say it": (
        "device: personal phone",
        "verdict: silent",
        5,
        "\"personal phone\" is not a word for \"device\": did you mean \"personal\"?",
    ),
    "a clause": (OWN, "clauses: [own-tim]", 6, "there is no clause \"own-tim\": did you mean \"own-time\"?"),
    "a duty": (OWN, "duties: [retian]", 6, "there is no duty \"retian\": did you mean \"retain\"?"),
    "a duty with fields": (OWN, "duties: [retian: {keep: 1}]", 6,
                           "there is no duty \"retian\": did you mean \"retain\"?"),
    "a barred duty": (OWN, "not-duties: retian", 6, "there is no duty \"retian\": did you mean \"retain\"?"),
    "a condition": (OWN, "needs: aproval", 6, "there is no condition \"aproval\": did you mean \"approval\"?"),
    "a name": (OWN, "naming: [devise]", 6, "there is no dimension \"devise\": did you mean \"device\"?"),
    "what cannot happen": (
        "who: public, capacity: official",
        "verdict: permitted",
        5,
        "this cannot happen: no situation is like that",
    ),
    "no value left": ("who: {not: [workforce, office-holder, agency, outsider]}", "verdict: silent", 5,
                      "this leaves no value at all in one of its lines"),
}  # fmt: skip


@pytest.mark.parametrize(("when", "expect", "line", "message"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_used(when: str, expect: str, line: int, message: str) -> None:
    (result,) = one(when, expect).results
    told = [(each.file, each.line, each.message) for each in result.wrong]
    assert (result.state, told) == ("error", [("town.scenarios.yaml", line, message)])


FORMS = {
    "an unknown key": (
        "- name: one\n  when: {who: staff}\n  expect: {verdit: silent}\n",
        "unknown key “verdit”: did you mean “verdict”?",
    ),
    "an unknown verdict": (
        "- name: one\n  when: {who: staff}\n  expect: {verdict: allowed}\n",
        "unknown value “allowed”",
    ),
    "a grade without names": ("- name: one\n  when: {who: staff}\n  expect: {grade: explicit}\n", "naming"),
    "nothing expected": ("- name: one\n  when: {who: staff}\n  expect: {}\n", "expect"),
    "no situation": ("- name: one\n  expect: {verdict: silent}\n", "when"),
}


@pytest.mark.parametrize(("text", "says"), FORMS.values(), ids=FORMS)
def test_a_file_of_another_form(text: str, says: str) -> None:
    found = judged(text)
    assert found.results == ()
    assert [says in wrong.message for wrong in found.wrong] == [True]
    assert all(wrong.line >= 4 for wrong in found.wrong)


def test_two_scenarios_of_one_name() -> None:
    text = "- name: one\n  when: {who: volunteer}\n  expect: {verdict: [silent, permitted, forbidden, conditional]}\n"
    found = judged(text * 2)
    assert [(wrong.line, wrong.message) for wrong in found.wrong] == [
        (7, 'another scenario, on line 4, is called "one" too')
    ]


def test_a_policy_that_is_nowhere() -> None:
    text = "policylint-scenarios: 1\npolicy: small-twn\nscenarios:\n"
    text += "- {name: a, when: {who: staff}, expect: {verdict: silent}}"
    (found,) = judge(
        [read_scenarios(Source("x.scenarios.yaml", text))], Shelf([Source("t.policy.yaml", POLICY)]), lambda *_: ""
    )
    assert [(each.line, 'did you mean "small-town"?' in each.message) for each in found.wrong] == [(2, True)]


def test_a_moment_stands_for_a_time() -> None:
    entry = "- name: one\n  at: 2026-11-28 21:30\n  when: {{{0}}}\n  expect: {{verdict: permitted}}\n"
    outside = OWN.replace("time: leave, ", "")
    assert [each.state for each in judged(entry.format(outside)).results] == ["passed"]
    (both,) = judged(entry.format(OWN)).results
    assert [wrong.message for wrong in both.wrong] == ['"at" and "time" both say when']


def test_the_text_says_where_and_what_decides() -> None:
    found = one(OWN.replace(", information: public-information", ""), "verdict: permitted")
    assert scenarios_text(Page(100), [found]).splitlines() == [
        "town.scenarios.yaml: small-town (town.policy.yaml)",
        "",
        "  failed    one (town.scenarios.yaml:4)",
        "              expected permitted, but the policy forbids it",
        "              When        a member of staff posts, in a personal capacity, recognisable as working",
        "                          for the agency, from their own account, while on leave, with non-public",
        "                          information",
        "              Decided by  Secrets [secrets], town.policy.yaml:26",
        "              It beats    Your own time [own-time], town.policy.yaml:17",
        "",
        "  1 scenario: 1 failed",
    ]


def test_every_format_tells_the_same() -> None:
    import json
    from xml.etree import ElementTree

    text = (
        f'- name: a <b> & "c"\n  when: {{{OWN}}}\n  expect: {{verdict: forbidden}}\n'
        f"- name: passes\n  when: {{{OWN}}}\n  expect: {{verdict: permitted}}\n"
        "- name: unusable\n  when: {who: nobody}\n  expect: {verdict: permitted}\n"
    )
    found = judged(text)
    data = json.loads(scenarios_json([found]))
    assert [(each["name"], each["state"]) for each in data["files"][0]["scenarios"]] == [
        ('a <b> & "c"', "failed"),
        ("passes", "passed"),
        ("unusable", "error"),
    ]
    assert data["summary"] == {"passed": 1, "failed": 1, "error": 1}
    suites = ElementTree.fromstring(scenarios_junit([found]))
    assert suites.attrib == {
        "name": "policylint", "tests": "3", "failures": "1", "errors": "1", "skipped": "0", "time": "0"
    }  # fmt: skip
    assert [(case.get("name"), [part.tag for part in case]) for case in suites.iter("testcase")] == [
        ('a <b> & "c"', ["failure"]),
        ("passes", []),
        ("unusable", ["error"]),
    ]


SAMPLES = sorted((Path(__file__).parents[2] / "sample_policies").rglob("*.scenarios.yaml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_the_samples_pass(path: Path) -> None:
    from policylint.cli.hours import duty_time, moment

    file = read_scenarios(Source(str(path), path.read_text(encoding="utf-8")))
    (found,) = judge([file], Shelf(()), lambda hours, at: duty_time(hours, moment(at))[0])
    assert found.wrong == ()
    assert [(each.scenario.name, each.shortfalls, each.wrong) for each in found.results if each.state != "passed"] == []

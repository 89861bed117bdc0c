"""The analyses of prose on small policies: whole messages, the words they point at, and silence where all is said."""

import datetime
import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sentences_of_policies import SENTENCES

from policylint.checking.analyses.prose_registry import PROSE_ANALYSES
from policylint.checking.analyses.prose_words import word_list
from policylint.checking.context import Context, Question
from policylint.policy.build import build_set
from policylint.policy.vocabulary import Vocabulary

VOCABULARY = Vocabulary.standard()
ROOT = Path(__file__).parent.parent.parent


def found(document: Mapping[str, Any], name: str) -> list[tuple[str, str, str]]:
    """Path, detail and the words pointed at, of each fault of an analysis."""
    policies = build_set(VOCABULARY, [document])
    context = Context(policies, policies.policies[0], datetime.date(2026, 1, 15), 1, {})
    shown = []
    for fault in PROSE_ANALYSES[name](context, Question(name, "T")):
        value: Any = document
        for step in fault.path.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value.get(step)
        words = " ".join(value[fault.offsets[0] : fault.offsets[1]].split()) if fault.offsets else ""
        shown.append((fault.path, fault.message.removeprefix("T: ").removeprefix("T"), words))
    return shown


def of_clause(written: str, name: str) -> list[tuple[str, str, str]]:
    clause = {"id": "a", **yaml.safe_load(written)}
    return found({"policylint": 1, "policy": {"id": "p", "jurisdiction": "US"}, "clauses": [clause]}, name)


TEXT = "/clauses/0/text"
CASES = (
    (
        "drift-polarity",
        "{permit: {activity: post}, text: Employees must not post.}",
        [(TEXT, 'the clause says "permit", its text forbids ("must not")', "must not")],
    ),
    ("drift-polarity", "{permit: {activity: post}, text: Nobody but the clerk may post; others must not.}", []),
    ("drift-polarity", "{forbid: {activity: post}, text: Only managers may post.}", []),
    ("drift-polarity", "{forbid: {activity: post}, text: 'Do not:\n\n- post\n- comment'}", []),
    ("drift-polarity", "{forbid: {activity: post}, text: A breach may lead to dismissal.}", []),
    ("drift-polarity", "{require: [report], text: Report a lost phone.}", []),
    (
        "drift-polarity",
        "{require: [report], text: Staff are encouraged to report a lost phone.}",
        [(TEXT, 'the clause says "require", its text only advises ("are encouraged to")', "are encouraged to")],
    ),
    (
        "drift-value-unsaid",
        "{permit: {who: contractor, activity: post, time: [leave, break]}, text: Staff may post on a break.}",
        [("/clauses/0/permit/who", 'who "contractor", time "leave"', "")],
    ),
    ("drift-value-unsaid", "{permit: {who: contractor, activity: post}, text: You may post.}", []),
    (
        "drift-value-unsaid",
        "{forbid: {activity: post, device: [personal, agency]}, text: Officers must not post from their own phone.}",
        [("/clauses/0/forbid/device", 'device "agency device"', "")],
    ),
    (
        "drift-value-unsaid",
        "{permit: {activity: post, account: official}, title: Official accounts, text: You may post.}",
        [],
    ),
    (
        "drift-value-unsaid",
        "{permit: {activity: post, device: any}, text: You may post from anywhere.}",
        [("/clauses/0/permit/device", 'device "any"', "")],
    ),
    (
        "drift-value-unsaid",
        "{permit: {activity: post, account: any, device: [agency, personal]}, text: Post from any account or device.}",
        [],
    ),
    (
        "drift-value-unsaid",
        "{permit: {activity: hide-comment, manner: any}, text: We may hide comments of any kind.}",
        [],
    ),
    (
        "drift-value-unsaid",
        "{permit: {activity: post, device: any}, text: You may post from each device that the city owns.}",
        [("/clauses/0/permit/device", 'device "any"', "")],
    ),
    (
        "drift-value-unsaid",
        "{permit: {activity: post, device: any}, text: You may post at any time from a device of the city.}",
        [("/clauses/0/permit/device", 'device "any"', "")],
    ),
    ("drift-value-unsaid", "{permit: {activity: hide-comment}, text: We may remove vulgar or abusive comments.}", []),
    (
        "drift-value-unsaid",
        "{permit: {activity: [block, reply]}, text: We may reply to residents and hide what they write.}",
        [("/clauses/0/permit/activity", 'activity "blocking people"', "")],
    ),
    (
        "drift-wider-in-prose",
        "{forbid: {activity: post, time: working-hours}, text: You must not post at any time.}",
        [(TEXT, '"at any time", and the box has time "working-hours" only', "at any time")],
    ),
    (
        "drift-wider-in-prose",
        "{permit: {activity: post, time: working-hours}, text: You may post. The chief may withdraw this at any time.}",
        [],
    ),
    (
        "drift-group-narrowed",
        "{forbid: {who: workforce, activity: post}, text: Staff must not post.}",
        [
            (
                TEXT,
                'the text says "Staff", the box "workforce": '
                "contractors, volunteers, interns and temporary workers are not named",
                "Staff",
            )
        ],
    ),
    ("drift-group-narrowed", "{forbid: {who: employee, activity: post}, text: Staff must not post.}", []),
    ("drift-group-narrowed", "{forbid: {who: workforce, activity: post}, text: No one may post; staff may reply.}", []),
    (
        "drift-deadline",
        "{require: [{report: {within: 1 day, every: 1 month}}], text: Report within two days and every month.}",
        [(TEXT, 'the text says "within two days", the duty "within: 1 day"', "within two days")],
    ),
    ("drift-deadline", "{require: [{report: {every: 12 months}}], text: Report annually.}", []),
    ("drift-deadline", "{require: [{report: {within: promptly}}], text: Report within 2 days.}", []),
    (
        "drift-deadline",
        "{require: [{retain: {keep: 3 years}}], text: Keep posts for 3 years and answer within a day.}",
        [],
    ),
    (
        "drift-only",
        "{permit: {activity: post, role: spokesperson}, text: Only spokespersons may post.}",
        [(TEXT, '"Only spokespersons"', "Only spokespersons")],
    ),
    ("drift-only", "{permit: {activity: post}, text: Staff may post only if the director agrees.}", []),
    (
        "drift-only",
        "{permit: {activity: post, role: spokesperson}, only: [role], text: Only spokespersons may post.}",
        [],
    ),
    (
        "approver-unsaid",
        "{forbid: {activity: post}, unless: [{approval: {all-of: [city-clerk, mayor]}}], text: Ask the mayor.}",
        [("/clauses/0/unless/0/approval/all-of", '"city-clerk"', "")],
    ),
    (
        "duty-owed-by-nobody",
        "{require: [report], text: Loss must be reported.}",
        [(TEXT, '"must be reported"', "must be reported")],
    ),
    ("duty-owed-by-nobody", "{require: [report], text: Loss must be reported by the owner.}", []),
    (
        "plainer-word",
        "{state: purpose, text: Prior to a post and prior to a reply we utilize tools.}",
        [(TEXT, '"prior to": write "before" (1 more place)', "Prior to"), (TEXT, '"utilize": write "use"', "utilize")],
    ),
    ("shall-unclear", "{require: [report], text: Staff shall report.}", [(TEXT, "", "shall")]),
    ("vague-term", "{forbid: {who: agency, activity: block}, text: We must not block offensive people.}", []),
    (
        "undefined-acronym",
        "{state: purpose, text: The PIO and WCAG 2.1 and the US and the records office (RO).}",
        [(TEXT, '"PIO"', "PIO")],
    ),
    ("undefined-acronym", "{state: purpose, text: YOU MUST NOT LEAK DATA.}", []),
    (
        "link-leads-nowhere",
        "{state: purpose, text: 'See [this](#a), [b](#b) and [c]().'}",
        [(TEXT, '"#b" is no clause or heading here', "[b](#b)"), (TEXT, '"[c]" leads nowhere', "[c]()")],
    ),
    (
        "link-says-nothing",
        "{state: purpose, text: 'Click [here](https://a.example).'}",
        [(TEXT, '"[here](https://a.example)"', "[here](https://a.example)")],
    ),
    (
        "picture-without-text",
        "{state: purpose, text: 'See ![](a.png) and ![b](b.png).'}",
        [(TEXT, '"![](a.png)"', "![](a.png)")],
    ),
    (
        "heading-level-skipped",
        '{state: purpose, text: "# A\\n\\n### B\\n"}',
        [(TEXT, '"B" has level 3, the heading before it 1', "B")],
    ),
)


@pytest.mark.parametrize(("name", "clause", "expected"), CASES, ids=[f"{n} {c[:60]}" for n, c, _ in CASES])
def test_what_is_found_in_a_clause(name: str, clause: str, expected: list[tuple[str, str, str]]) -> None:
    assert of_clause(clause, name) == expected


def test_a_scope_that_says_less_than_it_covers() -> None:
    document = {
        "policy": {"id": "p", "jurisdiction": "US"},
        "scope": {"text": "This is for all staff.", "covers": [{"who": "staff", "time": "any"}]},
    }
    assert found(document, "scope-name-unsaid") == [("/scope/covers/0/time", '"time: any" is not in its words', "")]
    document["scope"] = {"covers": [{"who": "staff"}]}
    assert found(document, "scope-name-unsaid") == [("/scope/covers/0/who", 'there are no words for "who: staff"', "")]


MODELS = sorted((ROOT / "sample_policies" / "riverton-city").glob("*.policy.yaml"))


@pytest.mark.parametrize("name", PROSE_ANALYSES)
@pytest.mark.parametrize("path", MODELS, ids=[path.stem for path in MODELS])
def test_the_model_policy_is_left_alone(path: Path, name: str) -> None:
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert found(document, name) == []


TEXTS = st.one_of(
    st.lists(st.sampled_from([text for text, _, _ in SENTENCES]), max_size=4).map(" ".join),
    st.text(string.printable + "’§", max_size=80),
)


@given(TEXTS, st.sampled_from(["permit", "forbid", "require", "advise"]))
def test_no_text_makes_an_analysis_fail(text: str, effect: str) -> None:
    value: Any = ["report"] if effect == "require" else {"who": "workforce", "activity": "post", "time": "any"}
    document = {
        "policy": {"id": "p", "jurisdiction": "US"},
        "scope": {"text": text, "covers": [{"who": "workforce", "device": "any"}]},
        "clauses": [{"id": "a", effect: value, "text": text}],
    }
    for name in PROSE_ANALYSES:
        for path, message, _ in found(document, name):
            assert path.startswith(("/clauses/0", "/scope"))
            assert not message.endswith(".") or message.endswith("…")


def test_the_list_of_words_holds_plain_lower_case_phrases() -> None:
    listed = word_list()
    assert not listed.plain.keys() & listed.vague.keys()
    for phrase, text in (*listed.plain.items(), *listed.vague.items()):
        assert phrase == " ".join(phrase.lower().split())
        assert isinstance(text, str)
        assert text


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("You may post from the board's devices.", []),
        ("You may post from a device.", ['device "agency device"']),
        ("You may post for the board.", ['device "agency device"']),
    ],
)
def test_the_agency_is_said_by_its_own_name(text: str, unsaid: list[str]) -> None:
    clause = {"id": "a", "permit": {"activity": "post", "device": "agency"}, "text": text}
    policy = {"id": "p", "jurisdiction": "NZ", "agency": "Waikora District Health Board"}
    document = {"policylint": 1, "policy": policy, "clauses": [clause]}
    assert [detail for _, detail, _ in found(document, "drift-value-unsaid")] == unsaid

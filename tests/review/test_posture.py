"""Postures: where each sample policy stands and why, and that the way on leads where it says."""

import datetime
import json
import random
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from policylint.checking import packs
from policylint.checking.context import Context
from policylint.policy.model import Policy, PolicySet
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.yamltree import parse
from policylint.review.answering import Answer, answer
from policylint.review.posture import Placement, place, postures
from policylint.review.way_on import Change, Way, way_on
from policylint.run.collect import Inputs, collect
from policylint.run.load import load
from policylint.source import Source

SAMPLES = Path(__file__).parents[2] / "sample_policies"
TODAY = datetime.date(2026, 1, 15)
ALL = (
    "county-auditor",
    "county-sheriff",
    "parks-pilot",
    "riverton-city",
    "small-town",
    "state-labor-department",
    "uk-ministry",
    "water-district",
)
CHECKS = {check.id: check for pack in packs.builtin_packs() for check in pack.checks}
KNOWN = postures()


class Placed(NamedTuple):
    policies: PolicySet
    policy: Policy
    placement: Placement
    answer: Answer


def placed(inputs: Inputs) -> Placed:
    loaded = load(inputs)
    policies, policy = next((each, policy) for each in loaded.sets for policy in each.policies if policy.kind == "use")
    context = Context(policies, policy, TODAY, 1, {}, False)
    placement = place(context, KNOWN, CHECKS)
    return Placed(policies, policy, placement, answer(context, placement.kind.answer))


def sample(folder: str) -> Placed:
    return placed(collect([str(SAMPLES / folder)]))


def way(of: Placed) -> Way:
    return way_on(of.policies, of.policy, KNOWN, CHECKS, TODAY, lambda check: packs.page(check).example_fix)


def test_every_sample_has_its_place() -> None:
    found = {}
    for folder in ALL:
        placement = sample(folder).placement
        second = placement.second.id if placement.second else ""
        found[folder] = (placement.kind.id, placement.share, second, placement.second_share, placement.settled)
    assert found == {
        "county-auditor": ("have-not", 1.0, "", 0.0, False),
        # No wall keeps its rules out of private life; what is settled there is too much, and little else is settled.
        "county-sheriff": ("savvy", 0.5, "", 0.0, False),
        # No rule, only trials; whoever takes part is asked about the pages and never about themselves.
        "parks-pilot": ("sniffer", 1.0, "communicator", 0.91, False),
        "riverton-city": ("savvy", 1.0, "", 0.0, True),
        "small-town": ("communicator", 1.0, "", 0.0, False),
        # Its scope builds the wall: personal use of personal accounts is left out.
        "state-labor-department": ("communicator", 1.0, "", 0.0, False),
        # Personal and official use are settled, security and monitoring are not.
        "uk-ministry": ("savvy", 0.44, "", 0.0, False),
        # A ban is no presence, and nobody listens.
        "water-district": ("stonewaller", 1.0, "have-not", 1.0, False),
    }


EVIDENCE = {
    "county-auditor": {"no-presence": ["no-accounts"], "nobody-listens": [], "no-right-to-take-part": []},
    "small-town": {
        "present": ["/accounts", "who-posts"],
        "own-voice-missing": [],
        "speakers-named": ["who-posts"],
        "headline-open": [],
        "audience-missing": [],
        "nobody-listens": [],
    },
    "parks-pilot": {
        "permissions-end": ["trying-platforms", "trial-posts", "own-phones-for-now", "reading-along"],
        "ends-by-itself": ["/policy/expires"],
        "nothing-forbidden": [],
        "calls-itself-a-trial": ["trying-platforms", "trial-posts", "own-phones-for-now"],
    },
    "water-district": {
        "access-forbidden": ["no-access"],
        "presence-forbidden": ["no-presence"],
        "own-device-open": [],
        "nothing-allowed": [],
    },
    "state-labor-department": {
        "present": ["who-posts"],
        "own-voice-missing": ["/scope/excludes/0"],
        "speakers-named": ["who-posts"],
        "headline-open": [],
        "audience-missing": [],
        "nobody-listens": [],
    },
    "riverton-city": {
        "off-hours-on-own-device-unaddressed": ["own-time-own-device"],
        "right-to-take-part-unstated": ["own-time-own-device", "likes-and-shares"],
        "personal-accounts-for-official-business-unaddressed": ["business-on-own-accounts"],
        "official-and-personal-use-not-distinguished": ["restricted-platforms", "own-time-own-device"],
        "listening-unaddressed": ["listening-to-the-audience"],
        "official-speakers-unnamed": ["who-speaks", "election-news"],
        "non-public-information-unprotected": ["not-for-publication"],
        "second-factor-missing": ["second-factor"],
        "credentials-not-held": ["credentials"],
        "leavers-keep-access": ["leaving"],
        "takeover-plan-missing": ["takeover"],
        "incidents-unreported": ["reporting"],
        "monitoring-unaddressed": ["monitoring-city-systems"],
        "monitoring-notice-missing": ["monitoring-notice"],
    },
}


@pytest.mark.parametrize("folder", EVIDENCE)
def test_what_shows_it(folder: str) -> None:
    signs = sample(folder).placement.signs
    assert {sign.id: [spot.clause or spot.path for spot in sign.spots] for sign in signs} == EVIDENCE[folder]


ANSWERS = {
    "county-auditor": (
        False,
        [
            ("listening to the public: no clause says whether the agency may", []),
            ("watching events: no clause says whether the agency may", []),
        ],
    ),
    "small-town": (
        False,
        [
            ('the policy says what for: "get the word out"', ["purpose"]),
            ('"facebook-town" has no purpose, no audience and no measures', ["/accounts/0"]),
            ('"instagram-library" has no purpose, no audience and no measures', ["/accounts/1"]),
        ],
    ),
    "parks-pilot": (
        False,
        [
            ("by when: the policy ends on 2026-10-31", ["/policy/expires"]),
            ("no date is set on which somebody decides", []),
            ('what is looked at: "trial posts"', ["report-back"]),
            ("no clause says what must be true for the trial to become a rule", []),
        ],
    ),
    "water-district": (
        False,
        [
            ("their devices: not addressed, as when a member of staff posts, on their own phone or computer", []),
            (
                "their time: settled only in part, as when a volunteer posts, outside working hours",
                ["no-access"],
            ),
            (
                "their accounts: settled only in part, as when a volunteer posts, from their own account",
                ["no-access"],
            ),
            (
                "all three together: not addressed, as when a member of staff posts, from their own account, on their "
                "own phone or computer, outside working hours",
                [],
            ),
        ],
    ),
    "riverton-city": (
        True,
        [("own devices and off hours together: settled by a rule that names it", ["own-time-own-device"])],
    ),
    "uk-ministry": (
        False,
        [
            (
                "own devices and off hours together: settled only in part, as when a contractor posts, on their own "
                "phone or computer, outside working hours",
                ["corporate-accounts", "private-voices"],
            )
        ],
    ),
}


@pytest.mark.parametrize("folder", ANSWERS)
def test_the_question_is_answered_from_the_policy(folder: str) -> None:
    found = sample(folder).answer
    parts = [(part.says, [spot.clause or spot.path for spot in part.spots]) for part in found.parts]
    assert (found.answered, parts) == ANSWERS[folder]


# ---- the way on


def pasted(text: str, changes: tuple[Change, ...]) -> str:
    """The text of a policy with changes made as an author makes them: by pasting."""
    document = parse(Source("x", text))
    edits: list[tuple[int, int, str]] = []
    for change in changes:
        if change.kind == "clause":
            edits.append((len(text), len(text), "".join(f"  {line}\n" for line in change.yaml.splitlines())))
        elif change.kind == "scope":
            node = document.node("/scope/covers")
            assert node is not None
            entry = "".join(f"    {line}\n" for line in change.yaml.splitlines())
            start = text.index("\n", text.index("covers:", document.span("/scope").start)) + 1
            edits.append((start, start, entry))
        else:
            node = document.node(change.path)
            assert node is not None
            start = text.rindex("\n", 0, node.start) + 1
            edits.append((start, text.index("\n", node.end - 1) + 1, ""))
    for start, end, words in sorted(edits, key=lambda edit: -edit[0]):
        text = text[:start] + words + text[end:]
    # An empty list of exclusions is left behind as a key without a value.
    return text.replace("  excludes:\n\n", "\n")


def with_changes(of: Placed, folder: str, changes: tuple[Change, ...]) -> Placed:
    sources = []
    for source in collect([str(SAMPLES / folder)]).sources:
        main = parse(source).data["policy"]["id"] == of.policy.id
        sources.append(Source(source.path, pasted(source.text, changes)) if main else source)
    return placed(Inputs(tuple(sources), ()))


# What no clause can settle, for another one stands in the way.
LEFT = {"county-sheriff": ["right-to-take-part-unstated"]}


@pytest.mark.parametrize("folder", ALL)
def test_the_way_on_leads_to_a_savvy_policy(folder: str) -> None:
    before = sample(folder)
    found = way(before)
    assert [each.step.check for each in found.left] == LEFT.get(folder, [])
    after = with_changes(before, folder, found.changes)
    still = [each.step.check for each in after.placement.asked if each.open]
    assert (after.placement.kind.id, still) == ("savvy", LEFT.get(folder, []))


@pytest.mark.parametrize("folder", ["county-auditor", "state-labor-department", "parks-pilot"])
def test_nothing_can_be_left_out(folder: str) -> None:
    before = sample(folder)
    changes = way(before).changes
    for change in changes:
        without = tuple(each for each in changes if each is not change)
        after = with_changes(before, folder, without)
        still = {each.step.check for each in after.placement.asked if each.open}
        assert still == set(change.answers), change.yaml
        assert change.answers


def test_the_way_on_in_order() -> None:
    changes = way(sample("state-labor-department")).changes
    named = [(each.kind, each.yaml.split("\n")[0] if each.kind == "clause" else each.path) for each in changes]
    assert named == [
        ("scope", "/scope/covers"),
        ("clause", "- id: own-time-own-device"),
        ("clause", "- id: official-accounts-own-device"),
        ("exclusion", "/scope/excludes/0"),
        ("clause", "- id: no-official-business"),
        ("clause", "- id: listening"),
        ("clause", "- id: second-factor"),
        ("clause", "- id: log-ins"),
        ("clause", "- id: takeover"),
        ("clause", "- id: reporting"),
    ]


def test_a_savvy_policy_has_no_way_to_go() -> None:
    assert way(sample("riverton-city")) == Way((), ())


def test_a_clause_to_paste_gets_an_id_that_is_free() -> None:
    text = (SAMPLES / "county-auditor" / "internet-use.policy.yaml").read_text(encoding="utf-8")
    text += "\n  - id: listening\n    state: principle\n    text: We listen.\n"
    found = way(placed(Inputs((Source("x.policy.yaml", text),), ())))
    ids = [change.yaml.split("\n")[0] for change in found.changes if "listening" in change.answers[0]]
    assert ids == ["- id: listening-2"]


def test_every_step_has_clauses_to_paste() -> None:
    for step in KNOWN.way:
        clauses = parse(Source(step.check, packs.page(CHECKS[step.check]).example_fix)).data
        assert all({"id", "text"} <= clause.keys() for clause in clauses), step.check


# ---- clauses that cross


def crossing(number: int) -> Placed:
    """A policy whose clauses each leave out one value of six dimensions."""
    rng = random.Random(7)
    space = Vocabulary.standard().space
    clauses = []
    for each in range(number):
        box = {}
        for name in rng.sample(space.dimensions, 6):
            values = space.values[space.index[name]]
            box[name] = rng.sample(values, max(1, len(values) - 1))
        clauses.append({"id": f"k{each}", "text": "x", rng.choice(["permit", "forbid"]): box})
    head = {"id": "x", "title": "X", "kind": "use", "agency": "City", "jurisdiction": "US-WA"}
    text = json.dumps({"policylint": 1, "policy": head, "clauses": clauses}, indent=1)
    return placed(Inputs((Source("x.policy.yaml", text),), ()))


def test_work_is_bounded_and_what_was_cut_short_is_said() -> None:
    start = time.perf_counter()
    few, many = crossing(50), crossing(200)
    ways = [way(few), way(many)]
    assert [few.placement.complete, many.placement.complete, *(each.complete for each in ways)] == [
        True,
        False,
        True,
        False,
    ]
    # What is not proven counts as open, and every change is there for a question.
    assert all(change.answers for each in ways for change in each.changes)
    assert {each.step.check for each in ways[1].left} <= {each.step.check for each in many.placement.asked if each.open}
    assert (way(many), crossing(200).placement) == (ways[1], many.placement)
    assert time.perf_counter() - start < 20  # it took half a minute for each

"""Realistic edits of one policy, each with everything that the comparison says of it."""

from __future__ import annotations

import pytest

from policylint.reading.files import source_from_bytes
from policylint.review.diff import Compared, compare
from policylint.review.diff_editions import Edition, edition
from policylint.review.diff_told import Told
from policylint.run.collect import Inputs
from policylint.source import Source

POLICY = """\
policylint: 1
policy:
  id: example-city
  title: Social media policy
  agency: Example City
  jurisdiction: US-WA
  review:
    every: 12 months
scope:
  text: This policy binds everyone who works for the city.
  covers:
    - who: workforce
roles:
  press-officer:
    title: Press officer
  city-manager:
    title: City manager
working-hours:
  timezone: America/Los_Angeles
  mon-fri: "08:00-17:00"
terms:
  harms the service: Says what a reasonable resident would take for the city's own view.
clauses:
  - id: own-time
    title: Your own time
    permit:
      activity: view
      account: personal
      device: personal
      time: off-hours
    text: In your own time you may read what you like, from your own phone.
  - id: official-posts
    forbid:
      activity: post
      account: official
    unless:
      - approval:
          by: press-officer
    text: Nobody posts for the city unless the press officer has approved it.
  - id: no-gambling
    forbid:
      activity: earn
      account: official
    text: Nobody earns money with the city's accounts.
  - id: standing
    forbid:
      activity: campaign
      account: personal
    if:
      standard: harms the service
    text: Do not campaign where it harms the service.
  - id: records
    require:
      - capture-record:
          within: 20 days
    when:
      activity: post
      account: official
    by: press-officer
    text: The press officer keeps a copy of every post within 20 days.
  - id: purpose
    state: purpose
    text: This policy is here to help.
"""

APPROVED = """\
    unless:
      - approval:
          by: press-officer
"""
OWN_TIME = POLICY[POLICY.index("  - id: own-time") : POLICY.index("  - id: official-posts")]
OFFICIAL_POSTS = POLICY[POLICY.index("  - id: official-posts") : POLICY.index("  - id: no-gambling")]
EARNING = POLICY[POLICY.index("  - id: no-gambling") : POLICY.index("  - id: standing")]


def read(*texts: str) -> Edition:
    sources = [source_from_bytes(text.encode(), f"{number}.policy.yaml") for number, text in enumerate(texts)]
    return edition(Inputs(tuple(each for each in sources if isinstance(each, Source)), ()), "edition")


def line(change: Told) -> str:
    """A change on one line: what matters of it, with everything that a reviewer would read."""
    where = "; ".join(f"{name}: {words}" for name, words in change.where)
    sides = [
        ", ".join(
            part
            for part in (
                side.verdict,
                *(f"[{each.id or each.title}]" for each in side.clauses if change.where),
                *side.conditions,
                *side.duties,
                side.text,
            )
            if part
        )
        for side in (change.before, change.after)
    ]
    rest = f" | rests on it: {', '.join(change.resting)}" if change.kind == "term-changed" else ""
    texts = "".join(f" | text of {each.clause} {each.became}" for each in change.prose if change.where)
    usual = " | everyday" if change.everyday else ""
    return f"{change.kind} {change.what} | {where} | {sides[0]} -> {sides[1]}{rest}{texts}{usual}"


def compared(old: str, new: str) -> Compared:
    found = compare(read(old), read(new))
    assert found.exact
    return found.policies[0]


EDITS: dict[str, tuple[str, str, list[str]]] = {
    "a permission goes": (
        OWN_TIME,
        "",
        [
            (
                "newly-silent permitted, now silent | who: everyone who works for the agency; activity: "
                "viewing; account: personal accounts; device: personal devices; time: off hours | permitted, "
                "[own-time] -> silent | text of own-time removed"
            ),
        ],
    ),
    "a prohibition goes": (
        EARNING,
        "",
        [
            (
                "newly-silent forbidden, now silent | who: everyone who works for the agency; activity: "
                "earning money; account: official account | forbidden, [no-gambling] -> silent | text of "
                "no-gambling removed"
            ),
        ],
    ),
    "a gate comes off": (
        APPROVED,
        "",
        [
            (
                "tightened conditional, now forbidden | who: everyone who works for the agency; activity: "
                "posting; account: official account | conditional, [official-posts], approval (by press "
                "officer) -> forbidden, [official-posts] | text of official-posts same | everyday"
            ),
        ],
    ),
    "another approver": (
        "by: press-officer\n    text: Nobody",
        "by: city-manager\n    text: Nobody",
        [
            (
                "approver-changed conditional | who: everyone who works for the agency; activity: posting; "
                "account: official account | conditional, [official-posts], approval (by press officer) -> "
                "conditional, [official-posts], approval (by city manager) | text of official-posts same | "
                "everyday"
            ),
        ],
    ),
    "another gate": (
        "approval:\n          by: press-officer",
        "training: {}",
        [
            (
                "condition-changed conditional | who: everyone who works for the agency; activity: posting; "
                "account: official account | conditional, [official-posts], approval (by press officer) -> "
                "conditional, [official-posts], training | text of official-posts same | everyday"
            ),
        ],
    ),
    "the device is no longer said": (
        "      device: personal\n",
        "",
        [
            (
                "less-explicit on which device | who: everyone who works for the agency; activity: viewing; "
                "account: personal accounts; device: personal devices; time: off hours | permitted, "
                "[own-time] -> permitted, [own-time] | text of own-time same"
            ),
            (
                "newly-settled silent, now permitted | who: everyone who works for the agency; activity: "
                "viewing; account: personal accounts; device: all but personal devices; time: off hours | "
                "silent -> permitted, [own-time] | text of own-time same"
            ),
        ],
    ),
    "a deadline grows": (
        "within: 20 days\n    when",
        "within: 30 days\n    when",
        [
            (
                "duty-changed capture records | who: everyone who works for the agency; activity: posting; "
                "account: official account | conditional, [records], capture records (by press officer, "
                "within 20 days) -> conditional, [records], capture records (by press officer, within 30 "
                "days) | text of records same | everyday"
            ),
        ],
    ),
    "a duty changes hands": (
        "by: press-officer\n    text: The",
        "by: city-manager\n    text: The",
        [
            (
                "duty-changed capture records | who: everyone who works for the agency; activity: posting; "
                "account: official account | conditional, [records], capture records (by press officer, "
                "within 20 days) -> conditional, [records], capture records (by city manager, within 20 days) "
                "| text of records same | everyday"
            ),
        ],
    ),
    "a duty goes": (
        "capture-record",
        "report",
        [
            (
                "duty-dropped capture records | who: everyone who works for the agency; activity: posting; "
                "account: official account | conditional, [records], capture records (by press officer, "
                "within 20 days) -> conditional, [official-posts] | text of records same | everyday"
            ),
            (
                "duty-added report incidents | who: everyone who works for the agency; activity: posting; "
                "account: official account | conditional, [official-posts] -> conditional, [records], report "
                "incidents (by press officer, within 20 days) | text of records same | everyday"
            ),
        ],
    ),
    "two clauses contradict each other": (
        "activity: view\n      account: personal\n",
        "activity: [view, earn]\n      account: any\n",
        [
            (
                "newly-conflicting forbidden, now conflict | who: everyone who works for the agency; "
                "activity: earning money; account: official account; device: personal devices; time: off "
                "hours | forbidden, [no-gambling] -> conflict, [no-gambling], [own-time] | text of own-time "
                "same"
            ),
            (
                "newly-settled silent, now permitted | who: everyone who works for the agency; activity: "
                "viewing; account: all but personal accounts; device: personal devices; time: off hours | "
                "silent -> permitted, [own-time] | text of own-time same"
            ),
            (
                "newly-settled silent, now permitted | who: everyone who works for the agency; activity: "
                "earning money; account: all but official account; device: personal devices; time: off hours "
                "| silent -> permitted, [own-time] | text of own-time same"
            ),
        ],
    ),
    "the scope shrinks": (
        "- who: workforce",
        "- who: employee",
        [
            (
                "newly-silent conditional, now silent | who: contractor, volunteer, intern or temporary "
                "worker; activity: posting; account: official account | conditional, [official-posts], "
                "approval (by press officer) -> silent | everyday"
            ),
            (
                "newly-silent permitted, now silent | who: contractor, volunteer, intern or temporary worker; "
                "activity: viewing; account: personal accounts; device: personal devices; time: off hours | "
                "permitted, [own-time] -> silent"
            ),
            (
                "newly-silent forbidden, now silent | who: contractor, volunteer, intern or temporary worker; "
                "activity: earning money; account: official account | forbidden, [no-gambling] -> silent"
            ),
            (
                "newly-silent conditional, now silent | who: contractor, volunteer, intern or temporary "
                "worker; activity: campaigning; account: personal accounts | conditional, [standing], "
                "standard: harms the service -> silent"
            ),
            (
                "duty-dropped capture records | who: contractor, volunteer, intern or temporary worker; "
                "activity: posting; account: official account | conditional, [records], capture records (by "
                "press officer, within 20 days) -> silent | everyday"
            ),
            "scope-changed whom and what the policy covers |  | who: workforce -> who: employee",
        ],
    ),
    "the scope leaves something out": (
        "    - who: workforce\n",
        "    - who: workforce\n  excludes:\n    - when: {activity: post}\n      because: it is elsewhere\n",
        [
            (
                "newly-conflicting conditional, now conflict | who: everyone who works for the agency; "
                "activity: posting; account: official account | conditional, [official-posts], approval (by "
                "press officer) -> conflict, [official-posts] | everyday"
            ),
            (
                "newly-conflicting silent, now conflict | who: office-holders, the agency itself or former "
                "worker; activity: posting; account: official account | silent -> conflict, [official-posts]"
            ),
            (
                "newly-excluded silent, now excluded | activity: posting; account: all but official account "
                "and no account | silent -> excluded, [the scope] | everyday"
            ),
            ("scope-changed what the policy leaves out |  |  -> when: (activity: post); because: it is elsewhere"),
        ],
    ),
    "another document answers": (
        "roles:\n",
        (
            "relies-on:\n  - external: {title: The phone rules}\n    for: {activity: post, account: "
            "personal}\n    answers: [device]\nroles:\n"
        ),
        [
            (
                "newly-delegated silent, now delegated | activity: posting; account: personal accounts | "
                "silent -> delegated, [what the policy relies on] | everyday"
            ),
            (
                "scope-changed what the policy relies on |  |  -> external: (title: The phone rules); for: "
                "(activity: post; account: personal); answers: device"
            ),
        ],
    ),
    "a combination is declared impossible": (
        "roles:\n",
        (
            "impossible:\n  - when: {activity: view, account: personal, device: personal}\n    "
            "because: we have none\nroles:\n"
        ),
        [
            (
                "newly-impossible silent, now impossible | activity: viewing; account: personal accounts; "
                "device: personal devices; time: all but off hours | silent -> impossible"
            ),
            (
                "newly-impossible permitted, now impossible | who: everyone who works for the agency; "
                "activity: viewing; account: personal accounts; device: personal devices; time: off hours | "
                "permitted, [own-time] -> impossible"
            ),
            (
                "newly-impossible silent, now impossible | who: people outside or office-holders; activity: "
                "viewing; account: personal accounts; device: personal devices | silent -> impossible"
            ),
            (
                "details-changed impossible |  |  -> (when: (activity: view; account: personal; device: "
                "personal); because: we have none)"
            ),
        ],
    ),
    "a term means something else": (
        "a reasonable resident",
        "any resident",
        [
            (
                'term-changed the term "harms the service" |  | Says what a reasonable resident would take '
                "for the city's own view. -> Says what any resident would take for the city's own view. | "
                "rests on it: standing"
            ),
        ],
    ),
    "other working hours": (
        "17:00",
        "18:00",
        [
            (
                "term-changed the working hours |  | timezone: America/Los_Angeles; mon-fri: 08:00-17:00 -> "
                "timezone: America/Los_Angeles; mon-fri: 08:00-18:00 | rests on it: own-time"
            ),
        ],
    ),
    "other words": (
        "what you like",
        "anything",
        [
            (
                'text-changed the text of clause "own-time" |  | In your own time you may read what you like, '
                "from your own phone. -> In your own time you may read anything, from your own phone."
            ),
        ],
    ),
    "other scope words": (
        "binds everyone",
        "is for everyone",
        [
            (
                "text-changed the text of the scope |  | This policy binds everyone who works for the city. "
                "-> This policy is for everyone who works for the city."
            ),
        ],
    ),
    "a clause has another name": (
        "id: no-gambling",
        "id: no-earning",
        [
            'renamed clause "no-gambling" is now called "no-earning" |  | no-gambling -> no-earning',
        ],
    ),
    "a clause stands elsewhere": (
        OWN_TIME + OFFICIAL_POSTS,
        OFFICIAL_POSTS + OWN_TIME,
        [
            'moved clause "official-posts" stands elsewhere |  |  -> ',
        ],
    ),
    "a detail": (
        "every: 12 months",
        "every: 24 months",
        [
            "details-changed policy: review: every |  | 12 months -> 24 months",
        ],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), EDITS.values(), ids=EDITS)
def test_edits_mean_what_they_mean(before: str, after: str, expected: list[str]) -> None:
    assert before in POLICY
    assert [line(each) for each in compared(POLICY, POLICY.replace(before, after, 1)).changes] == expected


def test_nothing_changed() -> None:
    assert compared(POLICY, POLICY.replace("[", "[ ") + "# a comment\n")[2:] == (
        "unchanged", "0.policy.yaml", "0.policy.yaml", (), (), (), (), (), True, (),
    )  # fmt: skip


def test_names_and_places_mean_nothing() -> None:
    found = compare(read(POLICY), read(POLICY.replace("id: no-gambling", "id: no-earning")))
    assert (found.policies[0].state, found.differs) == ("moved", False)


WORDS = """\
vocabulary:
  who:
    deputy: {is: staff, label: deputy sheriff}
roles:
"""


def test_a_word_that_one_edition_lacks_is_known_to_both() -> None:
    new = POLICY.replace("roles:\n", WORDS, 1).replace("activity: earn\n", "activity: earn\n      who: deputy\n", 1)
    (narrower,) = (line(each) for each in compared(POLICY, new).changes if each.where)
    assert narrower == (
        "newly-silent forbidden, now silent | who: all but people outside, office-holders, deputy "
        "sheriff and the agency "
        "itself; activity: earning money; account: official account | forbidden, [no-gambling] -> silent | text of "
        "no-gambling same"
    )
    (wider,) = (line(each) for each in compared(new, POLICY).changes if each.where)
    assert wider == narrower.replace(
        "newly-silent forbidden, now silent", "newly-settled silent, now forbidden"
    ).replace("forbidden, [no-gambling] -> silent", "silent -> forbidden, [no-gambling]")


def test_a_word_defined_differently_is_said_and_not_exact() -> None:
    old, new = (POLICY.replace("roles:\n", WORDS.replace("staff", kind), 1) for kind in ("staff", "contractor"))
    found = compare(read(old), read(new))
    assert (found.exact, found.policies[0].notes) == (
        False,
        ('"who: deputy" is defined differently; the new meaning counts for both',),
    )


LESS_EXPRESS = """\
  - id: free
    permit: {who: staff, capacity: personal, activity: post%s}
    text: Post.
  - id: bound
    forbid: {who: staff, capacity: official, activity: post%s}
    text: Do not post.
  - id: both
    require: [report: {within: %s}]
    when: {who: staff, activity: post}
    text: Report it.
"""


def test_what_is_less_express_of_what_is_allowed_and_of_what_is_forbidden_adds_up() -> None:
    """One edit reaches over both, so that they are looked at together."""
    head = POLICY[: POLICY.index("  - id: own-time")]
    device = ", device: any"
    found = compared(head + LESS_EXPRESS % (device, device, "1 day"), head + LESS_EXPRESS % ("", "", "2 days"))
    alone = compared(head + LESS_EXPRESS % (device, device, "1 day"), head + LESS_EXPRESS % ("", device, "2 days"))
    (both,) = (total for total in found.totals if total.kind == "less-explicit")
    (one,) = (total for total in alone.totals if total.kind == "less-explicit")
    assert (both.least, one.least) == (both.most, one.most)
    assert 0 < one.least < both.least


OTHER = POLICY.replace("example-city", "other-policy").replace("Social media policy", "Other policy")


def test_policies_are_matched_by_id_wherever_they_stand() -> None:
    found = compare(read(POLICY, OTHER), read(OTHER, POLICY))
    assert [(each.policy, each.state, each.old_file, each.new_file) for each in found.policies] == [
        ("other-policy", "moved", "1.policy.yaml", "0.policy.yaml"),
        ("example-city", "moved", "0.policy.yaml", "1.policy.yaml"),
    ]


def test_a_policy_that_goes_says_nothing_any_more() -> None:
    found = compare(read(POLICY, OTHER), read(POLICY))
    assert [(each.policy, each.state, each.old_file, each.new_file) for each in found.policies] == [
        ("example-city", "unchanged", "0.policy.yaml", "0.policy.yaml"),
        ("other-policy", "removed", "1.policy.yaml", ""),
    ]
    assert found.kinds == {"newly-silent", "duty-dropped"}


def test_a_policy_that_comes_settles() -> None:
    found = compare(read(POLICY), read(POLICY, OTHER))
    assert [(each.policy, each.state) for each in found.policies] == [
        ("example-city", "unchanged"),
        ("other-policy", "added"),
    ]
    assert found.kinds == {"newly-settled", "duty-added"}


def test_a_policy_with_another_id_in_the_same_file_is_the_same() -> None:
    found = compare(read(POLICY), read(POLICY.replace("id: example-city", "id: sample-city")))
    assert [(each.policy, each.state, [line(change) for change in each.changes]) for each in found.policies] == [
        ("sample-city", "changed", ["details-changed policy: id |  | example-city -> sample-city"])
    ]


PHONES = """\
policylint: 1
policy:
  id: phones
  title: Phones
  agency: Example City
clauses:
  - id: phones
    permit:
      activity: post
      account: personal
      device: personal
    text: You may post from your own phone.
"""


def test_what_another_document_answers_changes_with_it() -> None:
    asking = POLICY.replace(
        "roles:\n",
        "relies-on:\n  - policy: phones\n    for: {activity: post, account: personal}\n    answers: [device]\nroles:\n",
    )
    found = compare(read(asking, PHONES), read(asking, PHONES.replace("permit", "forbid")))
    assert {each.policy: [change.kind for change in each.changes] for each in found.policies} == {
        "example-city": ["tightened"],
        "phones": ["tightened"],
    }

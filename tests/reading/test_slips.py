"""Slips of the hand in whole policies: the whole finding, against the schema of policy files itself."""

from typing import Any

import pytest

from policylint.errors import nearest
from policylint.reading.yamltree import parse
from policylint.run.collect import Inputs
from policylint.run.load import Loaded, load
from policylint.source import Source

TEXT = """\
policylint: 1
policy:
  id: riverton-social-media
  title: Social media use policy
  agency: City of Riverton
  jurisdiction: US-WA
  review:
    every: 12 months
roles:
  press-officer: {title: Press officer}
clauses:
  - id: own-voice
    permit:
      who: workforce
      device: personal
      time: off-hours
    text: Staff may post.
  - id: patient-privacy
    forbid:
      who: workforce
      activity: [post, reply]
    text: Staff may not post about patients.
  - id: sign-in
    require:
      - {use-mfa: {even-if-forbidden: true}}
    text: Staff sign in with two factors.
"""

# what is replaced, by what; each problem: check, line, column, words underlined, path, message, remedy
SLIPS: dict[str, tuple[str, str, list[tuple[Any, ...]]]] = {
    "all but a value, as one says it": (
        "device: personal",
        "device: not personal",
        [
            (
                "unknown-value",
                15,
                15,
                "not personal",
                "/clauses/0/permit/device",
                "“device” is “not personal”: for all but some values, write {not: personal}",
                "write {not: personal}",
            ),
        ],
    ),
    "a no-break space behind a value": (
        "device: personal",
        "device: personal\u00a0",
        [
            (
                "yaml-no-break-space",
                15,
                23,
                "\u00a0",
                "/clauses/0/permit/device",
                ("an invisible no-break space (U+00A0) stands after “personal”, as word processors paste it"),
                "delete it",
            ),
        ],
    ),
    "a no-break space within a value": (
        "time: off-hours",
        "time: off-\u00a0hours",
        [
            (
                "yaml-no-break-space",
                16,
                17,
                "\u00a0",
                "/clauses/0/permit/time",
                ("an invisible no-break space (U+00A0) stands within “off-hours”, as word processors paste it"),
                "delete it",
            ),
        ],
    ),
    "a no-break space instead of a hyphen": (
        "time: off-hours",
        "time: off\u00a0hours",
        [
            (
                "yaml-no-break-space",
                16,
                16,
                "\u00a0",
                "/clauses/0/permit/time",
                ("an invisible no-break space (U+00A0) stands within “off-hours”, as word processors paste it"),
                "delete it and type a hyphen: off-hours",
            ),
        ],
    ),
    "a no-break space in a list": (
        "[post, reply]",
        "[post,\u00a0reply]",
        [
            (
                "yaml-no-break-space",
                21,
                23,
                "\u00a0",
                "/clauses/1/forbid/activity/1",
                "an invisible no-break space (U+00A0) stands before “reply”, as word processors paste it",
                "delete it",
            ),
        ],
    ),
    "a no-break space in quotes": (
        "device: personal",
        'device: "\u00a0personal\u00a0"',
        [
            (
                "yaml-no-break-space",
                15,
                16,
                "\u00a0",
                "/clauses/0/permit/device",
                ("an invisible no-break space (U+00A0) stands before “personal”, as word processors paste it"),
                "delete it",
            ),
        ],
    ),
    "a no-break space in an id": (
        "id: own-voice",
        "id: own-voice\u00a0",
        [
            (
                "yaml-no-break-space",
                12,
                18,
                "\u00a0",
                "/clauses/0/id",
                ("an invisible no-break space (U+00A0) stands after “own-voice”, as word processors paste it"),
                "delete it",
            ),
        ],
    ),
    "a no-break space in a length of time": (
        "12 months",
        "12\u00a0months",
        [
            (
                "yaml-no-break-space",
                8,
                14,
                "\u00a0",
                "/policy/review/every",
                ("an invisible no-break space (U+00A0) stands within “12 months”, as word processors paste it"),
                "delete it and type an ordinary space: 12 months",
            ),
        ],
    ),
    "a no-break space behind a yes-or-no": (
        "even-if-forbidden: true",
        "even-if-forbidden: true\u00a0",
        [
            (
                "yaml-no-break-space",
                25,
                43,
                "\u00a0",
                "/clauses/2/require/0/use-mfa/even-if-forbidden",
                "an invisible no-break space (U+00A0) stands after “true”, as word processors paste it",
                "delete it",
            ),
        ],
    ),
    "a no-break space behind the version of the language": (
        "policylint: 1",
        "policylint: 1\u00a0",
        [
            (
                "yaml-no-break-space",
                1,
                14,
                "\u00a0",
                "/policylint",
                "an invisible no-break space (U+00A0) stands after “1”, as word processors paste it",
                "delete it",
            ),
        ],
    ),
    "an invisible sign in a key": (
        "time: off-hours",
        "ti\u200bme: off-hours",
        [
            (
                "yaml-no-break-space",
                16,
                9,
                "\u200b",
                "/clauses/0/permit/ti\u200bme",
                "an invisible zero-width space (U+200B) stands within “time”, as word processors paste it",
                "delete it",
            ),
        ],
    ),
    "an invisible sign in a key of the header": (
        "agency:",
        "age\u00adncy:",
        [
            (
                "yaml-no-break-space",
                5,
                6,
                "\u00ad",
                "/policy/age\u00adncy",
                "an invisible soft hyphen (U+00AD) stands within “agency”, as word processors paste it",
                "delete it",
            ),
        ],
    ),
    "a soft hyphen": (
        "time: off-hours",
        "time: off\u00adhours",
        [
            (
                "yaml-no-break-space",
                16,
                16,
                "\u00ad",
                "/clauses/0/permit/time",
                "an invisible soft hyphen (U+00AD) stands within “off-hours”, as word processors paste it",
                "delete it and type a hyphen: off-hours",
            ),
        ],
    ),
    "a no-break space and a misspelt word": (
        "device: personal",
        "device: persnal\u00a0",
        [
            (
                "yaml-no-break-space",
                15,
                22,
                "\u00a0",
                "/clauses/0/permit/device",
                "an invisible no-break space (U+00A0) stands after “persnal”, as word processors paste it",
                "delete it",
            ),
        ],
    ),
    "a capital": (
        "who: workforce",
        "who: Workforce",
        [
            (
                "unknown-value",
                14,
                12,
                "Workforce",
                "/clauses/0/permit/who",
                ("“who” is “Workforce”, and words here are written in small letters: did you mean “workforce”?"),
                "write workforce",
            ),
        ],
    ),
    "capitals in a list": (
        "[post, reply]",
        "[Post, Close account]",
        [
            (
                "unknown-value",
                21,
                18,
                "Post",
                "/clauses/1/forbid/activity/0",
                ("entry 1 of “activity” is “Post”, and words here are written in small letters: did you mean “post”?"),
                "write post",
            ),
            (
                "unknown-value",
                21,
                24,
                "Close account",
                "/clauses/1/forbid/activity/1",
                (
                    "entry 2 of “activity” is “Close account”, and words here are written in small"
                    " letters, with hyphens instead of blanks: did you mean “close-account”?"
                ),
                "write close-account",
            ),
        ],
    ),
    "capitals and a blank of no known value": (
        "device: personal",
        "device: Own phone",
        [
            (
                "unknown-value",
                15,
                15,
                "Own phone",
                "/clauses/0/permit/device",
                (
                    "“device” is “Own phone”, and words here are written in small letters, with hyphens"
                    " instead of blanks"
                ),
                (
                    "write one of: any, personal, agency, personal-enrolled, personal-unmanaged, shared;"
                    " or own-phone, if it is a word of your own"
                ),
            ),
        ],
    ),
    "a blank in a value": (
        "time: off-hours",
        "time: off hours",
        [
            (
                "unknown-value",
                16,
                13,
                "off hours",
                "/clauses/0/permit/time",
                (
                    "“time” is “off hours”, and words here are written with hyphens instead of blanks:"
                    " did you mean “off-hours”?"
                ),
                "write off-hours",
            ),
        ],
    ),
    "an underscore": (
        "time: off-hours",
        "time: off_hours",
        [
            (
                "unknown-value",
                16,
                13,
                "off_hours",
                "/clauses/0/permit/time",
                (
                    "“time” is “off_hours”, and words here are written with hyphens instead of"
                    " underscores: did you mean “off-hours”?"
                ),
                "write off-hours",
            ),
        ],
    ),
    "a blank too many": (
        "device: personal",
        "device: per sonal",
        [
            (
                "unknown-value",
                15,
                15,
                "per sonal",
                "/clauses/0/permit/device",
                "“device” is “per sonal”: did you mean “personal”?",
                "write personal",
            ),
        ],
    ),
    "capitals in an id": (
        "id: own-voice",
        "id: Own Voice",
        [
            (
                "wrong-form",
                12,
                9,
                "Own Voice",
                "/clauses/0/id",
                (
                    "“id” is “Own Voice”, and words here are written in small letters, with hyphens"
                    " instead of blanks: did you mean “own-voice”?"
                ),
                "write own-voice",
            ),
        ],
    ),
    "a sentence for an id": (
        "id: own-voice",
        "id: What everyone here may say",
        [
            (
                "wrong-form",
                12,
                9,
                "What everyone here may say",
                "/clauses/0/id",
                (
                    "“id” is the text “What everyone here may say”: expected a name in small letters with"
                    " hyphens, such as press-officer"
                ),
                "write a name in small letters with hyphens, such as press-officer",
            ),
        ],
    ),
    "a capital in a duty": (
        "{use-mfa: {even-if-forbidden: true}}",
        "Use MFA",
        [
            (
                "unknown-value",
                25,
                9,
                "Use MFA",
                "/clauses/2/require/0",
                (
                    "entry 1 of “require” is “Use MFA”, and words here are written in small letters, with"
                    " hyphens instead of blanks: did you mean “use-mfa”?"
                ),
                "write use-mfa",
            ),
        ],
    ),
    "a key with capitals": (
        "press-officer:",
        "Press Officer:",
        [
            (
                "unknown-key",
                10,
                3,
                "Press Officer",
                "/roles/Press Officer",
                (
                    "the key is “Press Officer”, and words here are written in small letters, with"
                    " hyphens instead of blanks: did you mean “press-officer”?"
                ),
                "write press-officer",
            ),
        ],
    ),
    "a key with a capital in a box": (
        "      who: workforce\n      device",
        "      Who: workforce\n      device",
        [
            (
                "unknown-key",
                14,
                7,
                "Who",
                "/clauses/0/permit/Who",
                "the key is “Who”, and words here are written in small letters: did you mean “who”?",
                "write who",
            ),
        ],
    ),
    "a key with a capital": (
        "    permit:",
        "    Permit:",
        [
            (
                "unknown-key",
                13,
                5,
                "Permit",
                "/clauses/0/Permit",
                "unknown key “Permit”: did you mean “permit”?",
                "write “permit”",
            ),
        ],
    ),
    "commas": (
        "time: off-hours",
        "time: off-hours, leave, break",
        [
            (
                "wrong-type",
                16,
                13,
                "off-hours, leave, break",
                "/clauses/0/permit/time",
                "“time” has several values, and they must stand in square brackets",
                "write time: [off-hours, leave, break]",
            ),
        ],
    ),
    "commas and words": (
        "time: off-hours",
        "time: Off-hours, leave and break",
        [
            (
                "wrong-type",
                16,
                13,
                "Off-hours, leave and break",
                "/clauses/0/permit/time",
                "“time” has several values, and they must stand in square brackets",
                "write time: [off-hours, leave, break]",
            ),
        ],
    ),
    "semicolons": (
        "time: off-hours",
        "time: off-hours; leave",
        [
            (
                "wrong-type",
                16,
                13,
                "off-hours; leave",
                "/clauses/0/permit/time",
                "“time” has several values, and they must stand in square brackets",
                "write time: [off-hours, leave]",
            ),
        ],
    ),
    "commas between own words": (
        "who: workforce\n      device",
        "who: Workforce, board-members\n      device",
        [
            (
                "wrong-type",
                14,
                12,
                "Workforce, board-members",
                "/clauses/0/permit/who",
                "“who” has several values, and they must stand in square brackets",
                "write who: [workforce, board-members]",
            ),
        ],
    ),
    "a long dash": (
        "time: off-hours",
        "time: off\u2013hours",
        [
            (
                "unknown-value",
                16,
                13,
                "off\u2013hours",
                "/clauses/0/permit/time",
                "a long dash (U+2013) stands in “off\u2013hours”: did you mean “off-hours”?",
                "write a plain hyphen: off-hours",
            ),
        ],
    ),
    "a long dash between blanks": (
        "time: off-hours",
        "time: off \u2013 hours",
        [
            (
                "unknown-value",
                16,
                13,
                "off \u2013 hours",
                "/clauses/0/permit/time",
                "a long dash (U+2013) stands in “off \u2013 hours”: did you mean “off-hours”?",
                "write a plain hyphen: off-hours",
            ),
        ],
    ),
    "a non-breaking hyphen": (
        "time: off-hours",
        "time: off\u2011hours",
        [
            (
                "unknown-value",
                16,
                13,
                "off\u2011hours",
                "/clauses/0/permit/time",
                "a non-breaking hyphen (U+2011) stands in “off\u2011hours”: did you mean “off-hours”?",
                "write a plain hyphen: off-hours",
            ),
        ],
    ),
    "a minus sign in an id": (
        "id: own-voice",
        "id: own\u2212voice",
        [
            (
                "wrong-form",
                12,
                9,
                "own\u2212voice",
                "/clauses/0/id",
                "a minus sign (U+2212) stands in “own\u2212voice”: did you mean “own-voice”?",
                "write a plain hyphen: own-voice",
            ),
        ],
    ),
    "a long dash in a key": (
        "press-officer:",
        "press\u2013officer:",
        [
            (
                "unknown-key",
                10,
                3,
                "press\u2013officer",
                "/roles/press\u2013officer",
                "a long dash (U+2013) stands in “press\u2013officer”: did you mean “press-officer”?",
                "write a plain hyphen: press-officer",
            ),
        ],
    ),
    "a long dash in a known key": (
        "even-if-forbidden",
        "even\u2013if\u2013forbidden",
        [
            (
                "unknown-key",
                25,
                20,
                "even\u2013if\u2013forbidden",
                "/clauses/2/require/0/use-mfa/even\u2013if\u2013forbidden",
                ("a long dash (U+2013) stands in “even\u2013if\u2013forbidden”: did you mean “even-if-forbidden”?"),
                "write a plain hyphen: even-if-forbidden",
            ),
        ],
    ),
    "a long dash in a date": (
        "    every: 12 months",
        "    next: 2026\u201302\u201301",
        [
            (
                "wrong-form",
                8,
                11,
                "2026\u201302\u201301",
                "/policy/review/next",
                "a long dash (U+2013) stands in “2026\u201302\u201301”: did you mean “2026-02-01”?",
                "write a plain hyphen: 2026-02-01",
            ),
        ],
    ),
    "a long dash before every entry": (
        (
            "  - id: own-voice\n    permit:\n      who: workforce\n      device: personal\n     "
            " time: off-hours\n    text: Staff may post.\n"
        ),
        (
            "  \u2013 id: own-voice\n    permit:\n      who: workforce\n      device: personal\n "
            "     time: off-hours\n    text: Staff may post.\n"
        ),
        [
            (
                "syntax",
                12,
                3,
                "\u2013",
                "",
                "a long dash (U+2013) stands here, and an entry of a list starts with a plain hyphen",
                "write - id: own-voice",
            ),
        ],
    ),
    "curly quotation marks": (
        "device: personal",
        "device: “Personal”",
        [
            (
                "unknown-value",
                15,
                15,
                "“Personal”",
                "/clauses/0/permit/device",
                "“personal” stands in curly quotation marks, which YAML takes for letters",
                "write personal without them",
            ),
        ],
    ),
    "a dash forgotten": (
        "  - id: patient-privacy",
        "    id: patient-privacy",
        [
            (
                "duplicate-key",
                18,
                5,
                "id",
                "/clauses/1",
                ("a dash seems to be missing before “id”: “id” and “text” stand here for the second time in one entry"),
                "write “- id: patient-privacy”, so that a new entry starts here",
            ),
        ],
    ),
    "a dash and its space forgotten": (
        "  - id: patient-privacy",
        "  id: patient-privacy",
        [
            (
                "syntax",
                18,
                3,
                "id: patient-privacy",
                "",
                (
                    "a dash seems to be missing before “id: patient-privacy”: an entry of this list above"
                    " starts with the same key"
                ),
                "write “- id: patient-privacy”, so that a new entry starts here",
            ),
        ],
    ),
    "an effect forgotten": (
        "    forbid:\n      who: workforce\n      activity: [post, reply]\n",
        "    who: workforce\n    activity: [post, reply]\n",
        [
            (
                "unknown-key",
                19,
                5,
                "who",
                "/clauses/1/who",
                "“who” and “activity” cannot stand directly in entry 2 of “clauses” (patient-privacy)",
                (
                    "they belong under a key such as “permit:”, “forbid:” or “advise:”: write that key on"
                    " the line above, and indent them below it"
                ),
            ),
        ],
    ),
    "an effect forgotten above one key": (
        "    forbid:\n      who: workforce\n      activity: [post, reply]\n",
        "    activity: [post, reply]\n",
        [
            (
                "unknown-key",
                19,
                5,
                "activity",
                "/clauses/1/activity",
                "“activity” cannot stand directly in entry 2 of “clauses” (patient-privacy)",
                (
                    "it belongs under a key such as “permit:”, “forbid:” or “advise:”: write that key on"
                    " the line above, and indent it below it"
                ),
            ),
        ],
    ),
    "an effect forgotten above what is indented": (
        "    forbid:\n      who: workforce\n",
        "      who: workforce\n",
        [
            (
                "syntax",
                19,
                7,
                "who",
                "",
                "“who” is indented further than the line above, which already has its value",
                (
                    "give it as many spaces at the start as the keys that it stands beside, or write"
                    " above it the key that it belongs to, such as “permit:”"
                ),
            ),
        ],
    ),
    "a key of the header at the top": (
        "policy:\n",
        "agency: City of Riverton\npolicy:\n",
        [
            (
                "unknown-key",
                2,
                1,
                "agency",
                "/agency",
                "“agency” cannot stand directly in the document",
                "it belongs under “policy:”: move it there, and indent it further than that key",
            ),
        ],
    ),
    "an unknown key among many": (
        "    forbid:",
        "    zzzz: 1\n    forbid:",
        [
            (
                "unknown-key",
                19,
                5,
                "zzzz",
                "/clauses/1/zzzz",
                "unknown key “zzzz” in entry 2 of “clauses” (patient-privacy)",
                (
                    "delete it; the keys here are id, title, permit, forbid, require, recommend, advise,"
                    " advise-against and others"
                ),
            ),
        ],
    ),
    "an apostrophe": (
        "text: Staff may post.",
        "text: 'Staff's may post'",
        [
            (
                "syntax",
                17,
                17,
                "'",
                "",
                "the apostrophe in “Staff's” ends the text, which stands in single quotation marks",
                "write it twice: ''; or put the text in double quotation marks",
            ),
        ],
    ),
    "a text that is not indented": (
        "text: Staff may post.",
        "text: |\n    Staff may post:\n    And so on: now.",
        [
            (
                "wrong-length",
                17,
                11,
                "|",
                "/clauses/0/text",
                "“text” is empty: no line below “|” is indented further than the key",
                "put two more spaces before every line of the text",
            ),
        ],
    ),
    "a text at the margin": (
        "text: Staff may not post about patients.",
        "text: >\nStaff may not post.\nNever.",
        [
            (
                "syntax",
                23,
                1,
                "Staff may not post.",
                "",
                ("“Staff may not post.” is not indented, so that it is not part of the text that “>” starts"),
                "put 6 spaces before every line of the text, two more than before “text”",
            ),
        ],
    ),
    "a text that looks like a key": (
        "text: Staff may post.",
        "text: |\n    Note: staff may post.",
        [
            (
                "wrong-length",
                17,
                11,
                "|",
                "/clauses/0/text",
                "“text” is empty: no line below “|” is indented further than the key",
                "put two more spaces before every line of the text",
            ),
        ],
    ),
    "no space in the first line": (
        "policylint: 1",
        "policylint:1",
        [
            ("syntax", 1, 11, ":", "", "a space is missing after the colon of “policylint”", "write policylint: 1"),
        ],
    ),
    "the version of the language in quotes": (
        "policylint: 1",
        'policylint: "1"',
        [
            (
                "wrong-version",
                1,
                13,
                '"1"',
                "/policylint",
                "the version of the policy language is the number 1, and it stands in quotes here",
                "Write `policylint: 1`.",
            ),
        ],
    ),
}


def told(text: str) -> tuple[Loaded, list[tuple[Any, ...]]]:
    source = Source("x.yaml", text)
    loaded = load(Inputs((source,), (), ""))
    problems = [
        (
            one.check,
            *source.position(one.span.start),
            text[one.span.start : one.span.end],
            one.path,
            one.message,
            one.remedy,
        )
        for one in loaded.problems[0]
    ]
    return loaded, problems


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize(("old", "new", "problems"), SLIPS.values(), ids=SLIPS)
def test_a_slip(
    old: str, new: str, problems: list[tuple[Any, ...]], loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYLINT_YAML", loader)
    assert old in TEXT
    loaded, found = told(TEXT.replace(old, new, 1))
    assert found == problems
    assert loaded.sets == ()


def test_the_policy_without_slips_is_sound() -> None:
    loaded, problems = told(TEXT)
    assert (problems, loaded.unbuilt, loaded.faults()) == ([], {}, ())


def test_each_forgotten_dash_is_told_once_and_the_entries_are_told_apart() -> None:
    text = TEXT.replace("  - id: patient", "    id: patient").replace("  - id: sign", "    id: sign")
    source = Source("x.yaml", text)
    document = parse(source)
    message = "a dash seems to be missing before “id”: “id” and “text” stand here for the second time in one entry"
    assert [
        (one.check, source.position(one.span.start), one.path, one.message, one.remedy) for one in document.problems
    ] == [
        (
            "duplicate-key",
            (18, 5),
            "/clauses/1",
            message,
            "write “- id: patient-privacy”, so that a new entry starts here",
        ),
        ("duplicate-key", (23, 5), "/clauses/2", message, "write “- id: sign-in”, so that a new entry starts here"),
    ]
    assert document.data == parse(Source("x.yaml", TEXT)).data


NO_DASH = {
    "one key twice": "a:\n  - id: x\n    b: 1\n    b: 2\n",
    "other keys twice": "a:\n  - id: x\n    b: 1\n    c: 1\n    b: 2\n    c: 2\n",
    "in no list": "a:\n  id: x\n  b: 1\n  id: y\n  b: 2\n",
    "in braces": "a:\n  - {id: x, b: 1, id: y, b: 2}\n",
}


@pytest.mark.parametrize("text", NO_DASH.values(), ids=NO_DASH)
def test_keys_that_repeat_otherwise_are_no_entry(text: str) -> None:
    messages = {problem.message.partition("” ")[2] for problem in parse(Source("x.yaml", text)).problems}
    assert messages == {"stands twice here; only the first is read"}


def test_what_reading_put_right_hides_no_other_fault() -> None:
    text = TEXT.replace("  review:", "  version: 1.10\n  review:").replace("time: off", "capasity:\u00a0off")
    text = text.replace("id: sign-in", "id: own-voice")
    loaded, problems = told(text)
    assert [(check, line) for check, line, *_ in problems] == [("yaml-number-changed", 7), ("yaml-no-break-space", 17)]
    assert [(fault.check, fault.path) for fault in loaded.faults()] == [
        ("unknown-value", "/clauses/0/permit/capasity"),
        ("duplicate-id", "/clauses/2/id"),
    ]


def test_a_number_that_was_changed_is_taken_as_it_is_written() -> None:
    loaded, problems = told(TEXT.replace("  review:", "  version: 1.10\n  review:"))
    assert [check for check, *_ in problems] == ["yaml-number-changed"]
    assert loaded.unbuilt == {}
    assert [policy.data["policy"]["version"] for policies in loaded.sets for policy in policies.policies] == ["1.10"]


def test_a_changed_number_where_a_number_belongs_stops_the_building() -> None:
    loaded, problems = told(TEXT.replace("even-if-forbidden: true", "at-least: 010, even-if-forbidden: 1e3"))
    assert ("yaml-number-changed", 25) in [(check, line) for check, line, *_ in problems]
    assert list(loaded.unbuilt) == [0]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("not-agency", ["agency", "shared"], None),
        ("unapproved", ["approved", "unlisted"], None),
        ("non-partisan-politics", ["partisan-politics"], None),
        ("public", ["non-public"], None),
        ("nonpublic", ["non-public", "public"], "non-public"),
        ("no-rol", ["no-role", "role"], "no-role"),
        ("inernal", ["internal"], "internal"),
    ],
)
def test_the_opposite_of_a_word_is_no_slip_of_it(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant

"""Refusals in plain words: the place, the fault, what to write instead."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from mutations import mutated
from small_policy import SCHEMA, TEXT

from policylint.reading.explain_shape import explain
from policylint.reading.shape import Shape
from policylint.reading.yamltree import Document, parse
from policylint.source import Source

# what is replaced, by what; each problem: check, line, column, words underlined, path, message, remedy
FAULTS: dict[str, tuple[str, str, list[tuple[Any, ...]]]] = {
    "a key missing": (
        "  owner: press-officer\n",
        "",
        [
            (
                "missing-key",
                2,
                1,
                "policy",
                "/policy",
                "“owner” is missing from “policy”",
                "add “owner:” with a name in small letters such as press-officer (the role that answers for it)",
            )
        ],
    ),
    "a key misspelt": (
        "  owner:",
        "  ownr:",
        [("unknown-key", 6, 3, "ownr", "/policy/ownr", "unknown key “ownr”: did you mean “owner”?", "write “owner”")],
    ),
    "a word misspelt": (
        "kind: use",
        "kind: usee",
        [
            (
                "unknown-value",
                5,
                9,
                "usee",
                "/policy/kind",
                "unknown value “usee” for “kind”: did you mean “use”?",
                "write one of: use, moderation, companion",
            )
        ],
    ),
    "an unknown word": (
        "kind: use",
        "kind: zzz",
        [
            (
                "unknown-value",
                5,
                9,
                "zzz",
                "/policy/kind",
                "unknown value “zzz” for “kind”",
                "write one of: use, moderation, companion",
            )
        ],
    ),
    "no value": (
        "kind: use",
        "kind:",
        [
            (
                "wrong-type",
                5,
                3,
                "kind",
                "/policy/kind",
                "“kind” has no value",
                "write one of: use, moderation, companion, or delete the line",
            )
        ],
    ),
    "a number for a text": (
        '"2.1"',
        "2.1",
        [],
    ),
    "another number for a text": (
        '"2.1"',
        "2",
        [
            (
                "wrong-type",
                7,
                12,
                "2",
                "/policy/version",
                "“version” is the number 2: expected text",
                'put it in quotes: version: "2"',
            )
        ],
    ),
    "a date written otherwise": (
        "2026-02-01",
        "1 Feb",
        [
            (
                "wrong-form",
                8,
                14,
                "1 Feb",
                "/policy/effective",
                "“effective” is the text “1 Feb”: expected a date such as 2026-02-01",
                "write a date such as 2026-02-01",
            )
        ],
    ),
    "a text for a list": (
        "early-if: [incident, law-changed]",
        "early-if: incident",
        [
            (
                "wrong-type",
                11,
                15,
                "incident",
                "/policy/review/early-if",
                "“early-if” is the text “incident”: expected a list",
                "write it as a list: early-if: [incident]",
            )
        ],
    ),
    "an entry twice": (
        "early-if: [incident, law-changed]",
        "early-if: [incident, incident]",
        [
            (
                "repeated-entry",
                11,
                26,
                "incident",
                "/policy/review/early-if/1",
                "“incident” stands twice in “early-if”",
                "delete one of the two",
            )
        ],
    ),
    "an empty list": (
        "early-if: [incident, law-changed]",
        "early-if: []",
        [
            (
                "wrong-count",
                11,
                5,
                "early-if",
                "/policy/review/early-if",
                "“early-if” is empty",
                "add 1 entry, or delete the line",
            )
        ],
    ),
    "a companion missing": (
        "    every: 12 months\n",
        "",
        [
            (
                "missing-key",
                9,
                3,
                "review",
                "/policy/review",
                "“every” is missing from “review”, which “early-if” needs beside it",
                "add “every: 12 months”",
            )
        ],
    ),
    "another form": (
        "every: 12 months",
        "every: yearly",
        [
            (
                "wrong-form",
                10,
                12,
                "yearly",
                "/policy/review/every",
                "“every” is the text “yearly”: expected something like 12 months",
                "write something like 12 months",
            )
        ],
    ),
    "a key of another form": (
        "  press-officer:",
        "  Press Officer:",
        [
            (
                "unknown-key",
                13,
                3,
                "Press Officer",
                "/roles/Press Officer",
                "the key is “Press Officer”, and words here are written in small letters, with hyphens instead of"
                " blanks: did you mean “press-officer”?",
                "write press-officer",
            )
        ],
    ),
    "too small a number": (
        "administrators: 2",
        "administrators: 0",
        [
            (
                "wrong-number",
                13,
                35,
                "0",
                "/roles/press-officer/administrators",
                "“administrators” is 0: expected at least 1",
                "write a number of at least 1",
            )
        ],
    ),
    "a text for a number": (
        "administrators: 2",
        "administrators: two",
        [
            (
                "wrong-type",
                13,
                35,
                "two",
                "/roles/press-officer/administrators",
                "“administrators” is the text “two”: expected a whole number",
                "write a whole number",
            )
        ],
    ),
    "a number in quotes": (
        "administrators: 2",
        'administrators: "2"',
        [
            (
                "wrong-type",
                13,
                35,
                '"2"',
                "/roles/press-officer/administrators",
                "“administrators” is the text “2”: expected a whole number",
                "write it without quotes",
            )
        ],
    ),
    "an unknown key of a pattern": (
        "{mon: ",
        "{wed: ",
        [("unknown-key", 14, 9, "wed", "/hours/wed", "unknown key “wed” in “hours”", "delete it")],
    ),
    "a word of two forms misspelt": (
        "who: [workforce, contractor]",
        "who: workfrce",
        [
            (
                "unknown-value",
                18,
                12,
                "workfrce",
                "/clauses/0/permit/who",
                "unknown value “workfrce” for “who”: did you mean “workforce”?",
                "write one of: workforce, public, contractor, any",
            )
        ],
    ),
    "a word in a list misspelt": (
        "who: [workforce, contractor]",
        "who: [workforce, publik]",
        [
            (
                "unknown-value",
                18,
                24,
                "publik",
                "/clauses/0/permit/who/1",
                "unknown value “publik” for entry 2 of “who”: did you mean “public”?",
                "write one of: workforce, public, contractor, any",
            )
        ],
    ),
    "neither of two forms": (
        "who: [workforce, contractor]",
        "who: {not: x}",
        [
            (
                "wrong-type",
                18,
                7,
                "who",
                "/clauses/0/permit/who",
                "“who” is a block of keys: expected text or a list",
                "write one of: workforce, public, contractor, any",
            )
        ],
    ),
    "a number for two forms": (
        "who: [workforce, contractor]",
        "who: 7",
        [
            (
                "wrong-type",
                18,
                12,
                "7",
                "/clauses/0/permit/who",
                "“who” is the number 7: expected text or a list",
                "write one of: workforce, public, contractor, any",
            )
        ],
    ),
    "an unknown word without a likeness": (
        "device: personal",
        "device: private",
        [
            (
                "unknown-value",
                19,
                15,
                "private",
                "/clauses/0/permit/device",
                "unknown value “private” for “device”",
                "write one of: agency, personal",
            )
        ],
    ),
    "none of three keys": (
        "    permit:\n      who: [workforce, contractor]\n      device: personal\n",
        "",
        [
            (
                "missing-key",
                16,
                5,
                "id",
                "/clauses/0",
                "entry 1 of “clauses” (own-voice) has none of the keys permit, forbid, state",
                "add one of them",
            )
        ],
    ),
    "two of three keys": (
        "    permit:",
        "    forbid: {who: any}\n    permit:",
        [
            (
                "wrong-combination",
                18,
                5,
                "permit",
                "/clauses/0",
                "“permit” and “forbid” stand together in entry 1 of “clauses” (own-voice), and only one of them may",
                "keep one of them",
            )
        ],
    ),
    "a key missing under a condition": (
        "    covers: everything\n",
        "",
        [
            (
                "missing-key",
                22,
                5,
                "id",
                "/clauses/1",
                "“covers” is missing from entry 2 of “clauses” (why)",
                "add “covers:”",
            )
        ],
    ),
    "two keys that exclude each other and a list too long": (
        "    covers: everything\n",
        "    covers: everything\n    steps: [a, 1, 2]\n",
        [
            (
                "wrong-combination",
                25,
                5,
                "steps",
                "/clauses/1",
                "“steps” and “covers” cannot stand together in entry 2 of “clauses” (why)",
                "delete one of them",
            ),
            (
                "wrong-count",
                25,
                5,
                "steps",
                "/clauses/1/steps",
                "“steps” has 3 entries, and may have 2 at most",
                "delete 1 entry",
            ),
        ],
    ),
    "a key refused under a condition": (
        "  - id: own-voice\n",
        "  - id: own-voice\n    covers: x\n",
        [
            (
                "wrong-combination",
                17,
                5,
                "covers",
                "/clauses/0/covers",
                "“covers” cannot stand in entry 1 of “clauses” (own-voice)",
                "delete it",
            )
        ],
    ),
    "a text for an entry": (
        "clauses:\n",
        "clauses:\n  - just text\n",
        [
            (
                "wrong-type",
                16,
                5,
                "just text",
                "/clauses/0",
                "entry 1 of “clauses” is the text “just text”: expected keys with values",
                "write keys with values below it: id, text, permit, forbid, state, steps, covers",
            )
        ],
    ),
    "an empty text": (
        "title: Social media use policy",
        "title: ''",
        [("wrong-length", 4, 10, "''", "/policy/title", "“title” is empty", "write the text, or delete the line")],
    ),
    "a text too long": (
        "title: Social media use policy",
        "title: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        [
            (
                "wrong-length",
                4,
                10,
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "/policy/title",
                "“title” has 70 characters, and may have 60 at most",
                "shorten it",
            )
        ],
    ),
    "a placeholder that the reader told": (
        "title: Social media use policy",
        "title: {Agency}",
        [],
    ),
    "a list for a text": (
        "title: Social media use policy",
        "title: [Agency]",
        [
            (
                "wrong-type",
                4,
                3,
                "title",
                "/policy/title",
                "“title” is a list: expected text",
                'put it in quotes if it is text: title: "[Agency]"',
            )
        ],
    ),
    "another constant": (
        "policylint: 1",
        "policylint: 2",
        [("unknown-value", 1, 13, "2", "/policylint", "“policylint” is the number 2: expected 1", "write 1")],
    ),
    "a key missing at the top": (
        "policylint: 1\n",
        "",
        [
            (
                "missing-key",
                1,
                1,
                "policy",
                "",
                "“policylint” is missing from the document",
                "add “policylint: 1” (the version of the language)",
            )
        ],
    ),
    "a key indented too far": (
        "      device: personal\n    text: |\n      You",
        "      device: personal\n      text: |\n        You",
        [
            (
                "unknown-key",
                20,
                7,
                "text",
                "/clauses/0/permit/text",
                "unknown key “text” in “permit”",
                "“text” belongs to entry 1 of “clauses” (own-voice): indent it less",
            )
        ],
    ),
    "a key at a wrong place": (
        "policy:\n  id: riverton",
        "policy:\n  text: a\n  id: riverton",
        [
            (
                "unknown-key",
                3,
                3,
                "text",
                "/policy/text",
                "unknown key “text” in “policy”",
                "delete it; the keys here are id, title, kind, owner, version, effective, review",
            )
        ],
    ),
    "a text for keys": (
        "  review:\n    every: 12 months\n    early-if: [incident, law-changed]\n",
        "  review: yearly\n",
        [
            (
                "wrong-type",
                9,
                11,
                "yearly",
                "/policy/review",
                "“review” is the text “yearly”: expected keys with values",
                "write keys with values below it: every, early-if",
            )
        ],
    ),
    "a glued colon": (
        "  review:\n    every: 12 months\n    early-if: [incident, law-changed]\n",
        "  review: every:12 months\n",
        [
            (
                "wrong-type",
                9,
                11,
                "every:12 months",
                "/policy/review",
                "“review” is the text “every:12 months”: expected keys with values",
                "put a space after the colon: every: 12 months",
            )
        ],
    ),
    "two unknown keys": (
        "  kind: use\n",
        "  kind: use\n  approved: x\n  kinds: y\n",
        [
            (
                "unknown-key",
                6,
                3,
                "approved",
                "/policy/approved",
                "unknown key “approved” in “policy”",
                "delete it; the keys here are id, title, kind, owner, version, effective, review",
            ),
            (
                "unknown-key",
                7,
                3,
                "kinds",
                "/policy/kinds",
                "unknown key “kinds”: did you mean “kind”?",
                "write “kind”",
            ),
        ],
    ),
    "a glued key": (
        "    permit:\n      who: [workforce, contractor]\n      device: personal\n",
        "    permit: who:workforce\n",
        [
            (
                "wrong-type",
                17,
                13,
                "who:workforce",
                "/clauses/0/permit",
                "“permit” is the text “who:workforce”: expected keys with values",
                "put a space after the colon: who: workforce",
            )
        ],
    ),
    "a list for a document": (
        TEXT,
        "- a\n",
        [
            (
                "wrong-type",
                1,
                1,
                "- a",
                "",
                "the document is a list: expected keys with values",
                "write keys with values below it: policylint, policy, roles, hours, clauses",
            )
        ],
    ),
    "a text for a document": (
        TEXT,
        "text\n",
        [
            (
                "wrong-type",
                1,
                1,
                "text",
                "",
                "the document is the text “text”: expected keys with values",
                "write keys with values below it: policylint, policy, roles, hours, clauses",
            )
        ],
    ),
}


def read(text: str) -> Document:
    return parse(Source("x.yaml", text))


def listed(schema: Any, document: Document) -> list[tuple[Any, ...]]:
    source = document.source
    return [
        (
            one.check,
            *source.position(one.span.start),
            source.text[one.span.start : one.span.end],
            one.path,
            one.message,
            one.remedy,
        )
        for one in explain(schema, document)
    ]


def test_the_schema_itself_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_good_document_needs_no_words() -> None:
    assert explain(SCHEMA, read(TEXT)) == ()


@pytest.mark.parametrize(("old", "new", "problems"), FAULTS.values(), ids=FAULTS)
def test_a_fault(old: str, new: str, problems: list[tuple[Any, ...]]) -> None:
    assert old in TEXT
    document = read(TEXT.replace(old, new, 1))
    assert listed(SCHEMA, document) == problems
    assert not Shape(SCHEMA).accepts(document.data)
    assert problems or [one for one in document.problems if one.severity == "error"]


# The words of jsonschema and of JSON Schema that nobody who writes policies should meet.
FOREIGN = (
    "schema",
    "instance",
    "is not valid",
    "property",
    "properties",
    "anyOf",
    "oneOf",
    "None",
    "True",
    "False",
    "{}",
)


@given(data=mutated(read(TEXT).data))
def test_whatever_is_refused_is_explained(data: Any) -> None:
    document = read(json.dumps(data, ensure_ascii=False))
    problems = explain(SCHEMA, document)
    told = [one for one in document.problems if one.severity == "error"]
    if Shape(SCHEMA).accepts(document.data):
        assert problems == ()
    else:
        assert problems or told
    for one in problems:
        assert 0 <= one.span.start <= one.span.end <= len(document.source.text)
        assert one.remedy
        assert one.message[:1].islower() or one.message[:1] in "“0123456789"
        assert not [word for word in FOREIGN if word in one.message]


ODD: dict[str, tuple[Any, str, list[tuple[Any, ...]]]] = {
    "a bound that is not reached": (
        {"properties": {"a": {"exclusiveMinimum": 0}}},
        "a: 0\n",
        [("wrong-number", 1, 4, "0", "/a", "“a” is 0: expected more than 0", "write a number of more than 0")],
    ),
    "a key that stands where none may": (
        {"patternProperties": {"^x-": False}},
        "x-a: 1\n",
        [("wrong-combination", 1, 1, "x-a", "/x-a", "“x-a” cannot stand in the document", "delete it")],
    ),
    "a key that is refused alone": (
        {"not": {"required": ["a"]}},
        "a: 1\n",
        [("wrong-combination", 1, 1, "a", "", "“a” cannot stand here", "delete it")],
    ),
    "a refusal that the schema words": (
        {"properties": {"a": {"not": {"const": "any"}, "x-expected": "the name of a role"}}},
        "a: any\n",
        [
            (
                "wrong-form",
                1,
                4,
                "any",
                "/a",
                "“a” is the text “any”: expected the name of a role",
                "write the name of a role",
            )
        ],
    ),
    "a refusal without words": (
        {"properties": {"a": {"not": {"const": "any"}}}},
        "a: any\n",
        [
            (
                "wrong-form",
                1,
                4,
                "any",
                "/a",
                "“a” does not have the form that it needs",
                "look into the documentation of this key",
            )
        ],
    ),
    "a form with an example": (
        {"properties": {"a": {"pattern": "^[0-9]+ days$", "examples": ["20 days"]}}},
        "a: soon\n",
        [
            (
                "wrong-form",
                1,
                4,
                "soon",
                "/a",
                "“a” is the text “soon”: expected something like 20 days",
                "write something like 20 days",
            )
        ],
    ),
    "a form with a description": (
        {"properties": {"a": {"pattern": "^[0-9]+$", "description": "Only digits."}}},
        "a: soon\n",
        [("wrong-form", 1, 4, "soon", "/a", "“a” cannot be the text “soon”", "Only digits")],
    ),
    "many words": (
        {"properties": {"a": {"enum": [f"word-{n}" for n in range(20)]}}},
        "a: wurd-7\nb: 1\n",
        [
            (
                "unknown-value",
                1,
                4,
                "wurd-7",
                "/a",
                "unknown value “wurd-7” for “a”: did you mean “word-7”?",
                "write word-7",
            )
        ],
    ),
    "a boolean": (
        {"properties": {"a": {"type": "string"}}},
        "a: true\n",
        [("wrong-type", 1, 4, "true", "/a", "“a” is true: expected text", 'put it in quotes: a: "true"')],
    ),
    "too many keys": (
        {"maxProperties": 1},
        "a: 1\nb: 2\n",
        [("wrong-count", 1, 1, "a", "", "the document has 2 keys, and may have 1 at most", "delete 1 key")],
    ),
    "an alias": (
        {"properties": {"b": {"properties": {"c": {"type": "string"}}}}},
        "a: &a {c: 1}\nb: *a\n",
        [("wrong-type", 1, 11, "1", "/b/c", "“c” is the number 1: expected text", 'put it in quotes: c: "1"')],
    ),
}


@pytest.mark.parametrize(("schema", "text", "problems"), ODD.values(), ids=ODD)
def test_an_odd_fault(schema: Any, text: str, problems: list[tuple[Any, ...]]) -> None:
    assert listed(schema, read(text)) == problems


def test_what_may_stand_in_an_unread_line_is_not_missed() -> None:
    document = read(TEXT.replace("owner: press-officer", "owner:press-officer"))
    assert [one.check for one in document.problems] == ["syntax"]
    assert listed(SCHEMA, document) == []


def test_problems_come_in_the_order_of_the_text() -> None:
    text = (
        TEXT.replace("policylint: 1", "policylint: 9")
        .replace("kind: use", "kind: x")
        .replace("state: purpose", "state: y")
    )
    spans = [one.span.start for one in explain(SCHEMA, read(text))]
    assert spans == sorted(spans)
    assert len(spans) == 4


def test_a_flood_is_cut_short() -> None:
    document = read(TEXT + "".join(f"k{number}: 1\n" for number in range(60)))
    problems = explain(SCHEMA, document)
    assert [one.check for one in problems] == ["unknown-key"] * 50 + ["more-problems"]
    assert problems[-1].message == "the file has 10 more faults of this kind"
    hostile = read(TEXT + "".join(f"k{number}: 1\n" for number in range(3000)))
    assert explain(SCHEMA, hostile)[-1].message == "the file has at least 250 more faults of this kind"


def test_jsonschema_is_imported_only_to_explain() -> None:
    code = (
        "import sys\n"
        "from policylint.reading import explain_shape, files, shape, yamltree\n"
        "from policylint.source import Source\n"
        "assert 'yaml' not in sys.modules\n"
        "document = yamltree.parse(Source('x', 'a: 1'))\n"
        "assert shape.Shape({'type': 'object'}).accepts(document.data)\n"
        "print([name for name in ('jsonschema', 'difflib', 'dataclasses') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout == "[]\n"

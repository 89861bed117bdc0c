"""The fast acceptance: the same as jsonschema's, and honest about what it does not understand."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from mutations import VALUES, mutated
from small_policy import SCHEMA, TEXT

from policylint.reading.shape import Shape
from policylint.reading.strict_schema import strict_validator
from policylint.reading.yamltree import parse
from policylint.source import Source

ROOT = Path(__file__).resolve().parents[2]
POLICY_SCHEMA = json.loads((ROOT / "schemas" / "policy.schema.json").read_text(encoding="utf-8"))
SAMPLES = sorted((ROOT / "sample_policies").rglob("*.policy.yaml"), key=lambda path: path.stat().st_size)[:3]
SMALL = Shape(SCHEMA)
POLICY = Shape(POLICY_SCHEMA)


def data_of(text: str) -> Any:
    return parse(Source("x.yaml", text)).data


def breaks_a_line(data: Any) -> bool:
    """Whether a text or a key ends with a line break, where Python's `$` means something else than ECMAScript's."""
    return '\\n"' in json.dumps(data)


def ascii_only(data: Any) -> bool:
    return json.dumps(data, ensure_ascii=False).isascii()


@given(data=mutated(data_of(TEXT)) | VALUES)
def test_the_small_schema_is_understood_as_by_jsonschema(data: Any) -> None:
    assert SMALL.accepts(data) == strict_validator()(SCHEMA).is_valid(data)
    if not breaks_a_line(data) and ascii_only(data):
        assert SMALL.accepts(data) == Draft202012Validator(SCHEMA).is_valid(data)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
@given(choice=st.data())
def test_the_policy_schema_is_understood_as_by_jsonschema(path: Path, choice: st.DataObject) -> None:
    data = choice.draw(mutated(data_of(path.read_text(encoding="utf-8"))))
    assert POLICY.accepts(data) == strict_validator()(POLICY_SCHEMA).is_valid(data)
    if not breaks_a_line(data) and ascii_only(data):
        assert POLICY.accepts(data) == Draft202012Validator(POLICY_SCHEMA).is_valid(data)


def test_the_good_documents_are_good() -> None:
    assert SMALL.accepts(data_of(TEXT))
    assert [path.name for path in SAMPLES if not POLICY.accepts(data_of(path.read_text(encoding="utf-8")))] == []


def test_every_schema_of_the_program_is_understood() -> None:
    for path in sorted((ROOT / "schemas").glob("*.schema.json")):
        Shape(json.loads(path.read_text(encoding="utf-8"))).compile_all()


# schema, what it accepts, what it refuses
KEYWORDS: dict[str, tuple[Any, list[Any], list[Any]]] = {
    "integer": ({"type": "integer"}, [1, 1.0, -3], [1.5, True, "1", None, float("inf"), float("nan")]),
    "number": ({"type": "number"}, [1, 1.5, float("inf")], [False, "1"]),
    "types": ({"type": ["string", "null"]}, ["", None], [0, []]),
    "const": ({"const": 1}, [1, 1.0], [True, "1", 2]),
    "const list": ({"const": [1, {"a": True}]}, [[1.0, {"a": True}]], [[1, {"a": 1}], [1]]),
    "enum": ({"enum": ["a", 0, None]}, ["a", 0, None], ["b", False, ""]),
    "words": ({"enum": ["a", "b"]}, ["a"], ["c", 1, ["a"]]),
    "length": ({"minLength": 1, "maxLength": 2}, ["a", "é😀", 5], ["", "abc"]),
    "pattern": ({"pattern": "^a$"}, ["a", 5], ["a\n", "ba"]),
    "pattern dollar in a class": ({"pattern": "^[$]\\$$"}, ["$$"], ["$", "$$\n"]),
    "pattern digits": ({"pattern": "^\\d$"}, ["5"], ["٥"]),
    "minimum": ({"minimum": 1, "exclusiveMaximum": 3}, [1, 2.5, "x", True], [0, 3]),
    "maximum": ({"exclusiveMinimum": 1, "maximum": 3}, [3, 1.1], [1, 4]),
    "items": ({"items": {"type": "string"}, "minItems": 1, "maxItems": 2}, [["a"], "x"], [[], [1], ["a", "b", "c"]]),
    "prefix": (
        {"prefixItems": [{"type": "string"}, True], "items": False},
        [[], ["a"], ["a", 1]],
        [[1], ["a", 1, 2]],
    ),
    "unique": (
        {"uniqueItems": True},
        [[1, True, "1"], [], [[1], [True]], [{"a": 1}, {"a": True}]],
        [[1, 1.0], ["a", "a"], [{"a": 1, "b": [2]}, {"b": [2], "a": 1.0}]],
    ),
    "unique not wanted": ({"uniqueItems": False}, [[1, 1]], []),
    "required": ({"required": ["a"]}, [{"a": None}, []], [{}, {"b": 1}]),
    "sizes": ({"minProperties": 1, "maxProperties": 1}, [{"a": 1}, "x"], [{}, {"a": 1, "b": 2}]),
    "names": ({"propertyNames": {"maxLength": 1}}, [{"a": 1}, {}], [{"ab": 1}]),
    "dependent": ({"dependentRequired": {"a": ["b"]}}, [{"b": 1}, {"a": 1, "b": 1}], [{"a": 1}]),
    "properties": (
        {
            "properties": {"a": {"type": "string"}, "b": False},
            "patternProperties": {"^a": {"minLength": 2}, "^x": True},
            "additionalProperties": {"type": "null"},
        },
        [{}, {"a": "xy"}, {"x1": 5}, {"other": None}],
        [{"a": "x"}, {"a": 5}, {"ab": "x"}, {"b": None}, {"other": 1}],
    ),
    "all": ({"allOf": [{"minLength": 1}, {"maxLength": 1}, True]}, ["a"], ["", "ab"]),
    "any": ({"anyOf": [{"type": "string"}, {"type": "array"}]}, ["a", []], [1]),
    "one": ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, [{"a": 1}, {"b": 1}], [{}, {"a": 1, "b": 1}, 1]),
    "not": ({"not": {"required": ["a", "b"]}}, [{"a": 1}], [{"a": 1, "b": 1}, 5]),
    "if": (
        {"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"type": "null"}},
        ["a", None],
        ["", 1],
    ),
    "then without if": ({"then": False, "else": False}, [1, None], []),
    "reference": (
        {"$ref": "#/$defs/tree", "$defs": {"tree": {"properties": {"below": {"$ref": "#/$defs/tree"}, "x": False}}}},
        [{"below": {"below": {}}}],
        [{"below": {"below": {"x": 1}}}],
    ),
    "reference to all": (
        {"properties": {"a": {"$ref": "#"}}, "maxProperties": 1},
        [{"a": {"a": {}}}],
        [{"a": {"b": 1, "c": 2}}],
    ),
    "nothing": ({}, [1, None], []),
    "annotations": ({"format": "date", "title": "x", "x-expected": "y", "$comment": "z"}, ["no date"], []),
}


@pytest.mark.parametrize(("schema", "good", "bad"), KEYWORDS.values(), ids=KEYWORDS)
def test_a_keyword(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    shape = Shape(schema)
    assert [value for value in good if not shape.accepts(value)] == []
    assert [value for value in bad if shape.accepts(value)] == []
    strict = strict_validator()(schema)
    assert [value for value in good if not strict.is_valid(value)] == []
    assert [value for value in bad if strict.is_valid(value)] == []


NOT_UNDERSTOOD = {
    "a keyword": ({"contains": {}}, "'contains'"),
    "a keyword inside": ({"properties": {"a": {"items": {"multipleOf": 2}}}}, "'multipleOf'"),
    "a keyword in a definition": ({"$defs": {"a": {"unevaluatedProperties": False}}}, "'unevaluatedProperties'"),
    "a type": ({"type": "date"}, "'date'"),
    "a reference": ({"$ref": "other.json"}, "'other.json'"),
    "a missing definition": ({"properties": {"a": {"$ref": "#/$defs/none"}}}, "'#/\\$defs/none'"),
}


@pytest.mark.parametrize(("schema", "named"), NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_what_is_not_understood_is_refused(schema: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Shape(schema).compile_all()


def test_only_what_data_needs_is_compiled() -> None:
    shape = Shape({"properties": {"a": {"contains": {}}, "b": {"type": "string"}}})
    assert shape.accepts({"b": "x"})
    with pytest.raises(ValueError, match="contains"):
        shape.accepts({"a": 1})

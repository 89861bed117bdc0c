"""A schema of middle size, written as the schemas of the program are, and a document that fits it."""

from typing import Any

WORD = {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "x-expected": "a name in small letters such as press-officer"}
DATE = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "x-expected": "a date such as 2026-02-01"}

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["policylint", "policy", "clauses"],
    "additionalProperties": False,
    "properties": {
        "policylint": {"const": 1, "description": "The version of the language.", "examples": [1]},
        "policy": {
            "type": "object",
            "required": ["id", "title", "owner"],
            "additionalProperties": False,
            "properties": {
                "id": {"$ref": "#/$defs/word"},
                "title": {"type": "string", "minLength": 1, "maxLength": 60, "examples": ["Social media use policy"]},
                "kind": {"enum": ["use", "moderation", "companion"]},
                "owner": {"$ref": "#/$defs/word", "description": "The role that answers for it. More on that."},
                "version": {"type": "string"},
                "effective": {"$ref": "#/$defs/date"},
                "review": {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": 2,
                    "dependentRequired": {"early-if": ["every"]},
                    "properties": {
                        "every": {"type": "string", "pattern": "^[0-9]+ months$", "examples": ["12 months"]},
                        "early-if": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 1},
                    },
                    "additionalProperties": False,
                },
            },
        },
        "roles": {
            "type": "object",
            "propertyNames": {"$ref": "#/$defs/word"},
            "additionalProperties": {
                "type": "object",
                "properties": {"administrators": {"type": "integer", "minimum": 1, "exclusiveMaximum": 10}},
                "additionalProperties": False,
            },
        },
        "hours": {
            "type": "object",
            "patternProperties": {"^(mon|tue)$": {"type": "string", "pattern": "^\\d\\d:\\d\\d$"}},
            "additionalProperties": False,
        },
        "clauses": {"type": "array", "minItems": 1, "maxItems": 4, "items": {"$ref": "#/$defs/clause"}},
    },
    "$defs": {
        "word": WORD,
        "date": DATE,
        "value": {"type": "string", "enum": ["workforce", "public", "contractor", "any"]},
        "values": {"anyOf": [{"$ref": "#/$defs/value"}, {"type": "array", "items": {"$ref": "#/$defs/value"}}]},
        "box": {
            "type": "object",
            "properties": {"who": {"$ref": "#/$defs/values"}, "device": {"enum": ["agency", "personal"]}},
            "additionalProperties": False,
        },
        "clause": {
            "type": "object",
            "required": ["id", "text"],
            "properties": {
                "id": {"$ref": "#/$defs/word"},
                "text": {"type": "string", "minLength": 1},
                "permit": {"$ref": "#/$defs/box"},
                "forbid": {"$ref": "#/$defs/box"},
                "state": {"enum": ["purpose", "process"]},
                "steps": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "number"}], "items": False},
                "covers": {"type": "string"},
            },
            "additionalProperties": False,
            "oneOf": [{"required": ["permit"]}, {"required": ["forbid"]}, {"required": ["state"]}],
            "allOf": [
                {
                    "if": {"properties": {"state": {"const": "purpose"}}, "required": ["state"]},
                    "then": {"required": ["covers"]},
                    "else": {"properties": {"covers": False}},
                },
                {"not": {"required": ["steps", "covers"]}},
            ],
        },
    },
}

TEXT = """\
policylint: 1
policy:
  id: riverton
  title: Social media use policy
  kind: use
  owner: press-officer
  version: "2.1"
  effective: 2026-02-01
  review:
    every: 12 months
    early-if: [incident, law-changed]
roles:
  press-officer: {administrators: 2}
hours: {mon: "08:00"}
clauses:
  - id: own-voice
    permit:
      who: [workforce, contractor]
      device: personal
    text: |
      You may use your own accounts.
  - id: why
    state: purpose
    covers: everything
    text: It protects you: and us.
""".replace("you: and", "you and")

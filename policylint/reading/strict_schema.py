"""The jsonschema validator with the places and patterns that our messages need; it words nothing itself."""

from collections.abc import Iterator
from functools import cache

from jsonschema import Draft202012Validator, ValidationError, validators

from policylint.reading.equality import frozen
from policylint.reading.patterns import compile_pattern
from policylint.typed import Any

# What the errors of the keywords below call themselves; each is told with a text of its own.
UNKNOWN_KEY = "unknown key"
KEY_NAME = "name of a key"
REFUSED = "refused key"


@cache
def strict_validator() -> Any:
    """The validator class. It accepts what draft 2020-12 accepts, except that patterns mean what ECMAScript means.

    Errors about one key among several carry that key: at the end of the path for keys that are there, as the
    `validator_value` for keys that are missing.
    """
    extend: Any = validators.extend
    return extend(
        Draft202012Validator,
        {
            "pattern": _pattern,
            "properties": _properties,
            "patternProperties": _pattern_properties,
            "additionalProperties": _additional_properties,
            "propertyNames": _property_names,
            "required": _required,
            "uniqueItems": _unique_items,
            "dependentRequired": _dependent_required,
        },
    )


Errors = Iterator[ValidationError]


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, str) and not compile_pattern(pattern).search(instance):
        yield ValidationError("")


def _refused(key: str) -> ValidationError:
    """The package names no place where a part of the schema is `false`."""
    return ValidationError("", validator=REFUSED, path=[key])


def _properties(validator: Any, parts: dict[str, Any], instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, dict):
        for key, part in parts.items():
            if key not in instance:
                continue
            if part is False:
                yield _refused(key)
            else:
                yield from validator.descend(instance[key], part, path=key, schema_path=key)


def _pattern_properties(validator: Any, patterns: dict[str, Any], instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, dict):
        for pattern, part in patterns.items():
            search = compile_pattern(pattern).search
            for key, value in instance.items():
                if search(key) and part is False:
                    yield _refused(key)
                elif search(key):
                    yield from validator.descend(value, part, path=key, schema_path=pattern)


def _additional_properties(validator: Any, part: Any, instance: Any, schema: Any) -> Errors:
    if not isinstance(instance, dict):
        return
    patterns = [compile_pattern(pattern) for pattern in schema.get("patternProperties", ())]
    for key, value in instance.items():
        if key in schema.get("properties", {}) or any(pattern.search(key) for pattern in patterns):
            continue
        if part is False:
            yield ValidationError("", validator=UNKNOWN_KEY, path=[key])
        else:
            yield from validator.descend(value, part, path=key)


def _property_names(validator: Any, part: Any, instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, dict):
        for key in instance:
            reasons = list(validator.descend(key, part))
            if reasons:
                yield ValidationError("", validator=KEY_NAME, path=[key], context=reasons)


def _unique_items(_validator: Any, wanted: bool, instance: Any, _schema: Any) -> Errors:
    """The package compares each with each, which takes minutes for a hostile list."""
    if wanted and isinstance(instance, list) and len(set(map(frozen, instance))) < len(instance):
        yield ValidationError("")


def _required(_validator: Any, keys: list[str], instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, dict):
        for key in keys:
            if key not in instance:
                yield ValidationError("", validator="required", validator_value=key)


def _dependent_required(_validator: Any, dependents: dict[str, list[str]], instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, dict):
        for key, others in dependents.items():
            for other in others if key in instance else ():
                if other not in instance:
                    yield ValidationError("", validator="dependentRequired", validator_value=(key, other))

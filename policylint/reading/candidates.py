"""Which parts of a schema speak about a place in a document, conditions left aside; it knows no validation."""

from collections.abc import Iterable, Sequence

from policylint.reading.patterns import compile_pattern
from policylint.typed import Any

Schema = dict[str, Any]


def schemas_at(root: Schema, path: Sequence[str | int]) -> list[Schema]:
    """Every part of a schema that may apply to the value at a path: through references, branches and conditions."""
    current = _flat(root, [root])
    for step in path:
        current = _flat(root, [part for schema in current for part in _below(schema, step)])
    return current


def known_keys(schemas: Iterable[Schema]) -> list[str]:
    """The keys that these parts of a schema name, in order; not those that stand there only to be refused."""
    found: dict[str, None] = {}
    for schema in schemas:
        found.update((key, None) for key, part in schema.get("properties", {}).items() if part is not False)
    return list(found)


def _flat(root: Schema, parts: Iterable[Any]) -> list[Schema]:
    found: list[Schema] = []
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        if not isinstance(part, dict) or any(part is known for known in found):
            continue
        found.append(part)
        if "$ref" in part:
            waiting.append(_resolve(root, part["$ref"]))
        for keyword in ("allOf", "anyOf", "oneOf"):
            waiting.extend(part.get(keyword, ()))
        waiting.extend(part[keyword] for keyword in ("then", "else") if keyword in part)
    return found


def _resolve(root: Schema, reference: str) -> Any:
    if reference == "#":
        return root
    return root.get("$defs", {}).get(reference.removeprefix("#/$defs/"))


def _below(schema: Schema, step: str | int) -> list[Any]:
    if isinstance(step, int):
        first = schema.get("prefixItems", ())
        return [first[step]] if step < len(first) else [schema["items"]] if "items" in schema else []
    found = [schema["properties"][step]] if step in schema.get("properties", {}) else []
    patterns = schema.get("patternProperties", {})
    found += [part for pattern, part in patterns.items() if compile_pattern(pattern).search(step)]
    if not found and "additionalProperties" in schema:
        found.append(schema["additionalProperties"])
    return found

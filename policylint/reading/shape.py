"""Whether data has the shape that a JSON Schema asks for, fast and without a reason; it knows no YAML and no policy.

Every start of the program validates every file, and nearly all are well-formed: compiled to closures, a policy of
350 lines takes a fraction of a millisecond, where the `jsonschema` package costs 80 ms to import. What is refused here
is put to that package for the reasons (`explain_shape`). Tests prove that both accept the same.

The part of draft 2020-12 that is understood: type, const, enum, properties, patternProperties, additionalProperties,
propertyNames, required, dependentRequired, minProperties, maxProperties, items, prefixItems, minItems, maxItems,
uniqueItems, minLength, maxLength, pattern, minimum, maximum, exclusiveMinimum, exclusiveMaximum, allOf, anyOf, oneOf,
not, if/then/else, and $ref to `#` or `#/$defs/NAME`. `format` is an annotation, as the draft has it.
"""

from collections.abc import Callable, Sequence

from policylint.reading.patterns import compile_pattern
from policylint.typed import Any

Check = Callable[[Any], bool]

_ANNOTATIONS = frozenset(
    {
        "$schema",
        "$id",
        "$comment",
        "$defs",
        "title",
        "description",
        "default",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "format",
    }
)
_OBJECT = frozenset(
    {
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "required",
        "dependentRequired",
        "minProperties",
        "maxProperties",
    }
)
_ARRAY = frozenset({"items", "prefixItems", "minItems", "maxItems", "uniqueItems"})
_STRING = frozenset({"minLength", "maxLength", "pattern"})
_NUMBER = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
_LOGIC = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else"})
_KINDS = (_ANNOTATIONS, _OBJECT, _ARRAY, _STRING, _NUMBER, _LOGIC)
# What each keyword belongs to; those that stand for themselves belong to their own name.
_BELONGS: dict[str, object] = {word: kind for kind in _KINDS for word in kind}
_BELONGS.update((word, word) for word in ("type", "const", "enum", "$ref"))


class Shape:
    """A schema, compiled as far as data needs it."""

    __slots__ = ("_accept", "_compiler")

    def __init__(self, schema: dict[str, Any]) -> None:
        """Raises ValueError for a keyword that is not understood, as soon as its part of the schema is compiled."""
        self._compiler = _Compiler(schema)
        self._accept = self._compiler.definition("#")

    def accepts(self, data: object) -> bool:
        """Whether plain data (dict with text keys, list, str, int, float, bool, None) fits the schema."""
        return self._accept(data)

    def compile_all(self) -> None:
        """Compile what no data has asked for yet, so that a test can see whether every part is understood."""
        self._compiler.everything()


class _Compiler:
    def __init__(self, schema: Any) -> None:
        self.schema = schema
        self.definitions: dict[str, Check] = {}
        self.references: set[str] = set()
        self.tables: list[tuple[dict[str, Check], dict[str, Any]]] = []

    def definition(self, reference: str) -> Check:
        """The check of `#` or of `#/$defs/NAME`."""
        found = self.definitions.get(reference)
        if found is None:
            if reference == "#":
                found = self.compile(self.schema)
            else:
                name = reference.removeprefix("#/$defs/")
                known = self.schema.get("$defs", {}) if isinstance(self.schema, dict) else {}
                if name == reference or name not in known:
                    raise ValueError(f"the schema has no definition {reference!r}")
                found = self.compile(known[name])
            self.definitions[reference] = found
        return found

    def everything(self) -> None:
        for name in self.schema.get("$defs", {}):
            self.definition(f"#/$defs/{name}")
        for compiled, schemas in self.tables:  # grows while it is walked
            for key, schema in schemas.items():
                if key not in compiled:
                    compiled[key] = self.compile(schema)
        for reference in sorted(self.references):
            self.definition(reference)

    def compile(self, schema: Any) -> Check:
        if schema is True or schema == {}:
            return _anything
        if schema is False:
            return _nothing
        kinds = {_BELONGS.get(key) for key in schema}
        if None in kinds:
            unknown = [key for key in schema if key not in _BELONGS and not key.startswith("x-")]
            if unknown:
                raise ValueError(f"the schema uses {unknown[0]!r}, which is not understood here")
        checks: list[Check] = []
        if "$ref" in kinds:
            checks.append(self.reference(schema["$ref"]))
        if "type" in kinds:
            checks.append(_type(schema["type"]))
        if "const" in kinds:
            checks.append(_one_of([schema["const"]]))
        if "enum" in kinds:
            checks.append(_one_of(schema["enum"]))
        if _STRING in kinds:
            checks.append(_string(schema))
        if _NUMBER in kinds:
            checks.append(_number(schema))
        if _ARRAY in kinds:
            checks.append(self.array(schema))
        if _OBJECT in kinds:
            checks.extend(self.object(schema))
        if _LOGIC in kinds:
            checks.extend(self.logic(schema))
        return _all(checks)

    def reference(self, reference: str) -> Check:
        self.references.add(reference)
        known = self.definitions.get(reference)
        if known is not None:
            return known
        definitions = self.definitions
        define = self.definition

        def follow(value: Any) -> bool:
            check = definitions.get(reference)
            return check(value) if check is not None else define(reference)(value)

        return follow

    def array(self, schema: dict[str, Any]) -> Check:
        least, most = schema.get("minItems", 0), schema.get("maxItems")
        first = [self.compile(item) for item in schema.get("prefixItems", ())]
        rest = self.compile(schema["items"]) if "items" in schema else None
        unique = schema.get("uniqueItems", False)
        skip = len(first)

        def check(value: Any) -> bool:
            if not isinstance(value, list):
                return True
            size = len(value)
            if size < least or (most is not None and size > most):
                return False
            if skip:
                for accept, item in zip(first, value, strict=False):
                    if not accept(item):
                        return False
            if rest is not None:
                for item in value[skip:] if skip else value:
                    if not rest(item):
                        return False
            return not unique or _unique(value)

        return check

    def object(self, schema: dict[str, Any]) -> list[Check]:
        checks: list[Check] = []
        required = tuple(schema.get("required", ()))
        least, most = schema.get("minProperties", 0), schema.get("maxProperties")
        if required or least or most is not None:

            def complete(value: Any) -> bool:
                if not isinstance(value, dict):
                    return True
                for key in required:
                    if key not in value:
                        return False
                return len(value) >= least and (most is None or len(value) <= most)

            checks.append(complete)
        if schema.keys() & {"properties", "patternProperties", "additionalProperties"}:
            checks.append(self.properties(schema))
        if "propertyNames" in schema:
            name = self.compile(schema["propertyNames"])
            checks.append(lambda value: not isinstance(value, dict) or all(map(name, value)))
        if "dependentRequired" in schema:
            dependent = schema["dependentRequired"].items()

            def companions(value: Any) -> bool:
                return not isinstance(value, dict) or all(
                    key not in value or all(other in value for other in others) for key, others in dependent
                )

            checks.append(companions)
        return checks

    def properties(self, schema: dict[str, Any]) -> Check:
        schemas: dict[str, Any] = schema.get("properties", {})
        patterns = [
            (compile_pattern(pattern), self.compile(part))
            for pattern, part in schema.get("patternProperties", {}).items()
        ]
        other = self.compile(schema.get("additionalProperties", True))
        # A property is compiled when the first value for it turns up: most files use a small part of a schema.
        compiled: dict[str, Check] = {}
        self.tables.append((compiled, schemas))
        compile_part = self.compile

        def check(value: Any) -> bool:
            if not isinstance(value, dict):
                return True
            for key, item in value.items():
                accept = compiled.get(key)
                if accept is not None:
                    if not accept(item):
                        return False
                    if not patterns:
                        continue
                    known = True
                elif key in schemas:
                    accept = compiled[key] = compile_part(schemas[key])
                    if not accept(item):
                        return False
                    known = True
                else:
                    known = False
                for pattern, accept in patterns:
                    if pattern.search(key):
                        known = True
                        if not accept(item):
                            return False
                if not known and not other(item):
                    return False
            return True

        return check

    def logic(self, schema: dict[str, Any]) -> list[Check]:
        checks: list[Check] = []
        if "allOf" in schema:
            checks.append(_all([self.compile(part) for part in schema["allOf"]]))
        if "anyOf" in schema:
            any_of = [self.compile(part) for part in schema["anyOf"]]

            checks.append(lambda value: any(accept(value) for accept in any_of))
        if "oneOf" in schema:
            one_of = [self.compile(part) for part in schema["oneOf"]]
            checks.append(lambda value: sum(accept(value) for accept in one_of) == 1)
        if "not" in schema:
            refused = self.compile(schema["not"])
            checks.append(lambda value: not refused(value))
        if "if" in schema:
            condition = self.compile(schema["if"])
            then = self.compile(schema.get("then", True))
            otherwise = self.compile(schema.get("else", True))
            checks.append(lambda value: then(value) if condition(value) else otherwise(value))
        return checks


def _anything(_: Any) -> bool:
    return True


def _nothing(_: Any) -> bool:
    return False


def _all(checks: Sequence[Check]) -> Check:
    checks = tuple(check for check in checks if check is not _anything)
    if not checks:
        return _anything
    if len(checks) == 1:
        return checks[0]
    if len(checks) == 2:
        one, two = checks
        return lambda value: one(value) and two(value)

    def every(value: Any) -> bool:
        for check in checks:  # noqa: SIM110 - `all` with a generator takes twice as long
            if not check(value):
                return False
        return True

    return every


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer())


_TYPES: dict[str, Check] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": _is_integer,
}


def _type(names: str | list[str]) -> Check:
    wanted = [names] if isinstance(names, str) else names
    unknown = [name for name in wanted if name not in _TYPES]
    if unknown:
        raise ValueError(f"the schema uses the type {unknown[0]!r}, which does not exist")
    if len(wanted) == 1:
        return _TYPES[wanted[0]]
    checks = [_TYPES[name] for name in wanted]
    return lambda value: any(check(value) for check in checks)


def _one_of(allowed: list[Any]) -> Check:
    if all(isinstance(value, str) for value in allowed):
        words = frozenset(allowed)
        return lambda value: isinstance(value, str) and value in words
    # Late: few schemas list anything but words.
    from policylint.reading.equality import equal

    return lambda value: any(equal(value, one) for one in allowed)


def _string(schema: dict[str, Any]) -> Check:
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    search = compile_pattern(schema["pattern"]).search if "pattern" in schema else None

    def check(value: Any) -> bool:
        if not isinstance(value, str):
            return True
        if len(value) < least or (most is not None and len(value) > most):
            return False
        return search is None or search(value) is not None

    return check


def _number(schema: dict[str, Any]) -> Check:
    least, most = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")

    def check(value: Any) -> bool:
        # Written so that NaN, which compares false, passes as it does in jsonschema.
        return not _is_number(value) or not (
            (least is not None and value < least)
            or (most is not None and value > most)
            or (above is not None and value <= above)
            or (below is not None and value >= below)
        )

    return check


def _unique(values: list[Any]) -> bool:
    if all(type(value) is str for value in values):
        return len(set(values)) == len(values)
    # Late: most lists are of words.
    from policylint.reading.equality import frozen

    return len(set(map(frozen, values))) == len(values)


def without_annotations(schema: Any) -> Any:
    """The same schema without the words that only editors and people read; accepts the same data."""
    return _without(schema, names=False)


def _without(node: Any, *, names: bool) -> Any:
    """names: the keys here are names of properties or definitions, not keywords."""
    if isinstance(node, list):
        return [_without(each, names=False) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {}
    for key, value in node.items():
        if not names and (key in _ANNOTATIONS - {"$defs"} or key.startswith("x-")):
            continue
        if not names and key in ("const", "enum", "required", "dependentRequired"):
            kept[key] = value
        else:
            kept[key] = _without(value, names=not names and key in _NAMED)
    return kept


_NAMED = frozenset({"properties", "patternProperties", "$defs"})

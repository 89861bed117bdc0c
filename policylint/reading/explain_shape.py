"""Why a document does not have the shape of a schema, in plain words and at the place; it knows no key's meaning.

`jsonschema` finds the faults, and all the words are ours: its own speak of instances and subschemas.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from policylint.errors import nearest
from policylint.reading import shape_words as words
from policylint.reading.candidates import known_keys, schemas_at
from policylint.reading.nodes import Document, opening
from policylint.reading.problems import Problem, pointer, shorten
from policylint.source import Span

MOST_PROBLEMS = 50

# Where the reader has told already why the text is not read as it looks, what follows from that is not told again.
_TOLD = frozenset(
    {
        "anchor-without-value",
        "control-character",
        "empty-key",
        "key-not-text",
        "merge-key",
        "unknown-alias",
        "yaml-braces-read-as-mapping",
        "yaml-byte-order-mark",
        "yaml-flow-comma",
        "yaml-no-break-space",
        "yaml-number-changed",
    }
)
# What a document that could not be read to its end may seem to lack and have all the same.
_OF_THE_MISSING = frozenset({"missing-key", "wrong-count"})

Path = tuple[str | int, ...]


def explain(schema: dict[str, Any], document: Document) -> tuple[Problem, ...]:
    """The problems of a document that a schema refuses, in the order of the text; at most MOST_PROBLEMS and one more.

    Empty when the schema accepts the document, and when all that it refuses follows from what `document.problems` tells.
    """
    # Late: jsonschema costs 80 ms, and only a document that was refused comes here.
    from policylint.reading.strict_schema import strict_validator

    explainer = _Explainer(schema, document)
    told: dict[tuple[str, Span, str], Problem] = {}
    for error in strict_validator()(schema).iter_errors(document.data):
        for problem in explainer.problems(error):
            told.setdefault((problem.check, problem.span, problem.message), problem)
    if not told and not strict_validator()(schema).is_valid(document.data):
        # No words for it is no reason to let it pass.
        where = document.span("")
        message = "the document does not have the form that it needs"
        told["", where, ""] = Problem("wrong-form", "error", message, where, remedy="look into the documentation")
    kept = [
        problem
        for problem in told.values()
        if (document.complete or problem.check not in _OF_THE_MISSING) and problem not in explainer.follows
    ]
    hidden = [problem for problem in document.problems if problem.check in _TOLD]
    kept = [problem for problem in kept if not any(_follows(problem, cause) for cause in hidden)]
    kept.sort(key=lambda problem: (problem.span, problem.check, problem.message))
    if len(kept) > MOST_PROBLEMS:
        more = len(kept) - MOST_PROBLEMS
        message = (
            f"{more} more {'fault' if more == 1 else 'faults'} of this kind {'is' if more == 1 else 'are'} in this file"
        )
        last = Problem(
            "more-problems", "note", message, kept[MOST_PROBLEMS].span, remedy="correct the first ones first"
        )
        kept = [*kept[:MOST_PROBLEMS], last]
    return tuple(kept)


def _follows(problem: Problem, cause: Problem) -> bool:
    """Whether a problem lies in the place or in the value of one that the reader has told."""
    if cause.path and f"{problem.path}/".startswith(f"{cause.path}/"):
        return True
    spans = (cause.span, *(span for span, _ in cause.related))
    return any(span.start < problem.span.end and problem.span.start < span.end for span in spans)


class _Explainer:
    """Errors of one document to problems."""

    def __init__(self, schema: dict[str, Any], document: Document) -> None:
        self.schema = schema
        self.document = document
        self.data = document.data
        # A key misspelt or misplaced is missing where it should stand: one fault, told once.
        self.meant: set[tuple[Path, str]] = set()
        self.lacking: dict[tuple[Path, str], Problem] = {}
        self.by_keyword: dict[str, Callable[[Any, Path], Iterator[Problem]]] = {
            "unknown key": self.unknown_key,
            "name of a key": self.key_name,
            "refused key": self.refused_key,
            "required": self.required,
            "dependentRequired": self.dependent_required,
            "type": self.wrong_type,
            "enum": self.unknown_value,
            "const": self.unknown_value,
            "anyOf": self.branches,
            "oneOf": self.branches,
            "not": self.together,
            "pattern": self.form,
            "minLength": self.length,
            "maxLength": self.length,
            "minItems": self.count,
            "maxItems": self.count,
            "items": self.too_many,
            "minProperties": self.count,
            "maxProperties": self.count,
            "uniqueItems": self.repeated,
            "minimum": self.size,
            "maximum": self.size,
            "exclusiveMinimum": self.size,
            "exclusiveMaximum": self.size,
        }

    @property
    def follows(self) -> list[Problem]:
        """The missing keys that are there, misspelt or misplaced."""
        return [problem for lack, problem in self.lacking.items() if lack in self.meant]

    def problems(self, error: Any) -> Iterator[Problem]:
        path: Path = tuple(error.absolute_path)
        yield from self.by_keyword.get(error.validator, self.refused)(error, path)

    # Places

    def key(self, path: Path) -> Span:
        """The key of a value; of a list's entry its first key or line."""
        where = pointer(*path)
        span = self.document.key_span(where)
        node = self.document.node(where)
        if span is None and node is not None:
            span = opening(node, self.document.source.text)
        return span or self.document.span(where)

    def value(self, path: Path) -> Span:
        """A scalar itself; of a collection the key, for nobody wants a page underlined."""
        node = self.document.node(pointer(*path))
        return self.document.span(pointer(*path)) if node is not None and node.kind == "scalar" else self.key(path)

    def told(self, check: str, message: str, span: Span, path: Path, remedy: str) -> Problem:
        return Problem(check, "error", message, span, pointer(*path), remedy)

    # Keys

    def unknown_key(self, error: Any, path: Path) -> Iterator[Problem]:
        key = str(path[-1])
        known = known_keys([error.schema]) or known_keys(schemas_at(self.schema, path[:-1]))
        near = nearest(key, known)
        outer = path[:-2] if len(path) > 2 and isinstance(path[-2], int) else path[:-1]
        if near is not None:
            message = f"unknown key “{shorten(key)}”: did you mean “{near}”?"
            remedy = f"write “{near}”"
            self.meant.add((path[:-1], near))
        else:
            message = f"unknown key “{shorten(key)}” in {words.place(self.data, path[:-1])}"
            remedy = self._known(known)
            for above in range(len(outer) - 1, -1, -1):
                if key in known_keys(schemas_at(self.schema, path[:above])):
                    remedy = f"“{key}” belongs to {words.place(self.data, path[:above])}: indent it less"
                    self.meant.add((path[:above], key))
                    break
        yield self.told("unknown-key", message, self.key(path), path, remedy)

    def _known(self, known: Sequence[str]) -> str:
        if not known:
            return "delete it"
        if len(known) > words.MOST_WORDS:
            return f"delete it; the keys here are {', '.join(known[: words.MOST_WORDS])} and {len(known) - words.MOST_WORDS} more"
        return f"delete it; the keys here are {', '.join(known)}"

    def key_name(self, error: Any, path: Path) -> Iterator[Problem]:
        key = str(path[-1])
        parts = [reason.schema for reason in error.context if isinstance(reason.schema, dict)]
        known = [one for part in parts for one in part.get("enum", ()) if isinstance(one, str)]
        near = nearest(key, known)
        wanted = next((part["x-expected"] for part in parts if "x-expected" in part), "")
        message = f"unknown key “{shorten(key)}”" + (f": did you mean “{near}”?" if near else "")
        if wanted and not near:
            message = f"expected {wanted} as a key, found “{shorten(key)}”"
        remedy = f"write “{near}”" if near else f"write {wanted}" if wanted else self._known(known)
        yield self.told("unknown-key", message, self.key(path), path, remedy)

    def refused_key(self, error: Any, path: Path) -> Iterator[Problem]:
        message = f"“{shorten(str(path[-1]))}” cannot stand in {words.place(self.data, path[:-1])}"
        yield self.told("wrong-combination", message, self.key(path), path, "delete it")

    def required(self, error: Any, path: Path) -> Iterator[Problem]:
        yield self.missing(error.validator_value, error, path, "")

    def dependent_required(self, error: Any, path: Path) -> Iterator[Problem]:
        key, missing = error.validator_value
        yield self.missing(missing, error, path, f", which “{key}” needs beside it")

    def missing(self, key: str, error: Any, path: Path, because: str) -> Problem:
        own = error.schema.get("properties", {}).get(key)
        parts = schemas_at(self.schema, (*path, key))
        if isinstance(own, dict):
            parts = [own, *parts]
        message = f"“{key}” is missing from {words.place(self.data, path)}{because}"
        problem = self.told("missing-key", message, self.key(path), path, words.what_to_add(key, parts))
        self.lacking[path, key] = problem
        return problem

    # Values

    def wrong_type(self, error: Any, path: Path) -> Iterator[Problem]:
        types = error.validator_value
        yield self.mistyped([types] if isinstance(types, str) else list(types), error.instance, error.schema, path)

    def mistyped(self, types: list[str], value: Any, schema: dict[str, Any], path: Path) -> Problem:
        where = words.place(self.data, path)
        wanted = schema.get("x-expected") or words.type_names(types)
        node = self.document.node(pointer(*path))
        raw = node.raw if node is not None else ""
        key = f"{path[-1]}: " if path and isinstance(path[-1], str) else "- " if path else ""
        if value is None:
            message = f"{where} has no value" if not path or isinstance(path[-1], str) else f"{where} is empty"
            return self.told("wrong-type", message, self.key(path), path, f"write {wanted}, or delete the line")
        message = f"expected {wanted} for {where}, found {words.found(value, raw)}"
        remedy = f"write {wanted}"
        scalar = isinstance(value, str | int | float)
        if "string" in types and scalar:
            remedy = f'put it in quotes: {key}"{raw}"'
        elif isinstance(value, str) and (glued := re.match(r"([A-Za-z][\w.-]*):(\S.*)", value)):
            remedy = f"put a space after the colon: {glued.group(1)}: {shorten(glued.group(2))}"
        elif "string" in types and node is not None and node.style in ("{", "["):
            written = " ".join(self.document.source.text[node.start : node.end].split())
            remedy = f'put it in quotes if it is text: {key}"{shorten(written)}"'
        elif "array" in types and scalar:
            remedy = f"write it as a list: {key}[{shorten(raw)}]"
        elif "array" in types:
            remedy = "start each entry of the list with “- ”"
        elif "object" in types:
            known = known_keys(schemas_at(self.schema, path))
            remedy = f"write keys with values below it: {', '.join(known[: words.MOST_WORDS])}" if known else remedy
        elif types in (["integer"], ["number"]) and isinstance(value, str) and re.fullmatch(r"[0-9.]+", value):
            remedy = "write it without quotes"
        return self.told("wrong-type", message, self.value(path), path, remedy)

    def unknown_value(self, error: Any, path: Path) -> Iterator[Problem]:
        allowed = [error.validator_value] if error.validator == "const" else list(error.validator_value)
        yield self.not_among(allowed, error.instance, error.schema, path)

    def not_among(self, allowed: list[Any], value: Any, schema: dict[str, Any], path: Path) -> Problem:
        where = words.place(self.data, path)
        known = [one for one in allowed if isinstance(one, str)]
        if known and value is None:
            return self.mistyped(
                ["string"], value, {"x-expected": schema.get("x-expected") or self._one_of(known)}, path
            )
        near = nearest(value, known) if isinstance(value, str) else None
        node = self.document.node(pointer(*path))
        written = f"“{shorten(value)}”" if isinstance(value, str) else words.found(value, node.raw if node else "")
        said = schema.get("x-expected")
        if near is not None:
            message = f"unknown value {written} for {where}: did you mean “{near}”?"
        elif said or len(allowed) == 1:
            message = f"expected {said or words.word(allowed[0])} for {where}, found {written}"
        else:
            message = f"unknown value {written} for {where}"
        options = [words.word(one) for one in allowed]
        remedy = (
            f"write {near}"
            if near is not None and len(options) > words.MOST_WORDS
            else f"write {self._one_of(options)}"
        )
        return self.told("unknown-value", message, self.value(path), path, remedy)

    def _one_of(self, options: list[str]) -> str:
        if len(options) == 1:
            return options[0]
        shown = options[: words.MOST_WORDS]
        rest = len(options) - len(shown)
        return f"one of: {', '.join(shown)}" + (f" and {rest} more" if rest else "")

    def form(self, error: Any, path: Path) -> Iterator[Problem]:
        where = words.place(self.data, path)
        part = error.schema
        wanted = part.get("x-expected") or next(
            (f"something like {words.word(one)}" for one in part.get("examples", ())), ""
        )
        shown = words.found(error.instance)
        message = f"expected {wanted} for {where}, found {shown}" if wanted else f"{where} cannot be {shown}"
        said = part.get("description")
        remedy = (
            f"write {wanted}"
            if wanted
            else str(said).rstrip(".")
            if said
            else "look into the documentation of this key"
        )
        yield self.told("wrong-form", message, self.value(path), path, remedy)

    def length(self, error: Any, path: Path) -> Iterator[Problem]:
        where = words.place(self.data, path)
        limit = error.validator_value
        if not error.instance.strip() and error.validator == "minLength":
            message, remedy = f"{where} is empty", "write the text, or delete the line"
        elif error.validator == "minLength":
            message = f"{where} has {_several(len(error.instance), 'character')}, and needs at least {limit}"
            remedy = "write it out"
        else:
            message = f"{where} has {_several(len(error.instance), 'character')}, and may have {limit} at most"
            remedy = "shorten it"
        yield self.told("wrong-length", message, self.value(path), path, remedy)

    def count(self, error: Any, path: Path) -> Iterator[Problem]:
        where = words.place(self.data, path)
        noun = "entry" if error.validator.endswith("Items") else "key"
        have, limit = len(error.instance), error.validator_value
        if error.validator.startswith("min"):
            message = (
                f"{where} is empty" if not have else f"{where} has {_several(have, noun)}, and needs at least {limit}"
            )
            remedy = f"add {_several(limit - have, noun)}" + ("" if have or not path else ", or delete the line")
        else:
            message = f"{where} has {_several(have, noun)}, and may have {limit} at most"
            remedy = f"delete {_several(have - limit, noun)}"
        yield self.told("wrong-count", message, self.key(path), path, remedy)

    def too_many(self, error: Any, path: Path) -> Iterator[Problem]:
        """`items: false` behind `prefixItems`."""
        have, limit = len(error.instance), len(error.schema.get("prefixItems", ()))
        message = f"{words.place(self.data, path)} has {_several(have, 'entry')}, and may have {limit} at most"
        yield self.told("wrong-count", message, self.key(path), path, f"delete {_several(have - limit, 'entry')}")

    def repeated(self, error: Any, path: Path) -> Iterator[Problem]:
        seen: list[Any] = []
        for number, value in enumerate(error.instance):
            first = next((at for at, one in enumerate(seen) if _same(one, value)), None)
            if first is not None:
                shown = f"“{shorten(value)}”" if isinstance(value, str) else f"the same as entry {first + 1}"
                where = (*path, number)
                message = f"{shown} stands twice in {words.place(self.data, path)}"
                yield self.told("repeated-entry", message, self.value(where), where, "delete one of the two")
            seen.append(value)

    def size(self, error: Any, path: Path) -> Iterator[Problem]:
        bound = {
            "minimum": "at least",
            "maximum": "at most",
            "exclusiveMinimum": "more than",
            "exclusiveMaximum": "less than",
        }[error.validator]
        where = words.place(self.data, path)
        message = f"expected {bound} {error.validator_value} for {where}, found {error.instance}"
        yield self.told(
            "wrong-number", message, self.value(path), path, f"write a number of {bound} {error.validator_value}"
        )

    # Combinations

    def branches(self, error: Any, path: Path) -> Iterator[Problem]:
        """anyOf and oneOf: tell of the branch that was meant, which is the one that fits the type of the value."""
        parts = error.validator_value
        keys = [tuple(part["required"]) for part in parts if isinstance(part, dict) and "required" in part]
        if len(keys) == len(parts):
            if isinstance(error.instance, dict):  # of anything else `type` tells
                yield from self.choice(error, path, keys)
            return
        if not error.context:  # oneOf, and several branches accept
            yield from self.refused(error, path)
            return
        sorted_out: dict[int, list[Any]] = {}
        for reason in error.context:
            sorted_out.setdefault(int(reason.relative_schema_path[0]), []).append(reason)
        fitting = [reasons for reasons in sorted_out.values() if not any(map(_about_type, reasons))]
        direct = [reason for reasons in fitting for reason in reasons]
        if not fitting:
            types: dict[str, None] = {}
            for reasons in sorted_out.values():
                for reason in filter(_about_type, reasons):
                    wanted = reason.validator_value if reason.validator == "type" else "string"
                    types.update(dict.fromkeys([wanted] if isinstance(wanted, str) else wanted))
            problem = self.mistyped(list(types), error.instance, error.schema, path)
            allowed = _words_of(reason for reasons in sorted_out.values() for reason in reasons)
            yield problem._replace(remedy=f"write {self._one_of(allowed)}") if allowed else problem
        elif len(fitting) > 1 and all(one.validator in ("enum", "const") and not one.relative_path for one in direct):
            allowed = _words_of(direct)
            yield self.not_among(allowed, error.instance, error.schema, path)
        elif "x-expected" in error.schema and not any(one.relative_path for one in direct):
            yield from self.refused(error, path)
        else:
            for reason in min(fitting, key=len):
                yield from self.problems(reason)

    def choice(self, error: Any, path: Path, keys: list[tuple[str, ...]]) -> Iterator[Problem]:
        """Branches that only ask for keys: one of them is missing, or too many are there."""
        there = [group for group in keys if all(key in error.instance for key in group)]
        names = list(dict.fromkeys(key for group in keys for key in group))
        where = words.place(self.data, path)
        said = error.schema.get("x-expected", "")
        if not there:
            message = f"{where} has none of the keys {', '.join(names)}"
            yield self.told("missing-key", message, self.key(path), path, f"add {said or 'one of them'}")
            return
        present = list(dict.fromkeys(key for group in there for key in group))
        last = max(present, key=lambda key: self.key((*path, key)))
        message = f"{words.listed(present)} stand together in {where}, and only one of them may"
        yield self.told("wrong-combination", message, self.key((*path, last)), path, f"keep {said or 'one of them'}")

    def together(self, error: Any, path: Path) -> Iterator[Problem]:
        part = error.validator_value
        keys = part.get("required", []) if isinstance(part, dict) else []
        if keys and len(part) == 1:
            if not isinstance(error.instance, dict):  # of anything else `type` tells
                return
            last = max(keys, key=lambda key: self.key((*path, key)))
            where = words.place(self.data, path)
            message = (
                f"{words.listed(keys)} cannot stand together in {where}"
                if len(keys) > 1
                else f"“{last}” cannot stand here"
            )
            remedy = "delete one of them" if len(keys) > 1 else "delete it"
            yield self.told("wrong-combination", message, self.key((*path, last)), path, remedy)
            return
        yield from self.refused(error, path)

    def refused(self, error: Any, path: Path) -> Iterator[Problem]:
        """What has no words of its own: a part of the schema that refuses everything, or a form that only its note says."""
        where = words.place(self.data, path)
        said = error.schema.get("x-expected") if isinstance(error.schema, dict) else None
        if said:
            node = self.document.node(pointer(*path))
            message = f"expected {said} for {where}, found {words.found(error.instance, node.raw if node else '')}"
            yield self.told("wrong-form", message, self.value(path), path, f"write {said}")
        else:
            message = f"{where} does not have the form that it needs"
            yield self.told("wrong-form", message, self.value(path), path, "look into the documentation of this key")


def _about_type(reason: Any) -> bool:
    """Whether an error says that a value is of another type, in the words of `type` or of a list of words."""
    if reason.relative_path:
        return False
    if reason.validator == "type":
        return True
    allowed = [reason.validator_value] if reason.validator == "const" else reason.validator_value
    return reason.validator in ("enum", "const") and not isinstance(
        reason.instance, tuple({type(one) for one in allowed})
    )


def _words_of(reasons: Iterable[Any]) -> list[Any]:
    """The values that errors of `const` and `enum` about the value itself would have allowed."""
    allowed: list[Any] = []
    for reason in reasons:
        if not reason.relative_path and reason.validator in ("const", "enum"):
            allowed += [reason.validator_value] if reason.validator == "const" else reason.validator_value
    return allowed


def _same(one: Any, two: Any) -> bool:
    return type(one) is type(two) and bool(one == two)


def _several(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun == "entry" else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"

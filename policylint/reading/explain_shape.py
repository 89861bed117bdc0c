"""Why a document does not have the shape of a schema, in plain words and at the place; it knows no key's meaning.

`jsonschema` finds the faults, and all the words are ours: its own speak of instances and subschemas.
"""

from collections.abc import Callable, Iterator
from itertools import chain, islice

from policylint.reading import explain_branches as branches
from policylint.reading import explain_keys as keys
from policylint.reading import explain_values as values
from policylint.reading.nodes import Document
from policylint.reading.problems import Problem
from policylint.reading.telling import Path, Telling
from policylint.source import Span
from policylint.typed import Any

MOST_PROBLEMS = 50
# A hostile file has hundreds of thousands; who reads has seen enough long before.
MOST_LOOKED_AT = 300

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
# What says nothing new of a value whose type is wrong.
_OF_A_VALUE = frozenset({"unknown-value", "wrong-form", "wrong-length", "wrong-number"})

_BY_KEYWORD: dict[str, Callable[[Telling, Any, Path], Iterator[Problem]]] = {
    "unknown key": keys.unknown_key,
    "name of a key": keys.key_name,
    "refused key": keys.refused_key,
    "required": keys.required,
    "dependentRequired": keys.dependent_required,
    "type": values.wrong_type,
    "enum": values.unknown_value,
    "const": values.unknown_value,
    "anyOf": branches.branches,
    "oneOf": branches.branches,
    "not": branches.together,
    "pattern": values.form,
    "minLength": values.length,
    "maxLength": values.length,
    "minItems": values.count,
    "maxItems": values.count,
    "items": values.too_many,
    "minProperties": values.count,
    "maxProperties": values.count,
    "uniqueItems": values.repeated,
    "minimum": values.size,
    "maximum": values.size,
    "exclusiveMinimum": values.size,
    "exclusiveMaximum": values.size,
}


def explain(schema: dict[str, Any], document: Document) -> tuple[Problem, ...]:
    """The problems of a document that a schema refuses, in the order of the text; at most MOST_PROBLEMS and one more.

    Empty when the schema accepts the document, and when all that it refuses follows from `document.problems`.
    """
    # Late: jsonschema costs 80 ms, and only a document that was refused comes here.
    from policylint.reading.strict_schema import strict_validator

    telling = Telling(schema, document, _problems)
    told: dict[tuple[str, Span, str], Problem] = {}
    every = chain.from_iterable(map(telling.problems, strict_validator()(schema).iter_errors(document.data)))
    for problem in islice(every, 2 * MOST_LOOKED_AT):
        told.setdefault((problem.check, problem.span, problem.message), problem)
        if len(told) == MOST_LOOKED_AT:
            break
    if not told and not strict_validator()(schema).is_valid(document.data):
        # No words for it is no reason to let it pass.
        where = document.span("")
        message = "the document does not have the form that it needs"
        told["", where, ""] = Problem("wrong-form", "error", message, where, remedy="look into the documentation")
    elsewhere = telling.told_elsewhere()
    kept = [
        problem
        for problem in told.values()
        if (document.complete or problem.check not in _OF_THE_MISSING) and problem not in elsewhere
    ]
    mistyped = {problem.path for problem in kept if problem.check == "wrong-type"}
    kept = [problem for problem in kept if problem.check not in _OF_A_VALUE or problem.path not in mistyped]
    hidden = [problem for problem in document.problems if problem.check in _TOLD]
    kept = [problem for problem in kept if not any(_follows(problem, cause) for cause in hidden)]
    kept.sort(key=lambda problem: (problem.span, problem.check, problem.message))
    if len(kept) > MOST_PROBLEMS:
        more = len(kept) - MOST_PROBLEMS
        at_least = "at least " if len(told) == MOST_LOOKED_AT else ""
        message = f"the file has {at_least}{more} more {'fault' if more == 1 else 'faults'} of this kind"
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


def _problems(telling: Telling, error: Any) -> Iterator[Problem]:
    return _BY_KEYWORD.get(error.validator, branches.refused)(telling, error, tuple(error.absolute_path))

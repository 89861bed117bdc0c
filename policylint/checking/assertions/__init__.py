"""The assertion kinds: a small closed set of questions that check files ask with their own options.

A kind is a function from context, question and options to faults; what it may be asked is in docs/check-format.md.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from policylint.checking.analyses import ANALYSES
from policylint.checking.assertions import covered, documents, duties, verdict, words
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.typed import Any

Kind = Callable[[Context, Question, Mapping[str, Any]], Iterable[Fault]]

KINDS: Mapping[str, Kind] = {
    "covered": covered.check,
    "elsewhere": covered.elsewhere,
    "verdict": verdict.check,
    "only": verdict.only,
    "grounds": verdict.grounds,
    "distinguished": verdict.distinguished,
    "duty": duties.check,
    "statement": duties.statement,
    "register": documents.register,
    "field": documents.field,
    "text": words.check,
}


def check(context: Context, question: Question, assertion: Mapping[str, Any]) -> Iterable[Fault]:
    """The faults of one assertion: {kind: options}, {any: […]}, {all: […]} or {builtin: name}."""
    kind, options = next(iter(assertion.items()))
    if kind == "any":
        return _any(context, question, options)
    if kind == "all":
        return (fault for each in options for fault in check(context, question, each))
    if kind == "builtin":
        return ANALYSES[options](context, question)
    return KINDS[kind](context, question, options)


def _any(context: Context, question: Question, options: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """One of several ways suffices; when none does, the way that comes closest is shown."""
    best: list[Fault] | None = None
    nearest = 0
    for each in options:
        faults = list(check(context, question, each))
        if not faults:
            return
        # Only coverage comes closer by degrees; what a clause says to the contrary is not to be hidden by a corner.
        near = _nearness(faults) if "covered" in each or "elsewhere" in each else 0
        if best is None or near > nearest:
            best, nearest = faults, near
    yield from best or ()


# The grade that comes closer to what was asked; faults without a grade stand where nothing is settled.
NEAR = {"": 0, "silent": 0, "advised": 1, "excluded": 1, "delegated": 2, "partial": 3, "general": 4}


def _nearness(faults: list[Fault]) -> int:
    return min(NEAR.get(fault.grade, 0) for fault in faults)

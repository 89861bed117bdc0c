"""Which clauses meet a check, and how: what an auditor is shown beside "met". Knows no lines and no output."""

from collections.abc import Iterator, Mapping

from policylint.checking.context import Context
from policylint.review.evidence import Spot, deciders, evidence, first_holding
from policylint.space.boxes import meet, subtract_all
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import Any, NamedTuple

MOST = 1_000
BUDGET = 2_000
HOW = {
    "verdict": "decides it",
    "only": "decides it",
    "grounds": "decides it",
    "distinguished": "tells it apart",
    "duty": "demands it",
    "statement": "states it",
    "register": "lists it",
    "field": "is written there",
    "text": "says it",
}
BARRING = ("forbidden", "conditional", "excluded", "conflict")


class Met(NamedTuple):
    """One place that meets a check. how: what it does, in words."""

    spot: Spot
    how: str


def met(context: Context, assertion: Mapping[str, Any]) -> tuple[Met, ...]:
    """The places by which an assertion that holds does so, in the order of the document; none where nothing is."""
    first: dict[Spot, str] = {}
    for each in _met(context, assertion):
        first.setdefault(each.spot, each.how)
    return tuple(Met(spot, how) for spot, how in first.items())


def _met(context: Context, assertion: Mapping[str, Any]) -> Iterator[Met]:
    (kind, options), *_ = assertion.items()
    if kind == "any":
        first = first_holding(context, options)
        if first is not None:
            yield from _met(context, first)
    elif kind == "all":
        for each in options:
            yield from _met(context, each)
    elif kind == "covered":
        yield from _covered(context, options)
    elif kind == "verdict" and "never" in options:
        verdicts = [each for each in BARRING if each not in {name.partition(":")[0] for name in options["never"]}]
        for spot in deciders(context, [context.box(options["within"]).bits], verdicts):
            yield Met(spot, "rules it out or sets conditions")
    else:
        for spot in evidence(context, {kind: options}, MOST):
            yield Met(spot, HOW.get(kind, ""))


def _covered(context: Context, options: Mapping[str, Any]) -> Iterator[Met]:
    """The clauses that settle an everyday case and name what is asked about; else those that merely settle one."""
    decision = context.decision
    asked = context.dimensions(options.get("naming", ()))
    cases = context.vocabulary.cases(context.box(options["within"]))
    rules = [*decision.void, *decision.gaps, *(context.box(each).bits for each in options.get("except", ()))]
    rules += decision.excluded()
    by_clause = options.get("by") == "clause"
    general: list[Spot] = []
    explicit: list[Spot] = []
    for voice in (*decision.voices, *decision.reached_voices):
        if voice.piece.effect not in ("permit", "forbid"):
            continue
        spot = Spot(voice.piece.policy.id, voice.piece.clause.id, voice.piece.clause.path)
        for found, boxes in ((explicit, voice.naming(context.space, asked, by_clause)), (general, voice.boxes)):
            inside = meet(context.space, boxes, cases)
            if inside and voice.limits:
                inside = subtract_all(context.space, inside, voice.limits)
            piece = first_uncovered(context.space, inside, rules, Budget(BUDGET * context.effort)) if inside else None
            if piece is not None and piece.resolved:
                found.append(spot)
                break
    for spot in explicit:
        yield Met(spot, "settles it by name")
    for spot in general if not explicit else ():
        yield Met(spot, "settles it")

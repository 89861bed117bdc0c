"""Which clauses make an assertion hold: what a reviewer is shown for a yes. Knows no checks and no lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policylint.checking import assertions
from policylint.checking.assertions.bounds import shortfalls
from policylint.checking.assertions.duties import owed
from policylint.checking.assertions.words import phrase_pattern
from policylint.checking.context import Context, Question
from policylint.policy.coverage import coverage, deciding
from policylint.policy.verdicts import ALLOWED, instances
from policylint.typed import Any, NamedTuple

SHOWN = 3
VERDICTS = ("conflict", "forbidden", "conditional", "permitted", "excluded", "delegated", "advised")
SILENT = Question("evidence", "evidence")


class Spot(NamedTuple):
    """A place that shows something. policy, clause: ids; no clause: it stands elsewhere. path: in that policy."""

    policy: str
    clause: str
    path: str


def evidence(context: Context, assertion: Mapping[str, Any], most: int = SHOWN) -> tuple[Spot, ...]:
    """The clauses, fields or entries that make an assertion hold, at most so many, in the order of the document.

    Nothing where it holds because nothing is there, and for analyses of the whole document (`builtin`).
    """
    return first(_spots(context, assertion), most)


def first(spots: Iterable[Spot], most: int = SHOWN) -> tuple[Spot, ...]:
    """The first different ones, at most so many; what lies beyond is not looked for."""
    found: dict[Spot, None] = {}
    for spot in spots:
        found[spot] = None
        if len(found) == most:
            break
    return tuple(found)


def first_holding(context: Context, ways: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Of several assertions of which one suffices, the first that holds."""
    return next((each for each in ways if not any(True for _ in assertions.check(context, SILENT, each))), None)


def _spots(context: Context, assertion: Mapping[str, Any]) -> Iterator[Spot]:
    (kind, options), *_ = assertion.items()
    if kind == "any":
        first = first_holding(context, options)
        if first is not None:
            yield from _spots(context, first)
    elif kind == "all":
        for each in options:
            yield from _spots(context, each)
    elif kind in _FINDERS:
        yield from _FINDERS[kind](context, options)


def _covered(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    result = coverage(context.decision, context.box(options["within"]), context.dimensions(options["naming"]))
    if result.witness:
        for voice in deciding(context.decision, result.witness):
            yield Spot(voice.piece.policy.id, voice.piece.clause.id, voice.piece.clause.path)


def _verdict(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    if "always" in options:
        verdicts = tuple(dict.fromkeys(verdict.partition(":")[0] for verdict in options["always"]))
        yield from deciders(context, context.vocabulary.cases(context.box(options["within"])), verdicts)


def _only(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    yield from deciders(context, [context.box(options["within"]).bits], ALLOWED, granted=True)


def deciders(
    context: Context, boxes: Sequence[int], verdicts: Sequence[str] = VERDICTS, *, granted: bool = False
) -> Iterator[Spot]:
    """The clauses, exclusions and reliances that give one of the verdicts somewhere in some boxes.

    granted: what is allowed only because a prohibition has an exception does not count.
    """
    for instance in instances(context.decision, boxes, verdicts, granted=granted, effort=context.effort):
        claim = instance.claim
        if claim is not None and claim.voice is not None:
            yield Spot(claim.voice.piece.policy.id, claim.voice.piece.clause.id, claim.voice.piece.clause.path)
        elif claim is not None and claim.path:
            yield Spot(context.policy.id, "", claim.path)


def _distinguished(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    naming = context.dimensions(options["naming"])
    for written in options["boxes"]:
        box = context.box(written)
        for voice in context.decision.voices:
            if voice.piece.box.named & naming and any(context.space.is_box(each & box.bits) for each in voice.boxes):
                yield Spot(voice.piece.policy.id, voice.piece.clause.id, voice.piece.clause.path)
                break


def _duty(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    kinds = [options["kind"]] if isinstance(options["kind"], str) else options["kind"]
    events = options.get("upon", options.get("upon-any", ()))
    wanted = {events} if isinstance(events, str) else set(events)
    for each in owed(context):
        if each.kind not in kinds or (each.recommended and not options.get("recommended")):
            continue
        short = any(True for _ in shortfalls(each.fields, options.get("fields", {})))
        if not short and (not wanted or wanted & set(each.upon)):
            yield Spot(each.policy.id, each.clause, each.clause_path or each.path)


def _statement(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    kinds = [options["kind"]] if isinstance(options["kind"], str) else options["kind"]
    for clause in context.policy.clauses:
        if clause.statement in kinds:
            yield Spot(context.policy.id, clause.id, clause.path)


def _register(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    if options["of"] in context.data:
        yield Spot(context.policy.id, "", f"/{options['of']}")


def _text(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    if "requires" in options:
        pattern = phrase_pattern(options["requires"])
        for clause in context.policy.clauses:
            if pattern.search(clause.text):
                yield Spot(context.policy.id, clause.id, clause.path)


def _field(context: Context, options: Mapping[str, Any]) -> Iterator[Spot]:
    yield Spot(context.policy.id, "", options["at"])


_FINDERS = {
    "covered": _covered,
    "verdict": _verdict,
    "grounds": _only,
    "only": _only,
    "distinguished": _distinguished,
    "duty": _duty,
    "statement": _statement,
    "register": _register,
    "field": _field,
    "text": _text,
}

"""Whether a change of one clause changes anything at all: a verdict, a duty or a condition in any situation. Knows two
decisions over one vocabulary."""

from collections.abc import Iterable, Mapping

from policylint.policy.decide import Decision
from policylint.policy.model import Clause, Condition
from policylint.policy.voices import Voice
from policylint.review.change import Change
from policylint.space.boxes import meet
from policylint.space.regions import regions
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import Any

REGIONS_BUDGET = 4_000
DUTIES_BUDGET = 2_000


def same(before: Decision, after: Decision, change: Change, effort: int = 1) -> bool:
    """Whether it is proven that no verdict, duty, advice or condition differs anywhere.

    after: of the changed policy, or of its clauses near the change.
    """
    if _words(change.old) != _words(change.new):
        return False
    if not _same_duties(before, after, change, effort):
        return False
    return change.only_duties or all(_same_verdicts(before, after, box, effort) for box in change.boxes)


def _words(clause: Clause | None) -> tuple[Any, ...]:
    """What a clause says beside its boxes that no verdict shows."""
    if clause is None or clause.effect == "state":
        return ()
    return tuple(
        (duty.kind, duty.upon, repr(sorted(duty.fields.items(), key=str))) for duty in clause.duties if duty.upon
    )


# ---- verdicts


def _same_verdicts(before: Decision, after: Decision, ask: int, effort: int) -> bool:
    space = before.space
    names: list[tuple[str, ...]] = []
    classes: list[list[int]] = [[box for box in before.void if space.is_box(box & ask)]]
    starts = []
    for decision in (before, after):
        layers = [layer for layer in decision.layers if layer.verdict != "impossible"]
        starts.append(len(classes))
        names.append(tuple(layer.verdict for layer in layers))
        classes += [[box for box in layer.boxes if space.is_box(box & ask)] for layer in layers]

    def can_be(sure: int, maybe: int, side: int) -> set[str]:
        found = set()
        for number, name in enumerate(names[side]):
            flag = 1 << starts[side] + number
            if maybe & flag:
                found.add(name)
            if sure & flag:
                return found
        return {*found, "silent"}

    def differ(sure: int, maybe: int) -> bool:
        if sure & 1:
            return False
        one, other = can_be(sure, maybe, 0), can_be(sure, maybe, 1)
        return len(one) > 1 or one != other

    budget = Budget(REGIONS_BUDGET * effort)
    for region in regions(space, ask, classes, budget, differ):
        if not region.resolved or differ(region.classes, region.classes):
            return False
    return not budget.exhausted


# ---- duties, advice and conditions


def _same_duties(before: Decision, after: Decision, change: Change, effort: int) -> bool:
    space = before.space
    owed, owing = _owed(before, change), _owed(after, change)
    for key in sorted({*owed, *owing}):
        one, other = owed.get(key, []), owing.get(key, [])
        for boxes, covering in ((one, other), (other, one)):
            rules = [*before.void, *covering]
            for box in boxes:
                if first_uncovered(space, box, rules, Budget(DUTIES_BUDGET * effort)) is not None:
                    return False
    return True


def _owed(decision: Decision, change: Change) -> dict[str, list[int]]:
    """By what is owed, advised or asked for, the boxes in which it is, as far as the change can be seen there.

    Where the clause silences no other, no duty but its own can differ.
    """
    found: dict[str, list[int]] = {}
    for voice in (*decision.voices, *decision.reached_voices):
        own = voice.piece.clause.number == change.mutant.clause and voice.piece.policy.id == change.policy.id
        if not own and (change.only_duties or (voice.piece.effect == "duty" and not change.overrides)):
            continue
        boxes = meet(decision.space, voice.boxes, change.boxes)
        if not boxes:
            continue
        for key, where in _of_voice(voice, boxes, decision):
            found.setdefault(key, []).extend(where)
    return found


def _of_voice(voice: Voice, boxes: list[int], decision: Decision) -> Iterable[tuple[str, list[int]]]:
    clause = voice.piece.clause
    if voice.piece.effect == "duty":
        for duty in clause.duties:
            fields = repr(sorted(duty.fields.items(), key=str))
            key = f"{clause.effect} {duty.kind} {duty.upon} {duty.even_if_forbidden} {fields}"
            yield key, meet(decision.space, boxes, [box.bits for box in duty.when]) if duty.when else boxes
    elif voice.piece.effect == "advice":
        yield clause.effect, boxes
    elif not voice.piece.derived:
        for entry in (*([clause.test] if clause.test else ()), *clause.provided, *clause.unless):
            yield from _of_entry(clause.effect, entry, boxes)


def _of_entry(effect: str, entry: Condition, boxes: list[int]) -> Iterable[tuple[str, list[int]]]:
    where = [box for each in boxes for box in entry.where(each)]
    yield f"{effect} {entry.kind} {_plain(entry.value)}", [box for box in where if box]
    for inner in entry.provided:
        yield from _of_entry(effect, inner, where)


def _plain(value: Any) -> str:
    return repr(sorted(value.items(), key=str)) if isinstance(value, Mapping) else repr(value)

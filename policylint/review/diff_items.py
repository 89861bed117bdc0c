"""What a policy attaches to situations besides a verdict: conditions, duties, advice. Knows voices, compares nothing.

Two of them are the same when they say the same, whichever clause they come from: moving an approval into another clause
changes nothing.
"""

import json
from collections.abc import Hashable, Iterator

from policylint.policy.model import Condition, Duty
from policylint.policy.pieces import Piece
from policylint.policy.voices import Voice
from policylint.space.boxes import Space, meet
from policylint.typed import Any, NamedTuple

CONDITION, DUTY, ADVICE = "condition", "duty", "advice"
APART = ("upon", "when", "even-if-forbidden")
"""Fields of a duty that the model keeps apart from the others."""


class Item(NamedTuple):
    """One thing attached. sort: CONDITION, DUTY or ADVICE. kind: of the condition or duty, or the effect of the advice.

    says: everything else by which two of a kind differ, in a form that can be compared. even: a duty that holds even if
    forbidden.
    """

    sort: str
    kind: str
    says: Hashable
    even: bool = False


class Held(NamedTuple):
    """An item where a voice brings it about. verdict: the one that goes with it, empty for duties.

    written: what the item was made of; None for advice.
    """

    item: Item
    verdict: str
    boxes: list[int]
    voice: Voice
    written: Condition | Duty | None


def frozen(value: Any) -> Hashable:
    """Data as a value that can be compared and hashed; the order of keys does not count."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=repr)


def condition_item(entry: Condition, how: str) -> Item:
    """The item of an entry. how: `provided`, `unless` or `if`."""
    return Item(CONDITION, entry.kind, (how, entry.gate, frozen(entry.value)))


def duty_item(duty: Duty) -> Item:
    fields = {key: value for key, value in duty.fields.items() if key not in APART}
    return Item(
        DUTY,
        duty.kind,
        (frozen(fields), tuple(sorted(duty.upon)), duty.recommended, duty.even_if_forbidden),
        duty.even_if_forbidden,
    )


def attached(piece: Piece) -> tuple[Hashable, ...]:
    """Everything that a piece attaches, with where it does, for comparing two pieces."""
    clause = piece.clause
    entries = [*(("provided", each) for each in clause.provided), *(("unless", each) for each in clause.unless)]
    entries += [("if", clause.test)] if clause.test else []
    conditions = [_shape(each, how) for how, each in entries]
    duties = [(duty_item(each), tuple(box.bits for box in each.when)) for each in clause.duties]
    return (clause.effect, *sorted(map(repr, conditions)), *sorted(map(repr, duties)))


def _shape(entry: Condition, how: str) -> Hashable:
    inner = sorted(repr(_shape(each, how)) for each in entry.provided)
    return condition_item(entry, how), tuple(box.bits for box in entry.when), tuple(inner)


def held(space: Space, voice: Voice) -> Iterator[Held]:
    """What a voice attaches where it speaks."""
    piece, clause = voice.piece, voice.piece.clause
    if piece.effect == "duty":
        for duty in clause.duties:
            boxes = meet(space, voice.boxes, [box.bits for box in duty.when]) if duty.when else voice.boxes
            yield Held(duty_item(duty), "", boxes, voice, duty)
    elif piece.effect == "advice":
        if piece.box.named:
            yield Held(Item(ADVICE, clause.effect, ()), "advised", voice.boxes, voice, None)
    elif not piece.derived:
        entries = clause.provided if piece.effect == "permit" else clause.unless
        how = "provided" if piece.effect == "permit" else "unless"
        for verdict, where in (
            ("conditional", [*voice.gated, *voice.open]),
            ("permitted", [*voice.free, *voice.lifted]),
        ):
            for entry in entries:
                yield from _conditions(space, voice, entry, how, verdict, where)
            if clause.test:
                yield from _conditions(space, voice, clause.test, "if", verdict, where)


def _conditions(
    space: Space, voice: Voice, entry: Condition, how: str, verdict: str, within: list[int]
) -> Iterator[Held]:
    boxes = meet(space, within, [box.bits for box in entry.when]) if entry.when else within
    if not boxes:
        return
    if entry.kind:
        yield Held(condition_item(entry, how), verdict, boxes, voice, entry)
    for inner in entry.provided:
        yield from _conditions(space, voice, inner, how, verdict, boxes)

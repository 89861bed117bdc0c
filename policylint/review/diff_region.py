"""Where an edit can make a difference at all: boxes outside which nothing changed. Knows pieces, decides nothing.

What is said of a situation depends only on the pieces, exclusions and reliances that hold there, on what they are like
(their effect, which dimensions they name, what they override) and on whether the situation is possible. So only where
one of these holds in one edition and has no equal in the other can anything change.
"""

from collections.abc import Hashable, Iterable, Sequence

from policylint.policy.decide import Decision
from policylint.policy.document import Own
from policylint.policy.pieces import Piece
from policylint.review.diff_sides import Pair
from policylint.space.boxes import Space, absorb, subtract_all

MOST_PRODUCTS = 400
"""So many pairs of boxes are subtracted from each other; of more, all the boxes count as changed."""

Holding = dict[Hashable, list[int]]
"""For each thing that can hold, the boxes in which it does."""


class Region:
    """verdicts: where verdicts, duties and conditions may have changed. names: where grades may have, too."""

    __slots__ = ("names", "verdicts")

    def __init__(self, pair: Pair) -> None:
        space = pair.new.decision.space
        old, new = pair.old.decision, pair.new.decision
        holding = [_holding(decision, _reachable(decision)) for decision in (old, new)]
        self.verdicts = absorb(space, _changed(space, *holding))
        naming = [_naming(decision, _reachable(decision)) for decision in (old, new)]
        self.names = absorb(space, [*self.verdicts, *_changed(space, *naming)])


def _reachable(decision: Decision) -> dict[str, Own]:
    """What each document says that this one may hand situations on to, itself first; by id, its own as ''."""
    found: dict[str, Own] = {}
    owns: dict[str, Own] = {}
    work = [decision.policy]
    while work:
        policy = work.pop()
        key = "" if policy is decision.policy else policy.id
        if key in found:
            continue
        found[key] = owns[key] = Own(decision.policies, policy)
        if not policy.retired:
            others = (decision.policies.get(each.policy) for each in policy.reliances if each.hands_on and each.policy)
            work.extend(other for other in others if other is not None)
    return found


def _holding(decision: Decision, documents: dict[str, Own]) -> Holding:
    holding: Holding = {}

    def add(key: Hashable, boxes: Iterable[int]) -> None:
        holding.setdefault(key, []).extend(boxes)

    add("impossible", decision.void)
    for name, own in documents.items():
        policy = own.policy
        for piece in own.pieces:
            like = (name, policy.id, *_like(piece))
            for how in ("hard", "open", "lifted", "gated", "free"):
                add((*like, how), getattr(piece, how))
            add((*like, "boxes"), piece.boxes)
            if own.excluded and piece.effect in ("permit", "forbid"):
                # The scope is held against the box as it is written, and where it is hard there.
                data = piece.clause.data
                written = (repr(data.get("unless")), "if" in data, repr(policy.data.get("exceptions-named")))
                own_boxes = [box.bits for box in piece.clause.boxes] if piece.derived else []
                barred = (*(box.bits for box in piece.clause.excepts), *own_boxes)
                add((*like, "written", written, barred), [piece.box.bits])
        if not policy.retired:
            for exclusion in policy.excludes:
                add((name, "excluded", exclusion.box.named), [exclusion.box.bits])
            for reliance in policy.reliances:
                if reliance.hands_on:
                    target = decision.policies.get(reliance.policy) if reliance.policy else None
                    to = "" if target is None or target.retired else target.id
                    add((name, "handed", to, reliance.answers), [box.bits for box in reliance.boxes])
    return holding


def _naming(decision: Decision, documents: dict[str, Own]) -> Holding:
    holding: Holding = {}
    for name, own in documents.items():
        for piece in own.pieces:
            if piece.effect in ("permit", "forbid") and piece.clause.confirmed:
                for part in piece.parts:
                    key = (name, *_like(piece), part.names, piece.unless_names)
                    holding.setdefault(key, []).extend(part.boxes)
    del decision
    return holding


def _like(piece: Piece) -> tuple[Hashable, ...]:
    """What a piece is like wherever it holds."""
    box, clause = piece.box, piece.clause
    overrides = tuple(sorted(clause.overrides))
    return (clause.id, piece.effect, piece.derived, box.named, box.limited, box.listed, overrides)


def _changed(space: Space, old: Holding, new: Holding) -> list[int]:
    found: list[int] = []
    for key in dict.fromkeys((*old, *new)):
        before = list(dict.fromkeys(old.get(key, ())))
        after = list(dict.fromkeys(new.get(key, ())))
        if before != after:
            same = set(before) & set(after)
            found += minus(space, [box for box in before if box not in same], after)
            found += minus(space, [box for box in after if box not in same], before)
    return found


def minus(space: Space, boxes: Sequence[int], others: Sequence[int]) -> list[int]:
    """Boxes that hold everything of some that is not in others, exactly that unless they are too many."""
    if len(boxes) * len(others) > MOST_PRODUCTS:
        return list(boxes)
    return subtract_all(space, boxes, others)

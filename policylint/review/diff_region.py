"""Where an edit can make a difference at all: boxes outside which nothing changed. Knows pieces, decides nothing.

What is said of a situation depends only on the pieces, exclusions and reliances that hold there, on what they are like
(their effect, which dimensions they name, what they override) and on whether the situation is possible. So only where
one of these holds in one edition and has no equal in the other can anything change.
"""

from collections.abc import Hashable, Iterable, Sequence
from functools import reduce
from operator import or_

from policylint.policy.model import Policy, PolicySet
from policylint.policy.pieces import Piece, pieces_of
from policylint.review.diff_items import attached
from policylint.review.diff_sides import Pair
from policylint.space.boxes import Space, absorb, meet, subtract_all

MOST_SUBTRACTED = 8
"""So many boxes are taken from those of the other edition; if there are more, the whole boxes count as changed."""
MOST_BOXES = 24
"""A region of more boxes is made coarser, because each box is looked at by itself."""
MOST_JOINED = 200
"""A region of more boxes than this becomes a single one."""

Holding = dict[Hashable, list[int]]
"""For each thing that can hold, the boxes in which it does."""


def region(both: Pair) -> list[int]:
    """Boxes outside which the two editions say the same: the same verdicts, conditions, duties, and as expressly."""
    space = both.space
    found = absorb(space, _changed(space, _holding(both.olds, both.old), _holding(both.news, both.new)))
    return _fewer(space, found)


def _fewer(space: Space, boxes: list[int]) -> list[int]:
    """Not too many boxes around all of these, joined where that adds least."""
    around = reduce(or_, boxes, 0)
    # Boxes that overlap so much are sooner looked at together.
    if len(boxes) > MOST_JOINED or sum(map(space.size, boxes)) > space.size(around):
        return [around] if boxes else []
    while len(boxes) > MOST_BOXES:
        smallest = min(boxes, key=space.size)
        boxes.remove(smallest)
        other = min(boxes, key=lambda box: space.size(box | smallest) - space.size(box))
        boxes = absorb(space, [smallest | other, *boxes])
    return boxes


def _reachable(policies: PolicySet, policy: Policy) -> dict[str, Policy]:
    """Each document that a policy may hand situations on to by its id, and the policy itself as ''."""
    found: dict[str, Policy] = {}
    work = [policy]
    while work:
        each = work.pop()
        key = "" if each is policy else each.id
        if key in found:
            continue
        found[key] = each
        if not each.retired:
            others = (policies.get(reliance.policy) for reliance in each.reliances if reliance.hands_on)
            work.extend(other for other in others if other is not None)
    return found


def _holding(policies: PolicySet, policy: Policy) -> Holding:
    holding: Holding = {}

    def add(key: Hashable, boxes: Iterable[int]) -> None:
        holding.setdefault(key, []).extend(boxes)

    add("impossible", policies.vocabulary.void)
    for name, each in _reachable(policies, policy).items():
        for piece in pieces_of(policies.vocabulary, each):
            like = (name, each.id, *_like(piece))
            for how in ("hard", "open", "lifted", "gated", "free"):
                add((*like, how), getattr(piece, how))
            for part in piece.parts:
                add((*like, part.names, piece.unless_names, piece.clause.confirmed), part.boxes)
                add((name, piece.clause.id, *attached(piece)), part.boxes)
            if each.excludes and piece.effect in ("permit", "forbid"):
                # The scope is held against the box as it is written, and where it is hard there.
                add((*like, *_written(piece)), [piece.box.bits])
        if each.retired:
            continue
        for exclusion in each.excludes:
            add((name, "excluded", exclusion.box.named), [exclusion.box.bits])
        for reliance in each.reliances:
            if reliance.hands_on:
                target = policies.get(reliance.policy) if reliance.policy else None
                to = "" if target is None or target.retired else target.id
                add((name, "handed", to, reliance.answers), [box.bits for box in reliance.boxes])
    return holding


def _like(piece: Piece) -> tuple[Hashable, ...]:
    """What a piece is like wherever it holds."""
    box, clause = piece.box, piece.clause
    overrides = tuple(sorted(clause.overrides))
    return (clause.id, piece.effect, piece.derived, box.named, box.limited, box.listed, overrides)


def _written(piece: Piece) -> tuple[Hashable, ...]:
    """What decides how a box holds as it is written."""
    clause = piece.clause
    boxes = [box.bits for box in (*clause.excepts, *(clause.boxes if piece.derived else ()))]
    whens = [(entry.gate, tuple(box.bits for box in entry.when)) for entry in clause.unless]
    return ("written", bool(clause.test), tuple(boxes), tuple(whens))


def _changed(space: Space, old: Holding, new: Holding) -> list[int]:
    found: list[int] = []
    for key in dict.fromkeys((*old, *new)):
        before = list(dict.fromkeys(old.get(key, ())))
        after = list(dict.fromkeys(new.get(key, ())))
        if before != after:
            same = set(before) & set(after)
            found += _minus(space, [box for box in before if box not in same], after)
            found += _minus(space, [box for box in after if box not in same], before)
    return found


def _minus(space: Space, boxes: Sequence[int], others: Sequence[int]) -> list[int]:
    """Boxes that hold everything of some that is not in others, and not much more."""
    near = [other for other in others if meet(space, boxes, [other])]
    return list(boxes) if len(near) > MOST_SUBTRACTED else subtract_all(space, boxes, near)

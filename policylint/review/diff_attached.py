"""Which situations have other conditions, duties or advice after an edit, where the verdict itself stayed. No words."""

from collections.abc import Iterator, Mapping, Sequence

from policylint.policy.decide import Decision
from policylint.review.diff_asker import Asker, Found
from policylint.review.diff_items import ADVICE, CONDITION, DUTY, Held, Item, held
from policylint.review.diff_sides import EXCLUDED, FORBIDDEN, REACHED, SCOPE, SLOTS, Focus, Side
from policylint.review.diff_verdicts import above, void
from policylint.space.boxes import Space, meet

Where = dict[Item, dict[str, list[int]]]
"""For each item the boxes in which it is attached, by the verdict that it goes with (duties: none)."""
Changed = tuple[str, str, Found]
"""A kind of change, what of that kind tells it apart from others, and where."""

APPROVAL = "approval"
ADVISED = SLOTS.index("advised")
CONDITIONAL = (5, 10)
PERMITTED = (6, 11)


def attachments(asker: Asker, focus: Focus) -> Iterator[Changed]:
    """Every change to conditions, duties and advice within a box."""
    old, new = _where(asker, focus.old), _where(asker, focus.new)
    most = old, new
    if asker.cut_short:  # what is not known to be attached may be, and bars
        most = _where(asker, focus.old, barring=True), _where(asker, focus.new, barring=True)
    lost = _without(asker, old, most[1])
    gained = _without(asker, new, most[0])
    if lost or gained:
        # Where not all of what was lost or gained is known, everything that there may be bars instead.
        bars = most if asker.cut_short else (lost, gained)
        yield from _conditions(asker, focus, (lost, gained), bars)
        yield from _advice(asker, focus, lost, gained)
        yield from _duties(asker, focus, (lost, gained), bars)


def attached_at(space: Space, decision: Decision, x: int) -> Iterator[Held]:
    """What the voices that speak at a situation attach to it."""
    for voice in decision.answering(x):
        speaks = any(x & box == x for part in voice.parts for box in part.boxes)
        for each in held(space, voice) if speaks else ():
            if any(x & box == x for box in each.boxes):
                yield each


def _where(asker: Asker, side: Side, *, barring: bool = False) -> Where:
    """Where each item is attached; barring: or may be, if not all of it can be known."""
    decision = side.decision
    found: Where = {}
    for voice, reached in (
        *((voice, False) for voice in decision.voices),
        *((voice, True) for voice in decision.reached_voices),
    ):
        for each in held(asker.space, voice):
            boxes = each.boxes
            if reached:
                # Where the policy settles something itself, or leaves it out, others do not answer.
                own = [*decision.own.general, *(claim.box for claim in decision.own.excluded)]
                boxes = asker.pieces(boxes, own, barring=barring)
            if boxes:
                found.setdefault(each.item, {}).setdefault(each.verdict, []).extend(boxes)
    return found


def _without(asker: Asker, one: Where, other: Where) -> Where:
    """Where an item is attached on one side and not on the other."""
    found: Where = {}
    for item, verdicts in one.items():
        for verdict, boxes in verdicts.items():
            there = other.get(item, {}).get(verdict, [])
            same = set(there)
            left = asker.pieces([box for box in boxes if box not in same], there)
            if left:
                found.setdefault(item, {})[verdict] = left
    return found


def _conditions(
    asker: Asker, focus: Focus, changed: tuple[Where, Where], bars: tuple[Where, Where]
) -> Iterator[Changed]:
    for verdict, lines in (("conditional", CONDITIONAL), ("permitted", PERMITTED)):
        before, after = (_of(each, CONDITION, verdict) for each in changed)
        approvals = [_of_kind(each, APPROVAL, True) for each in (before, after)]
        others = [*_of_kind(before, APPROVAL, False), *_of_kind(after, APPROVAL, False)]
        barring = [_of(each, CONDITION, verdict) for each in bars]
        barring_others = [box for each in barring for box in _of_kind(each, APPROVAL, False)]
        approver = asker.pieces(meet(asker.space, *approvals), barring_others)
        either = meet(asker.space, *(_of_kind(each, APPROVAL, True) for each in barring))
        told = asker.pieces(either, others, barring=True)
        everything = [*others, *approvals[0], *approvals[1]]
        for kind, base, rules in (
            ("approver-changed", approver, []),
            ("condition-changed", everything, told),
        ):
            for one in lines:
                for other in lines:
                    yield from kept(asker, focus, (kind, verdict), base, (one, other), rules)


def kept(
    asker: Asker, focus: Focus, said: tuple[str, str], base: Sequence[int], lines: tuple[int, int], rules: Sequence[int]
) -> Iterator[Changed]:
    """What of base stands on these lines of the table, on both sides."""
    before, after = lines
    lists = [focus.old.slots[before], focus.new.slots[after]]
    if base and all(lists):
        found = asker.where(base, lists, [*rules, *above(focus, before, after)], void(focus, before, after))
        if found is not None:
            yield (*said, found)


def _advice(asker: Asker, focus: Focus, lost: Where, gained: Where) -> Iterator[Changed]:
    base = [box for each in (lost, gained) for boxes in _of(each, ADVICE, "advised").values() for box in boxes]
    yield from kept(asker, focus, ("advice-changed", "advised"), base, (ADVISED, ADVISED), [])


def _duties(asker: Asker, focus: Focus, changed: tuple[Where, Where], bars: tuple[Where, Where]) -> Iterator[Changed]:
    before, after = (_of(each, DUTY, "") for each in changed)
    barring = [_of(each, DUTY, "") for each in bars]
    closed = {
        (side, even): barred(asker, focus.old if side == "old" else focus.new, even)
        for side in ("old", "new")
        for even in (True, False)
    }
    for kind in dict.fromkeys(item.kind for item in (*before, *after)):
        lost, gained = (_of_kind(each, kind, True) for each in barring)
        for even in (True, False):
            # Those that hold even if something is forbidden hold in other places than the rest.
            gone, come = (
                [box for box, its in each if its is even] for each in (_even(before, kind), _even(after, kind))
            )
            rules = [*closed["old", even], *closed["new", True], *gained]
            yield from _asked(asker, focus, ("duty-dropped", kind), gone, rules)
            rules = [*closed["old", True], *closed["new", even], *lost]
            yield from _asked(asker, focus, ("duty-added", kind), come, rules)
            for other in (True, False):
                theirs = [box for box, its in _even(after, kind) if its is other]
                rules = [*closed["old", even], *closed["new", other]]
                yield from _asked(asker, focus, ("duty-changed", kind), meet(asker.space, gone, theirs), rules)


def _even(where: Mapping[Item, list[int]], kind: str) -> list[tuple[int, bool]]:
    return [(box, item.even) for item, boxes in where.items() if item.kind == kind for box in boxes]


def _asked(
    asker: Asker, focus: Focus, said: tuple[str, str], base: Sequence[int], rules: Sequence[int]
) -> Iterator[Changed]:
    found = asker.where(base, [], rules, void(focus)) if base else None
    if found is not None:
        yield (*said, found)


def barred(asker: Asker, side: Side, even: bool) -> list[int]:
    """Where no duty holds, impossible situations aside. even: of duties that hold even if something is forbidden."""
    slots = side.slots
    excluded = asker.pieces(slots[EXCLUDED], slots[SCOPE[0]], barring=True)
    if even:
        return excluded
    own = [box for line in range(1, FORBIDDEN[0] + 1) for box in slots[line]]
    others = [box for line in range(REACHED, FORBIDDEN[1] + 1) for box in slots[line]]
    settled = [box for line in (CONDITIONAL[0], PERMITTED[0]) for box in slots[line]]
    return [*own, *asker.pieces(others, settled, barring=True)]


def _of(where: Where, sort: str, verdict: str) -> dict[Item, list[int]]:
    return {item: boxes[verdict] for item, boxes in where.items() if item.sort == sort and verdict in boxes}


def _of_kind(where: Mapping[Item, list[int]], kind: str, same: bool) -> list[int]:
    return [box for item, boxes in where.items() if (item.kind == kind) is same for box in boxes]

"""Which situations have another verdict after an edit, as a few readable boxes and exact counts. Knows no words.

A situation that goes from one line of the table of verdicts to another does so because of a box that stands in the
earlier of the two lines on one side only. So each pair of lines is one question: the boxes that stand on one side only,
where they meet the boxes of the other line, less everything above the two lines.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policylint.review.diff_kinds import kind_of
from policylint.review.diff_region import Region
from policylint.review.diff_sides import IMPOSSIBLE, SILENT, SLOTS, Pair
from policylint.space.boxes import Space, absorb, meet
from policylint.space.count import Count
from policylint.space.readable import readable
from policylint.space.uncovered import Budget, first_uncovered

EXISTS_BUDGET = 5_000
"""Cells for finding out whether anything changed in one way."""
LISTING_BUDGET = 20_000
"""Cells for showing where."""


class Shift(NamedTuple):
    """A box of situations that changed in one way, and one of them.

    before, after: verdicts. new: how many situations it shows that no earlier box of its shift shows. everyday: whether
    some of them are everyday cases.
    """

    kind: str
    before: str
    after: str
    box: int
    witness: int
    new: int
    everyday: bool


class Shifts(NamedTuple):
    """All the changes of one kind between two verdicts. total: how many situations. exact: nothing was cut short."""

    kind: str
    before: str
    after: str
    shown: tuple[Shift, ...]
    total: Count
    exact: bool


class Asker:
    """Shows where a question holds, within budgets, with everyday cases first."""

    def __init__(self, pair: Pair, most: int, effort: int) -> None:
        self.pair = pair
        self.space: Space = pair.new.decision.space
        self.most = most
        self.effort = effort
        self.cases = pair.vocabulary.cases(pair.vocabulary.empty)

    def shifts(
        self, kind: str, verdicts: tuple[str, str], ask: Sequence[int], rules: Sequence[int], void: Sequence[int]
    ) -> Shifts | None:
        """What of ask lies in none of rules and none of void (impossible); None if nothing does."""
        space = self.space
        ask = absorb(space, ask)
        rules = [rule for rule in dict.fromkeys(rules) if _any_meet(space, rule, ask)]
        void = [rule for rule in dict.fromkeys(void) if _any_meet(space, rule, ask)]
        first = first_uncovered(space, ask, [*rules, *void], Budget(EXISTS_BUDGET * self.effort)) if ask else None
        if first is None:
            return None
        shown = readable(space, ask, rules, void, self.most, Budget(LISTING_BUDGET * self.effort))
        found = [Shift(kind, *verdicts, each.box, each.witness, each.new, False) for each in shown.shown]
        if not found and first.resolved:
            found = [Shift(kind, *verdicts, first.box, space.witness(first.box), space.size(first.box), False)]
        found = [self._everyday(each, void) for each in found]
        if found and not any(each.everyday for each in found):
            found += self._common_case(found[0], ask, rules, void)
        return Shifts(kind, *verdicts, tuple(found), shown.total, first.resolved and shown.total.exact)

    def _everyday(self, shift: Shift, void: Sequence[int]) -> Shift:
        """The shift with the most typical everyday case of its box, if there is one, as its example."""
        boxes = meet(self.space, [shift.box], self.cases)
        piece = first_uncovered(self.space, boxes, void, Budget(EXISTS_BUDGET)) if boxes else None
        if piece is None or not piece.resolved:
            return shift
        witness = shift.witness
        if not any(witness & case == witness for case in self.cases):
            witness = self.space.witness(piece.box)
        return shift._replace(everyday=True, witness=witness)

    def _common_case(
        self, like: Shift, ask: Sequence[int], rules: Sequence[int], void: Sequence[int]
    ) -> Iterator[Shift]:
        """An everyday case that none of the boxes shown has, if there is one."""
        boxes = meet(self.space, ask, self.cases)
        piece = first_uncovered(self.space, boxes, [*rules, *void], Budget(EXISTS_BUDGET)) if boxes else None
        if piece is not None and piece.resolved:
            yield like._replace(box=piece.box, witness=self.space.witness(piece.box), new=0, everyday=True)


def verdict_shifts(asker: Asker, region: Region) -> Iterator[Shifts]:
    """Every way in which verdicts changed, in the order of the table."""
    space, old, new = asker.space, asker.pair.old.slots, asker.pair.new.slots
    only_old = [_alone(space, old[i], new[i], region.verdicts) for i in range(SILENT)]
    only_new = [_alone(space, new[i], old[i], region.verdicts) for i in range(SILENT)]
    for before in range(len(SLOTS)):
        for after in range(len(SLOTS)):
            if SLOTS[before] == SLOTS[after]:
                continue
            if before < after:
                ask = meet(space, only_old[before], new[after])
            else:
                ask = meet(space, only_new[after], old[before])
            if not ask:
                continue
            void = [*(old[IMPOSSIBLE] if before else ()), *(new[IMPOSSIBLE] if after else ())]
            kind = kind_of(SLOTS[before], SLOTS[after])
            found = asker.shifts(kind, (SLOTS[before], SLOTS[after]), ask, above(asker.pair, before, after), void)
            if found is not None:
                yield found


def above(pair: Pair, before: int, after: int) -> list[int]:
    """Everything that settles a situation before these lines of the table do, impossibility aside."""
    return [
        *(box for boxes in pair.old.slots[1:before] for box in boxes),
        *(box for boxes in pair.new.slots[1:after] for box in boxes),
    ]


def _alone(space: Space, boxes: Sequence[int], others: Sequence[int], region: Sequence[int]) -> list[int]:
    """The boxes that stand on one side only, as far as anything can have changed in them."""
    same = set(others)
    return absorb(space, meet(space, [box for box in boxes if box not in same], region))


def _any_meet(space: Space, box: int, boxes: Sequence[int]) -> bool:
    full, guard = space.full, space.guard
    return any(((other & box) + full) & guard == guard for other in boxes)

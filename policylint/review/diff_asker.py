"""Where something holds within a box, as a few readable boxes with an exact count. Knows boxes, nothing of policies."""

from collections.abc import Sequence
from typing import NamedTuple

from policylint.space.boxes import Space, absorb, meet
from policylint.space.count import Count, count_uncovered
from policylint.space.readable import readable
from policylint.space.uncovered import Budget, first_uncovered

EXISTS_BUDGET = 5_000
"""Cells for finding out whether something holds anywhere."""
COUNT_BUDGET = 20_000
"""Cells for counting where it does."""
LISTING_BUDGET = 20_000
"""Cells for showing where."""
MOST_ASKED = 24
"""Of so many boxes, the largest, a few readable ones are made."""


class Spot(NamedTuple):
    """A box in which something holds, and one situation of it as a box.

    new: how many situations it shows that no other spot of its kind shows. everyday: some are everyday cases.
    """

    box: int
    witness: int
    new: int
    everyday: bool


class Found(NamedTuple):
    """Where something holds: a few boxes, the number of all situations, and whether all was looked at to the end."""

    spots: tuple[Spot, ...]
    total: Count
    exact: bool


class Asker:
    """Answers the questions of one comparison. cases: the everyday cases. most: of the boxes shown for one answer."""

    def __init__(self, space: Space, cases: Sequence[int], most: int, effort: int) -> None:
        self.space = space
        self.cases = cases
        self.most = most
        self.effort = effort
        self.hidden: list[int] = []
        """Boxes that were looked at before: what holds in them was found there."""

    def where(
        self, base: Sequence[int], among: Sequence[int] | None, rules: Sequence[int], void: Sequence[int]
    ) -> Found | None:
        """What of base lies among some boxes (None: anywhere), in none of rules and none of void. None: nothing does.

        void: boxes that are not looked at; the boxes found may reach into them.
        """
        space = self.space
        base = absorb(space, base)
        asks = base if among is None else absorb(space, meet(space, base, among))
        if not asks:
            return None
        rules = self._near(rules, asks)
        void = self._near([*void, *self.hidden], asks)
        first = first_uncovered(space, asks, [*rules, *void], Budget(EXISTS_BUDGET * self.effort))
        if first is None:
            return None
        total = self._count(base, asks, among, rules, void)
        if total.high == 0:
            return None
        asks = sorted(asks, key=lambda box: (-space.size(box), box))[: max(MOST_ASKED, self.most)]
        shown = readable(space, asks, rules, void, self.most, Budget(LISTING_BUDGET * self.effort))
        spots = [Spot(each.box, each.witness, each.new, False) for each in shown.shown]
        if not spots and first.resolved:
            spots = [Spot(first.box, space.witness(first.box), space.size(first.box), False)]
        spots = [self._everyday(each, void) for each in spots]
        if spots and not any(each.everyday for each in spots):
            spots += self._common_case(asks, rules, void)
        return Found(tuple(spots), total, first.resolved and total.exact)

    def _near(self, boxes: Sequence[int], asks: Sequence[int]) -> list[int]:
        full, guard = self.space.full, self.space.guard
        return [
            box for box in dict.fromkeys(boxes) if any(((box & ask) + full) & guard == guard for ask in asks)
        ]  # fmt: skip

    def _count(
        self,
        base: Sequence[int],
        asks: Sequence[int],
        among: Sequence[int] | None,
        rules: Sequence[int],
        void: Sequence[int],
    ) -> Count:
        known = [*rules, *void]
        budget = Budget(COUNT_BUDGET * self.effort)
        if among is None or len(asks) <= len(base):
            return count_uncovered(self.space, asks, known, budget)
        # The boxes that two lists of boxes have in common are many; what one leaves of the other is two counts.
        known = [*self._near(rules, base), *self._near(void, base)]
        everything = count_uncovered(self.space, base, known, budget)
        outside = count_uncovered(self.space, base, [*known, *among], Budget(COUNT_BUDGET * self.effort))
        return Count(max(0, everything.low - outside.high), everything.high - outside.low)

    def _everyday(self, spot: Spot, void: Sequence[int]) -> Spot:
        """The spot with the most typical everyday case of its box, if there is one, as its witness."""
        boxes = meet(self.space, [spot.box], self.cases)
        piece = first_uncovered(self.space, boxes, void, Budget(EXISTS_BUDGET)) if boxes else None
        if piece is None or not piece.resolved:
            return spot
        known = any(spot.witness & case == spot.witness for case in self.cases)
        return spot._replace(everyday=True, witness=spot.witness if known else self.space.witness(piece.box))

    def _common_case(self, asks: Sequence[int], rules: Sequence[int], void: Sequence[int]) -> list[Spot]:
        """An everyday case that none of the boxes shown has, if there is one."""
        boxes = meet(self.space, asks, self.cases)
        piece = first_uncovered(self.space, boxes, [*rules, *void], Budget(EXISTS_BUDGET)) if boxes else None
        if piece is None or not piece.resolved:
            return []
        return [Spot(piece.box, self.space.witness(piece.box), 0, True)]

"""Where something holds within a box, as a few readable boxes with an exact count. Knows boxes, nothing of policies."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from policylint.space.bounds import Count
from policylint.space.boxes import Space, absorb, meet
from policylint.space.count import Memory, count_uncovered
from policylint.space.readable import readable
from policylint.space.uncovered import Budget, first_uncovered, is_covered, uncovered
from policylint.typed import NamedTuple

EXISTS_BUDGET = 5_000
"""Cells for finding out whether something holds anywhere."""
COUNT_BUDGET = 20_000
"""Cells for counting where it does."""
LISTING_BUDGET = 20_000
"""Cells for showing where."""
MOST_ASKED = 24
"""Of so many boxes, the largest, a few readable ones are made."""
MOST_MET = 4_000
"""So many of the boxes that lists of boxes have in common are kept, the largest."""
MOST_ROUNDS = 8
"""So many times as many boxes are looked through for some that hold anything."""
MOST_BASE = 1_000
"""Of so many boxes, the largest, is asked at all; only policies full of contradictions have more."""
MOST_PIECES = 1_000
"""What is left of boxes is listed in so many pieces."""
WORK = 4_000_000
"""What a cell costs grows with the boxes looked at in it: so many cells times boxes are spent on one answer."""


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
        self.cut_short = False
        self.hidden: list[int] = []
        """Boxes that were looked at before: what holds in them was found there."""

    def where(
        self,
        base: Sequence[int],
        among: Sequence[Sequence[int]],
        rules: Sequence[int],
        void: Sequence[int],
    ) -> Found | None:
        """What of base lies in a box of each of some lists, in none of rules and none of void. None: nothing does.

        void: boxes that are not looked at; the boxes found may reach into them.
        """
        space = self.space
        base, dropped = self._largest(base)
        rules = self._near(rules, base)
        beyond, void = void, self._near([*void, *self.hidden], base)
        among = [self._near(boxes, base) for boxes in among]
        asks = list(base)
        for boxes in among:
            asks = meet(space, asks, boxes)
            asks = self._ordered(asks)[:MOST_MET] if len(asks) > MOST_MET else asks
        few = not among or len(asks) <= MOST_ASKED
        # A few boxes are counted while they are made readable.
        total = None if few else self._in_common(base, among, [*rules, *void])
        if (not asks and not dropped) or (total is not None and not total.high):
            return None
        asks = self._ordered(asks)
        first, part = None, asks
        # The largest boxes first; more are looked through only if nothing is left of those.
        size = len(asks) if few else max(MOST_ASKED, self.most)
        for start in range(0, min(len(asks), size * MOST_ROUNDS), size or 1):
            part = absorb(space, asks[start : start + size])
            first = first_uncovered(space, part, [*rules, *void], self._budget(EXISTS_BUDGET, len(rules) + len(void)))
            if first is not None:
                break
        if first is None:
            unknown = total or Count(0, dropped)
            return Found((), unknown, False) if unknown.high else None
        budget = self._budget(LISTING_BUDGET, len(rules) + len(void))
        shown = readable(space, part, rules, void, self.most, budget, total)
        spots = [Spot(each.box, each.witness, each.new, False) for each in shown.shown]
        if not spots and first.resolved:
            spots = [Spot(first.box, space.witness(first.box), space.size(first.box), False)]
        spots = [self._everyday(each, void) for each in spots]
        if spots and not any(each.everyday for each in spots):
            spots += self._common_case(part, rules, void)
        spots = [each._replace(box=self._wider(each.box, beyond)) for each in spots]
        if total is None and not shown.total.exact:
            total = count_uncovered(space, asks, [*rules, *void], self._budget(COUNT_BUDGET, len(rules) + len(void)))
        total = total or shown.total
        total = Count(total.low, total.high + dropped)
        return Found(tuple(spots), total, first.resolved and total.exact)

    def _largest(self, base: Sequence[int]) -> tuple[list[int], int]:
        """The largest of too many boxes, and how many situations the others have at most."""
        if len(base) <= MOST_BASE:
            return list(base), 0
        ordered = self._ordered(base)
        return ordered[:MOST_BASE], sum(map(self.space.size, ordered[MOST_BASE:]))

    def _ordered(self, boxes: Sequence[int]) -> list[int]:
        return sorted(boxes, key=lambda box: (-self.space.size(box), box))

    def _budget(self, cells: int, boxes: int) -> Budget:
        return Budget(min(cells, WORK // max(1, boxes)) * self.effort)

    def _in_common(self, base: Sequence[int], among: Sequence[Sequence[int]], known: Sequence[int]) -> Count:
        """Count what of base lies in a box of each of some lists and in none of known.

        The boxes that lists of boxes have in common are many. What each of them leaves of base can be counted, and so,
        by inclusion and exclusion, can what none of them leaves.
        """
        lists = []
        for boxes in among:
            if len(base) * len(boxes) <= MOST_ASKED:
                base = meet(self.space, base, boxes)
            else:
                lists.append(boxes)
        low = high = 0
        memory: Memory = {}
        for number in range(1 << len(lists)):
            rules = [*known, *(box for i, boxes in enumerate(lists) if number >> i & 1 for box in boxes)]
            budget = self._budget(COUNT_BUDGET, len(rules) + len(base))
            count = count_uncovered(self.space, base, rules, budget, memory)
            if not number and not count.high:
                return count
            odd = number.bit_count() & 1
            low += -count.high if odd else count.low
            high += -count.low if odd else count.high
        return Count(max(0, low), max(0, high))

    def pieces(self, boxes: Sequence[int], others: Sequence[int], *, barring: bool = False) -> list[int]:
        """Boxes that are exactly what others leave of some; `cut_short` becomes true when there are too many.

        Then it is not all of them; or, if they are to bar something (so that nothing untrue is found), too much.
        """
        if not boxes:
            return []
        others = self._near(others, boxes)
        if not others:
            return list(boxes)
        budget = self._budget(EXISTS_BUDGET, len(others) + len(boxes))
        found: list[int] = []
        for piece in uncovered(self.space, boxes, others, budget):
            if not piece.resolved or len(found) == MOST_PIECES:
                self.cut_short = True
                return list(boxes) if barring else found
            found.append(piece.box)
        return found

    def _near(self, boxes: Sequence[int], asks: Sequence[int]) -> list[int]:
        """Those boxes, each once, that meet some of the asked ones."""
        full, guard = self.space.full, self.space.guard
        around = reduce(or_, asks, 0)
        found = [box for box in dict.fromkeys(boxes) if ((box & around) + full) & guard == guard]
        if len(asks) == 1:
            return found
        return [box for box in found if any(((box & ask) + full) & guard == guard for ask in asks)]

    def _wider(self, box: int, void: Sequence[int]) -> int:
        """A box without the conditions that only leave out what cannot be."""
        space = self.space
        for dimension in space.narrowed(box):
            mask = space.masks[dimension]
            others = space.replace(box, dimension, mask & ~box)
            if is_covered(space, others, self._near(void, [others]), Budget(EXISTS_BUDGET)):
                box |= mask
        return box

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

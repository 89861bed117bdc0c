"""A few large boxes with few conditions that show what is left uncovered, and how much. Knows no YAML and no policy.

Nobody can read hundreds of disjoint pieces. The boxes shown here may overlap, and may take in situations that are
not to be looked at (impossible, excluded), as long as they hold nothing that is covered: in the terms of logic
minimisation those are don't-cares. Each box comes with a situation in it that really is uncovered.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heapreplace, nlargest
from itertools import islice

from policylint.space.bounds import Count
from policylint.space.boxes import Space, absorb, subtract
from policylint.space.count import count_uncovered
from policylint.space.growing import Grower, conditions, with_few_conditions
from policylint.space.splitting import propagate
from policylint.space.uncovered import Budget, asked, uncovered
from policylint.typed import NamedTuple

MOST_CANDIDATES = 400
"""So many boxes found by projection are weighed against each other."""
MOST_PIECES = 300
"""About so many pieces at a time, shared between the asked boxes, are searched for the largest."""
SEEDS = 6
"""So many of the largest pieces are grown to find the next box."""
WITNESSES = 12
"""So many situations are compared to find a typical one."""
PLENTY = 4
"""A projected box that shows at least one in so many of what is not yet shown is taken without growing others."""


class Shown(NamedTuple):
    """A box without covered situations, an uncovered situation in it, and how many it shows that none before did."""

    box: int
    witness: int
    new: int


class Readable(NamedTuple):
    """What is uncovered, made readable.

    settled: the smallest box around what the asked boxes keep after everything that single rules settle is cut off
    (0: nothing), to be said once. shown: most telling first. total: how many situations are uncovered.
    """

    settled: int
    shown: tuple[Shown, ...]
    total: Count

    @property
    def share(self) -> float | None:
        """The part of what is uncovered that the boxes show, from 0 to 1; None if there is nothing or it is unknown."""
        if not self.total.exact or not self.total.low:
            return None
        return sum(shown.new for shown in self.shown) / self.total.low


def readable(
    space: Space,
    ask: int | Sequence[int],
    rules: Sequence[int],
    ignore: Sequence[int],
    most: int,
    budget: Budget,
    total: Count | None = None,
) -> Readable:
    """Show with at most so many boxes what of ask lies in none of rules and none of ignore.

    Every box lies inside one of the asked boxes and meets no rule. When the budget ends (it then says exhausted),
    fewer are shown, and what each shows newly may be a proven minimum. total: how many situations are uncovered, or
    more, where that is known already, so that it need not be counted.
    """
    known = [*rules, *ignore]
    limits = absorb(space, [propagate(space, one, known)[0] for one in asked(space, ask)])
    settled = 0
    for limit in limits:
        settled |= limit
    if total is None:
        for_total = budget.lend(budget.left // 2)
        total = count_uncovered(space, limits, known, for_total)
        budget.take_back(for_total)
    if not total.high or most <= 0:
        budget.exhausted = budget.exhausted or not total.exact
        return Readable(settled, (), total)
    search = _Search(space, limits, rules, ignore, budget)
    while len(search.shown) < most and search.covered < total.high and search.advance(total.high - search.covered):
        pass
    if not total.exact or (len(search.shown) < most and search.covered < total.low):
        budget.exhausted = True
    return Readable(settled, tuple(search.shown), total)


class _Search:
    """What is shown so far, and what could be shown next."""

    def __init__(
        self, space: Space, limits: list[int], rules: Sequence[int], ignore: Sequence[int], budget: Budget
    ) -> None:
        self.space = space
        self.budget = budget
        self.limits = limits
        self.rules = [propagate(space, limit, rules)[1] for limit in limits]
        self.growers: dict[int, Grower] = {}
        self.hidden = list(ignore)
        self.shown: list[Shown] = []
        self.covered = 0
        self.pieces: dict[int, int] = {}
        self.boxes: dict[int, int] = {}
        # Of each projected box: what it shows newly (negative; at first only bounded, by its size), its conditions,
        # the box itself, and how many boxes were shown when this was found out.
        self.candidates = [(-space.size(box), count, box, -1) for box, count in self._projected().items()]
        heapify(self.candidates)

    def advance(self, missing: int) -> bool:
        """Show one more box; False if none is found. missing: how many situations are not shown yet, at most."""
        new, box = self._best_candidate()
        if new * PLENTY < missing:
            for other in self._grown():
                more = self._new(other)
                if more > new:
                    new, box = more, other
        witness = self._witness(box) if new else 0
        if not witness:
            return False
        self.shown.append(Shown(box, witness, new))
        self.covered += new
        self.hidden.append(box)
        for piece in [piece for piece in self.pieces if self.space.is_box(piece & box)]:
            del self.pieces[piece]
            self.pieces.update((rest, self.space.size(rest)) for rest in subtract(self.space, piece, box))
        return True

    def _projected(self) -> dict[int, int]:
        """Find boxes with very few conditions, with how many they have."""
        part = self.budget.lend(self.budget.left // 4)
        found: dict[int, int] = {}
        for limit, rules in zip(self.limits, self.rules, strict=True):
            for box in islice(with_few_conditions(self.space, limit, rules, part), MOST_CANDIDATES - len(found)):
                found.setdefault(box, conditions(self.space, box, limit))
        self.budget.take_back(part)
        return found

    def _new(self, box: int) -> int:
        """Count what a box without covered situations would show that is not shown yet (a proven minimum)."""
        part = self.budget.lend(self.budget.left // 8)
        count = count_uncovered(self.space, box, self.hidden, part)
        self.budget.take_back(part)
        return count.low

    def _best_candidate(self) -> tuple[int, int]:
        """Give how much the best projected box shows newly, and the box; zeros if there is none.

        What a box shows newly can only shrink, so one that was looked at just now and is still on top is the best.
        """
        now = len(self.shown)
        while self.candidates:
            negative, count, box, when = self.candidates[0]
            if when == now:
                return -negative, box
            new = self._new(box)
            if new:
                heapreplace(self.candidates, (-new, count, box, now))
            else:
                heappop(self.candidates)
        return 0, 0

    def _grown(self) -> list[int]:
        """Grow some of the largest pieces that are not shown yet."""
        if not self.pieces:
            part = self.budget.lend(self.budget.left // 2)
            share = -(-MOST_PIECES // len(self.limits))
            for limit, rules in zip(self.limits, self.rules, strict=True):
                for piece, resolved in islice(uncovered(self.space, limit, [*rules, *self.hidden], part), share):
                    if resolved:
                        self.pieces[piece] = self.space.size(piece)
            self.budget.take_back(part)
        boxes = []
        for piece in nlargest(SEEDS, self.pieces, key=self.pieces.__getitem__):
            if piece not in self.boxes:
                pairs = zip(self.limits, self.rules, strict=True)
                limit, rules = next(pair for pair in pairs if piece & pair[0] == piece)
                if limit not in self.growers:
                    self.growers[limit] = Grower(self.space, limit, rules)
                self.boxes[piece] = self.growers[limit].grown(piece)
            boxes.append(self.boxes[piece])
        return boxes

    def _witness(self, box: int) -> int:
        """Find a typical situation of a box that is not hidden; 0 if the budget ends first."""
        best = self.space.witness(box)
        if not any(best & hidden == best for hidden in self.hidden):
            return best
        part = self.budget.lend(self.budget.left // 8)
        pieces = islice(uncovered(self.space, box, self.hidden, part), WITNESSES)
        found = [self.space.witness(piece) for piece, resolved in pieces if resolved]
        self.budget.take_back(part)
        return min(found, key=self._strangeness, default=0)

    def _strangeness(self, situation: int) -> tuple[int, int]:
        """Measure how far a situation is from the first value in every dimension."""
        places = [((situation & mask) // (mask & -mask)).bit_length() - 1 for mask in self.space.masks]
        return sum(places), situation

"""Large boxes with few conditions that no rule meets: grown from a piece, or found by projection. Knows no policy.

A box here lies inside a limit, the box asked about, and a condition is a dimension in which it is narrower than the
limit. This is the expand step of two-level logic minimisation (Espresso); a grown box is maximal: no value can be
added in any dimension without meeting a rule.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from policylint.space.boxes import Space
from policylint.space.splitting import propagate
from policylint.space.uncovered import Budget, uncovered

MOST_CONDITIONS = 3
"""Boxes with so many conditions are looked for by projection."""
MOST_SETS = 200
"""So many sets of dimensions are projected on."""
MOST_PIECES = 100
"""So many pieces are grown for one set of dimensions."""


def conditions(space: Space, box: int, limit: int) -> int:
    """Count the dimensions in which a box is narrower than the limit."""
    return (((limit & ~box) + space.full) & space.guard).bit_count()


class Grower:
    """Grows pieces that no rule meets to maximal boxes inside a limit, with few conditions and large.

    A bit stands for each rule, so that a step is the same few operations on integers however many rules there are.
    """

    def __init__(self, space: Space, limit: int, rules: Sequence[int]) -> None:
        self.space = space
        self.limit = limit
        self.every = (1 << len(rules)) - 1
        self.holding: dict[int, int] = {}
        """For each value of the limit the rules that hold it."""
        for mask in space.masks:
            sets: dict[int, int] = {}
            for number, rule in enumerate(rules):
                inside = rule & mask
                sets[inside] = sets.get(inside, 0) | 1 << number
            for value in _bits(limit & mask):
                self.holding[value] = sum(numbers for inside, numbers in sets.items() if inside & value)

    def grown(self, piece: int) -> int:
        """Grow a piece. What can be gained in one dimension depends on those grown before: a few orders are tried."""
        space = self.space
        narrower = ((self.limit & ~piece) + space.full) & space.guard
        dimensions = [guard for guard in space.guards if guard & narrower]
        apart = {guard: self.every & ~self._held(piece & space.fields[guard]) for guard in space.guards}
        lightest_first = sorted(dimensions, key=lambda guard: apart[guard].bit_count())
        orders = (lightest_first, dimensions, dimensions[::-1], lightest_first[::-1])
        results = dict.fromkeys(self._in_order(piece, dict(apart), order) for order in orders)
        return min(results, key=lambda box: (conditions(space, box, self.limit), -space.size(box)))

    def _held(self, values: int) -> int:
        """The rules that hold any of some values."""
        found = 0
        for value in _bits(values):
            found |= self.holding[value]
        return found

    def _in_order(self, box: int, apart: dict[int, int], order: Iterable[int]) -> int:
        """Add in each dimension in turn all values that meet no rule. apart: the rules it keeps apart from the box.

        Only a rule that a single dimension keeps apart stands in the way of growing in it.
        """
        for guard in order:
            field = self.space.fields[guard]
            barring = apart.pop(guard)
            left = barring
            for others in apart.values():
                barring &= ~others
            for value in _bits(self.limit & field & ~box):
                if not self.holding[value] & barring:
                    box |= value
                    left &= ~self.holding[value]
            apart[guard] = left
        return box


def with_few_conditions(space: Space, limit: int, rules: Sequence[int], budget: Budget) -> Iterator[int]:
    """Yield maximal boxes inside the limit that no rule meets and that have at most three conditions, fewest first.

    A box with conditions in some dimensions only misses a rule if and only if it misses the rule's projection on
    them. A rule that limits none of these dimensions projects on everything; so only sets of dimensions that hit every
    rule are worth projecting on, and these are few.
    """
    _, live, narrower = propagate(space, limit, rules)
    seen: set[int] = set()
    for chosen in islice(_hitting(dict.fromkeys(narrower)), MOST_SETS):
        field = space.fields[chosen] if chosen else 0
        rest = limit & ~field
        projected = list(dict.fromkeys((rule & field) | rest for rule in live))
        grower = Grower(space, limit, projected)
        for piece, resolved in islice(uncovered(space, limit, projected, budget), MOST_PIECES):
            if not resolved:
                return
            box = grower.grown(piece)
            if box not in seen:
                seen.add(box)
                yield box


def _hitting(sets: Iterable[int]) -> Iterator[int]:
    """Yield the unions of at most three bits, all from some set, that share a bit with every set, smallest first."""
    listed = list(sets)
    found = {0} if not listed else set()
    every = 0
    for one in listed:
        every |= one
    level = {0}
    for _ in range(MOST_CONDITIONS):
        following: set[int] = set()
        for chosen in sorted(level):
            missed = next((one for one in listed if not one & chosen), every)
            following.update(chosen | bit for bit in _bits(missed & ~chosen))
        level = following
        found.update(chosen for chosen in level if all(one & chosen for one in listed))
    return iter(sorted(found, key=lambda chosen: (chosen.bit_count(), chosen)))


def _bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest
        bits ^= lowest

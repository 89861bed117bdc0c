"""Boxes of situations as plain integers, and the algebra on them. Knows no YAML and no policy.

A space has a few named dimensions, each with a few values. A situation picks one value in each dimension; a box picks
a set of values in each, and stands for every situation it can make of them. A box is one integer: a bit for each
value, and above the bits of each dimension one guard bit that is always 0 in a box. Adding ``full`` to a box carries
into the guard bit of exactly those dimensions that are not empty, so one addition tests all of them.

This is the positional-cube notation of multi-valued logic minimisation (Rudell and Sangiovanni-Vincentelli,
Espresso-MV), with the guard bits added.
"""

from collections.abc import Iterable, Mapping, Sequence

from policylint.errors import TooComplex


class Space:
    """Names the dimensions and values, and does what needs their places.

    Nothing changes after construction but what ``fields`` and ``tally`` remember. Everything a search loop needs is a
    plain attribute, to be bound to a local name.
    """

    __slots__ = ("bits", "dimensions", "fields", "full", "guard", "guards", "index", "low", "masks", "tally", "values")

    dimensions: tuple[str, ...]
    """The names of the dimensions, in order."""
    values: tuple[tuple[str, ...], ...]
    """For each dimension its values, most typical first."""
    index: dict[str, int]
    """Where in ``dimensions`` a name stands."""
    full: int
    """All value bits: the box that holds every situation."""
    guard: int
    """All guard bits."""
    low: int
    """The first value bit of each dimension."""
    masks: tuple[int, ...]
    """For each dimension its value bits, in place."""
    guards: tuple[int, ...]
    """For each dimension its guard bit, in place."""
    fields: "Fields"
    """From a set of guard bits to the value bits of those dimensions."""
    bits: tuple[dict[str, int], ...]
    """For each dimension, from a value to its bit, in place."""
    tally: "Tally"
    """Finds the dimension that matters most in a list of sets of guard bits."""

    def __init__(self, dimensions: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Take (name, values) pairs in order. A name or value that comes twice, or no values, is a ValueError."""
        place = 0
        masks, guards, bits = [], [], []
        for name, values in dimensions:
            if not values:
                raise ValueError(f"dimension '{name}' has no values")
            bits.append({value: 1 << (place + i) for i, value in enumerate(values)})
            if len(bits[-1]) != len(values):
                raise ValueError(f"dimension '{name}' has a value twice")
            masks.append(((1 << len(values)) - 1) << place)
            place += len(values)
            guards.append(1 << place)
            place += 1
        self.dimensions = tuple(name for name, _ in dimensions)
        self.values = tuple(tuple(values) for _, values in dimensions)
        self.index = {name: i for i, name in enumerate(self.dimensions)}
        if len(self.index) != len(self.dimensions):
            raise ValueError("a dimension is named twice")
        self.masks = tuple(masks)
        self.guards = tuple(guards)
        self.fields = Fields(self.guards, self.masks)
        self.bits = tuple(bits)
        self.full = sum(masks)
        self.guard = sum(guards)
        self.low = sum(mask & -mask for mask in masks)
        self.tally = Tally(self.guards)

    def box(self, limits: Mapping[str, Iterable[str]]) -> int:
        """Give the box that holds the listed values; a dimension not named is full.

        No values listed make an empty box. An unknown dimension or value is a ValueError.
        """
        box = self.full
        for name, values in limits.items():
            if name not in self.index:
                raise ValueError(f"unknown dimension '{name}'")
            d = self.index[name]
            known = self.bits[d]
            field = 0
            for value in values:
                if value not in known:
                    raise ValueError(f"unknown value '{value}' in dimension '{name}'")
                field |= known[value]
            box = (box & ~self.masks[d]) | field
        return box

    def is_box(self, x: int) -> bool:
        """Tell whether x holds a situation at all: at least one value in every dimension."""
        return (x + self.full) & self.guard == self.guard

    def size(self, x: int) -> int:
        """Count the situations in x."""
        size = 1
        for mask in self.masks:
            size *= (x & mask).bit_count()
        return size

    def witness(self, x: int) -> int:
        """Give the most typical situation of a box: the first value it holds in each dimension.

        Works on all dimensions at once: within a field, ``-x`` is the complement plus one.
        """
        return x & ((self.full & ~x) + self.low)

    def first(self, x: int, dimension: int) -> int:
        """Give the bit of the first value that x holds in a dimension, 0 if it holds none."""
        field = x & self.masks[dimension]
        return field & -field

    def values_in(self, x: int, dimension: int) -> tuple[str, ...]:
        """Name the values that x holds in a dimension, most typical first."""
        return tuple(value for value, bit in self.bits[dimension].items() if x & bit)

    def narrowed(self, x: int) -> tuple[int, ...]:
        """List the dimensions in which x does not hold every value."""
        return tuple(d for d, mask in enumerate(self.masks) if x & mask != mask)

    def point(self, x: int) -> dict[str, str]:
        """Name the one value of each dimension of a box of size 1. Any other box is a ValueError."""
        point = {}
        for d, name in enumerate(self.dimensions):
            values = self.values_in(x, d)
            if len(values) != 1:
                raise ValueError(f"not one situation: {len(values)} values in dimension '{name}'")
            point[name] = values[0]
        return point

    def describe(self, x: int) -> dict[str, tuple[str, ...]]:
        """Name what ``box`` would need to build x again: the narrowed dimensions with their values."""
        return {self.dimensions[d]: self.values_in(x, d) for d in self.narrowed(x)}

    def free(self, x: int, dimensions: Iterable[int]) -> int:
        """Give x with every value in these dimensions."""
        for d in dimensions:
            x |= self.masks[d]
        return x

    def replace(self, x: int, dimension: int, bits: int) -> int:
        """Give x with exactly these value bits (in place) in a dimension."""
        mask = self.masks[dimension]
        return (x & ~mask) | (bits & mask)

    def with_first(self, x: int, dimensions: Iterable[int]) -> int:
        """Give x with its first value alone in some dimensions."""
        found = x
        for number in dimensions:
            found = self.replace(found, number, self.first(x, number))
        return found


class Fields(dict[int, int]):
    """From a set of guard bits to the value bits of those dimensions. Few sets occur; each is worked out only once."""

    __slots__ = ("_masks",)

    def __init__(self, guards: tuple[int, ...], masks: tuple[int, ...]) -> None:
        super().__init__()
        self._masks = tuple(zip(guards, masks, strict=True))

    def __missing__(self, key: int) -> int:
        mask = sum(mask for guard, mask in self._masks if key & guard)
        self[key] = mask
        return mask


class Tally(dict[int, int]):
    """From a set of guard bits to an integer with a 32-bit counter for each dimension, not 0 for those in the set.

    Adding such integers counts all dimensions at once; few sets occur, so each is spread out only once. Small sets
    weigh more, because a box narrower in few dimensions soon settles a cell (the rule of Jeroslow and Wang).
    """

    __slots__ = ("guards",)

    def __init__(self, guards: tuple[int, ...]) -> None:
        super().__init__()
        self.guards = guards

    def __missing__(self, key: int) -> int:
        weight = max(1, 32 >> key.bit_count())
        spread = sum(weight << 32 * d for d, guard in enumerate(self.guards) if key & guard)
        self[key] = spread
        return spread

    def most(self, sets: Iterable[int]) -> int:
        """Give the guard bit with the greatest weight over all the sets, the first of equals."""
        total = sum(map(self.__getitem__, sets))
        best, most = 0, 0
        for guard in self.guards:
            count = total & 0xFFFFFFFF
            if count > most:
                best, most = guard, count
            total >>= 32
        return best


def subtract(space: Space, box: int, other: int) -> list[int]:
    """Give disjoint boxes that are exactly box minus other, at most one for each dimension."""
    both = box & other
    full, guard = space.full, space.guard
    if (both + full) & guard != guard:
        return [box]
    outside = box ^ both
    dimensions = (outside + full) & guard
    pieces = []
    while dimensions:
        lowest = dimensions & -dimensions
        dimensions ^= lowest
        field = space.fields[lowest]
        cut = outside & field
        pieces.append((box & ~field) | cut)
        box ^= cut
    return pieces


class Work:
    """How many boxes may still be looked at where the result has to be a list of boxes. One may serve several calls."""

    __slots__ = ("left",)

    def __init__(self, boxes: int) -> None:
        self.left = boxes

    def spend(self, boxes: int) -> None:
        """Take some away. Raises TooComplex when there are not that many left."""
        self.left -= boxes
        if self.left < 0:
            raise TooComplex


def subtract_all(space: Space, boxes: Iterable[int], others: Iterable[int], work: Work | None = None) -> list[int]:
    """Give boxes that are exactly the union of boxes minus the union of others.

    What comes of one box is disjoint; two boxes that overlap leave overlapping pieces.
    The pieces multiply with every other box that crosses them. For a few dozen of these it is the fastest way (a few
    milliseconds); for more, do not subtract but ask `uncovered`, or give it `work`, the boxes it may look at: raises
    TooComplex when they are used up.
    """
    left = list(boxes)
    full, guard = space.full, space.guard
    for other in others:
        if work is not None:
            work.spend(len(left))
        after = []
        for box in left:
            both = box & other
            if (both + full) & guard != guard:
                after.append(box)
            elif both != box:
                after.extend(subtract(space, box, other))
        left = after
    return left


def meet(space: Space, boxes: Iterable[int], others: Sequence[int]) -> list[int]:
    """Give the intersections that hold a situation, of each box with each other, each intersection once."""
    full, guard = space.full, space.guard
    return list(
        dict.fromkeys(both for box in boxes for other in others if ((both := box & other) + full) & guard == guard)
    )


def absorb(space: Space, boxes: Iterable[int]) -> list[int]:
    """Drop the boxes that are empty or inside another one, in the given order; the first of equals stays."""
    full, guard = space.full, space.guard
    kept: dict[int, None] = {}
    order = list(dict.fromkeys(box for box in boxes if (box + full) & guard == guard))
    for box in sorted(order, key=int.bit_count, reverse=True):
        for larger in kept:
            if box & larger == box:
                break
        else:
            kept[box] = None
    return [box for box in order if box in kept]

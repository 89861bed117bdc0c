"""Small random spaces whose every situation can be looked at, and the plain truth about them."""

import itertools
import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hypothesis import strategies as st

from policylint.space.boxes import Space


class Case(NamedTuple):
    """A space, boxes to ask about, and lists of boxes to hold against them."""

    space: Space
    asks: list[int]
    rules: list[int]
    ignore: list[int]

    @property
    def ask(self) -> int | list[int]:
        """One box as such, several as a list: both ways of asking get their turn."""
        return self.asks[0] if len(self.asks) == 1 else self.asks


def space_of(sizes: Iterable[int]) -> Space:
    return Space([(f"d{d}", [f"v{v}" for v in range(size)]) for d, size in enumerate(sizes)])


def situations(space: Space) -> list[int]:
    return [sum(choice) for choice in itertools.product(*(bits.values() for bits in space.bits))]


def within(space: Space, *boxes: int) -> set[int]:
    """Look at every situation: those in any of the boxes."""
    return {situation for situation in situations(space) if any(situation & box == situation for box in boxes)}


def members(space: Space, boxes: Iterable[int]) -> list[int]:
    """List the situations of all boxes, one that lies in two boxes twice: disjoint if and only if none comes twice."""
    return sorted(situation for box in boxes for situation in within(space, box))


def is_clean(space: Space, box: int) -> bool:
    """Whether a box has a value in every dimension, and no bit that is not a value's."""
    return box & ~space.full == 0 and all(box & mask for mask in space.masks)


def random_case(chance: random.Random, most_rules: int = 8) -> Case:
    space = space_of(chance.randint(1, 4) for _ in range(chance.randint(1, 4)))
    often = chance.choice((0.3, 0.6, 0.9))

    def box() -> int:
        found = space.full
        for d, mask in enumerate(space.masks):
            if chance.random() < often:
                found = space.replace(found, d, chance.getrandbits(mask.bit_length()))
        return found  # empty in some dimension now and then, on purpose

    return Case(
        space,
        [box() for _ in range(chance.choice((1, 1, 2, 3)))],
        [box() for _ in range(chance.randint(0, most_rules))],
        [box() for _ in range(chance.choice((0, 0, 1, 3)))],
    )


def random_cases(seed: int, number: int, most_rules: int = 8) -> Iterator[Case]:
    chance = random.Random(seed)
    return (random_case(chance, most_rules) for _ in range(number))


def deep_cases(seed: int, number: int) -> Iterator[Case]:
    """More dimensions and rules, too many for boxes of three conditions to show everything."""
    chance = random.Random(seed)
    for _ in range(number):
        sizes = [chance.choice((2, 2, 3)) for _ in range(chance.choice((5, 6)))]
        case = policy(sizes, chance.randint(5, 14), chance.randrange(10**6), limits=(2, 3, 4, 4, 5))
        asks = case.asks if chance.random() < 0.5 else policy(sizes, 3, chance.randrange(10**6), limits=(1, 2)).rules
        yield case._replace(asks=asks)


@st.composite
def cases(draw: st.DrawFn, most_rules: int = 8) -> Case:
    space = space_of(draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)))
    box = st.tuples(*(st.one_of(st.just(mask), st.integers(0, mask).map(mask.__and__)) for mask in space.masks)).map(
        sum
    )
    return Case(
        space,
        draw(st.lists(box, min_size=1, max_size=3)),
        draw(st.lists(box, max_size=most_rules)),
        draw(st.lists(box, max_size=3)),
    )


def policy(sizes: Iterable[int], rules: int, seed: int, limits: tuple[int, ...] = (2, 3, 3, 4)) -> Case:
    """Rules as policies have them: a few dimensions limited, by neighbouring values; the first dimensions most."""
    chance = random.Random(seed)
    space = space_of(sizes)

    def box() -> int:
        chosen: set[int] = set()
        while len(chosen) < chance.choice(limits):
            chosen.add(min(chance.randrange(len(space.masks)), chance.randrange(len(space.masks))))
        found = space.full
        for d in sorted(chosen):
            values = space.values[d]
            start = chance.randrange(len(values))
            kept = values[start : start + chance.choice((1, 2, max(1, len(values) // 2)))]
            found &= space.box({space.dimensions[d]: kept})
        return found

    return Case(space, [space.full], [box() for _ in range(rules)], [box() for _ in range(max(1, rules // 10))])


def dense(space: Space, *boxes: int) -> int:
    """The situations of boxes as one integer with a bit for each situation of the space."""
    union = 0
    for box in boxes:
        found, stride = 1, 1
        for d, values in enumerate(space.values):
            held = space.values_in(box, d)
            found = sum(found << (i * stride) for i, value in enumerate(values) if value in held)
            stride *= len(values)
        union |= found
    return union


REAL = (8, 12, 4, 5, 5, 3, 8)
"""230,400 situations."""
LANGUAGE = (13, 4, 5, 30, 7, 3, 4, 2, 3, 2, 4, 6, 4, 8, 5, 8, 5)
"""The sizes of a policy's dimensions: hundreds of billions of situations."""

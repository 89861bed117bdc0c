"""How many situations of a box other boxes leave uncovered, exactly or between bounds. Knows no YAML and no policy.

Counting is #P-complete. The search remembers the count of every cell it has settled; when the budget ends, what was
remembered still serves to narrow the bounds.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from math import prod

from policylint.space.bounds import Count
from policylint.space.boxes import Space
from policylint.space.splitting import propagate, split
from policylint.space.sweeping import MOST_RULES, swept
from policylint.space.uncovered import Budget, asked

Key = tuple[int, frozenset[int]]
"""A cell and its rules, where every dimension that tells no rules apart is brought to its first value."""

Memory = dict[Key, int]
"""How many situations of a cell its rules leave."""

KEPT_FOR_BOUNDS = 4
"""One in so many cells of the budget is kept for bounding what could not be counted."""

FEW = 6
"""So few rules are counted by inclusion and exclusion, sooner than by splitting the cell."""


def count_uncovered(
    space: Space, ask: int | Sequence[int], boxes: Sequence[int], budget: Budget, memory: Memory | None = None
) -> Count:
    """Count the situations in ask (of several boxes: in any of them) that lie in none of boxes.

    memory: what earlier counts of this space found out, if they were about much the same boxes.
    """
    asks = asked(space, ask)
    cells = [(one, [*asks[:i], *boxes]) for i, one in enumerate(asks)]
    memory = {} if memory is None else memory
    total = 0
    for_counting = budget.lend(budget.left - budget.left // KEPT_FOR_BOUNDS)
    while cells:
        counted = _exactly(space, *cells[-1], memory, for_counting)
        if counted is None:
            break
        total += counted
        cells.pop()
    budget.take_back(for_counting)
    if not cells:
        return Count(total, total)
    low, high = _between(space, cells, memory, budget)
    return Count(total + low, total + high)


def _exactly(space: Space, cell: int, rules: Sequence[int], memory: Memory, budget: Budget) -> int | None:
    """Count, or give None when the budget ends first. Recurs at most once for each dimension."""
    if budget.spent():
        return None
    cell, live, narrower = propagate(space, cell, rules)
    if not cell:
        return 0
    if len(live) <= FEW:
        return _outside_few(space, cell, live, narrower)
    outer, key, live = _reduce(space, cell, live, narrower)
    inner = memory.get(key)
    if inner is None and len(live) <= MOST_RULES:
        inner = swept(space, key[0], live, narrower, budget)
        if inner is not None:
            memory[key] = inner
    if inner is None:
        inner = 0
        field, parts = split(space, key[0], live, narrower)
        cell = key[0] & ~field
        first = space.low & field
        for part, rests in parts:
            counted = _exactly(space, cell | first, [rest | first for rest in rests], memory, budget)
            if counted is None:
                return None
            inner += part.bit_count() * counted
        memory[key] = inner
    return outer * inner


def _outside_few(space: Space, cell: int, rules: Sequence[int], narrower: Sequence[int]) -> int:
    """Count what a few rules leave of a cell, by inclusion and exclusion over the dimensions that they limit."""
    limiting = 0
    for dimensions in narrower:
        limiting |= dimensions
    masks = [mask for guard, mask in zip(space.guards, space.masks, strict=True) if guard & limiting]
    whole = space.size(cell)
    inner = prod([(cell & mask).bit_count() for mask in masks])
    return whole // inner * (inner - _union_of_few(space.full, space.guard, masks, rules))


def _union_of_few(full: int, guard: int, masks: Sequence[int], boxes: Sequence[int]) -> int:
    """Count, in the masked dimensions, the situations in any of a few boxes."""
    total = 0
    for i, box in enumerate(boxes):
        size = 1
        for mask in masks:
            size *= (box & mask).bit_count()
        total += size
        common = [both for other in boxes[:i] if ((both := box & other) + full) & guard == guard]
        if common:
            total -= _union_of_few(full, guard, masks, common)
    return total


def _reduce(space: Space, cell: int, rules: list[int], narrower: list[int]) -> tuple[int, Key, list[int]]:
    """Take out of a propagated cell the dimensions in which no rule is narrower.

    Gives how many ways there are to choose in them, the key of what remains, and the rules that go with it. Left in
    the key, these dimensions would make nearly every cell look new: right answers, and no speed.
    """
    limiting = 0
    for dimensions in narrower:
        limiting |= dimensions
    mask = space.fields[limiting]
    firsts = space.low & ~mask
    others = cell & ~mask
    cell = (cell & mask) | firsts
    rules = [(rule & mask) | firsts for rule in rules]
    return space.size(others | (space.low & mask)), (cell, frozenset(rules)), rules


def _between(space: Space, cells: list[tuple[int, list[int]]], memory: Memory, budget: Budget) -> tuple[int, int]:
    """Bound the count: always split the largest cell, for it holds most of the doubt."""
    low = 0
    # The third entry makes the order total: no comparison ever reaches the rules.
    heap = [(-space.size(cell), i, cell, rules) for i, (cell, rules) in enumerate(cells)]
    heapify(heap)
    serial = len(heap)
    while heap and not budget.spent():
        _, _, cell, rules = heappop(heap)
        cell, live, narrower = propagate(space, cell, rules)
        if not cell:
            continue
        if len(live) <= FEW:
            low += _outside_few(space, cell, live, narrower)
            continue
        outer, key, rules = _reduce(space, cell, live, narrower)
        inner = memory.get(key)
        if inner is None and len(live) <= MOST_RULES:
            inner = swept(space, key[0], rules, narrower, budget)
        if inner is not None:
            low += outer * inner
            continue
        field, parts = split(space, cell, live, narrower)
        cell &= ~field
        for part, rests in parts:
            child = cell | part
            heappush(heap, (-space.size(child), serial, child, [rest | part for rest in rests]))
            serial += 1
    return low, low - sum(entry[0] for entry in heap)

"""How much of a cell some dozens of rules leave, counted one dimension at a time. Knows no YAML and no policy.

Of what was chosen in the dimensions so far only this matters: which rules still hold. So all choices that agree in it
are counted together, level by level, as a decision diagram joins equal nodes (Bryant 1986). With a bit for each rule, a
step is an `and`, some hundred times cheaper than splitting a cell; but many rules can be alive in very many ways.
"""

from collections.abc import Sequence

from policylint.space.boxes import Space
from policylint.space.uncovered import Budget

MOST_RULES = 48
"""Of more rules a sweep rarely comes to its end."""
MOST_STEPS = 16_000
"""So many steps a sweep may take."""
STEPS_PER_CELL = 100
"""So many steps cost about as much time as one cell of a search."""

Step = tuple[list[tuple[int, int]], int, int, int]
"""One dimension: its parts, each as the rules that it limits and that hold there, and how many values it has; the rules
that it limits; those of them that limit no later one; and how many ways there are to choose in all later ones."""


def swept(space: Space, cell: int, rules: Sequence[int], narrower: Sequence[int], budget: Budget) -> int | None:
    """Count what rules leave of a propagated cell; None: that would take too many steps.

    narrower: for each rule the guard bits of the dimensions in which it is narrower than the cell.
    """
    most = min(MOST_STEPS, budget.left * STEPS_PER_CELL)
    steps, free = _steps(space, cell, rules, narrower)
    states = {(1 << len(rules)) - 1: 1}
    total = taken = 0
    for parts, limiting, last, later in steps:
        if taken + len(states) * len(parts) > most:
            break
        following: dict[int, int] = {}
        # What can become of the rules that this dimension limits, by which of them are alive: often next to none are.
        becoming: dict[int, list[tuple[int, int]]] = {}
        for alive, ways in states.items():
            concerned = alive & limiting
            outcomes = becoming.get(concerned)
            if outcomes is None:
                values: dict[int, int] = {}
                for holding, many in parts:
                    kept = concerned & holding
                    if not kept & last:
                        values[kept] = values.get(kept, 0) + many
                outcomes = becoming[concerned] = list(values.items())
                taken += len(parts)
            taken += len(outcomes)
            alive ^= concerned
            for kept, many in outcomes:
                rest = alive | kept
                if rest:
                    following[rest] = following.get(rest, 0) + ways * many
                else:
                    total += ways * many * later
        states = following
    budget.left = max(0, budget.left - taken // STEPS_PER_CELL)
    return None if states else total * free


def _steps(space: Space, cell: int, rules: Sequence[int], narrower: Sequence[int]) -> tuple[list[Step], int]:
    """What to do in each dimension, and how many ways there are to choose in those that no rule limits.

    The dimensions that say most come first, as in `split`: there rules end soonest.
    """
    weights = sum(map(space.tally.__getitem__, narrower))
    dimensions = []
    free = 1
    for guard, mask in zip(space.guards, space.masks, strict=True):
        weight = weights & 0xFFFFFFFF
        weights >>= 32
        if weight:
            dimensions.append((weight, guard, cell & mask))
        else:
            free *= (cell & mask).bit_count()
    dimensions.sort()
    steps: list[Step] = []
    limiting_later = 0
    later = 1
    for _, guard, field in dimensions:
        limiting = 0
        sets: dict[int, int] = {}
        for number, rule in enumerate(rules):
            if narrower[number] & guard:
                limiting |= 1 << number
                inside = rule & field
                sets[inside] = sets.get(inside, 0) | 1 << number
        parts: dict[int, int] = {}
        bits = field
        while bits:
            value = bits & -bits
            bits ^= value
            holding = 0
            for inside, numbers in sets.items():
                if inside & value:
                    holding |= numbers
            parts[holding] = parts.get(holding, 0) + 1
        steps.append((list(parts.items()), limiting, limiting & ~limiting_later, later))
        limiting_later |= limiting
        later *= field.bit_count()
    return steps[::-1], free

"""The two steps every search over a cell takes: settle what rules settle alone, then split. Knows no YAML, no policy.

A cell is a box under search, with the boxes (here: rules) that may still cover some of it. All questions of this
package (what is uncovered, how much, which classes hold where) repeat these steps and differ in what they do with the
cells. The first step is unit propagation, also known as the simplification of slabs in algorithms for Klee's measure
(Overmars and Yap; Chan); the second is the branching step of the unate-recursive paradigm (Espresso).
"""

from collections.abc import Iterable

from policylint.space.boxes import Space


def propagate(space: Space, cell: int, rules: Iterable[int]) -> tuple[int, list[int], list[int]]:
    """Cut off the cell what single rules cover, as long as it stays a box.

    Gives the rest of the cell (0: covered), the rules that meet it, cut to it, and for each the guard bits of the
    dimensions, always two or more, in which it is narrower than the cell.
    """
    full, guard, fields = space.full, space.guard, space.fields
    while True:
        live: list[int] = []
        narrower: list[int] = []
        before = cell
        for rule in rules:
            both = rule & cell
            if (both + full) & guard != guard:
                continue
            outside = cell ^ both
            if not outside:
                return 0, [], []
            dimensions = (outside + full) & guard
            if dimensions & (dimensions - 1):
                live.append(both)
                narrower.append(dimensions)
            else:
                cell ^= both & fields[dimensions]
        if cell == before:
            return cell, live, narrower
        rules = live


def split(space: Space, cell: int, rules: list[int], narrower: list[int]) -> tuple[int, list[tuple[int, list[int]]]]:
    """Part a propagated cell along the dimension in which most rules are narrower.

    Values that see the same rules stay together, where rules that differ only in this dimension count as one: the
    coarsest parting that matters. Gives the mask of the dimension and the parts, most typical value first, each as
    its bits in the dimension and the rules that hold them (cut to other dimensions: empty in this one).
    """
    field = space.fields[space.tally.most(narrower)]
    merged: dict[int, int] = {}
    for rule in rules:
        inside = rule & field
        rest = rule ^ inside
        merged[rest] = merged.get(rest, 0) | inside
    holders: dict[int, list[int]] = {}
    for rest, inside in merged.items():
        holders.setdefault(inside, []).append(rest)
    return field, [
        (part, [rest for inside, rests in holders.items() if inside & part for rest in rests])
        for part in refine(cell & field, holders)
    ]


def refine(whole: int, sets: Iterable[int]) -> list[int]:
    """Part the bits of whole into those that lie in the same sets, lowest bit first."""
    parts = [whole]
    for one in sets:
        finer = []
        for part in parts:
            common = part & one
            if common:
                finer.append(common)
            if common != part:
                finer.append(part ^ common)
        parts = finer
    parts.sort(key=lambda part: part & -part)
    return parts

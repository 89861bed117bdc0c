"""Which classes of boxes hold where: a partition of a box into regions. Knows no YAML and no policy.

With permits as one class and forbids as another, the regions in both are the conflicts; with the old and the new
permits and forbids as four classes, they tell what an edit changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from policylint.space.boxes import Space
from policylint.space.splitting import refine
from policylint.space.uncovered import Budget
from policylint.typed import NamedTuple

Rule = tuple[int, int]
"""A box and the bits of the classes it belongs to."""


class Region(NamedTuple):
    """A box, and the classes that hold in all of it.

    resolved: no other class holds anywhere in it. Otherwise the budget ended, and other classes may hold in places.
    """

    box: int
    classes: int
    resolved: bool


class Cell(NamedTuple):
    """A box under search: the classes sure in all of it, the rules that could add one somewhere, and for each of
    these the guard bits of the dimensions in which it is narrower."""

    box: int
    sure: int
    live: list[Rule]
    narrower: list[int]


def regions(
    space: Space,
    ask: int,
    classes: Sequence[Sequence[int]],
    budget: Budget,
    wanted: Callable[[int, int], bool] | None = None,
) -> Iterator[Region]:
    """Yield disjoint regions that partition ask; bit i of a region's classes: it lies inside the boxes of class i.

    ``wanted`` leaves out what is of no interest, often most of the work: it is given the classes that hold in all of
    a box and those that may hold somewhere in it (these include the first), and says whether any region with classes
    between the two is wanted. Then the regions do not partition ask but include everything wanted.
    """
    if not space.is_box(ask):
        return
    bits: dict[int, int] = {}
    for i, boxes in enumerate(classes):
        for box in boxes:
            bits[box] = bits.get(box, 0) | 1 << i
    judge = None if wanted is None else _remembered(wanted)
    if budget.spent():
        yield Region(ask, 0, False)
        return
    work = [_settle(space, ask, 0, bits.items(), judge)]
    while work:
        cell, sure, live, narrower = work.pop()
        if not live:
            if cell:
                yield Region(cell, sure, True)
            continue
        field = space.fields[space.tally.most(narrower)]
        whole = cell & field
        cell ^= whole
        alike: dict[tuple[int, int, frozenset[Rule]], tuple[int, Cell]] = {}
        for part, rules in _parts(field, whole, live):
            if budget.spent():
                yield Region(cell | part, sure, False)
                continue
            child = _settle(space, cell | part, sure, [(rule | part, more) for rule, more in rules], judge)
            if child.box:
                # Parts in which the same is settled and the same is open are one region, or one cell to go on with.
                key = (child.box & ~field, child.sure, frozenset((rule & ~field, more) for rule, more in child.live))
                before = alike[key][0] if key in alike else 0
                alike[key] = (before | (child.box & field), child)
        for part, child in reversed(alike.values()):
            rest = child.box & ~field
            live = [((rule & ~field) | part, more) for rule, more in child.live]
            work.append(Cell(rest | part, child.sure, live, child.narrower))


def _remembered(wanted: Callable[[int, int], bool]) -> Callable[[int, int], bool]:
    """Ask wanted only once about the same classes: few combinations occur, and the asking takes time."""
    memory: dict[tuple[int, int], bool] = {}

    def judge(sure: int, maybe: int) -> bool:
        key = (sure, maybe)
        if key not in memory:
            memory[key] = wanted(sure, maybe)
        return memory[key]

    return judge


def _settle(
    space: Space, cell: int, sure: int, rules: Iterable[Rule], wanted: Callable[[int, int], bool] | None
) -> Cell:
    """Find the classes that hold in all of a cell and the rules that could still add one; cut off what is unwanted.

    Gives a cell with box 0 when nothing in it is wanted.
    """
    full, guard = space.full, space.guard
    while True:
        meeting: list[tuple[int, int, int]] = []
        for rule, classes in rules:
            both = rule & cell
            if (both + full) & guard != guard:
                continue
            if both == cell:
                sure |= classes
            else:
                meeting.append((both, classes, ((cell ^ both) + full) & guard))
        live: list[Rule] = []
        narrower: list[int] = []
        for both, classes, dimensions in meeting:
            more = classes & ~sure
            if more:
                live.append((both, more))
                narrower.append(dimensions)
        if wanted is None:
            return Cell(cell, sure, live, narrower)
        smaller = _cut(space, cell, sure, live, narrower, wanted)
        if smaller == cell or not smaller:
            return Cell(smaller, sure, live, narrower)
        cell = smaller
        rules = live


def _cut(
    space: Space, cell: int, sure: int, live: list[Rule], narrower: list[int], wanted: Callable[[int, int], bool]
) -> int:
    """Cut off a cell what is unwanted for a reason that one look can see; 0 when nothing in it is wanted."""
    maybe = sure
    for _, more in live:
        maybe |= more
    if not wanted(sure, maybe):
        return 0
    # A class without which nothing is wanted: keep the smallest box around all that may bring it.
    missing = maybe & ~sure
    while missing:
        one = missing & -missing
        missing ^= one
        if not wanted(sure, maybe & ~one):
            around = 0
            for rule, more in live:
                if more & one:
                    around |= rule
            cell &= around
    # A rule whose classes make everything unwanted: cut off what it covers, if a box remains (unit propagation).
    fields = space.fields
    for (rule, more), dimensions in zip(live, narrower, strict=True):
        if not dimensions & (dimensions - 1) and not wanted(sure | more, maybe):
            cell &= ~(rule & fields[dimensions])
    return cell if space.is_box(cell) else 0


def _parts(field: int, whole: int, live: list[Rule]) -> list[tuple[int, list[Rule]]]:
    """Part a dimension into the values that see the same rules; rules that differ only in it count as one."""
    merged: dict[Rule, int] = {}
    for rule, more in live:
        inside = rule & field
        key = (rule ^ inside, more)
        merged[key] = merged.get(key, 0) | inside
    return [
        (part, [rule for rule, inside in merged.items() if inside & part])
        for part in refine(whole, dict.fromkeys(merged.values()))
    ]

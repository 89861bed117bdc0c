"""What of a box other boxes leave uncovered, piece by piece, within a budget. Knows no YAML and no policy.

Deciding whether anything is left is co-NP-complete in the number of dimensions, so every question has a budget. It
counts cells of the search, never time: the same question has the same answer on every machine.
"""

from collections.abc import Iterator, Sequence

from policylint.space.boxes import Space, absorb
from policylint.space.splitting import propagate, split
from policylint.typed import NamedTuple

GRACE = 4096
"""Cells for keeping unresolved pieces of several asked boxes apart, after the budget has ended."""


class Budget:
    """How many cells a search may still look at. One budget may serve several questions in turn."""

    __slots__ = ("exhausted", "left")

    left: int
    """Cells not yet used."""
    exhausted: bool
    """Whether somebody was refused a cell: some answer is incomplete."""

    def __init__(self, cells: int) -> None:
        self.left = cells
        self.exhausted = False

    def spent(self, cells: int = 1) -> bool:
        """Take some cells; True if there are not that many left (then the rest is gone too)."""
        self.left -= cells
        if self.left < 0:
            self.left = 0
            self.exhausted = True
            return True
        return False

    def lend(self, cells: int) -> "Budget":
        """Take out a budget of its own with so many of the cells, or as many as are left."""
        part = Budget(min(cells, self.left))
        self.left -= part.left
        return part

    def take_back(self, part: "Budget") -> None:
        """Put back what a lent budget has left. Its end is not counted as the end of this one."""
        self.left += part.left
        part.left = 0


class Piece(NamedTuple):
    """A box that is not covered, or (resolved False) one about which the budget left nothing proven."""

    box: int
    resolved: bool


def asked(space: Space, ask: int | Sequence[int]) -> list[int]:
    """List the boxes asked about, without empty ones and ones inside others."""
    if isinstance(ask, int):
        return [ask] if space.is_box(ask) else []
    return absorb(space, ask)


def uncovered(space: Space, ask: int | Sequence[int], boxes: Sequence[int], budget: Budget) -> Iterator[Piece]:
    """Yield disjoint pieces that together are exactly ask minus the union of boxes.

    ``ask`` may be several boxes that overlap; the pieces are disjoint overall. When the budget ends, the cells still
    to be searched come unresolved. Lazy: the first piece costs little, and who has enough may stop.
    """
    asks = asked(space, ask)
    for i, one in enumerate(asks):
        yield from _uncovered_in_one(space, one, asks[:i], boxes, budget)


def _uncovered_in_one(
    space: Space, ask: int, earlier: list[int], boxes: Sequence[int], budget: Budget
) -> Iterator[Piece]:
    """Yield the pieces of one box that lie in no earlier one."""
    grace = Budget(GRACE)
    work: list[tuple[int, Sequence[int]]] = [(ask, [*earlier, *boxes] if earlier else boxes)]
    while work:
        cell, rules = work.pop()
        if budget.spent():
            if earlier:
                for piece, _ in _uncovered_in_one(space, cell, [], earlier, grace):
                    yield Piece(piece, False)
            else:
                yield Piece(cell, False)
            continue
        cell, live, narrower = propagate(space, cell, rules)
        if not cell:
            continue
        if not live:
            yield Piece(cell, True)
            continue
        field, parts = split(space, cell, live, narrower)
        cell &= ~field
        # The stack hands out the last one first: most typical values are searched first.
        for part, rests in reversed(parts):
            work.append((cell | part, [rest | part for rest in rests]))


def first_uncovered(space: Space, ask: int | Sequence[int], boxes: Sequence[int], budget: Budget) -> Piece | None:
    """Find one uncovered piece, or prove that there is none (None). An unresolved piece: not decided.

    Faster than listing, because most of a cell need not be searched: where one value sees all the rules that another
    sees, it is covered if the other is (the unate reduction of Espresso's tautology check). The piece is a part of
    what is uncovered, not the largest.
    """
    for one in asked(space, ask):
        work: list[tuple[int, Sequence[int]]] = [(one, boxes)]
        while work:
            cell, rules = work.pop()
            if budget.spent():
                return Piece(cell, False)
            cell, live, narrower = propagate(space, cell, rules)
            if not cell:
                continue
            cell, live, narrower = _unmentioned(space, cell, live, narrower)
            if not live:
                return Piece(cell, True)
            field, parts = split(space, cell, live, narrower)
            cell &= ~field
            # Fewest rules first: the likeliest place for a hole, and no later part can see fewer than an earlier one.
            parts.sort(key=lambda part: len(part[1]))
            fewest: list[tuple[int, list[int], set[int]]] = []
            for part, rests in parts:
                holds = set(rests)
                if not any(other <= holds for _, _, other in fewest):
                    fewest.append((part, rests, holds))
            for part, rests, _ in reversed(fewest):
                work.append((cell | part, [rest | part for rest in rests]))
    return None


def _unmentioned(space: Space, cell: int, rules: list[int], narrower: list[int]) -> tuple[int, list[int], list[int]]:
    """Keep of the cell, in each dimension, only values that no rule narrower in it lists, if there are any.

    If such a value is covered, it is by rules that take the whole dimension, and these cover the rest as well.
    """
    full, guard, fields = space.full, space.guard, space.fields
    while rules:
        mentioned = 0
        for rule, dimensions in zip(rules, narrower, strict=True):
            mentioned |= rule & fields[dimensions]
        free = cell & ~mentioned
        open_dimensions = (free + full) & guard
        kept = [i for i, dimensions in enumerate(narrower) if not dimensions & open_dimensions]
        if len(kept) == len(rules):
            break
        cell = (cell & ~fields[open_dimensions]) | free
        rules = [rules[i] for i in kept]
        narrower = [narrower[i] for i in kept]
    return cell, rules, narrower


def is_covered(space: Space, ask: int | Sequence[int], boxes: Sequence[int], budget: Budget) -> bool | None:
    """Tell whether the boxes cover everything asked. None: not decided within the budget."""
    piece = first_uncovered(space, ask, boxes, budget)
    if piece is None:
        return True
    return False if piece.resolved else None

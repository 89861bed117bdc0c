"""Which situations have another verdict after an edit, each way of changing as one question. Knows no words.

A situation that goes from one line of the table of verdicts to another does so because of a box that stands in the
earlier of the two lines on one side only. So each pair of lines is one question: the boxes that stand on one side only,
where they meet the boxes of the other line, less everything above the two lines.
"""

from collections.abc import Iterator

from policylint.review.diff_asker import Asker, Found
from policylint.review.diff_sides import FORBIDDEN, IMPOSSIBLE, SILENT, SLOTS, Focus, Side


def shifts(asker: Asker, focus: Focus) -> Iterator[tuple[str, str, Found]]:
    """Every way in which verdicts changed within a box: the verdict before, the one after, and where."""
    old, new = focus.old.slots, focus.new.slots
    for before in range(len(SLOTS)):
        for after in range(len(SLOTS)):
            if SLOTS[before] == SLOTS[after]:
                continue
            if before < after:
                alone = set(old[before]) - set(new[before])
                among = new[after]
            else:
                alone = set(new[after]) - set(old[after])
                among = old[before]
            if not alone or not among:
                continue
            # Silence is everywhere where nothing else is.
            lists = [] if SILENT in (before, after) else [among]
            found = asker.where(sorted(alone), lists, above(focus, before, after), void(focus, before, after))
            if found is not None:
                yield SLOTS[before], SLOTS[after], found


def above(focus: Focus, before: int, after: int) -> list[int]:
    """What settles a situation earlier than these lines of the table do, impossibility aside."""
    return [*_above(focus.old, before), *_above(focus.new, after)]


def _above(side: Side, line: int) -> list[int]:
    # A contradiction lies within a prohibition: where both are above the line, the prohibition is enough.
    spared = {number - 1 for number in FORBIDDEN if number < line}
    return [box for number in range(1, line) if number not in spared for box in side.slots[number]]


def void(focus: Focus, before: int = SILENT, after: int = SILENT) -> list[int]:
    """What cannot happen, in the editions where that is not what the question is about."""
    return [
        *(focus.old.slots[IMPOSSIBLE] if before else ()),
        *(focus.new.slots[IMPOSSIBLE] if after else ()),
    ]

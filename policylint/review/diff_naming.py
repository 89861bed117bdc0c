"""Where a policy says the same less expressly after an edit, or more so: which device, which time. Knows no words.

Only situations with the same verdict count: that another verdict is less express than the one before is no news. It
also makes the question a small one, because there the rule of limits (`semantics.md`, section 4) has nothing left to
decide: where something is allowed, no prohibition silences a permission, and where it is forbidden, none is heard.
"""

from collections.abc import Iterator

from policylint.review.diff_asker import Asker, Found
from policylint.review.diff_attached import CONDITIONAL, PERMITTED, kept
from policylint.review.diff_sides import FORBIDDEN, REACHED, Focus, Side
from policylint.space.boxes import meet

NAMINGS = (("device",), ("time",), ("device", "time"))
"""What checks ask for most: whether one clause says which device, which time, or both together."""


def namings(asker: Asker, focus: Focus) -> Iterator[tuple[str, str, Found]]:
    """Every change in what clauses name within a box, where the verdict stayed."""
    index = asker.space.index
    wanted = [names for names in NAMINGS if all(name in index for name in names)]
    for lines in (FORBIDDEN, CONDITIONAL, PERMITTED):
        for before in lines:
            for after in lines:
                for names in wanted:
                    asked = [1 << index[name] for name in names]
                    for kind, one, other, line in (
                        ("less-explicit", focus.old, focus.new, (before, after)),
                        ("more-explicit", focus.new, focus.old, (after, before)),
                    ):
                        have = _naming(asker, one, sum(asked), line[0])
                        lack = _naming(asker, other, sum(asked), line[1])
                        same = set(lack)
                        base = [box for box in have if box not in same]
                        # Who no longer says on which device no longer says on which device and when: once is enough.
                        for each in asked if len(asked) > 1 else ():
                            base = meet(asker.space, base, _naming(asker, other, each, line[1]))
                        said = kind, " and ".join(names)
                        yield from kept(asker, focus, said, base, (before, after), lack)


def _naming(asker: Asker, side: Side, asked: int, line: int) -> list[int]:
    """Where a clause that can be heard on a line of the table names all the asked dimensions."""
    decision = side.decision
    voices = decision.reached_voices if line >= REACHED else decision.voices
    effects = ("forbid",) if line in FORBIDDEN else ("permit", "forbid")
    return [
        box
        for voice in voices
        if voice.piece.effect in effects
        for box in dict.fromkeys(voice.naming(asker.space, asked, by_clause=False))
    ]

"""Where a policy says the same less expressly after an edit, or more so: which device, which time. Knows no words.

Only situations with the same verdict count: that another verdict is less express than the one before is no news. It
also makes the question a small one, because there the rule of limits (`semantics.md`, section 4) has nothing left to
decide: where something is allowed, no prohibition silences a permission, and where it is forbidden, none is heard.
"""

from collections.abc import Iterator, Mapping

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
    old, new = _Naming(asker, focus.old), _Naming(asker, focus.new)
    for lines in (FORBIDDEN, CONDITIONAL, PERMITTED):
        for before in lines:
            for after in lines:
                if not (focus.old.slots[before] and focus.new.slots[after]):
                    continue
                for names in wanted:
                    asked = [1 << index[name] for name in names]
                    for kind, one, other, line in (
                        ("less-explicit", old, new, (before, after)),
                        ("more-explicit", new, old, (after, before)),
                    ):
                        lack = other.where(sum(asked), line[1])
                        base = [box for box in one.where(sum(asked), line[0]) if box not in lack]
                        # Who no longer says on which device no longer says on which device and when: once is enough.
                        for each in asked if len(asked) > 1 else ():
                            base = meet(asker.space, base, list(other.where(each, line[1]))) if base else base
                        said = kind, " and ".join(names)
                        yield from kept(asker, focus, said, base, (before, after), list(lack))


class _Naming:
    """Where one edition names dimensions. Several lines of the table ask for the same, which is worked out once."""

    def __init__(self, asker: Asker, side: Side) -> None:
        self.space = asker.space
        self.decision = side.decision
        self.known: dict[tuple[int, bool, bool], dict[int, None]] = {}

    def where(self, asked: int, line: int) -> Mapping[int, None]:
        """Where a clause that can be heard on a line of the table names all the asked dimensions, each box once."""
        key = (asked, line >= REACHED, line in FORBIDDEN)
        if key not in self.known:
            voices = self.decision.reached_voices if line >= REACHED else self.decision.voices
            effects = ("forbid",) if line in FORBIDDEN else ("permit", "forbid")
            self.known[key] = {
                box: None
                for voice in voices
                if voice.piece.effect in effects
                for box in voice.naming(self.space, asked, by_clause=False)
            }
        return self.known[key]

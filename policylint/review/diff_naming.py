"""Where a policy says something about devices or times less expressly, or more so, after an edit. Knows no words."""

from collections.abc import Iterator

from policylint.review.diff_asker import Asker, Found
from policylint.review.diff_attached import barred
from policylint.review.diff_sides import Focus
from policylint.review.diff_verdicts import void

NAMINGS = (("device",), ("time",), ("device", "time"))
"""What checks ask for most: whether one clause says which device, which time, or both together."""


def namings(asker: Asker, focus: Focus) -> Iterator[tuple[str, str, Found]]:
    """Every change in what clauses name within a box, where something is settled on both sides."""
    old, new = focus.old.decision, focus.new.decision
    closed = [*barred(asker, focus.old, True), *barred(asker, focus.new, True)]
    index = asker.space.index
    told: dict[str, list[int]] = {"less-explicit": [], "more-explicit": []}
    for names in NAMINGS:
        if any(name not in index for name in names):
            continue
        asked = sum(1 << index[name] for name in names)
        before, after = (each.explicit(asked, [focus.box]) for each in (old, new))
        for kind, have, have_not, among in (
            ("less-explicit", before, after, new.general()),
            ("more-explicit", after, before, old.general()),
        ):
            base = asker.pieces([box for box in have if box not in set(have_not)], have_not)
            if not base or not among:
                continue
            # Who no longer says on which device no longer says on which device and when: that is said once.
            found = asker.where(base, among, [*closed, *told[kind]], void(focus))
            if found is not None:
                yield kind, " and ".join(names), found
            told[kind] += base

"""Everything that an edit changes about situations: verdicts, conditions, duties, advice, what is said expressly."""

from typing import NamedTuple

from policylint.review.diff_region import Region
from policylint.review.diff_sides import Pair
from policylint.review.diff_verdicts import Asker, Shifts, verdict_shifts

MOST_SHOWN = 5
"""So many boxes are shown of each kind."""


class Situational(NamedTuple):
    """groups: changes of one kind from one verdict to another. exact: all of it was looked at to the end."""

    groups: tuple[Shifts, ...]
    exact: bool


def situational(pair: Pair, most: int = MOST_SHOWN, effort: int = 1) -> Situational:
    """Compare what two editions say about every situation."""
    asker = Asker(pair, most, effort)
    region = Region(pair)
    groups = tuple(verdict_shifts(asker, region))
    return Situational(groups, all(each.exact for each in groups))

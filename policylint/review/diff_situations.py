"""Everything that an edit changes about situations: verdicts, conditions, duties, advice, what is said expressly."""

from policylint.review.diff_asker import Asker, Found, Spot
from policylint.review.diff_attached import attachments
from policylint.review.diff_kinds import DUTIES, KINDS, kind_of
from policylint.review.diff_naming import namings
from policylint.review.diff_region import region
from policylint.review.diff_sides import Focus, Pair, focus
from policylint.review.diff_verdicts import shifts
from policylint.space.bounds import Count
from policylint.typed import NamedTuple

MOST_SHOWN = 5
"""So many boxes are shown of each kind."""


class Case(NamedTuple):
    """A box of situations of which something changed in one way. focus: what both editions say around it."""

    kind: str
    before: str
    after: str
    spot: Spot
    focus: Focus


class Group(NamedTuple):
    """All situations that changed in one way; before and after: verdicts, or what else tells the ways apart."""

    kind: str
    before: str
    after: str
    cases: tuple[Case, ...]
    total: Count


class Situational(NamedTuple):
    """groups: most important kind first. exact: all of it was looked at to the end."""

    groups: tuple[Group, ...]
    exact: bool


def _total(kind: str, parts: list[tuple[Found, Focus]]) -> Count:
    """Count what was found box by box. Two duties of a kind can change in the same situation, which counts once."""
    boxes: dict[int, list[Count]] = {}
    for found, near in parts:
        boxes.setdefault(near.box, []).append(found.total)
    join = max if kind in DUTIES else sum
    low = sum(join([each.low for each in counts]) for counts in boxes.values())
    return Count(low, sum(each.high for counts in boxes.values() for each in counts))


def situational(both: Pair, most: int = MOST_SHOWN, effort: int = 1) -> Situational:
    """Compare what two editions say about every situation."""
    asker = Asker(both.space, both.vocabulary.cases(both.vocabulary.empty), most, effort)
    gathered: dict[tuple[str, str, str], list[tuple[Found, Focus]]] = {}
    for box in region(both):
        near = focus(both, box)
        for before, after, found in shifts(asker, near):
            gathered.setdefault((kind_of(before, after), before, after), []).append((found, near))
        for kind, what, found in (*attachments(asker, near), *namings(asker, near)):
            gathered.setdefault((kind, what, what), []).append((found, near))
        asker.hidden.append(box)
    order = list(KINDS)
    groups = []
    for key in sorted(gathered, key=lambda key: order.index(key[0])):
        parts = gathered[key]
        cases = [Case(*key, spot, near) for found, near in parts for spot in found.spots]
        cases.sort(key=lambda case: (not case.spot.everyday, -case.spot.new, case.spot.box))
        groups.append(Group(*key, tuple(cases[:most]), _total(key[0], parts)))
    exact = all(found.exact for parts in gathered.values() for found, _ in parts)
    return Situational(tuple(groups), exact and not asker.cut_short)

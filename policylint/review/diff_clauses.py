"""Which clause of the new edition is which of the old one, and what of it was edited. Knows data, no situations."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from policylint.policy.model import Clause, Policy
from policylint.review.diff_items import frozen
from policylint.typed import Any, NamedTuple

PROSE = ("title", "text")
"""The keys of a clause that people read."""
ASIDE = frozenset({"id", *PROSE, "note", "authority", "source-line"})
"""Keys of a clause that are no part of what it decides."""


class Twins(NamedTuple):
    """A clause in both editions; one of them is None when it was added or removed."""

    old: Clause | None
    new: Clause | None

    @property
    def id(self) -> str:
        clause = self.new or self.old
        return clause.id if clause else ""

    @property
    def structure(self) -> bool:
        """Whether more than prose and notes differs."""
        return self.old is None or self.new is None or deciding(self.old.data) != deciding(self.new.data)

    @property
    def prose(self) -> bool:
        """Whether the text differs."""
        return self.old is None or self.new is None or self.old.text.split() != self.new.text.split()


class Matched(NamedTuple):
    """All clauses of both editions. renamed: only the id differs. moved: only the place does."""

    twins: tuple[Twins, ...]
    renamed: tuple[Twins, ...]
    moved: tuple[Twins, ...]

    def edited(self) -> dict[str, Twins]:
        """By id, old or new: the clauses whose structure was edited, added or removed ones included."""
        found = {}
        for each in self.twins:
            if each.structure:
                found.update({clause.id: each for clause in (each.old, each.new) if clause})
        return found


def match(old: Policy, new: Policy) -> Matched:
    """Match clauses by id; those left over by having the same content under another id."""
    before, after = ({clause.id: clause for clause in policy.clauses} for policy in (old, new))
    gone = {clause.id: clause for clause in old.clauses if clause.id not in after}
    same: dict[Any, list[Clause]] = {}
    for clause in gone.values():
        same.setdefault(_content(clause.data), []).append(clause)
    twins: list[Twins] = []
    renamed: list[Twins] = []
    for clause in new.clauses:
        if clause.id in before:
            twins.append(Twins(before[clause.id], clause))
        elif same.get(_content(clause.data)):
            twin = same[_content(clause.data)].pop(0)
            del gone[twin.id]
            renamed.append(Twins(twin, clause))
            twins.append(renamed[-1])
        else:
            twins.append(Twins(None, clause))
    places = [each.old.number for each in twins if each.old]
    staying = _rising(places)
    moved = tuple(each for each in twins if each.old and each.old.number not in staying)
    return Matched((*twins, *(Twins(clause, None) for clause in gone.values())), tuple(renamed), moved)


def deciding(data: Mapping[str, Any]) -> Any:
    """What a clause decides, in a form that can be compared."""
    return frozen({key: value for key, value in data.items() if key not in ASIDE})


def _content(data: Mapping[str, Any]) -> Any:
    return frozen({key: value for key, value in data.items() if key not in ("id", "source-line")})


def _rising(numbers: Sequence[int]) -> frozenset[int]:
    """The longest rising sequence in a list of different numbers (patience sorting)."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tops, number)
        before[number] = tops[at - 1] if at else None
        tops[at : at + 1] = [number]
    found: set[int] = set()
    last = tops[-1] if tops else None
    while last is not None:
        found.add(last)
        last = before[last]
    return frozenset(found)

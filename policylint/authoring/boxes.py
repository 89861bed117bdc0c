"""A norm to the box that it speaks of: of its words those that say who acts, how and where. It makes no clause.

What stands in a longer phrase, is the object of another verb or stands behind a preposition is left out.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from policylint.authoring.norms import Norm
from policylint.policy.inference import Inferred, Proposal, box_of_values
from policylint.reading.sentences import word_set

CONTENT = frozenset({"information", "manner", "material", "topic"})
PLACES = frozenset({"account", "page", "channel"})


def listed(names: Any) -> tuple[str, ...]:
    """The names of a field that is one name, a list of them, or not there."""
    return (names,) if isinstance(names, str) else tuple(names or ())


def box_of(norm: Norm) -> dict[str, Any]:
    """The box that a norm speaks of: its own words, then those that open its list, then its heading."""
    box = dict(_acting(norm).box())
    for dimension, names in box_of_values(norm.shared).items():
        box.setdefault(dimension, names)
    placed = bool(box.keys() & PLACES)
    for dimension, names in box_of_values(norm.above).items():
        if not (placed and dimension in PLACES) and names != "agency":
            box.setdefault(dimension, names)
    if norm.effect == "power":
        box["who"] = "agency"
    elif box.get("who") == "public" and "capacity" in box and "citizen" in " ".join(norm.words):
        del box["who"]  # a private citizen is somebody's staff
    activities = box.get("activity")
    if isinstance(activities, list) and "use" in activities and _uses_to(norm):
        rest = [name for name in activities if name != "use"]
        box["activity"] = activities = rest[0] if len(rest) == 1 else rest
    if isinstance(activities, list) and "message" in activities and _is_place(norm):
        rest = [name for name in activities if name != "message"]
        box["activity"] = rest[0] if len(rest) == 1 else rest
    if box.get("activity") == "use" and len(box) == 1:
        return {}
    return dict(sorted(box.items(), key=lambda item: order(item[0])))


BEHIND = word_set("of for to by from with behalf at against about within")


def _acting(norm: Norm) -> Proposal:
    """The sentence without the agency that only stands behind a preposition: "on behalf of the city", "staff of it"."""
    tokens = norm.proposal.modality.tokens
    kept = []
    for value in _outermost(norm.proposal.values):
        if value.dimension == "who" and value.names[-1:] == ("agency",):
            first = bisect_left(tokens.starts, value.start - norm.start)
            if first and tokens.lower[first - 1] in BEHIND:
                continue
        kept.append(value)
    return norm.proposal._replace(values=tuple(kept))


def _outermost(values: tuple[Inferred, ...]) -> Iterator[Inferred]:
    """The values without those that are part of a longer phrase: a shared device is not shared, nor does an account
    manager manage people."""
    for value in values:
        length = value.end - value.start
        if any(
            each.start <= value.start and value.end <= each.end and each.end - each.start > length for each in values
        ):
            continue
        # "Viewing posts" is no posting: what stands right behind a verb is its object.
        if value.phrase.lower() in _OBJECTS and any(
            each.dimension == "activity" and 0 < value.start - each.end <= 2 for each in values
        ):
            continue
        yield value


def _uses_to(norm: Norm) -> bool:
    """Whether "use social media to read" says what the use is."""
    tokens = norm.proposal.modality.tokens
    for value in norm.proposal.values:
        if value.dimension == "activity" and "use" in value.names:
            behind = bisect_left(tokens.starts, value.end - norm.start)
            if tokens.lower[behind : behind + 1] == ["to"]:
                return True
    return False


_OBJECTS = word_set("posts comments messages replies tweets blogs stories uploads")


def _is_place(norm: Norm) -> bool:
    """Whether messages are where something is done ("listen in direct messages") and not what is done."""
    places = {each.start for each in norm.proposal.values if each.dimension == "channel"}
    return all(
        each.start in places
        for each in norm.proposal.values
        if each.dimension == "activity" and "message" in each.names
    )


_ORDER = ("who", "role", "capacity", "activity", "account", "page", "channel", "platform", "device", "time")


def order(dimension: str) -> tuple[int, str]:
    return (_ORDER.index(dimension), "") if dimension in _ORDER else (len(_ORDER), dimension)


__all__ = ["BEHIND", "CONTENT", "PLACES", "box_of", "listed", "order"]

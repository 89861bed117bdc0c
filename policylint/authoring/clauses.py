"""A norm to the clause that it could be, as a policy file writes it, with the parts that were guessed.

Every part rests on words; what no word tells is left out, so that a person sees the gap. It writes no file.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from policylint.authoring.norms import Norm
from policylint.policy.inference import Inferred, Proposal
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.sentences import word_set
from policylint.typed import Any, NamedTuple

# Dimensions of which one alone makes a rule about something; and activities that say little of themselves.
_SPECIFIC = frozenset({"information", "manner", "material", "topic", "persistence", "platform"})
_LIMITING = frozenset({*_SPECIFIC, "activity", "account", "device", "page", "capacity", "channel", "time"})
_BROAD = frozenset({"use", "speak", "post", "reply", "share", "message", "view", "follow", "react", "administer"})
MOST_DUTIES = 2
_DEADLINE = re.compile(r"[1-9][0-9]* (?:working (?:hour|day)|minute|hour|day|week|month|year)s?|immediately|promptly")
# Duties whose words stand in many sentences that ask for something else.
_LOOSE = frozenset({"staff-account", "measure", "follow-law", "acknowledge", "audit-compliance", "assess-monitoring"})
# Conditions that can stand without fields.
_ALONE = frozenset({"approval", "consent", "training", "enrolment", "clearance", "authorised-duty", "required-by-law"})
# What the statement of a kind may say of itself.
STATED = ("consequences", "right", "saving", "notice", "counts-as", "purpose", "precedence", "supersedes", "ownership")


class Drafted(NamedTuple):
    """A clause without its id, and the paths in it that were guessed. more: the sentences that go on with it."""

    norm: Norm
    clause: Mapping[str, Any]
    guessed: tuple[str, ...]
    more: tuple[Norm, ...] = ()


def drafted(norm: Norm, vocabulary: Vocabulary, before: Drafted | None = None) -> Drafted | None:
    """The clause that a norm could be; None when it says nothing of the kind. before: that of the sentence before it in
    the same paragraph, of which "they" and "it" speak."""
    made = _made(norm, vocabulary, before)
    return None if made is None else with_guesses(norm, made)


def with_guesses(norm: Norm, made: Mapping[str, Any], more: tuple[Norm, ...] = ()) -> Drafted:
    """A clause with the paths that were guessed: everything but its text."""
    effect, value = next(iter(made.items()))
    guessed = [effect] if not isinstance(value, Mapping) or not value else [f"{effect}/{name}" for name in value]
    guessed += [name for name in made if name != effect]
    return Drafted(norm, made, tuple(guessed), more)


def _made(norm: Norm, vocabulary: Vocabulary, before: Drafted | None) -> dict[str, Any] | None:
    effect = norm.effect
    stated = next((kind for kind in STATED if kind in norm.statements), "")
    if (
        stated == "saving"
        and effect == "permit"
        and "activity" in (saved := box_of(norm))
        and is_about_something(saved)
    ):
        return {"permit": saved, "overrides": "all"}
    if stated in ("consequences", "notice", "counts-as", "saving") or (stated and effect == "none"):
        return _statement(norm, stated)
    if effect == "none":
        return _removed(norm)
    box = box_of(norm)
    if before is not None and _BACK.intersection(norm.words[:_NEAR]):
        box = _after(box, before.clause)
    if effect == "power":
        return {"permit": box} if is_about_something(box) else _statement(norm, "power")
    if effect in ("require", "advise", "advise-against"):
        duties = _duties(norm, vocabulary)
        if duties and effect != "advise-against":
            made: dict[str, Any] = {"require" if effect == "require" else "recommend": duties}
            events = list(dict.fromkeys(each.names[0] for each in norm.proposal.events))
            if events:
                made["upon"] = events[0] if len(events) == 1 else events
            elif when := {name: value for name, value in box.items() if name in ("who", "capacity", "account")}:
                made["when"] = when
            return made
        if effect == "require":
            return {"state": "principle"}
        return {effect: box} if box.keys() & _LIMITING else {"state": "guidance"}
    # "The director may approve it" permits nobody to do it.
    approving = effect == "permit" and approves(norm)
    if not is_about_something(box) or approving or (effect == "permit" and "activity" not in box):
        return {"state": "principle"}
    return _decided(norm, effect, box)


_REMOVED = word_set("removed deleted hidden")
_POSTED = word_set("comment comments post posts posting postings content submissions messages replies")


def _removed(norm: Norm) -> dict[str, Any] | None:
    """ "Comments that contain threats will be removed": what the agency may do, though no modal word says so."""
    words = norm.words
    will = any(words[at : at + 2] in (["will", "be"], ["are", "removed"]) for at in range(len(words)))
    if not will or _REMOVED.isdisjoint(words) or _POSTED.isdisjoint(words):
        return None
    box = {
        name: value for name, value in box_of(norm).items() if name in ("manner", "information", "topic", "material")
    }
    return {"permit": {"who": "agency", "activity": "hide-comment", "page": "agency-page", **box}}


_APPROVED = word_set("approves approve approval permission authorises authorizes")
# Words that speak of the sentence before, near the start of the next one.
_BACK = word_set("they them it one this these that those such so either also neither")
_NEAR = 6
_HANDED_ON = ("who", "role", "capacity", "account", "device", "time", "channel", "platform", "page")


def _after(box: dict[str, Any], clause: Mapping[str, Any]) -> dict[str, Any]:
    """A box with what the sentence before said and this one does not."""
    known: Mapping[str, Any] = next(
        (clause[name] for name in ("permit", "forbid", "advise", "advise-against") if name in clause), {}
    )
    more = {name: value for name, value in known.items() if name in _HANDED_ON and name not in box}
    if "activity" in known and "activity" not in box:
        more["activity"] = known["activity"]
    return dict(sorted((box | more).items(), key=lambda item: _order(item[0])))


_APPROVING = word_set(
    "approve approves authorise authorises authorize authorizes allow allows agree agrees permit permits"
)
_MAY = word_set("may can together jointly also alone")


def approves(norm: Norm) -> bool:
    """Whether a sentence says who approves, and not what may be done."""
    words = norm.words
    return any(
        word in _APPROVING
        and "not" not in words[max(0, at - 1) : at + 1]
        and (words[at] in _MAY or (word.endswith("s") and at < _FAR))
        for at, word in enumerate(words[1:])
    )


_FAR = 14


def is_about_something(box: Mapping[str, Any]) -> bool:
    """Whether a box says enough to permit or forbid it. "Nobody writes posts for others" read as "nobody posts" would
    forbid what the sentence does not."""
    said = {name: value for name, value in box.items() if name in _LIMITING and value != "any"}
    if said.keys() & _SPECIFIC:
        return True
    activities = said.get("activity", ())
    named = {activities} if isinstance(activities, str) else set(activities)
    return len(said) >= 2 or bool(named and not named & _BROAD)


def _decided(norm: Norm, effect: str, box: dict[str, Any]) -> dict[str, Any]:
    if "activity" not in box and box.keys() & {"account", "device", "channel", "platform"}:
        # "Never use a personal account for business": without a verb of its own, using it is what is meant.
        box = dict(sorted({**box, "activity": "use"}.items(), key=lambda item: _order(item[0])))
    made: dict[str, Any] = {effect: box}
    conditions: list[Any] = []
    for condition in norm.proposal.conditions:
        # A standard needs its words and the others their fields; an approval alone can stand and ask for its approver.
        if condition.kind in (
            "approval",
            "consent",
            "training",
            "enrolment",
            "clearance",
            "authorised-duty",
            "required-by-law",
        ):
            conditions.append({condition.kind: None})
        elif condition.kind == "standard" and condition.gate:
            conditions.append({"standard": condition.phrase.lower()})
    if effect == "permit":
        if _APPROVED.intersection(norm.words) and {"approval": None} not in conditions:
            conditions.append({"approval": None})
        if norm.proposal.only and "role" in box:
            made["only"] = ["role"]
        if conditions:
            made["provided"] = conditions
    else:
        exceptions = [each for each in conditions if "standard" not in each]
        if exceptions:
            made["unless"] = exceptions
    return made


def _statement(norm: Norm, kind: str) -> dict[str, Any]:
    made: dict[str, Any] = {"state": kind}
    if kind == "notice":
        made["of"] = ["monitoring"]
    elif kind == "counts-as":
        made["as"] = "public record"
    elif kind == "saving":
        said = " ".join(norm.words)
        protects = [
            name
            for name, cues in (
                ("whistleblowing", ("whistle", "protected disclosure")),
                ("labour-rights", ("concerted", "union", "bargaining", "labor relations", "conditions of employment")),
                ("free-expression", ("speech", "expression", "public concern")),
            )
            if any(cue in said for cue in cues)
        ]
        if protects:
            made["protects"] = protects
    return made


def box_of(norm: Norm) -> dict[str, Any]:
    """The box that a norm speaks of: its own words, then those that open its list, then its heading."""
    box = dict(_acting(norm).box())
    for values in (norm.shared, norm.above):
        for dimension, names in _named(values).items():
            box.setdefault(dimension, names)
    if norm.effect == "power":
        box["who"] = "agency"
    elif box.get("who") == "public" and "capacity" in box:
        del box["who"]  # a private citizen is somebody's staff
    activities = box.get("activity")
    if isinstance(activities, list) and "message" in activities and _is_place(norm):
        rest = [name for name in activities if name != "message"]
        box["activity"] = rest[0] if len(rest) == 1 else rest
    if box.get("activity") == "use" and len(box) == 1:
        return {}
    return dict(sorted(box.items(), key=lambda item: _order(item[0])))


_OF = word_set("of for to by from with behalf at against about within")


def _acting(norm: Norm) -> Proposal:
    """The sentence without the agency that only stands behind a preposition: "on behalf of the city", "staff of it"."""
    tokens = norm.proposal.modality.tokens
    kept = []
    for value in norm.proposal.values:
        if value.dimension == "who" and value.names[-1:] == ("agency",):
            first = bisect_left(tokens.starts, value.start - norm.start)
            if first and tokens.lower[first - 1] in _OF:
                continue
        kept.append(value)
    return norm.proposal._replace(values=tuple(kept))


def _is_place(norm: Norm) -> bool:
    """Whether messages are where something is done ("listen in direct messages") and not what is done."""
    places = {each.start for each in norm.proposal.values if each.dimension == "channel"}
    return all(
        each.start in places
        for each in norm.proposal.values
        if each.dimension == "activity" and "message" in each.names
    )


def _named(values: Iterable[Inferred]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value in values:
        if value.whatever:
            found.setdefault(value.dimension, "any")
        elif found.get(value.dimension) != "any":
            names = found.setdefault(value.dimension, [])
            if value.names[-1] not in names:
                names.append(value.names[-1])
    return {name: names[0] if isinstance(names, list) and len(names) == 1 else names for name, names in found.items()}


_ORDER = ("who", "role", "capacity", "activity", "account", "page", "channel", "platform", "device", "time")


def _order(dimension: str) -> tuple[int, str]:
    return (_ORDER.index(dimension), "") if dimension in _ORDER else (len(_ORDER), dimension)


def _duties(norm: Norm, vocabulary: Vocabulary) -> list[Any]:
    """The duties that a norm owes, those behind the words that require it first."""
    marks = norm.proposal.modality.marks
    after = marks[0].start + norm.start if marks else 0
    named = [each for each in norm.proposal.duties if not each.aside and each.names[0] not in _LOOSE]
    named.sort(key=lambda each: (each.start < after, each.start))
    kinds = list(dict.fromkeys(each.names[0] for each in named))[:MOST_DUTIES]
    duties: list[Any] = []
    for kind in kinds:
        fields: dict[str, Any] = {}
        for deadline in norm.proposal.deadlines:
            allowed = vocabulary.duties[kind].get("fields", ())
            if deadline.kind in allowed and _DEADLINE.fullmatch(deadline.length):
                fields.setdefault(deadline.kind, deadline.length)
        if fields.get("every") in ("immediately", "promptly"):
            del fields["every"]
        duties.append({kind: fields} if fields and kind == kinds[0] else kind)
    return duties


__all__ = ["Drafted", "approves", "box_of", "drafted", "with_guesses"]

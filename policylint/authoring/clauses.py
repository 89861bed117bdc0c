"""A norm to the clause that it could be, as a policy file writes it, with the parts that were guessed.

Every part rests on words; what no word tells is left out, so that a person sees the gap. It writes no file.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from policylint.authoring.boxes import BEHIND, CONTENT, PLACES, box_of, listed, order
from policylint.authoring.norms import Norm
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
    if stated in _OUTDONE and effect in ("permit", "forbid"):
        box = box_of(norm)
        acts = "activity" in box and is_about_something(box)
        watches = effect == "permit" and box.get("activity") == "monitor-staff" and "agency" in listed(box.get("who"))
        if watches or (acts and stated != "notice"):
            stated = ""
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
        box = _after(box, before.clause, says_again(norm))
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
    approving = effect == "permit" and approves(norm) and "approve" not in listed(box.get("activity"))
    if not is_about_something(box) or approving or (effect == "permit" and "activity" not in box):
        return {"state": "principle"}
    return _decided(norm, effect, box)


# What a sentence says beside these is more than they are: "employees must not use …, which are public records".
_OUTDONE = frozenset({"consequences", "counts-as", "notice"})


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


def _after(box: dict[str, Any], clause: Mapping[str, Any], again: bool) -> dict[str, Any]:
    """A box with what the sentence before said and this one does not. again: "may do so", which is all of it."""
    known: Mapping[str, Any] = next(
        (clause[name] for name in ("permit", "forbid", "advise", "advise-against") if name in clause), {}
    )
    if not isinstance(known, Mapping):
        return box
    handed = frozenset(_HANDED_ON) | (CONTENT if again else frozenset())
    if "who" in box:
        handed -= {"role"}  # somebody else may not have it
    if box.keys() & PLACES:
        handed -= PLACES
    more = {name: value for name, value in known.items() if name in handed and name not in box}
    if "activity" in known and "activity" not in box:
        more["activity"] = known["activity"]
    return dict(sorted((box | more).items(), key=lambda item: order(item[0])))


_AGAIN = {("do", "so"), ("do", "it"), ("do", "this")}


def says_again(norm: Norm) -> bool:
    """Whether a sentence speaks of the act before it: "may do so"."""
    return any(tuple(norm.words[at : at + 2]) in _AGAIN for at in range(_FAR))


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
        box = dict(sorted({**box, "activity": "use"}.items(), key=lambda item: order(item[0])))
    made: dict[str, Any] = {effect: _parted(norm, box) if effect == "forbid" else box}
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
        approved = _APPROVED.intersection(norm.words) and "approve" not in listed(box.get("activity"))
        if approved and {"approval": None} not in conditions:
            conditions.append({"approval": None})
        conditions += _once(norm, conditions)
        if norm.proposal.only and "role" in box:
            made["only"] = ["role"]
        if conditions:
            made["provided"] = conditions
    else:
        exceptions = [each for each in conditions if "standard" not in each]
        if exceptions:
            made["unless"] = exceptions
    return made


_DEGREES = word_set("incidental limited occasional minimal")
_HELD = {
    "enrolled": "enrolment",
    "registered": "enrolment",
    "trained": "training",
    "approved": "approval",
    "authorised": "approval",
    "authorized": "approval",
    "cleared": "clearance",
}


def _once(norm: Norm, known: list[Any]) -> list[Any]:
    """What a permission hangs on beside: a degree ("within limited use"), or "once it is enrolled"."""
    words = norm.words
    found: list[Any] = []
    for at, word in enumerate(words):
        if word in _DEGREES and "use" in words[at + 1 : at + 4] and not {"most", "more"}.intersection(words[at:]):
            if any("standard" in each for each in known):
                break
            found.append({"standard": " ".join(words[at : words.index("use", at) + 1])})
            break
    for at, word in enumerate(words):
        kind = _HELD.get(word)
        if kind and "once" in words[max(0, at - 5) : at] and {kind: None} not in known:
            found.append({kind: None})
            break
    return found


def _parted(norm: Norm, box: dict[str, Any]) -> Any:
    """Of "threats, spam or personal data", which are of two dimensions, a box for each."""
    kinds = [name for name in box if name in CONTENT]
    if len(kinds) != 2 or norm.shared:
        return box
    values = [value for value in norm.proposal.values if value.dimension in kinds and not value.aside]
    text = norm.proposal.sentence.text
    for one, other in pairwise(values):
        if one.dimension != other.dimension:
            between = text[one.end - norm.start : other.start - norm.start].lower().replace(",", " , ").split()
            joined = len(between) <= _NEAR and {"or", ","}.intersection(between) and not BEHIND.intersection(between)
            if not joined:
                return box
    return [{name: value for name, value in box.items() if name != kind} for kind in reversed(kinds)]


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


__all__ = ["Drafted", "approves", "drafted", "says_again", "with_guesses"]

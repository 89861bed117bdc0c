"""A norm to the clause that it could be, as a policy file writes it, with the parts that were guessed.

Every part rests on words; what no word tells is left out, so that a person sees the gap. It writes no file.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from policylint.authoring.norms import Norm
from policylint.policy.inference import Inferred
from policylint.policy.vocabulary import Vocabulary

# What a permission or prohibition can be about; a box without any of these would be about everything.
_LIMITING = frozenset({"activity", "account", "device", "information", "manner", "material", "topic", "page"})
MOST_DUTIES = 2
_DEADLINE = re.compile(r"[1-9][0-9]* (?:working (?:hour|day)|minute|hour|day|week|month|year)s?|immediately|promptly")
# Duties whose words stand in many sentences that ask for something else.
_LOOSE = frozenset({"staff-account", "measure", "follow-law", "acknowledge", "audit-compliance", "assess-monitoring"})
# Conditions that can stand without fields.
_ALONE = frozenset({"approval", "consent", "training", "enrolment", "clearance", "authorised-duty", "required-by-law"})
# What the statement of a kind may say of itself.
STATED = ("consequences", "right", "saving", "notice", "counts-as", "purpose", "precedence", "supersedes", "ownership")


class Drafted(NamedTuple):
    """A clause without its id, and the paths in it that were guessed."""

    norm: Norm
    clause: Mapping[str, Any]
    guessed: tuple[str, ...]


def drafted(norm: Norm, vocabulary: Vocabulary) -> Drafted | None:
    """The clause that a norm could be; None when it says nothing of the kind."""
    made = _made(norm, vocabulary)
    if made is None:
        return None
    effect, value = next(iter(made.items()))
    guessed = [effect] if not isinstance(value, Mapping) or not value else [f"{effect}/{name}" for name in value]
    guessed += [name for name in made if name != effect]
    return Drafted(norm, made, tuple(guessed))


def _made(norm: Norm, vocabulary: Vocabulary) -> dict[str, Any] | None:
    effect = norm.effect
    stated = next((kind for kind in STATED if kind in norm.statements), "")
    if stated in ("consequences", "notice", "counts-as", "saving") or (stated and effect == "none"):
        return _statement(norm, stated)
    if effect == "none":
        return None
    box = box_of(norm)
    if effect == "power":
        return {"permit": box} if box.keys() & _LIMITING else _statement(norm, "power")
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
    if not box.keys() & _LIMITING:
        return {"state": "principle"}
    return _decided(norm, effect, box)


def _decided(norm: Norm, effect: str, box: dict[str, Any]) -> dict[str, Any]:
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
    box = dict(norm.proposal.box())
    for values in (norm.shared, norm.above):
        for dimension, names in _named(values).items():
            box.setdefault(dimension, names)
    if norm.effect == "power":
        box["who"] = "agency"
    if box.get("activity") == "use" and len(box) == 1:
        return {}
    return dict(sorted(box.items(), key=lambda item: _order(item[0])))


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


__all__ = ["Drafted", "box_of", "drafted"]

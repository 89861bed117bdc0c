"""A sentence that goes on with the rule before it: "This holds on any device", "The director may approve one".

Rules are often written in two or three sentences; read one by one, the first would say too much.
"""

from policylint.authoring.boxes import box_of
from policylint.authoring.clauses import Drafted, approves, with_guesses
from policylint.authoring.norms import Norm
from policylint.typed import Any

_HOLDS = (
    ("this", "holds"), ("this", "applies"), ("that", "holds"), ("that", "applies"), ("it", "holds"), ("it", "applies"),
    ("they", "hold"), ("these", "hold"), ("this", "includes"), ("the", "same"), ("this", "rule"), ("this", "is", "so"),
)  # fmt: skip
_AGAIN = {("do", "so"), ("do", "it")}
_DECIDING = ("permit", "forbid")
_NEAR = 14


def going_on(before: Drafted, norm: Norm) -> Drafted | None:
    """The rule before with what a sentence of the same paragraph adds to it; None when it is a rule of its own."""
    effect = next((name for name in _DECIDING if name in before.clause), "")
    if not effect:
        return None
    if not isinstance(before.clause[effect], dict):
        return None
    words = norm.words
    if any(tuple(words[: len(start)]) == start for start in _HOLDS) and norm.effect in ("none", "permit"):
        return _wider(before, norm, effect)
    pairs = {tuple(words[at : at + 2]) for at in range(_NEAR)}
    if effect == "permit" and norm.effect == "permit" and _AGAIN & pairs:
        if "only" in before.clause and "who" in box_of(norm):
            return None  # what the role is asked of one is not asked of the other
        return _wider(before, norm, effect, who=True) or with_guesses(before.norm, before.clause, (*before.more, norm))
    if effect == "forbid" and norm.effect == "permit" and _AGAIN & pairs:
        when = {name: value for name, value in box_of(norm).items() if name in ("period", "time", "device")}
        if when:
            lifted = [*before.clause.get("unless", ()), {"when": when}]
            return with_guesses(before.norm, {**before.clause, "unless": lifted}, (*before.more, norm))
    return None


def approved(before: Drafted, norm: Norm) -> Drafted | None:
    """A rule with the approval that a later sentence of its paragraph speaks of; None when it speaks of none."""
    effect = next((name for name in _DECIDING if name in before.clause), "")
    if effect and norm.effect in ("permit", "none") and approves(norm) and not norm.proposal.only:
        return _approved(before, norm, effect)
    return None


def _wider(before: Drafted, norm: Norm, effect: str, who: bool = False) -> Drafted | None:
    more = {name: value for name, value in box_of(norm).items() if name != "who" or who}
    if not more:
        return None
    box = dict(before.clause[effect])
    for name, value in more.items():
        known = box.get(name)
        box[name] = value if known is None else "any" if "any" in (value, known) else _both(known, value)
    return with_guesses(before.norm, {**before.clause, effect: box}, (*before.more, norm))


def _both(one: Any, other: Any) -> list[str]:
    listed = [*(one if isinstance(one, list) else [one]), *(other if isinstance(other, list) else [other])]
    return list(dict.fromkeys(listed))


def _narrower(before: Drafted, norm: Norm, effect: str) -> dict[str, Any]:
    """Of several acts, those for which alone the approval is: "may approve one for an investigation"."""
    box = before.clause[effect]
    acts = box.get("activity") if isinstance(box, dict) else None
    said = box_of(norm)
    named = said.get("activity", ())
    named = [named] if isinstance(named, str) else list(named)
    if not isinstance(acts, list) or not named or not set(named) < set(acts):
        return {}
    return {name: said[name] for name in ("activity", "role") if name in said}


def _approved(before: Drafted, norm: Norm, effect: str) -> Drafted:
    key = "unless" if effect == "forbid" else "provided"
    known: list[Any] = list(before.clause.get(key, ()))
    entry: dict[str, Any] = {"approval": None}
    when = {name: value for name, value in box_of(norm).items() if name == "period"} | _narrower(before, norm, effect)
    if when and effect == "forbid":
        entry["when"] = when
    if entry not in known:
        known.append(entry)
    return with_guesses(before.norm, {**before.clause, key: known}, (*before.more, norm))


__all__ = ["approved", "going_on"]

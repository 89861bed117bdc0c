"""Conditions and duties in words, with everything by which two of them can differ. Knows no edition and no layout."""

from collections.abc import Mapping

from policylint.policy.model import Condition, Duty, Policy
from policylint.policy.phrasing import listed
from policylint.policy.vocabulary import Vocabulary
from policylint.review.diff_items import APART
from policylint.typed import Any

ROLES = frozenset({"by", "to", "all-of", "any-of", "then", "with", "from"})
"""Fields that name people by their role."""


def condition(entry: Condition, vocabulary: Vocabulary, policy: Policy) -> str:
    """A condition, as in "approval (by communications director, form written)"."""
    label = str(vocabulary.conditions.get(entry.kind, {}).get("label", entry.kind))
    if isinstance(entry.value, Mapping):
        inner = _fields(entry.value, policy)
        return f"{label} ({inner})" if inner else label
    return f"{label}: {_value(entry.value)}" if entry.value not in (None, "") else label


def duty(owed: Duty, vocabulary: Vocabulary, policy: Policy) -> str:
    """A duty, as in "keep records (within 20 days, by records officer)"."""
    label = str(vocabulary.duties.get(owed.kind, {}).get("label", owed.kind))
    inner = _fields({key: value for key, value in owed.fields.items() if key not in APART}, policy)
    upon = [str(vocabulary.events.get(each, {}).get("label", each)) for each in owed.upon]
    notes = [
        inner,
        f"upon {listed(upon)}" if upon else "",
        "recommended" if owed.recommended else "",
        "even if forbidden" if owed.even_if_forbidden else "",
    ]
    told = ", ".join(note for note in notes if note)
    return f"{label} ({told})" if told else label


def _fields(fields: Mapping[str, Any], policy: Policy) -> str:
    roles = policy.data.get("roles") or {}
    found = []
    for key, value in fields.items():
        said = _role(value, roles) if key in ROLES else _value(value)
        found.append(f"{key.replace('-', ' ')} {said}".strip())
    return ", ".join(found)


def _role(value: Any, roles: Mapping[str, Any]) -> str:
    names = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(name, str) for name in names):
        return _value(value)
    return listed([str((roles.get(name) or {}).get("title", name)).lower() for name in names], "and")


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{key} {_value(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return listed([_value(each) for each in value], "and")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)

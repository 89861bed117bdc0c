"""Roles and words that a policy lists and never uses. Knows strings and keys, not what they mean."""

from collections.abc import Iterator, Mapping

from policylint.checking.analyses.texts import escaped
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.typed import Any


def _strings(value: Any, keys: bool) -> set[str]:
    """Every string value below a value, and every key if asked for."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.add(each)
        elif isinstance(each, dict):
            if keys:
                found.update(map(str, each))
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return found


def role(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each role that no other place of the document names; standing in for another role is a task."""
    roles = context.data.get("roles") or {}
    if not roles:
        return
    used = used_roles(context.data)
    for name in roles:
        if name not in used:
            yield context.fault(question, f"/roles/{escaped(str(name))}", f'"{name}"', on_key=True)


def used_roles(data: Mapping[str, Any]) -> set[str]:
    """Every word outside the list of roles that may name one, and the roles that stand in for others.

    The id of a clause or an account names no role.
    """
    used = _strings([value for key, value in data.items() if key not in ("roles", "clauses", "accounts")], False)
    for entry in (*(data.get("clauses") or ()), *(data.get("accounts") or ())):
        if isinstance(entry, dict):
            used |= _strings([value for key, value in entry.items() if key != "id"], False)
    for name, entry in (data.get("roles") or {}).items():
        if isinstance(entry, dict) and isinstance(entry.get("deputy"), str) and entry["deputy"] != name:
            used.add(entry["deputy"])
    return used


def vocabulary(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each added value, duty, event or dimension that no clause of the set's documents names."""
    added: list[tuple[str, str]] = []
    for group, words in (context.data.get("vocabulary") or {}).items():
        for word in words or ():
            added.append((str(word), f"/vocabulary/{escaped(str(group))}/{escaped(str(word))}"))
    for name in context.data.get("dimensions") or ():
        added.append((str(name), f"/dimensions/{escaped(str(name))}"))
    if not added:
        return
    used = _used(context.data)
    if any(word not in used for word, _ in added):
        # Documents of one set share their words: one of them may be the place where all are listed.
        for policy in context.policies.policies:
            if policy is not context.policy:
                used |= _used(policy.data)
    for word, path in added:
        if word not in used:
            yield context.fault(question, path, f'"{word}"', on_key=True)


def _used(data: Mapping[str, Any]) -> set[str]:
    found = _strings({key: value for key, value in data.items() if key not in ("vocabulary", "dimensions")}, True)
    for words in (data.get("vocabulary") or {}).values():
        for entry in (words or {}).values():
            if isinstance(entry, dict):
                # A word that another added word is a kind of has a use; `label` and the like are no names.
                found |= _strings([entry.get("is"), entry.get("opposes"), entry.get("activity")], False)
    return found

"""What an edit changes in what is written and concerns no situation by itself: scope, terms, details, wording."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policylint.policy.model import Clause, Policy
from policylint.review.diff_clauses import ASIDE, PROSE, Matched, Twins
from policylint.review.diff_items import frozen
from policylint.typed import Any, NamedTuple

SCOPE = (
    ("scope/covers", "whom and what the policy covers"),
    ("scope/excludes", "what the policy leaves out"),
    ("relies-on", "what the policy relies on"),
)
DETAILS = (
    "policy",
    "roles",
    "accounts",
    "tools",
    "exceptions",
    "exceptions-named",
    "accepted-gaps",
    "vocabulary",
    "dimensions",
    "impossible",
)
NAMES = ("id", "policy", "handle", "title")
"""By what the entries of a list are told apart."""
HEADING = ("kind", "status")
"""Lines of the head that decide whether and for whom a policy answers."""
MOST_DETAILS = 60


class Written(NamedTuple):
    """One thing that is written otherwise. what: it, in words. clauses: ids of those that rest on it.

    before, after: as written, empty where it is missing. old_path, new_path: where it stands.
    """

    kind: str
    what: str
    clauses: tuple[str, ...]
    before: str
    after: str
    old_path: str
    new_path: str


def written(old: Policy, new: Policy, matched: Matched) -> Iterator[Written]:
    """Everything of the two editions of a policy that reads otherwise and is no edit of what a clause decides."""
    yield from _scope(old, new)
    yield from _terms(old, new)
    details = [
        each for name in DETAILS for each in _detail(old.data.get(name), new.data.get(name), (name,), f"/{name}")
    ]
    for each in details[:MOST_DETAILS]:
        if each.new_path not in {f"/policy/{name}" for name in HEADING}:
            yield each
    for twins in matched.twins:
        if twins.old and twins.new:
            yield from _clause(twins, twins.old, twins.new)
    text = [str((policy.data.get("scope") or {}).get("text", "")) for policy in (old, new)]
    if text[0].split() != text[1].split():
        yield Written("text-changed", "the text of the scope", (), text[0], text[1], "/scope/text", "/scope/text")
    for twins in matched.renamed:
        if twins.old and twins.new:
            what = f'clause "{twins.old.id}" is now called "{twins.new.id}"'
            yield Written("renamed", what, (twins.new.id,), twins.old.id, twins.new.id, twins.old.path, twins.new.path)
    for twins in matched.moved:
        if twins.old and twins.new:
            what = f'clause "{twins.new.id}" stands elsewhere'
            yield Written("moved", what, (twins.new.id,), "", "", twins.old.path, twins.new.path)


def said(value: Any) -> str:
    """Data on one line, as a person would write it down."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_inner(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_inner(each) for each in value)
    if value is None:
        return ""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _inner(value: Any) -> str:
    return f"({said(value)})" if isinstance(value, Mapping) else said(value)


def _scope(old: Policy, new: Policy) -> Iterator[Written]:
    for name in HEADING:
        values = [str((policy.data.get("policy") or {}).get(name, "")) for policy in (old, new)]
        if values[0] != values[1]:
            path = f"/policy/{name}"
            yield Written("scope-changed", f"the {name} of the policy", (), values[0], values[1], path, path)
    for path, what in SCOPE:
        entries = [_entries(policy.data, path) for policy in (old, new)]
        gone = [said(each) for each in entries[0] if frozen(each) not in set(map(frozen, entries[1]))]
        come = [said(each) for each in entries[1] if frozen(each) not in set(map(frozen, entries[0]))]
        if gone or come:
            yield Written("scope-changed", what, (), " | ".join(gone), " | ".join(come), f"/{path}", f"/{path}")


def _entries(data: Any, path: str) -> list[Any]:
    for step in path.split("/"):
        data = data.get(step) if isinstance(data, Mapping) else None
    return list(data) if isinstance(data, list | tuple) else [] if data is None else [data]


def _terms(old: Policy, new: Policy) -> Iterator[Written]:
    before, after = (policy.data.get("terms") or {} for policy in (old, new))
    for term in dict.fromkeys((*before, *after)):
        if frozen(before.get(term)) != frozen(after.get(term)):
            resting = tuple(dict.fromkeys((*_resting(new.clauses, str(term)), *_resting(old.clauses, str(term)))))
            path = _path(f"/terms/{_escaped(term)}", term in before, term in after)
            words = said(before.get(term)), said(after.get(term))
            yield Written("term-changed", f'the term "{term}"', resting, *words, *path)
    hours = [policy.data.get("working-hours") for policy in (old, new)]
    if frozen(hours[0]) != frozen(hours[1]):
        resting = tuple(clause.id for clause in new.clauses if "time" in _named(clause))
        path = _path("/working-hours", hours[0] is not None, hours[1] is not None)
        yield Written("term-changed", "the working hours", resting, said(hours[0]), said(hours[1]), *path)


def _path(path: str, before: bool, after: bool) -> tuple[str, str]:
    return path if before else "", path if after else ""


def _named(clause: Clause) -> set[str]:
    written = clause.data.get("when" if clause.duties else clause.effect)
    boxes = written if isinstance(written, list | tuple) else [written]
    return {name for box in boxes if isinstance(box, Mapping) for name in box}


def _resting(clauses: Sequence[Clause], term: str) -> Iterator[str]:
    """The clauses in whose prose or conditions a term occurs as a word of its own."""
    words = r"\s+".join(map(re.escape, term.split()))
    pattern = re.compile(rf"(?<!\w){words}(?!\w)" if words else r"(?!)", re.IGNORECASE)
    for clause in clauses:
        if any(pattern.search(text) for text in _texts(clause.data)):
            yield clause.id


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _detail(old: Any, new: Any, way: tuple[str, ...], path: str) -> Iterator[Written]:
    """The smallest parts in which two values differ."""
    if frozen(old) == frozen(new):
        return
    before, after = _named_entries(old), _named_entries(new)
    if before is not None and after is not None:
        for name in dict.fromkeys((*before, *after)):
            inner = f"{path}/{_escaped(name)}"
            if isinstance(new, list | tuple) or isinstance(old, list | tuple):
                inner = path
            yield from _detail(before.get(name), after.get(name), (*way, name), inner)
        return
    yield Written(
        "details-changed", ": ".join(way), (), said(old), said(new), *_path(path, old is not None, new is not None)
    )


def _named_entries(value: Any) -> dict[str, Any] | None:
    """The parts of a value by name, None where it has none."""
    if isinstance(value, Mapping):
        return {str(key): each for key, each in value.items()}
    if value is None:
        return {}
    if isinstance(value, list | tuple) and all(isinstance(each, Mapping) for each in value):
        names = [next((str(each[name]) for name in NAMES if name in each), "") for each in value]
        if all(names) and len(set(names)) == len(names):
            return dict(zip(names, value, strict=True))
    return None


def _clause(twins: Twins, old: Clause, new: Clause) -> Iterator[Written]:
    what = f'clause "{new.id}"'
    if not twins.structure or new.effect == "state":
        for key in PROSE:
            before, after = str(old.data.get(key) or ""), str(new.data.get(key) or "")
            if before.split() != after.split():
                paths = f"{old.path}/{key}", f"{new.path}/{key}"
                yield Written("text-changed", f"the {key} of {what}", (new.id,), before, after, *paths)
    keys: Iterable[str] = ASIDE - {"id", "source-line", *PROSE}
    if new.effect == "state" and old.effect == "state":
        keys = {key for key in (*old.data, *new.data) if key not in ("id", "source-line", *PROSE)}
    for key in sorted(keys):
        before, after = (said(clause.data.get(key)) for clause in (old, new))
        if before != after:
            paths = (
                _path(f"{old.path}/{key}", bool(before), False)[0],
                _path(f"{new.path}/{key}", False, bool(after))[1],
            )
            yield Written("details-changed", f"{what}: {key}", (new.id,), before, after, *paths)


def _escaped(step: object) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")

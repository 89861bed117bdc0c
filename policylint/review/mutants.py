"""Small changes of one clause at a time, each as the clause that would be written. Knows plain data, decides nothing.

The operators are those of mutation testing (DeMillo, Lipton and Sayward, 1978), chosen after the slips that reviewers
find in policies: a clause left out, its effect turned round, a limit lost, a person forgotten, a deadline stretched.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from policylint.policy.model import ADVISING, DECIDING, EFFECTS, OWING
from policylint.typed import Any, NamedTuple

# What each kind of change does, in the order in which the budget is spent.
KINDS = ("delete", "flip", "drop", "widen", "narrow", "deadline")
TURNED = {
    "permit": "forbid",
    "forbid": "permit",
    "require": "recommend",
    "recommend": "require",
    "advise": "advise-against",
    "advise-against": "advise",
}
# What hangs on the old effect and means nothing beside the new one.
OF_EFFECT = {"permit": ("provided", "only", "if"), "forbid": ("unless", "if")}
DROPPED = ("if", "only", "overrides", "upon", "even-if-forbidden")
LISTS = ("unless", "provided", "except")
TIMES = ("within", "every", "at-most", "valid-for", "keep")
_DURATION = re.compile(r"^([0-9]+) (\w.*)$")


class Mutant(NamedTuple):
    """One change. clause: its number in the policy. says: what changed. data: the clause then; None: it is gone."""

    kind: str
    clause: int
    says: str
    data: Mapping[str, Any] | None


def mutants(clauses: Sequence[Mapping[str, Any]]) -> Iterator[Mutant]:
    """Every change of every clause, clause by clause."""
    for number, clause in enumerate(clauses):
        effect = next((each for each in EFFECTS if each in clause), "")
        if effect:
            for kind, says, data in _of_clause(clause, effect):
                yield Mutant(kind, number, says, data)


def within_budget(found: Sequence[Mutant], most: int) -> list[Mutant]:
    """At most so many, in turns: every clause gets its first changes before any gets its last."""
    if len(found) <= most:
        return list(found)
    turn: dict[int, int] = {}
    ranked = []
    for place, mutant in enumerate(sorted(found, key=lambda each: KINDS.index(each.kind))):
        turn[mutant.clause] = turn.get(mutant.clause, 0) + 1
        ranked.append((turn[mutant.clause], place, mutant))
    kept = sorted(ranked, key=lambda each: each[:2])[:most]
    return sorted((mutant for _, _, mutant in kept), key=lambda each: (each.clause, KINDS.index(each.kind)))


def _of_clause(clause: Mapping[str, Any], effect: str) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    yield "delete", "left out", None
    if effect == "state":
        return
    turned = TURNED[effect]
    gone = OF_EFFECT.get(effect, ())
    yield (
        "flip",
        f'"{effect}" becomes "{turned}"',
        {turned if key == effect else key: value for key, value in clause.items() if key not in gone},
    )
    for key in DROPPED:
        if key in clause:
            yield "drop", f'without "{key}"', _without(clause, key)
    for key in LISTS:
        yield from _entries_dropped(clause, key)
    place = "when" if effect in OWING else effect
    if effect in (*DECIDING, *ADVISING, *OWING) and place in clause:
        for kind, says, boxes in _boxes(clause[place]):
            yield kind, says, {**clause, place: boxes}
    yield from _deadlines(clause, effect)


def _without(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


def _entries_dropped(clause: Mapping[str, Any], key: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    written = clause.get(key)
    if not isinstance(written, list) or len(written) < 2:
        if written:
            yield "drop", f'without "{key}"', _without(clause, key)
        return
    for number, entry in enumerate(written):
        rest = [*written[:number], *written[number + 1 :]]
        yield "drop", f'without entry {number + 1} of "{key}" ({_name(entry)})', {**clause, key: rest}


def _name(entry: Any) -> str:
    if isinstance(entry, Mapping):
        return next((str(key) for key in entry if key not in ("when", "provided", "note")), "when")
    return str(entry)


def _boxes(written: Any) -> Iterator[tuple[str, str, Any]]:
    """The changes of a box, or of each box of a list."""
    if isinstance(written, Mapping):
        yield from _box(written, "")
        return
    for number, box in enumerate(written or ()):
        where = f" in box {number + 1}" if len(written) > 1 else ""
        if len(written) > 1:
            yield "narrow", f"without box {number + 1}", [*written[:number], *written[number + 1 :]]
        for kind, says, changed in _box(box, where):
            yield kind, says, [*written[:number], changed, *written[number + 1 :]]


def _box(box: Mapping[str, Any], where: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, value in box.items():
        said = value if isinstance(value, str) else "…"
        yield "widen", f'without "{name}: {said}"{where}', _without(box, name)
    for name, value in box.items():
        if isinstance(value, list) and len(value) > 1:
            for number, word in enumerate(value):
                rest = [*value[:number], *value[number + 1 :]]
                yield "narrow", f'"{name}" without "{word}"{where}', {**box, name: rest}


def _deadlines(clause: Mapping[str, Any], effect: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, value in _times(clause, ()):
        # A box has no deadlines; what is called so there is a word of the vocabulary.
        changed = _stretched(path[-1], value) if path[0] not in ("when", "except", *DECIDING, *ADVISING) else ""
        if changed and (effect in OWING or path[0] in LISTS):
            owner = f' of "{path[-2]}"' if len(path) > 1 and isinstance(path[-2], str) else ""
            yield "deadline", f'"{path[-1]}: {value}"{owner} becomes "{changed}"', _put(clause, path, changed)


def _times(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every time limit below a value with the way to it."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            if key in TIMES and isinstance(below, str):
                yield (*path, key), below
            else:
                yield from _times(below, (*path, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _times(below, (*path, number))


def _stretched(field: str, value: str) -> str:
    """A limit that is plainly too lax: ten times as long, or for what must be kept a single day."""
    match = _DURATION.match(value)
    if field == "keep":
        return "1 day" if match and value != "1 day" else ""
    if value == "immediately":
        return "1 year"
    return f"{int(match[1]) * 10} {_plural(match[2])}" if match else ""


def _plural(unit: str) -> str:
    return unit if unit.endswith("s") else f"{unit}s"


def _put(data: Any, path: Sequence[Any], value: str) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, Mapping):
        return {key: _put(below, rest, value) if key == step else below for key, below in data.items()}
    return [_put(below, rest, value) if number == step else below for number, below in enumerate(data)]

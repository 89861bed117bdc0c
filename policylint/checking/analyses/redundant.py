"""Clauses that others say already. Knows what clauses are made of; a clause that differs in anything is left alone."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from policylint.checking.analyses.possible import inside, nothing_left
from policylint.checking.context import Context, Question
from policylint.finding import Also, Fault
from policylint.policy.model import Clause, Condition
from policylint.policy.phrasing import listed
from policylint.policy.voices import Voice
from policylint.typed import Any

NAMED = 3


def redundant(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each clause that other clauses of the same kind cover and name as much. Of two twins the later."""
    alike: dict[str, list[Clause]] = {}
    for clause in context.policy.clauses:
        if clause.effect != "state" and clause.confirmed:
            alike.setdefault(_kind(clause), []).append(clause)
    found: list[Fault] = []
    voices: dict[int, list[Voice]] = {}
    for group in alike.values():
        if len(group) < 2:
            continue
        if not voices:
            for voice in context.decision.voices:
                if not voice.piece.derived:
                    voices.setdefault(voice.piece.clause.number, []).append(voice)
        found.extend(_in_group(context, question, group, voices))
    yield from sorted(found, key=lambda fault: int(fault.path.rsplit("/", 1)[1]))


def _in_group(
    context: Context, question: Question, group: Sequence[Clause], voices: Mapping[int, Sequence[Voice]]
) -> Iterator[Fault]:
    """Later clauses are asked first and then no longer count, so that of two twins one stays."""
    left = {clause.number for clause in group}

    def others() -> Iterator[Voice]:
        return (each for other in group if other.number in left for each in voices.get(other.number, ()))

    for clause in reversed(group):
        if clause.overrides or clause.only or clause.number not in voices:
            continue
        left.discard(clause.number)
        by = _covering(context, question, voices[clause.number], others)
        if by:
            yield _fault(context, question, clause, by, _twin(clause, by))
        else:
            left.add(clause.number)


def _covering(
    context: Context, question: Question, mine: Sequence[Voice], others: Callable[[], Iterator[Voice]]
) -> dict[int, Clause]:
    """The clauses that together cover every box of one clause and name as much; empty when they do not.

    others: gives the voices to look among from the first; of thousands of twins the first is enough.
    """
    by: dict[int, Clause] = {}
    scoped = bool(context.policy.excludes)
    for voice in mine:
        for part in voice.parts:
            wanted = part.boxes, voice, part.names, scoped
            alone = next((each for each in others() if part.boxes and _holds(each, *wanted)), None)
            if alone is not None:
                by[alone.piece.clause.number] = alone.piece.clause
                continue
            fit = [each for each in others() if _says_as_much(each, voice, part.names, scoped)]
            boxes = [box for each in fit for box in each.boxes]
            rest = [box for box in part.boxes if not inside(box, boxes)]
            if not boxes or (rest and not nothing_left(context, question, rest, boxes)):
                return {}
            meeting = [each for each in fit if _meets(context, each, part.boxes)]
            by.update((each.piece.clause.number, each.piece.clause) for each in meeting)
    return by


def _holds(other: Voice, boxes: Sequence[int], mine: Voice, names: int, scoped: bool) -> bool:
    """Whether one piece covers some boxes of another by itself, and says as much."""
    return all(inside(box, other.boxes) for box in boxes) and _says_as_much(other, mine, names, scoped)


def _says_as_much(other: Voice, mine: Voice, names: int, scoped: bool) -> bool:
    """Whether one piece may stand in for another where it covers it."""
    box, wider = mine.piece.box, other.piece.box
    # A prohibition silences permissions by what it limits, so a wider one must limit as much; and against the scope's
    # exclusions a clause counts by what it lists.
    limits = mine.piece.effect != "forbid" or not box.limited & ~wider.limited
    lists = not scoped or not box.listed & ~wider.listed
    return limits and lists and not box.named & ~wider.named and any(not names & ~part.names for part in other.parts)


def _meets(context: Context, other: Voice, boxes: Sequence[int]) -> bool:
    return any(context.space.is_box(one & two) for one in other.boxes for two in boxes)


def _twin(clause: Clause, by: Mapping[int, Clause]) -> bool:
    other = next(iter(by.values()))
    return len(by) == 1 and {box.bits for box in clause.boxes} == {box.bits for box in other.boxes}


def _fault(context: Context, question: Question, clause: Clause, by: Mapping[int, Clause], twin: bool) -> Fault:
    clauses = [by[number] for number in sorted(by)]
    names = [f'"{each.id}"' for each in clauses]
    called = f"clause {names[0]}" if len(names) == 1 else f"clauses {listed(names[:NAMED], 'and')}"
    detail = f'"{clause.id}" and {names[0]} say the same' if twin else f'{called} cover all of "{clause.id}"'
    if not twin and len(names) == 1:
        detail = f'{called} covers all of "{clause.id}"'
    also = tuple(Also(context.policy.document, each.path, f'clause "{each.id}"') for each in clauses[:NAMED])
    remedy = "Delete one of the two." if twin else ""
    return context.fault(question, clause.path, detail, also=also, clause=clause.id, remedy=remedy)


# ---- what makes two clauses the same kind of clause


def _kind(clause: Clause) -> str:
    """Effect, conditions and duties as one text: clauses with different ones say different things."""
    if not (clause.provided or clause.unless or clause.test or clause.duties):
        return clause.effect
    conditions = [[_condition(entry) for entry in entries] for entries in (clause.provided, clause.unless)]
    test = _condition(clause.test) if clause.test else None
    duties = [
        [duty.kind, duty.fields, duty.upon, duty.even_if_forbidden, [box.bits for box in duty.when]]
        for duty in clause.duties
    ]
    return json.dumps([clause.effect, conditions, test, duties], sort_keys=True, default=str)


def _condition(entry: Condition) -> list[Any]:
    inner = [_condition(each) for each in entry.provided]
    return [entry.kind, entry.value, [box.bits for box in entry.when], inner]

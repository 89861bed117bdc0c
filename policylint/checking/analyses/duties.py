"""Duties against prohibitions and against each other. Knows the vocabulary's table of what a duty amounts to."""

from collections.abc import Iterator, Mapping, Sequence

from policylint.checking.analyses.possible import nothing_left, situation
from policylint.checking.context import Context, Question
from policylint.finding import Also, Fault
from policylint.policy.durations import hours
from policylint.policy.model import Clause, Duty
from policylint.policy.voices import Voice
from policylint.space.boxes import meet
from policylint.typed import Any, NamedTuple

NAMED = 3
# So many duties of one kind are compared with each other; a policy with more is told so.
MOST = 60
# Fields that make two duties of one kind two different things.
TELLING = ("by", "to", "of", "whom", "which", "before", "where")


class Owed(NamedTuple):
    """One duty of a clause, with the boxes in which it holds."""

    clause: Clause
    duty: Duty
    boxes: tuple[int, ...]
    limited: int

    @property
    def place(self) -> str:
        """The path of the entry that holds the duty."""
        return self.duty.path.removesuffix(f"/{self.duty.kind}")


def _owed(context: Context) -> list[Owed]:
    """Every duty of the policy that somebody must do, in the order of the document."""
    found: dict[tuple[int, int], Owed] = {}
    for voice in context.decision.voices:
        clause = voice.piece.clause
        for duty in clause.duties if voice.piece.effect == "duty" else ():
            boxes = meet(context.space, voice.boxes, [box.bits for box in duty.when]) if duty.when else voice.boxes
            limited = voice.piece.box.limited
            for box in duty.when:
                limited |= box.limited
            earlier = found.get((clause.number, duty.number))
            if not duty.recommended and boxes:
                all_boxes = (*earlier.boxes, *boxes) if earlier else tuple(boxes)
                found[clause.number, duty.number] = Owed(clause, duty, all_boxes, limited)
    return list(found.values())


# ---- against prohibitions


def against_prohibition(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each duty whose every possible way of being done is forbidden outright."""
    space = context.space
    number = space.index.get("activity", -1)
    prohibitions = [voice for voice in context.decision.voices if voice.hard]
    if number < 0 or not prohibitions:
        return
    for owed in _owed(context):
        kinds = context.vocabulary.duties.get(owed.duty.kind, {}).get("activity") or ()
        activities = sum(dict.fromkeys(context.vocabulary.bits(number, str(kind)) or 0 for kind in kinds))
        if not activities or owed.duty.even_if_forbidden:
            continue
        boxes = []
        for box in owed.boxes:
            # Where the box speaks of other activities, doing the duty is still the activity of the duty.
            boxes.append(space.replace(box, number, (box & activities) or activities))
        against = [voice for voice in prohibitions if meet(space, boxes, voice.hard)]
        if not against:
            continue
        hard = [box for voice in against for box in voice.hard]
        if nothing_left(context, question, boxes, hard) and (x := situation(context, question, boxes)):
            yield _against(context, question, owed, against, x)


def _against(context: Context, question: Question, owed: Owed, against: Sequence[Voice], x: int) -> Fault:
    against = [voice for voice in against if any(x & box == x for box in voice.hard)] or against
    limited = owed.limited
    for voice in against:
        limited |= voice.piece.box.limited
    pairs, said = context.say(x, limited)
    also = tuple(
        Also(context.policy.document, voice.piece.box.path, f'clause "{voice.piece.clause.id}" forbids it')
        for voice in against[:NAMED]
    )
    detail = (
        f'clause "{owed.clause.id}" requires "{owed.duty.kind}", '
        f'and clause "{against[0].piece.clause.id}" forbids that {said}'
    )
    return context.fault(question, owed.place, detail, witness=pairs, also=also, clause=owed.clause.id)


# ---- against each other


def contradictory(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each pair of duties that cannot both be done, or of one duty with two deadlines."""
    owed = _owed(context)
    kinds: dict[str, list[Owed]] = {}
    for each in owed:
        kinds.setdefault(each.duty.kind, []).append(each)
    for kind, all_mine in kinds.items():
        if len(all_mine) > MOST * context.effort:
            context.incomplete.add(question.id)
        mine = kinds[kind] = all_mine[: MOST * context.effort]
        yield from _deadlines(context, question, mine)
        for other in context.vocabulary.duties.get(kind, {}).get("opposes") or ():
            if str(other) in kinds and (kind < str(other) or not _opposes(context, str(other), kind)):
                pairs = [(one, two) for one in mine for two in kinds[str(other)][: MOST * context.effort]]
                yield from _opposed(context, question, pairs)


def _opposes(context: Context, kind: str, other: str) -> bool:
    return other in (context.vocabulary.duties.get(kind, {}).get("opposes") or ())


def _opposed(context: Context, question: Question, pairs: Sequence[tuple[Owed, Owed]]) -> Iterator[Fault]:
    told: set[tuple[int, int]] = set()
    for one, two in pairs:
        first, second = sorted((one, two), key=lambda each: (each.clause.number, each.duty.number))
        key = (second.clause.number, second.duty.number)
        if key in told:
            continue  # one contradiction with a duty is enough to look at it
        if not _same_moment(one.duty, two.duty) or not _same_thing(context, one, two) or _in_turn(one.duty, two.duty):
            continue
        x = situation(context, question, meet(context.space, one.boxes, two.boxes))
        if x:
            told.add(key)
            shown, said = context.say(x, one.limited | two.limited)
            detail = f'"{_said(second.duty)}" here and "{_said(first.duty)}" in clause "{first.clause.id}", when {said}'
            also = (Also(context.policy.document, first.place, "the other duty"),)
            yield context.fault(question, second.place, detail, witness=shown, also=also, clause=second.clause.id)


def _same_moment(one: Duty, two: Duty) -> bool:
    """Duties of every day meet each other; duties upon events meet upon the same event."""
    return bool(set(one.upon) & set(two.upon)) if one.upon or two.upon else True


def _same_thing(context: Context, one: Owed, two: Owed) -> bool:
    """Whether two duties concern the same things as far as their boxes and `covers` show; doubts count as no."""
    mine, theirs = _words(one.duty.fields.get("covers")), _words(two.duty.fields.get("covers"))
    if mine and theirs:
        return bool(mine & theirs)
    activity = 1 << context.space.index["activity"] if "activity" in context.space.index else 0
    return not (mine or theirs) or bool(one.limited & two.limited & activity)


def _in_turn(one: Duty, two: Duty) -> bool:
    """Whether something may first be kept for the time due and then be deleted in time."""
    kept = _kept(one.fields.get("keep")) or _kept(two.fields.get("keep"))
    until = hours(one.fields.get("within")) if "within" in one.fields else hours(two.fields.get("within"))
    if kept is None or until is None:
        written = one.fields.get("within") or two.fields.get("within")
        # "Promptly" sets no bound, and yet nobody would call a year prompt; a schedule may be of any length.
        return not (kept is not None and written == "promptly")
    return until >= kept


def _kept(written: Any) -> float | None:
    if isinstance(written, Mapping):
        written = written.get("at-least")
    return float("inf") if written == "permanently" else hours(written)


def _deadlines(context: Context, question: Question, owed: Sequence[Owed]) -> Iterator[Fault]:
    """The same duty upon the same event in the same situations, with two deadlines."""
    for place, two in enumerate(owed):
        for one in owed[:place]:
            if one.duty.fields.get("within", "") in ("", two.duty.fields.get("within", "")):
                continue
            if not two.duty.fields.get("within") or set(one.boxes) != set(two.boxes) or not _same_task(one, two):
                continue
            if situation(context, question, one.boxes):
                event = next((e for e in one.duty.upon if e in two.duty.upon), "")
                upon = f' upon "{event}"' if event else ""
                detail = (
                    f'"{one.duty.kind}"{upon} is due within "{two.duty.fields["within"]}" here and within '
                    f'"{one.duty.fields["within"]}" in clause "{one.clause.id}"'
                )
                also = (Also(context.policy.document, one.place, "the other deadline"),)
                yield context.fault(
                    question,
                    two.place,
                    detail,
                    also=also,
                    clause=two.clause.id,
                    severity="warning",
                    remedy="Write one deadline, or say when each of the two holds.",
                )
                break


def _same_task(one: Owed, two: Owed) -> bool:
    mine, theirs = one.duty.fields, two.duty.fields
    if any(mine.get(name) != theirs.get(name) for name in TELLING):
        return False
    if not (set(one.duty.upon) & set(two.duty.upon) or not (one.duty.upon or two.duty.upon)):
        return False
    covers, others = _words(mine.get("covers")), _words(theirs.get("covers"))
    return covers == others or bool(covers & others)


def _words(written: Any) -> set[str]:
    values = [written] if isinstance(written, str) else written if isinstance(written, list) else []
    return {str(value) for value in values}


def _said(duty: Duty) -> str:
    keep, within = duty.fields.get("keep"), duty.fields.get("within")
    if isinstance(keep, str):
        return f"{duty.kind}: keep {keep}"
    if isinstance(within, str):
        return f"{duty.kind}: {'within ' if within[:1].isdigit() else ''}{within}"
    return duty.kind

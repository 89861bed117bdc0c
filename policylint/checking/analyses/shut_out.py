"""People whom an `only` shuts out though nothing in the policy speaks of them; it knows decisions, no lines."""

from collections.abc import Iterator

from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.model import Clause
from policylint.policy.phrasing import listed

NAMED = 4
# Clauses that say only this much of people do not deal with anybody in particular.
WIDE = ("workforce",)


def unnamed(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each permission with `only: [who]` that forbids something to people of the agency's own, of whom
    neither its text nor another clause speaks: "only employees" often means "only our own people".
    """
    number = context.space.index.get("who", -1)
    if number < 0:
        return
    mask = context.space.masks[number]
    everyone = 0
    for name in WIDE:
        everyone |= context.vocabulary.bits(number, name) or 0
    for clause in context.policy.clauses:
        if not clause.only >> number & 1:
            continue
        meant = 0
        for box in clause.boxes:
            meant |= box.bits & mask
        barred = 0
        for voice in context.decision.voices:
            if voice.piece.derived and voice.piece.clause is clause:
                for bits in voice.boxes:
                    barred |= bits & mask
        spoken = _spoken_of(context, clause, number, everyone)
        left = barred & everyone & ~meant & ~spoken
        # A permission for a few says clearly enough that the others are shut out.
        if not left or not _employed(context, number, meant):
            continue
        names = [
            context.vocabulary.words(number, value).label
            for value, bit in context.space.bits[number].items()
            if bit & left
        ]
        who = listed([*names[:NAMED], "others"] if len(names) > NAMED else names, "and")
        detail = f'clause "{clause.id}" forbids it to {who}, of whom no clause speaks'
        yield context.fault(question, f"{clause.path}/only", detail, clause=clause.id)


def _employed(context: Context, number: int, meant: int) -> bool:
    """Whether a permission is for those whom an agency employs as such, at whatever level."""
    employees = context.vocabulary.bits(number, "employee") or 0
    staff = context.vocabulary.bits(number, "staff") or 0
    return bool(meant & staff) and not meant & ~employees


def _spoken_of(context: Context, clause: Clause, number: int, everyone: int) -> int:
    """The people of whom the text of a clause, or the box of another one, speaks in particular."""
    # Late: the prose is read for the first check that asks.
    from policylint.checking.analyses.prose_reading import policy_text

    mask = context.space.masks[number]
    found = 0
    for each in policy_text(context).clauses:
        if each.clause is clause:
            found |= each.told.bits.get("who", 0)
    for other in context.policy.clauses:
        for box in other.boxes if other is not clause else ():
            if box.listed >> number & 1 and everyone & ~box.bits:
                found |= box.bits & mask
    return found

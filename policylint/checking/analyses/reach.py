"""Clauses that come to nothing: impossible, without effect, silenced. Knows where clauses speak, no prose."""

from collections.abc import Iterator, Sequence

from policylint.checking.analyses.possible import inside, nothing_left, situation
from policylint.checking.context import Context, Question
from policylint.finding import Also, Fault
from policylint.policy.model import Clause
from policylint.policy.phrasing import listed
from policylint.policy.vocabulary import Box
from policylint.policy.voices import Voice, limits, overrides
from policylint.space.boxes import meet

NAMED = 4


def impossible(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each own box of a clause in which no situation is possible, with the reason."""
    for clause in context.policy.clauses:
        for box in clause.boxes:
            # A box with no value, or with a dimension that its activity lacks, is reported as just that.
            if context.space.is_box(box.bits) and not lacking(context, box) and not _can_happen(context, question, box):
                detail = f'clause "{clause.id}": {_because(context, box)}'
                yield context.fault(question, box.path, detail, clause=clause.id)


def lacking(context: Context, box: Box) -> list[int]:
    """The dimensions that a box limits and none of its situations has."""
    space, vocabulary = context.space, context.vocabulary
    return [
        number
        for number in range(len(space.masks))
        if box.limited >> number & 1 and not space.is_box(box.bits & vocabulary.has(number))
    ]


def _can_happen(context: Context, question: Question, box: Box) -> bool:
    x = context.space.witness(box.bits)
    return not inside(x, context.decision.void) or not nothing_left(context, question, [box.bits], ())


def _because(context: Context, box: Box) -> str:
    vocabulary = context.vocabulary
    reasons = []
    for entry in vocabulary.data.get("impossible", ()):
        held = vocabulary.impossible_box(entry["when"])
        if box.bits & held == box.bits:
            return str(entry["because"])
        if context.space.is_box(box.bits & held):
            reasons.append(str(entry["because"]))
    return "; ".join(reasons[:2]) or "its values exclude each other"


# ---- no effect anywhere


def unreachable(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each clause that speaks nowhere although what it says is possible, with the reason."""
    decision = context.decision
    excluded = [claim.box for claim in decision.own.excluded]
    voices = voices_of(context)
    for clause in context.policy.clauses:
        if clause.effect == "state":
            continue
        heard = voices.get(clause.number, [])
        if not any(_speaks(context, question, voice, excluded) for voice in heard):
            fault = _unreached(context, question, clause, heard, excluded)
            if fault is not None:
                yield fault


def voices_of(context: Context) -> dict[int, list[Voice]]:
    """The voices of each clause by its number; prohibitions that `only` adds are left out."""
    found: dict[int, list[Voice]] = {}
    for voice in context.decision.voices:
        if not voice.piece.derived:
            found.setdefault(voice.piece.clause.number, []).append(voice)
    return found


def _speaks(context: Context, question: Question, voice: Voice, excluded: Sequence[int]) -> bool:
    boxes = voice.boxes
    if not boxes:
        return False
    if situation(context, question, boxes, [*excluded, *voice.limits]):
        return True
    return question.id in context.incomplete  # what is not decided is no finding


def _unreached(
    context: Context, question: Question, clause: Clause, voices: Sequence[Voice], excluded: Sequence[int]
) -> Fault | None:
    paths = {box.path for box in clause.boxes}
    against_scope = [claim.box for claim in context.decision.own.contradictions if claim.path in paths]
    if situation(context, question, against_scope):
        return None  # it contradicts the scope: reported as that
    own = [box.bits for box in clause.boxes if context.space.is_box(box.bits)]
    if not situation(context, question, own):
        return None  # impossible, or empty: reported as such
    if clause.excepts and nothing_left(context, question, own, [box.bits for box in clause.excepts]):
        return _nothing(context, question, clause, 'its own "except" takes all of it away', f"{clause.path}/except")
    held = [box for voice in voices for box in voice.piece.boxes]
    if not situation(context, question, held):
        return None  # outside the scope: reported as such
    if nothing_left(context, question, held, excluded):
        return _nothing(context, question, clause, "the scope leaves all of it out", "/scope/excludes")
    by = _beaten_by(context, voices)
    if not by:
        return None
    plain = all(overrides(each.piece, voices[0].piece) for each in by)
    verb = ("overrides" if len(by) == 1 else "override") if plain else ("takes away" if len(by) == 1 else "take away")
    detail = f'{_called(by)} {verb} all that "{clause.id}" says'
    return context.fault(question, clause.path, detail, also=_pointing(by, "goes first"), clause=clause.id)


def _nothing(context: Context, question: Question, clause: Clause, reason: str, place: str) -> Fault:
    also = (Also(context.policy.document, place, "here"),)
    return context.fault(question, clause.path, f'"{clause.id}": {reason}', also=also, clause=clause.id)


def _beaten_by(context: Context, voices: Sequence[Voice]) -> list[Voice]:
    """Who silences any of some voices of one clause where they hold, one for each clause, in order."""
    found: dict[int, Voice] = {}
    for voice in voices:
        for other in voice.by:
            # A beaten clause still beats others, so what counts is where it held before anything was cut.
            against = other.piece.boxes if overrides(other.piece, voice.piece) else other.piece.hard
            if meet(context.space, voice.piece.boxes, against):
                found.setdefault(other.piece.clause.number, other)
    return [found[number] for number in sorted(found)]


# ---- nothing that matters


def silenced(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each box of a permission whose everyday cases are all taken by the rule of limits."""
    dead: dict[int, bool] = {}
    for voice in context.decision.voices:
        if not voice.limits or not _all_taken(context, question, voice):
            continue
        clause = voice.piece.clause
        if clause.number not in dead:
            excluded = [claim.box for claim in context.decision.own.excluded]
            heard = voices_of(context)[clause.number]
            dead[clause.number] = not any(_speaks(context, question, each, excluded) for each in heard)
        if dead[clause.number]:
            continue  # nothing is left at all: an unreachable clause
        by = [each for each in _beaten_by(context, [voice]) if limits(each.piece, voice.piece)]
        verb = "forbids" if len(by) == 1 else "forbid"
        detail = f'{_called(by)} {verb} every everyday case of what "{clause.id}" allows'
        also = _pointing(by, "takes it away")
        yield context.fault(question, voice.piece.box.path, detail, also=also, clause=clause.id)


def _all_taken(context: Context, question: Question, voice: Voice) -> bool:
    """Whether a permission has everyday cases, and the rule of limits takes them all."""
    space, void = context.space, context.decision.void
    boxes = voice.boxes
    for each in context.vocabulary.everyday:
        for box in meet(space, boxes, [each.box.bits]):
            x = space.witness(box)
            if not inside(x, void) and not inside(x, voice.limits):
                return False  # one everyday case is left: nearly every permission ends here
    typical = meet(space, boxes, context.vocabulary.typical(voice.piece.box))
    if not nothing_left(context, question, typical, voice.limits):
        return False
    cases = meet(space, boxes, context.vocabulary.cases(voice.piece.box))
    return bool(situation(context, question, cases)) and nothing_left(context, question, cases, voice.limits)


# ---- saying who


def _called(by: Sequence[Voice]) -> str:
    names = [f'"{each.piece.clause.id}"' for each in by[:NAMED]]
    if len(by) > NAMED:
        return f"clauses {', '.join(names)} and {len(by) - NAMED} more"
    return f"clause {names[0]}" if len(names) == 1 else f"clauses {listed(names, 'and')}"


def _pointing(by: Sequence[Voice], does: str) -> tuple[Also, ...]:
    return tuple(
        Also(each.piece.policy.document, each.piece.box.path, f'clause "{each.piece.clause.id}" {does}')
        for each in by[:NAMED]
    )

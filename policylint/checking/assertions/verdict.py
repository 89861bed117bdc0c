"""`verdict`, `only` and `grounds`: what a policy does in a box, not which words it uses."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.phrasing import listed
from policylint.policy.verdicts import ALLOWED, Instance, gate_boxes, instances
from policylint.policy.vocabulary import Box
from policylint.policy.voices import Voice
from policylint.space.boxes import meet
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import Any

# One clause at fault is one finding; a policy with more faulty clauses than this gets the rest next time.
MOST = 5
# So many places where a verdict is not the one asked for are looked at for one whose clause deals with the question.
ENOUGH = 20
EVERY = (
    "conflict",
    "forbidden",
    "conditional",
    "permitted",
    "excluded",
    "delegated",
    "advised",
    "silent",
)
# What is said of a situation, and what a clause does to it.
SAID = {
    "conflict": "it is both allowed and forbidden that",
    "forbidden": "it is forbidden that",
    "conditional": "it is allowed only on a condition when",
    "permitted": "it is allowed that",
    "excluded": "the scope leaves out the case that",
    "delegated": "another document is left to say what holds when",
    "advised": "there is advice and no rule for when",
    "silent": "no clause says what holds when",
}
DOES = {
    "forbidden": "forbids that",
    "conditional": "puts a condition on it when",
    "permitted": "allows that",
}


def check(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: within, never or always, naming, clauses-of (docs/check-format.md)."""
    box = context.box(options["within"])
    naming = context.dimensions(options.get("naming", ()))
    if "never" in options:
        effects = options.get("clauses-of", ())
        found = instances(
            context.decision, [box.bits], options["never"], naming=naming, effects=effects, effort=context.effort
        )
        for instance in islice(found, MOST):
            yield _fault(context, question, instance, naming, box)
        return
    about = _about(context, box)
    first, told = _most_telling(_not_always(context, options["always"], box), about)
    if first is not None:
        fault = _fault(context, question, first, naming, box)
        if not told:
            fault = _undealt(context, question, first, box, fault, "permitted" in options["always"])
        # Nothing contrary is said, and elsewhere what is asked for: a corner was forgotten, not the whole question.
        partly = (first.verdict == "silent" or not told) and _sometimes(context, options["always"], box, about)
        yield fault._replace(grade="partial") if partly else fault


# What tells the question of a check from others: what is said and with what, else what is done and where.
CONTENT = ("topic", "information", "manner", "material")
DEED = ("activity", "platform")
TIMES = "period"


def _about(context: Context, box: Box) -> int:
    """The dimensions of which a clause names one if it deals with what a check asks; one bit each."""
    content = box.named & context.dimensions(CONTENT)
    number = context.space.index.get(TIMES, -1)
    if number >= 0 and not box.bits & context.vocabulary.usual[number]:
        content |= 1 << number  # an election or an emergency; ordinary times only keep a box possible
    return content or box.named & context.dimensions(DEED)


def _most_telling(found: Iterator[Instance], about: int) -> tuple[Instance | None, bool]:
    """The instance to show, and whether its clause deals with the question: a ban of something else that happens to
    hold there does not, a permission that is wide enough to take it in does. What the scope leaves out is shown last.
    """
    first, left_out = None, None
    for instance in islice(found, ENOUGH):
        voice = instance.claim.voice if instance.claim is not None else None
        if instance.verdict == "excluded":
            left_out = left_out or instance
        elif voice is None or voice.piece.effect == "permit" or voice.piece.box.named & about:
            return instance, True
        else:
            first = first or instance
    return (first, False) if first is not None else (left_out, True)


def _undealt(context: Context, question: Question, instance: Instance, box: Box, fault: Fault, free: bool) -> Fault:
    """The fault where no clause deals with the question, and only a ban of something else holds there.

    free: a permission is asked for, so that the ban is in the way and worth telling.
    """
    if free:
        return fault._replace(path="/clauses", on_key=True, clause="")
    pairs, said = context.say(context.space.witness(instance.box), 0, box)
    return context.fault(question, "/clauses", f"no clause deals with it when {said}", witness=pairs, on_key=True)


def _sometimes(context: Context, allowed: Sequence[str], box: Box, about: int) -> bool:
    """Whether one of the allowed verdicts holds in some everyday case of a box, by a clause that deals with it."""
    cases = context.vocabulary.cases(box)
    other = [verdict for verdict in allowed if verdict in ("permitted", "excluded", "delegated")]
    own = [verdict for verdict in allowed if verdict not in other]
    ways = ((own, about), (other, 0))
    return any(
        next(instances(context.decision, cases, verdicts, naming=naming, effort=context.effort), None) is not None
        for verdicts, naming in ways
        if verdicts
    )


def _not_always(context: Context, allowed: Sequence[str], box: Box) -> Iterator[Instance]:
    """Everyday cases of a box with another verdict than the allowed ones, or conditional with none of their gates."""
    decision = context.decision
    gates = [verdict.partition(":")[2] for verdict in allowed if ":" in verdict]
    barred = [verdict for verdict in EVERY if verdict not in {each.partition(":")[0] for each in allowed}]
    cases = context.vocabulary.cases(box)
    besides = [*decision.gaps, *context.unbound(box, 0)]
    yield from instances(decision, cases, barred, besides=besides, effort=context.effort)
    if gates and "conditional" not in allowed:
        asked_for = [
            each
            for voice in (*decision.voices, *decision.reached_voices)
            for gate in gates
            for each in meet(context.space, voice.boxes, gate_boxes(voice, gate))
        ]
        besides = [*besides, *asked_for]
        yield from instances(decision, cases, ["conditional"], besides=besides, effort=context.effort)


def only(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: within, dimension, values. Nothing is allowed with another value, something with one of these."""
    yield from grounds(context, question, options)
    box = context.box(options["within"])
    number, named = _values(context, options)
    inside = context.space.replace(box.bits, number, box.bits & named)
    if next(instances(context.decision, [inside], ALLOWED, effort=context.effort), None) is None:
        witness = _possible(context, inside)
        if witness:
            pairs, said = context.say(witness, 1 << number, box)
            yield context.fault(question, "/clauses", f"no clause allows that {said}", witness=pairs, on_key=True)


def grounds(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: within, dimension, values. What is allowed in the box lies within these values."""
    box = context.box(options["within"])
    number, named = _values(context, options)
    outside = context.space.replace(box.bits, number, box.bits & ~named)
    found = instances(context.decision, [outside], ALLOWED, granted=True, effort=context.effort)
    for instance in islice(found, MOST):
        yield _fault(context, question, instance, 1 << number, box)


def _values(context: Context, options: Mapping[str, Any]) -> tuple[int, int]:
    """The dimension that a check names, and the bits of the values that it names there."""
    number = context.space.index[options["dimension"]]
    named = context.vocabulary.box({options["dimension"]: options["values"]}, "", [])
    return number, named.bits & context.space.masks[number]


def distinguished(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: boxes, naming. Any two of the boxes are told apart by clauses that name one of the dimensions."""
    naming = context.dimensions(options["naming"])
    boxes = [context.box(written) for written in options["boxes"]]
    touched: list[frozenset[int]] = []
    for box in boxes:
        meeting = set()
        for voice in context.decision.voices:
            if voice.piece.box.named & naming and any(context.space.is_box(each & box.bits) for each in voice.boxes):
                meeting.add(id(voice))
        touched.append(frozenset(meeting))
    for first in range(len(boxes)):
        for second in range(first + 1, len(boxes)):
            if touched[first] == touched[second]:
                yield context.fault(
                    question,
                    "/clauses",
                    f"no clause tells {_words(context, options['boxes'][first])} from "
                    f"{_words(context, options['boxes'][second])}",
                    on_key=True,
                )
                return


def _words(context: Context, written: Mapping[str, Any]) -> str:
    said = []
    for name, value in written.items():
        number = context.space.index[name]
        names = [value] if isinstance(value, str) else list(value) if isinstance(value, Sequence) else []
        labels = [context.vocabulary.words(number, each).label for each in names if each != "any"]
        if labels:
            said.append(listed(labels))
    return f'"{", ".join(said)}"'


def _possible(context: Context, box: int) -> int:
    piece = first_uncovered(context.space, box, context.decision.void, Budget(5_000 * context.effort))
    return context.space.witness(piece.box) if piece is not None and piece.resolved else 0


def _fault(context: Context, question: Question, instance: Instance, worth: int, box: Box) -> Fault:
    if not instance.resolved:
        context.incomplete.add(question.id)
    claim = instance.claim
    voice = claim.voice if claim is not None else None
    narrow = voice.piece.box.limited if voice is not None else 0
    pairs, said = context.say(context.space.witness(instance.box), worth | narrow, box)
    detail = f"{SAID[instance.verdict]} {said}"
    if claim is None:
        return context.fault(question, "/clauses", detail, witness=pairs, on_key=True)
    own = voice is None or voice.piece.policy is context.policy
    name = "" if voice is None else voice.piece.clause.id
    if voice is not None and not own:
        name = f"{voice.piece.policy.id}/{name}"
    if name and instance.verdict in DOES:
        detail = f'clause "{name}" {DOES[instance.verdict]} {said}'
    elif name:
        detail = f'{detail}, by clause "{name}"'
    grade = ""
    if voice is not None and _takes_in(context, voice, box):
        grade = "general"
        detail += "; it is for whatever people do, so this may not be meant"
    path = claim.path if own else "/relies-on"
    return context.fault(question, path, detail, witness=pairs, clause=name, on_key=not own, grade=grade)


def _takes_in(context: Context, voice: Voice, box: Box) -> bool:
    """Whether a permission allows whatever people do, and only so what is asked about: its author did not think of it.

    Saying "anything you do off duty is your own business" is no permission to look into people.
    """
    piece = voice.piece
    activity = context.dimensions(("activity",))
    return piece.effect == "permit" and bool(box.limited & activity) and not piece.box.limited & activity

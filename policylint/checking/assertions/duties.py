"""`duty` and `statement`: somebody owes something, within bounds, where or when it matters."""

from collections.abc import Iterator, Mapping, Sequence

from policylint.checking.assertions.bounds import shortfalls
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.model import Condition, Duty, Policy
from policylint.policy.phrasing import listed
from policylint.policy.verdicts import ALLOWED
from policylint.space.boxes import meet, subtract_all
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import Any, NamedTuple


class Owed(NamedTuple):
    """A duty of the policy, wherever it is written: in a clause of duties, or among what a clause provides.

    boxes: where it holds; empty when it hangs on an event only.
    """

    kind: str
    fields: Mapping[str, Any]
    upon: tuple[str, ...]
    boxes: tuple[int, ...]
    recommended: bool
    path: str
    clause: str
    policy: Policy
    duty: Duty | None = None
    clause_path: str = ""

    def at(self, field: str) -> str:
        """Where a field of the duty stands; at the duty when it is missing."""
        if field not in self.fields:
            return self.path
        return self.duty.field_path(field, self.clause_path) if self.duty else f"{self.path}/{field}"


def owed(context: Context) -> tuple[Owed, ...]:
    """Every duty of the policy and of the documents that answer for it, in the order of the clauses."""
    known: tuple[Owed, ...] | None = context.memory.get("owed")
    if known is None:
        known = context.memory["owed"] = tuple(_owed(context))
    return known


def _owed(context: Context) -> list[Owed]:
    decision = context.decision
    found: list[Owed] = []
    for voice in (*decision.voices, *decision.reached_voices):
        piece = voice.piece
        clause = piece.clause
        if piece.effect == "duty":
            for duty in clause.duties:
                narrow = [box.bits for box in duty.when]
                boxes = meet(context.space, voice.boxes, narrow) if narrow else voice.boxes
                found.append(
                    Owed(
                        duty.kind,
                        duty.fields,
                        duty.upon,
                        tuple(boxes),
                        duty.recommended,
                        duty.path,
                        clause.id,
                        piece.policy,
                        duty,
                        clause.path,
                    )
                )
        elif not piece.derived:
            for entry in (*clause.provided, *clause.unless):
                found.extend(_accompanying(context, entry, voice.boxes, clause.id, piece.policy))
    return found


def _accompanying(
    context: Context, entry: Condition, boxes: Sequence[int], clause: str, policy: Policy
) -> Iterator[Owed]:
    where = meet(context.space, boxes, [box.bits for box in entry.when]) if entry.when else list(boxes)
    for kind, fields, path in _duties_in(context, entry):
        upon = fields.get("upon") or ()
        events = (upon,) if isinstance(upon, str) else tuple(str(event) for event in upon)
        yield Owed(kind, fields, events, tuple(where), False, path, clause, policy)
    for inner in entry.provided:
        yield from _accompanying(context, inner, where, clause, policy)


def _duties_in(context: Context, entry: Condition) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """`duty: {notify: {…}}` names the duty below; `notify: {…}` and the like are conditions that are duties."""
    if entry.kind == "duty" and isinstance(entry.value, Mapping):
        for kind, fields in entry.value.items():
            yield kind, fields if isinstance(fields, Mapping) else {}, f"{entry.path}/duty/{kind}"
    elif entry.kind == "duty" and isinstance(entry.value, str):
        yield entry.value, {}, f"{entry.path}/duty"
    elif entry.kind in context.vocabulary.duties:
        yield entry.kind, entry.value if isinstance(entry.value, Mapping) else {}, f"{entry.path}/{entry.kind}"
    elif entry.kind == "disclaimer":
        yield "add-disclaimer", entry.value if isinstance(entry.value, Mapping) else {}, f"{entry.path}/disclaimer"


def check(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: kind, within and over, or upon, or upon-any, or neither; fields; recommended (docs/check-format.md)."""
    kinds = [options["kind"]] if isinstance(options["kind"], str) else list(options["kind"])
    bounds = options.get("fields", {})
    accepted = bool(options.get("recommended", False))
    named = [each for each in owed(context) if each.kind in kinds]
    fit = [each for each in named if _holds(each, accepted) and not next(shortfalls(each.fields, bounds), None)]
    if "within" in options:
        yield from _over_cases(context, question, options, named, fit)
    elif "upon" in options or "upon-any" in options:
        yield from _upon_events(context, question, options, named, fit)
    elif not fit:
        yield _missing(context, question, options, named, "")


def _holds(owed: Owed, accepted: bool) -> bool:
    """Whether a duty counts: a recommended one only where recommending is enough."""
    return accepted or not owed.recommended


def _over_cases(
    context: Context, question: Question, options: Mapping[str, Any], candidates: list[Owed], fit: list[Owed]
) -> Iterator[Fault]:
    space, decision = context.space, context.decision
    box = context.box(options["within"])
    cases: Sequence[int] = context.vocabulary.cases(box)
    if options.get("over", "allowed") == "allowed":
        # Situations that are only advised on or silent need no duty; forbidden ones have nothing to attach it to.
        allowed = [claim.box for layer in decision.layers if layer.verdict in ALLOWED for claim in layer.claims]
        barred: list[int] = []
        for layer in decision.layers:
            if layer.verdict in ("excluded", "conflict", "forbidden"):
                barred.extend(layer.boxes)
        cases = subtract_all(space, meet(space, cases, allowed), barred)
    held = [each for each in fit if not each.upon]
    rules = [*decision.void, *decision.gaps, *(each for one in held for each in one.boxes)]
    piece = first_uncovered(space, cases, rules, Budget(5_000 * context.effort)) if cases else None
    if piece is None:
        return
    if not piece.resolved:
        context.incomplete.add(question.id)
    pairs, said = context.say(space.witness(piece.box), 0, box)
    near = [each for each in candidates if any(space.is_box(own & piece.box) for own in each.boxes)]
    yield _missing(context, question, options, near, f"when {said}", pairs)


def _upon_events(
    context: Context, question: Question, options: Mapping[str, Any], candidates: list[Owed], fit: list[Owed]
) -> Iterator[Fault]:
    events = options.get("upon", options.get("upon-any"))
    events = [events] if isinstance(events, str) else list(events)
    met = {event for each in fit for event in each.upon}
    lacking = [event for event in events if event not in met]
    if not lacking or ("upon-any" in options and len(lacking) < len(events)):
        return
    labels = [str(context.vocabulary.events.get(event, {}).get("label", event)) for event in lacking]
    near = [each for each in candidates if set(each.upon) & set(lacking)]
    yield _missing(context, question, options, near, f"when {listed(labels)}")


def _missing(
    context: Context,
    question: Question,
    options: Mapping[str, Any],
    near: list[Owed],
    where: str,
    pairs: tuple[tuple[str, str], ...] = (),
) -> Fault:
    """The fault at the duty that comes closest, then at one that is only recommended, else at the clauses."""
    accepted, own = bool(options.get("recommended", False)), [each for each in near if each.policy is context.policy]
    for each in own:
        fault = next(shortfalls(each.fields, options.get("fields", {})), None)
        if fault is not None and _holds(each, accepted):
            missing = fault.field not in each.fields
            detail = f'in clause "{each.clause}", {fault.words}'
            return context.fault(
                question, each.at(fault.field), detail, witness=pairs, clause=each.clause, on_key=missing
            )
    for each in own:
        if not _holds(each, accepted):
            detail = f'clause "{each.clause}" only recommends it'
            return context.fault(question, each.path, detail, witness=pairs, clause=each.clause, on_key=True)
    detail = f"nobody has to do it {where}" if where else "no clause requires it"
    if accepted:
        detail = "no clause asks for it"
    return context.fault(question, "/clauses", detail, witness=pairs, on_key=True)


def statement(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: kind, fields, protects. A `state` clause of the kind exists, with these fields in bounds."""
    kinds = [options["kind"]] if isinstance(options["kind"], str) else list(options["kind"])
    bounds = dict(options.get("fields", {}))
    if "protects" in options:
        bounds["protects"] = options["protects"]
    barring = bool(bounds) and all(isinstance(bound, Mapping) and set(bound) == {"not"} for bound in bounds.values())
    clauses = [clause for clause in context.policy.clauses if clause.statement in kinds]
    for clause in clauses:
        fault = next(shortfalls(clause.data, bounds), None)
        if fault is None and not barring:
            return
        if fault is not None and (barring or clause is clauses[-1]):
            yield context.fault(question, f"{clause.path}/{fault.field}", fault.words, clause=clause.id)
            return
    if not clauses and not barring:
        yield context.fault(question, "/clauses", "no clause says it", on_key=True)

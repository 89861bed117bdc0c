"""Whether clauses and scope keep to each other. Knows `covers` and `excludes`, no prose."""

from collections.abc import Iterator, Sequence

from policylint.checking.analyses.possible import inside
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.model import Clause, Exclusion
from policylint.policy.phrasing import listed
from policylint.policy.verdicts import ALLOWED, Instance, instances
from policylint.policy.vocabulary import Box
from policylint.space.boxes import meet
from policylint.space.uncovered import Budget, is_covered
from policylint.typed import NamedTuple

NAMED = 4
# What the scope may name so that every clause has it; nobody expects a clause to tell these apart.
SELF_EVIDENT = ("who", "activity")
# An exclusion that turns on nothing else leaves out the cases that people ask about most.
HEADLINE = ("who", "capacity", "activity", "account", "page", "device", "time")


# ---- clauses outside the scope


def outside(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each box that lists something which no box of `covers` reaches."""
    if "covers" not in (context.data.get("scope") or {}):
        return
    for clause in context.policy.clauses:
        for box in clause.boxes:
            fault = _outside(context, question, clause, box) if context.space.is_box(box.bits) else None
            if fault is not None:
                yield fault


def _outside(context: Context, question: Question, clause: Clause, box: Box) -> Fault | None:
    space = context.space
    bits = box.bits
    who = space.index.get("who", -1)
    if who >= 0 and box.listed >> who & 1:
        # What the agency itself does is not measured by whom the scope covers.
        bits &= ~(context.vocabulary.bits(who, "agency") or 0)
    excluded = [each.box.bits for each in context.policy.excludes]
    if not space.is_box(bits) or inside(bits, excluded):
        return None
    covers = [each.bits for each in context.policy.covers]
    reached = [both for each in covers if space.is_box(both := bits & each)]
    outside: dict[int, int] = {}
    for number, mask in enumerate(space.masks):
        if not box.listed >> number & 1:
            continue
        held = 0
        for each in reached or covers:
            held |= each & mask
        left = bits & mask & ~held
        if left and not inside(space.replace(bits, number, left), excluded):
            outside[number] = left
    if reached and not outside:
        return None
    said = [_words(context, number, left) for number, left in outside.items()] or ["these cases"]
    detail = f'clause "{clause.id}" speaks of {listed(said, "and")}, and the scope does not'
    first = next(iter(outside), None)
    path = f"{box.path}/{space.dimensions[first]}" if reached and first is not None else box.path
    remedy = ""
    if first is not None:
        remedy = (
            f'Add {said[0]} to "{space.dimensions[first]}" in "covers" and to the scope\'s text, or take it out here.'
        )
    return context.fault(question, path, detail, clause=clause.id, remedy=remedy)


def _words(context: Context, number: int, bits: int) -> str:
    names = context.space.values_in(bits, number)
    for group in context.vocabulary.groups[number]:
        if context.vocabulary.bits(number, group) == bits:
            return f'"{group}"'
    few = [f'"{name}"' for name in names[:NAMED]]
    return listed(few, "and") if len(names) <= NAMED else f"{', '.join(few)} and {len(names) - NAMED} more"


# ---- promised in the scope


def not_distinguished(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each dimension of which the scope names several values and no clause ever narrows them."""
    if context.policy.kind == "moderation":
        return  # the public is bound alike on any device and at any time
    told = 0
    for clause in context.policy.clauses:
        for box in _boxes_of(clause):
            told |= box.limited
    space = context.space
    for box in context.policy.covers:
        for number, name in enumerate(space.dimensions):
            asked = box.named >> number & 1 and not told >> number & 1 and name not in SELF_EVIDENT
            if asked and len(space.values_in(box.bits, number)) > 1:
                told |= 1 << number
                detail = f'"{name}" is in the scope, and no clause says anything for one value and not for another'
                yield context.fault(question, f"{box.path}/{name}", detail, on_key=True)


def _boxes_of(clause: Clause) -> Iterator[Box]:
    """Every box that a clause writes: its own, exceptions, conditions and duties."""
    yield from clause.boxes
    yield from clause.excepts
    work = [*clause.provided, *clause.unless]
    while work:
        entry = work.pop()
        work.extend(entry.provided)
        yield from entry.when
    for duty in clause.duties:
        yield from duty.when


# ---- the headline


OWN_PHONE = {"who": "staff", "capacity": "personal", "activity": "post", "account": "own", "device": "personal"}
QUESTION_CELLS = 2_000


class Headline(NamedTuple):
    """The cases that people ask about: posting for oneself on one's own phone, or in the evening."""

    device: int
    time: int
    both: tuple[int, ...]


def headline_excluded(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each exclusion that takes away private phones or evenings and says nothing of who answers."""
    excludes = context.policy.excludes
    if not excludes:
        return
    allowed = context.dimensions(HEADLINE)
    told: set[str] = set()
    for exclusion in excludes:
        box = exclusion.box
        if exclusion.path in told or box.limited & ~allowed:
            continue
        said = _taken(context, box)
        if said and not _answered(context, exclusion):
            told.add(exclusion.path)
            see = f', and "{exclusion.see}" is not found' if exclusion.see else ""
            yield context.fault(question, exclusion.path, f"{said}{see}")


def _taken(context: Context, box: Box) -> str:
    case = {"who": "staff", "capacity": "personal", "activity": "post", "account": "own"}
    asked = {"device": "personal", "time": "off-hours"}
    vocabulary, space = context.vocabulary, context.space
    bits = space.full
    for name, value in case.items():
        number = space.index.get(name, -1)
        field = vocabulary.bits(number, value) if number >= 0 else None
        if field:
            bits &= ~space.masks[number] | field
    taken = []
    for name, value in asked.items():
        number = space.index.get(name, -1)
        field = vocabulary.bits(number, value) if number >= 0 else None
        if field and space.is_box(box.bits & bits & (~space.masks[number] | field)):
            taken.append((name, bool(box.limited >> number & 1)))
    limited = [name for name, narrow in taken if narrow]
    if not taken or (len(taken) < len(asked) and not limited):
        return ""
    words = {"device": "private devices", "time": "the time outside working hours"}
    return f"{listed([words[name] for name in limited or [name for name, _ in taken]], 'and')}"


def _answered(context: Context, exclusion: Exclusion) -> bool:
    """Whether `see` leads somewhere, or a document that is relied on answers there."""
    see = exclusion.see
    titles = {reliance.title.casefold() for reliance in context.policy.reliances if reliance.title}
    if see and (context.policies.get(see) is not None or see.casefold() in titles or see != see.lower() or " " in see):
        return True
    asked = context.dimensions(("device", "time"))
    answering = [
        box.bits for reliance in context.policy.reliances if reliance.answers & asked for box in reliance.boxes
    ]
    if not answering:
        return False
    # Answering somewhere is not enough: it must be the everyday case that is left out.
    cases = meet(context.space, context.vocabulary.cases(context.box(OWN_PHONE)), [exclusion.box.bits])
    return is_covered(context.space, cases, [*context.decision.void, *answering], Budget(QUESTION_CELLS)) is True


# ---- official accounts

PERSONAL_ON_OFFICIAL = {"who": "workforce", "capacity": "personal", "activity": "speak", "account": "official"}


def personal_posts_open(context: Context, question: Question) -> Iterator[Fault]:
    """A fault where clauses deal with official accounts and personal posts on them are allowed, or not decided."""
    space = context.space
    number = space.index.get("account", -1)
    official = context.vocabulary.bits(number, "official") if number >= 0 else None
    if context.policy.kind != "use" or not official:
        return
    if not any(
        box.limited >> number & 1 and box.bits & official
        for clause in context.policy.clauses
        if clause.effect in ("permit", "forbid")
        for box in clause.boxes
    ):
        return
    box = context.box(PERSONAL_ON_OFFICIAL)
    barred = (*ALLOWED, "silent", "advised")
    cases: Sequence[int] = context.vocabulary.cases(box)
    found = instances(context.decision, cases, barred, besides=context.decision.gaps, effort=context.effort)
    # A prohibition that an approval lifts is an answer; one that hangs on a test leaves the rest open.
    first = next((each for each in found if not _lifted(each)), None)
    if first is None:
        return
    if not first.resolved:
        context.incomplete.add(question.id)
        return
    pairs, said = context.say(space.witness(first.box), box.named)
    voice = first.claim.voice if first.claim is not None else None
    if voice is None or voice.piece.policy is not context.policy or voice.piece.effect != "permit":
        yield context.fault(question, "/clauses", f"no clause decides whether {said}", witness=pairs, on_key=True)
        return
    clause = voice.piece.clause
    path = voice.piece.box.path
    yield context.fault(question, path, f'clause "{clause.id}" allows that {said}', witness=pairs, clause=clause.id)


def _lifted(instance: Instance) -> bool:
    """Whether a prohibition is lifted or opened there by what its clause says under `unless`."""
    voice = instance.claim.voice if instance.claim is not None else None
    return voice is not None and voice.piece.effect == "forbid" and voice.piece.clause.test is None


# ---- what is declared impossible

PROBES = (
    ({"device": "personal", "time": "off-hours"}, "private phones in the evening"),
    ({"device": "personal", "time": "working-hours"}, "private phones"),
    ({"device": "agency", "time": "off-hours"}, "the time outside working hours"),
)


def headline_impossible(context: Context, question: Question) -> Iterator[Fault]:
    """A fault for each declared impossibility that takes the everyday headline case out of the checks."""
    vocabulary, space = context.vocabulary, context.space
    entries = context.data.get("impossible") or ()
    if not entries or not set(OWN_PHONE) | {"time"} <= set(space.index):
        return
    for index, entry in enumerate(entries):
        declared = vocabulary.impossible_box(entry.get("when") or {})
        for probe, words in PROBES:
            case = vocabulary.box({**OWN_PHONE, **probe}, "", []).bits
            # Typical in everything else, so that one forgotten channel or topic does not hide what is taken away.
            typical = space.witness(case)
            if typical & declared == typical:
                yield context.fault(question, f"/impossible/{index}/when", f"no check asks about {words} any more")
                break

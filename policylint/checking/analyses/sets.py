"""Several documents of one agency: contradictions between those that are not linked, and circles of reliance.

Knows the set around a policy. With many documents the work is bounded, and what was left out is said.
"""

from collections.abc import Iterator, Mapping, Sequence

from policylint.checking.analyses.possible import settled, situation
from policylint.checking.context import Context, Question
from policylint.finding import Also, Fault
from policylint.policy.document import Own
from policylint.policy.model import Policy, Reliance
from policylint.policy.phrasing import listed
from policylint.policy.voices import Voice, overrides
from policylint.space.boxes import meet

# Pairs of boxes looked at for the whole set, shared out among its documents, and the least that each one gets.
WORK = 4_000_000
LEAST_WORK = 2_000
# So many other documents that disagree are shown; whoever mends them gets the rest next time.
MOST = 10
# Documents on one way of reliances, and ways looked at from one document.
LONGEST = 8
WAYS = 1_000


def disagree(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each later document of the set that forbids, or allows only on a condition, what this one allows
    (or the other way round) where neither relies on the other.
    """
    mine = context.policy
    later = [policy for policy in context.policies.policies if policy.document > mine.document]
    if not later:
        return
    known = {policy.id: policy for policy in context.policies.policies}
    linked = _reached(mine, known)
    own = context.decision.own
    shown = 0
    left = max(LEAST_WORK, WORK // len(known)) * context.effort
    for other in later:
        if not _comparable(mine, other) or other.id in linked or mine.id in _reached(other, known):
            continue
        if left <= 0 or shown == MOST * context.effort:
            context.incomplete.add(question.id)
            return
        theirs = _own(context, other)
        left -= (len(own.general) + 1) * (len(theirs.general) + 1)
        fault = _pair(context, question, own, theirs)
        if fault is not None:
            shown += 1
            yield fault


def _comparable(one: Policy, two: Policy) -> bool:
    """A draft beside what is in force is its next edition, and a retired document says nothing."""
    drafts = (one.status == "draft") != (two.status == "draft")
    return one.id != two.id and not one.retired and not two.retired and not drafts


def _reached(policy: Policy, known: Mapping[str, Policy]) -> set[str]:
    """The ids of the documents that a policy relies on, directly or through others."""
    found: set[str] = set()
    work = [policy]
    while work:
        for reliance in work.pop().reliances:
            target = known.get(reliance.policy)
            if target is not None and target.id not in found:
                found.add(target.id)
                work.append(target)
    return found


def _own(context: Context, policy: Policy) -> Own:
    found = context.shared.get(policy.id)
    if found is None:
        found = context.shared[policy.id] = Own(context.policies, policy)
    return found


def _pair(context: Context, question: Question, one: Own, two: Own) -> Fault | None:
    """The first contradiction of two documents: prohibitions before conditions."""
    for conditional in (False, True):
        for allowing, barring, turned in ((one, two, False), (two, one, True)):
            found = _between(context, question, allowing, barring, conditional)
            if found is not None:
                permit, bar, x = found
                return _fault(context, question, (permit, bar, x), conditional, turned)
    return None


def _between(
    context: Context, question: Question, allowing: Own, barring: Own, conditional: bool
) -> tuple[Voice, Voice, int] | None:
    space = context.space
    bars = [(voice, [*voice.open, *voice.gated] if conditional else voice.hard) for voice in barring.voices]
    bars = [(voice, boxes) for voice, boxes in bars if boxes]
    for permit in allowing.voices:
        free = [*permit.free, *permit.lifted]
        if not free or not bars:
            continue
        for bar, against in bars:
            # What limits something of which the permission does not speak adds to it, as within one document.
            if bar.piece.box.limited & ~permit.piece.box.named or not _may_clash(permit, bar):
                continue
            boxes = meet(space, free, against)
            if boxes:
                taken = [box for voice in allowing.voices for box in voice.hard]
                excluded = [claim.box for own in (allowing, barring) for claim in own.excluded]
                x = situation(context, question, boxes, [*permit.limits, *taken, *excluded])
                if x:
                    return permit, bar, x
    return None


def _may_clash(permit: Voice, bar: Voice) -> bool:
    return not overrides(permit.piece, bar.piece) and not overrides(bar.piece, permit.piece)


def _fault(
    context: Context, question: Question, found: tuple[Voice, Voice, int], conditional: bool, turned: bool
) -> Fault:
    permit, bar, x = found
    pairs, said = context.say(x, permit.piece.box.limited | bar.piece.box.limited)
    here, there = (bar, permit) if turned else (permit, bar)
    barred = "allows only on a condition" if conditional else "forbids"
    doing = (barred, "allows") if turned else ("allows", barred)
    title = str((there.piece.policy.data.get("policy") or {}).get("title") or there.piece.policy.id)
    detail = (
        f'clause "{here.piece.clause.id}" {doing[0]}, and clause "{there.piece.clause.id}" of "{title}" {doing[1]}, '
        f"that {said}"
    )
    also = (Also(there.piece.policy.document, there.piece.box.path, f"the other document {doing[1]} it"),)
    return context.fault(question, here.piece.box.path, detail, witness=pairs, also=also, clause=here.piece.clause.id)


# ---- circles of reliance


def mutual_reliance(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each reliance that leads back to this document with nobody answering on the way.

    A circle through several documents is told in the one that comes first.
    """
    if not any(reliance.hands_on for reliance in context.policy.reliances):
        return
    rules = settled(context)
    for reliance in context.policy.reliances:
        way = _circle(context, question, reliance, rules) if reliance.hands_on else None
        if way is not None:
            policies, x = way
            pairs, said = context.say(x, sum(1 << number for number in _narrowed(context, reliance)))
            yield _round(context, question, reliance, policies, pairs, said)


def _narrowed(context: Context, reliance: Reliance) -> set[int]:
    return {number for box in reliance.boxes for number in context.space.narrowed(box.bits)}


def _circle(
    context: Context, question: Question, first: Reliance, rules: Sequence[int]
) -> tuple[list[Policy], int] | None:
    """The documents on a way from a reliance back to this policy, and a situation that goes all the way round."""
    start = context.policies.get(first.policy) if first.policy else None
    if start is None or start.retired:
        return None
    work: list[tuple[list[Policy], list[int]]] = [([start], [box.bits for box in first.boxes])]
    for _ in range(WAYS * context.effort):
        if not work:
            return None
        way, boxes = work.pop(0)
        policy = way[-1]
        if policy.id == context.policy.id:
            x = situation(context, question, boxes, rules)
            if x and all(each.document >= context.policy.document for each in way):
                return way[:-1], x
            continue
        for reliance in policy.reliances if len(way) < LONGEST else ():
            target = context.policies.get(reliance.policy) if reliance.hands_on and reliance.policy else None
            known = [each.id for each in way]
            common = meet(context.space, boxes, [box.bits for box in reliance.boxes])
            if target is not None and not target.retired and target.id not in known and common:
                work.append(([*way, target], common))
    context.incomplete.add(question.id)
    return None


def _round(
    context: Context,
    question: Question,
    reliance: Reliance,
    policies: Sequence[Policy],
    pairs: tuple[tuple[str, str], ...],
    said: str,
) -> Fault:
    if not policies:
        detail = f"this policy relies on itself and does not say what holds when {said}"
    else:
        names = [f'"{policy.id}"' for policy in policies]
        verb = "sends" if len(names) == 1 else "send"
        detail = f"{listed(names, 'and')} {verb} the reader back here, and none says what holds when {said}"
    also = []
    for place, policy in enumerate(policies):
        target = policies[place + 1] if place + 1 < len(policies) else context.policy
        path = next(
            (each.path for each in policy.reliances if each.policy == target.id and each.hands_on), "/relies-on"
        )
        also.append(Also(policy.document, path, f'it relies on "{target.id}"'))
    return context.fault(question, reliance.path, detail, witness=pairs, also=tuple(also))

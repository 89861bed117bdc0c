"""Permission against prohibition, and clauses against the scope. Knows what a policy decides, no check file."""

from collections.abc import Iterator, Sequence

from policylint.checking.analyses.possible import inside, situation, size
from policylint.checking.context import Context, Question
from policylint.finding import Also, Fault
from policylint.policy.decide import Clash
from policylint.policy.model import Clause
from policylint.policy.phrasing import listed
from policylint.policy.voices import Voice
from policylint.typed import NamedTuple

# The largest clashes of one prohibition are looked at; further ones are named no less by the first.
MOST_CLASHES = 40
NAMED = 3


class Met(NamedTuple):
    """One permission that a prohibition meets: where, how large that is, and one situation."""

    clash: Clash
    size: int
    x: int


def conflict(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each prohibition, with the permissions that it meets in situations that can happen."""
    clashes: dict[tuple[int, bool], list[Clash]] = {}
    for clash in context.decision.clashes:
        piece = clash.forbid.piece
        clashes.setdefault((piece.clause.number, piece.derived), []).append(clash)
    if not clashes:
        return
    excluded = [claim.box for claim in context.decision.own.excluded]
    ordered = any(clause.statement == "precedence" for clause in context.policy.clauses)
    for group in clashes.values():
        found = _met(context, question, group, excluded)
        if found:
            yield _fault(context, question, found, ordered)


def _met(context: Context, question: Question, clashes: Sequence[Clash], excluded: Sequence[int]) -> list[Met]:
    """The largest real clash with each permission, largest first."""
    sized = [(size(context, clash.boxes), clash) for clash in clashes]
    sized.sort(key=lambda pair: -pair[0])
    if len(sized) > MOST_CLASHES * context.effort:
        context.incomplete.add(question.id)
        del sized[MOST_CLASHES * context.effort :]
    found: dict[int, Met] = {}
    for large, clash in sized:
        number = clash.permit.piece.clause.number
        if number not in found:
            x = situation(context, question, clash.boxes, excluded)
            if x:
                found[number] = Met(clash, large, x)
    return list(found.values())


def _fault(context: Context, question: Question, found: Sequence[Met], ordered: bool) -> Fault:
    first = found[0]
    forbid, permit = first.clash.forbid, first.clash.permit
    ways = [_way(met.clash) for met in found]
    nested = all(narrower for narrower, _ in ways)
    pairs, said = context.say(first.x, forbid.piece.box.limited | permit.piece.box.limited)
    names = [f'"{met.clash.permit.piece.clause.id}"' for met in found]
    allowing = f"clause {names[0]}" if len(names) == 1 else f"clauses {_few(names)}"
    verb = "allows" if len(names) == 1 else "allow"
    mine = _name(forbid)
    detail = f"{allowing} {verb}, and {mine} forbids, that {said}"
    also = [
        Also(met.clash.permit.piece.policy.document, met.clash.permit.piece.box.path, f"clause {name} allows it")
        for met, name in zip(found, names, strict=True)
    ]
    return context.fault(
        question,
        forbid.piece.box.path,
        detail,
        witness=pairs,
        also=tuple(also),
        clause=forbid.piece.clause.id,
        severity="warning" if nested or ordered else "",
        remedy=" ".join(dict.fromkeys(line for _, line in ways[:NAMED])),
    )


def _name(voice: Voice) -> str:
    clause = f'clause "{voice.piece.clause.id}"'
    return f'"only" in {clause}' if voice.piece.derived else clause


def _few(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return listed(list(names), "and")
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"


def _way(clash: Clash) -> tuple[bool, str]:
    """Whether one of the two lies inside the other, and the line that settles the clash."""
    permit, forbid = clash.permit.piece, clash.forbid.piece
    permit_inside = _within(permit.boxes, forbid.boxes)
    forbid_inside = _within(forbid.boxes, permit.boxes)
    by_permit = f'"overrides: [{forbid.clause.id}]" in clause "{permit.clause.id}"'
    by_forbid = f'"overrides: [{permit.clause.id}]" in clause "{forbid.clause.id}"'
    if permit_inside != forbid_inside:
        return True, f"Write {by_permit if permit_inside else by_forbid}, if the narrower clause is meant to go first."
    return False, f"Write {by_forbid} if it is to be forbidden there, or {by_permit} if it is to be allowed."


def _within(boxes: Sequence[int], others: Sequence[int]) -> bool:
    return all(inside(box, others) for box in boxes)


# ---- the scope


def conflict_with_scope(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each box of a permit or forbid that lists what the scope excludes."""
    own = context.decision.own
    claims: dict[str, list[int]] = {}
    for claim in own.contradictions:
        claims.setdefault(claim.path, []).append(claim.box)
    for path, boxes in claims.items():
        x = situation(context, question, boxes)
        clause = _at(context, path)
        if not x or clause is None:
            continue
        left_out = [each for each in context.policy.excludes if inside(x, [each.box.bits])]
        named = 0
        for each in left_out:
            named |= each.box.named
        limited = next((box.limited for box in clause.boxes if box.path == path), 0)
        pairs, said = context.say(x, named | limited)
        verb = "allows" if clause.effect == "permit" and not path.endswith("/only") else "forbids"
        also = tuple(
            Also(context.policy.document, place, "the scope leaves it out here")
            for place in dict.fromkeys(each.path for each in left_out)
        )
        detail = f'clause "{clause.id}" {verb} that {said}, and the scope leaves it out'
        yield context.fault(question, path, detail, witness=pairs, also=also, clause=clause.id)


def _at(context: Context, path: str) -> Clause | None:
    return next((clause for clause in context.policy.clauses if path.startswith(f"{clause.path}/")), None)

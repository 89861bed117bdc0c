"""What `overrides` comes to: circles, and overrides that settle nothing. Knows pieces, no checks."""

from collections.abc import Iterator, Sequence

from policylint.checking.analyses.possible import situation
from policylint.checking.context import Context, Question
from policylint.finding import Also, Fault
from policylint.policy.model import Clause, Policy
from policylint.policy.phrasing import listed
from policylint.policy.pieces import Piece
from policylint.policy.voices import limits, lists, overrides
from policylint.space.boxes import meet
from policylint.typed import NamedTuple

# Steps along who-beats-whom from one clause; circles of real policies have two or three members.
STEPS = 2_000
LONGEST = 4


class Entry(NamedTuple):
    """One entry of `overrides`: where it stands, and the clause it names, None for one that does not exist."""

    path: str
    name: str
    policy: Policy
    clause: Clause | None


def entries(context: Context, clause: Clause) -> Iterator[Entry]:
    """The entries of a clause, without `all`."""
    written = clause.data.get("overrides")
    for index, name in enumerate(clause.overrides):
        path = f"{clause.path}/overrides" if isinstance(written, str) else f"{clause.path}/overrides/{index}"
        if name == "all" and isinstance(written, str):
            continue
        policy_id, _, clause_id = name.rpartition("/")
        policy = context.policies.get(policy_id) if policy_id else context.policy
        found = next((each for each in policy.clauses if each.id == clause_id), None) if policy is not None else None
        yield Entry(path, name, policy or context.policy, found)


def _pieces(pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    found: dict[int, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.clause.number, []).append(piece)
    return found


# ---- circles


def cycle(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each circle of clauses that beat each other where they meet, at the override that closes it."""
    if not any(clause.overrides for clause in context.policy.clauses):
        return
    search = _Search(context, question)
    seen: set[tuple[int, ...]] = set()
    for piece in search.pieces:
        if piece.clause.overrides and tuple(piece.clause.overrides) != ("all",):
            circle = search.circle(piece)
            key = tuple(sorted({each.clause.number for each in circle}))
            if circle and key not in seen:
                seen.add(key)
                fault = _closing(context, question, circle)
                if fault is not None:
                    yield fault
    yield from _across(context, question)


class _Search:
    """Looks along who beats whom, within situations that all of them share."""

    def __init__(self, context: Context, question: Question) -> None:
        self.context = context
        self.question = question
        self.pieces = context.decision.own.pieces
        self.steps = STEPS * context.effort
        self.beats: dict[int, list[Piece]] = {}

    def circle(self, start: Piece) -> list[Piece]:
        """The pieces of a circle through `start`, else nothing."""
        work: list[tuple[list[Piece], list[int]]] = [([start], start.boxes)]
        while work:
            way, boxes = work.pop(0)
            for other in self.beaten(way[-1]):
                self.steps -= 1
                if self.steps < 0:
                    self.context.incomplete.add(self.question.id)
                    return []
                # The rule of limits counts only where the prohibition is hard.
                held = boxes if overrides(way[-1], other) else meet(self.context.space, boxes, way[-1].hard)
                if other is start:
                    if situation(self.context, self.question, held):
                        return way
                elif len(way) < LONGEST and not any(other.clause is each.clause for each in way):
                    common = meet(self.context.space, held, other.boxes)
                    if common:
                        work.append(([*way, other], common))
        return []

    def beaten(self, piece: Piece) -> list[Piece]:
        """The pieces that one beats, by either rule."""
        key = id(piece)
        found = self.beats.get(key)
        if found is None:
            found = [other for other in self.pieces if overrides(piece, other) or (piece.hard and limits(piece, other))]
            self.beats[key] = found
        return found


def _closing(context: Context, question: Question, circle: Sequence[Piece]) -> Fault | None:
    """The fault at the last override of a circle, in the order of the document."""
    closing: list[tuple[Clause, Entry]] = []
    for place, piece in enumerate(circle):
        other = circle[(place + 1) % len(circle)]
        if lists(piece, other):
            closing.extend((piece.clause, e) for e in entries(context, piece.clause) if e.clause is other.clause)
    if not closing:
        return None
    closing.sort(key=lambda pair: pair[0].number)
    clause, entry = closing[-1]
    if len(circle) == 2 and len(closing) == 2:
        detail = f'"{closing[0][0].id}" overrides "{clause.id}", and "{clause.id}" overrides "{closing[0][0].id}"'
    else:
        names = [f'"{each.clause.id}"' for each in circle]
        detail = f"{listed(names, 'and')} each go before the next, and the last before the first"
    also = tuple(
        Also(context.policy.document, other.path, f'"{each.id}" goes first here') for each, other in closing[:-1]
    )
    return context.fault(question, entry.path, detail, also=also, clause=clause.id)


def _across(context: Context, question: Question) -> Iterator[Fault]:
    """Clauses of two documents that override each other: told in the document that comes first."""
    for clause in context.policy.clauses:
        for entry in entries(context, clause):
            other = entry.clause
            mine = f"{context.policy.id}/{clause.id}"
            if other is None or entry.policy.document <= context.policy.document or mine not in other.overrides:
                continue
            detail = f'"{clause.id}" overrides "{entry.name}", and that overrides "{mine}"'
            also = (Also(entry.policy.document, f"{other.path}/overrides", "the other document's clause goes first"),)
            yield context.fault(question, entry.path, detail, also=also, clause=clause.id)


# ---- no effect


def without_effect(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each entry of `overrides` that settles nothing, with the reason."""
    if not any(clause.overrides for clause in context.policy.clauses):
        return
    mine = _pieces(context.decision.own.pieces)
    for clause in context.policy.clauses:
        for entry in entries(context, clause):
            if entry.clause is not None:
                reason = _reason(context, question, clause, entry, mine)
                if reason:
                    where = f"{entry.clause.path}/{entry.clause.effect}"
                    also = (Also(entry.policy.document, where, f'clause "{entry.clause.id}"'),)
                    yield context.fault(question, entry.path, reason, also=also, clause=clause.id)


def _reason(context: Context, question: Question, clause: Clause, entry: Entry, mine: dict[int, list[Piece]]) -> str:
    other = entry.clause
    if other is None:
        return ""
    if other is clause:
        return f'"{clause.id}" overrides itself'
    for each in (clause, other):
        if each.effect == "state":
            return f'"{each.id}" is a statement, which neither overrides nor is overridden'
    if entry.policy is not context.policy:
        if entry.policy.retired:
            return f'the document of "{entry.name}" is retired'
        theirs = _pieces(context.other(entry.policy.id).own.pieces)
    else:
        theirs = mine
    boxes = [box for piece in mine.get(clause.number, ()) for box in piece.boxes]
    others = [box for piece in theirs.get(other.number, ()) for box in piece.boxes]
    if situation(context, question, meet(context.space, boxes, others)) or question.id in context.incomplete:
        return ""
    return f'"{clause.id}" and "{entry.name}" never hold in the same situation'

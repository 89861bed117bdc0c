"""Where in a box a policy gives a certain verdict, and which clause does. Knows decisions, no checks."""

from collections.abc import Iterator, Sequence

from policylint.policy.decide import Decision
from policylint.policy.document import Claim
from policylint.policy.model import Condition
from policylint.policy.voices import Voice
from policylint.space.boxes import meet
from policylint.space.uncovered import Budget, Piece, first_uncovered
from policylint.typed import NamedTuple

VERDICT_BUDGET = 5_000
FEW = 20  # cells that each question may look at, also when a decision has been asked more than it may be
CLAIM = 5  # what holding a claim against what is asked costs, in boxes looked at, as measured
ALLOWED = ("permitted", "conditional")


class Instance(NamedTuple):
    """A box in which a clause (claim None: nothing at all) makes the verdict. resolved False: not proven in the
    budget.
    """

    verdict: str
    claim: Claim | None
    box: int
    resolved: bool


def instances(
    decision: Decision,
    ask: Sequence[int],
    verdicts: Sequence[str],
    *,
    naming: int = 0,
    besides: Sequence[int] = (),
    granted: bool = False,
    effects: Sequence[str] = (),
    effort: int = 1,
) -> Iterator[Instance]:
    """For each clause that gives one of the verdicts somewhere in `ask`, one box where it does; then silence.

    verdicts: names of docs/semantics.md section 5; `conditional:approval` asks for a gate of that kind. naming:
    dimensions, one bit each; only clauses count whose own box names one of them. granted: what is allowed only
    because a prohibition has an exception does not count. effects: only clauses with one of these effects count; none:
    all. besides: boxes not asked about.
    """
    space = decision.space
    wanted: dict[str, list[str]] = {}
    for verdict in verdicts:
        name, _, gate = verdict.partition(":")
        wanted.setdefault(name, []).append(gate)
    for number, layer in enumerate(decision.layers):
        gates = wanted.get(layer.verdict)
        if gates is None or layer.verdict == "impossible":
            continue
        earlier: list[int] = []
        seen: set[int] = set()
        decision.looked += CLAIM * len(ask) * len(layer.claims)
        for claim in layer.claims:
            boxes = meet(space, ask, [claim.box])
            if not boxes or not _counts(claim, naming, granted, effects) or id(claim.voice) in seen:
                continue
            if claim.voice is not None and "" not in gates:
                boxes = meet(space, boxes, [box for gate in gates for box in gate_boxes(claim.voice, gate)])
            earlier = earlier or [*decision.above[number], *besides]
            piece = _first(decision, boxes, earlier, effort) if boxes else None
            if piece is not None:
                if claim.voice is not None:
                    seen.add(id(claim.voice))
                yield Instance(layer.verdict, claim, piece.box, piece.resolved)
    if "silent" in wanted:
        piece = _first(decision, ask, [*decision.above[-1], *besides], effort)
        if piece is not None:
            yield Instance("silent", None, piece.box, piece.resolved)


def _first(decision: Decision, ask: Sequence[int], besides: Sequence[int], effort: int) -> Piece | None:
    cells = VERDICT_BUDGET * effort
    if decision.most is not None:
        cells = max(FEW, min(cells, (decision.most - decision.looked) // (len(besides) or 1)))
    budget = Budget(cells)
    piece = first_uncovered(decision.space, ask, besides, budget)
    decision.looked += (cells - budget.left) * len(besides)
    return piece


def _counts(claim: Claim, naming: int, granted: bool, effects: Sequence[str]) -> bool:
    """Whether a claim is of the kind that was asked for."""
    if claim.voice is None:
        return not naming and not effects
    piece = claim.voice.piece
    if (granted and piece.effect == "forbid") or (effects and piece.effect not in effects):
        return False
    return not (naming and not piece.box.named & naming)


def gate_boxes(voice: Voice, kind: str) -> list[int]:
    """Where a condition of a kind decides about what a clause permits or forbids."""
    clause = voice.piece.clause
    found: list[int] = []
    if clause.test is not None and clause.test.kind == kind:
        found.append(voice.piece.box.bits)
    for entry in (*clause.provided, *clause.unless):
        found.extend(_gates_in(entry, kind, [voice.piece.box.bits]))
    return found


def _gates_in(entry: Condition, kind: str, within: list[int]) -> list[int]:
    where = [box for each in within for box in entry.where(each)]
    found = list(where) if entry.gate and entry.kind == kind else []
    for inner in entry.provided:
        found.extend(_gates_in(inner, kind, where))
    return found

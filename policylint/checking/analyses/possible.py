"""Whether some boxes hold a situation that can happen, within a budget. Knows the context, no particular analysis."""

from collections.abc import Iterable, Sequence

from policylint.checking.context import Context, Question
from policylint.space.uncovered import Budget, Piece, first_uncovered, uncovered

# Cells of the search for one pair of clauses; nearly every such question is settled by its most typical situation.
PAIR_BUDGET = 2_000
# Cells for all the pairs that one analysis looks at in one document.
ANALYSIS_BUDGET = 10_000
# Cells for finding a more typical situation than the one that proves the point.
TYPICAL_BUDGET = 200

# The budget of the analysis that runs now: one runs after the other, and each asks under a question of its own.
_running: list[tuple[Question, Budget]] = []


def _budget(context: Context, question: Question, cells: int) -> tuple[Budget, Budget]:
    """The budget of the running analysis, and a part of it for one question."""
    if not _running or _running[0][0] is not question:
        _running[:] = [(question, Budget(ANALYSIS_BUDGET * context.effort))]
    whole = _running[0][1]
    return whole, whole.lend(cells * context.effort)


def situation(context: Context, question: Question, boxes: Sequence[int], besides: Sequence[int] = ()) -> int:
    """A possible situation in some of the boxes and outside `besides`, as typical as can be; 0 when there is none.

    What the budget leaves open counts as none, and the check as incomplete.
    """
    space, void = context.space, context.decision.void
    boxes = [box for box in boxes if space.is_box(box)]
    for box in boxes:
        x = space.witness(box)
        if not inside(x, void) and not inside(x, besides):
            return x
    if not boxes:
        return 0
    rules = [*void, *besides]
    piece = _first(context, question, boxes, rules)
    if piece is None or not piece.resolved:
        return 0
    # The proof may rest on an odd corner; a search in the usual order mostly finds a situation that people know.
    whole, part = _budget(context, question, TYPICAL_BUDGET)
    typical = next(uncovered(space, boxes, rules, part), piece)
    whole.take_back(part)
    return space.witness(typical.box if typical.resolved else piece.box)


def nothing_left(context: Context, question: Question, boxes: Sequence[int], rules: Sequence[int]) -> bool:
    """Whether every possible situation of the boxes lies in the rules. What is not proven counts as no."""
    space, void = context.space, context.decision.void
    boxes = [box for box in boxes if space.is_box(box)]
    for box in boxes:
        x = space.witness(box)
        if not inside(x, void) and not inside(x, rules):
            return False
    return _first(context, question, boxes, [*void, *rules]) is None


def _first(context: Context, question: Question, boxes: Sequence[int], rules: Sequence[int]) -> Piece | None:
    whole, part = _budget(context, question, PAIR_BUDGET)
    piece = first_uncovered(context.space, boxes, rules, part)
    whole.take_back(part)
    if piece is not None and not piece.resolved:
        context.incomplete.add(question.id)
    return piece


def settled(context: Context) -> list[int]:
    """Where the policy, or a document that answers for it, gives a verdict other than advice, impossible or silence."""
    return [
        box
        for layer in context.decision.layers
        if layer.verdict not in ("impossible", "advised")
        for box in layer.boxes
    ]


def inside(x: int, boxes: Iterable[int]) -> bool:
    """Whether one situation, or a whole box, lies inside one of some boxes."""
    return any(x & box == x for box in boxes)


def size(context: Context, boxes: Iterable[int]) -> int:
    """How large some boxes are together, overlaps counted twice: good enough for an order."""
    return sum(map(context.space.size, boxes))

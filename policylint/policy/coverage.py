"""How firmly a policy settles the everyday cases of a box (docs/semantics.md section 8). Knows decisions, no checks."""

from collections.abc import Sequence

from policylint.policy.decide import Decision
from policylint.policy.vocabulary import Box
from policylint.policy.voices import Voice
from policylint.space.boxes import meet
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import NamedTuple

# Cells of the search for one yes-or-no question; an everyday question needs a few dozen.
QUESTION_BUDGET = 5_000


class Coverage(NamedTuple):
    """The result for a box and the dimensions asked about.

    grade: None when nothing is open to judge. cell: a box of cases that have this grade (0 when None). witness: one
    such situation as a box. settled: for a partial result a box of cases that are settled. complete: False when a
    budget ended first; the grade is then not proven.
    """

    grade: str | None
    cell: int
    witness: int
    complete: bool
    settled: int = 0


class CoverageQuestion:
    """The boxes that one question needs, each made once."""

    def __init__(self, decision: Decision, box: Box, asked: int, besides: Sequence[int], effort: int) -> None:
        self.decision = decision
        self.space = decision.space
        self.asked = asked
        self.effort = effort
        self.complete = True
        self.cases = list(decision.vocabulary.cases(box))
        self.base = [*decision.void, *decision.gaps, *besides]
        self.excluded = decision.excluded()
        self.general = decision.general()
        self.delegated = [claim.box for claim in decision.delegated(asked)]
        self.advised = [claim.box for claim in decision.advised(asked)]

    def first(self, ask: Sequence[int], *covered: Sequence[int]) -> int:
        """A box of `ask` outside everything covered, 0 when there is none."""
        rules = [*self.base]
        for each in covered:
            rules.extend(each)
        piece = first_uncovered(self.space, ask, rules, Budget(QUESTION_BUDGET * self.effort))
        if piece is None:
            return 0
        self.complete &= piece.resolved
        return piece.box if piece.resolved else 0


def coverage(
    decision: Decision,
    box: Box,
    asked: int,
    *,
    by_clause: bool = False,
    besides: Sequence[int] = (),
    effort: int = 1,
) -> Coverage:
    """The grade of a box for the dimensions `asked` (one bit each).

    by_clause: what only the scope names does not count as named. besides: boxes not asked about. effort: multiplies
    budgets.
    """
    question = CoverageQuestion(decision, box, asked, besides, effort)
    grade, cell, settled = _grade(question, by_clause)
    witness = decision.space.witness(cell) if cell else 0
    return Coverage(grade, cell, witness, question.complete, settled)


def _grade(q: CoverageQuestion, by_clause: bool) -> tuple[str | None, int, int]:
    silent = q.first(q.cases, q.excluded, q.general, q.delegated, q.advised)
    if silent:
        settled = q.first(meet(q.space, q.cases, [*q.general, *q.delegated]), q.excluded)
        return ("partial" if settled else "silent"), silent, settled
    if not (anything := q.first(q.cases)):
        return None, 0, 0
    if q.advised and (cell := q.first(q.cases, q.excluded, q.general, q.delegated)):
        return "advised", cell, 0
    explicit = q.decision.explicit(q.asked, q.cases, by_clause=by_clause)
    general = meet(q.space, q.cases, q.general) if q.delegated or q.advised else q.cases
    if cell := q.first(general, q.excluded, explicit):
        return "general", cell, 0
    if q.delegated and (cell := q.first(q.cases, q.excluded, q.general)):
        return "delegated", cell, 0
    if q.excluded and (cell := q.first(meet(q.space, q.cases, q.excluded))):
        return "excluded", cell, 0
    return "explicit", anything, 0


def deciding(decision: Decision, x: int) -> list[Voice]:
    """The voices of permits and forbids that speak at one situation, narrowest box first."""
    voices = [
        voice
        for voice in decision.answering(x)
        if voice.piece.effect in ("permit", "forbid")
        and any(x & box == x for box in voice.boxes)
        and not any(x & box == x for box in voice.limits)
    ]
    return sorted(voices, key=lambda voice: decision.space.size(voice.piece.box.bits))

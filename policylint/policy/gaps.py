"""The open cases of a box as few boxes that people can read. Knows decisions, no checks."""

from collections.abc import Sequence

from policylint.policy.coverage import LISTING_BUDGET, CoverageQuestion
from policylint.policy.decide import Decision
from policylint.policy.vocabulary import Box
from policylint.space.readable import Readable, readable
from policylint.space.uncovered import Budget

SHOWN = 3


def gap(decision: Decision, box: Box, asked: int, *, besides: Sequence[int] = (), effort: int = 1) -> Readable:
    """The silent everyday cases of a box, as at most three boxes that people can read."""
    q = CoverageQuestion(decision, box, asked, besides, effort)
    rules = [*q.general, *q.delegated, *q.advised]
    return readable(q.space, q.cases, rules, [*q.base, *q.excluded], SHOWN, Budget(LISTING_BUDGET * effort))

"""The open cases of a box: as few boxes that people can read, and as a share of all. Knows decisions, no checks."""

from collections.abc import Sequence

from policylint.policy.coverage import CoverageQuestion
from policylint.policy.decide import Decision
from policylint.policy.vocabulary import Box
from policylint.space.bounds import Count
from policylint.space.count import count_uncovered
from policylint.space.readable import Readable, readable
from policylint.space.uncovered import Budget

# Cells for the readable boxes of one gap, or for counting.
LISTING_BUDGET = 20_000
SHOWN = 3


def gap(decision: Decision, box: Box, asked: int, *, besides: Sequence[int] = (), effort: int = 1) -> Readable:
    """The silent everyday cases of a box, as at most three boxes that people can read."""
    q = CoverageQuestion(decision, box, asked, besides, effort)
    rules = [*q.general, *q.delegated, *q.advised]
    return readable(q.space, q.cases, rules, [*q.base, *q.excluded], SHOWN, Budget(LISTING_BUDGET * effort))


def settled_share(decision: Decision, box: Box, asked: int, effort: int = 1) -> tuple[Count, Count]:
    """Of the everyday cases of a box: how many are settled (explicit, general or delegated), and how many there are."""
    q = CoverageQuestion(decision, box, asked, (), effort)
    base = [*q.base, *q.excluded]
    every = count_uncovered(q.space, q.cases, base, Budget(LISTING_BUDGET * effort))
    rules = [*base, *q.general, *q.delegated]
    left = count_uncovered(q.space, q.cases, rules, Budget(LISTING_BUDGET * effort))
    return Count(every.low - left.high, every.high - left.low), every

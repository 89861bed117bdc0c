"""Time the questions of policylint.space on random policies of realistic shape. Run: python benchmarks/space.py

The space has the sizes of the language's 17 dimensions; a rule limits two to five of them, mostly by groups of
neighbouring values, and the asked boxes are like the everyday boxes of the vocabulary. Prints the median of a few
runs in milliseconds, and how many cells of the search were used. Timings are to be read, not tested.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from policylint.space.boxes import Space
from policylint.space.count import count_uncovered
from policylint.space.readable import readable
from policylint.space.regions import regions
from policylint.space.uncovered import Budget, is_covered, uncovered

# name, number of values, how often a rule limits it
SHAPE = (
    ("who", 13, 0.35),
    ("role", 4, 0.15),
    ("capacity", 5, 0.45),
    ("activity", 30, 0.85),
    ("account", 7, 0.5),
    ("page", 3, 0.05),
    ("channel", 4, 0.1),
    ("persistence", 2, 0.03),
    ("platform", 3, 0.05),
    ("resource", 2, 0.04),
    ("device", 4, 0.2),
    ("time", 6, 0.15),
    ("period", 4, 0.04),
    ("topic", 8, 0.2),
    ("information", 5, 0.25),
    ("manner", 8, 0.15),
    ("material", 5, 0.06),
)
# the dimensions and how many of their first values an everyday box leaves open
EVERYDAY = (
    {"who": 7, "capacity": 2, "activity": 9, "account": 3, "device": 2, "time": 4, "topic": 4, "information": 3},
    {"who": 3, "role": 3, "capacity": 1, "activity": 12, "account": 1, "device": 3, "time": 3, "information": 1},
    {"who": 7, "activity": 2, "account": 3, "persistence": 2, "platform": 2, "device": 3, "topic": 1},
    {"who": 9, "capacity": 5, "activity": 6, "account": 4, "page": 2, "manner": 2},
    {"who": 10, "activity": 4, "capacity": 1, "information": 2},
    {"who": 11, "activity": 3, "manner": 8, "page": 2},
)
IMPOSSIBLE = 20


class Policy:
    """A space, an asked list of boxes, rules (permits and forbids) and impossible combinations."""

    def __init__(self, rules: int, seed: int) -> None:
        chance = random.Random(seed)
        self.space = Space([(name, [f"{name}-{i}" for i in range(size)]) for name, size, _ in SHAPE])
        self.everyday = [self._everyday(limits) for limits in EVERYDAY]
        self.permits = [self._rule(chance) for _ in range(rules // 2)]
        self.forbids = [self._rule(chance) for _ in range(rules - rules // 2)]
        self.rules = self.permits + self.forbids
        self.impossible = [self._rule(chance) for _ in range(IMPOSSIBLE)]

    def _everyday(self, limits: dict[str, int]) -> int:
        box = {name: self.space.values[self.space.index[name]][:size] for name, size in limits.items()}
        for name in ("persistence", "platform", "resource", "period", "material", "role", "channel", "page", "manner"):
            box.setdefault(name, self.space.values[self.space.index[name]][:1])
        return self.space.box(box)

    def _rule(self, chance: random.Random) -> int:
        limits: dict[str, tuple[str, ...]] = {}
        want = chance.choice((2, 3, 3, 4, 4, 5))
        while len(limits) < want:
            name, size, often = chance.choice(SHAPE)
            if chance.random() < often:
                start = chance.randrange(size)
                width = chance.choice((1, 1, 2, max(1, size // 3), max(1, size // 2)))
                limits[name] = self.space.values[self.space.index[name]][start : start + width]
        return self.space.box(limits)


def timed(question: Callable[[Budget], Any], cells: int, runs: int) -> tuple[float, int, Any]:
    """Give the median time in milliseconds, the cells used, and the answer."""
    times = []
    for _ in range(runs):
        budget = Budget(cells)
        start = time.perf_counter()
        answer = question(budget)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times), cells - budget.left, answer


def table(rules: int, seed: int) -> None:
    policy = Policy(rules, seed)
    space, everything = policy.space, policy.space.full
    said, void = policy.rules, policy.impossible
    edited = policy.rules[1:]
    questions: dict[str, tuple[Callable[[Budget], Any], int]] = {
        "exists, whole space": (lambda b: is_covered(space, everything, said + void, b), 50_000),
        "exists, 6 everyday boxes": (lambda b: is_covered(space, policy.everyday, said + void, b), 50_000),
        "each everyday box alone": (
            lambda b: [is_covered(space, one, said + void, b) for one in policy.everyday],
            50_000,
        ),
        "each rule redundant?": (lambda b: _redundant(space, said, b), 5_000 * rules),
        "list 20 pieces": (
            lambda b: len([piece for piece, _ in zip(uncovered(space, everything, said, b), range(20), strict=False)]),
            50_000,
        ),
        "count, everyday": (lambda b: count_uncovered(space, policy.everyday, said + void, b), 150_000),
        "count, whole space": (lambda b: count_uncovered(space, everything, said + void, b), 150_000),
        "readable 10, one box": (lambda b: readable(space, policy.everyday[0], said, void, 10, b), 50_000),
        "readable 10, everyday": (lambda b: readable(space, policy.everyday, said, void, 10, b), 50_000),
        "regions, one box": (
            lambda b: _summary(regions(space, policy.everyday[1], [policy.permits, policy.forbids, void], b)),
            60_000,
        ),
        "conflict regions, one box": (
            lambda b: _summary(
                regions(
                    space,
                    policy.everyday[0],
                    [policy.permits, policy.forbids, void],
                    b,
                    lambda sure, maybe: maybe & 3 == 3 and not sure & 4,
                )
            ),
            60_000,
        ),
        "diff of one rule, its box": (
            lambda b: _summary(
                regions(space, policy.rules[0], [said, edited], b, lambda sure, maybe: sure & 2 == 0 and maybe & 1 == 1)
            ),
            60_000,
        ),
    }
    print(f"\n{rules} rules, {space.size(everything):.1e} situations, seed {seed}")
    for name, (question, cells) in questions.items():
        milliseconds, used, answer = timed(question, cells, 5 if rules < 100 else 3)
        print(f"  {name:28} {milliseconds:10.3f} ms {used:8} cells   {_short(answer)}")


def _redundant(space: Space, rules: list[int], budget: Budget) -> int:
    """Count the rules that the others cover, with a budget for each."""
    redundant = 0
    for i, rule in enumerate(rules):
        part = budget.lend(5_000)
        redundant += is_covered(space, rule, rules[:i] + rules[i + 1 :], part) is True
        budget.take_back(part)
    return redundant


def _summary(found: Any) -> str:
    total = unresolved = 0
    for _, _, resolved in found:
        total += 1
        unresolved += not resolved
    return f"{total} regions, {unresolved} unresolved"


def _short(answer: Any) -> str:
    if hasattr(answer, "shown"):
        share = "?" if answer.share is None else f"{100 * answer.share:.1f} %"
        return f"{len(answer.shown)} boxes show {share} of {_short(answer.total)}"
    if hasattr(answer, "low"):
        return f"{answer.low:.6e}" if answer.exact else f"{answer.low:.3e} to {answer.high:.3e}"
    return str(answer)


if __name__ == "__main__":
    for size in (60, 500):
        for seed in (1, 2):
            table(size, seed)

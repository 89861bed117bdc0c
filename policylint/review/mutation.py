"""Which changes of a policy its scenarios and checks would notice: every mutant built, asked and compared. Knows no
output."""

from collections.abc import Callable, Mapping, Sequence

from policylint.policy.decide import Decision, decide
from policylint.policy.model import PolicySet
from policylint.review.change import Change, Ground
from policylint.review.expectations import Question, misses, proofs
from policylint.review.mutants import Mutant, mutants, within_budget
from policylint.review.sameness import same
from policylint.review.scenarios import Asked
from policylint.review.subjects import Subject
from policylint.review.watching import Checking, Watching
from policylint.typed import NamedTuple

MOST = 5_000
NOTICED, UNNOTICED, SAME = "noticed", "unnoticed", "changes-nothing"


class Fate(NamedTuple):
    """What became of one mutant. state: `noticed`, `unnoticed` or `changes-nothing`. by: `scenario` or `check`; name
    and line of what noticed it first.
    """

    mutant: Mutant
    state: str
    by: str = ""
    name: str = ""


class ClauseFates(NamedTuple):
    """The mutants of one clause. line: where it stands."""

    clause: str
    title: str
    line: int
    fates: tuple[Fate, ...]

    def count(self, state: str) -> int:
        return sum(fate.state == state for fate in self.fates)


class Survey(NamedTuple):
    """All mutants of one policy. possible: how many there are; fewer were made where the budget is smaller.

    scenarios, checks: how many were asked. checks None: none, because nobody wanted them.
    """

    policy: str
    file: str
    possible: int
    scenarios: int
    checks: int | None
    clauses: tuple[ClauseFates, ...]

    def count(self, state: str) -> int:
        return sum(clause.count(state) for clause in self.clauses)

    @property
    def made(self) -> int:
        return sum(len(clause.fates) for clause in self.clauses)

    @property
    def score(self) -> float | None:
        """The share of noticed mutants among those that change something; None where there are none."""
        counted = self.count(NOTICED) + self.count(UNNOTICED)
        return self.count(NOTICED) / counted if counted else None


def survey(
    subject: Subject, asked: Sequence[Asked], checking: Checking | None, most: int = MOST, effort: int = 1
) -> Survey:
    """Change the policy in every way and ask again. asked: scenarios that the policy passes as it is."""
    written = subject.policy.data.get("clauses") or ()
    every = list(mutants(written))
    surveyor = _Surveyor(subject, asked, checking, effort)
    fates: dict[int, list[Fate]] = {}
    for mutant in within_budget(every, most):
        fates.setdefault(mutant.clause, []).append(surveyor.fate(mutant))
    clauses = []
    for number, found in sorted(fates.items()):
        data = written[number]
        line = subject.locate(subject.policy, f"/clauses/{number}")[1]
        clauses.append(ClauseFates(data.get("id", ""), data.get("title", ""), line, tuple(found)))
    checks = None if checking is None else len(checking.checks)
    return Survey(subject.policy.id, subject.file, len(every), len(asked), checks, tuple(clauses))


class _Surveyor:
    def __init__(self, subject: Subject, asked: Sequence[Asked], checking: Checking | None, effort: int) -> None:
        self.effort = effort
        self.asked = [(each, proofs(subject.decision, each.question, effort)) for each in asked]
        self.ground = Ground(subject.policies, subject.policy, subject.decision)
        # What the other documents say by themselves stays as it is.
        self.others = {name: own for name, own in subject.owns.items() if name != subject.policy.id}
        self.checks = Watching(self.ground, checking, self.others, effort) if checking is not None else None

    def fate(self, mutant: Mutant) -> Fate:
        change = Change(self.ground, mutant)
        after = Lazily(self.decide, change)
        for asked, proven in self.asked:
            if self.fails(asked, proven, change, after):
                return Fate(mutant, NOTICED, "scenario", asked.scenario.name)
        name = self.checks.noticed(change) if self.checks is not None else ""
        if name:
            return Fate(mutant, NOTICED, "check", name)
        return Fate(mutant, SAME if same(self.ground.before, after.near, change, self.effort) else UNNOTICED)

    def decide(self, policies: PolicySet) -> Decision:
        return decide(policies, self.ground.policy.id, dict(self.others))

    def fails(self, asked: Asked, proven: Mapping[str, int], change: Change, after: "Lazily") -> bool:
        """Whether a scenario that the policy passes fails after the change."""
        question = asked.question
        expected = question.expected
        if not change.meets(question.box):
            return False
        kinds = {*(duty.kind for duty in expected.duties), *expected.barred}
        near = [question._replace(box=box) for box in change.inside(question.box)]
        if kinds and (not change.only_duties or change.demanded & kinds):
            owed = expected._replace(verdicts=(), grades=(), clauses=(), needs=())
            if self.misses(after.with_duties, [each._replace(expected=owed) for each in near]):
                return True
        if change.only_duties:
            return False
        decided = expected._replace(duties=(), barred=())
        near = [each._replace(expected=decided) for each in near]
        if self.misses(after.near, near):
            return True
        # That each clause decides some case, and that something is allowed at all, may be true elsewhere.
        doubtful = {name for name, box in proven.items() if change.meets(box)}
        for each in near if doubtful else ():
            doubtful -= proofs(after.near, each, self.effort).keys()
        return bool(doubtful) and self.misses(after.whole, [question], part=False)

    def misses(self, decision: Decision, questions: Sequence[Question], *, part: bool = True) -> bool:
        """Whether anything is missed. part: of some situations only; then only what must hold in all of them counts."""
        return any(next(misses(decision, each, self.effort, everywhere=part), None) is not None for each in questions)


class Lazily:
    """What a changed policy says, made as far as somebody asks."""

    def __init__(self, make: Callable[[PolicySet], Decision], change: Change) -> None:
        self._make = make
        self._change = change
        self._made: dict[str, Decision] = {}

    def _get(self, name: str, policies: Callable[[], PolicySet]) -> Decision:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._make(policies())
        return found

    @property
    def near(self) -> Decision:
        """Near the change, verdicts and what the clause itself demands."""
        return self._get("near", lambda: self._change.nearby(duties=False))

    @property
    def with_duties(self) -> Decision:
        """Near the change, all duties too."""
        return self._get("duties", lambda: self._change.nearby(duties=True))

    @property
    def whole(self) -> Decision:
        return self._get("whole", lambda: self._change.policies)

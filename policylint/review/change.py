"""One change of a policy: the clause before and after, and where it can be seen. Knows pieces; decides nothing."""

from collections.abc import Iterable, Mapping, Sequence

from policylint.policy.build import build_set
from policylint.policy.decide import Decision
from policylint.policy.model import OWING, Clause, Condition, Policy, PolicySet
from policylint.policy.pieces import Piece, pieces_of
from policylint.review.expectations import kinds_of
from policylint.review.mutants import Mutant
from policylint.space.boxes import absorb
from policylint.typed import Any


class Change:
    """What a mutant makes of a policy. old, new: the clause; None where it is not there.

    boxes: outside them no verdict and no duty can differ, for a clause makes and beats nothing where it does not hold.
    policies, policy: the set with the changed policy.
    """

    __slots__ = ("_ground", "boxes", "mutant", "new", "old", "policies", "policy", "space")

    def __init__(self, ground: "Ground", mutant: Mutant) -> None:
        self.mutant = mutant
        self.space = ground.before.space
        self.old = ground.by_number.get(mutant.clause)
        self.new = ground.clause(mutant.clause, mutant.data) if mutant.data is not None else None
        self.boxes = absorb(self.space, [*ground.boxes.get(mutant.clause, ()), *ground.boxes_of(self.new)])
        clauses = [each for each in ground.policy.clauses if each.number != mutant.clause]
        if self.new is not None:
            clauses = sorted([*clauses, self.new], key=lambda each: each.number)
        written = list(ground.policy.data["clauses"])
        # Left out, a clause leaves its place empty: the paths of all others stay what they were.
        written[mutant.clause] = {} if mutant.data is None else mutant.data
        data = {**ground.policy.data, "clauses": written}
        self.policy = ground.policy._replace(data=data, clauses=tuple(clauses))
        self.policies = ground.with_policy(self.policy)
        self._ground = ground

    def nearby(self, *, duties: bool) -> PolicySet:
        """The set with only those clauses of the changed policy that hold somewhere in the boxes.

        Inside the boxes it says the same. duties: with all duties there, which only some questions need; without, those
        of the clause itself remain, and those that it may silence.
        """
        ground = self._ground
        near = []
        for clause in self.policy.clauses:
            if clause.number != self.mutant.clause:
                if self.only_duties and not duties and not clause.overrides:
                    continue
                if clause.effect in OWING and not (duties or self.overrides or clause.overrides):
                    continue
                if not any(map(self.meets, ground.boxes.get(clause.number, ()))):
                    continue
            near.append(clause)
        return ground.with_policy(self.policy._replace(clauses=tuple(near)))

    def meets(self, box: int) -> bool:
        """Whether the change can be seen in a box."""
        full, guard = self.space.full, self.space.guard
        return any(((box & each) + full) & guard == guard for each in self.boxes)

    def inside(self, box: int) -> list[int]:
        """The parts of a box in which it can be seen."""
        return [box & each for each in self.boxes if self.space.is_box(box & each)]

    @property
    def both(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in (self.old, self.new) if clause is not None)

    @property
    def overrides(self) -> bool:
        """Whether the clause can silence others."""
        return any(clause.overrides for clause in self.both)

    @property
    def only_duties(self) -> bool:
        """Whether the clause decides no verdict and silences nothing: only what it demands itself can differ."""
        return not self.overrides and all(clause.effect in OWING for clause in self.both)

    @property
    def demanded(self) -> frozenset[str]:
        """The kinds of duties that the clause demands, before or after, by itself or as a condition."""
        found: set[str] = set()
        for clause in self.both:
            found.update(duty.kind for duty in clause.duties)
            for entry in (*clause.provided, *clause.unless):
                found.update(_demanded_in(entry))
        return frozenset(found)


def _demanded_in(entry: Condition) -> Iterable[str]:
    yield from kinds_of(entry)
    if entry.kind == "disclaimer":
        yield "add-disclaimer"
    for inner in entry.provided:
        yield from _demanded_in(inner)


class Ground:
    """A policy as it is, with what every change of it needs: the clauses by number and where each can be seen."""

    def __init__(self, policies: PolicySet, policy: Policy, before: Decision) -> None:
        self.policies = policies
        self.policy = policy
        self.before = before
        self.by_number = {clause.number: clause for clause in policy.clauses}
        self.boxes: dict[int, list[int]] = {}
        for piece in before.own.pieces:
            self.boxes.setdefault(piece.clause.number, []).extend(self.seen(piece))

    def seen(self, piece: Piece) -> Iterable[int]:
        """Where a piece can be seen: where it holds, and against the scope as it is written."""
        return (*piece.boxes, piece.box.bits) if self.policy.excludes else piece.boxes

    def boxes_of(self, clause: Clause | None) -> Sequence[int]:
        if clause is None:
            return ()
        alone = self.policy._replace(clauses=(clause,))
        return [box for piece in pieces_of(self.policies.vocabulary, alone) for box in self.seen(piece)]

    def clause(self, number: int, data: Mapping[str, Any]) -> Clause | None:
        """The clause alone, at its place: building the whole policy for each change would take most of the time."""
        head = {key: self.policy.data[key] for key in ("policy", "exceptions-named") if key in self.policy.data}
        built = build_set(self.policies.vocabulary, [{**head, "clauses": [*[{}] * number, data]}])
        return next(iter(built.policies[0].clauses), None)

    def with_policy(self, changed: Policy) -> PolicySet:
        others = tuple(changed if each is self.policy else each for each in self.policies.policies)
        return self.policies._replace(policies=others)

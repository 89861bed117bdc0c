"""From the clauses of one policy to pieces: boxes with the names they speak of (docs/semantics.md sections 2 and 3).

Knows one policy at a time; what beats what is decided in `decide`.
"""

from collections.abc import Iterable, Sequence

from policylint.policy.model import ADVISING, OWING, Clause, Condition, Policy
from policylint.policy.vocabulary import Box, Vocabulary
from policylint.space.boxes import Work, meet, subtract_all
from policylint.typed import NamedTuple


class Part(NamedTuple):
    """A piece under one scope box. boxes: where it holds. names: dimensions, one bit each."""

    boxes: tuple[int, ...]
    names: int


class Piece(NamedTuple):
    """One own box of one clause with all the parts that the scope makes of it.

    effect: permit, forbid, duty or advice. derived: a prohibition that `only` added.
    hard, open, lifted (forbid) and gated, free (permit) split the boxes of the parts. unless_names: for each `unless`
    entry with a `when`, its box and the dimensions it names.
    """

    policy: Policy
    clause: Clause
    effect: str
    box: Box
    derived: bool
    parts: tuple[Part, ...]
    hard: tuple[int, ...]
    open: tuple[int, ...]
    lifted: tuple[int, ...]
    gated: tuple[int, ...]
    free: tuple[int, ...]
    unless_names: tuple[tuple[int, int], ...]

    @property
    def boxes(self) -> list[int]:
        return [box for part in self.parts for box in part.boxes]


def pieces_of(vocabulary: Vocabulary, policy: Policy, work: Work | None = None) -> tuple[Piece, ...]:
    """Every piece of a policy in the order of its clauses; none for a retired one.

    work: what it may cost; raises TooComplex where it is used up.
    """
    if policy.retired:
        return ()
    maker = _Maker(vocabulary, policy, work)
    return tuple(piece for clause in policy.clauses if clause.effect != "state" for piece in maker.pieces(clause))


class _Maker:
    def __init__(self, vocabulary: Vocabulary, policy: Policy, work: Work | None) -> None:
        self.vocabulary = vocabulary
        self.work = work
        self.space = vocabulary.space
        self.policy = policy
        self.who = vocabulary.space.index.get("who", -1)
        self.everyone = policy.kind == "moderation"
        self.workforce = (vocabulary.bits(self.who, "workforce") or 0) if self.who >= 0 else 0
        self.agency = (vocabulary.bits(self.who, "agency") or 0) if self.who >= 0 else 0

    def pieces(self, clause: Clause) -> Iterable[Piece]:
        excepts = [box.bits for box in clause.excepts]
        effect = "duty" if clause.effect in OWING else "advice" if clause.effect in ADVISING else clause.effect
        for box in clause.boxes:
            yield self.piece(clause, effect, box, self.parts(box, excepts, self.policy.covers))
            for added, covers in self.forbidden_by_only(clause, box) if clause.only else ():
                if self.space.is_box(added.bits):
                    yield self.derived(clause, added, covers, excepts)

    # ---- where a box holds

    def parts(self, box: Box, excepts: Sequence[int], covers: Sequence[Box]) -> tuple[Part, ...]:
        """The parts of an own box: one under each scope box, and one for the agency where the box lists it."""
        parts = []
        mask = self.space.masks[self.who] if self.who >= 0 else 0
        lists_agency = bool(box.listed >> self.who & 1) and bool(box.bits & self.agency)
        if lists_agency:
            bits = box.bits & (~mask | self.agency)
            parts.append(Part(self.minus([bits] if self.space.is_box(bits) else [], excepts), box.named))
        for scope in covers:
            bits = box.bits & scope.bits
            if lists_agency:
                bits &= ~self.agency
            if not (box.named | scope.named) >> self.who & 1 and not self.everyone:
                bits &= ~mask | self.workforce
            if self.space.is_box(bits):
                lent = scope.named if box.limited & ~(1 << self.who) else 0
                parts.append(Part(self.minus([bits], excepts), box.named | lent))
        return tuple(part for part in parts if part.boxes)

    def minus(self, boxes: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
        return tuple(subtract_all(self.space, boxes, others, self.work)) if others else tuple(boxes)

    def forbidden_by_only(self, clause: Clause, box: Box) -> Iterable[tuple[Box, Sequence[Box]]]:
        """The boxes that `only` adds for an own box, each with the scope boxes that it belongs under."""
        for number, mask in enumerate(self.space.masks):
            rest = mask & ~box.bits
            if not clause.only >> number & 1 or not rest:
                continue
            freed = [d for d in range(len(self.space.masks)) if clause.only >> d & 1]
            bits = self.space.replace(self.space.free(box.bits, freed), number, rest)
            limited = (box.limited & ~clause.only) | (rest != mask) << number
            added = Box(bits, box.named, limited, box.listed & ~clause.only, f"{clause.path}/only")
            if not clause.only >> self.who & 1:
                yield added, self.policy.covers
                continue
            for scope in self.policy.covers:
                yield self.within_reach(added, scope, number), (scope,)

    def within_reach(self, box: Box, scope: Box, number: int) -> Box:
        """The box among those whom the scope is about: "and nobody else" says nothing of the rest of the world."""
        mask = self.space.masks[self.who]
        everybody = scope.named >> self.who & 1 or self.everyone
        bits = box.bits & (~mask | (scope.bits if everybody else self.workforce))
        narrower = number == self.who and bits & mask != mask
        return box._replace(bits=bits, limited=box.limited | narrower << self.who)

    def derived(self, clause: Clause, box: Box, covers: Sequence[Box], excepts: Sequence[int]) -> Piece:
        permitted = [each.bits for each in clause.boxes]
        parts = self.parts(box, [*excepts, *permitted], covers)
        hard = tuple(bits for part in parts for bits in part.boxes)
        return Piece(self.policy, clause, "forbid", box, True, parts, hard, (), (), (), (), ())

    # ---- how it holds there

    def piece(self, clause: Clause, effect: str, box: Box, parts: tuple[Part, ...]) -> Piece:
        boxes = [bits for part in parts for bits in part.boxes]
        hard: Sequence[int] = ()
        opened: Sequence[int] = ()
        lifted: Sequence[int] = ()
        gated: Sequence[int] = ()
        free: Sequence[int] = ()
        names: list[tuple[int, int]] = []
        if effect == "forbid":
            whens = [bits for entry in clause.unless for bits in entry.where(self.space.full)]
            lifting = [bits for entry in clause.unless for bits in self.ungated(entry)]
            lifted = meet(self.space, boxes, lifting)
            rest = subtract_all(self.space, boxes, lifting, self.work)
            hard = () if clause.test else subtract_all(self.space, rest, whens, self.work)
            opened = rest if clause.test else meet(self.space, rest, whens)
            names = [(box.bits, box.named) for entry in clause.unless for box in entry.when]
        elif effect == "permit":
            gates = [bits for entry in clause.provided if entry.gate for bits in entry.where(self.space.full)]
            if clause.test:
                gates = [self.space.full]
            gated = meet(self.space, boxes, gates)
            free = subtract_all(self.space, boxes, gates, self.work)
        return Piece(
            self.policy,
            clause,
            effect,
            box,
            False,
            parts,
            tuple(hard),
            tuple(opened),
            tuple(lifted),
            tuple(gated),
            tuple(free),
            tuple(names),
        )

    def ungated(self, entry: Condition) -> list[int]:
        """Where an `unless` entry holds without a gate of its own or among what it provides."""
        if entry.gate:
            return []
        full = self.space.full
        gates = [bits for inner in entry.provided if inner.gate for bits in inner.where(full)]
        return subtract_all(self.space, entry.where(full), gates, self.work)

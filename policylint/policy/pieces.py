"""From the clauses of one policy to pieces: boxes with the names they speak of (docs/semantics.md sections 2 and 3).

Knows one policy at a time; what beats what is decided in `decide`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policylint.policy.model import ADVISING, OWING, Clause, Condition, Policy
from policylint.policy.vocabulary import Box, Vocabulary
from policylint.space.boxes import meet, subtract_all


class Part(NamedTuple):
    """A piece under one scope box. boxes: where it holds. names: dimensions, one bit each."""

    boxes: tuple[int, ...]
    names: int


class Piece(NamedTuple):
    """One own box of one clause with all the parts that the scope makes of it.

    effect: permit, forbid, duty or advice. own: the box as written, without scope; several only for a prohibition that
    `only` added (derived), which stays within whom the scope reaches.
    hard, open, lifted (forbid) and gated, free (permit) split the boxes of the parts. unless_names: for each `unless`
    entry with a `when`, its box and the dimensions it names.
    """

    policy: Policy
    clause: Clause
    effect: str
    box: Box
    own: tuple[int, ...]
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


def pieces_of(vocabulary: Vocabulary, policy: Policy) -> tuple[Piece, ...]:
    """Every piece of a policy in the order of its clauses; none for a retired one."""
    if policy.retired:
        return ()
    maker = _Maker(vocabulary, policy)
    return tuple(piece for clause in policy.clauses if clause.effect != "state" for piece in maker.pieces(clause))


class _Maker:
    def __init__(self, vocabulary: Vocabulary, policy: Policy) -> None:
        self.vocabulary = vocabulary
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
            yield self.piece(clause, effect, box, self.parts(box, excepts, [box] * len(self.policy.covers)))
            for derived in self.forbidden_by_only(clause, box):
                yield self.derived(clause, derived, excepts)

    # ---- where a box holds

    def parts(self, box: Box, excepts: Sequence[int], changed: Sequence[Box]) -> tuple[Part, ...]:
        """The parts of an own box.

        changed: for each scope box, the box to place under it (the own box, mostly).
        """
        parts = []
        mask = self.space.masks[self.who] if self.who >= 0 else 0
        lists_agency = bool(box.listed >> self.who & 1) and bool(box.bits & self.agency)
        if lists_agency:
            bits = box.bits & (~mask | self.agency)
            parts.append(Part(self.minus([bits] if self.space.is_box(bits) else [], excepts), box.named))
        for scope, own in zip(self.policy.covers, changed, strict=True):
            bits = own.bits & scope.bits
            if lists_agency:
                bits &= ~self.agency
            if not (own.named | scope.named) >> self.who & 1 and not self.everyone:
                bits &= ~mask | self.workforce
            if self.space.is_box(bits):
                lent = scope.named if box.limited & ~(1 << self.who) else 0
                parts.append(Part(self.minus([bits], excepts), box.named | lent))
        return tuple(part for part in parts if part.boxes)

    def minus(self, boxes: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
        return tuple(subtract_all(self.space, boxes, others)) if others else tuple(boxes)

    def forbidden_by_only(self, clause: Clause, box: Box) -> list[Box]:
        found = []
        for number, mask in enumerate(self.space.masks):
            rest = mask & ~box.bits
            if clause.only >> number & 1 and rest:
                freed = [d for d in range(len(self.space.masks)) if clause.only >> d & 1]
                bits = self.space.replace(self.space.free(box.bits, freed), number, rest)
                limited = (box.limited & ~clause.only) | (rest != mask) << number
                found.append(Box(bits, box.named, limited, box.listed & ~clause.only, f"{clause.path}/only"))
        return found

    def derived(self, clause: Clause, box: Box, excepts: Sequence[int]) -> Piece:
        changed = []
        mask = self.space.masks[self.who] if self.who >= 0 else 0
        for scope in self.policy.covers:
            bits = box.bits
            if clause.only >> self.who & 1:
                # "And nobody else" means nobody else among those whom the policy is about.
                everybody = scope.named >> self.who & 1 or self.everyone
                bits &= ~mask | (scope.bits if everybody else self.workforce)
            changed.append(box._replace(bits=bits))
        permitted = [each.bits for each in clause.boxes]
        parts = self.parts(box, [*excepts, *permitted], changed)
        hard = tuple(bits for part in parts for bits in part.boxes)
        own = tuple(each.bits for each in changed if self.space.is_box(each.bits))
        return Piece(self.policy, clause, "forbid", box, own, True, parts, hard, (), (), (), (), ())

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
            rest = subtract_all(self.space, boxes, lifting)
            hard = () if clause.test else subtract_all(self.space, rest, whens)
            opened = rest if clause.test else meet(self.space, rest, whens)
            names = [(box.bits, box.named) for entry in clause.unless for box in entry.when]
        elif effect == "permit":
            gates = [bits for entry in clause.provided if entry.gate for bits in entry.where(self.space.full)]
            if clause.test:
                gates = [self.space.full]
            gated = meet(self.space, boxes, gates)
            free = subtract_all(self.space, boxes, gates)
        return Piece(
            self.policy,
            clause,
            effect,
            box,
            (box.bits,),
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
        return subtract_all(self.space, entry.where(full), gates)

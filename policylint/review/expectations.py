"""Where a decision differs from what a scenario expects, as boxes. Knows decisions and boxes; words nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policylint.policy.coverage import QUESTION_BUDGET
from policylint.policy.decide import Decision, Layer
from policylint.policy.document import Claim
from policylint.policy.model import Condition, Duty
from policylint.policy.verdicts import ALLOWED
from policylint.policy.voices import Voice
from policylint.review.scenario_files import DutyWanted, Expected
from policylint.space.boxes import meet, subtract_all
from policylint.space.uncovered import Budget, Piece, first_uncovered
from policylint.typed import Any, NamedTuple

# In these situations only those duties hold that say so (docs/semantics.md, 5.4).
BARRING = ("forbidden", "conflict")


class Question(NamedTuple):
    """A scenario over a vocabulary. box: its situations; named: the dimensions it names; asked: those of `naming`."""

    box: int
    named: int
    asked: int
    expected: Expected


class Miss(NamedTuple):
    """Situations in which an expectation is not met: `ask` without `taken`.

    part: verdict, grade, clauses, needs, duties or not-duties. about: the verdict or grade found there; a clause or a
    kind. resolved False: not decided within the budget.
    """

    part: str
    about: str
    ask: tuple[int, ...]
    taken: tuple[int, ...]
    resolved: bool


def possible(decision: Decision, box: int, effort: int = 1) -> bool:
    """Whether a box holds any situation at all."""
    return first_uncovered(decision.space, box, decision.void, Budget(QUESTION_BUDGET * effort)) is not None


def misses(decision: Decision, question: Question, effort: int = 1, *, everywhere: bool = False) -> Iterator[Miss]:
    """Every part of the expectation that some situation of the question does not meet; lazy.

    everywhere: leave out what need only be true somewhere, such as that a clause decides some case.
    """
    asking = _Asking(decision, question, effort)
    asking.everywhere = everywhere
    expected = question.expected
    if expected.verdicts or expected.clauses or expected.needs:
        yield from asking.verdicts()
    if expected.grades:
        yield from asking.grades()
    if expected.duties or expected.barred:
        yield from asking.duties()


def proofs(decision: Decision, question: Question, effort: int = 1) -> dict[str, int]:
    """What need only be true somewhere, each with a box where it is: a clause decides; empty: something is allowed."""
    asking = _Asking(decision, question, effort)
    for _ in asking.verdicts():
        pass
    return asking.proven


class _Asking:
    def __init__(self, decision: Decision, question: Question, effort: int) -> None:
        self.decision = decision
        self.space = decision.space
        self.box = question.box
        self.asked = question.asked
        self.expected = question.expected
        self.effort = effort
        self.everywhere = False
        self.proven: dict[str, int] = {}
        self.void = [void for void in decision.void if self.space.is_box(void & question.box)]
        self.layers = [layer for layer in decision.layers if layer.verdict != "impossible"]

    def first(self, ask: Sequence[int], taken: Sequence[int]) -> Piece | None:
        return first_uncovered(self.space, ask, taken, Budget(QUESTION_BUDGET * self.effort)) if ask else None

    def miss(self, part: str, about: str, ask: Sequence[int], taken: Sequence[int]) -> Iterator[Miss]:
        """The miss, if the boxes hold any situation."""
        piece = self.first(ask, taken)
        if piece is not None:
            yield Miss(part, about, tuple(ask), tuple(taken), piece.resolved)

    def inside(self, boxes: Iterable[int]) -> list[int]:
        return meet(self.space, [self.box], list(boxes))

    # ---- verdict, clauses, conditions

    def verdicts(self) -> Iterator[Miss]:
        expected = self.expected
        wanted = expected.verdicts
        earlier = list(self.void)
        for layer in self.layers:
            boxes = self.inside(layer.boxes)
            if not boxes:
                continue
            if wanted and layer.verdict not in wanted:
                yield from self.miss("verdict", layer.verdict, boxes, earlier)
            elif expected.clauses or expected.needs:
                claims = [claim for claim in layer.claims if self.space.is_box(claim.box & self.box)]
                yield from self.clauses(layer, claims, boxes, earlier)
                piece = self.first(boxes, earlier) if layer.verdict in ALLOWED and expected.needs else None
                if piece is not None:
                    self.proven[""] = piece.box
                    yield from self.needs(claims, boxes, earlier)
            earlier.extend(boxes)
        if wanted and "silent" not in wanted:
            yield from self.miss("verdict", "silent", [self.box], earlier)
        if self.everywhere:
            return
        for name in expected.clauses:
            if name not in self.proven:
                yield from self.miss("clauses", name, [self.box], self.void)
        for kind in expected.needs if "" not in self.proven else ():
            yield from self.miss("needs", kind, [self.box], self.void)

    def clauses(self, layer: Layer, claims: Sequence[Claim], boxes: list[int], earlier: list[int]) -> Iterator[Miss]:
        wanted = self.expected.clauses
        if not wanted:
            return
        theirs: list[int] = []
        for claim in claims:
            names = self.names(layer, claim).intersection(wanted)
            if names:
                theirs.append(claim.box & self.box)
                piece = None if names <= self.proven.keys() else self.first([claim.box & self.box], earlier)
                if piece is not None:
                    self.proven.update(dict.fromkeys(names, piece.box))
        yield from self.miss("clauses", "", boxes, [*earlier, *theirs])

    def names(self, layer: Layer, claim: Claim) -> set[str]:
        """The clauses that make a claim, as the scenario may name them; of a contradiction both sides."""
        voices = [claim.voice] if claim.voice is not None else []
        if layer.verdict == "conflict":
            for clash in (*self.decision.clashes, *self.decision.reached_clashes):
                if clash.forbid is claim.voice and claim.box in clash.boxes:
                    voices.append(clash.permit)
        return {name for voice in voices for name in clause_names(self.decision, voice)}

    def needs(self, claims: Sequence[Claim], boxes: list[int], earlier: list[int]) -> Iterator[Miss]:
        for kind in self.expected.needs:
            asked_for = [
                box
                for claim in claims
                if claim.voice is not None
                for box in asking_for(claim.voice, kind, claim.box & self.box)
                if self.space.is_box(box)
            ]
            yield from self.miss("needs", kind, boxes, [*earlier, *asked_for])

    # ---- grade

    def grades(self) -> Iterator[Miss]:
        decision = self.decision
        earlier = list(self.void)
        for grade, found in (
            ("excluded", decision.excluded()),
            ("explicit", decision.explicit(self.asked, [self.box])),
            ("general", decision.general()),
            ("delegated", [claim.box for claim in decision.delegated(self.asked)]),
            ("advised", [claim.box for claim in decision.advised(self.asked)]),
            ("silent", [self.box]),
        ):
            boxes = self.inside(found)
            if grade not in self.expected.grades:
                yield from self.miss("grade", grade, boxes, earlier)
            earlier.extend(boxes)

    # ---- duties

    def duties(self) -> Iterator[Miss]:
        barred, excluded = self.barred()
        for wanted in self.expected.duties:
            always, allowed = self.holding(wanted)
            yield from self.miss("duties", wanted.kind, [self.box], [*self.void, *always, *allowed])
            yield from self.miss("duties", wanted.kind, barred, [*self.void, *always])
            yield from self.miss("duties", wanted.kind, excluded, self.void)
        for kind in self.expected.barred:
            always, allowed = self.holding(DutyWanted(kind, {}, ""))
            yield from self.miss("not-duties", kind, always, [*self.void, *excluded])
            yield from self.miss("not-duties", kind, allowed, [*self.void, *excluded, *barred])

    def barred(self) -> tuple[list[int], list[int]]:
        """Where the verdict is one under which most duties rest, and where the scope leaves out."""
        barred: list[int] = []
        earlier: list[int] = []
        for layer in self.layers:
            boxes = self.inside(layer.boxes)
            if layer.verdict in BARRING:
                barred.extend(subtract_all(self.space, boxes, earlier) if earlier else boxes)
            else:
                earlier.extend(boxes)
        return barred, self.inside(self.decision.excluded())

    def holding(self, wanted: DutyWanted) -> tuple[list[int], list[int]]:
        """Where duties of a kind and with some fields hold whatever the verdict, and where only if it allows."""
        always: list[int] = []
        allowed: list[int] = []
        for duty, boxes in duties_of(self.decision, self.box):
            if duty.kind == wanted.kind and _has(duty.fields, wanted.fields):
                (always if duty.even_if_forbidden else allowed).extend(boxes)
        return always, allowed


def _has(fields: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(name in fields and fields[name] == value for name, value in wanted.items())


def duties_of(decision: Decision, box: int) -> Iterator[tuple[Duty, list[int]]]:
    """Every duty without an event with the boxes in which its clause speaks, inside a box."""
    space = decision.space
    silent: list[int] | None = None
    for voice in (*decision.voices, *decision.reached_voices):
        if voice.piece.effect != "duty":
            continue
        boxes = meet(space, voice.boxes, [box])
        if boxes and voice.piece.policy is not decision.policy:
            if silent is None:
                excluded = [claim.box for claim in decision.own.excluded]
                silent = subtract_all(space, [box], [*decision.own.general, *excluded])
            boxes = meet(space, boxes, silent)
        for duty in voice.piece.clause.duties if boxes else ():
            if not duty.upon:
                found = meet(space, boxes, [when.bits for when in duty.when]) if duty.when else boxes
                if found:
                    yield duty, found


def clause_names(decision: Decision, voice: Voice) -> tuple[str, ...]:
    """How a scenario may name the clause of a voice: by id, or by policy and id."""
    piece = voice.piece
    full = f"{piece.policy.id}/{piece.clause.id}"
    return (piece.clause.id, full) if piece.policy.id == decision.policy.id else (full,)


def asking_for(voice: Voice, kind: str, within: int) -> Iterator[int]:
    """Where, in a box that a clause decides, it asks for a condition or a duty of a kind."""
    clause = voice.piece.clause
    if voice.piece.derived:
        return
    for entry in (*([clause.test] if clause.test else ()), *clause.provided, *clause.unless):
        yield from _asked_in(entry, kind, [within])


def _asked_in(entry: Condition, kind: str, within: list[int]) -> Iterator[int]:
    where = [box for each in within for box in entry.where(each)]
    if kind in kinds_of(entry):
        yield from where
    for inner in entry.provided:
        yield from _asked_in(inner, kind, where)


def kinds_of(entry: Condition) -> tuple[str, ...]:
    """The kind of a condition, and of the duty in it."""
    if entry.kind != "duty":
        return (entry.kind,)
    inner = tuple(entry.value) if isinstance(entry.value, Mapping) else (str(entry.value),)
    return ("duty", *inner)

"""What a policy says, over the whole space at once: verdicts and grades as boxes (docs/semantics.md sections 5 to 7).

Knows the model and boxes; asks nothing itself. Verdicts are layers: the verdict at a situation is that of the first
layer with a box that contains it, so a layer need not be cut by the ones above it.
"""

from collections.abc import Iterable, Mapping, Sequence

from policylint.policy.document import BOXES, Claim, Own
from policylint.policy.model import Policy, PolicySet, Reliance
from policylint.policy.pieces import Piece
from policylint.policy.vocabulary import Box
from policylint.policy.voices import Voice, limiting, listen, overrides, prohibitions_of
from policylint.space.boxes import Space, Work, meet, subtract_all
from policylint.typed import NamedTuple

# What comparing two clauses and making a claim cost, in boxes looked at, as measured.
PAIR = 100
CLAIM = 20


class Layer(NamedTuple):
    """One line of the table of verdicts."""

    verdict: str
    claims: tuple[Claim, ...]

    @property
    def boxes(self) -> list[int]:
        return [claim.box for claim in self.claims]


class Clash(NamedTuple):
    """A permission and a prohibition that both speak in these boxes."""

    permit: Voice
    forbid: Voice
    boxes: tuple[int, ...]


class Handed(NamedTuple):
    """A document (None: one outside the set) that answers within boxes, and the reliance that led there last.

    answers: dimensions, one bit each, that every reliance on the way answers.
    """

    policy: Policy | None
    boxes: tuple[int, ...]
    answers: int
    via: Reliance
    by: Policy


class Decision:
    """What one policy of a set says, documents that it relies on included.

    voices: the policy's own; reached_voices: those of documents that answer for it. layers: in the order of the table.
    clashes: permission against prohibition. above: for each layer the boxes of those before it. void: what is no
    situation at all, or impossible. looked: at how many boxes about so far. most: at how many verdicts
    may look, None for a budget to each question and none for all of them.
    """

    def __init__(self, policies: PolicySet, policy: Policy, owns: dict[str, Own]) -> None:
        self.policies = policies
        self.policy = policy
        self.vocabulary = policies.vocabulary
        self.space: Space = policies.vocabulary.space
        self.void = policies.vocabulary.void
        self._owns = owns
        self.own = self._own(policy)
        self.handed = self._follow() if not policy.retired else ()
        answering = self._answering()
        self.voices = self._own_voices(answering)
        self.reached_voices = self._reached_voices(answering)
        self.clashes = _clashes(self.space, self.voices)
        self.reached_clashes = _clashes(self.space, self.reached_voices)
        self.layers = self._layers()
        self.above = _above(self.layers)
        self.gaps = [box.bits for gap in policy.gaps for box in gap.boxes]
        self.looked = self._weight()
        self.most: int | None = None

    def _weight(self) -> int:
        """How many boxes deciding took about: permissions are compared with all prohibitions, and what stays is cut."""
        voices = [*self.voices, *self.reached_voices]
        permits, forbids = (sum(each.piece.effect == effect for each in voices) for effect in ("permit", "forbid"))
        return PAIR * permits * forbids + CLAIM * sum(len(layer.claims) for layer in self.layers)

    def _own(self, policy: Policy) -> Own:
        own = self._owns.get(policy.id)
        if own is None:
            own = self._owns[policy.id] = Own(self.policies, policy)
        return own

    # ---- other documents

    def _follow(self) -> tuple[Handed, ...]:
        """Every document that some situation is handed on to, with the boxes where it answers."""
        space = self.space
        found: list[Handed] = []
        seen: dict[tuple[str, int], list[int]] = {}
        start = [space.full]
        work: list[tuple[Policy, list[int], int, tuple[str, ...]]] = [
            (self.policy, start, (1 << len(space.masks)) - 1, (self.policy.id,))
        ]
        while work:
            policy, region, answers, way = work.pop(0)
            own = self._own(policy)
            excluded = [claim.box for claim in own.excluded]
            for reliance in policy.reliances:
                if not reliance.hands_on:
                    continue
                boxes = subtract_all(space, meet(space, region, [box.bits for box in reliance.boxes]), excluded)
                if policy is not self.policy:
                    # What the asked policy settles itself is settled by an earlier layer; on the way it must be cut.
                    boxes = subtract_all(space, boxes, own.general)
                if not boxes:
                    continue
                both = answers & reliance.answers
                target = self.policies.get(reliance.policy) if reliance.policy else None
                if target is None or target.retired:
                    found.append(Handed(None, tuple(boxes), both, reliance, policy))
                elif target.id not in way:
                    key = (target.id, both)
                    new = subtract_all(space, boxes, seen.get(key, []))
                    if new:
                        seen.setdefault(key, []).extend(new)
                        found.append(Handed(target, tuple(new), both, reliance, policy))
                        work.append((target, new, both, (*way, target.id)))
        return tuple(found)

    def _answering(self) -> list[tuple[Piece, list[int]]]:
        """The pieces of the documents reached, each with the boxes within which its document answers."""
        regions: dict[str, list[int]] = {}
        for handed in self.handed:
            if handed.policy is not None:
                regions.setdefault(handed.policy.id, []).extend(handed.boxes)
        answering: list[tuple[Piece, list[int]]] = []
        for name, region in regions.items():
            policy = self.policies.get(name)
            if policy is not None:
                own = self._own(policy)
                within = subtract_all(self.space, region, [claim.box for claim in own.excluded])
                answering.extend((piece, within) for piece in own.pieces)
        return answering

    def _reached_voices(self, answering: Sequence[tuple[Piece, list[int]]]) -> list[Voice]:
        if not answering:
            return []
        own = [(piece, None) for piece in self.own.pieces]
        return [
            voice
            for voice in listen(self.space, [*own, *answering], Work(BOXES))
            if voice.piece.policy.id != self.policy.id
        ]

    def _own_voices(self, answering: Sequence[tuple[Piece, list[int]]]) -> list[Voice]:
        """The policy's own voices; its advice and duties yield to clauses that answer for it and override them."""
        overriding = [(piece, region) for piece, region in answering if piece.clause.overrides]
        if not overriding:
            return self.own.voices
        voices = []
        for voice in self.own.voices:
            beaten = [
                box
                for piece, region in overriding
                if voice.piece.effect in ("advice", "duty") and overrides(piece, voice.piece)
                for box in subtract_all(self.space, meet(self.space, piece.boxes, region), self.own.general)
            ]
            voices.append(voice.cut(self.space, beaten) if beaten else voice)
        return voices

    # ---- verdicts

    def _layers(self) -> tuple[Layer, ...]:
        own = self.own
        layers = [
            Layer("impossible", tuple(Claim(box, None, "") for box in self.void)),
            Layer("conflict", tuple(own.contradictions)),
            Layer("excluded", tuple(own.excluded)),
            *_voiced(self.voices, self.clashes),
        ]
        if self.reached_voices or self.handed:
            contradicted = []
            for handed in self.handed:
                if handed.policy is not None:
                    claims = self._own(handed.policy).contradictions
                    contradicted += [
                        claim._replace(box=box)
                        for claim in claims
                        for box in meet(self.space, handed.boxes, [claim.box])
                    ]
            layers.append(Layer("conflict", tuple(contradicted)))
            layers.extend(_voiced(self.reached_voices, self.reached_clashes))
        layers.append(Layer("delegated", tuple(self.delegated(0))))
        layers.append(Layer("advised", tuple(self.advised(0))))
        return tuple(layer for layer in layers if layer.claims)

    def delegated(self, asked: int) -> list[Claim]:
        """Where a document outside the set is left to answer these dimensions."""
        return [
            Claim(box, None, handed.via.path)
            for handed in self.handed
            if handed.policy is None and not asked & ~handed.answers
            for box in handed.boxes
        ]

    def advised(self, asked: int) -> list[Claim]:
        """Where advice speaks whose own box names some of these dimensions (none asked: names anything)."""
        return [
            Claim(box, voice, voice.piece.box.path)
            for voice in (*self.voices, *self.reached_voices)
            if voice.piece.effect == "advice" and (voice.piece.box.named & asked if asked else voice.piece.box.named)
            for box in voice.boxes
        ]

    def general(self) -> list[int]:
        """Where a permit or forbid speaks, other documents included."""
        reached = [
            box for voice in self.reached_voices if voice.piece.effect in ("permit", "forbid") for box in voice.boxes
        ]
        return [*self.own.general, *reached] if reached else self.own.general

    def explicit(self, asked: int, within: Sequence[int], *, by_clause: bool = False) -> list[int]:
        """Where, inside some boxes, a permit or forbid speaks through one piece that names all the asked dimensions.

        by_clause: names that only the scope lends do not count.
        """
        space = self.space
        found = _explicit(space, self.voices, asked, within, by_clause)
        if self.reached_voices:
            reached = _explicit(space, self.reached_voices, asked, within, by_clause)
            found += subtract_all(space, reached, self.own.general)
        return found

    def excluded(self) -> list[int]:
        """Where the verdict is excluded, impossible situations aside."""
        boxes = [claim.box for claim in self.own.excluded]
        return subtract_all(self.space, boxes, [claim.box for claim in self.own.contradictions])

    # ---- one situation

    def point(self, situation: Mapping[str, str]) -> int:
        """A full situation as a box. A missing dimension or an unknown value is a ValueError."""
        box = self.space.box({name: (value,) for name, value in situation.items()})
        if self.space.size(box) != 1:
            raise ValueError("a situation has one value in each dimension")
        return box

    def verdict_at(self, situation: Mapping[str, str]) -> str:
        """The verdict at one full situation."""
        return self.verdict_of(self.point(situation))

    def verdict_of(self, x: int) -> str:
        for layer in self.layers:
            if any(x & claim.box == x for claim in layer.claims):
                return layer.verdict
        return "silent"

    def grade_at(self, situation: Mapping[str, str], naming: Iterable[str]) -> str:
        """The grade at one full situation for the dimensions asked about."""
        x = self.point(situation)
        asked = self.vocabulary.dimensions_of(naming)
        verdict = self.verdict_of(x)
        if verdict in ("impossible", "excluded"):
            return verdict
        if _holds(x, self.explicit(asked, [x])):
            return "explicit"
        if _holds(x, self.general()):
            return "general"
        if _holds(x, [claim.box for claim in self.delegated(asked)]):
            return "delegated"
        return "advised" if _holds(x, [claim.box for claim in self.advised(asked)]) else "silent"

    def answering(self, x: int) -> list[Voice]:
        """The voices that may answer at a situation: the policy's own, and others' where it is silent itself."""
        own_only = _holds(x, self.own.general) or _holds(x, [claim.box for claim in self.own.excluded])
        return self.voices if own_only else [*self.voices, *self.reached_voices]

    def clauses_at(self, situation: Mapping[str, str]) -> dict[str, set[tuple[str, str]]]:
        """The clauses that speak at one situation, by how: permit, gated, hard, open, lifted, advice, duty."""
        x = self.point(situation)
        found: dict[str, set[tuple[str, str]]] = {}
        for voice in self.answering(x):
            name = (voice.piece.policy.id, voice.piece.clause.id)
            if _holds(x, voice.limits):
                continue
            for how, boxes in (
                ("permit", voice.free),
                ("gated", voice.gated),
                ("hard", voice.hard),
                ("open", voice.open),
                ("lifted", voice.lifted),
                (voice.piece.effect, voice.boxes if voice.piece.effect in ("advice", "duty") else ()),
            ):
                if _holds(x, boxes):
                    found.setdefault(how, set()).add(name)
        return found

    def duties_at(self, situation: Mapping[str, str]) -> set[tuple[str, str, int]]:
        """The duties that hold at one situation: (policy, clause, number in the clause)."""
        x = self.point(situation)
        verdict = self.verdict_of(x)
        found: set[tuple[str, str, int]] = set()
        if verdict in ("impossible", "excluded"):
            return found
        for voice in self.answering(x):
            if voice.piece.effect != "duty" or not _holds(x, voice.boxes):
                continue
            clause = voice.piece.clause
            for duty in clause.duties:
                holds = not duty.when or _holds(x, [box.bits for box in duty.when])
                allowed = duty.even_if_forbidden or verdict not in ("forbidden", "conflict")
                if holds and allowed and not duty.upon:
                    found.add((voice.piece.policy.id, clause.id, duty.number))
        return found

    # ---- everyday cases

    def cases(self, asked: Box | Mapping[str, object], gaps: bool = True) -> list[int]:
        """The possible everyday cases of a box as boxes, without accepted gaps unless told otherwise."""
        box = asked if isinstance(asked, Box) else self.vocabulary.box(asked, "", [])
        return subtract_all(self.space, self.vocabulary.cases(box), [*self.void, *(self.gaps if gaps else ())])


def decide(policies: PolicySet, policy_id: str, owns: dict[str, Own] | None = None) -> Decision:
    """What a policy of the set says. owns: shared between decisions of one set, so that each document is read once.

    An id that the set does not have is a KeyError.
    """
    policy = policies.get(policy_id)
    if policy is None:
        raise KeyError(policy_id)
    return Decision(policies, policy, {} if owns is None else owns)


def _above(layers: Sequence[Layer]) -> tuple[tuple[int, ...], ...]:
    """For each layer the boxes of the layers above it, and last, for what no layer decides, the boxes of all."""
    found: list[tuple[int, ...]] = [()]
    for layer in layers:
        found.append((*found[-1], *(claim.box for claim in layer.claims)))
    return tuple(found)


def _holds(x: int, boxes: Iterable[int]) -> bool:
    return any(x & box == x for box in boxes)


def _voiced(voices: Sequence[Voice], clashes: Sequence[Clash]) -> list[Layer]:
    conflict: list[Claim] = []
    hard: list[Claim] = []
    conditional: list[Claim] = []
    permitted: list[Claim] = []
    for clash in clashes:
        conflict.extend(Claim(box, clash.forbid, clash.forbid.piece.box.path) for box in clash.boxes)
    for voice in voices:
        path = voice.piece.box.path
        hard.extend(Claim(box, voice, path) for box in voice.hard)
        conditional.extend(Claim(box, voice, path) for box in (*voice.open, *voice.gated))
        permitted.extend(Claim(box, voice, path) for box in (*voice.free, *voice.lifted))
    return [
        Layer("conflict", tuple(conflict)),
        Layer("forbidden", tuple(hard)),
        Layer("conditional", tuple(conditional)),
        Layer("permitted", tuple(permitted)),
    ]


def _clashes(space: Space, voices: Sequence[Voice]) -> list[Clash]:
    """Where a permission and a prohibition both speak: one clash for each pair."""
    prohibitions = prohibitions_of(voices)
    permits = [voice for voice in voices if voice.piece.effect == "permit"]
    # Most pairs end here: the prohibition limits something of which the permission does not speak.
    pairs = [
        (number, i)
        for i, permit in enumerate(permits)
        for number, silenced in enumerate(limiting(permit.piece, prohibitions))
        if not silenced
    ]
    found = []
    for number, i in sorted(pairs):
        boxes = permits[i].speaking(space, prohibitions[number].hard)
        if boxes:
            found.append(Clash(permits[i], prohibitions[number].voice, tuple(boxes)))
    return found


def _explicit(space: Space, voices: Sequence[Voice], asked: int, within: Sequence[int], by_clause: bool) -> list[int]:
    found: list[int] = []
    for voice in voices:
        if voice.piece.effect not in ("permit", "forbid"):
            continue
        found.extend(voice.unlimited(space, meet(space, voice.naming(space, asked, by_clause), within)))
    return found

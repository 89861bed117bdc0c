"""From answers to words: which clauses decide, what they ask for, which duties hold; it knows no layout."""

from collections.abc import Callable, Mapping, Sequence

from policylint.policy.answers import Answer
from policylint.policy.decide import Decision
from policylint.policy.document import Claim
from policylint.policy.model import Clause, Condition, Duty, Policy
from policylint.policy.phrasing import describe, sentence, situation
from policylint.policy.vocabulary import Vocabulary
from policylint.policy.voices import Voice
from policylint.reporters.page import listed
from policylint.typed import Any, NamedTuple

Locate = Callable[[Policy, str], tuple[str, int]]
"""From a policy and a path in it to the file and the line."""


class Said(NamedTuple):
    """A clause that decides or is beaten; id empty for an entry of the scope or of `relies-on`."""

    policy: str
    id: str
    title: str
    file: str
    line: int


class Owed(NamedTuple):
    """A duty that holds. says: in words, with who owes it. always: it holds whatever one does, not for this case."""

    kind: str
    says: str
    always: bool
    clause: Said


RESTRICTING = ("forbidden", "conditional", "conflict")


class Told(NamedTuple):
    """One verdict in one part of what was asked.

    where: the part as (dimension, words) beyond the question; values: the same as ids. witness: one situation of it,
    empty when none was found quickly; `example` is its sentence. clauses: those that decide somewhere in this part,
    first so many (`deciding`) that decide in the example. conditions: what must be met, in words. complete: False when
    the analysis was cut short.
    """

    verdict: str
    grade: str
    where: tuple[tuple[str, str], ...]
    values: Mapping[str, tuple[str, ...]]
    witness: Mapping[str, str]
    example: str
    clauses: tuple[Said, ...]
    deciding: int
    overridden: tuple[Said, ...]
    conditions: tuple[str, ...]
    duties: tuple[Owed, ...]
    complete: bool
    savings: tuple[Said, ...] = ()


def tell(decision: Decision, found: Sequence[Answer], asked: int, locate: Locate) -> tuple[Told, ...]:
    """The answers in words. asked: the dimensions that the question named, one bit each."""
    return tuple(
        told for answer in found for told in _Teller(decision, asked, locate).parts(answer, answer.where or (0,))
    )


class _Teller:
    def __init__(self, decision: Decision, asked: int, locate: Locate) -> None:
        self.decision = decision
        self.vocabulary = decision.vocabulary
        self.space = decision.space
        self.asked = asked
        self.asked_names = [name for number, name in enumerate(self.space.dimensions) if asked >> number & 1]
        self.locate = locate

    def parts(self, answer: Answer, where: Sequence[int]) -> list[Told]:
        return [self.part(answer, box or answer.witness, first=not number) for number, box in enumerate(where)]

    def part(self, answer: Answer, box: int, *, first: bool) -> Told:
        space = self.space
        typical = space.witness(box)
        # The witness of an answer was chosen for its first part and need not be typical of another.
        mine = answer.witness & box == answer.witness
        x = answer.witness if mine and (first or answer.verdict != self.decision.verdict_of(typical)) else typical
        holds = answer.verdict == self.decision.verdict_of(x)
        claims = self.claims(answer, box)
        here = [claim for claim in claims if holds and x & claim.box == x]
        deciding = list(dict.fromkeys(self.name(claim) for claim in here))
        conditions: dict[str, None] = {}
        for claim in here or claims:
            if claim.voice and answer.verdict == "conditional":
                within = x if holds else box
                conditions.update(dict.fromkeys(_conditions(claim.voice, self.vocabulary, within)))
        witness = space.point(x) if holds else {}
        # What is not typical about the example must be said, or it would seem to be another case.
        unusual = [number for number, mask in enumerate(space.masks) if (x ^ typical) & mask]
        narrowed = sum(1 << number for number in {*space.narrowed(box), *unusual})
        pairs = situation(self.vocabulary, x, narrowed | self.asked) if holds else ()
        return Told(
            answer.verdict,
            self.decision.grade_at(witness, self.asked_names) if holds else "",
            describe(self.vocabulary, box, self.asked),
            space.describe(box),
            dict(pairs),
            sentence(self.vocabulary, pairs),
            tuple(dict.fromkeys((*deciding, *(self.name(claim) for claim in claims)))),
            len(deciding),
            tuple(dict.fromkeys(self.beaten(x))) if holds else (),
            tuple(conditions),
            tuple(self.owed(x, witness)) if holds else (),
            answer.complete,
            self.savings() if answer.verdict in RESTRICTING else (),
        )

    def savings(self) -> tuple[Said, ...]:
        """The saving clauses of the policy: they decide nothing, and a reader who is told no must hear of them."""
        policy = self.decision.policy
        return tuple(self.said(clause, policy) for clause in policy.clauses if clause.statement == "saving")

    def claims(self, answer: Answer, box: int) -> list[Claim]:
        """Everything by which the clauses that decide this answer make its verdict inside a box.

        An answer names each clause once, by one box; the clause may reach this part of the question by another.
        """
        if not answer.claims:
            return []
        voices = {id(claim.voice) for claim in answer.claims if claim.voice is not None}
        return [
            claim
            for layer in self.decision.layers
            if layer.verdict == answer.verdict
            for claim in layer.claims
            if self.space.is_box(claim.box & box) and (claim.voice is None or id(claim.voice) in voices)
        ]

    def name(self, claim: Claim) -> Said:
        if claim.voice is None:
            return self.scope(claim.path)
        return self.said(claim.voice.piece.clause, claim.voice.piece.policy)

    def said(self, clause: Clause, policy: Policy) -> Said:
        file, line = self.locate(policy, clause.path)
        return Said(policy.id, clause.id, clause.title, file, line)

    def scope(self, path: str) -> Said:
        file, line = self.locate(self.decision.policy, path)
        return Said(self.decision.policy.id, "", _part(path), file, line)

    def beaten(self, x: int) -> list[Said]:
        found = []
        for voice in self.decision.answering(x):
            holds = any(x & box == x for box in voice.piece.boxes)
            if holds and any(x & box == x for box in (*voice.over, *voice.limits)):
                found.append(self.said(voice.piece.clause, voice.piece.policy))
        return found

    def owed(self, x: int, witness: Mapping[str, str]) -> list[Owed]:
        """The duties that hold at a situation, the ones made for it first, those that hold whatever one does last."""
        reach: dict[tuple[str, str], int] = {}
        for voice in self.decision.answering(x):
            if voice.piece.effect == "duty" and any(x & box == x for box in voice.boxes):
                limited = voice.piece.box.limited & ~self.vocabulary.dimensions_of(["who"])
                key = (voice.piece.policy.id, voice.piece.clause.id)
                reach[key] = max(reach.get(key, 0), limited.bit_count())
        found = []
        for policy_id, clause_id, number in sorted(self.decision.duties_at(witness)):
            policy = self.decision.policies.get(policy_id)
            clause = next((each for each in policy.clauses if each.id == clause_id), None) if policy else None
            if policy is None or clause is None:
                continue
            duty = next(each for each in clause.duties if each.number == number)
            narrow = reach.get((policy_id, clause_id), 0)
            if duty.when:
                narrow += min(box.limited.bit_count() for box in duty.when)
            words = _duty(duty, self.vocabulary, policy)
            found.append((-narrow, Owed(duty.kind, words, not narrow, self.said(clause, policy))))
        return [owed for _, owed in sorted(found, key=lambda pair: pair[0])]


def _part(path: str) -> str:
    return {"scope": "the scope", "relies-on": "what the policy relies on"}.get(path.split("/")[1] if path else "", "")


def _duty(duty: Duty, vocabulary: Vocabulary, policy: Policy) -> str:
    words = str(vocabulary.duties.get(duty.kind, {}).get("label", duty.kind))
    by = duty.fields.get("by")
    limits = [f"{key} {value}" for key in ("within", "every") if (value := duty.fields.get(key))]
    return words + (f" ({', '.join(limits)})" if limits else "") + (f": {_role(by, policy)}" if by else "")


def _role(by: object, policy: Policy) -> str:
    names = by if isinstance(by, list | tuple) else [by]
    roles = policy.data.get("roles") or {}
    return listed([str((roles.get(name) or {}).get("title", name)).lower() for name in names])


def _conditions(voice: Voice, vocabulary: Vocabulary, box: int) -> list[str]:
    """What a clause asks for before something is allowed, in words, as far as it can hold in the box."""
    clause, policy = voice.piece.clause, voice.piece.policy
    entries = [*clause.provided, *clause.unless, *([clause.test] if clause.test else ())]
    found = []
    for entry in entries:
        if any(vocabulary.space.is_box(bits) for bits in entry.where(box)):
            found.extend(_condition(entry, vocabulary, policy))
    return found


def _condition(entry: Condition, vocabulary: Vocabulary, policy: Policy) -> list[str]:
    inner = [words for each in entry.provided for words in _condition(each, vocabulary, policy)]
    if not entry.kind:
        return inner
    label = str(vocabulary.conditions.get(entry.kind, {}).get("label", entry.kind))
    return [f"{label}{_value(entry.value, policy)}", *inner]


def _value(value: Any, policy: Policy) -> str:
    if not isinstance(value, Mapping):
        return f": {value}" if isinstance(value, str) else ""
    said = []
    for key, each in value.items():
        if key in ("by", "all-of", "any-of", "to"):
            joined = _role(each, policy)
            said.append(f"{'by' if key in ('all-of', 'any-of') else key} {joined}")
        elif isinstance(each, str | int):
            said.append(f"{key} {each}".replace("-", " ") if key != "form" else str(each))
    return f" ({', '.join(said)})" if said else ""

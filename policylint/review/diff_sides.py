"""The two editions of a policy over one vocabulary, and what they decide within a box. Knows no file and no change."""

from collections.abc import Mapping, Sequence

from policylint.policy.build import build_set
from policylint.policy.decide import Decision, Layer, decide
from policylint.policy.model import Clause, Policy, PolicySet
from policylint.policy.vocabulary import Box, Vocabulary
from policylint.review.diff_vocabulary import common, without_words
from policylint.space.boxes import Space, absorb, meet
from policylint.typed import Any, NamedTuple

SLOTS = (
    "impossible",
    "conflict",
    "excluded",
    "conflict",
    "forbidden",
    "conditional",
    "permitted",
    "conflict",
    "conflict",
    "forbidden",
    "conditional",
    "permitted",
    "delegated",
    "advised",
    "silent",
)
"""The lines of the table of verdicts, those of the documents that are relied on after the policy's own."""
REACHED = 7
"""The first line of what other documents say."""
IMPOSSIBLE, EXCLUDED, SILENT = 0, 2, 14
MOST_ABSORBED = 3_000
"""Of more boxes, those inside others are not looked for: comparing each with each would take longer than it spares."""
SCOPE = (1, 7)
"""The lines where a clause contradicts the scope."""
FORBIDDEN = (4, 9)
"""The lines of prohibitions; right above each stand contradictions, all of which lie within a prohibition."""


class Sets(NamedTuple):
    """Two editions of a set of documents. redefined: see Common. unread: whether some box lost a word on the way."""

    old: PolicySet
    new: PolicySet
    redefined: tuple[str, ...]
    unread: bool


class Pair(NamedTuple):
    """Both editions of one policy: their sets, and the policy in each."""

    olds: PolicySet
    news: PolicySet
    old: Policy
    new: Policy

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary to say things in: that of the new edition."""
        return self.news.vocabulary

    @property
    def space(self) -> Space:
        return self.news.vocabulary.space


class Side(NamedTuple):
    """What one edition says within a box. slots: for each of SLOTS the boxes in which this line of the table holds
    where no earlier one does.
    """

    decision: Decision
    slots: tuple[tuple[int, ...], ...]


class Focus(NamedTuple):
    """What both editions say within one box."""

    box: int
    old: Side
    new: Side


def sets(base: Vocabulary, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Sets:
    """Both editions of a set, built over the words of both. Policies are numbered in the order given."""
    words = common(base, old, new)
    built = [
        build_set(vocabulary, [without_words(document) for document in documents])
        for vocabulary, documents in ((words.old, old), (words.new, new))
    ]
    unread = any(fault.check == "unknown-value" for policies in built for fault in policies.problems)
    # What was left out before building still counts as what the documents say.
    whole = [
        PolicySet(
            policies.vocabulary,
            tuple(each._replace(data=document) for each, document in zip(policies.policies, documents, strict=True)),
            policies.problems,
        )
        for policies, documents in zip(built, (old, new), strict=True)
    ]
    return Sets(whole[0], whole[1], words.redefined, unread)


def pair(built: Sets, old: str, new: str) -> Pair:
    """Both editions of the policy that has these ids. An id that a set does not have is a KeyError."""
    before, after = built.old.get(old), built.new.get(new)
    if before is None or after is None:
        raise KeyError(old if before is None else new)
    return Pair(built.old, built.new, before, after)


def focus(both: Pair, box: int) -> Focus:
    """What the two editions say within a box; of the rest of the space it may be wrong."""
    return Focus(box, _side(both.olds, both.old.id, box), _side(both.news, both.new.id, box))


def _side(policies: PolicySet, policy: str, box: int) -> Side:
    space = policies.vocabulary.space
    near = PolicySet(policies.vocabulary, tuple(_near(space, each, box) for each in policies.policies), ())
    decision = decide(near, policy)
    slots: list[tuple[int, ...]] = [()] * len(SLOTS)
    at = 0
    for layer in decision.layers:
        at = _line(decision, layer, at)
        boxes = meet(space, layer.boxes, [box])
        slots[at] = tuple(absorb(space, boxes) if len(boxes) <= MOST_ABSORBED else boxes)
        at += 1
    slots[SILENT] = (box,)
    return Side(decision, tuple(slots))


def _line(decision: Decision, layer: Layer, least: int) -> int:
    """Which line of the table a layer of verdicts is."""
    if layer.verdict == "conflict" and layer.claims[0].voice is None:
        return SCOPE[0] if not least > SCOPE[0] and decision.own.contradictions else SCOPE[1]
    others = any(claim.voice and claim.voice.piece.policy is not decision.policy for claim in layer.claims)
    start = max(least, REACHED + 1) if others else least
    if layer.verdict == "conflict":
        start = max(start, FORBIDDEN[0] - 1)
    return SLOTS.index(layer.verdict, start)


def _near(space: Space, policy: Policy, box: int) -> Policy:
    """A policy without the clauses that say nothing in a box. What is said in a box depends on no other clause."""
    clauses = (_clipped(space, clause, box) for clause in policy.clauses if clause.effect != "state")
    return policy._replace(clauses=tuple(clause for clause in clauses if clause.boxes))


def _clipped(space: Space, clause: Clause, box: int) -> Clause:
    """A clause with its boxes cut to a box. What `only` adds lies outside of them, so such a clause stays whole."""
    if clause.only or all(own.bits & box == own.bits for own in clause.boxes):
        return clause
    cut = [Box(own.bits & box, *own[1:]) for own in clause.boxes if space.is_box(own.bits & box)]
    return clause._replace(boxes=tuple(cut))

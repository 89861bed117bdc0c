"""The two editions of a policy, ready to be compared: decisions over one vocabulary. Knows no file and no change."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from policylint.policy.build import build_set
from policylint.policy.decide import Decision, decide
from policylint.policy.model import Policy, PolicySet
from policylint.policy.vocabulary import Vocabulary
from policylint.review.diff_vocabulary import common, without_words

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


class Sets(NamedTuple):
    """Two editions of a set of documents. redefined: see Common. unread: whether some box lost a word on the way."""

    old: PolicySet
    new: PolicySet
    redefined: tuple[str, ...]
    unread: bool


class Side(NamedTuple):
    """One edition of a policy. slots: for each of SLOTS the boxes that bring this line about where no earlier one does.

    The last line, silence, has the whole space.
    """

    decision: Decision
    slots: tuple[tuple[int, ...], ...]

    @property
    def policy(self) -> Policy:
        return self.decision.policy

    def slot_of(self, x: int) -> int:
        """The line of the table that holds at one situation."""
        return next(number for number, boxes in enumerate(self.slots) if any(x & box == x for box in boxes))


class Pair(NamedTuple):
    """Both editions of one policy."""

    old: Side
    new: Side

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary to say things in: that of the new edition."""
        return self.new.decision.vocabulary


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
            tuple(
                policy._replace(data=document) for policy, document in zip(policies.policies, documents, strict=True)
            ),
            policies.problems,
        )
        for policies, documents in zip(built, (old, new), strict=True)
    ]
    return Sets(whole[0], whole[1], words.redefined, unread)


def pair(built: Sets, old: str, new: str) -> Pair:
    """Both editions of the policy that has these ids."""
    return Pair(_side(decide(built.old, old)), _side(decide(built.new, new)))


def _side(decision: Decision) -> Side:
    slots: list[tuple[int, ...]] = [()] * len(SLOTS)
    at = 0
    for layer in decision.layers:
        others = any(claim.voice and claim.voice.piece.policy is not decision.policy for claim in layer.claims)
        start = max(at, REACHED) if others else at
        number = SLOTS.index(layer.verdict, start)
        slots[number] = tuple(dict.fromkeys(layer.boxes))
        at = number + 1
    slots[SILENT] = (decision.space.full,)
    return Side(decision, tuple(slots))

"""What an assertion may see: one policy, what it says, the set around it, and today's date. No files, lines or
severities.
"""

import datetime
from collections.abc import Mapping, Sequence

from policylint.errors import TooComplex
from policylint.finding import Also, Fault, Slip
from policylint.policy.decide import Decision, decide
from policylint.policy.document import Own
from policylint.policy.model import Policy, PolicySet
from policylint.policy.phrasing import sentence, situation
from policylint.policy.vocabulary import Box, Vocabulary
from policylint.typed import Any, NamedTuple


class Question(NamedTuple):
    """What an assertion needs to know of the check that it works for."""

    id: str
    title: str


class Context:
    """One policy under check. Made once for each document and shared by all its checks."""

    def __init__(
        self,
        policies: PolicySet,
        policy: Policy,
        today: datetime.date,
        effort: int,
        shared: dict[str, Own],
        thorough: bool = True,
    ) -> None:
        self.policies = policies
        self.policy = policy
        self.vocabulary: Vocabulary = policies.vocabulary
        self.space = policies.vocabulary.space
        self.today = today
        self.effort = effort
        self.shared = shared
        self.thorough = thorough  # list further cases of a gap, not only the first
        self.emptied: set[str] = set()  # checks of which impossible cases and accepted gaps leave nothing
        self.incomplete: set[str] = set()  # checks whose analysis a budget cut short
        self._decision: Decision | None = None
        self.too_complex: TooComplex | None = None
        self._others: dict[str, Decision] = {}
        self.memory: dict[str, Any] = {}  # what several checks of one policy need and make only once

    @property
    def decision(self) -> Decision:
        """What the policy says; made when a check first asks."""
        if self.too_complex is not None:
            raise self.too_complex
        if self._decision is None:
            try:
                self._decision = Decision(self.policies, self.policy, self.shared)
            except TooComplex as error:
                self.too_complex = error  # once is enough: every check would run into it again
                raise
        return self._decision

    def other(self, policy_id: str) -> Decision:
        """What another policy of the set says. An unknown id is a KeyError."""
        found = self._others.get(policy_id)
        if found is None:
            found = self._others[policy_id] = decide(self.policies, policy_id, self.shared)
        return found

    @property
    def data(self) -> Mapping[str, Any]:
        return self.policy.data

    # ---- boxes and names

    def box(self, written: Mapping[str, Any]) -> Box:
        """A box of a check file. A word that the vocabulary lacks is a fault of the pack: ValueError."""
        return self.vocabulary.asked(written)

    def dimensions(self, names: Sequence[str]) -> int:
        return self.vocabulary.dimensions_of(names)

    def unbound(self, box: Box, asked: int) -> list[int]:
        """The people of a box whom the scope does not bind, as boxes that need not be asked about.

        Whether others are forgotten is what the checks about people ask, once; any other check would only repeat it.
        Nobody is left out where people are what is asked about (asked: one bit each), where the scope names nobody, or
        where nobody of the box would remain.
        """
        number = self.space.index.get("who", -1)
        if number < 0 or not box.named & ~asked & 1 << number:
            return []
        mask, bound = self.space.masks[number], 0
        for covered in self.policy.covers:
            if not covered.named >> number & 1:
                return []
            bound |= covered.bits & mask
        # What the agency itself may do needs no scope.
        outside = box.bits & mask & ~bound & ~(self.vocabulary.bits(number, "agency") or 0)
        if not bound or not outside:
            return []
        left = [self.space.replace(case, number, case & bound) for case in self.vocabulary.cases(box)]
        return [self.space.replace(self.space.full, number, outside)] if any(map(self.space.is_box, left)) else []

    def say(self, witness: int, dimensions: int, box: Box | None = None) -> tuple[tuple[tuple[str, str], ...], str]:
        """A situation as pairs and as a sentence.

        dimensions: those worth saying, one bit each. box: what was asked about; its dimensions are said only where it
        leaves out the value that people assume anyway, so that the sentence stays short.
        """
        key = witness, dimensions, box
        found = self.vocabulary.said.get(key)
        if found is None:
            named = box.named if box is not None else 0
            wanted = dimensions
            for number, usual in enumerate(self.vocabulary.usual if named else ()):
                if box is not None and named >> number & 1 and not box.bits & usual:
                    wanted |= 1 << number
            pairs = situation(self.vocabulary, witness, wanted | named)
            heard = situation(self.vocabulary, witness, wanted) if named & ~wanted else pairs
            found = self.vocabulary.said[key] = pairs, sentence(self.vocabulary, heard)
        return found

    # ---- faults

    def fault(
        self,
        question: Question,
        path: str,
        detail: str = "",
        *,
        grade: str = "",
        witness: tuple[tuple[str, str], ...] = (),
        cases: tuple[str, ...] = (),
        share: float | None = None,
        also: tuple[Also, ...] = (),
        clause: str = "",
        named_by: str = "",
        severity: str = "",
        remedy: str = "",
        on_key: bool = False,
        offsets: tuple[int, int] | None = None,
        document: int | None = None,
        slips: tuple[Slip, ...] = (),
    ) -> Fault:
        """A fault in this policy. detail follows the title of the check after a colon."""
        message = f"{question.title}: {detail}" if detail else question.title
        return Fault(
            question.id,
            self.policy.document if document is None else document,
            path,
            message,
            severity,
            grade,
            remedy,
            witness,
            share,
            cases,
            also,
            clause,
            named_by,
            on_key,
            offsets,
            slips,
        )

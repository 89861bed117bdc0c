"""A policy as the engine sees it: frozen values, each with the path where it stands. Knows no file and no line."""

from collections.abc import Mapping

from policylint.finding import Fault
from policylint.policy.vocabulary import Box, Vocabulary
from policylint.typed import Any, NamedTuple

DECIDING = ("permit", "forbid")
ADVISING = ("advise", "advise-against")
OWING = ("require", "recommend")
EFFECTS = (*DECIDING, *OWING, *ADVISING, "state")


class Condition(NamedTuple):
    """One entry of `provided`, `unless` or `if`.

    kind: the key that says what it is (`approval`, `disclaimer` …); empty for an entry with only `when` or `provided`.
    gate: it makes a situation conditional. when: where it holds, any of these; none: everywhere. value: what stands
    under the key. name: the exception that it was named by.
    """

    kind: str
    gate: bool
    when: tuple[Box, ...]
    provided: tuple["Condition", ...]
    value: Any
    path: str
    name: str = ""

    def where(self, within: int) -> list[int]:
        """The boxes in which it holds, inside one; empty boxes among them may be."""
        return [within & box.bits for box in self.when] if self.when else [within]


class Duty(NamedTuple):
    """One duty with its fields, those beside `require` filled in. number: its place in the clause.

    fields: as written, without the ones below. path: of the duty. inside: the fields written in it. when: narrows
    the box of the clause to any of these.
    """

    kind: str
    number: int
    fields: Mapping[str, Any]
    upon: tuple[str, ...]
    even_if_forbidden: bool
    when: tuple[Box, ...]
    recommended: bool
    path: str
    inside: frozenset[str]

    def field_path(self, name: str, clause: str) -> str:
        """Where a field stands: inside the duty, or beside all the duties of its clause (whose path is given)."""
        return f"{self.path}/{name}" if name in self.inside or name not in self.fields else f"{clause}/{name}"


class Clause(NamedTuple):
    """One clause. boxes: the own boxes of its effect. only: dimensions, one bit each. overrides: ids, or ("all",)."""

    id: str
    number: int
    path: str
    effect: str
    title: str
    text: str
    boxes: tuple[Box, ...]
    excepts: tuple[Box, ...]
    provided: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    test: Condition | None
    only: int
    overrides: tuple[str, ...]
    duties: tuple[Duty, ...]
    statement: str
    confirmed: bool
    data: Mapping[str, Any]


class Exclusion(NamedTuple):
    """What the policy does not deal with, why, and where to look instead."""

    box: Box
    because: str
    see: str
    path: str


class Reliance(NamedTuple):
    """A document that is relied on. policy: its id, empty for an external one. answers: dimensions, one bit each.

    matters: what it deals with as a whole, such as discipline.
    """

    policy: str
    title: str
    boxes: tuple[Box, ...]
    answers: int
    path: str
    matters: tuple[str, ...] = ()

    @property
    def hands_on(self) -> bool:
        """Only with situations and questions is anything handed over."""
        return bool(self.boxes) and bool(self.answers)


class Gap(NamedTuple):
    """A silence that somebody decided to leave."""

    boxes: tuple[Box, ...]
    until: str
    path: str


class Policy(NamedTuple):
    """One document. document: its number in the run's set, which faults carry. data: everything as read."""

    document: int
    id: str
    kind: str
    agency: str
    jurisdiction: str
    status: str
    clauses: tuple[Clause, ...]
    covers: tuple[Box, ...]
    excludes: tuple[Exclusion, ...]
    reliances: tuple[Reliance, ...]
    gaps: tuple[Gap, ...]
    data: Mapping[str, Any]

    @property
    def retired(self) -> bool:
        return self.status == "retired"


class PolicySet(NamedTuple):
    """The documents of one run, over one vocabulary. problems: faults found while building."""

    vocabulary: Vocabulary
    policies: tuple[Policy, ...]
    problems: tuple[Fault, ...]

    def get(self, policy_id: str) -> Policy | None:
        """The policy with an id, or None."""
        for policy in self.policies:
            if policy.id == policy_id:
                return policy
        return None

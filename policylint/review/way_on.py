"""The shortest way to a savvy policy: clauses to paste, each proven by asking the policy that has them. Knows no page.

A change is proposed only if some question would stay open without it. The proposals are the example clauses of the
checks; they are added in order of importance and then thinned out, which finds a list from which nothing can be left
out, not always the shortest there is.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from policylint.checking.context import Context
from policylint.checking.packs import Check
from policylint.policy.build import build_set
from policylint.policy.model import Policy, PolicySet
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.yamltree import parse
from policylint.review.posture import Asked, Postures, ask, bound
from policylint.source import Source
from policylint.typed import Any, NamedTuple

# Wide enough for every clause to paste; naming device and time here also answers the headline question for
# prohibitions that name neither, as those of information do.
EVERYBODY = "- who: workforce\n  device: any\n  time: any\n"
ROUNDS = 3
# At how many boxes all trials may look: a second or so. Policies whose clauses do not cross take a tenth.
LOOKS = 3_000_000
_ITEM = re.compile(r"^- ", re.MULTILINE)
_ID = re.compile(r"^- id: *(\S+)", re.MULTILINE)

Fix = Callable[[Check], str]
"""The clauses to paste of a check, as YAML."""


class Change(NamedTuple):
    """One change of a policy. kind: `clause` (added), `scope` (an entry of `covers` added), `exclusion` (taken out).

    yaml: what to write, empty for an exclusion. path: where in the policy as it is. answers: checks whose question it
    answers, most important first; each of them would stay open without it.
    """

    kind: str
    yaml: str
    path: str
    answers: tuple[str, ...] = ()


class Way(NamedTuple):
    """The changes, most important first, and the questions that they leave open, for a person to settle.

    complete: False when the search was cut short. Further changes might then answer more, and some might be left out.
    """

    changes: tuple[Change, ...]
    left: tuple[Asked, ...]
    complete: bool = True


class _Tries:
    """The policy as it would be with some changes."""

    def __init__(
        self,
        policies: PolicySet,
        policy: Policy,
        known: Postures,
        checks: Mapping[str, Check],
        today: datetime.date,
        effort: int,
    ) -> None:
        self.documents = [each.data for each in policies.policies]
        self.number = next(n for n, each in enumerate(policies.policies) if each is policy)
        self.known = known
        self.checks = checks
        self.today = today
        self.vocabulary = Vocabulary.standard()
        self.effort = effort
        self.left = LOOKS * effort
        self.complete = True
        self._known: dict[frozenset[Change], dict[str, Asked]] = {}

    def can(self, changes: Sequence[Change]) -> bool:
        """Whether a trial may still be made, or has been; if not, the search is no longer complete."""
        if self.left > 0 or frozenset(changes) in self._known:
            return True
        self.complete = False
        return False

    def open(self, changes: Sequence[Change]) -> dict[str, Asked]:
        """The questions that are open with some changes, by check."""
        key = frozenset(changes)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._open(changes)
        return found

    def _open(self, changes: Sequence[Change]) -> dict[str, Asked]:
        documents = list(self.documents)
        documents[self.number] = changed(documents[self.number], changes)
        policies = build_set(self.vocabulary, documents)
        context = Context(policies, policies.policies[self.number], self.today, self.effort, {}, False)
        bound(context)
        found = {each.step.check: each for each in ask(context, self.known, self.checks) if each.open}
        self.left -= context.decision.looked
        self.complete = self.complete and not context.incomplete
        return found


def way_on(
    policies: PolicySet,
    policy: Policy,
    known: Postures,
    checks: Mapping[str, Check],
    today: datetime.date,
    fix: Fix,
    effort: int = 1,
) -> Way:
    """The way from a policy to a savvy one. fix: the clauses to paste of a check."""
    tries = _Tries(policies, policy, known, checks, today, effort)
    taken = {clause.id for clause in policy.clauses}
    changes: list[Change] = []
    still = tries.open(changes)
    wanted: dict[Change, str] = {}  # the question for which each was added
    for _ in range(ROUNDS):
        before = len(changes)
        for step in known.way:
            if step.check not in still:
                continue
            clauses = _clauses(fix(checks[step.check]), taken)
            ways = [[*changes, *wider, *clauses] for wider in _widenings(policy, changes)]
            results = [(tries.open(more), more) for more in ways if tries.can(more)]
            answered = [(found, more) for found, more in results if step.check not in found]
            if answered:
                still, changes = min(answered, key=lambda each: len(each[0]))  # of equals the one that changes least
                taken.update(_id(clause.yaml) for clause in clauses)
                wanted.update((change, step.check) for change in changes if change not in wanted)
        if len(changes) == before:
            break
    thin = min((_thinned(tries, order, still) for order in (changes, changes[::-1])), key=len)
    ordered = _in_order(tries, thin, known, wanted)
    return Way(ordered, tuple((tries.open(thin) if tries.can(thin) else still).values()), tries.complete)


def changed(data: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """The content of a policy with some changes."""
    result = dict(data)
    clauses = list(data.get("clauses") or ())
    scope = dict(data.get("scope") or {})
    gone = []
    for change in changes:
        if change.kind == "clause":
            clauses += parse(Source("clause", change.yaml)).data
        elif change.kind == "scope":
            scope["covers"] = [*_listed(scope.get("covers")), *parse(Source("scope", change.yaml)).data]
        else:
            gone.append(int(change.path.rpartition("/")[2]))
    if gone:
        scope["excludes"] = [each for number, each in enumerate(scope["excludes"]) if number not in gone]
    result["clauses"] = clauses
    if scope:
        result["scope"] = scope
    return result


def _listed(covers: Any) -> list[Any]:
    return [] if covers is None else list(covers) if isinstance(covers, list) else [covers]


def _widenings(policy: Policy, changes: Sequence[Change]) -> list[list[Change]]:
    """What may have to be done to the scope so that a clause holds where it says: nothing, or ever more of it."""
    have = {change.path for change in changes if change.kind != "clause"}
    scope = policy.data.get("scope") or {}
    exclusions = [
        Change("exclusion", "", f"/scope/excludes/{number}") for number in range(len(scope.get("excludes") or ()))
    ]
    covers = [Change("scope", EVERYBODY, "/scope/covers" if scope.get("covers") else "/scope")]
    wider = [[], covers, *([each] for each in exclusions), exclusions, [*exclusions, *covers]]
    return [[change for change in each if change.path not in have] for each in wider]


def _clauses(yaml: str, taken: Iterable[str]) -> list[Change]:
    """The clauses of a text to paste, one change each, with ids that the policy does not have yet."""
    starts = [match.start() for match in _ITEM.finditer(yaml)]
    found = []
    for start, end in zip(starts, [*starts[1:], len(yaml)], strict=True):
        text = yaml[start:end].rstrip() + "\n"
        name = fresh = _id(text)
        number = 2
        while fresh in taken:
            fresh = f"{name}-{number}"
            number += 1
        found.append(Change("clause", text.replace(f"- id: {name}", f"- id: {fresh}", 1), "/clauses"))
    return found


def _id(yaml: str) -> str:
    match = _ID.search(yaml)
    return match[1] if match else ""


def _thinned(tries: _Tries, changes: Sequence[Change], still: Mapping[str, Asked]) -> list[Change]:
    """The changes without those that nothing hangs on, tried from the last."""
    kept = list(changes)
    for change in reversed(changes):
        without = [each for each in kept if each is not change]
        if tries.can(without) and not tries.open(without).keys() - still.keys():
            kept = without
    return kept


def _in_order(
    tries: _Tries, changes: Sequence[Change], known: Postures, wanted: Mapping[Change, str]
) -> tuple[Change, ...]:
    """The changes by the most important question that hangs on each; of equals what the scope needs first."""
    rank = {step.check: number for number, step in enumerate(known.way)}
    found = []
    for change in changes:
        without = [each for each in changes if each is not change]
        hanging = {wanted[change]}
        if tries.can(without):
            hanging = tries.open(without).keys() - tries.open(changes).keys() or hanging
        found.append(change._replace(answers=tuple(sorted(hanging, key=rank.__getitem__))))
    first = {"exclusion": 0, "scope": 1, "clause": 2}
    return tuple(sorted(found, key=lambda each: (min(map(rank.__getitem__, each.answers)), first[each.kind])))

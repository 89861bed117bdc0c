"""Whether a check finds something else after a change of a policy. Knows what checks ask, not what they mean."""

import datetime
from collections.abc import Iterator, Mapping

from policylint.checking import assertions
from policylint.checking.analyses import ELSEWHERE
from policylint.checking.analyses.prose_reading import carry
from policylint.checking.context import Context, Question
from policylint.checking.packs import Check
from policylint.finding import Fault
from policylint.policy.document import Own
from policylint.policy.model import Policy, PolicySet
from policylint.review.change import Change, Ground
from policylint.run.applies import does_not_apply
from policylint.typed import Any, NamedTuple

PRESENCE = {"activity": "speak", "account": "official"}
# Analyses that read texts, roles and dates and no box: a change inside a box is nothing to them.
NOT_OF_BOXES = frozenset(
    {
        "accepted-gap-expired",
        "and-or",
        "approval-without-approver",
        "contradictory-duties",
        "dangling-reference",
        "draft-past-effective-date",
        "duty-covers-unknown",
        "duty-field-misplaced",
        "half-reliance",
        "hard-to-read",
        "heading-level-skipped",
        "link-leads-nowhere",
        "link-says-nothing",
        "long-sentence",
        "mutual-reliance",
        "picture-without-text",
        "placeholder-left-in",
        "plainer-word",
        "review-overdue",
        "undefined-acronym",
        "undefined-standard",
        "undefined-term",
        "unused-role",
        "unused-term",
    }
)
OF_BOXES = ("widen", "narrow")


class Checking(NamedTuple):
    """The checks that a policy gets, and the day to ask them on."""

    checks: tuple[Check, ...]
    today: datetime.date


class Watching:
    """What every check finds in a policy as it is, and whether that differs after a change."""

    def __init__(self, ground: Ground, checking: Checking, others: Mapping[str, Own], effort: int) -> None:
        self.ground = ground
        self.checking = checking
        self.others = others
        self.effort = effort
        self.order = list(checking.checks)
        self.before = self.context(ground.policies, ground.policy)
        self.found = {check.id: self.faults(self.before, check) for check in checking.checks}

    def noticed(self, change: Change, *, every: bool = False) -> str:
        """The first check that finds something else; empty when all find the same. every: ask those too that cannot."""
        context = self.context(change.policies, change.policy)
        carry(self.before, context)
        for place, check in enumerate(self.order):
            if not every and self.untouched(check, change):
                continue
            if self.faults(context, check) != self.found[check.id]:
                # What noticed one change often notices the next: asked first, it saves asking all the others.
                self.order.insert(0, self.order.pop(place))
                return check.id
        return ""

    def context(self, policies: PolicySet, policy: Policy) -> Context:
        return Context(policies, policy, self.checking.today, self.effort, dict(self.others), False)

    def faults(self, context: Context, check: Check) -> frozenset[Any]:
        """What a check finds, by what stays when another example is found."""
        try:
            if does_not_apply(context, check):
                return frozenset()
            return frozenset(map(_key, assertions.check(context, Question(check.id, check.title), check.assertion)))
        except Exception as error:  # noqa: BLE001 - one broken check must not end the survey
            return frozenset({type(error).__name__})

    # ---- what a check cannot see

    def untouched(self, check: Check, change: Change) -> bool:
        """Whether a check cannot see a change, because it asks about something else or about situations elsewhere."""
        applies = check.applies
        if applies.get("presence") and self.meets(change, PRESENCE):
            return False
        if "permits" in applies and self.meets(change, applies["permits"]):
            return False
        return not any(self.touched(kind, options, change) for kind, options in _parts(check.assertion))

    def touched(self, kind: str, options: Any, change: Change) -> bool:
        if kind == "builtin":
            return options not in ELSEWHERE and not (options in NOT_OF_BOXES and change.mutant.kind in OF_BOXES)
        if kind == "statement":
            return any(clause.effect == "state" for clause in change.both)
        if kind in ("field", "register"):
            return "clauses" in (options.get("at", ""), options.get("of", "")) or "/clauses" in options.get("at", "")
        if kind == "text":
            return change.mutant.kind in ("delete", "flip") or "matching" in options
        if kind == "duty":
            return self.duty(options, change)
        if kind == "elsewhere":
            return "within" in options and self.meets(change, options["within"])
        if kind == "distinguished":
            return any(self.meets(change, box) for box in options["boxes"])
        return self.meets(change, options["within"])

    def duty(self, options: Mapping[str, Any], change: Change) -> bool:
        kinds = [options["kind"]] if isinstance(options["kind"], str) else options["kind"]
        if change.overrides or change.demanded.intersection(kinds):
            return True
        return "within" in options and not change.only_duties and self.meets(change, options["within"])

    def meets(self, change: Change, box: Mapping[str, Any]) -> bool:
        return change.meets(self.ground.policies.vocabulary.asked(box).bits)


def _key(fault: Fault) -> tuple[str, str, str]:
    return fault.path, fault.grade, fault.clause


def _parts(assertion: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every plain question in an assertion."""
    ((kind, options), *_) = assertion.items()
    if kind in ("any", "all"):
        for each in options:
            yield from _parts(each)
    else:
        yield kind, options

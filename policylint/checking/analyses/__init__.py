"""Analyses that the program ships and check files call by name with `builtin`."""

from collections.abc import Callable, Iterable, Mapping

from policylint.checking.analyses import (
    approvals,
    clauses,
    conflicts,
    dates,
    duties,
    duty_fields,
    overriding,
    reach,
    redundant,
    references,
    scope,
    sets,
    terms,
    texts,
    unused,
)
from policylint.checking.context import Context, Question
from policylint.finding import Fault

Analysis = Callable[[Context, Question], Iterable[Fault]]


def reported_elsewhere(_context: Context, _question: Question) -> Iterable[Fault]:
    """Nothing here: reading, the schema, the builder or the run itself reports it."""
    return ()


# What other stages report under these names; their check files carry the reasons and remedies.
ELSEWHERE = (
    "analysis-incomplete",
    "anchor-without-value",
    "box-empty",
    "clause-effect",
    "control-character",
    "duplicate-id",
    "duplicate-key",
    "empty-file",
    "empty-key",
    "file-too-large",
    "internal-error",
    "key-not-text",
    "key-too-long",
    "merge-key",
    "missing-key",
    "nested-too-deeply",
    "not-readable",
    "not-utf8",
    "several-documents",
    "syntax",
    "too-many-aliases",
    "too-many-values",
    "unknown-alias",
    "unknown-key",
    "unknown-tag",
    "unknown-value",
    "vocabulary-clash",
    "wrong-type",
    "wrong-version",
    "yaml-braces-read-as-mapping",
    "yaml-byte-order-mark",
    "yaml-flow-comma",
    "yaml-line-separator",
    "yaml-no-break-space",
    "yaml-number-changed",
    "yaml-text-cut-at-hash",
)

ANALYSES: Mapping[str, Analysis] = {
    **dict.fromkeys(ELSEWHERE, reported_elsewhere),
    "accepted-gap-closed": dates.gap_closed,
    "accepted-gap-expired": dates.gap_expired,
    "agency-documents-disagree": sets.disagree,
    "and-or": texts.and_or,
    "approval-without-approver": approvals.without_approver,
    "clause-impossible": reach.impossible,
    "clause-redundant": redundant.redundant,
    "clause-unreachable": reach.unreachable,
    "conflict": conflicts.conflict,
    "conflict-with-scope": conflicts.conflict_with_scope,
    "contradictory-duties": duties.contradictory,
    "dangling-reference": references.dangling,
    "different-approvers": approvals.different,
    "draft-past-effective-date": dates.draft_past_effective_date,
    "duty-against-prohibition": duties.against_prohibition,
    "duty-covers-unknown": duty_fields.covers_unknown,
    "duty-field-misplaced": duty_fields.misplaced,
    "half-reliance": references.half_reliance,
    "headline-excluded-without-answer": scope.headline_excluded,
    "if-without-effect": clauses.if_without_effect,
    "irrelevant-dimension": clauses.irrelevant,
    "mutual-reliance": sets.mutual_reliance,
    "official-account-personal-posts-open": scope.personal_posts_open,
    "override-cycle": overriding.cycle,
    "override-without-effect": overriding.without_effect,
    "permission-silenced": reach.silenced,
    "permission-too-broad": clauses.too_broad,
    "placeholder-left-in": texts.placeholder,
    "promised-not-distinguished": scope.not_distinguished,
    "review-overdue": dates.review_overdue,
    "right-better-as-permission": clauses.right_as_statement,
    "speaks-outside-scope": scope.outside,
    "two-conditions-in-one": clauses.two_conditions,
    "unconfirmed-values": clauses.unconfirmed,
    "undefined-standard": terms.undefined_standard,
    "undefined-term": terms.undefined_term,
    "unused-role": unused.role,
    "unused-term": terms.unused_term,
    "unused-vocabulary": unused.vocabulary,
    "working-hours-missing": clauses.working_hours,
}

"""Analyses that the program ships and check files call by name with `builtin`."""

from collections.abc import Callable, Iterable, Mapping

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

HERE = (
    "accepted-gap-closed", "accepted-gap-expired", "agency-documents-disagree", "and-or", "approval-without-approver",
    "clause-impossible", "clause-redundant", "clause-unreachable", "conflict", "conflict-with-scope",
    "contradictory-duties", "dangling-reference", "different-approvers", "draft-past-effective-date",
    "duty-against-prohibition", "headline-excluded-without-answer", "irrelevant-dimension", "mutual-reliance",
    "official-account-personal-posts-open", "override-cycle", "override-without-effect", "permission-silenced",
    "permission-too-broad", "placeholder-left-in", "promised-not-distinguished", "review-overdue",
    "right-better-as-permission", "speaks-outside-scope", "unconfirmed-values", "undefined-standard", "undefined-term",
    "unused-role", "unused-term", "unused-vocabulary", "working-hours-missing",
)  # fmt: skip

ANALYSES: Mapping[str, Analysis] = dict.fromkeys((*ELSEWHERE, *HERE), reported_elsewhere)

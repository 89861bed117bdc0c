"""The kinds of change by what they mean for a reviewer, most important first. Knows verdicts, nothing of boxes."""

KINDS = {
    "newly-silent": "no longer settled",
    "loosened": "loosened",
    "newly-conflicting": "now contradictory",
    "tightened": "tightened",
    "newly-excluded": "now left out of the policy",
    "newly-impossible": "now declared impossible",
    "newly-delegated": "now left to another document",
    "less-explicit": "no longer said expressly",
    "approver-changed": "another approval",
    "condition-changed": "another condition",
    "duty-dropped": "duty dropped",
    "duty-changed": "duty changed",
    "duty-added": "duty added",
    "advice-changed": "other advice",
    "newly-settled": "newly settled",
    "conflict-resolved": "contradiction resolved",
    "newly-advised": "now only advised on",
    "newly-possible": "no longer declared impossible",
    "more-explicit": "now said expressly",
    "scope-changed": "scope",
    "term-changed": "terms",
    "details-changed": "details",
    "text-changed": "wording",
    "renamed": "renamed",
    "moved": "moved",
}
"""Each kind with its heading, in the order of a report."""

SITUATIONAL = frozenset(list(KINDS)[: list(KINDS).index("scope-changed")])
"""The kinds that are about situations; the others are about what is written."""

WITHOUT_MEANING = frozenset({"renamed", "moved"})
"""What changes the file and nothing that it says."""

DUTIES = frozenset({"duty-dropped", "duty-changed", "duty-added"})
"""Kinds of which one situation can have several of the same sort: two reports are dropped there."""

OVERLAPPING = DUTIES | {"less-explicit", "more-explicit"}
"""Kinds that can come about in one situation in several ways at once."""

STRICTNESS = {"permitted": 0, "conditional": 1, "forbidden": 2}


def kind_of(before: str, after: str) -> str:
    """The kind of a change from one verdict to another one."""
    if before == "impossible":
        return "newly-possible"
    named = {
        "impossible": "newly-impossible",
        "conflict": "newly-conflicting",
        "excluded": "newly-excluded",
        "delegated": "newly-delegated",
        "silent": "newly-silent",
        # A rule that became advice leaves the question open; advice where nothing was said is a beginning.
        "advised": "newly-silent" if before in STRICTNESS or before == "conflict" else "newly-advised",
    }
    if after in named:
        return named[after]
    if before == "conflict":
        return "conflict-resolved"
    if before not in STRICTNESS:
        return "newly-settled"
    return "tightened" if STRICTNESS[after] > STRICTNESS[before] else "loosened"

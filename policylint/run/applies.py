"""Whether a check is asked of a policy, and if not, why. Knows no findings."""

from collections.abc import Mapping

from policylint.checking import packs
from policylint.checking.context import Context
from policylint.checking.packs import Check
from policylint.policy.verdicts import ALLOWED, instances
from policylint.typed import Any

RETIRED = "the policy is retired"
PRESENCE = {"activity": "speak", "account": "official"}


def does_not_apply(context: Context, check: Check) -> str:
    """Why a check is not asked of a policy, in words; empty when it is."""
    policy = context.policy
    return never_asked(check, policy.kind, policy.jurisdiction) or not_asked_here(context, check)


def never_asked(check: Check, kind: str, jurisdiction: str) -> str:
    """Why a check is asked of no policy of a kind and a jurisdiction; empty when it may be."""
    applies = check.applies
    builtin = "builtin" in check.assertion
    kinds = applies.get("kinds", () if builtin or check.group in ("document", "prose", "consistency") else ("use",))
    if kinds and kind not in kinds:
        return f'it is not asked of a document of kind "{kind}"'
    if not packs.matches(jurisdiction, applies.get("jurisdictions", ())):
        return f"it is not asked in {jurisdiction}"
    return ""


def not_asked_here(context: Context, check: Check) -> str:
    """Why a check is not asked of a policy by what stands in it; empty when it is."""
    applies = check.applies
    policy = context.policy
    if policy.retired:
        return RETIRED
    if not applies:
        return ""
    for key in applies.get("has", ()):
        if not context.data.get(key):
            return f'the policy has no "{key}"'
    if applies.get("presence") and not has_presence(context):
        return "the agency has no official account that the policy knows of"
    answers = context.dimensions(applies.get("unless-delegated", ()))
    if answers and any(each.hands_on and not answers & ~each.answers for each in policy.reliances):
        return "another document answers it"
    if "permits" in applies:
        box = context.box(applies["permits"])
        if next(instances(context.decision, [box.bits], ALLOWED, effort=context.effort), None) is None:
            return "the policy allows nothing of the kind"
    return ""


def has_presence(context: Context) -> bool:
    """Whether the agency is on social media at all: it has accounts, or the policy is about some or lets people speak.

    An empty register says that there are none; rules for comments, and a scope that lists official accounts, say that
    there are some.
    """
    known: bool | None = context.memory.get("presence")
    if known is None and context.data.get("accounts") == []:
        known = context.memory["presence"] = False
    if known is None and context.policy.kind == "moderation":
        known = context.memory["presence"] = True
    if known is None and any("official" in _listed(box.get("account")) for box in _covers(context)):
        known = context.memory["presence"] = True
    if known is None:
        box = context.box(PRESENCE)
        found = instances(context.decision, [box.bits], ALLOWED, granted=True, effort=context.effort)
        known = context.memory["presence"] = bool(context.data.get("accounts")) or next(found, None) is not None
    return known


def _covers(context: Context) -> list[Mapping[str, Any]]:
    """The boxes of the scope, as they are written."""
    written = (context.data.get("scope") or {}).get("covers") or []
    return [written] if isinstance(written, Mapping) else list(written)


def _listed(written: Any) -> list[Any]:
    """The values that a line of a box lists."""
    return written if isinstance(written, list) else [written]

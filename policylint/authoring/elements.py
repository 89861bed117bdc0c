"""The checks of the core pack, asked of a policy that was read out of prose: which of their elements it deals with.

A check finds faults in a policy that somebody wrote down. Here it is asked the other way round: where it finds none,
the element is there; where it finds one, its grade says how far the text goes. It knows no output.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from policylint.authoring.header import Header
from policylint.authoring.norms import Norm
from policylint.authoring.outline import Outline, policy_data
from policylint.authoring.topics import Evidence
from policylint.checking import assertions
from policylint.checking.context import Context, Question
from policylint.checking.packs import Check, adjusted, builtin_packs
from policylint.policy.build import build_set
from policylint.policy.inference import Inferred
from policylint.policy.vocabulary import Vocabulary
from policylint.run.applies import does_not_apply
from policylint.typed import Any, NamedTuple

GRADES = ("explicit", "general", "partial", "advised", "delegated", "excluded", "silent")
MOST_EVIDENCE = 4
# Of rules for running accounts nobody expects rules for staff.
ACCOUNT_GROUPS = frozenset(
    {"accounts", "access", "security", "records", "content", "document", "foundations", "training"}
)
_TOGETHER = ("any", "all")
_RULING = frozenset({"permit", "forbid", "require", "power"})


class Element(NamedTuple):
    """One check and how firmly a text deals with what it asks. grade: of GRADES."""

    check: Check
    grade: str
    evidence: tuple[Evidence, ...]


def elements(
    read: Sequence[Norm], found: Outline, head: Header, kind: str, vocabulary: Vocabulary, today: datetime.date
) -> tuple[Element, ...]:
    """Every element that a document of this kind can be asked about, in the order of the pack."""
    data = policy_data(found, head, kind)
    policies = build_set(vocabulary, [data])
    context = Context(policies, policies.policies[0], today, 1, {}, thorough=False)
    index = _indexed(read)
    answered: list[Element] = []
    for check in _asked():
        if kind == "account-governance" and check.group not in ACCOUNT_GROUPS:
            continue
        if not check.applies.get("presence") and does_not_apply(context, check):
            continue
        if check.applies.get("presence") and kind == "companion":
            continue
        evidence = _evidence(check.assertion, index, context)
        faults = list(assertions.check(context, Question(check.id, check.title), check.assertion))
        answered.append(Element(check, _grade(faults, evidence), evidence))
    return tuple(answered)


@lru_cache(maxsize=1)
def _asked() -> tuple[Check, ...]:
    """The checks that ask for something to be there; read once for however many documents."""
    core = next(pack for pack in builtin_packs() if pack.id == "core")
    return tuple(
        check
        for check in adjusted([core])
        if check.group not in ("overreach", "document") and _can_be_silent(check.assertion)
    )


def _can_be_silent(assertion: Mapping[str, Any]) -> bool:
    """Whether a check asks for something to be there. One that only bars something is met by an empty page."""
    (kind, options), *_ = assertion.items()
    if kind in _TOGETHER:
        return all(_can_be_silent(each) for each in options)
    if kind in ("verdict", "text"):
        return "always" in options or "requires" in options
    if kind == "register":
        return "at-least" in options
    return (
        kind in ("covered", "elsewhere", "duty", "statement", "distinguished", "field")
        and options.get("at", "") != "/accounts"
    )


def _grade(faults: Sequence[Any], evidence: Sequence[Evidence]) -> str:
    levels = {each.level for each in evidence}
    if not faults:
        return "explicit" if "settled" in levels else "general"
    order = {grade: number for number, grade in enumerate(GRADES)}
    worst = GRADES[max(order.get(fault.grade, order["silent"]) for fault in faults)]
    if worst == "partial" and not evidence:
        # Some broad rule reaches some of it; no reader would say that the text deals with the matter.
        return "silent"
    if worst != "silent":
        return worst
    return next((grade for level, grade in _INSTEAD if level in levels), "silent")


_INSTEAD = (("settled", "partial"), ("advised", "advised"), ("delegated", "delegated"), ("excluded", "excluded"))


# ---- which sentences bear on a check


class _Index(NamedTuple):
    """The sentences by what they speak of, so that a check looks at few of them."""

    duties: dict[str, list[Norm]]
    statements: dict[str, list[Norm]]
    dimensions: dict[str, list[Norm]]


def _indexed(read: Sequence[Norm]) -> _Index:
    index = _Index({}, {}, {})
    for norm in read:
        if norm.role == "heading":
            continue
        keys = (
            (index.duties, {each.names[0] for each in norm.proposal.duties}),
            (index.statements, set(norm.statements)),
            (index.dimensions, {each.dimension for each in (*norm.proposal.values, *norm.shared)}),
        )
        for known, names in keys:
            for name in names:
                known.setdefault(name, []).append(norm)
    return index


def _candidates(kind: str, options: Mapping[str, Any], index: _Index) -> Iterable[Norm]:
    if kind == "duty":
        kinds = options["kind"] if isinstance(options["kind"], list) else [options["kind"]]
        return [norm for name in kinds for norm in index.duties.get(name, ())]
    if kind == "statement":
        return index.statements.get(options["kind"], ())
    if kind in ("covered", "verdict"):
        first = next(iter(_wanted(options["within"], options.get("naming", ()))), "activity")
        return index.dimensions.get(first, ())
    return ()


def _evidence(assertion: Mapping[str, Any], index: _Index, context: Context) -> tuple[Evidence, ...]:
    found: dict[int, Evidence] = {}
    for kind, options in _parts(assertion):
        for norm in _candidates(kind, options, index):
            because = _bears(kind, options, norm, context)
            if because:
                level = _level(norm, kind)
                known = found.get(norm.start)
                if known is None or known.level == "touched":
                    found[norm.start] = Evidence(norm.start, norm.text, norm.modal, level, " ".join(because.split()))
    firm = (each for each in found.values() if each.level != "touched")
    best = sorted(firm, key=lambda each: (each.level != "settled", each.start))
    return tuple(sorted(best[:MOST_EVIDENCE], key=lambda each: each.start))


def _parts(assertion: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    (kind, options), *_ = assertion.items()
    if kind in _TOGETHER:
        for each in options:
            yield from _parts(each)
    elif isinstance(options, Mapping):
        yield kind, options


def _level(norm: Norm, kind: str) -> str:
    if norm.role == "exclusion":
        return "excluded"
    if norm.elsewhere:
        return "delegated"
    if norm.effect.startswith("advise"):
        return "advised"
    if norm.effect in _RULING or norm.role == "scope" or (kind == "statement" and norm.effect == "none"):
        return "settled"
    return "touched"


def _bears(kind: str, options: Mapping[str, Any], norm: Norm, context: Context) -> str:
    """The words by which a sentence bears on a part of a check; empty when it does not."""
    if kind == "duty":
        kinds = options["kind"] if isinstance(options["kind"], list) else [options["kind"]]
        duty = next((each for each in norm.proposal.duties if each.names[0] in kinds), None)
        return duty.phrase if duty else ""
    if kind == "statement":
        return norm.text[:60] if options["kind"] in norm.statements else ""
    if kind in ("covered", "verdict"):
        return _within(options["within"], options.get("naming", ()), norm, context)
    return ""


# What tells a case from others; the rest of a box only keeps it possible.
_TELLING = ("topic", "information", "manner", "material", "device", "channel", "persistence", "account")


def _wanted(box: Mapping[str, Any], naming: Sequence[str]) -> list[str]:
    """The dimensions that a sentence has to name to bear on a box."""
    if naming:
        return list(naming)
    names = [name for name in _TELLING if name in box]
    if not names or (isinstance(box.get("activity"), str) and box["activity"] not in ("speak", "message", "post")):
        names.append("activity")
    return names


def _within(box: Mapping[str, Any], naming: Sequence[str], norm: Norm, context: Context) -> str:
    """The words by which a sentence names, in every dimension that matters to a check, nothing but what it asks for."""
    because = ""
    bits = context.box(box).bits
    for dimension in _wanted(box, naming):
        number = context.space.index[dimension]
        mask = context.space.masks[number]
        wanted = bits & mask if dimension in box else mask
        value = next(
            (
                each
                for each in (*norm.proposal.values, *norm.shared)
                if _names(each, dimension, number, wanted, context)
            ),
            None,
        )
        if value is None:
            return ""
        because = because or value.phrase
    return because


def _names(value: Inferred, dimension: str, number: int, wanted: int, context: Context) -> bool:
    if value.dimension != dimension:
        return False
    bits = [context.vocabulary.bits(number, name) or 0 for name in value.names]
    return value.whatever or any(each and not each & ~wanted for each in bits)


__all__ = ["GRADES", "Element", "elements"]

"""Which kind of agency a policy speaks for, by what it settles: signs weighed, questions met. Knows no words on a page.

The kinds and their signs are data (`schemas/postures.yaml`). Three kinds are those of an analysis of 2009, two come
from a comment on it.
"""

from collections.abc import Iterable, Iterator, Mapping

from policylint.checking import assertions
from policylint.checking.context import Context, Question
from policylint.checking.packs import Check
from policylint.policy.model import Clause, Condition
from policylint.policy.verdicts import ALLOWED
from policylint.reading.yamltree import parse
from policylint.resources import read_text
from policylint.review.evidence import Spot, deciders, evidence, first
from policylint.run.applies import does_not_apply, has_presence
from policylint.source import Source
from policylint.typed import Any, NamedTuple

SAVVY = "savvy"
# A second kind is worth naming when more than half of its signs are there; with less than half a kind does not fit.
MIXED = 0.6
FITS = 0.5
# At how many boxes a placement may look besides deciding: half a second; most policies need a hundredth.
LOOKS = 1_000_000
# Of what a sign's absence leaves: a kind without its essential sign is at most half of that kind.
WITHOUT_ESSENTIAL = 0.5


class Kind(NamedTuple):
    """A kind of agency. is_: what it does, in words. answer: how its question is answered (`review/answering.py`)."""

    id: str
    title: str
    is_: str
    question: str
    answer: str
    signs: tuple[Mapping[str, Any], ...]


class Step(NamedTuple):
    """A question of a savvy policy. part: of its description."""

    check: str
    part: str
    weight: int


class Postures(NamedTuple):
    kinds: tuple[Kind, ...]
    way: tuple[Step, ...]


class Sign(NamedTuple):
    """A sign that is there. spots: what shows it, nothing where something is missing."""

    id: str
    says: str
    spots: tuple[Spot, ...]


class Asked(NamedTuple):
    """A question of a savvy policy put to one. open: what is wrong in words; empty when it is answered.

    why_not: why it is not asked of this policy; such a question counts neither way.
    """

    step: Step
    check: Check
    open: str
    why_not: str
    path: str = ""


class Placement(NamedTuple):
    """Where a policy stands. share: of the signs of its kind, from 0 to 1. second: another kind that is half there.

    settled: it is savvy, with no question open. complete: False when the clauses cross too often to look at them all.
    """

    kind: Kind
    share: float
    second: Kind | None
    second_share: float
    signs: tuple[Sign, ...]
    asked: tuple[Asked, ...]
    complete: bool = True

    @property
    def settled(self) -> bool:
        return not any(each.open for each in self.asked)


def postures() -> Postures:
    """The kinds, and the way to the last of them, as the program ships them."""
    data = parse(Source("schemas/postures.yaml", read_text("schemas", "postures.yaml"))).data
    kinds = (
        Kind(
            each["id"],
            each["title"],
            each["is"],
            " ".join(each["question"].split()),
            each["answer"],
            tuple(each["signs"]),
        )
        for each in data["postures"]
    )
    return Postures(tuple(kinds), tuple(Step(**each) for each in data["way"]))


def ask(context: Context, known: Postures, checks: Mapping[str, Check]) -> tuple[Asked, ...]:
    """Every question of a savvy policy, most important first, put to one."""
    return tuple(_asked(context, step, checks[step.check]) for step in known.way)


def _asked(context: Context, step: Step, check: Check) -> Asked:
    why_not = does_not_apply(context, check)
    if why_not:
        return Asked(step, check, "", why_not)
    for fault in assertions.check(context, Question(check.id, ""), check.assertion):
        # Another document that answers is an answer; whether it holds what it promises is for the checks.
        if fault.grade != "delegated":
            return Asked(step, check, fault.message.removeprefix(": ") or check.title, "", fault.path)
    return Asked(step, check, "", "")


def place(context: Context, known: Postures, checks: Mapping[str, Check]) -> Placement:
    """Where a policy stands, with what shows it."""
    bound(context)
    asked = ask(context, known, checks)
    counted = [each for each in asked if not each.why_not]
    total = sum(each.step.weight for each in counted)
    savvy = sum(each.step.weight for each in counted if not each.open) / total if total else 0.0
    found: dict[str, list[Sign]] = {}
    shares: list[tuple[float, Kind]] = []
    for kind in known.kinds:
        if kind.id == SAVVY:
            found[kind.id] = [
                Sign(each.check.id, each.check.question, evidence(context, each.check.assertion))
                for each in counted
                if not each.open
            ]
            shares.append((savvy, kind))
        else:
            found[kind.id] = list(_signs(context, kind, checks))
            shares.append((_share(kind, found[kind.id]), kind))
    if savvy == 1.0:
        shares = [(share if kind.id == SAVVY else min(share, 0.99), kind) for share, kind in shares]
    ranked = sorted(shares, key=lambda each: -each[0])  # stable: of equals the first in the data
    (share, kind), (second_share, second) = ranked[:2]
    mixed = second_share >= MIXED
    return Placement(
        kind,
        round(share, 2),
        second if mixed else None,
        round(second_share, 2) if mixed else 0.0,
        tuple(found[kind.id]),
        asked,
        not context.incomplete,
    )


def bound(context: Context) -> None:
    """Let all that is asked of a policy look at no more than `LOOKS` boxes for each unit of effort."""
    if context.decision.most is None:
        context.decision.most = context.decision.looked + LOOKS * context.effort


def _share(kind: Kind, signs: Iterable[Sign]) -> float:
    there = {sign.id for sign in signs}
    total = sum(sign["weight"] for sign in kind.signs)
    share: float = sum(sign["weight"] for sign in kind.signs if sign["id"] in there) / total
    essential = {sign["id"] for sign in kind.signs if sign.get("essential")}
    return share if essential <= there else share * WITHOUT_ESSENTIAL


def _signs(context: Context, kind: Kind, checks: Mapping[str, Check]) -> Iterator[Sign]:
    for written in kind.signs:
        there, spots = _sign(context, written, checks)
        if there:
            yield Sign(written["id"], written["says"], spots)


def _sign(context: Context, written: Mapping[str, Any], checks: Mapping[str, Check]) -> tuple[bool, tuple[Spot, ...]]:
    if "presence" in written:
        there = has_presence(context) == written["presence"]
        if not there:
            return False, ()
        return True, first(_of_presence(context) if written["presence"] else _of_absence(context))
    if "dated" in written:
        permits = [clause for clause in context.policy.clauses if clause.effect == "permit"]
        ending = [clause for clause in permits if ends(clause)]
        spots = tuple(Spot(context.policy.id, clause.id, clause.path) for clause in ending)
        return bool(permits) and len(ending) * 2 > len(permits), spots
    wanted = written["does"] if "does" in written else written["lacks"]
    if isinstance(wanted, str):
        check = checks[wanted]
        # What is not asked is neither done nor lacking.
        if does_not_apply(context, check):
            return False, ()
        wanted = check.assertion
    holds = not any(True for _ in assertions.check(context, Question("posture", ""), wanted))
    if "does" in written:
        return holds, evidence(context, wanted) if holds else ()
    return not holds, ()


def _of_presence(context: Context) -> Iterator[Spot]:
    if context.data.get("accounts"):
        yield Spot(context.policy.id, "", "/accounts")
    box = context.box({"activity": "speak", "account": "official"})
    yield from deciders(context, [box.bits], ALLOWED, granted=True)


def _of_absence(context: Context) -> Iterator[Spot]:
    box = context.box({"activity": "create-account", "account": "official"})
    yield from deciders(context, [box.bits], ("forbidden", "conditional"))


def ends(clause: Clause) -> bool:
    """Whether what a clause allows is allowed for a limited time only."""
    return any(_ends(entry) for entry in clause.provided)


def _ends(entry: Condition) -> bool:
    dated = isinstance(entry.value, Mapping) and bool({"valid-for", "until"} & set(entry.value))
    return dated or any(_ends(inner) for inner in entry.provided)

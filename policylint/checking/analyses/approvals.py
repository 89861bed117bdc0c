"""Who approves: nobody named, or different people for one thing. Knows conditions and where they hold."""

from collections.abc import Iterable, Iterator

from policylint.checking.analyses.possible import situation
from policylint.checking.context import Context, Question
from policylint.finding import Also, Fault
from policylint.policy.model import Clause, Condition
from policylint.policy.phrasing import listed
from policylint.policy.vocabulary import Box
from policylint.space.boxes import meet
from policylint.typed import Any, NamedTuple

NAMING = ("by", "all-of", "any-of", "then")


def _conditions(entries: Iterable[Condition]) -> Iterator[Condition]:
    """Conditions and those inside them, outermost first."""
    for entry in entries:
        yield entry
        yield from _conditions(entry.provided)


def _names(value: Any) -> list[str]:
    """The roles that an approval names."""
    if not isinstance(value, dict):
        return []
    found: list[str] = []
    for key in NAMING:
        written = value.get(key)
        found.extend([written] if isinstance(written, str) else written or ())
    return list(dict.fromkeys(found))


def without_approver(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each approval that names no role and no rank; a shared exception counts once."""
    seen: set[str] = set()
    for clause in context.policy.clauses:
        for entry in _conditions((*clause.provided, *clause.unless)):
            ranked = isinstance(entry.value, dict) and entry.value.get("rank")
            if entry.kind != "approval" or _names(entry.value) or ranked or entry.path in seen:
                continue
            seen.add(entry.path)
            detail = f'the exception "{entry.name}"' if entry.name else f'clause "{clause.id}"'
            yield context.fault(
                question, f"{entry.path}/approval", detail, clause="" if entry.name else clause.id, on_key=True
            )


class Asking(NamedTuple):
    """One clause that asks for approval in some boxes. limited: what it turns on, apart from who."""

    clause: Clause
    entry: Condition
    names: frozenset[str]
    box: Box
    boxes: tuple[int, ...]
    limited: int


def different(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each later clause whose approvers are none of those of an earlier one about the same question.

    Clauses that turn on different things (one on the device, one on the picture) ask for two approvals and mean it.
    """
    earlier: dict[int, list[Asking]] = {}
    told: set[int] = set()
    for two in _asking(context):
        like = earlier.setdefault(two.limited, [])
        for one in like if two.clause.number not in told else ():
            if one.clause is two.clause or one.names & two.names:
                continue
            x = situation(context, question, meet(context.space, one.boxes, two.boxes))
            if x:
                told.add(two.clause.number)
                yield _fault(context, question, one, two, x)
                break
        like.append(two)


def _asking(context: Context) -> list[Asking]:
    space = context.space
    who = 1 << space.index["who"] if "who" in space.index else 0
    found = []
    for voice in context.decision.voices:
        piece = voice.piece
        if piece.derived or piece.effect not in ("permit", "forbid"):
            continue
        written = piece.clause.provided if piece.effect == "permit" else piece.clause.unless
        entries = [entry for entry in written if entry.kind == "approval" and not _only_asked(entry.value)]
        names = frozenset(name for entry in entries for name in _names(entry.value))
        if not names:
            continue
        where = [bits for entry in entries for bits in entry.where(space.full)]
        boxes = meet(space, [*voice.gated, *voice.open], where)
        if boxes:
            limited = piece.box.limited & ~who
            found.append(Asking(piece.clause, entries[0], names, piece.box, tuple(boxes), limited))
    return found


def _only_asked(value: Any) -> bool:
    return isinstance(value, dict) and value.get("kind") == "consult"


def _fault(context: Context, question: Question, one: Asking, two: Asking, x: int) -> Fault:
    pairs, said = context.say(x, one.box.limited | two.box.limited)
    detail = f'{_said(two)} here and {_said(one)} in clause "{one.clause.id}", when {said}'
    also = (Also(context.policy.document, f"{one.entry.path}/approval", "the other approval"),)
    return context.fault(question, f"{two.entry.path}/approval", detail, witness=pairs, also=also, clause=two.clause.id)


def _said(asking: Asking) -> str:
    together = any(key in asking.entry.value for key in ("all-of", "then"))
    return listed([f'"{name}"' for name in sorted(asking.names)], "and" if together else "or")

"""Fields of duties that their kind does not use, and words in `covers` that it does not know. Knows the vocabulary."""

from collections.abc import Iterator

from policylint.checking.context import Context, Question
from policylint.errors import nearest
from policylint.finding import Fault, Slip
from policylint.policy.model import Clause, Duty

# Who, whom, when and how said: these fit every duty, whatever its kind lists.
ANYWHERE = frozenset(
    {
        "by",
        "to",
        "upon",
        "when",
        "before",
        "within",
        "every",
        "where",
        "steps",
        "form",
        "says",
        "checked",
        "contact",
        "where-possible",
        "even-if-forbidden",
        "if",
        "note",
        "only",
        "provided",
        "unless",
    }
)


def misplaced(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each field of a duty that its kind does not use; `covers` counts where the kind has a list."""
    for clause in context.policy.clauses:
        shared_unused: dict[str, list[str]] = {}
        for duty in clause.duties:
            known = _known(context, duty)
            for name in duty.fields if known is not None else ():
                if name in ANYWHERE or name in (known or ()):
                    continue
                if name not in duty.inside:
                    shared_unused.setdefault(name, []).append(duty.kind)
                else:
                    detail = f'"{duty.kind}" has no use for "{name}"'
                    remedy = _remedy(duty, known or ())
                    path = duty.field_path(name, clause.path)
                    yield context.fault(question, path, detail, clause=clause.id, remedy=remedy, on_key=True)
        for name, kinds in shared_unused.items():
            # A field beside `require` is for the duties that have it; it is out of place when none has.
            if len(kinds) == len(clause.duties):
                detail = f'none of the duties here has a use for "{name}"'
                yield context.fault(question, f"{clause.path}/{name}", detail, clause=clause.id, on_key=True)


def _known(context: Context, duty: Duty) -> tuple[str, ...] | None:
    """The fields of a duty's kind; None for an unknown kind, or one that a policy added without saying its fields."""
    entry = context.vocabulary.duties.get(duty.kind)
    if not entry or "fields" not in entry:
        return None
    written = entry["fields"]
    return (written,) if isinstance(written, str) else tuple(written)


def _remedy(duty: Duty, known: tuple[str, ...]) -> str:
    return f'Take it out, or put it where it belongs. Fields of "{duty.kind}": {", ".join(known)}.' if known else ""


def covers_unknown(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each word in a duty's `covers` that its kind does not know, with the nearest known one."""
    for clause in context.policy.clauses:
        seen: set[str] = set()
        for duty in clause.duties:
            listed = context.vocabulary.duties.get(duty.kind, {}).get("covers")
            written = duty.fields.get("covers")
            if not listed or not written:
                continue
            known = (listed,) if isinstance(listed, str) else tuple(map(str, listed))
            shared = "covers" not in duty.inside
            base = duty.field_path("covers", clause.path)
            words = [(written, base)] if isinstance(written, str) else _numbered(written, base)
            for word, path in words:
                if word in known or (shared and path in seen) or (shared and _elsewhere(context, clause, word)):
                    continue
                seen.add(path)
                near = nearest(word, known)
                hint = f': did you mean "{near}"?' if near else ""
                detail = f'"{word}" is nothing that "{duty.kind}" takes in{hint}'
                remedy = f"Use one of: {', '.join(known)}."
                slips = (Slip(path, word, near),) if near else ()
                yield context.fault(question, path, detail, clause=clause.id, remedy=remedy, slips=slips)


def _numbered(written: object, base: str) -> list[tuple[str, str]]:
    values = written if isinstance(written, list) else []
    return [(str(value), f"{base}/{index}") for index, value in enumerate(values)]


def _elsewhere(context: Context, clause: Clause, word: str) -> bool:
    """Whether another duty of the clause knows a word that stands beside all of them."""
    return any(word in (context.vocabulary.duties.get(duty.kind, {}).get("covers") or ()) for duty in clause.duties)

"""Deadlines, the word "only", approvers and the scope: what the text promises and the structure does not, or the other
way round. Each finding shows the words that it rests on."""

from collections.abc import Iterator, Mapping

from policylint.checking.analyses.prose_reading import ClauseText, policy_text
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.durations import hours
from policylint.policy.inference import Inferred
from policylint.policy.lexicon import NOUNS
from policylint.policy.model import Clause, Condition
from policylint.reading.deadlines import Deadline
from policylint.reading.sentences import word_set
from policylint.typed import Any

# The fields of a duty that hold a duration, and how a text says each.
_FIELDS = {"within": "within", "every": "every", "keep": "keep"}


def deadline(context: Context, question: Question) -> Iterator[Fault]:
    """A text that names a duration of one kind only, where the duties name another of the same kind only."""
    for each in policy_text(context).clauses:
        if not each.clause.duties:
            continue
        said = [
            (one, length) for _, p in each.sentences for one in p.deadlines if (length := hours(one.length)) is not None
        ]
        if not said:
            continue
        lengths = {length for _, length in said}
        told: set[str] = set()
        for field, kind in _FIELDS.items():
            written = [(duty, str(duty.fields[field])) for duty in each.clause.duties if field in duty.fields]
            meant = {length for _, text in written if (length := hours(text)) is not None}
            if not meant or meant & lengths or field in told:
                continue
            other = [one for one, _ in said if one.kind == kind]
            if not other or {length for one, length in said if one.kind == kind} & _of_other_fields(each.clause):
                continue
            told.add(field)
            yield _deadline_fault(context, question, each, other[0], field, written[0][1])


def _of_other_fields(clause: Clause) -> set[float]:
    """Every duration that stands anywhere in the clause: what a text says may belong to a gate or another field."""
    found: set[float] = set()
    waiting: list[Any] = list(clause.data.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            length = hours(value) if len(value) < 30 else None
            if length is not None:
                found.add(length)
        elif isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return found


def _deadline_fault(
    context: Context, question: Question, each: ClauseText, one: Deadline, field: str, written: str
) -> Fault:
    quoted = each.quote(one.start, one.end)
    return context.fault(
        question,
        each.path,
        f'the text says "{quoted}", the duty "{field}: {written}"',
        clause=each.clause.id,
        offsets=(one.start, one.end),
    )


_ONLY_VERBS = word_set("may must shall can should")


def only_unsaid(context: Context, question: Question) -> Iterator[Fault]:
    """The text says "only …", and nothing in the structure shuts the others out."""
    for each in policy_text(context).clauses:
        if each.clause.effect not in ("permit", "require"):
            continue
        found = _only(context, each)
        if found is None:
            continue
        start, end, value = found
        number = context.space.index[value.dimension]
        if each.clause.only or _forbidden_elsewhere(context, each.clause, number):
            continue
        yield context.fault(
            question,
            each.path,
            f'"{each.quote(start, end)}"',
            clause=each.clause.id,
            offsets=(start, end),
        )


def _only(context: Context, each: ClauseText) -> tuple[int, int, Inferred] | None:
    """ "only" with the words for a value right behind it, in a sentence that permits or requires."""
    for _, proposal in each.sentences:
        if not proposal.only or proposal.kind not in ("permit", "require"):
            continue
        tokens = proposal.modality.tokens
        for mark in proposal.only:
            start = proposal.sentence.start + mark.start
            near = [
                v
                for v in proposal.values
                if 0 < v.start - start <= 60 and v.dimension in ("who", "role", "account", "device")
            ]
            if not near or near[0].aside or near[0].dimension not in context.space.index:
                continue
            value = near[0]
            between = each.prose.plain[start : value.start].lower().split()
            if {"if", "when", "with", "after", "for", "where", "once", "to"} & set(between):
                continue
            opens = (
                mark.start == 0
                or tokens.lower[0] == "only"
                or bool(set(between) & _ONLY_VERBS)
                or value.start - start < 25
            )
            if opens and len(between) <= 6:
                return start, value.end, value
    return None


def _forbidden_elsewhere(context: Context, clause: Clause, number: int) -> bool:
    """Whether another clause about the same activities forbids by this dimension, or shuts others out."""
    activity = context.space.index["activity"]
    for other in context.policy.clauses:
        if other is clause or other.effect not in ("forbid", "permit"):
            continue
        if other.effect == "permit" and not other.only >> number & 1:
            continue
        for box in other.boxes:
            if other.effect == "forbid" and not box.limited >> number & 1:
                continue
            mask = context.space.masks[activity]
            if any(box.bits & mine.bits & mask for mine in clause.boxes):
                return True
    return False


def scope_unsaid(context: Context, question: Question) -> Iterator[Fault]:
    """A dimension that `scope.covers` names and `scope.text` says by no word."""
    scope = context.data.get("scope")
    if not isinstance(scope, Mapping):
        return
    text = policy_text(context).scope
    told: set[str] = set()
    for box in context.policy.covers:
        for number, dimension in enumerate(context.space.dimensions):
            if not box.named >> number & 1 or dimension in told or not box.path:
                continue
            if text is not None and _dimension_said(text, dimension):
                continue
            told.add(dimension)
            names = _names(box.path, context.data, dimension)
            detail = (
                f'"{dimension}: {names}" is not in its words'
                if text is not None
                else f'there are no words for "{dimension}: {names}"'
            )
            yield context.fault(question, f"{box.path}/{dimension}", detail, on_key=True)


# Single words by which a scope says that it speaks of a dimension at all.
_WEAK: Mapping[str, frozenset[str]] = {
    "device": word_set(
        """
        device devices phone phones computer computers laptop laptops equipment tablet tablets hardware
        """
    ),
    "time": word_set(
        """
        time times hours hour duty shift day days night work-time workday leave
        """
    ),
    "platform": word_set(
        """
        platform platforms network networks site sites app apps service services tools tool
        """
    ),
    "channel": word_set("channel channels message messages group groups chat chats"),
    "account": word_set("account accounts page pages profile profiles"),
    "capacity": word_set(
        """
        capacity official officially personal personally private privately professional work
        """
    ),
    "who": word_set(
        """
        everyone everybody anyone anybody all people person persons staff workers users officials we you
        """
    ),
    "activity": word_set("use uses using using social media post posts message messages online"),
    "role": word_set("role roles manager managers spokesperson spokespersons spokespeople"),
    "page": frozenset(["page", "pages", "profile", "site"]),
    "period": word_set("election elections emergency emergencies period times"),
    "information": frozenset(["information", "data", "records", "content"]),
    "resource": word_set("network networks system systems mail"),
}


def _dimension_said(text: ClauseText, dimension: str) -> bool:
    if dimension in text.told.whatever or text.told.bits.get(dimension):
        return True
    nouns = {word for noun in NOUNS.get(dimension, ()) for word in noun.split()}
    words = text.lower | {word.removesuffix("'s").removesuffix("s'") for word in text.lower}
    return bool(words & (_WEAK.get(dimension, frozenset()) | nouns | {dimension, f"{dimension}s"}))


def _names(path: str, data: Any, dimension: str) -> str:
    for step in path.split("/")[1:]:
        data = data[int(step)] if isinstance(data, list) else data.get(step)
    value = data.get(dimension) if isinstance(data, Mapping) else ""
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def approver_unsaid(context: Context, question: Question) -> Iterator[Fault]:
    """An approver whom the structure names and the text does not, by title or by name of the role."""
    for each in policy_text(context).clauses:
        missing: dict[str, str] = {}
        for condition in _conditions((*each.clause.provided, *each.clause.unless)):
            if condition.kind != "approval" or condition.name or not isinstance(condition.value, Mapping):
                continue
            for key in ("by", "all-of", "any-of", "then"):
                written = condition.value.get(key)
                for role in [written] if isinstance(written, str) else written or ():
                    if isinstance(role, str) and not _role_said(context, each, role):
                        missing.setdefault(role, f"{condition.path}/approval/{key}")
        if missing:
            titles = [f'"{_title(context, role) or role}"' for role in missing]
            yield context.fault(question, next(iter(missing.values())), " and ".join(titles), clause=each.clause.id)


def _conditions(entries: tuple[Condition, ...]) -> Iterator[Condition]:
    for entry in entries:
        yield entry
        yield from _conditions(entry.provided)


def _title(context: Context, role: str) -> str:
    entry = (context.data.get("roles") or {}).get(role)
    return str(entry.get("title", "")) if isinstance(entry, Mapping) else ""


_SMALL = word_set("of the a an for and named each to in")


def _role_said(context: Context, each: ClauseText, role: str) -> bool:
    """By its title, its id, its last word ("the director") or, for a group of the vocabulary, any of its phrases."""
    words = {word.removesuffix("'s") for word in each.lower} | {word.removesuffix("s") for word in each.lower}
    for name in (_title(context, role).lower(), role.replace("-", " ")):
        said = [word for word in name.replace("'", " ").split() if word not in _SMALL]
        head = name.split(" of ")[0].split(" named ")[0].split()
        if said and (set(said) <= words or (head and head[-1] in words)):
            return True
    who = context.space.index["who"]
    for number in (who, context.space.index["role"]):
        bits = context.vocabulary.bits(number, role)
        if bits and each.told.bits.get(context.space.dimensions[number], 0) & bits:
            return True
    return False


__all__ = ["approver_unsaid", "deadline", "only_unsaid", "scope_unsaid"]

"""Where the text of a clause and its structure say different things. Each finding shows the words that it rests on.

Only what the words show is reported: a text that says nothing of a matter is no contradiction, and where two readings
are possible the one that agrees is taken.
"""

from collections.abc import Iterator

from policylint.checking.analyses.prose_other_words import apart, by_its_name, whatever
from policylint.checking.analyses.prose_reading import ClauseText, PolicyText, policy_text
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.inference import Inferred, Proposal
from policylint.policy.stems import stem, tells
from policylint.policy.vocabulary import Box
from policylint.reading.sentences import word_set

_SAYS = {
    "permit": "permits",
    "forbid": "forbids",
    "require": "requires",
    "advise": "only advises",
    "advise-against": "only advises against it",
    "power": "reserves a right",
}
# For each effect, what its text may do and agree with it, and what contradicts it when nothing agrees.
_AGREES = {
    "permit": frozenset({"permit", "power"}),
    "forbid": frozenset({"forbid"}),
    "require": frozenset({"require", "forbid"}),
}
_CONTRADICTS = {
    "permit": frozenset({"forbid"}),
    "forbid": frozenset({"permit", "power", "advise", "advise-against"}),
    "require": frozenset({"permit", "advise", "advise-against"}),
}
_LIMITING = word_set(
    """
    unless except without only no nobody none nor neither not never nothing
    """
)


def polarity(context: Context, question: Question) -> Iterator[Fault]:
    """A clause that forbids, permits or requires, whose text only does something else."""
    for each in policy_text(context).clauses:
        agrees = _AGREES.get(each.clause.effect)
        if agrees is None or each.clause.only:
            continue
        main = {proposal.kind for _, proposal in each.sentences}
        every = main.union(*(proposal.modality.kinds for _, proposal in each.sentences))
        against = main & _CONTRADICTS[each.clause.effect]
        if every & agrees or not against or (each.clause.effect != "require" and each.lower & _softened(each)):
            continue
        if each.clause.effect == "require" and any(duty.kind.startswith(_OFFERING) for duty in each.clause.duties):
            continue
        proposal = next(p for _, p in each.sentences if p.kind in against)
        mark = next((m for m in proposal.modality.marks if m.kind in against), None)
        kind = mark.kind if mark is not None else proposal.kind
        start = proposal.sentence.start + (mark.start if mark is not None else 0)
        end = proposal.sentence.start + mark.end if mark is not None else proposal.sentence.end
        yield context.fault(
            question,
            each.path,
            f'the clause says "{each.clause.effect}", its text {_SAYS.get(kind, kind)} ("{each.quote(start, end)}")',
            clause=each.clause.id,
            offsets=(start, end),
        )


# Duties to let somebody do something; a text may say what that person may do.
_OFFERING = ("offer-", "give-", "provide-", "hear-")


def _softened(each: ClauseText) -> frozenset[str]:
    """Words that make a permission of a prohibition, or the other way round; with one of them nothing is sure."""
    return _LIMITING - {"not", "never", "no", "nobody", "none"} if each.clause.effect == "permit" else _LIMITING


# Where a value is said by way of another dimension: acting from an official account is acting officially.
_IMPLIED = (
    ("capacity", "official", "account", ("official", "office-holder-account")),
    ("capacity", "official", "activity", ("run", "listen", "monitor-staff", "investigate", "vet")),
    ("capacity", "personal-identifiable", "account", ("personal",)),
    ("capacity", "personal-private", "account", ("personal",)),
    ("account", "official", "page", ("agency-page",)),
    ("account", "official", "activity", ("run",)),
    ("page", "agency-page", "account", ("official",)),
    ("account", "own", "activity", ("register-with-work-email",)),
)
# A text that speaks to "you" or of "anyone" says who is meant: everyone whom the scope names.
_ADDRESSED = word_set(
    """
    you your yours everyone everybody anyone anybody nobody whoever who they users people person persons
    """
)


def value_unsaid(context: Context, question: Question) -> Iterator[Fault]:
    """A value in the box that neither text, title nor scope says in any of its phrases. One finding for each clause."""
    texts = policy_text(context)
    for each in texts.clauses:
        if each.clause.effect == "state" or not each.clause.boxes:
            continue
        unsaid: dict[str, None] = {}
        where = ""
        for box in each.clause.boxes:
            written = _written(context, box)
            for dimension, names in written:
                for name in names:
                    if not _said(context, texts, each, dimension, name):
                        unsaid.setdefault(f'{dimension} "{_label(context, dimension, name)}"')
                        where = where or f"{box.path}/{dimension}"
        if unsaid:
            yield context.fault(
                question,
                where,
                f"{', '.join(unsaid)}",
                clause=each.clause.id,
            )


def _written(context: Context, box: Box) -> Iterator[tuple[str, list[str]]]:
    """The dimensions of a box that list values, and `any`, as they are written."""
    data = _at(context, box.path)
    if not isinstance(data, dict):
        return
    for dimension, value in data.items():
        if dimension in context.space.index:
            if isinstance(value, str):
                yield dimension, [value]
            elif isinstance(value, list):
                yield dimension, [name for name in value if isinstance(name, str)]


def _at(context: Context, path: str) -> object:
    found: object = context.data
    for step in path.split("/")[1:]:
        if isinstance(found, list):
            found = found[int(step)]
        elif isinstance(found, dict):
            found = found.get(step)
        else:
            return None
    return found


def _label(context: Context, dimension: str, name: str) -> str:
    number = context.space.index[dimension]
    return name if name == "any" else context.vocabulary.words(number, name).label


def _said(context: Context, texts: PolicyText, each: ClauseText, dimension: str, name: str) -> bool:
    number = context.space.index[dimension]
    told = [each.told, *([texts.scope.told] if texts.scope is not None else [])]
    if any(dimension in one.whatever for one in told) or whatever(each, dimension):
        return True
    if name == "any":
        return any(one.bits.get(dimension) for one in told)
    if dimension == "who" and (each.lower & _ADDRESSED or not _names_others(each)):
        return True
    if dimension == "activity" and not each.told.bits.get("activity"):
        return True  # a verb that the vocabulary does not have; nobody knows what it stands for
    bits = context.vocabulary.bits(number, name) or 0
    if not bits or any(one.bits.get(dimension, 0) & bits for one in told):
        return True
    if _implied(context, each, dimension, bits) or _in_other_words(context, each, number, bits):
        return True
    return apart(context, each, number, bits) or by_its_name(context, each, dimension, name)


def _names_others(each: ClauseText) -> bool:
    """Whether the text names people, and no role: where it names nobody, it means everyone whom the policy is for."""
    return bool(each.told.bits.get("who")) and not each.told.bits.get("role")


def _implied(context: Context, each: ClauseText, dimension: str, bits: int) -> bool:
    for target, value, source, names in _IMPLIED:
        other = context.space.index.get(source)
        if target != dimension or other is None:
            continue
        if bits & (context.vocabulary.bits(context.space.index[target], value) or 0):
            for name in names:
                if each.told.bits.get(source, 0) & (context.vocabulary.bits(other, name) or 0):
                    return True
    return False


def _in_other_words(context: Context, each: ClauseText, number: int, bits: int) -> bool:
    """A second, generous look: a word of the text with the stem of one that is told of the value, where that word does
    not signal another value already."""
    dimension = context.space.dimensions[number]
    known = {word for _, value in each.values if value.dimension == dimension for word in value.phrase.lower().split()}
    known |= {"officer", "officers"}  # people, and no phone of the office
    stems = frozenset(stem(part) for word in each.lower - known for part in word.removesuffix("'s").split("-"))
    names = (*context.space.bits[number], *context.vocabulary.groups[number])
    fit = (name for name in names if (context.vocabulary.bits(number, name) or 0) & bits)
    return any(tells(context.vocabulary, number, name, stems) for name in fit)


def wider_in_prose(context: Context, question: Question) -> Iterator[Fault]:
    """The text says any device, any time, any account …, and every box of the clause has fewer."""
    for each in policy_text(context).clauses:
        limited = _limited_everywhere(each)
        if not limited:
            continue
        for proposal, value in each.values:
            number = context.space.index.get(value.dimension)
            if not value.whatever or value.aside or number is None or value.dimension == "who":
                continue
            if not limited >> number & 1 or proposal.effect != each.clause.effect or _about_approval(proposal):
                continue
            yield context.fault(
                question,
                each.path,
                f'"{each.quote(value.start, value.end)}", and the box has '
                f"{_listed(context, each, value.dimension)} only",
                clause=each.clause.id,
                offsets=(value.start, value.end),
            )
            break


def _limited_everywhere(each: ClauseText) -> int:
    limited = -1
    for box in each.clause.boxes:
        limited &= box.limited
    return limited if each.clause.boxes else 0


_TAKING_BACK = word_set(
    """
    withdraw withdrawn revoke revoked amend amended change end ask stop review
    """
)


def _about_approval(proposal: Proposal) -> bool:
    """A sentence that says "at any time" of withdrawing something widens nothing."""
    return bool(_TAKING_BACK & set(proposal.modality.tokens.lower))


def _listed(context: Context, each: ClauseText, dimension: str) -> str:
    names: dict[str, None] = {}
    for box in each.clause.boxes:
        names.update(dict.fromkeys(_names(context, box, dimension)))
    return f"{dimension} {', '.join(f'{name!r}' for name in names)}".replace("'", '"')


def _names(context: Context, box: Box, dimension: str) -> list[str]:
    data = _at(context, box.path)
    value = data.get(dimension) if isinstance(data, dict) else None
    if isinstance(value, dict):
        inner = value.get("not", ())
        return ["not " + (inner if isinstance(inner, str) else ", ".join(map(str, inner)))]
    return [value] if isinstance(value, str) else [str(name) for name in value or ()]


def group_narrowed(context: Context, question: Question) -> Iterator[Fault]:
    """The box says a group of people by name; the text names some of them and never the rest."""
    number = context.space.index["who"]
    terms = " ".join(str(term).lower() for term in context.data.get("terms") or ()).split()
    for each in policy_text(context).clauses:
        if each.clause.effect == "state" or each.lower & _ADDRESSED:
            continue
        if "who" in each.told.whatever or each.told.bits.get("role"):
            continue
        for box in each.clause.boxes:
            groups = [name for name in _names(context, box, "who") if name in context.vocabulary.members[number]]
            meant = 0
            for name in groups:
                meant |= context.vocabulary.bits(number, name) or 0
            said = each.told.bits.get("who", 0)
            if said & (context.vocabulary.bits(number, "staff") or 0):
                # "Staff" and "officers" are their supervisors, too, in everyday words.
                said |= context.vocabulary.bits(number, "employee") or 0
            said &= meant
            first = _first_acting(context, each, number, meant)
            if not said or said == meant or first is None or first.phrase.lower() in terms:
                continue
            missing = _people(context, number, meant & ~said)
            yield context.fault(
                question,
                each.path,
                f'the text says "{first.phrase}", the box "{", ".join(groups)}": {missing} are not named',
                clause=each.clause.id,
                offsets=(first.start, first.end),
                # "Staff" is everyone to many writers; "employees" is not.
                severity="note" if first.phrase.lower().startswith("staff") else "",
            )
            break


def _first_acting(context: Context, each: ClauseText, number: int, meant: int) -> Inferred | None:
    """The first word for some of the people meant that stands before a modal word: those behind it are acted upon."""
    for _, proposal in each.sentences:
        acts = proposal.sentence.start + proposal.modality.marks[0].start if proposal.modality.marks else 0
        for value in proposal.values:
            if value.dimension != "who" or value.aside or value.start >= acts:
                continue
            if _bits(context, number, value.names) & meant:
                return value
    return None


def _bits(context: Context, number: int, names: tuple[str, ...]) -> int:
    found = 0
    for name in names:
        found |= context.vocabulary.bits(number, name) or 0
    return found


def _people(context: Context, number: int, bits: int) -> str:
    names = []
    for value, bit in context.space.bits[number].items():
        if bit & bits:
            names.append(context.vocabulary.words(number, value).label)
    listed = [f"{name}s" if not name.endswith("s") else name for name in names[:4]]
    if len(names) > 4:
        listed[3:] = ["others"]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"


__all__ = ["group_narrowed", "polarity", "value_unsaid", "wider_in_prose"]

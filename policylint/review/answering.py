"""The question of each kind of agency, answered with what the policy says. Knows decisions, no lines and no page."""

from collections.abc import Callable, Mapping, Sequence

from policylint.checking.assertions.duties import owed
from policylint.checking.context import Context
from policylint.policy.coverage import Coverage, coverage, deciding
from policylint.policy.phrasing import listed, sentence, situation
from policylint.review.evidence import Spot, deciders
from policylint.typed import Any, NamedTuple

SETTLED = ("explicit", "general")
GRADES = {
    "explicit": "settled by a rule that names it",
    "general": "settled by a rule that does not name it",
    "partial": "settled only in part",
    "silent": "not addressed",
    "advised": "only advised on",
    "delegated": "left to another document",
    "excluded": "left out by the scope",
}
VERDICTS = {
    "permitted": "allowed",
    "conditional": "allowed on a condition",
    "forbidden": "forbidden",
    "conflict": "both allowed and forbidden",
    "delegated": "left to another document",
    "advised": "only advised on",
    "excluded": "left out by the scope",
}
DECIDED = ("conflict", "forbidden", "conditional", "permitted")
MOST = 3


class Part(NamedTuple):
    """A part of an answer: a sentence without its full stop, and where the policy says so."""

    says: str
    spots: tuple[Spot, ...] = ()


class Answer(NamedTuple):
    """answered: whether the policy answers the question as a whole."""

    answered: bool
    parts: tuple[Part, ...]


def answer(context: Context, kind: str) -> Answer:
    """The answer to the question of a kind of agency. kind: `answer` in schemas/postures.yaml."""
    return _ANSWERS[kind](context)


# ---- of the have-not


def _listening(context: Context) -> Answer:
    number = context.space.index["activity"]
    parts = []
    answered = True
    for activity in context.vocabulary.members[number]["listen"]:
        label = context.vocabulary.words(number, activity).label
        cases = context.vocabulary.cases(context.box({"who": "agency", "activity": activity}))
        found: dict[str, dict[Spot, None]] = {}
        for verdict in VERDICTS:
            spots = dict.fromkeys(deciders(context, cases, (verdict,)))
            if spots:
                found[verdict] = spots
        result = _covered(context, {"who": "agency", "activity": activity}, ())
        answered = answered and result.grade in SETTLED
        if not found:
            parts.append(Part(f"{label}: no clause says whether the agency may"))
            continue
        said = listed([VERDICTS[verdict] for verdict in found], "or")
        open_too = result.grade in ("silent", "partial")
        more = f", and no clause says what holds when {_said(context, result, ())}" if open_too else ""
        parts.append(Part(f"{label}: {said}{more}", tuple(spot for spots in found.values() for spot in spots)[:MOST]))
    return Answer(answered, tuple(parts))


# ---- of the communicator

ASKED = ("purpose", "audience", "measures")


def _audience(context: Context) -> Answer:
    parts = []
    for clause in context.policy.clauses:
        if clause.statement == "purpose" and clause.data.get("objectives"):
            said = listed([f'"{each}"' for each in clause.data["objectives"]], "and")
            parts.append(Part(f"the policy says what for: {said}", (_spot(context, clause.path, clause.id),)))
    entries = context.data.get("accounts") or ()
    if not entries:
        parts.append(Part(f"no account is listed, so none has {_none(ASKED)}"))
    full = bool(entries)
    for number, entry in enumerate(entries):
        missing = [name for name in ASKED if not entry.get(name)]
        full = full and not missing
        name = entry.get("id") or entry.get("handle") or entry.get("platform") or f"account {number + 1}"
        has = [f"{field} {_value(entry[field])}" for field in ASKED if entry.get(field)]
        has += [f"no {field}" for field in missing]
        parts.append(Part(f'"{name}" has {listed(has, "and")}', (_spot(context, f"/accounts/{number}"),)))
    return Answer(full, tuple(parts))


def _none(names: Sequence[str]) -> str:
    return listed(
        [f"{'an' if name[0] in 'aeiou' else 'a'} {name}" if name != "measures" else name for name in names], "or"
    )


def _value(value: Any) -> str:
    return listed([f'"{each}"' for each in (value if isinstance(value, list) else [value])], "and")


# ---- of the sniffer


def _trial(context: Context) -> Answer:
    head: Mapping[str, Any] = context.data.get("policy") or {}
    parts = []
    if head.get("expires"):
        parts.append(Part(f"by when: the policy ends on {head['expires']}", (_spot(context, "/policy/expires"),)))
    review = (head.get("review") or {}).get("next")
    if review:
        parts.append(Part(f"by when: it is reviewed on {review}", (_spot(context, "/policy/review/next"),)))
    else:
        parts.append(Part("no date is set on which somebody decides"))
    measured = [each for each in owed(context) if each.kind == "measure"]
    for each in measured:
        of = _value(each.fields["of"]) if each.fields.get("of") else "what is done"
        parts.append(
            Part(f"what is looked at: {of}", (Spot(each.policy.id, each.clause, each.clause_path or each.path),))
        )
    target = [each for each in measured if each.fields.get("at-least")]
    if not target:
        parts.append(Part("no clause says what must be true for the trial to become a rule"))
    return Answer(bool(review and target), tuple(parts))


# ---- of the stonewaller and the savvy

UNBANNABLE = (
    ("their devices", {"device": "personal"}),
    ("their time", {"time": ["off-hours", "leave"]}),
    ("their accounts", {"account": "personal"}),
)
STAFF: Mapping[str, Any] = {"who": "workforce", "activity": "speak"}
HEADLINE: Mapping[str, Any] = {**STAFF, "device": "personal", "time": ["off-hours", "leave"]}


def _unbannable(context: Context) -> Answer:
    parts = [_graded(context, words, {**STAFF, **box}, tuple(box)) for words, box in UNBANNABLE]
    together = {**HEADLINE, "account": "personal"}
    parts.append(_graded(context, "all three together", together, ("device", "time", "account")))
    return Answer(_covered(context, together, ()).grade in SETTLED, tuple(parts))


def _headline(context: Context) -> Answer:
    naming = ("device", "time")
    whole = _covered(context, HEADLINE, naming).grade
    parts = [_graded(context, "own devices and off hours together", HEADLINE, naming)]
    for device in context.vocabulary.members[context.space.index["device"]]["personal"]:
        for time in HEADLINE["time"]:
            box = {**STAFF, "device": device, "time": time}
            if _covered(context, box, naming).grade != whole:
                words = f"{_label(context, 'device', device)} and {_label(context, 'time', time)}"
                parts.append(_graded(context, words, box, naming))
    return Answer(whole == "explicit", tuple(parts))


def _label(context: Context, dimension: str, value: str) -> str:
    return context.vocabulary.words(context.space.index[dimension], value).label


def _graded(context: Context, words: str, box: Mapping[str, Any], naming: Sequence[str]) -> Part:
    result = _covered(context, box, naming)
    if result.grade is None:
        return Part(f"{words}: nothing is open")
    said = f"{words}: {GRADES[result.grade]}"
    if result.grade != "explicit":
        said += f", as when {_said(context, result, naming)}"
    if result.grade == "partial":  # what settles the other part
        spots = dict.fromkeys(deciders(context, context.vocabulary.cases(context.box(box)), DECIDED))
    else:
        voices = deciding(context.decision, result.witness)
        spots = dict.fromkeys(
            Spot(each.piece.policy.id, each.piece.clause.id, each.piece.clause.path) for each in voices
        )
    return Part(said, tuple(spots)[:MOST])


def _covered(context: Context, box: Mapping[str, Any], naming: Sequence[str]) -> Coverage:
    return coverage(context.decision, context.box(box), context.dimensions(naming), effort=context.effort)


def _said(context: Context, result: Coverage, naming: Sequence[str]) -> str:
    return sentence(context.vocabulary, situation(context.vocabulary, result.witness, context.dimensions(naming)))


def _spot(context: Context, path: str, clause: str = "") -> Spot:
    return Spot(context.policy.id, clause, path)


_ANSWERS: Mapping[str, Callable[[Context], Answer]] = {
    "listening": _listening,
    "audience": _audience,
    "trial": _trial,
    "unbannable": _unbannable,
    "headline": _headline,
}

"""Names that lead nowhere: clauses, documents and roles. Knows which keys hold names of what, no boxes."""

from collections.abc import Iterable, Iterator

from policylint.checking.analyses.overriding import entries
from policylint.checking.analyses.texts import escaped
from policylint.checking.context import Context, Question
from policylint.errors import nearest
from policylint.finding import Also, Fault, Slip
from policylint.patterns import pattern
from policylint.typed import Any, NamedTuple

# Keys whose values are roles of the policy.
ROLES = frozenset(
    {"by", "owner", "deputy", "stand-in", "administrators", "all-of", "any-of", "then", "tie-break", "decides"}
)
# Keys whose values are roles, or plain words for somebody outside.
ANYBODY = frozenset({"to", "whom", "independent-of", "appeal-to"})
# Keys whose values are roles, or nobody.
OR_NOBODY = frozenset({"waivable-by"})
# Not looked into: what stands there is words, situations or names of another kind.
ELSEWHERE = frozenset(
    {"text", "when", "except", "permit", "forbid", "advise", "advise-against", "box", "only", "terms", "vocabulary"}
    | {"dimensions", "impossible", "scope", "tools-note", "to-confirm", "overrides", "covers", "note", "working-hours"}
)
_ROLE_NAME = pattern(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MOST_ALSO = 3


class Named(NamedTuple):
    """A name of a role where one is expected. sure: only a role can be meant."""

    name: str
    path: str
    clause: str
    sure: bool


def dangling(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each name of a clause, document or role that does not exist; a missing role is told once."""
    yield from _clauses(context, question)
    yield from _documents(context, question)
    yield from _roles(context, question)


# ---- clauses and documents


def _clauses(context: Context, question: Question) -> Iterator[Fault]:
    for clause in context.policy.clauses:
        for entry in entries(context, clause) if clause.overrides else ():
            if entry.clause is not None:
                continue
            policy_id, _, clause_id = entry.name.rpartition("/")
            other = context.policies.get(policy_id) if policy_id else context.policy
            before = f"{policy_id}/" if policy_id else ""
            if other is None:
                near = nearest(policy_id, _others(context))
                meant = f"{near}/{clause_id}" if near else ""
                detail = f"{_no_document(policy_id)}{_hint(near)}"
            else:
                where = f'document "{policy_id}"' if policy_id else "this policy"
                near = nearest(clause_id, [each.id for each in other.clauses])
                meant = f"{before}{near}" if near else ""
                detail = f'{where} has no clause "{clause_id}"{_hint(meant)}'
            slips = _slips([entry.path], entry.name, meant)
            yield context.fault(question, entry.path, detail, clause=clause.id, slips=slips)


def _documents(context: Context, question: Question) -> Iterator[Fault]:
    for reliance in context.policy.reliances:
        if reliance.policy and context.policies.get(reliance.policy) is None:
            near = nearest(reliance.policy, _others(context))
            detail = f"{_no_document(reliance.policy)}{_hint(near)}"
            remedy = "Correct the id, name the file when you run the program, or write `external` with the title."
            path = f"{reliance.path}/policy"
            yield context.fault(question, path, detail, remedy=remedy, slips=_slips([path], reliance.policy, near))
    titles = [reliance.title for reliance in context.policy.reliances if reliance.title]
    known = {title.casefold() for title in titles}
    told: set[str] = set()
    for exclusion in context.policy.excludes:
        see = exclusion.see
        # Words with spaces or capitals are the title of some document, which nobody can look up here.
        if exclusion.path in told or not _ROLE_NAME.fullmatch(see) or see in known:
            continue
        told.add(exclusion.path)
        near = nearest(see, _others(context))
        if context.policies.get(see) is None and ("-" in see or near):
            path = f"{exclusion.path}/see"
            yield context.fault(question, path, f"{_no_document(see)}{_hint(near)}", slips=_slips([path], see, near))


def _no_document(name: str) -> str:
    return (
        f'no document of this agency has the id "{name}" (looked for among the files given and in the folder of the '
        "configuration and below)"
    )


def _others(context: Context) -> list[str]:
    return [policy.id for policy in context.policies.policies if policy is not context.policy]


def _hint(meant: str | None) -> str:
    return f': did you mean "{meant}"?' if meant else ""


def _slips(paths: Iterable[str], written: str, meant: str | None) -> tuple[Slip, ...]:
    return tuple(Slip(path, written, meant) for path in paths) if meant else ()


# ---- roles


def _roles(context: Context, question: Question) -> Iterator[Fault]:
    listed = context.data.get("roles") or {}
    missing: dict[str, list[Named]] = {}
    for named in _named(context.data, "", "", ""):
        if named.name not in listed and not _is_people(context, named.name):
            missing.setdefault(named.name, []).append(named)
    certain: dict[str, tuple[list[Named], str | None]] = {}
    for name, places in missing.items():
        hint = nearest(name, listed)
        sure = [each for each in places if each.sure]
        # A plain word may be somebody outside; a misspelt role is near a listed one, and roles mostly have a hyphen.
        if sure or hint or (listed and "-" in name):
            certain[name] = (sure or places, hint)
    if certain and not listed:
        first, _ = next(iter(certain.values()))
        names = ", ".join(f'"{name}"' for name in list(certain)[:MOST_ALSO])
        more = f" and {len(certain) - MOST_ALSO} more" if len(certain) > MOST_ALSO else ""
        detail = f'there is no list of "roles", and the policy names {names}{more}'
        remedy = "Add `roles` with a title and a contact for each."
        yield context.fault(question, first[0].path, detail, clause=first[0].clause, remedy=remedy)
        return
    for name, (places, hint) in certain.items():
        first_place = places[0]
        also = tuple(Also(context.policy.document, each.path, "here too") for each in places[1 : MOST_ALSO + 1])
        detail = f'"roles" has no "{name}"{_hint(hint)}'
        remedy = ""
        weaker = ""
        if not first_place.sure:
            # Somebody outside may be meant, in the spelling of a role.
            weaker = "warning"
        if not first_place.sure and not hint:
            remedy = f'Add the role, correct its name, or write plain words: "{name.replace("-", " ")}".'
        if all(each.path.startswith("/policy/approved") for each in places):
            weaker = "warning"  # the body that approved a policy, such as a council, often has no other task in it
        yield context.fault(
            question,
            first_place.path,
            detail,
            also=also,
            clause=first_place.clause,
            severity=weaker,
            remedy=remedy,
            slips=_slips([each.path for each in places], name, hint),
        )


def _is_people(context: Context, name: str) -> bool:
    """Whether a name is a word for people that the vocabulary has, such as `staff` or `account-manager`."""
    index = context.space.index
    return any(context.vocabulary.bits(index[each], name) is not None for each in ("who", "role") if each in index)


def _named(value: Any, path: str, key: str, clause: str) -> Iterator[Named]:
    """Every name of a role in a document, in its order."""
    if isinstance(value, dict):
        for name, inner in value.items():
            step = str(name)
            if step in ELSEWHERE and not (step == "when" and isinstance(inner, list)):
                continue
            below = step if step in ROLES or step in ANYBODY or step in OR_NOBODY else ""
            if isinstance(inner, dict | list) and not below and not _may_hold(inner):
                continue
            yield from _named(inner, f"{path}/{escaped(step)}", below, clause)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            inside = str(inner.get("id", "")) if path == "/clauses" and isinstance(inner, dict) else clause
            yield from _named(inner, f"{path}/{index}", key, inside)
    elif isinstance(value, str) and key and _ROLE_NAME.fullmatch(value):
        nobody = value == "nobody" and (key in OR_NOBODY or path.startswith("/exceptions/"))
        if not nobody:
            yield Named(value, path, clause, key not in ANYBODY)


def _may_hold(inner: Any) -> bool:
    return bool(inner) and not (isinstance(inner, list) and isinstance(inner[0], str))


# ---- half a reliance


def half_reliance(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each entry of `relies-on` with only one of `for` and `answers`: nothing is handed over then.

    Matters, such as discipline, are handed over without `for`.
    """
    for reliance in context.policy.reliances:
        if bool(reliance.boxes) != bool(reliance.answers) and (reliance.boxes or not reliance.matters):
            has, lacks = ("for", "answers") if reliance.boxes else ("answers", "for")
            asks = "the dimensions that it answers" if reliance.boxes else "the situations in which it answers"
            detail = f'it has "{has}" and no "{lacks}"'
            if reliance.matters:
                detail = f'it has "for", and "answers" names no dimension, only {" and ".join(reliance.matters)}'
            remedy = f'Add "{lacks}" with {asks}, or take "{has}" out if the document is only mentioned.'
            yield context.fault(question, f"{reliance.path}/{has}", detail, remedy=remedy, on_key=True)

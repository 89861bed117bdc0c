"""Words on which rules turn and what `terms` says of them. Knows texts and standards, no boxes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from policylint.checking.analyses.texts import escaped, plain, texts
from policylint.checking.context import Context, Question
from policylint.errors import nearest
from policylint.finding import Fault
from policylint.patterns import pattern
from policylint.policy.model import Condition
from policylint.reading.sentences import in_word
from policylint.typed import Any

# Expressions that decide cases and that two readers take in two ways, as policies use them. Deliberately few: a
# word that has an ordinary meaning is no term.
KEY = (
    "sensitive information",
    "sensitive data",
    "confidential information",
    "proprietary information",
    "privileged information",
    "official business",
    "public business",
    "government business",
    "incidental use",
    "incidental personal use",
    "limited personal use",
    "occasional personal use",
    "reasonable personal use",
    "minimal personal use",
    "de minimis use",
    "excessive use",
    "excessive personal use",
    "inappropriate content",
    "inappropriate material",
    "inappropriate comments",
    "inappropriate conduct",
    "inappropriate use",
    "objectionable content",
    "objectionable material",
    "conduct unbecoming",
    "matters of public concern",
)
RULES = frozenset({"permit", "forbid", "require", "advise", "advise-against", "recommend"})
# A text that says at once what it means needs no entry.
_EXPLAINED = pattern(r"\s*(?:\(|means\b|is any|are any|includes?\b|such as\b|that is\b|i\.e\.|, which means)", re.I)


def _terms(context: Context) -> list[str]:
    """The terms that the policy defines, and those of documents of the set that it relies on."""
    found = list(context.data.get("terms") or ())
    for reliance in context.policy.reliances:
        other = context.policies.get(reliance.policy) if reliance.policy else None
        if other is not None and other is not context.policy:
            found.extend(other.data.get("terms") or ())
    return [str(term) for term in found]


# ---- used and not defined


def undefined_term(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each well-known vague expression in a rule that `terms` does not define, where it first occurs."""
    everything = texts(context).plain
    used = [phrase for phrase in KEY if phrase in everything]
    if not used:
        return
    defined = [plain(term) for term in _terms(context)]
    left = [phrase for phrase in used if not any(phrase in term or term in phrase for term in defined)]
    if not left:
        return
    # The longest first, so that "incidental personal use" is not told as something shorter.
    words = "|".join(sorted(left, key=lambda phrase: (-len(phrase), phrase))).replace(" ", r"[\s-]+")
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    told: set[str] = set()
    for clause in context.policy.clauses:
        for match in pattern.finditer(clause.text) if clause.effect in RULES else ():
            found = plain(match[0])
            if found not in told and not _EXPLAINED.match(clause.text, match.end()):
                detail = f'"{" ".join(match[0].split())}"'
                yield context.fault(question, f"{clause.path}/text", detail, clause=clause.id, offsets=match.span())
            told.add(found)


def undefined_standard(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each standard that a condition names and `terms` does not define; the same name once a place."""
    defined: dict[str, str] | None = None
    told: set[str] = set()
    for clause in context.policy.clauses:
        tests = (clause.test,) if clause.test is not None else ()
        for entry in _conditions((*tests, *clause.provided, *clause.unless)):
            for path, words in _standards(entry):
                if defined is None:
                    defined = {plain(term): term for term in _terms(context)}
                if plain(words) in defined or path in told:
                    continue
                told.add(path)
                near = nearest(words, defined.values())
                hint = f': did you mean "{near}"?' if near else ""
                owner = "" if entry.name else clause.id
                yield context.fault(question, path, f'"terms" does not say what "{words}" means{hint}', clause=owner)


def _conditions(entries: Iterable[Condition]) -> Iterator[Condition]:
    for entry in entries:
        yield entry
        yield from _conditions(entry.provided)


def _standards(entry: Condition) -> Iterator[tuple[str, str]]:
    value: Any = entry.value
    path = f"{entry.path}/standard"
    if entry.kind != "standard" or value is None:
        return
    if isinstance(value, Mapping):
        value = value.get("is")
        path = f"{path}/is"
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        yield from ((f"{path}/{index}", str(words)) for index, words in enumerate(value))


# ---- defined and not used


def unused_term(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each term whose words occur nowhere but in its own definition."""
    terms = context.data.get("terms") or {}
    if not terms:
        return
    everything = texts(context).plain
    texts_of = {str(term): str(text) for term, text in terms.items()}
    elsewhere = ""
    for term, definition in texts_of.items():
        words = plain(term)
        if not words or (_occurs(words, everything) and not _occurs(words, plain(definition))):
            continue  # most terms end here
        if not elsewhere:
            elsewhere = plain(
                "\n".join(text.words for text in texts(context).all if not text.path.startswith("/terms/"))
            )
        others = plain("\n".join(text for other, text in texts_of.items() if other != term))
        if not _occurs(words, elsewhere) and not _occurs(words, others):
            yield context.fault(question, f"/terms/{escaped(term)}", f'"{term}"', on_key=True)


ENDINGS = ("", "s", "es", "ies", "y", "ed", "ing")


def _occurs(words: str, text: str) -> bool:
    """Whether a term occurs in its singular or plural, as whole words."""
    stem = words[:-1] if words.endswith(("s", "y")) and len(words) > 3 else words
    at = text.find(stem)
    while at >= 0:
        behind = at + len(stem)
        if not in_word(text[at - 1 : at]) and any(
            text.startswith(ending, behind) and not in_word(text[behind + len(ending) : behind + len(ending) + 1])
            for ending in ENDINGS
        ):
            return True
        at = text.find(stem, at + 1)
    return False

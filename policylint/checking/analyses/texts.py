"""Every text of a document with its path, and what stands in it by mistake. Knows no clause's meaning."""

import re
from collections.abc import Iterator, Mapping

from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.patterns import pattern
from policylint.typed import Any, NamedTuple

# Not for readers of the policy: remarks of whoever maintains the file, addresses, and names that programs use.
UNREAD = frozenset({"note", "url", "source", "to-confirm", "id", "policylint", "jurisdiction", "timezone"})


class Text(NamedTuple):
    """One text: where it stands, its words, and the id of its clause (empty outside clauses)."""

    path: str
    words: str
    clause: str


class Texts(NamedTuple):
    """All texts of one document, and all of them in one string, as written and plain, to rule things out at once."""

    data: Mapping[str, Any]
    all: tuple[Text, ...]
    joined: str
    plain: str


# The last document's texts: several analyses ask for them one after the other, and the walk costs more than the rest.
_last: list[Texts] = []


def texts(context: Context) -> Texts:
    """The texts of the policy under check, in the order of the document."""
    if not _last or _last[0].data is not context.data:
        listed: list[Text] = []
        _walk(context.data, "", "", listed)
        found = tuple(listed)
        joined = "\n".join(text.words for text in found)
        _last[:] = [Texts(context.data, found, joined, plain(joined))]
    return _last[0]


def plain(words: str) -> str:
    """Words for comparison: small letters, single spaces, no hyphens."""
    return " ".join(words.casefold().replace("-", " ").split())


def _walk(value: Any, path: str, clause: str, found: list[Text]) -> None:
    if isinstance(value, str):
        found.append(Text(path, value, clause))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in UNREAD:
                _walk(inner, f"{path}/{escaped(str(key))}", clause, found)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            inside = str(inner.get("id", "")) if path == "/clauses" and isinstance(inner, dict) else clause
            _walk(inner, f"{path}/{index}", inside, found)


def escaped(key: str) -> str:
    """A key as a step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


# ---- and/or

AND_OR = pattern(r"\b(?:and\s*/\s*or|or\s*/\s*and)\b", re.IGNORECASE)


def and_or(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each "and/or", at the words."""
    # Searching a long policy for a few letters is a hundred times as fast as matching a pattern everywhere.
    if any(mark in texts(context).plain for mark in ("/or", "/ or", "/and", "/ and")):
        yield from _matches(context, question, AND_OR)


# ---- placeholders

PLACEHOLDER = pattern(
    r"\b(?:TBD|TBC|TODO|FIXME|XXX+)\b"
    r"|\[[A-Z][A-Z0-9 _/'’-]*\](?![(\[])"
    r"|\[(?i:insert|enter|name of|your|agency|city|county|state|department|date|title|e-?mail|phone|number)"
    r"\b[^\]\n]{0,60}\](?![(\[])"
    r"|<(?i:insert|enter|name of|your|agency|city|county|state|department|organi[sz]ation|date|name|e-?mail|phone)"
    r"\b[^>\n]{0,60}>"
    r"|\{\{[^}\n]{1,60}\}\}"
    r"|(?i:\blorem ipsum\b)"
    r"|(?i:\binsert (?:the )?(?:name|date|agency|city|title|department|number|e-?mail|phone)\b(?: of| here)?)"
    r"|_{4,}"
)
# Every placeholder has one of these marks, as written or in small letters.
MARKS = ("TBD", "TBC", "TODO", "FIXME", "XXX", "[", "<", "{{", "____")
PLAIN_MARKS = ("lorem ipsum", "insert ")


def placeholder(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each placeholder of a template, at the words."""
    found = texts(context)
    if any(mark in found.joined for mark in MARKS) or any(mark in found.plain for mark in PLAIN_MARKS):
        yield from _matches(context, question, PLACEHOLDER)


def _matches(context: Context, question: Question, pattern: re.Pattern[str]) -> Iterator[Fault]:
    for text in texts(context).all:
        for match in pattern.finditer(text.words):
            yield context.fault(
                question, text.path, f'"{" ".join(match[0].split())}"', clause=text.clause, offsets=match.span()
            )

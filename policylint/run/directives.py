"""The comments by which a policy sets findings aside: their grammar, strict, so that no slip ever widens one.

    # policylint: ignore[check-id, other-id] reason
    # policylint: ignore-file[check-id] reason

A text goes in, directives come out; it knows no checks and no findings.
"""

import re

from policylint.reading.problems import shorten
from policylint.typed import NamedTuple

# Anything that looks like one in a text; comments are only looked for where this is found.
MARKER = re.compile(r"#[ \t]*policylint\b", re.IGNORECASE)
_VERBS = ("ignore", "ignore-file")
# What other tools write; with it a comment is meant for the program, even if the colon is missing.
_MEANT = re.compile(
    r"#[ \t]*policylint[ \t]*(?::|[ \t-](?:ignore|disable|enable|suppress|allow|skip|noqa|nolint)\b|[\[(])",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"#[ \t]*policylint:[ \t]*(ignore-file|ignore)\[([^\[\]]*)\](?:[ \t]+(.*))?", re.DOTALL)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTER = re.compile(r"[^\W\d_]")

EXAMPLE = "`# policylint: ignore[check-id] reason`"


class Directive(NamedTuple):
    """One of them. start, end: in the comment. checks: as named, in order. reason: empty where none is given.

    wrong: what is wrong with it, in words; it then sets nothing aside. remedy: what to write.
    """

    start: int
    end: int
    whole_file: bool = False
    checks: tuple[str, ...] = ()
    reason: str = ""
    wrong: str = ""
    remedy: str = ""


def directives(comment: str) -> tuple[Directive, ...]:
    """What a comment (from its number sign on) says to the program; a comment that is none of its says nothing.

    Several may stand behind each other, each with its own number sign.
    """
    starts = [match.start() for match in MARKER.finditer(comment)]
    found = []
    # Not strict: a comment that says nothing to the program has an end and no start.
    for start, end in zip(starts, [*starts[1:], len(comment)], strict=False):
        text = comment[start:end].rstrip()
        if _MEANT.match(text):
            found.append(_read(text)._replace(start=start, end=start + len(text)))
    return tuple(found)


def _read(text: str) -> Directive:
    match = _WHOLE.fullmatch(text)
    if match is None:
        return _wrong(_what_is_wrong(text), f"write {EXAMPLE}")
    names = tuple(name.strip() for name in match[2].split(","))
    if names == ("",):
        return _wrong("this names no check between its brackets", "name each check that is meant: nothing ignores all")
    for name in names:
        if not name:
            return _wrong("a name is missing beside a comma", "name each check once, with a comma between two")
        if not _ID.fullmatch(name):
            everything = name in ("*", "**")
            remedy = "name each check that is meant: nothing ignores all" if everything else f"write {EXAMPLE}"
            return _wrong(f'"{shorten(name)}" is not the name of a check', remedy)
        if names.count(name) > 1:
            return _wrong(f'"{name}" stands twice here', "name each check once")
    reason = (match[3] or "").strip().lstrip(":-–—").strip()
    return Directive(0, 0, match[1] == "ignore-file", names, reason if _LETTER.search(reason) else "")


def _wrong(message: str, remedy: str) -> Directive:
    return Directive(0, 0, wrong=message, remedy=remedy)


def _what_is_wrong(text: str) -> str:
    rest = re.sub(r"^#[ \t]*policylint[ \t]*", "", text, flags=re.IGNORECASE)
    if not re.match(r"#[ \t]*policylint:", text):
        if not rest.startswith(":"):
            return 'a colon is missing after "policylint"'
        return 'the comment begins with "policylint:", in small letters and without a space'
    body = rest[1:].strip()
    verb = re.match(r"[\w-]*", body)
    word = verb[0] if verb else ""
    tail = body[len(word) :]
    if not word:
        return f'after "policylint:" stands none of {" and ".join(_VERBS)}'
    if word not in _VERBS:
        return f'"{shorten(word)}" is none of {" and ".join(_VERBS)}'
    if tail.startswith("["):
        if "]" not in tail:
            return "the closing bracket is missing"
        inside, _, after = tail[1:].partition("]")
        if "[" in inside:
            return "there is a bracket within the brackets"
        return f'a space is missing between "]" and the reason "{shorten(after)}"'
    if tail.lstrip().startswith("["):
        return f'there is a space between "{word}" and "["'
    return f'"{word}" names no check: the names stand in square brackets right behind it'

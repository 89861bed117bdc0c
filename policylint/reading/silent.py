"""Text that YAML drops, or reads otherwise than it looks, without a word; it knows no parser and no policy.

A number sign after a space starts a comment. `title: Section #4` loses its end that way, and `kind: use  # see below`
is meant so. What tells them apart is how people write: a comment has a space after the sign, a number or a hashtag has
none. So told is a sign with a digit or a letter right behind it, after exactly one space; after several spaces, which
is how comments are set off, only before a digit. Not told are the marks that programs look for (`#noqa`), quoted text,
and lines that hold nothing but a comment.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from policylint.patterns import pattern
from policylint.reading.nodes import Node
from policylint.reading.problems import Problem, pointer, shorten
from policylint.source import Span

# The sign comes first in the expression: looking for it is a hundred times faster than looking for spaces.
_SIGN = pattern(r"#(?=\w)")
_MOST_PROBLEMS = 50
_MARK = pattern(r"#(?:policylint|yaml-?lint|noqa|todo|fixme|region|endregion)\b", re.IGNORECASE)


def text_cut(text: str, root: Node) -> list[Problem]:
    """Values that end at a number sign which was hardly meant to start a comment."""
    problems: list[Problem] = []
    cuts = _cuts(text)
    if cuts:
        for path, node in _scalars(root):
            if node.style == "" and node.end in cuts and len(problems) < _MOST_PROBLEMS:
                problems.append(_cut(text, node, cuts[node.end], path))
    return problems


def misplaced_spaces(text: str, root: Node) -> list[Span]:
    """No-break and other special spaces that take part in the layout; those within text are nobody's fault."""
    if text.isascii():
        return []
    # Late: its pattern costs as much as reading a short policy.
    from policylint.reading.hidden_spaces import NO_BREAK_SPACE

    found = [Span(*match.span(match.lastindex or 1)) for match in NO_BREAK_SPACE.finditer(text)]
    if not found:
        return []
    opaque = [
        (node.start, node.end)
        for _, node in _scalars(root)
        if node.style in ("'", '"', "|", ">") or "\n" in text[node.start : node.end]
    ]
    return [span for span in found if not _inside(opaque, span.start)]


def _inside(stretches: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies within one of the stretches, which are in order and apart."""
    before = bisect_left(stretches, (offset, 0)) - 1
    return before >= 0 and offset < stretches[before][1]


def _cuts(text: str) -> dict[int, int]:
    """Where text may have been cut: the offset at which it ends, and that of the number sign."""
    found: dict[int, int] = {}
    for match in _SIGN.finditer(text):
        sign = match.start()
        end = len(text[text.rfind("\n", 0, sign) + 1 : sign].rstrip(" \t"))
        if not end or _MARK.match(text, sign):
            continue
        end += text.rfind("\n", 0, sign) + 1
        gap = text[end:sign]
        if gap == " " or (gap and text[sign + 1].isdigit()):
            found[end] = sign
    return found


def _scalars(root: Node) -> Iterator[tuple[str, Node]]:
    """Every scalar value that stands in the text itself, keys left out, with its JSON pointer."""
    waiting = [("", root)]
    while waiting:
        path, node = waiting.pop()
        if node.style == "*":
            continue
        if node.kind == "scalar":
            yield path, node
        elif node.kind == "mapping":
            waiting.extend((path + pointer(key.raw), value) for key, value in reversed(node.items))
        else:
            numbered = [(path + pointer(number), value) for number, value in enumerate(node.items)]
            waiting.extend(reversed(numbered))


def _cut(text: str, node: Node, sign: int, path: str) -> Problem:
    rest = re.compile(r"[^\r\n]*").match(text, sign)
    lost = (rest.group() if rest else "#").rstrip()
    kept = " ".join(text[node.start : node.end].split())
    whole = f"{kept} {lost}".strip()
    quote = "'" if '"' in whole or "\\" in whole else '"'
    return Problem(
        "yaml-text-cut-at-hash",
        "warning",
        f"“{shorten(lost)}” is read as a comment, so that "
        + (f"the text ends with “{shorten(kept[-30:])}”" if kept else "there is no value"),
        Span(sign, sign + len(lost)),
        path,
        f"put it in quotes if it is text: {quote}{shorten(whole, 60)}{quote};"
        " put a space after the # if it is a comment",
    )

"""Takes comments that set nothing aside out of a policy and leaves every other byte as it is; it judges none itself."""

from collections import deque
from collections.abc import Iterable, Sequence

from policylint.errors import SetupError
from policylint.reading.yamltree import Document, parse
from policylint.report import Entry
from policylint.run.directives import Directive, directives
from policylint.run.suppress import comments_in
from policylint.source import Source

Edit = tuple[int, int, str]
"""A stretch of a text and what is to stand there instead."""


def uncommented(document: Document, entries: Iterable[Entry]) -> str:
    """The text of a policy without the names in its comments that are `unused` by the entries of this file.

    A comment that names nothing any more goes, and so does its line if nothing else stands there. Raises SetupError
    where the policy would then say something else.
    """
    text = document.source.text
    states: dict[tuple[int, str], deque[str]] = {}
    for entry in entries:
        if entry.kind == "comment" and entry.state in ("used", "unused", "unknown"):
            states.setdefault((entry.line, entry.check), deque()).append(entry.state)
    idle: dict[int, set[str]] = {}
    for comment in comments_in(document):
        directive = comment.directive
        if directive.reason and not directive.wrong:
            waiting = [(check, states.get((comment.line, check))) for check in directive.checks]
            unused = {check for check, found in waiting if found and found.popleft() == "unused"}
            if unused:
                idle[comment.span.start] = unused
    edits: list[Edit] = []
    for written in document.comments():
        said = [
            each._replace(start=each.start + written.span.start, end=each.end + written.span.start)
            for each in directives(text[written.span.start : written.span.end])
        ]
        edits += _edits(text, written.span.start, written.span.end, said, idle)
    for start, end, instead in reversed(edits):
        text = text[:start] + instead + text[end:]
    if parse(Source(document.source.path, text)).data != document.data:
        raise SetupError(
            "taking comments out would change what the policy says",
            place=document.source.path,
            remedy="Take them out by hand; `policylint waivers list` names them.",
        )
    return text


def _edits(text: str, start: int, end: int, said: Sequence[Directive], idle: dict[int, set[str]]) -> list[Edit]:
    """What is to be done to one comment of a file, which may hold several directives."""
    edits: list[Edit] = []
    going = [bool(each.checks) and set(each.checks) <= idle.get(each.start, set()) for each in said]
    if said and all(going) and said[0].start == start:
        return [_whole(text, start, end)]
    for number, each in enumerate(said):
        unused = idle.get(each.start, set())
        if all(going[number:]):
            edits.append((len(text[: each.start].rstrip(" \t")), end, ""))
            break
        if going[number]:
            edits.append((each.start, said[number + 1].start, ""))
        elif unused:
            opening, closing = text.index("[", each.start), text.index("]", each.start)
            edits.append((opening + 1, closing, ", ".join(check for check in each.checks if check not in unused)))
    return edits


def _whole(text: str, start: int, end: int) -> Edit:
    """A comment with the space before it, or with its line where it stands alone."""
    before = len(text[:start].rstrip(" \t"))
    if before and text[before - 1] not in "\r\n":
        return before, end, ""
    if text.startswith("\r\n", end):
        return before, end + 2, ""
    return before, end + (1 if text[end : end + 1] in ("\r", "\n") else 0), ""

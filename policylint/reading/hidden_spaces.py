"""Spaces that word processors paste and YAML takes for letters; it knows no tree."""

import re

from policylint.reading.problems import Problem
from policylint.reading.spot import Fault, Spot
from policylint.source import Span

_SPACE = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000]"
# Where only an ordinary space does: at the start of a line, after a dash, around a key's colon.
NO_BREAK_SPACE = re.compile(
    f"(?m)^[ ]*(?:-[ ]*)?({_SPACE}+)|^[ ]*(?:-[ ]+)?[\\w.-]+({_SPACE}+):|^[ ]*(?:-[ ]+)?[\\w.-]+:({_SPACE}+)"
)


def no_break_space(spot: Spot) -> Fault | None:
    """Spaces that word processors paste, where YAML takes only ordinary ones, on the faulty line or the one above."""
    above = spot.above()
    start = above.start if above is not None else spot.start
    match = NO_BREAK_SPACE.search(spot.text, start, spot.stop)
    if match is None:
        return None
    group = match.lastindex or 1
    mended = NO_BREAK_SPACE.sub(lambda found: re.sub(_SPACE, " ", found.group()), spot.text)
    return Fault(no_break_space_problem(spot.text, [Span(match.start(group), match.end(group))]), mended)


def no_break_space_problem(text: str, spans: list[Span]) -> Problem:
    """One problem for all such spaces of a file, at the first of them."""
    first = spans[0]
    code = ord(text[first.start])
    name = "a no-break space" if code == 0xA0 else "a special space"
    more = f" ({len(spans)} lines have them)" if len(spans) > 1 else ""
    return Problem(
        "yaml-no-break-space",
        "error",
        f"{name} (U+{code:04X}) stands here, as word processors paste it, and YAML takes it for a letter{more}",
        first,
        remedy="delete it and type an ordinary space",
        related=tuple((span, "here too") for span in spans[1:6]),
    )

"""Syntax errors around colons: one in a sentence, one without its space, none at all; it knows no tree."""

import re

from policylint.reading.problems import shorten
from policylint.reading.spot import KEY, Fault, Spot, fault, quoted

_GLUED = re.compile(r"[ ]*(?:- +)*([A-Za-z][\w.-]*):(?=[^\s:/])")

# Compiled where they are used: most files have no syntax error.
_HEADER = r"(?:^|[:\-] )[ ]*([|>])[-+0-9]*[ ]*(?:#.*)?$"
# A key without a blank, which a sentence that holds a colon does not start with.
_WORD_KEY = r"[ ]*[\w.-]+[ ]*:(?=\s|$)"


def colon(spot: Spot) -> Fault:
    """A colon where no key can start: mostly one that belongs to a sentence."""
    key = KEY.match(spot.line)
    earlier = key is not None and spot.start + key.end() - 1 < spot.index
    if earlier and key is not None:
        return _colon_in_text(spot, key.group(1), spot.start + key.end())
    above = spot.above()
    word = spot.before.strip().removeprefix("- ").strip()
    if above is not None:
        glued = _GLUED.match(above.line)
        if glued and not KEY.match(above.line) and above.indent <= spot.indent:
            return _missing_space(above, glued)
        if " " in word and _ends_openly(above):
            return _colon_in_text(spot, "", spot.start + spot.indent)
        if above.indent < spot.indent or above.line[above.indent : above.indent + 1] == "-":
            return fault(
                spot.start + spot.indent,
                spot.index,
                f"“{shorten(word)}” is indented further than the line above, which already has its value",
                "give it as many spaces at the start as the keys that it stands beside, or write above it the key that"
                " it belongs to, such as “permit:”",
            )
        if not KEY.match(above.line):
            return _lonely(above)
    return _colon_in_text(spot, "", spot.start + spot.indent)


def _ends_openly(above: Spot) -> bool:
    """Whether a line can go on below: it has text that stands in no quotes."""
    return above.line.rstrip()[-1:] not in ('"', "'", "]", "}", ":")


def _colon_in_text(spot: Spot, key: str, start: int) -> Fault:
    value = spot.text[start : spot.stop].strip()
    word = "".join(spot.text[start : spot.index].split()[-1:]).lstrip("“‘")
    named = f"{key}: " if key else ""
    remedy = (
        f"put the text in quotes, or under “{named}|” on a line of its own" if key else "put the whole text in quotes"
    )
    if key and len(value) <= 50 and '"' not in value and "\\" not in value:
        remedy = f"put the text in quotes: {named}{quoted(value)}"
    elif key:
        remedy = f"write “{named}|” and the text on the next line, indented further"
    return fault(
        spot.index,
        spot.index + 1,
        f"the colon after “{shorten(word)}” makes a key of what should be text",
        remedy,
        spot.swap(start, spot.stop),
    )


def _missing_space(spot: Spot, glued: re.Match[str]) -> Fault:
    at = spot.start + glued.end() - 1
    value = spot.line[glued.end() :].strip()
    return fault(
        at,
        at + 1,
        f"a space is missing after the colon of “{glued.group(1)}”",
        f"write {glued.group(1)}: {shorten(value)}",
        spot.without_line(),
        drops=True,
    )


def no_colon(spot: Spot) -> Fault:
    """A line that should have been a key and has no colon. It is the one on which the parser began to read."""
    line = Spot(spot.text, spot.opening) if spot.opening is not None else spot
    glued = _GLUED.match(line.line)
    if glued:
        return _missing_space(line, glued)
    return _lonely(line)


def _unindented(spot: Spot, above: Spot, bar: int) -> Fault:
    """The first line of a text under “key: |” that is not indented; what looks like it is left out with it."""
    key = KEY.match(above.line)
    named = f"“{key.group(1)}”" if key else "the line above"
    column = key.start(1) if key else above.indent
    mended = spot.put(bar, "¦" if spot.text[bar] == "|" else "›")
    line: Spot | None = spot
    while line is not None and line.line.strip() and line.line.strip()[:2] != "- ":
        if re.match(_WORD_KEY, line.line):
            break
        mended = mended[: line.start + line.indent] + "#" + mended[line.start + line.indent + 1 :]
        line = line.below()
    return fault(
        spot.start + spot.indent,
        spot.start + len(spot.line.rstrip()),
        f"“{shorten(spot.line)}” is not indented, so that it is not part of the text that “{spot.text[bar]}” starts",
        f"put {column + 2} spaces before every line of the text, two more than before {named}",
        mended,
        drops=True,
    )


def _lonely(spot: Spot) -> Fault:
    start = spot.start + spot.indent
    words = spot.line.strip()
    end = start + len(words)
    above = spot.above()
    header = re.search(_HEADER, above.line) if above is not None else None
    if above is not None and header and above.indent >= spot.indent - (above.line.find("- ") == above.indent) * 2:
        return _unindented(spot, above, above.start + header.start(1))
    if words.startswith("-") and words[1:2].isalnum():
        return fault(
            start,
            start + 1,
            "a space is missing after the dash",
            f"write - {shorten(words[1:])}",
            spot.without_line(),
            True,
        )
    if len(words) > 1000:
        return fault(
            start, start + 40, "this line is too long for a key", "put long text in a block that starts with “|”"
        )
    return fault(
        start,
        end,
        f"“{shorten(words)}” is neither a key with a colon nor part of the text above it",
        "write it as “key: value”, or indent it further than the key whose text it continues",
        spot.without_line(),
        drops=True,
    )


def glued_in_brackets(spot: Spot) -> Fault:
    """`{who:[a, b]}`, which only libyaml refuses."""
    word = re.split(r"[,\[{\s]", spot.text[spot.start : spot.index])[-1]
    return fault(
        spot.index,
        spot.index + 1,
        f"a space is missing after the colon of “{shorten(word)}”" if word else "a space is missing after the colon",
        f"write {shorten(word)}: and then the value" if word else "put a space after it",
    )

"""Syntax errors around signs: quotation marks, brackets, and what YAML keeps for itself; it knows no tree."""

import re

from policylint.reading.layout import indentation, tab_indent, unknown
from policylint.reading.problems import shorten
from policylint.reading.spot import Fault, Spot, fault, quoted

# Compiled where it is used: most files have no syntax error.
_BULLET = r"(?m)^[ ]*([\u2010-\u2015\u2212•·▪◦])[ ](?=\S)"


def odd_start(spot: Spot) -> Fault:
    """A character that nothing may start with: a tab, or one that YAML keeps for itself."""
    if spot.character == "\t" or "\t" in spot.before:
        return tab_indent(spot)
    sign = spot.character
    end = spot.stop
    value = spot.text[spot.index : end].rstrip()
    fullwidth = chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else "\ufffd"
    return fault(
        spot.index,
        spot.index + 1,
        f"a value cannot start with “{sign}” unless it stands in quotes",
        f"put it in quotes: {quoted(value)}",
        spot.put(spot.index, fullwidth),
    )


def long_dash(spot: Spot) -> Fault | None:
    """A dash or a bullet of a word processor where the hyphen of a list's entry must stand."""
    for line in (spot, spot.above()):
        sign = re.match(_BULLET, line.line) if line is not None else None
        if line is not None and sign:
            at = line.start + sign.start(1)
            name = "a bullet" if sign.group(1) in "•·▪◦" else "a long dash"
            return fault(
                at,
                at + 1,
                f"{name} (U+{ord(sign.group(1)):04X}) stands here, and an entry of a list starts with a plain hyphen",
                f"write - {shorten(line.line[sign.end() :])}",
                re.sub(_BULLET, lambda found: f"{found.group()[:-2]}- ", spot.text),
            )
    return None


def misfit(spot: Spot) -> Fault:
    """Something that is neither the next key nor the next entry."""
    before = spot.before.rstrip()
    if spot.character in "]}" and spot.character:
        return fault(
            spot.index,
            spot.index + 1,
            f"“{spot.character}” closes a bracket that was never opened",
            "delete it, or put the text in quotes if it belongs to it",
            spot.put(spot.index, " "),
        )
    last = before[-1:]
    if before.strip(" -") and last in ('"', "'"):
        return _after_quote(spot, before, last)
    if before.strip(" -") and last in ("]", "}"):
        return _after_bracket(spot, before, last)
    star = re.search(r"(?:^|[:\-] +)([*&!][^\s]*)$", before)
    if star:
        return _sign(spot, spot.start + star.start(1))
    if before.strip(" -"):
        return unknown(spot)
    return indentation(spot)


def _after_quote(spot: Spot, before: str, sign: str) -> Fault:
    if before.count(sign) % 2:
        # The mark that closed here was meant to open: an earlier line has one too few.
        above = spot.above()
        while above is not None:
            if above.line.count(sign) % 2:
                return _open_quote(spot.text, above.start + above.line.find(sign))
            above = above.above()
    at = spot.start + len(before) - 1
    whole = spot.text[spot.start + before.find(sign) : spot.stop].strip()
    if sign == "'" and before[-2:-1].isalpha() and spot.character.isalpha() and spot.text[spot.index - 1] == "'":
        word = before.rsplit(maxsplit=1)[-1].lstrip("'") + spot.text[spot.index : spot.stop].split()[0]
        message, remedy = (
            f"the apostrophe in “{shorten(word)}” ends the text, which stands in single quotation marks",
            "write it twice: ''; or put the text in double quotation marks",
        )
    else:
        message = (
            f"the text goes on after the quotation mark that closes it: “{shorten(spot.text[spot.index : spot.stop])}”"
        )
        other = "'" if sign == '"' else '"'
        remedy = "put all of it in quotes"
        if len(whole) <= 50 and other not in whole and "\\" not in whole:
            remedy += f": {other}{whole}{other}"
    return fault(at, at + 1, message, remedy, spot.swap(spot.start + before.find(sign), spot.stop))


def _after_bracket(spot: Spot, before: str, closing: str) -> Fault:
    opening = "[" if closing == "]" else "{"
    start = spot.start + before.find(opening) if opening in before else spot.index
    whole = spot.text[start : spot.stop].strip()
    kind = "a list" if closing == "]" else "keys and values"
    return fault(
        start,
        spot.start + len(before),
        f"brackets {opening}{closing} at the start of a value enclose {kind}, and text follows them",
        f"put all of it in quotes: {quoted(whole)}" if len(whole) <= 50 else "put all of it in quotes",
        spot.swap(start, spot.stop) if opening in before else "",
    )


def open_quote(spot: Spot) -> Fault:
    at = spot.opening if spot.opening is not None else spot.index
    return _open_quote(spot.text, at)


def _open_quote(text: str, at: int) -> Fault:
    sign = text[at : at + 1]
    return fault(
        at,
        at + 1,
        f"the quotation mark {sign} that opens here is never closed",
        f"close it with {sign} at the end of the text, or delete it",
        text[:at] + " " + text[at + 1 :],
    )


def backslash(spot: Spot) -> Fault:
    at = spot.text.rfind("\\", 0, spot.index + 1)
    at = at if at >= 0 else spot.index
    return fault(
        at,
        at + 2,
        f"“{spot.text[at : at + 2]}” means nothing in double quotation marks",
        "use single quotation marks, or write the backslash twice",
        spot.put(at, "/"),
    )


def open_bracket(spot: Spot) -> Fault:
    at = spot.opening if spot.opening is not None else spot.index
    sign = spot.text[at : at + 1]
    closing = "]" if sign == "[" else "}"
    opened = Spot(spot.text, at)
    inside = spot.text[at : opened.stop]
    comment = re.search(r"\s#", inside)
    if comment and closing in inside[comment.start() :] and spot.index > at + comment.start():
        return fault(
            at + comment.start() + 1,
            at + comment.start() + 2,
            f"“#” after a space starts a comment here, so that the bracket {sign} is never closed",
            "put the text that holds it in quotes",
        )
    if spot.start == opened.start and spot.character == ":":
        end = spot.text.find(closing, spot.index, spot.stop)
        part = re.split(r"[,\[{]", spot.text[at : spot.index])[-1]
        before = spot.index - len(part.lstrip())
        return fault(
            spot.index,
            spot.index + 1,
            f"a second colon follows in “{shorten(part)}” before the next comma",
            "put the text in quotes if the colon belongs to it, or put a comma between the two keys",
            spot.swap(spot.index, spot.index + 1) if end >= 0 and before < spot.index else "",
        )
    if (
        spot.start == opened.start
        and spot.character not in ("", "\n", "\r")
        and closing in spot.text[spot.index : spot.stop]
    ):
        return fault(
            spot.index,
            spot.index + 1,
            f"a comma is missing before “{shorten(spot.text[spot.index : spot.stop])}”",
            "put a comma between the entries, or the text in quotes",
        )
    return fault(
        at,
        at + 1,
        f"the bracket {sign} that opens here is never closed",
        f"close it with {closing}, or write one entry a line",
    )


def star_or_ampersand(spot: Spot) -> Fault:
    return _sign(spot, spot.opening if spot.opening is not None else spot.index)


def _sign(spot: Spot, at: int) -> Fault:
    sign = spot.text[at : at + 1]
    meaning = {"*": "repeats a value that was named", "&": "names a value", "!": "is a tag of YAML"}.get(
        sign, "is a sign"
    )
    line = Spot(spot.text, at)
    value = spot.text[at : line.stop].strip()
    remedy = f"put the text in quotes: {quoted(value)}" if len(value) <= 50 else "put the text in quotes"
    return fault(
        at,
        at + 1,
        f"“{sign}” at the start of a value {meaning}, and is not text",
        remedy,
        spot.put(at, chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else "\ufffd"),
    )


def block_header(spot: Spot) -> Fault:
    at = spot.opening if spot.opening is not None else spot.index
    sign = spot.text[at : at + 1]
    line = Spot(spot.text, at)
    value = spot.text[at : line.stop].strip()
    or_quoted = f", or put it in quotes: {quoted(value)}" if sign == ">" and len(value) <= 50 else ""
    return fault(
        at,
        at + 1,
        f"after “{sign}” the text starts on the next line, and here it follows on the same one",
        f"put the text on the next line, indented{or_quoted}",
        spot.put(at, "¦" if sign == "|" else "›"),
    )


def dash_in_line(spot: Spot) -> Fault:
    return fault(
        spot.index,
        spot.index + 1,
        "a list cannot start behind a key on the same line",
        "put each entry on a line of its own below the key, or put the text in quotes if the dash belongs to it",
        spot.swap(spot.index, spot.index + 1),
    )


def question_mark(spot: Spot) -> Fault:
    return fault(
        spot.index,
        spot.index + 1,
        "“?” before a space starts a key in YAML, and none can start here",
        "put the text in quotes",
        spot.put(spot.index, "？"),
    )


def no_content(spot: Spot) -> Fault:
    sign = spot.character
    if not spot.text[spot.index + 1 :].strip() and (opened := _never_closed(spot.text, spot.index)) is not None:
        return open_bracket(Spot(spot.text, spot.index, opened))
    return fault(
        spot.index,
        spot.index + 1,
        f"a value is missing before “{sign}”" if sign.strip() else "a value is missing here",
        "write the value, or put the text in quotes if the sign belongs to it",
        spot.put(spot.index, " ") if sign in ("]", "}") else "",
    )


def _never_closed(text: str, end: int) -> int | None:
    """The last bracket before an offset that nothing closes; signs within quotes are not told apart."""
    closed = 0
    for at in range(end, max(-1, end - 5000), -1):
        if text[at] in "]}":
            closed += 1
        elif text[at] in "[{":
            if not closed:
                return at
            closed -= 1
    return None


def tag(spot: Spot) -> Fault:
    at = spot.opening if spot.opening is not None else spot.index
    return _sign(spot, at if spot.text[at : at + 1] == "!" else spot.index)


def after_the_end(spot: Spot) -> Fault:
    return fault(
        spot.index,
        spot.stop,
        "the document has ended above, and more follows",
        "delete the line “...” above, or what follows it",
    )


def directive(spot: Spot) -> Fault:
    return fault(
        spot.start,
        spot.stop,
        "a line that starts with “%” gives orders to the YAML parser, and this one is not understood",
        "delete it",
        spot.without_line() if spot.line.startswith("%") else "",
    )

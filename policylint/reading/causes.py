"""The likely causes of YAML syntax errors, each found from the line on which a parser gave up; it knows no tree.

A cause may hand back the text mended at equal length, so that reading goes on and one run shows several faults. What is
put in looks like what stood there: `꞉` for a colon, `”` for a quotation mark.
"""

import re
from typing import NamedTuple

from policylint.reading.problems import Problem, shorten
from policylint.source import Span

_KEY = re.compile(r"[ ]*(?:- +)*([^\s:#'\"\[{][^:]*?|\"[^\"]*\"|'[^']*')[ ]*:(?=\s|$)")
_GLUED = re.compile(r"[ ]*(?:- +)*([A-Za-z][\w.-]*):(?=[^\s:/])")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LOOKALIKE = str.maketrans({":": "꞉", '"': "”", "'": "’", "[": "(", "]": ")", "{": "(", "}": ")", "-": "–"})
# Spaces that YAML takes for letters, where only an ordinary one does: indenting, after a dash, around a key's colon.
_SPACE = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000]"
NO_BREAK_SPACE = re.compile(
    f"(?m)^[ ]*(?:-[ ]*)?({_SPACE}+)|^[ ]*(?:-[ ]+)?[\\w.-]+({_SPACE}+):|^[ ]*(?:-[ ]+)?[\\w.-]+:({_SPACE}+)"
)


class Fault(NamedTuple):
    """A syntax error.

    problem: None where nothing is wrong and only the parser is too strict. mended: the text to go on with; empty where
    there is no guess. drops: whether mending left something out.
    """

    problem: Problem | None
    mended: str = ""
    drops: bool = False


class Spot:
    """Where a parser gave up, with the line around it, and where what it was reading begins."""

    __slots__ = ("index", "opening", "start", "stop", "text")

    def __init__(self, text: str, index: int, opening: int | None = None) -> None:
        self.text = text
        self.index = max(0, min(index, len(text)))
        if self.index == len(text):
            # At the end of the file nothing stands: show the last line that has something.
            self.index = max(0, len(text.rstrip()) - 1) if text.strip() else 0
        self.opening = None if opening is None else min(opening, len(text))
        self.start = max(text.rfind("\n", 0, self.index), text.rfind("\r", 0, self.index)) + 1
        end = _LINE_END.search(text, self.index)
        self.stop = end.start() if end else len(text)

    @property
    def line(self) -> str:
        return self.text[self.start : self.stop]

    @property
    def before(self) -> str:
        return self.text[self.start : self.index]

    @property
    def character(self) -> str:
        return self.text[self.index : self.index + 1]

    @property
    def indent(self) -> int:
        return len(self.line) - len(self.line.lstrip(" "))

    def above(self) -> "Spot | None":
        """The nearest line above that is neither blank nor a comment."""
        position = self.start
        while position > 0:
            position -= 1
            if self.text[position] == "\n" and position and self.text[position - 1] == "\r":
                position -= 1
            spot = Spot(self.text, position)
            spot.stop = position
            spot.start = max(self.text.rfind("\n", 0, position), self.text.rfind("\r", 0, position)) + 1
            if spot.line.strip() and not spot.line.lstrip().startswith("#"):
                return spot
            position = spot.start
        return None

    def swap(self, start: int, end: int) -> str:
        """The whole text with lookalikes in place of what means something to YAML between two offsets."""
        return self.text[:start] + self.text[start:end].translate(_LOOKALIKE) + self.text[end:]

    def put(self, at: int, character: str) -> str:
        return self.text[:at] + character + self.text[at + 1 :]

    def without_line(self) -> str:
        """The whole text with this line as a comment, or nothing where lines that belong to it follow."""
        rest = self.text[self.stop :].lstrip("\r\n")
        if len(rest) - len(rest.lstrip(" ")) > self.indent or self.start == self.stop:
            return ""
        at = self.start + self.indent
        return self.put(min(at, self.stop - 1), "#")


def _fault(start: int, end: int, message: str, remedy: str, mended: str = "", drops: bool = False) -> Fault:
    problem = Problem("syntax", "error", message, Span(start, max(end, start)), remedy=remedy)
    return Fault(problem, mended, drops)


def unknown(spot: Spot) -> Fault:
    return _fault(
        spot.index,
        spot.index + 1,
        f"this line does not fit what stands above it: “{shorten(spot.line)}”",
        "compare it with the line above: spaces at the start, the colon, quotation marks, brackets",
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


def odd_start(spot: Spot) -> Fault:
    """A character that nothing may start with: a tab, or one that YAML keeps for itself."""
    if spot.character == "\t" or "\t" in spot.before:
        return _tab(spot)
    sign = spot.character
    end = spot.stop
    value = spot.text[spot.index : end].rstrip()
    fullwidth = chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else "\ufffd"
    return _fault(
        spot.index,
        spot.index + 1,
        f"a value cannot start with “{sign}” unless it stands in quotes",
        f"put it in quotes: {_quoted(value)}",
        spot.put(spot.index, fullwidth),
    )


def _tab(spot: Spot) -> Fault:
    at = spot.start + spot.line.find("\t")
    head = spot.text[spot.start : at].strip(" ")
    if head.strip("-? "):
        # Only the parser written in Python minds a tab between two words of a line.
        return Fault(None, spot.put(spot.index, " ") if spot.character == "\t" else "")
    indents = re.findall(r"(?m)^[ \t]+(?=[^\s#])", spot.text)
    all_tabs = not head and all(set(indent) == {"\t"} for indent in indents)
    mended = re.sub(r"(?m)^\t+", lambda match: " " * len(match.group()), spot.text) if all_tabs else ""
    message = "a tab follows the dash" if head else "this line is indented with a tab"
    remedy = (
        "put a space after the dash" if head else "indent with spaces, two for each level; editors can convert tabs"
    )
    return _fault(at, at + 1, f"{message}, and YAML takes only spaces there", remedy, mended)


def colon(spot: Spot) -> Fault:
    """A colon where no key can start: mostly one that belongs to a sentence."""
    key = _KEY.match(spot.line)
    earlier = key is not None and spot.start + key.end() - 1 < spot.index
    if earlier and key is not None:
        return _colon_in_text(spot, key.group(1), spot.start + key.end())
    above = spot.above()
    word = spot.before.strip().removeprefix("- ").strip()
    if above is not None:
        glued = _GLUED.match(above.line)
        if glued and not _KEY.match(above.line) and above.indent <= spot.indent:
            return _missing_space(above, glued)
        if " " in word and _ends_openly(above):
            return _colon_in_text(spot, "", spot.start + spot.indent)
        if above.indent < spot.indent or above.line[above.indent : above.indent + 1] == "-":
            return _fault(
                spot.start + spot.indent,
                spot.index,
                f"“{shorten(word)}” is indented further than the line above, which already has its value",
                "give it as many spaces at the start as the keys that it stands beside",
            )
        if not _KEY.match(above.line):
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
        remedy = f"put the text in quotes: {named}{_quoted(value)}"
    elif key:
        remedy = f"write “{named}|” and the text on the next line, indented further"
    return _fault(
        spot.index,
        spot.index + 1,
        f"the colon after “{shorten(word)}” makes a key of what should be text",
        remedy,
        spot.swap(start, spot.stop),
    )


def _missing_space(spot: Spot, glued: re.Match[str]) -> Fault:
    at = spot.start + glued.end() - 1
    value = spot.line[glued.end() :].strip()
    return _fault(
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


def _lonely(spot: Spot) -> Fault:
    start = spot.start + spot.indent
    words = spot.line.strip()
    end = start + len(words)
    if words.startswith("-") and words[1:2].isalnum():
        return _fault(
            start,
            start + 1,
            "a space is missing after the dash",
            f"write - {shorten(words[1:])}",
            spot.without_line(),
            True,
        )
    if len(words) > 1000:
        return _fault(
            start, start + 40, "this line is too long for a key", "put long text in a block that starts with “|”"
        )
    return _fault(
        start,
        end,
        f"“{shorten(words)}” is neither a key with a colon nor part of the text above it",
        "write it as “key: value”, or indent it further than the key whose text it continues",
        spot.without_line(),
        drops=True,
    )


def open_quote(spot: Spot) -> Fault:
    at = spot.opening if spot.opening is not None else spot.index
    return _open_quote(spot.text, at)


def _open_quote(text: str, at: int) -> Fault:
    sign = text[at : at + 1]
    return _fault(
        at,
        at + 1,
        f"the quotation mark {sign} that opens here is never closed",
        f"close it with {sign} at the end of the text, or delete it",
        text[:at] + " " + text[at + 1 :],
    )


def backslash(spot: Spot) -> Fault:
    at = spot.text.rfind("\\", 0, spot.index + 1)
    at = at if at >= 0 else spot.index
    return _fault(
        at,
        at + 2,
        f"“{spot.text[at : at + 2]}” means nothing in double quotation marks",
        "use single quotation marks, or write the backslash twice",
        spot.put(at, "/"),
    )


def misfit(spot: Spot) -> Fault:
    """Something that is neither the next key nor the next entry."""
    before = spot.before.rstrip()
    if spot.character in "]}" and spot.character:
        return _fault(
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
    return _indentation(spot)


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
        message, remedy = (
            "the apostrophe ends the text",
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
    return _fault(at, at + 1, message, remedy, spot.swap(spot.start + before.find(sign), spot.stop))


def _after_bracket(spot: Spot, before: str, closing: str) -> Fault:
    opening = "[" if closing == "]" else "{"
    start = spot.start + before.find(opening) if opening in before else spot.index
    whole = spot.text[start : spot.stop].strip()
    kind = "a list" if closing == "]" else "keys and values"
    return _fault(
        start,
        spot.start + len(before),
        f"brackets {opening}{closing} at the start of a value enclose {kind}, and text follows them",
        f"put all of it in quotes: {_quoted(whole)}" if len(whole) <= 50 else "put all of it in quotes",
        spot.swap(start, spot.stop) if opening in before else "",
    )


def _indentation(spot: Spot) -> Fault:
    at = spot.index
    word = shorten(spot.line.strip(), 30)
    above = spot.above()
    comment = _comment_above(spot)
    if comment is not None and above is not None and not _KEY.match(spot.line) and above.indent < spot.indent:
        return _fault(
            comment,
            comment + 1,
            "a line that starts with “#” is a comment, and it ends the text above it",
            "put the text in a block that starts with “|”, or in quotes",
        )
    header = above
    while header is not None and header.indent >= spot.indent:
        header = header.above()
    if header is not None and re.search(r"[|>][-+0-9]*$", header.line.split(" #")[0].rstrip()):
        return _fault(
            at,
            spot.stop,
            f"“{word}” is indented less than the first line of the text block it belongs to",
            "indent every line of the block at least as far as its first",
        )
    if spot.character == ":":
        return _fault(at, at + 1, "a colon stands here with no key before it", "write the key before the colon")
    dash = spot.character == "-"
    if above is not None and above.indent == spot.indent:
        listed = above.line[above.indent : above.indent + 2] in ("- ", "-")
        if dash and not listed:
            return _fault(
                at,
                spot.stop,
                f"“{word}” is an entry of a list, and the line above it is a key with a value",
                "indent the list below the key that it belongs to",
            )
        if listed and not dash:
            return _fault(
                at,
                spot.stop,
                f"“{word}” stands among the entries of a list, and does not start with “- ”",
                "indent it further if it belongs to the entry above, or less if it belongs to the key of the list",
            )
    columns = _columns_above(spot)
    known = f": those start with {_numbers(columns)} spaces" if columns else ""
    return _fault(
        at,
        spot.stop,
        f"“{word}” starts with {spot.indent} {'space' if spot.indent == 1 else 'spaces'}, and fits none of the lines above{known}",
        "give it exactly as many spaces at the start as the lines that it stands beside",
    )


def _comment_above(spot: Spot) -> int | None:
    head = spot.text[: spot.start].rstrip()
    start = max(head.rfind("\n"), head.rfind("\r")) + 1
    line = head[start:].lstrip()
    return len(head) - len(line) if line.startswith("#") else None


def _columns_above(spot: Spot) -> list[int]:
    """The indents that a line here could have: of the lines above, each less than the one found before it."""
    columns: list[int] = []
    above = spot.above()
    steps = 0
    while above is not None and steps < 200 and (not columns or columns[0] > 0):
        inner = len(above.line) - len(above.line.lstrip(" -"))
        keyed = _KEY.match(above.line) is not None
        if keyed or inner != above.indent:
            for column in (inner, above.indent) if keyed else (above.indent,):
                if not columns or column < columns[0]:
                    columns.insert(0, column)
        above = above.above()
        steps += 1
    return columns


def _numbers(numbers: list[int]) -> str:
    words = [str(number) for number in numbers]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def open_bracket(spot: Spot) -> Fault:
    at = spot.opening if spot.opening is not None else spot.index
    sign = spot.text[at : at + 1]
    closing = "]" if sign == "[" else "}"
    opened = Spot(spot.text, at)
    inside = spot.text[at : opened.stop]
    comment = re.search(r"\s#", inside)
    if comment and closing in inside[comment.start() :] and spot.index > at + comment.start():
        return _fault(
            at + comment.start() + 1,
            at + comment.start() + 2,
            f"“#” after a space starts a comment here, so that the bracket {sign} is never closed",
            "put the text that holds it in quotes",
        )
    if spot.start == opened.start and spot.character == ":":
        end = spot.text.find(closing, spot.index, spot.stop)
        part = re.split(r"[,\[{]", spot.text[at : spot.index])[-1]
        before = spot.index - len(part.lstrip())
        return _fault(
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
        return _fault(
            spot.index,
            spot.index + 1,
            f"a comma is missing before “{shorten(spot.text[spot.index : spot.stop])}”",
            "put a comma between the entries, or the text in quotes",
        )
    return _fault(
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
    remedy = f"put the text in quotes: {_quoted(value)}" if len(value) <= 50 else "put the text in quotes"
    return _fault(
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
    quoted = f", or put it in quotes: {_quoted(value)}" if sign == ">" and len(value) <= 50 else ""
    return _fault(
        at,
        at + 1,
        f"after “{sign}” the text starts on the next line, and here it follows on the same one",
        f"put the text on the next line, indented{quoted}",
        spot.put(at, "¦" if sign == "|" else "›"),
    )


def dash_in_line(spot: Spot) -> Fault:
    return _fault(
        spot.index,
        spot.index + 1,
        "a list cannot start behind a key on the same line",
        "put each entry on a line of its own below the key, or put the text in quotes if the dash belongs to it",
        spot.swap(spot.index, spot.index + 1),
    )


def question_mark(spot: Spot) -> Fault:
    return _fault(
        spot.index,
        spot.index + 1,
        "“?” before a space starts a key in YAML, and none can start here",
        "put the text in quotes",
        spot.put(spot.index, "？"),
    )


def no_content(spot: Spot) -> Fault:
    sign = spot.character
    return _fault(
        spot.index,
        spot.index + 1,
        f"a value is missing before “{sign}”" if sign.strip() else "a value is missing here",
        "write the value, or put the text in quotes if the sign belongs to it",
        spot.put(spot.index, " ") if sign in ("]", "}") else "",
    )


def tag(spot: Spot) -> Fault:
    at = spot.opening if spot.opening is not None else spot.index
    return _sign(spot, at if spot.text[at : at + 1] == "!" else spot.index)


def after_the_end(spot: Spot) -> Fault:
    return _fault(
        spot.index,
        spot.stop,
        "the document has ended above, and more follows",
        "delete the line “...” above, or what follows it",
    )


def directive(spot: Spot) -> Fault:
    return _fault(
        spot.start,
        spot.stop,
        "a line that starts with “%” gives orders to the YAML parser, and this one is not understood",
        "delete it",
        spot.without_line() if spot.line.startswith("%") else "",
    )


def _quoted(value: str) -> str:
    sign = "'" if '"' in value or "\\" in value else '"'
    return f"{sign}{shorten(value, 50)}{sign}"

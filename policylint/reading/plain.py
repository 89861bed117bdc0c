"""Plain text to the little Markdown that our own reader knows, line for line: headings are found by how they look.

A line stays a line, so that its number stays true. It knows no policy and no words but modal ones.
"""

import re

from policylint.reading.sentences import word_set

_LONGEST_HEADING = 90
_NUMBERED = re.compile(
    r"(?:(?:section|article|part|chapter|appendix)\s+)?(?:\d{1,3}(?:[.\-]\d{1,3})*|[IVX]{1,5}|[A-Z])[.)]?:?\s+(?=\S)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"([ \t]{0,40})(?:[•·▪●◦■□✓➢➤–—*]|o(?=[ \t]{1,4}[A-Z])|\uf0b7|\uf0a7)[ \t]+(?=\S)")
_LETTERED = re.compile(r"[ \t]{0,40}(?:\(?[a-zA-Z0-9]{1,4}[.)]|\([ivxl]{1,6}\)|[-+])[ \t]+")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,}|_{3,})[ \t]*")
_SENTENCE_WORDS = word_set(
    """
    is are was must shall should may will can cannot not have has be been do does they you we it this that these
    """
)
_SMALL = word_set("a an and as at by for from in of on or the to with & your its")


def plain_blocks(text: str) -> str:
    """The text with headings marked by `#` and every bullet a hyphen; as many lines as before."""
    lines = text.split("\n")
    found: list[str] = []
    for number, line in enumerate(lines):
        bare = line.strip()
        before = lines[number - 1].strip() if number else ""
        after = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if not bare or _UNDERLINE.fullmatch(line):
            found.append("")
        elif _UNDERLINE.fullmatch(after) and len(bare) <= _LONGEST_HEADING:
            found.append(f"# {bare}")
        elif is_heading(bare, before, after):
            found.append(f"## {_without_number(bare).rstrip(':')}")
        else:
            bullet = _BULLET.match(line)
            line = f"{bullet[1]}- {line[bullet.end() :]}" if bullet else line
            # Four spaces would open a piece of code for other readers, and mean nothing here.
            found.append(line.rstrip() if bullet or _LETTERED.match(line) else bare)
    return "\n".join(found)


def is_heading(line: str, before: str, after: str) -> bool:
    """Whether a line looks like a heading. before, after: the lines around it, stripped."""
    if len(line) > _LONGEST_HEADING or line[-1] in ".;,?!" or _BULLET.match(line) or line.startswith(("|", "#", ">")):
        return False
    number = _NUMBERED.match(line)
    rest = line[number.end() :] if number else line
    words = [word.strip("()&,:/“”\"'") for word in rest.split()]
    words = [word for word in words if word]
    if not words or len(words) > 12 or not rest[:1].isalpha() or not any(char.isalpha() for char in rest):
        return False
    lower = {word.lower() for word in words}
    if rest.isupper() and len(rest) > 3:
        return True
    if lower & _SENTENCE_WORDS or not rest[0].isupper():
        return False
    if line.endswith(":") and not number:
        # "Employees must:" opens a list and names no part.
        return not before and not after and len(words) <= 5
    capitals = sum(word[0].isupper() or word.lower() in _SMALL or word[0].isdigit() for word in words)
    place = _place(line)
    if place and ((before and after) or 0 < _place(before) == place - 1 or _place(after) == place + 1):
        return False  # one of a list
    if number:
        return capitals == len(words) or len(words) <= 6
    return not before and capitals == len(words) and len(words) <= 10 and not _is_address(line)


def _place(line: str) -> int:
    """The number of a line in a list that counts 1, 2, 3; 0 of any other."""
    match = _NUMBERED.match(line)
    number = match[0].strip().rstrip(".):") if match else ""
    return int(number) if number.isdecimal() and number.isascii() else 0


def _is_address(line: str) -> bool:
    return "@" in line or any(char.isdigit() for char in line)


def _without_number(line: str) -> str:
    match = _NUMBERED.match(line)
    return line[match.end() :] if match and len(line) > match.end() else line


__all__ = ["is_heading", "plain_blocks"]

"""Syntax errors of indentation: tabs, and lines that fit none of those above; it knows no tree."""

import re

from policylint.reading import oddities
from policylint.reading.problems import shorten
from policylint.reading.spot import KEY, Fault, Spot, fault


def unknown(spot: Spot) -> Fault:
    return fault(
        spot.index,
        spot.index + 1,
        f"this line does not fit what stands above it: “{shorten(spot.line)}”",
        "compare it with the line above: spaces at the start, the colon, quotation marks, brackets",
    )


def too_deep(spot: Spot) -> Fault:
    """libyaml's own limit, which it can reach while it looks ahead."""
    return Fault(oddities.too_deep(spot.index))


def tab_indent(spot: Spot) -> Fault:
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
    return fault(at, at + 1, f"{message}, and YAML takes only spaces there", remedy, mended)


def indentation(spot: Spot) -> Fault:
    at = spot.index
    word = shorten(spot.line.strip(), 30)
    above = spot.above()
    comment = _comment_above(spot)
    if comment is not None and above is not None and not KEY.match(spot.line) and above.indent < spot.indent:
        return fault(
            comment,
            comment + 1,
            "a line that starts with “#” is a comment, and it ends the text above it",
            "put the text in a block that starts with “|”, or in quotes",
        )
    header = above
    while header is not None and header.indent >= spot.indent:
        header = header.above()
    if header is not None and re.search(r"[|>][-+0-9]*$", header.line.split(" #")[0].rstrip()):
        return fault(
            at,
            spot.stop,
            f"“{word}” is indented less than the first line of the text block it belongs to",
            "indent every line of the block at least as far as its first",
        )
    if spot.character == ":":
        return fault(at, at + 1, "a colon stands here with no key before it", "write the key before the colon")
    dash = spot.character == "-"
    key = KEY.match(spot.line)
    entry = above
    while entry is not None and entry.indent > spot.indent:
        entry = entry.above()
    listed = entry is not None and entry.line.startswith(f"{' ' * spot.indent}- ")
    first = KEY.match(entry.line) if entry is not None and listed else None
    if key and first and key.group(1) == first.group(1):
        return fault(
            at,
            spot.stop,
            f"a dash seems to be missing before “{word}”: an entry of this list above starts with the same key",
            f"write “- {word}”, so that a new entry starts here",
        )
    if above is not None and above.indent == spot.indent:
        listed = above.line[above.indent : above.indent + 2] in ("- ", "-")
        if dash and not listed:
            return fault(
                at,
                spot.stop,
                f"“{word}” is an entry of a list, and the line above it is a key with a value",
                "indent the list below the key that it belongs to",
            )
        if listed and not dash:
            return fault(
                at,
                spot.stop,
                f"“{word}” stands among the entries of a list, and does not start with “- ”",
                "indent it further if it belongs to the entry above, or less if it belongs to the key of the list",
            )
    columns = [column for column in _columns_above(spot, dash) if column != spot.indent]
    known = f": those start with {_numbers(columns)} spaces" if columns else ""
    spaces = "1 space" if spot.indent == 1 else f"{spot.indent} spaces"
    return fault(
        at,
        spot.stop,
        f"“{word}” starts with {spaces}, and fits none of the lines above{known}",
        "give it exactly as many spaces at the start as the lines that it stands beside"
        if columns or not dash
        else "write the key that the list belongs to above it, and indent the list below that key",
    )


def _comment_above(spot: Spot) -> int | None:
    head = spot.text[: spot.start].rstrip()
    start = max(head.rfind("\n"), head.rfind("\r")) + 1
    line = head[start:].lstrip()
    return len(head) - len(line) if line.startswith("#") else None


def _columns_above(spot: Spot, dash: bool) -> list[int]:
    """The indents that a line here could have: those of entries for a dash, of keys otherwise, in blocks still open."""
    columns: list[int] = []
    outermost = len(spot.text)
    above = spot.above()
    steps = 0
    while above is not None and steps < 200 and outermost > 0:
        inner = len(above.line) - len(above.line.lstrip(" -"))
        entry = inner != above.indent
        keyed = KEY.match(above.line) is not None
        column = above.indent if dash else inner
        if (entry if dash else keyed) and column < outermost and column not in columns:
            columns.append(column)
        if entry or keyed:
            outermost = min(outermost, above.indent)
        above = above.above()
        steps += 1
    return sorted(columns)


def _numbers(numbers: list[int]) -> str:
    words = [str(number) for number in numbers]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]

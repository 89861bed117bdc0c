"""Characters that no one sees and YAML minds, reported and put out of harm's way; it knows no structure.

Every replacement keeps the length of the text, so that offsets hold for the text as it was written.
"""

from policylint.patterns import pattern
from policylint.reading.problems import Problem
from policylint.source import Span

_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_SEPARATORS = "\x85\u2028\u2029"
_MARK = "\ufeff"
_STRANGE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# A vertical tab is a line break within a paragraph in word processors, a form feed the end of a page.
_SPACES = _SEPARATORS + "\x0b\x0c"
_NAMED = {"\x0b": "a vertical tab", "\x0c": "a page break", "\x08": "a backspace", "\x1b": "an escape character"}


def prepare(text: str) -> tuple[str, list[Problem]]:
    """The text with harmless characters in place of hidden ones, and a problem for each kind of them."""
    if text.isascii() and not text.encode("ascii").translate(None, _PLAIN):
        return text, []
    found: dict[str, list[int]] = {}
    for match in _STRANGE.finditer(text):
        character = match.group()
        kind = "separator" if character in _SEPARATORS else "mark" if character == _MARK else "control"
        found.setdefault(kind, []).append(match.start())
    if not found:
        return text, []
    problems = [_problem(kind, text, offsets) for kind, offsets in found.items()]
    return _STRANGE.sub(lambda match: " " if match.group() in _SPACES else "\ufffd", text), problems


def _problem(kind: str, text: str, offsets: list[int]) -> Problem:
    character = text[offsets[0]]
    span = Span(offsets[0], offsets[0] + 1)
    others = tuple((Span(offset, offset + 1), "here too") for offset in offsets[1:6])
    more = f" ({len(offsets)} of them in this file)" if len(offsets) > 1 else ""
    code = f"U+{ord(character):04X}"
    if kind == "separator":
        return Problem(
            "yaml-line-separator",
            "warning",
            f"a hidden line separator ({code}) stands here, as word processors paste it{more}; it is read as a space",
            span,
            remedy="delete it, or put an ordinary line break in its place",
            related=others,
        )
    if kind == "mark":
        return Problem(
            "yaml-byte-order-mark",
            "error",
            f"a hidden byte order mark ({code}) stands in the middle of the file, as when two files are joined{more}",
            span,
            remedy="delete it together with the character before or after it, and type that one again",
            related=others,
        )
    name = _NAMED.get(character, "a control character")
    return Problem(
        "control-character",
        "error",
        f"{name} ({code}) stands here, which no text holds{more}",
        span,
        remedy="delete it",
        related=others,
    )

"""Plain data to YAML in block style that our own reader reads back exactly. It knows no policy.

A text stands plain where nothing in it could be mistaken, folded over several lines where it is long prose, and in
double quotes otherwise.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from policylint.reading.sentences import word_set
from policylint.typed import Any

WIDTH = 100
# Beyond doubt for every YAML reader: letters, digits, marks of prose; no colon or hash where they mean something.
_PLAIN = re.compile(r"[A-Za-z(](?:[A-Za-z0-9 ()/.,;_'’“”%&+=@?!$§…–—-]|:(?=[^\s:]))*")
_LENGTH = re.compile(r"[0-9]{1,4} [a-z]+(?: [a-z]+)?")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_WORDS = word_set("true false yes no on off y n null none nan inf")
_FOLDABLE = re.compile(
    r"[^\s#>|@`\"'%&*!?\[{\]},:\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff-][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*"
)


def block(data: Any, indent: int = 0) -> str:
    """Data as YAML, ending in a line break. Strings, numbers, booleans and None in mappings and sequences."""
    return "".join(f"{line}\n" for line in _lines(data, indent))


def _lines(data: Any, indent: int) -> Iterator[str]:
    room = " " * indent
    if isinstance(data, Mapping):
        for key, value in data.items():
            name = key if _KEY.fullmatch(key) and key.lower() not in _WORDS else _quoted(key)
            yield from _entry(f"{room}{name}:", value, indent + 2)
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for value in data:
            if isinstance(value, Mapping) and value:
                inner = list(_lines(value, indent + 2))
                yield f"{room}- {inner[0][indent + 2 :]}"
                yield from inner[1:]
            else:
                yield from _entry(f"{room}-", value, indent + 2)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text(head, value, indent)
    elif isinstance(value, Mapping | list | tuple) and value:
        yield head
        yield from _lines(value, indent)
    elif value is None:
        yield head
    else:
        yield f"{head} {json.dumps(value)}" if not isinstance(value, tuple) else f"{head} []"


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    if len(head) + len(text) < WIDTH:
        yield f"{head} {_inline(text)}"
    elif _FOLDABLE.fullmatch(text) and "  " not in text and not text.endswith(" "):
        yield f"{head} >-"
        yield from _folded(text, indent)
    else:
        yield f"{head} {_quoted(text)}"


def _inline(text: str) -> str:
    plain = (_PLAIN.fullmatch(text) or _LENGTH.fullmatch(text)) and not text.endswith((" ", ":")) and " #" not in text
    return text if plain and text.lower() not in _WORDS else _quoted(text)


def _folded(text: str, indent: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > WIDTH:
            yield " " * indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield " " * indent + line


def _quoted(text: str) -> str:
    """A text in double quotes, with everything escaped that is not plainly printable."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() and char != "\ufeff" else _escape(char) for char in quoted)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


__all__ = ["WIDTH", "block"]

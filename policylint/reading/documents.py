"""A file of prose, of whatever kind, to text that can be read, with its places. It knows no policy and runs nothing.

Everything that comes in is a stranger's file: sizes are bounded before anything is unpacked, and what cannot be read is
an InputError that says what to do.
"""

import os
import re
from bisect import bisect_right
from collections.abc import Callable
from importlib import import_module

from policylint.errors import InputError
from policylint.reading.language import code_of, foreign
from policylint.reading.parts import Parts
from policylint.reading.plain import plain_blocks
from policylint.reading.prose import MOST, Prose, read_clause, read_document
from policylint.source import Source
from policylint.typed import Any, NamedTuple

ENGLISH = ("en",)
LARGEST = 25 * 1024 * 1024  # bytes; a policy of 40 pages with pictures is 5 MB

_MARKDOWN = re.compile(r"(?m)^ {0,3}#{1,6} \S|^\|.*\|\s*$|^ {0,3}(?:\*\*|```)|\]\(")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b]")
_MIDDLE_DOT = re.compile(r"(?m)^( {0,8})[·•▪](?=[ \t])")


class Spot(NamedTuple):
    """Where something stands. unit: `line`, `page` or `paragraph`. line: of the text that was read, from 1."""

    unit: str
    number: int
    line: int

    def __str__(self) -> str:
        return f"{self.unit} {self.number}"


class Reading:
    """A document that was read. path: as shown. form: `markdown`, `text`, `docx`, `pdf`, `html`. notes: for people.
    language: `en` or another code that was asked for."""

    __slots__ = ("_parts", "_source", "form", "language", "notes", "path", "prose")

    def __init__(self, path: str, form: str, parts: Parts, prose: Prose, language: str = "en") -> None:
        self.language = language
        self.path = path
        self.form = form
        self.notes = parts.notes
        self.prose = prose
        self._parts = parts
        self._source = Source(path, prose.text)

    @property
    def text(self) -> str:
        return self.prose.text

    def noted(self, note: str) -> "Reading":
        """The same with one more note for people."""
        parts = self._parts._replace(notes=(*self.notes, note))
        return Reading(self.path, self.form, parts, self.prose, self.language)

    def spot(self, offset: int) -> Spot:
        """Where an offset is, as people count in a document of this kind."""
        line = self._source.position(offset)[0]
        if not self._parts.unit:
            return Spot("line", line, line)
        at = bisect_right(self._parts.starts, offset) - 1
        return Spot(self._parts.unit, self._parts.numbers[at] if at >= 0 else 1, line)


def read_path(path: str, languages: tuple[str, ...] = ENGLISH) -> Reading:
    """Read a file. languages: codes of those that the caller can use; a single one but English is taken at its word.
    Raises InputError for what cannot be used."""
    try:
        size = os.stat(path).st_size
        if os.path.isdir(path):
            raise InputError("this is a folder", place=path, remedy="Name the files in it.")
        if size > LARGEST:
            raise _too_large(path, size)
        with open(path, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError("there is no such file", place=path, remedy="Look for a spelling mistake.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"the file cannot be read ({reason})", place=path, remedy="Try whether it opens.") from error
    return read_bytes(data, path, languages)


def read_bytes(data: bytes, path: str, languages: tuple[str, ...] = ENGLISH) -> Reading:
    """Read the bytes of a file; the name only decides between kinds of text. Raises InputError as `read_path` does."""
    if len(data) > LARGEST:
        raise _too_large(path, len(data))
    if not data.strip():
        raise InputError("this file is empty", place=path, remedy="Name the document that holds the policy.")
    form = _form(data, path)
    if form in ("pdf", "docx"):
        parts = _extra(form)(data, path)
    elif form == "html":
        # Late: few documents are web pages.
        from policylint.reading.html_blocks import html_parts

        parts = html_parts(*_decoded(data, path))
    else:
        text, notes = _decoded(data, path)
        text = _MIDDLE_DOT.sub(lambda match: f"{match[1]}-", _INVISIBLE.sub(" ", text))
        parts = Parts(text if form == "markdown" else plain_blocks(text), notes=notes)
    if len(parts.text) > MOST:
        parts = parts._replace(
            text=parts.text[:MOST], notes=(*parts.notes, f"only the first {MOST:,} characters are read")
        )
    prose = (read_clause if form in ("text", "pdf") else read_document)(parts.text)
    return Reading(path, form, parts, prose, _language(prose, path, languages))


def _language(prose: Prose, path: str, languages: tuple[str, ...]) -> str:
    """The language to read a text in. Raises InputError for one that the caller cannot use, and for no words at all."""
    if not any(char.isalpha() for char in prose.plain):
        raise InputError("there are no words in this file", place=path, remedy="Name the document of the policy.")
    if len(languages) == 1 and languages != ENGLISH:
        return languages[0]
    seems = foreign(prose.plain)
    code = code_of(seems)
    if code in languages:
        return code
    if len(languages) > 1:
        message = f"this document seems to be {seems}, which is not read"
        raise InputError(message, place=path, remedy="Name its English version, or its language with --language.")
    message = f"this document seems to be {seems}, and only English is read"
    raise InputError(message, place=path, remedy="Name its English version, if there is one.")


def _too_large(path: str, size: int) -> InputError:
    said = f"this file has {size // 1_048_576} MB, and at most {LARGEST // 1_048_576} MB are read"
    return InputError(said, place=path, remedy="Look whether it is the right file; save it without pictures.")


# ---- which kind of file it is


def _form(data: bytes, path: str) -> str:
    """`markdown`, `text`, `html`, `docx` or `pdf`, by what the file is and not by what it is called."""
    ending = os.path.splitext(path)[1].lower()
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    for start, kind, way in _OTHERS:
        if data.startswith(start):
            raise InputError(f"this is {kind}, which is not read", place=path, remedy=way)
    if ending in (".docx", ".pdf"):
        raise _not_what_it_says(path, ending)
    if b"\0" in data[:65536] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("this is no text", place=path, remedy="Name a Markdown, text, Word (.docx) or PDF file.")
    if ending in (".html", ".htm", ".xhtml") or _looks_like_html(data):
        return "html"
    if ending in (".md", ".markdown", ".mkd"):
        return "markdown"
    if ending != ".txt" and _MARKDOWN.search(data[:65536].decode("utf-8", "replace")):
        return "markdown"
    return "text"


_AS = "Open it in a word processor and save it as Word (.docx), PDF or plain text."
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "a file of an old Word or Excel", _AS),
    (b"{\\rtf", "an RTF file", _AS),
    (b"\x89PNG", "a picture", "Name a document with text; a scan needs text recognition (OCR) first."),
    (b"\xff\xd8\xff", "a picture", "Name a document with text; a scan needs text recognition (OCR) first."),
    (b"II*\0", "a picture", "Name a document with text; a scan needs text recognition (OCR) first."),
    (b"\x1f\x8b", "a packed file", "Unpack it first."),
)


def _looks_like_html(data: bytes) -> bool:
    start = data[:1024].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<?xml")) and b"<" in start


def _not_what_it_says(path: str, ending: str) -> InputError:
    kind = "a Word document" if ending == ".docx" else "a PDF"
    return InputError(
        f"the name says that this is {kind}, and it is none",
        place=path,
        remedy="Open it and save it again; a download that broke off has to be repeated.",
    )


def _extra(form: str) -> Callable[[bytes, str], Parts]:
    """The reader of a format that needs a package of its own."""
    module: Any = import_module(f"policylint.reading.{form}")
    reader: Callable[[bytes, str], Parts] = module.parts
    return reader


def _decoded(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    """Text with plain line ends, and a note when the encoding had to be guessed."""
    notes: tuple[str, ...] = ()
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        notes = ("the file is not UTF-8; it is read as Windows text, so look at quotation marks and dashes",)
        if text.count("\ufffd") > len(text) // 100:
            raise InputError("this is no text", place=path, remedy="Save it as UTF-8 text.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


__all__ = ["ENGLISH", "LARGEST", "Reading", "Spot", "read_bytes", "read_path"]

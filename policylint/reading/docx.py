"""Word documents (.docx) to text, by mammoth. A document is data: nothing in it is run, and no picture is looked at."""

import io
import re
import zipfile
import zlib
from importlib import import_module

from policylint.errors import InputError
from policylint.reading.html_blocks import blocks_of, joined
from policylint.reading.parts import Parts, missing
from policylint.typed import Any

MOST_ENTRIES = 5_000
MOST_UNPACKED = 150 * 1024 * 1024  # bytes of everything in it together
MOST_TEXT = 40 * 1024 * 1024  # bytes of the part that holds the text
_MAIN = "word/document.xml"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='heading 8'] => h6:fresh
p[style-name='heading 9'] => h6:fresh
r[style-name='Strong'] =>
b =>
i =>
u =>
strike => !
comment-reference => !
"""
_INSERTED = re.compile(rb"<w:(?:ins|moveTo)\b")
_DELETED = re.compile(rb"<w:(?:del|moveFrom)\b")
_SAVE = "Open it in Word or LibreOffice and save it again as Word (.docx)."


def parts(data: bytes, path: str) -> Parts:
    """The text of a Word document, each paragraph counted. Raises InputError for what is none or is unsafe."""
    main, comments = _checked(data, path)
    try:
        # Late: an extra, and 80 ms.
        mammoth: Any = import_module("mammoth")
    except ImportError:
        raise missing("mammoth", "Word documents", path) from None
    try:
        html: Any = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_picture)
        ).value
    except Exception as error:  # whatever a broken document makes another's reader raise
        raise InputError(
            f"the text of this Word document cannot be read ({type(error).__name__})", place=path, remedy=_SAVE
        ) from error
    return joined(blocks_of(html), _notes(main, comments))


def _no_picture(_: Any) -> dict[str, str]:
    return {"src": ""}


def _checked(data: bytes, path: str) -> tuple[bytes, bool]:
    """The main part, once the package is known to be a Word document of sane size; and whether it has comments."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            if _MAIN not in names:
                raise InputError(_what(names), place=path, remedy=_remedy(names))
            main = package.getinfo(_MAIN)
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise _bomb(path)
            if main.file_size > MOST_TEXT:
                raise _bomb(path)
            content = package.read(main)
            for entry in entries:
                # mammoth reads all of these; an entity in any could grow without end.
                if entry.filename.endswith((".xml", ".rels")) and entry.file_size <= MOST_TEXT:
                    with package.open(entry) as stream:
                        if b"<!DOCTYPE" in stream.read(4096) or b"<!ENTITY" in content[:4096]:
                            raise InputError(
                                "this Word document holds definitions that no word processor writes",
                                place=path,
                                remedy=_SAVE,
                            )
            commented = "word/comments.xml" in names and b"<w:comment " in package.read("word/comments.xml")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise InputError("this Word document is damaged", place=path, remedy=_SAVE) from error
    except RuntimeError as error:  # what zipfile says of an entry with a password
        raise InputError("this document is protected by a password", place=path, remedy="Take it off.") from error
    return content, commented


def _what(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "this is an Excel file, which is not read"
    if any(name.startswith("ppt/") for name in names):
        return "this is a PowerPoint file, which is not read"
    if "content.xml" in names:
        return "this is an OpenDocument file, which is not read"
    if "EncryptionInfo" in names or "EncryptedPackage" in names:
        return "this document is protected by a password"
    return "this is a packed file and no Word document"


def _remedy(names: set[str]) -> str:
    if "content.xml" in names:
        return "Open it in LibreOffice and save it as Word (.docx), PDF or plain text."
    return "Name a Markdown, text, Word (.docx) or PDF file."


def _bomb(path: str) -> InputError:
    return InputError(
        "unpacked, this document is larger than any policy", place=path, remedy="Save it without pictures, or as text."
    )


def _notes(main: bytes, commented: bool) -> tuple[str, ...]:
    notes = []
    if _INSERTED.search(main) or _DELETED.search(main):
        notes.append("the document has tracked changes; it is read as if all of them were accepted")
    if commented:
        notes.append("the document has comments; they are not read")
    return tuple(notes)


__all__ = ["parts"]

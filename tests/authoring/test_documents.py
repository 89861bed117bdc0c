"""Reading prose documents: what comes out of each format, where it stands, and what is refused and how."""

import io
import sys
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.errors import InputError
from policylint.reading.documents import LARGEST, Reading, read_bytes, read_path
from policylint.reading.language import foreign
from policylint.reading.plain import is_heading, plain_blocks
from tests.authoring.made_documents import docx, lines, paragraph, pdf

RULE = "Employees must not post confidential information."


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """Each sentence: kind of block, place, words."""
    return [
        (block.kind, str(reading.spot(sentence.start)), " ".join(sentence.text.split()))
        for block in reading.prose.blocks
        for sentence in block.sentences
    ]


# ---- each format


def test_markdown_keeps_its_lines() -> None:
    reading = read_bytes(b"# Policy\n\nEmployees must ask.\n\n* You may post.\n", "a.md")
    assert (reading.form, told(reading)) == (
        "markdown",
        [
            ("heading", "line 1", "Policy"),
            ("paragraph", "line 3", "Employees must ask."),
            ("item", "line 5", "You may post."),
        ],
    )


def test_plain_text_keeps_its_lines_and_finds_its_headings() -> None:
    text = (
        "SOCIAL MEDIA POLICY\n\n1.2 Personal use\n\nEmployees may\npost.\n\n"
        "  •  They must ask.\n    (a) They must wait.\n"
    )
    reading = read_bytes(text.encode(), "a.txt")
    assert (reading.form, told(reading)) == (
        "text",
        [
            ("heading", "line 1", "SOCIAL MEDIA POLICY"),
            ("heading", "line 3", "Personal use"),
            ("paragraph", "line 5", "Employees may post."),
            ("item", "line 8", "They must ask."),
            ("item", "line 9", "They must wait."),
        ],
    )


def test_a_web_page_without_what_is_no_text() -> None:
    html = (
        "<html><head><title>x</title><style>p{}</style></head><body><nav>Home</nav><script>alert('must')</script>"
        "<h2>Use</h2><p>Staff <b>must</b> ask.</p><ul><li>They may post.<ul><li>Not at night.</li></ul></li></ul>"
        "<table><tr><td>WhatsApp</td><td>must not be used</td></tr></table></body></html>"
    )
    reading = read_bytes(html.encode(), "a.html")
    assert (reading.form, told(reading)) == (
        "html",
        [
            ("heading", "paragraph 1", "Use"),
            ("paragraph", "paragraph 2", "Staff must ask."),
            ("item", "paragraph 3", "They may post."),
            ("item", "paragraph 4", "Not at night."),
            ("cell", "paragraph 5", "WhatsApp"),
            ("cell", "paragraph 5", "must not be used"),
        ],
    )


def test_word_by_paragraphs() -> None:
    pytest.importorskip("mammoth")
    reading = read_bytes(docx(paragraph("Social media"), paragraph(RULE), paragraph("You may post.")), "a.docx")
    assert (reading.form, reading.notes, told(reading)[1:]) == (
        "docx",
        (),
        [("paragraph", "paragraph 2", RULE), ("paragraph", "paragraph 3", "You may post.")],
    )


def test_word_tells_of_tracked_changes_and_comments() -> None:
    pytest.importorskip("mammoth")
    inserted = (
        "<w:p><w:r><w:t>Staff must </w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>always </w:t></w:r></w:ins>"
    )
    deleted = (
        "<w:del w:id='2' w:author='a'><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>ask.</w:t></w:r></w:p>"
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comments = f'<w:comments xmlns:w="{space}"><w:comment w:id="0"/></w:comments>'
    reading = read_bytes(docx(inserted + deleted, more={"word/comments.xml": comments}), "a.docx")
    assert ([words for _, _, words in told(reading)], reading.notes) == (
        ["Staff must always ask."],
        (
            "the document has tracked changes; it is read as if all of them were accepted",
            "the document has comments; they are not read",
        ),
    )


def test_pdf_by_pages_without_what_runs_along() -> None:
    pytest.importorskip("pypdf")
    pages = [
        lines(
            "City of Riverton",
            f"Employees must tell the manager {word} they post.",
            "They may ask any time.",
            f"Page {n}",
        )
        for n, word in enumerate(("before", "after", "when"), 1)
    ]
    reading = read_bytes(pdf(*pages), "a.pdf")
    assert [(place, words) for _, place, words in told(reading)] == [
        (f"page {n}", words)
        for n, word in enumerate(("before", "after", "when"), 1)
        for words in (f"Employees must tell the manager {word} they post.", "They may ask any time.")
    ]


def test_pdf_puts_parted_words_together() -> None:
    pytest.importorskip("pypdf")
    page = lines("Employees must not post confi-", "dential information while off-", "duty. Staff may post off-duty.")
    reading = read_bytes(pdf(page), "a.pdf")
    assert [words for _, _, words in told(reading)] == [
        "Employees must not post confidential information while off-duty.",
        "Staff may post off-duty.",
    ]


TWO_COLUMNS = (
    "some pages seem to have two columns and are read one column after the other; look at what runs across both"
)


def test_pdf_in_two_columns_is_said() -> None:
    pytest.importorskip("pypdf")
    left = lines(*["Employees must ask first and wait."] * 8, x=60)
    right = lines(*["Managers may say yes or say no."] * 8, x=330)
    reading = read_bytes(pdf([*left, *right]), "a.pdf")
    assert reading.notes == (TWO_COLUMNS,)


def test_pdf_lines_that_run_across_two_columns_are_parted() -> None:
    pytest.importorskip("pypdf")
    left = lines("Employees must ask first and", "wait for the answer.", *["Nobody posts alone ever."] * 6, x=60)
    right = lines("Managers may say no within", "two working days.", *["They give the reasons."] * 6, x=330)
    torn = [piece for pair in zip(left, right, strict=True) for piece in pair]
    reading = read_bytes(pdf([(60, 780, "Social media policy"), *torn]), "a.pdf")
    assert (reading.notes, [each[2] for each in told(reading)][1:3]) == (
        (TWO_COLUMNS,),
        ["Employees must ask first and wait for the answer.", "Nobody posts alone ever."],
    )
    assert "Managers may say no within two working days." in [" ".join(each[2].split()) for each in told(reading)]


def test_windows_text_is_read_and_said() -> None:
    reading = read_bytes("Staff must not use the city’s seal – ever.".encode("cp1252"), "a.txt")
    assert (told(reading)[0][2], reading.notes) == (
        "Staff must not use the city’s seal – ever.",
        ("the file is not UTF-8; it is read as Windows text, so look at quotation marks and dashes",),
    )


def test_utf_16_is_text() -> None:
    assert told(read_bytes(RULE.encode("utf-16"), "a.txt"))[0][2] == RULE


# ---- what is refused

FRENCH = (
    "Les agents de la ville ne doivent pas publier des informations confidentielles sur les réseaux sociaux. Le service"
    " de la communication est responsable des comptes officiels et les agents doivent demander une autorisation pour"
    " chaque publication dans le cadre de leur fonction, sans préjudice des droits des agents et de la loi."
)


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (41 * 1024 * 1024))
    return stream.getvalue()


def packed(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(name, "x")
    return stream.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str, str, str]] = {
    "empty": (lambda: b" \n", "a.md", "this file is empty", "Name the document that holds the policy."),
    "no words": (
        lambda: b"1. 2. 3.\n---\n",
        "a.txt",
        "there are no words in this file",
        "Name the document of the policy.",
    ),
    "French": (
        FRENCH.encode,
        "a.txt",
        "this document seems to be in French, and only English is read",
        "Name its English version, if there is one.",
    ),
    "Japanese": (
        lambda: ("職員は公式アカウントで" * 20).encode(),
        "a.txt",
        "this document seems to be in another script, and only English is read",
        "Name its English version, if there is one.",
    ),
    "binary": (
        lambda: b"abc\0\1\2" * 50,
        "a.txt",
        "this is no text",
        "Name a Markdown, text, Word (.docx) or PDF file.",
    ),
    "old Word": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a.doc",
        "this is a file of an old Word or Excel, which is not read",
        "Open it in a word processor and save it as Word (.docx), PDF or plain text.",
    ),
    "RTF": (
        lambda: b"{\\rtf1 hello}",
        "a.rtf",
        "this is an RTF file, which is not read",
        "Open it in a word processor and save it as Word (.docx), PDF or plain text.",
    ),
    "picture": (
        lambda: b"\x89PNG\r\n\x1a\n",
        "a.png",
        "this is a picture, which is not read",
        "Name a document with text; a scan needs text recognition (OCR) first.",
    ),
    "not what it says": (
        lambda: b"Employees must ask.",
        "a.docx",
        "the name says that this is a Word document, and it is none",
        "Open it and save it again; a download that broke off has to be repeated.",
    ),
    "Excel": (
        lambda: packed("xl/workbook.xml"),
        "a.docx",
        "this is an Excel file, which is not read",
        "Name a Markdown, text, Word (.docx) or PDF file.",
    ),
    "OpenDocument": (
        lambda: packed("content.xml"),
        "a.odt",
        "this is an OpenDocument file, which is not read",
        "Open it in LibreOffice and save it as Word (.docx), PDF or plain text.",
    ),
    "damaged Word": (
        lambda: docx(paragraph("x"))[:200],
        "a.docx",
        "this Word document is damaged",
        "Open it in Word or LibreOffice and save it again as Word (.docx).",
    ),
    "zip bomb": (
        bomb,
        "a.docx",
        "unpacked, this document is larger than any policy",
        "Save it without pictures, or as text.",
    ),
    "entities": (
        lambda: docx(paragraph("x"), head='<!DOCTYPE w:document [<!ENTITY a "b">]>'),
        "a.docx",
        "this Word document holds definitions that no word processor writes",
        "Open it in Word or LibreOffice and save it again as Word (.docx).",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_with_what_to_do(name: str) -> None:
    made, path, message, remedy = REFUSED[name]
    with pytest.raises(InputError) as error:
        read_bytes(made(), path)
    assert (error.value.message, error.value.remedy, error.value.place) == (message, remedy, path)


def test_a_scan_is_refused() -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(InputError) as error:
        read_bytes(pdf([], lines("p. 2"), []), "scan.pdf")
    assert (error.value.message, error.value.remedy) == (
        "this PDF holds pictures of pages and no text",
        "Run text recognition (OCR) on it first, or name the document that it was made from.",
    )


def test_a_pdf_with_a_password_is_refused() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines(RULE))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(InputError) as error:
        read_bytes(stream.getvalue(), "a.pdf")
    assert error.value.message in ("this PDF is protected by a password", "this PDF is encrypted")


def test_a_broken_pdf_is_refused() -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(InputError):
        read_bytes(b"%PDF-1.4\n" + b"\x00garbage" * 40, "a.pdf")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: pytest.TempPathFactory) -> None:
    path = f"{tmp_path}/huge.txt"
    with open(path, "wb") as stream:
        stream.truncate(LARGEST * 8)
    with pytest.raises(InputError) as error:
        read_path(path)
    assert error.value.message == "this file has 200 MB, and at most 25 MB are read"


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for package, made, path in (("mammoth", docx(paragraph(RULE)), "a.docx"), ("pypdf", pdf(lines(RULE)), "a.pdf")):
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(InputError) as error:
            read_bytes(made, path)
        assert f"needs the package {package}, which is not installed" in error.value.message
        assert 'pip install "policylint[import]"' in error.value.remedy


def test_markup_in_markdown_is_never_run() -> None:
    reading = read_bytes(b"<script>alert('you must')</script>\n\nStaff must ask.\n", "a.md")
    assert "Staff must ask." in [words for _, _, words in told(reading)]


# ---- small parts


@pytest.mark.parametrize(
    ("line", "around", "expected"),
    [
        ("PURPOSE", ("", ""), True),
        ("3.1 Scope", ("", "Text."), True),
        ("Section 4: Records", ("", ""), True),
        ("Personal Use of Social Media", ("", "Employees may."), True),
        ("Employees must:", ("", ""), False),
        ("Employees may post.", ("", ""), False),
        ("a sentence in small letters", ("", ""), False),
        ("Email: press@city.example", ("", ""), False),
        ("1. Scope", ("", "Text."), True),
        ("1. Scope", ("", "1.1 Who is bound"), True),
        ("1. Remove offensive comments", ("", "2. Change passwords"), False),
        ("3. Archive posts", ("2. Change passwords", ""), False),
        ("3. Archive posts", ("2. Scope", "Text"), False),
    ],
)
def test_what_looks_like_a_heading(line: str, around: tuple[str, str], expected: bool) -> None:
    assert is_heading(line, *around) is expected


def test_english_is_not_foreign() -> None:
    assert foreign(RULE * 20) == ""


@given(st.text(max_size=400))
def test_lines_stay_lines(text: str) -> None:
    assert plain_blocks(text).count("\n") == text.count("\n")


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.txt", "a.html", "a.docx", "a.pdf", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, path: str) -> None:
    try:
        reading = read_bytes(data, path)
    except InputError:
        return
    for block in reading.prose.blocks:
        assert reading.spot(block.start).number >= 1

"""Markdown: what others wrote stays text when it is rendered, and no report is too long for where it goes."""

import re
from html.parser import HTMLParser

import pytest
from golden import same
from hostile import ANY_TEXT, TEXTS, report_of
from hypothesis import given
from made_report import CLEAN, REPORT
from markdown_it import MarkdownIt

from policylint.reporters.markdown import COMMENT_ROOM, MARKER, SUMMARY_ROOM, html, inline, markdown, summary
from policylint.reporters.page import clean

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HARMLESS = {"text", "code_inline", "html_inline", "text_special"}
ALIVE = re.compile(r"@\w|#\d|://|www\.", re.IGNORECASE)


class Seen(HTMLParser):
    """The words and the elements of a piece of HTML."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags = []
        self.feed(text)
        self.close()

    def handle_data(self, data):
        self.words += data

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_comment(self, data):
        self.tags.append(("comment", data))

    def handle_decl(self, decl):
        self.tags.append(("declaration", decl))


def bare(text):
    """A text without what may be lost: space, backticks, and the marks that keep platforms from making links."""
    return re.sub(r"[\s`\u200b]", "", text)


def said(text):
    return bare(clean(text))


@given(ANY_TEXT)
def test_any_text_in_a_paragraph_stays_text(text):
    tokens = PARSER.parse(f"{inline(text)}\n")
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    children = tokens[1].children if tokens else []
    assert {child.type for child in children} <= HARMLESS
    assert {child.content for child in children if child.type == "html_inline"} <= {"<span>", "</span>"}
    assert bare("".join(child.content for child in children if child.type != "html_inline")) == said(text)
    assert not ALIVE.search("".join(child.content for child in children if child.type != "code_inline"))


@given(ANY_TEXT)
def test_any_text_in_an_element_stays_text(text):
    seen = Seen(html(text))
    assert {tag for tag, _ in seen.tags} <= {"span"}
    assert bare(seen.words) == said(text)
    assert not ALIVE.search(seen.words)


def elements(text):
    """The names of all elements of a document when it is rendered."""
    return [tag for tag, _ in Seen(PARSER.render(text)).tags]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("form", [markdown, summary])
def test_document_has_only_our_elements(form, text):
    ours = {"comment", "h3", "details", "summary", "b", "p", "ul", "li", "strong", "code", "span"}
    found = elements(form(report_of(text)))
    assert set(found) <= ours
    assert found.count("details") == elements(form(report_of("plain"))).count("details")


def test_code_in_our_own_words_stays_code():
    assert inline("write `overrides: [x]` in one") == "write `overrides: [x]` in one"


@pytest.mark.parametrize(("name", "form"), [("report.comment.md", markdown), ("report.summary.md", summary)])
def test_report_is_the_one_that_was_approved(name, form):
    same(name, form(REPORT))


def test_nothing_found_says_so_and_says_what_was_asked():
    assert markdown(CLEAN) == (
        f"{MARKER}\n### policylint found nothing in 1 file (8 checks)\n\n"
        "policylint reads a policy as a careful reviewer would. It does not give legal advice. "
        "Judged as of 2026-11-23 by policylint 0.1.0.\n"
    )


@pytest.mark.parametrize("length", [10, 100_000], ids=["many findings", "long messages"])
@pytest.mark.parametrize(("form", "room"), [(markdown, COMMENT_ROOM), (summary, SUMMARY_ROOM)])
def test_no_report_is_longer_than_its_place(form, room, length):
    finding = REPORT.findings[1]
    findings = [
        each._replace(message=f"{'ä' * length} {number}")
        for number in range(3000)
        for each in (finding, REPORT.findings[8])
    ]
    text = form(REPORT._replace(findings=tuple(findings)))
    assert len(text.encode()) <= room
    found = re.search(r"… and ([\d,]+) more findings", text)
    shown = text.count("\n- `") + text.count("<b>") - text.count("allows it")
    assert int(found[1].replace(",", "")) + shown == len(findings)
    assert elements(text).count("details") == text.count("</details>")


def test_comment_explains_the_errors_that_matter_most_and_names_the_rest():
    findings = [each._replace(place=each.place._replace(line=n)) for n in range(1, 9) for each in REPORT.findings]
    text = markdown(REPORT._replace(findings=tuple(findings)))
    headings = re.findall(r"<summary>(.*?)</summary>", text)
    assert [heading.split(":")[0] for heading in headings[:10]] == ["<b>error</b>"] * 10
    assert headings[10:] == ["38 more errors", "16 warnings", "16 notes"]

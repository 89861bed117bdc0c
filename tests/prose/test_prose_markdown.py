"""Markdown to blocks: both ways alike, offsets true, nothing lost, no text that hangs."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.reading.prose import Prose, read_clause, read_document

TEXT = """\
# Personal use

Staff may post. They must not
share **log-ins**.

You must not:

- post [pictures](https://example.org/a_b) of people
- use the seal
  on a private page
  - nor the logo
- lie

## Don'ts

1. Post in anger.
2. Run a *fake* account.

| Case | Rule |
|------|------|
| Email | Do not post it. |

Write to press@city.example or see https://city.example/rules.
"""

BLOCKS = [
    ("heading", 1, "Personal use", "Personal use", ""),
    ("paragraph", 0, "Staff may post. They must not share log-ins .", "Personal use", ""),
    ("paragraph", 0, "You must not:", "Personal use", ""),
    ("item", 1, "post pictures of people", "Personal use", "You must not:"),
    ("item", 1, "use the seal on a private page", "Personal use", "You must not:"),
    ("item", 2, "nor the logo", "Personal use", "You must not:"),
    ("item", 1, "lie", "Personal use", "You must not:"),
    ("heading", 2, "Don'ts", "Don'ts", ""),
    ("item", 1, "Post in anger.", "Don'ts", ""),
    ("item", 1, "Run a fake account.", "Don'ts", ""),
    ("cell", 1, "Case", "Don'ts", ""),
    ("cell", 2, "Rule", "Don'ts", ""),
    ("cell", 1, "Email", "Don'ts", ""),
    ("cell", 2, "Do not post it.", "Don'ts", ""),
    ("paragraph", 0, "Write to press or see .", "Don'ts", ""),
]


def shown(prose: Prose) -> list[tuple[str, int, str, str, str]]:
    return [
        (
            block.kind,
            block.level,
            " ".join(" ".join(sentence.text for sentence in block.sentences).split()),
            block.heading,
            block.lead,
        )
        for block in prose.blocks
    ]


@pytest.mark.parametrize("read", [read_clause, read_document])
def test_headings_lists_tables_and_paragraphs(read: object) -> None:
    assert shown(read(TEXT)) == BLOCKS  # type: ignore[operator]


def test_the_sentences_of_an_item_stand_where_they_are_said_to() -> None:
    for read in (read_clause, read_document):
        found = {TEXT[s.start : s.end] for s in read(TEXT).sentences()}
        assert "use the seal\n  on a private page" in found
        assert "Post in anger." in found
        assert "They must not\nshare **log-ins**." in found


def test_code_front_matter_and_comments_are_no_prose() -> None:
    text = (
        "---\ntitle: A. B.\n---\n# Title\n\n<!-- Must not. -->\nRead.\n\n```\nYou must not.\n```\n\n> Quoted\n> text.\n"
    )
    assert [(block.kind, " ".join(s.text for s in block.sentences)) for block in read_document(text).blocks] == [
        ("heading", "Title"),
        ("paragraph", "Read."),
        ("code", ""),
        ("paragraph", "Quoted\n> text."),
    ]


def test_a_stop_behind_an_address_ends_the_sentence() -> None:
    prose = read_document("Only we post on @CityHall. Ask press@city.example. See https://city.example/a. Keep it.\n")
    assert [" ".join(each.text.split()) for each in prose.blocks[0].sentences] == [
        "Only we post on CityHall.",
        "Ask press .",
        "See .",
        "Keep it.",
    ]


LETTERED = """Staff must:
(a) be polite;
(b) ask first, and
(c) pay.

(i) Remove spam;

(ii) keep records
of all.

Either this or
(b) that, and section
(c) is left.
"""


def test_lines_with_letters_in_brackets_are_items_of_a_list_in_markdown_too() -> None:
    blocks = read_document(LETTERED).blocks
    told = [(block.kind, block.lead, " ".join(block.sentences[0].text.split())) for block in blocks]
    assert told == [
        ("paragraph", "", "Staff must:"),
        ("item", "Staff must:", "be polite;"),
        ("item", "Staff must:", "ask first, and"),
        ("item", "Staff must:", "pay."),
        ("item", "Staff must:", "Remove spam;"),
        ("item", "Staff must:", "keep records of all."),
        ("paragraph", "", "Either this or (b) that, and section (c) is left."),
    ]


def test_a_nested_list_has_the_lead_of_its_item() -> None:
    prose = read_clause("Rules:\n- You may:\n  - read\n- You must not:\n  - lie\n- pay\n")
    assert [(block.level, block.lead) for block in prose.blocks if block.kind == "item"] == [
        (1, "Rules:"),
        (2, "You may:"),
        (1, "Rules:"),
        (2, "You must not:"),
        (1, "Rules:"),
    ]


PARTS = """Staff may post.
- item one
  - two
1. first
# Head
> quote
  more
| a | b |
|---|---|
```
**b** _c_ `d`
[x](y)
\ttab
***"""
LINES = st.lists(st.sampled_from(["", *PARTS.splitlines()]), max_size=14).map("\n".join)
ANY = st.text(st.sampled_from(string.printable + "§“”é\u2028"), max_size=120)


@given(st.one_of(LINES, ANY))
def test_offsets_are_true_and_nothing_is_raised(text: str) -> None:
    for read in (read_clause, read_document):
        prose = read(text)
        assert len(prose.plain) == len(prose.text) == len(text)
        for block in prose.blocks:
            assert 0 <= block.start <= block.end <= len(text)
            for sentence in block.sentences:
                assert block.start <= sentence.start < sentence.end <= block.end
                assert prose.plain[sentence.start : sentence.end] == sentence.text


WORDS = st.lists(
    st.sampled_from(["staff", "must", "not.", "Post", "it", "e.g.", "a", "(no)"]), min_size=1, max_size=6
).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["", "- ", "  - ", "1. ", "# ", "> "]), WORDS), min_size=1, max_size=8))
def test_no_word_is_lost(lines: list[tuple[str, str]]) -> None:
    text = "\n\n".join(marker + body for marker, body in lines)
    written = " ".join(body for _, body in lines).split()
    for read in (read_clause, read_document):
        found = [word for block in read(text).blocks for s in block.sentences for word in s.text.split()]
        assert found == written


HOSTILE = [
    "a",
    "*",
    "_",
    "[",
    "](",
    "<",
    "<!--",
    "`",
    "> ",
    "- ",
    "#",
    "|",
    "| a ",
    "@a",
    "://",
    "a://",
    "ab://.",
    "ab://a.,",
    "@a.",
    "@@",
    "a@",
    "(a) ",
    "(a)\n",
    "(a) b;\n",
    "\\",
    "  - a\n",
    "![",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_takes_no_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    read_clause(text)
    assert time.perf_counter() - start < 8
    if "(" in piece:
        start = time.perf_counter()
        read_document(text)
        assert time.perf_counter() - start < 8

"""Syntax errors: both parsers, one place, our words; and what else is found behind an error."""

import pytest

from policylint.reading.yamltree import parse
from policylint.source import Source

# text, line, column, the words underlined, message, remedy
ERRORS = {
    "a colon in a sentence": (
        "clauses:\n  - text: Note: do not post\n    title: x\n",
        (2, 15, ":"),
        "the colon after “Note” makes a key of what should be text",
        'put the text in quotes: text: "Note: do not post"',
    ),
    "a colon in a long sentence": (
        "text: As follows: nobody may post anything at all that is not hers to post\n",
        (1, 17, ":"),
        "the colon after “follows” makes a key of what should be text",
        "write “text: |” and the text on the next line, indented further",
    ),
    "a colon in the second line of a sentence": (
        "a:\n  text: You may use it\n    as follows: never.\n",
        (3, 15, ":"),
        "the colon after “follows” makes a key of what should be text",
        "put the whole text in quotes",
    ),
    "no space after a colon, first": (
        "policy:\n  id:foo\n  title: x\n",
        (2, 5, ":"),
        "a space is missing after the colon of “id”",
        "write id: foo",
    ),
    "no space after a colon, last": (
        "policy:\n  id: foo\n  title:x y\n",
        (3, 8, ":"),
        "a space is missing after the colon of “title”",
        "write title: x y",
    ),
    "no colon": (
        "policy:\n  id: foo\n  title\n  kind: use\n",
        (3, 3, "title"),
        "“title” is neither a key with a colon nor part of the text above it",
        "write it as “key: value”, or indent it further than the key whose text it continues",
    ),
    "a heading above": (
        "Our policy\npolicylint: 1\n",
        (1, 1, "Our policy"),
        "“Our policy” is neither a key with a colon nor part of the text above it",
        "write it as “key: value”, or indent it further than the key whose text it continues",
    ),
    "a dash without a space": (
        "a:\n  - x\n  -y\n  - z\n",
        (3, 3, "-"),
        "a space is missing after the dash",
        "write - y",
    ),
    "a tab": (
        "policy:\n\tid: foo\n",
        (2, 1, "\t"),
        "this line is indented with a tab, and YAML takes only spaces there",
        "indent with spaces, two for each level; editors can convert tabs",
    ),
    "a tab among spaces": (
        "policy:\n  id: foo\n\ttitle: x\n",
        (3, 1, "\t"),
        "this line is indented with a tab, and YAML takes only spaces there",
        "indent with spaces, two for each level; editors can convert tabs",
    ),
    "a tab after a dash": (
        "a:\n  -\tid: foo\n",
        (2, 4, "\t"),
        "a tab follows the dash, and YAML takes only spaces there",
        "put a space after the dash",
    ),
    "a quotation mark left open": (
        'a:\n  title: "Foo bar\n  kind: use\n',
        (2, 10, '"'),
        'the quotation mark " that opens here is never closed',
        'close it with " at the end of the text, or delete it',
    ),
    "a quotation mark closed by the next one": (
        'a:\n  title: "Foo bar\n  kind: "use"\nb: 2\n',
        (2, 10, '"'),
        'the quotation mark " that opens here is never closed',
        'close it with " at the end of the text, or delete it',
    ),
    "a document mark in quotes": (
        'a: "x\n---\ny"\n',
        (1, 4, '"'),
        'the quotation mark " that opens here is never closed',
        'close it with " at the end of the text, or delete it',
    ),
    "an apostrophe": (
        "a:\n  title: 'It's here'\n  kind: use\n",
        (2, 13, "'"),
        "the apostrophe in “It's” ends the text, which stands in single quotation marks",
        "write it twice: ''; or put the text in double quotation marks",
    ),
    "text behind quotes": (
        'title: "Foo" bar\nkind: use\n',
        (1, 12, '"'),
        "the text goes on after the quotation mark that closes it: “bar”",
        "put all of it in quotes: '\"Foo\" bar'",
    ),
    "a backslash": (
        'a: "C:\\Users"\n',
        (1, 7, "\\U"),
        "“\\U” means nothing in double quotation marks",
        "use single quotation marks, or write the backslash twice",
    ),
    "a bracket left open": (
        "a:\n  b: [x, y\n  c: z\n",
        (2, 6, "["),
        "the bracket [ that opens here is never closed",
        "close it with ], or write one entry a line",
    ),
    "a brace left open": (
        "a: {x: 1, y: 2\nc: z\n",
        (1, 4, "{"),
        "the bracket { that opens here is never closed",
        "close it with }, or write one entry a line",
    ),
    "a bracket left open at the end": (
        "a: 1\nb: [x,\n",
        (2, 4, "["),
        "the bracket [ that opens here is never closed",
        "close it with ], or write one entry a line",
    ),
    "a comment swallows the bracket": (
        "a: [b #c, d]\ne: 1\n",
        (1, 7, "#"),
        "“#” after a space starts a comment here, so that the bracket [ is never closed",
        "put the text that holds it in quotes",
    ),
    "one bracket too many": (
        "a: [x, y]]\nb: 1\n",
        (1, 10, "]"),
        "“]” closes a bracket that was never opened",
        "delete it, or put the text in quotes if it belongs to it",
    ),
    "a placeholder and text": (
        "agency: {Agency} County\nb: 1\n",
        (1, 9, "{Agency}"),
        "brackets {} at the start of a value enclose keys and values, and text follows them",
        'put all of it in quotes: "{Agency} County"',
    ),
    "a checkbox": (
        "- [x] done\n- y\n",
        (1, 3, "[x]"),
        "brackets [] at the start of a value enclose a list, and text follows them",
        'put all of it in quotes: "[x] done"',
    ),
    "a comma missing in braces": (
        "a: {b: 1 c: 2}\n",
        (1, 11, ":"),
        "a second colon follows in “b: 1 c” before the next comma",
        "put the text in quotes if the colon belongs to it, or put a comma between the two keys",
    ),
    "a handle": (
        "handle: @city\n",
        (1, 9, "@"),
        "a value cannot start with “@” unless it stands in quotes",
        'put it in quotes: "@city"',
    ),
    "bold text": (
        "- *all staff*\n",
        (1, 3, "*"),
        "“*” at the start of a value repeats a value that was named, and is not text",
        'put the text in quotes: "*all staff*"',
    ),
    "an ampersand": (
        "a: & b\n",
        (1, 4, "&"),
        "“&” at the start of a value names a value, and is not text",
        'put the text in quotes: "& b"',
    ),
    "text behind a bar": (
        "a: | text here\n  more\n",
        (1, 4, "|"),
        "after “|” the text starts on the next line, and here it follows on the same one",
        "put the text on the next line, indented",
    ),
    "more than": (
        "within: > 5 days\n",
        (1, 9, ">"),
        "after “>” the text starts on the next line, and here it follows on the same one",
        'put the text on the next line, indented, or put it in quotes: "> 5 days"',
    ),
    "a list behind a key": (
        "a: - b\n",
        (1, 4, "-"),
        "a list cannot start behind a key on the same line",
        "put each entry on a line of its own below the key, or put the text in quotes if the dash belongs to it",
    ),
    "indented too little": (
        "a:\n    b: 1\n  c: 2\n",
        (3, 3, "c: 2"),
        "“c: 2” starts with 2 spaces, and fits none of the lines above: those start with 0 or 4 spaces",
        "give it exactly as many spaces at the start as the lines that it stands beside",
    ),
    "indented too far": (
        "a:\n  b: 1\n    c: 2\n",
        (3, 5, "c"),
        "“c” is indented further than the line above, which already has its value",
        "give it as many spaces at the start as the keys that it stands beside, or write above it the key that it"
        " belongs to, such as “permit:”",
    ),
    "a key of an entry off by one": (
        "a:\n  - id: x\n   title: y\n",
        (3, 4, "title: y"),
        "“title: y” starts with 3 spaces, and fits none of the lines above: those start with 0 or 4 spaces",
        "give it exactly as many spaces at the start as the lines that it stands beside",
    ),
    "a block indented less than its first line": (
        "a:\n  b: |\n      x\n    y\n  c: 1\n",
        (4, 5, "y"),
        "“y” is indented less than the first line of the text block it belongs to",
        "indent every line of the block at least as far as its first",
    ),
    "a key among entries": (
        "a:\n  - x\n  b: 1\n",
        (3, 3, "b: 1"),
        "“b: 1” stands among the entries of a list, and does not start with “- ”",
        "indent it further if it belongs to the entry above, or less if it belongs to the key of the list",
    ),
    "an entry among keys": (
        "a:\n  b: 1\n  - x\n",
        (3, 3, "- x"),
        "“- x” is an entry of a list, and the line above it is a key with a value",
        "indent the list below the key that it belongs to",
    ),
    "a heading within a text": (
        "a: some\n  # Heading\n  more\nb: 1\n",
        (2, 3, "#"),
        "a line that starts with “#” is a comment, and it ends the text above it",
        "put the text in a block that starts with “|”, or in quotes",
    ),
    "a value missing": (
        "a: , x\n",
        (1, 4, ","),
        "a value is missing before “,”",
        "write the value, or put the text in quotes if the sign belongs to it",
    ),
    "a tag handle": (
        "a: !x!foo b\n",
        (1, 4, "!"),
        "“!” at the start of a value is a tag of YAML, and is not text",
        'put the text in quotes: "!x!foo b"',
    ),
    "text behind the end": (
        "a: 1\n...\nb: 1\n",
        (3, 1, "b: 1"),
        "the document has ended above, and more follows",
        "delete the line “...” above, or what follows it",
    ),
    "a line for the parser": (
        "%YAML 3.0\n---\na: 1\n",
        (1, 1, "%YAML 3.0"),
        "a line that starts with “%” gives orders to the YAML parser, and this one is not understood",
        "delete it",
    ),
    "a long dash before an entry": (
        "a:\n  – b: 1\n    c: 2\n",
        (2, 3, "–"),
        "a long dash (U+2013) stands here, and an entry of a list starts with a plain hyphen",
        "write - b: 1",
    ),
    "a bullet before an entry": (
        "a:\n  - b: 1\n  • b: 3\n    c: 2\n",
        (3, 3, "•"),
        "a bullet (U+2022) stands here, and an entry of a list starts with a plain hyphen",
        "write - b: 3",
    ),
    "a dash and its space forgotten": (
        "a:\n  - id: x\n    b: 1\n  id: y\n    b: 2\n",
        (4, 3, "id: y"),
        "a dash seems to be missing before “id: y”: an entry of this list above starts with the same key",
        "write “- id: y”, so that a new entry starts here",
    ),
    "a text that is not indented": (
        "a:\n  text: |\n  Staff may\n  post.\n  b: 1\n",
        (3, 3, "Staff may"),
        "“Staff may” is not indented, so that it is not part of the text that “|” starts",
        "put 4 spaces before every line of the text, two more than before “text”",
    ),
    "a folded text at the margin": (
        "a:\n  - text: >-\nStaff may post.\n",
        (3, 1, "Staff may post."),
        "“Staff may post.” is not indented, so that it is not part of the text that “>” starts",
        "put 6 spaces before every line of the text, two more than before “text”",
    ),
    "only a colon": (
        ": x\n",
        (1, 1, ":"),
        "a colon stands here with no key before it",
        "write the key before the colon",
    ),
    "a very long line": (
        "a: 1\n" + "word " * 300 + "\nb: 2\n",
        (2, 1, ("word " * 8).rstrip() + " "),
        "this line is too long for a key",
        "put long text in a block that starts with “|”",
    ),
}


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize(("text", "place", "message", "remedy"), ERRORS.values(), ids=ERRORS)
def test_the_cause_of_a_syntax_error(
    text: str, place: tuple[int, int, str], message: str, remedy: str, loader: str
) -> None:
    for written in (text, text.replace("\n", "\r\n"), "# é😀\n" + text):
        moved = 1 if written.startswith("#") else 0
        if moved and text.startswith("%"):
            continue
        source = Source("x.yaml", written)
        first = parse(source, loader=loader).problems[0]
        line, column = source.position(first.span.start)
        words = written[first.span.start : first.span.end]
        assert (first.check, line - moved, column, words, first.message, first.remedy) == (
            "syntax",
            *place,
            message,
            remedy,
        )


def test_one_run_shows_several_syntax_errors_and_what_else_is_wrong() -> None:
    text = (
        "policy:\n  title: Use: of media\n  handle: @city\n  note: *very* new\n"
        '  version: 1.10\n  owner: "press\n  kind: use\n  kind: use\n'
    )
    document = parse(Source("x.yaml", text))
    assert [(problem.check, document.source.position(problem.span.start)[0]) for problem in document.problems] == [
        ("syntax", 2),
        ("syntax", 3),
        ("syntax", 4),
        ("yaml-number-changed", 5),
        ("syntax", 6),
        ("duplicate-key", 8),
    ]
    assert document.complete


def test_what_stands_before_an_error_is_kept() -> None:
    document = parse(Source("x.yaml", "policy:\n  id: a\n  title: b\nclauses:\n  - id: c\n   text: d\n"))
    assert document.data == {"policy": {"id": "a", "title": "b"}, "clauses": [{"id": "c"}]}
    assert not document.complete


def test_a_document_with_a_line_left_out_is_not_complete() -> None:
    document = parse(Source("x.yaml", "policy:\n  id:a\n  title: b\n"))
    assert document.data == {"policy": {"title": "b"}}
    assert not document.complete


def test_a_text_without_libyaml_may_have_tabs_between_words() -> None:
    assert parse(Source("x.yaml", "a:\tb\t# c\nd: [e,\tf]\n"), loader="pure").data == {"a": "b", "d": ["e", "f"]}


PARTIAL = {
    "a value that runs into the faulty line": ("a: 1\nb: 2\n    c: 3\n", {"a": 1}),
    "an entry that runs into the faulty line": ("a:\n  - x\n  - y\n      c: 3\n", {"a": ["x"]}),
    "a key twice that runs into the faulty line": ("a: 1\na: 2\n    c: 3\n", {"a": 1}),
    "an open bracket": ("a: 1\nb: [x, y\nc: z\n", {"a": 1}),
}


@pytest.mark.parametrize(("text", "data"), PARTIAL.values(), ids=PARTIAL)
def test_what_an_error_has_swallowed_is_not_kept(text: str, data: object) -> None:
    document = parse(Source("x.yaml", text))
    assert document.data == data
    assert not document.complete


def test_a_list_without_its_key_is_told() -> None:
    document = parse(Source("x.yaml", "policy:\n  id: a\n  - id: b\n    text: c\n"))
    assert [problem.remedy for problem in document.problems] == ["indent the list below the key that it belongs to"]
    document = parse(Source("x.yaml", "policy:\n    id: a\n  - id: b\n    text: c\n"))
    assert [(problem.message, problem.remedy) for problem in document.problems] == [
        (
            "“- id: b” starts with 2 spaces, and fits none of the lines above",
            "write the key that the list belongs to above it, and indent the list below that key",
        )
    ]

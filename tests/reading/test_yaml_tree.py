"""The tree: values, places, comments and limits, with both parsers."""

from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from random_yaml import Written, written

from policylint.reading.limits import Limits
from policylint.reading.nodes import Document, Node
from policylint.reading.problems import pointer
from policylint.reading.yamltree import Comment, parse
from policylint.source import Source, Span

LOADERS = ["c", "pure"]

TYPES = [
    ("09:00", "09:00"),
    ("17:30", "17:30"),
    ("no", "no"),
    ("off", "off"),
    ("y", "y"),
    ("2026-02-01", "2026-02-01"),
    ("1_000", "1_000"),
    ("nulls", "nulls"),
    ("-x", "-x"),
    ("1.2.3", "1.2.3"),
    ("0b11", "0b11"),
    ("1e", "1e"),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("true", True),
    ("FALSE", False),
    ("tRue", "tRue"),
    ("12", 12),
    ("-3", -3),
    ("0o17", 15),
    ("0xff", 255),
    ("1.5", 1.5),
    (".5", 0.5),
    ("1e3", 1000.0),
    ("9" * 101, "9" * 101),
]


def read(text: str, loader: str = "", limits: Limits | None = None) -> Document:
    return parse(Source("x.yaml", text), limits or Limits(), loader=loader)


def shown(document: Document, span: Span) -> str:
    return document.source.text[span.start : span.end]


def everything(document: Document) -> list[tuple[str, Node | None, Node]]:
    """Every value with its path and its key."""
    found: list[tuple[str, Node | None, Node]] = []

    def walk(path: str, key: Node | None, node: Node) -> None:
        found.append((path, key, node))
        for number, item in enumerate(node.items):
            if node.kind == "mapping":
                walk(path + pointer(item[0].raw), item[0], item[1])
            else:
                walk(path + pointer(number), None, item)

    if document.root is not None:
        walk("", None, document.root)
    return found


def outline(document: Document) -> list[tuple[object, ...]]:
    """All that a tree says, to compare two."""
    return [
        (
            path,
            key and (key.raw, key.start, key.end),
            node.kind,
            repr(node.value),
            node.raw,
            node.style,
            node.start,
            node.end,
        )
        for path, key, node in everything(document)
    ]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("written", "value"), TYPES, ids=[row[0][:12] for row in TYPES])
def test_plain_words_are_typed_by_yaml_1_2(written: str, value: Any, loader: str) -> None:
    data = read(f"a: {written}\n", loader).data
    assert repr(data) == repr({"a": value})


@pytest.mark.parametrize("loader", LOADERS)
def test_quoted_words_and_keys_are_text(loader: str) -> None:
    assert read("1: '2'\ntrue: \"null\"\n~: |\n  3\n2026: !!str 4\n", loader).data == {
        "1": "2",
        "true": "null",
        "~": "3\n",
        "2026": "4",
    }


POLICY = """\
# top
policy:  # trailing
  title: "Use"   # why
  empty:
  text: |  # header
    You # may
    not.
  # after
  list: [a, b c]
  none: {}

last:
  - x: 1
    y: &n é😀
  - *n
"""

SPANS = [
    ("", "policy"),
    (
        "/policy",
        'title: "Use"   # why\n  empty:\n  text: |  # header\n    You # may\n    not.\n  # after\n'
        "  list: [a, b c]\n  none: {}",
    ),
    ("/policy/title", '"Use"'),
    ("/policy/empty", "empty"),
    ("/policy/text", "|  # header\n    You # may\n    not."),
    ("/policy/list", "[a, b c]"),
    ("/policy/list/1", "b c"),
    ("/policy/none", "{}"),
    ("/last/0/y", "&n é😀"),
    ("/last/1", "*n"),
    ("/policy/missing", "policy"),
    ("/policy/missing/deep", "policy"),
    ("/policy/list/7", "list"),
    ("/policy/list/01", "b c"),
    ("/last/0/z", "x"),
    ("/nothing", "policy"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("path", "text"), SPANS, ids=[path or "root" for path, _ in SPANS])
def test_span_of_a_path(path: str, text: str, loader: str) -> None:
    document = read(POLICY, loader)
    assert shown(document, document.span(path)) == text


def test_key_span_and_node() -> None:
    document = read(POLICY)
    keys = {path: document.key_span(path) for path in ("/policy/title", "/last/0", "/policy/none/x", "")}
    assert {path: span and shown(document, span) for path, span in keys.items()} == {
        "/policy/title": "title",
        "/last/0": None,
        "/policy/none/x": None,
        "": None,
    }
    node = document.node("/last/1")
    assert node is not None
    assert (node.kind, node.style, node.value) == ("scalar", "*", "é😀")
    assert document.node("/policy/none/x") is None


def test_a_path_with_escapes() -> None:
    document = read("a/b:\n  c~d: x\n")
    assert shown(document, document.span(pointer("a/b", "c~d"))) == "x"


@pytest.mark.parametrize("loader", LOADERS)
def test_comments(loader: str) -> None:
    document = read(POLICY + "url: http://x/#y\nq: 'a # b'\n\t # end", loader)
    assert document.comments() == tuple(
        Comment(Span(at, at + len(f"#{said}")), said)
        for said in (" top", " trailing", " why", " header", " after", " end")
        for at in [document.source.text.index(f"#{said}")]
    )


@pytest.mark.parametrize("loader", LOADERS)
@given(document=written())
def test_a_random_document_is_read_as_it_was_written(loader: str, document: Written) -> None:
    tree = read(document.text, loader)
    assert repr(tree.data) == repr(document.data)
    assert [comment.text for comment in tree.comments()] == document.comments
    assert {problem.check for problem in tree.problems} <= {"yaml-no-break-space"}


@given(document=written())
def test_both_parsers_build_the_same_tree(document: Written) -> None:
    assert outline(read(document.text, "c")) == outline(read(document.text, "pure"))


@given(document=written())
def test_what_stands_at_a_span_is_the_value(document: Written) -> None:
    tree = read(document.text)
    for path, key, node in everything(tree):
        if node.kind == "scalar" or node.style:
            assert repr(read(document.text[node.start : node.end]).data) == repr(node.value), path
        if key is not None:
            span = tree.key_span(path)
            assert span is not None
            assert yaml.safe_load(shown(tree, span)) == key.raw
        assert tree.node(path) is node


HOSTILE = st.text(alphabet="ab1.0:-#'\"[]{}|>&*!%@` \n\r\t,?~<=\\\u00a0\u2028\ufeff\x07é😀", max_size=60)
SAMPLES = [
    "a: ",
    "b:",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "x",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "&a",
    "*a",
    "|",
    ">",
    "#",
    " ",
    "!t ",
    "---\n",
    "...",
    "? ",
    ": ",
    "\t",
    "<<: ",
    "\r\n",
    "%",
    ",",
]
PIECES = st.lists(st.sampled_from(SAMPLES), max_size=25).map("".join)


@pytest.mark.parametrize("loader", LOADERS)
@given(text=HOSTILE | PIECES)
def test_nothing_is_ever_raised_and_all_places_are_in_the_text(loader: str, text: str) -> None:
    document = read(text, loader)
    document.comments()
    for problem in document.problems:
        for span in (problem.span, *(span for span, _ in problem.related)):
            assert 0 <= span.start <= span.end <= len(text)
        assert problem.message
        assert problem.remedy
    for path, _, _ in everything(document):
        span = document.span(path)
        assert 0 <= span.start <= span.end <= len(text)
    assert document.problems or document.root is not None


# What only one of the two refuses is left out: tabs between words, a glued colon in brackets, odd block headers.
SHARED = st.lists(
    st.sampled_from([piece for piece in SAMPLES if not set(piece) & set("[{>%\t")] + ["| "]), max_size=25
).map("".join)


@given(text=SHARED)
def test_both_parsers_name_the_same_first_fault(text: str) -> None:
    assume("|#" not in text)  # an odd block header too: libyaml takes it for a comment
    assert read(text, "c").problems[:1] == read(text, "pure").problems[:1]


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


REFUSED = [
    ("brackets", "[" * 100_000, "nested-too-deeply"),
    ("braces", "{a: " * 50_000, "nested-too-deeply"),
    ("dashes", "- " * 50_000 + "x", "nested-too-deeply"),
    ("indents", "".join(" " * n + "a:\n" for n in range(300)), "nested-too-deeply"),
    ("alias bomb", bomb(20), "too-many-aliases"),
    ("aliases", "a: &a x\nb: [" + ", ".join(["*a"] * 1000) + "]\n", "too-many-aliases"),
    ("values", "[" + "a," * 200_001 + "]", "too-many-values"),
    ("size", "a: " + "x" * (50 * 1024 * 1024), "file-too-large"),
]


@pytest.mark.parametrize(("text", "check"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_hostile_files_are_refused(text: str, check: str) -> None:
    document = read(text, "c")
    assert [problem.check for problem in document.problems if problem.severity == "error"] == [check]
    assert not document.complete


@pytest.mark.parametrize(
    ("text", "check"),
    [row[1:] for row in REFUSED if row[0] not in ("values",)],
    ids=[row[0] for row in REFUSED if row[0] != "values"],
)
def test_hostile_files_are_refused_by_the_slow_parser_too(text: str, check: str) -> None:
    document = read(text, "pure")
    assert [problem.check for problem in document.problems if problem.severity == "error"] == [check]


def test_a_refused_file_keeps_what_was_read() -> None:
    assert read("a: 1\nb: [[[[x]]]]\n", limits=Limits(depth=3)).data == {"a": 1, "b": [[]]}


def test_repeated_values_are_shared_not_copied() -> None:
    document = read("a: &a [x]\nb: [*a, *a]\n")
    assert document.data["b"][0] is document.data["a"]
    assert document.problems == ()


def test_a_key_of_any_length_is_told() -> None:
    assert [problem.check for problem in read("a" * 300 + ": 1\n").problems] == ["key-too-long"]


def test_the_environment_chooses_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    from policylint.errors import SetupError

    monkeypatch.setenv("POLICYLINT_YAML", "ruby")
    with pytest.raises(SetupError, match="'ruby'"):
        read("a: 1\n")
    monkeypatch.setenv("POLICYLINT_YAML", "pure")
    assert read("a: 1\n").data == {"a": 1}


def test_without_libyaml_the_slow_parser_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policylint.reading.parsers.CParser", None)
    assert read("a: [1, é]\n").data == {"a": [1, "é"]}


def test_offsets_hold_with_windows_line_ends_and_characters_outside_the_basic_plane() -> None:
    text = "a: 😀\r\nb: |\r\n  é😀\r\n  x\r\nc: [😀, y]\r\n"
    document = read(text)
    assert document.data == {"a": "😀", "b": "é😀\nx\n", "c": ["😀", "y"]}
    assert document.source.place(document.span("/c/1")) == (5, 8, 5, 9)
    assert shown(document, document.span("/c/1")) == "y"


@pytest.mark.parametrize(
    "escape", ["\\ud800", "\\uDFFF x", "\\ud83d\\ude00", "\\U00110000", "\\UFFFFFFFF", "\\\\ud800", "\\\n\\ud800"]
)
@pytest.mark.parametrize("form", ['a: "x {}"\nb: 1\n', '"{}": 1\n', 'a:\n- é "\n- ["y", "{}"]\n'])
def test_both_parsers_refuse_what_is_no_character(escape: str, form: str) -> None:
    text = form.format(escape)
    one, other = read(text, "c"), read(text, "pure")
    assert (one.problems, one.data) == (other.problems, other.data)

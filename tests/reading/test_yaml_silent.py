"""Text that YAML changes or drops without a word: what is told, and what is not."""

import pytest

from policylint.reading.yamltree import Document, parse
from policylint.source import Source

# text, then for each problem: check, severity, line, column, path, message, remedy
TOLD = {
    "a section number": (
        "title: Section #4\n",
        (
            "yaml-text-cut-at-hash",
            "warning",
            1,
            16,
            "/title",
            "“#4” is read as a comment, so that the text ends with “Section”",
            'put it in quotes if it is text: "Section #4"; put a space after the # if it is a comment',
        ),
    ),
    "a hashtag alone": (
        "tags:\n  - #Riverton\n",
        (
            "yaml-text-cut-at-hash",
            "warning",
            2,
            5,
            "/tags/0",
            "“#Riverton” is read as a comment, so that there is no value",
            'put it in quotes if it is text: "#Riverton"; put a space after the # if it is a comment',
        ),
    ),
    "a number behind two spaces": (
        "a: See  #4\n",
        (
            "yaml-text-cut-at-hash",
            "warning",
            1,
            9,
            "/a",
            "“#4” is read as a comment, so that the text ends with “See”",
            'put it in quotes if it is text: "See #4"; put a space after the # if it is a comment',
        ),
    ),
    "a placeholder": (
        "agency: {Agency}\n",
        (
            "yaml-braces-read-as-mapping",
            "error",
            1,
            9,
            "/agency",
            "{Agency} is read as a key without a value, not as text",
            'put it in quotes: "{Agency}"',
        ),
    ),
    "a placeholder of a template": (
        "agency: {{ agency }}\n",
        (
            "yaml-braces-read-as-mapping",
            "error",
            1,
            9,
            "/agency",
            "{{ agency }} is read as a key without a value, not as text",
            'put it in quotes: "{{ agency }}"',
        ),
    ),
    "a list in braces": (
        "a: {x, y}\n",
        (
            "yaml-braces-read-as-mapping",
            "error",
            1,
            4,
            "/a",
            "{x, y} is read as a key without a value, not as text",
            'put it in quotes: "{x, y}", or in brackets if it is a list: [x, y]',
        ),
    ),
    "a comma in a text in braces": (
        "a: {text: one, two}\n",
        (
            "yaml-flow-comma",
            "error",
            1,
            16,
            "/a",
            "the comma ends the text before it, and “two” is read as a key without a value",
            "put the text in quotes, or write one key a line",
        ),
    ),
    "no space after a colon in braces": (
        "a: {b:1, c: 2}\n",
        (
            "yaml-flow-comma",
            "error",
            1,
            5,
            "/a",
            "a space is missing after the colon of “b”, and “b:1” is read as a key without a value",
            "write b: 1",
        ),
    ),
    "a version": (
        "version: 1.10\n",
        (
            "yaml-number-changed",
            "error",
            1,
            10,
            "/version",
            "1.10 is read as the number 1.1",
            'put it in quotes: version: "1.10"',
        ),
    ),
    "a version that could go on": (
        "version: 2.1\n",
        (
            "yaml-number-changed",
            "error",
            1,
            10,
            "/version",
            "2.1 is read as a number, so that 2.10 would be the same",
            'put it in quotes: version: "2.1"',
        ),
    ),
    "leading zeros": (
        "- 0755\n",
        ("yaml-number-changed", "error", 1, 3, "/0", "0755 is read as the number 755", 'put it in quotes: "0755"'),
    ),
    "a phone number": (
        "phone: +4930\n",
        (
            "yaml-number-changed",
            "error",
            1,
            8,
            "/phone",
            "+4930 is read as the number 4930",
            'put it in quotes: phone: "+4930"',
        ),
    ),
    "an exponent": (
        "form: 1e3\n",
        (
            "yaml-number-changed",
            "error",
            1,
            7,
            "/form",
            "1e3 is read as the number 1000.0",
            'put it in quotes: form: "1e3"',
        ),
    ),
    "an entry indented too far": (
        "a:\n  - x\n    - y\n",
        (
            "yaml-entry-read-as-text",
            "warning",
            3,
            5,
            "/a/0",
            "“- y” is read as part of the text above it, not as an entry of a list",
            "indent it like the entries before it, or put the text in a block that starts with “|”",
        ),
    ),
    "a no-break space at the start of a line": (
        "a: 1\n\u00a0b: 2\n",
        (
            "yaml-no-break-space",
            "error",
            2,
            1,
            "",
            "a no-break space (U+00A0) stands here, as word processors paste it, and YAML takes it for a letter",
            "delete it and type an ordinary space",
        ),
    ),
    "a no-break space behind a colon": (
        "a:\u00a0b\nc: 1\n",
        (
            "yaml-no-break-space",
            "error",
            1,
            3,
            "",
            "a no-break space (U+00A0) stands here, as word processors paste it, and YAML takes it for a letter",
            "delete it and type an ordinary space",
        ),
    ),
    "special spaces on two lines": (
        "a: 1\nb\u2003: 2\nd\u2003: 1\n",
        (
            "yaml-no-break-space",
            "error",
            2,
            2,
            "",
            "a special space (U+2003) stands here, as word processors paste it, and YAML takes it for a letter"
            " (2 lines have them)",
            "delete it and type an ordinary space",
        ),
    ),
    "a line separator": (
        "a: b\u2028c\n",
        (
            "yaml-line-separator",
            "warning",
            1,
            5,
            "",
            "a hidden line separator (U+2028) stands here, as word processors paste it; it is read as a space",
            "delete it, or put an ordinary line break in its place",
        ),
    ),
    "a byte order mark inside": (
        "a: b\ufeffc\n",
        (
            "yaml-byte-order-mark",
            "error",
            1,
            5,
            "",
            "a hidden byte order mark (U+FEFF) stands in the middle of the file, as when two files are joined",
            "delete it together with the character before or after it, and type that one again",
        ),
    ),
    "a control character": (
        "a: b\x07c\x08\n",
        (
            "control-character",
            "error",
            1,
            5,
            "",
            "a control character (U+0007) stands here, which no text holds (2 of them in this file)",
            "delete it",
        ),
    ),
    "an anchor without a value": (
        "a: &x\n",
        (
            "anchor-without-value",
            "error",
            1,
            4,
            "/a",
            "“&x” is read as a name for a value to come, so there is no value here",
            'put it in quotes if it is text: "&x"',
        ),
    ),
    "an alias of nothing": (
        "a: *x\n",
        (
            "unknown-alias",
            "error",
            1,
            4,
            "/a",
            "“*x” repeats a value named “&x”, and there is none above",
            'put it in quotes if it is text: "*x"',
        ),
    ),
    "an alias of itself": (
        "a: &x [*x]\n",
        (
            "unknown-alias",
            "error",
            1,
            8,
            "/a/0",
            "“*x” repeats the value in which it stands",
            'put it in quotes if it is text: "*x"',
        ),
    ),
    "a tag": (
        "a: !important read this\n",
        (
            "unknown-tag",
            "error",
            1,
            4,
            "/a",
            "“!important” is read as a YAML tag, not as text",
            "put the whole value in quotes if the exclamation mark belongs to it, or delete the tag",
        ),
    ),
    "a merge key": (
        "<<: {a: 1}\n",
        (
            "merge-key",
            "error",
            1,
            1,
            "/<<",
            "“<<” copies keys from elsewhere in some YAML tools; it is not supported here",
            "write the keys out where they apply",
        ),
    ),
    "a key that is a list": (
        "? [a]\n: b\n",
        (
            "key-not-text",
            "error",
            1,
            3,
            "",
            "“[a]” is read as a key, and a key must be plain text",
            "put it in quotes if it is meant as text",
        ),
    ),
    "a key twice": (
        "b:\n  a: 1\n  a: 2\n",
        (
            "duplicate-key",
            "error",
            3,
            3,
            "/b/a",
            "“a” stands twice here; only the first is read",
            "delete one of the two, or join them",
        ),
    ),
    "two documents": (
        "a: 1\n---\nb: 2\n",
        (
            "several-documents",
            "error",
            2,
            1,
            "",
            "a second document starts here; only the first is read",
            "write each document into a file of its own, or delete the “---”",
        ),
    ),
    "an empty file": (
        "",
        ("empty-file", "error", 1, 1, "", "the file is empty", "write the policy into it, or delete the file"),
    ),
    "only comments": (
        "# policy\n",
        (
            "empty-file",
            "error",
            1,
            1,
            "",
            "nothing but comments stands in this file",
            "write the policy into it, or delete the file",
        ),
    ),
}

QUIET = {
    "a comment set off": "kind: use   # use | moderation\n",
    "a comment with a space": "kind: use # use\n",
    "a comment without a space, set off": "kind: use  #use\n",
    "a comment behind quotes": "kind: 'use' #use\n",
    "a comment behind a key": "permit: #who may\n  who: any\n",
    "a comment for a program": "a: b #noqa\nc: d #policylint: off\n",
    "a comment line": "#a: b\na: c\n  #d\n",
    "hashtags in a block": "text: |\n  Use #Riverton and\n  #4.\n",
    "hashtags in quotes": "text: 'Use #Riverton'\n",
    "a number sign in a word": "a: b#4\nurl: https://x.example/#y\n",
    "empty braces": "a: {}\n",
    "braces with values": "a: {by: x, date: 2026-01-05, url: https://x.example}\n",
    "braces with a value left empty": "a: {x: , y: null}\n",
    "commas in a list": "a: [reach in the city, and questions]\n",
    "numbers": "- 0\n- 12\n- -3\n- 1.5\n- 1.0\n",
    "numbers in quotes": "version: '1.10'\ncode: \"0755\"\n",
    "times and dates": "- 09:00\n- 2026-02-01\n- no\n- 1_000\n",
    "no-break spaces in text": (
        "a: b\u00a0c\nd: |\n  \u00a0e\n  f\u00a0: g\nh: '\n\n  \u00a0i'\nj: k\n  l\u00a0:\u00a0m\n"
    ),
    "a dash in a text": "a: b\n  c - d\n",
    "anchors and aliases": "a: &x {b: 1}\nc: *x\n&k d: *k\n",
    "a text tag": "a: !!str 1.10\n",
    "a document mark": "---\na: 1\n...\n",
    "the same key elsewhere": "a: {b: 1}\nc: {b: 1}\n",
}


def listed(document: Document) -> list[tuple[object, ...]]:
    return [
        (one.check, one.severity, *document.source.position(one.span.start), one.path, one.message, one.remedy)
        for one in document.problems
    ]


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize(("text", "problem"), TOLD.values(), ids=TOLD)
def test_told(text: str, problem: tuple[object, ...], loader: str) -> None:
    assert listed(parse(Source("x.yaml", text), loader=loader)) == [problem]


@pytest.mark.parametrize("loader", ["c", "pure"])
@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_not_told(text: str, loader: str) -> None:
    assert listed(parse(Source("x.yaml", text), loader=loader)) == []


def test_hidden_characters_do_not_shift_or_break_what_follows() -> None:
    document = parse(Source("x.yaml", "a: |\n  one\u2028two\n  three\u0085four\nb: c # d\u2028e\nf: g\x0bh\n"))
    assert document.data == {"a": "one two\nthree four\n", "b": "c", "f": "g h"}
    assert document.source.position(document.span("/f").start) == (5, 4)
    separators = document.problems[0]
    assert (separators.check, len(separators.related)) == ("yaml-line-separator", 2)


def test_a_second_key_names_the_first() -> None:
    document = parse(Source("x.yaml", "a: 1\na: 2\n"))
    (related,) = document.problems[0].related
    assert (document.source.place(related[0]), related[1]) == ((1, 1, 1, 2), "the first one")


def test_no_break_spaces_are_mended_to_read_on() -> None:
    document = parse(Source("x.yaml", "a:\n\u00a0\u00a0b: 1\n\u00a0\u00a0c: 2\nd: 1.10\n"))
    assert document.data == {"a": {"b": 1, "c": 2}, "d": 1.1}
    assert [problem.check for problem in document.problems] == ["yaml-no-break-space", "yaml-number-changed"]


def test_thousands_of_faults_are_cut_short() -> None:
    document = parse(Source("x.yaml", "".join(f"k{n}: 1\n" for n in range(5000)) + "k4999: 2\n" * 5000))
    assert [problem.check for problem in document.problems] == ["duplicate-key"] * 200 + ["more-problems"]

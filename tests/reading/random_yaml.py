"""Random YAML documents together with what they say: their data and their comments."""

import json
import re
from typing import Any

from hypothesis import strategies as st

_PLAIN = re.compile(r"[a-zé😀][a-zé😀0-9 ]*[a-zé😀0-9]")
_TYPED = {"null", "true", "false"}
_TEXT = st.text(alphabet="abc éß😀'\"#:-,[]{}&*!|>%@`\\/\t\u00a0019", max_size=12)
_KEYS = st.text(alphabet="abcdé😀-~/ ", min_size=1, max_size=6).map(str.strip).filter(bool)
_LINES = st.lists(
    st.text(alphabet="abc é😀'\"#:-[]{}*", min_size=1, max_size=12).filter(lambda line: not line[0].isspace()),
    min_size=1,
    max_size=3,
)
_SCALARS = st.none() | st.booleans() | st.integers() | _TEXT | _LINES.map(lambda lines: "\n".join(lines) + "\n")


class Written:
    """A document: text, data, comments (the texts after the sign, in order)."""

    def __init__(self, text: str, data: Any, comments: list[str]) -> None:
        self.text = text
        self.data = data
        self.comments = comments

    def __repr__(self) -> str:
        return f"Written({self.text!r})"


def _values(depth: int) -> st.SearchStrategy[Any]:
    if not depth:
        return _SCALARS
    below = _values(depth - 1)
    return _SCALARS | st.lists(below, max_size=3) | st.dictionaries(_KEYS, below, max_size=3)


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A mapping or a list, each value in a style drawn for it, with comments and blank lines between."""
    below = _values(2)
    data = draw(st.dictionaries(_KEYS, below, min_size=1, max_size=4) | st.lists(below, min_size=1, max_size=4))
    comments: list[str] = []

    def comment(indent: str) -> str:
        choice = draw(st.integers(0, 9))
        if choice > 1:
            return ""
        said = draw(st.text(alphabet="ab#:'\"-[ 😀", max_size=5))
        comments.append(said)
        return f"{indent}#{said}\n" if choice else f"\n{indent}#{said}\n"

    def trailing() -> str:
        if draw(st.integers(0, 5)):
            return "\n"
        comments.append(" c")
        return "  # c\n"

    def flow(value: Any) -> str:
        if isinstance(value, dict):
            return (
                "{"
                + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {flow(one)}" for key, one in value.items())
                + "}"
            )
        if isinstance(value, list):
            return "[" + ", ".join(map(flow, value)) + "]"
        return scalar(value)

    def scalar(value: Any) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        ways = [json.dumps(value, ensure_ascii=False)]
        if "\n" not in value and "\t" not in value:
            ways.append("'" + value.replace("'", "''") + "'")
        if _PLAIN.fullmatch(value) and value not in _TYPED:
            ways.append(value)
        return draw(st.sampled_from(ways))

    def block(value: Any, indent: int) -> str:
        """What follows a key's colon or a dash, with the line end."""
        pad = " " * indent
        if isinstance(value, str) and value.endswith("\n") and "\n\n" not in value and value[0] not in " \n":
            style = draw(st.sampled_from(["|", '"']))
            if style == "|":
                header = trailing()
                return " |" + header + "".join(f"{pad}  {line}\n" for line in value.splitlines())
        if isinstance(value, dict | list) and value and draw(st.booleans()):
            return trailing() + lines(value, indent + 2)
        return " " + flow(value) + trailing()

    def lines(value: Any, indent: int) -> str:
        pad = " " * indent
        made = ""
        if isinstance(value, dict):
            for key, one in value.items():
                made += comment(pad)
                made += f"{pad}{scalar(key)}:{block(one, indent)}"
        else:
            for one in value:
                made += comment(pad)
                made += f"{pad}-{block(one, indent)}"
        return made

    text = lines(data, 0)
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return Written(text, data, comments)

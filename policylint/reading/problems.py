"""What a reader reports: a fault of a file, its place and what to do; it knows neither checks nor settings."""

from policylint.source import Span
from policylint.typed import NamedTuple


class Problem(NamedTuple):
    """One fault found while a file was read.

    check: the id of the fault. severity: `error`, `warning` or `note`. span: offsets into the source's text. path: JSON
    pointer of the value that it concerns, empty when there is none. remedy: what to write instead. related: other
    places, each with a few words on what is there. instead: the words to put in the place of the span, where there is
    one likely answer.
    """

    check: str
    severity: str
    message: str
    span: Span
    path: str = ""
    remedy: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    instead: str = ""


def pointer(*steps: str | int) -> str:
    """The JSON pointer (RFC 6901) of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def steps(path: str) -> tuple[str, ...]:
    """The steps of a JSON pointer, unescaped; positions in a list stay text. The inverse of `pointer`."""
    if not path:
        return ()
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in path.removeprefix("/").split("/"))


def shorten(text: str, longest: int = 40) -> str:
    """A person's own words for a message: on one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"

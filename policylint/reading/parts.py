"""What a format of documents gives to be read, and what to say when its reader is not installed. Knows no format."""

from policylint.errors import InputError
from policylint.typed import NamedTuple


class Parts(NamedTuple):
    """What a format gives: Markdown, what counts its parts (`page`, `paragraph`; empty: lines), where each starts, and
    what a reader should know of how it was read."""

    text: str
    unit: str = ""
    starts: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def missing(package: str, kind: str, path: str) -> InputError:
    """The error for a format whose package is not installed."""
    return InputError(
        f"reading {kind} needs the package {package}, which is not installed",
        place=path,
        remedy='Install it: pip install "policylint[import]". Or save the document as Markdown or text.',
    )

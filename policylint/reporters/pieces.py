"""Stretches of a report that come again in many findings, each written once; it knows no report and no format."""

from collections.abc import Callable, Iterable

from policylint.typed import Any

MOST = 1 << 12  # of what does not come again nothing more is kept, however long the report


class Pieces(dict[Any, str]):
    """Text by the values that it is made of: `pieces[check, group]` is `make(check, group)`, made when first asked for.

    Values that are equal must be written alike: no floats, which are equal to whole numbers. Full, it begins anew.
    """

    __slots__ = ("make",)

    def __init__(self, make: Callable[..., str]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, values: tuple[Any, ...]) -> str:
        if len(self) >= MOST:
            self.clear()
        text = self[values] = self.make(*values)
        return text


def parted(mark: str, texts: Iterable[str]) -> list[str]:
    """The texts with a mark between them, to be joined with what stands around them: twice would copy megabytes."""
    found: list[str] = []
    for text in texts:
        found += (mark, text)
    return found[1:]

"""A number that is known, or known to lie between two others. Knows nothing of what is counted."""

from policylint.typed import NamedTuple


class Count(NamedTuple):
    """A number of situations that is proven to be at least low and at most high."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether the number is known."""
        return self.low == self.high

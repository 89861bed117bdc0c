"""Analyses that the program ships and check files call by name with `builtin`."""

from collections.abc import Callable, Iterable, Mapping

from policylint.checking.context import Context, Question
from policylint.finding import Fault

Analysis = Callable[[Context, Question], Iterable[Fault]]


def reported_elsewhere(_context: Context, _question: Question) -> Iterable[Fault]:
    """Nothing here: reading, the schema, the builder or the run itself reports it."""
    return ()


ANALYSES: Mapping[str, Analysis] = {}

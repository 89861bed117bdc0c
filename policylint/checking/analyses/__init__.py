"""Analyses that the program ships and check files call by name with `builtin`."""

from collections.abc import Callable, Iterable, Mapping

from policylint.checking.context import Context, Question
from policylint.finding import Fault

Analysis = Callable[[Context, Question], Iterable[Fault]]

ANALYSES: Mapping[str, Analysis] = {}

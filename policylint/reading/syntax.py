"""Why a YAML text cannot be read, in plain words and at the right place; it knows no tree and no policy."""

from typing import NamedTuple

from yaml.error import YAMLError

from policylint.reading.problems import Problem
from policylint.source import Span


class Fault(NamedTuple):
    """A syntax error: the problem, and the text mended at equal length so that reading can go on (empty: it cannot)."""

    problem: Problem
    mended: str = ""


def diagnose(text: str, error: YAMLError) -> Fault:
    """The fault behind an error of either parser."""
    mark = getattr(error, "problem_mark", None)
    index = min(mark.index if mark is not None else 0, len(text))
    return Fault(
        Problem("syntax", "error", "the file cannot be read from here on", Span(index, min(index + 1, len(text))))
    )

"""Text that YAML drops or takes apart without a word: after a number sign, around no-break spaces; it knows no policy."""

import re

from policylint.reading.nodes import Node, leaves
from policylint.reading.problems import Problem, shorten
from policylint.source import Span


def silent_losses(text: str, root: Node) -> list[Problem]:
    """The losses that only the text shows; those that the events show are found while composing."""
    return []

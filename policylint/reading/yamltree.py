"""A YAML text to a positioned tree, plain data and problems; it raises for no text, and knows no key's meaning."""

import os

from policylint.reading.limits import DEFAULT, Limits
from policylint.reading.nodes import Comment, Document, Node
from policylint.reading.problems import Problem
from policylint.source import Source

__all__ = ["DEFAULT", "Comment", "Document", "Limits", "Node", "Problem", "parse"]


def parse(source: Source, limits: Limits = DEFAULT, *, loader: str = "") -> Document:
    """The document in a text. Faults become problems; nothing is raised.

    loader: `c` for libyaml, `pure` for the parser written in Python, empty for what the environment variable
    POLICYLINT_YAML says, and otherwise for libyaml where it is installed.
    """
    # Late: yaml costs 17 ms, and a run whose files are all known from the cache parses nothing.
    from policylint.reading.recover import read_document

    return read_document(source, limits, loader or os.environ.get("POLICYLINT_YAML", ""))

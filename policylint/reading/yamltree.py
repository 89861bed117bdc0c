"""A YAML text to a positioned tree, plain data and problems; it raises for no text, and knows no key's meaning."""

import os

from policylint.reading.limits import DEFAULT, Limits
from policylint.reading.nodes import Comment, Document, Node, first_line
from policylint.reading.problems import Problem
from policylint.source import Source, Span

__all__ = ["DEFAULT", "Comment", "Document", "Limits", "Node", "Problem", "parse"]

# How often a text with a syntax error is mended and read again, to find what else is wrong in the same run.
_ATTEMPTS = 8


def parse(source: Source, limits: Limits = DEFAULT, *, loader: str = "") -> Document:
    """The document in a text. Faults become problems; nothing is raised.

    loader: `c` for libyaml, `pure` for the parser written in Python, empty for what the environment variable
    POLICYLINT_YAML says, and otherwise for libyaml where it is installed.
    """
    # Late: yaml costs 17 ms, and a run whose files are all known from the cache parses nothing.
    from policylint.reading.compose import compose
    from policylint.reading.parsers import events, parser_name
    from policylint.reading.prepare import prepare
    from policylint.reading.silent import silent_losses
    from policylint.reading.syntax import diagnose

    name = parser_name(loader or os.environ.get("POLICYLINT_YAML", ""))
    most = limits.characters if name == "c" else min(limits.characters, limits.pure_characters)
    if len(source.text) > most:
        return Document(source, None, (_too_large(source.text, most),), complete=False)
    text, problems = prepare(source.text)
    reached = -1
    dropped = False
    attempts = _ATTEMPTS
    while True:
        composed = compose(text, events(text, name), limits)
        if composed.error is None:
            break
        fault = diagnose(text, composed.error)
        if fault.problem is not None:
            if fault.problem.span.start <= reached:
                break
            reached = fault.problem.span.start
            problems.append(fault.problem)
        attempts -= 1
        if not fault.mended or not attempts:
            break
        dropped = dropped or fault.drops
        text = fault.mended
    root = composed.root
    problems += composed.problems
    if root is not None and root.value is None and root.kind == "scalar":
        root = None
    if root is not None:
        told = {problem.span.start for problem in problems}
        problems += [problem for problem in silent_losses(text, root) if problem.span.start not in told]
    elif not problems:
        problems.append(_empty(text))
    problems.sort(key=_order)
    return Document(source, root, tuple(problems), composed.complete and not dropped)


def _order(problem: Problem) -> tuple[int, int, str]:
    return problem.span.start, problem.span.end, problem.check


def _too_large(text: str, most: int) -> Problem:
    return Problem(
        "file-too-large",
        "error",
        f"the file holds {len(text):,} characters, and at most {most:,} are read",
        first_line(text, 0),
        remedy="look whether this is the right file; divide a policy of this length into several documents",
    )


def _empty(text: str) -> Problem:
    return Problem(
        "empty-file",
        "error",
        "nothing but comments stands in this file" if text.strip() else "the file is empty",
        Span(0, 0),
        remedy="write the policy into it, or delete the file",
    )

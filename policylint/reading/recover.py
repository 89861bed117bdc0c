"""One reading of a YAML text from its characters to a document, going on behind errors; it knows no key's meaning."""

from policylint.reading.compose import Composed, compose
from policylint.reading.limits import Limits
from policylint.reading.nodes import Document, Node, first_line
from policylint.reading.parsers import events, parser_name
from policylint.reading.prepare import prepare
from policylint.reading.problems import Problem
from policylint.reading.silent import misplaced_spaces, text_cut
from policylint.source import Source, Span

# How often a text with a syntax error is mended and read again, to find what else is wrong in the same run.
_ATTEMPTS = 8
# In characters: three times a long policy. What is larger takes long enough to read twice.
_MENDED_OFTEN = 300_000


def read_document(source: Source, limits: Limits, loader: str) -> Document:
    """The document in a text; `loader` as `parser_name` takes it."""
    name = parser_name(loader)
    most = limits.characters if name == "c" else min(limits.characters, limits.pure_characters)
    if len(source.text) > most:
        return Document(source, None, (_too_large(source.text, most, limits),), complete=False)
    text, problems = prepare(source.text)
    text, composed, dropped = _composed(text, name, limits, problems)
    if composed.error is None:
        text, composed = _without_hidden_spaces(text, composed, name, limits, problems)
        text, composed = _with_dashes(text, composed, name, limits, problems)
    root = composed.root
    problems += composed.problems
    if root is not None and root.value is None and root.kind == "scalar":
        root = None
    if root is not None:
        told = {problem.span.start for problem in problems}
        problems += [problem for problem in text_cut(text, root) if problem.span.start not in told]
    elif not problems:
        problems.append(_empty(text))
    problems.sort(key=_order)
    return Document(source, root, tuple(problems), composed.complete and not dropped)


def _composed(text: str, name: str, limits: Limits, problems: list[Problem]) -> tuple[str, Composed, bool]:
    """The text as it was read, mended where that is possible; its tree; whether mending left something out."""
    reached = -1
    dropped = False
    attempts = _ATTEMPTS if len(text) <= _MENDED_OFTEN else 2
    forgiven = 0
    while True:
        composed = compose(text, events(text, name), limits)
        if composed.error is None:
            break
        # Late: hardly any file has a syntax error.
        from policylint.reading.syntax import diagnose

        fault = diagnose(text, composed.error)
        if fault.problem is None:
            # A tab that only the slow parser minds. Where there are many, all of them go, those in texts too.
            forgiven += 1
            text = fault.mended if forgiven <= _ATTEMPTS else text.replace("\t", " ")
            continue
        if fault.problem.span.start <= reached:
            _prune(composed.root, text, fault.problem.span.start)
            break
        reached = fault.problem.span.start
        problems.append(fault.problem)
        attempts -= 1
        if not fault.mended or not attempts:
            _prune(composed.root, text, reached)
            break
        dropped = dropped or fault.drops
        text = fault.mended
    return text, composed, dropped


def _prune(root: Node | None, text: str, error: int) -> None:
    """Take off the last values as far as they reach into the line of an error: what is there is not what was meant."""
    line = max(text.rfind("\n", 0, error), text.rfind("\r", 0, error)) + 1
    node = root
    way: list[Node] = []
    while node is not None and node.items and node.style != "*":
        way.append(node)
        node = node.items[-1][1] if node.kind == "mapping" else node.items[-1]
    for outer in reversed(way):
        values = [value for _, value in outer.items] if outer.kind == "mapping" else outer.items
        kept = len(values)
        while kept and values[kept - 1].end > line and not values[kept - 1].items:
            kept -= 1
        if outer.kind == "sequence":
            del outer.value[kept:]
        else:
            names = {key.raw for key, _ in outer.items[:kept]}
            for key, _ in outer.items[kept:]:
                if key.raw not in names:
                    outer.value.pop(key.raw, None)
        outer.items = outer.items[:kept]
        if kept:
            return


def _without_hidden_spaces(
    text: str, composed: Composed, name: str, limits: Limits, problems: list[Problem]
) -> tuple[str, Composed]:
    """The tree as its author meant it, where spaces that YAML takes for letters made another one of it."""
    spaces = misplaced_spaces(text, composed.root) if composed.root is not None else []
    if not spaces:
        return text, composed
    # Late: hardly any file has such spaces.
    from policylint.reading.hidden_spaces import no_break_space_problem

    problems.append(no_break_space_problem(text, spaces))
    characters = list(text)
    for start, end in spaces:
        characters[start:end] = " " * (end - start)
    mended = "".join(characters)
    again = compose(mended, events(mended, name), limits)
    return (text, composed) if again.error is not None else (mended, again)


def _with_dashes(
    text: str, composed: Composed, name: str, limits: Limits, problems: list[Problem]
) -> tuple[str, Composed]:
    """The tree with an entry of its own where only the dash of one was forgotten."""
    if composed.root is None or len(composed.problems) < 2:
        return text, composed
    # Late: two keys that repeat are rare.
    from policylint.reading.dashes import forgotten_dashes

    mended, found = forgotten_dashes(text, composed.root, composed.problems)
    if not found:
        return text, composed
    again = compose(mended, events(mended, name), limits)
    if again.error is not None:
        return text, composed
    problems += found
    return mended, again


def _order(problem: Problem) -> tuple[int, int, str]:
    return problem.span.start, problem.span.end, problem.check


def _too_large(text: str, most: int, limits: Limits) -> Problem:
    more = f"; with a PyYAML that has libyaml, {limits.characters:,} are read" if most < limits.characters else ""
    return Problem(
        "file-too-large",
        "error",
        f"the file holds {len(text):,} characters, and at most {most:,} are read",
        first_line(text, 0),
        remedy="look whether this is the right file; divide a policy of this length into several documents" + more,
    )


def _empty(text: str) -> Problem:
    return Problem(
        "empty-file",
        "error",
        "nothing but comments stands in this file" if text.strip() else "the file is empty",
        Span(0, 0),
        remedy="write the policy into it, or delete the file",
    )

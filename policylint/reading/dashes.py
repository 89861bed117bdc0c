"""Entries of a list whose dash was forgotten, so that they run into the entry above; it knows no key's meaning."""

from policylint.reading.nodes import Node
from policylint.reading.problems import Problem, pointer, shorten, steps

_NAME = "id"


def forgotten_dashes(text: str, root: Node, problems: list[Problem]) -> tuple[str, list[Problem]]:
    """The text with the dashes put in, and one problem for each; no problem where keys that repeat look otherwise.

    problems: those of the tree. Several keys of an entry that repeat in a row, from its first key or its id on, are
    another entry.
    """
    repeated: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.check == "duplicate-key":
            repeated.setdefault(problem.path.rpartition("/")[0], []).append(problem)
    found: list[Problem] = []
    characters = list(text)
    moved: dict[str, int] = {}
    for path, some in repeated.items():
        entry = _at(root, path)
        outer, _, number = path.rpartition("/")
        if len(some) < 2 or not number.isdigit() or entry is None or entry.kind != "mapping" or entry.style:
            continue
        starts = {entry.items[0][0].raw, _NAME}
        dash = text.rfind("-", 0, entry.start)
        for run in _runs(sorted(some, key=lambda problem: problem.span.start), starts):
            at = run[0].span.start - (entry.start - dash)
            if (
                len(run) > 1
                and text[at : run[0].span.start].strip(" ") == ""
                and text[at - 1 : at] in ("\n", "\r", " ")
            ):
                characters[at] = "-"
                moved[outer] = moved.get(outer, 0) + 1
                found.append(_problem(text, run, f"{outer}{pointer(int(number) + moved[outer])}"))
    return "".join(characters), found


def _at(root: Node, path: str) -> Node | None:
    node = root
    for step in steps(path):
        found = node.get(step)
        if found is None:
            return None
        node = found[1]
    return node


def _runs(some: list[Problem], starts: set[str]) -> list[list[Problem]]:
    runs: list[list[Problem]] = []
    for problem in some:
        if steps(problem.path)[-1] in starts and not (runs and len(runs[-1]) == 1):
            runs.append([problem])
        elif runs:
            runs[-1].append(problem)
    return runs


def _problem(text: str, run: list[Problem], path: str) -> Problem:
    first = run[0]
    name = text[first.span.start : first.span.end]
    line = text[first.span.start :].splitlines()[0]
    again = [f"“{steps(problem.path)[-1]}”" for problem in run]
    listed = f"{', '.join(again[:-1])} and {again[-1]}"
    return Problem(
        "duplicate-key",
        "error",
        f"a dash seems to be missing before “{name}”: {listed} stand here for the second time in one entry",
        first.span,
        path,
        f"write “- {shorten(line)}”, so that a new entry starts here",
        ((first.related[0][0], "the entry above"),),
    )

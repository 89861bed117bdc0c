"""The matrix of how firmly a policy settles what falls into each cell, as text and JSON; it knows grades, no policy."""

from collections.abc import Mapping, Sequence

from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, sentence
from policylint.typed import Any, NamedTuple

WORDS = {
    "explicit": "settled by name",
    "general": "settled in general",
    "partial": "partly settled",
    "advised": "advice only",
    "delegated": "left to others",
    "silent": "SILENT",
    "excluded": "left out",
    None: "cannot occur",
}
LEGEND = {
    "explicit": "a clause names both",
    "general": "a rule holds, but no clause names both",
    "partial": "some cases have a rule, others have none",
    "advised": "advice, but no rule",
    "delegated": "another document answers",
    "silent": "nothing says what holds",
    "excluded": "the policy says that it does not deal with this",
    None: "there is no such situation",
}
STYLE = {"explicit": "good", "silent": "error", "partial": "warning", "advised": "warning"}
HEAD = 20  # columns for the name of a row
CELL = 12
MOST_EXAMPLES = 3


class Cell(NamedTuple):
    """One cell. row, column: ids. grade: None when there is no such situation.

    share_settled: of the everyday combinations; None when it is not known. witness: one situation with this grade, in
    full; example: in words. complete: False when the analysis was cut short.
    """

    row: str
    column: str
    grade: str | None
    share_settled: float | None
    witness: Mapping[str, str]
    example: str
    complete: bool


class Matrix(NamedTuple):
    """rows, columns: dimensions; the names of their values in order. within: what else was asked about."""

    policy: str
    title: str
    rows: str
    columns: str
    row_names: Mapping[str, str]
    column_names: Mapping[str, str]
    within: Mapping[str, tuple[str, ...]]
    within_words: str
    cells: tuple[Cell, ...]


def coverage_text(page: Page, matrix: Matrix) -> str:
    """The matrix as a table, in several when the columns do not fit beside each other, with a legend."""
    lines = [page.paint(line, "bold") for line in page.wrap(matrix.title)]
    lines += page.wrap(f"How firmly it settles each combination of {matrix.rows} and {matrix.columns}.")
    if matrix.within_words:
        lines += page.wrap(f"Asked about: {matrix.within_words}.")
    at = {(cell.row, cell.column): cell for cell in matrix.cells}
    columns = list(matrix.column_names)
    fit = max(1, (page.width - HEAD) // CELL)
    # Tables of equal size read better than a full one and a remainder.
    parts = -(-len(columns) // fit)
    fit = -(-len(columns) // parts)
    for start in range(0, len(columns), fit):
        lines += ["", *_table(page, matrix, at, columns[start : start + fit])]
    lines += ["", *_legend(page, matrix)]
    lines += _examples(page, matrix)
    if not all(cell.complete for cell in matrix.cells):
        lines += ["", *page.wrap("The analysis of some cells was cut short; a larger --effort looks longer.")]
    return "\n".join(lines) + "\n"


def _table(page: Page, matrix: Matrix, at: Mapping[tuple[str, str], Cell], columns: Sequence[str]) -> list[str]:
    lines = _row(page, "", [(matrix.column_names[name], "bold") for name in columns])
    lines.append(" " * HEAD + "-" * (CELL * len(columns) - 1))
    for row, name in matrix.row_names.items():
        cells = [at[row, column] for column in columns]
        lines += _row(page, name, [(WORDS[cell.grade], STYLE.get(cell.grade or "", "")) for cell in cells])
    return lines


def _row(page: Page, head: str, cells: Sequence[tuple[str, str]]) -> list[str]:
    """One row, as many lines high as its cells need."""
    columns = [
        (_broken(head, HEAD - 2), HEAD, "bold"),
        *((_broken(text, CELL - 1), CELL, style) for text, style in cells),
    ]
    lines = []
    for number in range(max(len(words) for words, _, _ in columns)):
        line = ""
        for words, width, style in columns:
            word = words[number] if number < len(words) else ""
            line += (page.paint(word, style) if style else word) + " " * (width - len(word))
        lines.append(line.rstrip())
    return lines


def _broken(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _legend(page: Page, matrix: Matrix) -> list[str]:
    used = {cell.grade for cell in matrix.cells}
    lines = []
    for grade, words in WORDS.items():
        if grade in used:
            lines += page.wrap(LEGEND[grade], f"{words:<{HEAD}}")
    return lines


def _examples(page: Page, matrix: Matrix) -> list[str]:
    found = list(dict.fromkeys(cell.example for cell in matrix.cells if cell.grade in ("silent", "partial")))
    lines: list[str] = []
    for number, example in enumerate(found[:MOST_EXAMPLES]):
        if not number:
            lines += ["", "Nothing says, for example, what holds when:"]
        lines += page.wrap(example, "  - ")
    return lines


def coverage_json(matrix: Matrix) -> str:
    """The matrix as JSON, cells row by row."""
    data: dict[str, Any] = {
        "policy": matrix.policy,
        "rows": matrix.rows,
        "columns": matrix.columns,
        "within": {name: list(values) for name, values in matrix.within.items()},
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "grade": cell.grade,
                "share_settled": cell.share_settled,
                "witness": dict(cell.witness) or None,
                "example": sentence(cell.example) or None,
                "complete": cell.complete,
            }
            for cell in matrix.cells
        ],
    }
    return dumps(data, indent=2) + "\n"

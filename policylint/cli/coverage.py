"""`policylint coverage`: two dimensions of a policy as a table of how firmly each combination is settled."""

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE
from policylint.cli.policy import Chosen, choose, dimension, in_words, written_box
from policylint.errors import InputError
from policylint.policy.coverage import coverage
from policylint.policy.gaps import settled_share
from policylint.policy.phrasing import sentence, situation
from policylint.reporters.coverage import Cell, Matrix, coverage_json, coverage_text
from policylint.typed import Any

# What is asked about where nobody says anything else: the people who work for the agency, when they speak.
USUAL = {"who": "workforce", "activity": "speak"}

EPILOG = """\b
Examples:
  policylint coverage social-media.policy.yaml
  policylint coverage social-media.policy.yaml --rows who --columns capacity
  policylint coverage social-media.policy.yaml --within capacity=personal --within activity=post,reply
"""


@click.command("coverage", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--rows", default="device", show_default=True, metavar="DIMENSION")
@click.option("--columns", default="time", show_default=True, metavar="DIMENSION")
@click.option("--within", multiple=True, metavar="DIMENSION=VALUE", help="Ask only about this. May be given again.")
@click.option("--policy", default="", metavar="ID", help="Which policy, when the files hold several.")
@options.form
@options.effort
@options.colour
@options.stdin_name
def command(
    paths: tuple[str, ...],
    rows: str,
    columns: str,
    within: tuple[str, ...],
    policy: str,
    form: str,
    effort: int,
    **given: Any,
) -> int:
    """How firmly a policy settles each case, as a table.

    Each cell stands for the everyday cases of its row and column. Unless you say otherwise, the question is about
    people who work for the agency, when they post, reply, share, react or stream: --within who=any widens it.
    """
    chosen = choose(paths, given["stdin_name"], policy)
    matrix = _matrix(chosen, rows, columns, within, effort)
    if form == "json":
        terminal.show(coverage_json(matrix))
    else:
        terminal.show(coverage_text(terminal.page(given["colour"]), matrix))
    return DONE


def _matrix(chosen: Chosen, rows: str, columns: str, within: tuple[str, ...], effort: int) -> Matrix:
    vocabulary = chosen.decision.vocabulary
    space = vocabulary.space
    row, column = dimension(vocabulary, rows), dimension(vocabulary, columns)
    if row == column:
        raise InputError(
            "rows and columns are the same dimension", remedy="Choose another one for --rows or --columns."
        )
    pairs = [_pair(each) for each in within]
    named = {name for name, _ in pairs}
    usual = [(name, said) for name, said in USUAL.items() if name not in named and name not in (rows, columns)]
    written = written_box(vocabulary, [*pairs, *usual])
    asked = 1 << row | 1 << column
    values = {number: _inside(chosen, number, written) for number in (row, column)}
    cells = [
        _cell(chosen, rows, columns, left, top, written, asked, effort)
        for left in values[row]
        for top in values[column]
    ]
    box = vocabulary.box(written, "", [])
    return Matrix(
        chosen.policy.id,
        chosen.title,
        rows,
        columns,
        {name: vocabulary.words(row, name).label for name in values[row]},
        {name: vocabulary.words(column, name).label for name in values[column]},
        {name: space.values_in(box.bits, space.index[name]) for name in written},
        "; ".join(f"{name}: {words}" for name, words in in_words(vocabulary, written)),
        tuple(cells),
    )


def _pair(said: str) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not equals:
        raise InputError(f'"{said}" says no value', remedy="Write it as --within device=personal.")
    return name.strip(), value


def _inside(chosen: Chosen, number: int, written: dict[str, object]) -> tuple[str, ...]:
    vocabulary = chosen.decision.vocabulary
    return vocabulary.space.values_in(vocabulary.box(written, "", []).bits, number)


def _cell(
    chosen: Chosen, rows: str, columns: str, left: str, top: str, written: dict[str, object], asked: int, effort: int
) -> Cell:
    decision = chosen.decision
    vocabulary = decision.vocabulary
    box = vocabulary.box({**written, rows: left, columns: top}, "", [])
    found = coverage(decision, box, asked, effort=effort)
    if found.grade is None:
        return Cell(left, top, None, None, {}, "", found.complete)
    settled, every = settled_share(decision, box, asked, effort)
    share = round(settled.low / every.low, 4) if settled.exact and every.exact and every.low else None
    worth = box.named | asked
    pairs = situation(vocabulary, found.witness, worth)
    witness = {name: values[0] for name, values in vocabulary.space.describe(found.witness).items()}
    return Cell(left, top, found.grade, share, witness, sentence(vocabulary, pairs), found.complete)

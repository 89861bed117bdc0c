"""`policylint fix`: writes the corrections of which there is only one likely, and nothing else."""

import sys
from collections.abc import Sequence

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE, FOUND
from policylint.cli.inputs import refuse_unreadable
from policylint.cli.prepare import prepare
from policylint.errors import InputError
from policylint.report import Report
from policylint.reporters.page import Page, clean, counted, printable
from policylint.run.collect import Inputs
from policylint.run.engine import lint
from policylint.run.mend import Change, Mended, mended
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint fix                                    every policy here and below
  policylint fix --diff social-media.policy.yaml    what would change; nothing is written
  policylint fix --unsafe                           spelling mistakes too, where one known word is near

Ends with 0; --diff with 1 where something would change.
"""


@click.command("fix", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--unsafe", is_flag=True, help="Guesses too: a misspelt word becomes the nearest known one.")
@click.option("--select", multiple=True, metavar="NAME", help="Only this check, group or pack. May be given again.")
@click.option("--ignore", multiple=True, metavar="NAME", help="Without this check, group or pack. May be given again.")
@options.setup
@options.today
@options.effort_of_run
@options.colour
@options.stdin_name
def command(paths: tuple[str, ...], *, diff: bool, unsafe: bool, **given: Any) -> int:
    """Correct what has one likely correction: words in the wrong form, pasted dashes and quotation marks.

    Nothing else in a file changes, and a correction that would not help is not made. What to permit, forbid or require
    is never written for you. PATH is as in lint; - reads standard input and writes the text to standard output.
    """
    prepared = prepare(paths, given)
    refuse_unreadable(prepared.inputs)

    def run(inputs: Inputs) -> Report:
        return lint(inputs, prepared.settings, prepared.available)

    def wanted(found: Sequence[Change]) -> bool:
        return unsafe or all(change.sure for change in found)

    found, left = mended(prepared.inputs, run, wanted)
    page = terminal.page(given["colour"])
    told = [line for file in found for line in (_diff(file) if diff else _told(file, page))]
    if not found:
        told.append("Nothing to correct.")
    if left:
        guesses, them = ("a guess", "it") if left == 1 else ("guesses", "them")
        told.append(
            f"{counted(left, 'more correction')} would be {guesses}: --unsafe makes {them}, "
            f"--diff --unsafe shows {them}."
        )
    said = "\n".join(told) + "\n"
    if diff:
        terminal.show(said)
        return FOUND if found else DONE
    piped = given["stdin_name"] if "-" in paths else None
    files = {file.path: file.before.whole(file.after.text) for file in found if file.path != piped}
    for path in files:
        # Before the first is written: all are, or none.
        try:
            terminal.expect(path)
        except InputError as error:
            remedy = "No file was changed. Ask for the right to write it, or name the other files only."
            raise InputError(error.message, remedy=remedy) from error
    for path, text in files.items():
        terminal.put(text, path)
    if piped is None:
        terminal.show(said)
    else:
        # The text is the answer; what there is to say goes where it is not taken for a part of it.
        source = next(each for each in prepared.inputs.sources if each.path == piped)
        terminal.hand_on(source.whole({file.path: file.after.text for file in found}.get(piped, source.text)))
        sys.stderr.write(said)
    return DONE


def _told(file: Mended, page: Page) -> list[str]:
    lines = [page.paint(f"{printable(file.path)}: {counted(len(file.changes), 'correction')}", "bold")]
    for change in file.changes:
        lines.append(f"  line {change.line}: {printable(change.new)} instead of {printable(change.old)}")
    return lines


def _diff(file: Mended) -> list[str]:
    # Late: difflib costs more than the rest.
    from difflib import unified_diff

    texts = (file.before.text.splitlines(), file.after.text.splitlines())
    return [clean(line) for line in unified_diff(*texts, file.path, file.path, "", "", lineterm="")]

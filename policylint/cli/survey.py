"""`policylint survey`: what an existing prose document deals with, where, and what it leaves open."""

import datetime
import sys

import click

from policylint.authoring.survey import survey
from policylint.authoring.tongues import NAMES
from policylint.cli import options, terminal
from policylint.cli.exits import DONE
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import ENGLISH, LARGEST, Reading, read_bytes, read_path
from policylint.reporters.survey import survey_json, survey_text
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint survey social-media-policy.docx
  policylint survey policy.md --all --why
  policylint survey *.pdf --format html --output survey.html
"""


@click.command("survey", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="For people, or for scripts."
)
@click.option("--output", "-o", metavar="FILE", help="Write it there instead.")
@click.option("--all", "everything", is_flag=True, help="Every element, and every sentence that nothing was made of.")
@click.option(
    "--language",
    type=click.Choice(["auto", *NAMES]),
    default="auto",
    help="The language of the documents; told from their words otherwise.",
)
@click.option("--why", is_flag=True, help="Which phrase of a sentence told what.")
@options.today
@options.colour
@options.stdin_name
def command(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    everything: bool,
    language: str,
    why: bool,
    today: datetime.date | None,
    **given: Any,
) -> int:
    """What an existing prose document deals with, where, and what it leaves open.

    It reads Markdown, plain text, web pages, Word (.docx) and PDF; no YAML is needed. English is read in full,
    French and Spanish for the main questions. Everything is told from words, so it proposes and never settles: look at
    the sentences that it shows.
    """
    vocabulary = Vocabulary.standard()
    day = options.day(today)
    languages = tuple(NAMES) if language == "auto" else (language,)
    found = [survey(reading(path, given["stdin_name"], languages), day, vocabulary) for path in paths]
    if form == "json":
        text = survey_json(found)
    elif form == "html":
        # Late: few runs make a page.
        from policylint.reporters.survey_page import survey_page

        text = survey_page(found)
    else:
        page = terminal.page("never" if output else given["colour"])
        text = "\n\n".join(survey_text(page, each, everything=everything, why=why) for each in found)
    if output:
        terminal.put(text, output)
    else:
        terminal.show(text)
    return DONE


def reading(path: str, stdin_name: str, languages: tuple[str, ...] = ENGLISH) -> Reading:
    """The document at a path; `-` is standard input."""
    if path == "-":
        return read_bytes(sys.stdin.buffer.read(LARGEST + 1), stdin_name, languages)
    return read_path(path, languages)

"""A survey as one page of HTML that needs nothing else: no script, no font, no picture. It judges nothing."""

from collections.abc import Iterable, Sequence
from html import escape

from policylint import __version__
from policylint.authoring.kinds import WORDS as KINDS
from policylint.authoring.survey import Evidence, Survey
from policylint.reporters.page import clean, sentence
from policylint.reporters.survey import ANSWERS, FORMS, GRADES

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8886; }
td:first-child { white-space: nowrap; }
blockquote { margin: .3rem 0; padding-left: .7rem; border-left: 3px solid #8888; }
.silent td:first-child { font-weight: bold; }
.place { color: #666; } @media (prefers-color-scheme: dark) { .place { color: #aaa; } }
@media print { details > * { display: block; } }
"""


def survey_page(found: Sequence[Survey]) -> str:
    """Surveys as a page. Whatever stands in a document is shown as text."""
    title = "What these documents deal with" if len(found) > 1 else f"What “{_title(found[0])}” deals with"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_text(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<main>\n<h1>{_text(title)}</h1>",
    ]
    for number, each in enumerate(found):
        parts += _document(each, number, len(found) > 1)
    parts += [
        "</main>",
        f"<footer><p>Made by policylint {_text(__version__)} from the words of the document alone. It is a reader’s "
        "aid, no judgement and no legal advice.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _document(found: Survey, number: int, several: bool) -> Iterable[str]:
    if several:
        yield f"<h2>{_text(_title(found))}</h2>"
    level = 3 if several else 2
    reading = found.reading
    yield (
        f"<p>{_text(reading.path)}, read as {FORMS[reading.form]}. As far as its words tell, it is "
        f"{KINDS[found.kind.kind]}; {found.clauses} rules and statements were read out of it.</p>"
    )
    for note in reading.notes:
        yield f"<p><strong>Note:</strong> {_text(sentence(note))}</p>"
    yield f'<h{level} id="topics-{number}">What people ask of such a document</h{level}>'
    rows = [
        (answer.answer, ANSWERS[answer.answer], answer.topic.title, answer.topic.question, answer.evidence)
        for answer in found.topics
    ]
    yield from _table(found, "Questions, how far each is answered, and where", rows)
    yield f'<h{level} id="elements-{number}">Element by element</h{level}>'
    rows = [
        (element.grade, GRADES[element.grade], element.check.question, element.check.id, element.evidence)
        for element in found.elements
    ]
    yield from _table(found, "Elements, how firmly each is settled, and where", rows)
    if found.unread:
        yield f"<details><summary>Nothing was made of {len(found.unread)} sentences</summary>\n<ul>"
        for norm in found.unread:
            spot = found.reading.spot(norm.start)
            yield f'<li><span class="place">{_text(str(spot))}:</span> {_text(norm.text)}</li>'
        yield "</ul>\n</details>"


def _table(found: Survey, caption: str, rows: Sequence[tuple[str, str, str, str, Sequence[Evidence]]]) -> Iterable[str]:
    yield f"<table>\n<caption>{_text(caption)}</caption>"
    yield '<thead><tr><th scope="col">Answer</th><th scope="col">Question</th><th scope="col">Where</th></tr></thead>'
    yield "<tbody>"
    for name, words, title, more, evidence in rows:
        quotes = "".join(_quote(found, each) for each in evidence) or "—"
        yield (
            f'<tr class="{name}"><td>{_text(words.capitalize())}</td>'
            f'<th scope="row">{_text(title)}<br><small>{_text(more)}</small></th><td>{quotes}</td></tr>'
        )
    yield "</tbody>\n</table>"


def _quote(found: Survey, each: Evidence) -> str:
    spot = found.reading.spot(each.start)
    reasons = "".join(f"<li>{_text(reason)}</li>" for reason in found.why.get(each.start, ()))
    why = f"<details><summary>Why</summary><ul>{reasons}</ul></details>" if reasons else ""
    return f'<blockquote>{_text(each.text)} <span class="place">({_text(str(spot))})</span>{why}</blockquote>'


def _title(found: Survey) -> str:
    return found.head.title.value if found.head.title else found.reading.path


def _text(text: str) -> str:
    return escape(clean(text))


__all__ = ["survey_page"]

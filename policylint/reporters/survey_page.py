"""A survey as one page of HTML that needs nothing else: no script, no font, no picture. It judges nothing."""

from collections.abc import Iterable, Sequence

from policylint import __version__
from policylint.authoring.kinds import WORDS as KINDS
from policylint.authoring.survey import Evidence, Survey
from policylint.reporters.html_frame import page, text, wide_table
from policylint.reporters.page import sentence
from policylint.reporters.survey import ANSWERS, FORMS, GRADES

_STYLE = """
body { max-width: 60rem; }
.answer { overflow-wrap: normal; }
.silent .answer { font-weight: 700; }
blockquote { margin: .3rem 0; padding-left: .7rem; border-left: 3px solid var(--line); }
""".strip()


def survey_page(found: Sequence[Survey]) -> str:
    """Surveys as a page. Whatever stands in a document is shown as text."""
    title = "What these documents deal with" if len(found) > 1 else f"What “{_title(found[0])}” deals with"
    parts = [f"<main>\n<h1>{text(title)}</h1>"]
    for number, each in enumerate(found):
        parts += _document(each, number, len(found) > 1)
    parts += [
        "</main>",
        f"<footer><p>Made by policylint {text(__version__)} from the words of the document alone. It is a reader’s "
        "aid, no judgement and no legal advice.</p></footer>",
    ]
    return page(title, _STYLE, parts)


def _document(found: Survey, number: int, several: bool) -> Iterable[str]:
    if several:
        yield f"<h2>{text(_title(found))}</h2>"
    level = 3 if several else 2
    reading = found.reading
    yield (
        f"<p>{text(reading.path)}, read as {FORMS[reading.form]}. As far as its words tell, it is "
        f"{KINDS[found.kind.kind]}; {found.clauses} rules and statements were read out of it.</p>"
    )
    for note in reading.notes:
        yield f"<p><strong>Note:</strong> {text(sentence(note))}</p>"
    yield f'<h{level} id="topics-{number}">What people ask of such a document</h{level}>'
    rows = [
        (answer.answer, ANSWERS[answer.answer], answer.topic.title, answer.topic.question, answer.evidence)
        for answer in found.topics
    ]
    yield from _table(found, "Questions, how far each is answered, and where", rows)
    rows = [
        (element.grade, GRADES[element.grade], element.check.question, element.check.id, element.evidence)
        for element in found.elements
    ]
    if rows:
        yield f'<h{level} id="elements-{number}">Element by element</h{level}>'
        yield from _table(found, "Elements, how firmly each is settled, and where", rows)
    if found.unread:
        yield f"<details><summary>Nothing was made of {len(found.unread)} sentences</summary>\n<ul>"
        for norm in found.unread:
            spot = found.reading.spot(norm.start)
            yield f'<li><span class="soft">{text(str(spot))}:</span> {text(norm.text)}</li>'
        yield "</ul>\n</details>"


def _table(found: Survey, caption: str, rows: Sequence[tuple[str, str, str, str, Sequence[Evidence]]]) -> Iterable[str]:
    lines = []
    for name, words, title, more, evidence in rows:
        quotes = "".join(_quote(found, each) for each in evidence) or '<span class="soft">nowhere</span>'
        lines.append(
            f'<tr class="{name}"><td class="answer">{text(words.capitalize())}</td>'
            f'<th scope="row">{text(title)}<br><small>{text(more)}</small></th><td>{quotes}</td></tr>'
        )
    yield from wide_table(caption, ("Answer", "Question", "Where"), lines)


def _quote(found: Survey, each: Evidence) -> str:
    spot = found.reading.spot(each.start)
    reasons = "".join(f"<li>{text(reason)}</li>" for reason in found.why.get(each.start, ()))
    why = f"<details><summary>Why</summary><ul>{reasons}</ul></details>" if reasons else ""
    return f'<blockquote>{text(each.text)} <span class="soft">({text(str(spot))})</span>{why}</blockquote>'


def _title(found: Survey) -> str:
    return found.head.title.value if found.head.title else found.reading.path

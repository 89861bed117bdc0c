"""What a prose document deals with, as text and JSON. It knows surveys and lays them out, it judges nothing."""

from collections.abc import Iterable, Sequence

from policylint.authoring.kinds import WORDS as KINDS
from policylint.authoring.survey import Answer, Element, Evidence, Survey
from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, counted, sentence
from policylint.typed import Any

ANSWERS = {
    "addressed": "addressed",
    "partly": "partly",
    "elsewhere": "left to another document",
    "out-of-scope": "left out on purpose",
    "silent": "SILENT",
    "not-asked": "not asked",
}
GRADES = {
    "explicit": "settled and named",
    "general": "settled in general",
    "partial": "settled in part",
    "advised": "advice only",
    "delegated": "left to another document",
    "excluded": "left out on purpose",
    "silent": "SILENT",
}
STYLES = {"addressed": "good", "explicit": "good", "silent": "error", "partly": "warning", "partial": "warning"}
FORMS = {"markdown": "Markdown", "text": "plain text", "docx": "Word", "pdf": "PDF", "html": "a web page"}
HEAD = 26  # columns for the answer
SHOWN = 3  # sentences to each answer
LONGEST = 200  # characters of a sentence
MOST_UNREAD = 12


def survey_text(page: Page, found: Survey, *, everything: bool = False, why: bool = False) -> str:
    """A survey for people. everything: every element and every unread sentence. why: which phrase told what."""
    lines = _head(page, found)
    lines += ["", page.paint("What people ask of such a document", "bold")]
    for answer in found.topics:
        if answer.answer == "not-asked" and not everything:
            continue
        lines += _row(page, ANSWERS[answer.answer], answer.topic.title, STYLES.get(answer.answer, ""))
        if answer.answer in ("silent", "not-asked"):
            lines += page.wrap(answer.topic.question, " " * HEAD)
        lines += _sentences(page, found, answer.evidence, why)
    left_out = [answer.topic.title.lower() for answer in found.topics if answer.answer == "not-asked"]
    if left_out and not everything and found.elements:
        lines += page.wrap(f"Not asked of {KINDS[found.kind.kind]}: {', '.join(left_out)}.")
    if found.elements:
        lines += ["", *_elements(page, found, everything, why)]
    lines += ["", *_unread(page, found, everything)]
    return "\n".join(lines) + "\n"


def _head(page: Page, found: Survey) -> list[str]:
    reading = found.reading
    title = found.head.title.value if found.head.title else reading.path
    lines = [page.paint(line, "bold") for line in page.wrap(title)]
    lines += page.wrap(f"{reading.path}, read as {FORMS[reading.form]}.")
    read = counted(found.clauses, "rule or statement", "rules and statements")
    lines += page.wrap(
        f"As far as its words tell, it is {KINDS[found.kind.kind]}. {read[:1].upper()}{read[1:]} read out of it."
    )
    for note in reading.notes:
        lines += page.wrap(f"{sentence(note)}", "Note: ")
    return lines


def _row(page: Page, head: str, text: str, style: str) -> list[str]:
    lines = page.wrap(text, f"{head:<{HEAD}}", " " * HEAD)
    lines[0] = (page.paint(head, style) if style else head) + lines[0][len(head) :]
    return lines


def _sentences(page: Page, found: Survey, evidence: Sequence[Evidence], why: bool) -> list[str]:
    lines: list[str] = []
    for each in evidence[:SHOWN]:
        spot = str(found.reading.spot(each.start))
        wrapped = page.wrap(around(each.text, each.because), f"      {spot}: ", " " * 8)
        wrapped[0] = wrapped[0].replace(spot, page.paint(spot, "dim"), 1)
        lines += wrapped
        if why:
            for reason in found.why.get(each.start, ()):
                lines += page.wrap(reason, " " * 10, " " * 12)
    if len(evidence) > SHOWN:
        lines.append(f"      and {counted(len(evidence) - SHOWN, 'more sentence')}")
    return lines


def around(text: str, phrase: str, room: int = LONGEST) -> str:
    """A sentence, or of a long one the stretch around a phrase, cut at words."""
    if len(text) <= room:
        return text
    at = max(0, text.lower().find(phrase.lower()))
    start = max(0, min(at - room // 3, len(text) - room))
    end = min(len(text), start + room)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, end) if end < len(text) else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _elements(page: Page, found: Survey, everything: bool, why: bool) -> list[str]:
    lines = [page.paint("Element by element", "bold")]
    counts = {grade: sum(element.grade == grade for element in found.elements) for grade in GRADES}
    said = ", ".join(f"{counts[grade]} {GRADES[grade].lower()}" for grade in GRADES if counts[grade])
    lines += page.wrap(f"Of {counted(len(found.elements), 'element')} asked about: {said}.")
    if not everything:
        lines += page.wrap("--all lists them, each with its sentences.")
        return lines
    for element in found.elements:
        lines += _row(page, GRADES[element.grade], f"{element.check.question} ({element.check.id})",
                      STYLES.get(element.grade, ""))  # fmt: skip
        lines += _sentences(page, found, element.evidence, why)
    return lines


def _unread(page: Page, found: Survey, everything: bool) -> list[str]:
    unread = found.unread
    if not unread:
        return page.wrap("Something was made of every sentence.")
    lines = page.wrap(f"Nothing was made of {counted(len(unread), 'sentence')}:")
    for norm in unread if everything else unread[:MOST_UNREAD]:
        spot = str(found.reading.spot(norm.start))
        lines.append(f"  {page.paint(spot, 'dim')}: {page.cut(norm.text, page.width - len(spot) - 4)}")
    if not everything and len(unread) > MOST_UNREAD:
        lines += page.wrap(f"and {len(unread) - MOST_UNREAD} more; --all lists them")
    return lines


# ---- for scripts


def survey_json(found: Sequence[Survey]) -> str:
    """Surveys as JSON (`schemas/survey.schema.json`): one document by itself, several as a list."""
    data = [survey_data(each) for each in found]
    return dumps(data[0] if len(data) == 1 else {"documents": data}, indent=2, ensure_ascii=False) + "\n"


def survey_data(found: Survey) -> dict[str, Any]:
    """A survey as data."""
    head = found.head
    facts = {
        "title": head.title, "number": head.number, "version": head.version, "effective": head.effective,
        "approved": head.approved, "next_review": head.next_review, "review_every": head.review, "owner": head.owner,
    }  # fmt: skip
    return {
        "file": found.reading.path,
        "form": found.reading.form,
        "kind": found.kind.kind,
        "notes": list(found.reading.notes),
        "header": {name: fact.value or fact.text for name, fact in facts.items() if fact is not None},
        "topics": [_topic(found, answer) for answer in found.topics],
        "elements": [_element(found, element) for element in found.elements],
        "clauses": found.clauses,
        "unread": [{**_place(found, norm.start), "text": norm.text} for norm in found.unread],
    }


def _topic(found: Survey, answer: Answer) -> dict[str, Any]:
    return {
        "topic": answer.topic.id,
        "title": answer.topic.title,
        "answer": answer.answer,
        "evidence": list(_evidence(found, answer.evidence)),
    }


def _element(found: Survey, element: Element) -> dict[str, Any]:
    return {
        "check": element.check.id,
        "grade": element.grade,
        "evidence": list(_evidence(found, element.evidence)),
    }


def _evidence(found: Survey, evidence: Iterable[Evidence]) -> Iterable[dict[str, Any]]:
    for each in evidence:
        yield {
            **_place(found, each.start),
            "text": each.text,
            "modal": each.modal or None,
            "level": each.level,
            "because": each.because,
            "why": list(found.why.get(each.start, ())),
        }


def _place(found: Survey, start: int) -> dict[str, int]:
    spot = found.reading.spot(start)
    return {"line": spot.line} if spot.unit == "line" else {"line": spot.line, spot.unit: spot.number}


__all__ = ["ANSWERS", "FORMS", "GRADES", "around", "survey_data", "survey_json", "survey_text"]

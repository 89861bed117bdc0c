"""What a prose document deals with, where and how firmly: everything together. It knows no output and no file."""

import datetime
from collections.abc import Mapping, Sequence, Set

from policylint.authoring.cues import cues
from policylint.authoring.elements import Element, elements
from policylint.authoring.header import Header, bare_header, header
from policylint.authoring.kinds import Kind, kind_of
from policylint.authoring.norms import Norm, norms
from policylint.authoring.outline import Outline, outline
from policylint.authoring.tongues import NAMES
from policylint.authoring.topics import Answer, Evidence, answers
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import Reading
from policylint.typed import NamedTuple

# Pieces of lists and cells of tables are no sentences that somebody would miss.
FEWEST_WORDS = 4


class Survey(NamedTuple):
    """One document. clauses: how many norms were read out of it. unread: sentences that nothing was made of.

    why: for the offset of a sentence, which phrase made which inference.
    """

    reading: Reading
    kind: Kind
    head: Header
    topics: tuple[Answer, ...]
    elements: tuple[Element, ...]
    clauses: int
    unread: tuple[Norm, ...]
    why: Mapping[int, tuple[str, ...]]


def survey(reading: Reading, today: datetime.date, vocabulary: Vocabulary | None = None) -> Survey:
    """Survey a document that was read. Raises nothing, whatever stands in it."""
    words = vocabulary or Vocabulary.standard()
    if reading.language != "en":
        return _in_part(reading, words)
    read = norms(reading.prose, words)
    head = header(reading, read)
    kind = kind_of(read)
    found = outline(read, words)
    topics = answers(read, head, kind.kind)
    asked = elements(read, found, head, kind.kind, words, today)
    shown = {each.start for answer in topics for each in answer.evidence}
    shown |= {each.start for element in asked for each in element.evidence}
    unread = tuple(norm for norm in found.unread if norm.start not in shown and len(norm.words) >= FEWEST_WORDS)
    why = _whys(read, topics, shown)
    return Survey(reading, kind, head, topics, asked, len(found.drafts), unread, why)


def _in_part(reading: Reading, words: Vocabulary) -> Survey:
    """The survey of a text of which only the headline questions can be asked."""
    language = reading.language
    read = norms(reading.prose, words, language)
    kind = kind_of(read, language)
    head = bare_header(read)
    topics = answers(read, head, kind.kind, language)
    shown = {each.start for answer in topics for each in answer.evidence}
    body = [norm for norm in read if norm.role != "heading" and len(norm.words) >= FEWEST_WORDS]
    ruling = sum(norm.effect != "none" for norm in body)
    unread = tuple(norm for norm in body if norm.effect == "none" and norm.start not in shown)
    why = _whys(read, topics, shown)
    return Survey(reading.noted(_only(language)), kind, head, topics, (), ruling, unread, why)


def _only(language: str) -> str:
    """What a reader of the survey of another language has to know."""
    asked = [topic.title.lower().replace(" ai", " AI") for topic in cues(language).topics]
    name = NAMES[language]
    said = f"{', '.join(asked[:-1])} and {asked[-1]}"
    return f"read as {name}; only the questions on {said} are asked of a {name} text, and no element"


def _whys(read: Sequence[Norm], topics: Sequence[Answer], shown: Set[int]) -> dict[int, tuple[str, ...]]:
    """For the offset of each sentence that is shown, which of its words made which inference."""
    why = {norm.start: _why(norm) for norm in read if norm.start in shown}
    for answer in topics:
        for each in answer.evidence:
            if each.start in why:
                said = ", ".join(f'"{words}"' for words in (each.because, *each.beside))
                weighed = " (the heaviest words)" if each.beside else ""
                why[each.start].append(f"{said} → {answer.topic.title}{weighed}")
    return {start: tuple(said) for start, said in why.items()}


def _why(norm: Norm) -> list[str]:
    """Which phrase of a sentence stands for what."""
    said = []
    if norm.effect != "none":
        said.append(f'"{norm.modal}" → {norm.effect}' if norm.modal else f"its list or heading → {norm.effect}")
    parts = (("", norm.proposal.values), ("opening of the list: ", norm.shared), ("heading: ", norm.above))
    for origin, values in parts:
        for value in values:
            names = "any" if value.whatever else " or ".join(value.names)
            line = f'{origin}"{" ".join(value.phrase.split())}" → {value.dimension}: {names}'
            if line not in said:
                said.append(line)
    said += [f'"{" ".join(each.phrase.split())}" → duty {each.names[0]}' for each in norm.proposal.duties]
    said += [f'"{" ".join(each.phrase.split())}" → condition {each.kind}' for each in norm.proposal.conditions]
    return said


__all__ = ["Answer", "Element", "Evidence", "Outline", "Survey", "survey"]

"""From a sentence to a proposal of what it would be as a clause, with the words that each part rests on. Knows no file.

It proposes and never settles: what it says waits for a person. `infer` reads one sentence, `infer_all` a whole text
with its headings and lists. Everything rests on words: modal words (`reading/modality.py`) and the phrases of the
vocabulary (`lexicon.py`).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from policylint.policy.lexicon import Signal, lexicon_of
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.deadlines import Deadline
from policylint.reading.modality import Mark, Modality, polarity, read_modality
from policylint.reading.prose import Block, Prose
from policylint.reading.sentences import Sentence, Words, word_set
from policylint.typed import Any, NamedTuple


class Inferred(NamedTuple):
    """A part of a clause that a phrase speaks of.

    dimension: or `duties`, `statements`, `events`. names: of the vocabulary; several where the phrase leaves it open
    ("employees": a value and a group). whatever: all values are meant. phrase: as it stands. start, end: offsets into
    the text. aside: it stands in a condition, so that it does not limit the act.
    """

    dimension: str
    names: tuple[str, ...]
    whatever: bool
    phrase: str
    start: int
    end: int
    aside: bool


class InferredCondition(NamedTuple):
    """A condition that a sentence names. opener: what opens it (`unless`, `if`, `with` …). Offsets into the text."""

    kind: str
    gate: bool
    opener: str
    phrase: str
    start: int
    end: int


class Proposal(NamedTuple):
    """One sentence as the clause that it could be.

    kind: what it does (reading/modality.py KINDS). modality: the words that this rests on, offsets into the sentence.
    values: what the dimensions are told by, in order of the text; those that "not on …" takes back are left out.
    conditions, duties, events, statements: of the vocabulary. deadlines: durations, offsets into the text.
    """

    sentence: Sentence
    kind: str
    modality: Modality
    values: tuple[Inferred, ...]
    conditions: tuple[InferredCondition, ...]
    duties: tuple[Inferred, ...]
    events: tuple[Inferred, ...]
    statements: tuple[Inferred, ...]
    deadlines: tuple[Deadline, ...]

    @property
    def effect(self) -> str:
        """The key of a clause that fits what the sentence does; empty when it does nothing."""
        return {"power": "permit", "none": ""}.get(self.kind, self.kind)

    @property
    def only(self) -> tuple[Mark, ...]:
        """The words "only" in it, offsets into the sentence."""
        return tuple(mark for mark in self.modality.limits if mark.kind == "only")

    def box(self) -> dict[str, Any]:
        """The box that the sentence speaks of, as one would write it: a name, a list of names or `any`.

        Of people, only those before the modal word act; those behind it are acted upon. Conditions limit nothing. Of
        two names for one phrase the wider one is proposed.
        """
        acts = self.modality.marks[0].start + self.sentence.start if self.modality.marks else self.sentence.end
        found = box_of_values(
            value for value in self.values if not value.aside and (value.dimension != "who" or value.start <= acts)
        )
        if self.kind == "power":
            found.setdefault("who", "agency")
        return found


# Verbs that open a gate, which the vocabulary has as nouns.
_GATE_VERBS = {
    "approve": "approval",
    "approves": "approval",
    "approved": "approval",
    "authorises": "approval",
    "authorizes": "approval",
    "authorised": "approval",
    "authorized": "approval",
    "permits": "approval",
    "clears": "approval",
    "cleared": "approval",
    "agrees": "consent",
    "agree": "consent",
    "agreed": "consent",
    "enrolled": "enrolment",
    "registered": "enrolment",
    "trained": "training",
    "signed": "acknowledgement",
}
_WITH = frozenset({"with", "without", "after", "upon", "once", "absent", "under"})
_WIDE = frozenset({"unless", "if", "provided", "except"})
_INTO = {"duties": 0, "events": 1, "statements": 2}


def box_of_values(values: Iterable[Inferred]) -> dict[str, Any]:
    """Values as a box that one would write: for each dimension a name, a list of names or `any`.

    Of two names for one phrase the wider one is taken.
    """
    found: dict[str, Any] = {}
    for value in values:
        if value.whatever:
            found.setdefault(value.dimension, "any")
        elif found.get(value.dimension) != "any":
            names = found.setdefault(value.dimension, [])
            if value.names[-1] not in names:
                names.append(value.names[-1])
    return {name: names[0] if isinstance(names, list) and len(names) == 1 else names for name, names in found.items()}


def infer(sentence: Sentence, heading: str, vocabulary: Vocabulary) -> Proposal:
    """What a sentence would be as a clause. heading: the heading or lead-in whose polarity it takes when it has none of
    its own; empty for a sentence that stands by itself."""
    return infer_modal(sentence, read_modality(sentence.text, polarity(heading) if heading else "none"), vocabulary)


def infer_all(prose: Prose, vocabulary: Vocabulary) -> Iterator[tuple[Block, Proposal]]:
    """Each sentence of a text that is no heading, with the block it stands in. Items of a list take the polarity of
    what introduces the list, or else of the heading above it."""
    polarities: dict[str, str] = {"": "none"}
    for block in prose.blocks:
        if block.kind in ("heading", "code"):
            continue
        above = (block.lead or block.heading) if block.kind == "item" else ""
        if above not in polarities:
            polarities[above] = polarity(above)
        for sentence in block.sentences:
            yield block, infer_modal(sentence, read_modality(sentence.text, polarities[above]), vocabulary)


def infer_modal(sentence: Sentence, modality: Modality, vocabulary: Vocabulary) -> Proposal:
    """As `infer`, for a sentence whose modal words were read before."""
    text, offset, tokens = sentence.text, sentence.start, modality.tokens
    signals = lexicon_of(vocabulary).find(tokens)
    spans = _asides(text, modality) if modality.limits else ()
    values: list[Inferred] = []
    others: tuple[list[Inferred], ...] = ([], [], [])
    conditions: list[InferredCondition] = []
    for signal in signals:
        if signal.kind == "conditions":
            opener = _opener(tokens, signal.first, signal.start, spans)
            if opener:
                kind = signal.names[0]
                _once(conditions, _condition(vocabulary, kind, opener, text, signal.start, signal.end, offset))
            continue
        if signal.negated:
            continue
        aside = bool(_within(signal.start, spans))
        inferred = Inferred(
            signal.kind,
            signal.names,
            signal.whatever,
            text[signal.start : signal.end],
            offset + signal.start,
            offset + signal.end,
            aside,
        )
        if signal.kind in _INTO:
            others[_INTO[signal.kind]].append(inferred)
        else:
            values.append(inferred)
    verbs = _GATE_VERBS.keys()
    for number, word in enumerate(() if verbs.isdisjoint(tokens.lower) else tokens.lower):
        if word in verbs:
            opener = _opener(tokens, number, tokens.starts[number], spans)
            if opener and opener not in _WITH:
                start, end = tokens.starts[number], tokens.ends[number]
                _once(conditions, _condition(vocabulary, _GATE_VERBS[word], opener, text, start, end, offset))
    conditions.sort(key=lambda condition: condition.start)
    return Proposal(
        sentence,
        modality.kind,
        modality,
        tuple(values),
        tuple(conditions),
        tuple(others[0]),
        tuple(others[1]),
        tuple(others[2]),
        tuple(each._replace(start=each.start + offset, end=each.end + offset) for each in modality.deadlines),
    )


def _condition(
    vocabulary: Vocabulary, kind: str, opener: str, text: str, start: int, end: int, offset: int
) -> InferredCondition:
    gate = bool(vocabulary.conditions.get(kind, {}).get("gate"))
    return InferredCondition(kind, gate, opener, text[start:end], offset + start, offset + end)


def _once(conditions: list[InferredCondition], one: InferredCondition) -> None:
    if all(each.kind != one.kind for each in conditions):
        conditions.append(one)


def _asides(text: str, modality: Modality) -> tuple[tuple[str, int, int], ...]:
    """What a word such as "unless" opens: up to the next comma when it opens the sentence, else to its end."""
    found = []
    for mark in modality.limits:
        if mark.kind in _WIDE or (mark.kind == "with" and mark.words.lower() != "only"):
            end = len(text)
            if not text[: mark.start].strip(" \"'“(") or mark.start < 3:
                comma = text.find(",", mark.end)
                end = comma if comma >= 0 else end
            found.append((mark.kind, mark.start, end))
    return tuple(found)


def _within(place: int, spans: tuple[tuple[str, int, int], ...]) -> str:
    """The word that opens the stretch in which a place lies."""
    number = bisect_right(spans, place, key=lambda span: span[1]) - 1
    return spans[number][0] if number >= 0 and place < spans[number][2] else ""


def _opener(tokens: Words, first: int, start: int, spans: tuple[tuple[str, int, int], ...]) -> str:
    """The word that makes a condition of the phrase at a place; empty when it is none there."""
    kind = _within(start, spans)
    if kind:
        return kind
    for at in range(first, max(-1, first - 6), -1):
        word = tokens.lower[at]
        if word in _WITH:
            return word
        if at < first and word not in _BETWEEN:
            break
    return ""


_BETWEEN = word_set(
    """
    the a an prior written express their your his her they you have has been documented signed specific explicit
    of and advance only formal
    """
)

__all__ = ["Inferred", "InferredCondition", "Proposal", "Signal", "box_of_values", "infer", "infer_all", "infer_modal"]

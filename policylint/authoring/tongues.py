"""How a sentence of some language is read: its words, what it does, what it speaks of. It knows them by their data.

English rests on `reading/modality.py` and the phrases of the vocabulary. Other languages are read from one file each
(`schemas/survey.*.yaml`), which says modal words and the words of the headline dimensions; accents and elisions are
taken off both sides. Conditions, duties and deadlines are told in English alone.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Protocol

from policylint.authoring.cues import Cues, cues, written
from policylint.authoring.turns import Phrases
from policylint.policy.inference import Inferred, Proposal, infer_modal
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.modality import Mark, Modality, polarity, read_modality
from policylint.reading.sentences import Sentence, Words, words

# What the languages are called, by the codes of their files.
NAMES = {"en": "English", "fr": "French", "es": "Spanish"}
# Of two marks that begin at one word the earlier kind here wins.
_ORDER = ("none", "forbid", "advise-against", "power", "require", "advise", "permit")
_WORD = re.compile(r"[^\W_]+")


class Tongue(Protocol):
    """A language. cues: what its topics and statements are told by."""

    cues: Cues

    def words(self, text: str) -> list[str]:
        """The words of a text, as phrases are held against them."""

    def modality(self, text: str, context: str = "none") -> Modality:
        """What a sentence does. context: what its list or heading does, for items without a modal word."""

    def polarity(self, text: str) -> str:
        """What a heading or the opening of a list makes of its items."""

    def proposal(self, sentence: Sentence, modality: Modality, vocabulary: Vocabulary) -> Proposal:
        """What a sentence speaks of."""


class English:
    """The language that the program knows best."""

    def __init__(self) -> None:
        self.cues = cues()

    def words(self, text: str) -> list[str]:
        return words(text).lower

    def modality(self, text: str, context: str = "none") -> Modality:
        return read_modality(text, context)

    def polarity(self, text: str) -> str:
        return polarity(text)

    def proposal(self, sentence: Sentence, modality: Modality, vocabulary: Vocabulary) -> Proposal:
        return infer_modal(sentence, modality, vocabulary)


class Listed:
    """A language that is a file of lists."""

    def __init__(self, code: str) -> None:
        data = written(code)
        self.cues = cues(code)
        self._modals = tuple((kind, Phrases(data["modality"].get(kind, ()))) for kind in _ORDER)
        self._values = tuple(
            (dimension, name, Phrases(listed))
            for dimension, values in data["values"].items()
            for name, listed in values.items()
        )

    def words(self, text: str) -> list[str]:
        return _folded(text).lower

    def modality(self, text: str, context: str = "none") -> Modality:
        tokens = _folded(text)
        marks: list[Mark] = []
        first: tuple[int, int, str] | None = None
        for kind, listed in self._modals:
            said = listed.find(tokens.lower)
            if said is not None and (first is None or said[0] < first[0]):
                first = (*said, kind)
        if first is not None and first[2] != "none" and not text.rstrip().endswith("?"):
            start, end = tokens.starts[first[0]], tokens.ends[first[1] - 1]
            marks.append(Mark(first[2], start, end, text[start:end]))
        kind = marks[0].kind if marks else context if first is None else "none"
        return Modality(kind, tuple(marks), (), (), tokens)

    def polarity(self, text: str) -> str:
        return self.modality(text).kind

    def proposal(self, sentence: Sentence, modality: Modality, vocabulary: Vocabulary) -> Proposal:
        del vocabulary  # the file says the words
        tokens = modality.tokens
        found = []
        for dimension, name, listed in self._values:
            said = listed.find(tokens.lower)
            if said is not None:
                start, end = tokens.starts[said[0]], tokens.ends[said[1] - 1]
                phrase = sentence.text[start:end]
                found.append(
                    Inferred(dimension, (name,), False, phrase, sentence.start + start, sentence.start + end, False)
                )
        return Proposal(sentence, modality.kind, modality, tuple(_longest(found)), (), (), (), (), ())


def _longest(found: list[Inferred]) -> list[Inferred]:
    """Those that begin inside no other phrase of the same dimension, by place; of two at one place the longer."""
    kept: list[Inferred] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end, each.dimension)):
        if not any(each.dimension == one.dimension and one.start < each.end for each in kept):
            kept.append(one)
    return kept


def _folded(text: str) -> Words:
    """Words in lower case and without accents; hyphens and apostrophes part them, so that "l'agent" is two."""
    lower, starts, ends = [], [], []
    for match in _WORD.finditer(text):
        bare = unicodedata.normalize("NFD", match[0].lower())
        lower.append("".join(char for char in bare if not unicodedata.combining(char)))
        starts.append(match.start())
        ends.append(match.end())
    return Words(lower, starts, ends)


@lru_cache(maxsize=4)
def tongue(code: str) -> Tongue:
    """The language of a code of NAMES."""
    return English() if code == "en" else Listed(code)


__all__ = ["NAMES", "Tongue", "tongue"]

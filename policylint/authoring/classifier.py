"""Which questions a sentence bears on, told by all of its words together.

Phrases (`schemas/survey.yaml`) say for certain what somebody has thought of. Beside them stand weights: for each
question a number for every word and every pair of words that speaks for it or against it, and for each phrase that was
found (`schemas/survey.weights.json`). Their sum says whether the sentence bears on the question; above nought it does.

This is logistic regression over a bag of words. The weights are learned from sentences that language models coded by
docs/survey-coding.md; `tests/authoring/learn.py` makes the file again and docs/survey.md says how well it does. It
knows no document.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from policylint.authoring.cues import cues
from policylint.reading.sentences import word_set
from policylint.resources import read_text
from policylint.typed import Any

# Endings that do not tell one word from another, the longest first; so much of the word has to be left.
_ENDINGS = ("'s", "ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "e", "y")
_LEFT = 4
# Words that stand between others without changing what they say together.
_SMALL = word_set("the a an of to and or in on for by with is are be that this these those as at it its from any all")
# No word of a family that is open at its end is shorter.
_LEAST = 3
# So near each other two words are shown as they stand.
_TOGETHER = 2
# Two words so far apart, small ones not counted, still say something together.
_NEAR = 3


class Classifier:
    """The weights, in hundredths, of questions by their numbers."""

    __slots__ = ("_others", "_phrases", "_start", "_topics", "_words")

    def __init__(self, data: Mapping[str, Any]) -> None:
        """data: `start`, what is there without any word; `phrases`, by the level at which a phrase of the question was
        found; `others`, by another question of which one was; `words`, by feature. Each has a weight for each of the
        `topics`, but `words` only those that count, as "number:weight"."""
        self._topics: list[str] = data["topics"]
        self._start: list[int] = data["start"]
        self._phrases: Mapping[str, Sequence[int]] = data["phrases"]
        self._others: Mapping[str, Sequence[int]] = data["others"]
        # Read when a sentence first has the feature: most never stand in a document.
        self._words: dict[str, str | list[tuple[int, int]]] = data["words"]

    def scores(self, words: Sequence[str], found: Mapping[str, str]) -> dict[str, int]:
        """How much a sentence speaks for each question: above 0 it bears on it.

        words: in lower case, those of the opening of its list included. found: the questions of which a phrase stands
        in it, with their levels.
        """
        sums = list(self._start)
        for feature in features(words).keys() & self._words.keys():
            for number, weight in self._known(feature):
                sums[number] += weight
        for topic, level in found.items():
            for number, weight in enumerate(self._others[topic]):
                sums[number] += weight
            number = self._topics.index(topic)
            sums[number] += self._phrases[level][number]
        return dict(zip(self._topics, sums, strict=True))

    def telling(self, words: Sequence[str], topic: str, count: int = 3) -> list[str]:
        """The words of a sentence that speak most for a question, the heaviest first; at least one."""
        number = self._topics.index(topic)
        heavy = [
            (-weight, first, last)
            for feature, (first, last) in features(words).items()
            if feature in self._words
            for each, weight in self._known(feature)
            if each == number and weight > 0
        ]
        return [
            " ".join(words[first : last + 1]) if last - first < _TOGETHER else f"{words[first]} … {words[last]}"
            for _, first, last in sorted(heavy)[:count]
        ] or list(words[:1])

    def _known(self, feature: str) -> list[tuple[int, int]]:
        known = self._words[feature]
        if isinstance(known, str):
            parts = (each.split(":") for each in known.split())
            known = self._words[feature] = [(int(number), int(weight)) for number, weight in parts]
        return known


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """What `schemas/survey.weights.json` says, which is of English sentences. Raises SetupError without it."""
    return Classifier(json.loads(read_text("schemas", "survey.weights.json")))


def features(words: Sequence[str]) -> dict[str, tuple[int, int]]:
    """What a sentence is weighed by, with the numbers of the first word and the last: each word without its ending,
    each two that follow each other, and each two near each other, a word of a family by its name (`<staff>`)."""
    said: dict[str, tuple[int, int]] = {}
    large: list[tuple[int, str]] = []
    before = ""
    for at, word in enumerate(words):
        bare = stem(word)
        said.setdefault(bare, (at, at))
        if before:
            said.setdefault(f"{before} {bare}", (at - 1, at))
        before = bare
        if word not in _SMALL:
            family = _family(word)
            for near, other in large[-_NEAR:]:
                said.setdefault(f"{other} … {family}", (near, at))
            large.append((at, family))
    return said


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without the ending that does not tell it from another."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEFT:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=8192)
def _family(word: str) -> str:
    """The name of the family of schemas/survey.yaml that a word is of, or the word without its ending."""
    whole, begun = _families()
    name = whole.get(word) or next((name for start, name in begun.get(word[:_LEAST], ()) if word.startswith(start)), "")
    return f"<{name}>" if name else stem(word)


@lru_cache(maxsize=1)
def _families() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """The name of its family for each word, and those of words that are open at the end by how they begin.

    `Phrases`, one for each family, would tell the same and take a sixth of a second longer in forty pages.
    """
    whole: dict[str, str] = {}
    begun: dict[str, list[tuple[str, str]]] = {}
    for name, members in cues().families.items():
        for member in members:
            if member.endswith("*"):
                begun.setdefault(member[:_LEAST], []).append((member[:-1], name))
            else:
                whole.setdefault(member, name)
    return whole, begun


__all__ = ["Classifier", "classifier", "features"]

"""What the survey looks for beside the vocabulary (`schemas/survey.yaml`), read once. It knows no document."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from policylint.authoring.turns import Heard, Phrases
from policylint.reading.yamltree import parse
from policylint.resources import read_data, read_text
from policylint.source import Source
from policylint.typed import Any, NamedTuple


class Pattern(NamedTuple):
    """What a sentence has to have, all of it. values: by dimension the names of which one does; `*` is any value.

    effects: what it has to do to settle the matter; empty: anything that rules. holds: it settles without ruling.
    firm: it counts only where it settles. scope: only a sentence about the scope.
    """

    values: tuple[tuple[str, frozenset[str]], ...]
    duties: frozenset[str]
    statements: frozenset[str]
    phrases: Phrases | None
    also: tuple[Phrases, ...]
    but: Phrases | None
    effects: frozenset[str]
    holds: bool
    firm: bool
    scope: bool


class Patterns:
    """Patterns in order, and which of them can fit a sentence by the words that their phrases begin with."""

    __slots__ = ("_always", "_by_stem", "_by_word", "listed")

    def __init__(self, listed: Iterable[Pattern]) -> None:
        self.listed = tuple(listed)
        self._always: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        for number, pattern in enumerate(self.listed):
            begun = pattern.phrases.begun() if pattern.phrases is not None else None
            if begun is None:
                self._always.append(number)
                continue
            for word in begun[0]:
                self._by_word.setdefault(word, []).append(number)
            for stem in begun[1]:
                self._by_stem.setdefault(stem, []).append(number)

    def near(self, heard: Heard) -> Iterator[Pattern]:
        """Those that have a chance to fit the words of a sentence, in order."""
        numbers = set(self._always)
        for word in self._by_word.keys() & heard.places.keys():
            numbers.update(self._by_word[word])
        for stem in self._by_stem.keys() & heard.stems.keys():
            numbers.update(self._by_stem[stem])
        return (self.listed[number] for number in sorted(numbers))


class Side(NamedTuple):
    """One half of a topic: any of these patterns, or a field of the header."""

    patterns: Patterns
    header: str


class Topic(NamedTuple):
    """A question that people ask of every such document. enough: how many sides answer it. together: two topics that
    one sentence has to answer at once. checks: those of the packs that ask the same, in more detail. under: words of a
    heading below which every rule is about this. defined: what a word is said to mean answers it too. networked: in a
    document beside these only a sentence that speaks of networks or accounts answers it. reached: words that stand for
    it where it is asked together with another."""

    id: str
    title: str
    question: str
    kinds: frozenset[str]
    checks: tuple[str, ...]
    sides: tuple[Side, ...]
    enough: int
    touched: Patterns
    together: tuple[str, ...]
    under: Phrases
    defined: bool
    networked: bool
    reached: Phrases


class Statement(NamedTuple):
    """A kind of statement and what tells it: headings, phrases. loose: phrases that hint at it, so that a topic is
    dealt with, and no clause is made of them. needs_phrase: a heading alone does not. but: words beside which the
    phrases mean something else."""

    id: str
    headings: frozenset[str]
    phrases: Phrases
    loose: Phrases
    needs_phrase: bool
    but: Phrases


class Cues(NamedTuple):
    """All of it. families: words, some open at the end, for any of which a name stands. documents, elsewhere: words
    that name another document as the one that answers. defines, defining_headings: what tells that a sentence only
    says what a word means."""

    statements: tuple[Statement, ...]
    scope_headings: frozenset[str]
    applies: Phrases
    excludes: Phrases
    defines: Phrases
    defining_headings: frozenset[str]
    elsewhere: Phrases
    documents: frozenset[str]
    kinds: Mapping[str, Phrases]
    topics: tuple[Topic, ...]
    families: Mapping[str, Sequence[str]]


def cues(language: str = "en") -> Cues:
    """What `schemas/survey.yaml` says, or the file of another language."""
    return _cues(language)


@lru_cache(maxsize=4)
def _cues(language: str) -> Cues:
    # Apart from `cues`, so that English asked for by name or not is made once.
    return made_of(written(language))


def written(language: str) -> Any:
    """The data of a language's file as it is written, in a wheel from the JSON made of it. Raises SetupError when
    there is none."""
    name = "survey" if language == "en" else f"survey.{language}"
    bundle = read_data("schemas", f"{name}.json")
    if bundle is not None:
        return json.loads(bundle)
    return parse(Source(f"{name}.yaml", read_text("schemas", f"{name}.yaml"))).data


def made_of(data: Any) -> Cues:
    """The cues that data says."""
    data = _spelt(data, {name: "|".join(listed) for name, listed in data.get("words", {}).items()})
    scope = data["scope"]
    return Cues(
        tuple(_statement(entry) for entry in data["statements"]),
        frozenset(scope["headings"]),
        Phrases(scope["applies"]),
        Phrases(scope["excludes"]),
        Phrases(data["defines"]["phrases"]),
        frozenset(data["defines"]["headings"]),
        Phrases(data["elsewhere"]),
        frozenset(data["documents"]),
        {name: Phrases(listed) for name, listed in data["kinds"].items()},
        tuple(_topic(entry) for entry in data["topics"]),
        data.get("words", {}),
    )


def _spelt(data: Any, words: Mapping[str, str]) -> Any:
    """The data with the words of a family where its name stands: `<staff>`."""
    if isinstance(data, str):
        if "<" not in data:
            return data
        return " ".join(
            "|".join(words[part[1:-1]] if part.startswith("<") else part for part in word.split("|"))
            for word in data.split(" ")
        )
    if isinstance(data, list):
        return [_spelt(each, words) for each in data]
    if isinstance(data, dict):
        return {name: _spelt(each, words) for name, each in data.items()}
    return data


def _statement(entry: Mapping[str, Any]) -> Statement:
    return Statement(
        entry["id"],
        frozenset(entry.get("headings", ())),
        Phrases(entry.get("phrases", ())),
        Phrases(entry.get("loose", ())),
        entry.get("needs-phrase") is True,
        Phrases(entry.get("except", ())),
    )


def _topic(entry: Mapping[str, Any]) -> Topic:
    return Topic(
        entry["id"],
        entry["title"],
        entry["question"],
        frozenset(entry.get("kinds", ())),
        tuple(entry["checks"]),
        tuple(
            Side(Patterns(_pattern(each) for each in side.get("patterns", ())), "".join(side.get("header", ())))
            for side in entry.get("sides", ())
        ),
        int(entry.get("enough", len(entry.get("sides", ())))),
        Patterns(_pattern(each) for each in entry.get("touched", ())),
        tuple(entry.get("together", ())),
        Phrases(entry.get("under", ())),
        entry.get("defined") is True,
        entry.get("networked") is True,
        Phrases(entry.get("reached", ())),
    )


def _also(listed: Sequence[Any]) -> tuple[Phrases, ...]:
    """One list, or several each of which has to have something in the sentence."""
    if not listed:
        return ()
    return tuple(map(Phrases, listed)) if isinstance(listed[0], list) else (Phrases(listed),)


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    return Pattern(
        tuple((dimension, frozenset(names)) for dimension, names in entry.get("values", {}).items()),
        frozenset(entry.get("duties", ())),
        frozenset(entry.get("statements", ())),
        Phrases(entry["phrases"]) if "phrases" in entry else None,
        _also(entry.get("also", ())),
        Phrases(entry["except"]) if "except" in entry else None,
        frozenset(entry.get("effects", ())),
        entry.get("holds") is True,
        entry.get("firm") is True,
        entry.get("scope") is True,
    )


__all__ = [
    "Cues",
    "Heard",
    "Pattern",
    "Patterns",
    "Phrases",
    "Side",
    "Statement",
    "Topic",
    "cues",
    "made_of",
    "written",
]

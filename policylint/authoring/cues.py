"""What the survey looks for beside the vocabulary (`schemas/survey.yaml`), read once. It knows no document."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from policylint.reading.sentences import words
from policylint.reading.yamltree import parse
from policylint.resources import read_text
from policylint.source import Source


class Phrases:
    """Turns of phrase to look for among the words of a sentence, whole words; a star ends the last one openly."""

    __slots__ = ("_by_first", "_open")

    def __init__(self, listed: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        self._open: list[str] = []
        for phrase in listed:
            parts = tuple(words(phrase.replace("*", "")).lower)
            if not parts:
                continue
            if phrase.endswith("*") and len(parts) == 1:
                self._open.append(parts[0])
            else:
                self._by_first.setdefault(parts[0], []).append((parts, phrase.endswith("*")))

    def find(self, lower: Sequence[str]) -> tuple[int, int] | None:
        """The numbers of the first word of a phrase that is there and of the word behind it; None without any."""
        if not self._open and self._by_first.keys().isdisjoint(lower):
            return None
        for at, word in enumerate(lower):
            for parts, is_open in self._by_first.get(word, ()):
                end = at + len(parts)
                there = tuple(lower[at:end])
                if there == parts or (
                    is_open
                    and there[:-1] == parts[:-1]
                    and len(there) == len(parts)
                    and there[-1].startswith(parts[-1])
                ):
                    return at, end
            if self._open and any(word.startswith(start) for start in self._open):
                return at, at + 1
        return None


class Pattern(NamedTuple):
    """What a sentence has to have, all of it. values: by dimension the names of which one does; `*` is any value.

    effects: what it has to do to settle the matter; empty: anything that rules. holds: it settles without ruling.
    scope: only a sentence about the scope.
    """

    values: tuple[tuple[str, frozenset[str]], ...]
    duties: frozenset[str]
    statements: frozenset[str]
    phrases: Phrases | None
    also: Phrases | None
    but: Phrases | None
    effects: frozenset[str]
    holds: bool
    scope: bool


class Side(NamedTuple):
    """One half of a topic: any of these patterns, or a field of the header."""

    patterns: tuple[Pattern, ...]
    header: str


class Topic(NamedTuple):
    """A question that people ask of every such document. enough: how many sides answer it. together: two topics that
    one sentence has to answer at once. checks: those of the packs that ask the same, in more detail."""

    id: str
    title: str
    question: str
    kinds: frozenset[str]
    checks: tuple[str, ...]
    sides: tuple[Side, ...]
    enough: int
    touched: tuple[Pattern, ...]
    together: tuple[str, ...]


class Statement(NamedTuple):
    """A kind of statement and what tells it: headings, phrases. needs_phrase: a heading alone does not."""

    id: str
    headings: frozenset[str]
    phrases: Phrases
    needs_phrase: bool


class Cues(NamedTuple):
    """All of it. documents, elsewhere: words that name another document as the one that answers."""

    statements: tuple[Statement, ...]
    scope_headings: frozenset[str]
    applies: Phrases
    excludes: Phrases
    elsewhere: Phrases
    documents: frozenset[str]
    kinds: Mapping[str, Phrases]
    topics: tuple[Topic, ...]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """What `schemas/survey.yaml` says."""
    data: Any = parse(Source("survey.yaml", read_text("schemas", "survey.yaml"))).data
    scope = data["scope"]
    return Cues(
        tuple(_statement(entry) for entry in data["statements"]),
        frozenset(scope["headings"]),
        Phrases(scope["applies"]),
        Phrases(scope["excludes"]),
        Phrases(data["elsewhere"]),
        frozenset(data["documents"]),
        {name: Phrases(listed) for name, listed in data["kinds"].items()},
        tuple(_topic(entry) for entry in data["topics"]),
    )


def _statement(entry: Mapping[str, Any]) -> Statement:
    return Statement(
        entry["id"],
        frozenset(entry.get("headings", ())),
        Phrases(entry.get("phrases", ())),
        entry.get("needs-phrase") is True,
    )


def _topic(entry: Mapping[str, Any]) -> Topic:
    return Topic(
        entry["id"],
        entry["title"],
        entry["question"],
        frozenset(entry.get("kinds", ())),
        tuple(entry["checks"]),
        tuple(
            Side(tuple(_pattern(each) for each in side.get("patterns", ())), "".join(side.get("header", ())))
            for side in entry.get("sides", ())
        ),
        int(entry.get("enough", len(entry.get("sides", ())))),
        tuple(_pattern(each) for each in entry.get("touched", ())),
        tuple(entry.get("together", ())),
    )


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    return Pattern(
        tuple((dimension, frozenset(names)) for dimension, names in entry.get("values", {}).items()),
        frozenset(entry.get("duties", ())),
        frozenset(entry.get("statements", ())),
        Phrases(entry["phrases"]) if "phrases" in entry else None,
        Phrases(entry["also"]) if "also" in entry else None,
        Phrases(entry["except"]) if "except" in entry else None,
        frozenset(entry.get("effects", ())),
        entry.get("holds") is True,
        entry.get("scope") is True,
    )


__all__ = ["Cues", "Pattern", "Phrases", "Side", "Statement", "Topic", "cues"]

"""What the survey looks for beside the vocabulary (`schemas/survey.yaml`), read once. It knows no document."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from policylint.reading.sentences import word_set
from policylint.reading.yamltree import parse
from policylint.resources import read_text
from policylint.source import Source
from policylint.typed import Any, NamedTuple


class Part(NamedTuple):
    """One place of a phrase. whole: the words that may stand there; begun, ended: how words that may begin or end.

    gap: how many words of any kind may stand there instead. near: none of them parts what belongs together.
    """

    whole: frozenset[str]
    begun: tuple[str, ...]
    ended: tuple[str, ...]
    gap: int
    near: bool


class Phrases:
    """Turns of phrase to look for among the words of a sentence, whole words.

    A star ends a word openly, or begins one. Of words with `|` between them any one
    may stand there; `~` is up to four words none of which is a preposition or a verb of the sentence ("own ~ phone":
    own mobile phone), and `...` up to eight words.
    """

    __slots__ = ("_by_end", "_by_first", "_by_stem")

    def __init__(self, listed: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[Part, ...]]] = {}
        self._by_stem: dict[str, list[tuple[str, tuple[Part, ...]]]] = {}
        self._by_end: list[tuple[tuple[str, ...], tuple[Part, ...]]] = []
        for phrase in listed:
            parts = tuple(_part(word) for word in phrase.lower().replace(".m", " m").split())
            if not parts:
                continue
            first, rest = parts[0], parts[1:]
            for word in first.whole:
                self._by_first.setdefault(word, []).append(rest)
            for stem in first.begun:
                self._by_stem.setdefault(stem[:_STEM], []).append((stem, rest))
            if first.ended:
                self._by_end.append((first.ended, rest))

    def find(self, lower: Sequence[str]) -> tuple[int, int] | None:
        """The numbers of the first word of a phrase that is there and of the word behind it; None without any."""
        heard = lower if isinstance(lower, Heard) else Heard(lower)
        by_first, by_stem = self._by_first, self._by_stem
        spots: list[int] = []
        for word in by_first.keys() & heard.places.keys():
            spots += heard.places[word]
        if by_stem:
            for stem in by_stem.keys() & heard.stems.keys():
                spots += heard.stems[stem]
        if self._by_end:
            spots = list(range(len(heard)))
        for at in sorted(set(spots)) if len(spots) > 1 else spots:
            end = self._from(heard, at)
            if end:
                return at, end
        return None

    def _from(self, lower: Sequence[str], at: int) -> int:
        """The number of the word behind a phrase that begins at a word; 0 without any."""
        word = lower[at]
        for rest in self._by_first.get(word, ()):
            end = _matched(rest, 0, lower, at + 1)
            if end:
                return end
        for stem, rest in self._by_stem.get(word[:_STEM], ()):
            if word.startswith(stem):
                end = _matched(rest, 0, lower, at + 1)
                if end:
                    return end
        for ends, rest in self._by_end:
            if word.endswith(ends):
                end = _matched(rest, 0, lower, at + 1)
                if end:
                    return end
        return 0


# Words that end openly are looked for by so many of their first letters; all have at least as many.
_STEM = 2


class Heard(list[str]):
    """The words of a sentence in lower case, and where each of them and each beginning stands: hundreds of lists of
    phrases are held against it."""

    __slots__ = ("places", "stems")

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self.places: dict[str, list[int]] = {}
        self.stems: dict[str, list[int]] = {}
        for at, word in enumerate(self):
            self.places.setdefault(word, []).append(at)
            self.stems.setdefault(word[:_STEM], []).append(at)


# Between an adjective and its noun none of these stands: "personal use of city phones" speaks of no personal phone.
_APART = word_set(
    """
    of on from in via to using use with for at by through is are be may must not shall should can will that which who
    """
)
_SHORT = 4
_LONG = 8


def _matched(parts: Sequence[Part], number: int, lower: Sequence[str], at: int) -> int:
    """The number of the word behind the parts from one on, if they stand at a place; 0 if they do not."""
    while number < len(parts):
        part = parts[number]
        if part.gap:
            for gap in range(part.gap + 1):
                end = _matched(parts, number + 1, lower, at + gap)
                if end:
                    return end
                if at + gap >= len(lower) or (part.near and lower[at + gap] in _APART):
                    return 0
            return 0
        word = lower[at] if at < len(lower) else ""
        if not word or not (word in part.whole or word.startswith(part.begun) or word.endswith(part.ended)):
            return 0
        number, at = number + 1, at + 1
    return at


def _part(word: str) -> Part:
    if word in ("~", "..."):
        return Part(frozenset(), (), (), _SHORT if word == "~" else _LONG, word == "~")
    said = word.split("|")
    begun = tuple(sorted({each[:-1] for each in said if each.endswith("*")}))
    ended = tuple(sorted({each[1:] for each in said if each.startswith("*")}))
    return Part(frozenset(each for each in said if "*" not in each), begun, ended, 0, False)


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


class Side(NamedTuple):
    """One half of a topic: any of these patterns, or a field of the header."""

    patterns: tuple[Pattern, ...]
    header: str


class Topic(NamedTuple):
    """A question that people ask of every such document. enough: how many sides answer it. together: two topics that
    one sentence has to answer at once. checks: those of the packs that ask the same, in more detail. under: words of a
    heading below which every rule is about this. defined: what a word is said to mean answers it too."""

    id: str
    title: str
    question: str
    kinds: frozenset[str]
    checks: tuple[str, ...]
    sides: tuple[Side, ...]
    enough: int
    touched: tuple[Pattern, ...]
    together: tuple[str, ...]
    under: Phrases
    defined: bool


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
    """All of it. documents, elsewhere: words that name another document as the one that answers. defines,
    defining_headings: what tells that a sentence only says what a word means."""

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


@lru_cache(maxsize=4)
def cues(language: str = "en") -> Cues:
    """What `schemas/survey.yaml` says, or the file of another language."""
    return made_of(written(language))


def written(language: str) -> Any:
    """The data of a language's file as it is written. Raises SetupError when there is none."""
    name = "survey.yaml" if language == "en" else f"survey.{language}.yaml"
    return parse(Source(name, read_text("schemas", name))).data


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
            Side(tuple(_pattern(each) for each in side.get("patterns", ())), "".join(side.get("header", ())))
            for side in entry.get("sides", ())
        ),
        int(entry.get("enough", len(entry.get("sides", ())))),
        tuple(_pattern(each) for each in entry.get("touched", ())),
        tuple(entry.get("together", ())),
        Phrases(entry.get("under", ())),
        entry.get("defined") is True,
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


__all__ = ["Cues", "Heard", "Pattern", "Phrases", "Side", "Statement", "Topic", "cues", "made_of", "written"]

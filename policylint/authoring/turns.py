"""Turns of phrase with gaps and alternatives, held against the words of a sentence. It knows no topic and no file."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from policylint.reading.sentences import word_set
from policylint.typed import NamedTuple


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

    __slots__ = ("_anywhere", "_by_first", "_by_stem")

    def __init__(self, listed: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[Part, ...]]] = {}
        self._by_stem: dict[str, list[tuple[str, tuple[Part, ...]]]] = {}
        self._anywhere: list[tuple[Part, tuple[Part, ...]]] = []
        for phrase in listed:
            parts = tuple(_part(word) for word in phrase.lower().replace(".m", " m").split())
            if not parts:
                continue
            first, rest = parts[0], parts[1:]
            for word in first.whole:
                self._by_first.setdefault(word, []).append(rest)
            short = tuple(stem for stem in first.begun if len(stem) < _STEM)
            for stem in first.begun:
                if stem not in short:
                    self._by_stem.setdefault(stem[:_STEM], []).append((stem, rest))
            if first.ended or short:
                self._anywhere.append((first._replace(begun=short), rest))

    def find(self, lower: Sequence[str]) -> tuple[int, int] | None:
        """The numbers of the first word of a phrase that is there and of the word behind it; None without any."""
        heard = lower if isinstance(lower, Heard) else Heard(lower)
        if self._anywhere:
            for at in range(len(heard)):
                end = self._from(heard, at)
                if end:
                    return at, end
            return None
        spots: list[tuple[int, tuple[Part, ...]]] = []
        by_first, by_stem = self._by_first, self._by_stem
        for word in by_first.keys() & heard.places.keys():
            for at in heard.places[word]:
                spots += [(at, rest) for rest in by_first[word]]
        if by_stem:
            for stem in by_stem.keys() & heard.stems.keys():
                for at in heard.stems[stem]:
                    word = heard[at]
                    spots += [(at, rest) for begun, rest in by_stem[stem] if word.startswith(begun)]
        if len(spots) > 1:
            spots.sort(key=_AT)
        for at, rest in spots:
            end = _matched(rest, 0, heard, at + 1) if rest else at + 1
            if end:
                return at, end
        return None

    def begun(self) -> tuple[Iterable[str], Iterable[str]] | None:
        """The words and the beginnings of words that the phrases begin with; None if they may begin with any."""
        return None if self._anywhere else (self._by_first.keys(), self._by_stem.keys())

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
        for first, rest in self._anywhere:
            if word.startswith(first.begun) or word.endswith(first.ended):
                end = _matched(rest, 0, lower, at + 1)
                if end:
                    return end
        return 0


_AT = itemgetter(0)
# Words that end openly are looked for by so many of their first letters; the few that are shorter, at every word.
_STEM = 3


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
    count, size = len(parts), len(lower)
    while number < count:
        whole, begun, ended, gap, near = parts[number]
        if gap:
            number += 1
            if number == count:
                return at
            whole, begun, ended, again, _ = parts[number]
            for here in range(at, min(at + gap + 1, size)):
                word = lower[here]
                if again:
                    end = _matched(parts, number, lower, here)
                elif word in whole or (begun and word.startswith(begun)) or (ended and word.endswith(ended)):
                    end = _matched(parts, number + 1, lower, here + 1)
                else:
                    end = 0
                if end:
                    return end
                if near and word in _APART:
                    return 0
            return 0
        if at >= size:
            return 0
        word = lower[at]
        if not (word in whole or (begun and word.startswith(begun)) or (ended and word.endswith(ended))):
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


__all__ = ["Heard", "Phrases"]

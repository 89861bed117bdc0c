"""The phrases of a vocabulary, found in prose: longest first, whole words, any case. It knows words, no sentences.

A dictionary of all phrases and, for each first word, the lengths to try: a text is matched in one pass over its words,
whatever the number of phrases. Within one dimension the longest phrase at a place wins, and what it covers signals
nothing else ("outside working hours" does not speak of working hours); dimensions do not hide one another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from policylint.policy.vocabulary import Vocabulary
from policylint.reading.sentences import Words, word_set
from policylint.typed import Any, NamedTuple

# Kinds of entries beside the dimensions, as keys of the vocabulary's data.
KINDS = ("duties", "statements", "events", "conditions")

# What people call a dimension, so that "any device" and "whatever the platform" can be told. Nouns only.
NOUNS: Mapping[str, tuple[str, ...]] = {
    "time": ("time", "times", "hour", "hours"),
    "device": ("device", "devices", "phone or computer", "equipment"),
    "account": ("account", "accounts"),
    "platform": ("platform", "platforms", "site", "sites", "service", "services", "network or app"),
    "channel": ("channel", "channels"),
    "capacity": ("capacity", "capacities"),
    "page": ("page", "pages"),
    "period": ("period", "periods", "circumstances"),
    "information": ("information",),
    "topic": ("topic", "topics", "subject", "subjects", "matter", "matters"),
    "manner": ("manner", "tone"),
    "material": ("material",),
    "persistence": (),
    "resource": ("network", "system"),
    "role": ("role", "roles"),
    "who": (),
    "activity": (),
}
_ALL = ("any", "all", "every", "whatever the", "whichever", "regardless of the", "regardless of", "irrespective of")
_WHATEVER: Mapping[str, tuple[str, ...]] = {
    "time": (
        "at all times", "at any time", "around the clock", "day or night", "day and night", "day and time",
        "on and off duty", "on or off duty", "on-duty and off-duty", "both on and off duty", "whether on or off duty",
        "on or off the clock", "during and outside working hours", "in and outside working hours",
        "inside and outside working hours", "at any hour",
    ),
    "device": (
        "personal and agency devices", "personal or agency devices", "work or personal devices",
        "personal or work devices", "whoever owns it", "whoever owns the device", "any phone", "any computer",
    ),
    "account": ("with or without an account", "whatever account", "any kind of account"),
    "platform": (
        "whatever its brand", "every social network", "any social network", "any social media", "all social media",
    ),
    "capacity": ("official or personal", "official and personal", "personal and official", "personal or official"),
    "information": ("anything at all",),
    "activity": ("any activity", "whatever they do", "any use of social media", "any use"),
    "who": ("everyone", "everybody", "anyone", "anybody", "nobody", "no one", "whoever", "all persons"),
}  # fmt: skip

_NOT = frozenset({"not", "never"})
_MODAL = word_set(
    """
    must shall may should can could will would do does did is are was were be need ought must't has have had
    """
)


class Signal(NamedTuple):
    """A phrase in a text. kind: a dimension, or one of KINDS. names: the values, groups or entries that it stands for.

    whatever: it stands for all values ("any device"). start, end: offsets. negated: "not on …" stands before it.
    first, behind: the numbers of its words.
    """

    kind: str
    names: tuple[str, ...]
    start: int
    end: int
    first: int
    behind: int
    whatever: bool = False
    negated: bool = False


# By the words that follow a first word (none: the phrase is that word) what the phrase stands for: "kind name", with a
# plus between several.
_Tails = dict[str, str]


class Lexicon:
    """All phrases of one vocabulary. Make it with `lexicon_of`, which keeps it."""

    __slots__ = ("_made", "_met", "_raw")

    def __init__(self, data: Mapping[str, Any]) -> None:
        # By first word. Most first words occur in no text of a run, so phrases are taken apart when they are met.
        self._met: dict[str, tuple[Sequence[int], _Tails, frozenset[str]]] = {}
        self._raw: dict[str, list[tuple[str, str, str]]] = {}
        self._made: Mapping[str, str] = data.get("lexicon", {})
        if self._made:
            return
        raw = self._raw
        for kind, name, listed in _entries(data):
            for phrase in listed:
                first, _, rest = phrase.partition(" ")
                known = raw.get(first)
                if known is None:
                    raw[first] = [(rest, kind, name)]
                else:
                    known.append((rest, kind, name))
        for first in [each for each in raw if each[-1:] in ",'"]:
            raw.setdefault(first.rstrip(",'"), []).extend(raw.pop(first))

    def table(self) -> dict[str, str]:
        """All phrases as data for the bundle: a line for each first word, as a parser of JSON is done with it soonest.

        Raises ValueError for a phrase with a sign that divides such a line.
        """
        made = {}
        for first in sorted({*self._made, *self._raw}):
            lengths, tails, _ = self._meet(first)
            parts = [" ".join(map(str, lengths)), *(f"{rest}={signals}" for rest, signals in tails.items())]
            made[first] = "|".join(parts)
            if _read(made[first]) != (lengths, tails):
                raise ValueError(f'a phrase that starts with "{first}" has one of | = in it')
        return made

    def find(self, tokens: Words) -> tuple[Signal, ...]:
        """Every phrase in the words of a sentence, by place. Linear in the number of words."""
        lower = tokens.lower
        met, made = self._met, self._made
        known: Mapping[str, object] = made or self._raw
        total = len(lower)
        free: dict[str, int] = {}
        found: list[Signal] = []
        for index in [at for at, word in enumerate(lower) if word in known or word[-2:] == "'s"]:
            word = lower[index]
            if word not in known:
                word = word[:-2]
                if word not in known:
                    continue
            entry = met.get(word)
            if entry is None:
                line = made.get(word, "")
                if line and (index + 1 == total or f"|{lower[index + 1]}" not in line):
                    # The same as below, without taking the line apart: one word in three or four goes on.
                    _, alone, rest = line.partition("|=")
                    if alone:
                        self._add(found, rest.partition("|")[0].split("+"), tokens, index, index + 1, free)
                    continue
                entry = self._meet(word)
            lengths, tails, seconds = entry
            if index + 1 == total or lower[index + 1] not in seconds:
                # Most words end here: a phrase may start with them, but not go on so.
                if "" in tails:
                    self._add(found, tails[""].split("+"), tokens, index, index + 1, free)
                continue
            for length in lengths:
                behind = index + 1 + length
                signals = tails.get(" ".join(lower[index + 1 : behind])) if behind <= total else None
                if signals:
                    self._add(found, signals.split("+"), tokens, index, behind, free)
        return tuple(found)

    def _meet(self, first: str) -> tuple[Sequence[int], _Tails, frozenset[str]]:
        """How many words may follow a first word, most first; which; and the first of them."""
        lengths, tails = _read(self._made[first]) if first in self._made else self._taken_apart(first)
        found = self._met[first] = lengths, tails, frozenset([rest.partition(" ")[0] for rest in tails])
        return found

    def _taken_apart(self, first: str) -> tuple[list[int], _Tails]:
        tails: _Tails = {}
        for rest, kind, name in self._raw[first]:
            words = (word.strip(",").removesuffix("'") if word[-1] in ",'" else word for word in rest.split())
            tail, signal = " ".join(words), f"{kind} {name}"
            known = tails.get(tail, "")
            if signal not in known.split("+"):
                tails[tail] = f"{known}+{signal}" if known else signal
        lengths = {rest.count(" ") + 1 if rest else 0 for rest in tails}
        return sorted(lengths, reverse=True), tails

    def _add(
        self,
        found: list[Signal],
        signals: list[str],
        tokens: Words,
        index: int,
        behind: int,
        free: dict[str, int],
    ) -> None:
        kinds: dict[str, list[str]] = {}
        for signal in signals:
            kind, _, name = signal.partition(" ")
            if free.get(kind, 0) <= index:
                kinds.setdefault(kind, []).append(name)
        if not kinds:
            return
        taken_back = _is_negated(tokens.lower, index)
        for kind, names in kinds.items():
            negated = taken_back and kind != "activity"  # "must usually not post" speaks of posting
            free[kind] = behind
            whatever = "*" in names
            listed = tuple(name for name in names if name != "*")
            found.append(
                Signal(kind, listed, tokens.starts[index], tokens.ends[behind - 1], index, behind, whatever, negated)
            )


def _read(line: str) -> tuple[list[int], _Tails]:
    """What `_meet` gives, from a line of the bundle."""
    lengths, *tails = line.split("|")
    return [int(each) for each in lengths.split(" ")], dict([tail.split("=") for tail in tails])


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Iterable[str]]]:
    for dimension in data["dimensions"]:
        kind = dimension["id"]
        for entry in dimension["values"]:
            yield kind, entry["id"], entry.get("phrases", ())
        for entry in dimension.get("groups", ()):
            yield kind, entry["id"], entry.get("phrases", ())
        nouns = NOUNS.get(kind, (kind,))
        every = [phrase for noun in nouns for phrase in (*(f"{word} {noun}" for word in _ALL), f"{noun} of any kind")]
        yield kind, "*", (*every, *_WHATEVER.get(kind, ()))
    for kind in KINDS:
        for entry in data.get(kind, ()):
            yield kind, entry["id"], entry.get("phrases", ())


def _is_negated(lower: list[str], index: int) -> bool:
    """Whether "not", "other than" or "except" stands right before a phrase; the "not" of "must not" is the verb's."""
    for at in range(index - 1, max(-1, index - 4), -1):
        word = lower[at]
        if word in _NOT:
            return not (at and lower[at - 1] in _MODAL)
        if word in ("except", "excluding") or (word == "than" and at and lower[at - 1] == "other"):
            return True
        if word not in _SMALL:
            return False
    return False


_SMALL = word_set("on in from with for by the a an any your their our its of to via through during at")


@lru_cache(maxsize=8)
def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary; made when first asked for and kept for the few that a run has."""
    return Lexicon(vocabulary.data)


__all__ = ["KINDS", "NOUNS", "Lexicon", "Signal", "lexicon_of"]

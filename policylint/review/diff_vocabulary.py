"""The words of two editions in one vocabulary, so that their boxes can be compared. Knows plain data, no decision.

A word that one edition lacks is known on both sides: the edition that does not have it speaks of it as of whatever the
word `is`. Impossible combinations stay with the edition that declares them; they take no part in how boxes are laid
out.
"""

from collections.abc import Mapping, Sequence

from policylint.policy.extend import extend
from policylint.policy.vocabulary import Vocabulary
from policylint.typed import Any, NamedTuple

Data = Mapping[str, Any]

SAYING = frozenset({"label", "meaning", "says", "phrases", "question"})
"""What an entry says of a word for people; a difference in these changes no situation."""


class Common(NamedTuple):
    """The vocabulary of each edition, with the same dimensions and values in the same places.

    redefined: words, as `dimension: word`, that the editions define differently; the new definition holds for both,
    so what is said of them is not exact.
    """

    old: Vocabulary
    new: Vocabulary
    redefined: tuple[str, ...]


def common(base: Vocabulary, old: Sequence[Data], new: Sequence[Data]) -> Common:
    """The vocabularies of two sets of documents over a base."""
    merged: dict[str, dict[str, Any]] = {"dimensions": {}, "vocabulary": {}}
    redefined: list[str] = []
    # New definitions first: they hold where the two differ, and a word comes after the one that it `is`.
    for document in new:
        _add(merged, document, [])
    for document in old:
        _add(merged, document, redefined)
    words = {key: part for key, part in merged.items() if part}
    return Common(_extended(base, words, old), _extended(base, words, new), tuple(dict.fromkeys(redefined)))


def without_words(document: Data) -> Data:
    """A document without what it adds to the vocabulary, because it is there already."""
    return {key: value for key, value in document.items() if key not in ("vocabulary", "dimensions", "impossible")}


def _extended(base: Vocabulary, words: Data, documents: Sequence[Data]) -> Vocabulary:
    impossible = [{"impossible": document["impossible"]} for document in documents if document.get("impossible")]
    return extend(base, [words, *impossible])[0]


def _add(merged: dict[str, dict[str, Any]], document: Data, redefined: list[str]) -> None:
    for name, written in (document.get("dimensions") or {}).items():
        known = merged["dimensions"].setdefault(name, {**written, "values": {}})
        for word, entry in (written.get("values") or {}).items():
            known["values"].setdefault(word, entry)
    for name, words in (document.get("vocabulary") or {}).items():
        known = merged["vocabulary"].setdefault(name, {})
        for word, entry in (words or {}).items():
            if _meaning(known.setdefault(word, entry)) != _meaning(entry):
                redefined.append(f"{name}: {word}")


def _meaning(entry: Data | None) -> Data:
    return {key: value for key, value in (entry or {}).items() if key not in SAYING}

"""Word stems that set the values of a dimension apart: a second, generous look for a value that no phrase signals.

"Staff may stream live" holds no phrase for streaming, and a reader finds it there all the same. What may accuse a text
of silence asks here first; what proposes a value for a clause never does.
"""

from collections.abc import Mapping
from functools import lru_cache

from policylint.policy.vocabulary import Vocabulary
from policylint.reading.sentences import word_set

# By their last letter, the longest first.
_ENDINGS = {
    "d": ("ied", "ed"),
    "e": ("e",),
    "g": ("ing",),
    "l": ("al",),
    "n": ("ation",),
    "r": ("er",),
    "s": ("ations", "ings", "ies", "ers", "es", "s"),
    "y": ("ly", "y"),
}
_SMALL = word_set(
    """
    a an and any at by for from in is it its no not of off on or other others our own the their they to under when while
    with without your you we he she be are that this as who after before during outside time account accounts device
    devices social media
    """
)
# A stem that more values of a dimension share tells nothing of any of them.
_MOST_VALUES = 2


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its commonest English endings; at least three letters stay."""
    for _ in range(2):  # "officially" has two
        for ending in _ENDINGS.get(word[-1:], ()):
            if len(word) - len(ending) >= 3 and word.endswith(ending):
                word = word[: -len(ending)]
                break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def small(word: str) -> bool:
    """Whether a word is of those that say nothing of a value by themselves."""
    return len(word) <= 2 or word in _SMALL


def tells(vocabulary: Vocabulary, dimension: int, name: str, stems: frozenset[str]) -> bool:
    """Whether one of some stems sets a value or group apart: one of its own, that few other values have."""
    hits = stems & _stems(vocabulary, dimension, name)
    if not hits:
        return False  # most ends here, before the words of all other values are looked at
    values = [entry["id"] for entry in vocabulary.data["dimensions"][dimension]["values"]]
    written = _written(vocabulary, dimension)
    for hit in hits:
        having = [value for value in values if hit in written[value] and hit in _stems(vocabulary, dimension, value)]
        if len(having) <= _MOST_VALUES:
            return True
    return False


@lru_cache(maxsize=64)
def _written(vocabulary: Vocabulary, dimension: int) -> Mapping[str, str]:
    """For each value and group of a dimension, its phrases and its label as one text."""
    written = vocabulary.data["dimensions"][dimension]
    found = {}
    for entry in (*written["values"], *written.get("groups", ())):
        text = " ".join((*entry.get("phrases", ()), entry.get("label", ""), entry["id"]))
        found[entry["id"]] = text.lower().replace("-", " ")
    return found


@lru_cache(maxsize=1024)
def _stems(vocabulary: Vocabulary, dimension: int, name: str) -> frozenset[str]:
    words = {
        word.strip(",.:;\"()'").removesuffix("'s") for word in _written(vocabulary, dimension).get(name, "").split()
    }
    # "Agency-owned" must not be heard in "their own phone".
    return frozenset(stem(word) for word in words if len(word) > 2).difference(map(stem, _SMALL))


__all__ = ["small", "stem", "tells"]

"""Word stems that set the values of a dimension apart: a second, generous look for a value that no phrase signals.

"Staff may stream live" holds no phrase for streaming, and a reader finds it there all the same. What may accuse a text
of silence asks here first; what proposes a value for a clause never does.
"""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from policylint.policy.vocabulary import Vocabulary
from policylint.reading.sentences import word_set

_ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ers", "ed", "es", "er", "ly", "al", "s", "e", "y")
_SMALL = word_set(
    """
    a an and any at by for from in is it its no not of off on or other others our own the their they to under when while
    with without your you we he she be are that this as who after before during outside time account accounts device
    devices social media
    """
)
# A stem that more values of a dimension share tells nothing of any of them.
_MOST_VALUES = 2


def stem(word: str) -> str:
    """A word without its commonest English endings; at least three letters stay."""
    for _ in range(2):  # "officially" has two
        ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= 3), "")
        word = word[: len(word) - len(ending)]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def small(word: str) -> bool:
    """Whether a word is of those that say nothing of a value by themselves."""
    return len(word) <= 2 or word in _SMALL


@lru_cache(maxsize=64)
def telling_stems(vocabulary: Vocabulary, dimension: int) -> Mapping[str, frozenset[str]]:
    """For each value and group of a dimension, the stems of its phrases and its label that few other values have."""
    written = vocabulary.data["dimensions"][dimension]
    entries = (*written["values"], *written.get("groups", ()))
    found: dict[str, set[str]] = {}
    for entry in entries:
        text = " ".join((*entry.get("phrases", ()), entry.get("label", ""), entry["id"].replace("-", " ")))
        words = {word.strip(",.:;\"()'").removesuffix("'s") for word in text.lower().replace("-", " ").split()}
        # "Agency-owned" must not be heard in "their own phone".
        found[entry["id"]] = {stem(word) for word in words if len(word) > 2} - set(map(stem, _SMALL))
    counts = Counter(each for value in written["values"] for each in found[value["id"]])
    return {name: frozenset(each for each in stems if counts[each] <= _MOST_VALUES) for name, stems in found.items()}


__all__ = ["small", "stem", "telling_stems"]

"""Which language a text is in, told by its smallest words. It knows no grammar and no meaning."""

import re
from collections import Counter

from policylint.reading.sentences import word_set

# Fewer words tell nothing.
ENOUGH = 30
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = word_set(
    """
    the of and to in a is for that on with be or must may not this by are as you your it any from should will have
    their shall use all if an at can has who which our we no do when
    """
)
_OTHERS = {
    "French": word_set("le la les des et une dans que pour sur est par avec aux ou du il être ces sont leur"),
    "German": word_set("der die das und ist nicht mit für auf von den dem ein eine zu sich werden im oder dürfen"),
    "Spanish": word_set("el los las y que en una por con para del se es al lo como su no deben"),
    "Portuguese": word_set("os as e que em uma por com para do da se é ao dos como não seu devem"),
    "Italian": word_set("il gli e che di una per con del della è non si dei nel sono alla devono"),
    "Dutch": word_set("het een en van niet met voor op te zijn dat de worden door aan moet mogen"),
    "Welsh": word_set("y yr yn ac o i ar gyda neu mae am eu fod wedi dylai rhaid"),
    "Polish": word_set("i w nie na z do się jest że oraz dla przez są jako lub"),
}


# The languages of which something can be read, by the codes of their files.
CODES = {"French": "fr", "Spanish": "es"}


def code_of(seems: str) -> str:
    """The code of a language as `foreign` tells it; empty for one of which nothing is read."""
    return CODES.get(seems.removeprefix("in "), "") if seems else "en"


def foreign(text: str) -> str:
    """What language a text seems to be in, in words that fit behind "seems to be"; empty when it may be English."""
    words = Counter(word.lower() for word in _WORD.findall(text[:200_000]))
    total = words.total()
    letters = sum(char.isalpha() for char in text[:20_000])
    other = sum(char.isalpha() and char > "\u024f" for char in text[:20_000])
    if letters > ENOUGH and other > letters * 0.5:
        return "in another script"
    if total < ENOUGH:
        return ""
    english = sum(words[word] for word in _ENGLISH) / total
    shares = {name: sum(words[word] for word in listed) / total for name, listed in _OTHERS.items()}
    best = max(shares, key=lambda name: shares[name])
    if english < 0.1 and shares[best] > english:
        return f"in {best}" if shares[best] > 0.08 else "in another language"
    return "in another language" if english < 0.03 else ""


__all__ = ["CODES", "code_of", "foreign"]

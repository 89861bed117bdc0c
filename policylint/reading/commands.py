"""Whether a sentence opens with a command, told by verbs that stand in a list. It knows no modal words."""

from bisect import bisect_left
from itertools import islice

from policylint.reading.modal_words import BEFORE_IMPERATIVE, IMPERATIVES, NO_OBJECT, OPENING, SUBORDINATE
from policylint.reading.sentences import Words, word_set

# So many words make a subject at most; with one of these among them it is no subject but a command and what follows.
_LONGEST = 4
_JOINING = SUBORDINATE | word_set("and or that which who what how you they it the a your any all only")


def command(text: str, tokens: Words) -> int | None:
    """The number of the verb of a command: the first word, or the one after the comma that ends an opening clause."""
    lower = tokens.lower
    starts = [0]
    if lower and lower[0] in OPENING:
        commas = (at for at in range(2, min(len(lower), 40)) if "," in text[tokens.ends[at - 1] : tokens.starts[at]])
        starts = list(islice(commas, 3))
    for at in starts:
        while at < len(lower) and lower[at] in BEFORE_IMPERATIVE and (at == 0 or lower[at] != "and"):
            at += 1
        if at >= len(lower) or lower[at] not in IMPERATIVES or (at + 1 < len(lower) and lower[at + 1] in NO_OBJECT):
            continue
        if (at + 1 == len(lower) and at == 0) or text[tokens.ends[at] : tokens.ends[at] + 1] == ":":
            continue  # one word is a heading, and one before a colon a label
        return at
    return None


def is_subject(text: str, tokens: Words, verb: int, modal: int) -> bool:
    """Whether what looks like a command is the subject of the modal right behind it: "State employees must not …".
    modal: its offset."""
    at = bisect_left(tokens.starts, modal)
    between = text[tokens.ends[verb] : modal] if at > verb else ""
    return (
        1 < at - verb <= _LONGEST
        and not any(sign in between for sign in ",;:—–(")
        and _JOINING.isdisjoint(tokens.lower[verb + 1 : at])
    )


__all__ = ["command", "is_subject"]

"""Two texts word by word: what was taken out and what was put in, with a few words around. Knows texts only."""

from policylint.typed import NamedTuple

AROUND = 3
"""So many words before and after a change are shown with it."""
MOST_WORDS = 3_000
"""Of longer texts only the beginning and the end that differ are told apart."""
MOST_HUNKS = 8


class Hunk(NamedTuple):
    """A place where two texts differ. lead, tail: the words around it, the same in both."""

    lead: str
    before: str
    after: str
    tail: str


def hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """The places where two texts differ, in order, at most a few."""
    old, new = before.split(), after.split()
    if len(old) + len(new) > MOST_WORDS:
        codes = [_one(old, new)]
    else:
        # Late: difflib costs 6 ms and only reports of changed prose want it.
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, old, new, autojunk=False)
        codes = [code[1:] for code in matcher.get_opcodes() if code[0] != "equal"]
    found = [
        Hunk(
            " ".join(old[max(0, start - AROUND) : start]),
            " ".join(old[start:end]),
            " ".join(new[begin:stop]),
            " ".join(old[end : end + AROUND]),
        )
        for start, end, begin, stop in codes
    ]
    return tuple(found[:MOST_HUNKS])


def _one(old: list[str], new: list[str]) -> tuple[int, int, int, int]:
    """Everything between the first and the last word that differ."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, len(old) - end, start, len(new) - end

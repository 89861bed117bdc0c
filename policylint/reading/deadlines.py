"""Durations and rhythms in prose: "within 24 hours", "every year", "kept for six years". It knows no policy."""

from policylint.reading.sentences import Words, word_set
from policylint.typed import NamedTuple

_UNITS = {
    name + plural: name
    for name in ("minute", "hour", "day", "week", "fortnight", "month", "quarter", "year")
    for plural in ("", "s")
}
_RHYTHMS = {
    "daily": "1 day",
    "weekly": "1 week",
    "fortnightly": "2 weeks",
    "monthly": "1 month",
    "quarterly": "3 months",
    "annually": "1 year",
    "yearly": "1 year",
    "annual": "1 year",
    "biannually": "6 months",
    "hourly": "1 hour",
}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "zero half", "one a an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        )
    )
    for word in words.split()
} | {"twenty-four": 24, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90}  # fmt: skip
_KEEPING = word_set(
    """
    keep keeps kept keeping retain retains retained retaining preserve preserved hold stored archived
    """
)
_WITHIN = word_set("within in than")
_EVERY = word_set("every each per")
_TELLING = frozenset((*_UNITS, *_RHYTHMS, "immediately", "once"))


class Deadline(NamedTuple):
    """A duration in a sentence. kind: `within`, `every`, `keep` or `for` (how long something lasts).

    length: as the language writes it ("24 hours", "5 working days", "immediately"). start, end: offsets.
    """

    kind: str
    length: str
    start: int
    end: int


def deadlines(tokens: Words) -> tuple[Deadline, ...]:
    """Every duration in the words of a sentence, in order."""
    lower = tokens.lower
    if _TELLING.isdisjoint(lower) and "-" not in " ".join(lower):
        return ()  # like most sentences
    found: list[Deadline] = []
    for at, word in enumerate(lower):
        if word in _UNITS:
            one = _counted(tokens, at)
            if one is not None:
                found.append(one)
        elif word in _RHYTHMS:
            if word == "annual" and lower[at + 1 : at + 2] not in (["review"], ["training"], ["audit"], ["check"]):
                continue
            found.append(Deadline("every", _RHYTHMS[word], tokens.starts[at], tokens.ends[at]))
        elif word == "immediately" or (word == "once" and at and lower[at - 1] == "at"):
            first = at - (word == "once")
            found.append(Deadline("within", "immediately", tokens.starts[first], tokens.ends[at]))
        elif "-" in word:
            number, _, unit = word.partition("-")
            if number.isdigit() and unit in _UNITS:
                found.append(
                    Deadline("for", _length(int(number), "", _UNITS[unit]), tokens.starts[at], tokens.ends[at])
                )
    return tuple(found)


def _counted(tokens: Words, at: int) -> Deadline | None:
    lower = tokens.lower
    unit = _UNITS[lower[at]]
    first = at - 1
    working = ""
    if first >= 0 and lower[first] in ("working", "business", "calendar"):
        working = "working " if lower[first] != "calendar" else ""
        if working and unit != "day":
            return None
        first -= 1
    if first < 0:
        return None
    number = _number(lower[first])
    if number is None:
        if lower[first] in ("every", "each", "per"):
            return Deadline("every", _length(1, working, unit), tokens.starts[first], tokens.ends[at])
        return None
    if lower[first] in ("a", "an"):
        if first and lower[first - 1] in ("once", "twice", "times"):
            times = {"once": 1, "twice": 2}.get(lower[first - 1], 0)
            if not times:
                return None
            length = _length(1, working, unit) if times == 1 else {"year": "6 months"}.get(unit, "")
            return Deadline("every", length, tokens.starts[first - 1], tokens.ends[at]) if length else None
        if not first or lower[first - 1] not in (*_WITHIN, *_EVERY, "for", "than", "least"):
            return None
    before = lower[first - 1] if first else ""
    start = tokens.starts[first - 1] if before in (*_WITHIN, *_EVERY, "for", "after") else tokens.starts[first]
    return Deadline(_kind(lower, first), _length(number, working, unit), start, tokens.ends[at])


def _kind(lower: list[str], first: int) -> str:
    for at in range(first - 1, max(-1, first - 4), -1):
        word = lower[at]
        if word in _EVERY:
            return "every"
        if word in ("within", "in", "than"):
            if word == "in" and "last" in lower[at + 1 : first]:
                return "for"
            return "within"
        if word == "for" or word == "least":
            break
    return "keep" if any(word in _KEEPING for word in lower[max(0, first - 14) : first]) else "for"


def _number(word: str) -> int | None:
    if word.isascii() and word.isdigit() and len(word) <= 5:
        return int(word)
    return _NUMBERS.get(word)


def _length(number: int, working: str, unit: str) -> str:
    if unit == "fortnight":
        number, unit = 2 * number, "week"
    return f"{number} {working}{unit}{'' if number == 1 else 's'}"


__all__ = ["Deadline", "deadlines"]

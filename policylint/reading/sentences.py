"""A stretch of text to its sentences and a sentence to its words, with offsets; it knows neither Markdown nor policies.

The rules are those of legal English: "Sec. 4.1", "5 C.F.R. § 2635.702(b).", "No. 5", "Jan. 1, 2026" and "U.S." stay
whole. Every step is a linear scan, and every look back is bounded, so that no text can make it hang.
"""

from policylint.patterns import pattern
from policylint.typed import NamedTuple

# How far back a full stop looks for the word that it belongs to: longer than any abbreviation.
_BACK = 24

_STOP = pattern(r"[.!?]+[\"')\]]*(?!\S)")
# What else ends a sentence, in terms of the above: patterns with signs beyond Latin letters take three times as long to
# make.
_AS_ASCII = {ord("…"): "!", ord("”"): '"', ord("’"): "'", ord("»"): '"'}


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(text.split())


_WORD = pattern(r"\w+(?:['\-]\w+)*")

# Never the end of a sentence.
_ALWAYS = word_set(
    """
    e.g i.e cf viz approx incl esp mr mrs ms dr prof hon sgt lt col gen gov sen rep st vs v al ca resp attn
    """
)
# Not the end of a sentence where a number, a letter or a sign of a section follows.
_BEFORE_NUMBER = word_set(
    """
    no nos sec secs art arts para paras p pp ch chap cl reg regs fig vol ed app ex subd subsec subpt pt tit stat
    ord res § jan feb mar apr jun jul aug sep sept oct nov dec ext rm tel
    """
)
# The end of a sentence only where a word follows that seldom follows these inside one.
_OFTEN_INSIDE = word_set(
    """
    u.s u.k u.n d.c e.u inc ltd co corp dept univ assn bros ph.d c.f.r r.c.w u.s.c stat rev gov't
    """
)
_OPENERS = word_set(
    """
    the a an this that these those if it you we they he she there when where while employees staff all any each
    every no in on at for before after only do never as once because such
    """
)
_DAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday est edt pst pdt cst cdt gmt bst utc
    """
)


class Words(NamedTuple):
    """The words of a text in lower case, with straight apostrophes, and where each starts and ends in it."""

    lower: list[str]
    starts: list[int]
    ends: list[int]


class Sentence(NamedTuple):
    """One sentence. start, end: offsets into the text that was read. text: what stands there, markup blanked out, so
    that an offset into it plus `start` is an offset into the text."""

    start: int
    end: int
    text: str


def in_word(sign: str) -> bool:
    """Whether a character is part of a word; an empty text is none."""
    return sign.isalnum() or sign == "_"


def words(text: str) -> Words:
    """The words of a text: runs of letters and digits, joined by hyphens and apostrophes inside."""
    plain = text.lower()
    if len(plain) != len(text):  # a few capital letters have no small one of the same length
        plain = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    if "’" in plain:
        plain = plain.replace("’", "'")
    found = list(_WORD.finditer(plain))
    return Words([match[0] for match in found], [match.start() for match in found], [match.end() for match in found])


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """The sentences between two offsets, in order. Nothing but white space stands between and around them."""
    end = len(text) if end is None else end
    found: list[Sentence] = []
    begin = start
    part = text[start:end]
    for match in _STOP.finditer(part if part.isascii() else part.translate(_AS_ASCII)):
        at = start + match.end()
        if _ends(text, begin, start + match.start(), at, end, match[0]):
            _add(found, text, begin, at)
            begin = at
    _add(found, text, begin, end)
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        found.append(Sentence(start + left, start + left + len(piece), piece))


def _ends(text: str, begin: int, stop: int, at: int, end: int, mark: str) -> bool:
    """Whether a sentence ends at a stop that stands between `stop` and `at`."""
    following = text[at : min(end, at + 80)].lstrip()
    if not following:
        return at + 80 >= end or not text[at:end].strip()
    first = following.lstrip("\"'“‘«([")[:1]
    if first.islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = text[max(begin, stop - _BACK) : stop]
    word = before.split()[-1] if before.split() else ""
    word = word.lstrip("(\"'“‘[").lower()
    if not word or text[stop - 1].isspace():
        return True  # what stood here was an address, and is blanked out
    if not text[begin:stop].strip().strip("()").rstrip(".") or (
        stop - begin < 8 and _is_marker(text[begin:stop].strip())
    ):
        return False  # the number of a paragraph: "1. Staff must …"
    if word in _ALWAYS:
        return False
    if word in _BEFORE_NUMBER:
        return not (first.isdigit() or following[0] in "§#(" or (first.isalpha() and not following[1:2].isalpha()))
    if len(word) == 1 and word.isalpha() and word != "i":
        return False  # an initial
    if word in ("a.m", "p.m"):
        return _first_word(following) not in _DAYS
    if word in _OFTEN_INSIDE or ("." in word and len(word) <= 8 and word.replace(".", "").isalpha()):
        return _first_word(following) in _OPENERS
    return True


def _is_marker(text: str) -> bool:
    return text.strip("().").isdigit() or (len(text.strip("().")) == 1 and text.strip("().").isalnum())


def _first_word(text: str) -> str:
    match = _WORD.search(text)
    return match[0].lower() if match else ""


__all__ = ["Sentence", "Words", "in_word", "sentences", "word_set", "words"]

"""Signs that nobody sees, within a word that a schema refuses; it knows neither schema nor tree.

Only refused words are looked at: in a sentence a no-break space is nobody's fault.
"""

import re

from policylint.reading.problems import Problem
from policylint.source import Span

# What looks like an ordinary space, and what looks like one or like nothing at all.
SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
HIDDEN = re.compile("[\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]")
_NAMES = {
    "\u00a0": "no-break space",
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u202f": "no-break space",
    "\u2060": "word joiner",
}


def hidden_problem(written: str, meant: str, text: str, spans: list[Span], path: str) -> Problem:
    """A value or a key that would be right without what nobody sees in it.

    written, meant: what stands there, and what looks the same and is right. spans: where the hidden signs stand.
    """
    found = HIDDEN.search(text, spans[0].start, spans[0].end) or HIDDEN.search(written)
    sign = found.group() if found else "\u00a0"
    name = _NAMES.get(sign, "special space" if SPACE.match(sign) else "sign")
    bare = HIDDEN.sub("", written).strip()
    inner = HIDDEN.search(written.strip("".join(HIDDEN.findall(written)) + " "))
    place = "within" if inner else "before" if HIDDEN.match(written.strip(" ")) else "after"
    remedy = "delete it"
    if meant != bare:
        typed = "an ordinary space" if " " in meant else "a hyphen" if "-" in meant else ""
        remedy = f"delete it and type {typed}: {meant}" if typed and inner else f"delete it and write {meant}"
    return Problem(
        "yaml-no-break-space",
        "error",
        f"an invisible {name} (U+{ord(sign):04X}) stands {place} “{meant}”, as word processors paste it",
        spans[0],
        path,
        remedy,
        tuple((span, "here too") for span in spans[1:6]),
    )

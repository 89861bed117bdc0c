"""Whether a sentence says of a phrase in it that it is not so: "comments are never removed for being off topic".

By the words around the phrase alone; it knows no check and no vocabulary.
"""

from policylint.patterns import pattern

_NOT = pattern(r"(?i)\b(?:not|never|no|nobody|none|nothing|neither|cannot)\b|n['’]t\b")
# What comes before and what comes after these is said on its own: "we keep all, but off-topic comments are removed".
_PARTS = pattern(r"(?i)[.!?;]\s|\n\s*\n|\bbut\b|\bhowever\b")
# A "not" behind these tells which people or things are meant, not what happens to them: "staff who do not comply".
_TELLING_WHICH = pattern(r"(?i)\b(?:that|which|who|whoever|whatever|if|when|where|unless)\s+(?:[\w'’]+\s+){0,2}[\w]*$")
_VERB = pattern(r"(?i)\b(?:are|be|can|could|is|may|might|must|shall|should|will|would)\b")
# What is done to those who break a rule, and what a rule does: a ban of these allows something.
_AGAINST = pattern(
    r"(?i)\b(?:act(?:s|ed|ing)?|action|bar(?:s|red)?|breach(?:es)?|disciplin\w*|dismiss\w*|forbid\w*|held against|"
    r"hinder\w*|keep\w*|limit\w*|measures?|misconduct|object\w*|offences?|offenses?|penal\w*|prevent\w*|prohibit\w*|"
    r"punish\w*|reprimand\w*|restrict\w*|rule|sanction\w*|stop\w*)\b"
)


def denied(text: str, start: int, end: int, barring: bool) -> bool:
    """Whether the part of the sentence around a stretch of text denies it.

    barring: the stretch is looked for in bans. "You must not post negative comments" then says that it is so, and only
    what takes a ban back denies it: "nobody is disciplined for negative comments".
    """
    first, last = 0, len(text)
    for mark in _PARTS.finditer(text):
        if mark.end() <= start:
            first = mark.end()
        elif mark.start() >= end:
            last = mark.start()
            break
    for sign in _NOT.finditer(text, first, start):
        if not _TELLING_WHICH.search(text, first, sign.start()) and _counts(text[sign.end() : start], barring):
            return True
    after = _NOT.search(text, end, last)
    if after is None or _TELLING_WHICH.search(text, end, after.start()):
        return False
    # One verb is that of the "not" itself: "will not be removed"; with another, something else is denied.
    verbs = len(_VERB.findall(text, end, after.start()))
    return verbs <= 1 and _counts(text[after.end() : last], barring)


def _counts(between: str, barring: bool) -> bool:
    return not barring or bool(_AGAINST.search(between))


__all__ = ["denied"]

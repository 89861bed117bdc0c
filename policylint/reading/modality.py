"""What a sentence does: permits, forbids, requires, advises. From its modal words alone; it knows no vocabulary.

A list of turns of phrase, longest first, read word by word: nothing is inferred from grammar that is not in the words,
and each result says on which words it rests. What "may" or "will" mean before certain verbs ("may result in") is a list
as well.
"""

from bisect import bisect_left

from policylint.reading.commands import command, is_subject
from policylint.reading.deadlines import Deadline, deadlines
from policylint.reading.modal_words import (
    AS_SUCH,
    BEFORE_IMPERATIVE,
    BODIES,
    CHANCE,
    CHANCE_BE,
    HEADINGS,
    HOLDS_NO,
    IMPERATIVES,
    LIMITS,
    MODALS,
    NOBODY,
    PROMISING,
    READ,
    STOPPING,
    SUBORDINATE,
)
from policylint.reading.sentences import Words, words
from policylint.typed import NamedTuple

KINDS = ("permit", "forbid", "require", "advise", "advise-against", "power", "none")


class Mark(NamedTuple):
    """Words of a sentence that do or limit something. start, end: offsets into the sentence. words: as they stand.

    kind: one of KINDS for a modal; `only`, `unless`, `except`, `if`, `provided`, `with`, `without` for a limit.
    """

    kind: str
    start: int
    end: int
    words: str


class Modality(NamedTuple):
    """What a sentence does. kind: that of its main clause. marks: every modal, in order. limits: the words that open a
    condition or say "only". deadlines: durations and rhythms. tokens: its words, for whoever reads on.
    """

    kind: str
    marks: tuple[Mark, ...]
    limits: tuple[Mark, ...]
    deadlines: tuple[Deadline, ...]
    tokens: Words

    @property
    def kinds(self) -> frozenset[str]:
        """Everything that the sentence does, in its side clauses too."""
        return frozenset(mark.kind for mark in self.marks)


# What "will" promises and what "may" and "can" leave possible is a different thing; these verbs say which.


# After these an opening verb is a noun: "Use of social media is …", "Posts by others".

# Of a heading, what it makes of the list below it.


def _table() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[int, ...]]]:
    """Phrase → (`modal` or `limit`, kind), and first word → the lengths to try, longest first."""
    known = {phrase: ("modal", kind) for kind, listed in MODALS.items() for phrase in listed}
    known.update((phrase, ("limit", kind)) for kind, listed in LIMITS.items() for phrase in listed)
    lengths: dict[str, set[int]] = {}
    for phrase in known:
        first = phrase.split(" ", 1)[0]
        lengths.setdefault(first, set()).add(phrase.count(" ") + 1)
    for first in ("only", "will", "no", "nobody", "none", "neither", "nothing", "not"):
        lengths.setdefault(first, set())
    return known, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


_PHRASES, _LENGTHS = _table()
_DISALLOWING = frozenset(
    f"{auxiliary} not {verb}" for auxiliary in ("do", "does", "will") for verb in ("allow", "permit", "tolerate")
)
_POLARITY = {phrase: kind for kind, listed in HEADINGS.items() for phrase in listed}


def polarity(heading: str) -> str:
    """What a heading or the sentence before a list makes of its items: a kind, or `none`."""
    found = words(heading).lower
    text = " ".join(found)
    if text in _POLARITY:
        return _POLARITY[text]
    if ("do" in found or "dos" in found or "do's" in found) and ("don'ts" in found or "don't" in found):
        return "none"
    return read_modality(heading).kind


def read_modality(text: str, context: str = "none") -> Modality:
    """What a sentence does. Raises nothing.

    context: the polarity of the heading or lead-in above it, which an item takes that has no modal word of its own or
    only opens with a verb.
    """
    tokens = words(text)
    lower = tokens.lower
    marks: list[Mark] = []
    limits: list[Mark] = []
    chances = 0
    total = len(lower)
    behind = 0  # the words before it are read
    for index in [at for at, word in enumerate(lower) if word in _LENGTHS]:
        if index < behind:
            continue
        step = 1
        for length in _LENGTHS[lower[index]]:
            found = _PHRASES.get(" ".join(lower[index : index + length])) if length > 1 else _PHRASES.get(lower[index])
            if found is None or index + length > total:
                continue
            family, kind = found
            if family == "limit":
                limits.append(_mark(text, tokens, kind, index, index + length))
                step = length
                break
            kind = _weighed(lower, index, length, kind, text, tokens)
            if kind == "chance":
                chances += 1
            elif kind:
                marks.append(_mark(text, tokens, kind, index, index + length))
            step = 4 if lower[index + 1 : index + 4] == ["or", "may", "not"] else length
            break
        else:
            _lonely(text, tokens, index, marks, limits)
        behind = index + step
    if text.rstrip().endswith("?"):
        return Modality("none", (), tuple(limits), deadlines(tokens), tokens)  # a question lays down nothing
    imperative = None
    place = command(text, tokens)
    if place is not None:
        imperative = _mark(text, tokens, "require", place, place + 1)
        modal = next((mark for mark in marks if mark.kind != "power"), None)
        known = any(mark.start <= imperative.start < mark.end for mark in marks)
        if known or (modal is not None and is_subject(text, tokens, place, modal.start)):
            imperative = None
        else:
            marks.append(imperative)
            marks.sort(key=lambda mark: mark.start)
    kind = _main(text, tokens, marks)
    bare = not marks or (marks[0] is imperative and imperative.start == tokens.starts[0])
    if context != "none" and bare and not chances:
        kind = context
    return Modality(kind, tuple(marks), tuple(limits), deadlines(tokens), tokens)


def _mark(text: str, tokens: Words, kind: str, first: int, behind: int) -> Mark:
    start, end = tokens.starts[first], tokens.ends[behind - 1]
    return Mark(kind, start, end, text[start:end])


def _weighed(lower: list[str], index: int, length: int, kind: str, text: str, tokens: Words) -> str:
    """The kind that a modal has in its company; `chance` for what is merely possible, empty for no modal at all."""
    word = lower[index]
    phrase = " ".join(lower[index : index + length])
    after = lower[index + length : index + length + 4]
    if length == 1 and word in ("may", "can"):
        if after[:3] == ["or", "may", "not"]:
            return "chance"
        if _negative_subject(lower, index, text, tokens):
            return "forbid"
        verb = (
            after[1]
            if after[:1] == ["not"] or ((after and after[0] in ("also", "still", "then", "only")) and len(after) > 1)
            else (after or [""])[0]
        )
        if verb == "be" and len(after) > 1 and any(each in CHANCE_BE for each in after[1:3]):
            return "chance"
        if word == "can" and verb == "be" and not any(each.endswith("ed") for each in after[1:3]):
            return "chance"  # what can be, is possible
        if lower[max(0, index - 4) : index].count("so") and "that" in lower[max(0, index - 3) : index]:
            return "chance"  # "so that people can see": a purpose
        if verb in CHANCE and not (verb == "have" and "only" in after):
            return "chance"
        return "permit"
    if length == 1 and word in ("must", "shall", "should") and _negative_subject(lower, index, text, tokens):
        return "forbid" if word != "should" else "advise-against"
    if phrase == "may not" and (
        (after[:1] and after[0] in CHANCE) or (after[:1] == ["be"] and set(after[1:3]) & CHANCE_BE)
    ):
        return "chance"
    if phrase in ("is not to", "are not to") and after[:1] == ["be"] and set(after[1:3]) & READ:
        return "permit"
    if phrase in _DISALLOWING:
        opening = index == 0 or lower[index - 1] in BEFORE_IMPERATIVE
        return kind if opening or not BODIES.isdisjoint(lower[max(0, index - 4) : index]) else ""
    if phrase in ("shall not", "must not") and after[:1] == ["apply"]:
        return "permit"  # an exception from a rule
    if word in ("do", "don't", "never"):
        return _doing(lower, index, length, kind, text, tokens)
    if word in ("require", "requires", "prohibit", "prohibits", "forbids", "recommend", "recommends"):
        # "what the law requires" lays nothing on anybody; "this policy requires" does.
        before = lower[max(0, index - 3) : index]
        if "nothing" in lower[max(0, index - 8) : index] and word in ("prohibit", "prohibits", "forbids"):
            return "permit"
        return kind if {"policy", "we", "agency", "city", "department"} & set(before) and "law" not in before else ""
    if word in ("consider", "please", "avoid", "refrain") and kind in ("advise", "advise-against", "forbid"):
        if (
            word == "refrain"
            or index == 0
            or lower[index - 1] in BEFORE_IMPERATIVE
            or _after_comma(text, tokens, index)
        ):
            return kind
        return ""
    if word == "recommended" and index and lower[index - 1] in ("the", "a", "any"):
        return ""
    if word == "required" and after[:1] == ["to"] and index and lower[index - 1] in ("as", "when", "where", "those"):
        return ""
    if (
        word in ("is", "are", "be")
        and length > 1
        and kind in ("permit", "require")
        and _negative_subject(lower, index, text, tokens)
    ):
        return "forbid"
    if kind == "require" and length == 2 and lower[index + 1] == "required" and after[:2] == ["by", "law"]:
        return ""
    if word == "has" and kind == "power" and not after:
        return ""
    if "nothing" in lower[max(0, index - 6) : index] and kind in ("forbid", "require"):
        return "permit"
    return kind


def _doing(lower: list[str], index: int, length: int, kind: str, text: str, tokens: Words) -> str:
    """`do not` and `never` forbid as commands; "they do not represent" and "never a text message" do not."""
    if length == 1 and lower[index] == "do":
        return ""
    after = lower[index + length : index + length + 1]
    opening = (
        index == 0
        or lower[index - 1] in BEFORE_IMPERATIVE
        or _after_comma(text, tokens, index)
        or (lower[index - 1] in ("you", "staff", "employees") and lower[index] == "never")
    )
    if lower[index] == "never":
        return kind if opening and after and (after[0] in IMPERATIVES or index == 0) else ""
    return kind if opening and after and kind in ("forbid", "permit") else (kind if kind == "permit" else "")


def _negative_subject(lower: list[str], index: int, text: str, tokens: Words) -> bool:
    """Whether the subject of a modal is nobody: "no employee may", "neither staff nor contractors may"."""
    for at in range(max(0, index - 7), index):
        if lower[at] in NOBODY and (at == 0 or lower[at - 1] not in HOLDS_NO):
            if lower[at] == "no" and lower[at + 1 : at + 2] in (["longer"], ["later"], ["matter"], ["more"]):
                continue
            if lower[at + 1 : at + 2] in (["but"], ["except"]) or lower[at + 1 : at + 3] == ["other", "than"]:
                return False  # "nobody but the clerk may": the clerk may
            between = text[tokens.ends[at] : tokens.starts[index]]
            if not set(between) & set(",;:—"):
                return True
    return False


# Words before "no" that make it an object rather than a subject: "in no case", "has no account".


def _after_comma(text: str, tokens: Words, index: int) -> bool:
    if index == 0:
        return True
    gap = text[tokens.ends[index - 1] : tokens.starts[index]]
    return any(sign in gap for sign in ",;:—–(")


def _lonely(text: str, tokens: Words, index: int, marks: list[Mark], limits: list[Mark]) -> None:
    """Words that count by what stands around them: only, will, nothing, not."""
    lower = tokens.lower
    word = lower[index]
    if word == "only":
        if lower[max(0, index - 1) : index] != ["not"]:
            limits.append(_mark(text, tokens, "only", index, index + 1))
    elif word == "will":
        _promise(text, tokens, index, marks)
    elif word == "nothing":
        behind = next((at for at in range(index + 1, min(len(lower), index + 9)) if lower[at] in STOPPING), 0)
        if behind:
            marks.append(_mark(text, tokens, "permit", index, behind + 1))
    elif word == "not" and lower[index + 1 : index + 3] == ["to", "be"] and set(lower[index + 3 : index + 6]) & READ:
        marks.append(_mark(text, tokens, "permit", index, index + 4))
    elif (
        word in ("nobody", "none")
        and index + 1 < len(lower)
        and lower[index + 1] in ("has", "posts", "writes", "uses", "shares")
    ):
        marks.append(_mark(text, tokens, "forbid", index, index + 2))


def _promise(text: str, tokens: Words, index: int, marks: list[Mark]) -> None:
    """`will` promises or orders: "the agency will keep", "staff will not post"; not what will happen by itself."""
    lower = tokens.lower
    if index == 0:
        return
    after = lower[index + 1 : index + 4]
    if not after or (after[0] in CHANCE) or after[:2] in (["be", "subject"], ["be", "considered"], ["be", "deemed"]):
        return
    if any(
        word in SUBORDINATE or word in ("who", "that", "which", "what") for word in lower[max(0, index - 5) : index]
    ):
        return
    negative = after[0] in ("not", "never")
    if after == ["not", "do"]:
        return  # "why an old account will not do"
    if not negative and not any(_may_promise(word) for word in lower[max(0, index - 5) : index]):
        return
    marks.append(_mark(text, tokens, "forbid" if negative else "require", index, index + (2 if negative else 1)))


def _may_promise(word: str) -> bool:
    """Whether a word can name somebody who promises: a pronoun, or a noun for people who do something."""
    return word in PROMISING or word.removesuffix("s").endswith(("er", "or", "ee", "ist"))


def _main(text: str, tokens: Words, marks: list[Mark]) -> str:
    """The kind of the main clause: the first modal outside a clause that "if", "who" or "which" opens."""
    behind = [0, *(mark.end for mark in marks)]
    outside = [mark for mark, since in zip(marks, behind, strict=False) if not _is_side(text, tokens, mark, since)]
    return outside[0].kind if outside else "none"


def _is_side(text: str, tokens: Words, mark: Mark, since: int) -> bool:
    """Whether a modal belongs to a clause that "if" or "who" opens. since: where the modal before it ends, for a side
    clause has one of its own."""
    lower = tokens.lower
    at = bisect_left(tokens.starts, mark.start)
    for number in range(at - 1, max(-1, at - 14), -1):
        gap = text[tokens.ends[number] : tokens.starts[number + 1]]
        if tokens.starts[number] < since or any(sign in gap for sign in ",;:—"):
            return False
        if lower[number] in SUBORDINATE:
            if lower[number] == "as" and number and (lower[number - 1] in AS_SUCH or lower[number + 1] in ("a", "an")):
                continue
            return not (lower[number] == "as" and number == 0)
        if lower[number] in ("which", "who", "whom", "whose", "that"):
            # "staff who may post must …": near enough to be the verb of the clause that "who" opens.
            return at - number <= 3 and lower[max(0, number - 1) : number] not in (["so"], ["provided"])
    return False


__all__ = ["KINDS", "Mark", "Modality", "polarity", "read_modality"]

"""What a sentence does: permits, forbids, requires, advises. From its modal words alone; it knows no vocabulary.

A list of turns of phrase, longest first, read word by word: nothing is inferred from grammar that is not in the words,
and each result says on which words it rests. What "may" or "will" mean before certain verbs ("may result in") is a list
as well.
"""

from typing import NamedTuple

from policylint.reading.deadlines import Deadline, deadlines
from policylint.reading.sentences import Words, words

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


_PERMIT = """
may; can; is permitted; are permitted; be permitted; is allowed; are allowed; be allowed; is free to; are free to; feel free to;
is authorised to; is authorized to; are authorised to; are authorized to; have the right; has the right; have a right; has a right;
is open to; are open to; is welcome to; are welcome to; are welcome; is welcome; is acceptable; are acceptable; is ok to; is okay to;
need not; needs not; do not need; does not need; don't need; doesn't need; do not have to; does not have to; don't have to;
is not required; are not required; not obliged to; no approval is needed; needs no approval; need no approval; need no permission;
is not prohibited; are not prohibited; is not forbidden; are not forbidden; nor does it stop; nor does it limit; nor does it prevent;
is entitled to; are entitled to; no objection to; nothing against; it is fine to; is fine
"""
_FORBID = """
must not; must never; mustn't; must no; shall not; shall never; may not; may never; may in no case; can not; cannot; can never; can't;
is prohibited; are prohibited; prohibited from; is strictly prohibited; are strictly prohibited; strictly prohibited;
is expressly prohibited; are expressly prohibited; be prohibited; is forbidden; are forbidden; be forbidden; forbidden to;
is not permitted; are not permitted; not permitted; be permitted to not; is not allowed; are not allowed; not allowed;
is not authorised; is not authorized; are not authorised; are not authorized; not authorised to; not authorized to;
is barred from; are barred from; is banned; are banned; under no circumstances; in no circumstances; on no account; in no event;
is not to; are not to; refrain from; shall refrain from; must refrain from; do not; don't; never; must be avoided; have no authority;
has no authority; no authority to; is off limits; are off limits; will not be tolerated; is not tolerated; is unacceptable;
are unacceptable; is not acceptable; are not acceptable; is out of place; are out of place; is excluded; prohibits; forbids; prohibit;
disallowed; is disallowed; are disallowed; must neither; may neither; shall neither; must in no case; must at no time;
may at no time; shall at no time; must under no circumstances; is precluded from; are precluded from
"""
_REQUIRE = """
must; shall; is required; are required; be required; required to; is obliged to; are obliged to; has to; have to; need to; needs to;
is responsible for; are responsible for; has a duty to; have a duty to; has a responsibility to; have a responsibility to;
is mandatory; are mandatory; is compulsory; it is essential; must be; will ensure; shall ensure; is bound to; are bound to;
is obligated to; are obligated to; is to be; are to be; requires; require
"""
_ADVISE = """
should; ought to; is encouraged to; are encouraged to; is encouraged; are encouraged; encouraged to; is recommended; are recommended;
recommended; recommend; recommends; is advised to; are advised to; advised to; is advisable; are urged to; is urged to;
is expected to; are expected to; is good practice; is best practice; it is a good idea; are asked to; is asked to;
is strongly encouraged; are strongly encouraged; is strongly recommended; strongly advised; consider; please; aim to;
do their best to; is best; are reminded to; is reminded to
"""
_AGAINST = """
should not; shouldn't; should never; ought not; is discouraged; are discouraged; discouraged from; is strongly discouraged;
are strongly discouraged; is not recommended; are not recommended; not recommended; is not advisable; inadvisable; advised not to;
advised against; cautioned against; are cautioned; is cautioned; should avoid; avoid; be careful not to; take care not to;
think twice; should refrain from; is better not to; urged not to; not encouraged; is not encouraged; are not encouraged;
are asked not to; is asked not to; please do not; please don't
"""
_POWER = """
reserves the right; reserve the right; reserves the authority; retains the right; retain the right; has the authority to;
have the authority to; has authority to; at its sole discretion; in its sole discretion
"""
# What "will" promises and what "may" and "can" leave possible is a different thing; these verbs say which.
_CHANCE = frozenset(
    [
        "result",
        "lead",
        "include",
        "contain",
        "become",
        "have",
        "appear",
        "apply",
        "occur",
        "arise",
        "happen",
        "cause",
        "constitute",
        "vary",
        "depend",
        "affect",
        "need",
        "require",
        "seem",
        "exist",
        "expose",
        "pose",
        "differ",
        "range",
        "well",
        "harm",
        "damage",
        "mean",
        "interfere",
        "trigger",
        "involve",
        "violate",
        "fall",
        "come",
        "reflect",
        "impair",
        "expire",
        "remain",
        "count",
        "belong",
        "concern",
    ]
)
_CHANCE_BE = frozenset(
    [
        "subject",
        "considered",
        "public",
        "deemed",
        "liable",
        "held",
        "used",
        "regarded",
        "seen",
        "viewed",
        "treated",
        "disclosable",
        "monitored",
    ]
)

_LIMITS = """
unless: unless; except: except, except for, except that, except where, except when, with the exception of, other than, save for,
excluding; provided: provided, provided that, as long as, so long as, on condition that, on the condition that, subject to, if and only if;
if: if, only if, only when, only where, only after, only once, even if; with: only with, with the approval, with approval,
with prior approval, with the permission, with permission, with written approval, with the written approval, with written permission,
with the prior written approval, with the consent, with written consent, with consent, with the prior approval, with prior written approval;
without: without, absent
"""

_IMPERATIVES = frozenset(
    [
        "accept",
        "acknowledge",
        "act",
        "add",
        "adhere",
        "agree",
        "announce",
        "answer",
        "apply",
        "appoint",
        "archive",
        "ask",
        "assess",
        "assign",
        "attend",
        "attribute",
        "be",
        "block",
        "bring",
        "capture",
        "carry",
        "change",
        "check",
        "choose",
        "cite",
        "clear",
        "close",
        "collect",
        "comply",
        "confirm",
        "connect",
        "consult",
        "contact",
        "copy",
        "correct",
        "cover",
        "create",
        "credit",
        "delete",
        "describe",
        "designate",
        "direct",
        "disable",
        "discard",
        "disclose",
        "discuss",
        "display",
        "document",
        "donate",
        "draft",
        "email",
        "enable",
        "encrypt",
        "end",
        "ensure",
        "enter",
        "establish",
        "exercise",
        "explain",
        "export",
        "fill",
        "find",
        "follow",
        "forward",
        "get",
        "give",
        "handle",
        "help",
        "hide",
        "hold",
        "identify",
        "include",
        "inform",
        "install",
        "join",
        "keep",
        "know",
        "label",
        "learn",
        "leave",
        "let",
        "link",
        "list",
        "listen",
        "log",
        "look",
        "maintain",
        "make",
        "mark",
        "measure",
        "mention",
        "mind",
        "mirror",
        "moderate",
        "monitor",
        "name",
        "note",
        "notify",
        "obey",
        "observe",
        "obtain",
        "offer",
        "own",
        "pass",
        "pause",
        "pay",
        "post",
        "preserve",
        "prevent",
        "protect",
        "provide",
        "publish",
        "put",
        "read",
        "record",
        "redirect",
        "refer",
        "register",
        "remember",
        "remove",
        "repeat",
        "reply",
        "report",
        "request",
        "respect",
        "respond",
        "retain",
        "retweet",
        "return",
        "review",
        "revoke",
        "rotate",
        "save",
        "search",
        "secure",
        "see",
        "seek",
        "select",
        "send",
        "separate",
        "set",
        "share",
        "show",
        "sign",
        "speak",
        "state",
        "stay",
        "stick",
        "stop",
        "store",
        "strive",
        "submit",
        "switch",
        "take",
        "talk",
        "tell",
        "test",
        "thank",
        "think",
        "track",
        "train",
        "transfer",
        "treat",
        "tweet",
        "understand",
        "update",
        "upload",
        "use",
        "verify",
        "view",
        "visit",
        "wait",
        "warn",
        "watch",
        "wear",
        "work",
        "write",
    ]
)
# After these an opening verb is a noun: "Use of social media is …", "Posts by others".
_NO_OBJECT = frozenset(
    [
        "of",
        "is",
        "are",
        "was",
        "were",
        "may",
        "must",
        "shall",
        "should",
        "can",
        "will",
        "has",
        "have",
        "had",
        "by",
        "or",
        "and",
        "does",
    ]
)
_BEFORE_IMPERATIVE = frozenset(
    [
        "always",
        "please",
        "then",
        "also",
        "first",
        "instead",
        "immediately",
        "promptly",
        "simply",
        "just",
        "and",
        "but",
        "so",
        "otherwise",
    ]
)
_SUBORDINATE = frozenset(
    [
        "if",
        "when",
        "where",
        "whenever",
        "before",
        "after",
        "while",
        "once",
        "unless",
        "until",
        "as",
        "although",
        "because",
        "though",
        "since",
    ]
)
_OPENING = frozenset(
    [
        "if",
        "when",
        "where",
        "whenever",
        "before",
        "after",
        "while",
        "once",
        "unless",
        "until",
        "as",
        "in",
        "on",
        "at",
        "for",
        "during",
        "within",
        "with",
        "online",
        "to",
        "by",
        "from",
    ]
)

# Of a heading, what it makes of the list below it.
_HEADINGS = {
    "forbid": "don't;don'ts;donts;do not;prohibited;prohibited use;prohibited uses;prohibited conduct;prohibited content;"
    "prohibited activities;not allowed;not permitted;unacceptable use;unacceptable uses;unacceptable;forbidden;never;restrictions",
    "permit": "permitted;permitted use;permitted uses;allowed;acceptable use;acceptable uses;acceptable",
    "require": "do;do's;dos;requirements;required;duties",
    "advise": "tips;good practice;best practice;best practices;recommendations;recommended",
    "advise-against": "not recommended;discouraged",
}  # fmt: skip


def _table() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[int, ...]]]:
    """Phrase → (`modal` or `limit`, kind), and first word → the lengths to try, longest first."""
    phrases: dict[str, tuple[str, str]] = {}
    for kind, listed in (
        ("permit", _PERMIT),
        ("forbid", _FORBID),
        ("require", _REQUIRE),
        ("advise", _ADVISE),
        ("advise-against", _AGAINST),
        ("power", _POWER),
    ):
        for phrase in listed.split(";"):
            phrases[" ".join(phrase.split())] = ("modal", kind)
    for line in _LIMITS.split(";"):
        kind, _, listed = line.partition(":")
        for phrase in listed.split(","):
            phrases[" ".join(phrase.split())] = ("limit", kind.strip())
    phrases.pop("", None)
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        first = phrase.split(" ", 1)[0]
        lengths.setdefault(first, set()).add(phrase.count(" ") + 1)
    for first in ("only", "will", "no", "nobody", "none", "neither", "nothing", "not"):
        lengths.setdefault(first, set())
    return phrases, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


_PHRASES, _LENGTHS = _table()
_POLARITY = {phrase: kind for kind, listed in _HEADINGS.items() for phrase in listed.split(";")}
_NOBODY = frozenset({"no", "nobody", "none", "neither"})


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
    """What a sentence does. context: the polarity of the heading or lead-in above it, which an item without a modal of its
    own takes; of an imperative too, unless it says `do not`. Raises nothing."""
    tokens = words(text)
    lower = tokens.lower
    marks: list[Mark] = []
    limits: list[Mark] = []
    chances = 0
    index = 0
    total = len(lower)
    while index < total:
        lengths = _LENGTHS.get(lower[index])
        if lengths is None:
            index += 1
            continue
        step = 1
        for length in lengths:
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
        index += step
    imperative = _imperative(text, tokens)
    if imperative is not None and not any(mark.start <= imperative.start < mark.end for mark in marks):
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
        if verb == "be" and len(after) > 1 and any(each in _CHANCE_BE for each in after[1:3]):
            return "chance"
        if verb in _CHANCE and not (verb == "have" and "only" in after):
            return "chance"
        return "permit"
    if length == 1 and word in ("must", "shall", "should") and _negative_subject(lower, index, text, tokens):
        return "forbid" if word != "should" else "advise-against"
    if phrase in ("is not to", "are not to") and after[:1] == ["be"] and set(after[1:3]) & _READ:
        return "permit"
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
            or lower[index - 1] in _BEFORE_IMPERATIVE
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
        or lower[index - 1] in _BEFORE_IMPERATIVE
        or _after_comma(text, tokens, index)
        or (lower[index - 1] in ("you", "staff", "employees") and lower[index] == "never")
    )
    if lower[index] == "never":
        return kind if opening and after and (after[0] in _IMPERATIVES or index == 0) else ""
    return kind if opening and after and kind in ("forbid", "permit") else (kind if kind == "permit" else "")


def _negative_subject(lower: list[str], index: int, text: str, tokens: Words) -> bool:
    """Whether the subject of a modal is nobody: "no employee may", "neither staff nor contractors may", "none of it may"."""
    for at in range(max(0, index - 7), index):
        if lower[at] in _NOBODY and (at == 0 or lower[at - 1] not in _HOLDS_NO):
            if lower[at] == "no" and lower[at + 1 : at + 2] in (["longer"], ["later"], ["matter"], ["more"]):
                continue
            between = text[tokens.ends[at] : tokens.starts[index]]
            if not set(between) & set(",;:—"):
                return True
    return False


# Words before "no" that make it an object rather than a subject: "in no case", "has no account".
_HOLDS_NO = frozenset(
    ["in", "at", "on", "has", "have", "with", "under", "is", "are", "of", "there", "needs", "need", "for", "to"]
)


def _after_comma(text: str, tokens: Words, index: int) -> bool:
    if index == 0:
        return True
    gap = text[tokens.ends[index - 1] : tokens.starts[index]]
    return any(sign in gap for sign in ",;:—–(")


_STOPPING = frozenset(
    [
        "stops",
        "prevents",
        "prohibits",
        "limits",
        "restricts",
        "bars",
        "forbids",
        "stop",
        "prevent",
        "prohibit",
        "limit",
        "restrict",
        "bar",
        "forbid",
        "affects",
        "affect",
        "intended",
        "construed",
        "interpreted",
        "interferes",
        "interfere",
        "read",
    ]
)
_READ = frozenset({"read", "construed", "interpreted", "understood"})


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
        behind = next((at for at in range(index + 1, min(len(lower), index + 9)) if lower[at] in _STOPPING), 0)
        if behind:
            marks.append(_mark(text, tokens, "permit", index, behind + 1))
    elif word == "not" and lower[index + 1 : index + 3] == ["to", "be"] and set(lower[index + 3 : index + 6]) & _READ:
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
    if not after or (after[0] in _CHANCE) or after[:2] in (["be", "subject"], ["be", "considered"], ["be", "deemed"]):
        return
    if any(
        word in _SUBORDINATE or word in ("who", "that", "which", "what") for word in lower[max(0, index - 5) : index]
    ):
        return
    negative = after[0] in ("not", "never")
    marks.append(_mark(text, tokens, "forbid" if negative else "require", index, index + (2 if negative else 1)))


def _imperative(text: str, tokens: Words) -> Mark | None:
    """The verb of a command: at the start, or after the comma that ends an opening clause."""
    lower = tokens.lower
    starts = [0]
    if lower and lower[0] in _OPENING:
        starts = [at for at in range(2, min(len(lower), 40)) if "," in text[tokens.ends[at - 1] : tokens.starts[at]]][
            :3
        ]
    for at in starts:
        while at < len(lower) and lower[at] in _BEFORE_IMPERATIVE:
            at += 1
        if at >= len(lower) or lower[at] not in _IMPERATIVES or (at + 1 < len(lower) and lower[at + 1] in _NO_OBJECT):
            continue
        if at + 1 == len(lower) and at == 0:
            continue  # one word is a heading
        return _mark(text, tokens, "require", at, at + 1)
    return None


def _main(text: str, tokens: Words, marks: list[Mark]) -> str:
    """The kind of the main clause: the first modal outside a clause that "if", "who" or "which" opens."""
    behind = [0, *(mark.end for mark in marks)]
    outside = [mark for mark, since in zip(marks, behind, strict=False) if not _is_side(text, tokens, mark, since)]
    return (outside or marks)[0].kind if marks else "none"


def _is_side(text: str, tokens: Words, mark: Mark, since: int) -> bool:
    """Whether a modal belongs to a clause that "if" or "who" opens. since: where the modal before it ends, for a side
    clause has one of its own."""
    lower = tokens.lower
    at = next((number for number, start in enumerate(tokens.starts) if start >= mark.start), 0)
    for number in range(at - 1, max(-1, at - 14), -1):
        gap = text[tokens.ends[number] : tokens.starts[number + 1]]
        if tokens.starts[number] < since or any(sign in gap for sign in ",;:—"):
            return False
        if lower[number] in _SUBORDINATE or lower[number] in ("which", "who", "whom", "whose"):
            return not (lower[number] == "as" and number == 0)
        if lower[number] == "that" and number and lower[number - 1] not in ("so", "provided"):
            return True
    return False


__all__ = ["KINDS", "Mark", "Modality", "polarity", "read_modality"]

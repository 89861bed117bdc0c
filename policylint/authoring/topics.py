"""Which of the common questions a text answers, and how firmly. It knows norms and topics, no checks and no output."""

from collections.abc import Iterable, Mapping, Sequence

from policylint.authoring.cues import Pattern, Side, Topic, cues
from policylint.authoring.header import Found, Header
from policylint.authoring.norms import RULING, Norm
from policylint.typed import NamedTuple

# How firmly a sentence deals with a matter, firmest first.
LEVELS = ("settled", "advised", "delegated", "excluded", "touched")
ANSWERS = ("addressed", "partly", "elsewhere", "out-of-scope", "silent", "not-asked")
MOST_EVIDENCE = 5


# What tells, in a document beside these, that a sentence is about accounts and networks.
_SOCIAL = ("networks", "accounts")
# "You should be aware that …" tells what holds, and advises nothing.
_TOLD = frozenset({"aware", "reminded", "note", "expect", "assume", "understand", "remember", "recognise", "recognize"})


class Evidence(NamedTuple):
    """A sentence that bears on a matter. level: of LEVELS. modal: the words that rule. because: the phrase that told
    it. start: its offset in the text."""

    start: int
    text: str
    modal: str
    level: str
    because: str


class Answer(NamedTuple):
    """What a text says on a topic. answer: of ANSWERS; `not-asked`: not of a document of this kind."""

    topic: Topic
    answer: str
    evidence: tuple[Evidence, ...]


def answers(read: Sequence[Norm], head: Header, kind: str, language: str = "en") -> tuple[Answer, ...]:
    """Every topic, in the order of the English data; what a language has no words for is not asked."""
    known = {topic.id: topic for topic in cues(language).topics}
    about = cues(language).kinds
    found: list[Answer] = []
    for asked in cues().topics:
        topic = known.get(asked.id)
        if topic is None:
            found.append(Answer(asked, "not-asked", ()))
            continue
        heard = read
        if topic.networked and kind == "companion":
            # "Personal use" in a text about telephones is no use of a personal account.
            heard = [norm for norm in read if any(about[name].find(norm.whole) for name in _SOCIAL if name in about)]
        one = _together(topic, known, heard) if topic.together else _answer(topic, heard, head)
        if topic.kinds and kind not in topic.kinds and not _says(one, kind):
            one = Answer(topic, "not-asked", ())
        found.append(one)
    return tuple(found)


def _says(one: Answer, kind: str) -> bool:
    """Whether an answer to a question that such a document is not asked is worth telling. Rules for the public mention
    many things that they are not about."""
    levels = {each.level for each in one.evidence}
    return bool(levels - {"touched"} if kind == "moderation" else levels)


def _answer(topic: Topic, read: Sequence[Norm], head: Header) -> Answer:
    evidence: dict[int, Evidence] = {}
    settled = 0
    for side in topic.sides:
        found = [_fact(fact) for fact in _facts(side, head)] or _side(side, read, topic)
        settled += any(each.level == "settled" for each in found)
        for each in found:
            _keep(evidence, each)
    if any(side.header for side in topic.sides):
        for fact in (head.revised, head.asked):
            if fact is not None:
                _keep(evidence, Evidence(fact.start, fact.text, "", "touched", fact.text))
    for norm in read:
        if norm.role in ("heading", "title") or (norm.defines and not topic.defined):
            continue
        because = next(
            (why for pattern in topic.touched.near(norm.whole) if (why := _touches(pattern, norm)) is not None), None
        )
        if because is not None:
            _keep(evidence, _evidence(norm, "elsewhere-or-touched", because))
    return Answer(topic, _answered(settled >= topic.enough, evidence.values()), _best(evidence.values()))


def _answered(settled: bool, evidence: Iterable[Evidence]) -> str:
    if settled:
        return "addressed"
    levels = {each.level for each in evidence}
    if "settled" in levels or "advised" in levels:
        return "partly"
    for level, answer in (("excluded", "out-of-scope"), ("delegated", "elsewhere"), ("touched", "partly")):
        if level in levels:
            return answer
    return "silent"


def _facts(side: Side, head: Header) -> list[Found]:
    if side.header == "review":
        return [each for each in (head.next_review, head.review, head.changed) if each is not None][:1]
    return [head.owner] if side.header == "owner" and head.owner is not None else []


def _fact(fact: Found) -> Evidence:
    return Evidence(fact.start, fact.text, "", "settled", fact.text)


def _touches(pattern: Pattern, norm: Norm) -> str | None:
    return fits(pattern, norm) if not pattern.effects or norm.effect in pattern.effects else None


def _side(side: Side, read: Sequence[Norm], topic: Topic) -> list[Evidence]:
    found = []
    for norm in read:
        if norm.role == "title":
            continue
        if norm.defines and not topic.defined and norm.effect not in _STRICT and norm.role != "exclusion":
            continue
        best: Evidence | None = None
        for pattern in side.patterns.near(norm.whole):
            because = fits(pattern, norm)
            if because is None:
                continue
            one = _evidence(norm, _level(pattern, norm), because)
            if pattern.firm and one.level == "touched":
                continue
            if best is None or LEVELS.index(one.level) < LEVELS.index(best.level):
                best = one
        if best is None:
            best = _below(topic, side, norm)
        if best is not None and not (norm.role == "heading" and best.level == "touched"):
            found.append(best)
    return found


# What says what a word means settles something only if it orders something as well; "can" and "may" tell of uses.
_STRICT = frozenset({"forbid", "require"})


def _below(topic: Topic, side: Side, norm: Norm) -> Evidence | None:
    """What stands below a heading that names the topic: a rule settles it, and advice is advice."""
    if not side.patterns.listed or not norm.below or side is not topic.sides[-1]:
        return None
    if norm.effect not in RULING and not norm.effect.startswith("advise"):
        return None
    said = topic.under.find(norm.below)
    if said is None:
        return None
    level = "advised" if norm.effect.startswith("advise") else "settled"
    because = " ".join(norm.below[said[0] : said[1]])
    return _evidence(norm, "delegated" if norm.elsewhere else level, because)


def _together(topic: Topic, known: Mapping[str, Topic], read: Sequence[Norm]) -> Answer:
    """Both at once: in one sentence, or both in the scope."""
    evidence: list[Evidence] = []
    halves: dict[str, list[Evidence]] = {name: [] for name in topic.together}
    for norm in read:
        if norm.role == "heading":
            continue
        named = {name: _side(known[name].sides[0], (norm,), known[name]) for name in topic.together}
        parts = {name: each or _reached(known[name], norm) for name, each in named.items()}
        if all(parts.values()) and (any(named.values()) or norm.role == "scope"):
            # What is only reached is the weaker half.
            weaker = next((parts[name] for name, each in named.items() if not each), next(iter(parts.values())))
            evidence.append(weaker[0])
        elif norm.role == "scope":
            for name, each in parts.items():
                halves[name] += each
    firm = any(each.level == "settled" for each in evidence)
    if not evidence and all(halves.values()):
        evidence = [one for each in halves.values() for one in each]
        firm = all(any(one.level == "settled" for one in each) for each in halves.values())
    return Answer(topic, _answered(firm, evidence), _best(evidence))


def _reached(topic: Topic, norm: Norm) -> list[Evidence]:
    """What in a sentence stands for one of two matters asked together without naming it: "any device" reaches a
    personal one and settles nothing."""
    reached = next((why for each in topic.touched.listed if each.scope and (why := fits(each, norm)) is not None), None)
    if reached is None and (said := topic.reached.find(norm.whole)) is not None:
        reached = _stretch(norm, *said)
    return [] if reached is None else [_evidence(norm, "touched", reached)]


def fits(pattern: Pattern, norm: Norm) -> str | None:
    """The words by which a pattern fits a sentence; None when it does not."""
    if pattern.scope and norm.role != "scope":
        return None
    because = ""
    for dimension, names in pattern.values:
        value = norm.speaks_of(dimension, names)
        if value is None:
            return None
        because = because or value.phrase
    if pattern.duties:
        duty = next((each for each in norm.proposal.duties if pattern.duties.intersection(each.names)), None)
        if duty is None:
            return None
        because = because or duty.phrase
    if pattern.statements and pattern.statements.isdisjoint(norm.hints):
        return None
    if pattern.phrases is not None:
        said = pattern.phrases.find(norm.whole)
        if said is None:
            return None
        because = because or _stretch(norm, *said)
    if any(each.find(norm.whole) is None for each in pattern.also):
        return None
    if pattern.but is not None and pattern.but.find(norm.whole) is not None:
        return None
    return " ".join((because or norm.text[:60]).split())


def _stretch(norm: Norm, first: int, end: int) -> str:
    """The words of a sentence, or of the one that opens its list and it, by their numbers."""
    before = len(norm.whole) - len(norm.words)
    if first < before:
        return " ".join(norm.whole[first:end])
    tokens = norm.proposal.modality.tokens
    return norm.proposal.sentence.text[tokens.starts[first - before] : tokens.ends[end - before - 1]]


def _level(pattern: Pattern, norm: Norm) -> str:
    if norm.role == "exclusion":
        return "excluded"
    if norm.elsewhere:
        return "delegated"
    if norm.role == "scope" and not pattern.effects:
        return "settled"
    if norm.effect.startswith("advise") and not (pattern.holds and _TOLD.intersection(norm.words)):
        return "advised"
    return "settled" if pattern.holds or norm.effect in (pattern.effects or RULING) else "touched"


def _evidence(norm: Norm, level: str, because: str) -> Evidence:
    if level == "elsewhere-or-touched":
        level = "excluded" if norm.role == "exclusion" else "delegated" if norm.elsewhere else "touched"
    return Evidence(norm.start, norm.text, norm.modal, level, because)


def _keep(evidence: dict[int, Evidence], one: Evidence) -> None:
    known = evidence.get(one.start)
    if known is None or LEVELS.index(one.level) < LEVELS.index(known.level):
        evidence[one.start] = one


def _best(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    best = sorted(evidence, key=lambda each: (LEVELS.index(each.level), each.start))[:MOST_EVIDENCE]
    return tuple(sorted(best, key=lambda each: each.start))


__all__ = ["ANSWERS", "LEVELS", "Answer", "Evidence", "answers", "fits"]

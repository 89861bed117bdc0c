"""Which of the common questions a text answers, and how firmly. It knows norms and topics, no checks and no output."""

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import zip_longest

from policylint.authoring.classifier import classifier
from policylint.authoring.cues import Pattern, Side, Topic, cues
from policylint.authoring.header import Found, Header
from policylint.authoring.norms import RULING, Norm
from policylint.typed import NamedTuple

# How firmly a sentence deals with a matter, firmest first.
LEVELS = ("settled", "advised", "delegated", "excluded", "touched")
ANSWERS = ("addressed", "partly", "elsewhere", "out-of-scope", "silent", "not-asked")
MOST_EVIDENCE = 5

# Where no phrase was found and nothing is ruled, the words have to speak for a question as much as this.
LOOSE = 50
_FIRM = frozenset({"settled", "advised"})
# A sentence in which no phrase was found settles what it bears on if it rules.
_NONE = Pattern((), frozenset(), frozenset(), None, (), None, frozenset(), False, False, False)

# What tells, in a document beside these, that a sentence is about accounts and networks.
_SOCIAL = ("networks", "accounts")
# "You should be aware that …" tells what holds, and advises nothing.
_TOLD = frozenset({"aware", "reminded", "note", "expect", "assume", "understand", "remember", "recognise", "recognize"})


class Evidence(NamedTuple):
    """A sentence that bears on a matter. level: of LEVELS. modal: the words that rule. because: the phrase that told
    it, or where none did the words that speak most for it; beside: the next of these. start: its offset in the text."""

    start: int
    text: str
    modal: str
    level: str
    because: str
    beside: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What a text says on a topic. answer: of ANSWERS; `not-asked`: not of a document of this kind."""

    topic: Topic
    answer: str
    evidence: tuple[Evidence, ...]


def answers(read: Sequence[Norm], head: Header, kind: str, language: str = "en") -> tuple[Answer, ...]:
    """Every topic, in the order of the English data; what a language has no words for is not asked."""
    told = told_by_phrases(read, head, kind, language)
    if language == "en":
        _weigh(told, read)
    found: list[Answer] = []
    for asked in cues().topics:
        if asked.id not in told:
            found.append(Answer(asked, "not-asked", ()))
            continue
        topic, one = told[asked.id].topic, _answer(told[asked.id])
        if topic.kinds and kind not in topic.kinds and not _says(one, kind):
            one = Answer(topic, "not-asked", ())
        found.append(one)
    return tuple(found)


class Told(NamedTuple):
    """What the words of a text tell of a topic. sides: for each of its sides the evidence, by the offset of a sentence;
    touched: what only bears on it. stated: by side, what the head of the document says, a heading, or several sentences
    together, where the other words of a sentence do not count. heard: the sentences that may answer it."""

    topic: Topic
    sides: tuple[dict[int, Evidence], ...]
    touched: dict[int, Evidence]
    stated: tuple[tuple[Evidence, ...], ...]
    heard: Sequence[Norm]


def told_by_phrases(read: Sequence[Norm], head: Header, kind: str, language: str) -> dict[str, Told]:
    """What the phrases of a language tell, by topic."""
    known = {topic.id: topic for topic in cues(language).topics}
    about = cues(language).kinds
    told = {}
    for topic in known.values():
        heard = read
        if topic.networked and kind == "companion":
            # "Personal use" in a text about telephones is no use of a personal account.
            heard = [norm for norm in read if any(about[name].find(norm.whole) for name in _SOCIAL if name in about)]
        told[topic.id] = _together(topic, known, heard) if topic.together else _by_phrases(topic, heard, head)
    return told


def found_in(told: Mapping[str, Told]) -> dict[int, dict[str, str]]:
    """For the offset of each sentence the topics of which a phrase stands in it, with the firmest level."""
    found: dict[int, dict[str, str]] = {}
    for name, one in told.items():
        for listed in (*one.sides, one.touched):
            for start, each in listed.items():
                here = found.setdefault(start, {})
                if name not in here or LEVELS.index(each.level) < LEVELS.index(here[name]):
                    here[name] = each.level
    return found


def _weigh(told: Mapping[str, Told], read: Sequence[Norm]) -> None:
    """Take out the evidence that the other words of its sentence speak against. Where nothing is left, add what the
    words speak for although no phrase was found."""
    found, scale = found_in(told), classifier()
    may = {name: {norm.start for norm in one.heard} for name, one in told.items() if one.heard is not read}
    more: dict[str, list[tuple[Norm, str]]] = {name: [] for name in told}
    for norm in read:
        here = found.get(norm.start, {})
        named = norm.role in ("heading", "title")
        if named and not here:
            continue
        level = _level(_NONE, norm)
        least = 0 if level in _FIRM else LOOSE
        for name, score in scale.scores(norm.whole, here).items():
            if name in here:
                if score <= 0:
                    for listed in (*told[name].sides, told[name].touched):
                        listed.pop(norm.start, None)
            elif score > least and not named and norm.start in may.get(name, (norm.start,)):
                more[name].append((norm, level))
    for name, one in told.items():
        if any((*one.sides, one.touched, *one.stated)):
            continue
        side = one.sides[0] if len(one.sides) == 1 else one.touched
        for norm, level in more[name]:
            heaviest, *beside = scale.telling(norm.whole, name)
            side[norm.start] = Evidence(norm.start, norm.text, norm.modal, level, heaviest, tuple(beside))


def _says(one: Answer, kind: str) -> bool:
    """Whether an answer to a question that such a document is not asked is worth telling. Rules for the public mention
    many things that they are not about."""
    levels = {each.level for each in one.evidence}
    return bool(levels - {"touched"} if kind == "moderation" else levels)


def _by_phrases(topic: Topic, read: Sequence[Norm], head: Header) -> Told:
    sides, stated = [], []
    for side in topic.sides:
        facts = [_fact(fact) for fact in _facts(side, head)]
        found = {} if facts else {each.start: each for each in _side(side, read, topic)}
        sides.append(found)
        stated.append((*facts, *([] if facts else _headed(side, read, topic, found))))
    touched = {}
    for norm in read:
        if norm.role in ("heading", "title") or (norm.defines and not topic.defined):
            continue
        because = next(
            (why for pattern in topic.touched.near(norm.whole) if (why := _touches(pattern, norm)) is not None), None
        )
        if because is not None:
            touched[norm.start] = _evidence(norm, "elsewhere-or-touched", because)
    if any(side.header for side in topic.sides):
        named = (fact for fact in (head.revised, head.asked) if fact is not None)
        stated.append(tuple(Evidence(fact.start, fact.text, "", "touched", fact.text) for fact in named))
    return Told(topic, tuple(sides), touched, tuple(stated), read)


def _answer(told: Told) -> Answer:
    evidence: dict[int, Evidence] = {}
    sides = [tuple(side.values()) for side in told.sides]
    both = [(*side, *said) for side, said in zip_longest(sides, told.stated, fillvalue=())]
    settled = sum(any(each.level == "settled" for each in side) for side in both)
    for listed in (*sides, *told.stated, told.touched.values()):
        for each in listed:
            _keep(evidence, each)
    answer = _answered(settled >= max(1, told.topic.enough), evidence.values())
    return Answer(told.topic, answer, _best(evidence.values()))


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
        if _names(norm, topic):
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
        if best is not None and not (norm.role == "heading" and best.level == "touched"):
            found.append(best)
    return found


# What says what a word means settles something only if it orders something as well; "can" and "may" tell of uses.
_STRICT = frozenset({"forbid", "require"})


def _names(norm: Norm, topic: Topic) -> bool:
    """Whether a sentence only names something: another document, or what a word means."""
    if norm.role == "title":
        return True
    return norm.defines and not topic.defined and norm.effect not in _STRICT and norm.role != "exclusion"


def _headed(side: Side, read: Sequence[Norm], topic: Topic, known: Container[int] = ()) -> list[Evidence]:
    """What answers by its heading alone; known: the offsets of sentences that answer by their own words."""
    if not side.patterns.listed or side is not topic.sides[-1]:
        return []
    left = (norm for norm in read if norm.below and norm.start not in known and not _names(norm, topic))
    below = (_below(topic, norm) for norm in left)
    return [each for each in below if each is not None]


def _below(topic: Topic, norm: Norm) -> Evidence | None:
    """What stands below a heading that names the topic: a rule settles it, and advice is advice."""
    if norm.effect not in RULING and not norm.effect.startswith("advise"):
        return None
    said = topic.under.find(norm.below)
    if said is None:
        return None
    level = "advised" if norm.effect.startswith("advise") else "settled"
    because = " ".join(norm.below[said[0] : said[1]])
    return _evidence(norm, "delegated" if norm.elsewhere else level, because)


def _together(topic: Topic, known: Mapping[str, Topic], read: Sequence[Norm]) -> Told:
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
    stated: list[Evidence] = []
    if not evidence and all(halves.values()):
        stated = [one for each in halves.values() for one in each]
        if not all(any(one.level == "settled" for one in each) for each in halves.values()):
            stated = [one._replace(level="touched") for one in stated]
    return Told(topic, ({each.start: each for each in evidence},), {}, (tuple(stated),), read)


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
    return " ".join((because or _beginning(norm.text)).split())


def _beginning(text: str, room: int = 60) -> str:
    return text if len(text) <= room else text[:room].rsplit(" ", 1)[0]


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


__all__ = ["ANSWERS", "LEVELS", "Answer", "Evidence", "Told", "answers", "fits", "found_in", "told_by_phrases"]

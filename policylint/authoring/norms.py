"""A text to its norms: each sentence with what it does and of what it speaks, its lead and heading included.

It rests on `policy/inference`, which reads one sentence; what a list says is divided between the sentence that opens it
and its items, and what a heading says holds for what stands below. Nothing is settled here.
"""

import re
from collections.abc import Iterator, Sequence

from policylint.authoring.cues import Cues
from policylint.authoring.tongues import Tongue, tongue
from policylint.authoring.turns import Heard
from policylint.policy.inference import Inferred, Proposal
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.modality import Modality
from policylint.reading.prose import Block, Prose
from policylint.reading.sentences import Sentence, word_set
from policylint.typed import NamedTuple

# What a heading can say of the sentences below it that do not say it themselves.
FROM_HEADING = frozenset({"who", "capacity", "account", "device", "time", "channel"})
_NUMBER = re.compile(
    r"^\W*(?:(?:section|article|part|chapter)\s+)?(?:[0-9IVXivx]{1,4}[.)]?(?:[0-9]{1,3}[.)]?)*|[A-Za-z][.)])\s+"
)
# "Related policies: Records Management; Whistleblowing" names documents and says nothing of their matters.
_RELATED = re.compile(
    r"(?i)\W{0,4}(?:related|associated|supporting|linked|relevant|other|key|see also|further)(?: \w+)?"
    r" (?:policies|policy|documents?|documentation|guidance|procedures?|reading|references|legislation|laws)"
    r"(?: \w+){0,3}\s*:"
)
# "D. Retaliation": a heading that is not marked as one.
_HEADED = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*)[.)] +(?:[\w'&/-]+ ){0,3}[\w'&/-]+")
_PLEDGE = re.compile(
    r"\s*I (?:understand|acknowledge|agree|accept|know)(?: and agree)?(?: that)?\s+(?=I\b|my\b|the\b|all\b)"
)
RULING = frozenset({"permit", "forbid", "require", "power"})
# The name of a document has no more words than these.
_TITLE = 12
_LAWS = word_set("rules regulations laws law act acts")
# With any of these among them, they are a sentence.
_SAYING = word_set(
    "is are was be been will applies apply under by with this these our your their to as see per follows"
)
# What asks something of people below "Definitions" ends them: the text went on without a heading.
_ASKING = frozenset({"forbid", "require", "advise", "advise-against"})


class Norm(NamedTuple):
    """One sentence. role: `rule`, `scope`, `exclusion`, `heading` or `title` (the name of another document in a list
    of such). effect: as in reading/modality.py KINDS.

    shared: what the sentence that opens its list speaks of; above: what its heading does. statements: kinds that its
    words tell; hints: kinds that they tell or hint at. elsewhere: it says that another document answers. defines: it
    only says what a word means. lead: the words that open its list. words: its own; whole: those of its lead as well.
    below: the words of its heading.
    """

    block: Block
    proposal: Proposal
    role: str
    effect: str
    shared: tuple[Inferred, ...]
    above: tuple[Inferred, ...]
    statements: tuple[str, ...]
    hints: tuple[str, ...]
    elsewhere: bool
    defines: bool
    lead: str
    words: Heard
    whole: Heard
    below: Sequence[str]

    @property
    def start(self) -> int:
        return self.proposal.sentence.start

    def speaks_of(self, dimension: str, names: frozenset[str]) -> Inferred | None:
        """What in it, or in the opening of its list, stands for one of some names; `*` asks for "any"."""
        for value in (*self.proposal.values, *self.shared):
            if value.dimension == dimension and ((value.whatever and "*" in names) or names.intersection(value.names)):
                return value
        return None

    @property
    def text(self) -> str:
        """The sentence on one line, as people read it."""
        return " ".join(self.proposal.sentence.text.split())

    @property
    def modal(self) -> str:
        """The words that do what it does; empty when its list or nothing does."""
        marks = [mark for mark in self.proposal.modality.marks if mark.kind == self.effect]
        return " ".join(marks[0].words.split()) if marks else ""


def norms(prose: Prose, vocabulary: Vocabulary, language: str = "en") -> tuple[Norm, ...]:
    """Every sentence of a text, headings included, in order. language: a code of tongues.py. Raises nothing."""
    return tuple(_Reader(vocabulary, tongue(language)).read(prose))


class _Reader:
    def __init__(self, vocabulary: Vocabulary, language: Tongue) -> None:
        self.vocabulary = vocabulary
        self.tongue = language
        self.cues: Cues = language.cues
        self.known: dict[str, tuple[Inferred, ...]] = {}
        self.polarities: dict[str, str] = {"": "none"}
        self.lowered: dict[str, Heard] = {"": Heard(())}
        self.scoped = ""
        self.ruled = ""

    def read(self, prose: Prose) -> Iterator[Norm]:
        for block in prose.blocks:
            if block.kind == "code":
                continue
            for sentence in block.sentences:
                yield self.norm(block, sentence)

    def norm(self, block: Block, sentence: Sentence) -> Norm:
        heading = without_number(block.heading)
        if block.kind == "heading":
            said = self.tongue.modality(without_front(sentence.text))
            proposal = self.tongue.proposal(sentence, said, self.vocabulary)
            lower = Heard(proposal.modality.tokens.lower)
            statements, hints = self.statements(lower, "")
            return Norm(
                block, proposal, "heading", "none", (), (), statements, hints, False, False, "", lower, lower, ()
            )
        lead = block.lead if block.kind == "item" else ""
        context = "none"
        if block.kind == "item":
            context = self.polarity(lead)
            if context == "none":
                context = self.polarity(heading)
        # "I understand that I must …" is what a form makes of "you must …".
        pledge = _PLEDGE.match(sentence.text)
        if pledge:
            sentence = sentence._replace(text=" " * pledge.end() + sentence.text[pledge.end() :])
        modality = self.tongue.modality(sentence.text, context)
        proposal = self.tongue.proposal(sentence, _of_agency(modality), self.vocabulary)
        lower = Heard(modality.tokens.lower)
        if (
            block.kind != "item"
            and modality.kind in _ASKING
            and any(each.dimension == "who" for each in proposal.values)
        ):
            self.ruled = heading
        shared = self.values(lead) if lead and not sentence.text.rstrip().endswith(":") else ()
        above = tuple(each for each in self.values(heading) if each.dimension in FROM_HEADING)
        role = self.role(block, heading, lead, lower)
        named = self.cues.elsewhere.find(lower)
        # "Is covered by this policy" names no other document.
        elsewhere = (
            named is not None
            and lower[named[1] : named[1] + 1] not in (["this"], ["these"])
            and not self.cues.documents.isdisjoint(lower)
        )
        if role == "rule" and not modality.marks:
            item = block.kind == "item"
            if (
                (self.listed(lead, lower) if item else _RELATED.match(sentence.text))
                or _HEADED.fullmatch(sentence.text.strip())
                or ((item or ";" in sentence.text) and _RELATED.fullmatch(f"{heading.strip()}:"))
            ):
                role = "title"
        statements, hints = self.statements(lower, heading)
        return Norm(
            block,
            proposal,
            role,
            modality.kind,
            shared,
            above,
            statements,
            hints,
            elsewhere,
            self.defining(lower, lead, heading),
            lead,
            lower,
            Heard((*self.lower(lead), *lower)) if lead else lower,
            self.lower(heading),
        )

    def listed(self, lead: str, lower: list[str]) -> bool:
        """Whether an item is the name of a document in a list of what else there is to read."""
        opening = self.lower(lead)
        names = self.cues.documents | _LAWS
        if not 0 < len(lower) <= _TITLE or names.isdisjoint(lower):
            return False
        if self.cues.elsewhere.find(opening) is not None:
            return True
        return not opening and lower[-1] in names and _SAYING.isdisjoint(lower)

    def role(self, block: Block, heading: str, lead: str, lower: list[str]) -> str:
        if self.cues.excludes.find(lower):
            return "exclusion"
        if self.cues.applies.find(lower):
            self.scoped = block.heading if block.kind != "item" else ""
            return "scope"
        if lead and block.kind == "item" and self.cues.applies.find(self.lower(lead)):
            return "exclusion" if self.cues.excludes.find(self.lower(lead)) else "scope"
        if block.heading and self.named(heading) in self.cues.scope_headings:
            return "scope"
        return "rule"

    def statements(self, lower: list[str], heading: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The kinds of statement that a sentence is, and those that it is or hints at."""
        name = self.named(heading)
        told, hints = [], []
        for each in self.cues.statements:
            below = name in each.headings and not each.needs_phrase
            said = each.phrases.find(lower) is not None
            if said or below:
                told.append(each.id)
            if below or ((said or each.loose.find(lower)) and not each.but.find(lower)):
                hints.append(each.id)
        return tuple(told), tuple(hints)

    def defining(self, lower: list[str], lead: str, heading: str) -> bool:
        return (
            (self.named(heading) in self.cues.defining_headings and heading != self.ruled)
            or self.cues.defines.find(lower) is not None
            or (bool(lead) and self.cues.defines.find(self.lower(lead)) is not None)
        )

    def named(self, heading: str) -> str:
        """A heading as the data names headings."""
        return " ".join(self.lower(heading))

    def lower(self, text: str) -> Heard:
        """The words of a heading or of the sentence that opens a list."""
        found = self.lowered.get(text)
        if found is None:
            found = self.lowered[text] = Heard(self.tongue.words(text))
        return found

    def values(self, text: str) -> tuple[Inferred, ...]:
        """What a lead or a heading speaks of."""
        found = self.known.get(text)
        if found is None:
            said = _of_agency(self.tongue.modality(text))
            plain = self.tongue.proposal(Sentence(0, len(text), text), said, self.vocabulary)
            found = self.known[text] = plain.values if text else ()
        return found

    def polarity(self, text: str) -> str:
        found = self.polarities.get(text)
        if found is None:
            found = self.polarities[text] = self.tongue.polarity(text)
        return found


# What public bodies call themselves: a library's page is an agency's page, though the vocabulary knows no libraries.
_BODIES = word_set("town village borough district library ministry university bureau commission parish school division")
_POSSESSIVE = word_set("city's county's department's council's state's office's board's authority's")


def _of_agency(modality: Modality) -> Modality:
    """The same sentence with "agency" for what the body calls itself."""
    lower = modality.tokens.lower
    if _BODIES.isdisjoint(lower) and not any(word.endswith("'s") for word in lower):
        return modality
    said = [
        "agency's"
        if word in _POSSESSIVE or (word.endswith("'s") and word[:-2] in _BODIES)
        else "agency"
        if word in _BODIES
        else word
        for word in lower
    ]
    return modality._replace(tokens=modality.tokens._replace(lower=said))


def without_number(heading: str) -> str:
    """A heading without its number: "4.2 Unacceptable use"."""
    match = _NUMBER.match(heading)
    return heading[match.end() :] if match and len(heading) > match.end() else heading


def without_front(text: str) -> str:
    """As `without_number`, of the same length."""
    match = _NUMBER.match(text)
    return " " * match.end() + text[match.end() :] if match and len(text) > match.end() else text


__all__ = ["RULING", "Norm", "norms", "without_number"]

"""Other words for a value than its phrases: a generous look, for what would else accuse a text of silence.

What proposes a value for a clause never comes here.
"""

from collections.abc import Iterator, Sequence

from policylint.checking.analyses.prose_reading import ClauseText
from policylint.checking.context import Context
from policylint.policy.stems import small, stem
from policylint.reading.sentences import word_set

_EVERY = word_set("any every all whatever whichever either both")
_JOINING = word_set("or and nor")
_MOST_APART = 12
"""Words from the first to the last word of a phrase that stands apart."""

# What a text calls a dimension when it means all of it: "any account or device", "comments of any kind".
_NOUNS = {
    "account": word_set("account accounts profile profiles"),
    "activity": word_set("activity activities use"),
    "capacity": word_set("capacity capacities"),
    "channel": word_set("channel channels"),
    "device": word_set("device devices phone phones computer computers equipment"),
    "information": word_set("information"),
    "manner": word_set("kind kinds sort manner way ways form tone"),
    "material": word_set("material materials kind kinds sort form"),
    "page": word_set("page pages"),
    "period": word_set("period periods"),
    "platform": word_set("platform platforms network networks app apps site sites service services tool tools"),
    "resource": word_set("system systems network networks"),
    "time": word_set("time times"),
    "topic": word_set("topic topics subject subjects matter matters theme"),
}
_ANY_NOUN = frozenset().union(*_NOUNS.values())


def whatever(each: ClauseText, dimension: str) -> bool:
    """Whether a text means every value of a dimension by its noun behind "any" or "all", alone or joined to others."""
    nouns = _NOUNS.get(dimension, frozenset())
    return any(nouns & chain for words in _sentences(each) for chain in _chains(words))


def _chains(words: Sequence[str]) -> Iterator[frozenset[str]]:
    for at, word in enumerate(words):
        if word not in _EVERY:
            continue
        chain: list[str] = []
        for following in words[at + 1 :]:
            if following in _ANY_NOUN:
                chain.append(following)
            elif following not in _JOINING and following not in _EVERY:
                break
        yield frozenset(chain)


def apart(context: Context, each: ClauseText, number: int, bits: int) -> bool:
    """Whether the words of one phrase for a value stand near each other in a sentence, other words between them: in
    "remove abusive comments" somebody removes comments.
    """
    sentences = [[stem(word.removesuffix("'s")) for word in words] for words in _sentences(each)]
    for name in (*context.space.bits[number], *context.vocabulary.groups[number]):
        if not (context.vocabulary.bits(number, name) or 0) & bits:
            continue
        for phrase in context.vocabulary.words(number, name).phrases:
            wanted = [stem(word) for word in phrase.lower().split() if not small(word)]
            if len(wanted) > 1 and any(_near(wanted, words) for words in sentences):
                return True
    return False


# Values that are the agency's. For the first it is enough that it is named; of the others, something must be its own.
_THE_AGENCY = {"who": "agency", "capacity": "official", "account": "official"}
_OF_THE_AGENCY = {"device": "agency", "page": "agency-page", "resource": "agency-system"}


def by_its_name(context: Context, each: ClauseText, dimension: str, name: str) -> bool:
    """Whether a text says a value by a word of the agency's own name: "the board's devices" of a health board."""
    owning = _OF_THE_AGENCY.get(dimension) == name
    if not owning and _THE_AGENCY.get(dimension) != name:
        return False
    called = str((context.data.get("policy") or {}).get("agency") or "").lower().split()
    words = [word for word in called if not small(word)]
    text = each.prose.text.lower().replace("’", "'")
    return any(f"the {word}'s " in text or (not owning and f"the {word} " in text) for word in words)


def _near(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words stand in this order within a stretch."""
    for start, word in enumerate(words):
        if word != wanted[0]:
            continue
        rest = iter(words[start + 1 : start + _MOST_APART])
        if all(each in rest for each in wanted[1:]):
            return True
    return False


def _sentences(each: ClauseText) -> Iterator[Sequence[str]]:
    for _, proposal in each.sentences:
        yield proposal.modality.tokens.lower

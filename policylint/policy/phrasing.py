"""Situations and boxes in plain words. Knows the vocabulary, decides nothing."""

from policylint.policy.vocabulary import Vocabulary

# The order in which a sentence reads well: who does what, with what, where, when, about what.
ORDER = (
    "who",
    "role",
    "activity",
    "capacity",
    "account",
    "page",
    "channel",
    "persistence",
    "platform",
    "resource",
    "device",
    "time",
    "period",
    "topic",
    "information",
    "manner",
    "material",
)
ALWAYS = ("who", "activity")
FROM = "from "


def situation(vocabulary: Vocabulary, x: int, dimensions: int) -> tuple[tuple[str, str], ...]:
    """The (dimension, value) pairs of a situation: who, what, and those of `dimensions` that it has at all."""
    wanted = vocabulary.relevant(x) & (dimensions | vocabulary.dimensions_of(ALWAYS))
    names = vocabulary.space.dimensions
    pairs = []
    while wanted:
        number = (wanted & -wanted).bit_length() - 1
        pairs.append((names[number], vocabulary.value_at(x, number)))
        wanted &= wanted - 1
    return tuple(pairs)


def sentence(vocabulary: Vocabulary, pairs: tuple[tuple[str, str], ...]) -> str:
    """A situation as one sentence without a full stop: "a contractor posts from their own account, on their own …"."""
    index = vocabulary.space.index
    known = [(name, value) for name, value in pairs if name in index]
    known.sort(key=lambda pair: ORDER.index(pair[0]) if pair[0] in ORDER else len(ORDER))
    said = {name: vocabulary.words(index[name], value).says for name, value in known}
    acts = dict(known).get("activity")
    whose = vocabulary.words(index["activity"], acts).of_account if acts else ""
    if whose and said.get("account", "").startswith(FROM):
        said["activity"] = f"{whose} {said.pop('account').removeprefix(FROM).replace('their own', 'a private')}"
    head = " ".join(part for part in (said.pop("who", ""), said.pop("activity", "")) if part)
    rest = [part for part in said.values() if part]
    return ", ".join([head, *rest]) if head else ", ".join(rest)


def words_of(vocabulary: Vocabulary, dimension: int, bits: int) -> tuple[bool, tuple[str, ...]]:
    """A set of values as few words: (negated, words). Groups are used where they match exactly; `negated` means all
    but these.
    """
    space = vocabulary.space
    mask = space.masks[dimension]
    chosen = _cover(vocabulary, dimension, bits & mask)
    excluded = _cover(vocabulary, dimension, mask & ~bits)
    if excluded and len(excluded) < len(chosen):
        return True, excluded
    return False, chosen


def _cover(vocabulary: Vocabulary, dimension: int, bits: int) -> tuple[str, ...]:
    names = []
    for group in vocabulary.groups[dimension]:
        inside = vocabulary.bits(dimension, group) or 0
        if inside and inside & bits == inside:
            names.append(group)
            bits &= ~inside
    names.extend(vocabulary.space.values_in(bits, dimension))
    return tuple(names)


def describe(vocabulary: Vocabulary, box: int, besides: int = 0) -> tuple[tuple[str, str], ...]:
    """The conditions of a box as (dimension, words) pairs, leaving out the dimensions of `besides` and those it
    lacks.
    """
    space = vocabulary.space
    has = vocabulary.relevant(box)
    lines = []
    for number in space.narrowed(box):
        if besides >> number & 1 or not has >> number & 1:
            continue
        negated, names = words_of(vocabulary, number, box)
        labels = [vocabulary.words(number, name).label for name in names]
        words = f"all but {listed(labels, 'and')}" if negated else listed(labels)
        lines.append((space.dimensions[number], words))
    return tuple(lines)


def listed(words: list[str], last: str = "or") -> str:
    """Words as people list them: "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""

"""The words of the policy language: dimensions, values, groups, and which combinations there are. Knows no policy.

Everything is data (`schemas/vocabulary.yaml`); a policy may extend it. Boxes are read here, because it is
here that names get their bits.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policylint.reading.yamltree import parse
from policylint.resources import read_data, read_text
from policylint.source import Source
from policylint.space.bounds import Count
from policylint.space.boxes import Space, Work, subtract_all
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import Any, NamedTuple

# Enough for any box over a vocabulary of sane size; the loop below says so when it is not.
CASES_BUDGET = 20_000
CASES_BOXES = 20_000
SITUATIONS_BUDGET = 20_000
# The keys of a policy that add words, dimensions or impossible combinations.
ADDING = frozenset({"vocabulary", "dimensions", "impossible"})


class Box(NamedTuple):
    """A box as written. bits: its situations. named, limited, listed: sets of dimensions, one bit each
    (docs/semantics.md section 1). path: where it stands in the document."""

    bits: int
    named: int
    limited: int
    listed: int
    path: str = ""


class UnknownWord(NamedTuple):
    """A dimension (value empty) or a value that the vocabulary does not have. path: where it stands."""

    dimension: str
    value: str
    path: str


class Words(NamedTuple):
    """How people say a value or a group. of_account: how, where the account is somebody else's and is named."""

    label: str
    meaning: str
    says: str
    phrases: tuple[str, ...]
    of_account: str = ""


class Everyday(NamedTuple):
    """An ordinary case over which coverage is judged."""

    id: str
    title: str
    box: Box


class Vocabulary:
    """One vocabulary, ready to use. Build it with `standard()` or `from_data()`; nothing changes afterwards."""

    __slots__ = (
        "_asked",
        "_cases",
        "_dimensions",
        "_entries",
        "_having",
        "_names",
        "_ready",
        "_sets",
        "_situations",
        "_words",
        "conditions",
        "data",
        "duties",
        "empty",
        "events",
        "everyday",
        "groups",
        "matters",
        "members",
        "said",
        "space",
        "statements",
        "usual",
        "void",
    )

    @classmethod
    def standard(cls) -> "Vocabulary":
        """The vocabulary that the program ships."""
        return cls(_standard_data())

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Vocabulary":
        """A vocabulary in the shape of `schemas/vocabulary.yaml`, already valid against its schema."""
        return cls(data)

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        dimensions: Sequence[Mapping[str, Any]] = data["dimensions"]
        self.space = space = Space([(d["id"], [value["id"] for value in d["values"]]) for d in dimensions])
        self._asked: dict[int, tuple[Mapping[str, Any], Box]] = {}
        self._ready: Mapping[str, Sequence[int]] = data.get("boxes", {})
        self._dimensions: dict[tuple[str, ...], int] = {}
        # The bundle of the wheel brings the number for the shipped vocabulary.
        self._situations = {1: Count(*data["situations"])} if "situations" in data else {}
        self._words: dict[tuple[int, str], Words] = {}
        self._entries: dict[int, dict[str, Mapping[str, Any]]] = {}
        # Situations in words, as `Context.say` found them: many policies leave the same ones open.
        self.said: dict[tuple[int, int, Box | None], tuple[tuple[tuple[str, str], ...], str]] = {}
        self.usual = tuple(space.first(space.full, number) for number in range(len(space.masks)))
        self._names = {bit: value for bits in space.bits for value, bit in bits.items()}
        self._sets: list[dict[str, int]] = []  # per dimension: every value and group → its value bits in place
        self.members: list[dict[str, tuple[str, ...]]] = []
        self.groups: list[tuple[str, ...]] = []
        for number, dimension in enumerate(dimensions):
            sets = dict(space.bits[number])
            written = {group["id"]: group["members"] for group in dimension.get("groups", ())}
            # From the end: the group that a policy makes of a word stands behind those that the word is in.
            bits = dict(sets)
            for name in reversed(written):
                bits[name] = _group_bits(name, written, bits)
            sets.update((name, bits[name]) for name in written)
            self._sets.append(sets)
            self.members.append({name: tuple(members) for name, members in written.items()})
            # Largest first, so that a set of values is described by the widest group that fits.
            self.groups.append(tuple(sorted(written, key=lambda name: -sets[name].bit_count())))
        self.empty = Box(space.full, 0, 0, 0)
        self._having = self._having_boxes(data.get("relevance", ()))
        self.void = self._void_boxes(data)
        self.everyday = tuple(
            Everyday(entry["id"], entry.get("title", ""), self._box_of_ours(entry["box"])) for entry in data["everyday"]
        )
        self.conditions: dict[str, Mapping[str, Any]] = {entry["id"]: entry for entry in data.get("conditions", ())}
        self.duties: dict[str, Mapping[str, Any]] = {entry["id"]: entry for entry in data.get("duties", ())}
        self.statements: dict[str, Mapping[str, Any]] = {entry["id"]: entry for entry in data.get("statements", ())}
        self.matters: tuple[str, ...] = tuple(entry["id"] for entry in data.get("matters", ()))
        self.events: dict[str, Mapping[str, Any]] = {entry["id"]: entry for entry in data.get("events", ())}
        # The bundle of the wheel brings those that the shipped checks ask for; an extended vocabulary makes its own.
        self._cases: dict[tuple[int, int], tuple[int, ...]] = {
            (bits, named): tuple(boxes) for bits, named, boxes in data.get("cases", ())
        }

    # ---- words

    def bits(self, dimension: int, name: str) -> int | None:
        """The value bits, in place, of a value or a group; None when there is no such word."""
        return self._sets[dimension].get(name)

    def known(self, dimension: int) -> tuple[str, ...]:
        """Every word of a dimension: values, then groups."""
        return tuple(self._sets[dimension])

    def words(self, dimension: int, name: str) -> Words:
        """How people say a value or a group (its id when the data says nothing)."""
        found = self._words.get((dimension, name))
        if found is None:
            entry = self._entry(dimension, name)
            label = entry.get("label", name)
            found = Words(
                label,
                entry.get("meaning", ""),
                entry.get("says", label),
                tuple(entry.get("phrases", ())),
                entry.get("of-account", ""),
            )
            self._words[dimension, name] = found
        return found

    def _entry(self, dimension: int, name: str) -> Mapping[str, Any]:
        entries = self._entries.get(dimension)
        if entries is None:
            written = self.data["dimensions"][dimension]
            every = (*written.get("groups", ()), *written["values"])
            entries = self._entries[dimension] = {each["id"]: each for each in every}
        return entries.get(name, {})

    def value_at(self, x: int, dimension: int) -> str:
        """The first value that a box holds in a dimension."""
        return self._names[self.space.first(x, dimension)]

    def question(self, dimension: int) -> str:
        """The heading of a dimension in answers, such as "who acts"."""
        written = self.data["dimensions"][dimension]
        return str(written.get("question", written["id"]))

    # ---- boxes

    def asked(self, written: Mapping[str, Any]) -> Box:
        """The box of a check file, read once however many policies are asked. An unknown word is a ValueError."""
        # By identity, as check files stay in memory; keeping what was written keeps its identity its own.
        known = self._asked.get(id(written))
        if known is not None:
            return known[1]
        row = self._ready.get(repr(written)) if self._ready else None
        found = Box._make((*row, "")) if row is not None else self._read(written)
        self._asked[id(written)] = written, found
        return found

    def _read(self, written: Mapping[str, Any]) -> Box:
        unknown: list[UnknownWord] = []
        found = self.box(written, "", unknown)
        if unknown:
            word = unknown[0].value or unknown[0].dimension
            raise ValueError(f"the check asks about {word!r}, which is no known word")
        return found

    def known_boxes(self) -> dict[str, list[int]]:
        """Every box that was asked for so far, as data for the bundle."""
        return {repr(written): [box.bits, box.named, box.limited, box.listed] for written, box in self._asked.values()}

    def situations(self, effort: int) -> Count:
        """How many possible situations there are."""
        found = self._situations.get(effort)
        if found is None:
            # Late: the number for the shipped vocabulary is known.
            from policylint.space.count import count_uncovered

            budget = Budget(SITUATIONS_BUDGET * effort)
            found = self._situations[effort] = count_uncovered(self.space, self.space.full, self.void, budget)
        return found

    def box(self, written: Any, path: str, unknown: list[UnknownWord]) -> Box:
        """Read a box. Words that the vocabulary does not have are added to `unknown` and left out of the box."""
        bits = self.space.full
        named = limited = listed = 0
        for name, value in written.items():
            number = self.space.index.get(name)
            if number is None:
                unknown.append(UnknownWord(name, "", f"{path}/{name}"))
                continue
            flag = 1 << number
            mask = self.space.masks[number]
            named |= flag
            if value == "any":
                continue
            field, negated = self._field(number, name, value, f"{path}/{name}", unknown)
            if not negated:
                listed |= flag
            if field != mask:
                limited |= flag
            bits &= ~mask | field
        return Box(bits, named, limited, listed, path)

    def _field(self, number: int, name: str, value: Any, path: str, unknown: list[UnknownWord]) -> tuple[int, bool]:
        # `type`, not `isinstance`: asking an abstract class is ten times slower, and every box comes through here.
        negated = type(value) is dict
        words = value.get("not", ()) if negated else value
        if isinstance(words, str):
            words = (words,)
        field = 0
        for word in words:
            found = self._sets[number].get(word)
            if found is None:
                unknown.append(UnknownWord(name, str(word), path))
            else:
                field |= found
        return (self.space.masks[number] & ~field if negated else field), negated

    def _box_of_ours(self, written: Mapping[str, Any]) -> Box:
        unknown: list[UnknownWord] = []
        box = self.box(written, "", unknown)
        if unknown:
            raise ValueError(f"the vocabulary uses a word that it does not define: {unknown[0]}")
        return box

    def dimensions_of(self, names: Iterable[str]) -> int:
        """A set of dimensions, one bit each, from their names."""
        key = tuple(names)
        found = self._dimensions.get(key)
        if found is None:
            index = self.space.index
            found = self._dimensions[key] = sum(1 << index[name] for name in set(key) if name in index)
        return found

    # ---- which combinations there are

    def _having_boxes(self, relevance: Iterable[Mapping[str, Any]]) -> dict[int, int]:
        """For each dimension that not every situation has: the box of those that have it."""
        having: dict[int, int] = {}
        for entry in relevance:
            number = self.space.index[entry["dimension"]]
            box = having.get(number, self.space.full)
            for name, words in entry.get("only-for", {}).items():
                box &= self._box_of_ours({name: words}).bits
            for name, words in entry.get("not-for", {}).items():
                box &= self._box_of_ours({name: {"not": words}}).bits
            having[number] = box
        return having

    def has(self, dimension: int) -> int:
        """The box of the situations that have a dimension."""
        return self._having.get(dimension, self.space.full)

    def _void_boxes(self, data: Mapping[str, Any]) -> tuple[int, ...]:
        space = self.space
        void: list[int] = []
        for number, having in self._having.items():
            # A situation without the dimension has its first value; the other values would count it twice.
            first = space.first(space.full, number)
            others = space.replace(space.full, number, space.masks[number] & ~first)
            for other in range(len(space.masks)):
                lacking = space.masks[other] & ~having
                if lacking:
                    void.append(space.replace(others, other, lacking))
        void.extend(self.impossible_box(entry["when"]) for entry in data.get("impossible", ()))
        return tuple(dict.fromkeys(box for box in void if space.is_box(box)))

    def impossible_box(self, written: Mapping[str, Any]) -> int:
        """An impossible combination, held only for situations that have every dimension it names."""
        box = self._box_of_ours(written)
        bits = box.bits
        for number, having in self._having.items():
            if box.named >> number & 1:
                bits &= having
        return bits

    def relevant(self, bits: int) -> int:
        """The dimensions, one bit each, that at least one situation of the box has."""
        full, guard = self.space.full, self.space.guard
        found = (1 << len(self.space.masks)) - 1
        for number, having in self._having.items():
            if ((bits & having) + full) & guard != guard:
                found ^= 1 << number
        return found

    # ---- everyday cases

    def cases(self, asked: Box) -> tuple[int, ...]:
        """The everyday cases of a box (docs/semantics.md section 8): boxes that may overlap, impossible ones
        included.
        """
        key = (asked.bits, asked.named)
        found = self._cases.get(key)
        if found is None:
            found = self._cases[key] = self._make_cases(asked)
        return found

    def known_cases(self) -> list[list[Any]]:
        """Every box that was asked for so far with its cases, as data for the bundle."""
        return [[bits, named, list(boxes)] for (bits, named), boxes in sorted(self._cases.items())]

    def typical(self, asked: Box) -> tuple[int, ...]:
        """The most typical of the everyday cases, quickly: what of these boxes is possible belongs to the cases."""
        return tuple(dict.fromkeys(self.space.with_first(bits, unnamed) for bits, unnamed in self._everyday_in(asked)))

    def _make_cases(self, asked: Box) -> tuple[int, ...]:
        work = Work(CASES_BOXES)
        found = [self._complete(bits, unnamed, self.void, work) for bits, unnamed in self._everyday_in(asked)]
        return tuple(dict.fromkeys(box for boxes in found for box in boxes))

    def _everyday_in(self, asked: Box) -> Iterator[tuple[int, list[int]]]:
        """What is asked, as each everyday box narrows it, with the dimensions that neither names."""
        space = self.space
        met = [each.box for each in self.everyday if space.is_box(each.box.bits & asked.bits)]
        for everyday in met or [each.box for each in self.everyday]:
            bits = asked.bits
            for number, mask in enumerate(space.masks):
                if everyday.named >> number & 1 and (met or not asked.named >> number & 1):
                    bits &= ~mask | everyday.bits
            yield bits, [n for n in range(len(space.masks)) if not (everyday.named | asked.named) >> n & 1]

    def _complete(self, bits: int, unnamed: list[int], voids: Sequence[int], work: Work) -> list[int]:
        """Give each combination of the named dimensions the first possible values in the unnamed ones.

        voids: impossible boxes, at least those that meet the box.
        """
        space = self.space
        voids = [void for void in voids if space.is_box(void & bits)]
        typical = space.with_first(bits, unnamed)
        done = subtract_all(space, [typical], [void for void in voids if space.is_box(void & typical)], work)
        # A box that is possible with the typical values is settled; only the rest is searched value by value.
        freed = [space.free(box, unnamed) for box in done]
        rest = subtract_all(space, [bits], freed, work)
        for box in rest:
            done.extend(self._first_possible(box, unnamed, voids, work))
        return done

    def _first_possible(self, bits: int, unnamed: list[int], voids: Sequence[int], work: Work) -> list[int]:
        space = self.space
        budget = Budget(CASES_BUDGET)
        if not unnamed:
            return [bits] if first_uncovered(space, bits, voids, budget) else []
        number, later = unnamed[0], unnamed[1:]
        found: list[int] = []
        left = [bits]
        for bit in space.bits[number].values():
            if not left:
                break
            after: list[int] = []
            for box in left:
                cell = space.replace(box, number, bit)
                possible = [
                    space.free(piece, unnamed)
                    for piece in subtract_all(space, [cell], [v for v in voids if space.is_box(v & cell)], work)
                ]
                for piece in dict.fromkeys(possible):
                    found.extend(self._complete(space.replace(piece & box, number, bit), later, voids, work))
                after.extend(subtract_all(space, [box], possible, work))
            left = after
        return found


def _group_bits(name: str, written: Mapping[str, Sequence[str]], sets: dict[str, int]) -> int:
    bits = 0
    for member in written[name]:
        bits |= sets[member] if member in sets else _group_bits(member, written, sets)
    return bits


def _standard_data() -> Mapping[str, Any]:
    bundle = read_data("schemas", "vocabulary.json")
    if bundle is not None:  # made when the wheel is built: reading YAML costs thirty times as much
        return json.loads(bundle)  # type: ignore[no-any-return]
    return dict(parse(Source("vocabulary.yaml", read_text("schemas", "vocabulary.yaml"))).data)

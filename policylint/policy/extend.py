"""A policy's own words, dimensions and impossible combinations, added to the vocabulary. Knows only plain data."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from policylint.errors import nearest
from policylint.finding import Also, Fault
from policylint.policy.vocabulary import ADDING, Vocabulary
from policylint.policy.word_order import WordOrder
from policylint.typed import Any

# What a policy may extend besides dimensions: key in `vocabulary:` → list in the vocabulary.
LISTS = {"duty": "duties", "event": "events"}
MADE = frozenset({"boxes", "cases", "lexicon", "situations"})
TAKEN = {"any": "every value", "not": "every value but those listed"}
# `policylint ask` has an option for each dimension; these are options of its own.
OPTIONS = ("at", "color", "effort", "format", "help", "policy", "stdin-filename", "verbose")


def extend(vocabulary: Vocabulary, documents: Sequence[Mapping[str, Any]]) -> tuple[Vocabulary, tuple[Fault, ...]]:
    """The vocabulary with everything that the documents of a set add to it, and what is wrong with the additions.

    The same addition in two documents is fine; a different one is a fault, and the first counts.
    """
    if not any(document.keys() & ADDING for document in documents):
        return vocabulary, ()
    work = _Extension(vocabulary)
    for number, document in enumerate(documents):
        work.add_document(number, document)
    return Vocabulary.from_data(work.finished()), tuple(work.faults)


class _Extension:
    def __init__(self, vocabulary: Vocabulary) -> None:
        # What the bundle made ahead of the shipped vocabulary fits no other.
        self.data: dict[str, Any] = {key: deepcopy(part) for key, part in vocabulary.data.items() if key not in MADE}
        self.dimensions = {entry["id"]: entry for entry in self.data["dimensions"]}
        self.orders: dict[str, WordOrder] = {}  # of the dimensions that words are added to
        self.lists = {name: {entry["id"]: entry for entry in self.data.get(key, ())} for name, key in LISTS.items()}
        self.faults: list[Fault] = []
        self.seen: dict[tuple[str, str], tuple[int, str, Any]] = {}
        self.pending: list[tuple[Mapping[str, Any], int, str]] = []
        self.activities: list[str] = []  # those added that are nothing known

    def add_document(self, number: int, document: Mapping[str, Any]) -> None:
        for name, written in (document.get("dimensions") or {}).items():
            path = f"/dimensions/{name}"
            if self._is_new(("dimensions", name), number, path, written):
                self._add_dimension(name, written, number, path)
        for name, words in (document.get("vocabulary") or {}).items():
            for word, written in (words or {}).items():
                path = f"/vocabulary/{name}/{word}"
                if self._is_new((name, word), number, path, written):
                    self._add_word(name, word, written or {}, number, path)
        for index, entry in enumerate(document.get("impossible") or ()):
            self.pending.append((entry, number, f"/impossible/{index}"))

    def _is_new(self, key: tuple[str, str], number: int, path: str, written: Any) -> bool:
        earlier = self.seen.get(key)
        if earlier is None:
            self.seen[key] = (number, path, written)
            return True
        if earlier[2] != written:
            self.faults.append(
                Fault(
                    "vocabulary-clash",
                    number,
                    path,
                    f'"{key[1]}" is defined here and, differently, in another document of this set',
                    remedy="Write the same definition in both documents, or use two different words.",
                    also=(Also(earlier[0], earlier[1], "the other definition"),),
                    on_key=True,
                )
            )
        return False

    def _add_dimension(self, name: str, written: Mapping[str, Any], number: int, path: str) -> None:
        if name in self.dimensions:
            self._fault(number, path, f'the dimension "{name}" exists already', "Choose another name.")
            return
        if name in OPTIONS:
            # It counts all the same: leaving it out would make unknown words of everything that is said with it.
            what = f'"{name}" cannot be the name of a dimension: `policylint ask` has an option --{name} of its own'
            self._fault(number, path, what, f'Choose another name, such as "{name}-used".')
        values = [{"id": word, **(entry or {})} for word, entry in (written.get("values") or {}).items()]
        for value in values:
            self._refuse(value["id"], number, f"{path}/values/{value['id']}")
        self.dimensions[name] = {**written, "id": name, "values": values, "groups": []}
        self.data["dimensions"].append(self.dimensions[name])

    def _add_word(self, name: str, word: str, written: Mapping[str, Any], number: int, path: str) -> None:
        kind = written.get("is")
        if name in LISTS:
            entries = self.lists[name]
            base = entries.get(kind) if kind is not None else None
            if kind is not None and base is None:
                self._unknown(number, path, str(kind), [*entries])
            entry = {**(base or {}), **written, "id": word}
            entries.setdefault(word, entry)
            self.data[LISTS[name]].append(entry)
            return
        dimension = self.dimensions.get(name)
        if dimension is None:
            self._unknown(number, path.rsplit("/", 1)[0], name, [*self.dimensions, *LISTS])
            return
        order = self.orders.get(name)
        if order is None:
            order = self.orders[name] = WordOrder(dimension["values"], dimension.get("groups", ()))
        if word in order:
            self._fault(number, path, f'"{word}" is a word of the vocabulary already', "Choose another word.")
        elif kind in order.values and f"other-{kind}" in order:
            what = f'"{word}" would leave "other-{kind}" for the rest of "{kind}", and that is a word already'
            self._fault(number, path, what, f'Choose another word than "other-{kind}" where it is added.')
        else:
            self._refuse(word, number, path)
            self._insert(name, order, {**written, "id": word}, kind, number, path)

    def _refuse(self, word: str, number: int, path: str) -> None:
        if word in TAKEN:
            what = f'"{word}" cannot be a word of the vocabulary: in a clause it means {TAKEN[word]}'
            self._fault(number, path, what, f'Choose another word, such as "{word}-other".')

    def _insert(self, name: str, order: WordOrder, entry: Mapping[str, Any], kind: Any, number: int, path: str) -> None:
        leaf = order.values.get(kind)
        if leaf is not None:
            # The leaf becomes a group of the new value and of everything else that it meant.
            order.refine(kind, {**leaf, "id": f"other-{kind}", "label": f"other {leaf.get('label', kind)}"}, entry)
            return
        if kind in order.groups:
            order.join(kind, entry)
        else:
            if kind is not None:
                self._unknown(number, path, str(kind), [*order.values, *order.groups])
            order.append(entry)
            if name == "activity":
                self.activities.append(entry["id"])

    def finished(self) -> dict[str, Any]:
        """The data, with relevance for added activities, and the impossible combinations whose words are known."""
        for name, order in self.orders.items():
            self.dimensions[name].update(order.data())
        # An activity that is nothing known has every dimension; one of a group has what the group names.
        if self.activities:
            for entry in self.data.get("relevance", ()):
                named = entry.get("only-for", {}).get("activity")
                if named is not None:
                    entry["only-for"] = {**entry["only-for"], "activity": [*_words(named), *self.activities]}
        known = Vocabulary.from_data(self.data)
        for entry, number, path in self.pending:
            unknown: list[Any] = []
            known.box(entry.get("when") or {}, f"{path}/when", unknown)
            for each in unknown:
                number_of = known.space.index.get(each.dimension)
                words = known.known(number_of) if number_of is not None else known.space.dimensions
                self._unknown(number, each.path, each.value or each.dimension, words)
            if not unknown:
                self.data.setdefault("impossible", []).append(entry)
        return self.data

    def _fault(self, number: int, path: str, message: str, remedy: str) -> None:
        self.faults.append(Fault("vocabulary-clash", number, path, message, remedy=remedy, on_key=True))

    def _unknown(self, number: int, path: str, word: str, known: Sequence[str]) -> None:
        near = nearest(word, known)
        self.faults.append(
            Fault(
                "unknown-value",
                number,
                path,
                f'unknown word "{word}"' + (f': did you mean "{near}"?' if near else ""),
                remedy=f"Use one of: {', '.join(known)}." if len(known) <= 40 else "",
            )
        )


def _words(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else list(value)

"""A policy's own words, dimensions and impossible combinations, added to the vocabulary. Knows only plain data."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from policylint.errors import nearest
from policylint.finding import Also, Fault
from policylint.policy.vocabulary import Vocabulary
from policylint.typed import Any

# What a policy may extend besides dimensions: key in `vocabulary:` → list in the vocabulary.
LISTS = {"duty": "duties", "event": "events"}
MADE = frozenset({"boxes", "cases", "lexicon", "situations"})


def extend(vocabulary: Vocabulary, documents: Sequence[Mapping[str, Any]]) -> tuple[Vocabulary, tuple[Fault, ...]]:
    """The vocabulary with everything that the documents of a set add to it, and what is wrong with the additions.

    The same addition in two documents is fine; a different one is a fault, and the first counts.
    """
    if not any(document.keys() & {"vocabulary", "dimensions", "impossible"} for document in documents):
        return vocabulary, ()
    work = _Extension(vocabulary)
    for number, document in enumerate(documents):
        work.add_document(number, document)
    return Vocabulary.from_data(work.finished()), tuple(work.faults)


class _Extension:
    def __init__(self, vocabulary: Vocabulary) -> None:
        # What the bundle made ahead of the shipped vocabulary fits no other.
        self.data: dict[str, Any] = {key: deepcopy(part) for key, part in vocabulary.data.items() if key not in MADE}
        self.faults: list[Fault] = []
        self.seen: dict[tuple[str, str], tuple[int, str, Any]] = {}
        self.pending: list[tuple[Mapping[str, Any], int, str]] = []
        self.activities: dict[str, str] = {}  # added activity → the word that it is

    def dimension(self, name: str) -> dict[str, Any] | None:
        return next((entry for entry in self.data["dimensions"] if entry["id"] == name), None)

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
        if self.dimension(name) is not None:
            self._fault(number, path, f'the dimension "{name}" exists already', "Choose another name.")
            return
        values = [{"id": word, **(entry or {})} for word, entry in (written.get("values") or {}).items()]
        self.data["dimensions"].append({**written, "id": name, "values": values, "groups": []})

    def _add_word(self, name: str, word: str, written: Mapping[str, Any], number: int, path: str) -> None:
        kind = written.get("is")
        if name in LISTS:
            entries: list[dict[str, Any]] = self.data[LISTS[name]]
            base = next((entry for entry in entries if entry["id"] == kind), None)
            if kind is not None and base is None:
                self._unknown(number, path, str(kind), [entry["id"] for entry in entries])
            entries.append({**(base or {}), **written, "id": word})
            return
        dimension = self.dimension(name)
        if dimension is None:
            known = [entry["id"] for entry in self.data["dimensions"]]
            self._unknown(number, path.rsplit("/", 1)[0], name, [*known, *LISTS])
            return
        taken = [entry["id"] for entry in (*dimension["values"], *dimension.get("groups", ()))]
        if word in taken:
            self._fault(number, path, f'"{word}" is a word of the vocabulary already', "Choose another word.")
            return
        self._insert(dimension, word, written, kind, number, path)

    def _insert(
        self, dimension: dict[str, Any], word: str, written: Mapping[str, Any], kind: Any, number: int, path: str
    ) -> None:
        entry = {**written, "id": word}
        values: list[dict[str, Any]] = dimension["values"]
        groups: list[dict[str, Any]] = dimension.setdefault("groups", [])
        leaf = next((index for index, value in enumerate(values) if value["id"] == kind), None)
        group = next((each for each in groups if each["id"] == kind), None)
        if leaf is not None:
            # The leaf becomes a group of the new value and of everything else that it meant.
            old = values[leaf]
            other = {**old, "id": f"other-{kind}", "label": f"other {old.get('label', kind)}"}
            values[leaf : leaf + 1] = [other, entry]
            groups.append({**old, "members": [other["id"], word]})
        elif group is not None:
            group["members"] = [*group["members"], word]
            after = [index for index, value in enumerate(values) if value["id"] in group["members"]]
            values.insert(after[-1] + 1 if after else len(values), entry)
        else:
            if kind is not None:
                self._unknown(number, path, str(kind), [each["id"] for each in (*values, *groups)])
            values.append(entry)
        if dimension["id"] == "activity" and leaf is None:
            self.activities[word] = str(kind) if group is not None else ""

    def finished(self) -> dict[str, Any]:
        """The data, with relevance for added activities, and the impossible combinations whose words are known."""
        for word, kind in self.activities.items():
            for entry in self.data.get("relevance", ()):
                named = entry.get("only-for", {}).get("activity")
                # An activity that is nothing known has every dimension; one of a group has what the group names.
                if named is not None and not kind:
                    entry["only-for"] = {**entry["only-for"], "activity": [*_words(named), word]}
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

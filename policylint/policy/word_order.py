"""The values and groups of one dimension while words are added to them; it knows no policy and reports nothing.

Values keep their order in a linked list, and each group knows its last one: thousands of words take time in proportion
to their number.
"""

from collections.abc import Mapping, Sequence

from policylint.typed import Any

_ENDS = ""  # stands before the first value and behind the last; no word is empty


class WordOrder:
    """The words of one dimension. values, groups: the entries by id; the members of a group are keys of a mapping."""

    __slots__ = ("_after", "_before", "_last", "_parents", "groups", "values")

    def __init__(self, values: Sequence[Mapping[str, Any]], groups: Sequence[Mapping[str, Any]]) -> None:
        self.values: dict[str, Mapping[str, Any]] = {}
        self.groups: dict[str, dict[str, Any]] = {}
        self._after = {_ENDS: _ENDS}
        self._before = {_ENDS: _ENDS}
        self._last: dict[str, str] = {}  # group → the last value that it stands for, through other groups too
        self._parents: dict[str, list[str]] = {}  # word → the groups that name it
        for entry in values:
            self._put(entry, self._before[_ENDS])
        for group in groups:
            self._group(group, group["members"])
        places = {word: number for number, word in enumerate(self.values)}
        for name in self.groups:
            self._last[name] = max(self._values_of(name), key=places.__getitem__, default=_ENDS)

    def __contains__(self, word: str) -> bool:
        return word in self.values or word in self.groups

    def append(self, entry: Mapping[str, Any]) -> None:
        """Add a value behind all others."""
        self._put(entry, self._before[_ENDS])

    def join(self, group: str, entry: Mapping[str, Any]) -> None:
        """Add a value to a group, behind the last one that the group stands for."""
        word, last = entry["id"], self._last[group]
        self._put(entry, last or self._before[_ENDS])
        self.groups[group]["members"][word] = None
        self._parents[word] = [group]
        self._move(group, last, word)

    def refine(self, word: str, other: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
        """Make a group of a value: of everything else that it meant, and behind it of a new value."""
        old = self.values.pop(word)
        before, after = self._before.pop(word), self._after.pop(word)
        self._after[before], self._before[after] = after, before
        self._put(other, before)
        self._put(entry, other["id"])
        for group in self._parents.get(word, ()):
            self._move(group, word, entry["id"])
        self._group(old, (other["id"], entry["id"]))
        self._last[word] = entry["id"]

    def data(self) -> dict[str, list[dict[str, Any]]]:
        """The values in order and the groups, as the vocabulary writes them."""
        values = []
        word = self._after[_ENDS]
        while word != _ENDS:
            values.append(dict(self.values[word]))
            word = self._after[word]
        return {"values": values, "groups": [{**each, "members": [*each["members"]]} for each in self.groups.values()]}

    def _put(self, entry: Mapping[str, Any], before: str) -> None:
        word, after = entry["id"], self._after[before]
        self.values[word] = entry
        self._after[before] = self._before[after] = word
        self._before[word], self._after[word] = before, after

    def _group(self, entry: Mapping[str, Any], members: Sequence[str]) -> None:
        self.groups[entry["id"]] = {**entry, "members": dict.fromkeys(members)}
        for member in members:
            self._parents.setdefault(member, []).append(entry["id"])

    def _move(self, group: str, last: str, word: str) -> None:
        """Make a new value the last one of a group that ended with another, and of the groups around it."""
        waiting = [group]
        while waiting:
            name = waiting.pop()
            if self._last[name] == last:
                self._last[name] = word
                waiting += self._parents.get(name, ())

    def _values_of(self, name: str) -> list[str]:
        if name in self.values:
            return [name]
        return [word for member in self.groups[name]["members"] for word in self._values_of(member)]

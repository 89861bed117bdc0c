"""Patterns of paths, as people know them from git: `*` stays within a folder, `**` does not. Knows no file system.

A pattern is an automaton whose states are the bits of a number, all followed at once (Thompson, Regular expression
search algorithm, 1968): the time is in proportion to pattern times path, however many stars the pattern has.
"""

import re

_PARTS = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|[^*?]")
_compiled: dict[str, "_Automaton"] = {}


def matches(pattern: str, path: str) -> bool:
    """Whether a path (relative, with forward slashes) falls under a pattern.

    A pattern without a slash is a name in any folder; one that names a folder holds for everything below it.
    """
    found = _compiled.get(pattern)
    if found is None:
        found = _compiled[pattern] = _Automaton(pattern)
    return found.accepts(path)


class _Automaton:
    """States as bits: on a character a state stays or goes to the next; without one it may go one or two further."""

    __slots__ = ("characters", "one", "size", "stays", "stays_inside", "two")

    def __init__(self, pattern: str) -> None:
        self.size = 0
        self.characters: dict[str, int] = {}
        self.one = self.two = self.stays = self.stays_inside = 0
        parts = _PARTS.findall(pattern.removeprefix("./").strip("/"))
        for part in (*(() if "/" in pattern.rstrip("/") else ("**/",)), *parts, "/**"):
            self._add(part)

    def _add(self, part: str) -> None:
        bit = 1 << self.size
        if part == "**/":  # nothing, or anything up to a slash
            self.one |= bit
            self.two |= bit
            self.stays |= bit << 1
            self._on("/", bit << 1)
        elif part == "/**":  # nothing, or a slash and anything
            self.two |= bit
            self._on("/", bit)
            self.stays |= bit << 1
            self.one |= bit << 1
        elif part in ("*", "**"):
            self.one |= bit
            if part == "*":
                self.stays_inside |= bit
            else:
                self.stays |= bit
        else:
            self._on(part, bit)
        self.size += 2 if part in ("**/", "/**") else 1

    def _on(self, character: str, bit: int) -> None:
        self.characters[character] = self.characters.get(character, 0) | bit

    def accepts(self, path: str) -> bool:
        any_character = self.characters.get("?", 0)
        states = self._closed(1)
        for character in path:
            moved = self.characters.get(character, 0) if character != "?" else 0
            kept = self.stays
            if character != "/":
                moved |= any_character
                kept |= self.stays_inside
            states = self._closed((states & kept) | (states & moved) << 1)
            if not states:
                return False
        return bool(states >> self.size & 1)

    def _closed(self, states: int) -> int:
        while True:
            more = states | (states & self.one) << 1 | (states & self.two) << 2
            if more == states:
                return states
            states = more

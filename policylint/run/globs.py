"""Patterns of paths, as people know them from git: `*` stays within a folder, `**` does not. Knows no file system."""

import re

_PARTS = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|[^*?]+")
_WORDS = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_compiled: dict[str, re.Pattern[str]] = {}


def matches(pattern: str, path: str) -> bool:
    """Whether a path (relative, with forward slashes) falls under a pattern.

    A pattern without a slash is a name in any folder; one that names a folder holds for everything below it.
    """
    found = _compiled.get(pattern)
    if found is None:
        found = _compiled[pattern] = re.compile(_regex(pattern))
    return found.fullmatch(path) is not None


def _regex(pattern: str) -> str:
    anywhere = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    parts = _PARTS.findall(pattern.removeprefix("./").strip("/"))
    return anywhere + "".join(_WORDS.get(part) or re.escape(part) for part in parts) + "(?:/.*)?"

"""Patterns of paths: what they match, by a table and against a plain translation; and that none runs for ever."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.run.globs import matches

PART = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|[^*?]+")
WORDS = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def plainly(pattern: str, path: str) -> bool:
    """What a pattern means, by regular expressions that may backtrack."""
    anywhere = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    parts = PART.findall(pattern.removeprefix("./").strip("/"))
    words = "".join(WORDS.get(part) or re.escape(part) for part in parts)
    return re.fullmatch(f"{anywhere}{words}(?:/.*)?", path, re.DOTALL) is not None


@given(st.text("ab/*?.\n", max_size=9), st.text("ab/?.\n", max_size=9))
def test_a_pattern_means_what_its_translation_means(pattern: str, path: str) -> None:
    assert matches(pattern, path) == plainly(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 200, "x/" + "a" * 500),
        ("**/a" * 200, "a/" * 500 + "a"),
        ("**a" * 200, "a/" * 500),
        ("*" * 200, "x/y"),
        ("a/" + "?*" * 200, "a/" + "a" * 500),
    ],
    ids=["star", "folders", "any", "stars", "one"],
)
def test_a_pattern_of_hundreds_of_stars_is_done_at_once(pattern: str, path: str) -> None:
    start = time.perf_counter()
    assert matches(pattern, path)
    assert not matches(f"{pattern}b", path)
    assert time.perf_counter() - start < 5

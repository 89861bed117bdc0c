"""Patterns that are compiled late do what compiled ones do."""

import re

import pytest

from policylint.patterns import pattern

TEXT = "a1 B22\nc333"
USES = {
    "search": lambda each: each.search(TEXT).group(),
    "search from": lambda each: each.search(TEXT, 3).span(),
    "match": lambda each: each.match(TEXT).group(1),
    "no match": lambda each: each.match("??"),
    "fullmatch": lambda each: each.fullmatch("b2").span(),
    "finditer": lambda each: [match.span() for match in each.finditer(TEXT)],
    "findall": lambda each: each.findall(TEXT),
    "sub": lambda each: each.sub("-", TEXT),
    "split": lambda each: each.split(TEXT),
    "pattern": lambda each: each.pattern,
    "groups": lambda each: each.groups,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_it_does_what_a_compiled_one_does(use):
    late = pattern(r"([a-z])\d+", re.IGNORECASE)
    compiled = re.compile(r"([a-z])\d+", re.IGNORECASE)
    assert [use(late), use(late)] == [use(compiled), use(compiled)]


def test_it_is_compiled_when_it_is_used():
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")

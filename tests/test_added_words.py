"""Words that policies add to the vocabulary: their order against a slow reading of the rule, and what is refused."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policylint.cli.ask import command as ask
from policylint.policy.extend import OPTIONS, extend
from policylint.policy.vocabulary import Vocabulary

VALUES = ("a", "b", "c", "d")
GROUPS = {"all-of-it": ("front", "d"), "front": ("a", "b"), "odd": ("a", "c")}
SMALL = Vocabulary.from_data(
    {
        "dimensions": [
            {
                "id": "topic",
                "values": [{"id": value} for value in VALUES],
                "groups": [{"id": name, "members": list(members)} for name, members in GROUPS.items()],
            }
        ],
        "everyday": [],
    }
)


def slowly(added: list[tuple[str, str | None]]) -> tuple[list[str], dict[str, list[str]]]:
    """The values in order and the groups, word by word, from docs/semantics.md (section 9, rule 8)."""
    order = list(VALUES)
    groups = {name: list(members) for name, members in GROUPS.items()}

    def stands_for(word: str) -> set[str]:
        return set().union(*(stands_for(member) for member in groups[word])) if word in groups else {word}

    for word, kind in added:
        if kind is None:
            order.append(word)
            continue
        if kind not in groups:
            groups[kind] = [f"other-{kind}"]
            order[order.index(kind)] = f"other-{kind}"
        last = max(order.index(value) for value in stands_for(kind))
        groups[kind].append(word)
        order.insert(last + 1, word)
    return order, groups


@st.composite
def additions(draw: st.DrawFn) -> list[tuple[str, str | None]]:
    known = [*VALUES, *GROUPS]
    added: list[tuple[str, str | None]] = []
    for number in range(draw(st.integers(0, 12))):
        added.append((f"w{number}", draw(st.sampled_from([None, *known]))))
        known.append(f"w{number}")
    return added


@given(additions())
@settings(deadline=None)
def test_order_of_added_words(added):
    document = {"vocabulary": {"topic": {word: {"is": kind} if kind else {} for word, kind in added}}}
    vocabulary, faults = extend(SMALL, [document])
    (dimension,) = vocabulary.data["dimensions"]
    found = (
        [value["id"] for value in dimension["values"]],
        {group["id"]: group["members"] for group in dimension["groups"]},
    )
    assert (found, faults) == (slowly(added), ())


def told(document: dict[str, object]) -> list[tuple[str, str, str, str]]:
    _, faults = extend(Vocabulary.standard(), [document])
    return [(fault.check, fault.path, fault.message, fault.remedy) for fault in faults]


REFUSED = {
    "any": (
        {"vocabulary": {"topic": {"any": {}}}},
        "/vocabulary/topic/any",
        '"any" cannot be a word of the vocabulary: in a clause it means every value',
        'Choose another word, such as "any-other".',
    ),
    "not, refining a word": (
        {"vocabulary": {"topic": {"not": {"is": "private-life"}}}},
        "/vocabulary/topic/not",
        '"not" cannot be a word of the vocabulary: in a clause it means every value but those listed',
        'Choose another word, such as "not-other".',
    ),
    "any, in a dimension of one's own": (
        {"dimensions": {"place": {"values": {"office": {}, "any": {}}}}},
        "/dimensions/place/values/any",
        '"any" cannot be a word of the vocabulary: in a clause it means every value',
        'Choose another word, such as "any-other".',
    ),
    "a dimension like an option": (
        {"dimensions": {"format": {"values": {"short": {}, "long": {}}}}},
        "/dimensions/format",
        '"format" cannot be the name of a dimension: `policylint ask` has an option --format of its own',
        'Choose another name, such as "format-used".',
    ),
    "a taken rest": (
        {"vocabulary": {"topic": {"other-private-life": {}, "hobby": {"is": "private-life"}}}},
        "/vocabulary/topic/hobby",
        '"hobby" would leave "other-private-life" for the rest of "private-life", and that is a word already',
        'Choose another word than "other-private-life" where it is added.',
    ),
    "a word twice": (
        {"vocabulary": {"topic": {"private-life": {}}}},
        "/vocabulary/topic/private-life",
        '"private-life" is a word of the vocabulary already',
        "Choose another word.",
    ),
}


@pytest.mark.parametrize(("document", "path", "message", "remedy"), REFUSED.values(), ids=REFUSED)
def test_refused(document, path, message, remedy):
    assert told(document) == [("vocabulary-clash", path, message, remedy)]


def test_names_of_options_are_those_of_ask():
    own = {name[2:] for param in ask.params for name in param.opts if name.startswith("--")}
    assert set(OPTIONS) == own | {"help"}


def test_no_shipped_dimension_is_an_option():
    assert [name for name in Vocabulary.standard().space.dimensions if name in OPTIONS] == []


@pytest.mark.parametrize(
    "kind",
    [lambda n: None, lambda n: "private-life", lambda n: f"word-{n - 1}" if n else None],
    ids=["new", "in", "of"],
)
def test_thousands_of_words(kind):
    """Each word was once compared with all before it: 4,000 took most of a minute."""
    words = {f"word-{number}": {"is": kind(number)} if kind(number) else {} for number in range(4000)}
    start = time.perf_counter()
    _, faults = extend(Vocabulary.standard(), [{"vocabulary": {"topic": words}}])
    assert faults == ()
    assert time.perf_counter() - start < 8

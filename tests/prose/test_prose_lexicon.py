"""The phrases of the vocabulary in prose: the longest wins, dimensions hide nothing from each other."""

import pytest

from policylint.policy.inference import infer
from policylint.policy.lexicon import lexicon_of
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.sentences import Sentence, words

VOCABULARY = Vocabulary.standard()

FOUND = (
    ("outside working hours", [("time", ("off-hours",), "outside working hours")]),
    ("Working\n  Hours", [("time", ("working-hours",), "Working\n  Hours")]),
    ("Employees' posts", [("who", ("staff", "employee"), "Employees"), ("activity", ("post",), "posts")]),
    (
        "personal use of social media",
        [("capacity", ("personal",), "personal use"), ("activity", ("use",), "use of social media")],
    ),
    ("on any device", [("device", (), "any device")]),
    (
        "a personal account used for work",
        [("account", ("mixed",), "personal account used for work"), ("capacity", ("official",), "for work")],
    ),
    ("compost and poster", []),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_phrases_are_found(text: str, expected: list[tuple[str, tuple[str, ...], str]]) -> None:
    signals = lexicon_of(VOCABULARY).find(words(text))
    assert [(signal.kind, signal.names, text[signal.start : signal.end]) for signal in signals] == expected


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Post, but not on agency devices.", True),
        ("You must not use agency devices.", False),
        ("Any device other than an agency device.", True),
        ("Post on agency devices.", False),
    ],
)
def test_not_before_a_phrase_takes_it_back(text: str, negated: bool) -> None:
    devices = [s for s in lexicon_of(VOCABULARY).find(words(text)) if s.kind == "device" and not s.whatever]
    assert [signal.negated for signal in devices] == [negated]


PROPOSED = (
    (
        "Contractors must not post from agency devices during working hours unless the director approves it.",
        {"who": "contractor", "activity": "post", "device": "agency", "time": "working-hours"},
    ),
    ("The agency reserves the right to delete comments.", {"who": "agency", "activity": "hide-comment"}),
    ("Employees may follow accounts at any time.", {"who": "employee", "activity": "follow", "time": "any"}),
    ("Staff may not message members of the public.", {"who": "staff", "activity": "message"}),
)


@pytest.mark.parametrize(("text", "box"), PROPOSED, ids=[text for text, _ in PROPOSED])
def test_the_box_that_a_sentence_speaks_of(text: str, box: dict[str, str]) -> None:
    assert infer(Sentence(0, len(text), text), "", VOCABULARY).box() == box


def test_every_phrase_of_the_vocabulary_is_found_as_a_whole() -> None:
    lexicon = lexicon_of(VOCABULARY)
    missed = []
    for dimension in VOCABULARY.data["dimensions"]:
        for entry in (*dimension["values"], *dimension.get("groups", ())):
            for phrase in entry.get("phrases", ()):
                found = [s for s in lexicon.find(words(phrase)) if s.kind == dimension["id"] and s.start == 0]
                if not any(entry["id"] in signal.names and signal.end == len(phrase) for signal in found):
                    missed.append((dimension["id"], entry["id"], phrase))
    assert missed == []

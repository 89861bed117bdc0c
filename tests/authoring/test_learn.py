"""What the weights are learned from is read rightly. The learning itself needs scikit-learn, which CI does not have."""

import json
from pathlib import Path

import pytest

from tests.authoring.learn import SENTENCES, TOPICS, Row, coded, learn, shown, written

NONE = dict.fromkeys(TOPICS, False)


def test_sentences_written_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(
        "records=a,direct-messages=p\tText messages\tTexts are records.\n"
        "not:records\t\tThe record store is closed.\n"
        "-\t\tStaff must not: // post <b>rumours</b>.\n",
        encoding="utf-8",
    )
    rows = list(written(tmp_path))
    assert [row.truth for row in rows] == [NONE | {"records": True, "direct-messages": True}, NONE, NONE]
    assert [{"text", "record"} <= row.said for row in rows] == [True, False, False]
    assert {"staff", "post", "rumour"} <= rows[2].said
    assert {(row.text, row.mended) for row in rows} == {("", False)}


def test_published_texts(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text(
        "Posts are public records and are kept. Be polite. Passwords are kept in the vault.\n", encoding="utf-8"
    )
    topics = "".join(
        f"      {topic}: "
        + {"records": 'addressed  # l. 1 "Posts are public records"\n', "ai": "partly  # a guess\n"}.get(
            topic, "silent\n"
        )
        for topic in TOPICS
    )
    (tmp_path / "truth.yaml").write_text(f"texts:\n  - file: p.md\n    topics:\n{topics}", encoding="utf-8")
    (tmp_path / "judged.tsv").write_text(
        "p.md\tPasswords are kept in the vault.\taccount-custody=y\n", encoding="utf-8"
    )
    rows = list(coded([tmp_path]))
    assert [(row.truth["records"], row.truth["ai"], row.truth["account-custody"]) for row in rows] == [
        (True, None, False),
        (None, None, False),
        (None, None, True),
    ]
    assert {row.text for row in rows} == {str(tmp_path / "p.md")}


def test_every_written_sentence_has_three_parts_and_known_codes() -> None:
    for path in sorted(SENTENCES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            codes, _, sentence = line.split("\t")
            named = {part.partition("=")[0].removeprefix("not:") for part in codes.split(",")} - {"-"}
            assert named <= set(TOPICS), line
            assert sentence.strip(), line


def test_the_file_has_a_line_for_each_feature() -> None:
    data = {"version": 1, "topics": ["a"], "start": [-3], "phrases": {}, "others": {}, "words": {"é x": "0:5", "y": ""}}
    text = shown(data)
    assert json.loads(text) == data
    assert text.splitlines()[-3:] == ['"é x":"0:5",', '"y":""', "}}"]


def test_learning_tells_what_was_said_from_what_was_not() -> None:
    pytest.importorskip("sklearn")
    rows = [Row(frozenset({"phone", f"w{number % 7}"}), {}, NONE | {"ai": True}, "") for number in range(30)]
    rows += [Row(frozenset({"desk", f"w{number % 7}"}), {}, NONE, "") for number in range(30)]
    rows += [row._replace(truth=NONE | dict.fromkeys(TOPICS, True)) for row in rows[:1]]
    words = learn(rows)["words"]
    number = TOPICS.index("ai")
    weights = {name: dict(each.split(":") for each in entry.split()) for name, entry in words.items()}
    assert int(weights["phone"][str(number)]) > 0 > int(weights["desk"][str(number)])

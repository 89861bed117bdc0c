"""How the survey fares against what readers found (tests/corpus), as the tables of docs/survey.md.

Run it as `python -m tests.authoring.measure [FOLDER]...`; the folders hold the texts that may not be shipped.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from policylint.authoring.header import header
from policylint.authoring.kinds import kind_of
from policylint.authoring.norms import norms
from policylint.authoring.topics import answers
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import read_path

CORPUS = Path(__file__).parent.parent / "corpus"

# Files of texts that several readers read: how many, and what they are called.
JOINT = (
    ("two-readers.yaml", 2, "2 readers"),
    ("four-readers.yaml", 4, "4 readers"),
    ("three-readers-first.yaml", 3, "3 readers, first"),
    ("three-readers-last.yaml", 3, "3 readers, last"),
)


class Judged(NamedTuple):
    """One text. found, truth: answers by topic; a topic without a truth is not judged."""

    file: str
    split: str
    true_kind: str
    kind: str
    found: Mapping[str, str]
    truth: Mapping[str, str]


def judged(folders: tuple[Path, ...]) -> Iterator[Judged]:
    """Every text of the truth that is in one of some folders."""
    for truth in ("truth.yaml", "third-reader.yaml", "one-reader-each.yaml"):
        for entry, path in _found(CORPUS / truth, folders):
            yield Judged(entry["file"], entry["split"], entry["kind"], *surveyed(path), entry["topics"])


def jointly_judged(folders: tuple[Path, ...]) -> Iterator[Judged]:
    """The texts that several readers read: by each of them, and by them together.

    Together they say what more than half of them say, silent or not; where they are half and half, a topic is not
    judged. Its answer is the one that most of those give.
    """
    for name, count, label in JOINT:
        for entry, path in _found(CORPUS / name, folders):
            kind, found = surveyed(path)
            every = (entry["kind"], *entry["topics"].values())
            kinds, *said = [each if isinstance(each, list) else [each] * count for each in every]
            topics = dict(zip(entry["topics"], said, strict=True))
            for number in range(count):
                truth = {topic: each[number] for topic, each in topics.items()}
                yield Judged(entry["file"], f"reader {number + 1} of {label}", kinds[number], kind, found, truth)
            together = {topic: most for topic, each in topics.items() if (most := _most(each))}
            yield Judged(entry["file"], label, _commonest(kinds, count), kind, found, together)


def _most(said: Sequence[str]) -> str:
    """What most readers say; empty where as many are silent as are not."""
    silent = sum(each == "silent" for each in said)
    if silent * 2 == len(said):
        return ""
    if silent * 2 > len(said):
        return "silent"
    return Counter(each for each in said if each != "silent").most_common(1)[0][0]


def _commonest(kinds: Sequence[str], count: int) -> str:
    kind, number = Counter(kinds).most_common(1)[0]
    return kind if number * 2 > count else ""


def _found(truth: Path, folders: tuple[Path, ...]) -> Iterator[tuple[Mapping[str, Any], Path]]:
    known: Any = yaml.safe_load(truth.read_text(encoding="utf-8"))
    for entry in known["texts"]:
        path = next((folder / entry["file"] for folder in folders if (folder / entry["file"]).exists()), None)
        if path is not None:
            yield entry, path


def surveyed(path: Path) -> tuple[str, dict[str, str]]:
    """The kind of a document and the answers of the survey by topic."""
    reading = read_path(str(path))
    read = norms(reading.prose, Vocabulary.standard())
    kind = kind_of(read).kind
    found = {each.topic.id: each.answer for each in answers(read, header(reading, read), kind)}
    return kind, {name: "silent" if answer == "not-asked" else answer for name, answer in found.items()}


def table(texts: list[Judged]) -> str:
    """Precision and recall of "says something about it", and how often the answer is the same, by topic."""
    lines = [
        "| Topic | said | found | of these right | precision | recall | same answer |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    total: Counter[str] = Counter()
    for topic in texts[0].found:
        counts: Counter[str] = Counter()
        for text in texts:
            if topic not in text.truth:
                continue
            true, found = text.truth[topic] != "silent", text.found[topic] != "silent"
            counts["said"] += true
            counts["found"] += found
            counts["right"] += true and found
            counts["same"] += text.truth[topic] == text.found[topic]
            counts["texts"] += 1
        total += counts
        lines.append(_row(topic, counts))
    lines.append(_row("**all**", total))
    return "\n".join(lines)


def firmness(texts: list[Judged]) -> str:
    """How much of what the reader found settled and of what the reader found touched was found, and how often the
    survey is right in each."""
    parts = []
    for answer in ("addressed", "partly"):
        true = [text.found[topic] != "silent" for text in texts for topic, said in text.truth.items() if said == answer]
        found = [
            text.truth[topic] != "silent"
            for text in texts
            for topic, said in text.found.items()
            if said == answer and topic in text.truth
        ]
        parts.append(
            f"{answer}: {sum(true)} of {len(true)} of the reader's found,"
            f" {sum(found)} of {len(found)} of the survey's right"
        )
    return "; ".join(parts)


def _row(name: str, counts: Mapping[str, int]) -> str:
    precision = f"{counts['right'] / counts['found']:.2f}" if counts["found"] else "–"
    recall = f"{counts['right'] / counts['said']:.2f}" if counts["said"] else "–"
    same = f"{counts['same'] / counts['texts']:.2f}"
    return f"| {name} | {counts['said']} | {counts['found']} | {counts['right']} | {precision} | {recall} | {same} |"


if __name__ == "__main__":
    places = (CORPUS, *map(Path, sys.argv[1:]))
    every = [*judged(places), *jointly_judged(places)]
    for split in dict.fromkeys(text.split for text in every):
        chosen = [text for text in every if text.split == split]
        kinds = sum(text.kind == text.true_kind for text in chosen)
        print(f"\n{split}: {len(chosen)} texts, {kinds} of the right kind\n{firmness(chosen)}\n\n{table(chosen)}")

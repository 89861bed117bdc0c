"""Makes schemas/survey.weights.json: how much each word speaks for each question of the survey.

Run it as `python -m tests.authoring.learn [FOLDER]... [--mended FOLDER...]` with scikit-learn installed. It learns from
the sentences of tests/corpus/sentences, which are written for it, and from published texts in the folders, which may
not be shipped (tests/corpus/learned-from.yaml and the files beside it say which): each folder has a `truth*.yaml` as
tests/corpus has, with the words on which an answer rests in quotation marks behind it, and may have decisions on single
sentences (`judged.tsv`). Without the folders the file is made from the sentences alone and says much less.

The method: one logistic regression for each question (liblinear, L2), over what `policylint/authoring/classifier.py`
calls features; a sentence that answers weighs three times. Weights that hardly count are left out.
What the phrases found counts as features too, but not in texts on which the phrases were mended, where they look more
reliable than they are: those in folders behind `--mended`.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from policylint.authoring.classifier import features
from policylint.authoring.cues import cues
from policylint.authoring.header import header
from policylint.authoring.kinds import kind_of
from policylint.authoring.norms import norms
from policylint.authoring.topics import LEVELS, found_in, told_by_phrases
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import Reading, read_bytes, read_path

ROOT = Path(__file__).parent.parent.parent
SENTENCES = ROOT / "tests" / "corpus" / "sentences"
WEIGHTS = ROOT / "schemas" / "survey.weights.json"
VOCABULARY = Vocabulary.standard()
TOPICS = tuple(topic.id for topic in cues().topics)
# Features that stand in fewer sentences say nothing of other texts.
SELDOM = 3
SLIGHT = 0.07
SHIFT = 0.1
# The inverse of how much large weights are held back.
STRENGTH = 5.0
# How large words and phrases are while it learns: what is larger is held back less.
WORD = 0.55
PHRASE = 3.0
_ANSWER = re.compile(r"\s+([a-z-]+):\s*(?:addressed|partly|elsewhere|out-of-scope)\s*#(.*)$")
_QUOTED = re.compile(r'["“]([^"”]{6,})["”]')
_WORD = re.compile(r"[a-z0-9@']+")


class Row(NamedTuple):
    """One sentence. said: its features; found: levels of the topics of which a phrase stands in it; truth: for each
    topic whether it bears on it; None where that is not known. text: which text it is from, empty of written ones.
    mended: the phrases were mended on it."""

    said: frozenset[str]
    found: Mapping[str, str]
    truth: Mapping[str, bool | None]
    text: str
    mended: bool = False


def written(folder: Path = SENTENCES) -> Iterator[Row]:
    """The sentences written for it, a line each: codes, heading and sentence with tabs between."""
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            codes, heading, sentence = line.split("\t")
            answered = {code.partition("=")[0] for code in re.split(r"[,\s]+", codes) if "=" in code}
            lead, _, item = sentence.rpartition(" // ")
            text = f"{lead.strip()}\n\n- {item.strip()}\n" if lead else f"{sentence}\n"
            if heading.strip():
                text = f"# {heading.strip()}\n\n{text}"
            rows = list(_rows(_reading(text), "use"))
            said = rows[-1:] if lead else rows
            if said:
                truth = {topic: topic in answered for topic in TOPICS}
                found = {topic: level for _, _, each in said for topic, level in each.items()}
                yield Row(frozenset().union(*(each for _, each, _ in said)), found, truth, "")


def coded(folders: Iterable[Path]) -> Iterator[Row]:
    """The sentences of published texts. Of a topic that a text answers only the sentences quoted are known to bear on
    it, and the others may; of one on which it is silent none does."""
    for folder in folders:
        judged = _judged(folder)
        for truth in sorted(folder.glob("truth*.yaml")):
            quoted = _quotations(truth)
            for entry in yaml.safe_load(truth.read_text(encoding="utf-8"))["texts"]:
                path = folder / entry["file"]
                if path.exists() and len(entry.get("topics", ())) == len(TOPICS):
                    for text, row in _of_text(path, entry["topics"], quoted.get(entry["file"], {})):
                        yield row._replace(truth={**row.truth, **judged.get((entry["file"], text), {})})


def _of_text(path: Path, topics: Mapping[str, str], quoted: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Row]]:
    """The sentences of one text."""
    for text, said, found in _rows(read_path(str(path))):
        plain = _plain(text)
        truth = {
            topic: False
            if answer == "silent"
            else True
            if any(each in plain or (plain in each and len(plain.split()) > 3) for each in quoted.get(topic, ()))
            else None
            for topic, answer in topics.items()
        }
        yield text, Row(said, found, truth, str(path))


def _judged(folder: Path) -> dict[tuple[str, str], dict[str, bool]]:
    """What somebody decided of single sentences, by file and sentence: `judged.tsv` has both and "topic=y,topic=n"."""
    judged: dict[tuple[str, str], dict[str, bool]] = {}
    path = folder / "judged.tsv"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        file, text, codes = line.split("\t")
        for code in codes.split(","):
            topic, _, said = code.partition("=")
            judged.setdefault((file, text), {})[topic] = said == "y"
    return judged


def _rows(reading: Reading, kind: str = "") -> Iterator[tuple[str, frozenset[str], Mapping[str, str]]]:
    read = norms(reading.prose, VOCABULARY)
    told = told_by_phrases(read, header(reading, read), kind or kind_of(read).kind, "en")
    found = found_in(told)
    for norm in read:
        if norm.role != "heading":
            yield norm.text, frozenset(features(norm.whole)), found.get(norm.start, {})


def _reading(text: str) -> Reading:
    return read_bytes(text.replace("<", "&lt;").encode(), "sentence.md")


def _quotations(path: Path) -> dict[str, dict[str, list[str]]]:
    """The words on which the answers rest, by file and topic."""
    quoted: dict[str, dict[str, list[str]]] = {}
    file = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        named = re.match(r"\s*-?\s*file:\s*[\"']?([^\s\"'}]+)", line)
        if named:
            file = named[1]
        answer = _ANSWER.match(line)
        if answer and file:
            parts = [part for said in _QUOTED.findall(answer[2]) for part in re.split(r"\.\.\.|…", said)]
            plain = [each for each in map(_plain, parts) if " " in each]
            quoted.setdefault(file, {}).setdefault(answer[1], []).extend(plain)
    return quoted


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower().replace("’", "'").replace("‘", "'")))


def learn(rows: Sequence[Row], slight: float = SLIGHT, shift: float = SHIFT) -> dict[str, Any]:
    """The weights, as the file has them. slight: weights below it are left out. shift: what the sum has to reach, more
    than is likelier than not."""
    import numpy
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for row in rows for feature in row.said)
    names = sorted(name for name, count in counts.items() if count >= SELDOM)
    column = {name: number for number, name in enumerate(names)}
    spots = [(number, column[each]) for number, row in enumerate(rows) for each in sorted(row.said & column.keys())]
    words = csr_matrix(([WORD] * len(spots), tuple(zip(*spots, strict=True))), shape=(len(rows), len(names)))
    start: list[int] = []
    levels: dict[str, list[int]] = {level: [] for level in LEVELS}
    beside: dict[str, list[int]] = {topic: [] for topic in TOPICS}
    weights: dict[str, list[str]] = {}
    for topic in TOPICS:
        others = [each for each in TOPICS if each != topic]
        phrases = numpy.zeros((len(rows), len(LEVELS) + len(others)))
        for number, row in enumerate(rows):
            if row.mended:
                continue
            for each, level in row.found.items():
                if each == topic:
                    phrases[number, LEVELS.index(level)] = PHRASE
                else:
                    phrases[number, len(LEVELS) + others.index(each)] = PHRASE / 2
        known = [number for number, row in enumerate(rows) if row.truth.get(topic) is not None]
        truth = numpy.array([bool(rows[number].truth[topic]) for number in known])
        weight = numpy.where(truth, 3.0, 1.0)
        every = hstack([csr_matrix(phrases), words]).tocsr()[known]
        learned = LogisticRegression(C=STRENGTH, max_iter=400, solver="liblinear").fit(
            every, truth, sample_weight=weight
        )
        said, spoken = numpy.split(learned.coef_[0], [phrases.shape[1]])
        start.append(_hundredths(learned.intercept_[0] - shift))
        for number, level in enumerate(LEVELS):
            levels[level].append(_hundredths(said[number] * PHRASE))
        for number, other in enumerate(others):
            beside[other].append(_hundredths(said[len(LEVELS) + number] * PHRASE / 2))
        beside[topic].append(0)
        for name, value in zip(names, spoken, strict=True):
            if abs(value) * WORD >= slight:
                weights.setdefault(name, []).append(f"{TOPICS.index(topic)}:{_hundredths(value * WORD)}")
    return {
        "version": 1,
        "topics": list(TOPICS),
        "start": start,
        "phrases": levels,
        "others": beside,
        "words": {name: " ".join(weights[name]) for name in sorted(weights)},
    }


def _hundredths(weight: float) -> int:
    return round(float(weight) * 100)


def shown(learned: Mapping[str, Any]) -> str:
    """The file: a line for each feature, so that people can look something up and a change can be seen."""
    short = (",", ":")
    head = [f"{json.dumps(name)}:{json.dumps(learned[name], separators=short)}" for name in learned if name != "words"]
    words = [
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(known, separators=short)}"
        for name, known in learned["words"].items()
    ]
    return "{" + ",\n".join([*head, '"words":{\n' + ",\n".join(words) + "\n}"]) + "}\n"


def main() -> None:
    """Learn and write the file."""
    folders = sys.argv[1:]
    at = folders.index("--mended") if "--mended" in folders else len(folders)
    rows = [*written(), *coded(map(Path, folders[:at]))]
    rows += [row._replace(mended=True) for row in coded(map(Path, folders[at + 1 :]))]
    WEIGHTS.write_text(shown(learn(rows)), encoding="utf-8")
    print(f"{len(rows)} sentences, of {len({row.text for row in rows if row.text})} published texts")


if __name__ == "__main__":
    main()

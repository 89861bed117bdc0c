"""Time what an edit changes in policies of 40 to 500 clauses. Run: python benchmarks/diff.py [CLAUSES…]

The clauses are random boxes over the language's own vocabulary; each limits two to five of its 17 dimensions. A few are
then edited: another effect, another box, a condition more, a clause dropped or added. Prints milliseconds for both
decisions and for the comparison, what was found, and whether it is exact. Timings are to be read, not tested.
"""

import copy
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from policylint.policy.vocabulary import Vocabulary
from policylint.review.diff_sides import pair, sets
from policylint.review.diff_situations import situational

Data = dict[str, Any]

# How often a clause limits a dimension.
OFTEN = {
    "who": 0.35, "role": 0.15, "capacity": 0.45, "activity": 0.85, "account": 0.5, "page": 0.05, "channel": 0.1,
    "persistence": 0.03, "platform": 0.05, "resource": 0.04, "device": 0.2, "time": 0.15, "period": 0.04,
    "topic": 0.2, "information": 0.25, "manner": 0.15, "material": 0.06,
}  # fmt: skip
GATES: tuple[Data, ...] = ({"approval": {"by": "head"}}, {"training": {}}, {"disclaimer": {}}, {"consent": {}})
EFFECTS = ("permit", "permit", "forbid", "forbid", "forbid", "require")


def box(chance: random.Random, vocabulary: Vocabulary) -> Data:
    found: Data = {}
    want = chance.choice((2, 3, 3, 4, 4, 5))
    while len(found) < want:
        name = chance.choice(list(OFTEN))
        if chance.random() < OFTEN[name]:
            number = vocabulary.space.index[name]
            words = vocabulary.groups[number] if chance.random() < 0.4 else vocabulary.space.values[number]
            if words:
                found[name] = chance.sample(words, min(len(words), chance.choice((1, 1, 2, 3))))
    return found


def clause(chance: random.Random, vocabulary: Vocabulary, name: str) -> Data:
    effect = chance.choice(EFFECTS)
    written: Data = {"id": name, "text": f"Clause {name}."}
    if effect == "require":
        return written | {"require": [{"report": {"within": "1 day"}}], "when": box(chance, vocabulary)}
    written[effect] = box(chance, vocabulary)
    if chance.random() < 0.3:
        written["provided" if effect == "permit" else "unless"] = [chance.choice(GATES)]
    return written


def policy(chance: random.Random, vocabulary: Vocabulary, clauses: int) -> Data:
    return {
        "policylint": 1,
        "policy": {"id": "p", "kind": "use"},
        "clauses": [clause(chance, vocabulary, f"c{number}") for number in range(clauses)],
    }


def edited(chance: random.Random, vocabulary: Vocabulary, data: Data, edits: int) -> Data:
    """The policy with some clauses edited."""
    new = copy.deepcopy(data)
    clauses = new["clauses"]
    for number in chance.sample(range(len(clauses)), edits):
        kind = chance.random()
        if kind < 0.2:
            clauses[number] = clause(chance, vocabulary, clauses[number]["id"])
        elif kind < 0.4:
            clauses[number] |= {"text": "Nothing any more.", "state": "purpose"}
            for key in ("permit", "forbid", "require", "provided", "unless", "when"):
                clauses[number].pop(key, None)
        elif kind < 0.6:
            clauses.append(clause(chance, vocabulary, f"n{number}"))
        else:
            effect = next(key for key in ("permit", "forbid", "require") if key in clauses[number])
            key = {"permit": "provided", "forbid": "unless"}.get(effect)
            if key is None:
                clauses[number]["require"] = [{"report": {"within": "2 days"}}]
            elif clauses[number].pop(key, None) is None:
                clauses[number][key] = [chance.choice(GATES)]
    return new


def row(vocabulary: Vocabulary, clauses: int, edits: int, seed: int) -> None:
    chance = random.Random(seed)
    old = policy(chance, vocabulary, clauses)
    new = edited(chance, vocabulary, old, edits)
    start = time.perf_counter()
    both = pair(sets(vocabulary, [old], [new]), "p", "p")
    decided = time.perf_counter()
    found = situational(both)
    compared = time.perf_counter()
    kinds: dict[str, int] = {}
    for each in found.groups:
        kinds[each.kind] = kinds.get(each.kind, 0) + each.total.low
    whole = vocabulary.situations(1).low
    said = ", ".join(f"{kind} {count / whole:.2%}" for kind, count in kinds.items())
    print(
        f"{clauses:4} clauses {edits:3} edits  decide {1000 * (decided - start):6.0f} ms"
        f"  compare {1000 * (compared - decided):6.0f} ms  exact {found.exact!s:5}  {said}"
    )


if __name__ == "__main__":
    words = Vocabulary.standard()
    words.situations(1)
    for size in [int(each) for each in sys.argv[1:]] or [40, 120, 500]:
        for edits in (1, 3, 10):
            for seed in (1, 2):
                row(words, size, edits, seed)

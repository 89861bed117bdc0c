"""Time what an edit changes in policies of 40 to 500 clauses. Run: python benchmarks/diff.py [CLAUSES…] [wild]

The clauses are random boxes over the language's own vocabulary; each limits two to five of its 17 dimensions, and no
two contradict each other, as in a policy that lints clean (`wild`: they may, and hundreds do). A few are then edited:
another effect, another box, a condition more or less, a clause dropped or added. Prints milliseconds for building both
editions and for comparing them, what was found, and whether it is exact. Timings are to be read, not tested.
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
ROLES = ("head", "clerk", "counsel", "records-officer", "press-officer", "security-officer", "manager", "chief")
GATES: tuple[Data, ...] = (*({"approval": {"by": role}} for role in ROLES), {"training": {}}, {"disclaimer": {}})
DUTIES = ("report", "capture-record", "train", "review-access", "correct-error", "use-mfa")
# What prohibitions are about and permissions hardly ever mention.
CONTENT = ("topic", "information", "manner", "material", "platform", "persistence", "resource", "period")
EFFECTS = ("permit", "permit", "forbid", "forbid", "forbid", "require")


def box(chance: random.Random, vocabulary: Vocabulary, least: str = "") -> Data:
    found: Data = {least: [chance.choice(vocabulary.space.values[vocabulary.space.index[least]])]} if least else {}
    want = chance.choice((2, 3, 3, 4, 4, 5))
    while len(found) < want:
        name = chance.choice(list(OFTEN))
        if chance.random() < OFTEN[name]:
            number = vocabulary.space.index[name]
            words = vocabulary.groups[number] if chance.random() < 0.4 else vocabulary.space.values[number]
            if words:
                found[name] = chance.sample(words, min(len(words), chance.choice((1, 1, 2, 3))))
    return found


def duties(chance: random.Random) -> list[Data]:
    return [{chance.choice(DUTIES): {"within": f"{chance.randint(1, 30)} days", "by": chance.choice(ROLES)}}]


def clause(chance: random.Random, vocabulary: Vocabulary, name: str) -> Data:
    effect = chance.choice(EFFECTS)
    written: Data = {"id": name, "text": f"Clause {name}."}
    if effect == "require":
        return written | {"require": duties(chance), "when": box(chance, vocabulary)}
    written[effect] = box(chance, vocabulary, chance.choice(CONTENT) if effect == "forbid" else "")
    if chance.random() < 0.3:
        written["provided" if effect == "permit" else "unless"] = [chance.choice(GATES)]
    return written


def contradict(vocabulary: Vocabulary, one: Data, other: Data) -> bool:
    """Whether one clause allows what the other forbids, although it speaks of everything that the other limits."""
    for permit, forbid in ((one, other), (other, one)):
        if "permit" in permit and "forbid" in forbid and "unless" not in forbid:
            allowed, barred = (vocabulary.box(each, "", []) for each in (permit["permit"], forbid["forbid"]))
            if vocabulary.space.is_box(allowed.bits & barred.bits) and not barred.limited & ~allowed.named:
                return True
    return False


def another(chance: random.Random, vocabulary: Vocabulary, name: str, others: list[Data], wild: bool) -> Data:
    while True:
        found = clause(chance, vocabulary, name)
        if wild or not any(contradict(vocabulary, found, other) for other in others):
            return found


def policy(chance: random.Random, vocabulary: Vocabulary, clauses: int, wild: bool) -> Data:
    written: list[Data] = []
    for number in range(clauses):
        written.append(another(chance, vocabulary, f"c{number}", written, wild))
    return {"policylint": 1, "policy": {"id": "p", "kind": "use"}, "clauses": written}


def edited(chance: random.Random, vocabulary: Vocabulary, data: Data, edits: int, wild: bool) -> Data:
    """The policy with some clauses edited."""
    new = copy.deepcopy(data)
    clauses = new["clauses"]
    for number in chance.sample(range(len(clauses)), edits):
        kind = chance.random()
        if kind < 0.2:
            clauses[number] = another(chance, vocabulary, clauses[number]["id"], clauses, wild)
        elif kind < 0.4:
            clauses[number] |= {"text": "Nothing any more.", "state": "purpose"}
            for key in ("permit", "forbid", "require", "provided", "unless", "when"):
                clauses[number].pop(key, None)
        elif kind < 0.6:
            clauses.append(another(chance, vocabulary, f"n{number}", clauses, wild))
        else:
            effect = next(key for key in ("permit", "forbid", "require") if key in clauses[number])
            key = {"permit": "provided", "forbid": "unless"}.get(effect)
            if key is None:
                clauses[number]["require"] = duties(chance)
            elif clauses[number].pop(key, None) is None:
                clauses[number][key] = [chance.choice(GATES)]
    return new


def row(vocabulary: Vocabulary, clauses: int, edits: int, seed: int, wild: bool) -> None:
    chance = random.Random(seed)
    old = policy(chance, vocabulary, clauses, wild)
    new = edited(chance, vocabulary, old, edits, wild)
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
    for size in [int(each) for each in sys.argv[1:] if each.isdigit()] or [40, 120, 500]:
        for edits in (1, 3, 10):
            for seed in (1, 2):
                row(words, size, edits, seed, "wild" in sys.argv)

"""Makes random edits of random sets of policies; knows no engine."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence

from random_policies import Data, random_clause, random_document, random_narrow_box, random_set, some
from reading_by_hand import Words

ATTACHING = {"provided", "unless", "require", "recommend"}
NAMED = {"drill": [{"consent": {}}], "relief": [{"limit": {}}]}


def random_editions(rng: random.Random) -> tuple[Data, list[Data], list[Data]]:
    """A vocabulary, and two editions of one to three documents over it."""
    vocabulary, documents = random_set(rng)
    added = [{key: each[key] for key in ("vocabulary", "dimensions") if key in each} for each in documents]
    words = Words(vocabulary, added)
    for document in documents:
        document["exceptions-named"] = {**NAMED, **document.get("exceptions-named", {})}
    new = copy.deepcopy(documents)
    for _ in range(rng.choice([1, 1, 2, 3])):
        edit(rng, words, rng.choice(new), [each["policy"]["id"] for each in new])
    return vocabulary, documents, new


def edit(rng: random.Random, words: Words, document: Data, policies: Sequence[str]) -> None:
    """Change a clause, take one out, put one in, change the scope, what is relied on, or what overrides what."""
    clauses = document["clauses"]
    names = [clause["id"] for clause in clauses]
    chance = rng.random()
    if chance < 0.35 and clauses:
        number = rng.randrange(len(clauses))
        clauses[number] = random_clause(rng, words, names[number], names)
    elif chance < 0.45 and clauses:
        tinker(rng, rng.choice([each for each in clauses if ATTACHING & set(each)] or clauses))
    elif chance < 0.55 and len(clauses) > 1:
        del clauses[rng.randrange(len(clauses))]
    elif chance < 0.7:
        clauses.append(random_clause(rng, words, f"n{len(clauses)}", names))
    elif chance < 0.8:
        other = random_document(rng, words, document["policy"]["id"], policies)
        for key in ("scope", "relies-on"):
            if rng.random() < 0.6:
                document.pop(key, None)
                document.update({key: other[key]} if key in other else {})
        if rng.random() < 0.3:
            document["policy"] = other["policy"]
    elif chance < 0.9:
        document["impossible"] = [{"when": random_narrow_box(rng, words), "because": "we have none"}]
    elif clauses:
        rng.choice(clauses)["overrides"] = some(rng, names, 1, 2)


def tinker(rng: random.Random, clause: Data) -> None:
    """Change what a clause attaches and nothing else."""
    for key in ("provided", "unless"):
        for entry in clause.get(key, ()):
            if isinstance(entry, dict) and "approval" in entry:
                entry["approval"] = {"by": rng.choice(["head", "clerk"])}
    for key in ("require", "recommend"):
        for duty in clause.get(key, ()):
            next(iter(duty.values()))["within"] = rng.choice(["1 day", "2 days"])

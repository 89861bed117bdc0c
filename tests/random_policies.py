"""Makes random small vocabularies and sets of policies that use every construct of the language; knows no engine.

Everything comes from the `random.Random` passed in, so a seed names a set. The weights are chosen so that no verdict,
grade or construct is rare; `python tests/random_policies.py` prints how often each occurs.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Sequence
from math import prod
from typing import Any

from reading_by_hand import Reading, Words, as_list

Data = dict[str, Any]

MOST_SITUATIONS = 40
POOL = {
    "who": ["staff", "contractor", "public", "agency"],
    "activity": ["view", "post", "message", "listen"],
    "device": ["agency-device", "own-phone", "tablet"],
    "time": ["work", "evening", "leave"],
    "topic": ["business", "private", "politics"],
}
GROUPS = {
    "activity": ("speak", ["post", "message"]),
    "device": ("mobile", ["own-phone", "tablet"]),
    "time": ("free", ["evening", "leave"]),
}
CONDITIONS = {
    "approval": True,
    "consent": True,
    "sentence": True,
    "standard": True,
    "disclaimer": False,
    "limit": False,
    "duty": False,
}
DUTIES = ("report", "capture-record", "train")
ADDED = {"who": "officer", "activity": "stream", "device": "watch", "time": "break", "topic": "strike"}


def some(rng: random.Random, options: Sequence[Any], least: int, most: int) -> list[Any]:
    """From `least` to `most` different options, in their order."""
    count = rng.randint(least, max(least, min(most, len(options))))
    chosen = set(rng.sample(range(len(options)), min(count, len(options))))
    return [option for index, option in enumerate(options) if index in chosen]


def random_vocabulary(rng: random.Random) -> Data:
    """A vocabulary of three to five dimensions in the format of schemas/vocabulary.yaml."""
    while True:
        names = ["who", "activity", *some(rng, ["device", "time", "topic"], 1, 3)]
        values = {name: some(rng, POOL[name], 2, 4 if name in ("who", "activity") else 3) for name in names}
        values["who"] = ["staff", *(v for v in values["who"] if v not in ("staff", "agency")), "agency"]
        if prod(len(held) for held in values.values()) <= MOST_SITUATIONS:
            break
    for held in values.values():
        if rng.random() < 0.25:
            rng.shuffle(held)
    workforce = {"id": "workforce", "members": [v for v in values["who"] if v in ("staff", "contractor")]}
    groups: dict[str, list[Data]] = {"who": [workforce]}
    if rng.random() < 0.6:
        groups["who"].append({"id": "inside", "members": ["workforce", "agency"]})
    for name, (group, members) in GROUPS.items():
        if name in values and set(members) < set(values[name]):
            groups[name] = [{"id": group, "members": members}]
    relevance: list[Data] = []
    for name in names[2:]:
        if rng.random() < 0.35:
            fewer = some(rng, values["activity"], 1, len(values["activity"]) - 1)
            fewer += [group["id"] for group in groups.get("activity", []) if rng.random() < 0.2]
            relevance.append({"dimension": name, "only-for": {"activity": fewer}})
        if rng.random() < 0.2:
            person = rng.choice([*values["who"], "workforce"])
            relevance.append({"dimension": name, "not-for": {"who": [person]}})
    vocabulary: Data = {
        "matters": [{"id": "discipline"}],
        "dimensions": [
            {"id": name, "values": [{"id": v} for v in values[name]], "groups": groups.get(name, [])} for name in names
        ],
        "relevance": relevance,
        "conditions": [{"id": kind, "gate": gate} for kind, gate in CONDITIONS.items()],
        "duties": [{"id": duty} for duty in DUTIES],
        "statements": [{"id": "purpose"}],
        "events": [{"id": event} for event in ("incident", "joiner")],
    }
    words = Words(vocabulary)
    vocabulary["impossible"] = [
        {"when": random_narrow_box(rng, words), "because": "it cannot be"} for _ in range(rng.choice([0, 0, 1, 1, 2]))
    ]
    vocabulary["everyday"] = [
        {"id": f"e{index}", "box": random_full_box(rng, words, 1, 3)} for index in range(rng.randint(1, 3))
    ]
    return vocabulary


def random_box(rng: random.Random, words: Words, least: int, most: int, certain: str | None = None) -> Data:
    """A box over some dimensions (with `certain` among them), in every form a box has."""
    names = some(rng, list(words.values), least, most)
    if certain and certain not in names:
        names.append(certain)
    return {name: random_term(rng, words, name) for name in names}


def random_full_box(rng: random.Random, words: Words, least: int, most: int) -> Data:
    """A box that leaves a value in every dimension that it names."""
    while True:
        box = random_box(rng, words, least, most)
        if all(words.box(box).values.values()):
            return box


def random_narrow_box(rng: random.Random, words: Words) -> Data:
    """A box of two or three single values, at times with one wider term."""
    box: Data = {name: rng.choice(words.values[name]) for name in some(rng, list(words.values), 2, 3)}
    if rng.random() < 0.25:
        name = rng.choice(list(box))
        box[name] = random_term(rng, words, name)
    return box


def random_term(rng: random.Random, words: Words, name: str) -> Any:
    values, groups = words.values[name], list(words.groups[name])
    form = rng.choices(["value", "list", "group", "any", "not"], [45, 20, 14, 11, 10])[0]
    if form == "group" and groups:
        group = rng.choice(groups)
        return group if rng.random() < 0.6 else [group, rng.choice(values)]
    if form == "list":
        return some(rng, values, 1, 3)
    if form == "any":
        return "any"
    if form == "not":
        barred = rng.choice(values + groups)
        return {"not": barred if rng.random() < 0.5 else [barred]}
    return rng.choice(values)


def random_boxes(rng: random.Random, words: Words, least: int, most: int, certain: str | None = None) -> Any:
    """One box, at times a list of them."""
    if rng.random() < 0.8:
        return random_box(rng, words, least, most, certain)
    return [random_box(rng, words, least, most, certain) for _ in range(rng.randint(1, 2))]


def random_entry(rng: random.Random, words: Words, when: float) -> Data:
    """An entry of `provided` or `unless`: one condition, with a `when` at the given rate."""
    kind = rng.choice(list(CONDITIONS))
    entry: Data = {kind: "as described" if kind == "sentence" else {}}
    if rng.random() < when:
        entry["when"] = random_boxes(rng, words, 1, 2)
    return entry


def random_unless(rng: random.Random, words: Words) -> Data:
    entry = random_entry(rng, words, 0.5)
    form = rng.random()
    if form < 0.25:
        entry = {"when": random_box(rng, words, 1, 2)}
    if form < 0.4:
        entry["provided"] = [random_entry(rng, words, 0.4) for _ in range(rng.randint(1, 2))]
    return entry


def random_duty(rng: random.Random, words: Words) -> Data:
    fields: Data = {}
    if rng.random() < 0.2:
        fields["upon"] = "incident"
    if rng.random() < 0.2:
        fields["even-if-forbidden"] = True
    if rng.random() < 0.15:
        fields["when"] = random_boxes(rng, words, 1, 2)
    return {rng.choice(DUTIES): fields}


def random_clause(rng: random.Random, words: Words, name: str, others: Sequence[str]) -> Data:
    """One clause; `others` are the names by which clauses of the set can be overridden."""
    keys = ["permit", "forbid", "advise", "advise-against", "require", "recommend", "state"]
    effect = rng.choices(keys, [33, 27, 14, 8, 11, 6, 3])[0]
    clause: Data = {"id": name, "text": "Words."}
    if effect == "state":
        return clause | {"state": "purpose"}
    if effect in ("require", "recommend"):
        clause[effect] = [random_duty(rng, words) for _ in range(rng.randint(1, 2))]
        if rng.random() < 0.6:
            clause["when"] = random_boxes(rng, words, 1, 2)
        if rng.random() < 0.12:
            clause["upon"] = ["joiner"]
        if rng.random() < 0.2:
            clause["even-if-forbidden"] = True
    elif effect in ("permit", "forbid"):
        clause[effect] = random_boxes(rng, words, 0 if rng.random() < 0.1 else 1, 3)
    else:
        clause[effect] = random_boxes(rng, words, 0 if rng.random() < 0.2 else 1, 2)
    if effect == "permit":
        if rng.random() < 0.35:
            clause["provided"] = [random_entry(rng, words, 0.45) for _ in range(rng.randint(1, 2))]
        named = list(dict.fromkeys(dimension for box in as_list(clause["permit"]) for dimension in box))
        if named and rng.random() < 0.3:
            clause["only"] = some(rng, named, 1, 2) if rng.random() < 0.9 else [rng.choice(list(words.values))]
    if effect == "forbid" and rng.random() < 0.5:
        entries = [random_unless(rng, words) for _ in range(rng.randint(1, 2))]
        clause["unless"] = [rng.choice(["drill", "relief"]) if rng.random() < 0.2 else entry for entry in entries]
    if effect in ("permit", "forbid"):
        if rng.random() < 0.08:
            clause["if"] = {"standard": "harms the service"}
        if rng.random() < 0.15:
            clause["to-confirm"] = [effect]
    if rng.random() < 0.2:
        clause["except"] = [random_box(rng, words, 1, 2) for _ in range(rng.randint(1, 2))]
    if rng.random() < 0.22:
        clause["overrides"] = "all" if rng.random() < 0.3 else some(rng, others, 1, 2)
    return clause


def random_reliance(rng: random.Random, words: Words, others: Sequence[str]) -> Data:
    kind = rng.choices(["document", "external", "missing"], [7 if others else 0, 2, 1])[0]
    entry: Data = {"policy": rng.choice(others)} if kind == "document" else {"policy": "nowhere"}
    if kind == "external":
        entry = {"external": {"title": "A law"}}
    if rng.random() < 0.93:
        entry["for"] = random_boxes(rng, words, 0 if rng.random() < 0.3 else 1, 2)
    if rng.random() < 0.93:
        entry["answers"] = [] if rng.random() < 0.1 else some(rng, list(words.values), 1, 3)
    if rng.random() < 0.1 or entry.get("answers") == []:
        entry["answers"] = [*entry.get("answers", ()), "discipline"]
    return entry


def random_document(rng: random.Random, words: Words, policy: str, policies: Sequence[str]) -> Data:
    """A document without extensions of the vocabulary (random_set adds them)."""
    kind = "moderation" if rng.random() < 0.15 else "use"
    status = "retired" if rng.random() < 0.07 else "in-force"
    document: Data = {"policylint": 1, "policy": {"id": policy, "kind": kind, "status": status}}
    scope: Data = {"text": "Words."}
    if rng.random() < 0.45:
        scope["covers"] = [
            random_box(rng, words, 1, 2, "who" if rng.random() < 0.5 else None) for _ in range(rng.randint(1, 2))
        ]
    if rng.random() < 0.3:
        scope["excludes"] = [
            {"when": random_boxes(rng, words, 1, 2), "because": "it is elsewhere"} for _ in range(rng.randint(1, 2))
        ]
    if len(scope) > 1:
        document["scope"] = scope
    others = [other for other in policies if other != policy]
    if rng.random() < (0.75 if others else 0.25):
        document["relies-on"] = [random_reliance(rng, words, others) for _ in range(rng.randint(1, 2))]
    document["exceptions-named"] = {
        "drill": [random_unless(rng, words) for _ in range(rng.randint(1, 2))],
        "relief": [random_unless(rng, words)],
    }
    ids = [f"c{index}" for index in range(1, rng.choice([2, 3, 4, 5, 6, 7, 8]))]
    foreign = [f"{other}/c{index}" for other in others for index in (1, 2)]
    document["clauses"] = [random_clause(rng, words, name, [*ids, *ids, *foreign]) for name in ids]
    entangle(rng, document, words.values["activity"])
    if not any("unless" in clause for clause in document["clauses"]):
        del document["exceptions-named"]
    if rng.random() < 0.35:
        document["accepted-gaps"] = [
            {"when": random_boxes(rng, words, 1, 2), "because": "rare", "owner": "clerk", "until": "2030-01-01"}
        ]
    return document


def entangle(rng: random.Random, document: Data, activities: Sequence[str]) -> None:
    """Make what chance seldom makes: clauses over one box, circles of overrides, exclusions of what a clause says."""
    clauses = document["clauses"]
    rules = [(clause, key) for clause in clauses for key in ("permit", "forbid") if key in clause]
    if len(rules) > 1 and rng.random() < 0.3:
        (one, key), (other, other_key) = rng.sample(rules, 2)
        other[other_key] = copy.deepcopy(one[key])
    if len(clauses) > 1 and rng.random() < 0.2:
        one, other = rng.sample(clauses, 2)
        one["overrides"] = "all" if rng.random() < 0.4 else [other["id"]]
        other["overrides"] = [one["id"]]
    excludes = document.get("scope", {}).get("excludes")
    boxes = [box for clause, key in rules for box in as_list(clause[key]) if box]
    if excludes and boxes and rng.random() < 0.4:
        box = rng.choice(boxes)
        excludes[0]["when"] = {name: copy.deepcopy(box[name]) for name in some(rng, list(box), 1, 2)}
    if excludes and len(rules) > 1 and rng.random() < 0.25:
        (one, key), (other, other_key) = rng.sample(rules, 2)
        one[key] = {"activity": [rng.choice(activities)]}
        other[other_key] = copy.deepcopy(one[key])
        excludes[0]["when"] = {"activity": "any"}
        one["overrides"], other["overrides"] = [other["id"]], [one["id"]]
    for clause, _ in rules:
        if "only" in clause and rng.random() < 0.2:
            for box in as_list(clause["permit"]):
                box["who"] = rng.choice(["agency", ["staff", "agency"]])


def random_extensions(rng: random.Random, vocabulary: Data, count: int) -> list[Data]:
    """For each of `count` documents what it adds to the vocabulary; some of it is declared by two of them equally."""
    added: list[Data] = [{} for _ in range(count)]

    def declare(key: str, name: str, what: Data) -> None:
        for part in rng.sample(added, min(count, rng.choice([1, 1, 2]))):
            part.setdefault(key, {}).setdefault(name, {}).update(what)

    words = Words(vocabulary)
    if rng.random() < 0.3:
        name = rng.choice([*words.values, "who", "activity"])
        # Which place a new member takes in a group that stands in another order than the values is not fixed.
        order = words.values[name]
        groups = [
            group
            for group, members in words.groups[name].items()
            if members[-1] in order
            and all(order.index(m) <= order.index(members[-1]) for m in words.members(name, group))
        ]
        old = rng.choice([word for word in (*order, *groups) if word != "agency"])
        for new in [ADDED[name], ADDED[name] + "-two"][: rng.choice([1, 1, 2])]:
            declare("vocabulary", name, {new: {} if name != "who" and rng.random() < 0.3 else {"is": old}})
    if rng.random() < 0.12:
        declare("dimensions", "place", {"values": {"office": {}, "home": {}}})
    return added


def random_set(rng: random.Random) -> tuple[Data, list[Data]]:
    """A vocabulary and one to three documents p1, p2, p3 over it."""
    policies = ["p1", "p2", "p3"][: rng.choice([1, 1, 2, 2, 3])]
    while True:
        vocabulary = random_vocabulary(rng)
        extensions = random_extensions(rng, vocabulary, len(policies))
        words = Words(vocabulary, extensions)
        if prod(len(values) for values in words.values.values()) <= MOST_SITUATIONS:
            break
    documents = []
    for policy, extension in zip(policies, extensions, strict=True):
        document = random_document(rng, words, policy, policies) | extension
        if rng.random() < 0.12:
            document["impossible"] = [{"when": random_narrow_box(rng, words), "because": "we have none"}]
        documents.append(document)
    return vocabulary, documents


def distribution(seeds: range) -> dict[str, Counter[str]]:
    """How often verdicts, grades, results, classes of clauses and constructs occur in the sets of some seeds."""
    found: dict[str, Counter[str]] = {k: Counter() for k in ("verdict", "grade", "result", "class", "construct")}
    for seed in seeds:
        rng = random.Random(seed)
        vocabulary, documents = random_set(rng)
        reading = Reading(vocabulary, documents)
        names = list(reading.words.values)
        situations = list(reading.words.situations())
        found["construct"].update(constructs(vocabulary, documents))
        for policy in reading.documents:
            for x in situations:
                answer = reading.at(policy, x)
                found["verdict"][answer.verdict()] += 1
                found["grade"].update(answer.grade(naming) for naming in [(), *((name,) for name in names)])
                found["class"].update(kind for kind, clauses in answer.clauses().items() if clauses)
                found["class"]["a duty that holds"] += bool(answer.duties())
            box, naming = random_full_box(rng, reading.words, 1, 2), some(rng, names, 0, 2)
            found["result"][str(reading.result(policy, box, naming))] += 1
    return found


def constructs(vocabulary: Data, documents: Sequence[Data]) -> set[str]:
    """The keys that a set uses, wherever they stand."""
    keys: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                keys.add(f"{key}: all" if (key, value) == ("overrides", "all") else str(key))
                collect(value)
        elif isinstance(node, list):
            for item in node:
                collect(item)
        elif node in ("any", "retired", "moderation", "workforce", "inside", "drill", "nowhere"):
            keys.add(f"= {node}")

    collect([{key: True for key in ("relevance", "impossible") if vocabulary[key]}, *documents])
    return keys


if __name__ == "__main__":
    sets = range(1000)
    for title, counter in distribution(sets).items():
        whole = len(sets) if title == "construct" else counter.total()
        print(title)
        for what, count in sorted(counter.items(), key=lambda item: (-item[1], item[0])):
            print(f"  {100 * count / whole:5.1f} %  {what}")

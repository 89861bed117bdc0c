"""Reads policies one situation at a time, straight from docs/semantics.md; must not know the engine that it checks.

Written from that page alone, so that engine and page are two witnesses. Numbers such as "2.1" in comments are sections
and rules of the page. Nothing is clever here: a box is a mapping from dimensions to sets of values, a question is
answered by looking at every piece of every clause.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Data = Mapping[str, Any]
Situation = Mapping[str, str]
Values = Mapping[str, frozenset[str]]

EFFECTS = {
    "permit": "permit",
    "forbid": "forbid",
    "advise": "advice",
    "advise-against": "advice",
    "require": "duty",
    "recommend": "duty",
}
RULES = ("permit", "forbid", "added")


class Box(NamedTuple):
    """A box as written: the values of the dimensions in it, and which of them it names, limits and lists (1.2)."""

    values: Values
    names: frozenset[str]
    limited: frozenset[str]
    listed: frozenset[str]

    def holds(self, x: Situation) -> bool:
        return inside(self.values, x)


class Piece(NamedTuple):
    """One piece of a clause (section 2); `effect` is permit, forbid, added (by `only`), advice or duty."""

    policy: str
    clause: Data
    effect: str
    own: Box
    reach: Values
    less: tuple[Box, ...]
    names: frozenset[str]

    def holds(self, x: Situation) -> bool:
        return inside(self.reach, x) and not any(box.holds(x) for box in self.less)

    def identity(self) -> tuple[str, str]:
        return self.policy, self.clause["id"]


def inside(values: Values, x: Situation) -> bool:
    return all(x[dimension] in allowed for dimension, allowed in values.items())


def as_list(value: Any) -> list[Any]:
    """One or many, as a list; nothing is an empty list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


class Words:
    """The vocabulary with what a set of documents adds to it (section 1)."""

    def __init__(self, vocabulary: Data, documents: Sequence[Data] = ()) -> None:
        self.values: dict[str, list[str]] = {}
        self.groups: dict[str, dict[str, list[str]]] = {}
        for dimension in vocabulary["dimensions"]:
            self.values[dimension["id"]] = [value["id"] for value in dimension["values"]]
            self.groups[dimension["id"]] = {g["id"]: list(g["members"]) for g in as_list(dimension.get("groups"))}
        self.unrelated_activities: set[str] = set()
        for document in documents:
            self._add_dimensions(document)
        for document in documents:
            self._add_values(document)
        self.gates = {condition["id"] for condition in as_list(vocabulary.get("conditions")) if condition["gate"]}
        self.relevance = [
            (rule["dimension"], kind, self.box(rule[kind]))
            for rule in as_list(vocabulary.get("relevance"))
            for kind in ("only-for", "not-for")
            if kind in rule
        ]
        self.impossible = [
            box
            for source in (vocabulary, *documents)
            for entry in as_list(source.get("impossible"))
            for box in self.boxes(entry["when"])
        ]
        self.matters = {entry["id"] for entry in as_list(vocabulary.get("matters"))} - self.values.keys()
        self.everyday = [self.box(entry["box"]) for entry in as_list(vocabulary.get("everyday"))]

    def _add_dimensions(self, document: Data) -> None:
        for dimension, written in (document.get("dimensions") or {}).items():
            if dimension not in self.values:
                self.values[dimension] = list(written["values"])
                self.groups[dimension] = {}

    def _add_values(self, document: Data) -> None:
        for dimension, written in (document.get("vocabulary") or {}).items():
            if dimension not in self.values:
                continue  # duties and events are added under the same key
            order, groups = self.values[dimension], self.groups[dimension]
            for new, fields in written.items():
                if new in order:
                    continue  # another document of the set has declared it
                old = fields.get("is")
                if old is None:
                    order.append(new)
                    if dimension == "activity":
                        self.unrelated_activities.add(new)
                    continue
                if old not in groups:
                    groups[old] = [f"other-{old}"]
                    order[order.index(old)] = f"other-{old}"
                last = max(order.index(member) for member in self.members(dimension, old))
                groups[old].append(new)
                order.insert(last + 1, new)

    def members(self, dimension: str, name: str) -> frozenset[str]:
        """The values for which a value or a group of the dimension stands."""
        if name in self.groups[dimension]:
            parts = [self.members(dimension, member) for member in self.groups[dimension][name]]
            return frozenset().union(*parts)
        if name not in self.values[dimension]:
            raise ValueError(f"{dimension} has no value {name}")
        return frozenset({name})

    def box(self, written: Data) -> Box:
        values: dict[str, frozenset[str]] = {}
        listed = set()
        for dimension, term in written.items():
            everything = frozenset(self.values[dimension])
            if term == "any":
                values[dimension] = everything
            elif isinstance(term, Mapping):
                values[dimension] = everything - self._stand_for(dimension, term["not"])
            else:
                values[dimension] = self._stand_for(dimension, term)
                listed.add(dimension)
        limited = {dimension for dimension in values if len(values[dimension]) < len(self.values[dimension])}
        return Box(values, frozenset(values), frozenset(limited), frozenset(listed))

    def _stand_for(self, dimension: str, term: Any) -> frozenset[str]:
        return frozenset().union(*(self.members(dimension, name) for name in as_list(term)))

    def boxes(self, written: Any) -> list[Box]:
        return [self.box(one) for one in as_list(written)]

    def dimensions(self, written: Any) -> frozenset[str]:
        names = frozenset(as_list(written))
        if not names <= self.values.keys():
            raise ValueError(f"no dimensions: {sorted(names - self.values.keys())}")
        return names

    def has(self, x: Situation, dimension: str) -> bool:
        """Whether the activity and the person of a situation have a dimension (1.4)."""
        for about, kind, box in self.relevance:
            if about != dimension:
                continue
            if kind == "not-for" and box.holds(x):
                return False
            unrelated = "activity" in box.names and x["activity"] in self.unrelated_activities
            if kind == "only-for" and not box.holds(x) and not unrelated:
                return False
        return True

    def situations(self) -> Iterator[dict[str, str]]:
        """All situations, possible or not; what relevance rules out is none."""
        for point in itertools.product(*self.values.values()):
            x = dict(zip(self.values, point, strict=True))
            if all(value == self.values[dimension][0] or self.has(x, dimension) for dimension, value in x.items()):
                yield x

    def possible(self, x: Situation) -> bool:
        return not any(box.holds(x) and all(self.has(x, name) for name in box.names) for box in self.impossible)

    def everyday_cases(self, asked: Data, gaps: Iterable[Data] = ()) -> set[tuple[str, ...]]:
        """The everyday cases of a box (section 8), each as its values in the order of the dimensions."""
        wanted = self.box(asked).values
        accepted = [box for gap in gaps for box in self.boxes(gap["when"])]
        combined: list[Values] = []
        for everyday in self.everyday:
            shared = {d: everyday.values[d] & wanted[d] for d in everyday.values if d in wanted}
            if all(shared.values()):
                combined.append({**everyday.values, **wanted, **shared})
        if not combined:
            combined = [{**everyday.values, **wanted} for everyday in self.everyday]
        possible = [x for x in self.situations() if self.possible(x)]
        cases = set()
        for values in combined:
            by_combination: dict[tuple[str, ...], list[dict[str, str]]] = {}
            for x in possible:
                if inside(values, x):
                    by_combination.setdefault(tuple(x[dimension] for dimension in values), []).append(x)
            for left in by_combination.values():
                for dimension in self.values:
                    if dimension not in values:
                        first = next(v for v in self.values[dimension] if any(x[dimension] == v for x in left))
                        left = [x for x in left if x[dimension] == first]
                (case,) = left
                if not any(box.holds(case) for box in accepted):
                    cases.add(tuple(case.values()))
        return cases


class Reading:
    """A set of documents with its vocabulary, to be asked about one situation at a time."""

    def __init__(self, vocabulary: Data, documents: Sequence[Data]) -> None:
        self.words = Words(vocabulary, documents)
        self.documents = {document["policy"]["id"]: document for document in documents}
        answering = {p: {} if self._retired(p) else document for p, document in self.documents.items()}  # 5.6
        self.pieces = {policy: list(self._pieces(policy)) for policy in self.documents}
        self.written = {policy: list(self._written(policy)) for policy in self.documents}
        self.exclusions = {
            policy: [
                box
                for entry in as_list((document.get("scope") or {}).get("excludes"))
                for box in self.words.boxes(entry["when"])
            ]
            for policy, document in answering.items()
        }
        self.reliances = {
            policy: [
                (entry.get("policy"), self.words.boxes(entry["for"]), answers)
                for entry in as_list(document.get("relies-on"))
                if "for" in entry and (answers := self.answers(entry))
            ]
            for policy, document in answering.items()
        }

    def answers(self, reliance: Data) -> frozenset[str]:
        """The dimensions that a reliance answers; matters are none (section 7)."""
        return self.words.dimensions(
            [each for each in as_list(reliance.get("answers")) if each not in self.words.matters]
        )

    # Pieces (section 2)

    def _retired(self, policy: str) -> bool:
        return bool(self.documents[policy]["policy"].get("status") == "retired")

    def _default(self, policy: str) -> frozenset[str]:
        if self.documents[policy]["policy"].get("kind") == "moderation":
            return frozenset(self.words.values["who"])
        return self.words.members("who", "workforce")

    def _own_boxes(self, policy: str) -> Iterator[tuple[Data, str, Box, list[Box], tuple[Box, ...]]]:
        """Clause, effect, own box, the scope boxes that it is paired with, and the boxes taken away."""
        document = self.documents[policy]
        covers = self.words.boxes((document.get("scope") or {}).get("covers")) or [self.words.box({})]
        for clause in [] if self._retired(policy) else as_list(document.get("clauses")):
            for key, effect in EFFECTS.items():
                if key not in clause:
                    continue
                own = self.words.boxes(clause.get("when", {}) if effect == "duty" else clause[key])
                less = tuple(self.words.boxes(clause.get("except")))
                for box in own:
                    yield clause, effect, box, covers, less
                for box, dimension in itertools.product(own, as_list(clause.get("only"))):
                    if dimension not in box.limited:
                        continue
                    for cover in covers:
                        changed = self._added(policy, clause, box, dimension, cover)
                        yield clause, "added", changed, [cover], (*less, *own)

    def _added(self, policy: str, clause: Data, box: Box, dimension: str, cover: Box) -> Box:
        """The box that `only` adds for one dimension; `who` in the list stays within the scope, changed or free."""
        only = self.words.dimensions(clause["only"])
        values = {d: held for d, held in box.values.items() if d not in only}
        values[dimension] = frozenset(self.words.values[dimension]) - box.values[dimension]
        within = cover.values.get("who", self._default(policy))
        if dimension == "who":
            values["who"] &= within
        limited = {d for d in values if len(values[d]) < len(self.words.values[d])}
        if dimension != "who" and "who" in only:
            values["who"] = within  # free, and so not limited
        return Box(values, box.names, frozenset(limited), box.listed - only)

    def _pieces(self, policy: str) -> Iterator[Piece]:
        for clause, effect, own, covers, less in self._own_boxes(policy):
            values = dict(own.values)
            if "who" in own.listed and "agency" in values["who"]:  # 2.1
                alone = values | {"who": frozenset({"agency"})}
                yield Piece(policy, clause, effect, own, alone, less, own.names)
                values["who"] -= {"agency"}
            for cover in covers:  # 2.2
                reach = {**values, **cover.values}
                reach |= {d: values[d] & cover.values[d] for d in values if d in cover.values}
                if "who" not in values and "who" not in cover.names:
                    reach["who"] = self._default(policy)
                lent = cover.names if own.limited - {"who"} else frozenset()
                yield Piece(policy, clause, effect, own, reach, less, own.names | lent)  # 2.5

    def _written(self, policy: str) -> Iterator[Piece]:
        """Permits and forbids by their own boxes, without scope and default `who` (5.2)."""
        for clause, effect, own, _, less in self._own_boxes(policy):
            if effect in RULES:
                yield Piece(policy, clause, effect, own, own.values, less, own.names)

    # Conditions (section 3)

    def holds(self, entry: Data, x: Situation) -> bool:
        return "when" not in entry or any(box.holds(x) for box in self.words.boxes(entry["when"]))

    def unless(self, piece: Piece, x: Situation) -> list[Data]:
        """The `unless` entries of a forbid that hold at x, names replaced by what they stand for."""
        if piece.effect != "forbid":
            return []
        named = self.documents[piece.policy].get("exceptions-named") or {}
        entries: list[Data] = []
        for entry in as_list(piece.clause.get("unless")):
            entries += as_list(named[entry]) if isinstance(entry, str) else [entry]
        return [entry for entry in entries if self.holds(entry, x)]

    def _gated(self, entry: Data, x: Situation) -> bool:
        with_it = [inner for inner in as_list(entry.get("provided")) if self.holds(inner, x)]
        return any(kind in self.words.gates for each in (entry, *with_it) for kind in each)

    def manner(self, piece: Piece, x: Situation) -> str:
        """permit or gated; hard, open or lifted; advice; duty."""
        if piece.effect == "permit":
            with_it = [entry for entry in as_list(piece.clause.get("provided")) if self.holds(entry, x)]
            gated = "if" in piece.clause or any(self._gated(entry, x) for entry in with_it)
            return "gated" if gated else "permit"
        if piece.effect == "added":
            return "hard"
        if piece.effect == "forbid":
            entries = self.unless(piece, x)
            if not entries:
                return "open" if "if" in piece.clause else "hard"
            return "open" if all(self._gated(entry, x) for entry in entries) else "lifted"
        return piece.effect

    # Precedence (section 4)

    def _lists(self, o: Piece, c: Piece) -> bool:
        name = c.clause["id"] if o.policy == c.policy else f"{c.policy}/{c.clause['id']}"
        return name in as_list(o.clause.get("overrides"))

    def _overrides(self, o: Piece, c: Piece) -> bool:
        if o.clause.get("overrides") != "all":
            return self._lists(o, c)
        return o.policy == c.policy and c.clause.get("overrides") != "all" and not self._lists(c, o)

    def beats(self, o: Piece, c: Piece, x: Situation) -> bool:
        """Whether o beats c at x, where both are."""
        if o.identity() == c.identity():
            return False
        if self._overrides(o, c):
            return True
        limits = o.effect in ("forbid", "added") and c.effect == "permit" and bool(o.own.limited - c.own.names)
        return limits and self.manner(o, x) == "hard" and not self._overrides(c, o)

    def speaking(self, pieces: Iterable[Piece], x: Situation) -> list[Piece]:
        here = [piece for piece in pieces if piece.holds(x)]
        return [c for c in here if not any(self.beats(o, c, x) for o in here)]

    # Scope and other documents (sections 5 and 7)

    def excluded(self, policy: str, x: Situation) -> bool:
        return any(box.holds(x) for box in self.exclusions[policy])

    def scope_conflict(self, policy: str, x: Situation) -> bool:
        around = [box for box in self.exclusions[policy] if box.holds(x)]
        such = [w for w in self.written[policy] if w.holds(x) and any(e.names <= w.own.listed for e in around)]
        return any(not any(self.beats(o, c, x) for o in such) for c in such)

    def alone(self, policy: str, x: Situation) -> bool:
        own = self.pieces[policy]
        return self.excluded(policy, x) or any(piece.effect in RULES for piece in self.speaking(own, x))

    def follow(self, policy: str, x: Situation, asked: frozenset[str]) -> tuple[list[str], bool]:
        """The documents reached from one, and whether x is handed out, by reliances that answer all that is asked."""
        seen, out = [policy], False
        for current in seen:
            if self.alone(current, x):
                continue
            for target, where, answers in self.reliances[current]:
                if not asked <= answers or not any(box.holds(x) for box in where):
                    continue
                if target is None or target not in self.documents or self._retired(target):
                    out = True
                elif target not in seen:
                    seen.append(target)
        return seen[1:], out

    def at(self, policy: str, x: Situation) -> Answer:
        return Answer(self, policy, x)

    def everyday_cases(self, policy: str, asked: Data, gaps: bool = True) -> set[tuple[str, ...]]:
        accepted = as_list(self.documents[policy].get("accepted-gaps")) if gaps else []
        return self.words.everyday_cases(asked, accepted)

    def result(self, policy: str, asked: Data, naming: Sequence[str]) -> str | None:
        """What a check over a box reports; nothing left is None (section 8)."""
        dimensions = list(self.words.values)
        grades = {
            self.at(policy, dict(zip(dimensions, case, strict=True))).grade(naming)
            for case in self.everyday_cases(policy, asked)
        }
        if "silent" in grades:
            return "partial" if grades & {"explicit", "general", "delegated"} else "silent"
        return next((g for g in ("advised", "general", "delegated", "excluded", "explicit") if g in grades), None)


class Answer:
    """What a document says about one situation: verdict, grade, clauses and duties (sections 5 to 7)."""

    def __init__(self, reading: Reading, policy: str, x: Situation) -> None:
        self.reading, self.policy, self.x = reading, policy, x
        self.possible = reading.words.possible(x)
        self.excluded = reading.excluded(policy, x)
        reached, self.out = reading.follow(policy, x, frozenset())
        self.scope_conflict = any(reading.excluded(p, x) and reading.scope_conflict(p, x) for p in (policy, *reached))
        answering = [policy, *(p for p in reached if not reading.excluded(p, x))]
        self.speaking = reading.speaking((piece for p in answering for piece in reading.pieces[p]), x)
        self.manners = {reading.manner(piece, x) for piece in self.speaking}

    def verdict(self) -> str:
        manners = self.manners
        if not self.possible:
            return "impossible"
        if self.scope_conflict:
            return "conflict"
        if self.excluded:
            return "excluded"
        if "hard" in manners:
            return "conflict" if manners & {"permit", "gated"} else "forbidden"
        if manners & {"open", "gated"}:
            return "conditional"
        if manners & {"permit", "lifted"}:
            return "permitted"
        if self.out:
            return "delegated"
        if any(piece.effect == "advice" and piece.own.names for piece in self.speaking):
            return "advised"
        return "silent"

    def _names(self, piece: Piece) -> frozenset[str]:
        reading = self.reading
        boxes = [box for e in reading.unless(piece, self.x) for box in reading.words.boxes(e.get("when"))]
        return piece.names.union(*(box.names for box in boxes if box.holds(self.x)))

    def grade(self, naming: Sequence[str]) -> str:
        asked = frozenset(naming)
        if self.verdict() in ("impossible", "excluded"):
            return self.verdict()
        rules = [piece for piece in self.speaking if piece.effect in RULES]
        if any(asked <= self._names(piece) and not piece.clause.get("to-confirm") for piece in rules):
            return "explicit"
        if rules:
            return "general"
        if self.reading.follow(self.policy, self.x, asked)[1]:
            return "delegated"
        advice = [piece for piece in self.speaking if piece.effect == "advice"]
        if any(piece.own.names & asked if asked else piece.own.names for piece in advice):
            return "advised"
        return "silent"

    def clauses(self) -> dict[str, set[tuple[str, str]]]:
        """Who speaks, by class: (policy id, clause id). That x is excluded or impossible silences nobody."""
        found: dict[str, set[tuple[str, str]]] = {}
        for kind in ("permit", "gated", "hard", "open", "lifted", "advice", "duty"):
            found[kind] = {p.identity() for p in self.speaking if self.reading.manner(p, self.x) == kind}
        return found

    def duties(self) -> set[tuple[str, str, int]]:
        """The duties that hold: policy id, clause id, place among the duties of the clause (5.4)."""
        verdict = self.verdict()
        if verdict in ("impossible", "excluded"):
            return set()
        found = set()
        for piece in self.speaking:
            if piece.effect != "duty" or "upon" in piece.clause:
                continue
            for index, duty in enumerate(as_list(piece.clause.get("require", piece.clause.get("recommend")))):
                if not duty:
                    raise ValueError(f"an empty duty in {piece.clause['id']}")
                fields: dict[str, Any] = {}
                for of_this_duty in duty.values() if isinstance(duty, Mapping) else ():
                    fields |= of_this_duty or {}
                even = piece.clause.get("even-if-forbidden") or fields.get("even-if-forbidden")
                if "upon" in fields or not self.reading.holds(fields, self.x):
                    continue
                if even or verdict not in ("forbidden", "conflict"):
                    found.add((*piece.identity(), index))
        return found

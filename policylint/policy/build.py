"""From the data of documents to the model, with every fault that the shape of a file cannot show. Knows no file."""

from collections.abc import Mapping, Sequence

from policylint.errors import nearest
from policylint.finding import Also, Fault, Slip
from policylint.policy.model import (
    EFFECTS,
    OWING,
    Clause,
    Condition,
    Duty,
    Exclusion,
    Gap,
    Policy,
    PolicySet,
    Reliance,
)
from policylint.policy.vocabulary import ADDING, Box, UnknownWord, Vocabulary
from policylint.typed import Any

# What may stand beside any effect; everything else beside `require` is a field of all its duties.
COMMON = frozenset(
    {
        *EFFECTS,
        "id",
        "title",
        "text",
        "except",
        "overrides",
        "authority",
        "note",
        "to-confirm",
        "source-line",
        "upon",
        "when",
        "even-if-forbidden",
    }
)


def build_set(vocabulary: Vocabulary, documents: Sequence[Mapping[str, Any]]) -> PolicySet:
    """The policies of documents whose shape is right (`schemas/policy.schema.json`), over one vocabulary.

    The n-th policy is the n-th document. Faults come in the order of the documents; a word that the vocabulary does not
    have is left out of its box.
    """
    extended = vocabulary
    faults: tuple[Fault, ...] = ()
    if any(document.keys() & ADDING for document in documents):
        # Late: most policies add nothing.
        from policylint.policy.extend import extend

        extended, faults = extend(vocabulary, documents)
    policies: list[Policy] = []
    problems = list(faults)
    for number, document in enumerate(documents):
        builder = _Builder(extended, number, document)
        policies.append(builder.policy())
        problems.extend(builder.faults)
    problems.extend(_same_ids(policies))
    return PolicySet(extended, tuple(policies), tuple(problems))


def _same_ids(policies: Sequence[Policy]) -> list[Fault]:
    first: dict[str, Policy] = {}
    faults = []
    for policy in policies:
        other = first.setdefault(policy.id, policy)
        if other is not policy:
            faults.append(
                Fault(
                    "duplicate-id",
                    policy.document,
                    "/policy/id",
                    f'another document of this set has the id "{policy.id}" too',
                    remedy="Give each document an id of its own.",
                    also=(Also(other.document, "/policy/id", "the other document"),),
                )
            )
    return faults


class _Builder:
    def __init__(self, vocabulary: Vocabulary, number: int, data: Mapping[str, Any]) -> None:
        self.vocabulary = vocabulary
        self.number = number
        self.data = data
        self.faults: list[Fault] = []
        self.named: Mapping[str, Any] = data.get("exceptions-named") or {}
        self.under_way: list[str] = []  # named exceptions being read, to notice one that leads back to itself

    def fault(
        self,
        check: str,
        path: str,
        message: str,
        remedy: str = "",
        *,
        on_key: bool = False,
        slips: tuple[Slip, ...] = (),
    ) -> None:
        self.faults.append(Fault(check, self.number, path, message, remedy=remedy, on_key=on_key, slips=slips))

    def unknown(self, path: str, what: str, word: str, known: Sequence[str], *, on_key: bool = False) -> None:
        near = nearest(word, known)
        hint = f': did you mean "{near}"?' if near else ""
        listed = f"Use one of: {', '.join(known)}." if len(known) <= 40 else ""
        slips = (Slip(path, word, near),) if near else ()
        self.fault("unknown-value", path, f'unknown {what} "{word}"{hint}', listed, on_key=on_key, slips=slips)

    # ---- the document

    def policy(self) -> Policy:
        head = self.data.get("policy") or {}
        scope = self.data.get("scope") or {}
        excludes: list[Exclusion] = []
        for index, entry in enumerate(scope.get("excludes") or ()):
            path = f"/scope/excludes/{index}"
            excludes.extend(
                Exclusion(box, entry.get("because", ""), entry.get("see", ""), path)
                for box in self.boxes(entry.get("when"), f"{path}/when")
            )
        return Policy(
            self.number,
            head.get("id", ""),
            head.get("kind", "use"),
            head.get("agency", ""),
            head.get("jurisdiction", ""),
            head.get("status", ""),
            self.clauses(),
            self.boxes(scope.get("covers"), "/scope/covers") or (self.vocabulary.empty,),
            tuple(excludes),
            tuple(self.reliance(entry, f"/relies-on/{i}") for i, entry in enumerate(self.data.get("relies-on") or ())),
            tuple(
                Gap(
                    self.boxes(entry.get("when"), f"/accepted-gaps/{i}/when"),
                    str(entry.get("until") or ""),
                    f"/accepted-gaps/{i}",
                )
                for i, entry in enumerate(self.data.get("accepted-gaps") or ())
            ),
            self.data,
        )

    def reliance(self, entry: Mapping[str, Any], path: str) -> Reliance:
        answers = entry.get("answers") or ()
        matters = self.vocabulary.matters
        self.check_dimensions(answers, f"{path}/answers", "dimension or matter", matters)
        external = entry.get("external")
        title = external.get("title", "") if isinstance(external, Mapping) else str(external or "")
        inner: Mapping[str, Any] = external if isinstance(external, Mapping) else {}
        written = answers or inner.get("answers") or ()
        return Reliance(
            str(entry.get("policy") or ""),
            title,
            self.boxes(entry.get("for", inner.get("for")), f"{path}/for"),
            self.vocabulary.dimensions_of(written),
            path,
            tuple(each for each in written if each in matters and each not in self.vocabulary.space.index),
        )

    def check_dimensions(
        self, names: Sequence[str], path: str, what: str = "dimension", besides: tuple[str, ...] = ()
    ) -> None:
        for index, name in enumerate(names):
            if name not in self.vocabulary.space.index and name not in besides:
                self.unknown(f"{path}/{index}", what, str(name), (*self.vocabulary.space.dimensions, *besides))

    def boxes(self, written: Any, path: str) -> tuple[Box, ...]:
        """Read a box or a list of boxes; none when nothing is written."""
        if written is None:
            return ()
        if isinstance(written, Mapping):
            return (self.box(written, path),)
        return tuple(self.box(entry, f"{path}/{index}") for index, entry in enumerate(written))

    def box(self, written: Any, path: str) -> Box:
        words: list[UnknownWord] = []
        box = self.vocabulary.box(written, path, words)
        space = self.vocabulary.space
        for word in words:
            number = space.index.get(word.dimension)
            if number is None:
                self.unknown(word.path, "dimension", word.dimension, space.dimensions, on_key=True)
            else:
                self.unknown(word.path, f"value of {word.dimension}", word.value, self.vocabulary.known(number))
        if not words and not space.is_box(box.bits):
            self.fault(
                "box-empty",
                path,
                "this leaves no value at all in one of its lines",
                "Leave at least one value, or take the line out.",
            )
        return box

    # ---- clauses

    def clauses(self) -> tuple[Clause, ...]:
        clauses = []
        first: dict[str, str] = {}
        for index, data in enumerate(self.data.get("clauses") or ()):
            path = f"/clauses/{index}"
            clause = self.clause(index, path, data)
            if clause is not None:
                clauses.append(clause)
            name = data.get("id")
            if name is not None and first.setdefault(name, path) != path:
                self.faults.append(
                    Fault(
                        "duplicate-id",
                        self.number,
                        f"{path}/id",
                        f'another clause of this policy has the id "{name}" too',
                        remedy="Give each clause an id of its own.",
                        also=(Also(self.number, f"{first[name]}/id", "the other clause"),),
                    )
                )
        return tuple(clauses)

    def clause(self, index: int, path: str, data: Mapping[str, Any]) -> Clause | None:
        effects = [effect for effect in EFFECTS if effect in data]
        if len(effects) != 1:
            choice = ", ".join(EFFECTS)
            if effects:
                message = f"this clause does two things at once: {' and '.join(effects)}"
                remedy = "Write a clause of its own for each."
            else:
                message = "this clause neither permits, forbids, requires, advises nor states anything"
                remedy = f"Add one of: {choice}."
            self.fault("clause-effect", path, message, remedy)
            return None
        effect = effects[0]
        owing = effect in OWING
        place = "when" if owing else effect
        boxes = () if effect == "state" else self.boxes(data.get(place), f"{path}/{place}")
        overrides = data.get("overrides") or ()
        test = data.get("if")
        return Clause(
            data.get("id", ""),
            index,
            path,
            effect,
            data.get("title", ""),
            data.get("text", ""),
            boxes or ((self.vocabulary.empty._replace(path=path),) if owing else ()),
            self.boxes(data.get("except"), f"{path}/except"),
            self.conditions(data.get("provided"), f"{path}/provided"),
            self.conditions(data.get("unless"), f"{path}/unless"),
            self.condition(test, f"{path}/if", "") if test else None,
            self.only(data, path) if effect == "permit" else 0,
            (overrides,) if isinstance(overrides, str) else tuple(overrides),
            self.duties(effect, data, path) if owing else (),
            self.statement(data["state"], path) if effect == "state" else "",
            not data.get("to-confirm"),
            data,
        )

    def statement(self, kind: Any, path: str) -> str:
        if kind not in self.vocabulary.statements:
            self.unknown(f"{path}/state", "kind of statement", str(kind), tuple(self.vocabulary.statements))
        return str(kind)

    def only(self, data: Mapping[str, Any], path: str) -> int:
        names = data.get("only") or ()
        self.check_dimensions(names, f"{path}/only")
        return self.vocabulary.dimensions_of(names)

    # ---- conditions

    def conditions(self, entries: Any, path: str) -> tuple[Condition, ...]:
        found: list[Condition] = []
        for index, entry in enumerate(entries or ()):
            found.extend(self.entry(entry, f"{path}/{index}"))
        return tuple(found)

    def entry(self, entry: Any, path: str) -> tuple[Condition, ...]:
        if not isinstance(entry, str):
            return (self.condition(entry, path, ""),)
        written = self.named.get(entry)
        if written is None:
            self.unknown(path, "named exception", entry, tuple(self.named))
            return ()
        if entry in self.under_way:
            circle = " leads to ".join(f'"{name}"' for name in (*self.under_way, entry))
            self.fault(
                "exception-circle", path, f"this named exception leads back to itself: {circle}", "Take it out here."
            )
            return ()
        place = f"/exceptions-named/{entry}"
        self.under_way.append(entry)
        several = [written] if isinstance(written, Mapping) else list(written)
        paths = [place] if isinstance(written, Mapping) else [f"{place}/{index}" for index in range(len(several))]
        found: list[Condition] = []
        for each, where in zip(several, paths, strict=True):
            found.extend(self.entry(each, where) if isinstance(each, str) else [self.condition(each, where, entry)])
        self.under_way.pop()
        return tuple(found)

    def condition(self, entry: Mapping[str, Any], path: str, name: str) -> Condition:
        known = self.vocabulary.conditions
        kinds = [key for key in entry if key not in ("when", "provided", "note")]
        for kind in kinds:
            if kind not in known:
                self.unknown(f"{path}/{kind}", "condition", kind, tuple(known), on_key=True)
        kind = next((each for each in kinds if each in known), "")
        return Condition(
            kind,
            any(bool(known[each].get("gate")) for each in kinds if each in known),
            self.boxes(entry.get("when"), f"{path}/when"),
            self.conditions(entry.get("provided"), f"{path}/provided"),
            entry.get(kind),
            path,
            name,
        )

    # ---- duties

    def duties(self, effect: str, data: Mapping[str, Any], path: str) -> tuple[Duty, ...]:
        shared = {key: value for key, value in data.items() if key not in COMMON}
        written = data[effect]
        entries = [written] if isinstance(written, str | Mapping) else list(written or ())
        several = not isinstance(written, str | Mapping)
        found: list[Duty] = []
        for index, entry in enumerate(entries):
            place = f"{path}/{effect}/{index}" if several else f"{path}/{effect}"
            inside = isinstance(entry, Mapping)
            for kind, fields in entry.items() if isinstance(entry, Mapping) else ((str(entry), None),):
                found.append(self.duty(str(kind), fields or {}, shared, data, place, len(found), effect, inside))
        return tuple(found)

    def duty(
        self,
        kind: str,
        fields: Mapping[str, Any],
        shared: Mapping[str, Any],
        clause: Mapping[str, Any],
        path: str,
        number: int,
        effect: str,
        inside: bool,
    ) -> Duty:
        own = f"{path}/{kind}" if inside else path
        if kind not in self.vocabulary.duties:
            self.unknown(own, "duty", kind, tuple(self.vocabulary.duties), on_key=True)
        upon = fields.get("upon", clause.get("upon")) or ()
        events = [(upon, "")] if isinstance(upon, str | Mapping) else [(e, f"/{i}") for i, e in enumerate(upon)]
        names = []
        for event, place in events:
            name = next(iter(event), "") if isinstance(event, Mapping) else event
            base = f"{path}/{kind}" if "upon" in fields else path.rsplit("/require", 1)[0].rsplit("/recommend", 1)[0]
            if name not in self.vocabulary.events:
                self.unknown(f"{base}/upon{place}", "event", str(name), tuple(self.vocabulary.events))
            names.append(name)
        return Duty(
            kind,
            number,
            {**shared, **fields},
            tuple(names),
            bool(fields.get("even-if-forbidden", clause.get("even-if-forbidden", False))),
            self.boxes(fields.get("when"), f"{path}/{kind}/when"),
            effect == "recommend",
            own,
            frozenset(fields),
        )

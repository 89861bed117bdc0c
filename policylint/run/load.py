"""From texts to policies: parsed, held against the schema, built into sets. Knows no checks."""

import json
from collections.abc import Callable, Mapping, Sequence

from policylint.finding import Fault
from policylint.policy.build import build_set
from policylint.policy.model import Policy, PolicySet
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.files import read_file
from policylint.reading.problems import Problem, pointer, steps
from policylint.reading.shape import Shape
from policylint.reading.yamltree import Document, parse
from policylint.resources import read_data, read_text
from policylint.run.collect import Inputs, policy_files, shown
from policylint.source import Source, Span
from policylint.typed import Any, NamedTuple

LANGUAGE = 1
# A repository with more policy files than this is not searched for a document that one of them relies on.
MOST_SEARCHED = 2_000
# Faults that reading put right itself: what was meant is known, and the rest can be judged in the same run.
PUT_RIGHT = frozenset({"yaml-number-changed", "yaml-no-break-space", "yaml-byte-order-mark", "control-character"})


class Loaded(NamedTuple):
    """The documents of a run, in the order of the inputs, then those that they rely on.

    linted: how many of them were asked for. problems: by document, what reading and the schema found. sets: one for
    each agency; a document whose shape is wrong is in none. unbuilt: for each document of no set, why.
    """

    documents: tuple[Document, ...]
    linted: int
    problems: tuple[tuple[Problem, ...], ...]
    sets: tuple[PolicySet, ...]
    unbuilt: Mapping[int, str]

    def find(self, policy_id: str) -> tuple[PolicySet, Policy] | None:
        """A policy by id, with its set; None when no document has it."""
        for policies in self.sets:
            policy = policies.get(policy_id)
            if policy is not None:
                return policies, policy
        return None

    def faults(self) -> tuple[Fault, ...]:
        """What building the sets found."""
        return tuple(fault for policies in self.sets for fault in policies.problems)


class Schema:
    """The schema of policy files: asked once a document, explained only when it refuses."""

    def __init__(self) -> None:
        # The bundle of the wheel has the schema without the words for editors, which are nine tenths of it.
        bundle = read_data("schemas", "policy.shape.json")
        self.shape = Shape(json.loads(bundle) if bundle else self.whole())

    def whole(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(read_text("schemas", "policy.schema.json"))
        return data

    def problems(self, document: Document) -> tuple[Problem, ...]:
        if self.shape.accepts(document.data):
            return ()
        # Late: the explanation needs jsonschema, which costs 80 ms to import.
        from policylint.reading.explain_shape import explain

        return explain(self.whole(), document)


def load(
    inputs: Inputs,
    pins: Callable[[str], Mapping[str, Any]] = lambda _: {},
    excused: Callable[[Document, Problem], bool] = lambda _, __: False,
) -> Loaded:
    """Read every input, and from the repository the documents that they rely on.

    pins: for a file, what its header says whatever is written there. excused: whether a key that the schema does not
    know was set aside in a document; it is then left out, and the rest is read.
    """
    schema = Schema()
    given: dict[int, Any] = {}
    documents = [parse(source) for source in inputs.sources]
    problems: list[tuple[Problem, ...]] = []
    usable: list[int] = []
    unbuilt: dict[int, str] = {}
    for number, document in enumerate(documents):
        found = _problems(schema, document)
        problems.append(found)
        errors = [problem for problem in found if problem.severity == "error"]
        extra = [each.path for each in errors if each.check == "unknown-key" and excused(document, each)]
        written = document.data
        if errors and all(each.check in PUT_RIGHT for each in errors):
            written = _as_written(document, errors)
            errors = errors if not schema.shape.accepts(written) else []
        if len(errors) > len(extra):
            unbuilt[number] = "the file has faults that must be mended first"
        else:
            usable.append(number)
            pin = pins(document.source.path)
            if extra or pin or written is not document.data:
                given[number] = _pinned(_without(written, "", frozenset(extra)), pin)
    for document in _relied_on(inputs, [documents[number] for number in usable]):
        if not any(problem.severity == "error" for problem in _problems(schema, document)):
            usable.append(len(documents))
            documents.append(document)
            problems.append(())
    sets = _sets([given.get(number, document.data) for number, document in enumerate(documents)], usable)
    for policies in sets:
        for fault in policies.problems:
            unbuilt.setdefault(fault.document, "the file has faults that must be mended first")
    return Loaded(tuple(documents), len(inputs.sources), tuple(problems), sets, unbuilt)


def _problems(schema: Schema, document: Document) -> tuple[Problem, ...]:
    if not isinstance(document.data, dict):
        return document.problems or (_no_policy(document),)
    version = document.data.get("policylint")
    if version is None and not document.complete:  # the line that could not be read may be the one that says it
        return (*document.problems, *schema.problems(document))
    if version != LANGUAGE or isinstance(version, bool):
        return (*document.problems, _version(document, version))
    return (*document.problems, *schema.problems(document))


def _no_policy(document: Document) -> Problem:
    return Problem(
        "wrong-type",
        "error",
        "this file holds no policy: expected lines such as `policylint: 1` and `policy:`",
        document.span(""),
        "",
        "Start the file with `policylint: 1`, then `policy:` with its id and title, then `clauses:`.",
        (),
    )


def _version(document: Document, version: object) -> Problem:
    if version is None:
        return Problem(
            "wrong-version",
            "error",
            "the file does not say which version of the policy language it is written in",
            document.span(""),
            "",
            f"Write `policylint: {LANGUAGE}` as the first line.",
            (),
        )
    # Late: only a file that is refused comes here.
    from policylint.reading.hidden_signs import HIDDEN, hidden_problem

    node = document.node("/policylint")
    if isinstance(version, str) and node is not None and HIDDEN.sub("", version).strip() == str(LANGUAGE):
        text = document.source.text
        spans = [Span(*found.span()) for found in HIDDEN.finditer(text, node.start, node.end)]
        if spans:
            return hidden_problem(version, str(LANGUAGE), text, spans, "/policylint")
        return Problem(
            "wrong-version",
            "error",
            f"the version of the policy language is the number {LANGUAGE}, and it stands in quotes here",
            document.span("/policylint"),
            "/policylint",
            f"Write `policylint: {LANGUAGE}`.",
            (),
        )
    return Problem(
        "wrong-version",
        "error",
        f'"policylint: {version}" is not a version of the policy language that this program reads',
        document.span("/policylint"),
        "/policylint",
        f"Write `policylint: {LANGUAGE}`, or install a newer policylint if the file was made for one.",
        (),
    )


def _as_written(document: Document, faults: Sequence[Problem]) -> Any:
    """The data with the text that stands in the file where a number would not come back as it was written."""
    data = document.data
    for fault in faults:
        node = document.node(fault.path) if fault.check == "yaml-number-changed" else None
        if node is not None:
            data = _with(data, steps(fault.path), node.raw)
    return data


def _with(data: Any, way: Sequence[str], value: Any) -> Any:
    """The data with another value at a path."""
    if not way:
        return value
    if isinstance(data, dict):
        return {key: _with(each, way[1:], value) if key == way[0] else each for key, each in data.items()}
    return [_with(each, way[1:], value) if str(number) == way[0] else each for number, each in enumerate(data)]


def head_of(document: Document) -> Mapping[str, Any]:
    """The header of a policy as it is written; empty where there is none."""
    head = document.data.get("policy") if isinstance(document.data, dict) else None
    return head if isinstance(head, dict) else {}


def _pinned(data: Any, pin: Mapping[str, Any]) -> Any:
    return {**data, "policy": {**(data.get("policy") or {}), **pin}} if pin else data


def _without(data: Any, path: str, left_out: frozenset[str]) -> Any:
    """The data without the keys at some paths."""
    if not left_out:
        return data
    if isinstance(data, dict):
        return {
            key: _without(value, path + pointer(key), left_out)
            for key, value in data.items()
            if path + pointer(key) not in left_out
        }
    if isinstance(data, list):
        return [_without(value, f"{path}/{number}", left_out) for number, value in enumerate(data)]
    return data


def _sets(documents: Sequence[Any], usable: Sequence[int]) -> tuple[PolicySet, ...]:
    """One set for each agency: documents of different agencies never meet."""
    vocabulary = Vocabulary.standard() if usable else None
    agencies: dict[str, list[int]] = {}
    for number in usable:
        head = documents[number].get("policy") or {}
        agencies.setdefault(" ".join(str(head.get("agency", "")).casefold().split()), []).append(number)
    sets = []
    for numbers in agencies.values():
        if vocabulary is not None:
            built = build_set(vocabulary, [documents[number] for number in numbers])
            sets.append(_renumbered(built, numbers))
    return tuple(sets)


def _renumbered(policies: PolicySet, numbers: Sequence[int]) -> PolicySet:
    """The set with the numbers of the run's documents instead of its own."""
    if list(numbers) == list(range(len(numbers))):
        return policies
    return PolicySet(
        policies.vocabulary,
        tuple(policy._replace(document=numbers[policy.document]) for policy in policies.policies),
        tuple(
            fault._replace(
                document=numbers[fault.document],
                also=tuple(also._replace(document=numbers[also.document]) for also in fault.also),
            )
            for fault in policies.problems
        ),
    )


def _relied_on(inputs: Inputs, documents: Sequence[Document]) -> list[Document]:
    """Documents that others rely on, found by their id below the root, and in turn what those rely on."""
    present = {_id(document) for document in documents}
    wanted = {name for document in documents for name in _relies(document)} - present
    if not wanted or not inputs.root:
        return []
    known = {source.path for source in inputs.sources}
    others: dict[str, Document] = {}
    for count, path in enumerate(policy_files(inputs.root)):
        if count == MOST_SEARCHED:
            break
        document = _other(path, known)
        if document is not None:
            others.setdefault(_id(document), document)
    found = []
    while wanted:
        name = min(wanted)
        wanted.discard(name)
        document = others.get(name)
        if document is not None and name not in present:
            present.add(name)
            found.append(document)
            wanted |= set(_relies(document)) - present
    return found


def _other(path: str, known: set[str]) -> Document | None:
    name = shown(path)
    if name in known:
        return None
    read = read_file(path, name)
    if not isinstance(read, Source):
        return None
    document = parse(read)
    return document if isinstance(document.data, dict) else None


def _id(document: Document) -> str:
    head = document.data.get("policy")
    return str(head.get("id", "")) if isinstance(head, dict) else ""


def _relies(document: Document) -> list[str]:
    entries = document.data.get("relies-on")
    return [
        str(entry["policy"])
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, dict) and entry.get("policy")
    ]

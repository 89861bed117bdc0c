"""What is wrong with a pack of one's own, each with file, line and remedy. Knows the words of a check, runs none.

The program's own packs are held to the same by its tests.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from policylint.checking.authorities import Authority, register, register_data
from policylint.checking.packs import Pack
from policylint.checking.questions import Words, wrong_words
from policylint.checking.traps import Cited, traps
from policylint.checking.written import Part, Written, refusal
from policylint.errors import SetupError, nearest
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.shape import Shape
from policylint.resources import read_text
from policylint.typed import Any

# What a check of the program needs and one of an agency's own does not: an entry of our list of elements.
_ELEMENT = {"required": ["element"]}


class Known:
    """What packs are held against: the vocabulary, the register, and all checks and packs there are."""

    def __init__(self, builtin: Sequence[Pack], written: Sequence[Written]) -> None:
        self.builtin = {pack.id for pack in builtin}
        self.owner = {check.id: f'the pack "{pack.id}"' for pack in builtin for check in pack.checks}
        self.written = written
        self.packs: dict[str, str] = {pack.id: "one of the program's" for pack in builtin}
        self.ids = set(self.owner) | {name for each in written for part in each.checks if (name := _text(part, "id"))}
        self.names = self.builtin | {name for each in written if (name := _text(each.head, "id"))}
        self.words, self.authorities, self.traps, self.check, self.head, self.shape = _fixed()
        self.file = _file_schema(self.head, self.check)


@cache
def _fixed() -> tuple[Words, Mapping[str, Authority], Mapping[str, Any], dict[str, Any], dict[str, Any], Shape]:
    """What the program ships: the words, the register with its traps, and the shapes of a check and a description."""
    check = json.loads(read_text("schemas", "check.schema.json"))
    check["allOf"] = [rule for rule in check["allOf"] if rule.get("then") != _ELEMENT]
    head = json.loads(read_text("schemas", "pack.schema.json"))
    words = Words(Vocabulary.standard(), json.loads(read_text("schemas", "policy.schema.json")))
    return words, register(), register_data()["traps"], check, head, Shape(check)


def _file_schema(head: Mapping[str, Any], check: Mapping[str, Any]) -> dict[str, Any]:
    """The shape of a pack in one file: its description, with the checks in a list."""
    inner = {key: value for key, value in check.items() if key not in ("$schema", "$defs")}
    checks = {"type": "array", "description": "The checks of the pack.", "items": inner, "minItems": 1}
    properties = {**head["properties"], "checks": checks}
    return {**head, "required": [*head["required"], "checks"], "properties": properties, "$defs": check["$defs"]}


def _text(part: Part, key: str) -> str:
    value = part.data.get(key) if isinstance(part.data, dict) else None
    return value if isinstance(value, str) else ""


def faults(written: Written, known: Known) -> Iterator[SetupError]:
    """Everything wrong with one pack, in the order of its files. Packs are to be judged one after the other."""
    yield from written.broken
    single = written.kind == "file"
    head_fits = False
    if written.head.document.source.text or not written.broken:
        found = list(_shape(written.head, known.file if single else known.head))
        yield from found
        head_fits = not found
    if head_fits:
        yield from _head(written, known)
    if not written.checks and head_fits:
        yield written.head.refuse("", "this pack has no check", "write one beside it; `policylint pack new` shows how")
    for part in written.checks:
        if not single:
            found = list(_shape(part, known.check))
            yield from found
            if found:
                continue
        elif not known.shape.accepts(part.data):
            continue  # told of the file as a whole
        yield from _check(written, part, known)


def _shape(part: Part, schema: Mapping[str, Any]) -> Iterator[SetupError]:
    document = part.document
    problems = [each for each in document.problems if each.severity != "note" and each.check != "empty-file"]
    if document.data is None and not problems:
        yield part.refuse("", "the file is empty", "write the check, or delete the file")
        return
    if not Shape(dict(schema)).accepts(document.data):
        # Late: the explanation needs jsonschema, which costs 80 ms to import.
        from policylint.reading.explain_shape import explain

        problems += explain(dict(schema), document)
    for problem in problems:
        yield refusal(document.source, problem.message, problem.span, problem.remedy)


# ---- the description


def _head(written: Written, known: Known) -> Iterator[SetupError]:
    part = written.head
    data = part.data
    name = data["id"]
    if written.kind == "folder" and name != written.name:
        yield part.refuse("/id", f'the pack in the folder "{written.name}" calls itself "{name}"', "give both one name")
    if name in known.packs:
        yield part.refuse("/id", f'there is a pack "{name}" already: {known.packs[name]}', "give this one another id")
    known.packs.setdefault(name, written.where)
    for number, other in enumerate(data.get("builds-on", ())):
        if other not in known.names:
            message = f'there is no pack "{other}"{_meant(other, known.names)}'
            yield part.refuse(f"/builds-on/{number}", message, "`policylint pack list` shows those that there are")
    for check, change in data.get("adjust", {}).items():
        path = f"/adjust/{check}"
        if check not in known.ids:
            message = f'there is no check "{check}"{_meant(check, known.ids)}'
            yield part.refuse(path, message, "`policylint checks` lists them all", on_key=True)
        yield from _cited(part, f"{path}/authorities", change.get("authorities", ()), known)


# ---- a check


def _check(written: Written, part: Part, known: Known) -> Iterator[SetupError]:
    data = part.data
    name = data["id"]
    file = part.file.rpartition("/")[2]
    if written.kind != "file" and file.rpartition(".")[0] != name:
        yield part.refuse("/id", f'the check in the file "{file}" calls itself "{name}"', f"name the file {name}.yaml")
    if name in known.owner:
        yield part.refuse(
            "/id", f'there is a check "{name}" already, in {known.owner[name]}', "give this one another id"
        )
    known.owner.setdefault(name, written.where if written.kind == "file" else part.file)
    yield from wrong_words(part, known.words)
    unknown = list(_cited(part, "/authorities", data["authorities"], known))
    yield from unknown
    if not unknown:
        active = written.head.data.get("jurisdictions", ()) if isinstance(written.head.data, dict) else ()
        for trap in traps(Cited(tuple(active), data), known.authorities, known.traps):
            yield part.refuse(trap.path, trap.message, trap.remedy)


def _cited(part: Part, path: str, names: Iterable[str], known: Known) -> Iterator[SetupError]:
    for number, name in enumerate(names):
        if name not in known.authorities:
            message = f'there is no source "{name}" in the register{_meant(name, known.authorities)}'
            yield part.refuse(
                f"{path}/{number}", message, "`policylint authorities` lists them; leave out what is not there"
            )


def _meant(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f': did you mean "{near}"?' if near else ""

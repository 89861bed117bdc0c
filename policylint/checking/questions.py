"""Whether a check asks in words that the program knows, and can ever find anything. Knows no other file."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from policylint.checking.analyses import ANALYSES, ELSEWHERE
from policylint.checking.written import Part
from policylint.errors import SetupError, nearest
from policylint.policy.durations import hours
from policylint.policy.vocabulary import Box, UnknownWord, Vocabulary
from policylint.reading.shape import Shape
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import Any, NamedTuple

ENOUGH_CELLS = 20_000
LONGEST_PHRASE = 120
# What people write who think that a phrase is a pattern.
_PATTERN = re.compile(r"\\[\w.]|\.[*+?]|[^\s]\{\d|\[[^\]]*-[^\]]*\]|\[\^|\(\?|\([^)]*\|[^)]*\)|^\^|\w\|\w")
# A repeated group that repeats inside: the one way for a pattern of a schema to take for ever.
_ENDLESS = re.compile(r"\((?:[^()\\]|\\.)*[*+}](?:[^()\\]|\\.)*\)\s*[*+{]")

Asked = Iterator[SetupError]


class Words(NamedTuple):
    """The vocabulary, and the schema of policies, whose keys a check may name."""

    vocabulary: Vocabulary
    policy: Mapping[str, Any]


def wrong_words(part: Part, words: Words) -> Asked:
    """What a check whose shape is right asks for in vain, or in words that nobody knows."""
    data = part.data
    applies = data.get("applies-to", {})
    if "permits" in applies:
        yield from _box(part, words, applies["permits"], "/applies-to/permits")
    for number, key in enumerate(applies.get("has", ())):
        yield from _known(part, f"/applies-to/has/{number}", key, words.policy["properties"], "key of a policy")
    names = applies.get("unless-delegated", ())
    yield from _dimensions(part, words, names, "/applies-to/unless-delegated")
    yield from _assertion(part, words, data["assert"], "/assert")


def _assertion(part: Part, words: Words, assertion: Mapping[str, Any], path: str) -> Asked:
    (kind, options), *_ = assertion.items()
    here = f"{path}/{kind}"
    if kind in ("any", "all"):
        for number, each in enumerate(options):
            yield from _assertion(part, words, each, f"{here}/{number}")
    elif kind == "builtin":
        yield from _builtin(part, here, options)
    else:
        yield from _KINDS[kind](part, words, options, here)


def _builtin(part: Part, path: str, name: str) -> Asked:
    usable = [each for each in ANALYSES if each not in ELSEWHERE]
    if name in ELSEWHERE:
        yield part.refuse(
            path, f'"{name}" is found by the program itself and cannot be asked for', "leave the check out"
        )
    else:
        yield from _known(part, path, name, usable, "analysis of the program")


def _covered(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    vocabulary = words.vocabulary
    yield from _dimensions(part, words, options["naming"], f"{path}/naming")
    found = list(_box(part, words, options["within"], f"{path}/within"))
    besides = options.get("except", ())
    for number, each in enumerate(besides):
        found += _box(part, words, each, f"{path}/except/{number}")
    yield from found
    if not found and besides:
        cases = vocabulary.cases(_read(vocabulary, options["within"]))
        out = [_read(vocabulary, each).bits for each in besides]
        if first_uncovered(vocabulary.space, cases, [*vocabulary.void, *out], Budget(ENOUGH_CELLS)) is None:
            yield part.refuse(f"{path}/except", "with these exceptions no case is left to ask about", "leave one out")


def _elsewhere(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    if "matter" in options:
        yield from _known(part, f"{path}/matter", options["matter"], words.vocabulary.matters, "matter")
    if "within" in options:
        yield from _box(part, words, options["within"], f"{path}/within")


def _verdict(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    yield from _box(part, words, options["within"], f"{path}/within")
    yield from _dimensions(part, words, options.get("naming", ()), f"{path}/naming")
    gates = [name for name, entry in words.vocabulary.conditions.items() if entry.get("gate")]
    for key in ("never", "always"):
        for number, verdict in enumerate(options.get(key, ())):
            gate = verdict.partition(":")[2]
            if gate:
                yield from _known(part, f"{path}/{key}/{number}", gate, gates, "condition that can decide")


def _values(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    space = words.vocabulary.space
    yield from _box(part, words, options["within"], f"{path}/within")
    name = options["dimension"]
    yield from _known(part, f"{path}/dimension", name, space.dimensions, "dimension")
    if name in space.index:
        for number, value in enumerate(options["values"]):
            known = words.vocabulary.known(space.index[name])
            yield from _known(part, f"{path}/values/{number}", value, known, f'word for "{name}"')


def _distinguished(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    for number, each in enumerate(options["boxes"]):
        yield from _box(part, words, each, f"{path}/boxes/{number}")
    yield from _dimensions(part, words, options["naming"], f"{path}/naming")


def _duty(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    vocabulary = words.vocabulary
    kinds = list(_each(part, f"{path}/kind", options["kind"], vocabulary.duties, "duty"))
    yield from kinds
    for key in ("upon", "upon-any"):
        if key in options:
            yield from _each(part, f"{path}/{key}", options[key], vocabulary.events, "event")
    if "within" in options:
        yield from _box(part, words, options["within"], f"{path}/within")
    if not kinds:
        yield from _bounds(part, options, path, vocabulary.duties)


def _statement(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    kinds = list(_each(part, f"{path}/kind", options["kind"], words.vocabulary.statements, "kind of statement"))
    yield from kinds
    if not kinds:
        yield from _bounds(part, options, path, words.vocabulary.statements)


def _bounds(part: Part, options: Mapping[str, Any], path: str, known: Mapping[str, Mapping[str, Any]]) -> Asked:
    """Fields that none of the duties or statements has, and durations that are none."""
    kinds = [options["kind"]] if isinstance(options["kind"], str) else options["kind"]
    # What stands beside the duties of a clause counts as a field of each.
    fields = dict.fromkeys([*(name for kind in kinds for name in known[kind].get("fields", ())), *_BESIDE])
    for name, bound in options.get("fields", {}).items():
        here = f"{path}/fields/{name}"
        yield from _known(part, here, name, fields, f"field of {' or '.join(kinds)}", on_key=True)
        for key in ("at-most", "at-least"):
            written = bound.get(key) if isinstance(bound, Mapping) else None
            if isinstance(written, str) and hours(written) is None:
                yield part.refuse(
                    f"{here}/{key}", f'"{written}" is no length of time', "write it as 20 days or 12 months"
                )


_BESIDE = ("by", "upon", "within", "every", "checked", "to", "text", "title")


def _register(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    fields = _fields_of(words.policy, words.policy["properties"][options["of"]])
    for key in ("each", "where"):
        if key in options:
            yield from _fragment(part, f"{path}/{key}", options[key])
            for name in (*options[key].get("required", ()), *options[key].get("properties", ())):
                if fields:
                    yield from _known(part, f"{path}/{key}", name, fields, f"key of {options['of']}")
    for name in options.get("dates", {}):
        if fields:
            yield from _known(part, f"{path}/dates/{name}", name, fields, f"key of {options['of']}", on_key=True)
    if not {"each", "dates", "at-least"} & options.keys():
        yield part.refuse(path, "this asks nothing of the entries", "add `each`, `dates` or `at-least`", on_key=True)


def _field(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    schema: Mapping[str, Any] = words.policy
    for step in options["at"].split("/")[1:]:
        fields = _fields_of(words.policy, schema)
        if not fields or step.isdigit():
            break
        if step not in fields:
            yield from _known(part, f"{path}/at", step, fields, "key of a policy there")
            break
        schema = fields[step]
    if "schema" in options:
        yield from _fragment(part, f"{path}/schema", options["schema"])


def _text(part: Part, words: Words, options: Mapping[str, Any], path: str) -> Asked:
    if "matching" in options:
        yield from _box(part, words, options["matching"], f"{path}/matching")
    for key in ("bars", "requires"):
        for number, phrase in enumerate(options.get(key, ())):
            here = f"{path}/{key}/{number}"
            if len(phrase) > LONGEST_PHRASE:
                yield part.refuse(
                    here,
                    f"this phrase has {len(phrase)} characters; nobody will ever write exactly that",
                    f"take the few words that matter, at most {LONGEST_PHRASE} characters",
                )
            elif _PATTERN.search(phrase):
                yield part.refuse(
                    here,
                    f'"{phrase}" looks like a search pattern, and would be looked for letter by letter',
                    "write plain words; give each spelling a phrase of its own",
                )


_KINDS: Mapping[str, Callable[[Part, Words, Mapping[str, Any], str], Asked]] = {
    "covered": _covered,
    "elsewhere": _elsewhere,
    "verdict": _verdict,
    "only": _values,
    "grounds": _values,
    "distinguished": _distinguished,
    "duty": _duty,
    "statement": _statement,
    "register": _register,
    "field": _field,
    "text": _text,
}


# ---- words


def _box(part: Part, words: Words, written: Mapping[str, Any], path: str) -> Asked:
    vocabulary = words.vocabulary
    unknown: list[UnknownWord] = []
    box = vocabulary.box(written, path, unknown)
    for each in unknown:
        if not each.value:
            yield from _known(part, each.path, each.dimension, vocabulary.space.dimensions, "dimension", on_key=True)
        else:
            known = vocabulary.known(vocabulary.space.index[each.dimension])
            yield from _known(part, each.path, each.value, known, f'word for "{each.dimension}"')
    if not unknown and first_uncovered(vocabulary.space, [box.bits], vocabulary.void, Budget(ENOUGH_CELLS)) is None:
        yield part.refuse(
            path, "no situation is like this, so nothing could ever be found", _possible(written), on_key=True
        )


def _possible(written: Mapping[str, Any]) -> str:
    return f"leave out one of {', '.join(written)}, or choose another word for it"


def _read(vocabulary: Vocabulary, written: Mapping[str, Any]) -> Box:
    return vocabulary.box(written, "", [])


def _dimensions(part: Part, words: Words, names: Sequence[str], path: str) -> Asked:
    for number, name in enumerate(names):
        yield from _known(part, f"{path}/{number}", name, words.vocabulary.space.dimensions, "dimension")


def _each(part: Part, path: str, written: str | Sequence[str], known: Iterable[str], what: str) -> Asked:
    if isinstance(written, str):
        yield from _known(part, path, written, known, what)
        return
    for number, name in enumerate(written):
        yield from _known(part, f"{path}/{number}", name, known, what)


def _known(part: Part, path: str, name: str, known: Iterable[str], what: str, *, on_key: bool = False) -> Asked:
    names = list(known)
    if name not in names:
        near = nearest(name, names)
        remedy = f'write "{near}", or one of: {_some(names)}' if near else f"the words are: {_some(names)}"
        yield part.refuse(path, f'"{name}" is no {what}', remedy, on_key=on_key)


def _some(names: Sequence[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


def _fragment(part: Part, path: str, fragment: Mapping[str, Any]) -> Asked:
    """A piece of JSON Schema that the program cannot use, or that could keep it busy for ever."""
    try:
        Shape(dict(fragment)).compile_all()
    except (ValueError, TypeError, AttributeError, re.error) as error:
        message = f"this is no schema that the program understands ({error})"
        yield part.refuse(path, message, "see docs/check-format.md", on_key=True)
        return
    for pattern in _patterns(fragment):
        if _ENDLESS.search(pattern):
            message = f'the pattern "{pattern}" repeats what repeats, and could take for ever'
            yield part.refuse(path, message, "write it without a repeated group", on_key=True)


def _patterns(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _patterns(each)
    elif isinstance(node, Mapping):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        yield from node.get("patternProperties", {})
        for each in node.values():
            yield from _patterns(each)


def _fields_of(policy: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keys that a part of a policy may have; empty where the schema leaves them open."""
    reference = schema.get("$ref", "")
    if reference:
        schema = policy["$defs"][reference.rpartition("/")[2]]
    if schema.get("type") == "array":
        return _fields_of(policy, schema.get("items", {}))
    if "properties" in schema:
        properties: Mapping[str, Any] = schema["properties"]
        return properties
    more = schema.get("additionalProperties")
    return _fields_of(policy, more) if isinstance(more, Mapping) else {}

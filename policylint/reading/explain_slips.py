"""What to tell of slips of the hand that a schema refuses: pasted signs, capitals, commas; it knows no key's meaning.

What was meant is worked out by undoing one slip after the other, until what is left would be accepted.
"""

import re
from collections.abc import Callable, Sequence

from policylint.errors import nearest
from policylint.reading import shape_words as words
from policylint.reading.hidden_signs import HIDDEN, SPACE, hidden_problem
from policylint.reading.patterns import compile_pattern
from policylint.reading.problems import Problem, pointer, shorten
from policylint.reading.scalars import core
from policylint.reading.telling import Path, Telling
from policylint.source import Span
from policylint.typed import Any, NamedTuple

DASHES = {
    "\u2010": "a hyphen that is not the one of the keyboard",
    "\u2011": "a non-breaking hyphen",
    "\u2012": "a long dash",
    "\u2013": "a long dash",
    "\u2014": "a long dash",
    "\u2015": "a long dash",
    "\u2212": "a minus sign",
    "\u2500": "a long dash",
    "\ufe58": "a long dash",
    "\uff0d": "a wide hyphen",
}
_DASH = re.compile(f"[{''.join(DASHES)}]")
_QUOTES = "“”„‟«»‘’‚‛`´"
# How many words run together can still be a name; more of them are a sentence.
_MOST_IN_NAME = 3
# As few words as this are an example, and no list to choose from.
_FEW = 3
_TYPES: dict[str, type | tuple[type, ...]] = {"integer": int, "number": (int, float), "boolean": bool}


class Wanted(NamedTuple):
    """What stands in for a refused word: whether a text would be accepted, the known words, what else is accepted."""

    accepts: Callable[[str], bool]
    known: Sequence[str]
    a_list: bool = False
    a_block: bool = False


def of_schema(schema: dict[str, Any]) -> Wanted:
    """What a part of a schema with a pattern or a list of words accepts."""
    return _wanted([schema])


def of_reasons(reasons: Sequence[Any], schema: dict[str, Any]) -> Wanted:
    """What the branches accept of which jsonschema says why each refused a word."""
    direct = [reason for reason in reasons if not reason.relative_path]
    wanted = _wanted([reason.schema for reason in direct if reason.validator in ("pattern", "enum", "const")])
    types = [reason.validator_value for reason in direct if reason.validator == "type"]
    known = [*wanted.known, *(one for one in schema.get("examples", ()) if isinstance(one, str))]
    return wanted._replace(known=list(dict.fromkeys(known)), a_list="array" in types, a_block="object" in types)


def _wanted(schemas: Sequence[dict[str, Any]]) -> Wanted:
    listed: list[str] = []
    examples: list[str] = []
    patterns = []
    for schema in schemas:
        listed += [one for one in (*schema.get("enum", ()), schema.get("const")) if isinstance(one, str)]
        examples += [one for one in schema.get("examples", ()) if isinstance(one, str)]
        if "pattern" in schema:
            patterns.append(compile_pattern(schema["pattern"]))
    known = list(dict.fromkeys([*listed, *examples]))
    return Wanted(lambda text: text in listed or any(pattern.search(text) for pattern in patterns), known)


def value(telling: Telling, written: Any, path: Path, wanted: Wanted) -> Problem | None:
    """What slip made a refused value of what was meant; None when it is none of those known here."""
    if not isinstance(written, str) or not written.strip():
        return None
    node = telling.document.node(pointer(*path))
    place = Span(node.start, node.end) if node is not None else telling.value(path)
    problem = pasted(telling, written, path, wanted, place)
    if problem is None:
        where = f"{words.place(telling.data, path)} is “{shorten(written)}”"
        problem = (
            _all_but(telling, written, path, wanted, where)
            or _of_letters(telling, written, path, wanted, where)
            or _of_list(telling, written, path, wanted)
        )
    return problem


def _all_but(telling: Telling, written: str, path: Path, wanted: Wanted, where: str) -> Problem | None:
    """`device: not agency`: what is excluded has a form of its own, and the word behind the "not" is the opposite."""
    before, _, rest = written.strip().partition(" ")
    meant = _hyphened(rest)
    if (
        before.lower() != "not"
        or "any" not in wanted.known
        or meant not in wanted.known
        or not isinstance(path[-1], str)
    ):
        return None
    form = f"{{not: {meant}}}"
    return telling.told(
        _check(wanted), f"{where}: for all but some values, write {form}", telling.value(path), path, f"write {form}"
    )


def mistyped(telling: Telling, types: Sequence[str], written: str, path: Path) -> Problem | None:
    """A number or a yes-or-no that is text only because of a sign nobody sees."""
    kinds = [_TYPES[name] for name in types if name in _TYPES]
    node = telling.document.node(pointer(*path))
    if node is None or not HIDDEN.search(written):
        return None
    wanted = Wanted(lambda text: any(isinstance(core(text), kind) for kind in kinds), ())
    return pasted(telling, written, path, wanted, Span(node.start, node.end))


def key(telling: Telling, written: str, path: Path, wanted: Wanted) -> Problem | None:
    """What slip made a refused key of what was meant."""
    if not written.strip():
        return None
    problem = pasted(telling, written, path, wanted, telling.key(path))
    if problem is not None:
        return problem
    return _of_letters(telling, written, path, wanted, f"the key is “{shorten(written)}”", "unknown-key", key=True)


def pasted(telling: Telling, written: str, path: Path, wanted: Wanted, place: Span) -> Problem | None:
    """A sign that word processors put in: a space that nobody sees, a long dash, curly quotation marks."""
    if HIDDEN.search(written):
        meant = _visible(written, wanted)
        if meant is not None:
            text = telling.document.source.text
            spans = [Span(*found.span()) for found in HIDDEN.finditer(text, place.start, place.end)]
            return hidden_problem(written, meant, text, spans or [place], pointer(*path))
    plain = _DASH.sub("-", written)
    if plain != written:
        sign = _DASH.findall(written)[0]
        meant = _first(_cleaned(plain), wanted)
        bullet = re.match(r"- +(\S.*)", plain)
        if meant is None and bullet:
            meant = f"- {bullet.group(1)}"
        if meant is not None:
            message = f"{DASHES[sign]} (U+{ord(sign):04X}) stands in “{shorten(written)}”: did you mean “{meant}”?"
            remedy = f"write a plain hyphen: {shorten(meant)}"
            return telling.told(_check(wanted), message, place, path, remedy, meant)
    bare = written.strip(_QUOTES)
    if bare != written:
        meant = _first((bare, _hyphened(bare)), wanted)
        if meant is not None:
            message = f"“{meant}” stands in curly quotation marks, which YAML takes for letters"
            return telling.told(_check(wanted), message, place, path, f"write {meant} without them", meant)
    return None


def _check(wanted: Wanted) -> str:
    return "unknown-value" if len(wanted.known) > _FEW else "wrong-form"


def _visible(written: str, wanted: Wanted) -> str | None:
    """A text as it looks: what could be meant where a sign stands that nobody sees."""
    spaced = SPACE.sub(" ", written)
    seen = re.sub(" +", " ", HIDDEN.sub("", spaced)).strip()
    joined = HIDDEN.sub("", written).strip()
    hyphened = HIDDEN.sub("-", written).strip("- ")
    return _first((seen, joined, re.sub("-+", "-", hyphened), *_cleaned(seen)), wanted)


def _cleaned(text: str) -> tuple[str, ...]:
    """A text, and then without the blanks that programs put around a long dash, and in small letters."""
    tight = re.sub(r"\s*-\s*", "-", text)
    return text, tight, _hyphened(tight)


def _hyphened(text: str) -> str:
    return re.sub(r"[\s_]+", "-", text.strip().lower())


def _first(meant: Sequence[str], wanted: Wanted) -> str | None:
    """The first that is known, or else the first that would be accepted."""
    return next((one for one in meant if one in wanted.known and wanted.accepts(one)), None) or next(
        (one for one in meant if wanted.accepts(one)), None
    )


def _of_letters(
    telling: Telling, written: str, path: Path, wanted: Wanted, where: str, check: str = "", *, key: bool = False
) -> Problem | None:
    """Capitals and blanks where words are written in small letters with hyphens."""
    meant = _hyphened(written)
    parts = meant.count("-") + 1
    if meant == written or not wanted.accepts(meant):
        return None
    known = meant in wanted.known
    if not known and (parts > _MOST_IN_NAME or (wanted.a_block and len(wanted.known) <= _FEW)):
        return None
    between = re.search(r"[\s_]", written.strip())
    small = ["in small letters"] if written != written.lower() else []
    joined = [f"with hyphens instead of {'underscores' if between.group() == '_' else 'blanks'}"] if between else []
    near = meant if known else nearest(meant, wanted.known)
    choice = words.one_of([one for one in wanted.known if wanted.accepts(one)]) if len(wanted.known) > _FEW else ""
    if near is None and not choice:
        near = meant
    # Of `per sonal` the blank is no slip of form, but one of spelling.
    told = [*small, *joined] if small or near in (None, meant) else []
    how = f", and words here are written {', '.join(told)}" if told else ""
    message = f"{where}{how}" + (f": did you mean “{near}”?" if near is not None else "")
    remedy = f"write {near}" if near is not None else f"write {choice}; or {meant}, if it is a word of your own"
    place = telling.key(path) if key else telling.value(path)
    return telling.told(check or _check(wanted), message, place, path, remedy, near or "")


def _of_list(telling: Telling, written: str, path: Path, wanted: Wanted) -> Problem | None:
    """Several values in a row without the brackets of a list."""
    if not wanted.a_list:
        return None
    loose = re.sub(r"\s+", " ", SPACE.sub(" ", written)).strip(" ,;")
    commas = r"\s*[,;]\s*(?:and |or )?"
    for separator in (rf"{commas}|\s+(?:and|or|&)\s+|\s*/\s*", commas):
        parts = [part for part in re.split(separator, loose) if part]
        meant = [_first(_cleaned(_DASH.sub("-", part)), wanted) for part in parts]
        known = [one for one in meant if one is not None]
        # Commas are enough of a sign; words between values are one only where the values are known.
        certain = separator == commas or all(one in wanted.known for one in known)
        if len(known) > 1 and len(known) == len(parts) and certain:
            name = f"{path[-1]}: " if path and isinstance(path[-1], str) else ""
            message = f"{words.place(telling.data, path)} has several values, and they must stand in square brackets"
            remedy = f"write {name}[{', '.join(known)}]"
            return telling.told("wrong-type", message, telling.value(path), path, remedy)
    return None

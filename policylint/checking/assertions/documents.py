"""`register` and `field`: what stands in the document itself, entry by entry and field by field."""

import datetime
from collections.abc import Iterator, Mapping

from policylint.checking.analyses.unused import used_roles
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.durations import date, hours
from policylint.reading.shape import Shape
from policylint.typed import Any

ENTRY_NAMES = ("id", "title", "handle")


def register(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: of, each, where, used, dates, at-least (docs/check-format.md).

    One fault for each entry that falls short.
    """
    name = options["of"]
    entries = list(_entries(context.data.get(name)))
    if "where" in options:
        asked = _shape(options["where"])
        entries = [entry for entry in entries if asked.accepts(entry[1])]
    if options.get("used"):
        used = used_roles(context.data)
        entries = [entry for entry in entries if entry[2].strip('"') in used]
    if len(entries) < options.get("at-least", 0):
        path = f"/{name}" if name in context.data else "/policy"
        few = f"there are only {len(entries)}" if entries else "there is none"
        yield context.fault(question, path, few, on_key=True)
        return
    for key, entry, words in entries:
        path = f"/{name}/{key}"
        fault = _entry_fault(entry, options.get("each", {}))
        if fault is not None:
            field, detail = fault
            yield context.fault(question, f"{path}/{field}" if field else path, f"{words}: {detail}")
        for field, bounds in options.get("dates", {}).items():
            detail = _date_fault(context.today, entry.get(field) if isinstance(entry, Mapping) else None, bounds)
            if detail:
                yield context.fault(question, f"{path}/{field}", f"{words}: {detail}")


_SHAPES: dict[str, Shape] = {}


def _shape(fragment: Mapping[str, Any]) -> Shape:
    """A fragment of a check file, compiled once however many policies are asked."""
    key = repr(fragment)
    found = _SHAPES.get(key)
    if found is None:
        found = _SHAPES[key] = Shape(dict(fragment))
    return found


def _entries(written: Any) -> Iterator[tuple[str, Any, str]]:
    """Key in the document, entry, and what to call it."""
    if isinstance(written, Mapping):
        for name, entry in written.items():
            yield name.replace("~", "~0").replace("/", "~1"), entry, f'"{name}"'
    else:
        for index, entry in enumerate(written or ()):
            named = next(
                (entry[key] for key in ENTRY_NAMES if isinstance(entry, Mapping) and entry.get(key)), index + 1
            )
            yield str(index), entry, f'"{named}"'


def _entry_fault(entry: Any, fragment: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first field of an entry that a schema fragment refuses, and what is wrong with it; None when all is well."""
    if not fragment or _shape(fragment).accepts(entry):
        return None
    if isinstance(entry, Mapping):
        for name in fragment.get("required", ()):
            if name not in entry:
                return "", f'"{name}" is missing'
        for name, inner in fragment.get("properties", {}).items():
            if name in entry and not _shape(inner).accepts(entry[name]):
                return name, f'"{name}" is {_said(entry[name])}'
    return "", "something is missing"


def _said(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str | int | float) and not isinstance(value, bool) else "not enough"


def _date_fault(today: datetime.date, written: Any, bounds: Mapping[str, Any]) -> str:
    day = date(written)
    if day is None:
        return ""  # a missing date is for `each`, a wrong one for the schema
    if bounds.get("not-before-today") and day < today:
        return f"{written} has passed"
    if bounds.get("not-after-today") and day > today:
        return f"{written} lies in the future"
    most = hours(bounds.get("at-most"))
    if most is not None and (today - day).days * 24 > most:
        return f"{written} is more than {bounds['at-most']} ago"
    return ""


def field(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: at, schema, date, missing (docs/check-format.md)."""
    path = options["at"]
    value, parent, exists = _at(context.data, path)
    if not exists or value is None:
        if options.get("missing") != "ok":
            yield context.fault(question, parent or "/policy", "", on_key=True)
        return
    if "schema" in options and not _shape(options["schema"]).accepts(value):
        fault = _entry_fault(value, options["schema"])
        field_name, detail = fault if fault else ("", "")
        if detail == "something is missing":
            detail = ""
        yield context.fault(question, f"{path}/{field_name}" if field_name else path, detail)
    elif "date" in options:
        detail = _date_fault(context.today, value, options["date"])
        if detail:
            yield context.fault(question, path, detail)


def _at(data: Any, path: str) -> tuple[Any, str, bool]:
    """The value at a JSON pointer, the nearest path that exists, and whether the value exists."""
    here = ""
    for step in path.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(data, Mapping) and name in data:
            data = data[name]
        elif isinstance(data, list) and name.isdigit() and int(name) < len(data):
            data = data[int(name)]
        else:
            return None, here, False
        here += f"/{step}"
    return data, here, True

"""Which settings hold and where each comes from, as text and JSON; it knows no configuration file."""

from collections.abc import Sequence

from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, clean
from policylint.typed import Any, NamedTuple

FROM = "from"


class Row(NamedTuple):
    """A setting. origin: `file:line`, `default` or `command line`."""

    name: str
    value: Any
    origin: str


class Part(NamedTuple):
    """Settings for some files. files: patterns, empty for all. matching: how many files they name, None if unknown."""

    files: tuple[str, ...]
    rows: tuple[Row, ...]
    matching: int | None = None


def effective_text(page: Page, about: str, parts: Sequence[Part]) -> str:
    """The settings as a table for each part."""
    lines = page.wrap(about)
    for part in parts:
        if part.files:
            found = "" if part.matching is None else f" ({part.matching} here)"
            if part.matching == 0:
                found = " (no policy file here falls under it)"
            lines += ["", page.paint(f"For {clean(', '.join(part.files))}{found}:", "bold")]
        else:
            lines.append("")
        lines += _table(page, part.rows)
    return "\n".join(lines) + "\n"


def _table(page: Page, rows: Sequence[Row]) -> list[str]:
    widest = max((len(row.name) for row in rows), default=0)
    lines = []
    for row in rows:
        value = clean(
            "those that the jurisdiction picks" if row.name == "packs" and not row.value else _said(row.value)
        )
        lines += page.wrap(f"{value}  ({clean(row.origin)})", f"  {clean(row.name):<{widest}}  ")
    return lines


def _said(value: Any) -> str:
    if value is None or value in ("", (), []):
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def effective_json(path: str, configuration: str, parts: Sequence[Part]) -> str:
    """The settings as JSON."""
    data = {
        "path": path,
        "configuration": configuration or None,
        "parts": [
            {
                "files": list(part.files),
                "matching": part.matching,
                "settings": [{"name": row.name, "value": row.value, FROM: row.origin} for row in part.rows],
            }
            for part in parts
        ],
    }
    return dumps(data, indent=2) + "\n"

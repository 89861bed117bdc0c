"""A list of everything that sets findings aside, with its state, as text and JSON; it knows no finding."""

from collections.abc import Sequence

from policylint.report import Entry
from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, clean, counted, printable
from policylint.typed import Any

_TITLES = {
    "waiver": ("waiver", "waivers"),
    "comment": ("comment", "comments"),
    "gap": ("accepted gap", "accepted gaps"),
    "baseline": ("baseline entry", "baseline entries"),
}
_STYLES = {"used": "good", "expires-soon": "warning", "unused": "warning", "expired": "error", "unknown": "dim"}
# Of a baseline, only what is odd is told one by one: it can hold thousands.
_IN_FULL = ("waiver", "comment", "gap")


def entries_text(page: Page, entries: Sequence[Entry], faults: int) -> str:
    """The list by kind. faults: how many findings there are about it."""
    lines: list[str] = []
    for kind, words in _TITLES.items():
        own = [entry for entry in entries if entry.kind == kind]
        if not own:
            continue
        states = ", ".join(f"{number} {state}" for state, number in _count(own))
        lines += [*([""] if lines else []), page.paint(f"{counted(len(own), *words).capitalize()}: {states}", "bold")]
        for entry in own:
            if kind in _IN_FULL or entry.state != "used":
                lines += _entry(page, entry)
    if not lines:
        return "Nothing is set aside.\n"
    if faults:
        lines += ["", *page.wrap(f"{counted(faults, 'finding')} about these: policylint waivers lint")]
    return "\n".join(lines) + "\n"


def _count(entries: Sequence[Entry]) -> list[tuple[str, int]]:
    count: dict[str, int] = {}
    for entry in entries:
        count[entry.state] = count.get(entry.state, 0) + 1
    return list(count.items())


def _entry(page: Page, entry: Entry) -> list[str]:
    about = clean(entry.check) or ("a comment that cannot be read" if entry.kind == "comment" else "left open")
    where = "" if entry.kind == "baseline" else entry.where
    tail = f" in {clean(entry.policy)}" if entry.policy else ""
    tail += f", {clean(where)}" if where else ""
    state = entry.state.ljust(12)
    place = f"{printable(entry.file)}:{entry.line}"
    lines = [f"  {page.paint(state, _STYLES.get(entry.state, 'error'))}  {place}"]
    lines += page.wrap(f"{about}{tail}", " " * 16)
    owner = f" ({entry.owner})" if entry.owner else ""
    until = f" until {entry.until}" if entry.until else ""
    if entry.reason or owner or until:
        lines += page.wrap(f"{entry.reason}{owner}{until}", " " * 16)
    return lines


def entries_json(entries: Sequence[Entry], today: str) -> str:
    """The list as JSON."""
    return dumps({"today": today, "entries": [_data(entry) for entry in entries]}, indent=2) + "\n"


def _data(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "state": entry.state,
        "check": entry.check or None,
        "policy": entry.policy or None,
        "where": entry.where or None,
        "file": entry.file,
        "line": entry.line,
        "reason": entry.reason or None,
        "owner": entry.owner or None,
        "until": entry.until or None,
        "uses": entry.uses,
    }

"""Packs as a list, and what a test of them found, as text and as JSON; it knows no check's content and no terminal."""

from collections.abc import Sequence

from policylint.checking.packs import Pack
from policylint.errors import PolicylintError
from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, clean, counted, printable
from policylint.review.examples import Outcome
from policylint.typed import Any, NamedTuple


class Listed(NamedTuple):
    """A pack in the list. kind: `built in`, `folder`, `file` or `installed`. where: empty for those of the program."""

    pack: Pack
    kind: str
    where: str


def places(pack: Pack) -> str:
    """For which policies a pack is picked, in words."""
    if pack.by_name:
        return "only when named"
    if not pack.jurisdictions:
        return "every policy"
    wanted = [each for each in pack.jurisdictions if not each.startswith("-")]
    out = [each[1:] for each in pack.jurisdictions if each.startswith("-")]
    said = ", ".join(map(_place, wanted)) or "everywhere"
    return said + (f", without {', '.join(map(_place, out))}" if out else "")


def _place(prefix: str) -> str:
    return f"{prefix[1:]} itself" if prefix.startswith("=") else prefix


def list_text(page: Page, packs: Sequence[Listed], errors: Sequence[PolicylintError]) -> str:
    """The packs that there are, and what is wrong with others."""
    lines: list[str] = []
    for pack, kind, where in packs:
        head = f"{pack.id} {pack.version}"
        lines += [page.paint(head, "bold") + f"  {counted(len(pack.checks), 'check')}, {clean(kind)}"]
        lines += page.wrap(pack.title, "  ")
        if where:
            lines += page.wrap(f"from {where}", "  ")
        lines += page.wrap(f"for {places(pack)}; sha256 {pack.sha256[:12]}", "  ")
        if pack.builds_on:
            lines += page.wrap(f"brings along {', '.join(pack.builds_on)}", "  ")
        lines.append("")
    return "\n".join([*lines[:-1], *(["", *faults_text(errors)] if errors else [])]) + "\n"


def list_json(packs: Sequence[Listed], errors: Sequence[PolicylintError]) -> str:
    data = {
        "packs": [
            {
                "id": pack.id,
                "title": pack.title,
                "version": pack.version,
                "kind": kind,
                "where": where or None,
                "sha256": pack.sha256,
                "jurisdictions": list(pack.jurisdictions),
                "by_name": pack.by_name,
                "builds_on": list(pack.builds_on),
                "adjusts": sorted(pack.adjust),
                "checks": len(pack.checks),
            }
            for pack, kind, where in packs
        ],
        "faults": faults_data(errors),
    }
    return dumps(data, indent=2) + "\n"


def tested_text(
    page: Page, packs: Sequence[Listed], outcomes: Sequence[Outcome], errors: Sequence[PolicylintError]
) -> str:
    """What is wrong in packs, and which examples did not come out as written."""
    lines = faults_text(errors)
    for outcome in outcomes:
        if outcome.wrong:
            should = "should fire" if outcome.kind == "fires" else "should stay quiet"
            lines += [f"{printable(outcome.file)}:{outcome.line}: {clean(outcome.check)}"]
            lines += page.wrap(f'the example "{outcome.name}" {should}, and:', "  ")
            lines += [line for each in outcome.wrong for line in page.wrap(each, "  - ", "    ")]
    if lines:
        lines.append("")
    for pack, _, where in packs:
        own = [each for each in outcomes if each.pack == pack.id]
        failed = sum(1 for each in own if each.wrong)
        said = f"{counted(len(pack.checks), 'check')}, {counted(len(own), 'example')}, {counted(failed, 'failure')}"
        lines += page.wrap(f"{where}: pack {pack.id} {pack.version}, {said}.")
    if errors:
        lines += page.wrap(
            f"{counted(len(errors), 'fault')} in packs that cannot be used; their examples were not run."
        )
    return "\n".join(lines) + "\n"


def tested_json(packs: Sequence[Listed], outcomes: Sequence[Outcome], errors: Sequence[PolicylintError]) -> str:
    data = {
        "packs": [
            {"id": pack.id, "version": pack.version, "where": where, "checks": len(pack.checks)}
            for pack, _, where in packs
        ],
        "examples": [
            {**outcome._asdict(), "passed": not outcome.wrong, "wrong": list(outcome.wrong)} for outcome in outcomes
        ],
        "faults": faults_data(errors),
    }
    return dumps(data, indent=2) + "\n"


def faults_text(errors: Sequence[PolicylintError]) -> list[str]:
    """Errors as people read them, each with its remedy on the next line."""
    return [clean(line) for error in errors for line in str(error).splitlines()]


def faults_data(errors: Sequence[PolicylintError]) -> list[dict[str, Any]]:
    """Errors as plain values; line and column null where the fault is of a whole file."""
    found = []
    for error in errors:
        file, line, column = _spot(error.place)
        found.append({"file": file, "line": line, "column": column, "message": error.message, "remedy": error.remedy})
    return found


def _spot(place: str) -> tuple[str | None, int | None, int | None]:
    parts = place.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return parts[0], int(parts[1]), int(parts[2])
    return place or None, None, None

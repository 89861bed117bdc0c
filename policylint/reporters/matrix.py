"""The matrix for auditors as CSV and JSON; it knows no policy and no file system."""

from collections.abc import Iterator

from policylint.reporters.json_text import dumps
from policylint.review.matrix import STATES, Audit, Audited, Proof, Row
from policylint.typed import Any

COLUMNS = (
    "policy",
    "file",
    "check",
    "title",
    "question",
    "elements",
    "group",
    "pack",
    "state",
    "severity",
    "clauses",
    "places",
    "how",
    "message",
    "remedy",
    "why not asked",
    "set aside by",
    "reason",
    "owner",
    "until",
    "authorities",
    "binding",
    "links",
    "fingerprint",
)
# What a spreadsheet may take for a formula or for the end of a cell (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def matrix_csv(audit: Audit) -> str:
    """One line for each row, comma-separated as RFC 4180 has it, safe to open in a spreadsheet."""
    # Late: only this format needs it.
    import csv
    import io

    sheet = io.StringIO(newline="")
    # Standard output makes of it what the machine has.
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for file in audit.files:
        for row in file.rows:
            writer.writerow([_cell(value) for value in _values(file, row)])
    return sheet.getvalue()


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it makes it text."""
    text = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _values(file: Audited, row: Row) -> Iterator[str]:
    aside = row.aside
    yield from (file.policy, file.file, row.check, row.title, row.question)
    yield " ".join(row.elements)
    yield from (row.group, row.pack, row.state, row.severity)
    yield "; ".join(dict.fromkeys(map(name_of, row.proofs))) if row.proofs else row.clause
    yield "; ".join(f"{each.file}:{each.line}" for each in row.proofs) or (
        f"{file.file}:{row.line}" if row.line else ""
    )
    yield "; ".join(dict.fromkeys(each.how for each in row.proofs if each.how))
    yield from (row.message, row.remedy, row.why)
    yield f"{aside.by} in {aside.file}:{aside.line}" if aside else ""
    yield from (aside.reason, aside.owner, aside.until) if aside else ("", "", "")
    yield "; ".join(source.line for source in row.sources)
    yield "; ".join(dict.fromkeys(source.binding for source in row.sources if source.binding))
    yield " ".join(source.url for source in row.sources if source.url)
    yield row.fingerprint


def name_of(proof: Proof) -> str:
    """How a place that meets a check is called: the id of its clause, or its path."""
    return proof.clause or proof.path.lstrip("/")


def matrix_json(audit: Audit) -> str:
    """The whole matrix as JSON."""
    data = {
        "version": 1,
        "tool": {"name": "policylint", "version": audit.version},
        "today": audit.today,
        "packs": [pack._asdict() for pack in audit.packs],
        "files": [
            {
                "file": file.file,
                "policy": file.policy or None,
                "title": file.title or None,
                "version": file.version or None,
                "summary": {state: file.count(state) for state in STATES},
                "rows": [_row(row) for row in file.rows],
            }
            for file in audit.files
        ],
    }
    return dumps(data, indent=2) + "\n"


def _row(row: Row) -> dict[str, Any]:
    return {
        "check": row.check,
        "title": row.title,
        "question": row.question or None,
        "elements": list(row.elements),
        "group": row.group or None,
        "pack": row.pack or None,
        "state": row.state,
        "severity": row.severity or None,
        "message": row.message or None,
        "remedy": row.remedy or None,
        "clause": row.clause or None,
        "line": row.line or None,
        "path": row.path or None,
        "fingerprint": row.fingerprint or None,
        "evidence": [
            {**proof._asdict(), "clause": proof.clause or None, "title": proof.title or None} for proof in row.proofs
        ],
        "why": row.why or None,
        "set_aside": row.aside._asdict() if row.aside else None,
        "authorities": [source._asdict() for source in row.sources],
    }

"""The matrix for auditors as one HTML page to read and print: no script, nothing fetched; it knows no policy."""

from collections.abc import Iterable, Iterator
from html import escape

from policylint.reporters.matrix import name_of
from policylint.reporters.page import counted, sentence
from policylint.review.matrix import (
    BASELINE,
    FINDING,
    MET,
    NOT_ASKED,
    STATES,
    SUPPRESSED,
    WAIVED,
    Audit,
    Audited,
    Row,
    Source,
)

SAID = {
    MET: "met",
    FINDING: "finding",
    WAIVED: "waived",
    BASELINE: "in the baseline",
    SUPPRESSED: "suppressed",
    NOT_ASKED: "not asked",
}
# Text on its background has a contrast of at least 7:1 (WCAG 2.1, 1.4.6), and no state is told by colour alone.
STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
a { color: #003c7a; }
a:focus-visible { outline: 3px solid #003c7a; outline-offset: 2px; }
h1, h2, h3 { line-height: 1.25; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border: 1px solid #6b6b6b; padding: .4rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: #ececec; }
tbody th { font-weight: 600; }
.counts { width: auto; }
.state { font-weight: 700; white-space: nowrap; }
.met { background: #e3f4e3; color: #0b3d0b; }
.finding { background: #fde4e1; color: #6b0f06; }
.waived, .baseline, .suppressed { background: #fff2cc; color: #4a3600; }
.not-asked { background: #ececec; color: #333; }
small, .id { color: #454545; }
.id { font-family: ui-monospace, monospace; font-weight: 400; }
ul { margin: 0; padding-left: 1.1rem; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } thead { display: table-header-group; } tr { break-inside: avoid; } .skip, nav { display: none; } }
""".strip()  # noqa: E501 - a line for each rule reads best
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def matrix_html(audit: Audit) -> str:
    """The whole matrix: a section for each file, a table for each group of checks."""
    title = "Checks and how policies meet them"
    packs = ", ".join(f"{pack.id} {pack.version}" for pack in audit.packs) or "none"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{STYLE}\n</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#main">Skip to the first policy</a>',
        f"<h1>{title}</h1>",
        f"<p>{_text(f'As of {audit.today}, by policylint {audit.version} with the packs: {packs}.')}</p>",
        *_evidence(audit),
    ]
    if len(audit.files) > 1:
        parts += ['<nav aria-label="Policies"><ul>']
        parts += [f'<li><a href="#f{number}">{_text(_name(file))}</a></li>' for number, file in enumerate(audit.files)]
        parts += ["</ul></nav>"]
    parts += ['<main id="main">']
    for number, file in enumerate(audit.files):
        parts += _file(file, number)
    return "\n".join([*parts, "</main>", "</body>", "</html>"]) + "\n"


def _text(words: str) -> str:
    """A text for anywhere in the page, without characters that turn the reading direction or do not print."""
    return escape("".join(char if char.isprintable() else " " for char in words))


def _evidence(audit: Audit) -> list[str]:
    rows = [
        f'<tr><th scope="row">{_text(pack.id)}</th><td>{_text(pack.version)}</td>'
        f'<td class="id">{_text(pack.sha256)}</td></tr>'
        for pack in audit.packs
    ]
    head = '<tr><th scope="col">Pack</th><th scope="col">Version</th><th scope="col">SHA-256 of its data</th></tr>'
    return _table("What was asked", head, rows, "counts") if rows else []


def _table(caption: str, head: str, rows: Iterable[str], style: str = "") -> list[str]:
    named = f' class="{style}"' if style else ""
    return [
        f'<div class="scroll"><table{named}>',
        f"<caption>{_text(caption)}</caption>",
        f"<thead>{head}</thead>",
        "<tbody>",
        *rows,
        "</tbody></table></div>",
    ]


def _name(file: Audited) -> str:
    return f"{file.title} ({file.policy})" if file.title else file.policy or file.file


def _file(file: Audited, number: int) -> Iterator[str]:
    yield f'<section aria-labelledby="f{number}">'
    yield f'<h2 id="f{number}">{_text(_name(file))}</h2>'
    version = f", version {file.version}" if file.version else ""
    yield f"<p>{_text(file.file)}{_text(version)}</p>"
    found = [(state, file.count(state)) for state in STATES]
    rows = [
        f'<tr><th scope="row" class="state {state}">{SAID[state]}</th><td>{counted(count, "check")}</td></tr>'
        for state, count in found
        if count
    ]
    yield from _table("Outcome", '<tr><th scope="col">State</th><th scope="col">Checks</th></tr>', rows, "counts")
    groups: dict[str, list[Row]] = {}
    for row in file.rows:
        groups.setdefault(row.group or "document", []).append(row)
    head = "".join(
        f'<th scope="col">{words}</th>' for words in ("Question", "State", "Clauses or what was found", "Rests on")
    )
    for group, own in sorted(groups.items()):
        yield f"<h3>{_text(group[:1].upper() + group[1:])}</h3>"
        yield from _table(f"{group}: {counted(len(own), 'line')}", f"<tr>{head}</tr>", map(_row, own))
    yield "</section>"


def _row(row: Row) -> str:
    elements = f" <small>{_text(', '.join(row.elements))}</small>" if row.elements else ""
    severity = f" ({row.severity})" if row.severity else ""
    return (
        f'<tr><th scope="row">{_text(row.question or sentence(row.title))}{elements}<br>'
        f'<span class="id">{_text(row.check)}</span></th>'
        f'<td class="state {row.state}">{SAID[row.state]}{severity}</td>'
        f"<td>{''.join(_found(row))}</td><td>{_sources(row.sources)}</td></tr>"
    )


def _found(row: Row) -> Iterator[str]:
    if row.message:
        at = f" (line {row.line})" if row.line else ""
        yield f"<p>{_text(sentence(row.message))}{at}</p>"
        if row.remedy and row.state == FINDING:
            yield f"<p><small>To do: {_text(sentence(row.remedy))}</small></p>"
    if row.aside is not None:
        aside = row.aside
        who = f", {aside.owner}" if aside.owner else ""
        until = f", until {aside.until}" if aside.until else ""
        reason = aside.reason or "no reason is written"
        yield f"<p>Set aside by a {_text(aside.by)}: {_text(reason + who + until)}"
        yield f" <small>({_text(aside.file)}:{aside.line})</small></p>"
    if row.proofs:
        yield "<ul>"
        for proof in row.proofs:
            name = f"{proof.title} [{proof.clause}]" if proof.title else name_of(proof)
            how = f": {proof.how}" if proof.how else ""
            yield f"<li>{_text(name)}{_text(how)} <small>({_text(proof.file)}:{proof.line})</small></li>"
        yield "</ul>"
    if row.why:
        yield f"<p>{_text(sentence(row.why))}</p>"
    if row.state == MET and not row.proofs:
        yield "<p>Nothing to object to.</p>"


def _sources(sources: Iterable[Source]) -> str:
    items = []
    for source in sources:
        words = _text(source.line)
        # Only addresses of the web become links: what else an address may start is nothing for an auditor's browser.
        linked = source.url.startswith(("https://", "http://"))
        items.append(
            f'<li><a href="{escape(source.url)}" rel="noreferrer">{words}</a></li>' if linked else f"<li>{words}</li>"
        )
    return f"<ul>{''.join(items)}</ul>" if items else "<small>our judgement</small>"

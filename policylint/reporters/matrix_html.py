"""The matrix for auditors as one HTML page to read and print: no script, nothing fetched; it knows no policy."""

from collections.abc import Iterable, Iterator
from html import escape

from policylint.reporters.html_frame import page, table, text, wide_table
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
# No state is told by its colour alone.
STYLE = """
:root { --met: #0b3d0b; --met-paper: #e3f4e3; --finding: #6b0f06; --finding-paper: #fde4e1; --aside: #4a3600; --aside-paper: #fff2cc; }
@media screen and (prefers-color-scheme: dark) { :root { --met: #c9f2cf; --met-paper: #10361a; --finding: #ffd5cf; --finding-paper: #4a1512; --aside: #ffe9a8; --aside-paper: #453600; } }
body { max-width: 90rem; }
.state { font-weight: 700; overflow-wrap: normal; }
.met { color: var(--met); background: var(--met-paper); }
.finding { color: var(--finding); background: var(--finding-paper); }
.waived, .baseline, .suppressed { color: var(--aside); background: var(--aside-paper); }
.not-asked { background: var(--head); }
.id { color: var(--soft); font-family: ui-monospace, monospace; font-weight: 400; }
ul { margin: 0; padding-left: 1.1rem; }
""".strip()  # noqa: E501 - a line for each rule reads best


def matrix_html(audit: Audit) -> str:
    """The whole matrix: a section for each file, a table for each group of checks."""
    title = "Checks and how policies meet them"
    packs = ", ".join(f"{pack.id} {pack.version}" for pack in audit.packs) or "none"
    parts = [
        '<a class="skip" href="#main">Skip to the first policy</a>',
        "<header>",
        f"<h1>{title}</h1>",
        f"<p>{text(f'As of {audit.today}, by policylint {audit.version} with the packs: {packs}.')}</p>",
        "</header>",
    ]
    if len(audit.files) > 1:
        parts += ['<nav aria-label="Policies"><ul>']
        parts += [f'<li><a href="#f{number}">{text(_name(file))}</a></li>' for number, file in enumerate(audit.files)]
        parts += ["</ul></nav>"]
    parts += ['<main id="main" tabindex="-1">']
    for number, file in enumerate(audit.files):
        parts += _file(file, number)
    return page(title, STYLE, [*parts, *_evidence(audit), "</main>"])


def _evidence(audit: Audit) -> Iterator[str]:
    rows = [
        f'<tr><th scope="row">{text(pack.id)}</th><td>{text(pack.version)}</td>'
        f'<td class="id">{text(pack.sha256)}</td></tr>'
        for pack in audit.packs
    ]
    if rows:
        yield "<h2>What was asked</h2>"
        yield from table("The packs of checks", ("Pack", "Version", "SHA-256 of its data"), rows)


def _name(file: Audited) -> str:
    return f"{file.title} ({file.policy})" if file.title else file.policy or file.file


def _file(file: Audited, number: int) -> Iterator[str]:
    yield f'<section aria-labelledby="f{number}">'
    yield f'<h2 id="f{number}">{text(_name(file))}</h2>'
    version = f", version {file.version}" if file.version else ""
    yield f"<p>{text(file.file)}{text(version)}</p>"
    found = [(state, file.count(state)) for state in STATES]
    rows = [
        f'<tr><th scope="row" class="state {state}">{SAID[state]}</th><td>{counted(count, "check")}</td></tr>'
        for state, count in found
        if count
    ]
    yield from table("Outcome", ("State", "Checks"), rows)
    groups: dict[str, list[Row]] = {}
    for row in file.rows:
        groups.setdefault(row.group or "document", []).append(row)
    columns = ("Question", "State", "Clauses or what was found", "Rests on")
    for group, own in sorted(groups.items()):
        yield f"<h3>{text(group[:1].upper() + group[1:])}</h3>"
        yield from wide_table(f"{group}: {counted(len(own), 'line')}", columns, map(_row, own))
    yield "</section>"


def _row(row: Row) -> str:
    elements = f" <small>{text(', '.join(row.elements))}</small>" if row.elements else ""
    severity = f" ({row.severity})" if row.severity else ""
    return (
        f'<tr><th scope="row">{text(row.question or sentence(row.title))}{elements}<br>'
        f'<span class="id">{text(row.check)}</span></th>'
        f'<td class="state {row.state}">{SAID[row.state]}{severity}</td>'
        f"<td>{''.join(_found(row))}</td><td>{_sources(row.sources)}</td></tr>"
    )


def _found(row: Row) -> Iterator[str]:
    if row.message:
        at = f" (line {row.line})" if row.line else ""
        yield f"<p>{text(sentence(row.message))}{at}</p>"
        if row.remedy and row.state == FINDING:
            yield f"<p><small>To do: {text(sentence(row.remedy))}</small></p>"
    if row.aside is not None:
        aside = row.aside
        who = f", {aside.owner}" if aside.owner else ""
        until = f", until {aside.until}" if aside.until else ""
        reason = aside.reason or "no reason is written"
        yield f"<p>Set aside by a {text(aside.by)}: {text(reason + who + until)}"
        yield f" <small>({text(aside.file)}:{aside.line})</small></p>"
    if row.proofs:
        yield "<ul>"
        for proof in row.proofs:
            name = f"{proof.title} [{proof.clause}]" if proof.title else name_of(proof)
            how = f": {proof.how}" if proof.how else ""
            yield f"<li>{text(name)}{text(how)} <small>({text(proof.file)}:{proof.line})</small></li>"
        yield "</ul>"
    if row.why:
        yield f"<p>{text(sentence(row.why))}</p>"
    if row.state == MET and not row.proofs:
        yield "<p>Nothing to object to.</p>"


def _sources(sources: Iterable[Source]) -> str:
    items = []
    for source in sources:
        words = text(source.line)
        # Only addresses of the web become links: what else an address may start is nothing for an auditor's browser.
        linked = source.url.startswith(("https://", "http://"))
        items.append(
            f'<li><a href="{escape(source.url)}" rel="noreferrer">{words}</a></li>' if linked else f"<li>{words}</li>"
        )
    return f"<ul>{''.join(items)}</ul>" if items else "<small>our judgement</small>"

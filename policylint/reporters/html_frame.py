"""What every page of HTML has in common: its frame, its looks and its tables. It knows no policy and no finding.

A page needs nothing else (no script, no font, no picture) and may fetch nothing. It is meant to be read by everybody:
in light and dark, at 320 pixels, on paper, by keyboard and by ear (WCAG 2.2, level AA; contrast of text by AAA).
"""

from collections.abc import Iterable
from html import escape

POLICY = "default-src 'none'; style-src 'unsafe-inline'"

# Text on its background has a contrast of at least 7:1 (WCAG 2.2, 1.4.6).
STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #ffffff; --soft: #454545; --line: #6b6b6b; --head: #ececec; --link: #003c7a; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #14171a; --soft: #c8c8c8; --line: #8a8f94; --head: #2a2e33; --link: #9cc7ff; } }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
a, a:visited { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
table { border-collapse: collapse; width: 100%; margin: 0 0 2rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border: 1px solid var(--line); padding: .4rem .5rem; text-align: left; vertical-align: top; }
thead th { background: var(--head); overflow-wrap: normal; }
.scroll { overflow-x: auto; }
.scroll table { min-width: 40rem; }
small, .soft { color: var(--soft); }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } thead { display: table-header-group; } tr { break-inside: avoid; } .skip, nav { display: none; } details::details-content { content-visibility: visible; display: block; } }
""".strip()  # noqa: E501 - a line for each rule reads best


def text(words: str) -> str:
    """A text for anywhere in a page, without characters that turn the reading direction or do not print."""
    return escape(words if words.isprintable() else "".join(char if char.isprintable() else " " for char in words))


def page(title: str, style: str, body: Iterable[str]) -> str:
    """A whole page. title: as text; style: rules of its own; body: HTML from the skip link to the footer."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{text(title)}</title>",
        f"<style>\n{STYLE}\n{style}\n</style>",
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def table(caption: str, columns: Iterable[str], rows: Iterable[str]) -> list[str]:
    """A table that fits on any screen. caption, columns: as text; rows: HTML."""
    head = "".join(f'<th scope="col">{text(each)}</th>' for each in columns)
    return [
        "<table>",
        f"<caption>{text(caption)}</caption>",
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
        *rows,
        "</tbody></table>",
    ]


def wide_table(caption: str, columns: Iterable[str], rows: Iterable[str]) -> list[str]:
    """A table that on a narrow screen scrolls by itself; the keyboard reaches it to scroll."""
    return [
        f'<div class="scroll" role="group" aria-label="{text(caption)}" tabindex="0">',
        *table(caption, columns, rows),
        "</div>",
    ]

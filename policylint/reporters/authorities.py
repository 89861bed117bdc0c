"""The register of sources as a list, or one source in full, as text and as JSON; it knows no check but by name."""

from collections.abc import Mapping, Sequence

from policylint.checking.authorities import Authority
from policylint.reporters.explain import authority_lines
from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, clean, counted, listed

READ = {"yes": "read", "partly": "seen, not read", "no": "not seen"}


def authorities_text(
    page: Page, chosen: Sequence[Authority], citing: Mapping[str, Sequence[str]], today: str, *, whole: bool
) -> str:
    """The sources. citing: the checks that cite each. whole: everything about each, not a line."""
    if whole:
        blocks = [_whole(page, each, citing.get(each.id, ()), today) for each in chosen]
        return "\n\n".join("\n".join(block) for block in blocks) + "\n\nThis is not legal advice.\n"
    lines = []
    for each in chosen:
        lines.append(page.paint(clean(each.id), "bold"))
        made = ", ".join(part for part in (each.issuer, each.year) if part)
        lines += page.wrap(f"{each.title} ({made})" if made else each.title, "  ")
        applies = [f"applies from {each.effective}"] if each.effective > today else []
        said = [each.kind, *([each.binding] if each.binding else []), READ.get(each.verified, each.verified), *applies]
        lines += page.wrap("; ".join([*said, f"cited by {counted(len(citing.get(each.id, ())), 'check')}"]), "  ")
    lines += [*([""] if lines else []), f"{counted(len(chosen), 'source')}. This is not legal advice."]
    return "\n".join(lines) + "\n"


def _whole(page: Page, authority: Authority, citing: Sequence[str], today: str) -> list[str]:
    lines = [page.paint(f"{authority.id}  ({authority.kind})", "dim"), *authority_lines(page, authority, today)]
    if authority.relevance:
        lines += page.wrap(f"What it is good for: {authority.relevance}", "  ")
    return lines + page.wrap(f"Cited by: {listed(citing)}" if citing else "Cited by no check.", "  ")


def authorities_json(chosen: Sequence[Authority], citing: Mapping[str, Sequence[str]], today: str) -> str:
    """The sources as JSON."""
    data = [
        {
            **{name: value or None for name, value in each._asdict().items() if name != "own"},
            "places": list(each.own),
            "in_force": each.effective <= today,
            "cited_by": list(citing.get(each.id, ())),
        }
        for each in chosen
    ]
    return dumps({"authorities": data}, indent=2) + "\n"

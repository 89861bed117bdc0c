"""The documentation of checks, made from their files: a page for each, one for each pack, and lists. Knows no disk."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from policylint.checking.authorities import Authority, register
from policylint.checking.packs import Check, Pack, Page
from policylint.policy.phrasing import listed
from policylint.reporters.explain import BACKING, severity_words
from policylint.reporters.importance import GROUPS
from policylint.reporters.packs import places

MADE = "<!-- Made by `policylint pack docs` from the check files: change those instead. -->"
_RANK = {name: number for number, name in enumerate(GROUPS)}
# A row of docs/elements.md: its id, three columns of ours, and the checks.
_ROW = re.compile(r"^\| (?P<id>[A-PX][0-9]+) \|(?P<ours>(?:[^|\n]*\|){3})(?P<checks>[^|\n]*)\|$", re.MULTILINE)
NONE_YET = "–"
_WORDS = {"error": "an error", "warning": "a warning", "note": "a note", "off": "not asked"}

Pages = Callable[[Check], Page]


def pages(packs: Sequence[Pack], page: Pages) -> dict[str, str]:
    """Every page by its path, in Markdown."""
    known = register()
    made = {"README.md": _index(packs), "sources.md": _sources(packs, known)}
    for pack in packs:
        made[f"{pack.id}/README.md"] = _pack(pack, packs)
        for check in pack.checks:
            made[f"{pack.id}/{check.id}.md"] = check_page(check, page(check), known)
    return made


def check_page(check: Check, page: Page, known: Mapping[str, Authority]) -> str:
    """The page of one check."""
    elements = f"; elements {', '.join(check.element)}" if check.element else ""
    blocks = [
        MADE,
        f"# {_capital(check.title)}",
        f"`{check.id}` in [{check.pack}](README.md), {check.group}{elements}. {severity_words(check)}",
        f"**{check.question}**",
        check.why.strip(),
        "## What to write",
        check.remedy.strip(),
    ]
    if page.example_fix:
        blocks.append(_code(page.example_fix))
    if page.fires:
        first = page.fires[0]
        blocks += [f"## Before: {first['name']}", _code(first["policy"]), _found(first.get("finds", ()))]
    if page.quiet and not _inside(page.example_fix, str(page.quiet[0]["policy"])):
        blocks += [f"## After: {page.quiet[0]['name']}", _code(page.quiet[0]["policy"])]
    elif page.quiet:
        blocks.append("With the clauses to paste in it, nothing is found.")
    blocks += ["## Who asks for it", BACKING[check.backing]]
    if check.authorities:
        blocks.append("\n".join(_source(known[name]) for name in check.authorities if name in known))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _inside(fix: str, policy: str) -> bool:
    """Whether an example shows nothing but the clauses to paste, which stand above it already."""
    return bool(fix) and " ".join(fix.split()) in " ".join(policy.split())


def _found(finds: Sequence[Mapping[str, object]]) -> str:
    said = [f"`{each['at']}`" + (f" ({each['grade']})" if each.get("grade") else "") for each in finds]
    return f"Found at {listed(said, 'and')}." if said else ""


def _source(authority: Authority) -> str:
    title = f"[{authority.title}]({authority.url})" if authority.url else authority.title
    made = ", ".join(part for part in (authority.issuer, authority.year) if part)
    parts = [f"- {title}" + (f" ({made})" if made else "")]
    parts += [part for part in (authority.section, authority.binding) if part]
    if authority.effective:
        parts.append(f"applies from {authority.effective}")
    if authority.verified == "partly":
        parts.append("we saw that it exists and did not read this point")
    said = "; ".join(parts) + "."
    return said + (f" Careful: {authority.warning}" if authority.warning else "")


def _pack(pack: Pack, packs: Sequence[Pack]) -> str:
    blocks = [
        MADE,
        f"# {pack.title}",
        f"Pack `{pack.id}`, version {pack.version}; for: {places(pack)}.",
        pack.description.strip(),
    ]
    if pack.builds_on:
        blocks.append(f"It brings along {listed([f'`{name}`' for name in pack.builds_on], 'and')}.")
    blocks += _by_group(pack.checks, "")
    if pack.adjust:
        owner = {check.id: each.id for each in packs for check in each.checks}
        blocks.append("## What it changes in other checks")
        blocks.append("\n".join(_change(name, change, owner) for name, change in sorted(pack.adjust.items())))
    return "\n\n".join(blocks) + "\n"


def _change(name: str, change: Mapping[str, object], owner: Mapping[str, str]) -> str:
    link = f"[{name}](../{owner[name]}/{name}.md)" if name in owner else f"`{name}`"
    written = change.get("severity")
    said = f" is {_WORDS[written]} here" if isinstance(written, str) else " counts otherwise here" if written else ""
    because = " ".join(str(change["because"]).split())
    return f"- {link}{said}: {because}"


def _index(packs: Sequence[Pack]) -> str:
    table = ["| Pack | For | Checks |", "|---|---|---|"]
    table += [f"| [{pack.title}]({pack.id}/README.md) | {places(pack)} | {len(pack.checks)} |" for pack in packs]
    blocks = [
        MADE,
        "# Checks",
        "Every check by group. [By source](sources.md) lists who asks for what. Not legal advice.",
        "\n".join(table),
        *_by_group([check for pack in packs for check in pack.checks], "{pack}/"),
    ]
    return "\n\n".join(blocks) + "\n"


def _by_group(checks: Sequence[Check], folder: str) -> list[str]:
    blocks = []
    for group in sorted({check.group for check in checks}, key=lambda name: (_RANK.get(name, len(GROUPS)), name)):
        own = sorted((check for check in checks if check.group == group), key=lambda check: check.id)
        lines = [f"- [{check.id}]({folder.format(pack=check.pack)}{check.id}.md): {check.question}" for check in own]
        blocks += [f"## {_capital(group.replace('-', ' '))}", "\n".join(lines)]
    return blocks


def _sources(packs: Iterable[Pack], known: Mapping[str, Authority]) -> str:
    cited: dict[str, list[Check]] = {name: [] for name in known}
    for check in (check for pack in packs for check in pack.checks):
        for name in check.authorities:
            cited.setdefault(name, []).append(check)
    blocks = [MADE, "# Checks by source", "[By group](README.md)."]
    for name in sorted(name for name in cited if cited[name]):
        lines = [f"## {name}", ""]
        if name in known:
            lines += [_source(known[name]).removeprefix("- "), ""]
        lines += [
            f"- [{check.id}]({check.pack}/{check.id}.md)" for check in sorted(cited[name], key=lambda each: each.id)
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def elements_page(text: str, packs: Iterable[Pack]) -> str:
    """The list of elements with its column of checks as the checks have it.

    text: the list, whose other columns are written by hand.
    """
    asking: dict[str, dict[str, list[str]]] = {}
    for check in (check for pack in packs for check in pack.checks):
        for element in check.element:
            asking.setdefault(element, {}).setdefault(check.pack, []).append(f"`{check.id}`")

    def row(match: re.Match[str]) -> str:
        by_pack = asking.get(match["id"], {})
        said = [("" if pack == "core" else f"{pack} ") + ", ".join(sorted(names)) for pack, names in by_pack.items()]
        return f"| {match['id']} |{match['ours']} {'; '.join(said) or NONE_YET} |"

    return _ROW.sub(row, text)


def _code(yaml: object) -> str:
    return f"```yaml\n{str(yaml).rstrip()}\n```"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

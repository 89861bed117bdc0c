"""A list of checks by pack and group, as text and JSON; it knows what a check is called, not how it works."""

from collections.abc import Sequence

from policylint.reporters.importance import GROUPS
from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, clean, counted
from policylint.typed import NamedTuple

_RANK = {name: number for number, name in enumerate(GROUPS)}


class Item(NamedTuple):
    """A check in the list. severity: the word, or the most severe one where it depends on what the policy says."""

    id: str
    title: str
    group: str
    pack: str
    severity: str
    question: str


def catalogue_text(page: Page, items: Sequence[Item], packs: Sequence[tuple[str, str]], about: str) -> str:
    """The list. packs: ids with titles, in order. about: said first."""
    lines = [*page.wrap(about)]
    for pack, title in packs:
        own = [item for item in items if item.pack == pack]
        if not own:
            continue
        lines += ["", page.paint(f"{title} ({pack}): {counted(len(own), 'check')}", "bold")]
        for group in sorted({item.group for item in own}, key=lambda name: (_RANK.get(name, len(GROUPS)), name)):
            lines += ["", f"  {page.paint(group, 'bold')}"]
            for item in own:
                if item.group == group:
                    lines += _item(page, item)
    lines += ["", *page.wrap("policylint explain NAME shows the question, an example and the sources of a check.")]
    return "\n".join(lines) + "\n"


def _item(page: Page, item: Item) -> list[str]:
    word = page.paint(item.severity, item.severity) + " " * (9 - len(item.severity))
    return [f"    {word}{clean(item.id)}", *page.wrap(item.title, " " * 13)]


def catalogue_json(items: Sequence[Item]) -> str:
    """The list as JSON."""
    return dumps({"checks": [item._asdict() for item in items]}, indent=2) + "\n"

"""The documentation that is made from the check files is up to date, and its links lead somewhere."""

import re
from pathlib import Path

from policylint.checking.packs import builtin_packs, page
from policylint.review.catalogue_pages import elements_page, pages

ROOT = Path(__file__).resolve().parents[1]
CHECKS = ROOT / "docs" / "checks"
PACKS = builtin_packs()
ANEW = "policylint pack docs --elements docs/elements.md"
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)\)")


def test_the_pages_of_checks_are_up_to_date() -> None:
    made = pages(PACKS, page)
    kept = {path.relative_to(CHECKS).as_posix(): path.read_text(encoding="utf-8") for path in CHECKS.rglob("*.md")}
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    assert stale == [], f"make them anew: {ANEW}"


def test_the_list_of_elements_names_the_checks_that_ask() -> None:
    text = (ROOT / "docs" / "elements.md").read_text(encoding="utf-8")
    assert elements_page(text, PACKS) == text, f"make it anew: {ANEW}"


def test_checks_ask_of_elements_that_are_listed() -> None:
    listed = set(re.findall(r"^\| ([A-PX][0-9]+) \|", (ROOT / "docs" / "elements.md").read_text("utf-8"), re.MULTILINE))
    asked = {element for pack in PACKS for check in pack.checks for element in check.element}
    assert asked - listed == set()


def test_links_lead_somewhere() -> None:
    made = pages(PACKS, page)
    dead = []
    for name, text in made.items():
        folder = Path(name).parent
        for target in LINK.findall(text):
            parts: list[str] = []
            for step in (folder / target).as_posix().split("/"):
                parts = parts[:-1] if step == ".." else [*parts, step]
            if "/".join(parts) not in made:
                dead.append((name, target))
    assert dead == []


def test_a_page_is_short() -> None:
    """A page is read in a minute: what is long is the example, not the text about it."""
    made = pages(PACKS, page)
    prose = {name: re.sub(r"```yaml\n.*?```", "", text, flags=re.DOTALL) for name, text in made.items()}
    long = {name: len(text.split()) for name, text in prose.items() if name.count("/") and "README" not in name}
    assert max(long.values()) < 700

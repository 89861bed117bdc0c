"""What a check asks, why, how to satisfy it, and who asks for it, as text and JSON; it knows checks, no findings."""

from collections.abc import Mapping, Sequence

from policylint.checking.authorities import Authority
from policylint.checking.packs import Check
from policylint.checking.packs import Page as Examples
from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, clean, listed
from policylint.typed import Any

GRADES = {
    "silent": "nothing is said",
    "partial": "only some cases are settled",
    "general": "a rule holds without naming the case",
    "advised": "there is only advice",
    "delegated": "another document answers",
    "excluded": "the policy leaves it out",
}
BACKING = {
    "required": "Required of those that its sources bind.",
    "guidance": "Recommended by public guidance; not binding in itself.",
    "good-practice": "Good practice; no source demands it.",
}
# Lines of an example that are only there to make it a whole policy.
_TAB = "    "


def explain_text(page: Page, check: Check, examples: Examples, authorities: Mapping[str, Authority], today: str) -> str:
    """The page of one check."""
    lines = [page.paint(line, "bold") for line in page.wrap(check.title[:1].upper() + check.title[1:])]
    lines.append(page.paint(f"{check.id}  ({check.group}, pack {check.pack})", "dim"))
    lines += ["", *_part(page, "The question", check.question)]
    lines += ["", *_part(page, "Why it matters", check.why)]
    lines += ["", *_part(page, "What to write", check.remedy)]
    if examples.example_fix:
        lines += ["", *page.wrap("A text to start from, under `clauses:`", "  "), ""]
        lines += _yaml(examples.example_fix)
    lines += ["", *_part(page, "How serious", severity_words(check))]
    for heading, written in (("Before", examples.fires), ("After", examples.quiet)):
        if written:
            lines += ["", page.paint(f"{heading}: ", "bold") + clean(str(written[0].get("name", ""))), ""]
            lines += _yaml(str(written[0].get("policy", "")))
    lines += ["", page.paint("Who asks for it", "bold"), *page.wrap(BACKING.get(check.backing, ""), "  ")]
    for name in check.authorities:
        if name in authorities:
            lines += ["", *authority_lines(page, authorities[name], today)]
    lines += ["", "This is not legal advice."]
    return "\n".join(lines) + "\n"


def _part(page: Page, heading: str, text: str) -> list[str]:
    return [page.paint(heading, "bold"), *page.paragraphs(text, "  ")]


def _yaml(text: str) -> list[str]:
    """An example as it is written, never wrapped: it is there to be copied."""
    return [f"{_TAB}{clean(line)}".rstrip() for line in text.rstrip().splitlines()]


def severity_words(check: Check) -> str:
    """How serious a finding of a check is, in a sentence or two."""
    because = f" {check.reason}" if check.reason else ""
    if isinstance(check.severity, str):
        return f"Always {_article(check.severity)}.{because}"
    by_word: dict[str, list[str]] = {}
    for grade, word in check.severity.items():
        by_word.setdefault(word, []).append(GRADES.get(grade, grade))
    parts = [
        f"{_article(word)} when {listed(grades, 'or')}"
        for word in ("error", "warning", "note")
        if (grades := by_word.get(word))
    ]
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}.{because}"


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def authority_lines(page: Page, authority: Authority, today: str) -> list[str]:
    """Everything about one source that a reader needs before they rely on it."""
    lines = [page.paint(line, "bold") for line in page.wrap(authority.title, "  ")]
    about = ", ".join(part for part in (authority.issuer, authority.year, authority.section) if part)
    lines += page.wrap(about, "  ")
    binding = authority.binding
    if binding:
        lines += page.wrap(f"How binding: {binding} (jurisdiction: {authority.jurisdiction})", "  ")
    if authority.effective > today:
        lines += page.wrap(f"Applies from {authority.effective}.", "  ")
    if authority.asks:
        lines += page.wrap(authority.asks, "  ")
    if authority.warning:
        lines += page.wrap(f"Careful: {authority.warning}", "  ")
    if authority.verified == "partly":
        lines += page.wrap("We saw that this source exists but did not read this point ourselves.", "  ")
    elif authority.verified != "yes":
        lines += page.wrap("We have neither seen nor read this source: find it before you rely on it.", "  ")
    if authority.url:
        lines.append(f"  {clean(authority.url)}")
    return lines


def explain_data(check: Check, examples: Examples, authorities: Mapping[str, Authority]) -> dict[str, Any]:
    """One check as plain values."""
    return {
        "check": check.id,
        "title": check.title,
        "pack": check.pack,
        "group": check.group,
        "elements": list(check.element),
        "question": check.question,
        "why": check.why,
        "remedy": check.remedy,
        "severity": check.severity if isinstance(check.severity, str) else dict(check.severity),
        "backing": check.backing,
        "since": check.since,
        "example_fix": examples.example_fix or None,
        "examples": {
            "fires": [_example(each) for each in examples.fires],
            "quiet": [_example(each) for each in examples.quiet],
        },
        "authorities": [authorities[name]._asdict() for name in check.authorities if name in authorities],
    }


def _example(written: Mapping[str, Any]) -> dict[str, str]:
    return {"name": str(written.get("name", "")), "policy": str(written.get("policy", ""))}


def explain_json(found: Sequence[dict[str, Any]]) -> str:
    """Checks as JSON."""
    return dumps({"checks": list(found)}, indent=2) + "\n"

"""What a document says of itself: title, number, dates, owner, review. It reads lines, not rules."""

import re

from policylint.authoring.cues import cues
from policylint.authoring.norms import Norm, without_number
from policylint.reading.documents import Reading
from policylint.typed import NamedTuple

_NAMES = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_ISO = re.compile(r"\b(19|20)(\d{2})-(\d{2})-(\d{2})\b")
_US = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})\b")
_MONTH = re.compile(r"\b([A-Z][a-z]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]{2,8})\.?,?\s+((?:19|20)\d{2})\b")
_WORDS = (
    "title|policy name|policy number|number|policy no|no|version|revision|effective date|effective|date effective"
    "|adopted|date adopted|approved|approved by|approval date|issue date|date issued|policy date|last updated|updated"
    "|last reviewed|reviewed|revised|date revised|next review|next review date|review date|date of next review"
    "|review by|policy owner|document owner|owner|owned by|responsible department|responsible office"
    r"|responsible official|responsible party|senior reviewer|sr\. reviewer|issued by|agency|department|contact|e-?mail"
)
_LABEL = re.compile(
    rf"(?im)(?:^|[|]|\s{{2,6}}|(?<=[.;])\s)[ \t]{{0,8}}[*_]{{0,2}}({_WORDS})[*_]{{0,2}}[ \t]*:[*_]{{0,2}}[ \t]*"
    r"(?:\n[ \t]*\n?)?([^\n|]{1,160}?)"
    rf"(?=\s{{2,6}}(?:{_WORDS})[ \t]*:|[|]|\n|$)"
)
_RHYTHM = (
    "annually|yearly|every year|each year|once a year|biennially|at least annually"
    r"|at least once every (?:one |two |three |\d )?years?|every (?:one|two|three|five|\d{1,2}) (?:years?|months?)"
)
_EVERY = re.compile(
    rf"(?i)(?:review(?:ed|s)?|updated?)\b[^.\n]{{0,80}}?\b(?:{_RHYTHM})\b"
    r"|\b(?:annual|biennial) review of th(?:is|e) policy"
)
_REVIEWED = re.compile(
    r"(?i)\bth(?:is|e) (?:policy|document|standard|guidance|procedure)(?: document)? (?:shall|will|should|must|is|to)"
    r"(?: be)? (?:reviewed|updated and reviewed)\b"
)
_OWNER = re.compile(
    r"(?i)\b(?:the policy owner|owner of this policy|in charge of (?:the )?(?:rules|policy)"
    r"|is responsible for (?:maintaining|updating|reviewing|administering) this policy"
    r"|responsible for establishing policy|policy is (?:maintained|owned) by)\b"
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


class Found(NamedTuple):
    """A fact of the head. value: as a policy file would write it; text: what stands there; start: where."""

    value: str
    text: str
    start: int


class Header(NamedTuple):
    """What was found; None where nothing was. review: how often, or that it is. next_review, effective, approved:
    ISO dates. owner: in the document's words."""

    title: Found | None
    number: Found | None
    version: Found | None
    effective: Found | None
    approved: Found | None
    approved_by: Found | None
    next_review: Found | None
    review: Found | None
    owner: Found | None
    contact: Found | None


_FIELDS = {
    "title": ["title", "policy_name"],
    "number": ["policy_number", "number", "policy_no", "no"],
    "version": ["version", "revision"],
    "effective": ["effective_date", "effective", "date_effective", "policy_date", "issue_date", "date_issued"],
    "approved": ["adopted", "date_adopted", "approved", "approval_date"],
    "approved_by": ["approved_by"],
    "next_review": ["next_review", "next_review_date", "review_date", "date_of_next_review", "review_by"],
    "owner": ["policy_owner", "document_owner", "owner", "owned_by", "responsible_department", "responsible_office",
              "responsible_official", "responsible_party", "senior_reviewer", "sr._reviewer"],
    "contact": ["contact", "email", "e-mail"],
}  # fmt: skip
_DATES = frozenset({"effective", "approved", "next_review"})


def header(reading: Reading, read: tuple[Norm, ...]) -> Header:
    """What a document says of itself."""
    labels: dict[str, Found] = {}
    for match in _LABEL.finditer(reading.text):
        name = "_".join(match[1].lower().split())
        said = " ".join(match[2].split()).strip("*_ \"'")
        if said:
            labels.setdefault(name, Found(said, f"{match[1]}: {said}", match.start(1)))
    found: dict[str, Found | None] = {}
    for field, names in _FIELDS.items():
        one = next((labels[name] for name in names if name in labels), None)
        if one is not None and field in _DATES:
            # A date that cannot be told from its words is there all the same.
            one = one._replace(value=iso_date(one.value))
        found[field] = one
    return Header(
        found["title"] or _title(read),
        found["number"],
        found["version"],
        found["effective"],
        found["approved"],
        found["approved_by"],
        found["next_review"],
        _review(reading.text),
        found["owner"] or _sentence(_OWNER, reading.text),
        found["contact"],
    )


def iso_date(text: str) -> str:
    """The first date in a text as year, month, day; empty without one, or where day and month cannot be told."""
    if match := _ISO.search(text):
        return _checked(int(match[1] + match[2]), int(match[3]), int(match[4]))
    if match := _MONTH.search(text):
        return _checked(int(match[3]), _MONTHS.get(match[1].lower(), 0), int(match[2]))
    if match := _DAY.search(text):
        return _checked(int(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := _US.search(text):
        first, second = int(match[1]), int(match[2])
        if first > 12:
            return _checked(int(match[3]), second, first)
        if second > 12 or first == second:
            return _checked(int(match[3]), first, second)
    return ""


def _checked(year: int, month: int, day: int) -> str:
    days = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= days[month - 1] else ""


def _title(read: tuple[Norm, ...]) -> Found | None:
    """The first heading of the highest level, if it stands above everything else and names no mere part."""
    headings = [norm for norm in read if norm.role == "heading"]
    if not headings:
        return None
    first = min(headings, key=lambda norm: (norm.block.level, norm.start))
    name = without_number(" ".join(first.block.heading.split()))
    highest = first.block.level == 1 or first.start <= min(norm.start for norm in read)
    parts = {heading for statement in cues().statements for heading in statement.headings} | cues().scope_headings
    if not highest or name.lower().rstrip(":") in parts:
        return None
    return Found(name, first.text, first.start)


def _review(text: str) -> Found | None:
    match = _EVERY.search(text)
    if match:
        return Found(_period(match[0]), " ".join(match[0].split()), match.start())
    return _sentence(_REVIEWED, text)


def _period(text: str) -> str:
    words = text.lower().split()
    if "biennially" in words or "biennial" in words:
        return "2 years"
    for number, word in enumerate(words):
        if word.startswith(("year", "month")) and number:
            count = _COUNTS.get(words[number - 1], int(words[number - 1]) if words[number - 1].isdigit() else 1)
            unit = "year" if word.startswith("year") else "month"
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "12 months"


def _sentence(pattern: re.Pattern[str], text: str) -> Found | None:
    match = pattern.search(text)
    return Found("", " ".join(match[0].split()), match.start()) if match else None


__all__ = ["Found", "Header", "header", "iso_date"]

"""What a document says of itself: title, number, dates, owner, review. It reads lines, not rules."""

import re

from policylint.authoring.cues import cues
from policylint.authoring.norms import Norm, without_number
from policylint.authoring.upkeep import DOCUMENT, READERS, asked, changed, revised
from policylint.reading.documents import Reading
from policylint.reading.modal_words import phrases
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
_OWNERS = (
    "policy owner|document owner|owner|owned by|policy sponsor|executive sponsor|executive owner|sponsor"
    "|policy author|author/reviewer"
    "|author/originator|document author|author|responsible department|primary department|department responsible"
    "|office responsible|lead author"
    "|responsible office|responsible officer"
    "|responsible official"
    "|responsible party|responsible person|responsible manager|responsible executive|responsible directorate"
    "|responsible division"
    "|responsible unit|responsibility|accountable director|accountable officer|accountable executive"
    "|post holder responsible for policy"
    "|directorate responsible for policy|originating department|originating office|lead officer"
    "|lead department|policy lead"
    "|policy contact|business owner|content owner|policy custodian|custodian|policy administrator"
    "|administered by|owning department"
    r"|office of primary responsibility|senior reviewer|sr\. reviewer"
)
_REVIEWS = (
    "next review date|next review|next scheduled review|review date|date of next scheduled review"
    "|date of next review|date for next review"
    "|date for review|review by|review due|due for review|next due for revision|next revision|to be reviewed"
    "|reevaluation date|review cycle"
    "|review frequency|review period|review schedule|reevaluation|re-evaluation"
)
_WORDS = (
    "title|policy name|policy number|number|policy no|no|version|revision|effective date|effective|date effective"
    "|adopted|date adopted|approved|approved by|approval date|issue date|date issued|policy date|last updated|updated"
    f"|last reviewed|reviewed|revised|date revised|issued by|agency|department|contact|e-?mail|{_REVIEWS}|{_OWNERS}"
)
_LABEL = re.compile(
    rf"(?im)(?:^|[|]|\s{{2,6}}|(?<=[.;])\s)[ \t]{{0,8}}+[*_]{{0,2}}({_WORDS})[*_]{{0,2}}[ \t]*:[*_]{{0,2}}[ \t]*"
    r"(?:\n[ \t]*\n?)?([^\n|]{1,160}?)"
    rf"(?=\s{{2,6}}(?:{_WORDS})[ \t]*:|[.;]\s(?:{_WORDS})[ \t]*:|[|]|\n|$)"
)
# The same without a colon, as cells of a table lose it: by a date, and for owners by a name in capitals.
_BARE_REVIEW = re.compile(
    rf"(?i)\b(?:{_REVIEWS})[\s|*]{{1,8}}"
    r"((?:\d{1,2}[./ -])?(?:\d{1,2}[./-]\d{2,4}|[a-z]{3,9},? \d{4}|\d{4}\b|(?<=\d )[A-Z][a-z]{2,8}\b))"
)
_BARE_OWNER = re.compile(
    r"\b(?:Policy|Document) (?:[Oo]wner|[Ss]ponsor|[Aa]uthor|[Ll]ead|[Cc]ustodian) {1,4}(?:[A-Z][\w&/-]+ ?){1,6}"
    r"|\b(?:Accountable|Responsible) (?:[Dd]irector|[Oo]fficer|[Ee]xecutive|[Mm]anager"
    r"|[Dd]epartment) {1,4}(?:[A-Z][\w&/-]+ ?){1,6}"
)
# A label alone in its line or cell, as tables leave it.
_ALONE = re.compile(
    r"(?im)(?:^|[|])[ \t#*_]{0,6}((?:policy|document|content|business|process|procedure) (?:owner|sponsor|author|lead"
    r"|custodian|manager|holder|steward|administrator)"
    r"|responsible (?:department|office|officer|official|party|person|manager|executive"
    r"|directorate|division|unit|area|authority)|accountable (?:director|officer|executive)|lead (?:officer|department)"
    r"|office of primary responsibility|owner)[*_ \t]{0,4}(?:[|]|\n[ \t]*\n?)[ \t*_|]{0,6}(\w[^|\n.]{1,90})"
    r"(?:[|\n]|$)"
)
_RHYTHM = (
    "annually|yearly|every year|each year|once a year|biennially|at least annually|triennially"
    "|on an annual basis|every other year|(?:every|each) (?:second|third|fourth|fifth) year"
    r"|at least once every (?:one |two |three |\d )?years?|(?:every|after) (?:one|two|three|four|five|six"
    r"|twelve|\d{1,2}) (?:years?|months?)"
    "|(?:annual|biennial|yearly|two|three|four)[- ](?:year(?:ly)? )?(?:basis|cycle)|annual|once every"
)
_EVERY = re.compile(
    rf"(?i)\b(?:review(?:ed|s)?|updated?|revis(?:ed|ited?))\b[^.\n]{{0,80}}?\b(?:{_RHYTHM})\b"
    rf"|\b(?:annual|biennial|periodic|regular|yearly) review of th(?:is|e|ese) (?:{DOCUMENT})"
    rf"|\b(?:annually|every (?:year|two years|three years|\d years)) review\b"
)
# What is reviewed every year may be a list of accounts.
_THINGS = "accounts?|settings|access|passwords?|pages?|sites?|lists?|register|permissions|training|users"
_OTHERS = re.compile(rf"(?i)\b(?:{_THINGS})\b")
_OTHERS_NEXT = re.compile(
    rf"(?i)[,\s]{{1,3}}(?:the|all|each|its|their|every) (?:[\w-]+ ){{0,3}}?(?:use|content|{_THINGS})\b"
)
_REVIEWED = re.compile(
    rf"(?i)\bth(?:is|e|ese) (?:[\w-]+ ){{0,3}}(?:{DOCUMENT})(?: document)?\b[^.\n]{{0,90}}?"
    r"\b(?:shall|will|should|must|is|are|to) (?:also )?(?:be )?"
    r"(?:(?:periodically|regularly|formally|annually) )?(?:reviewed|updated and reviewed|revisited|kept under review"
    r"|subject to (?:\w+ )?review)\b"
    rf"|\b(?:responsible for|responsibility for|charged with|will|shall) (?:[\w,]+ ){{0,5}}?review(?:ing)?\b"
    rf"(?: (?:and|or|the|of|operation|effectiveness|updating|update|periodically|regularly|annually|amending"
    rf"|amend|revising|revise)){{0,5}}"
    rf" (?:this|these|its|the) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT})\b"
    r"|\bsubject to (?:periodic |regular )?review and (?:updates?|revisions?|amendments?)\b"
    rf"|\breview (?:and (?:update|revision) )?of th(?:is|e|ese) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT})\b"
)
# "Employees must review this policy" asks them to read it.
_ASKED_TO_READ = re.compile(
    r"(?i)\b(?:employees?|users?|staff|volunteers?|members|contractors?|personnel) (?:[\w,]+ ){0,3}"
    r"(?:must|shall|should|will|are)\b(?: \w+){0,4}? review"
)
_OWNER = re.compile(
    rf"(?i)\b(?:(?:the|this|a) (?:{DOCUMENT})(?:'s)? owner is|owner of th(?:is|e) (?:{DOCUMENT})"
    rf"|in charge of (?:the )?(?:rules|policy)"
    r"|(?:has|have|holds?|with|takes?) (?:overall |ultimate |primary |general |full )?responsibility for (?:the )?"
    rf"(?:(?:effective |proper |day-to-day )?(?:operation|implementation|maintenance|administration|development"
    rf"|oversight|review|ownership)"
    rf"(?: and [\w-]+)? of )?(?:this|these|the) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT})"
    r"|(?:is|are|be) (?:ultimately |primarily )?responsible for (?:the )?(?:[\w,/-]+ ){0,7}?"
    r"(?:maint(?:aining|enance)|updating|reviewing|administ(?:ering|ration)|implement(?:ing|ation)|developing"
    r"|development|overseeing|operation|ownership)"
    rf"(?: (?:and|or|of|the|updating|reviewing|implementing|administering|enforcing|overseeing|interpreting"
    rf"|effective|operation)){{0,5}}"
    rf" (?:this|these|the|its) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT})\b"
    rf"|responsible for (?:administering|maintaining|implementing|reviewing)[^.\n]{{0,80}}"
    rf" and th(?:is|e) (?:{DOCUMENT})"
    rf"|(?:manage|oversee|lead|co-?ordinate)s? the (?:implementation|operation|application|administration)"
    rf" of th(?:is|e) (?:{DOCUMENT})"
    r"|responsible for establishing policy"
    rf"|(?:is|are|be) (?:\w+ )?(?:responsible|accountable) for (?:the whole of |all aspects of )?"
    rf"th(?:is|e|ese) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT})\b|(?:owns|administers|manages|maintains|looks? after)"
    rf" th(?:is|ese) (?:{DOCUMENT}|section|chapter)"
    rf"|(?<!opyright in )th(?:is|e|ese) (?:{DOCUMENT}) (?:belongs? to|(?:is|are) looked after by)"
    rf"|matters (?:set forth|set out|covered|contained|described) in th(?:is|e|ese) (?:{DOCUMENT})"
    rf"|(?:commission|board|department|ministry|committee|council|office|agency) (?:\w+ )?(?:reviews|revises|updates)"
    rf" (?:its|this|these) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT})"
    rf"|ownership of th(?:is|e|ese) (?:{DOCUMENT}) (?:lies|rests|sits|is) with"
    rf"|(?:answers? for|interprets?) th(?:is|ese) (?:{DOCUMENT})"
    rf"|(?:custodian|steward|guardian|keeper) of th(?:is|e|ese) (?:{DOCUMENT})"
    rf"|(?:charged|tasked|entrusted) with (?:\w+ ){{0,3}}th(?:is|e|ese) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT})\b"
    rf"|(?:authorized|authorised|empowered|delegated) to (?:administer|implement|interpret|enforce|maintain|amend)"
    rf" (?:and \w+ )?th(?:is|e|ese) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT}|chapter)\b"
    rf"|(?:implementation|effectiveness|operation|application|administration) of th(?:is|e|ese) (?:[\w-]+ ){{0,2}}"
    rf"(?:{DOCUMENT}) (?:is|are|will be|shall be|rests|lies) (?:\w+ )?(?:monitored by|overseen by"
    r"|the responsibility of|managed by|with|supervised by|led by)"
    rf"|th(?:is|e|ese) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT}) (?:is|are) (?:the responsibility of"
    r"|under the (?:\w+ ){1,3}of)"
    rf"|ha(?:s|ve) authority (?:for|over) th(?:is|e) (?:{DOCUMENT})"
    rf"|(?:this|the|these) (?:[\w-]+ ){{0,2}}(?:{DOCUMENT}) (?:is|are|will be|shall be) (?:maintained|owned"
    rf"|administered|managed|overseen|implemented|kept) by"
    rf"|(?:shall|will) (?:administer|maintain|oversee|own) th(?:is|e|ese) (?:{DOCUMENT})"
    rf"|responsibility for (?:this|the|maintaining|updating|reviewing|implementing"
    rf"|administering) (?:[\w-]+ ){{0,3}}(?:{DOCUMENT}) (?:lies|rests|sits|is with))\b"
)
# "Responsibility: it is the responsibility of each member to …" names no owner.
_EVERYBODY = re.compile(r"(?i)(?:it is )?(?:the )?(?:responsibility of )?(?:each|all|every|any)\b")
_REVIEW_HEADINGS = frozenset(
    phrases(
        """
    review; policy review; review and revision; review date; monitoring and review; review of policy; review and update;
    review of this policy; review of the policy; review period; evaluation and review; review and amendment;
    policy review date; document review; review and evaluation; revision and review; review process; review cycle;
    implementation and review
    """
    )
)
_WHEN = re.compile(r"(?i)\b(?:months?|years?|annual\w*|periodic\w*|regular\w*|20\d\d|review\w*|revis\w+|updat\w+)\b")
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


class Found(NamedTuple):
    """A fact of the head. value: as a policy file would write it; text: what stands there; start: where."""

    value: str
    text: str
    start: int


class Header(NamedTuple):
    """What was found; None where nothing was. review: how often, or that it is. next_review, effective, approved:
    ISO dates. owner: in the document's words. changed: that it may be; revised: when it was last; asked: whom to."""

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
    changed: Found | None = None
    revised: Found | None = None
    asked: Found | None = None


_FIELDS = {
    "title": ["title", "policy_name"],
    "number": ["policy_number", "number", "policy_no", "no"],
    "version": ["version", "revision"],
    "effective": ["effective_date", "effective", "date_effective", "policy_date", "issue_date", "date_issued"],
    "approved": ["adopted", "date_adopted", "approved", "approval_date"],
    "approved_by": ["approved_by"],
    "next_review": [name.replace(" ", "_") for name in _REVIEWS.split("|")],
    "owner": [name.replace(" ", "_").replace("\\", "") for name in _OWNERS.split("|")],
    "contact": ["contact", "email", "e-mail"],
}  # fmt: skip
_DATES = frozenset({"effective", "approved", "next_review"})


def header(reading: Reading, read: tuple[Norm, ...]) -> Header:
    """What a document says of itself."""
    labels: dict[str, Found] = {}
    for match in _LABEL.finditer(reading.text):
        name = "_".join(match[1].lower().split())
        said = " ".join(match[2].split()).strip("*_ \"'")
        if said and not _EVERYBODY.match(said):
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
        found["next_review"] or _bare_review(reading.text),
        _review(reading.text) or _below_heading(read),
        found["owner"]
        or _alone(reading.text)
        or _sentence(_BARE_OWNER, reading.text)
        or _sentence(_OWNER, reading.text),
        found["contact"],
        _spot(reading.text, changed(reading.text)),
        _spot(reading.text, revised(reading.text)),
        _spot(reading.text, asked(reading.text, read)),
    )


def bare_header(read: tuple[Norm, ...]) -> Header:
    """The head of a text of which only the title can be told."""
    return Header(_title(read), None, None, None, None, None, None, None, None, None)


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


def _bare_review(text: str) -> Found | None:
    match = _BARE_REVIEW.search(text)
    return Found(iso_date(match[1]), " ".join(match[0].split()), match.start()) if match else None


def _alone(text: str) -> Found | None:
    match = _ALONE.search(text)
    return (
        Found(" ".join(match[2].split()), " ".join(match[0].strip(" |#*_").split()), match.start(1)) if match else None
    )


def _below_heading(read: tuple[Norm, ...]) -> Found | None:
    """What stands below a heading such as "Review", if it says when or that."""
    for norm in read:
        if norm.role != "heading" and " ".join(norm.below) in _REVIEW_HEADINGS and _WHEN.search(norm.text):
            return Found("", norm.text, norm.start)
    return None


def _review(text: str) -> Found | None:
    for match in _EVERY.finditer(text):
        start = max(text.rfind(end, 0, match.start()) for end in (".", "\n\n", ":"))
        said = text[start + 1 : match.end()]
        # "Review, at least annually, the use of social media": what is reviewed comes last.
        if _ASKED_TO_READ.search(said) or _OTHERS_NEXT.match(text, match.end()):
            continue
        if not _OTHERS.search(said) or re.search(rf"(?i)\b(?:{DOCUMENT})\b", said):
            return Found(_period(match[0]), " ".join(match[0].split()), match.start())
    for match in _REVIEWED.finditer(text):
        start = max(text.rfind(end, 0, match.start()) for end in (".", "\n\n"))
        asked = match[0].lower().startswith(("will", "shall")) and READERS.search(text[start + 1 : match.start()])
        if not asked:
            return Found("", " ".join(match[0].split()), match.start())
    return None


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


def _spot(text: str, span: tuple[int, int] | None) -> Found | None:
    return Found("", " ".join(text[span[0] : span[1]].split()), span[0]) if span else None


def _sentence(pattern: re.Pattern[str], text: str) -> Found | None:
    match = pattern.search(text)
    return Found("", " ".join(match[0].split()), match.start()) if match else None


__all__ = ["Found", "Header", "bare_header", "header", "iso_date"]

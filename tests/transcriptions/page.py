"""The page docs/transcriptions.md, made from what was compared. It knows no file and no check."""

from collections import Counter
from collections.abc import Iterable, Sequence

from policylint.checking.packs import builtin_packs
from tests.transcriptions.compare import (
    ABSENT,
    ANSWERED,
    CAME_OF_IT,
    FOUND,
    IN_PART,
    IN_PASSING,
    MENDED,
    NOT_ASKED,
    OPEN,
    Compared,
    agree,
    elements,
    tallied,
)

MADE = "<!-- Made by `python -m tests.transcriptions.compare` from tests/transcriptions: change those instead. -->"
SIGN = {ANSWERED: "●", IN_PART: "◐", IN_PASSING: "◔", OPEN: "○", NOT_ASKED: "–"}
HOW_IT_ENDED = {
    "mended": "program mended",
    "transcription": "transcription mended",
    "weakness": "known weakness",
    "overlooked": "reader overlooked it",
    "opinion": "two views",
}
INTRO = """\
Is what policylint finds in a real policy what a reader finds? Each policy here was published by a public body. A reader
noted from the source which of the [elements](elements.md) it answers, and which patterns of saying too much it shows;
the note was committed before the policy was written down in our language, and that before the two were compared. The
files, and how they are made, are in [tests/transcriptions](../tests/transcriptions/README.md).

One reader read each policy, and readers, transcribers and the authors of the checks know each other's work; no lawyer
took part. Which findings count as "in part" and which as "in passing" was settled after the first look at the
differences, and so was what was mended. The numbers show how well the program does what it means to do, no more.
"""
HOW = """\
The reader says of an element: answered, in part (also in general terms, elsewhere, or left out on purpose) or open. The
program says it by the checks of the element: all that were asked are met (answered), none is (open), or something
between. *In passing*: a wider clause settles some of it without naming it, and the finding says so; a reader may call
that open or in part, so it agrees with both. An element of which no check was asked is not compared.
"""


def page(compared: Sequence[Compared]) -> str:
    """The page in Markdown."""
    blocks = [
        MADE,
        "# Real policies, read twice",
        INTRO.strip(),
        "## The policies",
        _policies(compared),
        "## How far they agree",
        HOW.strip(),
        _agreement(compared),
        "## By element",
        "Policies in which both see a gap, both see none, only the program sees one, only the reader sees one; and in "
        "how many of those compared the two say the same.",
        _by_element(compared),
        "## By policy",
        f"Reader, then program: {SIGN[ANSWERED]} answered, {SIGN[IN_PART]} in part, {SIGN[IN_PASSING]} in passing, "
        f"{SIGN[OPEN]} open. Places where the two disagree are bold; an empty cell was not compared.",
        _by_policy(compared),
        "## Saying too much",
        "+: both find the pattern; R: only the reader does; P: only the program does.",
        _over(compared),
        "## Every disagreement",
        _ways(compared),
        *(_differences(each) for each in compared),
        "## Checks that fire",
        _fired(compared),
        "## Findings that a reader would not make",
        _false_alarms(compared),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def _places(each: Compared) -> list[tuple[str, str, str]]:
    """The elements that were compared, with what both say."""
    return [(name, *said) for name, said in each.cells.items() if NOT_ASKED not in said]


def _policies(compared: Sequence[Compared]) -> str:
    rows = []
    for each in compared:
        found = Counter(finding.severity.name for finding in each.findings)
        places = _places(each)
        same = sum(agree(reader, program) for _, reader, program in places)
        source = each.source
        rows.append(
            (
                f"`{each.slug}`",
                f"{source['title']}, {source['issuer']}, {source['year']}. {source['address']}",
                len(places),
                same - _came_later(each),
                same,
                found["error"],
                found["warning"],
                found["note"],
            )
        )
    head = ("", "Source", "Compared", "Same at first", "Same now", "Errors", "Warnings", "Notes")
    return _table(head, rows)


def _ended(each: Compared, ways: Sequence[str]) -> list[str]:
    """The elements (not the patterns) whose disagreement ended in one of the ways."""
    listed = each.resolved.get("elements") or {}
    return [name for name, said in listed.items() if said["came-of-it"] in ways]


def _came_later(each: Compared) -> int:
    """How many more places agree than at first: those mended, less those that a mended check parted."""
    listed = each.resolved.get("elements") or {}
    parted = sum(said.get("at-first") == "same" for said in listed.values())
    return len(_ended(each, MENDED)) - parted


def _agreement(compared: Sequence[Compared]) -> str:
    tally = tallied(list(compared))
    total = sum(tally.values())
    same = sum(agree(reader, program) for each in compared for _, reader, program in _places(each))
    later = sum(map(_came_later, compared))
    opposite = sum({reader, program} == {ANSWERED, OPEN} for each in compared for _, reader, program in _places(each))
    lines = [
        f"- {total} places were compared: an element in a policy. In {same - later} the two said the same at first "
        f"({_percent(same - later, total)}), in {same} now that checks were mended ({_percent(same, total)}).",
        f"- They say the opposite, answered against open, in {opposite} ({_percent(opposite, total)}).",
        f"- Both see a gap in {tally[True, True]}, both see none in {tally[False, False]}.",
        f"- The program alone sees a gap in {tally[False, True]} ({_percent(tally[False, True], total)}): a false "
        "alarm, or a stricter view.",
        f"- The reader alone sees one in {tally[True, False]} ({_percent(tally[True, False], total)}): missed, or a "
        "milder view.",
    ]
    return "\n".join(lines)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _by_element(compared: Sequence[Compared]) -> str:
    rows = []
    for name, title in elements().items():
        tally = tallied(list(compared), name)
        total = sum(tally.values())
        if total:
            same = sum(agree(*each.cells[name]) for each in compared if NOT_ASKED not in each.cells[name])
            rows.append((name, title, *tally.values(), f"{same} of {total}"))
    return _table(("Id", "Element", "Both a gap", "Both none", "Program alone", "Reader alone", "Same"), rows)


def _by_policy(compared: Sequence[Compared]) -> str:
    rows = []
    for name in elements():
        if name.startswith("X"):
            continue
        cells = []
        for each in compared:
            reader, program = each.cells[name]
            signs = "" if NOT_ASKED in (reader, program) else f"{SIGN[reader]}{SIGN[program]}"
            cells.append(signs if agree(reader, program) else f"**{signs}**")
        if any(cells):
            rows.append((name, *cells))
    return _table(("", *(each.slug for each in compared)), rows)


def _over(compared: Sequence[Compared]) -> str:
    signs = {(FOUND, FOUND): "+", (FOUND, ABSENT): "R", (ABSENT, FOUND): "P"}
    rows = []
    for name, title in elements().items():
        if name.startswith("X"):
            rows.append((name, title, *(signs.get(each.over[name], "") for each in compared)))
    return _table(("", "Pattern", *(each.slug for each in compared)), rows)


def _ways(compared: Sequence[Compared]) -> str:
    ended = Counter(
        said["came-of-it"]
        for each in compared
        for part in ("elements", "over-reach")
        for said in (each.resolved.get(part) or {}).values()
    )
    listed = ", ".join(f"{HOW_IT_ENDED[way]}: {ended[way]}" for way in CAME_OF_IT)
    return f"What came of them: {listed}. The readings stand as they were first written."


def _differences(each: Compared) -> str:
    rows = []
    for part in ("elements", "over-reach"):
        for name, said in (each.resolved.get(part) or {}).items():
            reader = {**each.cells, **each.over}[name][0]
            checks = said.get("check", [])
            named = "".join(f" (`{check}`)" for check in ([checks] if isinstance(checks, str) else checks))
            why = f"{said['because']}{named}"
            rows.append((name, elements()[name], reader, said["program"], HOW_IT_ENDED[said["came-of-it"]], why))
    if not rows:
        return f"### {each.slug}\n\nNone."
    head = ("Id", "Element", "Reader", "Program at first", "What came of it", "Because")
    return f"### {each.slug}\n\n" + _table(head, rows)


def _fired(compared: Sequence[Compared]) -> str:
    places = Counter(check for each in compared for check in {finding.check for finding in each.findings})
    known = sum(len(pack.checks) for pack in builtin_packs())
    often = sum(count == len(compared) for count in places.values())
    return (
        f"Of {known} checks {len(places)} fire in at least one of these policies, {often} in all of them. The others "
        "fire in the [samples](samples.md), or in [made-up policies](../tests/flawed/README.md) after what courts and "
        "auditors describe, or stand with a reason in `tests/flawed/test_every_check_fires.py`, which proves it."
    )


def _false_alarms(compared: Sequence[Compared]) -> str:
    rows = [
        (each.slug, f"`{alarm['check']}`", f"`{alarm['at']}`", alarm["because"])
        for each in compared
        for alarm in each.resolved.get("false-alarms") or ()
    ]
    if not rows:
        return "None that no element above shows."
    return "Beside those that an element above shows.\n\n" + _table(("Policy", "Check", "Where", "Because"), rows)

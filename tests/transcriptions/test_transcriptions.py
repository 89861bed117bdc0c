"""Real policies: what a reader found in each against what the program finds; every disagreement is in the open."""

import re
from typing import Any

import pytest

from policylint.checking.packs import builtin_packs
from policylint.finding import Severity
from tests.transcriptions.compare import (
    CAME_OF_IT,
    FOUND,
    HERE,
    MENDED,
    PAGE,
    READ_AS,
    SLUGS,
    agree,
    compare,
    elements,
)
from tests.transcriptions.page import page

ABOUT = "A transcription in our own words"


def entries(slug: str) -> dict[str, Any]:
    resolved = compare(slug).resolved
    return {**(resolved.get("elements") or {}), **(resolved.get("over-reach") or {})}


def test_there_are_ten_at_least() -> None:
    assert len(SLUGS) >= 10
    assert sorted(path.parent.name for path in HERE.glob("*/reading.yaml")) == list(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_reading_names_its_source_and_elements_that_there_are(slug: str) -> None:
    reading = compare(slug).reading
    assert set(reading["source"]) == {"title", "issuer", "year", "address", "read"}
    listed = reading.get("elements") or {}
    over = reading.get("over-reach") or {}
    known = set(elements())
    assert {
        "unknown": sorted((set(listed) | set(over)) - known),
        "words": sorted({each["how"] for each in listed.values()} - set(READ_AS)),
        "without a reason": [name for name, each in (*listed.items(), *over.items()) if not each.get("because")],
    } == {"unknown": [], "words": [], "without a reason": []}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_transcription_says_where_it_is_from_and_that_it_is_one(slug: str) -> None:
    (path,) = (HERE / slug).glob("*.policy.yaml")
    head = path.read_text(encoding="utf-8").partition("policylint: 1")[0]
    assert ABOUT in re.sub(r"\s+#?\s*", " ", head).replace(", from Italian", "")
    assert re.search(r"https?://", head) is not None


@pytest.mark.parametrize("slug", SLUGS)
def test_a_transcription_is_read_without_a_fault(slug: str) -> None:
    faults = {
        check.id
        for pack in builtin_packs()
        for check in pack.checks
        if check.group == "document" and "builtin" in check.assertion and check.severity == "error"
    }
    unread = [(each.check, each.path) for each in compare(slug).findings if each.check in faults]
    assert unread == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_disagreement_is_listed_and_every_listed_one_is_there(slug: str) -> None:
    compared = compare(slug)
    now = {(each.element, each.program) for each in compared.differences()}
    listed = {(name, each["program"]) for name, each in entries(slug).items() if each["came-of-it"] not in MENDED}
    assert {"not listed": sorted(now - listed), "not there": sorted(listed - now)} == {
        "not listed": [],
        "not there": [],
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_what_was_mended_agrees(slug: str) -> None:
    compared = compare(slug)
    said = {**compared.cells, **compared.over}
    mended = [name for name, each in entries(slug).items() if each["came-of-it"] in MENDED]
    assert [name for name in mended if not agree(*said[name])] == []
    assert [name for name in mended if agree(said[name][0], entries(slug)[name]["program"])] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_disagreement_has_its_reason(slug: str) -> None:
    listed = entries(slug)
    assert [name for name, each in listed.items() if not str(each.get("because", "")).strip()] == []
    assert {each["came-of-it"] for each in listed.values()} <= set(CAME_OF_IT)


@pytest.mark.parametrize("slug", SLUGS)
def test_false_alarms_are_still_there_and_none_is_an_error(slug: str) -> None:
    compared = compare(slug)
    found = {(each.check, each.path): each.severity for each in compared.findings}
    alarms = [(each["check"], each["at"]) for each in compared.resolved.get("false-alarms") or ()]
    assert [alarm for alarm in alarms if found.get(alarm, Severity.error) == Severity.error] == []
    over = compared.resolved.get("over-reach") or {}
    false = [name for name, each in over.items() if each["program"] == FOUND and each["came-of-it"] == "weakness"]
    assert false == []


def test_the_page_is_up_to_date() -> None:
    """Made by `python -m tests.transcriptions.compare`."""
    assert PAGE.read_text(encoding="utf-8") == page([compare(slug) for slug in SLUGS])

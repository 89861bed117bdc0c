"""The packs for countries: which of them a jurisdiction picks, what each asks where, and that no country's law is held
against another.
"""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from policylint.checking.authorities import line, register, register_data
from policylint.checking.packs import Check, Pack, active, adjusted, builtin_packs, matches, page
from policylint.finding import Severity
from policylint.reading.yamltree import parse
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.source import Source

PACKS = {pack.id: pack for pack in builtin_packs()}
COUNTRY_PACKS = [pack for name, pack in PACKS.items() if name != "core"]
KNOWN = register()
TRAPS = register_data()["traps"]
ROOT = Path(__file__).resolve().parents[2]

PLACES = (
    *("US", "US-CA", "US-DC", "US-IL", "US-MD", "US-NY", "US-OH", "US-TX", "US-VA", "US-WA"),
    *("AU", "AU-NSW", "NZ", "CA", "CA-ON", "GB", "IN", "EU", "DE", "FR", "JP"),
)

# Sources that bind in a part of the country only, and where the register says that this is.
PART = {
    "robinson-v-hunt-county": ("US-TX",),
    "peta-v-tabak": ("US-DC",),
    "cei-v-ostp-2016": ("US-DC",),
    "liverman-v-petersburg": (),  # the register names the circuit and none of its states
    "city-of-san-jose-2017": ("US-CA",),
    "nissen-v-pierce-county": ("US-WA",),
    "tx-sb-944-2019": ("US-TX",),
    "md-labor-3-712": ("US-MD",),
    "wa-rcw-49-44-200": ("US-WA",),
    "ca-labor-980": (),  # not established that they bind public employers
    "il-820-55-10": (),
}

OWN = {
    "us-federal": [
        "accessible-parts-unlisted",
        "accounts-not-in-federal-registry",
        "app-exceptions-unrecorded",
        "business-on-personal-accounts-copied-too-late",
        "contractors-keep-covered-app",
        "covered-app-not-barred",
        "covert-messages-not-ruled-out",
        "further-restricted-employees-unnamed",
        "grassroots-lobbying-unaddressed",
        "platform-terms-unreviewed",
        "political-fundraising-not-ruled-out",
        "political-posts-on-duty-not-ruled-out",
        "polls-uncleared",
        "records-untrained",
        "staff-tasked-with-superiors-accounts",
        "title-for-gain-not-ruled-out",
        "title-in-politics-not-ruled-out",
        "whistleblower-statement-missing",
    ],
    "us-state-local": [
        "log-ins-asked-for-where-law-is-open",
        "log-ins-asked-for-with-approval",
        "messages-left-out-of-records-searches",
        "off-topic-removed",
        "off-topic-removed-in-the-dc-circuit",
        "officials-authority-to-speak-unstated",
        "officials-may-block-critics",
        "posts-below-wcag",
        "records-leave-with-people",
        "vague-removal-words",
        "vague-removal-words-in-the-fifth-circuit",
    ],
    "us-law-enforcement": [
        "closed-groups-off-duty-unaddressed",
        "findings-shared-without-limit",
        "investigations-thinly-documented",
        "levels-of-engagement-not-separated",
        "rule-against-what-reflects-badly",
    ],
    "uk": [
        "apps-beyond-the-approved-list",
        "business-on-unmanaged-devices-by-default",
        "channels-guidance-unlinked",
        "classified-content-on-other-channels",
        "covert-viewing-undecided",
        "law-on-disclosures-unnamed",
        "other-channels-of-ministers-and-experts-unaddressed",
        "partisanship-in-election-periods-not-ruled-out",
        "role-reach-and-effect-not-weighed",
        "workers-not-consulted-on-monitoring",
    ],
    "au": [
        "aliases-forbidden-to-all",
        "capture-leaves-out-comments-and-messages",
        "code-not-tied-to-private-posts",
        "complaints-on-accounts-unhandled",
        "criticism-forbidden-to-all-alike",
        "disclosure-route-unnamed",
        "politics-forbidden-to-all-alike",
        "restricted-apps-not-blocked",
    ],
    "nz": [
        "concerns-of-the-public-unhandled",
        "gathering-without-stated-authority",
        "harm-at-work-not-weighed",
        "personal-information-without-owner",
        "private-numbers-of-office-holders-open",
    ],
    "ca": [
        "accounts-without-head-of-communications",
        "barred-app-on-government-phones",
        "notice-not-linked-from-accounts",
        "questions-to-ask-oneself-missing",
        "reasonable-use-at-work-refused",
    ],
    "eu": [
        "automatic-answers-unlabelled",
        "deepfakes-undisclosed",
        "likes-punished-without-weighing",
        "monitoring-not-proportionate",
        "monitoring-rests-on-consent",
    ],
    "in": [
        "accounts-run-outside-official-capacity",
        "collection-not-announced",
        "no-team-answers",
        "register-without-status-or-log-ins",
        "right-to-information-unmentioned",
    ],
}

# Checks that their pack does not ask everywhere: the places of the list above in which it does.
LIMITED = {
    "log-ins-asked-for-with-approval": ["US-MD", "US-WA"],
    "log-ins-asked-for-where-law-is-open": ["US-CA", "US-IL"],
    "messages-left-out-of-records-searches": ["US-CA", "US-WA"],
    "records-leave-with-people": ["US-TX"],
    "vague-removal-words-in-the-fifth-circuit": ["US-TX"],
    "vague-removal-words": ["US-CA", "US-DC", "US-IL", "US-MD", "US-NY", "US-OH", "US-VA", "US-WA"],
    "off-topic-removed-in-the-dc-circuit": ["US-DC"],
    "off-topic-removed": ["US-CA", "US-IL", "US-MD", "US-NY", "US-OH", "US-TX", "US-VA", "US-WA"],
    "capture-leaves-out-comments-and-messages": ["AU"],
    "code-not-tied-to-private-posts": ["AU"],
    "restricted-apps-not-blocked": ["AU"],
    "complaints-on-accounts-unhandled": ["AU-NSW"],
}


def asked(place: str, chosen: tuple[str, ...] = ()) -> tuple[Check, ...]:
    """The checks that a policy of this place gets, as the packs leave them."""
    checks = adjusted(active(tuple(PACKS.values()), place, chosen))
    return tuple(check for check in checks if matches(place, check.applies.get("jurisdictions", ())))


EVERYWHERE = [(place, asked(place)) for place in PLACES]
EVERYWHERE += [(place, asked(place, ("us-law-enforcement",))) for place in PLACES if place.startswith("US-")]
OWN_CHECKS = [check for pack in COUNTRY_PACKS for check in pack.checks]
CHANGES = [(pack, name, change) for pack in COUNTRY_PACKS for name, change in pack.adjust.items()]


def check_id(value: object) -> str:
    return value.id if isinstance(value, Check | Pack) else str(value) if isinstance(value, str) else ""


# ---- which packs a place picks


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("US", ["core", "us-federal"]),
        ("US-WA", ["core", "us-state-local"]),
        ("US-DC", ["core", "us-state-local"]),
        ("GB", ["core", "uk"]),
        ("GB-WLS", ["core", "uk"]),
        ("AU", ["core", "au"]),
        ("AU-NSW", ["core", "au"]),
        ("NZ", ["core", "nz"]),
        ("CA", ["core", "ca"]),
        ("CA-ON", ["core"]),
        ("EU", ["core", "eu"]),
        ("DE", ["core", "eu"]),
        ("IN", ["core", "in"]),
        ("JP", ["core"]),
        ("", ["core"]),
    ],
)
def test_a_jurisdiction_picks_packs(place: str, expected: list[str]) -> None:
    assert [pack.id for pack in active(tuple(PACKS.values()), place)] == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (("us-law-enforcement",), ["core", "us-law-enforcement", "us-state-local"]),
        (("us-federal",), ["core", "us-federal"]),
        (("core",), ["core"]),
        (("uk", "eu"), ["core", "eu", "uk"]),
    ],
)
def test_named_packs_come_with_what_they_build_on(chosen: tuple[str, ...], expected: list[str]) -> None:
    assert [pack.id for pack in active(tuple(PACKS.values()), "US-OH", chosen)] == expected


@pytest.mark.parametrize(
    ("prefixes", "expected"),
    [
        ((), ["US", "US-WA", "AU"]),
        (("US",), ["US", "US-WA"]),
        (("=US",), ["US"]),
        (("US", "-=US"), ["US-WA"]),
        (("US", "-US-WA"), ["US"]),
        (("-AU",), ["US", "US-WA"]),
        (("-=US",), ["US-WA", "AU"]),
    ],
)
def test_prefixes(prefixes: tuple[str, ...], expected: list[str]) -> None:
    assert [place for place in ("US", "US-WA", "AU") if matches(place, prefixes)] == expected


# ---- what each pack asks where


def test_the_checks_of_each_pack() -> None:
    assert {pack.id: sorted(check.id for check in pack.checks) for pack in COUNTRY_PACKS} == OWN


def test_ids_are_unique_over_all_packs() -> None:
    ids = [check.id for pack in PACKS.values() for check in pack.checks]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("pack", COUNTRY_PACKS, ids=check_id)
def test_where_a_pack_asks_its_checks(pack: Pack) -> None:
    picked = [place for place in PLACES if matches(place, pack.jurisdictions)]
    found = {
        check.id: [place for place in picked if matches(place, check.applies.get("jurisdictions", ()))]
        for check in pack.checks
    }
    assert found == {name: LIMITED.get(name, picked) for name in OWN[pack.id]}


@pytest.mark.parametrize(("pack", "name", "change"), CHANGES, ids=check_id)
def test_a_change_is_made_to_a_check_of_core_and_changes_it(pack: Pack, name: str, change: Mapping[str, Any]) -> None:
    original = next((check for check in PACKS["core"].checks if check.id == name), None)
    assert original is not None
    changed = next(check for check in adjusted((PACKS["core"], pack)) if check.id == name)
    assert changed.reason == change["because"].strip() != ""
    assert (changed.severity, changed.authorities) != (original.severity, original.authorities)


def test_packs_that_run_together_do_not_change_the_same_check() -> None:
    assert set(PACKS["us-law-enforcement"].adjust) & set(PACKS["us-state-local"].adjust) == set()


def example_places(check: Check) -> Iterator[str]:
    for example in (*page(check).fires, *page(check).quiet):
        yield parse(Source("example", example["policy"])).data["policy"]["jurisdiction"]


@pytest.mark.parametrize("check", OWN_CHECKS, ids=check_id)
def test_examples_are_of_a_place_where_the_check_is_asked(check: Check) -> None:
    places = list(example_places(check))
    pack = PACKS[check.pack]
    assert [
        place
        for place in places
        if not matches(place, pack.jurisdictions) or not matches(place, check.applies.get("jurisdictions", ()))
    ] == []


# ---- the law of a place stays in that place


def words(check: Check) -> str:
    shown = (check.title, check.question, check.why, check.remedy, page(check).example_fix)
    return " ".join(" ".join(shown).split())


def test_the_table_of_partly_binding_sources_is_whole() -> None:
    narrow = ("Circuit only", "California only", "Washington State only", "employers in", "bodies in Texas")
    open_ = "not established that it binds public employers"
    found = {name for name, entry in KNOWN.items() if open_ in entry.binding or any(x in entry.binding for x in narrow)}
    assert found == set(PART)


@pytest.mark.parametrize("check", OWN_CHECKS, ids=check_id)
def test_what_binds_in_a_part_is_required_only_there(check: Check) -> None:
    partly = [name for name in check.authorities if name in PART]
    if check.backing == "required" and partly:
        bound = {place for name in partly for place in PART[name]}
        places = {place for place in PLACES if matches(place, PACKS[check.pack].jurisdictions)}
        assert {place for place in places if matches(place, check.applies.get("jurisdictions", ()))} <= bound


@pytest.mark.parametrize("check", OWN_CHECKS, ids=check_id)
def test_a_judgment_of_a_circuit_is_shown_as_one(check: Check) -> None:
    if any("Circuit only" in KNOWN[name].binding for name in check.authorities):
        assert "Circuit" in words(check)


@pytest.mark.parametrize(("pack", "name", "change"), CHANGES, ids=check_id)
def test_a_change_that_leans_on_a_circuit_says_so(pack: Pack, name: str, change: Mapping[str, Any]) -> None:
    if any("Circuit only" in KNOWN[each].binding for each in change.get("authorities", ())):
        assert "Circuit" in change["because"]


@pytest.mark.parametrize(("place", "checks"), EVERYWHERE, ids=check_id)
def test_no_country_s_limits_on_speech_are_held_against_another(place: str, checks: tuple[Check, ...]) -> None:
    barred = {name for trap in TRAPS["over-reach"] if place[:2] in trap["never-in"] for name in trap["ids"]}
    assert [
        (check.id, sorted(barred & set(check.authorities))) for check in checks if barred & set(check.authorities)
    ] == []


def test_checks_against_too_much_part_ways_between_the_united_states_and_australia() -> None:
    from_us = {"nteu-1995", "liverman-v-petersburg", "pickering-1968", "robinson-v-hunt-county", "peta-v-tabak"}
    in_us = {check.id for check in asked("US-WA") if check.group == "overreach" and from_us & set(check.authorities)}
    in_au = {check.id for check in asked("AU") if "au-banerji-2019" in check.authorities}
    assert [check.id for check in asked("AU") if check.group == "overreach" and from_us & set(check.authorities)] == []
    assert {check.id for place in PLACES if place.startswith("US") for check in asked(place)} & in_au == {
        "aliases-unaddressed"  # core asks it everywhere; only the Australian pack cites the Australian case for it
    }
    assert {"criticism-forbidden", "private-speech-needs-approval", "political-speech-banned-off-duty"} <= in_us
    assert {"criticism-forbidden-to-all-alike", "politics-forbidden-to-all-alike", "aliases-forbidden-to-all"} <= in_au


# ---- what the register lets the packs say


@pytest.mark.parametrize(("place", "checks"), EVERYWHERE, ids=check_id)
def test_nothing_rests_on_what_was_not_read(place: str, checks: tuple[Check, ...]) -> None:
    for check in checks:
        read = {KNOWN[name].verified for name in check.authorities}
        assert read != {"no"}, check.id
        assert "yes" in read or check.backing == "good-practice", check.id


@pytest.mark.parametrize(("pack", "name", "change"), CHANGES, ids=check_id)
def test_a_change_that_makes_a_check_stricter_rests_on_what_was_read(
    pack: Pack, name: str, change: Mapping[str, Any]
) -> None:
    if change.get("severity") not in (None, "off", "note"):
        assert "yes" in {KNOWN[each].verified for each in change["authorities"]}


@pytest.mark.parametrize(("pack", "name", "change"), CHANGES, ids=check_id)
def test_changes_spring_no_trap(pack: Pack, name: str, change: Mapping[str, Any]) -> None:
    check = next(check for check in adjusted((PACKS["core"], pack)) if check.id == name)
    added = set(change.get("authorities", ()))
    reason = " ".join(change["because"].lower().split())
    assert added & {trap["id"] for trap in TRAPS["never-as-law"]} == set()
    for trap in TRAPS["together"]:
        assert trap["id"] not in added or set(trap["with"]) <= set(check.authorities)
    for trap in TRAPS["no-such-source"]:
        assert [phrase for phrase in trap["phrases"] if phrase in reason] == []
    for trap in TRAPS["never-for"]:
        if trap["id"] in added:
            assert not set(trap.get("elements", ())) & set(check.element)
            assert [phrase for phrase in trap.get("phrases", ()) if phrase in reason] == []
            assert check.backing not in trap.get("backing", ()) or "elements" in trap


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("ada-title-ii-web-2024", "2027-04-25", "2027-04-26"),
        ("ada-title-ii-ifr-2026", "2027-04-25", "2027-04-26"),
        ("eu-ai-act-50", "2026-08-01", "2026-08-02"),
    ],
)
def test_a_source_says_from_when_it_applies_until_it_does(name: str, before: str, after: str) -> None:
    assert line(KNOWN[name], before).endswith(f"applies from {after}")
    assert "applies from" not in line(KNOWN[name], after)


@pytest.mark.parametrize(
    ("check", "dates"),
    [
        ("posts-below-wcag", ["26 April 2027", "26 April 2028"]),
        ("contractors-keep-covered-app", ["June 2023", "23 June 2026"]),
        ("deepfakes-undisclosed", ["2 August 2026"]),
        ("barred-app-on-government-phones", ["28 February 2023"]),
    ],
)
def test_checks_name_the_dates_that_matter(check: str, dates: list[str]) -> None:
    found = next(each for each in OWN_CHECKS if each.id == check)
    assert [day for day in dates if day in words(found)] == dates


# ---- the sample that is meant to be clean


def test_the_clean_sample_stays_clean_under_the_pack_of_its_state() -> None:
    folder = ROOT / "sample_policies" / "riverton-city"
    sources = tuple(
        Source(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.policy.yaml"))
    )
    report = lint(Inputs(sources, ()), Settings(datetime.date(2026, 3, 1)), tuple(PACKS.values()))
    of_the_pack = set(OWN["us-state-local"]) | set(PACKS["us-state-local"].adjust)
    assert [pack.id for pack in report.packs] == ["core", "us-state-local"]
    assert [
        (finding.file, finding.check, finding.path)
        for finding in report.findings
        if finding.check in of_the_pack and finding.severity >= Severity.warning
    ] == []

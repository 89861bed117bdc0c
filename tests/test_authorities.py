"""The register of authorities, and how checks cite it: nothing unknown, nothing unverified, none of the traps."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from policylint.reading.yamltree import parse
from policylint.resources import data_dir
from policylint.source import Source

CHECKS = Path(data_dir("checks"))
SCHEMAS = Path(data_dir("schemas"))
LEGALLY = ("required", "guidance")


class Cited(NamedTuple):
    """A check and the jurisdictions that its pack is for (none: every country)."""

    pack: str
    active: tuple[str, ...]
    check: Mapping[str, Any]


def read(name: str) -> Any:
    return parse(Source(name, (CHECKS / name).read_text(encoding="utf-8"))).data


REGISTER = read("authorities.yaml")
ENTRIES: dict[str, Mapping[str, Any]] = {entry["id"]: entry for entry in REGISTER["authorities"]}
TRAPS = REGISTER["traps"]


def packs() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for folder in sorted(CHECKS.iterdir(), key=lambda entry: entry.name):
        if (folder / "pack.yaml").is_file():
            yield folder.name, read(f"{folder.name}/pack.yaml")


PACKS = dict(packs())


def checks() -> Iterator[Cited]:
    for pack, data in PACKS.items():
        for entry in sorted((CHECKS / pack).iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".yaml") and entry.name != "pack.yaml":
                yield Cited(pack, tuple(data["jurisdictions"]), read(f"{pack}/{entry.name}"))


CITED = tuple(checks())
EVERY = [pytest.param(each, id=f"{each.pack}/{each.check['id']}") for each in CITED]


def errors(schema: str, data: Any) -> list[tuple[list[Any], str]]:
    validator = Draft202012Validator(json.loads((SCHEMAS / schema).read_bytes()))
    return [(list(error.absolute_path), error.message) for error in validator.iter_errors(data)]


def words(check: Mapping[str, Any]) -> str:
    shown = (check["title"], check["question"], check["why"], check["remedy"], check.get("example-fix", ""))
    return " ".join(" ".join(shown).lower().split())


def dimensions(assertion: Any) -> set[str]:
    """The dimensions that an assertion asks to be named, at any depth."""
    if isinstance(assertion, list):
        return set().union(*(dimensions(each) for each in assertion))
    if not isinstance(assertion, Mapping):
        return set()
    named = assertion.get("naming")
    found = set(named) if isinstance(named, list) else set()
    return found.union(*(dimensions(value) for value in assertion.values()))


def applies_in(cited: Cited, country: str) -> bool:
    """Whether a policy of this country can be asked the check."""
    for prefixes in (cited.active, cited.check.get("applies-to", {}).get("jurisdictions", ())):
        wanted = [prefix for prefix in prefixes if not prefix.startswith("-")]
        if f"-{country}" in prefixes or (wanted and country not in {prefix.lstrip("-=")[:2] for prefix in wanted}):
            return False
    return True


def only_in(cited: Cited, countries: Sequence[str]) -> bool:
    """Whether the check is made for these countries alone."""
    narrowest = [*cited.active, *cited.check.get("applies-to", {}).get("jurisdictions", ())]
    wanted = {prefix.lstrip("-=")[:2] for prefix in narrowest if not prefix.startswith("-")}
    return bool(wanted) and wanted <= set(countries)


def sprung(trap: Mapping[str, Any], cited: Cited) -> bool:
    """Whether every condition of a `never-for` trap holds for a check that cites its entry."""
    check = cited.check
    conditions: Mapping[str, Callable[[Any], bool]] = {
        "elements": lambda ids: bool(set(ids) & set(check.get("element", ()))),
        "dimensions": lambda names: bool(set(names) & dimensions(check["assert"])),
        "jurisdictions": lambda countries: only_in(cited, countries),
        "backing": lambda kinds: check["backing"] in kinds,
        "phrases": lambda phrases: any(phrase in words(check) for phrase in phrases),
    }
    return all(holds(trap[name]) for name, holds in conditions.items() if name in trap)


def test_the_register_has_its_shape() -> None:
    assert errors("authorities.schema.json", REGISTER) == []


@pytest.mark.parametrize(("name", "data"), PACKS.items(), ids=PACKS)
def test_a_pack_has_its_shape(name: str, data: Mapping[str, Any]) -> None:
    assert errors("pack.schema.json", data) == []
    assert data["id"] == name


def test_an_entry_is_described_once() -> None:
    ids = [entry["id"] for entry in REGISTER["authorities"]]
    assert sorted(set(ids)) == sorted(ids)


def test_traps_speak_of_entries() -> None:
    named: list[str] = []
    for trap in (*TRAPS["never-as-law"], *TRAPS["never-for"]):
        named += [trap["id"], *trap.get("instead", ())]
    for trap in TRAPS["together"]:
        named += [trap["id"], *trap["with"]]
    for trap in TRAPS["no-such-source"]:
        named += trap.get("instead", ())
    for trap in TRAPS["over-reach"]:
        named += trap["ids"]
    assert [name for name in named if name not in ENTRIES] == []


@pytest.mark.parametrize("cited", EVERY)
def test_only_known_entries_are_cited(cited: Cited) -> None:
    assert [name for name in cited.check["authorities"] if name not in ENTRIES] == []


@pytest.mark.parametrize("cited", EVERY)
def test_what_was_not_read_carries_no_check(cited: Cited) -> None:
    read_in = {ENTRIES[name]["verified"] for name in cited.check["authorities"]}
    assert read_in != {"no"}
    assert "yes" in read_in or cited.check["backing"] not in LEGALLY


@pytest.mark.parametrize("cited", EVERY)
def test_a_check_for_every_country_claims_no_national_duty(cited: Cited) -> None:
    if not cited.active and not cited.check.get("applies-to", {}).get("jurisdictions"):
        assert cited.check["backing"] != "required"


@pytest.mark.parametrize("cited", EVERY)
def test_a_required_check_cites_something_that_binds(cited: Cited) -> None:
    if cited.check["backing"] == "required":
        kinds = {ENTRIES[name]["kind"] for name in cited.check["authorities"]}
        assert kinds & {"law", "regulation", "case"}


@pytest.mark.parametrize("cited", EVERY)
def test_no_trap_is_sprung(cited: Cited) -> None:
    names = set(cited.check["authorities"])
    assert [trap["because"] for trap in TRAPS["never-as-law"] if trap["id"] in names] == []
    assert [trap["because"] for trap in TRAPS["never-for"] if trap["id"] in names and sprung(trap, cited)] == []
    assert [
        trap["because"] for trap in TRAPS["together"] if trap["id"] in names and not set(trap["with"]) <= names
    ] == []


@pytest.mark.parametrize("cited", EVERY)
def test_no_source_is_made_up(cited: Cited) -> None:
    barred = [phrase for trap in TRAPS["no-such-source"] for phrase in trap["phrases"]]
    assert [phrase for phrase in barred if phrase in words(cited.check)] == []


@pytest.mark.parametrize("cited", EVERY)
def test_one_country_s_reach_is_not_held_against_another(cited: Cited) -> None:
    names = set(cited.check["authorities"])
    wrong = [
        (sorted(names & set(trap["ids"])), country)
        for trap in TRAPS["over-reach"]
        for country in trap["never-in"]
        if names & set(trap["ids"]) and applies_in(cited, country)
    ]
    assert wrong == []


@pytest.mark.parametrize(("name", "data"), PACKS.items(), ids=PACKS)
def test_changes_of_a_pack_cite_the_register(name: str, data: Mapping[str, Any]) -> None:
    known = {each.check["id"] for each in CITED}
    for check, change in data.get("adjust", {}).items():
        assert check in known
        assert [each for each in change.get("authorities", ()) if each not in ENTRIES] == []
        barred = {
            each
            for trap in TRAPS["over-reach"]
            for country in trap["never-in"]
            if any(prefix.lstrip("-=")[:2] == country for prefix in data["jurisdictions"])
            for each in trap["ids"]
        }
        assert barred & set(change.get("authorities", ())) == set()


def trap(**conditions: Any) -> dict[str, Any]:
    return {"id": "x", **conditions, "because": "it must not"}


EXAMPLE = {
    "id": "e",
    "title": "an example",
    "question": "Is it one?",
    "why": "It holds for 20 days.",
    "remedy": "None.",
    "element": ["F2"],
    "assert": {"any": [{"duty": {"kind": "report"}}, {"covered": {"within": {}, "naming": ["time"]}}]},
    "backing": "guidance",
    "authorities": ["x"],
    "applies-to": {"jurisdictions": ["US-WA"]},
}


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"elements": ["F2", "F4"]}, True),
        ({"elements": ["A1"]}, False),
        ({"dimensions": ["device", "time"]}, True),
        ({"dimensions": ["device"]}, False),
        ({"jurisdictions": ["US"]}, True),
        ({"jurisdictions": ["AU"]}, False),
        ({"backing": ["required", "guidance"]}, True),
        ({"backing": ["required"]}, False),
        ({"phrases": ["20 days"]}, True),
        ({"phrases": ["30 days"]}, False),
        ({"elements": ["F2"], "backing": ["required"]}, False),
    ],
)
def test_a_trap_is_sprung_when_all_its_conditions_hold(conditions: dict[str, Any], expected: bool) -> None:
    assert sprung(trap(**conditions), Cited("core", (), EXAMPLE)) is expected


@pytest.mark.parametrize(
    ("active", "prefixes", "country", "expected"),
    [
        ((), (), "AU", True),
        ((), ("US",), "AU", False),
        (("US",), (), "AU", False),
        (("US-WA",), (), "US", True),
        ((), ("-AU",), "AU", False),
        ((), ("-AU",), "US", True),
    ],
)
def test_where_a_check_applies(
    active: tuple[str, ...], prefixes: tuple[str, ...], country: str, expected: bool
) -> None:
    check = {**EXAMPLE, "applies-to": {"jurisdictions": list(prefixes)}}
    assert applies_in(Cited("p", active, check), country) is expected

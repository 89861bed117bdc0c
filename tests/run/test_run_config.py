"""The configuration: what it changes, for which files, what is refused, and where each setting comes from."""

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from small_run import BUZZ, EVERYTHING, LEVERAGE, OWNER, POLICY, run, told, write

from policylint.errors import PolicylintError, Problems
from policylint.resources import read_text
from policylint.run.config import LOCK, WAIVERS, Said
from policylint.run.globs import matches
from policylint.run.governed import Wanted, govern

NAME = ".policylint.yaml"
FOLDER = "this is a folder, not a file"
INSIDE = "Name the files in it."
OTHER = "Name a file in it, or delete the line."


def refusals(*paths: str) -> list[tuple[str, str, str]]:
    """What is wrong with the setup, as place, message and remedy."""
    with pytest.raises(PolicylintError) as caught:
        run(*paths)
    errors = caught.value.errors if isinstance(caught.value, Problems) else (caught.value,)
    return [(error.place, error.message, error.remedy) for error in errors]


@pytest.mark.parametrize("name", ["config", "waivers", "baseline", "lock"])
def test_schemas_are_valid_and_describe_every_key(name):
    schema = json.loads(read_text("schemas", f"{name}.schema.json"))
    Draft202012Validator.check_schema(schema)
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        assert "description" in part, part
        for inner in (*part.get("properties", {}).values(), *part.get("$defs", {}).values()):
            waiting.append(inner)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("{}\n", EVERYTHING),
        ("# nothing yet\n", EVERYTHING),
        ("severities: {buzzword: error}\n", [OWNER, ("error", *BUZZ[1:]), ("error", *LEVERAGE[1:])]),
        ("severities: {foundations: note}\n", [BUZZ, LEVERAGE, ("note", *OWNER[1:])]),
        ("severities: {foundations: note, owner-missing: error}\n", EVERYTHING),
        ("severities: {owner-missing: off}\n", [BUZZ, LEVERAGE]),
        ("packs: [core]\n", []),
        ("paths: [{files: 'other/**', severities: {prose: off}}]\n", EVERYTHING),
        ("paths: [{files: '*.policy.yaml', severities: {prose: off}}]\n", [OWNER]),
        (
            "severities: {owner-missing: off}\npaths: [{files: 'city*', severities: {foundations: note}}]\n",
            [BUZZ, LEVERAGE, ("note", *OWNER[1:])],
        ),
        (
            "paths: [{files: 'c*', severities: {prose: off}}, {files: [x, city*], severities: {prose: note}}]\n",
            [OWNER, ("note", *BUZZ[1:]), ("note", *LEVERAGE[1:])],
        ),
    ],
    ids=lambda value: value.replace("\n", " ") if isinstance(value, str) else "",
)
def test_severities_and_packs(written, kept):
    write(written, NAME)
    write(POLICY)
    assert told(run()) == kept


def test_nearest_configuration_governs_a_file():
    write("severities: {prose: off}\n", NAME)
    write("severities: {foundations: off}\n", f"inner/{NAME}")
    write(POLICY)
    write(POLICY.replace("id: riverton", "id: other"), "inner/deep/other.policy.yaml")
    file = "inner/deep/other.policy.yaml"
    assert told(run()) == [OWNER, ("warning", "buzzword", file, 13), ("warning", "buzzword", file, 18)]
    assert told(run(config=NAME)) == [OWNER, ("error", "owner-missing", file, 2)]
    assert told(run("inner", config="-")) == [
        ("error", "owner-missing", file, 2),
        *((*each[:2], file, each[3]) for each in EVERYTHING[1:]),
    ]


def test_nothing_above_the_repository_governs():
    write("severities: {prose: off}\n", NAME)
    Path("repository/.git").mkdir(parents=True)
    write(POLICY, "repository/city.policy.yaml")
    assert [each[1] for each in told(run("repository"))] == ["owner-missing", "buzzword", "buzzword"]


def test_today_and_effort_come_from_the_configuration():
    write("today: 2026-01-02\neffort: 7\n", NAME)
    governed = govern(["city.policy.yaml"])
    assert (governed.today(), governed.effort()) == (datetime.date(2026, 1, 2), 7)
    write(POLICY)
    assert run().today == "2026-01-02"


def test_configurations_that_differ_about_the_day_are_refused():
    write("today: 2026-01-02\n", f"a/{NAME}")
    write("today: 2026-01-03\n", f"b/{NAME}")
    governed = govern(["a/x.policy.yaml", "b/x.policy.yaml"])
    with pytest.raises(PolicylintError, match='say different things for "today"'):
        governed.today()


@pytest.mark.parametrize(
    ("written", "place", "message", "remedy"),
    [
        ("fail-levl: error\n", "1:1", "unknown key “fail-levl”: did you mean “fail-level”?", "Write “fail-level”."),
        (
            "fail-level: eror\n",
            "1:13",
            None,
            "Write one of: error, warning, note, never.",
        ),
        (
            "severities: {buzwort: off}\n",
            "1:14",
            'there is no check or group "buzwort": did you mean "buzzword"?',
            "`policylint checks` lists them all.",
        ),
        (
            "severities: {syntax: off}\n",
            "1:14",
            'the severity of "syntax" cannot be changed: a file with that fault would look clean',
            "Delete the line.",
        ),
        (
            "unwaivable: [prosa]\n",
            "1:14",
            'there is no check or group "prosa": did you mean "prose"?',
            "`policylint checks` lists them all.",
        ),
        (
            "packs: [smal]\n",
            "1:9",
            'there is no pack "smal": did you mean "small"?',
            "The packs are core, small; a folder of your own begins with ./.",
        ),
        ("packs: [./ours]\n", "1:9", None, None),
        ("waivers: {file: w.yaml}\n", "1:17", 'there is no file of waivers "w.yaml"', "Make it, or delete the line."),
        ("waivers: {at-most: half a year}\n", "1:20", None, "Write a time such as `180 days`."),
        (
            "baseline: b.json\n",
            "1:11",
            'there is no baseline "b.json"',
            "`policylint lint --write-baseline` writes it.",
        ),
        ("today: 2026-02-30\n", "1:8", '"2026-02-30" is no day of the calendar', "Write a day there is."),
        ("language: fr\n", "1:11", None, "Write en."),
        ("effort: 0\n", "1:9", None, None),
        ("- packs\n", "1:1", None, None),
        ("packs: core\n", "1:8", None, None),
        ("packs: [a\n", "1:8", None, None),
        (
            "effort: 2\neffort: 3\n",
            "2:1",
            "“effort” stands twice here; only the first is read",
            "Delete one of the two, or join them.",
        ),
        ("pin: {status: gone}\n", "1:15", None, None),
        ("paths: [{severities: {prose: off}}]\n", "1:10", None, None),
    ],
    ids=lambda value: value.strip() if isinstance(value, str) and "\n" in value else "",
)
def test_what_cannot_be_used_is_refused_before_anything_is_linted(written, place, message, remedy):
    write(written, NAME)
    write(POLICY)
    ((where, said, do),) = refusals()
    assert where == f"{NAME}:{place}"
    assert said[0] not in "ABC"
    assert do.endswith((".", "!"))
    assert (said, do) == (message or said, remedy or do)


def test_every_fault_is_told_at_once():
    write("fail-levl: error\nlanguage: fr\n", NAME)
    write(POLICY)
    assert [place for place, _, _ in refusals()] == [f"{NAME}:1:1", f"{NAME}:2:11"]


def test_configuration_that_is_no_text():
    Path(NAME).write_bytes(b"severities:\n  prose: \xff\n")
    write(POLICY)
    ((place, message, _),) = refusals()
    assert (place, message) == (f"{NAME}:2:10", "the byte 0xFF is not UTF-8 (in Windows-1252 it is 'ÿ')")


def test_configuration_that_is_not_there():
    write(POLICY)
    with pytest.raises(PolicylintError, match='there is no configuration "none'):
        run(config="none.yaml")


# ---- pins


def test_policy_cannot_excuse_itself():
    write("pin: {status: in-force}\n", NAME)
    write(
        POLICY.replace(
            "status: in-force", "status: retired  # policylint: ignore[header-differs-from-configuration] so"
        )
    )
    report = run()
    assert told(report) == [
        OWNER,
        ("error", "header-differs-from-configuration", "city.policy.yaml", 7),
        ("error", "set-aside-refused", "city.policy.yaml", 7),
        BUZZ,
        LEVERAGE,
    ]
    assert report.findings[1].message == (
        "the header of the policy differs from the configuration: "
        f'"status: retired" stands here, and {NAME}:1 says "in-force", which holds'
    )


def test_policy_that_does_not_say_what_is_pinned_is_no_fault():
    write("pin: {status: retired}\n", NAME)
    write(POLICY.replace("  status: in-force\n", ""))
    report = run()
    assert told(report) == []
    assert {each.why for each in report.not_run} == {"the policy is retired"}


def test_pins_of_paths_come_before_general_ones():
    write("pin: {status: retired}\npaths: [{files: city.policy.yaml, pin: {status: in-force}}]\n", NAME)
    write(POLICY)
    assert told(run()) == EVERYTHING


# ---- where settings come from


def test_origins():
    write(
        "fail-level: note\nseverities:\n  prose: off\npaths:\n  - files: city*\n    severities: {buzzword: note}\n",
        NAME,
    )
    config = govern(["city.policy.yaml"]).configs[0]
    rules = config.for_file("city.policy.yaml")
    assert config.origin(rules.fail_level) == f"{NAME}:1"
    assert rules.severity("buzzword", "prose") == Said("note", "/paths/0/severities/buzzword")
    assert config.origin(Said("note", "/paths/0/severities/buzzword")) == f"{NAME}:6"
    assert config.origin(rules.packs) == "default"
    assert config.for_file("other.policy.yaml").severity("buzzword", "prose") == Said("off", "/severities/prose")


# ---- patterns


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.policy.yaml", "a/b/x.policy.yaml", True),
        ("a/*.policy.yaml", "a/b/x.policy.yaml", False),
        ("a/*.policy.yaml", "a/x.policy.yaml", True),
        ("a/**", "a/b/x.policy.yaml", True),
        ("./a/**", "a/x", True),
        ("a", "b/a/x", True),
        ("a/", "a/x", True),
        ("**/x.policy.yaml", "x.policy.yaml", True),
        ("a/**/x", "a/x", True),
        ("a/**/x", "a/b/c/x", True),
        ("?.policy.yaml", "ab.policy.yaml", False),
        ("a.policy.yaml", "axpolicy.yaml", False),
        ("a/**", "ab/x", False),
    ],
)
def test_patterns(pattern, path, expected):
    assert matches(pattern, path) is expected


@given(st.text("ab/*?.", max_size=12), st.text("ab/.", max_size=12))
def test_patterns_are_total(pattern, path):
    assert matches(pattern, path) in (True, False)
    assert matches("**", path) is True


@pytest.mark.parametrize(
    ("folder", "written", "wanted", "refused"),
    [
        (WAIVERS, "", Wanted(), (WAIVERS, FOLDER, INSIDE)),
        (WAIVERS, None, Wanted(), (WAIVERS, FOLDER, INSIDE)),
        (LOCK, "", Wanted(), (LOCK, FOLDER, INSIDE)),
        (LOCK, None, Wanted(), (LOCK, FOLDER, INSIDE)),
        ("w", "waivers: {file: w}\n", Wanted(), (f"{NAME}:1:17", '"w" is a folder, not a file of waivers', OTHER)),
        ("b", "baseline: b\n", Wanted(), (f"{NAME}:1:11", '"b" is a folder, not a baseline', OTHER)),
        ("b", "baseline: b\n", Wanted(write=True), ("b", FOLDER, INSIDE)),
        ("w", "", Wanted(waivers="w"), ("w", FOLDER, INSIDE)),
        ("b", "", Wanted(baseline="b"), ("b", FOLDER, INSIDE)),
    ],
    ids=[
        "waivers",
        "waivers without a configuration",
        "lock",
        "lock without a configuration",
        "named waivers",
        "named baseline",
        "baseline to write",
        "waivers of the command line",
        "baseline of the command line",
    ],
)
def test_a_folder_in_place_of_a_file_is_refused(folder, written, wanted, refused):
    Path(folder).mkdir()
    if written is not None:
        write(written, NAME)
    write(POLICY)
    with pytest.raises(PolicylintError) as caught:
        run(wanted=wanted)
    assert (caught.value.place, caught.value.message, caught.value.remedy) == refused


def test_a_folder_in_place_of_the_configuration_of_the_command_line_is_refused():
    Path("c").mkdir()
    write(POLICY)
    with pytest.raises(PolicylintError) as caught:
        run(config="c")
    assert (caught.value.place, caught.value.message, caught.value.remedy) == ("c", FOLDER, INSIDE)

"""What the commands say of one small policy; the texts are compared whole in tests/reporters."""

import json
import os
import stat
import sys

import pytest
from running import POLICY

from policylint.cli.main import main

CHECK = "second-factor-missing"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def shown(capsys, *line):
    main(list(line))
    return json.loads(capsys.readouterr().out)


# ---- lint


def test_lint_finds_and_places(capsys):
    report = shown(capsys, "lint", "--select", CHECK, "--format", "json", "--today", "2026-11-23")
    keys = ("check", "severity", "file", "line", "column", "policy")
    assert [tuple(each.get(key) for key in keys) for each in report["findings"]] == [
        (CHECK, "error", "city.policy.yaml", 13, 1, "example-city")
    ]
    assert report["today"] == "2026-11-23"
    assert report["files"][0]["path"] == "city.policy.yaml"


@pytest.mark.parametrize(
    ("options", "formats"),
    [
        (["--output", "a.txt"], {"a.txt": "text"}),
        (["--format", "json", "--output", "a.json"], {"a.json": "json"}),
        (["--format", "text", "--format", "json", "--output", "a.json"], {"": "text", "a.json": "json"}),
        (["--format", "json", "-o", "a.json", "--format", "text"], {"": "text", "a.json": "json"}),
        (["--format", "text", "-o", "a.txt", "--format", "json", "-o", "a.json"], {"a.txt": "text", "a.json": "json"}),
        (["--format", "json", "-o", "-"], {"": "json"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_each_format_has_its_own_output(options, formats, tmp_path, capsys):
    main(["lint", "--select", CHECK, *options])
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir() if path.suffix != ".yaml"}
    out = capsys.readouterr().out
    if out:
        written[""] = out
    assert {name: "json" if text.startswith("{") else "text" for name, text in written.items()} == formats


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_output_keeps_the_rights_of_the_file(tmp_path):
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")
    os.chmod(target, 0o640)
    main(["lint", "--output", str(target)])
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_text(encoding="utf-8") != "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city.policy.yaml", "report.txt"]


# ---- explain, checks


def test_explain_a_line(capsys):
    assert main(["explain", "city.policy.yaml:13"]) == 1
    out = capsys.readouterr().out
    assert "  city.policy.yaml:13:1  (" in out
    assert "\nThe question\n" in out


def test_explain_a_line_where_nothing_is(capsys):
    assert main(["explain", "city.policy.yaml:12"]) == 0
    assert capsys.readouterr().out.startswith("Nothing is found at line 12 of city.policy.yaml. Findings start at: ")


def test_explain_all_as_json_has_every_check(capsys):
    explained = [each["check"] for each in shown(capsys, "explain", "--all", "--format", "json")["checks"]]
    listed = [each["id"] for each in shown(capsys, "checks", "--format", "json")["checks"]]
    assert explained == listed
    assert CHECK in listed


def test_checks_of_a_policy_are_those_that_ran(capsys):
    listed = [each["id"] for each in shown(capsys, "checks", "city.policy.yaml", "--format", "json")["checks"]]
    ran = [each["id"] for each in shown(capsys, "lint", "--format", "json")["checks"]]
    assert sorted(listed) == sorted(ran)
    assert len(listed) < len(shown(capsys, "checks", "--format", "json")["checks"])


# ---- ask


def answers(capsys, *options):
    told = shown(capsys, "ask", "city.policy.yaml", "--format", "json", *options)["answers"]
    return [(each["verdict"], [(clause["id"], clause["line"]) for clause in each["clauses"]]) for each in told]


OWN = ["--who", "staff", "--capacity", "personal", "--activity", "post", "--account", "own"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([*OWN, "--time", "off-hours"], [("permitted", [("own-time", 14)])]),
        ([*OWN, "--time", "working-hours"], [("silent", [])]),
        ([*OWN, "--time=leave,off-hours"], [("permitted", [("own-time", 14)])]),
        ([*OWN, "--time", "leave", "--time", "working-hours"], [("permitted", [("own-time", 14)]), ("silent", [])]),
        ([*OWN, "--at", "2026-11-28 21:30"], [("permitted", [("own-time", 14)])]),
        ([*OWN, "--at", "2026-11-27T09:00"], [("silent", [])]),
        (
            ["--who", "member of staff", "--capacity", "official", "--activity", "post", "--account", "official"],
            [("conditional", [("official-posts", 23)])],
        ),
        (["--who", "public", "--account", "official", "--activity", "post"], [("impossible", [])]),
    ],
    ids=lambda value: " ".join(value) if value and isinstance(value[0], str) else "",
)
def test_ask(options, told, capsys):
    assert answers(capsys, *options) == told


def test_ask_says_what_is_needed(capsys):
    main(["ask", "city.policy.yaml", "--who", "staff", "--capacity", "official", "--activity", "post", "--account",
          "official"])  # fmt: skip
    out = capsys.readouterr().out
    assert "Only on a condition.\n" in out
    assert "  Needs       approval (by press officer)\n" in out
    assert "  Decided by  official-posts, line 23\n" in out


def test_ask_in_the_words_of_the_policy(tmp_path, capsys):
    own = "dimensions:\n  region:\n    question: in which region\n    values:\n      north: {}\n      south: {}\n"
    (tmp_path / "city.policy.yaml").write_text(POLICY + own, encoding="utf-8")
    told = shown(capsys, "ask", "city.policy.yaml", "--format", "json", *OWN, "--time", "leave", "--region", "south")
    assert told["asked"]["region"] == ["south"]
    assert [each["verdict"] for each in told["answers"]] == ["permitted"]


# ---- coverage


def test_coverage_cells(capsys):
    line = ("coverage", "city.policy.yaml", "--format", "json", "--rows", "capacity", "--within", "account=own",
            "--within", "who=staff", "--within", "activity=post", "--within", "capacity=personal-private")  # fmt: skip
    told = shown(capsys, *line)
    grades = {(cell["row"], cell["column"]): cell["grade"] for cell in told["cells"]}
    assert grades == {
        ("personal-private", "working-hours"): "silent",
        ("personal-private", "break"): "silent",
        ("personal-private", "off-hours"): "explicit",
        ("personal-private", "on-call"): "silent",
        ("personal-private", "leave"): "explicit",
        ("personal-private", "no-set-hours"): "silent",
    }
    assert {cell["share_settled"] for cell in told["cells"]} == {0.0, 1.0}


def test_coverage_asks_about_people_who_speak_unless_told_otherwise(capsys):
    told = shown(capsys, "coverage", "city.policy.yaml", "--format", "json", "--within", "who=staff")
    assert told["within"] == {"who": ["staff"], "activity": ["post", "reply", "share", "react", "livestream"]}
    assert len(told["cells"]) == 24

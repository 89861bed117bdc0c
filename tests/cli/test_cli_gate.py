"""The commands around what sets findings aside: lint's options, config and waivers."""

import io
import json
import os
from pathlib import Path

import pytest
from running import POLICY

from policylint.cli.main import main

CHECK = "second-factor-missing"
NAME = "policylint-waivers.yaml"
WAIVER = f"""\
waivers:
  - check: {CHECK}
    policy: example-city
    reason: the vendor has none yet
    owner: it-manager
    until: 2027-03-01
"""
UNMATCHED = """\
  # long gone
  - check: conflict
    policy: example-city
    reason: old
    owner: clerk
    until: 2027-03-01
"""
TODAY = ("--today", "2026-11-23")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def write(name, text):
    Path(name).write_text(text, encoding="utf-8", newline="")


def lint(*more):
    return main(["lint", "--select", CHECK, *TODAY, *more])


# ---- lint


def test_baseline_is_written_used_and_shown(capsys):
    assert lint("--write-baseline", "-q") == 0
    assert capsys.readouterr().err == (
        "policylint: wrote 1 finding to policylint-baseline.json; "
        "`baseline: policylint-baseline.json` in .policylint.yaml makes every run use it\n"
    )
    assert lint("-q") == 1
    assert lint("-q", "--baseline", "policylint-baseline.json") == 0
    write(".policylint.yaml", "baseline: policylint-baseline.json\n")
    capsys.readouterr()
    assert lint("--show-suppressed") == 0
    shown = capsys.readouterr().out
    assert "Set aside: 1 waived:\n" in shown
    assert "baseline policylint-baseline.json:4: it was there when the baseline was written" in " ".join(shown.split())
    assert lint("-q", "--no-ignores") == 1
    assert lint("-q", "--no-config") == 1


def test_baseline_keeps_what_this_run_did_not_look_at():
    lint("--write-baseline", "-q")
    first = json.loads(Path("policylint-baseline.json").read_text(encoding="utf-8"))
    write("other.policy.yaml", POLICY.replace("example-city", "example-town"))
    assert main(["lint", "other.policy.yaml", "--select", CHECK, *TODAY, "--write-baseline", "-q"]) == 0
    both = json.loads(Path("policylint-baseline.json").read_text(encoding="utf-8"))
    assert first["findings"].items() < both["findings"].items()
    assert [each["policy"] for each in both["findings"].values()] == ["example-city", "example-town"]


def test_json_says_why(capsys):
    write(NAME, WAIVER)
    assert lint("--format", "json") == 0
    report = json.loads(capsys.readouterr().out)
    assert [each["check"] for each in report["findings"]] == []
    assert [(each["check"], each["aside"], each["calendar"]) for each in report["waived"]] == [
        (
            CHECK,
            {
                "by": "waiver",
                "file": NAME,
                "line": 2,
                "reason": "the vendor has none yet",
                "owner": "it-manager",
                "until": "2027-03-01",
            },
            False,
        )
    ]


def test_expired_waivers_belong_to_the_calendar(capsys):
    write(NAME, WAIVER)
    late = ("--select", f"{CHECK},waiver-expired", "--today", "2027-03-02", "--format", "json")
    found = {}
    for choice in ("all", "skip", "only"):
        main(["lint", *late, "--calendar", choice])
        found[choice] = [each["check"] for each in json.loads(capsys.readouterr().out)["findings"]]
    assert found == {"all": [CHECK, "waiver-expired"], "skip": [], "only": [CHECK, "waiver-expired"]}


@pytest.mark.parametrize(
    ("written", "more", "code"),
    [
        ("fail-level: never\n", (), 0),
        ("fail-level: never\n", ("--fail-on", "error"), 1),
        ("paths: [{files: city*, fail-level: never}]\n", (), 0),
        ("paths: [{files: town*, fail-level: never}]\n", (), 1),
        ("severities: {second-factor-missing: note}\n", (), 0),
        ("severities: {second-factor-missing: note}\nfail-level: note\n", (), 1),
    ],
)
def test_fail_level_of_the_configuration(written, more, code):
    write(".policylint.yaml", written)
    assert lint("-q", *more) == code


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["lint", "--config", "none.yaml"], 'there is no configuration "none.yaml"'),
        (["lint", "--config", "a", "--no-config"], "--config and --no-config exclude each other"),
        (["lint", "--write-baseline", "--no-ignores"], "--write-baseline and --no-ignores exclude each other"),
        (["lint", "--write-baseline", "--calendar", "skip"], "--write-baseline takes all findings"),
        (["lint", "--baseline", "none.json"], "there is no such file"),
        (["lint", "--waivers", "none.yaml"], "there is no such file"),
        (["lint", "--write-baseline", "--baseline", "no/such/folder.json"], '"no/such/folder.json" cannot be written'),
        (["config", "none"], 'there is no file or folder "none"'),
        (["waivers", "--dry-run"], "--dry-run belongs to prune"),
        (["waivers", "lint", "none"], 'there is no file or folder "none"'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_that_cannot_be_used(line, said, capsys):
    assert main(line) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in " ".join(shown.err.split())


def test_broken_waivers_stop_the_run_before_anything_is_linted(capsys):
    write(NAME, WAIVER.replace("owner", "ownr"))
    for line in (["lint"], ["waivers"], ["config"]):
        assert main(line) == 2
        shown = capsys.readouterr()
        assert (shown.out, f"{NAME}:5:5: " in shown.err) == ("", True)


# ---- config


def test_config_says_where_each_setting_comes_from(capsys):
    write(".policylint.yaml", "fail-level: warning\nseverities:\n  prose: off\npin: {status: draft}\n")
    assert main(["config", "city.policy.yaml", "--format", "json", "--effort", "3"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["path"], data["configuration"]) == ("city.policy.yaml", ".policylint.yaml")
    (part,) = data["parts"]
    assert [(each["name"], each["value"], each["from"]) for each in part["settings"]] == [
        ("packs", [], "default"),
        ("fail-level", "warning", ".policylint.yaml:1"),
        ("severities.prose", "off", ".policylint.yaml:3"),
        ("pin.status", "draft", ".policylint.yaml:4"),
        ("waivers.file", None, "default"),
        ("waivers.at-most", None, "default"),
        ("baseline", None, "default"),
        ("unwaivable", None, "default"),
        ("require-complete", False, "default"),
        ("effort", 3, "command line"),
        ("today", None, "default"),
        ("language", "en", "default"),
        ("lock", None, "default"),
    ]


def test_config_of_a_folder_counts_the_files_of_each_pattern(capsys):
    write(
        ".policylint.yaml", "paths:\n  - {files: city*, fail-level: note}\n  - {files: drafts/**, fail-level: never}\n"
    )
    assert main(["config"]) == 0
    shown = capsys.readouterr().out
    assert "For city* (1 here):\n  fail-level  note (.policylint.yaml:2)\n" in shown
    assert "For drafts/** (no policy file here falls under it):\n" in shown


def test_config_without_a_configuration(capsys):
    assert main(["config"]) == 0
    assert capsys.readouterr().out.startswith("Configuration: none (no .policylint.yaml here or above)\n")


def test_lock_is_written_and_holds(capsys):
    assert main(["config", "--lock"]) == 0
    assert capsys.readouterr().err.endswith("to policylint.lock\n")
    assert lint("-q") == 1
    data = json.loads(Path("policylint.lock").read_text(encoding="utf-8"))
    data["packs"]["core"]["sha256"] = "0" * 64
    write("policylint.lock", json.dumps(data))
    assert lint("-q") == 2
    assert main(["config", "--lock"]) == 0
    assert lint("-q") == 1


# ---- waivers


def test_waivers_are_listed_with_their_state(capsys):
    write(NAME, WAIVER + UNMATCHED)
    write(
        "city.policy.yaml",
        POLICY.replace("clauses:\n", "clauses:  # policylint: ignore[training-missing] next year\n")
        + "accepted-gaps:\n  - when: {who: volunteer}\n    because: there are none\n    until: 2026-12-01\n",
    )
    assert main(["waivers", *TODAY]) == 0
    assert (
        capsys.readouterr().out
        == """\
2 waivers: 1 used, 1 unused
  used          policylint-waivers.yaml:2
                second-factor-missing in example-city
                the vendor has none yet (it-manager) until 2027-03-01
  unused        policylint-waivers.yaml:8
                conflict in example-city
                old (clerk) until 2027-03-01

1 comment: 1 used
  used          city.policy.yaml:13
                training-missing in example-city, line 13
                next year

1 accepted gap: 1 expires-soon
  expires-soon  city.policy.yaml:37
                left open in example-city, /accepted-gaps/0
                there are none until 2026-12-01

1 finding about these: policylint waivers lint
"""
    )


def test_nothing_is_set_aside(capsys):
    assert main(["waivers"]) == 0
    assert capsys.readouterr().out == "Nothing is set aside.\n"


def test_waivers_are_linted(capsys):
    write(NAME, WAIVER)
    assert main(["waivers", "lint", *TODAY]) == 0
    write(NAME, WAIVER + UNMATCHED)
    capsys.readouterr()
    assert main(["waivers", "lint", *TODAY, "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [(each["check"], each["file"], each["line"]) for each in report["findings"]] == [
        ("waiver-unmatched", NAME, 8)
    ]


def test_waivers_are_pruned(capsys):
    text = "# Ours.\n" + WAIVER + UNMATCHED + "# The end.\n"
    write(NAME, text)
    assert main(["waivers", "prune", "--dry-run", *TODAY]) == 0
    would = capsys.readouterr().out
    assert would == f"{NAME}: would take 1 waiver out\n  line 9: conflict in example-city\n"
    assert Path(NAME).read_text(encoding="utf-8") == text
    assert main(["waivers", "prune", *TODAY]) == 0
    assert Path(NAME).read_text(encoding="utf-8") == "# Ours.\n" + WAIVER + "# The end.\n"
    capsys.readouterr()
    assert main(["waivers", "prune", *TODAY]) == 0
    assert capsys.readouterr().err == "policylint: nothing to take out\n"


def test_comments_are_pruned(capsys):
    text = f"# policylint: ignore-file[{CHECK}, conflict] the vendor has none\n{POLICY}"
    text = text.replace("accounts:\n", "accounts: # policylint: ignore[unknown-key] none is left\r\n")
    write("city.policy.yaml", text)
    assert main(["waivers", "prune", "--dry-run", *TODAY]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "city.policy.yaml: would take 2 names in comments out"
    assert Path("city.policy.yaml").read_bytes().decode() == text
    assert main(["waivers", "prune", *TODAY]) == 0
    names = sorted(line.split()[2] for line in capsys.readouterr().out.splitlines()[1:])
    left = text.replace(", conflict]", "]").replace(" # policylint: ignore[unknown-key] none is left", "")
    assert (names, Path("city.policy.yaml").read_bytes().decode()) == (["conflict", "unknown-key"], left)
    assert main(["waivers", "prune", *TODAY]) == 0
    assert capsys.readouterr().err == "policylint: nothing to take out\n"


def test_comments_on_standard_input_are_nobodys_to_prune(capsys, monkeypatch):
    text = POLICY + "# policylint: ignore-file[unknown-key] none is left\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    assert main(["waivers", "prune", "-", *TODAY]) == 0
    assert capsys.readouterr().err == "policylint: nothing to take out\n"


def test_baselines_are_pruned(capsys):
    main(["lint", "--select", f"{CHECK},training-missing", *TODAY, "--write-baseline", "-q"])
    data = json.loads(Path("policylint-baseline.json").read_text(encoding="utf-8"))
    data["findings"]["0" * 24] = {"check": "conflict", "policy": "example-city", "message": "gone"}
    write("policylint-baseline.json", json.dumps(data))
    capsys.readouterr()
    assert main(["waivers", "prune", "--baseline", "policylint-baseline.json", *TODAY]) == 0
    assert "took 1 baseline entry out\n" in capsys.readouterr().out
    left = json.loads(Path("policylint-baseline.json").read_text(encoding="utf-8"))
    assert [each["check"] for each in left["findings"].values()] == [CHECK, "training-missing"]


def test_configuration_that_nobody_may_read(tmp_path, capsys):
    write(".policylint.yaml", "{}\n")
    Path(".policylint.yaml").chmod(0)
    if os.access(".policylint.yaml", os.R_OK):
        pytest.skip("this user may read everything")
    assert main(["lint"]) == 2
    assert ".policylint.yaml: you may not read this file" in capsys.readouterr().err

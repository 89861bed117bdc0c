"""Formats by option: each is what its name says, several come from one run, and the same run gives the same bytes."""

import errno
import json
import os
import time
from xml.etree import ElementTree

import pytest
from running import POLICY, run

from policylint.cli import linting as command
from policylint.cli import terminal
from policylint.cli.grammar import FORMATS
from policylint.cli.main import main
from policylint.errors import InputError

IS = {
    "text": lambda text: text.startswith("policylint found "),
    "json": lambda text: json.loads(text)["tool"]["name"] == "policylint",
    "sarif": lambda text: json.loads(text)["version"] == "2.1.0",
    "github": lambda text: text.startswith("::error file=city.policy.yaml,"),
    "gitlab": lambda text: json.loads(text)[0]["location"]["path"] == "city.policy.yaml",
    "junit": lambda text: ElementTree.fromstring(text).get("name") == "policylint",
    "markdown": lambda text: text.startswith("<!-- policylint -->"),
}
LINT = ("lint", "--today", "2026-11-23")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def test_every_format_is_known_here():
    assert tuple(IS) == FORMATS


@pytest.mark.parametrize("form", FORMATS)
def test_format_is_what_its_name_says(form, capsys):
    assert main([*LINT, "--format", form]) == 1
    assert IS[form](capsys.readouterr().out)


@pytest.mark.parametrize("second", ["no/such/folder/x", ".", "a\0b"], ids=["no folder", "a folder", "no name"])
def test_no_report_is_written_where_one_cannot_be(second, tmp_path, monkeypatch, capsys):
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["lint", "--format", "json", "--output", "first.json", "--format", "sarif", "--output", second]) == 2
    assert (sorted(os.listdir()), "cannot be written" in capsys.readouterr().err) == (["city.policy.yaml"], True)


def test_all_formats_come_from_one_run(tmp_path, monkeypatch, capsys):
    runs = []
    real = command.lint
    monkeypatch.setattr(command, "lint", lambda *given: runs.append(given) or real(*given))
    options = [word for form in FORMATS for word in ("--format", form, "--output", f"out.{form}")]
    assert main([*LINT, *options]) == 1
    assert len(runs) == 1
    assert {
        form: IS[form]((tmp_path / f"out.{form}").read_text(encoding="utf-8")) for form in FORMATS
    } == dict.fromkeys(FORMATS, True)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("form", FORMATS)
def test_same_policies_give_the_same_bytes_wherever_they_lie(form, tmp_path):
    written = set()
    for number in range(2):
        here = tmp_path / f"folder {number}"
        here.mkdir()
        (here / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
        done = run(*LINT, "--format", form, "--output", "out", cwd=here, PYTHONHASHSEED=str(number + 1))
        assert (done.code, done.err) == (1, "")
        written.add((here / "out").read_bytes())
    (text,) = written
    assert str(tmp_path).encode() not in text


def test_github_adds_everything_to_the_summary_of_the_job(tmp_path, monkeypatch, capsys):
    page = tmp_path / "summary.md"
    page.write_text("# of another step\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    main([*LINT, "--format", "github"])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# of another step\n### policylint found ")
    capsys.readouterr()
    main([*LINT, "--format", "json"])
    assert page.read_text(encoding="utf-8") == text
    assert text.count("<b>") == len(json.loads(capsys.readouterr().out)["findings"])


def test_summary_that_cannot_be_written_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere" / "summary.md"))
    assert main([*LINT, "--format", "github"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_junit_is_red_where_the_run_fails(tmp_path):
    for level, red in (("error", True), ("never", False)):
        code = main([*LINT, "--fail-on", level, "--format", "junit", "--output", "out"])
        failures = ElementTree.parse(tmp_path / "out").getroot().get("failures")
        assert (code == 1, failures != "0") == (red, red)


def test_what_was_set_aside_reaches_sarif_when_it_is_asked_for(tmp_path):
    waiver = {
        "check": "second-factor-missing",
        "policy": "example-city",
        "reason": "the phones come in May",
        "owner": "it",
        "until": "2027-01-31",
    }
    (tmp_path / "policylint-waivers.yaml").write_text(json.dumps({"waivers": [waiver]}), encoding="utf-8")
    aside = {}
    for wish in ((), ("--show-suppressed",)):
        main([*LINT, *wish, "--format", "sarif", "--output", "out"])
        results = json.loads((tmp_path / "out").read_text(encoding="utf-8"))["runs"][0]["results"]
        aside[wish] = [each["ruleId"] for each in results if "suppressions" in each]
    assert aside == {(): [], ("--show-suppressed",): ["second-factor-missing"]}


@pytest.mark.nightly
def test_three_formats_cost_hardly_more_than_one(tmp_path):
    for number in range(200):
        text = POLICY.replace("example-city", f"city-{number}").replace("Example City", f"City {number}")
        (tmp_path / f"city-{number}.policy.yaml").write_text(text, encoding="utf-8")
    three = [word for form in ("sarif", "gitlab", "junit") for word in ("--format", form, "--output", f"out.{form}")]

    def best(options):
        taken = []
        for _ in range(5):
            start = time.process_time()
            main([*LINT, *options])
            taken.append(time.process_time() - start)
        return min(taken)

    assert best(three) <= 1.15 * best(["--format", "sarif", "--output", "out.sarif"])


def test_a_full_disk_keeps_what_was_there(tmp_path, monkeypatch):
    """Half a report must not take the place of a whole one."""
    report = tmp_path / "report.json"
    report.write_text("whole", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(terminal, "_write", full)
    with pytest.raises(InputError) as told:
        terminal.put("half", str(report))
    assert (told.value.remedy, report.read_text(encoding="utf-8")) == (
        "Make room, or name a file on another disk.",
        "whole",
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city.policy.yaml", "report.json"]

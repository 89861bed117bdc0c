"""Exit codes and what is said to people whose words cannot be used."""

import os
import subprocess
import sys

import pytest
from running import POLICY, run, scrubbed

from policylint.cli import linting
from policylint.cli.commands import SUMMARIES
from policylint.cli.main import main

CHECK = "second-factor-missing"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICYLINT_DEBUG", raising=False)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["lint", "--select", CHECK], 1),
        (["lint", "--select", CHECK, "--fail-on", "never"], 0),
        (["lint", "city.policy.yaml", "--select", "conflict"], 0),
        (["lint", "--select", CHECK, "--format", "json"], 1),
        (["explain", CHECK], 0),
        (["checks"], 0),
        (["ask", "city.policy.yaml"], 0),
        (["coverage", "city.policy.yaml"], 0),
        (["--version"], 0),
        (["--help"], 0),
        ([], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(line, code, capsys):
    assert main(line) == code


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["lnt"], 'there is no command "lnt": did you mean "lint"?'),
        (
            ["city.policy.yaml"],
            '"city.policy.yaml" is a file or folder, not a command: policylint lint city.policy.yaml',
        ),
        (["lint", "nowhere.policy.yaml"], 'there is no file or folder "nowhere.policy.yaml"'),
        (["lint", "empty"], 'nothing to lint: there is no file that ends in .policy.yaml in "empty"'),
        (["lint", "--today", "tomorrow"], '"tomorrow" is not a date such as 2026-11-23'),
        (["lint", "--select", "conflct"], 'there is no check, group or pack "conflct": did you mean "conflict"?'),
        (["lint", "--quiet", "--verbose"], "--quiet and --verbose exclude each other"),
        (["lint", "--format", "json", "--format", "text"], "two formats would be mixed on standard output"),
        (["lint", "--output", "a", "--output", "b"], "two --output for one --format"),
        (["lint", "--output", "no/such/folder/x"], '"no/such/folder/x" cannot be written'),
        (["lint", "--format", "yaml"], "'yaml' is not one of 'text', 'json'"),
        (["explain"], "name a check, a file with a line, or --all"),
        (["explain", "conflic"], 'there is no check "conflic": did you mean "conflict"?'),
        (["explain", "city.policy.yaml"], "Name a line as well, such as city.policy.yaml:2."),
        (["lint", "--pack", "empty"], 'there is no pack "empty" If you mean the pack there, write "./empty".'),
        (["test", "empty"], "nothing to test: there is no file that ends in .scenarios.yaml in empty"),
        (["checks", "--pack", "mars"], 'there is no pack "mars"'),
        (["ask", "city.policy.yaml", "--devcie", "x"], 'there is no dimension "devcie": did you mean "device"?'),
        (["ask", "city.policy.yaml", "--who", "staf"], '"staf" is not a word for "who": did you mean "staff"?'),
        (["ask", "city.policy.yaml", "--who"], '"--who" needs a value'),
        (["ask", "city.policy.yaml", "--at", "noon"], '"noon" is not a date with a time'),
        (["ask", "city.policy.yaml", "--at", "2026-11-28 21:30", "--time", "leave"], "--at and --time both say when"),
        (["ask", "city.policy.yaml", "--policy", "example-cty"], 'did you mean "example-city"?'),
        (["coverage", "city.policy.yaml", "--rows", "time"], "rows and columns are the same dimension"),
        (["coverage", "city.policy.yaml", "--within", "time"], '"time" says no value'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_that_cannot_be_used(line, said, capsys):
    code = main(line)
    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert shown.err.startswith("policylint: ")
    assert said in " ".join(shown.err.split())


def test_file_that_holds_no_policy_to_ask(tmp_path, capsys):
    (tmp_path / "bad.policy.yaml").write_text("policylint: 1\npolicy:\n  titel: x\n", encoding="utf-8")
    assert main(["ask", "bad.policy.yaml"]) == 2
    assert "`policylint lint bad.policy.yaml` says what is wrong." in capsys.readouterr().err


def test_two_policies_to_ask(tmp_path, capsys):
    other = POLICY.replace("example-city", "example-comments")
    (tmp_path / "comments.policy.yaml").write_text(other, encoding="utf-8")
    assert main(["ask", "."]) == 2
    assert "--policy example-city or --policy example-comments" in capsys.readouterr().err
    assert main(["ask", ".", "--policy", "example-comments"]) == 0


def test_fault_of_ours_is_an_apology(monkeypatch, capsys):
    def broken(*_):
        raise RuntimeError("boom")

    monkeypatch.setattr(linting, "lint", broken)
    assert main(["lint"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("policylint: sorry, this is a fault in policylint 0.")
    assert "Traceback" not in said
    monkeypatch.setenv("POLICYLINT_DEBUG", "1")
    assert main(["lint"]) == 3
    assert "RuntimeError: boom" in capsys.readouterr().err


def test_interrupted(monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(linting, "lint", interrupted)
    assert main(["lint"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", SUMMARIES)
def test_every_command_has_help_with_an_example(command, capsys):
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Examples:\n" in shown
    assert f"  policylint {command}" in shown.partition("Examples:")[2]
    # A group leaves it to its commands; these two write files for programs and other readers, never in colour.
    assert "--color" in shown or "Commands:" in shown or command in ("import", "matrix")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe that a shell closes")
def test_reader_that_stops_reading_is_no_error(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "policylint", "explain", "--all"],
        cwd=tmp_path,
        env=scrubbed(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.read(10)
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 0)
    process.stderr.close()


def test_policy_from_standard_input(tmp_path):
    ran = run(
        "lint", "-", "--stdin-filename", "draft.policy.yaml", "--select", CHECK, "--format", "json",
        cwd=tmp_path / "empty", given=POLICY,
    )  # fmt: skip
    assert (ran.code, '"path": "draft.policy.yaml"' in ran.out, ran.err) == (1, True, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_every_terminal_can_show_everything(tmp_path, encoding):
    (tmp_path / "city.policy.yaml").write_text(
        POLICY.replace("Social media", "“Médias” – 名 \U0001f600"), encoding="utf-8"
    )
    for line in (["lint", "-v"], ["explain", "--all"], ["ask", "."], ["coverage", "."]):
        ran = run(*line, cwd=tmp_path, PYTHONIOENCODING=encoding)
        assert (ran.code in (0, 1), ran.err) == (True, "")


def test_colours_only_where_they_are_wanted(tmp_path):
    coloured = {
        name: "\x1b" in run("lint", *options, cwd=tmp_path, **environment).out
        for name, options, environment in [
            ("a pipe", [], {}),
            ("always", ["--color", "always"], {"NO_COLOR": "1"}),
            ("never", ["--color", "never"], {}),
        ]
    }
    assert coloured == {"a pipe": False, "always": True, "never": False}


def test_columns_of_the_environment_change_nothing_in_a_pipe(tmp_path):
    assert run("lint", cwd=tmp_path, COLUMNS="200").out == run("lint", cwd=tmp_path, COLUMNS="50").out


def test_same_bytes_whatever_the_hash_seed(tmp_path):
    outputs = {run("lint", "-v", "--today", "2026-11-23", cwd=tmp_path, PYTHONHASHSEED=seed).out for seed in "12"}
    assert len(outputs) == 1
    assert os.linesep in outputs.pop()

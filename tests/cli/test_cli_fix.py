"""`policylint fix`: what it writes, what it only shows, and what it leaves to people."""

import os

import pytest
from running import POLICY, run

from policylint.cli.main import main

SURE = POLICY.replace("account: official", "account: “official”")
GUESS = POLICY.replace("who: workforce", "who: workfroce", 1)


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_what_is_sure_is_written(tmp_path, capsys):
    (tmp_path / "city.policy.yaml").write_bytes(b"\xef\xbb\xbf" + SURE.replace("\n", "\r\n").encode())
    assert main(["fix"]) == 0
    assert (tmp_path / "city.policy.yaml").read_bytes() == b"\xef\xbb\xbf" + POLICY.replace("\n", "\r\n").encode()
    assert capsys.readouterr().out == "city.policy.yaml: 1 correction\n  line 28: official instead of “official”\n"


def test_a_guess_is_written_only_when_asked_for(tmp_path, capsys):
    file = tmp_path / "city.policy.yaml"
    file.write_text(GUESS, encoding="utf-8")
    assert main(["fix", "city.policy.yaml"]) == 0
    assert file.read_text(encoding="utf-8") == GUESS
    assert capsys.readouterr().out == (
        "Nothing to correct.\n1 more correction would be a guess: --unsafe makes it, --diff --unsafe shows it.\n"
    )
    assert main(["fix", "--unsafe", "city.policy.yaml"]) == 0
    assert file.read_text(encoding="utf-8") == POLICY


def test_diff_writes_nothing(tmp_path, capsys):
    file = tmp_path / "city.policy.yaml"
    file.write_text(GUESS, encoding="utf-8")
    assert main(["fix", "--diff", "--unsafe"]) == 1
    assert file.read_text(encoding="utf-8") == GUESS
    shown = capsys.readouterr().out
    assert "-      who: workfroce\n+      who: workforce\n" in shown
    assert main(["fix", "--diff"]) == 0


def test_standard_input_comes_out_corrected(tmp_path):
    ran = run("fix", "-", "--stdin-filename", "draft.policy.yaml", cwd=tmp_path, given=SURE)
    assert (ran.code, ran.out) == (0, POLICY)
    assert ran.err == "draft.policy.yaml: 1 correction\n  line 28: official instead of “official”\n"


def test_what_is_set_aside_is_not_touched(tmp_path):
    set_aside = GUESS.replace("who: workfroce", "who: workfroce  # policylint: ignore[unknown-value] a word of ours")
    (tmp_path / "city.policy.yaml").write_text(set_aside, encoding="utf-8")
    assert main(["fix", "--unsafe"]) == 0
    assert (tmp_path / "city.policy.yaml").read_text(encoding="utf-8") == set_aside


@pytest.mark.parametrize("words", [["fix", "nowhere"], ["fix", "--select", "conflct"]], ids=" ".join)
def test_words_that_cannot_be_used(words, tmp_path):
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    assert main(words) == 2


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_written(tmp_path, capsys):
    (tmp_path / "city.policy.yaml").write_text(SURE, encoding="utf-8")
    (tmp_path / "other.policy.yaml").write_bytes(b"policylint: 1\npolicy: {id: \xff}\n")
    assert main(["fix"]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.startswith("policylint: other.policy.yaml:2:14: ")) == ("", True)
    assert (tmp_path / "city.policy.yaml").read_text(encoding="utf-8") == SURE


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_standard_input_is_handed_on_as_it_is_whatever_the_terminal(encoding, tmp_path):
    text = "\ufeff" + POLICY.replace("Your own time", "Zeit für Sie: “frei”")
    ran = run("fix", "-", cwd=tmp_path, given=text, PYTHONIOENCODING=encoding)
    assert (ran.code, ran.out) == (0, text)


def test_a_file_that_may_not_be_written_stops_all(tmp_path, capsys, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.policy.yaml").write_text(SURE.replace("example-city", name), encoding="utf-8")
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: not str(path).endswith("b.policy.yaml") and allowed(path, mode)
    )
    assert main(["fix"]) == 2
    assert capsys.readouterr().err == (
        'policylint: "b.policy.yaml" cannot be written (Permission denied)\n'
        "  No file was changed. Ask for the right to write it, or name the other files only.\n"
    )
    assert "“official”" in (tmp_path / "a.policy.yaml").read_text(encoding="utf-8")


def test_several_guesses_are_counted(tmp_path, capsys):
    text = GUESS.replace("account: official", "account: oficial")
    (tmp_path / "city.policy.yaml").write_text(text, encoding="utf-8")
    assert main(["fix"]) == 0
    assert capsys.readouterr().out == (
        "Nothing to correct.\n2 more corrections would be guesses: --unsafe makes them, --diff --unsafe shows them.\n"
    )

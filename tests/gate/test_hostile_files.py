"""Files made to harm whoever lints them: nothing of theirs is run, nothing hangs, and nothing is overwritten."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from policylint.cli import terminal
from policylint.cli.main import main
from policylint.errors import InputError
from policylint.reading.files import LARGEST_FILE, ReadProblem, read_file
from policylint.run import collect as collecting
from policylint.run.collect import policy_files
from tests.cli.running import POLICY, run, scrubbed

posix = pytest.mark.skipif(os.name == "nt", reason="there are no such files on Windows")
git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def repository(folder: Path, *settings: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    for setting in settings:
        name, _, value = setting.partition("=")
        subprocess.run(["git", "-C", str(folder), "config", name, value], check=True)
    return folder


def script(path: Path, mark: Path) -> Path:
    path.write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def names(folder: Path) -> list[str]:
    return [os.path.relpath(path, folder) for path in policy_files(str(folder))]


@posix
@git
def test_a_command_in_the_configuration_of_a_repository_is_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    folder = repository(tmp_path / "r", f"core.fsmonitor={script(tmp_path / 'evil', mark)}")
    for name in ("a.policy.yaml", "b.policy.yaml"):
        (folder / name).write_text("", encoding="utf-8")
    (folder / ".gitignore").write_text("b.*\n", encoding="utf-8")
    assert (names(folder), mark.exists()) == (["a.policy.yaml"], False)


@posix
@git
def test_a_bare_repository_inside_a_folder_is_not_asked(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    folder = repository(tmp_path / "r")
    bare = folder / "policies"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    command = script(tmp_path / "evil", mark)
    for name, value in (("core.fsmonitor", command), ("core.bare", "false"), ("core.worktree", bare)):
        subprocess.run(["git", "--git-dir", str(bare), "config", name, str(value)], check=True)
    (bare / "a.policy.yaml").write_text("", encoding="utf-8")
    (bare / "b.policy.yaml").write_text("", encoding="utf-8")
    (folder / ".gitignore").write_text("b.*\n", encoding="utf-8")
    assert (names(bare), mark.exists()) == (["a.policy.yaml"], False)


@posix
@git
def test_a_program_called_git_in_the_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "ran"
    folder = repository(tmp_path / "r")
    script(folder / "git", mark)
    (folder / "a.policy.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    assert (names(folder), mark.exists()) == (["a.policy.yaml"], False)


@posix
@git
def test_the_variables_of_a_hook_do_not_lead_git_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository(tmp_path / "r")
    (folder / "a.policy.yaml").write_text("", encoding="utf-8")
    (folder / ".gitignore").write_text("a.*\n", encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", str(repository(tmp_path / "other") / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    assert names(folder) == []


@posix
@git
def test_an_ignore_file_that_never_ends_leaves_nothing_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "PATIENCE", 0.3)
    folder = repository(tmp_path / "r")
    (folder / "a.policy.yaml").write_text("", encoding="utf-8")
    os.mkfifo(folder / "pipe")
    subprocess.run(["git", "-C", str(folder), "config", "core.excludesFile", str(folder / "pipe")], check=True)
    assert names(folder) == ["a.policy.yaml"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@git
def test_file_names_that_are_not_utf8_are_asked_about_too(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r")
    for name in (b"caf\xe9.policy.yaml", b"th\xe9.policy.yaml"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("", encoding="utf-8")
    (folder / ".gitignore").write_text("th*\n", encoding="utf-8")
    assert names(folder) == [os.fsdecode(b"caf\xe9.policy.yaml")]


@git
def test_a_folder_that_is_a_link_is_asked_about_by_its_own_name(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r") / "policies"
    folder.mkdir()
    (folder / "a.policy.yaml").write_text("", encoding="utf-8")
    (folder / "b.policy.yaml").write_text("", encoding="utf-8")
    (tmp_path / "r" / ".gitignore").write_text("policies/b.*\n", encoding="utf-8")
    link = tmp_path / "link"
    try:
        link.symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("links may not be made here")
    assert names(link) == ["a.policy.yaml"]


@posix
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_writing_over_what_is_no_file_writes_into_it(tmp_path: Path, kind: str) -> None:
    # Never the machine's own devices: a fault here would destroy them.
    if kind == "device":
        path = tmp_path / "null"
        try:
            os.mknod(path, stat.S_IFCHR | 0o666, Path(os.devnull).stat().st_rdev)
            path.write_text("", encoding="utf-8")
        except OSError:
            pytest.skip("devices may not be made here")
        terminal.put("x", str(path))
        assert stat.S_ISCHR(path.stat().st_mode)
        return
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        terminal.put("said", str(path))
        assert (os.read(reader, 10), stat.S_ISFIFO(path.stat().st_mode)) == (b"said", True)
    finally:
        os.close(reader)


@posix
@pytest.mark.parametrize("there", [True, False], ids=["target", "no-target"])
def test_writing_to_a_link_writes_its_target(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "else" / "target"
    target.parent.mkdir()
    if there:
        target.write_text("old", encoding="utf-8")
    link = tmp_path / "link"
    link.symlink_to(target)
    terminal.put("new", str(link))
    assert (link.is_symlink(), target.read_text(encoding="utf-8")) == (True, "new")


@posix
def test_a_link_to_itself_is_not_replaced(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(InputError, match="cannot be written"):
        terminal.put("new", str(link))
    assert link.is_symlink()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "c.policy.yaml"], '"c.policy.yaml" is one of the files to read'),
        (["-o", "./x/../c.policy.yaml"], '"./x/../c.policy.yaml" is one of the files to read'),
        (["--format", "json", "-o", "r", "--format", "sarif", "-o", "./r"], 'two formats would go to "./r"'),
    ],
    ids=["input", "input-otherwise-named", "twice"],
)
def test_an_output_is_no_input_and_no_other_output(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    (tmp_path / "c.policy.yaml").write_text(POLICY, encoding="utf-8")
    code = main(["lint", "c.policy.yaml", *words])
    left = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir() if path.is_file()}
    assert (code, capsys.readouterr().err.splitlines()[0]) == (2, f"policylint: {said}")
    assert left == {"c.policy.yaml": POLICY}


@posix
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_device_is_no_policy(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.policy.yaml"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    read = read_file(path, "x.policy.yaml")
    assert isinstance(read, ReadProblem)
    assert (read.check, read.message) == ("not-readable", "this is a pipe or a device, not a file")


def test_standard_input_without_end_is_read_only_so_far(tmp_path: Path) -> None:
    given = "#" * (LARGEST_FILE + 2)
    done = run("lint", "-", cwd=tmp_path, given=given)
    assert (done.code, "larger than 2 MiB" in done.out) == (1, True)


def test_a_folder_that_cannot_be_looked_into_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.policy.yaml").write_text(POLICY, encoding="utf-8")
    look = os.scandir

    def scandir(path: str) -> object:
        if os.path.basename(path) == "shut":
            raise PermissionError(13, "Permission denied", path)
        return look(path)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "scandir", scandir)
    inputs = collecting.collect((".",))
    assert [source.path for source in inputs.sources] == ["a.policy.yaml"]
    assert [(each.check, each.path, each.message) for each in inputs.unreadable] == [
        ("not-readable", "shut", "the policies in this folder cannot be looked for (you may not read it)")
    ]


@pytest.fixture
def linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a folder of policies that links to another of its folders, to itself, upward and away."""
    repo = tmp_path / "repo"
    for name in ("repo/.git", "repo/policies", "repo/shared/deep", "repo/node_modules/x", "out"):
        (tmp_path / name).mkdir(parents=True)
    for number, name in enumerate(
        ("repo/policies/a", "repo/shared/b", "repo/shared/deep/c", "repo/node_modules/x/d", "out/e")
    ):
        text = POLICY.replace("example-city", f"city-{number}")
        (tmp_path / f"{name}.policy.yaml").write_text(text, encoding="utf-8")
    links = {
        "policies/shared": "../shared",
        "policies/self": ".",
        "policies/tools": "../node_modules/x",
        "policies/away": "../../out",
        "policies/gone": "../nowhere",
        "policies/b.policy.yaml": "../shared/b.policy.yaml",
        "shared/back": "../policies",
        "shared/deeper": "../policies/shared/deep",
    }
    try:
        for name, target in links.items():
            (repo / name).symlink_to(target, target_is_directory=not name.endswith(".yaml"))
    except OSError:
        pytest.skip("links may not be made here")
    monkeypatch.chdir(repo)
    return repo


LEADS_AWAY = "this link leads out of the repository, so policies behind it were not looked for"


@pytest.mark.parametrize(
    ("asked", "found", "passed"),
    [
        (
            "policies",
            ["policies/a.policy.yaml", "shared/b.policy.yaml", "shared/deep/c.policy.yaml"],
            [("not-readable", "note", "policies/away", LEADS_AWAY)],
        ),
        (
            ".",
            ["policies/a.policy.yaml", "shared/b.policy.yaml", "shared/deep/c.policy.yaml"],
            [("not-readable", "note", "policies/away", LEADS_AWAY)],
        ),
        ("shared/deep", ["shared/deep/c.policy.yaml"], []),
        ("policies/away", ["policies/away/e.policy.yaml"], []),
    ],
)
def test_links_to_folders_are_followed_within_the_repository(
    linked: Path, asked: str, found: list[str], passed: list[tuple[str, str, str, str]]
) -> None:
    inputs = collecting.collect((asked,))
    assert [source.path for source in inputs.sources] == found
    assert inputs.unreadable == ()
    assert [(each.check, each.severity, each.path, each.message) for each in inputs.passed] == passed


def test_a_link_that_leads_away_is_said_and_fails_nothing(linked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "policies", "--select", "not-readable", "--verbose"]) == 0
    said = capsys.readouterr().out
    assert "No check ran on policies/away: the link was not followed.\n" in said
    assert f" T{LEADS_AWAY[1:]}. " in " ".join(said.split())


@git
def test_a_link_that_git_ignores_is_not_followed(linked: Path) -> None:
    shutil.rmtree(".git")
    repository(linked)
    (linked / ".gitignore").write_text("policies/shared\npolicies/away\nback\n", encoding="utf-8")
    inputs = collecting.collect(("policies",))
    # Of the folder, only the file that has a link of its own.
    assert [source.path for source in inputs.sources] == ["policies/a.policy.yaml", "shared/b.policy.yaml"]
    assert inputs.passed == ()


def test_a_link_alone_is_nothing_to_lint(linked: Path) -> None:
    os.remove("policies/a.policy.yaml")
    os.remove("policies/b.policy.yaml")
    os.remove("policies/shared")
    with pytest.raises(InputError, match="nothing to lint") as caught:
        collecting.collect(("policies",))
    assert caught.value.remedy.endswith(
        " Behind links that lead elsewhere nothing was looked for, as behind policies/away."
    )


def test_a_link_to_no_file_is_told_by_its_own_name(linked: Path) -> None:
    (linked / "shared/gone.policy.yaml").symlink_to("../lost.policy.yaml")
    unreadable = collecting.collect(("shared",)).unreadable
    assert [(each.path, each.message) for each in unreadable] == [
        ("shared/gone.policy.yaml", 'this link leads to "../lost.policy.yaml", and there is no such file')
    ]


@posix
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("folder", "this is a folder, not a file"),
        ("pipe", "this is a pipe or a device, not a file"),
        ("loop", "the file cannot be read"),
        ("nowhere", "there is no such file"),
    ],
    ids=["folder", "pipe", "loop", "nowhere"],
)
def test_a_configuration_that_is_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.policy.yaml").write_text(POLICY, encoding="utf-8")
    path = tmp_path / ".policylint.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path if kind == "loop" else "missing")
    assert main(["lint", "c.policy.yaml"]) == 2
    assert said in capsys.readouterr().err


BROKEN = POLICY.replace("forbid:", "forbidd:").replace("example-city", "broken-city")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"a": POLICY, "b": BROKEN}, "b.policy.yaml:"),
        ({"a": POLICY, "b": POLICY}, 'a.policy.yaml and b.policy.yaml both hold a policy "example-city"'),
        (
            {"a": POLICY, "b": POLICY.replace("agency: Example City", "agency: Another")},
            'a.policy.yaml and b.policy.yaml both hold a policy "example-city"',
        ),
        ({"a": POLICY, "b": "\udce9"}, "b.policy.yaml:1:1: the byte 0xE9 is not UTF-8"),
    ],
    ids=["broken", "one-id", "one-id-two-agencies", "unreadable"],
)
@pytest.mark.parametrize("words", [["ask"], ["coverage"]], ids=["ask", "coverage"])
def test_no_answer_without_a_file_that_was_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    texts: dict[str, str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in texts.items():
        (tmp_path / f"{name}.policy.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    code = main([*words, *(f"{name}.policy.yaml" for name in texts), "--policy", "example-city"])
    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert said in shown.err


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "--device", ""],
        ["ask", "--device", ","],
        ["ask", "--device="],
        ["coverage", "--within", "device="],
        ["coverage", "--within", "device= ,"],
    ],
    ids=" ".join,
)
def test_an_option_without_a_value_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.policy.yaml").write_text(POLICY, encoding="utf-8")
    code = main([*words, "c.policy.yaml"])
    assert (code, capsys.readouterr().err.splitlines()[0]) == (2, 'policylint: no value is given for "device"')


def test_a_moment_before_the_calendar_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.policy.yaml").write_text(POLICY, encoding="utf-8")
    code = main(["ask", "c.policy.yaml", "--at", "0001-01-01 00:00+14:00"])
    said = "policylint: this moment lies outside the calendar on the agency's clock"
    assert (code, capsys.readouterr().err.splitlines()[0]) == (2, said)


def test_a_number_of_thousands_of_digits_in_a_baseline_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "b.json").write_text(f'{{"version": {"9" * 5000}}}', encoding="utf-8")
    code = main(["lint", "c.policy.yaml", "--baseline", "b.json"])
    said = "policylint: b.json: a number of this file has too many digits"
    assert (code, capsys.readouterr().err.splitlines()[0]) == (2, said)


FULL = "policylint: standard output cannot be written (No space left on device)"


@posix
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("lint c.policy.yaml > /dev/full", 2, FULL),
        ("--help > /dev/full", 2, FULL),
        ("lint c.policy.yaml >&-", 1, ""),
        ("--help >&-", 0, ""),
        ("lint c.policy.yaml > /dev/null 2>&-", 1, ""),
        ("lint missing 2>&-", 2, ""),
        ("lint - <&-", 2, "policylint: standard input is closed, so that - means nothing"),
        ("test - <&-", 2, "policylint: standard input is closed, so that - means nothing"),
        ("lint c.policy.yaml <&- > /dev/null", 1, ""),
        ("lint c.policy.yaml <&- >&- 2>&-", 1, ""),
    ],
    ids=lambda value: value if isinstance(value, str) and value[:4] != "poli" else "",
)
def test_streams_that_are_full_or_closed(tmp_path: Path, command: str, code: int, said: str) -> None:
    if "/dev/full" in command and not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    (tmp_path / "c.policy.yaml").write_text(POLICY, encoding="utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"$PYTHON" -m policylint {command}'],
        cwd=tmp_path,
        env=scrubbed(PYTHON=sys.executable),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.partition("\n")[0]) == (code, said)


@posix
@pytest.mark.parametrize("word", ["--help", "--version"])
def test_help_for_a_reader_that_stopped_reading(tmp_path: Path, word: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "policylint", word],
            cwd=tmp_path,
            env=scrubbed(),
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


FORGED = "a\nlint: no findings\x1b[2K\u202eb.policy.yaml"
MADE_VISIBLE = "a?lint: no findings?[2K?b.policy.yaml"


@posix
@pytest.mark.parametrize(
    "words",
    [["lint"], ["lint", "--verbose"], ["lint", "--format", "markdown"], ["ask"], ["coverage"], ["posture"]],
    ids=" ".join,
)
@pytest.mark.parametrize("text", [POLICY, "clauses: [", "\udce9"], ids=["whole", "broken", "unreadable"])
def test_the_name_of_a_file_forges_no_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / FORGED).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert main([*words, FORGED]) in (0, 1, 2)
    shown = "".join(capsys.readouterr())
    assert not [line for line in shown.splitlines() if line.startswith("lint: no findings")]
    assert not {"\x1b", "\u202e"} & set(shown)


@posix
@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["lint", FORGED], f'policylint: there is no file or folder "{MADE_VISIBLE}"'),
        ([FORGED], f'policylint: "{MADE_VISIBLE}" is a file or folder, not a command: policylint lint {MADE_VISIBLE}'),
        (["lint", "x", "-o", f"{FORGED}/x"], f'policylint: "{MADE_VISIBLE}/x" cannot be written (Not a directory)'),
    ],
    ids=["missing", "no-command", "output"],
)
def test_the_name_of_a_file_forges_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").write_text(POLICY, encoding="utf-8")
    if words != ["lint", FORGED]:
        (tmp_path / FORGED).write_text(POLICY, encoding="utf-8")
    assert (main(words), capsys.readouterr().err.splitlines()[0]) == (2, line)

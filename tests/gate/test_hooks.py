"""The hooks for pre-commit: what they run for, and that they run from this checkout as they do from a release."""

import re
import shutil
import sys

import pytest
from checkout import ROOT, load, start

from policylint.cli.commands import SUMMARIES

HOOKS = {hook["id"]: hook for hook in load(".pre-commit-hooks.yaml")}
FILES = {
    "social-media.policy.yaml": {"policylint", "policylint-repository", "policylint-scenarios"},
    "policies/city/a.policy.yml": {"policylint", "policylint-repository", "policylint-scenarios"},
    "policies/city.scenarios.yaml": {"policylint-scenarios"},
    ".policylint.yaml": {"policylint-repository", "policylint-scenarios"},
    "city/.policylint.yaml": {"policylint-repository", "policylint-scenarios"},
    "policylint-waivers.yaml": {"policylint-repository"},
    "policylint-baseline.json": {"policylint-repository"},
    "policylint.lock": {"policylint-repository"},
    "packs/house/pack.yaml": {"policylint-repository"},
    "packs/house/logo-missing.yaml": {"policylint-repository"},
    "a.policy.yaml.bak": set(),
    "policy.yaml": set(),
    "apolicy.yaml": set(),
    "notes-on-packs.yaml": set(),
    "README.md": set(),
}


@pytest.mark.parametrize("path", FILES)
def test_hooks_run_for_the_right_files(path):
    assert {name for name, hook in HOOKS.items() if re.search(hook["files"], path)} == FILES[path]


def test_hooks_never_split_a_set_of_policies():
    assert {name: (hook["require_serial"], hook["language"]) for name, hook in HOOKS.items()} == dict.fromkeys(
        HOOKS, (True, "python")
    )


def test_only_the_hook_for_files_is_given_files():
    assert {name: hook.get("pass_filenames", True) for name, hook in HOOKS.items()} == {
        "policylint": True,
        "policylint-repository": False,
        "policylint-scenarios": False,
    }


@pytest.mark.parametrize("name", HOOKS)
def test_hooks_start_commands_that_there_are(name):
    program, command = HOOKS[name]["entry"].split()
    if command not in SUMMARIES:
        pytest.skip(f"there is no command {command} yet")
    done = start(sys.executable, "-m", program, command, "--help", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def test_pre_commit_accepts_the_list():
    pytest.importorskip("pre_commit")
    done = start(sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home for git and pre-commit that says nothing of this machine's user."""
    folder = tmp_path_factory.mktemp("home")
    config = "[user]\nname = a\nemail = a@example.org\n[safe]\ndirectory = *\n"
    (folder / "gitconfig").write_text(config, encoding="utf-8")
    return {"PRE_COMMIT_HOME": str(folder / "cache"), "GIT_CONFIG_GLOBAL": str(folder / "gitconfig")}


@pytest.mark.skipif(not (shutil.which("git") and (ROOT / ".git").exists()), reason="needs git and a checkout")
def test_hook_runs_from_the_last_commit(tmp_path, home):
    pytest.importorskip("pre_commit")
    # A clone: what is not committed yet would come with it by halves.
    release = tmp_path / "release"
    cloned = start("git", "clone", "-q", "--no-local", "--depth", "1", ROOT, release, cwd=tmp_path, **home)
    assert cloned.returncode == 0, cloned.stderr
    here = tmp_path / "policies"
    here.mkdir()
    start("git", "init", "-q", ".", cwd=here, **home)
    header = "policylint: 1\npolicy:\n  id: a\n  title: A\n  agency: B\n  jurisdiction: US\n"
    (here / "a.policy.yaml").write_text(f"{header}clauses: []\n", encoding="utf-8")
    (here / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    start("git", "add", ".", cwd=here, **home)
    command = sys.executable, "-m", "pre_commit", "try-repo", release, "policylint"
    done = start(*command, "--all-files", cwd=here, **home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "exit code: 1" in done.stdout
    assert "a.policy.yaml:7" in done.stdout
    assert "other.yaml" not in done.stdout
    assert "Skipped" in start(*command, "--files", "other.yaml", cwd=here, **home).stdout

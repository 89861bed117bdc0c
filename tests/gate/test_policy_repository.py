"""The sample repository of policies: everything in it works together, as whoever copies it expects."""

import json
import re
import shutil
import sys

import pytest
from checkout import ROOT, fits, load, start

from policylint import __version__

SAMPLE = "sample_policies/policy-repository"


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A copy outside the checkout, so that nothing of the checkout governs it."""
    folder = tmp_path_factory.mktemp("copy") / "repository"
    shutil.copytree(ROOT / SAMPLE, folder)
    (folder / ".git").mkdir()
    return folder


def linted(repository, *options):
    done = start(
        sys.executable, "-m", "policylint", "lint", "--format", "json", *options, cwd=repository, PYTHONPATH=str(ROOT)
    )
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def test_repository_passes_with_what_it_sets_aside(repository):
    code, report = linted(repository)
    assert [f"{each['file']}: {each['check']}" for each in report["findings"] if "drafts" not in each["file"]] == []
    assert {kind: [each["check"] for each in report[kind]] for kind in ("suppressed", "waived")} == {
        "suppressed": ["response-time-unstated"],
        "waived": ["review-overdue"],
    }
    assert code == 0


def test_draft_fails_nobody_though_it_is_far_from_done(repository):
    _, report = linted(repository, "drafts")
    assert report["summary"]["error"] > 10


def test_repository_fails_without_what_it_sets_aside(repository):
    assert linted(repository, "--no-ignores")[0] == 1


def test_workflow_and_pipeline_are_ones_that_are_accepted():
    assert fits("vendor.github-workflows", f"{SAMPLE}/.github/workflows/policies.yml") == ""
    assert fits("vendor.gitlab-ci", f"{SAMPLE}/.gitlab-ci.yml", "--data-transform", "gitlab-ci") == ""


def test_workflow_gives_the_action_what_it_takes():
    steps = load(f"{SAMPLE}/.github/workflows/policies.yml")["jobs"]["policylint"]["steps"]
    ours = next(step for step in steps if "policylint" in step["uses"])
    assert set(ours["with"]) <= set(load("action.yml")["inputs"])
    assert ours["uses"].endswith(f"@v{__version__}")
    assert [step["uses"] for step in steps if step is not ours and not re.search("@[0-9a-f]{40}$", step["uses"])] == []


def test_hooks_are_ones_that_there_are():
    hooks = {hook["id"] for hook in load(".pre-commit-hooks.yaml")}
    (source,) = load(f"{SAMPLE}/.pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in source["hooks"]} <= hooks
    assert source["rev"] == f"v{__version__}"


def test_pre_commit_accepts_the_configuration(repository):
    pytest.importorskip("pre_commit")
    done = start(sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml", cwd=repository)
    assert (done.returncode, done.stdout) == (0, "")


def test_pipeline_includes_the_job_that_there_is():
    (included,) = load(f"{SAMPLE}/.gitlab-ci.yml")["include"]
    assert (ROOT / included["file"]).exists()
    assert included["ref"] == f"v{__version__}"


def test_readme_names_every_file():
    named = set(re.findall(r"^\| `([^`]+)`", (ROOT / SAMPLE / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    there = {path.relative_to(ROOT / SAMPLE).as_posix() for path in (ROOT / SAMPLE).rglob("*") if path.is_file()}
    assert named == there - {"README.md"}

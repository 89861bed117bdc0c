"""The GitHub action: valid, pinned, deaf to commands in its inputs, and right about what it hands on."""

import json
import re
import shutil
import sys

import pytest
from checkout import ROOT, fits, load, start

ACTION = load("action.yml")
STEPS = ACTION["runs"]["steps"]
POLICY = "policylint: 1\npolicy:\n  id: a\n  title: A\n  agency: B\n  jurisdiction: US\nclauses: []\n"
INPUTS = {
    "PATHS": "",
    "CONFIG": "",
    "BASELINE": "",
    "FAIL_ON": "",
    "CALENDAR": "",
    "TODAY": "2026-11-23",
    "SARIF_FILE": "out.sarif",
    "JUNIT_FILE": "",
    "MARKDOWN_FILE": "",
}
HOSTILE = "$(touch pwned)`touch pwned`; touch pwned & touch pwned '\" .policy.yaml"


def test_action_is_one_that_github_accepts():
    assert fits("vendor.github-actions", "action.yml") == ""


def test_inputs_never_become_part_of_a_command():
    assert [step["id"] for step in STEPS if "${{" in step.get("run", "")] == []
    assert STEPS[2]["env"].keys() - {"PYTHON"} == INPUTS.keys()


def test_steps_of_others_are_pinned_to_a_commit():
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert [each for each in used if not re.fullmatch(r"[a-z-]+/[a-z/-]+@[0-9a-f]{40}", each)] == []


def test_program_is_that_of_the_action_itself():
    installs = [line for step in STEPS for line in step.get("run", "").splitlines() if "pip install" in line]
    assert [line.split()[-1] for line in installs] == ['"$GITHUB_ACTION_PATH"']


def test_upload_is_only_for_those_who_ask():
    assert ACTION["inputs"]["upload-sarif"]["default"] == "false"
    assert [step["if"] for step in STEPS if "upload-sarif" in step.get("uses", "")] == [
        "always() && inputs.upload-sarif == 'true' && steps.lint.outputs.sarif-file != ''"
    ]


def test_every_output_is_written_by_the_step_that_lints(tmp_path):
    names = {
        value["value"].removeprefix("${{ steps.lint.outputs.").removesuffix(" }}")
        for value in ACTION["outputs"].values()
    }
    assert names == set(linted(tmp_path, {"a.policy.yaml": POLICY}).outputs)


class Linted:
    """What the step that lints did: exit code, standard output, outputs by name, the summary of the job."""

    def __init__(self, folder, done):
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr
        lines = (folder / "output").read_text(encoding="utf-8").splitlines()
        self.outputs = dict(line.split("=", 1) for line in lines)
        summary = folder / "summary"
        self.summary = summary.read_text(encoding="utf-8") if summary.exists() else ""


def linted(tmp_path, files, **inputs):
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("needs bash")
    here = tmp_path / "workspace"
    here.mkdir()
    for name, text in files.items():
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(text, encoding="utf-8")
    (tmp_path / "output").touch()
    done = start(
        bash,
        ROOT / "ci" / "action.sh",
        cwd=here,
        PYTHON=sys.executable,
        PYTHONPATH=str(ROOT),
        RUNNER_TEMP=str(tmp_path),
        GITHUB_OUTPUT=str(tmp_path / "output"),
        GITHUB_STEP_SUMMARY=str(tmp_path / "summary"),
        **{**INPUTS, **inputs},
    )
    return Linted(tmp_path, done)


def test_step_hands_on_what_it_found(tmp_path):
    step = linted(tmp_path, {"a.policy.yaml": POLICY}, JUNIT_FILE="out.xml", MARKDOWN_FILE="out.md")
    here = tmp_path / "workspace"
    results = json.loads((here / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    counts = {level: sum(each["level"] == level for each in results) for level in ("error", "warning", "note")}
    assert step.code == 1
    assert step.outputs == {
        "exit-code": "1",
        "sarif-file": "out.sarif",
        **{f"{level}s": str(number) for level, number in counts.items()},
    }
    assert counts["error"] > 0
    assert step.out.startswith("::error file=a.policy.yaml,line=")
    assert step.summary.startswith("### policylint found ")
    assert sorted(path.name for path in here.iterdir()) == ["a.policy.yaml", "out.md", "out.sarif", "out.xml"]


def test_fail_level_is_that_of_the_input(tmp_path):
    step = linted(tmp_path, {"a.policy.yaml": POLICY}, FAIL_ON="never")
    assert (step.code, step.outputs["exit-code"]) == (0, "0")


def test_nothing_to_lint_is_unusable_input_and_hands_on_no_report(tmp_path):
    step = linted(tmp_path, {"readme.txt": ""})
    assert (step.code, step.outputs) == (2, {"exit-code": "2"})
    assert "nothing to lint" in step.err


@pytest.mark.parametrize(
    "name", ["PATHS", "CONFIG", "BASELINE", "FAIL_ON", "CALENDAR", "TODAY", "SARIF_FILE", "JUNIT_FILE"]
)
def test_inputs_are_words_whatever_they_say(tmp_path, name):
    step = linted(tmp_path, {"a.policy.yaml": POLICY}, **{name: HOSTILE})
    assert "pwned" not in {path.name for path in (tmp_path / "workspace").iterdir()}
    assert step.code in (1, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", [HOSTILE, "--help.policy.yaml", "a b.policy.yaml", "*.policy.yaml"])
def test_paths_are_files_whatever_their_names(tmp_path, name):
    name = name.replace("/", "")
    step = linted(tmp_path, {name: POLICY, "other.policy.yaml": POLICY}, PATHS=f"{name}\r\n\n")
    assert step.code == 1, step.err
    log = json.loads((tmp_path / "workspace" / "out.sarif").read_text(encoding="utf-8"))
    assert len(log["runs"][0]["artifacts"]) == 1

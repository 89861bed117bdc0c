"""docs/ci.md: what it tells people to write is accepted, and what it lists is all there is."""

import re
import shlex

import pytest
import yaml
from checkout import ROOT, load

from policylint import __version__
from policylint.cli.grammar import FORMATS
from policylint.cli.lint import command

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
COMMANDS = re.findall(r"^policylint lint (.*)$", PAGE, re.MULTILINE)


def listed(heading):
    """The names in the first column of the table below a heading."""
    table = PAGE.partition(f"| {heading} |")[2].partition("\n\n")[0]
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


def test_every_format_is_listed():
    assert sorted(listed("Format")) == sorted(FORMATS)


def test_every_hook_is_listed():
    assert listed("Hook") == [hook["id"] for hook in load(".pre-commit-hooks.yaml")]


def test_every_input_and_output_of_the_action_is_named():
    action = load("action.yml")
    named = set(re.findall(r"`([a-z-]+)`", PAGE.partition("The action takes")[2].partition(". It installs")[0]))
    assert named == {*action["inputs"], *action["outputs"]}


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_are_ones_that_there_are(line):
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in shlex.split(line) if word.startswith("--")} <= known


def test_examples_name_this_release():
    assert set(re.findall(r"\bv\d+\.\d+\.\d+\b", re.sub(r"# v\S+", "", PAGE))) == {f"v{__version__}"}
    assert len(BLOCKS) == 3


def test_actions_of_others_are_pinned():
    used = [step["uses"] for step in BLOCKS[0]["jobs"]["policylint"]["steps"]]
    assert [each for each in used if not re.search("@[0-9a-f]{40}$", each)] == [f"policylint/policylint@v{__version__}"]

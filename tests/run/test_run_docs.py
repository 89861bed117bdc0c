"""The examples of docs/configuration.md do what the text says of them."""

import re
from pathlib import Path

import pytest
from small_run import write

from policylint.checking.packs import builtin_packs
from policylint.resources import read_text
from policylint.run.collect import collect
from policylint.run.engine import Settings, lint
from policylint.run.governed import govern
from policylint.run.waivers import read_waivers

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"<!-- example: (\S+) -->\n```yaml\n(.*?)```\n", TEXT, re.DOTALL))
NAMED = ("contact-missing", "owner-missing", "second-factor-missing")
ABOUT_COMMENTS = (
    "header-differs-from-configuration",
    "set-aside-refused",
    "suppression-malformed",
    "suppression-unknown-check",
    "suppression-unused",
    "suppression-without-reason",
)


def report(today):
    inputs = collect(("comments.policy.yaml",))
    governed = govern([source.path for source in inputs.sources])
    return lint(inputs, Settings(today, select=(*NAMED, *ABOUT_COMMENTS), governed=governed))


@pytest.fixture
def today():
    import datetime

    return datetime.date(2026, 11, 23)


def test_there_are_examples_of_each_file():
    assert list(EXAMPLES) == [".policylint.yaml", "comments.policy.yaml", "policylint-waivers.yaml"]


def test_configuration_of_the_text_is_accepted_and_names_every_key(today):
    write(EXAMPLES[".policylint.yaml"], ".policylint.yaml")
    write(EXAMPLES["comments.policy.yaml"], "comments.policy.yaml")
    assert [each.check for each in report(today).findings] == []
    keys = re.findall(r'^    "([a-z-]+)": \{', read_text("schemas", "config.schema.json").partition('"$defs"')[0], re.M)
    assert set(re.findall(r"^\| `([a-z-]+)` \|", TEXT, re.M)) == set(keys)


def test_comments_of_the_text_set_aside_what_they_name(today):
    write(EXAMPLES["comments.policy.yaml"], "comments.policy.yaml")
    found = report(today)
    assert [each.check for each in found.findings] == []
    assert {each.check for each in found.suppressed} == set(NAMED)


def test_waivers_of_the_text_are_accepted(today):
    write(EXAMPLES["policylint-waivers.yaml"], "policylint-waivers.yaml")
    found = read_waivers("policylint-waivers.yaml", "policylint-waivers.yaml", 180, today)
    assert [(each.check, each.clause) for each in found.entries] == [
        ("second-factor-missing", ""),
        ("training-missing", "own-voice"),
    ]


def test_checks_that_the_text_names_exist():
    known = {check.id for pack in builtin_packs() for check in pack.checks}
    named = set(re.findall(r"`([a-z]+-[a-z-]+)`", TEXT)) - {"at-most", "fail-level", "require-complete", "ignore-file"}
    assert named <= known

"""Lines that are read without click: read as click reads them, or left to it."""

import datetime

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.cli.grammar import LINT, plain_line
from policylint.cli.lint import command

FLAGS = [flag for option in LINT for flag in option.flags]
WORDS = st.sampled_from(
    [
        *FLAGS,
        *(f"{flag}={word}" for flag in FLAGS for word in ("json", "", "x", "3", "2026-01-02")),
        *(
            "json",
            "text",
            "error",
            "never",
            "all",
            "only",
            "2026-01-02",
            "0",
            "1",
            "1001",
            " 7",
            "1_0",
            "x.policy.yaml",
        ),
        *("-", "--", "-qv", "-ox", "-o=x", "--form", "--help", "-h", "", "a b", "é", "=", "-1", "٣"),
    ]
)


def by_click(words):
    """What click reads, or None where it refuses or does something else."""
    try:
        context = command.make_context("lint", list(words))
    except (click.ClickException, click.exceptions.Exit):
        return None
    values = dict(context.params)
    return values.pop("paths"), values, tuple(context.meta["order"])


@given(st.lists(WORDS, max_size=6))
def test_a_line_is_read_as_click_reads_it(words):
    line = plain_line(words)
    if line is not None:
        paths, values, order = by_click(words)
        named = {option.name for option in LINT}
        assert (line.paths, line.values, line.order) == (paths, values, tuple(each for each in order if each in named))


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a.policy.yaml", "folder", "-"],
        ["--format", "json", "--output=x.json", "-o", "y", "--format=text", "a"],
        ["--today", "2026-01-02", "--effort", "7", "-q", "a", "--select", "a", "--select=b,c"],
        ["--no-config", "--calendar", "skip", "--fail-on", "never", "--color", "never"],
    ],
    ids=" ".join,
)
def test_usual_lines_need_no_click(words):
    assert plain_line(words) is not None


@pytest.mark.parametrize("words", [["--help"], ["-qv"], ["--fromat", "json"], ["--format"], ["--", "-x"]], ids=" ".join)
def test_the_rest_is_left_to_click(words):
    assert plain_line(words) is None


def test_values_are_what_a_run_takes():
    line = plain_line(["--today", "2026-01-02", "--effort", "7", "a"])
    assert line.paths == ("a",)
    assert (line.values["today"], line.values["effort"]) == (datetime.date(2026, 1, 2), 7)

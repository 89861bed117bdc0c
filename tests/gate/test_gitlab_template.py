"""The GitLab job: valid, of this release, and reports of the names that it hands on."""

import shlex

from checkout import fits, load

from policylint import __version__

TEMPLATE = load("ci/gitlab.yml")
JOB = TEMPLATE["policylint"]


def test_template_is_one_that_gitlab_accepts():
    assert fits("vendor.gitlab-ci", "ci/gitlab.yml", "--data-transform", "gitlab-ci") == ""


def test_template_installs_this_release():
    assert TEMPLATE["variables"]["POLICYLINT_PACKAGE"] == f"policylint=={__version__}"


def test_reports_that_are_written_are_the_ones_handed_on():
    words = shlex.split(JOB["script"][-1])
    written = {words[at - 1]: words[at + 1] for at, word in enumerate(words) if word == "--output"}
    assert words[:2] == ["policylint", "lint"]
    assert words[-1] == "$POLICYLINT_OPTIONS"
    assert JOB["artifacts"]["reports"] == {"codequality": written["gitlab"], "junit": written["junit"]}

"""Findings that a change brought, in a temporary repository."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the policy and the repository stand in tests beside this one

from test_diff_edits import OTHER, POLICY
from test_diff_revisions import Repository, repository

from policylint.finding import Finding
from policylint.report import Report
from policylint.review.changed import brought, inputs_at
from policylint.run.collect import Inputs, collect
from policylint.run.engine import Settings, lint

__all__ = ["repository"]

# A clause that cannot hold anywhere, and a text that says the opposite of it.
VAGUE = """\
  - id: vague
    permit:
      activity: livestream
      account: official
      who: public
    text: Nobody may stream.
"""


def run(inputs: Inputs) -> Report:
    return lint(inputs, Settings(datetime.date(2026, 11, 24)))


def new_findings(name: str, *paths: str) -> tuple[Finding, ...]:
    now = collect(paths)
    return brought(now, inputs_at(name, paths, now), run).findings


@pytest.mark.parametrize("paths", [(), ("city.policy.yaml",)], ids=["everything", "one file"])
def test_nothing_changed_nothing_found(repository: Repository, paths: tuple[str, ...]) -> None:
    repository.commit(city=POLICY)
    assert run(collect(())).findings != ()
    assert new_findings("HEAD", *paths) == ()


def test_only_what_the_change_brought(repository: Repository) -> None:
    repository.commit(city=POLICY)
    before = {each.fingerprint for each in run(collect(())).findings}
    repository.write(city=POLICY.replace("clauses:\n", f"clauses:\n{VAGUE}", 1))
    now = run(collect(())).findings
    found = new_findings("HEAD")
    assert found == tuple(each for each in now if each.fingerprint not in before)
    assert {each.clause for each in found} >= {"vague"}
    assert len(found) < len(now)


def test_a_renamed_file_brings_nothing(repository: Repository) -> None:
    repository.commit(city=POLICY)
    (repository.folder / "city.policy.yaml").rename(repository.folder / "town.policy.yaml")
    assert new_findings("HEAD", "town.policy.yaml") == ()


def test_all_findings_of_a_new_file_are_new(repository: Repository) -> None:
    repository.commit()
    repository.write(city=POLICY)
    assert new_findings("HEAD") == run(collect(())).findings


def test_a_change_can_bring_a_finding_in_another_file(repository: Repository) -> None:
    repository.commit(city=POLICY, other=OTHER)
    repository.write(other=OTHER.replace("id: other-policy", "id: example-city"))
    assert {each.file for each in new_findings("HEAD")} >= {"other.policy.yaml"}
    assert ("duplicate-id", "other.policy.yaml") in {(each.check, each.file) for each in new_findings("HEAD")}

"""Revisions of a temporary repository: what is read, what is matched, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the policy stands in a test beside this one

from test_diff_edits import OTHER, OWN_TIME, PHONES, POLICY

from policylint.errors import InputError
from policylint.review.diff import Comparison, compare
from policylint.review.diff_sources import between_revisions
from policylint.review.revisions import Range, asked, inside

CITY = "city.policy.yaml"


class Repository:
    """A git repository with as little of this machine's settings as can be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str) -> None:
        subprocess.run(
            [
                "git",
                "-c",
                "user.name=Clerk",
                "-c",
                "user.email=clerk@example.org",
                "-c",
                "commit.gpgsign=false",
                *arguments,
            ],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )

    def write(self, **texts: str) -> None:
        """Write files by their names without the suffix."""
        for name, text in texts.items():
            (self.folder / f"{name}.policy.yaml").write_text(text, encoding="utf-8", newline="\n")

    def commit(self, **texts: str) -> None:
        self.write(**texts)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a state")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    return Repository(tmp_path)


def found(name: str, *paths: str) -> Comparison:
    return compare(*between_revisions(asked(name), paths))


def states(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    return [(each.policy, each.state, each.old_file, each.new_file) for each in comparison.policies]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HEAD~1", Range("HEAD~1", "", False)),
        ("v1..v2", Range("v1", "v2", False)),
        ("v1..", Range("v1", "HEAD", False)),
        ("main...", Range("main", "HEAD", True)),
        ("main...topic", Range("main", "topic", True)),
    ],
)
def test_what_a_person_names(text: str, expected: Range) -> None:
    assert asked(text) == expected


def test_the_work_tree_is_compared_with_a_revision(repository: Repository) -> None:
    repository.commit(city=POLICY)
    repository.write(city=POLICY.replace(OWN_TIME, ""))
    comparison = found("HEAD")
    assert (comparison.old, comparison.new) == ("HEAD", "the work tree")
    assert states(comparison) == [("example-city", "changed", f"HEAD:{CITY}", CITY)]
    assert comparison.kinds == {"newly-silent"}


def test_two_revisions_are_compared_whatever_the_work_tree_holds(repository: Repository) -> None:
    repository.commit(city=POLICY)
    repository.commit(city=POLICY.replace(OWN_TIME, ""))
    repository.write(city="nonsense")
    comparison = found("HEAD~1..HEAD")
    assert states(comparison) == [("example-city", "changed", f"HEAD~1:{CITY}", f"HEAD:{CITY}")]
    assert comparison.kinds == {"newly-silent"}


def test_a_branch_is_compared_with_where_it_began(repository: Repository) -> None:
    repository.commit(city=POLICY)
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit(city=POLICY.replace("12 months", "24 months"))
    repository.git("switch", "--quiet", "main")
    repository.commit(city=POLICY.replace(OWN_TIME, ""))
    repository.git("switch", "--quiet", "topic")
    assert found("main..HEAD").kinds == {"newly-settled", "details-changed"}
    assert found("main...").kinds == {"details-changed"}


@pytest.mark.parametrize("name", ["HEAD", "HEAD~1..HEAD"])
def test_a_renamed_file_is_found_by_the_id_of_its_policy(repository: Repository, name: str) -> None:
    repository.commit(city=POLICY, other=OTHER)
    (repository.folder / CITY).rename(repository.folder / "renamed.policy.yaml")
    if ".." in name:
        repository.commit()
    old, new = ("HEAD~1:", "HEAD:") if ".." in name else ("HEAD:", "")
    expected = [("example-city", "moved", f"{old}{CITY}", f"{new}renamed.policy.yaml")]
    assert states(found(name, "renamed.policy.yaml")) == expected
    assert states(found(name, CITY)) == expected


def test_files_that_come_and_go(repository: Repository) -> None:
    repository.commit(city=POLICY)
    (repository.folder / CITY).unlink()
    repository.write(other=OTHER)
    assert states(found("HEAD")) == [
        ("other-policy", "added", "", "other.policy.yaml"),
        ("example-city", "removed", f"HEAD:{CITY}", ""),
    ]


def test_only_the_named_folder_is_compared(repository: Repository) -> None:
    (repository.folder / "below").mkdir()
    repository.commit(city=POLICY, **{"below/other": OTHER})
    repository.write(city=POLICY.replace(OWN_TIME, ""))
    assert states(found("HEAD", "below")) == [
        ("other-policy", "unchanged", "HEAD:below/other.policy.yaml", "below/other.policy.yaml")
    ]


def test_a_document_that_is_relied_on_comes_from_the_same_revision(repository: Repository) -> None:
    asking = POLICY.replace(
        "roles:\n",
        "relies-on:\n  - policy: phones\n    for: {activity: post, account: personal}\n    answers: [device]\nroles:\n",
    )
    repository.commit(city=asking, phones=PHONES)
    repository.write(phones=PHONES.replace("permit", "forbid"))
    comparison = found("HEAD", CITY)
    assert states(comparison) == [("example-city", "changed", f"HEAD:{CITY}", CITY)]
    assert comparison.kinds == {"tightened"}
    (change,) = comparison.policies[0].changes
    assert [(each.id, each.file) for each in (*change.before.clauses, *change.after.clauses)] == [
        ("phones", "HEAD:phones.policy.yaml"),
        ("phones", "phones.policy.yaml"),
    ]


REFUSED = [
    ("nowhere", (), 'there is no revision "nowhere" in this repository', ""),
    ("HEAD..nowhere", (), 'there is no revision "nowhere" in this repository', ""),
    ("--help", (), 'there is no revision "--help" in this repository', ""),
    ("", (), 'there is no revision "" in this repository', ""),
    ("nowhere...", (), 'there is no revision "nowhere" in this repository', ""),
    ("HEAD", ("x.y",), 'nothing to compare: there is no policy file in "x.y", neither now nor at HEAD', ""),
    ("HEAD~1", (CITY,), "the bracket [ that opens here is never closed", f"HEAD~1:{CITY}:1:4"),
    ("HEAD", ("broken.policy.yaml",), "the bracket { that opens here is never closed", "broken.policy.yaml:1:4"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "paths", "message", "place"), REFUSED)
def test_what_cannot_be_compared_is_refused(
    repository: Repository, name: str, paths: tuple[str, ...], message: str, place: str
) -> None:
    repository.commit(city="a: [b\n")
    repository.commit(city=POLICY)
    repository.write(broken="a: {b\n")
    with pytest.raises(InputError) as refused:
        found(name, *paths)
    assert (refused.value.message, refused.value.place) == (message, place)


def test_outside_a_repository_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match="this is no git repository"):
        found("HEAD")


def test_without_git_it_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="git cannot be run"):
        found("HEAD")


def test_a_path_outside_the_repository_is_refused(repository: Repository, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not in the git repository"):
        inside(str(repository.folder.resolve()), str(tmp_path.parent / "x"))


def test_a_repository_without_a_commit_says_so(repository: Repository) -> None:
    repository.write(city=POLICY)
    with pytest.raises(InputError, match="this repository has no commit yet"):
        found("HEAD")


def test_revisions_that_never_parted_may_be_a_shallow_clone(repository: Repository) -> None:
    repository.commit(city=POLICY)
    repository.git("checkout", "-q", "--orphan", "alone")
    repository.commit(phones=PHONES)
    with pytest.raises(InputError, match='"main" and "HEAD" have no commit in common') as refused:
        found("main...")
    assert "git fetch --unshallow" in refused.value.remedy

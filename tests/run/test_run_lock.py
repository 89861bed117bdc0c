"""The lock: packs that changed under the same version stop a run, newer ones are told and their checks are notes."""

import json

import pytest
from small_run import EVERYTHING, OURS, POLICY, packs, run, told, write
from test_run_config import refusals

from policylint import __version__
from policylint.run.lock import vocabulary_hash, written

NAME = "policylint.lock"


def lock(**changes) -> None:
    """A lock of the packs as they are, with some words of it changed; `small` changes the pack of that name."""
    data = json.loads(written(packs()))
    small = changes.pop("small", {})
    data.update(changes)
    data["packs"]["small"].update(small)
    write(json.dumps(data, indent=2), NAME)


def test_lock_that_fits_changes_nothing():
    write(POLICY)
    lock()
    assert told(run()) == EVERYTHING


def test_new_checks_of_a_newer_pack_are_notes():
    write(POLICY)
    lock(small={"version": "0.0", "sha256": "b" * 64, "checks": ["buzzword", "review-late"]})
    report = run()
    assert told(report) == [
        *EVERYTHING[1:],
        ("note", *EVERYTHING[0][1:]),
        ("note", "lock-outdated", NAME, report.findings[-1].place.line),
    ]
    assert report.findings[-1].message == (
        "packs are newer than the lock: "
        'the pack "small" is version 0.1, the lock has 0.0; what its 1 new check finds counts as a note'
    )


def test_configuration_says_how_much_a_new_check_matters():
    write("severities: {owner-missing: error}\n", ".policylint.yaml")
    write(POLICY)
    lock(small={"version": "0.0", "checks": []})
    assert told(run())[0] == EVERYTHING[0]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"small": {"sha256": "b" * 64}},
            'the pack "small" says that it is version 0.1, and is not what the lock has under it',
        ),
        (
            {"vocabulary": "b" * 64},
            f"policylint {__version__} has another vocabulary than the lock has under that version",
        ),
        ({"version": 2}, None),
        ({"packs": {"small": {}, "gone": {"version": "1", "sha256": "b" * 64, "checks": []}}}, None),
    ],
    ids=["pack", "vocabulary", "form", "parts"],
)
def test_what_cannot_be_used_is_refused(changes, message):
    write(POLICY)
    lock(**changes)
    (place, said, remedy), *_ = refusals()
    assert place.startswith(f"{NAME}:")
    assert said == (message or said)
    assert remedy


def test_pack_that_is_gone():
    write(POLICY)
    data = json.loads(written(packs(OURS._replace(id="gone"))))
    write(json.dumps(data), NAME)
    ((_, said, _),) = refusals()
    assert said == 'the lock has a pack "gone" that is not here'


def test_older_program_is_told():
    write(POLICY)
    lock(policylint="0.0.1", vocabulary="b" * 64)
    assert told(run())[-1][:3] == ("note", "lock-outdated", NAME)


def test_text_of_a_lock():
    data = json.loads(written(packs()))
    assert (data["version"], data["policylint"], data["vocabulary"]) == (1, __version__, vocabulary_hash())
    assert data["packs"]["small"] == {
        "version": "0.1",
        "sha256": "a" * 64,
        "checks": ["buzzword", "owner-missing", "review-late"],
    }

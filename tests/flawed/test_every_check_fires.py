"""Every check fires somewhere: in a sample, in the transcription of a real policy, or in a policy made up after one."""

import datetime
import functools
import re
from pathlib import Path

import pytest

from policylint.checking.packs import builtin_packs
from policylint.finding import Finding
from policylint.run.collect import collect
from policylint.run.engine import Settings, lint

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
SAMPLES = TESTS.parent / "sample_policies"
TODAY = datetime.date(2026, 11, 24)
# Packs that no jurisdiction picks, for the sort of body that they are for.
BY_NAME = {"county-sheriff": "us-law-enforcement", "us-ca-lasd": "us-law-enforcement"}
# What no policy of a repository shows, whoever writes it, and where it is shown instead.
NOT_IN_A_POLICY = {
    "analysis-incomplete": "a policy too intricate to be looked at in full; none of these is (tests/run)",
    "baseline-stale": "it is about the file of earlier findings (tests/run)",
    "file-too-large": "a file of more than the program reads (tests/reading)",
    "header-differs-from-configuration": "it is about the configuration of a repository (tests/run)",
    "internal-error": "a fault of the program (tests/run)",
    "lock-outdated": "it is about the lock file of a repository (tests/run)",
    "nested-too-deeply": "nobody nests a policy sixty levels deep; it keeps hostile files out (tests/reading)",
    "not-checked": "it is about settings that turn everything off (tests/run)",
    "not-readable": "a file that the system does not let one read (tests/reading)",
    "not-utf8": "a file in another encoding, which a repository of texts cannot hold (tests/reading)",
    "too-many-aliases": "nobody repeats values thousands of times; it keeps hostile files out (tests/reading)",
    "too-many-values": "nobody adds a thousand words to the language; it keeps hostile files out (tests/reading)",
    "waiver-expired": "it is about the file of waivers (tests/run)",
    "waiver-unmatched": "it is about the file of waivers (tests/run)",
}
FLAWED = tuple(sorted(HERE.rglob("*.policy.yaml")))


def groups() -> tuple[Path, ...]:
    """What is linted together: each folder of samples and transcriptions, folders here, and single files."""
    folders = [*SAMPLES.iterdir(), *(TESTS / "transcriptions").iterdir(), *HERE.iterdir()]
    together = [each for each in folders if each.is_dir() and each.name != "slips" and any(each.rglob("*.policy.yaml"))]
    alone = [*HERE.glob("*.policy.yaml"), *(HERE / "slips").glob("*.policy.yaml")]
    return tuple(sorted([*together, *alone]))


@functools.cache
def found(group: Path) -> tuple[Finding, ...]:
    """The findings of the packs that the jurisdictions pick, and of those for the sort of body."""
    named = BY_NAME.get(group.name)
    runs = [(), (named,)] if named else [()]
    inputs = collect([str(group)])
    return tuple(each for packs in runs for each in lint(inputs, Settings(TODAY, packs=packs)).findings)


def shows(path: Path) -> set[str]:
    """The checks that a made-up policy names in its head."""
    lines = re.findall(r"^# shows: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {name.strip() for line in lines for name in line.split(",") if name.strip()}


def group_of(path: Path) -> Path:
    return path.parent if path.parent in groups() else path


def test_every_check_of_every_pack_fires_somewhere() -> None:
    fired = {each.check for group in groups() for each in found(group)}
    checks = {check.id for pack in builtin_packs() for check in pack.checks}
    assert {
        "never": sorted(checks - fired - set(NOT_IN_A_POLICY)),
        "no exception": sorted(fired & set(NOT_IN_A_POLICY)),
    } == {
        "never": [],
        "no exception": [],
    }
    assert sorted(set(NOT_IN_A_POLICY) - checks) == []


@pytest.mark.parametrize("path", FLAWED, ids=lambda path: path.relative_to(HERE).as_posix())
def test_a_made_up_policy_has_the_faults_that_it_was_written_for(path: Path) -> None:
    fired = {each.check for each in found(group_of(path)) if Path(each.file).name == path.name}
    assert sorted(shows(path) - fired) == []
    assert shows(path) != set()


@pytest.mark.parametrize("path", FLAWED, ids=lambda path: path.relative_to(HERE).as_posix())
def test_a_made_up_policy_says_what_it_is_modelled_on(path: Path) -> None:
    head = path.read_text(encoding="utf-8").partition("# shows:")[0]
    assert len(head.split()) > 5

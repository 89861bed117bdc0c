"""The wheel: what is in it, and that it lints from a new environment with nothing of the checkout in sight."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from policylint.checking.authorities import register
from policylint.checking.packs import pack_of, read_packs
from policylint.policy.lexicon import Lexicon, lexicon_of
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.sentences import words as words_of

ROOT = Path(__file__).resolve().parent.parent
BUNDLES = {
    "policylint/_data/checks/bundle.json",
    "policylint/_data/checks/pages.json",
    "policylint/_data/checks/authorities.json",
    "policylint/_data/schemas/vocabulary.json",
    "policylint/_data/schemas/plain-words.json",
    "policylint/_data/schemas/policy.shape.json",
    "policylint/_data/schemas/survey.json",
    "policylint/_data/schemas/survey.es.json",
    "policylint/_data/schemas/survey.fr.json",
}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    scrubbed = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "POLICYLINT"))}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=scrubbed, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = run(python, "-m", "pip", "install", "-q", wheel, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    return python


def test_the_wheel_holds_the_data_folders_and_the_bundles(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("policylint/_data/")}
    expected = {
        f"policylint/_data/{kind}/{path.relative_to(ROOT / kind).as_posix()}"
        for kind in ("schemas", "checks")
        for path in (ROOT / kind).rglob("*")
        if path.is_file()
    }
    assert names == expected | BUNDLES


def test_the_bundle_holds_every_check(wheel: Path) -> None:
    bundle = json.loads(zipfile.ZipFile(wheel).read("policylint/_data/checks/bundle.json"))
    bundled = [pack_of(each) for each in bundle["packs"]]
    assert bundled == [pack_of(each) for each in read_packs(str(ROOT / "checks"))]
    written = {f"{path.parent.name}/{path.stem}" for path in (ROOT / "checks").glob("*/*.yaml") if path.stem != "pack"}
    assert {f"{check.pack}/{check.id}" for pack in bundled for check in pack.checks} == written


def test_the_bundle_holds_the_register(wheel: Path) -> None:
    rows = json.loads(zipfile.ZipFile(wheel).read("policylint/_data/checks/authorities.json"))
    assert rows == [[*each[:-1], list(each.own)] for each in register().values()]


def test_the_bundle_holds_every_phrase(wheel: Path) -> None:
    shipped = json.loads(zipfile.ZipFile(wheel).read("policylint/_data/schemas/vocabulary.json"))
    bundled, made = Lexicon(shipped), lexicon_of(Vocabulary.standard())
    words = [word for first in shipped["lexicon"] for word in (first, "x")]
    text = " ".join(phrase for each in shipped["duties"] for phrase in each.get("phrases", ())) + " ".join(words)
    # Twice: the second time the phrases are known by their first word, and are looked up in another way.
    assert [bundled.find(words_of(text)) for _ in range(2)] == [made.find(words_of(text))] * 2
    for each in shipped["duties"]:
        for phrase in each.get("phrases", ()):
            assert Lexicon(shipped).find(words_of(phrase)) == made.find(words_of(phrase))
    assert bundled.table() == made.table()


def test_there_is_no_shipped_data_in_the_checkout() -> None:
    assert not (ROOT / "policylint" / "_data").exists(), "it would hide the folders at the top"


def test_the_installed_program_lints(python: Path, tmp_path: Path) -> None:
    policy = "policylint: 1\npolicy:\n  id: a\n  title: A\n  agency: B\n  jurisdiction: US\nclauses: []\n"
    (tmp_path / "a.policy.yaml").write_text(policy, encoding="utf-8")
    command = python, "-m", "policylint", "lint", "--today", "2026-01-15", "--format", "json"
    done = run(*command, "a.policy.yaml", cwd=tmp_path)
    assert done.stderr == ""
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert "off-hours-on-own-device-unaddressed" in [finding["check"] for finding in found["findings"]]


def test_the_checkout_and_the_wheel_find_the_same(python: Path) -> None:
    arguments = "-m", "policylint", "lint", "--today", "2026-01-15", "--format", "json", "sample_policies"
    from_wheel = run(python, *arguments, cwd=ROOT / "sample_policies" / "..")
    from_checkout = run(sys.executable, *arguments, cwd=ROOT)
    assert from_wheel.stdout == from_checkout.stdout
    assert json.loads(from_wheel.stdout)["files"]

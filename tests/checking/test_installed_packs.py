"""Packs that installed packages carry: found and read as data, with nothing of the package imported."""

import sys
from pathlib import Path

import pytest
from test_own_packs import CHECK, HEAD

from policylint.checking.installed import Installed, installed
from policylint.checking.ownpacks import judged
from policylint.checking.packs import builtin_packs

BOMB = 'raise RuntimeError("the package was imported")\n'


def install(at: Path, points: str, folder: str = "acme_house/rules", head: str = HEAD) -> None:
    """A package with a pack, as an installer leaves it."""
    package = at / "acme_house"
    package.mkdir()
    (package / "__init__.py").write_text(BOMB, encoding="utf-8")
    data = at / folder
    data.mkdir(parents=True, exist_ok=True)
    (data / "__init__.py").write_text(BOMB, encoding="utf-8")
    (data / "pack.yaml").write_text(head, encoding="utf-8")
    (data / "streams-unaddressed.yaml").write_text(CHECK, encoding="utf-8")
    dist = at / "acme_house-1.2.dist-info"
    dist.mkdir()
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-house\nVersion: 1.2\n", encoding="utf-8")
    (dist / "entry_points.txt").write_text(f"[policylint.packs]\n{points}", encoding="utf-8")


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def there(name: str = "house") -> list[Installed]:
    return list(installed(name))


@pytest.mark.parametrize("point", ["house = acme_house.rules", "house = acme_house:rules"])
def test_a_pack_is_found_and_nothing_imported(point: str, at: Path) -> None:
    install(at, f"{point}\n")
    (found,) = there()
    assert (found.name, found.package, found.error) == ("house", "acme-house 1.2", None)
    (own,) = judged(found.written, (), builtin_packs()).own
    assert (own.kind, own.where) == ("installed", "acme-house 1.2: acme_house/rules")
    assert [check.id for check in own.pack.checks] == ["streams-unaddressed"]
    assert not [name for name in sys.modules if name.startswith("acme_house")]


@pytest.mark.parametrize(
    ("points", "head", "said"),
    [
        (
            "house = acme_house.nothing\n",
            HEAD,
            'the package acme-house 1.2 registers the pack "house" at "acme_house.nothing", and there is nothing '
            "there\n  Install the package again, or tell whoever made it.",
        ),
        (
            "house = acme_house\n",
            HEAD.replace("house", "home"),
            'the package acme-house 1.2 registers the pack "house" and holds home\n'
            "  Tell whoever made it: the name that is registered is that of the pack.",
        ),
    ],
    ids=["nothing", "name"],
)
def test_a_package_that_promises_too_much(points: str, head: str, said: str, at: Path) -> None:
    install(at, points, head=head)
    (found,) = there()
    assert (str(found.error), found.written) == (said, ())


def test_faults_of_an_installed_pack_have_a_place(at: Path) -> None:
    install(at, "house = acme_house.rules\n")
    file = at / "acme_house" / "rules" / "streams-unaddressed.yaml"
    file.write_text(CHECK.replace("activity: livestream", "activity: livestreem", 1), encoding="utf-8")
    (found,) = there()
    (error,) = judged(found.written, (), builtin_packs()).errors
    assert error.place == "acme-house 1.2: acme_house/rules/streams-unaddressed.yaml:7:39"


def test_a_name_that_nobody_registers(at: Path) -> None:
    install(at, "house = acme_house.rules\n")
    assert there("mouse") == []

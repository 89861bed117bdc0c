"""`policylint pack`: written, tested, listed; and packs of one's own in the other commands."""

import json
import sys
from pathlib import Path

import pytest
from running import POLICY

from policylint.checking.packs import builtin_packs
from policylint.cli.main import main

RULES = "riverton-rules"
CHECK = f"{RULES}-live-streams-unaddressed"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def shown(capsys, *line):
    code = main(list(line))
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def rules(capsys):
    assert main(["pack", "new", RULES]) == 0
    assert capsys.readouterr().out == (
        f"Written:\n  {RULES}.yaml\n\n`policylint pack test {RULES}.yaml` runs its examples.\n"
    )
    return Path(f"{RULES}.yaml")


def edit(file, before, after):
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


# ---- new, test


def test_new_in_a_folder(capsys):
    assert main(["pack", "new", RULES, "--folder"]) == 0
    assert sorted(path.name for path in Path(RULES).iterdir()) == ["pack.yaml", f"{CHECK}.yaml"]
    capsys.readouterr()
    assert main(["pack", "test", RULES]) == 0
    assert capsys.readouterr().out == f"{RULES}: pack {RULES} 0.1, 1 check, 2 examples, no failures.\n"


@pytest.mark.parametrize("folder", [[], ["--folder"]])
def test_new_overwrites_nothing(folder, capsys):
    Path(RULES if folder else f"{RULES}.yaml").mkdir()
    assert main(["pack", "new", RULES, *folder]) == 2
    assert " is there already\n  Take another name, or move it away.\n" in capsys.readouterr().err


def test_an_example_that_fails(rules, capsys):
    edit(rules, "grade: silent, witness", "grade: partial, witness")
    assert main(["pack", "test", str(rules)]) == 1
    assert capsys.readouterr().out == (
        f"{RULES}.yaml:38: {CHECK}\n"
        '  the example "nothing about live streams" should fire, and:\n'
        "  - at /clauses the grade is silent, not partial\n"
        "\n"
        f"{RULES}.yaml: pack {RULES} 0.1, 1 check, 2 examples, 1 failure.\n"
    )


def test_a_pack_that_cannot_be_used_does_not_hide_the_others(rules, capsys):
    main(["pack", "new", "other"])
    edit(rules, "activity: livestream", "activity: livestreem")
    capsys.readouterr()
    assert main(["pack", "test", str(rules), "other.yaml"]) == 2
    assert capsys.readouterr().out == (
        f'{RULES}.yaml:16:43: "livestreem" is no word for "activity"\n'
        '  Write "livestream", or one of: post, reply, share, react, livestream, view, message, follow, '
        "create-account, administer, close-account, approve ….\n"
        "\n"
        "other.yaml: pack other 0.1, 1 check, 2 examples, no failures.\n"
        "1 fault in packs that cannot be used; their examples were not run.\n"
    )


def test_a_test_as_json(rules, capsys):
    edit(rules, "grade: silent, witness", "grade: partial, witness")
    code, told = shown(capsys, "pack", "test", str(rules), "nowhere", "--format", "json")
    example = {"pack": RULES, "check": CHECK, "file": str(rules)}
    assert (code, told) == (
        2,
        {
            "packs": [{"id": RULES, "version": "0.1", "where": str(rules), "checks": 1}],
            "examples": [
                {
                    **example,
                    "kind": "fires",
                    "name": "nothing about live streams",
                    "line": 38,
                    "wrong": ["at /clauses the grade is silent, not partial"],
                    "passed": False,
                },
                {**example, "kind": "quiet", "name": "the clause to paste", "line": 53, "wrong": [], "passed": True},
            ],
            "faults": [
                {
                    "file": None,
                    "line": None,
                    "column": None,
                    "message": 'there is no file or folder "nowhere"',
                    "remedy": "Look for a spelling mistake; `policylint pack new` makes one.",
                }
            ],
        },
    )


# ---- list


def test_list(rules, capsys):
    code, told = shown(capsys, "pack", "list", str(rules), "--format", "json")
    assert code == 0
    builtin = [(pack.id, "built in", None, len(pack.checks)) for pack in builtin_packs()]
    listed = [(each["id"], each["kind"], each["where"], each["checks"]) for each in told["packs"]]
    assert listed == [*builtin, (RULES, "file", str(rules), 1)]
    last = told["packs"][-1]
    assert len(last.pop("sha256")) == 64
    assert last == {
        "id": RULES,
        "title": "House rules of Riverton Rules",
        "version": "0.1",
        "kind": "file",
        "where": str(rules),
        "jurisdictions": [],
        "by_name": False,
        "builds_on": [],
        "adjusts": [],
        "checks": 1,
    }


def test_list_has_what_the_configuration_names(rules, capsys):
    Path(".policylint.yaml").write_text(f"packs: [./{rules}]\n", encoding="utf-8")
    assert main(["pack", "list"]) == 0
    assert f"{RULES} 0.1  1 check, file\n  House rules of Riverton Rules\n  from {rules}\n" in capsys.readouterr().out


# ---- used


def found(capsys, *line):
    code = main(["lint", "city.policy.yaml", "--format", "json", "--today", "2026-01-15", *line])
    captured = capsys.readouterr()
    assert code in (0, 1), captured.err
    return [(each["check"], each["severity"]) for each in json.loads(captured.out)["findings"]]


def test_lint_with_a_pack_on_top(rules, capsys):
    with_it = found(capsys, "--pack", str(rules))
    without = found(capsys)
    assert [each for each in with_it if each not in without] == [(CHECK, "warning")]
    assert len(with_it) == len(without) + 1


def test_lint_with_a_pack_beside_a_named_one(rules, capsys):
    assert (CHECK, "warning") in found(capsys, "--pack", f"us-federal,{rules}")


def test_lint_with_a_pack_of_the_configuration(rules, capsys):
    Path(".policylint.yaml").write_text(f"packs: [./{rules}]\n", encoding="utf-8")
    assert found(capsys, "--select", RULES) == [(CHECK, "warning")]
    # Given twice it counts once.
    assert found(capsys, "--select", RULES, "--pack", f"./{rules}") == [(CHECK, "warning")]


@pytest.mark.parametrize("how", ["command line", "configuration"])
def test_a_pack_with_faults_stops_the_run(how, rules, capsys):
    edit(rules, "activity: livestream", "activity: livestreem")
    line = ["--pack", str(rules)] if how == "command line" else []
    if not line:
        Path(".policylint.yaml").write_text(f"packs: [./{rules}]\n", encoding="utf-8")
    assert main(["lint", "city.policy.yaml", *line]) == 2
    assert f'{rules}:16:43: "livestreem" is no word for "activity"\n  Write "livestream"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("./nowhere", 'policylint: there is no file or folder "./nowhere"\n  Look for a spelling mistake; `policylint'),
        ("us-fedral", 'policylint: there is no pack "us-fedral": did you mean "us-federal"?\n  The packs are: core, '),
    ],
)
def test_a_pack_that_is_not_there(name, said, capsys):
    assert main(["lint", "city.policy.yaml", "--pack", name]) == 2
    assert capsys.readouterr().err.startswith(said)


def test_explain_and_checks_know_it(rules, capsys):
    code, told = shown(capsys, "explain", CHECK, "--pack", str(rules), "--format", "json")
    assert code == 0
    assert [(each["check"], each["pack"], each["examples"]["quiet"][0]["name"]) for each in told["checks"]] == [
        (CHECK, RULES, "the clause to paste")
    ]
    code, told = shown(capsys, "checks", "--pack", str(rules), "--format", "json")
    assert [each["id"] for each in told["checks"]] == [CHECK]


def test_a_pack_of_an_installed_package(rules, tmp_path, monkeypatch, capsys):
    site = tmp_path / "site"
    main(["pack", "new", "acme", "--folder"])
    (site / "acme_house").mkdir(parents=True)
    Path("acme").rename(site / "acme_house" / "rules")
    (site / "acme_house" / "__init__.py").write_text("raise RuntimeError\n", encoding="utf-8")
    dist = site / "acme_house-1.2.dist-info"
    dist.mkdir()
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-house\nVersion: 1.2\n", encoding="utf-8")
    (dist / "entry_points.txt").write_text("[policylint.packs]\nacme = acme_house.rules\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    capsys.readouterr()
    check = ("acme-live-streams-unaddressed", "warning")
    assert check not in found(capsys)
    assert check in found(capsys, "--pack", "acme")
    Path(".policylint.yaml").write_text("packs: [acme]\n", encoding="utf-8")
    assert check in found(capsys)
    _, told = shown(capsys, "pack", "list", "--format", "json")
    assert told["faults"] == []
    assert [(each["id"], each["where"]) for each in told["packs"] if each["kind"] == "installed"] == [
        ("acme", "acme-house 1.2: acme_house/rules")
    ]
    assert "acme_house" not in sys.modules


# ---- docs


def test_docs_of_a_pack(rules, capsys):
    notes = Path("pages") / "notes.md"
    old = Path("pages") / RULES / "gone.md"
    old.parent.mkdir(parents=True)
    notes.write_text("# My own\n", encoding="utf-8")
    old.write_text("<!-- Made by `policylint pack docs` from the check files: change those instead. -->\n", "utf-8")
    assert main(["pack", "docs", str(rules), "--output", "pages"]) == 0
    assert capsys.readouterr().out == "pages: 4 written, 0 unchanged, 1 deleted\n"
    made = sorted(str(path.relative_to("pages").as_posix()) for path in Path("pages").rglob("*.md"))
    assert made == ["README.md", "notes.md", f"{RULES}/README.md", f"{RULES}/{CHECK}.md", "sources.md"]
    assert main(["pack", "docs", str(rules), "--output", "pages"]) == 0
    assert capsys.readouterr().out == "pages: 0 written, 4 unchanged, 0 deleted\n"

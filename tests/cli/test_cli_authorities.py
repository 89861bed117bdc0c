"""`policylint authorities`: listed, filtered, and one source with everything a reader needs before relying on it."""

import json

import pytest

from policylint.checking.authorities import register
from policylint.checking.packs import builtin_packs
from policylint.cli.main import main

KNOWN = register()
CHECKS = {check.id: check for pack in builtin_packs() for check in pack.checks}
MOVED = "ada-title-ii-web-2024"


def ids(capsys, *line):
    assert main(["authorities", "--format", "json", *line]) == 0
    return [each["id"] for each in json.loads(capsys.readouterr().out)["authorities"]]


def test_all_in_the_order_of_the_register(capsys):
    assert ids(capsys) == list(KNOWN)


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--kind", "law"], lambda each: each.kind == "law"),
        (["--kind", "law", "--kind", "case"], lambda each: each.kind in ("law", "case")),
        (["--verified", "partly"], lambda each: each.verified == "partly"),
        (
            ["--cited-by", "second-factor-missing"],
            lambda each: each.id in CHECKS["second-factor-missing"].authorities,
        ),
        (["--kind", "law", "--verified", "no"], lambda each: each.kind == "law" and each.verified == "no"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters(options, wanted, capsys):
    assert ids(capsys, *options) == [name for name, each in KNOWN.items() if wanted(each)]


@pytest.mark.parametrize(
    ("code", "has", "lacks"),
    [
        ("US-WA", {"wa-rcw-49-44-200", MOVED, "cis-controls-v8"}, {"md-labor-3-712", "uk-gds-playbook"}),
        ("US-MD", {"md-labor-3-712"}, {"wa-rcw-49-44-200"}),
        ("GB", {"uk-gds-playbook", "cis-controls-v8"}, {"wa-rcw-49-44-200", MOVED}),
        ("NZ", {"nz-psc-personal"}, {"uk-gds-playbook"}),
        ("DE", {"eu-gdpr-88"}, {"nz-psc-personal"}),
    ],
)
def test_of_a_place(code, has, lacks, capsys):
    found = set(ids(capsys, "--jurisdiction", code))
    assert has - found == set()
    assert lacks & found == set()


WHOLE = """\
ada-title-ii-web-2024  (regulation)
  Nondiscrimination on the Basis of Disability; Accessibility of Web Information
  and Services of State and Local Government Entities
  US Department of Justice, 2024, 28 CFR part 35 subpart H; 89 FR 31320
  How binding: binding on US state and local governments (jurisdiction:
  US-state)
  Applies from 2027-04-26.
  State and local governments make web content and mobile apps meet WCAG 2.1
  level AA, including content supplied through others, with limited exceptions.
  Careful: The compliance dates were moved by ada-title-ii-ifr-2026; cite both.
  Do not cite it for an exception for older posts.
  https://www.govinfo.gov/content/pkg/FR-2024-04-24/html/2024-07758.htm
  What it is good for: Supports accessibility of state/local social posts.
  Cited by: accessibility-unmet and posts-below-wcag

This is not legal advice.
"""


def test_one_in_full(capsys):
    assert main(["authorities", MOVED, "--today", "2026-01-15"]) == 0
    assert capsys.readouterr().out == WHOLE


def test_once_it_applies_nothing_is_said_of_the_date(capsys):
    assert main(["authorities", MOVED, "--today", "2027-04-26"]) == 0
    assert capsys.readouterr().out == WHOLE.replace("  Applies from 2027-04-26.\n", "")


@pytest.mark.parametrize(("today", "in_force"), [("2027-04-25", False), ("2027-04-26", True)])
def test_json(today, in_force, capsys):
    assert main(["authorities", MOVED, "--today", today, "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["authorities"]
    source = KNOWN[MOVED]
    assert told == {
        **{name: value or None for name, value in source._asdict().items() if name != "own"},
        "places": list(source.own),
        "in_force": in_force,
        "cited_by": ["accessibility-unmet", "posts-below-wcag"],
    }


def test_what_nobody_read_says_so(capsys):
    unread = next(name for name, each in KNOWN.items() if each.verified == "partly")
    main(["authorities", unread])
    assert "  We saw that this source exists but did not read this point ourselves.\n" in capsys.readouterr().out


def test_a_line_for_each(capsys):
    assert main(["authorities", "--cited-by", "posts-below-wcag", "--today", "2026-01-15"]) == 0
    assert capsys.readouterr().out.startswith(
        "ada-title-ii-web-2024\n"
        "  Nondiscrimination on the Basis of Disability; Accessibility of Web Information\n"
        "  and Services of State and Local Government Entities (US Department of Justice,\n"
        "  2024)\n"
        "  regulation; binding on US state and local governments; read; applies from\n"
        "  2027-04-26; cited by 2 checks\n"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["ada-title-ii-web-2025"],
            'policylint: there is no source "ada-title-ii-web-2025": did you mean "ada-title-ii-web-2024"?\n'
            "  `policylint authorities` lists them all.\n",
        ),
        (
            ["--kind", "laws"],
            'policylint: there is no kind of source "laws": did you mean "law"?\n'
            "  The kinds are: audit, case, guidance, law, regulation, research, standard.\n",
        ),
        (
            ["--cited-by", "second-factor"],
            'policylint: there is no check "second-factor": did you mean "second-factor-missing"?\n'
            "  `policylint checks` lists them all.\n",
        ),
        (["--jurisdiction", "XX"], 'policylint: the register has no source for "XX"\n  It has: '),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_refused(options, said, capsys):
    assert main(["authorities", *options]) == 2
    assert capsys.readouterr().err.startswith(said)

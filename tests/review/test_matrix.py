"""The matrix for auditors: which clauses meet a check, every state, and formats that are safe to open."""

import csv
import datetime
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jsonschema_rs
import pytest

from policylint.finding import Aside
from policylint.reading.files import read_file
from policylint.report import PackInfo
from policylint.reporters.matrix import COLUMNS, matrix_csv, matrix_json
from policylint.reporters.matrix_html import matrix_html
from policylint.reporters.oscal import oscal
from policylint.review.matrix import (
    BASELINE,
    FINDING,
    MET,
    NOT_ASKED,
    STATES,
    SUPPRESSED,
    WAIVED,
    Audit,
    Audited,
    Proof,
    Row,
    Source,
    audit,
)
from policylint.run.collect import Inputs
from policylint.run.engine import Settings
from policylint.source import Source as Text

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 23)
SCHEMA = jsonschema_rs.validator_for(
    json.loads((ROOT / "tests/schemas/oscal-assessment-results-1.2.3.json").read_text(encoding="utf-8"))
)


def audited(name: str, select: tuple[str, ...] = ()) -> Audit:
    read = read_file(ROOT / "sample_policies" / name, name)
    assert isinstance(read, Text)
    return audit(Inputs((read,), (), ""), Settings(TODAY, select=select))


MEETING = {
    "covered": (
        "off-hours-on-own-device-unaddressed",
        "settles it by name",
        # Of those that name device and time, the ones that settle an everyday case: wrongdoing and pay are none.
        [
            "own-time-own-device",
            "who-speaks",
            "official-posts-from-own-device",
            "not-for-publication",
            "likes-and-shares",
        ],
    ),
    "duty": ("second-factor-missing", "demands it", ["second-factor"]),
    "statement": ("legal-basis-unstated", "states it", ["legal-basis"]),
    "field": ("effective-date-missing", "is written there", [""]),
    "never": ("login-demands-allowed", "rules it out or sets conditions", ["supervisors", "no-log-in-demands"]),
}


@pytest.mark.parametrize(("check", "how", "clauses"), MEETING.values(), ids=MEETING)
def test_the_clauses_that_meet_a_check(check: str, how: str, clauses: list[str]) -> None:
    (file,) = audited("riverton-city/social-media.policy.yaml", (check,)).files
    (row,) = [row for row in file.rows if row.check == check]
    assert (row.state, [(proof.clause, proof.how) for proof in row.proofs]) == (MET, [(name, how) for name in clauses])
    assert all(proof.line > 1 and proof.file.endswith("social-media.policy.yaml") for proof in row.proofs)


def test_every_check_has_a_row_and_only_one_state_but_for_findings() -> None:
    (file,) = audited("county-sheriff/social-media.policy.yaml").files
    states: dict[str, set[str]] = {}
    for row in file.rows:
        states.setdefault(row.check, set()).add(row.state)
    assert [check for check, found in states.items() if len(found) > 1] == []
    assert {state: file.count(state) > 0 for state in STATES} == {
        FINDING: True, WAIVED: False, BASELINE: False, SUPPRESSED: False, MET: True, NOT_ASKED: True,
    }  # fmt: skip
    assert all(row.why for row in file.rows if row.state == NOT_ASKED)
    assert all(row.message and row.severity for row in file.rows if row.state == FINDING)


def test_a_file_that_cannot_be_read_is_not_met() -> None:
    (file,) = audit(Inputs((Text("x.policy.yaml", "policylint: 1\npolicy: ["),), (), ""), Settings(TODAY)).files
    assert {row.state for row in file.rows} == {FINDING, NOT_ASKED}
    assert [(row.check, row.why != "") for row in file.rows if row.state == NOT_ASKED] == [("*", True)]


HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> & \u202e "quoted"\nnext'


def made(text: str) -> Audit:
    """An audit with a row of every state, and a text in every place that one can come to."""
    aside = Aside("waiver", text, 3, text, text, "2027-01-31")
    source = Source("a", text, text, "javascript:alert(1)")
    proof = Proof(text, text, text, text, 7, "/clauses/0", text)
    row = Row("some-check", text, text, "core", ("A1",), text, (source,), MET, proofs=(proof,))
    found = row._replace(
        proofs=(), severity="error", message=text, remedy=text, clause=text, line=9, path="/x", fingerprint="f"
    )
    rows = (
        found._replace(state=FINDING),
        found._replace(check="other", state=WAIVED, aside=aside),
        found._replace(check="third", state=BASELINE, aside=aside._replace(by="baseline", until="")),
        found._replace(
            check="fourth", state=SUPPRESSED, aside=aside._replace(by="comment", owner="", until="", reason="")
        ),
        row._replace(check="fifth"),
        row._replace(check="sixth", state=NOT_ASKED, why=text, proofs=()),
    )
    return Audit(
        "1.0", "2026-11-23", (PackInfo("core", text, "0" * 64),), (Audited(text, text, text, text, rows),), False
    )


TEXTS = {"plain": "some text", "hostile": HOSTILE, "blank": " "}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_csv_holds_no_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(matrix_csv(made(text)))))
    assert [len(row) for row in rows] == [len(COLUMNS)] * 7
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
    assert [row[COLUMNS.index("state")] for row in rows[1:]] == [
        "finding", "waived", "baseline", "suppressed", "met", "not-asked",
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula_becomes_text(start: str) -> None:
    rows = list(csv.reader(io.StringIO(matrix_csv(made(start)))))
    title = rows[1][COLUMNS.index("title")]
    assert title.lstrip().startswith("'") or title.startswith(" ")


class Page(HTMLParser):
    """Collects what a page may do and how it is built."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.unclosed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.unclosed.append(tag)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_page_is_sound_and_does_nothing(text: str) -> None:
    page = Page()
    page.feed(matrix_html(made(text)))
    assert (page.open, page.unclosed) == ([], [])
    assert page.all("script", "img", "link", "iframe", "object", "form") == []
    assert [attrs["href"] for attrs in page.all("a")] == ["#main"]
    assert [name for _, attrs in page.tags for name in attrs if name.startswith("on")] == []


def test_the_page_can_be_read_without_eyes() -> None:
    page = Page()
    page.feed(matrix_html(audited("county-sheriff/social-media.policy.yaml")))
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("caption")) == len(page.all("table")) > 5
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row"}
    assert len(page.all("title")) == len(page.all("h1")) == len(page.all("main")) == 1
    assert all(attrs["href"].startswith(("https://", "http://", "#")) for attrs in page.all("a"))


ON = {"ink": ["paper", "head"], "soft": ["paper"], "link": ["paper"]}
ON |= {name: [f"{name}-paper"] for name in ("met", "finding", "aside")}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_colours_have_contrast(dark: bool) -> None:
    style = matrix_html(made("x")).split("<style>")[1].split("</style>")[0]
    lines = [line for line in style.splitlines() if ":root" in line and ("dark) {" in line) is dark]
    colours = dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6});", " ".join(lines)))
    assert {name: contrast(colours[name], colours[on]) >= 7 for name, ons in ON.items() for on in ons} == dict.fromkeys(
        ON, True
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.1 defines it."""

    def light(colour: str) -> float:
        digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
        parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


# ---- OSCAL


def problems(text: str) -> list[str]:
    return [f"{list(error.instance_path)}: {error.message[:120]}" for error in SCHEMA.iter_errors(json.loads(text))]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_oscal_fits_the_official_schema(text: str) -> None:
    assert problems(oscal(made(text))) == []


@pytest.mark.parametrize("name", ["riverton-city/comment-rules.policy.yaml", "county-sheriff/social-media.policy.yaml"])
def test_oscal_of_a_sample_fits_the_official_schema(name: str) -> None:
    assert problems(oscal(audited(name))) == []


def test_the_schema_refuses_what_is_wrong() -> None:
    broken = json.loads(oscal(made("x")))
    broken["assessment-results"]["uuid"] = "no"
    assert len(problems(json.dumps(broken))) == 1


def test_oscal_refers_only_to_what_it_holds() -> None:
    (result,) = json.loads(oscal(audited("county-sheriff/social-media.policy.yaml")))["assessment-results"]["results"]
    observed = [each["uuid"] for each in result["observations"]]
    risks = [each["uuid"] for each in result["risks"]]
    assert len({*observed, *risks}) == len(observed) + len(risks)
    named = [each["observation-uuid"] for finding in result["findings"] for each in finding["related-observations"]]
    assert sorted(named) == sorted(observed)
    named = [each["risk-uuid"] for finding in result["findings"] for each in finding.get("related-risks", ())]
    assert sorted(named) == sorted(risks)
    controls = [each["control-id"] for each in result["reviewed-controls"]["control-selections"][0]["include-controls"]]
    assert sorted(each["target"]["target-id"] for each in result["findings"]) == controls


def test_oscal_tells_a_waiver_from_an_open_finding() -> None:
    (result,) = json.loads(oscal(made("x")))["assessment-results"]["results"]
    assert [(risk["status"], risk.get("deadline")) for risk in result["risks"]] == [
        ("open", None),
        ("deviation-approved", "2027-01-31T00:00:00Z"),
        ("deviation-approved", None),
        ("deviation-approved", None),
    ]
    assert {each["target"]["target-id"]: each["target"]["status"]["state"] for each in result["findings"]} == {
        "some-check": "not-satisfied",
        "other": "not-satisfied",
        "third": "not-satisfied",
        "fourth": "not-satisfied",
        "fifth": "satisfied",
    }


@pytest.mark.parametrize("form", [matrix_csv, matrix_html, matrix_json, oscal])
def test_the_same_run_gives_the_same_file(form) -> None:
    name = "water-district/network-ban.policy.yaml"
    assert form(audited(name)) == form(audited(name))


def test_json_holds_every_row() -> None:
    found = audited("water-district/network-ban.policy.yaml")
    (file,) = json.loads(matrix_json(found))["files"]
    assert [(row["check"], row["state"]) for row in file["rows"]] == [
        (row.check, row.state) for row in found.files[0].rows
    ]
    assert sum(file["summary"].values()) == len({row["check"] for row in file["rows"]})

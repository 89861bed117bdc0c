"""The guide for policy authors keeps its word: each example is a policy, and each answer it gives is the engine's.

A YAML block is a whole file, or is marked behind its fence as `clauses` (a part of the list of clauses) or `file`
(written at the left edge). An answer stands in bold before a comment that asks the same of the block above it:
`ask` (what `policylint ask` answers), `covered` (how firmly the everyday cases are settled), `event` (duties).
`with ID` adds a clause of another block.
"""

import datetime
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from policylint.cli.main import main
from policylint.policy.answers import answers
from policylint.policy.build import build_set
from policylint.policy.coverage import coverage
from policylint.policy.decide import Decision, decide
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.yamltree import parse
from policylint.reporters.answers import SAID
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.source import Source

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "writing-a-policy.md").read_text(encoding="utf-8")
LINES = PAGE.splitlines()
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "policy.schema.json").read_text(encoding="utf-8")))

ASKED = ("consistency", "prose", "document")
# The page shows kinds of clause and no complete policy: these ask for what it leaves out on purpose.
NOT_SHOWN = (
    "contact-missing",
    "owner-missing",
    "review-date-missing",
    "version-missing",
    "official-account-personal-posts-open",
    "only-shuts-out-unnamed",  # the answers below the example say whom it shuts out
)
FENCE = re.compile(r"^```(\S*) ?(.*)$")
CLAIM = re.compile(r"\*\*([^*]+)\*\* <!-- (ask|covered|event)(?: with ([a-z-]+))?: (.*?)(?: => ([a-z]+))? -->")


class Block(NamedTuple):
    """A YAML block. part: what is marked behind its fence; empty for a whole file. line: of its fence."""

    line: int
    part: str
    text: str


class Claim(NamedTuple):
    """An answer of the page. said: the words in bold. expected: what the comment says, empty for duties."""

    line: int
    block: Block
    said: str
    kind: str
    extra: str
    asked: str
    expected: str


def blocks() -> Iterator[Block]:
    start, part = 0, ""
    for number, line in enumerate(LINES, 1):
        fence = FENCE.match(line)
        if fence and not start:
            assert fence[1] == "yaml", f"line {number}: a block that nothing tests"
            start, part = number, fence[2]
        elif fence:
            yield Block(start, part, "\n".join(LINES[start : number - 1]) + "\n")
            start = 0


BLOCKS = tuple(blocks())
PARTS = tuple(block for block in BLOCKS if block.part)
START = BLOCKS[0].text


def claims() -> Iterator[Claim]:
    for number, line in enumerate(LINES, 1):
        for said, kind, extra, asked, expected in CLAIM.findall(line):
            block = [each for each in BLOCKS if each.line < number][-1]
            yield Claim(number, block, said, kind, extra, asked, expected)


CLAIMS = tuple(claims())


def clause(name: str) -> str:
    """The lines of one clause of the page."""
    for block in BLOCKS:
        found = re.search(rf"^- id: {name}\n(?: .*\n)*", block.text, re.MULTILINE)
        if found and block.part == "clauses":
            return found[0]
    raise AssertionError(f"no clause {name} on the page")


def whole(block: Block, extra: str = "") -> str:
    """The file that a reader has after pasting a block below the five lines, with one more clause if wanted."""
    if not block.part:
        return block.text
    if block.part == "file":
        return START + block.text
    return f"{START}clauses:\n{block.text}{clause(extra) if extra else ''}"


@functools.cache
def everything() -> str:
    clauses = "".join(block.text for block in PARTS if block.part == "clauses")
    return START + "".join(block.text for block in PARTS if block.part == "file") + "clauses:\n" + clauses


def read(text: str) -> Any:
    document = parse(Source("guide.policy.yaml", text))
    assert [problem.message for problem in document.problems] == []
    return document.data


@functools.cache
def decision(text: str) -> Decision:
    data = read(text)
    policies = build_set(Vocabulary.standard(), [data])
    assert [(fault.path, fault.message) for fault in policies.problems] == []
    return decide(policies, data["policy"]["id"])


def box(written: str) -> dict[str, Any]:
    """A box from words such as `who contractor, device [agency, shared]`."""
    pairs = re.findall(r"([a-z]+) (\[[^]]*\]|[a-z-]+)", written)
    assert ", ".join(f"{name} {value}" for name, value in pairs) == written
    return {name: re.findall(r"[a-z-]+", value) for name, value in pairs}


def place(each: Block | Claim) -> str:
    return f"line {each.line}"


# ---- the examples


def test_every_block_is_whole_or_marked_as_a_part() -> None:
    first = {"": "policylint: 1", "clauses": "- id: "}
    wrong = [place(each) for each in BLOCKS if not each.text.startswith(first.get(each.part, ""))]
    assert wrong == []
    assert {each.part for each in BLOCKS} == {"", "clauses", "file"}


@pytest.mark.parametrize("block", BLOCKS, ids=place)
def test_an_example_is_accepted_and_built(block: Block) -> None:
    text = whole(block)
    assert [error.message for error in SCHEMA.iter_errors(read(text))] == []
    assert decision(text).policy.id == "millbrook-social-media"


def test_the_start_is_five_lines() -> None:
    assert len(START.splitlines()) == 5


def test_examples_are_in_block_style() -> None:
    assert [line for block in BLOCKS for line in block.text.splitlines() if "{" in line] == []


def test_all_examples_together_are_one_policy_that_says_what_it_means() -> None:
    """Pasted into one file they have no fault of form or wording, and do not contradict each other."""
    text = everything()
    assert [error.message for error in SCHEMA.iter_errors(read(text))] == []
    settings = Settings(datetime.date(2026, 11, 24), select=ASKED, ignore=NOT_SHOWN, packs=("core",))
    report = lint(Inputs((Source("guide.policy.yaml", text),), ()), settings)
    assert [(each.clause or each.path, each.check, each.message) for each in report.findings] == []


# ---- the answers


def test_every_answer_is_read() -> None:
    """No comment that looks like a claim escapes the tests for a slip of the pen."""
    assert len(CLAIMS) == PAGE.count("<!--")
    assert {each.kind for each in CLAIMS} == {"ask", "covered", "event"}


@pytest.mark.parametrize("claim", [each for each in CLAIMS if each.kind == "ask"], ids=place)
def test_an_answer_is_the_one_that_the_engine_gives(claim: Claim) -> None:
    asked = decision(whole(claim.block, claim.extra))
    found = answers(asked, asked.vocabulary.asked(box(claim.asked)).bits)
    assert [(each.verdict, each.complete) for each in found] == [(claim.expected, True)]
    assert claim.said == SAID[claim.expected]


@pytest.mark.parametrize("claim", [each for each in CLAIMS if each.kind == "covered"], ids=place)
def test_a_grade_is_the_one_that_the_engine_gives(claim: Claim) -> None:
    text = f"{START}clauses:\n{clause(claim.extra)}" if claim.extra else whole(claim.block)
    asked = decision(text)
    written, names = claim.asked.split("; naming ")
    words = asked.vocabulary
    found = coverage(asked, words.asked(box(written)), words.dimensions_of(names.split(", ")))
    assert (found.grade, found.complete) == (claim.expected, True)
    assert claim.said == claim.expected


@pytest.mark.parametrize("claim", [each for each in CLAIMS if each.kind == "event"], ids=place)
def test_the_duties_of_an_event_are_those_named(claim: Claim) -> None:
    policy = decision(whole(claim.block)).policy
    due = [duty.kind for each in policy.clauses for duty in each.duties if claim.asked in duty.upon]
    assert claim.said == ", ".join(due)


# ---- what the sentences around the examples say

OWN_POST = {"capacity": "personal", "activity": "post", "account": "own"}
FOR_THE_TOWN = {"capacity": "official", "activity": "post", "account": "official"}
ROAD = {**FOR_THE_TOWN, "who": "staff", "role": "spokesperson", "device": "personal-enrolled", "period": "ordinary"}
WRONGDOING = {**OWN_POST, "who": "intern", "topic": "wrongdoing", "information": "non-public", "manner": "civil"}

# clauses that meet; what is changed in them; the situation; the verdict
CHANGED: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...], dict[str, str], str]] = {
    "only without who leaves others open": (
        ("who-speaks",),
        (("only: [who, role]", "only: [role]"),),
        {**FOR_THE_TOWN, "who": "contractor"},
        "silent",
    ),
    "a statement lifts no ban": (
        ("no-secrets",),
        (("clauses:\n", "clauses:\n- id: saving\n  state: saving\n  text: Nothing limits reports of wrongdoing.\n"),),
        WRONGDOING,
        "forbidden",
    ),
    "without overrides, what names everything contradicts": (
        ("posting-from-own-devices", "spokespersons-on-the-road"),
        (("  overrides: [posting-from-own-devices]\n", ""),),
        {**ROAD, "channel": "public-platform"},
        "conflict",
    ),
    "without overrides, what names less yields": (
        ("posting-from-own-devices", "who-speaks"),
        (),
        {**ROAD, "channel": "public-platform"},
        "forbidden",
    ),
    "who is left out for all who work for the agency": (
        ("no-harassment",),
        (),
        {"who": "workforce", "activity": "post", "manner": "harassing"},
        "forbidden",
    ),
    "who is left out for nobody else": (
        ("no-harassment",),
        (),
        {"who": "elected-official", "activity": "post", "manner": "harassing"},
        "silent",
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_the_sentences_say_of_a_change_is_so(name: str) -> None:
    clauses, changes, asked, verdict = CHANGED[name]
    text = START + "clauses:\n" + "".join(map(clause, clauses))
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    made = decision(text)
    found = answers(made, made.vocabulary.asked(asked).bits)
    assert [(each.verdict, each.complete) for each in found] == [(verdict, True)]


def test_what_waits_for_confirmation_is_never_explicit() -> None:
    sure = START + "clauses:\n" + clause("no-secrets")
    asked = {"who": "workforce", "activity": "speak", "information": "non-public"}
    grades = []
    for text in (sure, sure + "  to-confirm: [forbid/device]\n"):
        made = decision(text)
        naming = made.vocabulary.dimensions_of(["device", "time"])
        grades.append(coverage(made, made.vocabulary.asked(asked), naming).grade)
    assert grades == ["explicit", "general"]


def test_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "social-media.policy.yaml").write_text(START, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"`policylint ([^`]+)`", PAGE)
    codes = {command: main(command.split()) for command in commands}
    capsys.readouterr()
    assert codes == {
        "lint social-media.policy.yaml": 1,
        "explain social-media.policy.yaml:2": 1,
        "explain off-hours-unaddressed": 0,
        "ask social-media.policy.yaml --who contractor --device personal --time off-hours": 0,
        "coverage social-media.policy.yaml": 0,
        "ask --help": 0,
    }


# ---- the words, the finding, the page


def test_the_table_has_every_word_under_its_dimension() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| [^|]+ \| (.+) \|$", PAGE, re.MULTILINE)
    listed = {name: sorted(re.findall(r"`([a-z-]+)`", cell)) for name, cell in rows}
    data = read((ROOT / "schemas" / "vocabulary.yaml").read_text(encoding="utf-8"))
    assert listed == {
        each["id"]: sorted(word["id"] for word in (*each["values"], *each.get("groups", ())))
        for each in data["dimensions"]
    }


def test_groups_are_bold_and_have_their_members_behind_them() -> None:
    data = read((ROOT / "schemas" / "vocabulary.yaml").read_text(encoding="utf-8"))
    rows = dict(re.findall(r"^\| `([a-z]+)` \| [^|]+ \| (.+) \|$", PAGE, re.MULTILINE))
    bold = {name: re.findall(r"\*\*`([a-z-]+)`\*\*", cell) for name, cell in rows.items()}
    assert {name: sorted(words) for name, words in bold.items()} == {
        each["id"]: sorted(group["id"] for group in each.get("groups", ())) for each in data["dimensions"]
    }
    strayed = [
        (each["id"], group["id"], member)
        for each in data["dimensions"]
        for group in each.get("groups", ())
        for member in group["members"]
        if rows[each["id"]].index(f"`{member}`") < rows[each["id"]].index(f"`{group['id']}`")
    ]
    assert strayed == []


def test_links_lead_to_headings() -> None:
    headings = [re.sub(r"[^a-z0-9 -]", "", line[3:].lower()).replace(" ", "-") for line in LINES if line[:3] == "## "]
    linked = re.findall(r"\]\(#([a-z-]+)\)", PAGE)
    assert list(dict.fromkeys(linked)) == headings


def test_the_page_stays_one_page() -> None:
    assert len(LINES) <= 345

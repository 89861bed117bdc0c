"""The texts of `explain`, `checks`, `ask` and `coverage`, from values made by hand, whole."""

import json

from golden import same

from policylint.checking.authorities import Authority
from policylint.checking.packs import Check
from policylint.checking.packs import Page as Examples
from policylint.reporters.answers import answers_json, answers_text
from policylint.reporters.catalogue import Item, catalogue_json, catalogue_text
from policylint.reporters.coverage import Cell, Matrix, coverage_json, coverage_text
from policylint.reporters.explain import explain_data, explain_json, explain_text
from policylint.reporters.page import Page
from policylint.reporters.telling import Owed, Said, Told

PAGE = Page(80)

CHECK = Check(
    id="off-hours-unaddressed",
    pack="core",
    title="use outside working hours is not addressed",
    group="scope",
    element=("A6",),
    question="May staff post in the evening?",
    applies={},
    assertion={"covered": {"within": {"time": "off-hours"}, "naming": ["time"]}},
    severity={"silent": "error", "partial": "warning", "general": "warning", "excluded": "note", "advised": "off"},
    why="Without an answer everyone guesses, and guesses differently.",
    remedy="Say whether the rules hold outside working hours.",
    authorities=("a-guide", "a-law"),
    backing="guidance",
    since="0.1",
    reason="The law of this country says more.",
)
EXAMPLES = Examples(
    "- id: own-time\n  permit:\n    time: off-hours\n",
    ({"name": "a policy that says nothing", "policy": "policylint: 1\nclauses: []\n", "finds": []},),
    ({"name": "one clause says it", "policy": "policylint: 1\nclauses:\n  - id: own-time\n"},),
)
GUIDE = Authority(
    "a-guide", "A guide for agencies", "Some Centre", "2010", "INT", "part 2", "guidance", "https://guide.example/",
    "Asks agencies to say which hours their rules hold in.", "", "yes", "guidance", "Do not cite its numbers.", "",
)  # fmt: skip
LAW = Authority(
    "a-law", "An act", "A parliament", "2026", "US-WA", "section 4", "law", "",
    "", "", "partly", "binding", "", "2027-01-01",
)  # fmt: skip


def test_explain_text():
    same("explain.txt", explain_text(PAGE, CHECK, EXAMPLES, {"a-guide": GUIDE, "a-law": LAW}, "2026-11-23"))


def test_explain_text_of_a_plain_check():
    plain = CHECK._replace(severity="warning", authorities=(), backing="good-practice", reason="")
    same("explain-plain.txt", explain_text(PAGE, plain, Examples("", (), ()), {}, "2026-11-23"))


def test_explain_json():
    same("explain.json", explain_json([explain_data(CHECK, EXAMPLES, {"a-guide": GUIDE, "a-law": LAW})]))


ITEMS = [
    Item("conflict", "one clause allows what another forbids", "consistency", "core", "error", "Do they?"),
    Item("no-captions", "videos need no captions", "content", "core", "note", "Do they?"),
    Item("hatch-unnamed", "the Hatch Act is not named", "conduct", "us-federal", "warning", "Is it?"),
]


def test_list_of_checks():
    packs = [("core", "Any public body"), ("uk", "United Kingdom"), ("us-federal", "US federal agencies")]
    same("checks.txt", catalogue_text(PAGE, ITEMS, packs, "3 checks."))
    assert json.loads(catalogue_json(ITEMS)) == {"checks": [item._asdict() for item in ITEMS]}


OWN = Said("riverton", "own-time", "Your own time", "social.policy.yaml", 34)
PHONES = Said("riverton", "phones", "", "phones.policy.yaml", 7)
SCOPE = Said("riverton", "", "the scope", "social.policy.yaml", 12)
PLAIN = Told("permitted", "explicit", (), {"who": ("staff",)}, {}, "", (OWN,), 0, (), (), (), True)
TOLD = (
    PLAIN._replace(
        verdict="conditional",
        grade="general",
        where=(("capacity", "official"),),
        values={"who": ("staff",), "capacity": ("official",)},
        witness={"who": "staff", "capacity": "official"},
        example="a member of staff posts in an official capacity",
        clauses=(OWN, PHONES),
        deciding=1,
        overridden=(PHONES,),
        conditions=("approval (by communications director)",),
        duties=(Owed("forward-copy", "forward a copy", False, PHONES), Owed("train", "train", True, OWN)),
    ),
    PLAIN._replace(where=(("capacity", "personal"),)),
    PLAIN._replace(where=(("topic", "own"),)),
    PLAIN._replace(where=(("topic", "pay"),)),
    PLAIN._replace(verdict="excluded", grade="", where=(("who", "public"),), clauses=(SCOPE,)),
    PLAIN._replace(
        verdict="silent",
        grade="silent",
        witness={"who": "staff"},
        example="a member of staff posts",
        clauses=(),
        complete=False,
    ),
)
ASKED = [("who", "staff member")]


def test_answers_text():
    notes = ["Saturday 2026-11-28 21:30 is outside working hours (mon-fri 08:00-17:00)."]
    same("answers.txt", answers_text(PAGE, "Social media (riverton)", "social.policy.yaml", ASKED, TOLD, notes))


def test_answers_text_to_no_question_at_all():
    same(
        "answers-open.txt",
        answers_text(PAGE, "Social media (riverton)", "social.policy.yaml", [], TOLD[-1:], verbose=True),
    )


def test_answers_json():
    same("answers.json", answers_json("riverton", {"who": ["staff"]}, TOLD))


def _cells():
    grades = ["explicit", "general", "partial", "silent", "excluded", "delegated", "advised", None]
    names = iter(grades)
    for row in ("agency", "shared"):
        for column in ("working-hours", "break", "off-hours", "leave"):
            grade = next(names)
            witness = {"device": row, "time": column}
            yield Cell(
                row, column, grade, 0.5 if grade == "partial" else None, witness, f"someone posts, {column}", True
            )


MATRIX = Matrix(
    "riverton",
    "Social media (riverton)",
    "device",
    "time",
    {"agency": "agency device", "shared": "shared device"},
    {"working-hours": "working hours", "break": "break", "off-hours": "off hours", "leave": "leave"},
    {"who": ("staff", "contractor")},
    "who: staff or contractors",
    tuple(_cells()),
)


def test_coverage_text():
    same("coverage.txt", coverage_text(PAGE, MATRIX))


def test_coverage_text_on_a_narrow_page_is_divided():
    same("coverage-narrow.txt", coverage_text(Page(46), MATRIX))


def test_coverage_json():
    same("coverage.json", coverage_json(MATRIX))

"""The survey: whole answers for small texts, real texts as a reader coded them, every format, and any text at all."""

import datetime
import json
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policylint.authoring.header import header, iso_date
from policylint.authoring.import_ import draft
from policylint.authoring.norms import norms
from policylint.authoring.survey import Survey, survey
from policylint.authoring.topics import answers
from policylint.authoring.turns import Phrases
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import read_bytes
from policylint.reporters.page import Page
from policylint.reporters.survey import around, survey_data, survey_json, survey_text
from policylint.reporters.survey_page import survey_page
from tests.authoring.measure import CORPUS, judged
from tests.cli.running import run

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 1, 1)
VOCABULARY = Vocabulary.standard()

STAFF = """\
# Social media policy

Owner: Communications office

## Scope

This policy applies to all employees, contractors and volunteers, on any device, on and off duty.

## Rules

- Employees must not use a personal device to post on official accounts.
- Employees may express personal views as private citizens on their personal accounts.
- Passwords must be stored in the password manager, and two-factor authentication must be used.
- Posts are public records and must be retained.
- Generative AI is dealt with in the AI policy; see the AI policy.

Violations may lead to disciplinary action. This policy must be reviewed every two years.
"""

COMMENTS = """\
# Comment policy

We welcome your comments. Comments that contain threats or spam will be removed. Users who post threats may be blocked.
Comments are public records.
"""

ACCOUNTS = """\
# Running our accounts

Each account has two administrators. Passwords must be changed when an administrator leaves.
Administrators must use two-factor authentication. New accounts need the approval of the web team.
"""


def surveyed(text: str, name: str = "a.md") -> Survey:
    return survey(read_bytes(text.encode(), name), DAY, VOCABULARY)


def topics(found: Survey) -> dict[str, str]:
    return {answer.topic.id: answer.answer for answer in found.topics}


def test_a_policy_for_staff() -> None:
    found = surveyed(STAFF)
    assert (found.kind.kind, topics(found)) == (
        "use",
        {
            "personal-devices": "addressed",
            "off-hours": "addressed",
            "own-device-off-hours": "partly",
            "personal-accounts": "addressed",
            "contractors-and-volunteers": "addressed",
            "monitoring-notice": "silent",
            "comment-moderation": "silent",
            "records": "addressed",
            "account-custody": "addressed",
            "direct-messages": "silent",
            "listening": "silent",
            "ai": "elsewhere",
            "measures": "silent",
            "review-and-owner": "addressed",
            "discipline": "addressed",
            "speech-carve-out": "addressed",
        },
    )


def test_rules_for_comments_are_not_blamed_for_having_none_for_staff() -> None:
    found = surveyed(COMMENTS)
    assert (found.kind.kind, {name for name, answer in topics(found).items() if answer == "silent"}) == (
        "moderation",
        {"direct-messages", "review-and-owner"},
    )
    assert {name: answer for name, answer in topics(found).items() if answer not in ("silent", "not-asked")} == {
        "comment-moderation": "addressed",
        "records": "addressed",
    }


def test_rules_for_accounts() -> None:
    found = surveyed(ACCOUNTS)
    assert (found.kind.kind, topics(found)["account-custody"], topics(found)["personal-accounts"]) == (
        "account-governance",
        "addressed",
        "not-asked",
    )


def test_evidence_has_its_line_its_modal_and_its_reason() -> None:
    found = surveyed(STAFF)
    devices = next(each for each in survey_data(found)["topics"] if each["topic"] == "personal-devices")
    assert devices["evidence"] == [
        {
            "line": 7,
            "text": "This policy applies to all employees, contractors and volunteers, on any device, on and off duty.",
            "modal": None,
            "level": "touched",
            "because": "any device",
            "why": [
                '"all employees" → who: employee',
                '"contractors" → who: contractor',
                '"volunteers" → who: volunteer',
                '"any device" → device: any',
                '"on and off duty" → time: any',
                '"any device" → Personal devices',
                '"off duty" → Outside working hours',
                '"any device" → Personal devices outside working hours',
                '"contractors" → Contractors and volunteers',
            ],
        },
        {
            "line": 11,
            "text": "Employees must not use a personal device to post on official accounts.",
            "modal": "must not",
            "level": "settled",
            "because": "personal device",
            "why": [
                '"must not" → forbid',
                '"Employees" → who: staff or employee',
                '"personal device" → device: personal',
                '"post" → activity: post',
                '"official accounts" → account: official',
                '"personal device" → Personal devices',
            ],
        },
    ]


@pytest.mark.parametrize(
    ("sentence", "topic", "answer"),
    [
        ("This policy does not apply to personal accounts.", "personal-accounts", "out-of-scope"),
        ("Employees should not use personal devices.", "personal-devices", "partly"),
        ("Employees may not post from personal devices.", "personal-devices", "addressed"),
        ("A personal device is one that you bought.", "personal-devices", "partly"),
        ("This policy applies to posts from any device.", "personal-devices", "partly"),
        ("It applies on any device, on and off duty.", "own-device-off-hours", "partly"),
        ("It applies on personal devices, on and off duty.", "own-device-off-hours", "addressed"),
        ("Use during working hours must be limited.", "off-hours", "partly"),
        ("Use of agency systems is monitored.", "monitoring-notice", "addressed"),
        ("Comments that contain spam may be removed.", "comment-moderation", "addressed"),
        ("Employees must not discuss business in text messages.", "direct-messages", "addressed"),
        ("Contractors must follow this policy.", "contractors-and-volunteers", "partly"),
        ("Staff may use generative AI to draft posts.", "ai", "addressed"),
        ("The team must report metrics every year.", "measures", "addressed"),
        ("Nothing in this policy limits concerted activity.", "speech-carve-out", "addressed"),
        ("Misuse may result in dismissal.", "discipline", "addressed"),
        ("A breach is punishable under the staff rules.", "discipline", "addressed"),
        ("This policy holds in the workplace or outside it, in working hours or otherwise.", "off-hours", "addressed"),
        ("Staff may look at their feeds outwith their normal working hours.", "off-hours", "addressed"),
        ("The page is monitored in office hours, Monday to Friday.", "off-hours", "silent"),
        ("Our page is monitored by a small team.", "monitoring-notice", "silent"),
        ("The town may monitor each user's activity on its network.", "monitoring-notice", "addressed"),
        (
            "Nobody may take pictures with a personal recording device or their own mobile phone.",
            "personal-devices",
            "addressed",
        ),
        ("Limited personal use of city equipment is allowed.", "personal-devices", "silent"),
        ("Social media includes blogs, wikis and messaging apps such as WhatsApp.", "direct-messages", "partly"),
        ("Posts by a volunteer fire department are shared.", "contractors-and-volunteers", "silent"),
        ("Our fellow employees deserve respect.", "contractors-and-volunteers", "silent"),
        ("Passwords must be changed when an administrator leaves the county.", "account-custody", "addressed"),
        ("The page is managed by the communications team.", "account-custody", "partly"),
        ("This policy does not intend to unduly limit personal expression.", "speech-carve-out", "addressed"),
        ("Abusive language will not be tolerated on our page.", "comment-moderation", "addressed"),
        ("All content is captured under the record-keeping plan and shall be retained.", "records", "addressed"),
        (
            "The clerk has overall responsibility for the effective operation of this policy.",
            "review-and-owner",
            "partly",
        ),
        ("Employees must review this policy.", "review-and-owner", "silent"),
        ("Account settings are reviewed annually.", "review-and-owner", "silent"),
    ],
    ids=lambda value: value[:40],
)
def test_one_sentence_answers_one_topic(sentence: str, topic: str, answer: str) -> None:
    text = f"# Social media policy\n\nEmployees must be polite on social media and Facebook.\n\n{sentence}\n"
    assert topics(surveyed(text))[topic] == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Policy sponsor: Head of communications\nReview date: May 2027", "addressed"),
        ("Next Review Date 31.01.21", "partly"),
        ("Accountable Director Director of Strategy", "partly"),
        ("## Review\n\nWithin twelve months of each election, or when the council asks.", "partly"),
        ("Responsible Office: Clerk\n\nThis policy shall be reviewed every two years.", "addressed"),
        ("Last reviewed: 2021", "partly"),
        ("Issued: 4 May 2021", "silent"),
        ("This policy may be changed at any time.", "partly"),
        ("The guidelines are a living document.\n\n| Policy owner | City Clerk |\n|---|---|\n", "addressed"),
        ("Questions about this policy should be directed to the press office.", "partly"),
        ("For questions about our services, call the town hall.", "silent"),
        ("A supervisor will review, at least annually, the use of department social media.", "silent"),
        ("A supervisor will review, at least annually, this policy.", "partly"),
        ("Responsibility: it is the responsibility of each member to keep to it.", "silent"),
        ("Copyright in this document belongs to the Ministry.", "silent"),
        ("Ownership of this policy lies with the Clerk.", "partly"),
    ],
    ids=lambda value: value[:30],
)
def test_who_owns_it_and_when_it_is_reviewed(text: str, answer: str) -> None:
    assert topics(surveyed(f"# Social media policy\n\n{text}\n"))["review-and-owner"] == answer


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("contractors-and-volunteers", "This policy applies to:\n\n- employees\n- contractors\n- volunteers"),
        ("account-custody", "Passwords must:\n\n- be held by the web team\n- be changed when staff leave"),
        (
            "listening",
            "Officers may use social media to:\n\n- search posts of suspects\n- find missing persons",
        ),
        ("discipline", "Employees who break this policy may face:\n\n- a warning\n- suspension"),
        ("measures", "Each quarter the team reports on:\n\n- reach of posts\n- followers"),
    ],
    ids=lambda value: value[:20],
)
def test_an_item_is_read_with_what_opens_its_list(topic: str, text: str) -> None:
    assert topics(surveyed(f"# Social media policy\n\nEmployees must be polite on Facebook.\n\n{text}\n"))[topic] == (
        "addressed"
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("- Grievance Procedure\n- Disciplinary Procedures\n", "silent"),
        ("This policy should be read alongside the following:\n\n- Disciplinary Procedures\n- E-mail code", "silent"),
        ("- Breaches are dealt with under the disciplinary policy\n", "addressed"),
        ("- Breaches lead to discipline\n", "addressed"),
        ("Related policies: Disciplinary Policy; Records Management.\n", "silent"),
        ("(f) disciplinary rules;\n", "silent"),
        ("C. Disciplinary Action\n", "silent"),
        ("(f) breaches lead to discipline;\n", "addressed"),
    ],
    ids=[
        "names alone",
        "names below an opening",
        "a sentence that ends like a name",
        "a sentence",
        "names in a line",
        "a name with a letter",
        "a heading with a letter",
        "a sentence with a letter",
    ],
)
def test_the_name_of_a_document_in_a_list_says_nothing_of_discipline(text: str, answer: str) -> None:
    found = topics(surveyed(f"# Staff policy\n\nEmployees must use social media with care.\n\n{text}"))
    assert found["discipline"] == answer


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ("Employees shall not answer messages on a personal phone outside of their scheduled hours.", "addressed"),
        ("Staff may not post about a case from any device, at home or off duty.", "partly"),
        ("Staff may not post about a case from their own phone, wherever they are.", "partly"),
        ("Staff may not post about a case from any device, wherever they are.", "silent"),
        ("This policy applies at all times and to any device.", "partly"),
        ("Staff may not post from their own phone.", "silent"),
    ],
)
def test_own_devices_and_time_off_duty_in_one_rule(rule: str, answer: str) -> None:
    found = topics(surveyed(f"# Social media policy\n\nEmployees must be polite on Facebook.\n\n{rule}\n"))
    assert found["own-device-off-hours"] == answer


def test_halves_of_both_together_in_two_sentences_of_the_scope() -> None:
    scope = "This policy applies to any device.\n\nThis policy applies to employees on and off duty."
    found = surveyed(f"# Social media policy\n\n## Scope\n\n{scope}\n")
    assert topics(found)["own-device-off-hours"] == "partly"


def test_personal_use_of_telephones_is_no_use_of_personal_accounts() -> None:
    rules = "Employees must lock phones. Devices must be encrypted. Laptops must be returned.\n\n" * 3
    found = surveyed(f"# Mobile devices\n\n{rules}Personal use is tolerated.\n")
    assert (found.kind.kind, topics(found)["personal-accounts"]) == ("companion", "not-asked")
    named = surveyed(f"# Mobile devices\n\n{rules}Personal use of social media is permitted.\n")
    assert (named.kind.kind, topics(named)["personal-accounts"]) == ("companion", "addressed")


def test_a_rule_below_a_heading_is_about_what_the_heading_names() -> None:
    text = "# Social media policy\n\n## Text messages\n\nEmployees must copy them to the file.\n"
    found = next(answer for answer in surveyed(text).topics if answer.topic.id == "direct-messages")
    assert (found.answer, [each.because for each in found.evidence]) == ("addressed", ["text messages"])


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("own|personal ~ phone*", "on their own old mobile phones", (2, 6)),
        ("own|personal ~ phone*", "personal use of city phones", None),
        ("not ... tolerated", "will not ever be borne or tolerated", (1, 7)),
        ("whistle*", "a whistleblower speaks", (1, 2)),
        ("at work", "at home", None),
        ("only ... *issued phone*", "only from city-issued phones", (0, 4)),
        ("*-run|*-owned page*", "on city-run pages", (1, 3)),
        ("ad*|sub* rule*", "an added rule", (1, 3)),
    ],
    ids=lambda value: str(value)[:24],
)
def test_phrases_with_gaps(phrase: str, text: str, found: tuple[int, int] | None) -> None:
    assert Phrases([phrase]).find(text.split()) == found


SENTENCES: Any = yaml.safe_load((Path(__file__).parent / "sentences_by_topic.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("topic", SENTENCES)
def test_sentences_that_deal_with_a_topic_and_sentences_that_only_sound_like_it(topic: str) -> None:
    kinds = SENTENCES[topic]
    found = {kind: [each for each in listed if answered(each, topic)] for kind, listed in kinds.items()}
    assert found == {kind: listed if kind in ("deals", "taken") else [] for kind, listed in kinds.items()}


ANSWERED: Any = yaml.safe_load((Path(__file__).parent / "sentences_by_answer.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("topic", ANSWERED)
def test_sentences_by_the_answer_of_the_coding_manual(topic: str) -> None:
    kinds = ANSWERED[topic]
    found = {kind: [each for each in listed if answered(each, topic)] for kind, listed in kinds.items()}
    expected = {kind: listed if kind in ("addressed", "partly", "taken") else [] for kind, listed in kinds.items()}
    assert found == expected


def answered(sentence: str, topic: str) -> bool:
    text = f"# Social media policy\n\nEmployees must be polite on Facebook.\n\n{sentence}\n"
    reading = read_bytes(text.encode(), "a.md")
    read = norms(reading.prose, VOCABULARY)
    said = {each.topic.id: each.answer for each in answers(read, header(reading, read), "use")}
    return said[topic] not in ("silent", "not-asked")


def test_elements_are_graded_by_the_checks_of_the_core_pack() -> None:
    grades = {element.check.id: element.grade for element in surveyed(STAFF).elements}
    assert {
        name: grades[name]
        for name in ("second-factor-missing", "records-status-unsaid", "measures-missing", "contractors-unaddressed")
    } == {
        "second-factor-missing": "explicit",
        "records-status-unsaid": "explicit",
        "measures-missing": "silent",
        "contractors-unaddressed": "partial",
    }


# ---- real texts

# Where the survey and the reader part ways on the texts that are shipped: topic, what the reader found, what it says.
DIFFERENCES = {
    "cdc-github-rules-of-behavior.md": {("records", "partly", "silent")},
    # A contact for questions and a document that changes count in docs/survey-coding.md; this coding is older.
    "tts-handbook-social-media.md": {
        ("records", "partly", "silent"),
        ("review-and-owner", "silent", "partly"),
    },
    "moj-uk-messaging-and-social-apps.md": {
        ("off-hours", "partly", "addressed"),
        ("review-and-owner", "silent", "partly"),
        ("speech-carve-out", "partly", "silent"),
    },
    "digitalgov-cyber-vandalism-toolkit.md": {
        ("contractors-and-volunteers", "partly", "addressed"),
        ("monitoring-notice", "silent", "partly"),
        ("records", "partly", "addressed"),
        ("review-and-owner", "silent", "partly"),
    },
}


def test_real_texts_are_read_as_a_reader_does() -> None:
    texts = list(judged((CORPUS,)))
    assert [(text.file, text.kind) for text in texts] == [(text.file, text.true_kind) for text in texts]
    assert {
        text.file: {(topic, true, text.found[topic]) for topic, true in text.truth.items() if text.found[topic] != true}
        for text in texts
    } == DIFFERENCES


def test_forty_pages_take_less_than_a_second() -> None:
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("[cdmt]*.md"))) * 2
    words = len(text.split())
    assert words > 16_000
    surveyed(text)
    best = min(_timed(text) for _ in range(3))
    assert best < 2, f"{words} words took {best:.2f} s"  # 0.5 s on an idle machine of 2024


def _timed(text: str) -> float:
    started = time.perf_counter()
    surveyed(text)
    return time.perf_counter() - started


# ---- output


def test_json_keeps_to_its_schema() -> None:
    schema = json.loads((ROOT / "schemas" / "survey.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    one, several = surveyed(STAFF), [surveyed(STAFF), surveyed(COMMENTS)]
    jsonschema.validate(json.loads(survey_json([one])), schema)
    jsonschema.validate(json.loads(survey_json(several)), schema)


def test_the_page_shows_hostile_words_as_words() -> None:
    page = survey_page(
        [surveyed("# <img src=x onerror=alert(1)>\n\nEmployees must not post <b>from</b> personal devices.\n")]
    )
    assert "<img" not in page
    assert "<script" not in page
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')


def test_text_for_people() -> None:
    text = survey_text(Page(), surveyed(COMMENTS))
    assert text.splitlines()[:9] == [
        "Comment policy",
        "a.md, read as Markdown.",
        "As far as its words tell, it is rules for the public's comments. 2 rules and",
        "statements read out of it.",
        "",
        "What people ask of such a document",
        "addressed                 Moderation of comments",
        "      line 3: Comments that contain threats or spam will be removed.",
        "      line 3: Users who post threats may be blocked.",
    ]


@pytest.mark.parametrize(
    ("text", "phrase", "room", "expected"),
    [
        ("short enough", "short", 20, "short enough"),
        ("one two three four five six", "five", 12, "… five six"),
        ("one two three four five six", "one", 10, "one two …"),
    ],
)
def test_long_sentences_are_cut_around_the_phrase(text: str, phrase: str, room: int, expected: str) -> None:
    assert around(text, phrase, room) == expected


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text(STAFF, encoding="utf-8")
    shown = run("survey", "p.md", "--why", "--all", cwd=tmp_path)
    assert (shown.code, shown.err) == (0, "")
    assert '"must not" → forbid' in shown.out
    data = json.loads(run("survey", "p.md", "--format", "json", cwd=tmp_path).out)
    assert (data["kind"], data["file"]) == ("use", "p.md")
    refused = run("survey", "none.md", cwd=tmp_path)
    assert (refused.code, refused.err.splitlines()) == (
        2,
        ["policylint: none.md: there is no such file", "  Look for a spelling mistake."],
    )
    written = run(
        "survey", "-", "--stdin-filename", "x.md", "--format", "html", "-o", "s.html", cwd=tmp_path, given=STAFF
    )
    assert (written.code, (tmp_path / "s.html").read_text(encoding="utf-8")[:15]) == (0, "<!DOCTYPE html>")


# ---- dates, and any text at all


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-01", "2026-02-01"),
        ("December 14, 2022", "2022-12-14"),
        ("3rd May 2024", "2024-05-03"),
        ("12/14/2022", "2022-12-14"),
        ("14/12/2022", "2022-12-14"),
        ("01/05/2023", ""),
        ("05/05/2023", "2023-05-05"),
        ("2026-13-40", ""),
        ("soon", ""),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert iso_date(text) == expected


SAID = """
Employees must not may should post from a personal device account on and off duty : . # - * | [x](y) never unless
approved this policy applies to contractors comments will be removed 1. (a) Owner: review annually
"""
WORDS = st.sampled_from([*SAID.split(), "\n\n", "\n"])


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_nothing_raises(text: str) -> None:
    reading = read_bytes(f"Policy. {text}".encode(), "a.md")
    found = survey(reading, DAY, VOCABULARY)
    json.loads(survey_json([found]))
    survey_page([found])
    assert draft(reading, VOCABULARY).text


SENTENCE = st.sampled_from([each for kinds in ANSWERED.values() for listed in kinds.values() for each in listed])
BEFORE = st.sampled_from(["## Scope\n\n", "## Definitions\n\n", "## Related policies\n\n", "(a) ", "1. ", "- ", ""])


@given(st.lists(st.tuples(BEFORE, SENTENCE), max_size=12), st.sampled_from(["\n", "\n\n"]))
@settings(max_examples=60, deadline=None)
def test_sentences_in_any_order_and_place_are_answered_by_what_they_say(
    said: list[tuple[str, str]], parted: str
) -> None:
    text = parted.join(["# Social media policy", *(before + sentence for before, sentence in said)])
    found = survey(read_bytes(text.encode(), "a.md"), DAY, VOCABULARY)
    silent = {answer.topic.id for answer in found.topics if answer.answer in ("silent", "not-asked")}
    assert silent == {answer.topic.id for answer in found.topics if not answer.evidence}


@pytest.mark.parametrize(
    "run",
    [
        pytest.param("updated" + " " * 100_000, id="spaces behind a word"),
        pytest.param("reviewed" + "\t" * 100_000, id="tabs behind a word"),
        pytest.param("\n \n" * 30_000, id="empty lines"),
        pytest.param("owner:" + "\n" * 100_000, id="a label and nothing"),
        pytest.param("updated" + "-" * 100_000, id="dashes behind a word"),
        pytest.param("who " + "w" * 100_000 + " not", id="a word without end"),
    ],
)
def test_long_runs_of_one_sign_do_not_hold_the_header_up(run: str) -> None:
    """Without bounds each of these takes minutes to hours."""
    reading = read_bytes(f"# Policy\n\n{run}\n\nStaff must be polite.\n".encode(), "a.md")
    found = header(reading, norms(reading.prose, VOCABULARY))
    assert (found.next_review, found.owner, found.revised) == (None, None, None)

"""Packs of one's own: what is refused and where, what a test of one finds, and that they count like the program's."""

import datetime
import os
from pathlib import Path

import pytest

from policylint.authoring.newpack import new_pack
from policylint.checking.analyses import ELSEWHERE
from policylint.checking.ownpacks import load_own_packs, read_own_packs
from policylint.checking.packs import Pack, active, builtin_packs
from policylint.errors import InputError, Problems, SetupError
from policylint.resources import data_dir
from policylint.review.examples import run_examples
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.source import Source

BUILTIN = builtin_packs()

HEAD = """\
id: house
title: House rules
version: "0.1"
description: |
  What we ask of our own policies.
jurisdictions: []
"""

CHECK = """\
id: streams-unaddressed
title: live streams are not addressed
group: content
question: May staff stream live?
assert:
  covered:
    within: {who: employee, activity: livestream, account: official}
    naming: [activity]
severity: warning
why: |
  A live stream cannot be checked before it is public.
remedy: |
  Say who may stream live.
authorities: []
backing: good-practice
since: "0.1"
examples:
  fires:
    - name: nothing about live streams
      policy: |
        policylint: 1
        policy:
          id: example-city
          title: Social media policy
          jurisdiction: US-WA
        clauses:
          - id: courtesy
            state: principle
            text: Be courteous online.
      finds:
        - {at: /clauses, grade: silent}
  quiet:
    - name: nobody streams
      policy: |
        policylint: 1
        policy:
          id: example-city
          title: Social media policy
          jurisdiction: US-WA
        clauses:
          - id: streams
            forbid:
              who: employee
              activity: livestream
              account: official
            text: Employees do not stream live.
"""
COVERED = CHECK[CHECK.index("assert:") : CHECK.index("severity:")]


def folder(at: Path, name: str = "house", head: str = HEAD, **checks: str) -> str:
    """A pack in a folder; names of files with `_` for `-`."""
    (at / name).mkdir()
    (at / name / "pack.yaml").write_text(head, encoding="utf-8")
    for file, text in (checks or {"streams_unaddressed": CHECK}).items():
        (at / name / f"{file.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    return name


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def errors(*paths: str) -> list[str]:
    return [str(error) for error in read_own_packs(paths, builtin=BUILTIN).errors]


# ---- sound ones


def test_the_packs_of_the_program_are_sound() -> None:
    """Found by the program itself are only the faults that check files exist for."""
    found = read_own_packs([data_dir("checks")], ["checks"], builtin=()).errors
    told = {f'"{name}" is found by the program itself and cannot be asked for' for name in ELSEWHERE}
    assert [str(error) for error in found if error.message not in told] == []
    assert len(found) == len(told)


@pytest.mark.parametrize("as_folder", [True, False], ids=["folder", "file"])
def test_a_new_pack_works_at_once(as_folder: bool) -> None:
    files = new_pack("riverton-rules", folder=as_folder)
    for name, text in files.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    found = read_own_packs([next(iter(files)).partition("/")[0]])
    assert found.errors == ()
    outcomes = [(each.kind, each.name, each.wrong) for each in run_examples(found.own, BUILTIN)]
    assert outcomes == [("fires", "nothing about live streams", ()), ("quiet", "the clause to paste", ())]
    pack = found.own[0].pack
    assert (pack.id, pack.title, pack.version) == ("riverton-rules", "House rules of Riverton Rules", "0.1")
    assert [check.id for check in pack.checks] == ["riverton-rules-live-streams-unaddressed"]


@pytest.mark.parametrize("name", ["Riverton", "a b", "", "-a", "a--b", "../a"])
def test_names_that_no_pack_can_have(name: str) -> None:
    with pytest.raises(InputError):
        new_pack(name, folder=False)


def single(text: str = CHECK, head: str = HEAD) -> str:
    first, *rest = text.splitlines()
    lines = [f"  - {first}", *(f"    {line}" if line else "" for line in rest)]
    return head + "checks:\n" + "\n".join(lines) + "\n"


def test_a_folder_and_a_file_hold_the_same_pack(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "house.yaml").write_text(single(), encoding="utf-8")
    (one,) = load_own_packs(["house"])
    (other,) = load_own_packs(["house.yaml"])
    assert one._replace(sha256="") == other._replace(sha256="")
    assert one.sha256 != other.sha256


def test_the_hash_is_of_what_is_written(tmp_path: Path) -> None:
    folder(tmp_path)
    (before,) = load_own_packs(["house"])
    assert load_own_packs(["house"]) == (before,)
    (tmp_path / "house" / "streams-unaddressed.yaml").write_text(CHECK + "# a word\n", encoding="utf-8")
    (after,) = load_own_packs(["house"])
    assert before.sha256 != after.sha256


def test_a_folder_of_packs(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    folder(tmp_path / "packs")
    other = CHECK.replace("streams-unaddressed", "live-unaddressed")
    folder(tmp_path / "packs", "rules", HEAD.replace("house", "rules"), live_unaddressed=other)
    assert [pack.id for pack in load_own_packs(["packs"])] == ["house", "rules"]


# ---- refused, each with file, line and remedy

BAD: dict[str, tuple[str, str, list[str]]] = {
    "dimension": (
        "within: {who: employee,",
        "within: {whom: employee,",
        ['7:14: "whom" is no dimension\n  Write "who", or one of: who, role, capacity, '
         "activity, account, page, channel, persistence, platform, resource, device, time …."],
    ),
    "value": (
        "activity: livestream",
        "activity: livestreem",
        ['7:39: "livestreem" is no word for "activity"\n  Write "livestream", or one of: '
         "post, reply, share, react, livestream, view, message, follow, create-account, administer, close-account, "
         "approve …."],
    ),
    "naming": (
        "naming: [activity]",
        "naming: [activty]",
        ['8:14: "activty" is no dimension\n  Write "activity", or one of: who, role, '
         "capacity, activity, account, page, channel, persistence, platform, resource, device, time …."],
    ),
    "nothing in the box": (
        "account: official}",
        "account: no-account}",
        ["7:5: no situation is like this, so nothing could ever be found\n  Leave out one of "
         "who, activity, account, or choose another word for it."],
    ),
    "everything excepted": (
        "    naming: [activity]\n",
        "    naming: [activity]\n    except: [{activity: livestream}]\n",
        ["9:13: with these exceptions no case is left to ask about\n  Leave one out."],
    ),
    "duty": (
        COVERED,
        "assert:\n  duty: {kind: rport}\n",
        ['6:16: "rport" is no duty\n  Write "report", or one of: '],
    ),
    "event": (
        COVERED,
        "assert:\n  duty: {kind: report, upon: [leaver, incidnt]}\n",
        ['6:39: "incidnt" is no event\n  Write "incident", or one of: '],
    ),
    "field": (
        COVERED,
        "assert:\n  duty: {kind: report, fields: {deadline: present}}\n",
        ['6:33: "deadline" is no field of report\n  The words are: '],
    ),
    "length of time": (
        COVERED,
        "assert:\n  duty: {kind: report, fields: {within: {at-most: soonish}}}\n",
        ['6:51: "soonish" is no length of time\n  Write it as 20 days or 12 months.'],
    ),
    "matter": (
        COVERED,
        "assert:\n  elsewhere: {matter: disciplin}\n",
        ['6:23: "disciplin" is no matter\n  Write "discipline", or one of: '],
    ),
    "statement": (
        COVERED,
        "assert:\n  statement: {kind: purpos}\n",
        ['6:21: "purpos" is no kind of statement\n  Write "purpose", or one of: '],
    ),
    "condition": (
        COVERED,
        "assert:\n  verdict:\n    within: {who: employee}\n    always: ['conditional:aproval']\n",
        ['8:14: "aproval" is no condition that can decide\n  Write "approval", or one of: '],
    ),
    "only": (
        COVERED,
        "assert:\n  only:\n    within: {activity: post}\n    dimension: role\n    values: [spokespersn]\n",
        ['9:14: "spokespersn" is no word for "role"\n  Write "spokesperson", or one of: '
         "no-role, account-manager, spokesperson, investigator."],
    ),
    "analysis": (
        COVERED,
        "assert:\n  builtin: conflicts\n",
        ['6:12: "conflicts" is no analysis of the program\n  Write "conflict", or one of: '],
    ),
    "analysis of the program alone": (
        COVERED,
        "assert:\n  builtin: syntax\n",
        ['6:12: "syntax" is found by the program itself and cannot be asked for\n  Leave the '
         "check out."],
    ),
    "key of a policy": (
        COVERED,
        "assert:\n  field: {at: /policy/ownr}\n",
        ['6:15: "ownr" is no key of a policy there\n  Write "owner", or one of: '],
    ),
    "key of an entry": (
        COVERED,
        "assert:\n  register: {of: accounts, each: {required: [audiense]}}\n",
        ['6:34: "audiense" is no key of accounts\n  Write "audience", or one of: '],
    ),
    "nothing asked of the entries": (
        COVERED,
        "assert:\n  register: {of: accounts}\n",
        ["6:3: this asks nothing of the entries\n  Add `each`, `dates` or `at-least`."],
    ),
    "schema": (
        COVERED,
        "assert:\n  field: {at: /policy/owner, schema: {minimal: 3}}\n",
        ["6:30: this is no schema that the program understands (the schema uses 'minimal', "
         "which is not understood here)\n  See docs/check-format.md."],
    ),
    "endless pattern": (
        COVERED,
        "assert:\n  field: {at: /policy/owner, schema: {pattern: '^(a+)+$'}}\n",
        ['6:30: the pattern "^(a+)+$" repeats what repeats, and could take for ever\n  Write '
         "it without a repeated group."],
    ),
    "pattern for a phrase": (
        COVERED,
        "assert:\n  text: {scope: all, bars: ['friend(s|ed)? request', 'follow.*back', plain words]}\n",
        ['6:29: "friend(s|ed)? request" looks like a search pattern, and would be looked for '
         "letter by letter\n  Write plain words; give each spelling a phrase of its own.",
         '6:54: "follow.*back" looks like a search pattern, and would be looked for letter by '
         "letter\n  Write plain words; give each spelling a phrase of its own."],
    ),
    "long phrase": (
        COVERED,
        f"assert:\n  text: {{scope: all, bars: ['{'so long ' * 20}']}}\n",
        ["6:29: this phrase has 160 characters; nobody will ever write exactly that\n  Take the "
         "few words that matter, at most 120 characters."],
    ),
    "empty any": (
        COVERED,
        "assert:\n  any: []\n",
        ['6:3: “any” is empty\n  Add 2 entries, or delete the line'],
    ),
    "unknown kind": (
        COVERED,
        "assert:\n  coverd: {within: {who: employee}, naming: []}\n",
        ['6:3: unknown key “coverd”: did you mean “covered”?\n  Write “covered”.'],
    ),
    "unknown source": (
        "authorities: []",
        "authorities: [nara-2015-2]",
        ['14:15: there is no source "nara-2015-2" in the register: did you mean '
         '"nara-2015-02"?\n  `policylint authorities` lists them; leave out what is not there.'],
    ),
    "trap": (
        "authorities: []",
        "authorities: [knight-v-trump-vacated]",
        ['14:15: "knight-v-trump-vacated" must not be cited so: the judgment was vacated as '
         "moot in 2021; it is history, not precedent\n  Cite instead: lindke-v-freed."],
    ),
    "required without a law": (
        "authorities: []\nbacking: good-practice",
        "authorities: [ctg-2010-eight-elements]\nbacking: required",
        ['15:10: "required" rests on no law, regulation or judgment\n  Write `backing: '
         "guidance`."],
    ),
    "source alone": (
        "authorities: []",
        "authorities: [ada-title-ii-web-2024]",
        ['14:15: "ada-title-ii-web-2024" is out of date alone: the interim final rule of 20 '
         "April 2026 moved the dates to 26 April 2027 and 26 April 2028\n  Cite ada-title-ii-ifr-2026 with it."],
    ),
    "other country": (
        "authorities: []",
        "authorities: [au-banerji-2019]",
        ['14:15: "au-banerji-2019" is held against policies of US: US and Australian law point '
         "in different directions on speech off duty\n  Leave it out, or write `applies-to: {jurisdictions: [-US]}`."],
    ),
    "no example that fires": (
        CHECK[CHECK.index("  fires:") : CHECK.index("  quiet:")],
        "",
        ['17:1: “fires” is missing from “examples”\n'],
    ),
    "id and file": (
        "id: streams-unaddressed",
        "id: stream-unaddressed",
        ['1:5: the check in the file "streams-unaddressed.yaml" calls itself '
         '"stream-unaddressed"\n  Name the file stream-unaddressed.yaml.'],
    ),
    "has": (
        "assert:\n",
        "applies-to: {has: [acounts]}\nassert:\n",
        ['5:20: "acounts" is no key of a policy\n  Write "accounts", or one of: '],
    ),
    "broken YAML": (
        "severity: warning",
        "severity: [warning",
        [""],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_refused_with_place_and_remedy(case: str, tmp_path: Path) -> None:
    before, after, said = BAD[case]
    assert before in CHECK
    folder(tmp_path, streams_unaddressed=CHECK.replace(before, after, 1))
    # Where the words are many, the beginning will do: the rest is the vocabulary.
    found = [text.removeprefix("house/streams-unaddressed.yaml:") for text in errors("house")]
    assert [text[: len(wanted)] for text, wanted in zip(found, said, strict=True)] == said


@pytest.mark.parametrize("case", BAD)
def test_the_same_in_one_file(case: str, tmp_path: Path) -> None:
    before, after, said = BAD[case]
    text = CHECK.replace(before, after, 1)
    (tmp_path / "house.yaml").write_text(single(text), encoding="utf-8")
    found = read_own_packs(["house.yaml"], builtin=BUILTIN)
    if case == "id and file":  # there is no file to differ from
        assert [check.id for own in found.own for check in own.pack.checks] == ["stream-unaddressed"]
        return
    # Eight lines of the description and `checks:` before, and the checks stand four columns in.
    places = [error.place.split(":") for error in found.errors]
    head = HEAD.count("\n") + 1
    moved = []
    for wanted in said:
        line, column, *_ = wanted.split(":") if wanted else ("", "")
        moved.append((str(int(line) + head), str(int(column) + 4)) if line else None)
    assert len(places) == len(said)
    assert [(place[1], place[2]) for place, at in zip(places, moved, strict=True) if at] == [at for at in moved if at]


HEADS = {
    "name of the folder": ("id: house", "id: home", ['house/pack.yaml:1:5: the pack in the folder "house" calls itself '
                                                     '"home"\n  Give both one name.']),
    "builds on nothing": ("jurisdictions: []", "jurisdictions: []\nbuilds-on: [us-fedral]",
                          ['house/pack.yaml:7:13: there is no pack "us-fedral": did you mean "us-federal"?\n  '
                           "`policylint pack list` shows those that there are."]),
    "adjusts nothing": ("jurisdictions: []", "jurisdictions: []\nadjust:\n  critics-bloked:\n    severity: error\n"
                        "    because: It matters here.",
                        ['house/pack.yaml:8:3: there is no check "critics-bloked": did you mean "critics-blocked"?\n  '
                         "`policylint checks` lists them all."]),
    "adjusts by a source that is none": ("jurisdictions: []", "jurisdictions: []\nadjust:\n  critics-blocked:\n"
                                         "    authorities: [lindke-v-fred]\n    because: It matters here.",
                                         ['house/pack.yaml:9:19: there is no source "lindke-v-fred" in the register: '
                                          'did you mean "lindke-v-freed"?\n  ']),
    "version": ('version: "0.1"', "version: 0.1", ["house/pack.yaml:3:10: "]),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADS)
def test_a_description_is_refused(case: str, tmp_path: Path) -> None:
    before, after, said = HEADS[case]
    folder(tmp_path, head=HEAD.replace(before, after, 1))
    found = errors("house")
    assert [text[: len(wanted)] for text, wanted in zip(found, said, strict=True)] == said


def test_all_packs_are_judged_in_one_run(tmp_path: Path) -> None:
    folder(tmp_path, "bad", HEAD.replace("house", "bad"), broken="id: broken\n", empty="")
    folder(tmp_path)
    other = single(CHECK, HEAD.replace("house", "twin"))
    (tmp_path / "twin.yaml").write_text(other, encoding="utf-8")
    found = read_own_packs(["bad", "house", "twin.yaml", "nowhere"], builtin=BUILTIN)
    assert [own.pack.id for own in found.own] == ["house"]
    said = [str(error).splitlines()[0] for error in found.errors]
    assert said[0] == 'there is no file or folder "nowhere"'
    assert [each for each in said if each.startswith("bad/empty")] == ["bad/empty.yaml:1:1: the file is empty"]
    assert [each.partition(" ")[0] for each in said if each.startswith("bad/broken")] == ["bad/broken.yaml:1:1:"] * 11
    assert said[-1] == (
        'twin.yaml:8:9: there is a check "streams-unaddressed" already, in house/streams-unaddressed.yaml'
    )
    with pytest.raises(Problems) as raised:
        load_own_packs(["bad", "house", "twin.yaml", "nowhere"])
    assert [str(error).splitlines()[0] for error in raised.value.errors] == said


@pytest.mark.parametrize(
    ("head", "check", "said"),
    [
        (
            HEAD,
            CHECK.replace("streams-unaddressed", "critics-blocked"),
            'house/critics-blocked.yaml:1:5: there is a check "critics-blocked" already, in the pack "core"\n  Give '
            "this one another id.",
        ),
        (
            HEAD.replace("id: house", "id: uk"),
            CHECK,
            'uk/pack.yaml:1:5: there is a pack "uk" already: one of the program\'s\n  Give this one another id.',
        ),
    ],
    ids=["check", "pack"],
)
def test_names_of_the_program_are_taken(head: str, check: str, said: str, tmp_path: Path) -> None:
    name = head.splitlines()[0].partition(": ")[2]
    file = check.splitlines()[0].partition(": ")[2]
    folder(tmp_path, name, head, **{file: check})
    with pytest.raises(SetupError) as raised:
        load_own_packs([name])
    assert str(raised.value) == said


def test_a_pack_without_checks(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "pack.yaml").write_text(HEAD, encoding="utf-8")
    assert errors("house") == [
        "house/pack.yaml:1:1: this pack has no check\n  Write one beside it; `policylint pack new` shows how."
    ]


def test_files_that_are_no_text(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "house" / "other.yaml").write_bytes(b"id: \xff\n")
    assert [text.partition(" ")[0] for text in errors("house")] == ["house/other.yaml:1:5:"]


# ---- examples

WRONG = {
    "finds nothing": (
        "text: Be courteous online.",
        "text: Be courteous online.\n          - id: streams\n            forbid: {who: employee, activity: livestream}"
        "\n            text: Nobody streams.",
        [("fires", ("it does not find anything at /clauses",))],
    ),
    "finds more": (
        "            forbid:\n",
        "            advise-against:\n",
        [("quiet", ("it finds at /clauses/0/advise-against: live streams are only advised on: there is advice and no "
                    "rule for when a member of staff streams live",))],
    ),
    "other place": (
        "{at: /clauses, grade: silent}",
        "{at: /clauses/0, grade: silent}",
        [("fires", ("it finds at /clauses, not at /clauses/0: live streams are not addressed: no clause says what "
                    "holds when a member of staff streams live",))],
    ),
    "other grade": (
        "grade: silent}",
        "grade: partial}",
        [("fires", ("at /clauses the grade is silent, not partial",))],
    ),
    "other case": (
        "grade: silent}",
        "witness: {who: supervisor}}",
        [("fires", ("at /clauses the case shown has who: staff, not supervisor",))],
    ),
    "other words": (
        "grade: silent}",
        "says: volunteers}",
        [("fires", ('at /clauses the message does not say "volunteers": live streams are not addressed: no clause '
                    "says what holds when a member of staff streams live",))],
    ),
    "policy with a fault": (
        "forbid:",
        "forbids:",
        [("quiet", ('the policy cannot be read: line 8: unknown key “forbids”: did you mean “forbid”?',))],
    ),
    "check not asked": (
        "assert:\n",
        "applies-to: {jurisdictions: [GB]}\nassert:\n",
        [("fires", ("the check is not asked: it is not asked in US-WA",)),
         ("quiet", ("the check is not asked: it is not asked in US-WA",))],
    ),
    "no day": (
        "    - name: nobody streams\n",
        "    - name: nobody streams\n      today: '2026-02-30'\n",
        [("quiet", ('"2026-02-30" is no day of the calendar',))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_examples_that_do_not_come_out(case: str, tmp_path: Path) -> None:
    before, after, said = WRONG[case]
    assert before in CHECK
    folder(tmp_path, streams_unaddressed=CHECK.replace(before, after, 1))
    found = read_own_packs(["house"], builtin=BUILTIN)
    assert found.errors == ()
    outcomes = list(run_examples(found.own, BUILTIN))
    assert [(each.kind, each.wrong) for each in outcomes if each.wrong] == said


def test_an_outcome_says_where_the_example_is(tmp_path: Path) -> None:
    folder(tmp_path)
    found = read_own_packs(["house"], builtin=BUILTIN)
    places = [(each.file, each.line) for each in run_examples(found.own, BUILTIN)]
    assert places == [("house/streams-unaddressed.yaml", 19), ("house/streams-unaddressed.yaml", 33)]


# ---- the same powers


def test_a_pack_of_ones_own_counts_like_the_program_s(tmp_path: Path) -> None:
    adjust = "adjust:\n  off-hours-unaddressed:\n    severity: note\n    because: We are open day and night.\n"
    folder(tmp_path, head=HEAD + adjust)
    (pack,) = load_own_packs(["house"])
    text = CHECK[CHECK.index("policylint: 1") : CHECK.index("      finds:")]
    policy = "\n".join(line[8:] if line.startswith(" " * 8) else line for line in text.splitlines())
    inputs = Inputs((Source("x.policy.yaml", policy),), ())
    day = datetime.date(2026, 1, 15)
    wanted = ("streams-unaddressed", "off-hours-unaddressed")
    report = lint(inputs, Settings(day, wanted), (*BUILTIN, pack._replace(given=True)))
    assert [(each.check, each.severity.name) for each in report.findings] == [
        ("streams-unaddressed", "warning"),
        ("off-hours-unaddressed", "note"),
    ]
    assert "house" in {each.id for each in report.packs}


GIVEN = Pack("ours", "Ours", "1.0", "", "", ("GB",), {}, (), by_name=True, builds_on=("uk",), given=True)


@pytest.mark.parametrize(
    ("jurisdiction", "chosen", "ids"),
    [
        ("US-WA", (), ["core", "uk", "us-state-local", "ours"]),
        ("US-WA", ("us-federal",), ["core", "uk", "us-federal", "ours"]),
        ("GB", (), ["core", "uk", "ours"]),
    ],
)
def test_a_pack_that_is_given_comes_on_top(jurisdiction: str, chosen: tuple[str, ...], ids: list[str]) -> None:
    assert [pack.id for pack in active((*BUILTIN, GIVEN), jurisdiction, chosen)] == ids


@pytest.mark.parametrize(
    "text", ["[]", "- a", "id: 3", "checks: 5", "id: x\nchecks: [1, {id: [a]}]", "a: b", "", "{", "a"]
)
def test_what_is_no_pack_at_all(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"{text}\n", encoding="utf-8")
    found = errors("x.yaml")
    assert found
    assert all(each.startswith(("x.yaml:1:", "x.yaml:2:")) for each in found)
    folder(tmp_path, "x", text, first=text, second=CHECK)
    assert {each.split(":")[0] for each in errors("x")} >= {"x/pack.yaml", "x/first.yaml"}

"""`policylint posture`: one policy chosen, shown as text and as JSON."""

import json

import pytest
from running import POLICY

from policylint.cli.main import main

TRIAL = """\
policylint: 1
policy:
  id: town-trial
  title: Trial of a page
  agency: Example Town
  jurisdiction: US-VT
  expires: 2026-12-31
clauses:
  - id: trial
    permit:
      who: employee
      capacity: official
      activity: speak
      account: official
    provided:
      - approval:
          by: clerk
          valid-for: 3 months
    text: For now, employees may post on the official account if the clerk approves it for 3 months.
roles:
  clerk:
    title: Clerk
"""

TEXT = """\
Trial of a page (town-trial)
town.policy.yaml

Posture: sniffer
  This is the policy of an agency that tries things out under permissions with
  an end, and settles nothing.
  Much of it is also that of a communicator, which speaks through official
  channels; its people appear only as those who run them.

What shows it
  - Most of what is allowed is allowed for a limited time only. [trial, line 9]
  - The whole policy ends on a date. [line 7]
  - No clause forbids anybody anything.
  - It calls itself a trial. [trial, line 9]

The question
  What must be true for the trial to become a rule, and by when?

What the policy answers
  - By when: the policy ends on 2026-12-31. [line 7]
  - No date is set on which somebody decides.
  - No clause says what must be true for the trial to become a rule.

The way on
  A savvy policy answers 13 questions more. These 14 changes answer them, and
  none of them can be left out.

  1. May staff post from their own phone in the evening, and what follows them
     there? [off-hours-on-own-device-unaddressed]
     Write as the `covers` of the scope:
       - who: workforce
         device: any
         time: any
     Add to `clauses`:
       - id: own-time-own-device
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    (tmp_path / "town.policy.yaml").write_text(TRIAL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_text(capsys):
    assert main(["posture", "town.policy.yaml", "--today", "2026-01-15"]) == 0
    assert capsys.readouterr().out.startswith(TEXT)


def test_json(capsys):
    assert main(["posture", "--format", "json", "--today", "2026-01-15"]) == 0
    told = json.loads(capsys.readouterr().out)
    steps = [(each["kind"], each["path"], each["line"], each["answers"]) for each in told.pop("next")[:2]]
    assert steps[0] == ("scope", "/scope", 1, ["off-hours-on-own-device-unaddressed"])
    assert steps[1][:3] == ("clause", "/clauses", 8)
    here = {"policy": "town-trial", "file": "town.policy.yaml"}
    clause = {**here, "id": "trial", "path": "/clauses/0", "line": 9}
    expires = {**here, "id": None, "path": "/policy/expires", "line": 7}
    assert told == {
        **here,
        "posture": "sniffer",
        "share": 1.0,
        "settled": False,
        "complete": True,
        "second": {"posture": "communicator", "share": 0.82},
        "question": "What must be true for the trial to become a rule, and by when?",
        "answered": False,
        "answer": [
            {"says": "By when: the policy ends on 2026-12-31.", "clauses": [expires]},
            {"says": "No date is set on which somebody decides.", "clauses": []},
            {"says": "No clause says what must be true for the trial to become a rule.", "clauses": []},
        ],
        "evidence": [
            {
                "sign": "permissions-end",
                "says": "Most of what is allowed is allowed for a limited time only.",
                "clauses": [clause],
            },
            {"sign": "ends-by-itself", "says": "The whole policy ends on a date.", "clauses": [expires]},
            {"sign": "nothing-forbidden", "says": "No clause forbids anybody anything.", "clauses": []},
            {"sign": "calls-itself-a-trial", "says": "It calls itself a trial.", "clauses": [clause]},
        ],
        "left": [],
    }


MODERATION = TRIAL.replace("  title: Trial of a page\n", "  title: Trial of a page\n  kind: moderation\n")


@pytest.mark.parametrize(
    ("files", "line", "said"),
    [
        (
            {"city.policy.yaml": POLICY},
            [],
            "policylint: there are 2 policies here\n  Name one: --policy example-city or --policy town-trial.\n",
        ),
        (
            {"city.policy.yaml": POLICY},
            ["--policy", "town-tril"],
            'policylint: there is no policy "town-tril": did you mean "town-trial"?\n'
            "  The policies are: example-city, town-trial.\n",
        ),
        (
            {"city.policy.yaml": POLICY, "other.policy.yaml": MODERATION.replace("town-trial", "town-comments")},
            ["--policy", "town-comments"],
            'policylint: "town-comments" is no policy on the use of social media (kind: use)\n'
            "  The policies are: example-city, town-trial.\n",
        ),
        (
            {"town.policy.yaml": MODERATION},
            [],
            "policylint: there is no policy here on the use of social media (kind: use)\n"
            "  Name the file with the main policy.\n",
        ),
        (
            {"town.policy.yaml": TRIAL.replace("permit:", "permits:")},
            [],
            "policylint: town.policy.yaml:10:5: unknown key “permits”: did you mean “permit”?\n"
            "  `policylint lint town.policy.yaml` says what is wrong.\n",
        ),
    ],
    ids=["several", "unknown", "named-of-other-kind", "other-kind", "broken"],
)
def test_refused(files, line, said, tmp_path, capsys):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["posture", *line]) == 2
    assert capsys.readouterr().err == said


def test_one_of_several(tmp_path, capsys):
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    assert main(["posture", "--policy", "example-city", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["policy"] == "example-city"


@pytest.mark.parametrize("command", [["posture"], ["coverage"], ["ask", "--who", "staff"]], ids=lambda words: words[0])
def test_a_retired_policy_is_told_as_such(command, tmp_path, capsys):
    text = POLICY.replace("  jurisdiction:", "  status: retired\n  jurisdiction:", 1)
    (tmp_path / "city.policy.yaml").write_text(text, encoding="utf-8")
    assert main([*command, "city.policy.yaml"]) == 0
    head = capsys.readouterr().out.splitlines()[0]
    assert head == "Social media policy (example-city), retired: it says nothing any more"

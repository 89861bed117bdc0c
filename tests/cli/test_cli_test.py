"""`policylint test` and `policylint matrix` from their command lines: which files they take, what they end with."""

import json

import pytest
from running import POLICY, run

SCENARIOS = """\
policylint-scenarios: 1
policy: example-city
scenarios:
  - name: off duty
    at: "2026-11-28 21:30"
    when: {who: staff, capacity: personal, activity: post, account: own}
    expect: {verdict: permitted, clauses: [own-time]}
"""
FAILING = SCENARIOS.replace("verdict: permitted", "verdict: forbidden").replace("off duty", "the opposite")
ERRING = SCENARIOS.replace("who: staff", "who: stuff")


def files(tmp_path, **written):
    for name, text in written.items():
        path = tmp_path / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


CODES = {
    "all pass": (SCENARIOS, 0),
    "one fails": (FAILING, 1),
    "one cannot be used": (ERRING, 2),
    "no scenarios at all": ("policylint-scenarios: 1\n", 2),
}


@pytest.mark.parametrize(("text", "code"), CODES.values(), ids=CODES)
def test_what_it_ends_with(tmp_path, text, code):
    files(tmp_path, city_policy_yaml=POLICY, city_scenarios_yaml=text)
    assert run("test", cwd=tmp_path).code == code


def test_a_file_that_cannot_be_used_does_not_hide_the_others(tmp_path):
    files(
        tmp_path, city_policy_yaml=POLICY, a_scenarios_yaml=ERRING, b_scenarios_yaml=FAILING, c_scenarios_yaml=SCENARIOS
    )
    done = run("test", "--format", "json", cwd=tmp_path)
    data = json.loads(done.out)
    assert [(each["file"], [one["state"] for one in each["scenarios"]]) for each in data["files"]] == [
        ("a.scenarios.yaml", ["error"]),
        ("b.scenarios.yaml", ["failed"]),
        ("c.scenarios.yaml", ["passed"]),
    ]
    assert (done.code, done.err) == (2, "")


def test_the_policy_may_stand_elsewhere_below_the_root(tmp_path):
    files(tmp_path, _git__HEAD="", policies__city_policy_yaml=POLICY, tests__city_scenarios_yaml=SCENARIOS)
    (tmp_path / ".policylint.yaml").write_text("", encoding="utf-8")
    done = run("test", "tests", cwd=tmp_path)
    assert (done.code, "1 scenario: 1 passed" in done.out) == (0, True)


def test_a_draft_is_asked_instead_of_the_file_that_is_found(tmp_path):
    draft = POLICY.replace("time: [off-hours, leave]", "time: leave")
    files(tmp_path, city_policy_yaml=POLICY, city_scenarios_yaml=SCENARIOS)
    (tmp_path / "draft.yaml").write_text(draft, encoding="utf-8")
    assert run("test", "city.scenarios.yaml", cwd=tmp_path).code == 0
    assert run("test", "city.scenarios.yaml", "draft.yaml", cwd=tmp_path).code == 1
    assert run("test", "draft.yaml", cwd=tmp_path).code == 1
    assert run("test", "city.policy.yaml", cwd=tmp_path).code == 0


def test_standard_input(tmp_path):
    files(tmp_path, city_policy_yaml=POLICY)
    done = run("test", "-", "--stdin-filename", "new.scenarios.yaml", cwd=tmp_path, given=FAILING)
    assert (done.code, "new.scenarios.yaml:4" in done.out) == (1, True)


def test_nothing_to_test(tmp_path):
    done = run("test", cwd=tmp_path)
    assert (done.code, done.out, "no file that ends in .scenarios.yaml" in done.err) == (2, "", True)


def test_a_policy_that_is_nowhere(tmp_path):
    files(tmp_path, city_scenarios_yaml=SCENARIOS)
    done = run("test", cwd=tmp_path)
    assert (done.code, 'there is no policy "example-city"' in done.out) == (2, True)


def test_junit(tmp_path):
    files(tmp_path, city_policy_yaml=POLICY, city_scenarios_yaml=FAILING)
    assert (
        '<failure message="expected forbidden, but the policy allows it">'
        in run("test", "--format", "junit", cwd=tmp_path).out
    )


@pytest.mark.parametrize("checks", [True, False])
def test_mutants(tmp_path, checks):
    files(tmp_path, city_policy_yaml=POLICY, city_scenarios_yaml=SCENARIOS)
    more = [] if checks else ["--no-checks"]
    done = run("test", "--mutants", "--format", "json", "--today", "2026-11-23", *more, cwd=tmp_path)
    (found,) = json.loads(done.out)["mutants"]
    changes = {(clause["clause"], each["says"]): each for clause in found["clauses"] for each in clause["changes"]}
    assert changes["own-time", "left out"]["name"] == "off duty"
    assert changes["own-time", '"time" without "off-hours"']["by"] == "scenario"
    watched = changes["official-posts", "left out"]["state"]
    assert (done.code, watched, found["checks"] is None) == (0, "noticed" if checks else "unnoticed", not checks)


def test_mutants_without_scenarios_are_asked_of_the_checks(tmp_path):
    files(tmp_path, city_policy_yaml=POLICY)
    done = run("test", "city.policy.yaml", "--mutants", "--today", "2026-11-23", cwd=tmp_path)
    assert (done.code, "asked of no scenarios and" in " ".join(done.out.split())) == (0, True)


# ---- matrix


@pytest.mark.parametrize(
    ("form", "begins"), [("csv", "policy,file,check"), ("html", "<!DOCTYPE html>"), ("json", "{"), ("oscal", "{")]
)
def test_matrix_formats(tmp_path, form, begins):
    files(tmp_path, city_policy_yaml=POLICY)
    done = run("matrix", "--format", form, "--today", "2026-11-23", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(begins)
    written = run("matrix", "--format", form, "--today", "2026-11-23", "-o", "out", cwd=tmp_path)
    assert (written.code, written.out) == (0, "")
    assert (tmp_path / "out").read_text(encoding="utf-8") == done.out


def test_matrix_shows_a_waiver_with_its_owner(tmp_path):
    files(tmp_path, city_policy_yaml=POLICY)
    (tmp_path / "policylint-waivers.yaml").write_text(
        "waivers:\n  - check: review-date-missing\n    policy: example-city\n    reason: next year\n"
        "    owner: clerk\n    until: 2027-01-31\n",
        encoding="utf-8",
    )
    select = ["--select", "review-date-missing"]
    done = run("matrix", "--format", "json", "--today", "2026-11-23", *select, cwd=tmp_path)
    rows = [row for file in json.loads(done.out)["files"] for row in file["rows"]]
    assert [(row["state"], row["set_aside"]["owner"], row["set_aside"]["until"]) for row in rows] == [
        ("waived", "clerk", "2027-01-31")
    ]

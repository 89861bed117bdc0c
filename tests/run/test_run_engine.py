"""What a run says when something keeps it from asking: a file that is broken, a check that crashes, a budget."""

import pytest
from small_run import EVERYTHING, OWNER, POLICY, run, told, write

from policylint.checking import assertions
from policylint.cli.main import main
from policylint.report import NotRun
from policylint.run.engine import lint

FILE = "city.policy.yaml"
BROKEN = "policylint: 1\npolicy:\n\tid: riverton\n"


@pytest.mark.parametrize(
    "more", [{}, {"select": ("buzzword",)}, {"ignore": ("document", "syntax")}], ids=["", "select", "ignore"]
)
def test_file_that_cannot_be_read_never_looks_clean(more):
    write(BROKEN)
    assert ("error", "syntax", FILE, 3) in told(run(**more))
    assert [(each.check, each.file) for each in run(**more).not_run] == [("*", FILE)]


@pytest.mark.parametrize("more", [{"select": ("buzzword",)}, {"ignore": ("document",)}], ids=["select", "ignore"])
def test_file_whose_shape_is_wrong_never_looks_clean(more):
    write(POLICY.replace("title: Social media policy", "title: [a]"))
    assert told(run(**more)) == [("error", "not-checked", FILE, 1)]


def test_turned_off_faults_do_not_make_a_file_look_clean():
    write("severities: {wrong-type: off}\n", ".policylint.yaml")
    write(POLICY.replace("title: Social media policy", "title: [a]"))
    report = run()
    assert told(report) == [("error", "not-checked", FILE, 1)]
    assert report.findings[0].message == (
        "no check ran on this file, and nothing says why: the file has faults that must be mended first"
    )


def test_check_that_crashes_is_one_finding_and_the_others_go_on(monkeypatch):
    check = assertions.check

    def broken(context, question, assertion):
        if question.id == "owner-missing":
            raise ZeroDivisionError("boom")
        return check(context, question, assertion)

    monkeypatch.setattr(assertions, "check", broken)
    write(POLICY + "# policylint: ignore-file[owner-missing] so\n")
    report = run()
    assert told(report)[0] == ("error", "internal-error", FILE, 3)
    assert told(report)[-2:] == EVERYTHING[1:]
    assert report.broken


def cut_short(monkeypatch):
    check = assertions.check

    def incomplete(context, question, assertion):
        if question.id == "owner-missing":
            context.incomplete.add(question.id)
        return check(context, question, assertion)

    monkeypatch.setattr(assertions, "check", incomplete)


def test_analysis_that_was_cut_short_is_told(monkeypatch):
    cut_short(monkeypatch)
    write(POLICY)
    report = run()
    assert [each.exact for each in report.files] == [False]
    assert [each[1] for each in told(report) if each not in EVERYTHING] == ["analysis-incomplete"]


def test_configuration_can_demand_that_every_analysis_is_finished(monkeypatch, capsys):
    cut_short(monkeypatch)
    write("require-complete: true\nfail-level: never\n", ".policylint.yaml")
    write(POLICY + "# policylint: ignore-file[analysis-incomplete] so\n")
    assert told(run()) == [
        OWNER,
        ("error", "analysis-incomplete", FILE, 3),
        ("error", "set-aside-refused", FILE, 19),
        *EVERYTHING[1:],
    ]
    assert main(["lint", "--select", "owner-missing,analysis-incomplete", "-q"]) == 1
    write("fail-level: never\n", ".policylint.yaml")
    assert main(["lint", "--select", "owner-missing,analysis-incomplete", "-q"]) == 0


def test_lint_without_a_configuration_looks_for_none():
    write("severities: {prose: off}\n", ".policylint.yaml")
    write("waivers: [", "policylint-waivers.yaml")
    write(POLICY)
    from small_run import TODAY, packs

    from policylint.run.collect import collect
    from policylint.run.engine import Settings

    assert told(lint(collect((".",)), Settings(TODAY), packs())) == EVERYTHING


def test_a_retired_policy_is_said_not_to_have_been_checked(capsys):
    write(POLICY.replace("in-force", "retired"))
    write(POLICY.replace("id: riverton", "id: tacoma"), "other.policy.yaml")
    report = run()
    assert [each for each in report.not_run if each.check == "*"] == [
        NotRun("*", "city.policy.yaml", "the policy is retired")
    ]
    assert {each.file for each in report.findings} == {"other.policy.yaml"}
    assert main(["lint", "city.policy.yaml"]) == 0
    said = capsys.readouterr().out
    assert "\nNo check ran on city.policy.yaml: the policy is retired.\n" in said

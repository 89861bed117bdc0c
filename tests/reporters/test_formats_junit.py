"""JUnit XML: well-formed whatever the texts, counts that agree, and red exactly where the run fails."""

from xml.etree import ElementTree

import pytest
from golden import same
from hostile import ANY_TEXT, TEXTS, report_of
from hypothesis import given
from made_report import CLEAN, REPORT

from policylint.finding import Aside, Severity
from policylint.report import FileInfo
from policylint.reporters.junit import junit

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"classname", "name", "time"},
    "failure": {"type", "message"},
    "skipped": {"message"},
    "system-out": set(),
}
INSIDE = {"testsuites": {"testsuite"}, "testsuite": {"testcase"}, "testcase": {"failure", "skipped", "system-out"}}


def faults(node):
    """Where a tree is not what readers of JUnit XML expect: names, attributes, and counts that agree."""
    if set(node.attrib) != ATTRIBUTES[node.tag]:
        yield f"{node.tag}: {sorted(node.attrib)}"
    for child in node:
        if child.tag not in INSIDE.get(node.tag, ()):
            yield f"{child.tag} in {node.tag}"
        else:
            yield from faults(child)
    for kind in ("testcase", "failure", "skipped"):
        name = {"testcase": "tests", "failure": "failures"}.get(kind, kind)
        if name in node.attrib and int(node.attrib[name]) != len(list(node.iter(kind))):
            yield f"{node.tag}: {name}"
    names = [(child.get("classname"), child.get("name")) for child in node if child.tag == "testcase"]
    if len(set(names)) != len(names):
        yield f"{node.get('name')}: two tests of one name"


def outcomes(report, level=Severity.error):
    tree = ElementTree.fromstring(junit(report, level))
    return {
        suite.get("name"): {test.get("name"): test[0].tag if len(test) else "passed" for test in suite}
        for suite in tree
    }


WITH_PACKS = REPORT._replace(files=tuple(file._replace(packs=("core",)) for file in REPORT.files))


@pytest.mark.parametrize("report", [REPORT, CLEAN, WITH_PACKS], ids=["everything", "nothing", "packs"])
def test_tree_is_what_readers_expect(report):
    assert list(faults(ElementTree.fromstring(junit(report)))) == []


def test_report_is_the_one_that_was_approved():
    same("report.junit.xml", junit(WITH_PACKS))


def test_checks_that_found_nothing_pass_where_they_were_asked():
    report = CLEAN._replace(
        files=(FileInfo("a", "a", "", True, 1, ("core",)), FileInfo("b", "b", "", True, 1, ("other",)))
    )
    assert outcomes(report) == {"a": dict.fromkeys(sorted(check.id for check in CLEAN.checks), "passed"), "b": {}}


@pytest.mark.parametrize(
    ("level", "failing"),
    [
        (Severity.error, {"conflict (no-phones)", "unknown-key"}),
        (Severity.warning, {"conflict (no-phones)", "unknown-key", "placeholder-left"}),
        (None, set()),
    ],
    ids=["error", "warning", "never"],
)
def test_a_test_fails_where_the_run_does(level, failing):
    shown = outcomes(REPORT, level)
    names = {"conflict (no-phones)", "unknown-key", "placeholder-left", "captions-missing"}
    assert {name: outcome for suite in shown.values() for name, outcome in suite.items() if name in names} == {
        name: "failure" if name in failing else "system-out" for name in names
    }


def test_files_may_have_their_own_fail_level():
    levels = {"comments.policy.yaml": None}
    tree = ElementTree.fromstring(junit(REPORT, Severity.error, levels))
    assert [(suite.get("name"), suite.get("failures")) for suite in tree] == [
        ("comments.policy.yaml", "0"),
        ("social-media.policy.yaml", "5"),
    ]


def test_what_was_set_aside_is_skipped_with_its_reason():
    aside = Aside("comment", "social-media.policy.yaml", 3, "the list is on the intranet")
    report = CLEAN._replace(suppressed=(REPORT.findings[8]._replace(aside=aside),))
    (skipped,) = ElementTree.fromstring(junit(report)).iter("skipped")
    assert skipped.get("message") == "comment social-media.policy.yaml:3: the list is on the intranet"


def test_file_that_was_not_read_is_skipped_whole():
    report = report_of("why")
    assert outcomes(report)["a.policy.yaml"] == {
        "not-readable": "failure",
        "off-hours-unaddressed (why)": "failure",
        "off-hours-unaddressed (why) #2": "failure",
        "every check": "skipped",
    }


@pytest.mark.parametrize("text", TEXTS)
def test_tree_is_what_readers_expect_whatever_the_texts(text):
    assert list(faults(ElementTree.fromstring(junit(report_of(text, f"{text}.policy.yaml"))))) == []


@given(ANY_TEXT)
def test_any_text_is_well_formed_and_kept(text):
    tree = ElementTree.fromstring(junit(report_of(text)).encode())
    (test, *_) = (each for each in tree.iter("testcase") if each.get("name").startswith("off-hours"))
    kept = "".join("?" if _barred(char) else char for char in text)
    assert test.get("name") == (f"off-hours-unaddressed ({kept})" if text else "off-hours-unaddressed")


def _barred(char):
    return (char < " " and char not in "\t\n\r") or "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff"

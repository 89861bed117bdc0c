"""The report as JUnit XML, for the test pages of CI systems: each file a suite, each check a test.

A test fails exactly if the run does because of it: findings below the fail level are told in the output of a test that
passes. It knows the report and the fail level, no file system.
"""

import re
from collections.abc import Mapping

from policylint.finding import Finding, Severity
from policylint.report import FileInfo, Report
from policylint.reporters.aside import why as why_aside
from policylint.reporters.entry import Entry
from policylint.reporters.page import Page, printable, sentence
from policylint.reporters.pieces import Pieces
from policylint.source import Place

EVERY = "*"
NOWHERE = Place(0, 0, 0, 0)
# Characters that XML 1.0 cannot hold in any spelling.
_BARRED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_ESCAPED = re.compile(r'[&<>"\n\r\t]')


def junit(
    report: Report, level: Severity | None = Severity.error, levels: Mapping[str, Severity | None] | None = None
) -> str:
    """The whole report. level: the least severity of a finding that fails a test; None: none does. levels: other ones
    for some files.
    """
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.file, []).append(finding)
    left_out: dict[str, dict[str, str]] = {}
    for finding in (*report.suppressed, *report.waived):
        said = why_aside(finding.aside) if finding.aside is not None else "set aside"
        left_out.setdefault(finding.file, {}).setdefault(finding.check, said)
    for each in report.not_run:
        left_out.setdefault(each.file, {})[each.check] = each.why
    shared = _Shared(report)
    suites = [
        _Suite(
            shared, file, found.get(file.path, []), left_out.get(file.path, {}), (levels or {}).get(file.path, level)
        )
        for file in report.files
    ]
    total = _counts([sum(column) for column in zip(*(suite.counts for suite in suites), strict=True)] or [0, 0, 0])
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="policylint"{total}>']
    for suite in suites:
        lines += suite.lines
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(counts: list[int]) -> str:
    tests, failures, skipped = counts
    return f' tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}" time="0"'


class _Shared:
    """What the tests of many files have in common, written once."""

    def __init__(self, report: Report) -> None:
        self.entry = Entry(report, Page(), verbose=False)
        self.passed = [(check.id, check.pack, f"{_named(check.id)}/>") for check in sorted(report.checks)]
        self.names = Pieces(_name)
        self.failures = Pieces(self.failure)
        self.texts = Pieces(_text)
        self.skipped = Pieces(_skipped)

    def failure(self, check: str, severity: Severity, message: str, grade: str) -> str:
        # A headline does not depend on the place.
        title = self.entry.title(Finding(check, severity, "", NOWHERE, "", message, grade))
        return f'<failure type="{severity.name}" message="{attribute(title)}">'


class _Suite:
    """The tests of one file as lines. counts: tests, failures, skipped."""

    def __init__(
        self, shared: _Shared, file: FileInfo, findings: list[Finding], skipped: dict[str, str], level: Severity | None
    ) -> None:
        self.shared = shared
        self.level = level
        self.failures = 0
        path = attribute(file.path)
        self.start = f'    <testcase classname="{path}"'
        self.place = content(printable(file.path))
        found: dict[str, list[Finding]] = {}
        for finding in findings:
            found.setdefault(finding.check, []).append(finding)
        tests = [
            self.found(finding, number) for check in sorted(found) for number, finding in enumerate(found[check], 1)
        ]
        left_out = [each for each in sorted(skipped.items()) if each[0] not in found]
        tests += [self.start + shared.skipped[each] for each in left_out]
        if EVERY not in skipped:
            # Most tests of a run are these.
            start, packs = self.start, file.packs
            tests += [
                start + test
                for check, pack, test in shared.passed
                if check not in found and check not in skipped and pack in packs
            ]
        self.counts = [len(tests), self.failures, len(left_out)]
        self.lines = [f'  <testsuite name="{path}"{_counts(self.counts)}>', *tests, "  </testsuite>"]

    def found(self, finding: Finding, number: int) -> str:
        shared, severity, place, message = self.shared, finding.severity, finding.place, finding.message
        if self.level is None or severity < self.level:
            start, end = "<system-out>", "</system-out>"
        else:
            self.failures += 1
            start, end = shared.failures[finding.check, severity, message, finding.grade], "</failure>"
        where = f"{self.place}:{place.line}:{place.column}" if place.line else self.place
        return (
            f"{self.start}{shared.names[finding.check, finding.clause, number]}>{start}{where}: "
            f"{shared.texts[severity, message, finding.remedy]}{end}</testcase>"
        )


def _named(name: str) -> str:
    return f' name="{attribute(name)}" time="0"'


def _name(check: str, clause: str, number: int) -> str:
    """The same from run to run as long as the fault is there, wherever the clause moves."""
    name = f"{check} ({clause})" if clause else check
    return _named(f"{name} #{number}" if number > 1 else name)


def _text(severity: Severity, message: str, remedy: str) -> str:
    said = f"{severity.name}: {sentence(message)}"
    return content(f"{said}\nTo do: {sentence(remedy)}" if remedy else said)


def _skipped(check: str, why: str) -> str:
    name = "every check" if check == EVERY else check
    return f'{_named(name)}><skipped message="{attribute(why)}"/></testcase>'


def content(text: str) -> str:
    """A text for between tags: without what XML cannot hold, the rest escaped, line ends kept."""
    return _escaped(text if text.replace("\n", "").isprintable() else _BARRED.sub("?", text))


def attribute(text: str) -> str:
    """A text for between quotation marks: without what XML cannot hold, the rest escaped, line ends too."""
    if text.isprintable():
        return _escaped(text).replace('"', "&quot;")
    return _ESCAPED.sub(lambda match: _ENTITIES[match[0]], _BARRED.sub("?", text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

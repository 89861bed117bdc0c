"""The report as JUnit XML, for the test pages of CI systems: each file a suite, each check a test.

A test fails exactly if the run does because of it: findings below the fail level are told in the output of a test that
passes. It knows the report and the fail level, no file system.
"""

import re
from collections.abc import Mapping

from policylint.finding import Finding, Severity
from policylint.report import FileInfo, Report
from policylint.reporters.aside import why as why_aside
from policylint.reporters.entry import Entry, spot
from policylint.reporters.page import Page, sentence

EVERY = "*"
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
    entry = Entry(report, Page(), verbose=False)
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.file, []).append(finding)
    left_out: dict[str, dict[str, str]] = {}
    for finding in (*report.suppressed, *report.waived):
        said = why_aside(finding.aside) if finding.aside is not None else "set aside"
        left_out.setdefault(finding.file, {}).setdefault(finding.check, said)
    for each in report.not_run:
        left_out.setdefault(each.file, {})[each.check] = each.why
    suites = [
        _Suite(entry, file, found.get(file.path, []), left_out.get(file.path, {}), (levels or {}).get(file.path, level))
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


class _Suite:
    """The tests of one file as lines. counts: tests, failures, skipped."""

    def __init__(
        self, entry: Entry, file: FileInfo, findings: list[Finding], skipped: dict[str, str], level: Severity | None
    ) -> None:
        self.entry = entry
        self.file = file
        self.level = level
        self.counts = [0, 0, 0]
        self.start = f'    <testcase classname="{attribute(file.path)}"'
        tests: list[str] = []
        found: dict[str, list[Finding]] = {}
        for finding in findings:
            found.setdefault(finding.check, []).append(finding)
        for check in sorted(found):
            for number, finding in enumerate(found[check], 1):
                tests.append(self.test(self.name(finding, number), self.told(finding)))
        for check, why in sorted(skipped.items()):
            if check not in found:
                self.counts[2] += 1
                name = "every check" if check == EVERY else check
                tests.append(self.test(name, f'<skipped message="{attribute(why)}"/>'))
        if EVERY not in skipped:
            tests += [
                self.test(check.id, "")
                for check in sorted(entry.report.checks)
                if check.id not in found and check.id not in skipped and check.pack in file.packs
            ]
        head = f'  <testsuite name="{attribute(file.path)}"{_counts(self.counts)}>'
        self.lines = [head, *tests, "  </testsuite>"]

    def test(self, name: str, inner: str) -> str:
        self.counts[0] += 1
        head = f'{self.start} name="{attribute(name)}" time="0"'
        return f"{head}>{inner}</testcase>" if inner else f"{head}/>"

    def name(self, finding: Finding, number: int) -> str:
        """The same from run to run as long as the fault is there, wherever the clause moves."""
        name = f"{finding.check} ({finding.clause})" if finding.clause else finding.check
        return f"{name} #{number}" if number > 1 else name

    def told(self, finding: Finding) -> str:
        place = f"{spot(finding.file, finding.place)}: {finding.severity.name}: {sentence(finding.message)}"
        body = f"{place}\nTo do: {sentence(finding.remedy)}" if finding.remedy else place
        if self.level is None or finding.severity < self.level:
            return f"<system-out>{content(body)}</system-out>"
        self.counts[1] += 1
        message = attribute(self.entry.title(finding))
        return f'<failure type="{finding.severity.name}" message="{message}">{content(body)}</failure>'


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

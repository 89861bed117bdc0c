"""What was set aside, and why, for people; it knows the report and the page."""

from policylint.finding import Aside, Finding
from policylint.report import Report
from policylint.reporters.entry import spot
from policylint.reporters.page import Page, printable


def aside_lines(report: Report, page: Page) -> list[str]:
    """Each finding that was set aside, with who said so and where."""
    lines: list[str] = []
    for title, findings in (("Suppressed", report.suppressed), ("Waived", report.waived)):
        if findings:
            lines += ["", page.paint(f"{title}:", "bold")]
        for finding in findings:
            lines += _told(finding, page)
    return lines


def _told(finding: Finding, page: Page) -> list[str]:
    place = spot(finding.file, finding.place)
    lines = page.wrap(f"{place}  {finding.severity.name}: {finding.message} ({finding.check})", "  ", "    ")
    return lines + (page.wrap(why(finding.aside), "    ") if finding.aside is not None else [])


def why(aside: Aside) -> str:
    """By what a finding was set aside, in a sentence without a full stop."""
    where = f"{printable(aside.file)}:{aside.line}" if aside.line else printable(aside.file)
    owner = f", {aside.owner} answers for it" if aside.owner else ""
    until = f", until {aside.until}" if aside.until else ""
    return f"{aside.by} {where}: {aside.reason}{owner}{until}"

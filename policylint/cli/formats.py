"""The formats of a report by name, each imported when it is asked for; it knows which options a format listens to."""

from collections.abc import Mapping
from types import MappingProxyType

from policylint.finding import Severity
from policylint.report import Report
from policylint.reporters.page import Page
from policylint.typed import NamedTuple


class Wishes(NamedTuple):
    """What the options say about the look of a report. level: of findings that fail the run, None: none does.

    levels: where a file has its own.
    """

    quiet: bool = False
    verbose: bool = False
    suppressed: bool = False
    level: Severity | None = Severity.error
    levels: Mapping[str, Severity | None] = MappingProxyType({})


def formed(report: Report, form: str, page: Page, wishes: Wishes) -> str:
    """The report in one of the formats of the command line. page: for the format that is read on a terminal."""
    if form == "json":
        from policylint.reporters.json_report import json_report

        return json_report(report)
    if form == "sarif":
        from policylint.reporters.sarif import sarif

        return sarif(report, suppressed=wishes.suppressed)
    if form == "github":
        from policylint.reporters.github import github

        return github(report)
    if form == "gitlab":
        from policylint.reporters.gitlab import gitlab

        return gitlab(report)
    if form == "junit":
        from policylint.reporters.junit import junit

        return junit(report, wishes.level, wishes.levels)
    if form == "markdown":
        from policylint.reporters.markdown import markdown

        return markdown(report)
    from policylint.reporters.text import text

    return text(report, page, quiet=wishes.quiet, verbose=wishes.verbose, aside=wishes.suppressed)


def job_summary(report: Report) -> str:
    """The report for the page that GitHub shows of a job, where annotations are few."""
    from policylint.reporters.markdown import summary

    return summary(report)

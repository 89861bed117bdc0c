"""The report as GitHub annotations, the lines on standard output that a runner turns into notes beside the change.

It knows what GitHub shows (ten notes of a level for each step, the rest silently dropped) and how values are escaped;
the whole report belongs into the summary of the job, which is Markdown.
"""

from policylint.finding import Finding, Severity
from policylint.report import Report
from policylint.reporters.entry import Entry
from policylint.reporters.importance import ordered
from policylint.reporters.page import Page, clean, counted, sentence

SHOWN = 10
COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.note: "notice"}


def github(report: Report) -> str:
    """One line a finding, errors first, most important first; where GitHub would drop some, a last one counts them."""
    entry = Entry(report, Page(), verbose=False)
    lines = []
    for severity, command in sorted(COMMANDS.items(), reverse=True):
        found = ordered(each for each in report.findings if each.severity is severity)
        room = SHOWN if len(found) <= SHOWN else SHOWN - 1
        lines += [_annotation(command, finding, entry) for finding in found[:room]]
        if len(found) > room:
            more = counted(len(found) - room, f"more {severity.name}")
            lines.append(
                f"::{command} title={_property(f'policylint: {more}')}::{_data(f'{more}: see the summary of this job')}"
            )
    return "".join(f"{line}\n" for line in lines)


def _annotation(command: str, finding: Finding, entry: Entry) -> str:
    title, detail = entry.parts(finding)
    known = entry.checks.get(finding.check)
    remedy = finding.remedy or (known.remedy if known else "")
    place = finding.place
    properties = {"file": finding.file}
    if place.line:
        properties |= {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line:
            # GitHub takes columns only within one line.
            properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = title
    told = [sentence(detail or title)]
    if remedy:
        told.append(f"To do: {sentence(remedy)}")
    if known:
        told.append(f"More: policylint explain {finding.check}")
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = _data("\n".join(told))
    return f"::{command} {written}::{message}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # The low quotation mark becomes a comma where standard output has no such character.
    return _data(text.replace("‚", ",")).replace(":", "%3A").replace(",", "%2C")

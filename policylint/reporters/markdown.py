"""The report as Markdown: a comment under a pull request, and the summary of a job; it knows the report, no platform.

Policy texts come from whoever sent the change, and the comment is written with the rights of the repository: nothing
of theirs may become markup, a link or a mention. GitHub and GitLab cut or refuse long texts, so findings are added
while there is room, most important first, and the rest are counted.
"""

import re
from collections.abc import Sequence

from policylint.finding import Finding, Severity
from policylint.report import FileInfo, Report
from policylint.reporters.entry import Entry
from policylint.reporters.importance import ordered
from policylint.reporters.page import Page, clean, counted, listed, sentence
from policylint.reporters.text import DISCLAIMER

MARKER = "<!-- policylint -->"
"""The first line of a comment, by which a later run finds it to write it anew."""

COMMENT_ROOM = 65_000  # bytes; GitHub refuses more than 65,536 characters
SUMMARY_ROOM = 1_000_000  # bytes; GitHub refuses more than 1 MiB a step
IN_FULL = 10  # so many errors of a comment are explained; the rest are named
NAMED = 50  # of each severity
EVERY = "*"

_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"[\\`*_\[\]|~]")
_START = re.compile(r"^([#+=:-]|\d+(?=[.)](\s|$)))")
_CODE = re.compile(r"(`[^`]+`)")
# What platforms make links of without any markup: mentions, addresses, numbers of issues.
_LIVE = ((re.compile(r"@"), "@\u200b"), (re.compile(r"#(?=\d)"), "#\u200b"), (re.compile(r"://"), ":\u200b//"))
_WWW = re.compile(r"www(?=\.)", re.IGNORECASE)


def markdown(report: Report) -> str:
    """A comment: the errors that matter most explained, everything else by name, behind a fold."""
    return _Sheet(report, COMMENT_ROOM, in_full=IN_FULL, named=NAMED, head=f"{MARKER}\n").text()


def summary(report: Report) -> str:
    """The summary of a job: every finding explained."""
    return _Sheet(report, SUMMARY_ROOM, in_full=len(report.findings), named=0, head="").text()


class _Sheet:
    def __init__(self, report: Report, room: int, *, in_full: int, named: int, head: str) -> None:
        self.report = report
        self.entry = Entry(report, Page(), verbose=False)
        self.in_full = in_full
        self.named = named
        self.parts: list[str] = [f"{head}### {_headline(report)}\n"]
        self.foot = self.closing()
        self.room = room - len((self.parts[0] + self.foot).encode()) - 200  # the line that counts what is left out

    def text(self) -> str:
        found = ordered(self.report.findings)
        least = Severity.error if self.in_full < len(found) else Severity.note
        full = [finding for finding in found if finding.severity >= least][: self.in_full]
        left = 0
        for number, finding in enumerate(full):
            if not self.add(self.block(finding)):
                left += len(full) - number
                break
        for severity in reversed(Severity):
            rest = [finding for finding in found[len(full) :] if finding.severity is severity]
            shown = sum(finding.severity is severity for finding in full)
            left += self.fold(f"{counted(len(rest), f'more {severity.name}' if shown else severity.name)}", rest)
        if left:
            self.parts.append(f"\n… and {counted(left, 'more finding')}: `policylint lint` shows them all.\n")
        return "".join(self.parts) + self.foot

    def add(self, block: str) -> bool:
        size = len(block.encode())
        if size > self.room:
            return False
        self.room -= size
        self.parts.append(block)
        return True

    def fold(self, heading: str, findings: Sequence[Finding]) -> int:
        """A list behind a fold. Out: how many findings there was no room for."""
        head, foot = f"\n<details><summary>{heading}</summary>\n\n", "\n</details>\n"
        lines = [self.line(finding) for finding in findings[: self.named]]
        if not lines or self.room < len((head + lines[0] + foot).encode()):
            return len(findings)
        self.room -= len(foot.encode())
        self.add(head)
        left = len(findings)
        for line in lines:
            if not self.add(line):
                break
            left -= 1
        self.parts.append(foot)
        return left

    def line(self, finding: Finding) -> str:
        title, detail = self.entry.parts(finding)
        said = inline(sentence(f"{title}: {detail}" if detail else title))
        return f"- {code(_at(finding.file, finding.place.line))}: {said} ({code(finding.check)})\n"

    def block(self, finding: Finding) -> str:
        title, detail = self.entry.parts(finding)
        known = self.entry.checks.get(finding.check)
        head = f"<b>{finding.severity.name}</b>: {html(title)} ({html(_at(finding.file, finding.place.line))})"
        told = [inline(sentence(detail))] if detail else []
        told += [
            f"- {code(_at(each.file, each.place.line))}: {inline(sentence(each.message))}" for each in finding.related
        ]
        for label, text in (
            ("Why", finding.why or (known.why if known else "")),
            ("To do", finding.remedy or (known.remedy if known else "")),
        ):
            if text:
                told.append(f"**{label}:** {inline(sentence(text))}")
        sources = [self.report.authorities[name] for name in finding.authorities if name in self.report.authorities]
        if sources:
            more = f" (and {len(sources) - 1} more)" if len(sources) > 1 else ""
            told.append(f"**Source:** {inline(sources[0])}{more}")
        if known:
            told.append(f"{code(f'policylint explain {finding.check}')} shows an example and all sources.")
        paragraphs = "\n\n".join(told)
        return f"\n<details><summary>{head}</summary>\n\n{paragraphs}\n\n</details>\n"

    def closing(self) -> str:
        report = self.report
        lines = []
        aside = [
            f"{number:,} {word}"
            for number, word in ((len(report.suppressed), "suppressed"), (len(report.waived), "waived"))
            if number
        ]
        if aside:
            lines.append(f"Set aside: {listed(aside)}.")
        unread = [each for each in report.not_run if each.check == EVERY][:10]
        lines += [f"No check ran on {code(each.file)}: {inline(each.why)}." for each in unread]
        lines += [f"The analysis of {code(file.path)} was cut short." for file in report.files if _short(file)][:10]
        lines.append(f"{DISCLAIMER} Judged as of {report.today} by policylint {report.version}.")
        return "\n" + "\n\n".join(lines) + "\n"


def _short(file: FileInfo) -> bool:
    return not file.exact and bool(file.situations)


def _headline(report: Report) -> str:
    files = counted(len(report.files), "file")
    if not report.findings:
        return f"policylint found nothing in {files} ({counted(len(report.checks), 'check')})"
    counts = [counted(report.count(each), each.name) for each in reversed(Severity) if report.count(each)]
    return f"policylint found {listed(counts)} in {files}"


def _at(file: str, line: int) -> str:
    return f"{file}:{line}" if line else file


# ---- words of others


def inline(text: str) -> str:
    """Words of others inside a paragraph: they look as written, and nothing in them is markup, link or mention."""
    text = _SPACE.sub(" ", clean(text)).strip()
    # What stands between backticks stays code: there it is as still as can be.
    parts = _CODE.split(text)
    return "".join(code(part) if number % 2 else _escaped(part, first=not number) for number, part in enumerate(parts))


def _escaped(text: str, *, first: bool) -> str:
    text = _MARKS.sub(r"\\\g<0>", text.replace("&", "&amp;"))
    if first:
        text = _START.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", text)
    return _quiet(text)


def html(text: str) -> str:
    """Words of others inside an HTML element of ours."""
    return _quiet(_SPACE.sub(" ", clean(text)).strip().replace("&", "&amp;"))


def _quiet(text: str) -> str:
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    for pattern, still in _LIVE:
        text = pattern.sub(still, text)
    # GitHub reads mathematics between dollar signs, unless they stand alone in an element.
    return _WWW.sub(lambda match: f"{match[0]}\u200b", text).replace("$", "<span>$</span>")


def code(text: str) -> str:
    """Words of others as code, where no platform looks for markup."""
    text = _SPACE.sub(" ", clean(text).replace("`", " ")).strip()
    return f"`{text}`" if text else ""

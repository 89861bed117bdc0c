"""One finding as a person reads it: what, where, why, what to write, who asks; it knows no order of findings."""

from policylint.finding import Finding
from policylint.report import CheckInfo, Report
from policylint.reporters.excerpt import excerpt
from policylint.reporters.importance import group_of
from policylint.reporters.page import Page, clean, counted, printable, sentence
from policylint.source import Place

INDENT = "  "
BELOW = "    "
LABEL = 8
# Of so many findings at one place it is told what to write; the rest are named, by topic. Nobody reads a hundred.
IN_FULL = {"error": 8, "warning": 0, "note": 0}
SOURCES = 1  # so many are printed; `explain` prints all


class Entry:
    """Lays out findings of one report. verbose: everything that is known of each."""

    __slots__ = ("checks", "page", "report", "verbose")

    def __init__(self, report: Report, page: Page, *, verbose: bool) -> None:
        self.report = report
        self.page = page
        self.verbose = verbose
        self.checks: dict[str, CheckInfo] = {check.id: check for check in report.checks}

    def title(self, finding: Finding) -> str:
        """The headline: the title of the check, or the whole message of a fault that is no check."""
        return self.parts(finding)[0]

    def parts(self, finding: Finding) -> tuple[str, str]:
        """The headline and what is concretely the case (empty when the headline says it)."""
        known = self.checks.get(finding.check)
        if known is None:
            return finding.message, ""
        if finding.message.startswith(known.title):
            return known.title, finding.message[len(known.title) :].lstrip(" :")
        # The title says how firmly something is settled: "only partly addressed".
        head, colon, detail = finding.message.partition(": ")
        return (head, detail) if finding.grade and colon else (known.title, finding.message)

    def alone(self, finding: Finding) -> list[str]:
        """A finding with its excerpt."""
        title, detail = self.parts(finding)
        word = finding.severity.name
        lines = self._headline(word, title)
        lines += [self._where(finding, finding.check), *self._excerpt(finding.file, finding.place, word)]
        if detail:
            lines += ["", *self.page.wrap(sentence(detail), INDENT)]
        lines += self._cases(finding, INDENT)
        lines += self._related(finding, INDENT)
        told = self._told(finding, self._why(finding))
        return [*lines, "", *told] if told else lines

    def together(self, heading: str, findings: tuple[Finding, ...]) -> list[str]:
        """Several findings at one place: one excerpt, then each with its situation and what to write."""
        first = findings[0]
        word = first.severity.name
        lines = [*self._headline(word, heading), self._where(first, "")]
        lines += self._excerpt(first.file, first.place, word)
        full = len(findings) if self.verbose else IN_FULL[word]
        for number, finding in enumerate(findings[:full], 1):
            title, detail = self.parts(finding)
            known = self.checks.get(finding.check)
            lines += ["", *self._item(number, title), self._name(finding)]
            said = detail or (known.question if known else "")
            if said:
                lines += self.page.wrap(sentence(said), BELOW)
            if self.verbose:
                lines += [*self._cases(finding, BELOW), *self._related(finding, BELOW)]
            lines += self._told(finding, self._why(finding) if self.verbose else "", BELOW)
        return [*lines, *self._named(findings[full:], further=bool(full))]

    def _named(self, findings: tuple[Finding, ...], *, further: bool) -> list[str]:
        """Findings as one line each, under their topics, in the order in which they come."""
        if not findings:
            return []
        topics: dict[str, list[Finding]] = {}
        for finding in findings:
            topics.setdefault(group_of(finding, self.checks), []).append(finding)
        lines = ["", f"{INDENT}And in short:"] if further else []
        for topic, found in topics.items():
            lines += ["", INDENT + self.page.paint(topic.replace("-", " ").capitalize(), "bold")]
            for finding in found:
                said = self.page.wrap(self.title(finding), f"{INDENT}- ")
                name = f"  ({clean(finding.check)})"
                if len(said[-1]) + len(name) > self.page.width:
                    said.append(BELOW + self.page.paint(name.strip(), "dim"))
                else:
                    said[-1] += self.page.paint(name, "dim")
                lines += said
        return lines

    def _headline(self, word: str, title: str) -> list[str]:
        first, *rest = self.page.wrap(title, f"{word}: ", INDENT)
        head = self.page.paint(f"{word}:", word) + self.page.paint(first[len(word) + 1 :], "bold")
        return [head, *(self.page.paint(line, "bold") for line in rest)]

    def _item(self, number: int, title: str) -> list[str]:
        return [self.page.paint(line, "bold") for line in self.page.wrap(title, f"{number:>2}. ", BELOW)]

    def _name(self, finding: Finding) -> str:
        return BELOW + self.page.paint(f"({clean(finding.check)})", "dim")

    def _where(self, finding: Finding, check: str) -> str:
        tail = f"  ({clean(check)})" if check else ""
        where = INDENT + spot(finding.file, finding.place)
        if len(where) + len(tail) > self.page.width and tail:
            return f"{where}\n{INDENT}{self.page.paint(tail.strip(), 'dim')}"
        return where + self.page.paint(tail, "dim")

    def _excerpt(self, file: str, place: Place, style: str) -> list[str]:
        source = self.report.sources.get(file)
        lines = excerpt(self.page, source, place, style, BELOW) if source is not None else []
        return ["", *lines] if lines else []

    def _cases(self, finding: Finding, indent: str) -> list[str]:
        further = [case for case in finding.cases if case not in finding.message]
        if not further:
            return []
        if not self.verbose:
            return [f"{indent}({counted(len(further), 'more case')}: --verbose)"]
        lines = ["", f"{indent}Likewise, for example, when:"]
        for case in further:
            lines += self.page.wrap(case, f"{indent}- ")
        return lines if indent == INDENT else [*lines, ""]

    def _related(self, finding: Finding, indent: str) -> list[str]:
        lines: list[str] = []
        for other in finding.related:
            lines += ["", *self.page.wrap(f"{spot(other.file, other.place)}: {other.message}", indent)]
            lines += self._excerpt(other.file, other.place, finding.severity.name)
        return lines if indent == INDENT or not lines else [*lines, ""]

    def _why(self, finding: Finding) -> str:
        known = self.checks.get(finding.check)
        return finding.why or (known.why if known else "")

    def _told(self, finding: Finding, why: str, indent: str = INDENT) -> list[str]:
        """Why it matters, what to write and who asks, each behind its word."""
        lines: list[str] = []
        if why:
            lines += self._labelled("Why", sentence(why), indent)
        known = self.checks.get(finding.check)
        remedy = finding.remedy or (known.remedy if known else "")
        if remedy:
            lines += self._labelled("To do", sentence(remedy), indent)
        if finding.example and self.verbose:
            lines += [
                "",
                *(f"{indent}{' ' * LABEL}{clean(line)}".rstrip() for line in finding.example.splitlines()),
                "",
            ]
        if indent == INDENT or self.verbose:
            lines += self._sources(finding, indent)
        if self.verbose and finding.witness:
            asked = " ".join(f"--{dimension} {value}" for dimension, value in finding.witness)
            lines += self._labelled("Ask", f"policylint ask {printable(finding.file)} {asked}", indent)
        return lines

    def _sources(self, finding: Finding, indent: str) -> list[str]:
        known = [self.report.authorities[name] for name in finding.authorities if name in self.report.authorities]
        shown = known if self.verbose else known[:SOURCES]
        lines: list[str] = []
        for number, line in enumerate(shown):
            lines += self._labelled("" if number else "Source", line, indent)
        if len(known) > len(shown):
            lines += self._labelled("", f"and {len(known) - len(shown)} more", indent)
        return lines

    def _labelled(self, label: str, text: str, indent: str) -> list[str]:
        first, *rest = self.page.wrap(text, f"{indent}{label:<{LABEL}}")
        start = len(indent) + len(label)
        return [f"{indent}{self.page.paint(label, 'bold')}{first[start:]}", *rest]


def spot(file: str, place: Place) -> str:
    """A place as editors and terminals make it clickable: `file:line:column`."""
    return f"{printable(file)}:{place.line}:{place.column}" if place.line else printable(file)

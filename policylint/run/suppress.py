"""Findings that a comment in the policy sets aside, and what is wrong with such comments. Knows no waivers.

A comment behind a value holds for its line; on the first line of a clause for the clause; alone on a line for the next
one. `ignore-file` at the start of a line holds for the file. What a comment may never set aside is for the caller.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from policylint.errors import nearest
from policylint.finding import Aside, Finding
from policylint.reading.problems import Problem
from policylint.reading.yamltree import Document, Node
from policylint.report import Entry
from policylint.run.directives import Directive, directives
from policylint.run.making import Wrong
from policylint.run.marker import speaks
from policylint.source import Span
from policylint.typed import NamedTuple

_NEXT = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*")


class Comment(NamedTuple):
    """A directive in its file. first, last: the lines for which it holds. path: the clause for which it holds too."""

    directive: Directive
    span: Span
    line: int
    first: int
    last: int
    path: str = ""


class Standing:
    """The comments that name one check, by number, found by what they cover: a file may hold thousands of both."""

    __slots__ = ("_lines", "_paths", "_whole")

    def __init__(self) -> None:
        self._whole: list[int] = []
        self._lines: dict[int, int] = {}
        self._paths: dict[str, int] = {}

    def add(self, number: int, comment: Comment) -> None:
        """Take up a comment; its numbers rise."""
        if comment.directive.whole_file:
            self._whole.append(number)
        elif comment.first not in self._lines:
            for line in range(comment.first, comment.last + 1):
                self._lines.setdefault(line, number)
        if comment.path:
            self._paths.setdefault(comment.path, number)

    def first(self, finding: Finding) -> int | None:
        """The first comment that stands where it can set a finding of its file aside."""
        clause = "/".join(finding.path.split("/", 3)[:3])
        found = (*self._whole[:1], self._lines.get(finding.place.line), self._paths.get(clause))
        return min((number for number in found if number is not None), default=None)


class Names(NamedTuple):
    """What comments may name. checks, groups: all there are. refused: why a check may not be set aside, else empty."""

    checks: frozenset[str]
    groups: frozenset[str]
    refused: Callable[[str], str]


class Suppressed(NamedTuple):
    """The outcome for one file. kept: what still counts."""

    kept: list[Finding]
    aside: list[Finding]
    wrong: list[Wrong]
    entries: list[Entry]


def comments_in(document: Document) -> tuple[Comment, ...]:
    """The comments of a file that speak to the program. Cheap where there are none: one search through the text."""
    text = document.source.text
    if not speaks(text):
        return ()
    source = document.source
    clauses = _first_lines(document)
    blocks = _last_lines(document)
    found = []
    below = 0
    for comment in document.comments():
        written = text[comment.span.start : comment.span.end]
        for directive in directives(written):
            start = comment.span.start
            line, column = source.position(start)
            alone = not source.line(line)[: column - 1].strip()
            if directive.whole_file and (column != 1 or directive.start):
                directive = directive._replace(
                    wrong='"ignore-file" holds for the whole file only at the start of a line',
                    remedy="move it to the start of a line of its own, or write `ignore[…]` for this line",
                )
            if alone and comment.span.end >= below:
                # Until there, every line is empty or a comment: the comments in between have the same next line.
                below = _next_line(text, comment.span.end)
            first = source.position(below)[0] if alone else line
            span = Span(start + directive.start, start + directive.end)
            found.append(Comment(directive, span, line, first, blocks.get(first, first), clauses.get(first, "")))
    return tuple(found)


def excuses(document: Document, problem: Problem) -> bool:
    """Whether a comment of the file sets a fault aside that reading it found."""
    line = document.source.position(problem.span.start)[0]
    for comment in comments_in(document):
        directive = comment.directive
        if problem.check in directive.checks and directive.reason and not directive.wrong:
            below = bool(comment.path) and f"{problem.path}/".startswith(f"{comment.path}/")
            if directive.whole_file or below or comment.first <= line <= comment.last:
                return True
    return False


def _next_line(text: str, end: int) -> int:
    match = _NEXT.match(text, end)
    return match.end() if match else end


def _first_lines(document: Document) -> dict[int, str]:
    """The path of each clause by the line of its first key."""
    clauses = document.node("/clauses")
    found: dict[int, str] = {}
    if clauses is None or clauses.kind != "sequence":
        return found
    for number, clause in enumerate(clauses.items):
        if clause.kind == "mapping" and clause.items:
            line = document.source.position(clause.items[0][0].start)[0]
            # Two clauses on one line are told apart by no comment.
            found[line] = "" if line in found else f"/clauses/{number}"
    return found


def _last_lines(document: Document) -> dict[int, int]:
    """The last line of each text block by the line on which it begins: no comment can stand inside it."""
    found: dict[int, int] = {}
    for node in _blocks(document.root):
        line, _ = document.source.position(node.start)
        last, _ = document.source.position(max(node.start, node.end - 1))
        found[line] = max(last, found.get(line, line))
    return found


def _blocks(root: Node | None) -> Iterator[Node]:
    waiting = [] if root is None else [root]
    while waiting:
        node = waiting.pop()
        if node.kind == "scalar":
            if node.style in ("|", ">"):
                yield node
        elif node.style != "*":
            waiting.extend(node.items if node.kind == "sequence" else (value for _, value in node.items))


def suppress(
    document: Document, policy: str, findings: Iterable[Finding], asked: Mapping[str, bool], names: Names
) -> Suppressed:
    """The findings of one file, and what its comments do to them. asked: the checks that were asked of it."""
    comments = comments_in(document)
    if not comments:
        return Suppressed(list(findings), [], [], [])
    file = document.source.path
    wrong: list[Wrong] = []
    valid: list[tuple[Comment, str]] = []
    entries: list[Entry] = []

    def enter(comment: Comment, check: str, state: str, uses: int = 0) -> None:
        where = "file" if comment.directive.whole_file else f"line {comment.first}"
        reason = comment.directive.reason
        entries.append(Entry("comment", state, check, policy, where, file, comment.line, reason, uses=uses))

    for comment in comments:
        directive = comment.directive
        if directive.wrong:
            wrong.append(Wrong("suppression-malformed", comment.span, directive.wrong, directive.remedy))
            enter(comment, "", "void")
            continue
        if not directive.reason:
            listed = " and ".join(f'"{name}"' for name in directive.checks)
            wrong.append(Wrong("suppression-without-reason", comment.span, f"no reason is given for ignoring {listed}"))
        for check in directive.checks:
            fault = _named(check, comment, names)
            if fault is not None:
                wrong.append(fault)
                enter(comment, check, "refused" if fault.check == "set-aside-refused" else "void")
            elif not directive.reason:
                enter(comment, check, "void")
            else:
                valid.append((comment, check))
    uses = dict.fromkeys(range(len(valid)), 0)
    kept: list[Finding] = []
    aside: list[Finding] = []
    standing: dict[str, Standing] = {}
    for index, (comment, check) in enumerate(valid):
        standing.setdefault(check, Standing()).add(index, comment)
    for finding in findings:
        number = standing[finding.check].first(finding) if finding.check in standing else None
        if number is None:
            kept.append(finding)
            continue
        uses[number] += 1
        comment = valid[number][0]
        aside.append(finding._replace(aside=Aside("comment", file, comment.line, comment.directive.reason)))
    for index, (comment, check) in enumerate(valid):
        state = "used" if uses[index] else "unused" if asked.get(check) else "unknown"
        enter(comment, check, state, uses[index])
        if state == "unused":
            wrong.append(Wrong("suppression-unused", comment.span, f'there is no finding of "{check}" here to ignore'))
    entries.sort(key=lambda entry: (entry.line, entry.check))
    return Suppressed(kept, aside, wrong, entries)


def _named(check: str, comment: Comment, names: Names) -> Wrong | None:
    if check not in names.checks:
        if check in names.groups:
            message = f'"{check}" is a group, and a comment names single checks'
            return Wrong("suppression-unknown-check", comment.span, message, "name the checks that are meant")
        near = nearest(check, names.checks)
        message = f'there is no check "{check}"' + (f': did you mean "{near}"?' if near else "")
        remedy = f'write "{near}"' if near else "`policylint checks` lists them all"
        return Wrong("suppression-unknown-check", comment.span, message, remedy)
    why = names.refused(check)
    return Wrong("set-aside-refused", comment.span, f'"{check}" cannot be ignored: {why}') if why else None

"""Results of scenarios as text, JSON and JUnit XML; it knows no policy and no terminal."""

from collections.abc import Sequence

from policylint.reporters.json_text import dumps
from policylint.reporters.junit import attribute, content
from policylint.reporters.page import Page, clean, counted, listed, printable
from policylint.review.scenario_files import Expected, Wrong
from policylint.review.scenarios import ERROR, FAILED, PASSED, Result, Shortfall, Tested, states
from policylint.review.subjects import Named
from policylint.typed import Any

GAP = " " * 14
SAID = {
    "impossible": "this cannot happen",
    "conflict": "the policy contradicts itself",
    "excluded": "the policy leaves it out",
    "forbidden": "the policy forbids it",
    "conditional": "the policy allows it only on a condition",
    "permitted": "the policy allows it",
    "delegated": "the policy leaves it to another document",
    "advised": "there is advice, but no rule",
    "silent": "the policy does not say",
}
GRADES = {
    "explicit": "one clause names it all",
    "general": "it is settled in general, without naming that",
    "delegated": "it is left to another document",
    "advised": "there is advice, but no rule",
    "silent": "the policy does not say",
    "excluded": "the policy leaves it out",
}


def scenarios_text(page: Page, tested: Sequence[Tested], *, verbose: bool = False) -> str:
    """All results as text: what failed in full, what passed counted. verbose: every scenario by name."""
    lines: list[str] = []
    for each in tested:
        lines += [page.paint(_head(each), "bold")]
        for wrong in each.wrong:
            lines += _wrong(page, wrong)
        for result in each.results:
            if result.state != PASSED:
                lines += _result(page, result)
            elif verbose:
                lines += page.wrap(result.scenario.name, "  passed    ")
        lines += ["", f"  {_tally([result.state for result in each.results])}", ""]
    if len(tested) != 1:
        lines += [page.paint(f"Together: {_tally(list(states(tested)))}", "bold"), ""]
    return "\n".join(lines[:-1]) + "\n"


def _head(tested: Tested) -> str:
    about = f": {tested.file.policy}" if tested.file.policy else ""
    at = f" ({printable(tested.subject.file)})" if tested.subject is not None else ""
    return clean(f"{printable(tested.file.path)}{about}{at}")


def _tally(found: Sequence[str]) -> str:
    parts = [counted(len(found), "scenario")]
    for state, word in ((PASSED, "passed"), (FAILED, "failed"), (ERROR, "cannot be used")):
        number = found.count(state)
        if number:
            parts.append(f"{number:,} {word}")
    return f"{parts[0]}: {listed(parts[1:])}" if parts[1:] else parts[0]


def _wrong(page: Page, wrong: Wrong) -> list[str]:
    at = f"{printable(wrong.file)}:{wrong.line}:{wrong.column}: " if wrong.line else f"{printable(wrong.file)}: "
    lines = ["", *page.wrap(at + wrong.message, "  error     ", GAP)]
    return [*lines, *page.wrap(wrong.remedy, GAP)] if wrong.remedy else lines


def _result(page: Page, result: Result) -> list[str]:
    label = page.paint("failed", "error") if result.state == FAILED else page.paint("error", "error")
    gap = " " * (12 - 2 - len(result.state))
    name, *more = page.wrap(f"{result.scenario.name} ({printable(result.file)}:{result.line})", GAP)
    lines = ["", f"  {label}{gap}{name.strip()}", *more]
    for wrong in result.wrong:
        lines += page.wrap(f"{printable(wrong.file)}:{wrong.line}:{wrong.column}: {wrong.message}", GAP)
        lines += page.wrap(wrong.remedy, GAP) if wrong.remedy else []
    for shortfall in result.shortfalls:
        lines += page.wrap(said(result.scenario.expected, shortfall), GAP)
        if shortfall.example:
            lines += _labelled(page, "When", shortfall.example)
        for number, each in enumerate(shortfall.decided):
            lines += _labelled(page, "" if number else "Decided by", _named(each))
        for number, each in enumerate(shortfall.beaten):
            lines += _labelled(page, "" if number else "It beats", _named(each))
    if result.scenario.because and result.shortfalls:
        lines += _labelled(page, "Because", result.scenario.because)
    return lines


def _labelled(page: Page, label: str, words: str) -> list[str]:
    head = f"{GAP}{label:<12}"
    return page.wrap(words, head, " " * len(head))


def _named(clause: Named) -> str:
    name = f"{clause.title} [{clause.id}]" if clause.title and clause.id else clause.title or clause.id
    return f"{name}, {printable(clause.file)}:{clause.line}"


def said(expected: Expected, shortfall: Shortfall) -> str:
    """What was expected and what there is instead, as one sentence without its end."""
    if not shortfall.complete:
        return f'"{shortfall.part}" could not be decided: look longer with a larger --effort, or ask more narrowly'
    if shortfall.part == "verdict":
        return f"expected {listed(expected.verdicts, 'or')}, but {SAID[shortfall.about]}"
    if shortfall.part == "grade":
        about = listed(expected.naming) or "nothing in particular"
        return f"expected {listed(expected.grades, 'or')} for {about}, but {GRADES[shortfall.about]}"
    if shortfall.part == "clauses":
        if shortfall.about:
            return f'expected "{shortfall.about}" to decide, but it decides no case of this'
        return f"expected {listed(expected.clauses, 'or')} to decide, but here it is not so"
    if shortfall.part == "needs":
        return f'expected that it needs "{shortfall.about}", but here no clause that decides asks for it'
    if shortfall.part == "duties":
        fields = next((duty.fields for duty in expected.duties if duty.kind == shortfall.about), {})
        wanted = "".join(f", {name} {value}" for name, value in fields.items())
        return f'expected the duty "{shortfall.about}"{wanted}, but here it does not hold'
    return f'expected no duty "{shortfall.about}", but here it holds'


# ---- for programs


def scenarios_data(tested: Sequence[Tested]) -> dict[str, Any]:
    """All results as plain data for JSON."""
    found = list(states(tested))
    return {
        "version": 1,
        "files": [
            {
                "file": each.file.path,
                "policy": each.file.policy or None,
                "policy_file": each.subject.file if each.subject is not None else None,
                "errors": [wrong._asdict() for wrong in each.wrong],
                "scenarios": [_result_data(result) for result in each.results],
            }
            for each in tested
        ],
        "summary": {state: found.count(state) for state in (PASSED, FAILED, ERROR)},
    }


def scenarios_json(tested: Sequence[Tested], mutants: Sequence[dict[str, Any]] | None = None) -> str:
    """All results as JSON; mutants: what `mutants_data` gives, where they were asked for."""
    data = scenarios_data(tested)
    if mutants is not None:
        data["mutants"] = list(mutants)
    return dumps(data, indent=2) + "\n"


def _result_data(result: Result) -> dict[str, Any]:
    expected = result.scenario.expected
    return {
        "name": result.scenario.name,
        "line": result.line,
        "state": result.state,
        "because": result.scenario.because or None,
        "shortfalls": [
            {
                "part": shortfall.part,
                "about": shortfall.about or None,
                "message": said(expected, shortfall),
                "verdict": shortfall.verdict,
                "example": shortfall.example,
                "witness": dict(shortfall.witness),
                "decided": [_clause(each) for each in shortfall.decided],
                "beaten": [_clause(each) for each in shortfall.beaten],
                "complete": shortfall.complete,
            }
            for shortfall in result.shortfalls
        ],
        "errors": [wrong._asdict() for wrong in result.wrong],
    }


def _clause(clause: Named) -> dict[str, Any]:
    return {**clause._asdict(), "id": clause.id or None, "title": clause.title or None}


def scenarios_junit(tested: Sequence[Tested]) -> str:
    """All results as JUnit XML: a suite for each file, a test for each scenario."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="policylint"{_counts(list(states(tested)))}>']
    for each in tested:
        found = list(states([each]))
        lines.append(f'  <testsuite name="{attribute(each.file.path)}"{_counts(found)}>')
        for wrong in each.wrong:
            lines.append(
                _case(each.file.path, "the file itself", f"<error {_failure(wrong.message, _at(wrong))}</error>")
            )
        lines += [_case(each.file.path, result.scenario.name, _inner(result)) for result in each.results]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(found: Sequence[str]) -> str:
    failed, errors = found.count(FAILED), found.count(ERROR)
    return f' tests="{len(found)}" failures="{failed}" errors="{errors}" skipped="0" time="0"'


def _case(file: str, name: str, inner: str) -> str:
    head = f'    <testcase classname="{attribute(file)}" name="{attribute(name)}" time="0"'
    return f"{head}>{inner}</testcase>" if inner else f"{head}/>"


def _inner(result: Result) -> str:
    if result.state == PASSED:
        return ""
    if result.state == ERROR:
        return f"<error {_failure(result.wrong[0].message, *map(_at, result.wrong))}</error>"
    messages = [said(result.scenario.expected, each) for each in result.shortfalls]
    told = [f"{result.file}:{result.line}"]
    for message, each in zip(messages, result.shortfalls, strict=True):
        told += [message, f"when: {each.example}", *(f"decided by: {_named(clause)}" for clause in each.decided)]
        told += [f"it beats: {_named(clause)}" for clause in each.beaten]
    return f"<failure {_failure(messages[0], *told)}</failure>"


def _failure(message: str, *told: str) -> str:
    joined = "\n".join(told)
    return f'message="{attribute(message)}">{content(joined)}'


def _at(wrong: Wrong) -> str:
    return f"{printable(wrong.file)}:{wrong.line}:{wrong.column}: {wrong.message}"

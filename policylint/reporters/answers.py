"""What a policy says about a situation, as text and as JSON; it knows no policy and no terminal."""

from collections.abc import Mapping, Sequence

from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, counted, listed, printable
from policylint.reporters.telling import Owed, Said, Told
from policylint.typed import Any

MOST_DUTIES = 8
MOST_CLAUSES = 5
GAP = " " * 14
MOST_PARTS = 2

SAID = {
    "impossible": "This cannot happen",
    "conflict": "The policy contradicts itself: one clause allows it, another forbids it",
    "excluded": "The policy leaves this out",
    "forbidden": "No",
    "conditional": "Only on a condition",
    "permitted": "Yes",
    "delegated": "Another document answers",
    "advised": "There is advice, but no rule",
    "silent": "The policy does not say",
}
STYLE = {"conflict": "error", "silent": "warning", "advised": "warning", "forbidden": "bold", "permitted": "good"}


def answers_text(
    page: Page,
    title: str,
    file: str,
    asked: Sequence[tuple[str, str]],
    told: Sequence[Told],
    notes: Sequence[str] = (),
    *,
    verbose: bool = False,
) -> str:
    """All answers as text. title, file: of the policy. asked: the question as (dimension, words). notes: said first.

    verbose: every part of the question in which a verdict holds, not only the largest ones.
    """
    lines = [page.paint(line, "bold") for line in page.wrap(title)]
    lines.append(printable(file))
    lines.append("")
    if asked:
        lines += _labelled(page, "You asked", "; ".join(f"{name}: {words}" for name, words in asked))
    else:
        lines += page.wrap("You asked about everything; name something to narrow it, such as --device personal.")
    for note in notes:
        lines += page.wrap(note, GAP)
    if len(told) > 1:
        lines += ["", "The answer depends on what you left open."]
    for verdict in dict.fromkeys(each.verdict for each in told):
        parts = [each for each in told if each.verdict == verdict]
        shown = parts if verbose else parts[:MOST_PARTS]
        everywhere = "otherwise" if len(told) > 1 else "in every case"
        lines += ["", *_verdict(page, verdict, file, shown, everywhere, verbose)]
        if len(parts) > len(shown):
            more = counted(len(parts) - len(shown), "further case")
            lines += ["", f"  {more} with this answer: --verbose, or ask more narrowly"]
    if not all(each.complete for each in told):
        lines += ["", *page.wrap("The analysis was cut short, and there may be more. A larger --effort looks longer.")]
    return "\n".join(lines) + "\n"


def _verdict(page: Page, verdict: str, file: str, told: Sequence[Told], everywhere: str, verbose: bool) -> list[str]:
    lines = [page.paint(SAID[verdict] + ".", STYLE.get(verdict, "bold"))]
    for number, each in enumerate(told):
        where = "; ".join(f"{name}: {words}" for name, words in each.where)
        lines += [""] if number else []
        lines += _labelled(page, "When", where or everywhere)
        if each.example:
            lines += _labelled(page, "Example", each.example)
        shown = each.clauses[: each.deciding or MOST_CLAUSES]
        lines += _list(page, "Decided by", [_clause(clause, file) for clause in shown])
        if len(each.clauses) > len(shown) and each.example:
            others = counted(len(each.clauses) - len(shown), "other clause")
            lines.append(f"{GAP}and, in other cases than the example, {others}")
        lines += _list(page, "It beats", [_clause(clause, file) for clause in each.overridden])
        lines += _list(page, "Needs", each.conditions)
        saved = [f"{_clause(clause, file)}: it says what the policy does not limit" for clause in each.savings]
        lines += _list(page, "But see", saved)
        lines += _duties(page, each.duties, file, verbose)
    return lines


def _duties(page: Page, duties: Sequence[Owed], file: str, verbose: bool) -> list[str]:
    own = list(duties) if verbose else [duty for duty in duties if not duty.always]
    shown = own if verbose else own[:MOST_DUTIES]
    said = [f"{duty.says} [{duty.clause.id}{_line(duty.clause, file)}]" for duty in shown]
    more = len(own) - len(shown)
    always = len(duties) - len(own)
    rest = [counted(more, "more for this case", "more for this case")] if more else []
    rest += [counted(always, "that holds in every case", "that hold in every case")] if always else []
    if rest:
        said.append(("and " if shown else "") + f"{listed(rest)} (--verbose lists all)")
    return _list(page, "Duties", said)


def _list(page: Page, label: str, said: Sequence[str]) -> list[str]:
    return [line for number, each in enumerate(said) for line in _labelled(page, "" if number else label, each)]


def _labelled(page: Page, label: str, said: str) -> list[str]:
    return page.wrap(said, f"  {label:<{len(GAP) - 2}}", GAP)


def _clause(clause: Said, file: str) -> str:
    name = f"{clause.title} [{clause.id}]" if clause.title and clause.id else clause.title or clause.id
    return name + _line(clause, file)


def _line(clause: Said, file: str) -> str:
    return f", line {clause.line}" + ("" if clause.file == file else f" of {printable(clause.file)}")


def answers_json(policy: str, asked: Mapping[str, Sequence[str]], told: Sequence[Told]) -> str:
    """All answers as JSON; a verdict that holds in several parts of the question stands there once for each part."""
    data = {
        "policy": policy,
        "asked": {name: list(values) for name, values in asked.items()},
        "answers": [
            {
                "where": {name: list(values) for name, values in each.values.items()},
                "verdict": each.verdict,
                "grade": each.grade or None,
                "clauses": [_clause_data(clause) for clause in each.clauses],
                "overridden": [_clause_data(clause) for clause in each.overridden],
                "savings": [_clause_data(clause) for clause in each.savings],
                "conditions": list(each.conditions),
                "duties": [
                    {"kind": duty.kind, "says": duty.says, "always": duty.always, "clause": _clause_data(duty.clause)}
                    for duty in each.duties
                ],
                "witness": dict(each.witness) or None,
                "example": each.example or None,
                "complete": each.complete,
            }
            for each in told
        ],
    }
    return dumps(data, indent=2) + "\n"


def _clause_data(clause: Said) -> dict[str, Any]:
    return {**clause._asdict(), "id": clause.id or None, "title": clause.title or None}

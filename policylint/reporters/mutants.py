"""Which changes of a policy nobody would notice, as text and as data; it knows no policy and no terminal."""

from collections.abc import Sequence

from policylint.reporters.page import Page, clean, counted, printable
from policylint.review.mutation import NOTICED, SAME, UNNOTICED, ClauseFates, Survey
from policylint.typed import Any

MOST_CLAUSES = 20
MOST_CHANGES = 4
# A clause that can go, or turn into its opposite, is worse off than one whose edges nobody watches.
GRAVEST = ("delete", "flip")


def mutants_text(page: Page, surveys: Sequence[Survey], *, verbose: bool = False) -> str:
    """The surveys as text, the clauses that are watched least first. verbose: all of them, and who noticed what."""
    lines: list[str] = []
    for survey in surveys:
        lines += [
            page.paint(line, "bold")
            for line in page.wrap(clean(f"Changes of {survey.policy} ({printable(survey.file)})"))
        ]
        lines += ["", *_summary(page, survey)]
        clauses = _sorted(survey)
        shown = clauses if verbose else [each for each in clauses if each.count(UNNOTICED)][:MOST_CLAUSES]
        for clause in shown:
            lines += ["", *_clause(page, clause, verbose)]
        more = sum(1 for each in clauses if each.count(UNNOTICED)) - len(shown)
        if more > 0:
            lines += ["", f"  {counted(more, 'more clause')} with changes that nobody would notice: --verbose"]
        lines.append("")
    return "\n".join(lines[:-1]) + "\n" if lines else ""


def _summary(page: Page, survey: Survey) -> list[str]:
    score = survey.score
    share = f" ({score:.0%} of those that change something)" if score is not None else ""
    by = counted(survey.scenarios, "scenario")
    by += f" and {counted(survey.checks, 'check')}" if survey.checks is not None else " and no check"
    lines = page.wrap(
        f"{counted(survey.made, 'small change')} of {counted(len(survey.clauses), 'clause')}, asked of {by}: "
        f"{survey.count(NOTICED):,} noticed{share}, {survey.count(UNNOTICED):,} unnoticed, "
        f"{survey.count(SAME):,} that change nothing.",
        "  ",
    )
    if survey.made < survey.possible:
        left = survey.possible - survey.made
        lines += page.wrap(f"{left:,} further changes were not tried: --most {survey.possible} tries them all.", "  ")
    return lines


def _sorted(survey: Survey) -> list[ClauseFates]:
    def rank(clause: ClauseFates) -> tuple[int, int, int]:
        unnoticed = [fate for fate in clause.fates if fate.state == UNNOTICED]
        grave = sum(fate.mutant.kind in GRAVEST for fate in unnoticed)
        return -grave, -len(unnoticed), clause.line

    return sorted(survey.clauses, key=rank)


def _clause(page: Page, clause: ClauseFates, verbose: bool) -> list[str]:
    name = f"{clause.title} [{clause.clause}]" if clause.title and clause.clause else clause.clause or clause.title
    unnoticed = [fate.mutant.says for fate in clause.fates if fate.state == UNNOTICED]
    lines = page.wrap(
        f"{name}, line {clause.line}: {len(unnoticed)} of {counted(len(clause.fates), 'change')} unnoticed",
        "  ",
        "    ",
    )
    shown = unnoticed if verbose else unnoticed[:MOST_CHANGES]
    for says in shown:
        lines += page.wrap(says, f"    {page.paint('-', 'warning')} ", "      ")
    if len(unnoticed) > len(shown):
        lines.append(f"      and {len(unnoticed) - len(shown)} more")
    if verbose:
        for fate in clause.fates:
            if fate.state == NOTICED:
                lines += page.wrap(f"{fate.mutant.says}: noticed by {fate.by} {fate.name}", "    + ", "      ")
            elif fate.state == SAME:
                lines += page.wrap(f"{fate.mutant.says}: changes nothing", "    = ", "      ")
    return lines


def mutants_data(survey: Survey) -> dict[str, Any]:
    """One survey as plain data for JSON."""
    return {
        "policy": survey.policy,
        "file": survey.file,
        "possible": survey.possible,
        "tried": survey.made,
        "scenarios": survey.scenarios,
        "checks": survey.checks,
        "score": None if survey.score is None else round(survey.score, 4),
        "summary": {state: survey.count(state) for state in (NOTICED, UNNOTICED, SAME)},
        "clauses": [
            {
                "clause": clause.clause or None,
                "title": clause.title or None,
                "line": clause.line,
                "changes": [
                    {
                        "kind": fate.mutant.kind,
                        "says": fate.mutant.says,
                        "state": fate.state,
                        "by": fate.by or None,
                        "name": fate.name or None,
                    }
                    for fate in clause.fates
                ],
            }
            for clause in _sorted(survey)
        ],
    }

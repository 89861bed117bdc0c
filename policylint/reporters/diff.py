"""What a change to policies means, as text and as JSON; it knows no policy and no terminal."""

from collections.abc import Mapping, Sequence

from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, clean, counted, listed
from policylint.review.diff import Compared, Comparison
from policylint.review.diff_kinds import KINDS, SITUATIONAL, WITHOUT_MEANING
from policylint.review.diff_told import Named, Prose, Seen, Told, Total
from policylint.review.diff_words import Hunk
from policylint.typed import Any

GAP = " " * 13
MOST_LISTED = 8
MOST_CASES = 3
LONGEST = 300

SAYS = {
    "impossible": "declared impossible",
    "conflict": "contradictory",
    "excluded": "left out of the policy",
    "forbidden": "forbidden",
    "conditional": "allowed on a condition",
    "permitted": "allowed",
    "delegated": "left to another document",
    "advised": "advice, but no rule",
    "silent": "the policy does not say",
}
STYLE = {
    "newly-silent": "error",
    "loosened": "error",
    "newly-conflicting": "error",
    "tightened": "warning",
    "newly-settled": "good",
    "conflict-resolved": "good",
    "more-explicit": "good",
}
STATES = {
    "moved": "Nothing changed but names and places: it means what it meant.",
    "added": "This policy is new.",
    "removed": "This policy is gone: what it said is said no more.",
}


def diff_text(page: Page, found: Comparison, *, verbose: bool = False) -> str:
    """A comparison as text. verbose: every case that was found, not only the first few of each kind."""
    lines = page.wrap(f"What changed from {clean(found.old)} to {clean(found.new)}")
    same = [each for each in found.policies if each.state == "unchanged"]
    for each in found.policies:
        if each not in same:
            lines += ["", *_policy(page, each, MOST_LISTED if verbose else MOST_CASES)]
    if same:
        lines += ["", *page.wrap(unchanged(same))]
    if not found.exact:
        lines += ["", *page.wrap("This is not all: " + why_not_exact(found))]
    return "\n".join(lines) + "\n"


def unchanged(same: Sequence[Compared]) -> str:
    """The policies in which nothing changed, in a sentence."""
    names = [each.title or each.policy for each in same]
    return f"Nothing changed in {_some(names)}."


def why_not_exact(found: Comparison) -> str:
    """Why there may be more changes than are shown."""
    notes = list(dict.fromkeys(note for each in found.policies for note in each.notes))
    return "; ".join(notes) or "the analysis was cut short, what is shown is true; a larger --effort looks longer"


def _policy(page: Page, policy: Compared, most: int) -> list[str]:
    lines = [page.paint(line, "bold") for line in page.wrap(policy.title or policy.policy)]
    files = dict.fromkeys(clean(file) for file in (policy.old_file, policy.new_file) if file)
    lines += page.wrap(" → ".join(files))
    lines += ["", *(line for said in summary(policy) for line in page.wrap(said))]
    totals = {total.kind: total for total in policy.totals}
    told_texts: set[str] = set()
    for kind in KINDS:
        told = [change for change in policy.changes if change.kind == kind]
        if told or kind in totals:
            lines += ["", page.paint(heading(kind, totals.get(kind)), STYLE.get(kind, "bold"))]
            lines += _cases(page, told, most, told_texts) if kind in SITUATIONAL else _others(page, kind, told)
    return lines


def heading(kind: str, total: Total | None) -> str:
    """The heading of a kind, with the share of situations that it is about."""
    said = KINDS[kind][:1].upper() + KINDS[kind][1:]
    if total is None:
        return said
    unsure = "" if total.least == total.most else "at least "
    rest = f"; the cases below show {percent(total.shown)} of that" if total.shown < 0.995 else ""
    return f"{said} ({unsure}{percent(total.share)} of all combinations{rest})"


def percent(share: float) -> str:
    """A share as people write it; a share of something is never shown as nothing."""
    if share and share < 0.0001:
        return "under 0.01 %"
    digits = 2 if share < 0.01 else 1 if share < 0.1 else 0
    return f"{100 * share:.{digits}f} %"


def summary(policy: Compared) -> list[str]:
    """What there is to say of a policy before its changes, in sentences."""
    said = [STATES[policy.state]] if policy.state in STATES else []
    situations = [change for change in policy.changes if change.kind in SITUATIONAL]
    clauses = [
        f"{counted(len(names), 'clause')} {word}"
        for names, word in ((policy.edited, "edited"), (policy.added, "added"), (policy.removed, "removed"))
        if names
    ]
    if clauses and policy.state == "changed":
        said.append(f"{listed(clauses)}: {_some([*policy.edited, *policy.added, *policy.removed])}."[:LONGEST])
    if situations:
        said.append("Everyday cases change." if policy.everyday else "No everyday case changes.")
    elif policy.state == "changed":
        same = "What the policy says stays the same in every situation."
        said.append(same if policy.exact else "No situation was found in which the policy says something else.")
    return [f"{line[:1].upper()}{line[1:]}" for line in said]


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_LISTED
    return listed([*names[:MOST_LISTED], f"{more} more"]) if more > 0 else listed(names)


def _others(page: Page, kind: str, told: Sequence[Told]) -> list[str]:
    lines: list[str] = []
    for number, change in enumerate(told):
        if kind in WITHOUT_MEANING and number == MOST_LISTED:
            return [*lines, *page.wrap(f"and {len(told) - number} more", "  ")]
        lines += _written(page, change)
    return lines


def _cases(page: Page, told: Sequence[Told], most: int, told_texts: set[str]) -> list[str]:
    shown = told[:most]
    always = in_common(shown)
    lines = _labelled(page, "Always", conditions(always)) if always else []
    for number, change in enumerate(shown):
        lines += [""] if number or always else []
        lines += _labelled(page, "When", when(change, always))
        lines += _labelled(page, "Example", change.example)
        if topic(change):
            lines += _labelled(page, "About", topic(change))
        lines += _labelled(page, "Before", seen(change.before, change.kind))
        lines += _labelled(page, "Now", seen(change.after, change.kind))
        for prose in change.prose:
            if prose.clause not in told_texts:
                told_texts.add(prose.clause)
                lines += _labelled(page, "Text", became(prose))
                for hunk in prose.hunks[:3]:
                    lines += page.wrap(hunk_text(hunk), GAP)
    if len(told) > len(shown):
        more = counted(len(told) - len(shown), "further case")
        lines += ["", f"  {more}: --verbose, or --format json"]
    return lines


def in_common(told: Sequence[Told]) -> tuple[tuple[str, str], ...]:
    """The conditions that all of several cases share, to be said once."""
    if len(told) < 2:
        return ()
    return tuple(each for each in told[0].where if all(each in other.where for other in told))


def when(change: Told, always: Sequence[tuple[str, str]]) -> str:
    """The conditions of a case without those said before."""
    rest = [each for each in change.where if each not in always]
    said = conditions(rest) or ("in every such case" if always else "in every case")
    return said if change.everyday else f"{said} (no everyday case)"


def conditions(where: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{name}: {words}" for name, words in where)


def topic(change: Told) -> str:
    """What a change is about where the verdict does not say it."""
    return change.what if change.kind.startswith("duty") or change.kind.endswith("-explicit") else ""


def seen(side: Seen, kind: str) -> str:
    """What one edition says in the example, in a line."""
    clauses = [clause(each) for each in side.clauses]
    by = f" by {_some(clauses)}" if clauses else ""
    if kind.startswith("duty"):
        return (listed(side.duties) if side.duties else "no such duty") + (by if side.duties else "")
    verdict = SAYS.get(side.verdict, side.verdict)
    if kind.endswith("-explicit"):
        return verdict + by
    needs = (
        f"; {'needs' if side.verdict == 'conditional' else 'with'} {listed(side.conditions)}" if side.conditions else ""
    )
    if kind == "condition-changed" and not side.conditions:
        needs = "; without condition"
    return verdict + by + needs


def clause(named: Named) -> str:
    """A clause with its line."""
    name = named.id or named.title
    return f'"{name}", line {named.line}' if named.line else f'"{name}"'


def became(prose: Prose) -> str:
    """What became of the text of an edited clause."""
    return {
        "changed": f'the text of "{prose.clause}" changed too',
        "same": f'the text of "{prose.clause}" did not change with it',
        "added": f'"{prose.clause}" is a new clause',
        "removed": f'"{prose.clause}" is gone',
    }[prose.became]


def hunk_text(hunk: Hunk) -> str:
    """A place where a text changed, with what was taken out and what was put in."""
    parts = [
        f"… {hunk.lead}" if hunk.lead else "",
        f"[-{hunk.before}-]" if hunk.before else "",
        f"{{+{hunk.after}+}}" if hunk.after else "",
        f"{hunk.tail} …" if hunk.tail else "",
    ]
    return " ".join(part for part in parts if part)


def _written(page: Page, change: Told) -> list[str]:
    place = next((each for side in (change.after, change.before) for each in side.clauses), None)
    head = change.what + (f", line {place.line}" if place and place.line else "")
    lines = page.wrap(head, "  ")
    if change.kind in WITHOUT_MEANING:
        return lines
    if change.prose:
        for hunk in change.prose[0].hunks:
            lines += page.wrap(hunk_text(hunk), GAP)
        return lines
    lines += _labelled(page, "Before", page.cut(change.before.text or "nothing", LONGEST))
    lines += _labelled(page, "Now", page.cut(change.after.text or "nothing", LONGEST))
    if change.resting:
        lines += _labelled(page, "Rests on it", _some(change.resting))
    return lines


def _labelled(page: Page, label: str, said: str) -> list[str]:
    return page.wrap(said, f"  {label:<{len(GAP) - 2}}", GAP)


# ---- JSON


def diff_json(found: Comparison) -> str:
    """A comparison as JSON (`schemas/diff.schema.json`)."""
    data = {
        "version": 1,
        "old": found.old,
        "new": found.new,
        "exact": found.exact,
        "differs": found.differs,
        "policies": [_policy_data(each) for each in found.policies],
        "changes": [_change_data(each.policy, change) for each in found.policies for change in each.changes],
    }
    return dumps(data, indent=2) + "\n"


def _policy_data(policy: Compared) -> dict[str, Any]:
    return {
        "policy": policy.policy,
        "title": policy.title,
        "state": policy.state,
        "before": policy.old_file or None,
        "after": policy.new_file or None,
        "clauses": {"edited": list(policy.edited), "added": list(policy.added), "removed": list(policy.removed)},
        "everyday": policy.everyday,
        "totals": [
            {
                "kind": each.kind,
                "situations": each.least,
                "situations_at_most": each.most,
                "share": each.share,
                "shown": each.shown,
            }
            for each in policy.totals
        ],
        "exact": policy.exact,
        "notes": list(policy.notes),
    }


def _change_data(policy: str, change: Told) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "policy": policy,
        "what": change.what,
        "where": {name: list(values) for name, values in change.values.items()},
        "witness": dict(change.witness) or None,
        "example": change.example or None,
        "share": change.share,
        "everyday": change.everyday,
        "before": _seen_data(change.before),
        "after": _seen_data(change.after),
        "rests_on_it": list(change.resting),
        "prose": [
            {"clause": each.clause or None, "became": each.became, "words": [hunk._asdict() for hunk in each.hunks]}
            for each in change.prose
        ],
    }


def _seen_data(side: Seen) -> Mapping[str, Any]:
    return {
        "verdict": side.verdict or None,
        "clauses": [
            {**each._asdict(), "id": each.id or None, "title": each.title or None, "line": each.line or None}
            for each in side.clauses
        ],
        "conditions": list(side.conditions),
        "duties": list(side.duties),
        "text": side.text or None,
    }

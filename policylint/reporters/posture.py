"""Where a policy stands, its question and the way on, as text and as JSON; it knows no policy and no terminal."""

from collections.abc import Callable, Iterable, Sequence

from policylint.reporters.json_text import dumps
from policylint.reporters.page import Page, clean, counted, printable, sentence
from policylint.review.answering import Answer
from policylint.review.evidence import Spot
from policylint.review.posture import FITS, Placement
from policylint.review.way_on import Change, Way
from policylint.typed import Any, NamedTuple

WIDER = "Where the scope grows, the clauses that you have hold for more people and cases, too: read them again."
UNDECIDED = (
    "So many clauses cross each other that not every sign and question was looked at to the end: what was not counts "
    "as open. A larger `--effort` looks longer."
)
CUT_SHORT = (
    "The search for changes ended early, for so many clauses cross each other: fewer may be enough, and others may "
    "answer more. A larger `--effort` looks longer."
)

Locate = Callable[[str, str], tuple[str, int]]
"""From the id of a policy and a path in it to the file and the line."""


class Standing(NamedTuple):
    """Everything about one policy. title: with its id."""

    policy: str
    title: str
    placement: Placement
    answer: Answer
    way: Way
    locate: Locate

    @property
    def file(self) -> str:
        return self.locate(self.policy, "")[0]


def posture_text(page: Page, standing: Standing) -> str:
    """The standing as text."""
    placement = standing.placement
    kind = placement.kind
    lines = [page.paint(line, "bold") for line in page.wrap(standing.title)]
    lines += [printable(standing.file), ""]
    lines += page.wrap(f"Posture: {kind.title}", "")
    lines += page.wrap(_said(placement), "  ")
    if placement.second is not None:
        lines += page.wrap(
            f"Much of it is also that of a {placement.second.title}, which {placement.second.is_}.", "  "
        )
    lines += ["", page.paint("What shows it", "bold")]
    for sign in placement.signs:
        lines += _item(page, sentence(sign.says) + _places(standing, sign.spots))
    if not placement.complete:
        lines += page.wrap(UNDECIDED, "  ")
    lines += ["", page.paint("The question", "bold"), *page.wrap(kind.question, "  ")]
    lines += ["", page.paint("What the policy answers", "bold")]
    for part in standing.answer.parts:
        lines += _item(page, sentence(part.says) + _places(standing, part.spots))
    lines += _way(page, standing)
    return "\n".join(lines) + "\n"


def _said(placement: Placement) -> str:
    kind = placement.kind
    still = [each for each in placement.asked if each.open]
    if placement.settled:
        return f"This is the policy of an agency that {kind.is_}."
    fits = "" if placement.share >= FITS else " No kind fits it well; this one is the nearest."
    if not kind.signs:
        return (
            f"{counted(len(still), 'question')} of such a policy {'is' if len(still) == 1 else 'are'} still open.{fits}"
        )
    return f"This is the policy of an agency that {kind.is_}.{fits}"


def _way(page: Page, standing: Standing) -> list[str]:
    changes, left, complete = standing.way
    still = sum(1 for each in standing.placement.asked if each.open)
    if not still:
        return []
    asked = {each.step.check: each for each in standing.placement.asked}
    lines = ["", page.paint("The way on", "bold")]
    if changes:
        answered = still - len(left)
        head = f"A savvy policy answers {counted(still, 'question')} more. "
        needed = ", and none of them can be left out" if complete else ""
        head += f"These {len(changes)} changes answer {'them' if not left else answered}{needed}."
        lines += page.wrap(
            head if len(changes) > 1 else head.replace("These 1 changes answer", "This change answers"), "  "
        )
    for number, (check, group) in enumerate(_grouped(changes), 1):
        lines += ["", *page.wrap(f"{asked[check].check.question} [{check}]", f"  {number}. ", "     ")]
        before = ""
        for change in group:
            told = _told(standing, change)
            if told != before:
                lines += page.wrap(told, "     ")
            before = told
            lines += [f"       {clean(line)}".rstrip() for line in change.yaml.splitlines()]
    if any(change.kind != "clause" for change in changes):
        lines += ["", *page.wrap(WIDER, "  ")]
    if any(change.kind == "clause" for change in changes):
        lines += ["", *page.wrap("The roles and deadlines in these clauses are examples: write your own.", "  ")]
    if left:
        head = "What no added clause can settle" if complete else "What is still open"
        lines += ["", page.paint(head, "bold")]
    for each in left:
        where = _places(standing, [Spot(standing.policy, "", each.path)])
        lines += _item(page, f"{each.check.question} {sentence(each.open)}{where}")
        lines += page.wrap(each.check.remedy, "    ")
    if not complete:
        lines += ["", *page.wrap(CUT_SHORT, "  ")]
    return lines


def _grouped(changes: Sequence[Change]) -> Iterable[tuple[str, list[Change]]]:
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.answers[0], []).append(change)
    return groups.items()


def _told(standing: Standing, change: Change) -> str:
    _, line = standing.locate(standing.policy, change.path)
    if change.kind == "clause":
        return "Add to `clauses`:"
    if change.kind == "scope":
        if change.path == "/scope":
            return "Write as the `covers` of the scope:"
        return f"Add to `covers` of the scope (line {line}):"
    return f"Take out the exclusion at line {line}, or let `see` name the document that answers instead."


def _item(page: Page, said: str) -> list[str]:
    return page.wrap(said, "  - ", "    ")


def _places(standing: Standing, spots: Sequence[Spot]) -> str:
    said = []
    for spot in spots:
        file, line = standing.locate(spot.policy, spot.path)
        said.append(f"{spot.clause}, line {line}" if spot.clause else f"line {line}")
        if file != standing.file:
            said[-1] += f" of {file}"
    return f" [{'; '.join(said)}]" if said else ""


def posture_json(standing: Standing) -> str:
    """The standing as JSON."""
    placement = standing.placement
    second = placement.second
    data = {
        "policy": standing.policy,
        "file": standing.file,
        "posture": placement.kind.id,
        "share": placement.share,
        "settled": placement.settled,
        "complete": placement.complete and standing.way.complete,
        "second": {"posture": second.id, "share": placement.second_share} if second is not None else None,
        "question": placement.kind.question,
        "answered": standing.answer.answered,
        "answer": [
            {"says": sentence(part.says), "clauses": [_spot(standing, spot) for spot in part.spots]}
            for part in standing.answer.parts
        ],
        "evidence": [
            {"sign": sign.id, "says": sentence(sign.says), "clauses": [_spot(standing, spot) for spot in sign.spots]}
            for sign in placement.signs
        ],
        "next": [_change(standing, change) for change in standing.way.changes],
        "left": [
            {
                "check": each.step.check,
                "question": each.check.question,
                "says": sentence(each.open),
                **_line(standing, standing.policy, each.path),
                "remedy": each.check.remedy,
            }
            for each in standing.way.left
        ],
    }
    return dumps(data, indent=2) + "\n"


def _change(standing: Standing, change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "says": _told(standing, change),
        "yaml": change.yaml or None,
        "path": change.path,
        **_line(standing, standing.policy, change.path),
        "answers": list(change.answers),
    }


def _spot(standing: Standing, spot: Spot) -> dict[str, Any]:
    return {
        "policy": spot.policy,
        "id": spot.clause or None,
        "path": spot.path,
        **_line(standing, spot.policy, spot.path),
    }


def _line(standing: Standing, policy: str, path: str) -> dict[str, Any]:
    file, line = standing.locate(policy, path)
    return {"file": file, "line": line}

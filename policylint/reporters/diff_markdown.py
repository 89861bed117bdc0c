"""What a change to policies means, as a comment under a pull request; it knows no policy and no platform.

Policy texts come from whoever sent the change: nothing of theirs may become markup, a link or a mention.
"""

from collections.abc import Sequence

from policylint.reporters.diff import (
    became,
    conditions,
    heading,
    hunk_text,
    in_common,
    percent,
    seen,
    summary,
    topic,
    unchanged,
    when,
    why_not_exact,
)
from policylint.reporters.markdown import COMMENT_ROOM, code, inline
from policylint.reporters.page import counted
from policylint.review.diff import Compared, Comparison
from policylint.review.diff_kinds import KINDS, SITUATIONAL, WITHOUT_MEANING
from policylint.review.diff_told import Told

MARKER = "<!-- policylint diff -->"
"""The first line of a comment, by which a later run finds it to write it anew."""


def diff_markdown(found: Comparison) -> str:
    """A comparison as Markdown, most important first, as much of it as a comment takes."""
    parts = [f"{MARKER}\n### What this change to policies means\n"]
    parts += [f"\n{inline(f'From {found.old} to {found.new}.')}\n"]
    same = [each for each in found.policies if each.state == "unchanged"]
    for policy in found.policies:
        if policy not in same:
            parts += _policy(policy)
    if same:
        parts.append(f"\n{inline(unchanged(same))}\n")
    if not found.exact:
        parts.append(f"\nThis is not all: {inline(why_not_exact(found))}.\n")
    kept: list[str] = []
    room = COMMENT_ROOM - 200
    for part in parts:
        room -= len(part.encode())
        if room < 0:
            kept.append(f"\n{counted(len(parts) - len(kept), 'further part')} left out for want of room.\n")
            break
        kept.append(part)
    return "".join(kept)


def _policy(policy: Compared) -> list[str]:
    files = dict.fromkeys(file for file in (policy.old_file, policy.new_file) if file)
    parts = [f"\n#### {inline(policy.title or policy.policy)}\n\n{' → '.join(code(file) for file in files)}\n"]
    parts += [f"\n{inline(said)}\n" for said in summary(policy)]
    totals = {total.kind: total for total in policy.totals}
    told_texts: set[str] = set()
    for kind in KINDS:
        told = [change for change in policy.changes if change.kind == kind]
        if not told and kind not in totals:
            continue
        parts.append(f"\n**{inline(heading(kind, totals.get(kind)))}**\n\n")
        always = in_common(told) if kind in SITUATIONAL else ()
        if always:
            parts.append(f"Always: {inline(conditions(always))}\n\n")
        parts += [_situation(each, always, told_texts) if kind in SITUATIONAL else _written(each) for each in told]
    return parts


def _situation(change: Told, always: Sequence[tuple[str, str]], told_texts: set[str]) -> str:
    lines = [f"- {inline(when(change, always))}", f"  - Example: {inline(change.example)}"]
    if topic(change):
        lines.append(f"  - About: {inline(topic(change))}")
    lines += [
        f"  - Before: {inline(seen(change.before, change.kind))}",
        f"  - Now: {inline(seen(change.after, change.kind))}",
    ]
    for prose in change.prose:
        if prose.clause not in told_texts:
            told_texts.add(prose.clause)
            lines.append(f"  - {inline(became(prose))}")
            lines += [f"    - {inline(hunk_text(hunk))}" for hunk in prose.hunks[:3]]
    if change.share:
        lines.append(f"  - {percent(change.share)} of all combinations")
    return "\n".join(lines) + "\n"


def _written(change: Told) -> str:
    place = next((each for side in (change.after, change.before) for each in side.clauses), None)
    lines = [f"- {inline(change.what)}" + (f", line {place.line}" if place and place.line else "")]
    if change.kind not in WITHOUT_MEANING:
        if change.prose:
            lines += [f"  - {inline(hunk_text(hunk))}" for hunk in change.prose[0].hunks]
        else:
            lines.append(
                f"  - {inline(change.before.text[:500]) or 'nothing'} → {inline(change.after.text[:500]) or 'nothing'}"
            )
        if change.resting:
            lines.append(f"  - rests on it: {', '.join(code(name) for name in change.resting[:20])}")
    return "\n".join(lines) + "\n"

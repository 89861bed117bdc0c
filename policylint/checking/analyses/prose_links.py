"""Links, pictures and headings in the texts of a policy: where they lead, and what they say without being seen."""

import re
from collections.abc import Iterator

from policylint.checking.analyses.prose_reading import ClauseText, policy_text
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.patterns import pattern

# Bounded, and with no character that may be part of two repetitions: it cannot hang.
_LINK = pattern(r"(!?)\[([^\[\]]{0,500})\]\(([^()\s]{0,2000})(?:\s\"[^\"()\n]{0,300}\")?\)")
_BARE = pattern(r"(?<![(<\[\"'\w])https?://[^\s<>()\]]{1,2000}")
_SAYS_NOTHING = frozenset(
    ["here", "click here", "link", "this link", "this page", "read more", "more", "this", "website"]
)


def _texts(context: Context) -> Iterator[ClauseText]:
    text = policy_text(context)
    if text.scope is not None:
        yield text.scope
    yield from text.clauses


def broken_link(context: Context, question: Question) -> Iterator[Fault]:
    """A link that leads nowhere: an empty target, or an anchor that is no clause and no heading of this policy."""
    anchors: frozenset[str] | None = None
    for each in _texts(context):
        if "](" not in each.prose.text:
            continue
        for match in _LINK.finditer(each.prose.text):
            target = match[3]
            if target and not target.startswith("#"):
                continue
            if anchors is None:
                anchors = _anchors(context)
            if target and target[1:].lower() in anchors:
                continue
            detail = f'"{target}" is no clause or heading here' if target else f'"[{match[2]}]" leads nowhere'
            yield context.fault(question, each.path, detail, clause=each.clause.id, offsets=match.span())


def _anchors(context: Context) -> frozenset[str]:
    found = {clause.id.lower() for clause in context.policy.clauses}
    found |= {slug(clause.title) for clause in context.policy.clauses}
    for each in _texts(context):
        found |= {slug(block.heading) for block in each.prose.blocks if block.kind == "heading"}
    return frozenset(found)


def slug(heading: str) -> str:
    """The anchor that publishing tools make of a heading: small letters, words joined by hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def unclear_link(context: Context, question: Question) -> Iterator[Fault]:
    """A link whose words do not say where it leads: none, "here", or a bare address."""
    for each in _texts(context):
        text = each.prose.text
        if "](" in text:
            for match in _LINK.finditer(text):
                words = " ".join(match[2].lower().split())
                if not match[1] and match[3] and (not words or words in _SAYS_NOTHING):
                    yield context.fault(
                        question, each.path, f'"{match[0]}"', clause=each.clause.id, offsets=match.span()
                    )
        if "://" in text:
            for match in _BARE.finditer(text):
                yield context.fault(question, each.path, f'"{match[0]}"', clause=each.clause.id, offsets=match.span())


def picture_without_text(context: Context, question: Question) -> Iterator[Fault]:
    """A picture without words for people who do not see it."""
    for each in _texts(context):
        if "![" in each.prose.text:
            for match in _LINK.finditer(each.prose.text):
                if match[1] and not match[2].strip():
                    yield context.fault(
                        question, each.path, f'"{match[0]}"', clause=each.clause.id, offsets=match.span()
                    )


def heading_skipped(context: Context, question: Question) -> Iterator[Fault]:
    """A heading two or more levels below the one before it in the same text."""
    for each in _texts(context):
        level = 0
        for block in each.prose.blocks:
            if block.kind != "heading":
                continue
            if level and block.level > level + 1:
                yield context.fault(
                    question,
                    each.path,
                    f'"{block.heading}" has level {block.level}, the heading before it {level}',
                    clause=each.clause.id,
                    offsets=(block.start, block.end),
                )
            level = block.level


__all__ = ["broken_link", "heading_skipped", "picture_without_text", "slug", "unclear_link"]

"""A whole text to the data of a policy: its norms as clauses, its scope, its head. It writes no file and asks no check.

The same data serves the survey, which asks it the checks, and the import, which writes it down.
"""

import re
from collections.abc import Sequence

from policylint.authoring.boxes import box_of
from policylint.authoring.clauses import Drafted, drafted
from policylint.authoring.going_on import approved, going_on
from policylint.authoring.header import Header
from policylint.authoring.norms import Norm, without_number
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.sentences import word_set
from policylint.typed import Any, NamedTuple

_SLUG = re.compile(r"[a-z0-9]+")
_SMALL = word_set("the a an of to in and or for on is are be that this with")
LONGEST_ID = 40
_SCOPED = ("who", "device", "time", "platform", "channel", "account", "capacity")


class Outline(NamedTuple):
    """drafts: the clauses with their ids. covers, excludes: what the scope says, each with the norms that say it.

    unread: norms that nothing was made of.
    """

    drafts: tuple[tuple[str, Drafted], ...]
    covers: dict[str, Any]
    scope: tuple[Norm, ...]
    excludes: tuple[tuple[dict[str, Any], Norm], ...]
    unread: tuple[Norm, ...]


def outline(read: Sequence[Norm], vocabulary: Vocabulary) -> Outline:
    """What a text would be as a policy."""
    drafts: list[tuple[str, Drafted]] = []
    excludes: list[tuple[dict[str, Any], Norm]] = []
    unread: list[Norm] = []
    scope: list[Norm] = []
    taken: set[str] = set()
    last: Drafted | None = None  # the last rule that permits or forbids, and its number
    at = 0
    leads = {norm.lead for norm in read}
    for norm in read:
        if norm.role == "heading" or not norm.words or norm.text in leads:
            continue  # what opens a list is said again by each of its items
        if norm.role == "exclusion":
            box = box_of(norm)
            if box.get("who") == "agency":
                del box["who"]
            if box:
                excludes.append((box, norm))
            else:
                unread.append(norm)
            continue
        if norm.role == "scope":
            scope.append(norm)
        before = last if last is not None and last.norm.block == norm.block else None
        if before is not None and norm.role != "scope":
            if approved(before, norm) is not None:
                for number in range(len(drafts) - 1, -1, -1):
                    name, rule = drafts[number]
                    if rule.norm.block != norm.block:
                        break
                    drafts[number] = (name, approved(rule, norm) or rule)
                last = drafts[at][1]
                continue
            more = going_on(before, norm)
            if more is not None:
                drafts[at] = (drafts[at][0], more)
                last = more
                continue
        made = drafted(norm, vocabulary, before)
        if made is not None and norm.role != "scope":
            drafts.append((_id(norm, made, taken), made))
            if "permit" in made.clause or "forbid" in made.clause:
                last, at = made, len(drafts) - 1
        elif norm.role != "scope":
            unread.append(norm)
    return Outline(tuple(drafts), _covers(scope), tuple(scope), tuple(excludes), tuple(unread))


def policy_data(found: Outline, head: Header, kind: str) -> dict[str, Any]:
    """The outline as a policy that can be asked, as if a person had confirmed every value."""
    data: dict[str, Any] = {"policylint": 1, "policy": policy_head(head, kind)}
    if found.scope:
        data["scope"] = {"text": " ".join(norm.text for norm in found.scope)}
        if found.covers:
            data["scope"]["covers"] = [found.covers]
    if found.excludes:
        data.setdefault("scope", {})["excludes"] = [{"when": box, "because": norm.text} for box, norm in found.excludes]
    data["clauses"] = [
        {"id": name, **made.clause, "text": text_of(made.norm, made.more)} for name, made in found.drafts
    ]
    # "The city may monitor use" permits the city something, and tells its staff.
    data["clauses"] += [
        {"id": f"{name}-told", "state": "notice", "of": ["monitoring"], "text": text_of(made.norm)}
        for name, made in found.drafts
        if isinstance(permit := made.clause.get("permit"), dict) and permit.get("activity") == "monitor-staff"
    ]
    return data


def policy_head(head: Header, kind: str) -> dict[str, Any]:
    """What the survey asks of a head: only what the document says."""
    said: dict[str, Any] = {"id": "surveyed", "title": head.title.value if head.title else "Untitled"}
    said["kind"] = {"moderation": "moderation", "companion": "companion"}.get(kind, "use")
    if head.version:
        said["version"] = head.version.value
    if head.effective and head.effective.value:
        said["effective"] = head.effective.value
    if head.owner:
        said["owner"] = slug(head.owner.value) or "owner"
    if head.contact:
        said["contact"] = head.contact.value
    review: dict[str, Any] = {}
    if head.next_review and head.next_review.value:
        review["next"] = head.next_review.value
    if head.review and head.review.value:
        review["every"] = head.review.value
    if review:
        said["review"] = review
    return said


def text_of(norm: Norm, more: Sequence[Norm] = ()) -> str:
    """What people read of a norm: the opening of its list and its own words."""
    lead = norm.lead.rstrip()
    text = f"{lead} {norm.text}" if lead and not norm.text.endswith(":") else norm.text
    return " ".join((text, *(each.text for each in more)))


def _covers(scope: Sequence[Norm]) -> dict[str, Any]:
    """The values that the sentences of a scope name together."""
    found: dict[str, Any] = {}
    for norm in scope:
        for value in (*norm.proposal.values, *norm.shared):
            if value.dimension not in _SCOPED or value.aside:
                continue
            if value.whatever:
                found[value.dimension] = "any"
            elif found.get(value.dimension) != "any":
                names = found.setdefault(value.dimension, [])
                if value.names[-1] not in names:
                    names.append(value.names[-1])
    # The scope says for whom and where; what it happens to name beside that would leave the rest out.
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in found.items()
        if name == "who" or value == "any"
    }


def slug(text: str, longest: int = LONGEST_ID) -> str:
    """A name as the language writes it, of the words of a text; empty when no word can be used."""
    name = ""
    for word in _SLUG.findall(text.lower().replace("’", "").replace("'", "")):
        if word in _SMALL or (not name and not word[0].isalpha()):
            continue
        longer = f"{name}-{word}" if name else word
        if len(longer) > longest:
            break
        name = longer
    return name


def _id(norm: Norm, made: Drafted, taken: set[str]) -> str:
    heading = slug(without_number(norm.block.heading), 24)
    words = slug(norm.text, LONGEST_ID - len(heading) - 1 if heading else LONGEST_ID)
    base = "-".join(part for part in (heading, words) if part) or next(iter(made.clause))
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


__all__ = ["Outline", "outline", "policy_data", "policy_head", "slug", "text_of"]

"""A prose document to the draft of a policy file: a clause for each norm, with what was guessed marked for a person.

It proposes and never settles: every value that was read out of words waits in `to-confirm`, what the document does not
say about itself is a placeholder that the linter reports, and sentences that nothing was made of stand at the end.
"""

from collections.abc import Iterator, Mapping

from policylint.authoring.blocks import WIDTH, block
from policylint.authoring.clauses import Drafted
from policylint.authoring.header import Header, header
from policylint.authoring.kinds import WORDS, kind_of
from policylint.authoring.norms import Norm, norms, without_number
from policylint.authoring.outline import Outline, outline, policy_head, slug, text_of
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import Reading
from policylint.typed import Any, NamedTuple

FEWEST_WORDS = 4


class Draft(NamedTuple):
    """The text of a policy file. data: what it holds. clauses, unread: how many there are. missing: what the document
    does not say of itself, in words."""

    text: str
    data: Mapping[str, Any]
    clauses: int
    unread: int
    missing: tuple[str, ...]


def draft(reading: Reading, vocabulary: Vocabulary | None = None) -> Draft:
    """The draft of a policy. Raises nothing, whatever stands in the document."""
    words = vocabulary or Vocabulary.standard()
    read = norms(reading.prose, words)
    head = header(reading, read)
    kind = kind_of(read).kind
    found = outline(read, words)
    data: dict[str, Any] = {"policylint": 1}
    data["policy"], missing = _head(reading, head, kind)
    roles = _roles(head)
    if roles:
        data["roles"] = roles
    guessed = _scope(data, found)
    if guessed:
        data["to-confirm"] = guessed
    data["clauses"] = [_clause(reading, name, made) for name, made in found.drafts]
    unread = tuple(norm for norm in found.unread if len(norm.words) >= FEWEST_WORDS)
    text = "".join(_file(reading, kind, data, unread))
    return Draft(text, data, len(data["clauses"]), len(unread), missing)


# ---- the head


def _head(reading: Reading, head: Header, kind: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    said = policy_head(head, kind)
    title = head.title.value if head.title else ""
    missing = []
    made: dict[str, Any] = {"id": slug(title) or "imported-policy", "title": title or "[TITLE]", "kind": said["kind"]}
    if not title:
        missing.append("its title")
    made["agency"] = "[AGENCY]"
    missing += ["the agency", "the country or state"]
    made["status"] = "draft"
    if head.number:
        made["number"] = head.number.value
    made["version"] = said.get("version", "TBD")
    if "version" not in said:
        missing.append("its version")
    made["owner"] = _owner(head) or "policy-owner"
    if not _owner(head):
        missing.append("its owner")
    made["contact"] = said.get("contact", "TBD")
    if "contact" not in said:
        missing.append("whom to ask")
    approved = {}
    if head.approved_by:
        approved["by"] = head.approved_by.value
    if head.approved and head.approved.value:
        approved["date"] = head.approved.value
    if approved:
        made["approved"] = approved
    for name in ("effective", "review"):
        if name in said:
            made[name] = said[name]
        else:
            missing.append("from when it holds" if name == "effective" else "when it is reviewed")
    made["source"] = reading.path.replace("\\", "/").rpartition("/")[2]
    return made, tuple(missing)


def _owner(head: Header) -> str:
    return slug(head.owner.value) if head.owner and head.owner.value else ""


def _roles(head: Header) -> dict[str, Any]:
    name = _owner(head)
    if name and head.owner:
        return {name: {"title": head.owner.value, "contact": "TBD"}}
    return {"policy-owner": {"title": "[OWNER]", "contact": "TBD"}}


def _scope(data: dict[str, Any], found: Outline) -> list[str]:
    """Writes the scope and gives the paths in it that were guessed."""
    guessed: list[str] = []
    if found.scope:
        data["scope"] = {"text": " ".join(norm.text for norm in found.scope)}
        if found.covers:
            data["scope"]["covers"] = [dict(found.covers)]
            guessed += [f"scope/covers/0/{name}" for name in found.covers]
    if found.excludes:
        scope = data.setdefault("scope", {})
        scope["excludes"] = [{"when": box, "because": norm.text} for box, norm in found.excludes]
        guessed += [f"scope/excludes/{number}/when" for number in range(len(found.excludes))]
    return guessed


# ---- the clauses


def _clause(reading: Reading, name: str, made: Drafted) -> dict[str, Any]:
    clause: dict[str, Any] = {"id": name}
    title = " ".join(without_number(made.norm.block.heading).split())
    if title:
        clause["title"] = title
    clause |= made.clause
    clause["text"] = text_of(made.norm, made.more)
    spot = reading.spot(made.norm.start)
    if spot.unit == "line":
        clause["source-line"] = spot.number
    else:
        clause["note"] = f"From {spot} of the document."
    clause["to-confirm"] = list(made.guessed)
    return clause


# ---- the file


def _file(reading: Reading, kind: str, data: Mapping[str, Any], unread: tuple[Norm, ...]) -> Iterator[str]:
    name = data["policy"]["source"]
    yield from _comment(
        f"A draft made from {name} by policylint import. Everything in it was read out of words and waits for a"
        " person: look at each value named in to-confirm, mend it, and take its name away."
        f" The document seems to be {WORDS[kind]}."
    )
    for note in reading.notes:
        yield from _comment(f"Note: {note}.")
    yield block({key: value for key, value in data.items() if key != "clauses"})
    yield "\nclauses:" + ("\n" if data["clauses"] else " []\n")
    for number, clause in enumerate(data["clauses"]):
        yield ("\n" if number else "") + block([clause], 2)
    if unread:
        yield "\n"
        yield from _comment("Nothing was made of these sentences:")
        for norm in unread:
            spot = reading.spot(norm.start)
            yield from _comment(f"{spot}: {norm.text}", "  ")


def _comment(text: str, indent: str = "") -> Iterator[str]:
    line = f"#{indent or ' '}"
    start = line
    clean = "".join(char if char.isprintable() else " " for char in text)
    for word in clean.split():
        if len(line) + 1 + len(word) > WIDTH and line.strip() != "#":
            yield line.rstrip() + "\n"
            line = start + "  " if indent else start
        line += word if line.endswith(" ") else f" {word}"
    yield line.rstrip() + "\n"


__all__ = ["Draft", "draft"]

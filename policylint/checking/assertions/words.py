"""`text`: phrases that the prose must or must not have. The last resort, for what the structure cannot show."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policylint.checking.context import Context, Question
from policylint.finding import Fault

HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*)$", re.MULTILINE)


def check(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: scope, matching, clauses-of, bars, requires (docs/check-format.md)."""
    texts = list(_texts(context, options))
    for phrase in options.get("bars", ()):
        pattern = phrase_pattern([phrase])
        for path, text, clause in texts:
            match = pattern.search(text)
            if match:
                yield context.fault(question, path, f'"{match[0]}"', clause=clause, offsets=match.span())
    required = options.get("requires", ())
    if required and not any(phrase_pattern(required).search(text) for _, text, _ in texts):
        yield context.fault(question, "/clauses" if "clauses" in context.data else "/policy", "", on_key=True)


def phrase_pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of some phrases as whole words, in any case, over any white space. Phrases are plain words, so no search
    can hang.
    """
    words = ("\\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _texts(context: Context, options: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    scope = options.get("scope", "all")
    if scope == "all" and isinstance(context.data.get("scope"), Mapping):
        text = context.data["scope"].get("text")
        if isinstance(text, str):
            yield "/scope/text", text, ""
    effects = options.get("clauses-of")
    matching = context.box(options["matching"]) if "matching" in options else None
    for clause in context.policy.clauses:
        if effects and clause.effect not in effects:
            continue
        if matching is not None and not any(context.space.is_box(box.bits & matching.bits) for box in clause.boxes):
            continue
        if scope == "headings":
            yield f"{clause.path}/title", clause.title, clause.id
            for match in HEADING.finditer(clause.text):
                yield f"{clause.path}/text", match[1], clause.id
        else:
            yield f"{clause.path}/text", clause.text, clause.id

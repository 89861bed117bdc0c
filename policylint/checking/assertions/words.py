"""`text`: phrases that the prose must or must not have. The last resort, for what the structure cannot show."""

import re
from collections.abc import Iterator, Mapping, Sequence

from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.patterns import pattern
from policylint.policy.model import Clause
from policylint.policy.vocabulary import Box
from policylint.reading.sentences import in_word
from policylint.typed import Any

# What may stand between the words of a phrase: white space, with brackets and quotes.
BETWEEN = r"[\s()\[\]\"“”]+"
_MARKS = str.maketrans('()[]"“”', " " * 7)
# Statements that take something out of a rule, or only explain it.
_PROTECTING = frozenset({"right", "saving", "counts-as", "legal-basis", "ownership", "contact"})
HEADING = pattern(r"^\s{0,3}#{1,6}\s+(.*)$", re.MULTILINE)


def check(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: scope, matching, clauses-of, bars, requires (docs/check-format.md)."""
    # In all texts at once first: almost no policy has any of the phrases.
    barred = _said(context, options.get("bars", ()))
    required = options.get("requires", ())
    wanted = _said(context, required)
    texts = list(_texts(context, options)) if barred or wanted else []
    for path, text, clause in texts if barred else ():
        near = [phrase for phrase, words in barred.items() if stands(words, _plain(context, path, text))]
        if near:
            found = phrase_pattern(near).finditer(text)
            for match in {
                match[0].casefold(): match for match in found if not _denied(clause, match, options)
            }.values():
                name = clause.id if clause is not None else ""
                yield context.fault(question, path, f'"{match[0]}"', clause=name, offsets=match.span())
    plain = [_plain(context, path, text) for path, text, _ in texts] if wanted else []
    if required and not any(stands(words, text) for words in wanted.values() for text in plain):
        yield context.fault(question, "/clauses" if "clauses" in context.data else "/policy", "", on_key=True)


def _everything(context: Context) -> str:
    """All that may be searched, in one text; no phrase goes from one text on into the next."""
    found: str | None = context.memory.get("everything")
    if found is None:
        parts = [part for clause in context.policy.clauses for part in (clause.title, clause.text)]
        scope = context.data.get("scope")
        if isinstance(scope, Mapping) and isinstance(scope.get("text"), str):
            parts.append(scope["text"])
        found = context.memory["everything"] = " | ".join(parts)
    return found


# By identity, as check files stay in memory; keeping the phrases keeps their identity their own.
_plain_phrases: dict[int, tuple[Sequence[str], list[tuple[str, str]]]] = {}


def _said(context: Context, phrases: Sequence[str]) -> dict[str, str]:
    """The phrases that stand anywhere in the policy, each with its words as `_plain` has them."""
    known = _plain_phrases.get(id(phrases))
    if known is None:
        known = phrases, [(phrase, plain_words(phrase)) for phrase in phrases]
        _plain_phrases[id(phrases)] = known
    plain = _plain(context, "", _everything(context))
    return {phrase: words for phrase, words in known[1] if words in plain and stands(words, plain)}


def stands(words: str, plain: str) -> bool:
    """Whether words stand in a text as whole ones, as `phrase_pattern` would find them. Both as `plain_words` gives
    them: a pattern costs more than all searches.
    """
    at = plain.find(words)
    while at >= 0:
        end = at + len(words)
        if not in_word(plain[at - 1 : at]) and not in_word(plain[end : end + 1]):
            return True
        at = plain.find(words, at + 1)
    return False


def _plain(context: Context, path: str, text: str) -> str:
    """The text in lower case with single spaces, made once for all checks."""
    known: dict[tuple[str, str], str] = context.memory.setdefault("plain", {})
    found = known.get((path, text))
    if found is None:
        found = known[path, text] = plain_words(text)
    return found


def plain_words(text: str) -> str:
    """A text in lower case, with single spaces for white space, brackets and quotes."""
    return " ".join(text.lower().translate(_MARKS).split())


def phrase_pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of some phrases as whole words, in any case, over any white space, brackets and quotes, as in "(Conduct)
    Rules"; plain words, so no search can hang.
    """
    words = (BETWEEN.join(re.escape(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _texts(context: Context, options: Mapping[str, Any]) -> Iterator[tuple[str, str, Clause | None]]:
    scope = options.get("scope", "all")
    if scope == "all" and isinstance(context.data.get("scope"), Mapping):
        text = context.data["scope"].get("text")
        if isinstance(text, str):
            yield "/scope/text", text, None
    effects = options.get("clauses-of")
    matching = context.box(options["matching"]) if "matching" in options else None
    for clause in context.policy.clauses:
        if effects and clause.effect not in effects:
            continue
        if matching is not None and not _about(context, clause, matching):
            continue
        if scope == "headings":
            yield f"{clause.path}/title", clause.title, clause
            for match in HEADING.finditer(clause.text):
                yield f"{clause.path}/text", match[1], clause
        else:
            yield f"{clause.path}/text", clause.text, clause


def _about(context: Context, clause: Clause, matching: Box) -> bool:
    """Whether a clause is about what a box holds: by its own boxes, and one that has none, for it only states
    something, by what its text speaks of.
    """
    if clause.effect != "state":
        return any(context.space.is_box(box.bits & matching.bits) for box in clause.boxes)
    # Late: few packs ask, and the prose is read for the first of them only.
    from policylint.checking.analyses.prose_reading import policy_text
    from policylint.policy.stems import stem, tells

    text = next(each for each in policy_text(context).clauses if each.clause is clause)
    for number, name in enumerate(context.space.dimensions):
        asked = matching.bits & context.space.masks[number] if matching.limited >> number & 1 else 0
        told = text.told.bits.get(name, 0)
        # A text that names no page speaks of the agency's own; of what is done, something must be said.
        if not asked or told & asked or (not told and name != "activity"):
            continue
        # Rules for moderators are often in the passive, and no phrase is one of removing: a telling word is enough.
        words = frozenset(map(stem, text.lower))
        values = context.space.values_in(matching.bits, number)
        if name != "activity" or not any(tells(context.vocabulary, number, value, words) for value in values):
            return False
    return True


def _denied(clause: Clause | None, match: re.Match[str], options: Mapping[str, Any]) -> bool:
    """Whether a clause that only states something says of a phrase that it is not so: rights and savings do, and so
    do some sentences with a "not".
    """
    if clause is None or clause.effect != "state":
        return False
    # Late: only a phrase that was found is weighed.
    from policylint.checking.assertions.denying import denied

    barring = "forbid" in options.get("clauses-of", ())
    return clause.statement in _PROTECTING or denied(match.string, match.start(), match.end(), barring)

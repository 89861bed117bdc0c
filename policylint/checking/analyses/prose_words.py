"""Words that a policy does better without: stiff ones, vague ones and "shall". Data decides which they are.

Each word is told once for a policy, where it first stands, with how often it stands elsewhere.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache

from policylint.checking.analyses.prose_reading import ClauseText, PolicyText, policy_text
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.reading.sentences import Words, word_set
from policylint.reading.yamltree import parse
from policylint.resources import read_data, read_text
from policylint.source import Source
from policylint.typed import NamedTuple


class WordList(NamedTuple):
    """plain, vague: phrase → what to write, or what is wrong. lengths: first word → numbers of words, longest first."""

    plain: Mapping[str, str]
    vague: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """The list of `schemas/plain-words.yaml`, read when a check first asks."""
    bundle = read_data("schemas", "plain-words.json")
    if bundle is not None:  # made when the wheel is built, where it costs a tenth
        data = json.loads(bundle)
    else:
        data = parse(Source("plain-words.yaml", read_text("schemas", "plain-words.yaml"))).data
    lengths: dict[str, set[int]] = {}
    for phrase in (*data["plain"], *data["vague"]):
        lengths.setdefault(phrase.split(" ", 1)[0], set()).add(phrase.count(" ") + 1)
    return WordList(
        data["plain"], data["vague"], {word: tuple(sorted(each, reverse=True)) for word, each in lengths.items()}
    )


class Spot(NamedTuple):
    """Where a phrase of the list first stands, and how often it stands in the policy."""

    text: ClauseText
    start: int
    end: int
    times: int


def _spots(context: Context) -> Mapping[str, Spot]:
    """Every phrase of the list in the texts of a policy; found once for its checks."""
    found: Mapping[str, Spot] | None = context.memory.get("plain words")
    if found is None:
        found = context.memory["plain words"] = _find(policy_text(context))
    return found


def _find(text: PolicyText) -> Mapping[str, Spot]:
    listed = word_list()
    known = listed.plain.keys() | listed.vague.keys() | {"shall"}
    found: dict[str, Spot] = {}
    for each in text.clauses:
        for _, proposal in each.sentences:
            tokens = proposal.modality.tokens
            for number, behind in _phrases(tokens, listed.lengths):
                phrase = " ".join(tokens.lower[number:behind])
                if phrase in known and not (phrase in listed.vague and _binds_nobody(each)):
                    offset = proposal.sentence.start
                    first = found.get(phrase)
                    found[phrase] = (
                        first._replace(times=first.times + 1)
                        if first is not None
                        else Spot(each, offset + tokens.starts[number], offset + tokens.ends[behind - 1], 1)
                    )
    return found


# What an agency does, through whomever: a prohibition of these protects other people from it.
_OF_AGENCIES = word_set("hide-comment block monitor-staff demand-access investigate vet build-profile run listen")


def _binds_nobody(each: ClauseText) -> bool:
    """A statement, or a prohibition that protects people from the agency, where a vague word takes nothing away."""
    if each.clause.effect != "forbid":
        return each.clause.effect == "state"
    written = each.clause.data.get("forbid")
    for box in written if isinstance(written, list) else [written or {}]:
        activities = box.get("activity", ())
        activities = {activities} if isinstance(activities, str) else set(activities)
        if box.get("who") != "agency" and not (activities and activities <= _OF_AGENCIES):
            return False
    return True


def _phrases(tokens: Words, lengths: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    listed = word_list()
    at = 0
    lower = tokens.lower
    while at < len(lower):
        word = lower[at]
        step = 1
        for length in lengths.get(word, ()):
            phrase = word if length == 1 else " ".join(lower[at : at + length])
            if at + length <= len(lower) and (phrase in listed.plain or phrase in listed.vague):
                yield at, at + length
                step = length
                break
        else:
            if word == "shall":
                yield at, at + 1
        at += step


def plain_word(context: Context, question: Question) -> Iterator[Fault]:
    """A stiff word that has a plain one."""
    listed = word_list().plain
    yield from (
        _fault(context, question, spot, f'"{phrase}": write {_quoted(listed[phrase])}')
        for phrase, spot in _spots(context).items()
        if phrase in listed
    )


def _quoted(word: str) -> str:
    return word.replace(": leave it out", ", leave it out") if word.startswith("nothing") else f'"{word}"'


# Said with these, a vague word is part of a name or of a rule of law, or the sentence says what it means.
_EXPLAINING = ("such as", "that is", "meaning", "means")


def vague_term(context: Context, question: Question) -> Iterator[Fault]:
    """A word of degree that no term defines, in a clause that binds somebody."""
    listed = word_list().vague
    terms = " ".join(str(term).lower() for term in context.data.get("terms") or ())
    for phrase, spot in _spots(context).items():
        if phrase not in listed or phrase in terms:
            continue
        if any(word in spot.text.prose.plain[spot.end : spot.end + 60] for word in _EXPLAINING):
            continue
        yield _fault(context, question, spot, f'"{phrase}": {listed[phrase]}')


def shall(context: Context, question: Question) -> Iterator[Fault]:
    """ "shall", once for a policy."""
    spot = _spots(context).get("shall")
    if spot is not None:
        yield _fault(context, question, spot, "")


def _fault(context: Context, question: Question, spot: Spot, detail: str) -> Fault:
    more = spot.times - 1
    again = f"{more} more {'place' if more == 1 else 'places'}" if more else ""
    joined = f"{detail} ({again})" if detail and again else detail or (f"here and in {again}" if again else "")
    return context.fault(question, spot.text.path, joined, clause=spot.text.clause.id, offsets=(spot.start, spot.end))


__all__ = ["WordList", "plain_word", "shall", "vague_term", "word_list"]

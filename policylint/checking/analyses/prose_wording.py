"""How a text reads: long sentences, hard clauses, duties that nobody owes, letters that nobody explained.

Readability is the automated readability index and the Flesch-Kincaid grade (Smith and Senter 1967; Kincaid and others
1975), told as a band: on texts of a few sentences a number would be false precision.
"""

from collections.abc import Iterator, Mapping

from policylint.checking.analyses.prose_reading import ClauseText, policy_text
from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.patterns import pattern
from policylint.policy.inference import Proposal
from policylint.reading.sentences import Words, word_set

MOST_WORDS = 40
# From this grade on a text is for readers with years at a university; both formulas must say so.
HARD = 19.0
# Fewer words tell nothing about a text.
FEWEST_WORDS = 40


def long_sentence(context: Context, question: Question) -> Iterator[Fault]:
    """Every sentence of more than forty words."""
    for each in policy_text(context).clauses:
        for _, proposal in each.sentences:
            count = len(proposal.modality.tokens.lower)
            if count > MOST_WORDS:
                start, end = proposal.sentence.start, proposal.sentence.end
                opening = " ".join(proposal.sentence.text.split()[:5])
                yield context.fault(
                    question,
                    each.path,
                    f'{count} words, from "{opening} …"',
                    clause=each.clause.id,
                    offsets=(start, end),
                )


def hard_to_read(context: Context, question: Question) -> Iterator[Fault]:
    """A clause that both formulas call hard, with its longest sentence. Not where the sentence is told as too long."""
    for each in policy_text(context).clauses:
        sentences = [proposal for _, proposal in each.sentences if len(proposal.modality.tokens.lower) > 3]
        count = sum(len(proposal.modality.tokens.lower) for proposal in sentences)
        if count < FEWEST_WORDS or len(sentences) < 2 or not _is_hard(sentences, count):
            continue
        hardest = max(sentences, key=lambda proposal: len(proposal.modality.tokens.lower))
        if len(hardest.modality.tokens.lower) > MOST_WORDS:
            continue
        opening = " ".join(hardest.sentence.text.split()[:5])
        yield context.fault(
            question,
            each.path,
            f'{count / len(sentences):.0f} words a sentence and many long words; begin with "{opening} …"',
            clause=each.clause.id,
            offsets=(hardest.sentence.start, hardest.sentence.end),
        )


def _is_hard(sentences: list[Proposal], count: int) -> bool:
    """Whether both formulas say so; the one that needs no syllables is asked first, for it is ten times as fast."""
    letters = sum(len(word) for proposal in sentences for word in proposal.modality.tokens.lower)
    long = count / len(sentences)
    if 4.71 * letters / count + 0.5 * long - 21.43 < HARD:
        return False
    syllables = sum(_syllables(word) for proposal in sentences for word in proposal.modality.tokens.lower)
    return 0.39 * long + 11.8 * syllables / count - 15.59 >= HARD


_VOWELS = pattern(r"[aeiouyé]+")


def _syllables(word: str) -> int:
    """Groups of vowels, without a silent ending; right for about four policy words in five, else out by one."""
    count = len(_VOWELS.findall(word))
    if (
        word.endswith(("es", "ed"))
        and not word.endswith(("les", "ted", "ded", "ses", "ces", "ges", "xes"))
        and count > 1
    ) or (word.endswith("e") and not word.endswith("le") and count > 1):
        count -= 1
    return max(1, count)


_PASSIVE = frozenset(["must be", "shall be", "have to be", "has to be", "need to be", "needs to be"])
_IRREGULAR = word_set(
    """
    kept made sent given taken done shown told held put set written brought sought met read
    """
)
_SOMEBODY = word_set(
    """
    you your we our everyone everybody anyone anybody nobody who whoever they he she by
    """
)


def owed_by_nobody(context: Context, question: Question) -> Iterator[Fault]:
    """ "Loss must be reported": a duty in the passive, in a text that names nobody who could owe it."""
    titles = _role_words(context)
    for each in policy_text(context).clauses:
        if each.clause.effect not in ("require", "recommend") or each.lower & (_SOMEBODY | titles):
            continue
        if each.told.bits.get("who") or each.told.bits.get("role"):
            continue
        for _, proposal in each.sentences:
            found = _passive(proposal.modality.tokens)
            if found is not None:
                start, end = (proposal.sentence.start + at for at in found)
                quoted = each.quote(start, end)
                yield context.fault(question, each.path, f'"{quoted}"', clause=each.clause.id, offsets=(start, end))
                break


def _passive(tokens: Words) -> tuple[int, int] | None:
    lower = tokens.lower
    for at in range(len(lower) - 1):
        for length in (2, 3):
            if " ".join(lower[at : at + length]) in _PASSIVE:
                for verb in range(at + length, min(at + length + 2, len(lower))):
                    if lower[verb] in _IRREGULAR or (lower[verb].endswith("ed") and len(lower[verb]) > 4):
                        return tokens.starts[at], tokens.ends[verb]
    return None


def _role_words(context: Context) -> frozenset[str]:
    found: set[str] = set()
    for role, entry in (context.data.get("roles") or {}).items():
        title = str(entry.get("title", "")) if isinstance(entry, Mapping) else ""
        head = title.lower().split(" of ")[0].split()
        found.update((str(role).rsplit("-", 1)[-1], *head[-1:]))
    return frozenset(found)


_LETTERS = pattern(r"(?<![\w.@#/\-])[A-Z][A-Z&]{1,5}(?:s(?!\w)|(?![\w@]))")
# Known to everyone who reads a policy, or a word that somebody shouted.
COMMON = word_set(
    """
    US USA UK UN EU IT ID HR PR TV PC AM PM AI OK PIN ZIP URL PDF FAQ SMS GPS CEO FBI CIA IRS NASA NATO BBC DVD CD
    USB WWW HTML AA AAA QR COVID VPN DNA ATM EMS NYC LA DC CCTV II III IV VI VII VIII IX XI XII ST MR MS DR PO PDFS
    FM RSS GIF JPEG JPG PNG MP MUST NOT SHALL MAY NEVER ONLY ANY ALL NO DO AND OR IF THE BE IS ARE WILL CAN ON IN OF
    TO FOR YOU THIS
    """
)


def undefined_acronym(context: Context, question: Question) -> Iterator[Fault]:
    """Capital letters that stand for a name which no text of the policy spells out. Once each."""
    spelled: str | None = None
    told: set[str] = set()
    for each in policy_text(context).clauses:
        for match in _LETTERS.finditer(each.prose.plain):
            letters = match[0].rstrip("s")
            if letters in COMMON or letters in told or _cited(each, match.start(), match.end()):
                continue
            told.add(letters)
            if spelled is None:
                spelled = _spelled_out(context)
            if not _explained(letters, spelled):
                yield context.fault(question, each.path, f'"{match[0]}"', clause=each.clause.id, offsets=match.span())


def _cited(each: ClauseText, start: int, end: int) -> bool:
    """A number follows ("RCW 49.44"), or other capitals stand around it: a citation, or a title in capitals."""
    text = each.prose.plain
    after = text[end : end + 4].lstrip()
    before = text[max(0, start - 20) : start].split()
    following = text[end : end + 20].split()
    shouted = [word for word in (*before[-1:], *following[:1]) if len(word) > 3 and word.isupper()]
    return after[:1].isdigit() or after[:1] == "§" or bool(shouted)


def _spelled_out(context: Context) -> str:
    """Every place that may explain letters: all texts, titles, terms, and names."""
    parts: list[str] = []
    waiting = [context.data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting.extend(value.values())
            parts.extend(str(key) for key in value)
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            parts.append(value)
    return "\n".join(parts)


def _explained(letters: str, everything: str) -> bool:
    """Whether the letters stand in brackets behind a name, or a name in brackets behind them, or as a term."""
    if f"({letters})" in everything or f"({letters}s)" in everything or f"{letters} (" in everything:
        return True
    lower = letters.lower()
    return any(f"\n{start}\n" in f"\n{everything}\n" for start in (letters, f"{letters}s", lower, f"{lower}s"))


__all__ = ["hard_to_read", "long_sentence", "owed_by_nobody", "undefined_acronym"]

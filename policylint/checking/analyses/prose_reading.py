"""The prose of a policy, read once for all checks that compare it with its structure. Knows no check."""

from collections.abc import Iterator

from policylint.checking.context import Context
from policylint.policy.inference import Inferred, Proposal, infer_all
from policylint.policy.lexicon import lexicon_of
from policylint.policy.model import Clause
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.prose import Block, Prose, read_clause
from policylint.reading.sentences import words
from policylint.typed import NamedTuple


class Told(NamedTuple):
    """What words say of the dimensions. bits: per dimension name, the value bits that some phrase stands for. whatever:
    dimensions of which some phrase means every value."""

    bits: dict[str, int]
    whatever: frozenset[str]


class ClauseText(NamedTuple):
    """One clause with its text as it was read. told: what text and title say of each dimension."""

    clause: Clause
    prose: Prose
    sentences: tuple[tuple[Block, Proposal], ...]
    told: Told
    lower: frozenset[str]  # every word of the text

    @property
    def path(self) -> str:
        return f"{self.clause.path}/text"

    @property
    def values(self) -> Iterator[tuple[Proposal, Inferred]]:
        """Each phrase for a value, with its sentence."""
        for _, proposal in self.sentences:
            for value in proposal.values:
                yield proposal, value

    def quote(self, start: int, end: int) -> str:
        """A stretch of the text on one line."""
        return " ".join(self.prose.text[start:end].split())


class PolicyText(NamedTuple):
    """All prose of one policy. scope: None without a scope text."""

    clauses: tuple[ClauseText, ...]
    scope: ClauseText | None


def policy_text(context: Context) -> PolicyText:
    """The prose of the policy under check; read when the first check asks for it."""
    found: PolicyText | None = context.memory.get("prose")
    if found is None:
        vocabulary = context.vocabulary
        scope = context.data.get("scope") or {}
        written = scope.get("text") if isinstance(scope, dict) else None
        found = PolicyText(
            tuple(_read(clause, clause.text, clause.title, vocabulary) for clause in context.policy.clauses),
            _read(_SCOPE, written, "", vocabulary) if isinstance(written, str) else None,
        )
        context.memory["prose"] = found
    return found


def carry(before: Context, after: Context) -> None:
    """Let a context use the prose that was read for another of the same policy, whose clauses may differ in all but
    their texts and titles."""
    known = {(each.clause.number, each.clause.text, each.clause.title): each for each in policy_text(before).clauses}
    clauses = []
    for clause in after.policy.clauses:
        same = known.get((clause.number, clause.text, clause.title))
        found = same._replace(clause=clause) if same else _read(clause, clause.text, clause.title, after.vocabulary)
        clauses.append(found)
    after.memory["prose"] = PolicyText(tuple(clauses), policy_text(before).scope)


_SCOPE = Clause("", -1, "/scope", "state", "", "", (), (), (), (), None, 0, (), (), "", True, {})


def _read(clause: Clause, text: str, title: str, vocabulary: Vocabulary) -> ClauseText:
    prose = read_clause(text)
    sentences = tuple(infer_all(prose, vocabulary))
    bits: dict[str, int] = {}
    whatever: set[str] = set()
    named = [(value.dimension, value.names, value.whatever) for _, each in sentences for value in each.values]
    if title:
        named += [(signal.kind, signal.names, signal.whatever) for signal in lexicon_of(vocabulary).find(words(title))]
    index = vocabulary.space.index
    for dimension, names, everything in named:
        number = index.get(dimension)
        if number is None:
            continue
        if everything:
            whatever.add(dimension)
        for name in names:
            bits[dimension] = bits.get(dimension, 0) | (vocabulary.bits(number, name) or 0)
    lower = frozenset().union(*(each.modality.tokens.lower for _, each in sentences))
    return ClauseText(clause, prose, sentences, Told(bits, frozenset(whatever)), lower)


__all__ = ["ClauseText", "PolicyText", "Told", "carry", "policy_text"]

"""What kind of document a text is, by what it talks about. It judges nothing."""

from collections.abc import Mapping, Sequence

from policylint.authoring.cues import cues
from policylint.authoring.norms import RULING, Norm
from policylint.authoring.turns import Phrases
from policylint.typed import NamedTuple

KINDS = ("use", "moderation", "account-governance", "companion")
WORDS = {
    "use": "a policy for staff",
    "moderation": "rules for the public's comments",
    "account-governance": "rules for running accounts",
    "companion": "a document beside a social media policy (devices, acceptable use, AI …)",
}


class Kind(NamedTuple):
    """The kind, and how much each thing is talked about, for whoever wants to know why: in sentences, where some count
    more than once."""

    kind: str
    staff: int
    comments: int
    accounts: int
    networks: int
    sentences: int


def kind_of(read: Sequence[Norm], language: str = "en") -> Kind:
    """The kind of document that its sentences make: what most of them are about."""
    phrases = cues(language).kinds
    # What a policy leaves to others, it is not about.
    body = [norm for norm in read if norm.role not in ("heading", "exclusion") and len(norm.words) > 2]
    heads = [norm for norm in read if norm.role == "heading"]
    counts = {name: sum(found.find(norm.words) is not None for norm in body) for name, found in phrases.items()}
    heading = {name: sum(found.find(norm.words) is not None for norm in heads) for name, found in phrases.items()}
    private = [norm for norm in body if norm.speaks_of("account", _OWN) or norm.speaks_of("capacity", _OWN)]
    own = len(private)
    mine = sum(phrases["accounts"].find(norm.words) is not None for norm in private)
    removals = sum(norm.speaks_of("activity", _HIDING) is not None for norm in body)
    bound = sum(
        norm.speaks_of("who", _STAFF) is not None and (norm.effect in RULING or norm.role == "scope") for norm in body
    )
    # What follows a breach, who is watched and who may speak stands in rules for people and not in those for accounts.
    conduct = sum(not _CONDUCT.isdisjoint(norm.hints) for norm in body)
    total = max(1, len(body))
    # A heading weighs as much as several sentences: somebody chose it for what stands below.
    comments = counts["moderation"] + 3 * heading["moderation"] + removals
    accounts = counts["accounts"] - mine + 3 * heading["accounts"]
    staff = counts["staff"] + bound + 2 * own + 2 * conduct
    # Where staff are told how to deal with comments, these are what is done with an account.
    if staff * 6 >= total:
        tended = _both(phrases, "tending", "moderation", body) + 3 * _both(phrases, "tending", "moderation", heads)
        comments -= tended
        accounts += tended
    networks = counts["networks"] + 2 * heading["networks"]
    beside = counts.get("other", 0)
    kind = "use"
    if comments * 4 > accounts * 7 and comments > max(1, staff) and comments * 5 >= total and networks:
        kind = "moderation"
    elif (
        accounts * 7 > staff * 4
        and (accounts * 4 > total or (staff * 12 <= total and networks * 4 >= total > FEW))
        and own * 8 <= total
        and (networks or accounts * 3 > total + beside)
    ):
        kind = "account-governance"
    elif networks * 25 < total or (networks < 2 and total > FEW) or (networks * 6 < total and beside * 4 >= total):
        kind = "companion"
    return Kind(kind, staff, comments, accounts, networks, len(body))


def _both(phrases: Mapping[str, Phrases], one: str, other: str, read: Sequence[Norm]) -> int:
    """How many sentences have something of two lists; none where a language lacks one."""
    if one not in phrases:
        return 0
    return sum(
        phrases[one].find(norm.words) is not None and phrases[other].find(norm.words) is not None for norm in read
    )


# In a text of more sentences than these, one mention of a network is a mention in passing.
FEW = 4
_OWN = frozenset({"personal", "own", "mixed", "pseudonymous", "personal-identifiable", "personal-private"})
_CONDUCT = frozenset({"consequences", "notice", "right"})
_HIDING = frozenset({"hide-comment", "block"})
_STAFF = frozenset({"employee", "staff", "workforce", "supervisor", "contractor", "office-holder", "elected-official"})

__all__ = ["KINDS", "WORDS", "Kind", "kind_of"]

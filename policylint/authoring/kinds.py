"""What kind of document a text is, by what it talks about. It judges nothing."""

from collections.abc import Sequence

from policylint.authoring.cues import cues
from policylint.authoring.norms import RULING, Norm
from policylint.typed import NamedTuple

KINDS = ("use", "moderation", "account-governance", "companion")
WORDS = {
    "use": "a policy for staff",
    "moderation": "rules for the public's comments",
    "account-governance": "rules for running accounts",
    "companion": "a document beside a social media policy (devices, acceptable use, AI …)",
}


class Kind(NamedTuple):
    """The kind, and in how many sentences each thing is talked about, for whoever wants to know why."""

    kind: str
    staff: int
    comments: int
    accounts: int
    networks: int
    sentences: int


def kind_of(read: Sequence[Norm], language: str = "en") -> Kind:
    """The kind of document that its sentences make."""
    phrases = cues(language).kinds
    body = [norm for norm in read if norm.role != "heading" and len(norm.words) > 2]
    heads = [norm for norm in read if norm.role == "heading"]
    counts = {name: sum(found.find(norm.words) is not None for norm in body) for name, found in phrases.items()}
    heading = {name: sum(found.find(norm.words) is not None for norm in heads) for name, found in phrases.items()}
    own = sum(
        norm.speaks_of("account", _OWN) is not None or norm.speaks_of("capacity", _OWN) is not None for norm in body
    )
    removals = sum(norm.speaks_of("activity", _HIDING) is not None for norm in body)
    bound = sum(
        norm.speaks_of("who", _STAFF) is not None and (norm.effect in RULING or norm.role == "scope") for norm in body
    )
    total = max(1, len(body))
    # A heading weighs as much as several sentences: somebody chose it for what stands below.
    comments = counts["moderation"] + 3 * heading["moderation"] + 2 * removals
    accounts = counts["accounts"] + 3 * heading["accounts"]
    staff = counts["staff"] + 2 * own + 2 * bound
    networks = counts["networks"] + 2 * heading["networks"]
    # What follows a breach, and who is watched, stands in rules for people and not in those for accounts.
    conduct = own + sum(not _CONDUCT.isdisjoint(norm.hints) for norm in body)
    kind = "use"
    if comments > max(1, staff, accounts) and comments * 5 >= total and bound < 2 and networks:
        kind = "moderation"
    elif accounts > comments and (
        (accounts > max(1, bound) and accounts * 10 >= total * 3 and conduct <= 1)
        or (accounts > staff and accounts * 2 >= total and own <= 2)
    ):
        kind = "account-governance"
    elif networks < max(2, total // 25) and removals < 2:
        kind = "companion"
    elif accounts * 4 > staff * 3 and accounts > comments and own <= 2 and conduct <= 2:
        kind = "account-governance"
    return Kind(kind, staff, comments, accounts, networks, len(body))


_OWN = frozenset({"personal", "own", "mixed", "pseudonymous", "personal-identifiable", "personal-private"})
_CONDUCT = frozenset({"consequences", "notice", "right"})
_HIDING = frozenset({"hide-comment", "block"})
_STAFF = frozenset({"employee", "staff", "workforce", "supervisor", "contractor", "office-holder", "elected-official"})

__all__ = ["KINDS", "WORDS", "Kind", "kind_of"]

"""What one document says by itself: its voices, its exclusions, and where the two contradict each other.

Knows one document of a set; what documents say together is decided in `decide`.
"""

from collections.abc import Sequence

from policylint.policy.model import Policy, PolicySet
from policylint.policy.pieces import Piece, pieces_of
from policylint.policy.voices import Voice, limits, listen, overrides
from policylint.space.boxes import Space, Work, meet, subtract_all
from policylint.typed import NamedTuple

# Boxes that the clauses of one document may cost; the largest sample, of 149 clauses, takes some thousands.
BOXES = 200_000


class Claim(NamedTuple):
    """A box in which a voice (or, for the scope, an exclusion or a reliance) makes a verdict. path: where it stands."""

    box: int
    voice: Voice | None
    path: str


class Own:
    """What one document says by itself: voices, exclusions, and where its scope contradicts a clause."""

    __slots__ = ("contradictions", "excluded", "general", "pieces", "policy", "voices")

    def __init__(self, policies: PolicySet, policy: Policy) -> None:
        space = policies.vocabulary.space
        self.policy = policy
        work = Work(BOXES)
        self.pieces = pieces_of(policies.vocabulary, policy, work)
        self.voices = listen(space, [(piece, None) for piece in self.pieces], work)
        self.excluded: list[Claim] = (
            [] if policy.retired else [Claim(each.box.bits, None, each.path) for each in policy.excludes]
        )
        self.contradictions = _contradictions(space, policy, self.pieces) if self.excluded else []
        self.general = [
            box for voice in self.voices if voice.piece.effect in ("permit", "forbid") for box in voice.boxes
        ]


def _contradictions(space: Space, policy: Policy, pieces: Sequence[Piece]) -> list[Claim]:
    """Where a clause lists what the scope excludes, and nothing like it beats it (docs/semantics.md, 5.2)."""
    inside: list[tuple[Piece, list[int], list[int]]] = []
    for piece in pieces:
        if piece.effect not in ("permit", "forbid"):
            continue
        named = [each.box for each in policy.excludes if not each.box.named & ~piece.box.listed]
        boxes = meet(space, [piece.box.bits], [box.bits for box in named])
        taken = [box.bits for box in piece.clause.excepts]
        if piece.derived:
            taken += [box.bits for box in piece.clause.boxes]
        boxes = subtract_all(space, boxes, taken)
        if boxes:
            inside.append((piece, boxes, _hard_inside(space, piece, boxes)))
    found: list[Claim] = []
    for piece, boxes, _ in inside:
        beaten: list[int] = []
        for other, theirs, hard in inside:
            if overrides(other, piece):
                beaten.extend(theirs)
            elif limits(other, piece):
                beaten.extend(hard)
        found.extend(Claim(box, None, piece.box.path) for box in subtract_all(space, boxes, beaten))
    return found


def _hard_inside(space: Space, piece: Piece, boxes: list[int]) -> list[int]:
    """Where a prohibition is hard within its own box as written."""
    if piece.effect != "forbid" or (piece.clause.test and not piece.derived):
        return []
    whens = [box for entry in piece.clause.unless for box in entry.where(space.full)] if not piece.derived else []
    return subtract_all(space, boxes, whens)

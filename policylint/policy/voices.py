"""Which pieces beat which, and so where each one speaks (docs/semantics.md section 4).

Knows pieces and boxes; which documents answer where is decided in `decide`.

What the rule of limits takes from a permission is not cut out of its boxes: a permission overlaps many prohibitions,
and cutting would shatter it. Where the prohibition speaks, the verdict is settled before permissions are asked; so only
the part where it is itself silenced must be cut, and `limits` is kept for questions that need the exact stretch.
"""

from collections.abc import Sequence
from itertools import chain, compress

from policylint.policy.pieces import Part, Piece
from policylint.space.boxes import Space, Work, meet, subtract_all
from policylint.typed import NamedTuple


class Voice:
    """A piece as it answers in one decision: where it holds and is not overridden.

    parts, hard, open, lifted, gated, free: as in Piece, without what other clauses override. over: what they override.
    limits: boxes in which the rule of limits silences this permission; `by` says who beats it and how.
    """

    __slots__ = ("by", "free", "gated", "hard", "lifted", "limits", "open", "over", "parts", "piece")

    def __init__(self, piece: Piece, parts: tuple[Part, ...]) -> None:
        self.piece = piece
        self.parts = parts
        self.over: list[int] = []
        self.limits: list[int] = []
        self.by: list[Voice] = []
        self.hard: list[int] = []
        self.open: list[int] = []
        self.lifted: list[int] = []
        self.gated: list[int] = []
        self.free: list[int] = []

    @property
    def boxes(self) -> list[int]:
        return [box for part in self.parts for box in part.boxes]

    def cut(self, space: Space, beaten: Sequence[int]) -> "Voice":
        """A copy that is also silent in these boxes; for advice and duties, which are neither hard nor gated."""
        copy = Voice(self.piece, self.parts)
        copy.by = list(self.by)
        copy.over = list(self.over)
        _cut(space, copy, list(beaten))
        return copy

    def speaking(self, space: Space, within: Sequence[int]) -> list[int]:
        """Where exactly the piece speaks inside some boxes."""
        return self.unlimited(space, meet(space, self.boxes, within))

    def unlimited(self, space: Space, boxes: list[int]) -> list[int]:
        """The boxes without what the rule of limits silences there; limits that meet none of them cost nothing."""
        if not boxes or not self.limits:
            return boxes
        full, guard = space.full, space.guard
        near = [limit for limit in self.limits if any(((box & limit) + full) & guard == guard for box in boxes)]
        return subtract_all(space, boxes, near)

    def naming(self, space: Space, asked: int, by_clause: bool) -> list[int]:
        """Where the piece holds and names all the asked dimensions; unconfirmed clauses name nothing.

        by_clause: names that only the scope lends do not count.
        """
        if not self.piece.clause.confirmed:
            return []
        found: list[int] = []
        for part in self.parts:
            missing = asked & ~(self.piece.box.named if by_clause else part.names)
            boxes: list[int] = list(part.boxes)
            # Each missing dimension must be named by the `when` of an entry that holds.
            while missing and boxes:
                flag = missing & -missing
                missing ^= flag
                boxes = meet(space, boxes, [bits for bits, names in self.piece.unless_names if names & flag])
            found.extend(boxes)
        return found


def overrides(piece: Piece, other: Piece) -> bool:
    """Rule 1: whether the clause of a piece overrides that of another."""
    mine, theirs = piece.clause.overrides, other.clause
    if not mine or (piece.clause.id == theirs.id and piece.policy.id == other.policy.id):
        return False
    same = piece.policy.id == other.policy.id
    if f"{other.policy.id}/{theirs.id}" in mine or (same and theirs.id in mine):
        return True
    return "all" in mine and same and "all" not in theirs.overrides and not lists(other, piece)


def lists(piece: Piece, other: Piece) -> bool:
    """Whether the clause of a piece names that of another among what it overrides."""
    mine = piece.clause.overrides
    same = piece.policy.id == other.policy.id
    return f"{other.policy.id}/{other.clause.id}" in mine or (same and other.clause.id in mine)


def limits(piece: Piece, other: Piece) -> bool:
    """Rule 2, the rule of limits: whether a prohibition, where it is hard, silences a permission."""
    return (
        piece.effect == "forbid"
        and other.effect == "permit"
        and bool(piece.box.limited & ~other.box.named)
        and (piece.clause.id != other.clause.id or piece.policy.id != other.policy.id)
        and not overrides(other, piece)
    )


class Prohibition(NamedTuple):
    """A voice that forbids, where it is hard, the dimensions that its box limits, and the id of its clause."""

    voice: Voice
    hard: tuple[int, ...]
    limited: int
    clause: str


def prohibitions_of(voices: Sequence[Voice]) -> list[Prohibition]:
    """The voices that forbid somewhere, whatever else holds."""
    return [
        Prohibition(voice, tuple(voice.hard), voice.piece.box.limited, voice.piece.clause.id)
        for voice in voices
        if voice.hard
    ]


def limiting(piece: Piece, prohibitions: Sequence[Prohibition]) -> list[bool]:
    """For each of many prohibitions whether it `limits` a permission. Every pair is asked, so it must be quick."""
    unnamed, clause = ~piece.box.named, piece.clause.id
    overriding = bool(piece.clause.overrides)
    return [
        bool(limited & unnamed) and ((name != clause and not overriding) or limits(voice.piece, piece))
        for voice, _, limited, name in prohibitions
    ]


def listen(
    space: Space, answering: Sequence[tuple[Piece, Sequence[int] | None]], work: Work | None = None
) -> list[Voice]:
    """The voices of the pieces that answer together.

    answering: pieces, each with the boxes within which its document answers (None: everywhere). work: what it may cost;
    raises TooComplex where it is used up.
    """
    voices = [voice for piece, region in answering if (voice := _voice(space, piece, region)) is not None]
    # A beaten piece still beats others, so every piece counts with the boxes it had before anything was cut.
    overriding = [(voice, voice.boxes) for voice in voices if voice.piece.clause.overrides]
    prohibitions = prohibitions_of(voices)
    for voice in voices:
        beaten: list[int] = []
        for other, boxes in overriding:
            if overrides(other.piece, voice.piece):
                voice.by.append(other)
                beaten.extend(boxes)
        _cut(space, voice, beaten, work)
    for voice in voices:
        if voice.piece.effect != "permit":
            continue
        beating = list(compress(prohibitions, limiting(voice.piece, prohibitions)))
        voice.by.extend([other.voice for other in beating])
        voice.limits.extend(chain.from_iterable([other.hard for other in beating]))
        silenced = [box for other, hard, _, _ in beating if other.over for box in meet(space, hard, other.over)]
        _cut(space, voice, silenced, work)
    return voices


def _voice(space: Space, piece: Piece, region: Sequence[int] | None) -> Voice | None:
    if region is None:
        voice = Voice(piece, piece.parts)
        voice.hard, voice.open, voice.lifted = list(piece.hard), list(piece.open), list(piece.lifted)
        voice.gated, voice.free = list(piece.gated), list(piece.free)
        return voice if piece.parts else None
    parts = [Part(tuple(meet(space, part.boxes, region)), part.names) for part in piece.parts]
    voice = Voice(piece, tuple(part for part in parts if part.boxes))
    voice.hard = meet(space, piece.hard, region)
    voice.open = meet(space, piece.open, region)
    voice.lifted = meet(space, piece.lifted, region)
    voice.gated = meet(space, piece.gated, region)
    voice.free = meet(space, piece.free, region)
    return voice if voice.parts else None


def _cut(space: Space, voice: Voice, beaten: list[int], work: Work | None = None) -> None:
    if not beaten:
        return
    voice.over = [*voice.over, *beaten]
    voice.parts = tuple(Part(tuple(subtract_all(space, part.boxes, beaten, work)), part.names) for part in voice.parts)
    voice.hard = subtract_all(space, voice.hard, beaten, work)
    voice.open = subtract_all(space, voice.open, beaten, work)
    voice.lifted = subtract_all(space, voice.lifted, beaten, work)
    voice.gated = subtract_all(space, voice.gated, beaten, work)
    voice.free = subtract_all(space, voice.free, beaten, work)

"""Which voices settle a question about some dimensions (docs/semantics.md section 6); it decides nothing.

asked: dimensions, one bit each.
"""

from collections.abc import Sequence

from policylint.policy.voices import Voice
from policylint.space.boxes import Space, meet


def hangs(voice: Voice, asked: int) -> bool:
    """Whether a voice is a prohibition that hangs on a test and names none of the dimensions asked about."""
    piece = voice.piece
    if not asked or piece.effect != "forbid" or piece.derived or piece.clause.test is None:
        return False
    return not piece.box.named & asked


def settling(space: Space, voices: Sequence[Voice], asked: int) -> list[int]:
    """Where a permit or forbid settles the dimensions, be it in general."""
    return [
        box
        for voice in voices
        if voice.piece.effect in ("permit", "forbid")
        # By what the scope names, a prohibition that hangs on a test may be explicit all the same.
        for box in (voice.naming(space, asked, False) if hangs(voice, asked) else voice.boxes)
    ]


def explicit(space: Space, voices: Sequence[Voice], asked: int, within: Sequence[int], by_clause: bool) -> list[int]:
    """Where, inside some boxes, one of the voices names all the asked dimensions."""
    found: list[int] = []
    for voice in voices:
        if voice.piece.effect not in ("permit", "forbid"):
            continue
        found.extend(voice.unlimited(space, meet(space, voice.naming(space, asked, by_clause), within)))
    return found

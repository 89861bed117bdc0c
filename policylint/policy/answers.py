"""What a policy says about a situation that is only partly described: one answer for each verdict. Knows decisions."""

from collections.abc import Sequence

from policylint.policy.coverage import QUESTION_BUDGET
from policylint.policy.decide import Decision
from policylint.policy.document import Claim
from policylint.policy.gaps import LISTING_BUDGET
from policylint.policy.voices import Voice
from policylint.space.bounds import Count
from policylint.space.boxes import meet
from policylint.space.readable import readable
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import NamedTuple

WHERE = 4


class Answer(NamedTuple):
    """One verdict and where it holds.

    where: boxes inside the question that people can read; shown: the share of the situations they show (None: unknown).
    witness: one situation as a box. size: how many situations. claims: what decides, each proven to decide somewhere
    here. overridden: clauses that hold at the witness and are beaten there.
    """

    verdict: str
    where: tuple[int, ...]
    witness: int
    size: Count
    claims: tuple[Claim, ...]
    overridden: tuple[Voice, ...]
    complete: bool


def answers(decision: Decision, query: int, effort: int = 1) -> tuple[Answer, ...]:
    """The answers to a box of situations, in the order of the table of verdicts.

    Impossible situations are left out unless the question holds no others.
    """
    space = decision.space
    found: list[Answer] = []
    earlier: list[int] = []
    void = [box for box in decision.void if space.is_box(box & query)]
    if first_uncovered(space, query, void, Budget(LISTING_BUDGET * effort)) is None:
        return (Answer("impossible", (query,), space.witness(query), Count(0, 0), (), (), True),)
    for layer in decision.layers:
        if layer.verdict == "impossible":
            continue
        claims = [claim for claim in layer.claims if space.is_box(claim.box & query)]
        answer = _answer(decision, layer.verdict, query, claims, [*void, *earlier], void, earlier, effort)
        if answer is not None:
            found.append(answer)
        earlier.extend(claim.box & query for claim in claims)
    silent = _answer(decision, "silent", query, None, [*void, *earlier], void, earlier, effort)
    return tuple(found if silent is None else [*found, silent])


def _answer(
    decision: Decision,
    verdict: str,
    query: int,
    claims: Sequence[Claim] | None,
    taken: Sequence[int],
    void: Sequence[int],
    earlier: Sequence[int],
    effort: int,
) -> Answer | None:
    space = decision.space
    ask = [query] if claims is None else meet(space, [query], [claim.box for claim in claims])
    if not ask:
        return None
    complete = True
    first = first_uncovered(space, ask, taken, Budget(QUESTION_BUDGET * effort))
    if first is None:
        return None
    deciding: list[Claim] = []
    seen: set[int] = set()
    for claim in claims or ():
        if id(claim.voice) in seen and claim.voice is not None:
            continue
        piece = first_uncovered(space, claim.box & query, taken, Budget(QUESTION_BUDGET * effort))
        if piece is not None:
            complete &= piece.resolved
            deciding.append(claim)
            seen.add(id(claim.voice))
    shown = readable(space, ask, earlier, void, WHERE, Budget(LISTING_BUDGET * effort))
    witness = shown.shown[0].witness if shown.shown else space.witness(first.box)
    return Answer(
        verdict,
        tuple(each.box & query for each in shown.shown),
        witness,
        shown.total,
        tuple(deciding),
        tuple(_overridden(decision, witness)),
        complete and first.resolved and shown.total.exact,
    )


def _overridden(decision: Decision, x: int) -> list[Voice]:
    """The voices whose pieces hold at a situation and are beaten there."""
    found = []
    for voice in decision.answering(x):
        holds = any(x & box == x for box in voice.piece.boxes)
        beaten = any(x & box == x for box in (*voice.over, *voice.limits))
        if holds and beaten:
            found.append(voice)
    return found

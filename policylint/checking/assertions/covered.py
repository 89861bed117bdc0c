"""`covered`: the everyday cases of a box are settled, and the asked dimensions are named together; `elsewhere`: another
document deals with them.
"""

from collections.abc import Iterator, Mapping

from policylint.checking.context import Context, Question
from policylint.finding import Fault
from policylint.policy.coverage import Coverage, coverage, deciding
from policylint.policy.phrasing import listed, sentence, situation
from policylint.policy.vocabulary import Box
from policylint.policy.voices import Voice
from policylint.typed import Any

SETTLES = {"permit": "allows it", "forbid": "bars it"}
DEGREES = {
    "partial": "only partly addressed",
    "general": "addressed only in general",
    "advised": "only advised on",
    "delegated": "left to another document",
    "excluded": "left out by the scope",
}


def check(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: within, naming, by, except (docs/check-format.md)."""
    box = context.box(options["within"])
    asked = context.dimensions(options.get("naming", ()))
    besides = [context.box(each).bits for each in options.get("except", ())]
    besides += context.unbound(box, asked)
    by_clause = options.get("by") == "clause"
    result = coverage(context.decision, box, asked, by_clause=by_clause, besides=besides, effort=context.effort)
    if not result.complete:
        context.incomplete.add(question.id)
    if result.grade is None:
        context.emptied.add(question.id)
    if result.grade is None or result.grade == "explicit":
        return
    question = Question(question.id, graded_title(question.title, result.grade))
    if result.grade in ("silent", "partial"):
        worth = asked | (_forgotten(context, box, result) if result.grade == "partial" else 0)
        pairs, said = context.say(result.witness, worth, box)
        yield _open(context, question, box, asked, besides, result, said, pairs)
        return
    pairs, said = context.say(result.witness, asked, box)
    path, detail, clause, named_by = _settled_otherwise(context, asked, result.grade, result.witness, said)
    yield context.fault(question, path, detail, grade=result.grade, witness=pairs, clause=clause, named_by=named_by)


def elsewhere(context: Context, question: Question, options: Mapping[str, Any]) -> Iterator[Fault]:
    """Options: matter, within. What a policy leaves to another document, or out of its scope, is found as just that."""
    matter = options.get("matter", "")
    for reliance in context.policy.reliances:
        if matter in reliance.matters:
            question = Question(question.id, graded_title(question.title, "delegated"))
            detail = f'"{reliance.title or reliance.policy}" is to answer it'
            yield context.fault(question, reliance.path, detail, grade="delegated")
            return
    if "within" in options:
        box = context.box(options["within"])
        result = coverage(context.decision, box, 0, besides=context.unbound(box, 0), effort=context.effort)
        if result.grade in ("delegated", "excluded"):
            question = Question(question.id, graded_title(question.title, result.grade))
            pairs, said = context.say(result.witness, 0, box)
            path, detail, _, named_by = _settled_otherwise(context, 0, result.grade, result.witness, said)
            yield context.fault(question, path, detail, grade=result.grade, witness=pairs, named_by=named_by)
            return
    yield context.fault(question, "/clauses", "no other document is named for it", on_key=True)


def _open(
    context: Context,
    question: Question,
    box: Box,
    asked: int,
    besides: list[int],
    result: Coverage,
    said: str,
    pairs: tuple[tuple[str, str], ...],
) -> Fault:
    cases = _further(context, question, box, asked, besides) if context.thorough else []
    grade = result.grade or ""
    detail = f"no clause says what holds when {said}"
    if grade == "partial":
        voices = deciding(context.decision, context.space.witness(result.settled))
        answers = [voice.piece.clause.id for voice in voices if voice.piece.policy is context.policy]
        what = f'clause "{answers[0]}" settles' if answers else "another document settles"
        detail = f"{what} other cases, but {detail}"
    clauses = "/clauses" if "clauses" in context.data else "/policy"
    return context.fault(question, clauses, detail, grade=grade, witness=pairs, cases=tuple(cases), on_key=True)


def graded_title(title: str, grade: str) -> str:
    """The title of a check for what was found: "not addressed" would be wrong where something is said."""
    if grade in DEGREES:
        return title.replace("not addressed", DEGREES[grade]).replace("not settled", DEGREES[grade])
    return title


def _forgotten(context: Context, box: Box, result: Coverage) -> int:
    """The dimensions that set the open cases apart from the settled ones: those that an author did not think of."""
    found = 0
    for case in context.vocabulary.cases(box):
        if result.cell & case == result.cell:
            for number, mask in enumerate(context.space.masks):
                if result.cell & mask != case & mask and not result.cell & result.settled & mask:
                    found |= 1 << number
            break
    return found


def _further(context: Context, question: Question, box: Box, asked: int, besides: list[int]) -> list[str]:
    """The largest gaps as sentences: half of the work of a check that finds something, so only made when wanted."""
    # Late: the text report shows one case only.
    from policylint.policy.gaps import gap

    listing = gap(context.decision, box, asked, besides=besides, effort=context.effort)
    if not listing.total.exact:
        context.incomplete.add(question.id)
    cases = []
    for shown in listing.shown:
        narrowed = sum(1 << number for number in context.space.narrowed(shown.box))
        more = situation(context.vocabulary, shown.witness, box.named | asked | narrowed)
        cases.append(sentence(context.vocabulary, more))
    return cases


def _settled_otherwise(context: Context, asked: int, grade: str, witness: int, said: str) -> tuple[str, str, str, str]:
    """Path, detail, clause and named-by for a result that is neither open nor explicit."""
    decision = context.decision
    space = context.space
    if grade == "general":
        voices = [voice for voice in deciding(decision, witness) if voice.piece.policy is context.policy]
        missing = asked
        if voices:
            missing &= ~voices[0].piece.box.named
        unsaid = listed([f'"{name}"' for n, name in enumerate(space.dimensions) if missing >> n & 1], "or")
        unsaid = f"it does not name {unsaid}" if unsaid else "nothing shows that it is meant for this"
        if not voices:
            return "/relies-on", f"another document settles it, and {unsaid}, as when {said}", "", ""
        clause = voices[0].piece.clause
        how = SETTLES[voices[0].piece.effect]
        if any(witness & box == witness for box in (*voices[0].gated, *voices[0].open)):
            how += " on a condition"
        return (
            voices[0].piece.box.path,
            f'clause "{clause.id}" {how}, and {unsaid}, as when {said}',
            clause.id,
            _named_by(voices[0], asked),
        )
    claims = {"advised": decision.advised, "delegated": decision.delegated}.get(grade)
    found = next((each for each in claims(asked) if witness & each.box == witness), None) if claims else None
    if grade == "advised":
        voice = found.voice if found else None
        where = found.path if found and voice and voice.piece.policy is context.policy else "/clauses"
        return where, f"there is advice and no rule for when {said}", voice.piece.clause.id if voice else "", ""
    if grade == "delegated":
        return found.path if found else "/relies-on", f"another document is left to say what holds when {said}", "", ""
    exclusion = next((each for each in decision.own.excluded if witness & each.box == witness), None)
    path = exclusion.path if exclusion else "/scope/excludes"
    return path, f"the scope leaves out the case that {said}", "", "scope"


def _named_by(voice: Voice, asked: int) -> str:
    return "scope" if asked & ~voice.piece.box.named else "clause"

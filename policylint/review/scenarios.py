"""Scenarios against policies: what each expects, whether it holds, and where it does not. Knows no output."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from policylint.errors import PolicylintError, nearest
from policylint.policy.answers import answers
from policylint.policy.gaps import LISTING_BUDGET
from policylint.policy.phrasing import sentence, situation
from policylint.policy.vocabulary import UnknownWord, Vocabulary
from policylint.review.expectations import Miss, Question, misses, possible
from policylint.review.scenario_files import Scenario, ScenarioFile, Wrong
from policylint.review.subjects import Named, Shelf, Subject, Unfound
from policylint.space.readable import readable
from policylint.space.uncovered import Budget, first_uncovered
from policylint.typed import Any, NamedTuple

Clock = Callable[[Any, str], str]
"""From what stands under `working-hours` and a moment to a value of `time`; raises PolicylintError."""

PASSED, FAILED, ERROR = "passed", "failed", "error"


class Shortfall(NamedTuple):
    """One expectation that is not met, and one situation in which it is not.

    part: the key under `expect`. about: a clause or kind; for verdict and grade what is found instead. verdict: what
    the policy says there. decided: the clauses that say it; beaten: those that hold there and yield. complete: False
    where the analysis was cut short and the situation is only possibly one.
    """

    part: str
    about: str
    verdict: str
    example: str
    witness: tuple[tuple[str, str], ...]
    decided: tuple[Named, ...]
    beaten: tuple[Named, ...]
    complete: bool


class Result(NamedTuple):
    """How one scenario fares. file, line: where it stands. state: `passed`, `failed` or `error` (then `wrong`)."""

    file: str
    line: int
    policy: str
    scenario: Scenario
    state: str
    shortfalls: tuple[Shortfall, ...] = ()
    wrong: tuple[Wrong, ...] = ()


class Asked(NamedTuple):
    """A scenario that can be asked of a policy."""

    scenario: Scenario
    question: Question


class Tested(NamedTuple):
    """One file of scenarios with its policy (None: there is none to ask), what can be asked, and what is wrong."""

    file: ScenarioFile
    subject: Subject | None
    asked: tuple[Asked, ...]
    results: tuple[Result, ...]
    wrong: tuple[Wrong, ...]


def judge(files: Iterable[ScenarioFile], shelf: Shelf, clock: Clock, effort: int = 1) -> tuple[Tested, ...]:
    """Every scenario of some files. Nothing is raised: what cannot be used is told in the results."""
    return tuple(_file(file, shelf, clock, effort) for file in files)


def _file(file: ScenarioFile, shelf: Shelf, clock: Clock, effort: int) -> Tested:
    if not file.policy:
        return Tested(file, None, (), (), file.wrong)
    subject = shelf.policy(file.policy, file.path)
    if isinstance(subject, Unfound):
        wrong = file.at("/policy", subject.message, subject.remedy)
        return Tested(file, None, (), (), (*file.wrong, wrong))
    asked: list[Asked] = []
    results: list[Result] = []
    for scenario in file.scenarios:
        line = file.line(f"{scenario.path}/name")
        question, wrongs = _Reader(file, scenario, subject, clock, effort).question()
        if wrongs:
            results.append(Result(file.path, line, file.policy, scenario, ERROR, (), tuple(wrongs)))
            continue
        asked.append(Asked(scenario, question))
        found = _told(subject, question, effort)
        state = FAILED if found else PASSED
        results.append(Result(file.path, line, file.policy, scenario, state, found))
    return Tested(file, subject, tuple(asked), tuple(results), file.wrong)


# ---- from what is written to a question


class _Reader:
    """Reads one scenario over the vocabulary of its policy, and notes every word that is not in it."""

    def __init__(self, file: ScenarioFile, scenario: Scenario, subject: Subject, clock: Clock, effort: int) -> None:
        self.file = file
        self.scenario = scenario
        self.subject = subject
        self.vocabulary = subject.decision.vocabulary
        self.clock = clock
        self.effort = effort
        self.wrong: list[Wrong] = []

    def question(self) -> tuple[Question, list[Wrong]]:
        written = dict(self.scenario.when)
        if self.scenario.at:
            self.moment(written)
        unknown: list[UnknownWord] = []
        box = self.vocabulary.box(written, f"{self.scenario.path}/when", unknown)
        for word in unknown:
            self.unknown(word)
        if not unknown and not self.vocabulary.space.is_box(box.bits):
            self.note("/when", "this leaves no value at all in one of its lines", "Leave at least one value.")
        self.names()
        expected = self.scenario.expected
        question = Question(box.bits, box.named, self.vocabulary.dimensions_of(expected.naming), expected)
        can_be = "impossible" in expected.verdicts
        if not self.wrong and not can_be and not possible(self.subject.decision, box.bits, self.effort):
            message = "this cannot happen: no situation is like that"
            remedy = 'Take a line out, or expect "impossible"; `policylint ask` says which combinations there are.'
            self.note("/when", message, remedy, on_key=True)
        return question, self.wrong

    def note(self, where: str, message: str, remedy: str = "", *, on_key: bool = False) -> None:
        self.wrong.append(self.file.at(self.scenario.path + where, message, remedy, on_key=on_key))

    def moment(self, written: dict[str, Any]) -> None:
        if "time" in written:
            self.note("/at", '"at" and "time" both say when', "Leave one of them out.")
            return
        try:
            written["time"] = self.clock(self.subject.policy.data.get("working-hours"), self.scenario.at)
        except PolicylintError as error:
            self.note("/at", error.message, error.remedy)

    def unknown(self, word: UnknownWord) -> None:
        space = self.vocabulary.space
        number = space.index.get(word.dimension)
        if number is None:
            near = nearest(word.dimension, space.dimensions)
            hint = f': did you mean "{near}"?' if near else ""
            remedy = f"The dimensions are: {', '.join(space.dimensions)}."
            self.wrong.append(self.file.at(word.path, f'there is no dimension "{word.dimension}"{hint}', remedy))
            return
        known = self.vocabulary.known(number)
        spoken = _spoken(self.vocabulary, number)
        meant = spoken.get(word.value.lower()) or spoken.get((nearest(word.value, spoken) or "").lower())
        hint = f': did you mean "{meant}"?' if meant else ""
        message = f'"{word.value}" is not a word for "{word.dimension}"{hint}'
        self.wrong.append(self.file.at(word.path, message, f"The words for it are: {', '.join(known)}."))

    def names(self) -> None:
        """Look up every name under `expect`."""
        expected = self.scenario.expected
        vocabulary = self.vocabulary
        self.known("/expect/naming", "dimension", expected.naming, vocabulary.space.dimensions)
        own = self.subject.policy
        clauses = [clause.id for clause in own.clauses]
        clauses += [
            f"{policy.id}/{clause.id}" for policy in self.subject.policies.policies for clause in policy.clauses
        ]
        self.known("/expect/clauses", "clause", expected.clauses, clauses)
        self.known("/expect/needs", "condition", expected.needs, (*vocabulary.conditions, *vocabulary.duties))
        duties = tuple(vocabulary.duties)
        for duty in expected.duties:
            if duty.kind not in duties:
                self.wrong.append(self.file.at(duty.path, *_unknown_name("duty", duty.kind, duties), on_key=True))
        self.known("/expect/not-duties", "duty", expected.barred, duties)

    def known(self, where: str, what: str, names: Sequence[str], known: Sequence[str]) -> None:
        for number, name in enumerate(names):
            if name not in known:
                path = self.scenario.path + where
                place = f"{path}/{number}" if self.file.document.node(f"{path}/{number}") is not None else path
                self.wrong.append(self.file.at(place, *_unknown_name(what, name, known)))


def _unknown_name(what: str, name: str, known: Sequence[str]) -> tuple[str, str]:
    near = nearest(name, known) or next((each for each in known if name in each), None)
    few = len(known) <= 40
    return (
        f'there is no {what} "{name}"' + (f': did you mean "{near}"?' if near else ""),
        f"Use one of: {', '.join(known)}." if few else "",
    )


def _spoken(vocabulary: Vocabulary, number: int) -> dict[str, str]:
    """The words of a dimension by everything that people call them."""
    spoken: dict[str, str] = {}
    for word in vocabulary.known(number):
        words = vocabulary.words(number, word)
        for expression in (word, words.label, words.says, *words.phrases):
            spoken.setdefault(expression.lower(), word)
    return spoken


# ---- from what is missed to a situation


def _told(subject: Subject, question: Question, effort: int) -> tuple[Shortfall, ...]:
    found: dict[tuple[str, str], Shortfall] = {}
    for miss in misses(subject.decision, question, effort):
        key = (miss.part, miss.about)
        if key not in found:
            found[key] = _shortfall(subject, question, miss, effort)
    return tuple(found.values())


def _shortfall(subject: Subject, question: Question, miss: Miss, effort: int) -> Shortfall:
    decision = subject.decision
    vocabulary, space = decision.vocabulary, decision.space
    x = _example(subject, miss, effort)
    typical = space.witness(question.box)
    # What is not typical about the example must be said, or it would seem to be another case.
    unusual = sum(1 << number for number, mask in enumerate(space.masks) if (x ^ typical) & mask)
    pairs = situation(vocabulary, x, question.named | unusual)
    (answer, *_) = answers(decision, x, effort)
    decided = [
        subject.named(claim.voice.piece.policy, claim.voice.piece.clause)
        if claim.voice is not None
        else _named(subject, claim.path)
        for claim in answer.claims
    ]
    if answer.verdict == "conflict":
        for clash in (*decision.clashes, *decision.reached_clashes):
            if any(x & box == x for box in clash.boxes):
                decided.append(subject.named(clash.permit.piece.policy, clash.permit.piece.clause))
    beaten = [
        subject.named(voice.piece.policy, voice.piece.clause)
        for voice in answer.overridden
        # Duties decide no verdict: that one yields says nothing here.
        if voice.piece.effect != "duty"
    ]
    return Shortfall(
        miss.part,
        miss.about,
        answer.verdict,
        sentence(vocabulary, pairs),
        pairs,
        tuple(dict.fromkeys(decided)),
        tuple(dict.fromkeys(beaten)),
        miss.resolved,
    )


def _example(subject: Subject, miss: Miss, effort: int) -> int:
    space = subject.decision.space
    listing = readable(space, list(miss.ask), list(miss.taken), [], 1, Budget(LISTING_BUDGET * effort))
    if listing.shown:
        return listing.shown[0].witness
    piece = first_uncovered(space, list(miss.ask), list(miss.taken), Budget(LISTING_BUDGET * effort))
    return space.witness(piece.box if piece is not None else miss.ask[0])


def _named(subject: Subject, path: str) -> Named:
    file, line = subject.locate(subject.policy, path)
    part = path.split("/")[1] if path else ""
    title = {"scope": "the scope", "relies-on": "what the policy relies on"}.get(part, "")
    return Named(subject.policy.id, "", title, file, line)


def states(tested: Iterable[Tested]) -> Iterator[str]:
    """The state of every scenario, and `error` for a file that cannot be used."""
    for each in tested:
        yield from (ERROR for _ in each.wrong)
        yield from (result.state for result in each.results)

"""Changes in words: where, an example, what each edition says there and by which clause. Knows no layout."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from policylint.policy.coverage import deciding
from policylint.policy.decide import Decision
from policylint.policy.model import Condition, Duty, Policy
from policylint.policy.phrasing import describe, sentence, situation, words_of
from policylint.policy.voices import Voice
from policylint.review import diff_said
from policylint.review.diff_attached import attached_at
from policylint.review.diff_clauses import Matched
from policylint.review.diff_items import ADVICE, CONDITION, DUTY, Held
from policylint.review.diff_kinds import KINDS, OVERLAPPING
from policylint.review.diff_sides import Pair
from policylint.review.diff_situations import MOST_SHOWN, Case, Situational
from policylint.review.diff_words import Hunk, hunks
from policylint.review.diff_written import Written
from policylint.typed import NamedTuple

Locate = Callable[[Policy, str], tuple[str, int]]
"""From a policy and a path in it to the file and the line."""

NAMING = ("less-explicit", "more-explicit")
ATTACHED = {
    "approver-changed": CONDITION,
    "condition-changed": CONDITION,
    "duty-dropped": DUTY,
    "duty-changed": DUTY,
    "duty-added": DUTY,
    "advice-changed": ADVICE,
}


class Named(NamedTuple):
    """A clause, or (id empty) a part of the scope or of `relies-on`, and where it stands."""

    policy: str
    id: str
    title: str
    file: str
    line: int


class Seen(NamedTuple):
    """What one edition says in the example: the verdict, the clauses by which it does, and what it attaches, in words.

    text: what is written, for changes that are about no situation; empty where there is nothing.
    """

    verdict: str = ""
    clauses: tuple[Named, ...] = ()
    conditions: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    text: str = ""


class Prose(NamedTuple):
    """What became of the text of a clause that was edited: `changed`, `same`, `added` or `removed`, and where."""

    clause: str
    became: str
    hunks: tuple[Hunk, ...]


class Told(NamedTuple):
    """One change. what: of its kind, in words. where: (dimension, words); values: the same as ids.

    share: of all combinations, those that this box shows and none before does; None for changes of what is written.
    everyday: whether everyday cases are among them. witness, example: a situation.
    """

    kind: str
    what: str
    where: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, tuple[str, ...]] = {}
    witness: Mapping[str, str] = {}
    example: str = ""
    share: float | None = None
    everyday: bool = False
    before: Seen = Seen()
    after: Seen = Seen()
    prose: tuple[Prose, ...] = ()
    resting: tuple[str, ...] = ()


class Total(NamedTuple):
    """All of a kind. least, most: how many situations; share: of all combinations, at least. shown: of these."""

    kind: str
    least: int
    most: int
    share: float
    shown: float


class Teller:
    """Tells the changes of one policy. of: how many possible situations there are."""

    def __init__(self, both: Pair, matched: Matched, before: Locate, after: Locate, effort: int) -> None:
        self.both = both
        self.vocabulary = both.vocabulary
        self.space = both.space
        self.edited = matched.edited()
        self.before = before
        self.after = after
        self.of = max(1, self.vocabulary.situations(effort).low)

    # ---- situations

    def cases(self, found: Situational) -> Iterator[Told]:
        """For each kind at most a few cases: one of each way of changing, then the rest; everyday cases first."""
        for kind in KINDS:
            groups = [group for group in found.groups if group.kind == kind]
            ranked = [
                (not case.spot.everyday, number, -case.spot.new, case)
                for group in groups
                for number, case in enumerate(group.cases)
            ]
            ranked.sort(key=lambda each: each[:3])
            for _, _, _, case in ranked[:MOST_SHOWN]:
                yield self.case(case)

    def totals(self, found: Situational) -> Iterator[Total]:
        for kind in KINDS:
            groups = [group for group in found.groups if group.kind == kind]
            if groups:
                lows = [group.total.low for group in groups]
                least = max(lows) if kind in OVERLAPPING else sum(lows)
                most = min(self.of, sum(group.total.high for group in groups))
                shown = sum(case.spot.new for group in groups for case in group.cases)
                yield Total(kind, least, most, least / self.of, min(1.0, shown / least) if least else 0.0)

    def case(self, case: Case) -> Told:
        space, x = self.space, case.spot.witness
        typical = space.witness(case.spot.box)
        unusual = [number for number, mask in enumerate(space.masks) if (x ^ typical) & mask]
        narrowed = sum(1 << number for number in {*space.narrowed(case.spot.box), *unusual})
        pairs = situation(self.vocabulary, x, narrowed)
        telling = situation(
            self.vocabulary, x, sum(1 << n for n in range(len(space.masks)) if self.telling(case, x, n))
        )
        before, after = self.seen(case, x)
        return Told(
            case.kind,
            self.what(case),
            describe(self.vocabulary, case.spot.box),
            space.describe(case.spot.box),
            dict(pairs),
            sentence(self.vocabulary, telling),
            case.spot.new / self.of,
            case.spot.everyday,
            before,
            after,
            tuple(self.prose(named.id for seen in (before, after) for named in seen.clauses)),
        )

    def telling(self, case: Case, x: int, dimension: int) -> bool:
        """Whether an example must say what it is in a dimension: not where all but a few values go and it is usual."""
        mask = self.space.masks[dimension]
        bits = case.spot.box & mask
        if bits == mask or words_of(self.vocabulary, dimension, bits)[0]:
            return bool(x & mask & ~self.space.first(self.space.full, dimension))
        return True

    def what(self, case: Case) -> str:
        if case.kind in NAMING:
            names = [
                self.vocabulary.question(self.space.index[name]) if name in self.space.index else name
                for name in case.before.split(" and ")
            ]
            return " and ".join(names)
        if case.kind.startswith("duty"):
            return str(self.vocabulary.duties.get(case.before, {}).get("label", case.before))
        return case.before if case.before == case.after else f"{case.before}, now {case.after}"

    def seen(self, case: Case, x: int) -> tuple[Seen, Seen]:
        """What the two editions say at a situation about what changed there."""
        decisions = (case.focus.old.decision, case.focus.new.decision)
        sort = ATTACHED.get(case.kind)
        if sort is None:
            naming = self.vocabulary.dimensions_of(case.before.split(" and ")) if case.kind in NAMING else 0
            old, new = (
                self.verdict(decision, x, locate, naming)
                for decision, locate in zip(decisions, (self.before, self.after), strict=True)
            )
            return old, new
        held = [self.held(decision, x, sort, case.before) for decision in decisions]
        seen = [
            self.attached(decision, x, mine, {each.item for each in others}, locate)
            for decision, mine, others, locate in zip(
                decisions, held, reversed(held), (self.before, self.after), strict=True
            )
        ]
        return seen[0], seen[1]

    def verdict(self, decision: Decision, x: int, locate: Locate, naming: int) -> Seen:
        verdict = decision.verdict_of(x)
        if naming:
            voices = deciding(decision, x)
            naming_it = [
                voice for voice in voices if any(x & box == x for box in voice.naming(self.space, naming, False))
            ]
            voices = naming_it or voices
            return Seen(verdict, tuple(dict.fromkeys(self.named(each, locate) for each in voices)))
        found: list[Named] = []
        layer = next((each for each in decision.layers if any(x & claim.box == x for claim in each.claims)), None)
        for claim in layer.claims if layer and verdict != "impossible" else ():
            if x & claim.box != x:
                continue
            found.append(self.named(claim.voice, locate) if claim.voice else self.part(decision, claim.path, locate))
        for clash in (*decision.clashes, *decision.reached_clashes) if verdict == "conflict" else ():
            if any(x & box == x for box in clash.boxes):
                found.append(self.named(clash.permit, locate))
        conditions = [
            diff_said.condition(each.written, self.vocabulary, each.voice.piece.policy)
            for each in attached_at(self.space, decision, x)
            if each.item.sort == CONDITION and each.verdict == verdict and isinstance(each.written, Condition)
        ]
        return Seen(verdict, tuple(dict.fromkeys(found)), tuple(dict.fromkeys(conditions)))

    def held(self, decision: Decision, x: int, sort: str, what: str) -> list[Held]:
        """What is attached at a situation of the sort that changed: conditions of a verdict, duties of a kind."""
        return [
            each
            for each in attached_at(self.space, decision, x)
            if each.item.sort == sort and what == (each.item.kind if sort == DUTY else each.verdict)
        ]

    def attached(self, decision: Decision, x: int, held: list[Held], others: set[object], locate: Locate) -> Seen:
        mine = [each for each in held if each.item not in others]
        # Where nothing of this edition is peculiar to it, the clause that stopped or began to attach something is not
        # to be seen here, and those that decide stand in for it.
        voices = [each.voice for each in mine] or deciding(decision, x)
        conditions, duties = [], []
        for each in held:
            policy = each.voice.piece.policy
            if isinstance(each.written, Condition):
                conditions.append(diff_said.condition(each.written, self.vocabulary, policy))
            elif isinstance(each.written, Duty):
                duties.append(diff_said.duty(each.written, self.vocabulary, policy))
            else:
                conditions.append(each.item.kind)
        named = tuple(dict.fromkeys(self.named(voice, locate) for voice in voices))
        said = [tuple(dict.fromkeys(each)) for each in (conditions, duties)]
        return Seen(decision.verdict_of(x), named, said[0], said[1])

    def named(self, voice: Voice, locate: Locate) -> Named:
        policy, clause = voice.piece.policy, voice.piece.clause
        return Named(policy.id, clause.id, clause.title, *locate(policy, clause.path))

    def part(self, decision: Decision, path: str, locate: Locate) -> Named:
        clause = next((each for each in decision.policy.clauses if path.startswith(f"{each.path}/")), None)
        if clause is not None:
            return Named(decision.policy.id, clause.id, clause.title, *locate(decision.policy, clause.path))
        part = {"scope": "the scope", "relies-on": "what the policy relies on"}.get([*path.split("/"), ""][1], "")
        policy = decision.policy
        return Named(policy.id, "", part, *locate(policy, path))

    def prose(self, clauses: Iterable[str]) -> Iterator[Prose]:
        """What became of the text of those clauses that were edited."""
        seen: set[str] = set()
        for name in clauses:
            twins = self.edited.get(name)
            if twins is None or twins.id in seen:
                continue
            seen.add(twins.id)
            if twins.old and twins.new:
                changed = hunks(twins.old.text, twins.new.text) if twins.prose else ()
                yield Prose(twins.id, "changed" if twins.prose else "same", changed)
            else:
                yield Prose(twins.id, "added" if twins.new else "removed", ())

    # ---- what is written

    def written(self, each: Written) -> Told:
        before = self._written(each.before, each.old_path, self.both.old, self.before)
        after = self._written(each.after, each.new_path, self.both.new, self.after)
        prose: tuple[Prose, ...] = ()
        if each.kind == "text-changed":
            prose = (Prose(each.clauses[0] if each.clauses else "", "changed", hunks(each.before, each.after)),)
        return Told(each.kind, each.what, before=before, after=after, prose=prose, resting=each.clauses)

    def _written(self, text: str, path: str, policy: Policy, locate: Locate) -> Seen:
        if not path:
            return Seen(text=text)
        clause = next((each for each in policy.clauses if path == each.path or path.startswith(f"{each.path}/")), None)
        name, title = (clause.id, clause.title) if clause else ("", "")
        return Seen(clauses=(Named(policy.id, name, title, *locate(policy, path)),), text=text)

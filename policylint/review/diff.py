"""What a change to policies means: two editions matched, compared and told. Here, and only here, all of it meets."""

from collections.abc import Mapping

from policylint.policy.model import Policy, PolicySet
from policylint.policy.vocabulary import Vocabulary
from policylint.review.diff_clauses import match
from policylint.review.diff_editions import Edition, Found, matched
from policylint.review.diff_kinds import KINDS, WITHOUT_MEANING
from policylint.review.diff_sides import Sets, pair, sets
from policylint.review.diff_situations import situational
from policylint.review.diff_told import Locate, Teller, Told, Total
from policylint.review.diff_written import written
from policylint.typed import Any, NamedTuple

STUB: Mapping[str, Any] = {"policylint": 1, "clauses": []}


class Compared(NamedTuple):
    """One policy. state: `changed`, `unchanged`, `moved` (nothing but names and places), `added` or `removed`.

    old_file, new_file: empty where there is none. edited, added, removed: ids of clauses whose structure differs.
    exact: see Comparison.
    """

    policy: str
    title: str
    state: str
    old_file: str
    new_file: str
    edited: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changes: tuple[Told, ...]
    totals: tuple[Total, ...]
    exact: bool
    notes: tuple[str, ...]

    @property
    def everyday(self) -> bool:
        """Whether everyday cases changed."""
        return any(each.everyday for each in self.changes)


class Comparison(NamedTuple):
    """Two editions. exact: every change was found and counted; otherwise what is shown is true and may not be all."""

    old: str
    new: str
    policies: tuple[Compared, ...]

    @property
    def exact(self) -> bool:
        return all(each.exact for each in self.policies)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of change that there are."""
        told = {change.kind for each in self.policies for change in each.changes}
        return frozenset(told | {total.kind for each in self.policies for total in each.totals})

    @property
    def differs(self) -> bool:
        """Whether anything changed but names and places; words that are defined differently count."""
        edited = any(each.edited or each.added or each.removed or each.notes for each in self.policies)
        return (
            edited
            or any(each.state in ("added", "removed") for each in self.policies)
            or bool(self.kinds - WITHOUT_MEANING)
        )


def compare(old: Edition, new: Edition, effort: int = 1) -> Comparison:
    """Compare two editions, policy by policy."""
    pairs = matched(old, new)
    work = _Work(pairs, effort)
    return Comparison(old.label, new.label, tuple(work.compared(before, after) for before, after in pairs))


class _Work:
    """One comparison under way. Sets are built over both vocabularies once for each pair of sets that meet."""

    def __init__(self, pairs: list[tuple[Found | None, Found | None]], effort: int) -> None:
        self.effort = effort
        self.base = Vocabulary.standard()
        self.built: dict[tuple[int, int], Sets] = {}
        self.partner: dict[int, Found] = {}
        for before, after in pairs:
            if before and after:
                self.partner.setdefault(id(before.set), after)
                self.partner.setdefault(id(after.set), before)

    def compared(self, before: Found | None, after: Found | None) -> Compared:
        here = after or before
        if here is None:
            raise ValueError("a pair has at least one policy")
        # A policy that an edition lacks is compared with one that says nothing, among the documents that were there.
        old, new = before or self.partner.get(id(here.set)), after or self.partner.get(id(here.set))
        stubs = "" if before else here.policy.id, "" if after else here.policy.id
        built = self.sets(old, new, *stubs)
        both = pair(built, before.policy.id if before else stubs[0], after.policy.id if after else stubs[1])
        clauses = match(both.old, both.new)
        teller = Teller(both, clauses, _locate(old), _locate(new), self.effort)
        found = situational(both, effort=self.effort)
        changes = [*teller.cases(found)]
        if before and after:
            changes += [teller.written(each) for each in written(both.old, both.new, clauses)]
        order = list(KINDS)
        changes.sort(key=lambda told: order.index(told.kind))
        totals = tuple(teller.totals(found))
        edited = [each for each in clauses.twins if each.structure]
        notes = [f'"{word}" is defined differently; the new meaning counts for both' for word in built.redefined]
        if built.unread:
            notes.append("a word of the old edition means nothing in the new one and was left out")
        return Compared(
            here.policy.id,
            str((here.policy.data.get("policy") or {}).get("title", "")),
            _state(before, after, changes, same=not totals and not edited),
            before.path if before else "",
            after.path if after else "",
            tuple(each.id for each in edited if each.old and each.new),
            tuple(each.id for each in edited if not each.old),
            tuple(each.id for each in edited if not each.new),
            tuple(changes),
            totals,
            found.exact and not notes,
            tuple(notes),
        )

    def sets(self, old: Found | None, new: Found | None, old_stub: str, new_stub: str) -> Sets:
        """Both sets over one vocabulary, with a stub for a policy that one of them lacks."""
        key = (id(old and old.set), id(new and new.set))
        if old_stub or new_stub:
            return sets(self.base, _documents(old, old_stub), _documents(new, new_stub))
        if key not in self.built:
            self.built[key] = sets(self.base, _documents(old), _documents(new))
        return self.built[key]


def _state(before: Found | None, after: Found | None, changes: list[Told], *, same: bool) -> str:
    if not before or not after:
        return "added" if after else "removed"
    if same and all(told.kind in WITHOUT_MEANING for told in changes):
        return "moved" if changes or before.name != after.name else "unchanged"
    return "changed"


def _documents(found: Found | None, stub: str = "") -> list[Mapping[str, Any]]:
    documents = [policy.data for policy in found.set.policies] if found else []
    return [*documents, {**STUB, "policy": {"id": stub, "status": "retired"}}] if stub else documents


def _locate(found: Found | None) -> Locate:
    """The way from a policy of a set, numbered within it, to file and line; a stub stands nowhere."""
    policies: PolicySet | None = found.set if found else None
    numbers = [policy.document for policy in policies.policies] if policies else []

    def locate(policy: Policy, path: str) -> tuple[str, int]:
        if found is None or policy.document >= len(numbers):
            return "", 0
        document = found.edition.loaded.documents[numbers[policy.document]]
        span = document.key_span(path) or document.span(path)
        return document.source.path, document.source.position(span.start)[0]

    return locate

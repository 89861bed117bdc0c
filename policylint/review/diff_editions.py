"""Two states of some policy files, and which policy of the one is which of the other. Knows files, compares nothing."""

from collections.abc import Iterator, Sequence

from policylint.errors import InputError
from policylint.finding import Fault
from policylint.policy.model import Policy, PolicySet
from policylint.run.collect import Inputs
from policylint.run.load import Loaded, load
from policylint.run.locate import place
from policylint.typed import NamedTuple

MEND = "Mend it first; `policylint lint` lists everything that is wrong."


class Edition(NamedTuple):
    """One state of some files. names: for each document its path without what tells the editions apart; two files that
    were named to be compared have the same name.

    label: what to call the edition. unasked: documents that were read only because others rely on them.
    """

    label: str
    loaded: Loaded
    names: tuple[str, ...]
    unasked: frozenset[int] = frozenset()

    def policies(self) -> list["Found"]:
        """The policies to compare, each with its set."""
        return [
            Found(self, each, policy)
            for each in self.loaded.sets
            for policy in each.policies
            if policy.document < self.loaded.linted and policy.document not in self.unasked
        ]


class Found(NamedTuple):
    """A policy of an edition, and the set that it belongs to."""

    edition: Edition
    set: PolicySet
    policy: Policy

    @property
    def path(self) -> str:
        """Its file as people see it."""
        return self.edition.loaded.documents[self.policy.document].source.path

    @property
    def name(self) -> str:
        """Its file without what tells the editions apart."""
        return self.edition.names[self.policy.document]


def edition(inputs: Inputs, label: str, names: Sequence[str] = (), unasked: Sequence[str] = ()) -> Edition:
    """Read one edition. names: of the documents in the order of the inputs, where they differ from their paths.

    unasked: paths of documents that are only relied on. Raises InputError for a file that cannot be read or built.
    """
    for problem in inputs.unreadable:
        where = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
        raise InputError(problem.message, place=where, remedy=problem.remedy)
    loaded = load(inputs)
    paths = [document.source.path for document in loaded.documents]
    left = frozenset(number for number, path in enumerate(paths) if path in set(unasked))
    for number in sorted(loaded.unbuilt):
        if number < loaded.linted and number not in left:
            _refuse(loaded, number)
    return Edition(label, loaded, (*names, *paths[len(names) :]), left)


def _refuse(loaded: Loaded, number: int) -> None:
    """Say where the first fault of a file is that keeps it from being compared."""
    document = loaded.documents[number]
    path = document.source.path
    for problem in loaded.problems[number]:
        if problem.severity == "error":
            line, column = document.source.position(problem.span.start)
            raise InputError(problem.message, place=f"{path}:{line}:{column}", remedy=MEND)
    fault = next((each for each in loaded.faults() if each.document == number), Fault("", number, "", "it has faults"))
    spot = place(document, fault)
    raise InputError(fault.message, place=f"{path}:{spot.line}:{spot.column}", remedy=MEND)


def matched(old: Edition, new: Edition) -> list[tuple[Found | None, Found | None]]:
    """The policies of both editions: by id, then by file.

    In the order of the new edition; those that it lacks come last.
    """
    before, after = old.policies(), new.policies()
    pairs: dict[int, Found] = {}
    left = dict(enumerate(before))

    def take(number: int, wanted: Iterator[int]) -> None:
        other = next(wanted, None)
        if other is not None:
            pairs[number] = left.pop(other)

    for number, found in enumerate(after):
        take(number, (each for each, other in left.items() if other.policy.id == found.policy.id))
    for number, found in enumerate(after):
        if number not in pairs:
            take(number, (each for each, other in left.items() if other.name == found.name))
    return [
        *((pairs.get(number), found) for number, found in enumerate(after)),
        *((each, None) for each in left.values()),
    ]

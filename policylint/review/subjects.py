"""The policies that scenarios are about: found by their id beside them or below the root, and read with what they rely
on. Knows no scenario."""

import os
from collections.abc import Callable, Iterable

from policylint.errors import nearest
from policylint.policy.decide import Decision, decide
from policylint.policy.document import Own
from policylint.policy.model import Clause, Policy, PolicySet
from policylint.reading.files import read_file
from policylint.reading.yamltree import parse
from policylint.run.collect import Inputs, policy_files, root_of, shown
from policylint.run.load import MOST_SEARCHED, Loaded, head_of, load
from policylint.source import Source
from policylint.typed import NamedTuple

Locate = Callable[[Policy, str], tuple[str, int]]


class Named(NamedTuple):
    """A clause that decides or is beaten, with its place; id empty for an entry of the scope or of `relies-on`."""

    policy: str
    id: str
    title: str
    file: str
    line: int


class Subject(NamedTuple):
    """A policy that was read, and what it says. owns: what each document of its set says by itself."""

    policies: PolicySet
    policy: Policy
    decision: Decision
    owns: dict[str, Own]
    loaded: Loaded

    @property
    def file(self) -> str:
        return self.locate(self.policy, "")[0]

    def locate(self, owner: Policy, path: str) -> tuple[str, int]:
        """File and line of a path in a policy of the set."""
        document = self.loaded.documents[owner.document]
        span = document.key_span(path) or document.span(path)
        return document.source.path, document.source.position(span.start)[0]

    def named(self, policy: Policy, clause: Clause) -> Named:
        file, line = self.locate(policy, clause.path)
        return Named(policy.id, clause.id, clause.title, file, line)


class Unfound(NamedTuple):
    """Why a policy cannot be asked."""

    message: str
    remedy: str


class Shelf:
    """The policies of one run. given: those that the command line names, which come before any that are found."""

    def __init__(self, given: Iterable[Source]) -> None:
        self.given = {head_of(document).get("id"): document.source for document in map(parse, given)}
        self.read: dict[tuple[str, str], Subject | Unfound] = {}
        self.known: dict[str, dict[str, str]] = {}

    def policy(self, policy_id: str, beside: str) -> Subject | Unfound:
        """The policy with an id for a file: given, in its folder, or below the root of its repository."""
        folder = os.path.dirname(os.path.realpath(beside)) if beside else ""
        key = (policy_id, "" if policy_id in self.given else folder)
        found = self.read.get(key)
        if found is None:
            found = self.read[key] = self._read(policy_id, folder, beside)
        return found

    def _read(self, policy_id: str, folder: str, beside: str) -> Subject | Unfound:
        source = self.given.get(policy_id)
        known: dict[str, str] = {}
        if source is None and folder:
            for place in (folder, root_of(beside)):
                known = {**self._ids(place), **known}
                if policy_id in known:
                    read = read_file(known[policy_id], shown(known[policy_id]))
                    source = read if isinstance(read, Source) else None
                    break
        if source is None:
            near = nearest(policy_id, [*known, *filter(None, self.given)])
            hint = f': did you mean "{near}"?' if near else ""
            remedy = "Name the file of the policy as well, or put the scenarios beside it."
            return Unfound(f'there is no policy "{policy_id}" here or below the root of the repository{hint}', remedy)
        root = root_of(source.path) if os.path.exists(source.path) else root_of(beside) if beside else ""
        return subject(load(Inputs((source,), (), root)), policy_id)

    def _ids(self, folder: str) -> dict[str, str]:
        """The ids of the policies below a folder, the first file of each in the order of the paths."""
        known = self.known.get(folder)
        if known is None:
            known = self.known[folder] = {}
            for count, path in enumerate(policy_files(folder)):
                if count == MOST_SEARCHED:
                    break
                read = read_file(path, shown(path))
                if isinstance(read, Source):
                    found = head_of(parse(read)).get("id")
                    if isinstance(found, str):
                        known.setdefault(found, path)
        return known


def subject(loaded: Loaded, policy_id: str) -> Subject | Unfound:
    """A policy of what was read, ready to ask."""
    found = loaded.find(policy_id)
    if found is None or found[1].document in loaded.unbuilt:
        file = loaded.documents[0].source.path
        return Unfound(f'the policy "{policy_id}" has faults and cannot be asked', f"See `policylint lint {file}`.")
    policies, policy = found
    owns: dict[str, Own] = {}
    return Subject(policies, policy, decide(policies, policy_id, owns), owns, loaded)

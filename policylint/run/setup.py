"""What a run has beside its inputs: packs, names that are known to exist, and the gate that its findings pass.

Where a repository has no configuration, nothing here is loaded but this; so the imports stand where they are needed.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence

from policylint.checking.packs import Check, Pack, active
from policylint.errors import PolicylintError
from policylint.finding import Finding
from policylint.reading.yamltree import Document
from policylint.run.facts import Bins, Facts
from policylint.run.governed import Governed, Wanted
from policylint.run.marker import speaks
from policylint.typed import NamedTuple

Sorting = Callable[[Facts, Sequence[Finding]], Bins]


class Setup(NamedTuple):
    """The setup of a run. own: the ids of an agency's own packs, by where they are.

    sort: None where nothing sets findings aside.
    """

    governed: Governed
    available: tuple[Pack, ...]
    own: Mapping[str, str]
    is_new: Callable[[str, Check], bool]
    sort: Sorting | None

    def packs_for(self, file: str, jurisdiction: str, given: Sequence[str]) -> tuple[Pack, ...]:
        """The packs for a file. given: names on the command line."""
        config = self.governed.config(file)
        rules = config.for_file(file)
        if given or not (self.own or rules.packs.value):
            return active(self.available, jurisdiction, given)
        from policylint.run.own_packs import packs_for

        return packs_for(config, rules, self.own, self.available, jurisdiction)

    def sorting(self, documents: Mapping[str, Document]) -> Sorting | None:
        """How the findings of some files are sorted: without a configuration only if a comment may set some aside."""
        if self.sort is None and any(speaks(document.source.text) for document in documents.values()):
            from policylint.run.gate import Gate

            return Gate(self.governed).sort
        return self.sort


def set_up(
    governed: Governed,
    wanted: Wanted,
    today: datetime.date,
    named: Sequence[str],
    chosen: Sequence[str],
    builtin: tuple[Pack, ...],
) -> Setup:
    """The setup of a run. named: checks, groups and packs on the command line; chosen: packs there.

    Raises SetupError or Problems for names that mean nothing, and for whatever cannot be used.
    """
    errors: list[PolicylintError] = []
    own: dict[str, str] = {}
    available = builtin
    known = {pack.id for pack in builtin}
    if any(name not in known for config in governed.configs for name, _ in config.packs()):
        from policylint.run.own_packs import own_packs

        found = own_packs(governed.configs, builtin)
        own = {where: pack.id for where, pack in found.items()}
        there = {pack.id for pack in builtin}  # the command line may give one of them, too
        available = (*builtin, *(pack for pack in found.values() if pack.id not in there))
    if named or chosen or any(True for config in governed.configs for _ in (*config.names(), *config.packs())):
        from policylint.run.names import check_names

        errors += check_names(available, named, chosen, governed.configs)
    is_new: Callable[[str, Check], bool] = _never
    sort: Sorting | None = None
    if not governed.bare or wanted != Wanted():
        from policylint.run.books import books
        from policylint.run.gate import Gate

        these, unusable = books(governed, wanted, today, available)
        errors += unusable
        gate = Gate(governed, these)
        is_new, sort = gate.is_new, gate.sort
    if errors:
        from policylint.run.settings_file import refuse

        refuse(errors)
    return Setup(governed, available, own, is_new, sort)


def _never(_file: str, _check: Check) -> bool:
    return False

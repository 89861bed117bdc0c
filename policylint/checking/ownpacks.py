"""Packs of an agency's own: found, held against everything that can be wrong with them, and made ready. Never run.

A pack is data: nothing in it is imported or executed, and its phrases are plain words.
"""

from collections.abc import Iterable, Mapping, Sequence

from policylint.checking.packs import Check, Pack, Page, builtin_packs, pack_of, page_of
from policylint.checking.validate import Known, faults
from policylint.checking.written import Part, Written, find
from policylint.errors import InputError, PolicylintError, Problems
from policylint.typed import Any, NamedTuple


class Own(NamedTuple):
    """A pack of one's own. pages: the rest of each check, by id. parts: where each check is written."""

    pack: Pack
    where: str
    kind: str
    pages: Mapping[str, Page]
    parts: Mapping[str, Part]


class Reading(NamedTuple):
    """What several paths hold. own: the packs with nothing wrong in them. errors: what is wrong with the others."""

    own: tuple[Own, ...]
    errors: tuple[PolicylintError, ...]


def load_own_packs(
    paths: Iterable[str], shown: Sequence[str] = (), builtin: Sequence[Pack] | None = None
) -> tuple[Pack, ...]:
    """The packs at some paths, ready to be asked. shown: the paths as people see them, where they differ.

    Raises one SetupError or InputError, or Problems that name every fault of all of them with file, line and remedy.
    """
    return tuple(own.pack for own in sound(read_own_packs(paths, shown, builtin)))


def sound(found: Reading) -> tuple[Own, ...]:
    """The packs, or everything that is wrong as an error."""
    if found.errors:
        raise found.errors[0] if len(found.errors) == 1 else Problems(found.errors)
    return found.own


def read_own_packs(paths: Iterable[str], shown: Sequence[str] = (), builtin: Sequence[Pack] | None = None) -> Reading:
    """The same for whoever goes on with the packs that are sound."""
    written: list[Written] = []
    errors: list[PolicylintError] = []
    for number, path in enumerate(paths):
        try:
            written += find(path, shown[number] if shown else path.replace("\\", "/"))
        except InputError as error:
            errors.append(error)
    return judged(written, errors, builtin_packs() if builtin is None else builtin)


def judged(written: Iterable[Written], errors: Iterable[PolicylintError], builtin: Sequence[Pack]) -> Reading:
    """Packs that were found, held against the program's own and against each other."""
    # The same pack given twice, once alone and once with its folder, is one pack.
    once = {(each.where, each.kind): each for each in written}
    if not once:
        return Reading((), tuple(errors))
    known = Known(builtin, list(once.values()))
    own: list[Own] = []
    wrong = list(errors)
    for each in once.values():
        found = list(faults(each, known))
        wrong += found
        if not found:
            own.append(_own(each))
    return Reading(tuple(own), tuple(wrong))


def _own(written: Written) -> Own:
    # Late: only packs of one's own need a hash made now.
    from hashlib import sha256

    digest = sha256()
    for name, text in written.files:
        digest.update(f"{name}\0{text}\0".encode())
    head: dict[str, Any] = {key: value for key, value in written.head.data.items() if key != "checks"}
    data = {**head, "sha256": digest.hexdigest(), "checks": [part.data for part in written.checks]}
    pages = {part.data["id"]: page_of(part.data) for part in written.checks}
    parts = {part.data["id"]: part for part in written.checks}
    return Own(pack_of(data), written.where, written.kind, pages, parts)


def page_in(own: Iterable[Own], check: Check) -> Page | None:
    """The page of a check of one's own; None when it is in none of the packs."""
    for each in own:
        if each.pack.id == check.pack:
            return each.pages.get(check.id)
    return None

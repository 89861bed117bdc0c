"""Packs that installed Python packages carry, found by the names they register; nothing of those packages is imported.

A package registers a folder of data under the entry point group `policylint.packs`: `acme-checks = "acme_checks.pack"`.
"""

import os
from collections.abc import Iterator

from policylint.checking.written import Written, find
from policylint.errors import PolicylintError, SetupError
from policylint.policy.phrasing import listed
from policylint.typed import Any, NamedTuple

GROUP = "policylint.packs"


class Installed(NamedTuple):
    """What one entry point names. name: of the entry point. package: with its version, as people see it."""

    name: str
    package: str
    written: tuple[Written, ...]
    error: PolicylintError | None = None


def installed(wanted: str = "") -> Iterator[Installed]:
    """The packs of installed packages, by name. wanted: only the entry point of this name."""
    # Late: the search through what is installed costs 20 ms and more, and most runs have no use for it.
    from importlib.metadata import entry_points

    found = entry_points(group=GROUP, name=wanted) if wanted else entry_points(group=GROUP)
    for point in sorted(found, key=lambda each: (each.name, each.value)):
        yield _installed(point)


def _installed(point: Any) -> Installed:
    package = f"{point.dist.name} {point.dist.version}" if point.dist is not None else "an unnamed package"
    steps = [step for part in (point.module, point.attr or "") for step in part.split(".") if step]
    folder = next((path for path in _places(point, steps) if os.path.isdir(path)), "")
    if not folder:
        error = SetupError(
            f'the package {package} registers the pack "{point.name}" at "{point.value}", and there is nothing there',
            remedy="Install the package again, or tell whoever made it.",
        )
        return Installed(point.name, package, (), error)
    try:
        found = tuple(find(folder, f"{package}: {'/'.join(steps)}", "installed"))
    except PolicylintError as wrong:
        return Installed(point.name, package, (), wrong)
    names = [str((each.head.data or {}).get("id", "")) for each in found]
    if names != [point.name]:
        error = SetupError(
            f'the package {package} registers the pack "{point.name}" and holds {listed(names, "and")}',
            remedy="Tell whoever made it: the name that is registered is that of the pack.",
        )
        return Installed(point.name, package, (), error)
    return Installed(point.name, package, found)


def _places(point: Any, steps: list[str]) -> Iterator[str]:
    """Where the data may be: beside the files of the distribution, or where an editable install points."""
    if point.dist is not None:
        yield os.fspath(point.dist.locate_file("/".join(steps)))
    # Late and careful: the parent alone is looked up, and looking up a top-level name runs nothing of it.
    from importlib.util import find_spec

    spec = find_spec(steps[0]) if steps else None
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        yield os.path.join(place, *steps[1:])

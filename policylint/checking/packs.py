"""Packs of checks: read, and picked for a policy. A pack is data; nothing in it is ever run. Knows no policy's
content.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence

from policylint.reading.yamltree import parse
from policylint.resources import data_dir, read_data, read_text
from policylint.source import Source
from policylint.typed import Any, NamedTuple

BUNDLE = "bundle.json"
PAGES = "pages.json"


class Check(NamedTuple):
    """One check, ready to ask. severity: a word, or a word for each grade. reason: why a country pack changed it."""

    id: str
    pack: str
    title: str
    group: str
    element: tuple[str, ...]
    question: str
    applies: Mapping[str, Any]
    assertion: Mapping[str, Any]
    severity: str | Mapping[str, str]
    why: str
    remedy: str
    authorities: tuple[str, ...]
    backing: str
    since: str
    reason: str = ""


# Where a row of the bundle has a list for a tuple.
LISTS = frozenset(Check._fields.index(name) for name in ("element", "authorities"))


class Pack(NamedTuple):
    """A pack. jurisdictions: prefixes that pick it, empty for every policy. adjust: changes to checks of other
    packs. by_name: no jurisdiction picks it, somebody has to name it. builds_on: packs that come with it then.
    given: the command line gives it for this run, on top of all others.
    """

    id: str
    title: str
    version: str
    sha256: str
    description: str
    jurisdictions: tuple[str, ...]
    adjust: Mapping[str, Mapping[str, Any]]
    checks: tuple[Check, ...]
    by_name: bool = False
    builds_on: tuple[str, ...] = ()
    given: bool = False


class Page(NamedTuple):
    """The rest of a check: a clause to paste, and examples as they are written."""

    example_fix: str
    fires: tuple[Mapping[str, Any], ...]
    quiet: tuple[Mapping[str, Any], ...]


def builtin_packs() -> tuple[Pack, ...]:
    """Every pack that the program ships, core first, then by name."""
    bundle = read_data("checks", BUNDLE)
    if bundle is not None:  # made when the wheel is built
        return tuple(_pack(data) for data in json.loads(bundle)["packs"])
    return tuple(_pack(data) for data in read_packs(data_dir("checks")))


def read_packs(folder: str) -> list[dict[str, Any]]:
    """The packs in a folder of folders, as the bundle has them."""
    names = [name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name, "pack.yaml"))]
    return [read_pack(os.path.join(folder, name)) for name in sorted(names, key=_core_first)]


def read_pack(folder: str) -> dict[str, Any]:
    """One pack as plain data: its description, a hash of its files, and its checks by name."""
    # Late: a wheel carries the hash in its bundle.
    from hashlib import sha256

    digest = sha256()
    checks = []
    data: dict[str, Any] = {}
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".yaml"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        digest.update(f"{name}\0{text}\0".encode())
        content = parse(Source(f"{os.path.basename(folder)}/{name}", text)).data
        if not isinstance(content, dict):
            continue
        if name == "pack.yaml":
            data = content
        else:
            checks.append(content)
    return {**data, "sha256": digest.hexdigest(), "checks": checks}


def page(check: Check) -> Page:
    """The clause to paste and the examples of a built-in check. An unknown id is a KeyError."""
    bundle = read_data("checks", PAGES)
    written: Mapping[str, Any]
    if bundle is not None:
        written = json.loads(bundle)[check.id]
    else:
        name = f"{check.pack}/{check.id}.yaml"
        written = dict(parse(Source(name, read_text("checks", name))).data or {})
    return page_of(written)


def page_of(written: Mapping[str, Any]) -> Page:
    """The page in a check as it is written, or in what a bundle has of it."""
    examples = written.get("examples", {})
    return Page(written.get("example-fix", ""), tuple(examples.get("fires", ())), tuple(examples.get("quiet", ())))


def bundles(packs: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the wheel ships instead of the files: what running needs, a row for each check, and the pages by check."""
    running = []
    pages: dict[str, Any] = {}
    for pack in packs:
        running.append({**pack, "checks": [list(_check(check, pack["id"])) for check in pack["checks"]]})
        for check in pack["checks"]:
            pages[check["id"]] = {key: check[key] for key in ("example-fix", "examples") if key in check}
    return {"packs": running}, pages


def pack_of(data: Mapping[str, Any]) -> Pack:
    """The pack in the data that `read_pack` gives, or a bundle."""
    return _pack(data)


def _core_first(name: str) -> tuple[bool, str]:
    return name != "core", name


def _pack(data: Mapping[str, Any]) -> Pack:
    return Pack(
        data["id"],
        data["title"],
        str(data["version"]),
        data["sha256"],
        data.get("description", ""),
        tuple(data.get("jurisdictions", ())),
        data.get("adjust", {}),
        tuple(_check(entry, data["id"]) for entry in data["checks"]),
        data.get("by-name", False),
        tuple(data.get("builds-on", ())),
    )


def _check(entry: Any, pack: str) -> Check:
    if isinstance(entry, list):  # a row of the bundle, which nobody else has
        for number in LISTS:
            entry[number] = tuple(entry[number])
        return Check._make(entry)
    return Check(
        entry["id"],
        pack,
        entry["title"],
        entry["group"],
        tuple(entry.get("element", ())),
        entry["question"],
        entry.get("applies-to", {}),
        entry["assert"],
        entry["severity"],
        entry["why"].strip(),
        entry["remedy"].strip(),
        tuple(entry.get("authorities", ())),
        entry["backing"],
        entry["since"],
    )


# ---- which checks a policy gets


def active(packs: Sequence[Pack], jurisdiction: str, chosen: Sequence[str] = ()) -> tuple[Pack, ...]:
    """The packs for a jurisdiction; `chosen` names packs to take instead of those that it picks (core stays, and what
    they build on comes along).
    """
    along = {name for pack in packs if pack.given or pack.id in chosen for name in (pack.id, *pack.builds_on)}
    if chosen:
        return tuple(pack for pack in packs if pack.id == "core" or pack.id in along)
    return tuple(
        pack for pack in packs if pack.id in along or (not pack.by_name and matches(jurisdiction, pack.jurisdictions))
    )


def matches(jurisdiction: str, prefixes: Sequence[str]) -> bool:
    """Whether a jurisdiction falls under one of some prefixes; none: all do.

    `US` holds `US-WA` too, `=US` only `US` itself; `-AU` leaves a country out, `-=US` only its federal level.
    """
    if not prefixes:
        return True
    barred = [prefix[1:] for prefix in prefixes if prefix.startswith("-")]
    wanted = [prefix for prefix in prefixes if not prefix.startswith("-")]
    if any(_under(jurisdiction, prefix) for prefix in barred):
        return False
    return not wanted or any(_under(jurisdiction, prefix) for prefix in wanted)


def _under(jurisdiction: str, prefix: str) -> bool:
    if prefix.startswith("="):
        return jurisdiction == prefix[1:]
    return jurisdiction == prefix or jurisdiction.startswith(prefix + "-")


def adjusted(packs: Sequence[Pack]) -> tuple[Check, ...]:
    """The checks of some packs, with the changes that packs make to each other's checks."""
    changes: dict[str, dict[str, Any]] = {}
    for pack in packs:
        for name, written in pack.adjust.items():
            changes.setdefault(name, {}).update(written)
    checks = []
    for check in (check for pack in packs for check in pack.checks):
        change = changes.get(check.id, {})
        if change:
            check = check._replace(
                severity=change.get("severity", check.severity),
                authorities=tuple(dict.fromkeys((*change.get("authorities", ()), *check.authorities))),
                reason=change.get("because", ""),
            )
        checks.append(check)
    return tuple(checks)

"""The register of authorities: what each says, how binding it is and on whom. Facts only; knows no checks."""

import json
from collections.abc import Mapping, Sequence

from policylint.reading.yamltree import parse
from policylint.resources import read_data, read_text
from policylint.source import Source
from policylint.typed import Any, NamedTuple

BUNDLE = "authorities.json"
"""The register of a wheel: a row for each authority."""


class Authority(NamedTuple):
    """One source. verified: "yes" the point was read, "partly" the source exists, "no" neither. url: empty when none
    was seen.

    effective: the date from which it applies, where the register knows one. section: the pinpoint. own: prefixes of the
    jurisdictions for which it is no foreign source; none: everywhere.
    """

    id: str
    title: str
    issuer: str
    year: str
    jurisdiction: str
    section: str
    kind: str
    url: str
    asks: str
    relevance: str
    verified: str
    binding: str
    warning: str
    effective: str
    own: tuple[str, ...] = ()


def register() -> Mapping[str, Authority]:
    """Every authority by id, in the order of the register. Read anew at each call; only reports and `explain` need
    it.
    """
    bundle = read_data("checks", BUNDLE)
    if bundle is not None:  # made when the wheel is built
        return {row[0]: Authority._make([*row[:-1], tuple(row[-1])]) for row in json.loads(bundle)}
    data = register_data()
    regions: Mapping[str, Sequence[str]] = data.get("regions", {})
    return {entry["id"]: _authority(entry, regions) for entry in data["authorities"]}


def register_data() -> Mapping[str, Any]:
    """The register as data, with its list of citation traps."""
    return dict(parse(Source("checks/authorities.yaml", read_text("checks", "authorities.yaml"))).data)


def _authority(entry: Mapping[str, Any], regions: Mapping[str, Sequence[str]]) -> Authority:
    def word(name: str) -> str:
        value = entry.get(name)
        return "" if value is None else " ".join(str(value).split())

    place = word("place") or word("jurisdiction").partition("-")[0]
    own = () if place == "INT" else tuple(regions.get(place, (place,)))
    return Authority(**{name: word(name) for name in Authority._fields[:-1]}, own=own)


# What another country's source may still be shown for: as comparison. Its laws and judgments bind nobody here.
COMPARABLE = frozenset({"research", "guidance", "standard", "audit"})


def relevant(cited: Sequence[str], jurisdiction: str, known: Mapping[str, Authority]) -> tuple[str, ...]:
    """The cited ids worth showing in a jurisdiction: its own and international ones first, then comparison.

    jurisdiction: ISO 3166, such as `US-WA`.
    """
    own = [name for name in cited if is_own(known[name], jurisdiction)]
    others = [name for name in cited if name not in own and known[name].kind in COMPARABLE]
    return (*own, *others)


def is_own(authority: Authority, jurisdiction: str) -> bool:
    """Whether a source is no foreign one. `US` alone is the federal level; a state's law is foreign to it and to
    others.
    """
    return not authority.own or any(
        jurisdiction == place or jurisdiction.startswith(f"{place}-") for place in authority.own
    )


def line(authority: Authority, today: str) -> str:
    """One line to print under a finding: title, issuer, year, pinpoint, how binding, and when it starts to apply."""
    made = ", ".join(part for part in (authority.issuer, authority.year) if part)
    parts = [f"{authority.title} ({made})" if made else authority.title]
    if authority.section:
        parts.append(authority.section)
    if authority.binding:
        parts.append(authority.binding)
    if authority.effective > today:
        parts.append(f"applies from {authority.effective}")
    return "; ".join(parts)

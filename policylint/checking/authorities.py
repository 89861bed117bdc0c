"""The register of authorities: what each says, how binding it is and on whom. Facts only; knows no checks."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from policylint.reading.yamltree import parse
from policylint.resources import read_data, read_text
from policylint.source import Source


class Authority(NamedTuple):
    """One source. verified: "yes" the point was read, "partly" the source exists, "no" neither. url: empty when none
    was seen.

    effective: the date from which it applies, where the register knows one. section: the pinpoint.
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


def register() -> Mapping[str, Authority]:
    """Every authority by id, in the order of the register. Read anew at each call; only reports and `explain` need
    it.
    """
    return {entry["id"]: _authority(entry) for entry in register_data()["authorities"]}


def register_data() -> Mapping[str, Any]:
    """The register as data, with its list of citation traps."""
    bundle = read_data("checks", "authorities.json")
    if bundle is not None:
        return json.loads(bundle)  # type: ignore[no-any-return]
    return dict(parse(Source("checks/authorities.yaml", read_text("checks", "authorities.yaml"))).data)


def _authority(entry: Mapping[str, Any]) -> Authority:
    def word(name: str) -> str:
        value = entry.get(name)
        return "" if value is None else " ".join(str(value).split())

    return Authority(*(word(name) for name in Authority._fields))


# What another country's source may still be shown for: as comparison. Its laws and judgments bind nobody here.
COMPARABLE = frozenset({"research", "guidance", "standard", "audit"})
COUNTRIES = {"GB": "UK"}


def relevant(cited: Sequence[str], jurisdiction: str, known: Mapping[str, Authority]) -> tuple[str, ...]:
    """The cited ids worth showing in a jurisdiction: its own and international ones first, then comparison.

    jurisdiction: ISO 3166, such as `US-WA`.
    """
    country = COUNTRIES.get(jurisdiction[:2], jurisdiction[:2])
    own = [name for name in cited if known[name].jurisdiction.partition("-")[0] in (country, "INT")]
    others = [name for name in cited if name not in own and known[name].kind in COMPARABLE]
    return (*own, *others)


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

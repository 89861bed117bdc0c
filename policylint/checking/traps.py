"""How a source must not be cited: unread, beyond what it says, against a country that it does not bind. Knows no lines.

The traps are data (`checks/authorities.yaml`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from policylint.checking.authorities import Authority
from policylint.typed import Any, NamedTuple

LEGALLY = ("required", "guidance")
BINDING = frozenset({"law", "regulation", "case"})


class Cited(NamedTuple):
    """A check as it is written, and the jurisdictions that its pack is for (none: every country)."""

    active: tuple[str, ...]
    check: Mapping[str, Any]


class Trap(NamedTuple):
    """A source that must not be cited so. path: in the check."""

    path: str
    message: str
    remedy: str


def traps(cited: Cited, known: Mapping[str, Authority], written: Mapping[str, Any]) -> Iterator[Trap]:
    """What is wrong with the sources of a check, all of which are known. written: the list of traps."""
    names: Sequence[str] = cited.check["authorities"]
    backing = cited.check["backing"]
    at = {name: f"/authorities/{number}" for number, name in enumerate(names)}
    read_in = {known[name].verified for name in names}
    if names and read_in == {"no"}:
        yield Trap("/authorities", "none of these sources was read by anybody", "cite one that was, or none at all")
    elif backing in LEGALLY and "yes" not in read_in:
        yield Trap(
            "/backing",
            f'"{backing}" rests on sources whose point nobody has read',
            "write `backing: good-practice`, or cite a source that was read",
        )
    if backing == "required" and not {known[name].kind for name in names} & BINDING:
        yield Trap("/backing", '"required" rests on no law, regulation or judgment', "write `backing: guidance`")
    for trap in written["never-as-law"]:
        if trap["id"] in at:
            yield _trap(at[trap["id"]], trap["id"], trap)
    for trap in written["never-for"]:
        if trap["id"] in at and sprung(trap, cited):
            yield _trap(at[trap["id"]], trap["id"], trap)
    for trap in written["together"]:
        missing = [name for name in trap["with"] if name not in at]
        if trap["id"] in at and missing:
            yield Trap(
                at[trap["id"]],
                f'"{trap["id"]}" is out of date alone: {trap["because"]}',
                f"cite {' and '.join(missing)} with it",
            )
    said = words(cited.check)
    for trap in written["no-such-source"]:
        for phrase in trap["phrases"]:
            if phrase in said:
                yield _trap("/why", phrase, trap)
    for trap in written["over-reach"]:
        for name in trap["ids"]:
            countries = [country for country in trap["never-in"] if applies_in(cited, country)]
            if name in at and countries:
                without = ", ".join(f"-{country}" for country in countries)
                yield Trap(
                    at[name],
                    f'"{name}" is held against policies of {" and ".join(countries)}: {trap["because"]}',
                    f"leave it out, or write `applies-to: {{jurisdictions: [{without}]}}`",
                )


def _trap(path: str, name: str, trap: Mapping[str, Any]) -> Trap:
    instead = trap.get("instead", ())
    remedy = f"cite instead: {', '.join(instead)}" if instead else "leave it out"
    return Trap(path, f'"{name}" must not be cited so: {trap["because"]}', remedy)


def sprung(trap: Mapping[str, Any], cited: Cited) -> bool:
    """Whether every condition of a `never-for` trap holds for a check that cites its entry."""
    check = cited.check
    conditions: Mapping[str, Callable[[Any], bool]] = {
        "elements": lambda ids: bool(set(ids) & set(check.get("element", ()))),
        "dimensions": lambda names: bool(set(names) & _dimensions(check["assert"])),
        "jurisdictions": lambda countries: _only_in(cited, countries),
        "backing": lambda kinds: check["backing"] in kinds,
        "phrases": lambda phrases: any(phrase in words(check) for phrase in phrases),
    }
    return all(holds(trap[name]) for name, holds in conditions.items() if name in trap)


def words(check: Mapping[str, Any]) -> str:
    """What a check says, in lower case with single spaces."""
    shown = (check["title"], check["question"], check["why"], check["remedy"], check.get("example-fix", ""))
    return " ".join(" ".join(shown).lower().split())


def _dimensions(assertion: Any) -> set[str]:
    """The dimensions that an assertion asks to be named, at any depth."""
    if isinstance(assertion, list):
        return set().union(*(_dimensions(each) for each in assertion))
    if not isinstance(assertion, Mapping):
        return set()
    named = assertion.get("naming")
    found = set(named) if isinstance(named, list) else set()
    return found.union(*(_dimensions(value) for value in assertion.values()))


def applies_in(cited: Cited, country: str) -> bool:
    """Whether a policy of this country can be asked the check."""
    for prefixes in (cited.active, cited.check.get("applies-to", {}).get("jurisdictions", ())):
        wanted = [prefix for prefix in prefixes if not prefix.startswith("-")]
        countries = {prefix.lstrip("=")[:2] for prefix in wanted}
        if f"-{country}" in prefixes or (wanted and country not in countries):
            return False
    return True


def _only_in(cited: Cited, countries: Sequence[str]) -> bool:
    """Whether the check is made for these countries alone."""
    narrowest = [*cited.active, *cited.check.get("applies-to", {}).get("jurisdictions", ())]
    wanted = {prefix.lstrip("=")[:2] for prefix in narrowest if not prefix.startswith("-")}
    return bool(wanted) and wanted <= set(countries)

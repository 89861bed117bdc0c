"""`policylint authorities`: the register of laws, judgments and guidance that checks rest on."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import click

from policylint.checking import packs
from policylint.checking.authorities import is_own, register
from policylint.checking.packs import Check
from policylint.cli import options, terminal
from policylint.cli.exits import DONE
from policylint.errors import InputError, nearest
from policylint.reporters.authorities import authorities_json, authorities_text
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint authorities --jurisdiction US-WA            what can bind a body in Washington State
  policylint authorities nara-2015-02                    one source in full
  policylint authorities --cited-by second-factor-missing
  policylint authorities --kind law --verified yes --format json
"""

VERIFIED = ("yes", "partly", "no")

Kept = TypeVar("Kept")


@click.command("authorities", epilog=EPILOG)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--jurisdiction", metavar="CODE", help="Only sources of this country or state, and international ones.")
@click.option("--kind", multiple=True, metavar="KIND", help="Only law, case, guidance … May be given again.")
@click.option("--verified", multiple=True, type=click.Choice(VERIFIED), help="Only what was read, in part, or not.")
@click.option("--cited-by", multiple=True, metavar="CHECK", help="Only sources of this check. May be given again.")
@options.form
@options.today
@options.colour
def command(ids: tuple[str, ...], form: str, **given: Any) -> int:
    """The laws, judgments, standards and guidance that checks rest on, and how binding each is.

    Without an ID a line for each; with one, everything that the register has: what the source asks, for whom it is
    binding, from when it applies, what to be careful about, and which checks cite it. Not legal advice.
    """
    known = register()
    checks = {check.id: check for pack in packs.builtin_packs() for check in pack.checks}
    chosen = [_named(known, name, "source", "`policylint authorities` lists them all.") for name in ids] or list(
        known.values()
    )
    kinds = sorted({each.kind for each in known.values()})
    for kind in given["kind"]:
        _among(kinds, kind, "kind of source", f"The kinds are: {', '.join(kinds)}.")
    cited = {
        name
        for check in given["cited_by"]
        for name in _named(checks, check, "check", "`policylint checks` lists them all.").authorities
    }
    chosen = [
        each
        for each in chosen
        if (not given["kind"] or each.kind in given["kind"])
        and (not given["verified"] or each.verified in given["verified"])
        and (not given["cited_by"] or each.id in cited)
        and (not given["jurisdiction"] or is_own(each, given["jurisdiction"]))
    ]
    if given["jurisdiction"] and not any(each.own and is_own(each, given["jurisdiction"]) for each in known.values()):
        places = sorted({place for each in known.values() for place in each.own})
        raise InputError(
            f'the register has no source for "{given["jurisdiction"]}"', remedy=f"It has: {', '.join(places)}."
        )
    today = options.day(given["today"]).isoformat()
    citing = _citing(checks)
    if form == "json":
        terminal.show(authorities_json(chosen, citing, today))
    else:
        page = terminal.page(given["colour"])
        terminal.show(authorities_text(page, chosen, citing, today, whole=bool(ids)))
    return DONE


def _citing(checks: dict[str, Check]) -> dict[str, list[str]]:
    citing: dict[str, list[str]] = {}
    for check in checks.values():
        for name in check.authorities:
            citing.setdefault(name, []).append(check.id)
    return {name: sorted(found) for name, found in citing.items()}


def _named(known: Mapping[str, Kept], name: str, what: str, remedy: str) -> Kept:
    _among(known, name, what, remedy)
    return known[name]


def _among(known: Iterable[str], name: str, what: str, remedy: str) -> None:
    if name not in known:
        near = nearest(name, known)
        raise InputError(f'there is no {what} "{name}"' + (f': did you mean "{near}"?' if near else ""), remedy=remedy)

"""`policylint diff`: two editions in, what the change means out; it knows how people name editions."""

import os
import sys

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE, FOUND
from policylint.errors import InputError, nearest
from policylint.reporters.page import Page
from policylint.review.diff import Comparison, compare
from policylint.review.diff_editions import Edition
from policylint.review.diff_kinds import KINDS
from policylint.review.diff_sources import between_paths, between_revisions
from policylint.review.revisions import asked
from policylint.typed import Any

INEXACT = "inexact"
"""What a gate names to be complete: no kind of change, but that some may not have been found."""

EPILOG = """\b
Examples:
  policylint diff old.policy.yaml new.policy.yaml
  policylint diff --git HEAD social-media.policy.yaml      what you changed since the last commit
  policylint diff --git origin/main... --format markdown   what this branch changes, for a pull request
  policylint diff --git v1..v2 --fail-on loosened,newly-silent policies/

Ends with 0, also when there are changes; with 1 when --exit-code or --fail-on says so; with 2 for a file, folder or
revision that cannot be used.
"""


@click.command("diff", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="OLD NEW | --git REV [PATH]...")
@click.option(
    "--git",
    metavar="REV",
    help="Compare the work tree with a revision; REV1..REV2: two revisions; REV...: from where the two parted.",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="KIND",
    help=f"End with 1 when there is a change of this kind; {INEXACT}: when not all changes may have been found.",
)
@click.option("--exit-code", is_flag=True, help="End with 1 when anything but names and places changed.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="For people, for scripts, or for a pull request.",
)
@click.option("--output", "-o", metavar="FILE", help="Where to write it, instead of standard output.")
@click.option("--verbose", "-v", is_flag=True, help="Every case that was found, not only the first of each kind.")
@options.effort
@options.colour
@options.stdin_name
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], git: str | None, form: str, **given: Any) -> int:
    """What a change to a policy means.

    Shows the situations in which the policy now says something else, exactly: what is no longer settled, allowed more
    freely or less, contradictory, left out; which conditions and duties changed; and what changed in words only.

    OLD and NEW are files or folders, - for standard input. Policies are matched by their id, so that files may be
    renamed.
    """
    kinds = _kinds(ctx, given["fail_on"])
    found = compare(*_editions(ctx, paths, git, given["stdin_name"]), given["effort"])
    if given["output"] and given["output"] != "-":
        terminal.put(_formed(found, form, Page(), given["verbose"]), given["output"])
    else:
        terminal.show(_formed(found, form, terminal.page(given["colour"]), given["verbose"]))
    failed = bool(found.kinds & kinds) or (given["exit_code"] and found.differs)
    failed = failed or (INEXACT in kinds and not found.exact)
    return FOUND if failed else DONE


def _editions(ctx: click.Context, paths: tuple[str, ...], git: str | None, stdin_name: str) -> tuple[Edition, Edition]:
    if git is not None:
        return between_revisions(asked(git), paths)
    if len(paths) != 2:
        raise click.UsageError("name two files or folders, the old and the new, or --git and a revision", ctx)
    if paths == ("-", "-"):
        raise click.UsageError("only one of the two can be standard input", ctx)
    for path in paths:
        if path != "-" and not os.path.exists(path):
            remedy = "Look for a spelling mistake; revisions of git are compared with --git, as in diff --git HEAD~1."
            raise InputError(f'there is no file or folder "{path}"', remedy=remedy)
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    return between_paths(paths[0], paths[1], stdin, stdin_name)


def _kinds(ctx: click.Context, given: tuple[str, ...]) -> frozenset[str]:
    """The kinds of change that end with 1."""
    names = [name.strip() for each in given for name in each.split(",") if name.strip()]
    known = (*KINDS, INEXACT)
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f': did you mean "{near}"?' if near else f"; the kinds are: {', '.join(known)}"
            raise click.UsageError(f'there is no kind of change "{name}"{hint}', ctx)
    return frozenset(names)


def _formed(found: Comparison, form: str, page: Page, verbose: bool) -> str:
    if form == "json":
        from policylint.reporters.diff import diff_json

        return diff_json(found)
    if form == "markdown":
        from policylint.reporters.diff_markdown import diff_markdown

        return diff_markdown(found)
    from policylint.reporters.diff import diff_text

    return diff_text(page, found, verbose=verbose)

"""`policylint pack`: write, test and list packs of checks, and make their pages."""

import os

import click

from policylint.checking.packs import builtin_packs
from policylint.cli import options, terminal
from policylint.cli.exits import DONE, FOUND, UNUSABLE
from policylint.cli.own import configured, is_path
from policylint.errors import InputError
from policylint.reporters.packs import Listed, list_json, list_text, tested_json, tested_text
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint pack new riverton-house-rules
  policylint pack test riverton-house-rules.yaml
  policylint lint --pack riverton-house-rules.yaml social-media.policy.yaml
"""

DOCS = "docs/checks"


@click.group("pack", epilog=EPILOG, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context, /) -> None:
    """Write, test and list packs of checks of your own.

    A pack is data: one YAML file, a folder with a pack.yaml and a file for each check, or such a folder inside an
    installed Python package that registers it under the entry point group `policylint.packs`. Nothing in it is ever
    run. docs/check-format.md says how a check is written.
    """
    if ctx.invoked_subcommand is None:
        terminal.show(ctx.get_help() + "\n")


@command.command("new")
@click.argument("name")
@click.option("--folder", is_flag=True, help="A folder with a file for each check, instead of one file.")
def new(name: str, folder: bool) -> int:
    """Write a pack called NAME that works as it is.

    It has one check with its examples, to be changed into your own.
    """
    # Late, as all of these commands do: each needs other parts of the program.
    from policylint.authoring.newpack import new_pack

    files = new_pack(name, folder=folder)
    first = name if folder else next(iter(files))
    if os.path.exists(first):
        raise InputError(f'"{first}" is there already', remedy="Take another name, or move it away.")
    if folder:
        os.mkdir(name)
    for path, text in files.items():
        terminal.put(text, path)
    use = f"./{name}" if folder else first
    shown = "".join(f"  {path}\n" for path in files)
    terminal.show(f"Written:\n{shown}\n`policylint pack test {use}` runs its examples.\n")
    return DONE


@command.command("test")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.form
@options.colour
def test(paths: tuple[str, ...], form: str, colour: str) -> int:
    """Find what is wrong with packs, and run their examples.

    PATH is a pack (a file or a folder), or a folder of packs. All of them are read in one run: a fault in one does not
    hide those in the others. Ends with 0 when every example came out as it is written, 1 when one did not, 2 when a
    pack cannot be used.
    """
    from policylint.checking.ownpacks import read_own_packs
    from policylint.review.examples import run_examples

    builtin = builtin_packs()
    found = read_own_packs(paths, builtin=builtin)
    outcomes = tuple(run_examples(found.own, builtin))
    packs = [Listed(own.pack, own.kind, own.where) for own in found.own]
    if form == "json":
        terminal.show(tested_json(packs, outcomes, found.errors))
    else:
        terminal.show(tested_text(terminal.page(colour), packs, outcomes, found.errors))
    if found.errors:
        return UNUSABLE
    return FOUND if any(outcome.wrong for outcome in outcomes) else DONE


@command.command("list")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@options.form
@options.colour
def listing(paths: tuple[str, ...], form: str, colour: str) -> int:
    """Which packs there are and where each comes from.

    Those of the program; those of your own at each PATH, and those that the configuration here names; and those of
    installed packages. Of the latter only the data is read, nothing is imported.
    """
    from policylint.checking.installed import installed
    from policylint.checking.ownpacks import judged
    from policylint.checking.written import Written, find

    builtin = builtin_packs()
    written: list[Written] = []
    errors: list[Any] = []
    for path in (*filter(is_path, configured()), *paths):
        try:
            written += find(os.path.expanduser(path), path.replace("\\", "/"))
        except InputError as error:
            errors.append(error)
    for each in installed():
        written += each.written
        errors += [each.error] if each.error is not None else []
    found = judged(written, errors, builtin)
    packs = [Listed(pack, "built in", "") for pack in builtin]
    packs += [Listed(own.pack, own.kind, own.where) for own in found.own]
    if form == "json":
        terminal.show(list_json(packs, found.errors))
    else:
        terminal.show(list_text(terminal.page(colour), packs, found.errors))
    return UNUSABLE if found.errors else DONE


@command.command("docs")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--output", "-o", default=DOCS, show_default=True, metavar="FOLDER", help="Where the pages go.")
@click.option("--elements", metavar="FILE", help="A list of elements (docs/elements.md) whose last column to renew.")
def docs(paths: tuple[str, ...], output: str, elements: str | None) -> int:
    """Write a page for each check and pack, and lists.

    The lists are by group and by source. The pages are for the packs at each PATH; for none, for those of the program.
    A page that is up to date is left alone, and one whose check is gone is deleted.
    """
    from policylint.checking.ownpacks import read_own_packs, sound
    from policylint.checking.packs import page
    from policylint.review.catalogue_pages import elements_page, pages

    if paths:
        own = sound(read_own_packs(paths))
        packs = tuple(each.pack for each in own)
        shown = {check: found for each in own for check, found in each.pages.items()}
        made = pages(packs, lambda check: shown[check.id])
    else:
        packs = builtin_packs()
        made = pages(packs, page)
    terminal.show(_write(made, output))
    if elements:
        with open(elements, encoding="utf-8") as file:
            terminal.put(elements_page(file.read(), packs), elements)
    return DONE


def _write(made: dict[str, str], folder: str) -> str:
    """Bring a folder of pages up to date, and say what changed."""
    from policylint.review.catalogue_pages import MADE

    counts = {"written": 0, "unchanged": 0, "deleted": 0}
    for name, text in made.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.isfile(path):
            with open(path, encoding="utf-8", newline="") as file:
                if file.read() == text:
                    counts["unchanged"] += 1
                    continue
        terminal.put(text, path)
        counts["written"] += 1
    for here, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(here, name)
            if name.endswith(".md") and os.path.relpath(path, folder).replace(os.sep, "/") not in made:
                with open(path, encoding="utf-8", errors="replace") as file:
                    ours = file.readline().rstrip() == MADE
                if ours:  # nobody's own page
                    os.unlink(path)
                    counts["deleted"] += 1
    return f"{folder}: " + ", ".join(f"{number} {word}" for word, number in counts.items()) + "\n"

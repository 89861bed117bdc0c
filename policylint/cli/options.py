"""Options that several commands share, and the dates and names that they take; it knows no command."""

import datetime
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from policylint.errors import InputError
from policylint.reading.files import LARGEST_FILE
from policylint.run.collect import Inputs, collect

Decorated = Callable[..., Any]


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is not a date such as 2026-11-23', ctx, param) from error


def colour(command: Decorated) -> Decorated:
    return click.option(
        "--color",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colours; auto: on a terminal, unless NO_COLOR is set.",
    )(command)


def form(command: Decorated) -> Decorated:
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or for scripts."
    )(command)


def today(command: Decorated) -> Decorated:
    return click.option(
        "--today",
        callback=_date,
        metavar="YYYY-MM-DD",
        help="The date to judge deadlines by, instead of the day it is.",
    )(command)


def stdin_name(command: Decorated) -> Decorated:
    return click.option(
        "--stdin-filename", "stdin_name", metavar="NAME", default="<stdin>", help="What to call standard input (-)."
    )(command)


def effort(command: Decorated) -> Decorated:
    return click.option(
        "--effort",
        type=click.IntRange(1, 1000),
        default=1,
        show_default=True,
        help="How long to look at very intricate policies.",
    )(command)


def setup(command: Decorated) -> Decorated:
    """The options that say which files set a run up."""
    for option in (
        click.option("--baseline", metavar="FILE", help="The findings that were there before; they do not count."),
        click.option("--waivers", metavar="FILE", help="The waivers, instead of policylint-waivers.yaml."),
        click.option("--no-config", is_flag=True, help="Without configuration, waivers and lock of the repository."),
        click.option("--config", metavar="FILE", help="The configuration, instead of the nearest .policylint.yaml."),
    ):
        command = option(command)
    return command


def inputs(paths: Sequence[str], name: str) -> Inputs:
    """The texts that some paths mean; `-` is standard input."""
    given = sys.stdin.buffer.read(LARGEST_FILE + 1) if "-" in paths else None
    found = collect(paths, given, name)
    _apart([*(source.path for source in found.sources), *(problem.path for problem in found.unreadable)])
    return found


def _apart(read: Sequence[str]) -> None:
    """Refuse, before anything is written, an output that is an input too or that two formats would go to."""
    context = click.get_current_context(silent=True)
    params = context.params if context is not None else {}
    outputs = [*(params.get("outputs") or ()), *filter(None, [params.get("output")])]
    known = {os.path.realpath(path) for path in read if path} if outputs else set()
    taken: set[str] = set()
    for output in outputs:
        full = os.path.realpath(output)
        if output in ("-", os.devnull) or (os.path.exists(output) and not os.path.isfile(output)):
            continue
        if full in known:
            raise InputError(f'"{output}" is one of the files to read', remedy="Give --output another name.")
        if full in taken:
            raise InputError(f'two formats would go to "{output}"', remedy="Give each its own --output.")
        taken.add(full)


def day(given: datetime.date | None) -> datetime.date:
    """The date given, or the day it is: the one look at the clock."""
    return given or datetime.date.today()

"""Options as click takes them: those that several commands share, and any of the table; it knows no command."""

import datetime
from collections.abc import Callable, Iterable

import click

from policylint.cli import grammar
from policylint.cli.inputs import day, inputs
from policylint.typed import Any

Decorated = Callable[..., Any]


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is not a date such as 2026-11-23', ctx, param) from error


def added(options: Iterable[grammar.Option]) -> Callable[[Decorated], Decorated]:
    """A decorator that gives a command some options of the table, in their order."""

    def decorate(command: Decorated) -> Decorated:
        for option in reversed(list(options)):
            command = _click(option)(command)
        return command

    return decorate


def _click(option: grammar.Option) -> Callable[[Decorated], Decorated]:
    if option.kind == "flag":
        return click.option(*option.flags, option.name, is_flag=True, help=option.help)
    kinds: dict[str, Any] = {"text": str, "date": str, "number": click.IntRange(*grammar.EFFORT)}
    return click.option(
        *option.flags,
        option.name,
        type=click.Choice(option.choices) if option.choices else kinds[option.kind],
        multiple=option.many,
        default=option.default,
        show_default=option.shown,
        metavar=option.metavar,
        help=option.help,
        callback=_date if option.kind == "date" else None,
    )


colour = added([grammar.COLOUR])
today = added([grammar.TODAY])
stdin_name = added([grammar.STDIN_NAME])
setup = added(grammar.SETUP)
effort = added([grammar.EFFORT_OPTION._replace(default=1)])
effort_of_run = added([grammar.EFFORT_OPTION])
"""For a command that heeds the configuration: None unless the command line says a number."""


def form(command: Decorated) -> Decorated:
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or for scripts."
    )(command)


__all__ = ["added", "colour", "day", "effort", "effort_of_run", "form", "inputs", "setup", "stdin_name", "today"]

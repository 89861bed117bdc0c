"""The commands, each imported when it is called, and click's refusals in the words of our own."""

import os
from collections.abc import Sequence
from importlib import import_module

import click

from policylint import __version__
from policylint.errors import InputError, nearest
from policylint.reporters.page import printable

SUMMARIES = {
    "lint": "Find what policies leave open, contradict or demand unlawfully.",
    "fix": "Write the corrections of which there is only one likely.",
    "explain": "What a check asks, why, how to satisfy it, and who asks for it.",
    "checks": "List the checks.",
    "config": "Which settings hold for a policy, and where each comes from.",
    "waivers": "What sets findings aside, whether it still does, and what of it can go.",
    "ask": "What a policy says about a situation.",
    "coverage": "How firmly a policy settles each case, as a table.",
    "diff": "What a change to a policy means: what it now allows, forbids or leaves open.",
    "test": "Scenarios: what a policy must answer; and which changes of it nobody would notice.",
    "matrix": "Each check, what it rests on, and how a policy fares, for auditors.",
    "posture": "Which kind of agency a policy speaks for, and the shortest way on.",
    "survey": "What an existing prose document deals with, where, and what it leaves open.",
    "import": "A draft policy file from an existing prose document.",
    "authorities": "The laws and guidance that checks rest on.",
    "pack": "Write, test and list packs of checks of your own.",
}

# Where a module cannot have the name of its command.
MODULES = {"import": "import_"}


class Commands(click.Group):
    """The group of commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click calls it so
        if cmd_name not in SUMMARIES:
            return None
        command: click.Command = import_module(f"policylint.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click calls it so
        # click would import every command for its first line.
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in SUMMARIES and not name.startswith("-"):
            if os.path.exists(name):
                name = printable(name)
                raise click.UsageError(f'"{name}" is a file or folder, not a command: policylint lint {name}', ctx)
            near = nearest(name, SUMMARIES)
            raise click.UsageError(f'there is no command "{name}"' + (f': did you mean "{near}"?' if near else ""), ctx)
        return super().resolve_command(ctx, args)


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: policylint lint FILE",
)
@click.version_option(__version__, message="policylint %(version)s")
def commands() -> None:
    """A linter for government social media policies.

    It reads policies written as YAML, finds what they leave open, contradict or demand unlawfully, and says what to
    write instead. It does not give legal advice.
    """


def run_command(arguments: Sequence[str] | None) -> int:
    """Run a command line (None: that of the process, whose patterns of files click expands on Windows): the exit code.

    Raises InputError for words that are no command line, KeyboardInterrupt for a prompt that was broken off, and what
    the commands raise.
    """
    try:
        code = commands.main(arguments, prog_name="policylint", standalone_mode=False)
    except click.ClickException as error:
        message = error.format_message()
        context = getattr(error, "ctx", None)
        hint = f"{context.command_path} --help shows what it takes" if context is not None else ""
        raise InputError(f"{message[:1].lower()}{message[1:].rstrip('.')}", remedy=hint) from error
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0

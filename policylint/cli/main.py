"""The command `policylint`: which commands there are, and the one place where errors become words and exit codes.

Only click and the errors are imported here; a command's module is imported when the command is called.
"""

import errno
import io
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from policylint import __version__
from policylint.errors import InputError, PolicylintError, Problems, nearest

DONE, FOUND, UNUSABLE, OURS, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: nothing at or above the fail level; findings; unusable input; a fault of ours; interrupted."""

FULL = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What an output says that takes no more; no fault of ours."""

SUMMARIES = {
    "lint": "Find what policies leave open, contradict or demand unlawfully.",
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
                name = _one_line(name)
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


def main(arguments: list[str] | None = None) -> int:
    """Run a command line (none: that of the process) and give the exit code. Nothing but SystemExit ever escapes."""
    _open_streams()
    output = sys.stdout
    try:
        code = commands.main(arguments, prog_name="policylint", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return _refused(error)
    except PolicylintError as error:
        _say(f"policylint: {_told(error)}")
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        close_quietly()
        return DONE
    except SystemExit as error:
        # click's own answer to a reader that stopped reading, which is no error to us: it exchanges the streams.
        if error.code != 1 or sys.stdout is output:
            raise
        sys.stdout = output
        close_quietly()
        return DONE
    except OSError as error:
        if error.errno not in FULL:
            return _apologise(error)
        close_quietly()
        _say(f"policylint: standard output cannot be written ({error.strerror})")
        return UNUSABLE
    except Exception as error:  # noqa: BLE001 - this is the one place that turns any fault of ours into an apology
        return _apologise(error)
    return code if isinstance(code, int) else DONE


class _Closed(io.TextIOBase):
    """Standard input that is closed: whoever reads it is told so."""

    @property
    def buffer(self) -> NoReturn:
        raise InputError("standard input is closed, so that - means nothing", remedy="Name a file instead.")


def _open_streams() -> None:
    """Stand-ins for standard streams that are closed, so that nobody else has to think of it."""
    if sys.stdin is None:
        sys.stdin = _Closed()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, open(nowhere, "w", encoding="utf-8", closefd=False))  # noqa: SIM115 - till the end


def close_quietly() -> None:
    """Send the rest of standard output nowhere: whoever read it has stopped reading, as `| head` does."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the rest of the process


def _refused(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    hint = f"\n  {context.command_path} --help shows what it takes" if context is not None else ""
    message = error.format_message()
    _say(f"policylint: {message[:1].lower()}{message[1:].rstrip('.')}{hint}")
    return UNUSABLE


def _told(error: PolicylintError) -> str:
    """An error as it tells itself, but so that no name of a file in it begins a line of its own."""
    if isinstance(error, Problems):
        return "\n".join(map(_told, error.errors))
    head = f"{error.place}: {error.message}" if error.place else error.message
    return _one_line(head) + (f"\n  {_one_line(error.remedy)}" if error.remedy else "")


def _one_line(text: str) -> str:
    from policylint.reporters.page import printable

    return printable(text)


def _say(text: str) -> None:
    from policylint.reporters.page import clean, fitted

    stream = sys.stderr
    lines = "\n".join(clean(line) for line in text.splitlines())
    try:
        stream.write(fitted(lines, getattr(stream, "encoding", None) or "utf-8") + "\n")
    except OSError:
        return


def _apologise(error: Exception) -> int:
    if os.environ.get("POLICYLINT_DEBUG"):
        import traceback

        traceback.print_exception(error)
        return OURS
    _say(
        f"policylint: sorry, this is a fault in policylint {__version__}, not in your files ({type(error).__name__})\n"
        "  please report it with the command that you ran and what the same command says with\n"
        "  the environment variable POLICYLINT_DEBUG=1"
    )
    return OURS

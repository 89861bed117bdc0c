"""Runs a command line: the one place where errors become words and exit codes.

Nothing but the errors is imported here: a plain `lint`, the command that people wait for, runs without click.
"""

import io
import os
import sys
from collections.abc import Sequence

from policylint import __version__
from policylint.cli.exits import DONE, FULL, INTERRUPTED, OURS, UNUSABLE, close_quietly
from policylint.errors import InputError, PolicylintError, Problems

COMPLETION = "_POLICYLINT_COMPLETE"
"""What a shell sets to ask click which words may follow."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command line (none: that of the process) and give the exit code. Nothing but SystemExit ever escapes."""
    _open_streams()
    output = sys.stdout
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except PolicylintError as error:
        _say(f"policylint: {_told(error)}")
        return UNUSABLE
    except KeyboardInterrupt:
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
    return code


def _run(arguments: Sequence[str] | None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["lint"] and COMPLETION not in os.environ:
        # Late: `--help` and the other commands read their words in another way.
        from policylint.cli.grammar import plain_line

        line = plain_line(words[1:])
        if line is not None:
            from policylint.reading import libyaml

            libyaml.load()
            from policylint.cli.linting import run

            return run(*line)
    from policylint.cli.commands import run_command

    return run_command(arguments)


class _Closed(io.TextIOBase):
    """Standard input that is closed: whoever reads it is told so."""

    @property
    def buffer(self) -> io.BytesIO:
        raise InputError("standard input is closed, so that - means nothing", remedy="Name a file instead.")


def _open_streams() -> None:
    """Stand-ins for standard streams that are closed, so that nobody else has to think of it."""
    if sys.stdin is None:
        sys.stdin = _Closed()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, open(nowhere, "w", encoding="utf-8", closefd=False))  # noqa: SIM115 - till the end


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

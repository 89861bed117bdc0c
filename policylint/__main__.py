"""Where the program starts, as `policylint` or `python -m policylint`; it knows nothing but the command line."""

import gc
import os
import sys

from policylint.cli.main import main as run


def main() -> None:
    """Run the command line of this process and end it with the exit code."""
    # A run makes much that lives to its end and hardly a cycle: looking for garbage as often as Python does would
    # take a tenth of its time.
    gc.set_threshold(100_000, 50, 100)
    code = run()
    _leave(code)


def _leave(code: int) -> None:
    """End the process without taking apart, object by object, what it made: that takes as long as reading a policy.

    Nothing here waits for the end of the process: files are closed and written when they are made. mypy leaves so too
    (`mypy.util.hard_exit`).
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    main()

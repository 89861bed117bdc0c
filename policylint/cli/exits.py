"""How a run ends: its exit codes, and standard output that nobody reads to its end."""

import errno
import os
import sys

DONE, FOUND, UNUSABLE, OURS, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: nothing at or above the fail level; findings; unusable input; a fault of ours; interrupted."""

FULL = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What an output says that takes no more; no fault of ours."""


def close_quietly() -> None:
    """Send the rest of standard output nowhere: whoever read it has stopped reading, as `| head` does."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the rest of the process

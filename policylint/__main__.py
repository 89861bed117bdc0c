"""Where the program starts, as `policylint` or `python -m policylint`; it knows nothing but the command line."""

import gc
import sys

from policylint.cli.main import main as run


def main() -> None:
    """Run the command line of this process and end it with the exit code."""
    # A run makes much that lives to its end and hardly a cycle: looking for garbage as often as Python does would
    # take a tenth of its time.
    gc.set_threshold(100_000, 50, 100)
    sys.exit(run())


if __name__ == "__main__":
    main()

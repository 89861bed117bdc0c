"""Where the program starts, as `policylint` or `python -m policylint`; it knows nothing but the command line."""

import sys

from policylint.cli.main import main as run


def main() -> None:
    """Run the command line of this process and end it with the exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()

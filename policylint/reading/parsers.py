"""Which YAML parser reads: libyaml where PyYAML was built with it, PyYAML's own otherwise; it knows no tree."""

from collections.abc import Callable

import yaml

from policylint.errors import SetupError
from policylint.typed import Any


def parser_name(wanted: str) -> str:
    """`c` or `pure`: what was asked for, or the fast one where it is installed.

    Raises SetupError for another name, and for `c` where it is missing.
    """
    # Absent where no wheel exists for this Python, and in single-file archives built for another one.
    fast = hasattr(yaml, "CSafeLoader")
    if wanted not in ("", "c", "pure") or (wanted == "c" and not fast):
        raise SetupError(
            f"there is no YAML parser {wanted!r} here",
            place="POLICYLINT_YAML",
            remedy="unset it, or set it to `pure`",
        )
    return wanted or ("c" if fast else "pure")


def events(text: str, name: str) -> Callable[[], Any]:
    """A function that gives the next event of a text at each call; it raises yaml.YAMLError where the text is wrong."""
    parser = yaml.CSafeLoader(text) if name == "c" else yaml.SafeLoader(text)
    return parser.get_event

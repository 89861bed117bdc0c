"""Which YAML parser reads: libyaml where PyYAML was built with it, PyYAML's own otherwise; it knows no tree."""

from collections.abc import Callable

from policylint.errors import SetupError
from policylint.typed import Any

try:
    from yaml._yaml import CParser
except ImportError:
    # No wheel of PyYAML exists for this Python, or this is a single-file archive, which holds no machine code.
    CParser = None  # type: ignore[assignment, misc]


def parser_name(wanted: str) -> str:
    """`c` or `pure`: what was asked for, or the fast one where it is installed.

    Raises SetupError for another name, and for `c` where it is missing.
    """
    fast = CParser is not None
    if wanted not in ("", "c", "pure") or (wanted == "c" and not fast):
        raise SetupError(
            f"there is no YAML parser {wanted!r} here",
            place="POLICYLINT_YAML",
            remedy="unset it, or set it to `pure`",
        )
    return wanted or ("c" if fast else "pure")


def events(text: str, name: str) -> Callable[[], Any]:
    """A function that gives the next event of a text at each call; it raises yaml.YAMLError where the text is wrong."""
    if name == "c":
        return CParser(text).get_event
    # Late: it is what takes long in PyYAML.
    from policylint.reading.pure import pure_events

    return pure_events(text)

"""The options of `lint` as a table, and a reader for command lines that are plainly right; it knows no click.

Importing click takes longer than checking a policy. Whatever this reader is not sure of (help, a slip, a value that
does not fit) it leaves to click, which reads by the same table and says what is wrong.
"""

import datetime
import os
from collections.abc import Sequence

from policylint.finding import Severity
from policylint.typed import Any, NamedTuple

LEVELS = {"error": Severity.error, "warning": Severity.warning, "note": Severity.note, "never": None}
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
CALENDAR = ("all", "skip", "only")
EFFORT = (1, 1000)

# What a shell of Windows leaves to the program: click replaces it by file names.
UNEXPANDED = frozenset("*?[~$%")


class Option(NamedTuple):
    """An option: its spellings, the name that its value gets, and what it takes.

    metavar: what stands for its value in help. choices: the words it takes. many: it may be given again. kind: "text",
    "date" or "number" for an option with a value, "flag" for one without. shown: help says the default.
    """

    flags: tuple[str, ...]
    name: str
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    many: bool = False
    kind: str = "text"
    default: object = None
    shown: bool = False


COLOUR = Option(
    ("--color",),
    "colour",
    "Colours; auto: on a terminal, unless NO_COLOR is set.",
    choices=("auto", "always", "never"),
    default="auto",
)
TODAY = Option(
    ("--today",), "today", "The date to judge deadlines by, instead of the day it is.", "YYYY-MM-DD", kind="date"
)
STDIN_NAME = Option(("--stdin-filename",), "stdin_name", "What to call standard input (-).", "NAME", default="<stdin>")
EFFORT_OPTION = Option(
    ("--effort",), "effort", "How long to look at very intricate policies: 1 unless said.", kind="number"
)
SETUP = (
    Option(("--config",), "config", "The configuration, instead of the nearest .policylint.yaml.", "FILE"),
    Option(("--no-config",), "no_config", "Without configuration, waivers and lock of the repository.", kind="flag"),
    Option(("--waivers",), "waivers", "The waivers, instead of policylint-waivers.yaml.", "FILE"),
    Option(("--baseline",), "baseline", "The findings that were there before; they do not count.", "FILE"),
)
"""Which files set a run up."""

LINT = (
    Option(("--format",), "formats", "May be given again.", choices=FORMATS, many=True),
    Option(("--output", "-o"), "outputs", "Where the format before it goes.", "FILE", many=True),
    Option(
        ("--fail-on",),
        "fail_on",
        "The least severity that makes the exit code 1: error, unless the configuration says another.",
        choices=tuple(LEVELS),
    ),
    Option(("--select",), "select", "Only this check, group or pack. May be given again.", "NAME", many=True),
    Option(("--ignore",), "ignore", "Without this check, group or pack. May be given again.", "NAME", many=True),
    Option(
        ("--pack",),
        "packs",
        "This pack, not those of the jurisdiction; one of your own comes on top.",
        "NAME|PATH",
        many=True,
    ),
    Option(
        ("--changed-since",),
        "changed_since",
        "Only findings that a git revision did not have yet; REV...: that the branch did not have when it left REV.",
        "REV",
    ),
    *SETUP,
    Option(("--write-baseline",), "write_baseline", "Write all findings of now into the baseline.", kind="flag"),
    Option(("--no-ignores",), "no_ignores", "Count what comments, waivers and the baseline set aside.", kind="flag"),
    Option(("--show-suppressed",), "show_suppressed", "Show what was set aside, and why.", kind="flag"),
    Option(
        ("--calendar",),
        "calendar",
        "Findings that only a day brings, such as a review that is overdue: with them, without, or nothing else.",
        choices=CALENDAR,
        default="all",
        shown=True,
    ),
    TODAY,
    EFFORT_OPTION,
    Option(("--quiet", "-q"), "quiet", "Errors and the summary only.", kind="flag"),
    Option(("--verbose", "-v"), "verbose", "Everything: notes in full, texts to paste, all sources.", kind="flag"),
    COLOUR,
    STDIN_NAME,
)


class Line(NamedTuple):
    """A command line that was read. order: the names of its options as they stand; values: by name, every one."""

    paths: tuple[str, ...]
    values: dict[str, Any]
    order: tuple[str, ...]


def plain_line(words: Sequence[str], options: Sequence[Option] = LINT) -> Line | None:
    """What the words of a command line say, or None where click has to look at them."""
    if os.name == "nt" and any(UNEXPANDED & set(word) for word in words):
        return None
    known = {flag: option for option in options for flag in option.flags}
    said: dict[str, list[Any]] = {}
    paths: list[str] = []
    order: list[str] = []
    left = iter(words)
    for word in left:
        if not word.startswith("-") or word == "-":
            paths.append(word)
            continue
        flag, equals, value = word.partition("=")
        option = known.get(flag)
        if option is None or (equals and not flag.startswith("--")):
            return None
        if option.kind == "flag":
            if equals:
                return None
            taken: Any = True
        else:
            taken = _taken(option, value if equals else next(left, "--"))
            if taken is None:
                return None
        said.setdefault(option.name, []).append(taken)
        order.append(option.name)
    values = {option.name: _value(option, said.get(option.name, [])) for option in options}
    return Line(tuple(paths), values, tuple(order))


def _taken(option: Option, word: str) -> Any:
    """The value that a word is for an option; None when it is none, or might be an option itself."""
    if word.startswith("-") and word != "-":
        return None
    if option.choices:
        return word if word in option.choices else None
    try:
        if option.kind == "date":
            return datetime.date.fromisoformat(word)
        if option.kind == "number":
            return int(word) if EFFORT[0] <= int(word) <= EFFORT[1] else None
    except ValueError:
        return None
    return word


def _value(option: Option, said: list[Any]) -> Any:
    if option.kind == "flag":
        return bool(said)
    if option.many:
        return tuple(said)
    return said[-1] if said else option.default

"""What a run is given: the texts that some paths mean, and the day; it knows no click."""

import datetime
import os
import sys
from collections.abc import Sequence

from policylint.errors import InputError
from policylint.reading.files import LARGEST_FILE
from policylint.reporters.page import sentence
from policylint.run.collect import Inputs, collect


def inputs(paths: Sequence[str], name: str, outputs: Sequence[str] = ()) -> Inputs:
    """The texts that some paths mean; `-` is standard input. outputs: the files that will be written.

    Raises InputError for an output that is one of the inputs too, or is named twice.
    """
    given = sys.stdin.buffer.read(LARGEST_FILE + 1) if "-" in paths else None
    found = collect(paths, given, name)
    _apart(outputs, [*(source.path for source in found.sources), *(problem.path for problem in found.unreadable)])
    return found


def refuse_unreadable(found: Inputs) -> None:
    """Raise InputError for a file that cannot be read: an answer without it would be another answer."""
    for unread in found.unreadable:
        place = f"{unread.path}:{unread.line}:{unread.column}" if unread.line else unread.path
        raise InputError(unread.message, place=place, remedy=sentence(unread.remedy))


def _apart(outputs: Sequence[str], read: Sequence[str]) -> None:
    known = {os.path.realpath(path) for path in read if path} if outputs else set()
    taken: set[str] = set()
    for output in outputs:
        full = os.path.realpath(output)
        if output in ("-", os.devnull) or (os.path.exists(output) and not os.path.isfile(output)):
            continue
        if full in known:
            raise InputError(f'"{output}" is one of the files to read', remedy="Give --output another name.")
        if full in taken:
            raise InputError(f'two formats would go to "{output}"', remedy="Give each its own --output.")
        taken.add(full)


def day(given: datetime.date | None) -> datetime.date:
    """The date given, or the day it is: the one look at the clock."""
    return given or datetime.date.today()

"""Errors that a person can act on: what is wrong, where, and what to do about it.

A fault in a policy is a finding, never an exception. These are for what cannot be used at all: arguments, files,
configuration, packs. Anything else that escapes is a fault of ours.
"""

from collections.abc import Iterable


class PolicylintError(Exception):
    """Something the user can put right.

    message: one line, lower-case start. place: `file` or `file:line:column`. remedy: one line that says what to do.
    """

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n  {self.remedy}" if self.remedy else head


class InputError(PolicylintError):
    """A file or an argument that cannot be used."""


class SetupError(PolicylintError):
    """A configuration, a pack or an installation that cannot be used."""


class TooComplex(PolicylintError):  # noqa: N818 - reads so where it is raised
    """Clauses that cross each other in so many ways that the analysis was given up; nothing is said about them."""

    def __init__(self) -> None:
        super().__init__(
            "the clauses of this policy cross each other in too many ways to be analysed",
            remedy="Use fewer lists of boxes, `only` with fewer dimensions, or fewer `overrides`.",
        )


class Problems(PolicylintError):  # noqa: N818 - it is several errors, and reads so where it is raised
    """Several errors found in one go, so that nobody has to repair them one run at a time."""

    def __init__(self, errors: Iterable[PolicylintError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


NEAR = 0.75
"""How much of two words has to be the same, by difflib's measure, for one to be taken for a slip of the other."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None when nothing is near enough to suggest."""
    lowered = {name.lower(): name for name in sorted(known, reverse=True)}
    lower = word.lower()
    lowered = {low: name for low, name in lowered.items() if not (_turns(lower, low) or _turns(low, lower))}
    if not any(_may_be_near(lower, name) for name in lowered):
        return None
    # Late: difflib takes long to import, and is wanted only when something is already wrong.
    from difflib import get_close_matches

    found = get_close_matches(lower, lowered, n=1, cutoff=NEAR)
    return lowered[found[0]] if found else None


# "not agency" is near to "agency" by its letters, and says the opposite.
_NOT = ("not", "non", "no")
_WITHIN_WORD = ("un", "in", "im", "dis", "non")


def _turns(word: str, name: str) -> bool:
    """Whether a word says that something is not what the name says."""
    begun = tuple(before + joint for before in _NOT for joint in "- _")
    if word.startswith(begun):
        return not name.startswith((*begun, *_WITHIN_WORD))
    return any(word == before + name for before in _WITHIN_WORD)


def _may_be_near(word: str, name: str) -> bool:
    """Whether two words have letters enough in common to be near, in whatever order (difflib's `quick_ratio`)."""
    shared = sum(min(word.count(letter), name.count(letter)) for letter in set(word))
    return 2 * shared >= NEAR * (len(word) + len(name))

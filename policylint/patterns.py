"""Patterns that are compiled when they are first used: a run uses half of those that its modules know."""

import re
from collections.abc import Callable


class _Late:
    """Stands in for a compiled pattern. Its first use makes it one in all but name."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Callable[..., object]:
        compiled = re.compile(self.pattern, self.flags)
        for each in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            # Kept as they are: from then on a use costs no more than that of a compiled pattern.
            setattr(self, each, getattr(compiled, each))
        found: Callable[..., object] = getattr(compiled, name)
        return found


def pattern(written: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern as `re.compile` would give it. re.error comes at the first use."""
    return _Late(written, flags)  # type: ignore[return-value]

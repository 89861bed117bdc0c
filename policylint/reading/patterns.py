"""The regular expressions of JSON Schema as Python compiles them; it knows neither schemas nor data."""

import re
from functools import cache

_DOLLAR = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A schema's pattern with the meaning that it has in JSON Schema, which is that of ECMAScript.

    There `$` never matches before a final line break and `\\d` and `\\w` know ASCII only, so that editors and this
    program accept the same text.

    Raises re.error for an expression that Python does not know.
    """
    strict = _DOLLAR.sub(lambda match: r"\Z" if match.group() == "$" else match.group(), pattern)
    return re.compile(strict, re.ASCII)

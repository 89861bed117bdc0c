"""What an unquoted word of YAML stands for, by the core schema of YAML 1.2; it knows no files, trees or positions.

`09:00`, `no`, `off`, `2026-02-01` and `1_000` stay text, which readers of YAML 1.1 make numbers, booleans and dates.
Source: YAML 1.2.2, section 10.3.2 (tag resolution).
"""

from policylint.patterns import pattern

Scalar = str | int | float | bool | None

# A word that starts with anything else is text. The composer asks this first, for speed.
TYPED_START = frozenset("0123456789+-.~nNtTfF")
# More digits than this are nobody's number, and Python refuses to convert 4,300 and more.
LONGEST_NUMBER = 100

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = pattern(r"[-+]?[0-9]+")
_OCTAL = pattern(r"0o[0-7]+")
_HEXADECIMAL = pattern(r"0x[0-9a-fA-F]+")
_FLOAT = pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = pattern(r"[-+]?\.(?:inf|Inf|INF)")
_NOT_A_NUMBER = pattern(r"\.(?:nan|NaN|NAN)")

# Keys whose values look like numbers and are not: 1.10 comes after 1.9.
VERSION_KEYS = frozenset({"version", "edition", "revision", "release"})


def core(raw: str) -> Scalar:
    """The value of a plain scalar: None, a boolean, a number, or the text itself."""
    if raw in _WORDS:
        return _WORDS[raw]
    if len(raw) > LONGEST_NUMBER:
        return raw
    if _INTEGER.fullmatch(raw):
        return int(raw)
    if _FLOAT.fullmatch(raw):
        return float(raw)
    if _OCTAL.fullmatch(raw):
        return int(raw[2:], 8)
    if _HEXADECIMAL.fullmatch(raw):
        return int(raw[2:], 16)
    if _INFINITE.fullmatch(raw):
        return float(raw.replace(".", ""))
    if _NOT_A_NUMBER.fullmatch(raw):
        return float("nan")
    return raw


def number_changed(raw: str, value: Scalar, key: str = "") -> bool:
    """Whether a number does not come back as it was written, or is a version and so no number at all."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return repr(value) != raw or (isinstance(value, float) and key in VERSION_KEYS)

"""PyYAML's own parser, as strict about escapes as libyaml is; it knows no tree. Loaded only where libyaml is not used.

PyYAML takes half a character ("\\ud800") for a whole one, which no output can hold, and where an escape names a
character beyond the last one, it fails with an error that is none of YAML's.
"""

import re
from collections.abc import Callable

from yaml import SafeLoader
from yaml.error import Mark
from yaml.scanner import ScannerError

from policylint.typed import Any

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
_FIRST_HALF, _LAST_HALF, _LAST = 0xD800, 0xDFFF, 0x10FFFF


class _Strict(SafeLoader):
    """The parser with the escapes looked at before they are read."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def scan_flow_scalar(self, style: str) -> Any:
        if style == '"':
            self._look(self.get_mark())
        return super().scan_flow_scalar(style)

    def _look(self, start: Any) -> None:
        """Raise what libyaml raises, with its place: the digits of the first escape that names no character."""
        text = self.text
        at = start.index + 1
        while at < len(text) and text[at] != '"':
            if text[at] != "\\":
                at += 1
                continue
            found = _ESCAPE.match(text, at)
            if found is None:
                return
            code = int(found[1] or found[2] or "0", 16)
            if code > _LAST or _FIRST_HALF <= code <= _LAST_HALF:
                place = at + 2
                line_start = text.rfind("\n", 0, place) + 1
                mark = Mark(start.name, place, text.count("\n", 0, place), place - line_start, None, 0)
                problem = "found invalid Unicode character escape code"
                raise ScannerError("while parsing a quoted scalar", start, problem, mark)
            at = found.end()


def pure_events(text: str) -> Callable[[], Any]:
    """A function that gives the next event of a text at each call."""
    return _Strict(text).get_event


__all__ = ["pure_events"]

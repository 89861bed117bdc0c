"""The baseline: findings that were there before, by fingerprint. Knows no run and no policy."""

import json
import re
from collections.abc import Iterable, Mapping

from policylint.finding import Finding
from policylint.run.settings_file import json_settings
from policylint.source import Source, Span
from policylint.typed import NamedTuple

DEFAULT_NAME = "policylint-baseline.json"
VERSION = 1
_MARK = re.compile(r'"([0-9a-f]{24})"(?=\s*:)')


class Known(NamedTuple):
    """A finding that a baseline holds, in words for people. policy: its id, or the file where it has none."""

    check: str
    policy: str
    message: str


class Baseline(NamedTuple):
    """A baseline that was read; without findings where there is no file yet."""

    source: Source
    findings: Mapping[str, Known]
    spans: Mapping[str, Span]

    def span(self, fingerprint: str) -> Span:
        """Where an entry stands."""
        return self.spans.get(fingerprint, Span(0, 0))

    def line(self, fingerprint: str) -> int:
        return self.source.position(self.span(fingerprint).start)[0]


def read_baseline(path: str, shown: str) -> Baseline:
    """The baseline in a file. Raises SetupError or Problems for what is wrong in it."""
    source, data = json_settings(path, shown, "baseline")
    spans = {match[1]: Span(*match.span()) for match in _MARK.finditer(source.text)}
    return Baseline(source, {mark: Known(**entry) for mark, entry in data["findings"].items()}, spans)


def entry(finding: Finding) -> Known:
    """A finding as a baseline shows it."""
    return Known(finding.check, finding.policy or finding.file, finding.message)


def written(known: Iterable[tuple[str, Known]]) -> str:
    """The text of a baseline: by policy and check, so that a change shows where it belongs."""
    ordered = sorted(known, key=lambda each: (each[1].policy, each[1].check, each[1].message, each[0]))
    findings = {mark: about._asdict() for mark, about in ordered}
    return json.dumps({"version": VERSION, "findings": findings}, indent=2, ensure_ascii=False) + "\n"

"""Lint runs over a folder with a few checks that never change; it must not know what they find."""

import datetime
from pathlib import Path

from policylint.checking.packs import Pack, builtin_packs, pack_of
from policylint.report import Report
from policylint.run.collect import collect
from policylint.run.engine import Settings, lint
from policylint.run.governed import Wanted, govern

TODAY = datetime.date(2026, 11, 23)

POLICY = """\
policylint: 1
policy:
  id: riverton
  title: Social media policy
  agency: City of Riverton
  jurisdiction: US-WA
  status: in-force
  review:
    next: 2027-01-01
clauses:
  - id: posts
    permit: {who: workforce, activity: post}
    text: Staff may post with synergy.
  - id: messages
    permit: {who: workforce, activity: message}
    text: |
      Staff may write messages.
      They write with leverage.
"""


def _check(name: str, group: str, assertion: dict[str, object], severity: object = "error") -> dict[str, object]:
    return {
        "id": name,
        "title": f"{name} is found",
        "group": group,
        "question": "Is it?",
        "assert": assertion,
        "severity": severity,
        "why": "It is.",
        "remedy": "Mend it.",
        "backing": "good-practice",
        "since": "0.1",
    }


CHECKS = [
    _check("buzzword", "prose", {"text": {"scope": "clauses", "bars": ["synergy", "leverage"]}}, "warning"),
    _check("owner-missing", "foundations", {"field": {"at": "/policy/owner"}}),
    _check("review-late", "foundations", {"field": {"at": "/policy/review/next", "date": {"not-before-today": True}}}),
]
OURS = pack_of(
    {
        "id": "small",
        "title": "Small",
        "version": "0.1",
        "sha256": "a" * 64,
        "description": "A few checks.",
        "jurisdictions": [],
        "checks": CHECKS,
    }
)
CORE = builtin_packs()[0]


def packs(*more: Pack) -> tuple[Pack, ...]:
    """The checks of the core pack that other stages report, and a few of ours."""
    document = tuple(check for check in CORE.checks if check.group == "document" and "builtin" in check.assertion)
    return (CORE._replace(checks=document), OURS, *more)


def run(*paths: str, today: datetime.date = TODAY, config: str = "", wanted: Wanted | None = None, **more) -> Report:
    """One run over the folder that this process is in, with the configuration that is found there."""
    inputs = collect(paths or (".",))
    files = [source.path for source in inputs.sources]
    governed = govern(files, config, paths or (".",))
    settings = Settings(governed.today() or today, governed=governed, wanted=wanted or Wanted(), **more)
    return lint(inputs, settings, packs())


def write(text: str, name: str = "city.policy.yaml") -> None:
    """A file of the folder, with the folders above it."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8", newline="")


def told(report: Report) -> list[tuple[str, str, str, int]]:
    """What counts: severity, check, file, line."""
    return [(each.severity.name, each.check, each.file, each.place.line) for each in report.findings]


def aside(report: Report) -> list[tuple[str, str, int, str, int, str]]:
    """What was set aside: by what, check, line, and where and why it is set aside."""
    found = []
    for each in (*report.suppressed, *report.waived):
        assert each.aside is not None
        why = each.aside
        found.append((why.by, each.check, each.place.line, why.file, why.line, why.reason))
    return found


def states(report: Report) -> list[tuple[str, str, str, int]]:
    """Everything that sets aside: kind, state, check, uses."""
    return [(each.kind, each.state, each.check, each.uses) for each in report.entries]


BUZZ = ("warning", "buzzword", "city.policy.yaml", 13)
LEVERAGE = ("warning", "buzzword", "city.policy.yaml", 18)
OWNER = ("error", "owner-missing", "city.policy.yaml", 2)
EVERYTHING = [OWNER, BUZZ, LEVERAGE]

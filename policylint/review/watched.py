"""The checks that a policy gets: those of its jurisdiction, of its configuration and of packs of its own. Knows no
finding."""

import datetime
from collections.abc import Sequence

from policylint.checking.packs import Check, Pack, adjusted, builtin_packs
from policylint.report import Report
from policylint.review.subjects import Subject
from policylint.review.watching import Checking
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.run.governed import govern
from policylint.run.own_packs import own_packs


def checks_for(subject: Subject, today: datetime.date) -> Checking:
    """The checks that a run would ask of the policy, in their order."""
    source = subject.loaded.documents[subject.policy.document].source
    governed = govern((source.path,), "", (source.path,))
    builtin = builtin_packs()
    available = (*builtin, *own_packs(governed.configs, builtin).values())
    report = lint(Inputs((source,), (), ""), Settings(today, governed=governed))
    return Checking(asked(report, source.path, available), today)


def asked(report: Report, file: str, available: Sequence[Pack]) -> tuple[Check, ...]:
    """The checks that a run asked of a file, as the packs of the file have them."""
    names = {pack for each in report.files if each.path == file for pack in each.packs}
    used = {pack.id for pack in report.packs}
    packs = [pack for pack in available if pack.id in used and (pack.id in names or not pack.checks)]
    left_out = {each.check for each in report.not_run if each.file == file}
    return tuple(check for check in adjusted(packs) if check.id not in left_out and "*" not in left_out)

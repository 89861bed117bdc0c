"""Writes baselines: what a run found, and what older entries say of policies that it did not look at."""

import os
import sys

from policylint.cli import terminal
from policylint.cli.prepare import Prepared
from policylint.report import Report
from policylint.reporters.page import counted, printable
from policylint.run.baseline import Known, entry, written
from policylint.run.books import baseline_file
from policylint.run.collect import shown


def write(report: Report, prepared: Prepared) -> None:
    """Write the baseline of every configuration of a run, and say so on standard error.

    report: of a run that was to write one, so that `waived` holds what a baseline takes in.
    """
    kept: dict[str, dict[str, Known]] = {}
    used: dict[str, bool] = {}
    for config in prepared.governed.configs:
        path = baseline_file(config, prepared.settings.wanted)
        kept.setdefault(path, {})
        used[path] = bool(config.data.get("baseline"))
    by_name = {shown(path): path for path in kept}
    for each in report.entries:
        # What the run did not ask about stays as it is.
        if each.kind == "baseline" and each.state == "unknown":
            kept[by_name[each.file]][each.where] = Known(each.check, each.policy, each.reason)
    for finding in report.waived:
        if finding.aside is not None and finding.aside.by == "baseline":
            kept[by_name[finding.aside.file]][finding.fingerprint] = entry(finding)
    for path, known in kept.items():
        terminal.put(written(known.items()), path)
        name = printable(shown(path))
        hint = (
            ""
            if used[path]
            else f"; `baseline: {printable(os.path.basename(path))}` in .policylint.yaml makes every run use it"
        )
        sys.stderr.write(f"policylint: wrote {counted(len(known), 'finding')} to {name}{hint}\n")

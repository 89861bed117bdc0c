"""What `policylint lint` does once its words are read: the run, its reports and the exit code; it knows no click."""

import os
from collections.abc import Sequence

from policylint.cli import terminal
from policylint.cli.exits import DONE, FOUND, OURS
from policylint.cli.formats import Wishes, formed, job_summary
from policylint.cli.prepare import Prepared, prepare
from policylint.errors import InputError
from policylint.report import Report
from policylint.reporters.page import Page
from policylint.run.engine import lint
from policylint.typed import Any

EXCLUDING = (
    ("quiet", "verbose", "--quiet and --verbose exclude each other"),
    ("config", "no_config", "--config and --no-config exclude each other"),
    ("write_baseline", "no_ignores", "--write-baseline and --no-ignores exclude each other"),
    ("write_baseline", "changed_since", "--write-baseline takes all findings: leave --changed-since out"),
    ("write_baseline", "part", "--write-baseline takes all findings: leave --calendar out"),
)


def run(paths: tuple[str, ...], given: dict[str, Any], order: Sequence[str]) -> int:
    """Lint and report; the exit code. given: the values of the options by name; order: their names as they stood.

    Raises PolicylintError for words, files and configurations that cannot be used.
    """
    said = {name: value is not None and value is not False for name, value in given.items()}
    said["part"] = given["calendar"] != "all"
    for one, other, message in EXCLUDING:
        if said[one] and said[other]:
            raise unusable(message)
    targets = _targets(given["formats"], given["outputs"], order)
    for _, output in targets:
        # Before the run: its reports are written all or none.
        terminal.expect(output)
    prepared = prepare(paths, given)
    if given["changed_since"] is None:
        report = lint(prepared.inputs, prepared.settings, prepared.available)
    else:
        report = _brought(paths, prepared, given)
    if given["write_baseline"]:
        # Late: few runs write one.
        from policylint.cli import baseline

        baseline.write(report, prepared)
    show(report, targets, prepared, given)
    if report.broken:
        return OURS
    return FOUND if fails(report, prepared) else DONE


def unusable(message: str) -> InputError:
    """Words that do not go together."""
    return InputError(message, remedy="policylint lint --help shows what it takes")


def _brought(paths: tuple[str, ...], prepared: Prepared, given: dict[str, Any]) -> Report:
    """The report of what changed since a revision."""
    # Late: few runs ask git.
    from policylint.review.changed import brought, inputs_at

    files = tuple(given["stdin_name"] if path == "-" else path for path in paths)
    then = inputs_at(given["changed_since"], files, prepared.inputs)
    return brought(prepared.inputs, then, lambda each: lint(each, prepared.settings, prepared.available))


def fails(report: Report, prepared: Prepared) -> bool:
    """Whether the findings make the exit code 1."""
    incomplete = (each for each in report.findings if each.check == "analysis-incomplete")
    if any(prepared.config(each.file).data.get("require-complete") for each in incomplete):
        return True
    files = dict.fromkeys(each.file for each in report.findings)
    return report.fails(prepared.level, {file: prepared.level_of(file) for file in files})


def show(report: Report, targets: list[tuple[str, str]], prepared: Prepared, given: dict[str, Any]) -> None:
    """The report in each format, on standard output or in its file."""
    asked = any(form == "junit" for form, _ in targets)
    levels = {file.path: prepared.level_of(file.path) for file in report.files} if asked else {}
    wishes = Wishes(given["quiet"], given["verbose"], given["show_suppressed"], prepared.level, levels)
    for form, output in targets:
        if output:
            terminal.put(formed(report, form, Page(), wishes), output)
        else:
            terminal.show(formed(report, form, terminal.page(given["colour"]), wishes))
        page_of_job = os.environ.get("GITHUB_STEP_SUMMARY")
        if form == "github" and page_of_job:
            terminal.add(job_summary(report), page_of_job)


def _targets(formats: tuple[str, ...], outputs: tuple[str, ...], order: Sequence[str]) -> list[tuple[str, str]]:
    """Each format with its file; empty or `-`: standard output. An output belongs to the format before it."""
    left_formats, left_outputs = iter(formats), iter(outputs)
    targets: list[tuple[str, str]] = []
    for name in order:
        if name == "formats":
            targets.append((next(left_formats), ""))
        elif name == "outputs" and targets and targets[-1][1]:
            raise unusable("two --output for one --format: give each format its own")
        elif name == "outputs":
            form = targets.pop()[0] if targets else "text"
            targets.append((form, next(left_outputs)))
    targets = [(form, "" if output == "-" else output) for form, output in targets] or [("text", "")]
    if sum(not output for _, output in targets) > 1:
        raise unusable("two formats would be mixed on standard output: give one of them an --output")
    return targets

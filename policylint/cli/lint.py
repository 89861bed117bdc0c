"""`policylint lint`: words in, reports out, and the exit code."""

import os
from typing import Any

import click

from policylint.cli import options, terminal
from policylint.cli.formats import FORMATS, Wishes, formed, job_summary
from policylint.cli.main import DONE, FOUND, OURS
from policylint.cli.prepare import LEVELS, Prepared, prepare
from policylint.report import Report
from policylint.reporters.page import Page
from policylint.run.calendar import CHOICES
from policylint.run.engine import lint

EPILOG = """\b
Examples:
  policylint lint                                   every policy here and below
  policylint lint social-media.policy.yaml
  policylint lint --format text --format json --output report.json policies/
  policylint lint - --stdin-filename draft.policy.yaml < draft
  policylint lint --changed-since origin/main...    only what this branch brought

Ends with 0 when nothing is at or above the fail level, 1 for findings, 2 for input that cannot be used, 3 for a
fault of policylint.
"""


class Paired(click.Command):
    """A command whose `--output` belongs to the `--format` before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta["order"] = [param.name for param in order if param.name in ("formats", "outputs")]
        return super().parse_args(ctx, args)


@click.command("lint", cls=Paired, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="May be given again.")
@click.option("--output", "-o", "outputs", multiple=True, metavar="FILE", help="Where the format before it goes.")
@click.option(
    "--fail-on",
    type=click.Choice(list(LEVELS)),
    help="The least severity that makes the exit code 1: error, unless the configuration says another.",
)
@click.option("--select", multiple=True, metavar="NAME", help="Only this check, group or pack. May be given again.")
@click.option("--ignore", multiple=True, metavar="NAME", help="Without this check, group or pack. May be given again.")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="NAME|PATH",
    help="This pack, not those of the jurisdiction; one of your own comes on top.",
)
@click.option(
    "--changed-since",
    metavar="REV",
    help="Only findings that a git revision did not have yet; REV...: that the branch did not have when it left REV.",
)
@options.setup
@click.option("--write-baseline", is_flag=True, help="Write all findings of now into the baseline.")
@click.option("--no-ignores", is_flag=True, help="Count what comments, waivers and the baseline set aside.")
@click.option("--show-suppressed", is_flag=True, help="Show what was set aside, and why.")
@click.option(
    "--calendar",
    type=click.Choice(CHOICES),
    default="all",
    show_default=True,
    help="Findings that only a day brings, such as a review that is overdue: with them, without, or nothing else.",
)
@options.today
@options.effort
@click.option("--quiet", "-q", is_flag=True, help="Errors and the summary only.")
@click.option("--verbose", "-v", is_flag=True, help="Everything: notes in full, texts to paste, all sources.")
@options.colour
@options.stdin_name
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> int:
    """Find what policies leave open, contradict or demand unlawfully.

    PATH is a file, a folder (every *.policy.yaml and *.policy.yml below it, git-ignored ones left out) or - for
    standard input; none means here. The files of one run are read together: they may rely on each other.
    """
    if given["quiet"] and given["verbose"]:
        raise click.UsageError("--quiet and --verbose exclude each other", ctx)
    _exclusions(ctx, given)
    targets = _targets(ctx, given["formats"], given["outputs"])
    prepared = prepare(ctx, paths, given)
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
    return report.fails(prepared.level, {each.file: prepared.level_of(each.file) for each in report.findings})


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


def _exclusions(ctx: click.Context, given: dict[str, Any]) -> None:
    if given["config"] and given["no_config"]:
        raise click.UsageError("--config and --no-config exclude each other", ctx)
    if given["write_baseline"] and given["no_ignores"]:
        raise click.UsageError("--write-baseline and --no-ignores exclude each other", ctx)
    if given["write_baseline"] and given["changed_since"] is not None:
        raise click.UsageError("--write-baseline takes all findings: leave --changed-since out", ctx)
    if given["write_baseline"] and given["calendar"] != "all":
        raise click.UsageError("--write-baseline takes all findings: leave --calendar out", ctx)


def _targets(ctx: click.Context, formats: tuple[str, ...], outputs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each format with its file; empty or `-`: standard output."""
    left_formats, left_outputs = iter(formats), iter(outputs)
    targets: list[tuple[str, str]] = []
    for name in ctx.meta["order"]:
        if name == "formats":
            targets.append((next(left_formats), ""))
        elif targets and targets[-1][1]:
            raise click.UsageError("two --output for one --format: give each its own format", ctx)
        else:
            form = targets.pop()[0] if targets else "text"
            targets.append((form, next(left_outputs)))
    targets = [(form, "" if output == "-" else output) for form, output in targets] or [("text", "")]
    if sum(not output for _, output in targets) > 1:
        raise click.UsageError("two formats would be mixed on standard output: give one of them an --output", ctx)
    return targets

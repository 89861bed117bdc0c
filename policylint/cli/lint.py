"""`policylint lint` for click, which reads the lines that `grammar` leaves to it, and writes the help."""

import click

from policylint.cli import grammar, linting, options
from policylint.typed import Any

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


class Ordered(click.Command):
    """A command that notes in which order its options stood: an `--output` belongs to the `--format` before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta["order"] = [param.name for param in order]
        return super().parse_args(ctx, args)


@click.command("lint", cls=Ordered, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@options.added(grammar.LINT)
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> int:
    """Find what policies leave open, contradict or demand unlawfully.

    PATH is a file, a folder (every *.policy.yaml and *.policy.yml below it, git-ignored ones left out, links followed
    within the repository) or - for standard input; none means here. The files of one run are read together: they may
    rely on each other.
    """
    return linting.run(paths, given, ctx.meta["order"])

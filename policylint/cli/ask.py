"""`policylint ask`: an option for every dimension of the vocabulary, the policy's own ones included."""

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE
from policylint.cli.hours import duty_time, moment
from policylint.cli.policy import choose, in_words, written_box
from policylint.policy.answers import answers
from policylint.policy.vocabulary import Vocabulary
from policylint.reporters.answers import answers_json, answers_text
from policylint.reporters.telling import tell
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint ask social-media.policy.yaml --who contractor --device personal --time off-hours
  policylint ask social-media.policy.yaml --who staff --activity post --at "2026-11-28 21:30"
"""


class Asking(click.Command):
    """A command that takes `--DIMENSION VALUE` for dimensions that are only known once the policy is read."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {name for param in self.get_params(ctx) for name in param.opts if name.startswith("--")}
        rest: list[str] = []
        pairs: list[tuple[str, str]] = []
        left = list(args)
        while left:
            word = left.pop(0)
            option, equals, value = word.partition("=")
            if word == "--":
                rest += [word, *left]
                break
            if not option.startswith("--") or option in known:
                rest.append(word)
                # The value of an option of ours may begin with a hyphen; it is no dimension.
                if option in known and not equals and left and self._takes_value(ctx, option):
                    rest.append(left.pop(0))
                continue
            if not equals:
                if not left or left[0].startswith("--"):
                    raise click.UsageError(f'"{option}" needs a value, such as {option} any', ctx)
                value = left.pop(0)
            pairs.append((option[2:], value))
        ctx.meta["pairs"] = tuple(pairs)
        return super().parse_args(ctx, rest)

    def _takes_value(self, ctx: click.Context, option: str) -> bool:
        param = next(each for each in self.get_params(ctx) if option in each.opts)
        return isinstance(param, click.Option) and not param.is_flag

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        vocabulary = Vocabulary.standard()
        with formatter.section("The situation (several values: with commas; what is not named stays open)"):
            formatter.write_dl(
                [
                    (f"--{name}", f"{vocabulary.question(number)}: {', '.join(vocabulary.known(number))}")
                    for number, name in enumerate(vocabulary.space.dimensions)
                ]
            )
        super().format_options(ctx, formatter)


@click.command("ask", cls=Asking, epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--at", metavar="DATE TIME", help="When, instead of --time: judged by the policy's `working-hours`.")
@click.option("--policy", default="", metavar="ID", help="Which policy, when the files hold several.")
@click.option("--verbose", "-v", is_flag=True, help="Every case in which an answer holds.")
@options.form
@options.effort
@options.colour
@options.stdin_name
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], at: str | None, policy: str, form: str, **given: Any) -> int:
    """What a policy says about a situation.

    What you do not name stays open: the answer is then divided by what the policy says, with the clauses that decide,
    those that they beat, and the duties that hold. A policy's own dimensions and words can be used like the others.

    --at turns a date and a time into working-hours or off-hours by the working hours that the policy writes down, on
    the agency's clock; it knows no breaks, leave or holidays.
    """
    pairs: tuple[tuple[str, str], ...] = ctx.meta["pairs"]
    if at and any(name == "time" for name, _ in pairs):
        raise click.UsageError("--at and --time both say when: leave one out", ctx)
    when = moment(at) if at else None
    chosen = choose(paths, given["stdin_name"], policy)
    notes = []
    if when is not None:
        value, why = duty_time(chosen.policy.data.get("working-hours"), when)
        pairs = (*pairs, ("time", value))
        notes.append(why)
    vocabulary = chosen.decision.vocabulary
    written = written_box(vocabulary, pairs)
    box = vocabulary.box(written, "", [])
    told = tell(chosen.decision, answers(chosen.decision, box.bits, given["effort"]), box.named, chosen.locate)
    if form == "json":
        asked = {name: vocabulary.space.values_in(box.bits, vocabulary.space.index[name]) for name in written}
        terminal.show(answers_json(chosen.policy.id, asked, told))
    else:
        page = terminal.page(given["colour"])
        terminal.show(
            answers_text(
                page, chosen.title, chosen.file, in_words(vocabulary, written), told, notes, verbose=given["verbose"]
            )
        )
    return DONE

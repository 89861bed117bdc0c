"""`policylint posture`: which kind of agency a policy speaks for, the question for it, and the shortest way on."""

import click

from policylint.checking import packs
from policylint.checking.context import Context
from policylint.cli import options, terminal
from policylint.cli.exits import DONE
from policylint.cli.policy import one_of, refuse_broken, titled
from policylint.reporters.posture import Standing, posture_json, posture_text
from policylint.review.answering import answer
from policylint.review.posture import place, postures
from policylint.review.way_on import way_on
from policylint.run.load import load
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint posture social-media.policy.yaml
  policylint posture policies/ --policy county-social-media --format json
"""


@click.command("posture", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--policy", default="", metavar="ID", help="Which policy, when the files hold several.")
@options.form
@options.today
@options.effort
@options.colour
@options.stdin_name
def command(paths: tuple[str, ...], policy: str, form: str, effort: int, **given: Any) -> int:
    """Which kind of agency a policy speaks for, the question for it, and the way on.

    The kinds: have-not, communicator, sniffer, stonewaller and savvy. Each is shown with the clauses that say so; the
    question that this kind of agency finds hardest is put to the policy; and the fewest clauses that would make it a
    savvy one are listed, to be pasted. Documents that the policy relies on are read along with it.
    """
    inputs = options.inputs(paths, given["stdin_name"])
    loaded = load(inputs)
    refuse_broken(inputs, loaded)
    policies, chosen = one_of(loaded, policy, "use")
    today = options.day(given["today"])
    checks = {check.id: check for pack in packs.builtin_packs() for check in pack.checks}
    known = postures()
    context = Context(policies, chosen, today, effort, {}, False)
    placement = place(context, known, checks)
    way = way_on(policies, chosen, known, checks, today, lambda check: packs.page(check).example_fix, effort)
    head = chosen.data.get("policy") or {}

    def locate(name: str, path: str) -> tuple[str, int]:
        owner = policies.get(name) or chosen
        document = loaded.documents[owner.document]
        span = document.key_span(path) or document.span(path)
        return document.source.path, document.source.position(span.start)[0]

    title = titled(chosen, head.get("title"))
    standing = Standing(chosen.id, title, placement, answer(context, placement.kind.answer), way, locate)
    if form == "json":
        terminal.show(posture_json(standing))
    else:
        terminal.show(posture_text(terminal.page(given["colour"]), standing))
    return DONE

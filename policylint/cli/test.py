"""`policylint test`: scenarios of policies, and which changes of a policy nobody would notice."""

import os
import sys
from collections.abc import Iterable

import click

from policylint.cli import options, terminal
from policylint.cli.exits import DONE, FOUND, UNUSABLE
from policylint.cli.hours import duty_time, moment
from policylint.errors import InputError
from policylint.reading.files import ReadProblem, read_file, source_from_bytes
from policylint.reading.yamltree import parse
from policylint.review.scenario_files import SUFFIXES, ScenarioFile, is_scenarios, read_scenarios
from policylint.review.scenarios import ERROR, FAILED, PASSED, Tested, judge, states
from policylint.review.subjects import Shelf
from policylint.run.collect import policy_files, root_of, shown
from policylint.run.load import head_of
from policylint.source import Source
from policylint.typed import Any

EPILOG = """\b
Examples:
  policylint test                                   every *.scenarios.yaml here and below
  policylint test riverton.scenarios.yaml
  policylint test draft.policy.yaml                 the scenarios that name this policy, asked of the draft
  policylint test --mutants policies/               and which changes nobody would notice

Ends with 0 when every scenario passes, 1 when one fails, 2 when a file or a scenario cannot be used. Changes that
nobody would notice do not count.
"""


@click.command("test", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--mutants", is_flag=True, help="Change each clause a little, and see whether anything notices.")
@click.option("--checks/--no-checks", default=True, show_default=True, help="With --mutants: ask the checks as well.")
@click.option("--most", type=click.IntRange(1), help="With --mutants: at most so many changes of a policy.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit"]),
    default="text",
    help="For people, for scripts, or for the test page of a CI system.",
)
@options.today
@options.effort
@click.option("--verbose", "-v", is_flag=True, help="What passed, too; with --mutants, what noticed each change.")
@options.colour
@options.stdin_name
def command(paths: tuple[str, ...], form: str, **given: Any) -> int:
    """Ask policies about situations whose answer is known.

    A scenario describes a situation, as far as it matters, and says what the policy must answer in every case of it.
    PATH is a file of scenarios, a folder (every *.scenarios.yaml below it) or a policy, which then is asked instead of
    the file that is found; none means here.
    """
    files, policies = _inputs(paths or (".",), given["stdin_name"])
    tested = judge(files, Shelf(policies), _clock, given["effort"])
    surveys = _surveys(tested, policies, given) if given["mutants"] else ()
    _show(tested, surveys, form, given)
    found = set(states(tested))
    return UNUSABLE if ERROR in found else FOUND if FAILED in found else DONE


def _clock(hours: Any, at: str) -> str:
    return duty_time(hours, moment(at))[0]


# ---- which files


def _inputs(paths: Iterable[str], stdin_name: str) -> tuple[list[ScenarioFile], list[Source]]:
    """The files of scenarios, and the policies that are named."""
    found: dict[str, Source] = {}
    policies: dict[str, Source] = {}
    for path in paths:
        if path == "-":
            read = source_from_bytes(sys.stdin.buffer.read(), stdin_name)
            _sort(_usable(read), found, policies)
        elif os.path.isdir(path):
            for each in policy_files(path, SUFFIXES):
                found.setdefault(os.path.realpath(each), _usable(read_file(each, shown(each))))
        else:
            _sort(_usable(read_file(path, shown(path))), found, policies)
    if policies and not found:
        _beside(policies.values(), found)
    if not found and not policies:
        where = "here" if tuple(paths) == (os.curdir,) else f"in {', '.join(paths)}"
        raise InputError(
            f"nothing to test: there is no file that ends in {SUFFIXES[0]} {where}",
            remedy="docs/scenarios.md shows how to write one.",
        )
    files = [read_scenarios(source) for source in sorted(found.values(), key=lambda each: each.path)]
    return files, list(policies.values())


def _usable(read: Source | ReadProblem) -> Source:
    if isinstance(read, ReadProblem):
        place = f"{read.path}:{read.line}:{read.column}" if read.line else read.path
        raise InputError(read.message, place=place, remedy=f"{read.remedy[:1].upper()}{read.remedy[1:]}.")
    return read


def _sort(source: Source, found: dict[str, Source], policies: dict[str, Source]) -> None:
    mine = found if is_scenarios(parse(source)) else policies
    mine.setdefault(os.path.realpath(source.path), source)


def _beside(policies: Iterable[Source], found: dict[str, Source]) -> None:
    """The scenarios below the root that name one of the policies."""
    sources = list(policies)
    names = {head_of(parse(source)).get("id") for source in sources}
    for folder in dict.fromkeys(root_of(source.path) for source in sources if os.path.exists(source.path)):
        for each in policy_files(folder, SUFFIXES):
            read = read_file(each, shown(each))
            if isinstance(read, Source):
                data = parse(read).data
                if isinstance(data, dict) and data.get("policy") in names:
                    found.setdefault(os.path.realpath(each), read)


# ---- which changes


def _surveys(tested: tuple[Tested, ...], policies: list[Source], given: dict[str, Any]) -> tuple[Any, ...]:
    # Late: only this needs the checks, which cost more to import than the scenarios to judge.
    from policylint.review.mutation import MOST, survey
    from policylint.review.subjects import Subject
    from policylint.review.watched import checks_for

    asked: dict[str, tuple[Subject, list[Any]]] = {}
    for each in tested:
        if each.subject is not None:
            passed = {result.scenario.path for result in each.results if result.state == PASSED}
            mine = asked.setdefault(each.subject.file, (each.subject, []))[1]
            mine += [one for one in each.asked if one.scenario.path in passed]
    shelf = Shelf(policies)
    for source in policies:
        found = shelf.policy(str(head_of(parse(source)).get("id", "")), source.path)
        if isinstance(found, Subject):
            asked.setdefault(found.file, (found, []))
    today = options.day(given["today"])
    most = given["most"] or MOST
    return tuple(
        survey(subject, scenarios, checks_for(subject, today) if given["checks"] else None, most, given["effort"])
        for _, (subject, scenarios) in sorted(asked.items())
    )


def _show(tested: tuple[Tested, ...], surveys: tuple[Any, ...], form: str, given: dict[str, Any]) -> None:
    from policylint.reporters.scenarios import scenarios_json, scenarios_junit, scenarios_text

    if form == "junit":
        terminal.show(scenarios_junit(tested))
        return
    if form == "json":
        data = None
        if given["mutants"]:
            from policylint.reporters.mutants import mutants_data

            data = [mutants_data(each) for each in surveys]
        terminal.show(scenarios_json(tested, data))
        return
    page = terminal.page(given["colour"])
    text = scenarios_text(page, tested, verbose=given["verbose"]) if tested else ""
    if surveys:
        from policylint.reporters.mutants import mutants_text

        text += ("\n" if text else "") + mutants_text(page, surveys, verbose=given["verbose"])
    terminal.show(text)

"""`policylint config`: which settings hold for a file or a folder, where each comes from, and the lock."""

import os
import sys
from collections.abc import Iterator, Mapping

import click

from policylint.checking.packs import Pack, builtin_packs
from policylint.cli import options, terminal
from policylint.cli.exits import DONE
from policylint.cli.grammar import LEVELS
from policylint.cli.prepare import names
from policylint.errors import InputError
from policylint.reporters.effective import Part, Row, effective_json, effective_text
from policylint.reporters.page import counted
from policylint.run.books import baseline_file, waivers_file
from policylint.run.collect import CONFIGURATION, collect, policy_files, shown
from policylint.run.config import LOCK, Config, Layer, Said
from policylint.run.engine import Settings, lint
from policylint.run.globs import matches
from policylint.run.governed import Wanted, govern
from policylint.run.lock import written
from policylint.run.setup import set_up
from policylint.typed import Any

COMMAND_LINE = "command line"

EPILOG = """\b
Examples:
  policylint config                                 what holds here
  policylint config social-media.policy.yaml        what holds for one policy
  policylint config --fail-on note --format json
  policylint config --lock                          write down by which packs policies are judged
"""


@click.command("config", epilog=EPILOG)
@click.argument("path", default=".", metavar="[PATH]")
@click.option("--lock", is_flag=True, help="Write policylint.lock beside the configuration.")
@click.option("--fail-on", type=click.Choice(list(LEVELS)), help="As lint has it.")
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="As lint has it. May be given again.")
@options.setup
@options.form
@options.today
@options.effort_of_run
@options.colour
def command(path: str, *, lock: bool, form: str, **given: Any) -> int:
    """Which settings hold for a policy or a folder, and where each comes from: file and line, default, or command line.

    The configuration is checked on the way, with all files that it names.
    """
    if not os.path.exists(path):
        raise InputError(f'there is no file or folder "{path}"', remedy="Look for a spelling mistake.")
    folder = os.path.isdir(path)
    file = os.path.join(path, "any") if folder else path
    governed = govern((file,), "-" if given["no_config"] else given["config"] or "", (path,))
    wanted = Wanted(given["waivers"] or "", given["baseline"] or "", lock=not lock)
    today = given["today"] or governed.today() or options.day(None)
    available = set_up(governed, wanted, today, (), names(given["packs"]), builtin_packs()).available
    config = governed.configs[0]
    if lock:
        return _lock(config, Settings(today, governed=governed, wanted=wanted), available)
    run = tuple(_of_the_run(config, wanted, given))
    parts = tuple(_of_the_folder(config, given, path, run)) if folder else (_of_the_file(config, given, path, run),)
    if form == "json":
        terminal.show(effective_json(shown(path), config.file, parts))
    else:
        name = config.file or f"none (no {CONFIGURATION} here or above)"
        terminal.show(effective_text(terminal.page(given["colour"]), f"Configuration: {name}", parts))
    return DONE


def _of_the_run(config: Config, wanted: Wanted, given: Mapping[str, Any]) -> Iterator[Row]:
    """What holds for a run as a whole."""
    found = waivers_file(config, wanted)
    said = config.get("/waivers/file")
    origin = COMMAND_LINE if wanted.waivers else config.origin(said)
    yield Row("waivers.file", shown(found) if found else None, origin)
    yield _row(config, "waivers.at-most", config.get("/waivers/at-most"))
    found = baseline_file(config, wanted)
    origin = COMMAND_LINE if wanted.baseline else config.origin(config.get("/baseline"))
    yield Row("baseline", shown(found) if found else None, origin)
    yield _row(config, "unwaivable", config.get("/unwaivable"))
    yield _row(config, "require-complete", config.get("/require-complete", False))
    yield _row(config, "effort", config.get("/effort", 1), given["effort"])
    today = given["today"].isoformat() if given["today"] else None
    yield _row(config, "today", config.get("/today"), today)
    yield _row(config, "language", config.get("/language", "en"))
    lock = os.path.join(config.base, LOCK) if config.base else ""
    yield Row("lock", shown(lock) if os.path.lexists(lock) else None, "default")


def _row(config: Config, name: str, said: Said, given: Any = None) -> Row:
    return Row(name, said.value, config.origin(said)) if given is None else Row(name, given, COMMAND_LINE)


def _of_the_file(config: Config, given: Mapping[str, Any], path: str, run: tuple[Row, ...]) -> Part:
    rules = config.for_file(path)
    rows = [
        _row(config, "packs", rules.packs, list(names(given["packs"])) or None),
        _row(config, "fail-level", rules.fail_level, given["fail_on"]),
    ]
    written: dict[str, Row] = {}
    for layer in rules.layers:
        # A later setting stands behind the earlier ones that it wins over.
        for name, word in layer.data.get("severities", {}).items():
            written.pop(name, None)
            written[name] = Row(
                f"severities.{name}", word, config.origin(Said(word, f"{layer.path}/severities/{name}"))
            )
    pins = (Row(f"pin.{name}", said.value, config.origin(said)) for name, said in sorted(rules.pin.items()))
    return Part((), (*rows, *(written[name] for name in sorted(written)), *pins, *run))


def _of_the_folder(config: Config, given: Mapping[str, Any], path: str, run: tuple[Row, ...]) -> Iterator[Part]:
    general, *others = config.layers
    packs, level = config.get("/packs", ()), config.get("/fail-level", "error")
    rows = (
        _row(config, "packs", packs, list(names(given["packs"])) or None),
        _row(config, "fail-level", level, given["fail_on"]),
    )
    yield Part((), (*rows, *_layer_rows(config, general, ("severities", "pin")), *run))
    inside = [config.inside(file) for file in policy_files(path)] if others else []
    for layer in others:
        number = sum(any(matches(pattern, file) for pattern in layer.patterns) for file in inside)
        keys = ("packs", "fail-level", "severities", "pin")
        yield Part(layer.patterns, tuple(_layer_rows(config, layer, keys)), number)


def _layer_rows(config: Config, layer: Layer, keys: tuple[str, ...]) -> Iterator[Row]:
    for key in keys:
        value = layer.data.get(key)
        if isinstance(value, Mapping):
            for name, word in value.items():
                yield Row(f"{key}.{name}", word, config.origin(Said(word, f"{layer.path}/{key}/{name}")))
        elif value is not None:
            yield Row(key, value, config.origin(Said(value, f"{layer.path}/{key}")))


def _lock(config: Config, settings: Settings, available: tuple[Pack, ...]) -> int:
    base = config.base or os.curdir
    used = {pack.id for pack in lint(collect((base,)), settings).packs}
    path = os.path.join(base, LOCK)
    terminal.put(written(pack for pack in available if pack.id in used), path)
    sys.stderr.write(f"policylint: wrote {counted(len(used), 'pack')} to {shown(path)}\n")
    return DONE

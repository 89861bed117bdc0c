"""PyYAML in part: a process that has libyaml's parser only must not be able to tell when it asks for more."""

import subprocess
import sys

import pytest
from running import scrubbed

ASKS = {
    "attribute": "import yaml; print(yaml.safe_load('a: [1, no]'))",
    "names": "from yaml import dump, safe_load; print(dump(safe_load('a: 1')), end='')",
    "module": "import yaml.constructor; print(yaml.constructor.SafeConstructor.__name__)",
    "module of the package": "from yaml import resolver; print(resolver.Resolver.__name__)",
    "star": "from yaml import *; print(safe_load('2026-01-02'))",
    "version": "import yaml; print(yaml.__version__, yaml.__with_libyaml__)",
    "what is not there": "import yaml; print(hasattr(yaml, 'safe_lint'), getattr(yaml, 'CLoader').__name__)",
    "its errors": """
import yaml
for text, error in (('a: \\x01', yaml.reader.ReaderError), ('a: [', yaml.parser.ParserError), ('a: %', yaml.YAMLError),
                    ('"', yaml.scanner.ScannerError), ('!!int x', yaml.constructor.ConstructorError)):
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        try:
            print(yaml.load(text, loader))
        except ValueError as fault:
            print(fault)
        except error as fault:
            print(type(fault).__module__, str(fault).splitlines()[-1])
""",
}
BEGIN = """
import sys
from policylint.reading import libyaml
libyaml.load()
assert "yaml" in sys.modules and "yaml.reader" not in sys.modules
from policylint.reading.parsers import events
event = events("a: b", "c")
assert [type(event()).__name__ for _ in range(7)][3:6] == ["ScalarEvent", "ScalarEvent", "MappingEndEvent"]
"""


def output(program: str) -> tuple[int, str, str]:
    line = [sys.executable, "-c", program]
    done = subprocess.run(line, env=scrubbed(), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


libyaml_only = pytest.mark.skipif(output("import yaml._yaml")[0] != 0, reason="PyYAML was built without libyaml")


@libyaml_only
@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())
def test_whoever_asks_for_more_gets_all_of_it(ask: str) -> None:
    whole = output(ask)
    assert whole[0] == 0, whole[2]
    assert output(BEGIN + ask) == whole


@libyaml_only
def test_an_error_of_the_parser_is_pyyamls_error() -> None:
    program = BEGIN + (
        "from yaml.error import YAMLError\n"
        "for text in ('a: \\x01', 'a: [', '\"'):\n"
        "    event = events(text, 'c')\n"
        "    try:\n"
        "        while event(): pass\n"
        "    except YAMLError as error:\n"
        "        print(type(error).__name__)\n"
    )
    assert output(program) == (0, "ReaderError\nParserError\nScannerError\n", "")


def test_what_is_loaded_already_stays() -> None:
    program = (
        "import yaml\nfrom policylint.reading import libyaml\nlibyaml.load()\n"
        "import sys\nprint(sys.modules['yaml'] is yaml, yaml.safe_load('1'))"
    )
    assert output(program) == (0, "True 1\n", "")


@pytest.mark.parametrize("missing", ["yaml._yaml", "yaml.tokens"])
def test_where_a_part_is_missing_nothing_is_changed(missing: str) -> None:
    program = (
        f"import sys\nsys.modules[{missing!r}] = None\nfrom policylint.reading import libyaml\nlibyaml.load()\n"
        f"print('yaml' in sys.modules)\ndel sys.modules[{missing!r}]\nimport yaml\nprint(yaml.safe_load('[1, no]'))"
    )
    assert output(program) == (0, "False\n[1, False]\n", "")


def test_without_libyaml_the_program_reads_all_the_same(tmp_path) -> None:
    (tmp_path / "a.policy.yaml").write_text("policylint: 1\nfoo: [1\n", encoding="utf-8")
    start = "import sys\n{}from policylint.cli.main import main\nmain(['lint', {!r}])"
    name = str(tmp_path / "a.policy.yaml")
    without = output(start.format("sys.modules['yaml._yaml'] = None\n", name))
    assert without == output(start.format("", name))
    assert "a.policy.yaml" in without[1]


def test_without_pyyaml_nothing_is_put_in_its_place() -> None:
    program = (
        "import sys, policylint.reading.libyaml as libyaml\n"
        "sys.meta_path[:] = [type('Nothing', (), {'find_spec': staticmethod(lambda *_: None)})]\n"
        "libyaml.load()\nprint('yaml' in sys.modules)"
    )
    assert output(program) == (0, "False\n", "")

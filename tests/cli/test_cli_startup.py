"""What a run must not import: each of these costs more than the whole analysis of a small policy."""

import re
import subprocess
import sys

from running import POLICY, scrubbed

HEAVY = (
    "typing",
    "click",
    "jsonschema",
    "difflib",
    "dataclasses",
    "markdown_it",
    "importlib.metadata",
    "pathlib",
    "tempfile",
    "subprocess",
    "yaml.constructor",
    "yaml.reader",
    "yaml.resolver",
    "policylint.run.books",
    "policylint.run.gate",
    "policylint.run.names",
    "policylint.run.settings_file",
    "policylint.run.suppress",
)
PROGRAM = """
import sys
from policylint.cli.main import main
code = main(sys.argv[1:])
print(code, sorted(set({heavy!r}) & set(sys.modules)), file=sys.stderr)
"""


def imported(tmp_path, *line):
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(heavy=HEAVY), *line],
        cwd=tmp_path,
        env=scrubbed(),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.strip()


def test_lint_imports_nothing_heavy(tmp_path):
    assert imported(tmp_path, "lint", "city.policy.yaml") in ("0 []", "1 []")


def test_configuration_alone_loads_no_gate(tmp_path):
    (tmp_path / ".policylint.yaml").write_text("fail-level: never\n", encoding="utf-8")
    assert imported(tmp_path, "lint", "city.policy.yaml") == "0 ['policylint.run.settings_file']"


def test_waivers_load_no_grammar_of_comments(tmp_path):
    (tmp_path / "policylint-waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    loaded = imported(tmp_path, "lint", "city.policy.yaml", "--fail-on", "never")
    gate = ("books", "gate", "names", "settings_file")
    assert loaded == f"0 {[f'policylint.run.{name}' for name in gate]}"


def test_help_imports_no_command(tmp_path):
    program = "import sys\nfrom policylint.cli.main import main\nmain(['--help'])\n"
    program += "print(sorted(name for name in sys.modules if name.startswith('policylint')), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=scrubbed(), capture_output=True, check=True
    )
    loaded = set(re.findall(r"policylint\.cli\.(\w+)", done.stderr.decode()))
    assert loaded == {"main", "exits", "commands"}

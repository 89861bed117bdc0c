"""What a run must not import: each of these costs more than the whole analysis of a small policy."""

import subprocess
import sys

from running import POLICY, scrubbed

HEAVY = (
    "jsonschema",
    "difflib",
    "dataclasses",
    "markdown_it",
    "importlib.metadata",
    "pathlib",
    "tempfile",
    "subprocess",
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
    assert imported(tmp_path, "lint", "city.policy.yaml", "--select", "off-hours-unaddressed") in ("0 []", "1 []")


def test_help_imports_no_command(tmp_path):
    program = "import sys\nfrom policylint.cli.main import main\nmain(['--help'])\n"
    program += "print(sorted(name for name in sys.modules if name.startswith('policylint')), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=scrubbed(), capture_output=True, check=True
    )
    assert done.stderr.decode().split() == [
        "['policylint',", "'policylint.cli',", "'policylint.cli.main',", "'policylint.errors']"
    ]  # fmt: skip

"""Times policylint beside other linters on the same files, as ratios: the machine's speed cancels out.

    python benchmarks/lint.py [--files 1000] [--runs 7] [--policylint PATH]

Wants an installed policylint (not an editable one: its data would be read from YAML). yamllint, check-jsonschema and
spectral are timed where they are installed. Unsets PYTHONDONTWRITEBYTECODE, which makes Python tools recompile.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES = 350
REAL = ROOT / "tests/transcriptions/it-agid/media-policy.policy.yaml"
"""A real policy of about as many lines, which leaves less open than the made ones."""
SPECTRAL = "rules:\n" + "".join(
    f"  rule-{number}:\n    given: $.clauses[*]\n    then: {{field: {field}, function: truthy}}\n"
    for number, field in enumerate(["id", "text"] * 20)
)


def policy(number: int) -> str:
    """A policy of about 350 lines, 14 kB: the first clauses of the largest sample, cut at the end of a clause.

    Cut so, it leaves very much open: about 140 findings. The texts of no two numbers are the same.
    """
    lines = (ROOT / "sample_policies/riverton-city/social-media.policy.yaml").read_text(encoding="utf-8").splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("clauses:"))
    head = [line for line in lines[:start] if line.strip()][:150]
    while head and not head[-1].startswith(" "):
        head.pop()
    room = LINES - len(head)
    ends = [index for index in range(start + 1, start + room) if lines[index].startswith("  - id:")]
    text = "\n".join([*lines[:1], *head[1:], *lines[start : ends[-1]]]) + "\n"
    text = text.replace("id: riverton-social-media", f"id: riverton-social-media-{number}").replace(
        "agency: City of Riverton", f"agency: City of Riverton {number}"
    )
    return text.replace(".\n\n", f". See page {number}.\n\n")


def measured(command: Sequence[str], runs: int, cwd: Path) -> float:
    """The median wall time of whole processes in seconds, after one that is not counted."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for run in range(runs + 1):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if run:
            times.append(time.perf_counter() - start)
        if done.returncode > 1:
            raise SystemExit(f"{' '.join(command[:3])} ended with {done.returncode}: {done.stderr.decode()[:400]}")
    return statistics.median(times)


def tools(policylint: str, schema: Path) -> dict[str, list[str]]:
    """The command lines that get files appended, by name."""
    found = {"policylint": [policylint, "lint", "--fail-on", "never", "--today", "2026-01-15"]}
    if path := shutil.which("yamllint"):
        found["yamllint"] = [path, "-d", "{extends: relaxed, rules: {line-length: disable}}"]
    if path := shutil.which("check-jsonschema"):
        found["check-jsonschema"] = [path, "--schemafile", str(schema)]
    if path := shutil.which("spectral"):
        found["spectral"] = [path, "lint", "--ruleset", "ruleset.yaml", "--quiet"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--policylint", default=shutil.which("policylint") or "policylint")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "ruleset.yaml").write_text(SPECTRAL, encoding="utf-8")
        for number in range(given.files):
            (here / f"{number:04}.policy.yaml").write_text(policy(number), encoding="utf-8")
        one = (here / "0000.policy.yaml").read_text(encoding="utf-8")
        print(f"one file: {len(one.splitlines())} lines, {len(one.encode())} bytes")
        (here / "real.policy.yaml").write_bytes(REAL.read_bytes())
        floor = measured([sys.executable, "-c", "import yaml, click"], given.runs, here)
        print(f"{'python -c import yaml, click':32}{floor * 1000:10.0f} ms   1.00")
        commands = tools(given.policylint, ROOT / "schemas/policy.schema.json")
        for name, command in commands.items():
            for words, file in (("1 file", "0000.policy.yaml"), ("a real policy", "real.policy.yaml")):
                took = measured([*command, file], given.runs, here)
                print(f"{f'{name}, {words}':32}{took * 1000:10.0f} ms{took / floor:7.2f}")
        names = sorted(path.name for path in here.glob("[0-9]*.policy.yaml"))
        for name, command in commands.items():
            took = measured([*command, *names], 1, here)
            print(f"{name + f', {len(names)} files':32}{took:10.2f} s")


if __name__ == "__main__":
    main()

"""Times what a gate costs, in whole processes: several formats at once, the hook on one file, a diff of 500 clauses.

    python benchmarks/gate.py [--files 1000] [--runs 5] [--policylint PATH]

Wants an installed policylint, as `benchmarks/lint.py` does. Timings are to be read, not tested.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import diff
import yaml
from lint import ROOT, policy

FORMATS = ("json", "sarif", "junit")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
HEAD = {"id": "p", "title": "P", "agency": "City", "kind": "use", "jurisdiction": "US-WA", "status": "draft"}


def seconds(command: Sequence[str], cwd: Path) -> float:
    """The wall time of a process. What it prints is thrown away."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode > 1:
        raise SystemExit(f"{' '.join(command[:4])} ended with {done.returncode}: {done.stderr.decode()[:400]}")
    return time.perf_counter() - start


def row(name: str, commands: dict[str, Sequence[str]], cwd: Path, runs: int) -> dict[str, float]:
    """The median of each command. They take turns, so that a change of the machine's pace hits all alike."""
    times: dict[str, list[float]] = {each: [] for each in commands}
    for run in range(runs + 1):
        for each, command in commands.items():
            took = seconds(command, cwd)
            if run:
                times[each].append(took)
    found = {each: statistics.median(taken) for each, taken in times.items()}
    print(f"{name}: " + ", ".join(f"{each} {1000 * took:.0f} ms" for each, took in found.items()))
    return found


def formats(program: str, files: int, runs: int, cwd: Path) -> None:
    """`lint` of many files with one format, and with three."""
    for number in range(files):
        (cwd / f"p{number}.policy.yaml").write_text(policy(number), encoding="utf-8")
    lint = [program, "lint", "--today", "2026-11-23", "--fail-on", "never"]

    def asked(*names: str) -> list[str]:
        return [*lint, *(word for name in names for word in ("--format", name, "--output", f"out.{name}"))]

    commands: dict[str, Sequence[str]] = {name: asked(name) for name in FORMATS} | {"three": asked(*FORMATS)}
    found = row(f"{files} files, formats", commands, cwd, runs)
    print("  " + ", ".join(f"{found['three'] / found[name] - 1:+.1%} to {name} alone" for name in FORMATS))


def hook(program: str, runs: int, cwd: Path) -> None:
    """What pre-commit starts for one changed file, in a repository with a configuration and in one without."""
    shutil.copytree(ROOT / "sample_policies/policy-repository", cwd, dirs_exist_ok=True)
    shutil.copy(ROOT / "sample_policies/riverton-city/social-media.policy.yaml", cwd / "policies")
    for command in (["git", "init", "-q"], ["git", "add", "-A"]):
        subprocess.run(command, cwd=cwd, check=True)
    names = [path.relative_to(cwd).as_posix() for path in sorted(cwd.glob("policies/*.policy.yaml"))]
    row("hook on one file", {name: [program, "lint", name] for name in names}, cwd, runs)


def differences(program: str, runs: int, cwd: Path) -> None:
    """Ten edits in 500 clauses."""
    words = diff.Vocabulary.standard()
    commands: dict[str, Sequence[str]] = {}
    for seed in (1, 2):
        chance = random.Random(seed)
        old = diff.policy(chance, words, 500, False)
        for name, data in (("old", old), ("new", diff.edited(chance, words, old, 10, False))):
            text = yaml.safe_dump(data | {"policy": HEAD}, sort_keys=False)
            (cwd / f"{name}{seed}.policy.yaml").write_text(text, encoding="utf-8")
        commands[f"policy {seed}"] = [program, "diff", f"old{seed}.policy.yaml", f"new{seed}.policy.yaml"]
    row("ten edits in 500 clauses", commands, cwd, runs)


if __name__ == "__main__":
    wanted = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    wanted.add_argument("--files", type=int, default=1000)
    wanted.add_argument("--runs", type=int, default=5)
    wanted.add_argument("--policylint", default=shutil.which("policylint") or "policylint")
    given = wanted.parse_args()
    for part in ("formats", "hook", "differences"):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            if part == "formats":
                formats(given.policylint, given.files, given.runs, place)
            elif part == "hook":
                hook(given.policylint, given.runs, place)
            else:
                differences(given.policylint, given.runs, place)

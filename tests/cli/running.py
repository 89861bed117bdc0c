"""Runs command lines in this process or in one of their own; it must not know what they print."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

POLICY = """\
policylint: 1
policy:
  id: example-city
  title: Social media policy
  agency: Example City
  jurisdiction: US-WA
working-hours:
  timezone: America/Los_Angeles
  mon-fri: "08:00-17:00"
roles:
  press-officer:
    title: Press officer
clauses:
  - id: own-time
    title: Your own time
    permit:
      who: workforce
      capacity: personal
      activity: speak
      account: personal
      time: [off-hours, leave]
    text: In your own time you may post from your own accounts.
  - id: official-posts
    forbid:
      who: workforce
      capacity: official
      activity: speak
      account: official
    unless:
      - approval:
          by: press-officer
    text: Nobody posts for the city unless the press officer has approved it.
accounts:
  - id: city-main
    platform: Facebook
"""


class Ran(NamedTuple):
    """The outcome of a process."""

    code: int
    out: str
    err: str


def scrubbed(**more: str) -> dict[str, str]:
    """An environment that says nothing about this machine's terminal, language or user."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **more}


def run(*arguments: str, cwd: Path, given: str = "", **environment: str) -> Ran:
    """A command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "policylint", *arguments],
        cwd=cwd,
        env=scrubbed(**environment),
        input=given.encode(),
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

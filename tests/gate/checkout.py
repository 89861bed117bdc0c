"""The files of this checkout that others run as they are: read, and started in clean surroundings."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


BOOL = "tag:yaml.org,2002:bool"


class _Loader(yaml.SafeLoader):
    """YAML as GitHub and GitLab read it, in which `on` is a word."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != BOOL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(BOOL, re.compile("^(true|false)$"), ["t", "f"])


def load(name: str) -> Any:
    return yaml.load((ROOT / name).read_text(encoding="utf-8"), _Loader)


def start(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command with the search paths and registry of this machine, and nothing else of its surroundings."""
    kept = (
        "PATH",
        "HOME",
        "SYSTEMROOT",
        "TEMP",
        "TMP",
        "USERPROFILE",
        "PIP_",
        "UV_",
        "SSL_",
        "HTTP",
        "http",
        "no_",
        "NO_",
    )
    environment = {name: value for name, value in os.environ.items() if name.startswith(kept)}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PYTHONUTF8": "1", **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def fits(schema: str, name: str, *options: str) -> str:
    """What check-jsonschema says against a file by one of the schemas that it brings; empty: nothing."""
    done = start(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, ROOT / name, cwd=ROOT)
    return "" if done.returncode == 0 else done.stdout + done.stderr

"""The recipe of the container: what goes in is there, and what runs is not root. (No test builds it.)"""

import re

import pytest
from checkout import ROOT

LINES = re.sub(r"\\\n\s*", "", (ROOT / "Containerfile").read_text(encoding="utf-8")).splitlines()
STEPS = [line.split(maxsplit=1) for line in LINES if line and not line.startswith("#")]
COPIED = [name for word, rest in STEPS if word == "COPY" and "--from" not in rest for name in rest.split()[:-1]]


@pytest.mark.parametrize("name", COPIED)
def test_what_is_copied_is_there(name):
    assert (ROOT / name).exists()


def test_everything_that_the_wheel_is_made_of_is_copied():
    assert {"pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "policylint", "schemas", "checks"} == set(
        COPIED
    )


def test_program_is_started_by_nobody_of_importance():
    last = dict(STEPS)
    assert (last["USER"], last["ENTRYPOINT"], last["CMD"]) == ("10001:10001", '["policylint"]', '["lint"]')


def test_bytecode_is_compiled_when_the_image_is_built():
    install = next(rest for word, rest in STEPS if word == "RUN" and "pip install" in rest)
    assert "unset PYTHONDONTWRITEBYTECODE" in install
    assert "--no-compile" not in install

"""JSON that every reader takes, also where the name of a file is no text."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.cli.main import main
from policylint.reporters.json_text import dumps
from tests.cli.running import POLICY

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(VALUES, st.booleans())
def test_what_is_text_stays_as_it_is(value, ascii_only):
    assert dumps(value, ensure_ascii=ascii_only) == json.dumps(value, ensure_ascii=ascii_only)


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"caf\udce9": ["\udce9", ("\ud83d", "\U0001f600")]}, {"caf\ufffd": ["\ufffd", ["\ufffd", "\U0001f600"]]}),
        ("\\udce9", "\\udce9"),
    ],
    ids=["half characters", "an escape as text"],
)
def test_half_characters(value, expected, ascii_only):
    assert json.loads(dumps(value, ensure_ascii=ascii_only)) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize(
    "words",
    [
        ["lint", "--format", "json"],
        ["lint", "--format", "sarif"],
        ["lint", "--format", "gitlab"],
        ["ask", "--who", "staff", "--format", "json"],
        ["config", "--format", "json"],
        ["matrix", "--format", "json"],
        ["matrix", "--format", "oscal"],
    ],
    ids=" ".join,
)
def test_a_file_whose_name_is_no_text(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"caf\xe9.policy.yaml")
    Path(name).write_text(POLICY, encoding="utf-8")
    main([words[0], name, *words[1:]])
    out = capsys.readouterr().out
    json.loads(out)
    assert "\\udc" not in out
    # An address holds the bytes themselves.
    assert ("caf%E9.policy.yaml" if words[-1] in ("sarif", "oscal") else "caf\\ufffd.policy.yaml") in out.replace(
        "\ufffd", "\\ufffd"
    )

"""Whole outputs kept in files and compared whole; `POLICYLINT_WRITE_GOLDEN=1` writes them anew."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def same(name: str, text: str) -> None:
    """Assert that a text is exactly the one that was kept."""
    path = FOLDER / name
    if os.environ.get("POLICYLINT_WRITE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")

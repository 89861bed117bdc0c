"""Bytes on a disk: what is read, and what is told of what cannot be."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.reading.files import LARGEST_FILE, ReadProblem, read_file, source_from_bytes
from policylint.source import Source

SAVE = "save the file as UTF-8: in most editors “Save as …”, then the encoding “UTF-8”"


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.policy.yaml"
    path.write_bytes("\ufeffa: é😀\r\nb: 1\r".encode())
    source = read_file(path, "dir/a.policy.yaml")
    assert isinstance(source, Source)
    assert (source.path, source.text, source.had_bom) == ("dir/a.policy.yaml", "a: é😀\r\nb: 1\r", True)


BAD = {
    "windows-1252": (
        "a: 1\r\nb: é caf".encode() + b"\xe9\n",
        ("not-utf8", "the byte 0xE9 is not UTF-8 (in Windows-1252 it is 'é')", SAVE, 2, 9),
    ),
    "cut short": (
        "a: é".encode()[:-1],
        ("not-utf8", "the byte 0xC3 is not UTF-8 (in Windows-1252 it is 'Ã')", SAVE, 1, 4),
    ),
    "no letter": (b"\x81", ("not-utf8", "the byte 0x81 is not UTF-8", SAVE, 1, 1)),
    "utf-16": ("a: 1".encode("utf-16"), ("not-utf8", "the file is saved as UTF-16, not as UTF-8", SAVE, 1, 1)),
    "utf-16 big": (b"\xfe\xff\0a", ("not-utf8", "the file is saved as UTF-16, not as UTF-8", SAVE, 1, 1)),
    "utf-32": ("a: 1".encode("utf-32"), ("not-utf8", "the file is saved as UTF-32, not as UTF-8", SAVE, 1, 1)),
    "utf-16 without a mark": (
        "a: 1\n".encode("utf-16-le"),
        ("not-utf8", "the file is saved as UTF-16 or UTF-32, not as UTF-8", SAVE, 1, 1),
    ),
    "nul": (
        b"a: 1\nb: x\0y and more text\n",
        (
            "not-utf8",
            "the file holds a NUL character and so is not a text file",
            "look whether this is the right file, or delete the character",
            2,
            5,
        ),
    ),
}


@pytest.mark.parametrize(("data", "problem"), BAD.values(), ids=BAD)
def test_bytes_that_are_no_text(data: bytes, problem: tuple[str, str, str, int, int]) -> None:
    check, message, remedy, line, column = problem
    assert source_from_bytes(data, "x") == ReadProblem(check, "x", message, remedy, line, column)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    assert read_file(tmp_path / "none", "none") == ReadProblem(
        "not-readable", "none", "there is no such file", "look for a spelling mistake in the name"
    )


def test_a_folder(tmp_path: Path) -> None:
    assert read_file(tmp_path, "here") == ReadProblem(
        "not-readable", "here", "this is a folder, not a file", "name the files in it"
    )


def test_a_name_that_no_system_takes() -> None:
    problem = read_file(Path("a\0b"), "odd")
    assert isinstance(problem, ReadProblem)
    assert (problem.check, problem.path) == ("not-readable", "odd")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("a", encoding="utf-8")
    path.chmod(0)
    assert read_file(path, "a") == ReadProblem(
        "not-readable", "a", "you may not read this file", "ask for the right to read it"
    )


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * (LARGEST_FILE + 1))
    assert read_file(path, "a") == ReadProblem(
        "file-too-large",
        "a",
        "the file is larger than 2 MiB, the most that is read",
        "look whether this is the right file; divide a policy of this length into several documents",
    )
    assert isinstance(read_file(path, "a", largest=LARGEST_FILE + 1), Source)


@given(data=st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-16")))
def test_no_bytes_raise(data: bytes) -> None:
    read = source_from_bytes(data, "x")
    if isinstance(read, Source):
        assert (b"\xef\xbb\xbf" if read.had_bom else b"") + read.text.encode() == data

"""From the words of a command line to the texts to lint. Knows the file system, and nothing of what is in the files."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from policylint.errors import InputError
from policylint.reading.files import ReadProblem, read_file, source_from_bytes
from policylint.source import Source

SUFFIXES = (".policy.yaml", ".policy.yml")
CONFIGURATION = ".policylint.yaml"
# Never policies, and large: not looked into even where no ignore file says so.
SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox"})


class Inputs(NamedTuple):
    """What a run works on. sources: in the order of their paths. unreadable: files that could not be read as text.

    root: the folder below which documents that others rely on are looked for; empty for standard input alone.
    """

    sources: tuple[Source, ...]
    unreadable: tuple[ReadProblem, ...]
    root: str = ""


def collect(paths: Sequence[str], stdin: bytes | None = None, stdin_name: str = "<stdin>") -> Inputs:
    """The texts of files and folders (`-`: the bytes given). A folder means every policy file below it.

    Raises InputError for a path that does not exist, and when there is nothing to lint.
    """
    files: dict[str, str] = {}
    read: list[Source | ReadProblem] = []
    for name in paths or (".",):
        if name == "-":
            read.append(source_from_bytes(stdin or b"", stdin_name))
        elif os.path.isdir(name):
            for found in policy_files(name):
                files.setdefault(os.path.realpath(found), found)
        elif os.path.exists(name):
            files.setdefault(os.path.realpath(name), name)
        else:
            raise InputError(
                f'there is no file or folder "{name}"', remedy="Look for a spelling mistake, or start from its folder."
            )
    read.extend(read_file(path, name) for name, path in sorted((shown(path), path) for path in files.values()))
    if not read:
        where = ", ".join(f'"{name}"' for name in paths or (".",))
        raise InputError(
            f"nothing to lint: there is no file that ends in {SUFFIXES[0]} in {where}",
            remedy=f"Name a file, or give your policies names that end in {SUFFIXES[0]}.",
        )
    return Inputs(
        tuple(each for each in read if isinstance(each, Source)),
        tuple(each for each in read if isinstance(each, ReadProblem)),
        root_of(min(files)) if files else "",
    )


def shown(path: str) -> str:
    """A path as people see it: relative to here where it lies below, with forward slashes."""
    full = os.path.realpath(path)
    here = os.path.realpath(os.curdir)
    if full.startswith(os.path.join(here, "")):
        path = full[len(os.path.join(here, "")) :]
    return path.replace(os.sep, "/")


def root_of(path: str) -> str:
    """The folder of the policy repository that a file belongs to: the nearest with a configuration or a `.git`."""
    folder = start = os.path.dirname(os.path.realpath(path))
    while True:
        if any(os.path.exists(os.path.join(folder, name)) for name in (CONFIGURATION, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return start
        folder = parent


def policy_files(folder: str, suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[str]:
    """The policy files (or those with other endings) below a folder, without those that git ignores."""
    found = list(_walk(folder, suffixes))
    ignored = _ignored(folder, found) if found else frozenset()
    yield from (path for path in found if path not in ignored)


def _walk(folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        for name in sorted(names):
            if name.endswith(suffixes):
                yield os.path.join(here, name)


def _ignored(folder: str, paths: Iterable[str]) -> frozenset[str]:
    """Those that git ignores; none outside a repository, or where there is no git."""
    root = root_of(os.path.join(folder, "x"))
    if not os.path.exists(os.path.join(root, ".git")):
        return frozenset()
    # Late: outside a repository nobody pays for it.
    import subprocess

    listing = "\0".join(os.path.relpath(path, folder) for path in paths)
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command, names only on standard input
            ["git", "-C", folder, "check-ignore", "-z", "--stdin"],  # noqa: S607
            input=listing.encode(),
            capture_output=True,
            check=False,
        )
    except OSError:
        return frozenset()
    names = [name for name in answer.stdout.decode(errors="replace").split("\0") if name]
    return frozenset(os.path.join(folder, name) for name in names)

"""From the words of a command line to the texts to lint. Knows the file system, and nothing of what is in the files."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from policylint.errors import InputError
from policylint.reading.files import ReadProblem, read_file, source_from_bytes
from policylint.source import Source

SUFFIXES = (".policy.yaml", ".policy.yml")
# Never policies, and large: not looked into even where no ignore file says so.
SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox"})


class Inputs(NamedTuple):
    """What a run works on. sources: in the order of their paths. unreadable: files that could not be read as text.

    root: the folder below which documents that others rely on are looked for; None for standard input alone.
    """

    sources: tuple[Source, ...]
    unreadable: tuple[ReadProblem, ...]
    root: Path | None


def collect(paths: Sequence[str], stdin: bytes | None = None, stdin_name: str = "<stdin>") -> Inputs:
    """The texts of files and folders (`-`: the bytes given). A folder means every policy file below it.

    Raises InputError for a path that does not exist, and when there is nothing to lint.
    """
    sources: list[Source] = []
    unreadable: list[ReadProblem] = []
    files: dict[Path, str] = {}
    for name in paths or (".",):
        if name == "-":
            read = source_from_bytes(stdin or b"", stdin_name)
            (sources if isinstance(read, Source) else unreadable).append(read)  # type: ignore[arg-type]
            continue
        path = Path(name)
        if path.is_dir():
            for found in policy_files(path):
                files.setdefault(found, shown(found))
        elif path.exists():
            files.setdefault(path, shown(path))
        else:
            raise InputError(
                f'there is no file or folder "{name}"', remedy="Look for a spelling mistake, or start from its folder."
            )
    for path, name in sorted(files.items(), key=lambda item: item[1]):
        read = read_file(path, name)
        (sources if isinstance(read, Source) else unreadable).append(read)  # type: ignore[arg-type]
    if not sources and not unreadable:
        where = ", ".join(f'"{name}"' for name in paths or (".",))
        raise InputError(
            f"nothing to lint: there is no file that ends in {SUFFIXES[0]} in {where}",
            remedy=f"Name a file, or give your policies names that end in {SUFFIXES[0]}.",
        )
    first = next(iter(sorted(files)), None)
    return Inputs(tuple(sources), tuple(unreadable), root_of(first) if first is not None else None)


def shown(path: Path) -> str:
    """A path as people see it: relative to here where it lies below, with forward slashes."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def root_of(path: Path) -> Path:
    """The folder of the policy repository that a file belongs to: the nearest with a configuration or a `.git`."""
    folder = path.resolve().parent
    for parent in (folder, *folder.parents):
        if (parent / ".policylint.yaml").exists() or (parent / ".git").exists():
            return parent
    return folder


def policy_files(folder: Path) -> Iterator[Path]:
    """The policy files below a folder, without those that git ignores."""
    found = list(_walk(folder))
    ignored = _ignored(folder, found) if found else frozenset()
    yield from (path for path in found if path not in ignored)


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        for name in sorted(names):
            if name.endswith(SUFFIXES):
                yield Path(here) / name


def _ignored(folder: Path, paths: Iterable[Path]) -> frozenset[Path]:
    """Those that git ignores; none outside a repository, or where there is no git."""
    inside = folder.resolve()
    if not any((parent / ".git").exists() for parent in (inside, *inside.parents)):
        return frozenset()
    # Late: outside a repository nobody pays for it.
    import subprocess

    listing = "\0".join(os.path.relpath(path, folder) for path in paths)
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command, names only on standard input
            ["git", "-C", str(folder), "check-ignore", "-z", "--stdin"],  # noqa: S607
            input=listing.encode(),
            capture_output=True,
            check=False,
        )
    except OSError:
        return frozenset()
    names = [name for name in answer.stdout.decode(errors="replace").split("\0") if name]
    return frozenset(folder / name for name in names)

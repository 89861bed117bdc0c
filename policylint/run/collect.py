"""From the words of a command line to the texts to lint. Knows the file system, and nothing of what is in the files."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence

from policylint.errors import InputError
from policylint.reading.files import LARGEST_FILE, ReadProblem, read_file, source_from_bytes, too_large
from policylint.source import Source
from policylint.typed import NamedTuple

SUFFIXES = (".policy.yaml", ".policy.yml")
CONFIGURATION = ".policylint.yaml"
# Never policies, and large: not looked into even where no ignore file says so.
SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox"})
# The configuration of a repository comes from whoever made it, and may name commands to run: none of them is.
_HARMLESS = (
    "--no-pager",
    "--no-optional-locks",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "safe.bareRepository=explicit",
)
PATIENCE = 10  # seconds for git; it needs a few thousandths, unless something in the repository never ends


class Inputs(NamedTuple):
    """What a run works on. sources: in the order of their paths. unreadable: files that could not be read as text.

    root: the folder below which documents that others rely on are looked for; empty for standard input alone.
    passed: links to folders that were not followed.
    """

    sources: tuple[Source, ...]
    unreadable: tuple[ReadProblem, ...]
    root: str = ""
    passed: tuple[ReadProblem, ...] = ()


def collect(paths: Sequence[str], stdin: bytes | None = None, stdin_name: str = "<stdin>") -> Inputs:
    """The texts of files and folders (`-`: the bytes given). A folder means every policy file below it.

    Raises InputError for a path that does not exist, and when there is nothing to lint.
    """
    files: dict[str, str] = {}
    read: list[Source | ReadProblem] = []
    for name in paths or (".",):
        if name == "-":
            given = stdin or b""
            read.append(too_large(stdin_name) if len(given) > LARGEST_FILE else source_from_bytes(given, stdin_name))
        elif os.path.isdir(name):
            for found in policy_files(name, unreadable=read):
                files.setdefault(os.path.realpath(found), found)
        elif os.path.exists(name):
            files.setdefault(os.path.realpath(name), name)
        else:
            raise InputError(
                f'there is no file or folder "{name}"', remedy="Look for a spelling mistake, or start from its folder."
            )
    read.extend(_read(path, name) for name, path in sorted((shown(path), path) for path in files.values()))
    problems = [each for each in read if isinstance(each, ReadProblem)]
    if not any(isinstance(each, Source) or each.severity == "error" for each in read):
        where = ", ".join(f'"{name}"' for name in paths or (".",))
        remedy = f"Name a file, or give your policies names that end in {SUFFIXES[0]}."
        if problems:
            remedy += f" Behind links that lead elsewhere nothing was looked for, as behind {problems[0].path}."
        raise InputError(
            f"nothing to lint: there is no file that ends in {SUFFIXES[0]} in {where}",
            remedy=remedy,
        )
    return Inputs(
        tuple(each for each in read if isinstance(each, Source)),
        tuple(each for each in problems if each.severity == "error"),
        root_of(min(files)) if files else "",
        tuple(each for each in problems if each.severity != "error"),
    )


def _read(path: str, name: str) -> Source | ReadProblem:
    if os.path.islink(path) and not os.path.exists(path):
        # By its own name: the one that it leads to is nobody's file.
        return ReadProblem(
            "not-readable",
            _own_name(path),
            f'this link leads to "{os.readlink(path)}", and there is no such file',
            "correct the link, or delete it",
        )
    return read_file(path, name)


def shown(path: str) -> str:
    """A path as people see it: relative to here where it lies below, with forward slashes."""
    full = os.path.realpath(path)
    here = os.path.realpath(os.curdir)
    if full.startswith(os.path.join(here, "")):
        path = full[len(os.path.join(here, "")) :]
    return path.replace(os.sep, "/").removeprefix("./")


def root_of(path: str) -> str:
    """The folder of the policy repository that a file belongs to: the nearest with a configuration or a `.git`."""
    folder = start = os.path.dirname(os.path.realpath(path))
    while True:
        if any(os.path.lexists(os.path.join(folder, name)) for name in (CONFIGURATION, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return start
        folder = parent


def policy_files(
    folder: str, suffixes: tuple[str, ...] = SUFFIXES, unreadable: list[Source | ReadProblem] | None = None
) -> Iterator[str]:
    """The policy files (or those with other endings) below a folder, without those that git ignores.

    A link to a folder is followed where it stays within the repository, and each folder is looked into once.
    unreadable: takes up what there is to say of folders that cannot be looked into, and of links that lead away.
    """
    walk = _Walk(folder, suffixes)
    found = list(walk.files())
    ignored = _ignored(walk, [*found, *walk.closed, *walk.away, *walk.followed]) if walk.any(found) else frozenset()
    if unreadable is not None:
        unreadable += (_closed(path, error) for path, error in walk.closed.items() if path not in ignored)
        unreadable += (_away(path) for path in walk.away if path not in ignored)
    yield from (path for path in found if path not in ignored and walk.through.get(path) not in ignored)


def _closed(path: str, error: OSError) -> ReadProblem:
    reason = "you may not read it" if isinstance(error, PermissionError) else error.strerror or str(error)
    return ReadProblem(
        "not-readable",
        shown(path),
        f"the policies in this folder cannot be looked for ({reason})",
        "ask for the right to read the folder, or name the files that are to be linted",
    )


def _away(path: str) -> ReadProblem:
    return ReadProblem(
        "not-readable",
        _own_name(path),
        "this link leads out of the repository, so policies behind it were not looked for",
        "name the folder itself on the command line if its policies are to be linted",
        severity="note",
    )


def _own_name(link: str) -> str:
    """A link as people see it, not what it leads to."""
    above = shown(os.path.dirname(link) or os.curdir)
    return os.path.basename(link) if above == os.curdir else f"{above}/{os.path.basename(link)}"


class _Walk:
    """A look through a folder. closed: folders that cannot be looked into. away: links that lead out of the repository.

    followed: links to folders within it. through: the link behind which a file was found, if any.
    """

    def __init__(self, folder: str, suffixes: tuple[str, ...]) -> None:
        self.folder = folder
        self.root = root_of(os.path.join(folder, "x"))
        self.suffixes = suffixes
        self.closed: dict[str, OSError] = {}
        self.away: list[str] = []
        self.followed: dict[str, str] = {}
        self.through: dict[str, str] = {}

    def any(self, found: Sequence[str]) -> bool:
        """Whether there is anything that git could ignore."""
        return bool(found or self.closed or self.away)

    def files(self) -> Iterator[str]:
        yield from self._below(self.folder, frozenset())
        waiting = list(self.followed)
        walked = {os.path.realpath(self.folder)}
        while waiting:
            link = waiting.pop(0)
            target = self.followed[link]
            # What lies in a folder that was looked into was found there.
            if any(within(target, each) for each in walked):
                continue
            known = len(self.followed)
            for path in self._below(target, walked):
                self.through[path] = link
                yield path
            walked.add(target)
            waiting += list(self.followed)[known:]

    def _below(self, folder: str, walked: Collection[str]) -> Iterator[str]:
        for here, folders, names in os.walk(folder, onerror=self._refused):
            folders[:] = sorted(name for name in folders if name not in SKIPPED)
            for name in folders:
                path = os.path.join(here, name)
                if os.path.islink(path):
                    self._link(path)
            if walked:
                folders[:] = [name for name in folders if os.path.join(here, name) not in walked]
            for name in sorted(names):
                if name.endswith(self.suffixes):
                    yield os.path.join(here, name)

    def _refused(self, error: OSError) -> None:
        self.closed[str(error.filename)] = error

    def _link(self, path: str) -> None:
        target = os.path.realpath(path)
        if not within(target, self.root):
            self.away.append(path)
        elif not SKIPPED & set(os.path.relpath(target, self.root).split(os.sep)):
            self.followed[path] = target


def within(path: str, folder: str) -> bool:
    """Whether a real path is a folder or lies below it."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def _ignored(walk: _Walk, paths: Iterable[str]) -> frozenset[str]:
    """Those that git ignores; none outside a repository, or where git is absent, fails or takes too long."""
    folder, root = walk.folder, walk.root
    store = os.path.join(root, ".git")
    program = _git() if os.path.exists(store) else ""
    if not program:
        return frozenset()
    # Late: outside a repository nobody pays for it.
    import subprocess

    here = os.path.realpath(folder)
    names = {
        # What was found behind a link already has its own name.
        os.path.relpath(path if path in walk.through else os.path.join(here, os.path.relpath(path, folder)), root): path
        for path in paths
    }
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command, names only on standard input
            [program, *_HARMLESS, f"--git-dir={store}", f"--work-tree={root}", "check-ignore", "-z", "--stdin"],
            input=b"\0".join(os.fsencode(name) for name in names),
            capture_output=True,
            check=False,
            cwd=root,
            env=_environment(),
            timeout=PATIENCE,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return frozenset()
    if answer.returncode not in (0, 1):
        return frozenset()
    said = (os.fsdecode(name).replace("/", os.sep) for name in answer.stdout.split(b"\0") if name)
    return frozenset(names[name] for name in said if name in names)


def _git() -> str:
    """The program git, empty where there is none.

    Looked for in absolute folders only: a `git` in the folder that is linted must not be run.
    """
    names = ("git.exe",) if os.name == "nt" else ("git",)
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        for name in names if os.path.isabs(folder) else ():
            program = os.path.join(folder, name)
            if os.path.isfile(program) and os.access(program, os.X_OK):
                return program
    return ""


def _environment() -> dict[str, str]:
    """The environment without what would lead git elsewhere, and without any way to fetch what is missing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for name in ("GIT_CONFIG_GLOBAL", "GIT_EXEC_PATH"):
        if name in os.environ:
            kept[name] = os.environ[name]
    return {
        **kept,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
    }

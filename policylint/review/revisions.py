"""Policy files as git has them at a revision. Knows git, and nothing of what is in the files but ids and reliances."""

import os
import subprocess
from collections.abc import Iterator, Sequence

from policylint.errors import InputError
from policylint.reading.files import ReadProblem, source_from_bytes
from policylint.reading.yamltree import parse
from policylint.run.collect import SUFFIXES, Inputs, shown
from policylint.run.load import MOST_SEARCHED, head_of
from policylint.source import Source
from policylint.typed import NamedTuple

WORK_TREE = "the work tree"
FILE = "100"
"""How the mode of an ordinary file begins; links and submodules are left out."""


class Range(NamedTuple):
    """What `--git` names. new: empty for the work tree. merged: compare from where the two parted."""

    old: str
    new: str
    merged: bool


class Blob(NamedTuple):
    """A file of a revision. path: from the root of the repository, with forward slashes."""

    path: str
    id: str


class Revision:
    """The policy files of one revision. Raises InputError for what is no repository or no revision."""

    def __init__(self, root: str, name: str) -> None:
        self.root = root
        self.name = name
        self.commit = commit(root, name)
        self._blobs: list[Blob] | None = None
        self._others: dict[str, tuple[str, tuple[str, ...]]] | None = None

    def files(self) -> list[Blob]:
        """Every ordinary file of the revision."""
        if self._blobs is None:
            self._blobs = []
            for entry in _git(self.root, "ls-tree", "-r", "-z", "--full-tree", self.commit).split(b"\0"):
                head, _, path = entry.partition(b"\t")
                if head.startswith(FILE.encode()):
                    self._blobs.append(Blob(path.decode("utf-8", "surrogateescape"), head.split()[2].decode()))
        return self._blobs

    def policies(self) -> list[Blob]:
        return [blob for blob in self.files() if blob.path.endswith(SUFFIXES)]

    def below(self, paths: Sequence[str]) -> list[Blob]:
        """The files that some paths of the work tree mean: a file, or every policy file of a folder."""
        found: dict[str, Blob] = {}
        for path in paths or (".",):
            here = inside(self.root, path)
            for blob in self.files():
                in_folder = blob.path.startswith(f"{here}/" if here else "") and blob.path.endswith(SUFFIXES)
                if blob.path == here or in_folder:
                    found.setdefault(blob.path, blob)
        return [found[path] for path in sorted(found)]

    def with_ids(self, ids: set[str]) -> list[Blob]:
        """The policy files that hold the policies with some ids."""
        known = self._known() if ids else {}
        return [blob for blob in self.policies() if known.get(blob.path, ("",))[0] in ids]

    def relied_on(self, blobs: Sequence[Blob]) -> list[Blob]:
        """The files of documents that some rely on, and of those that these rely on in turn."""
        known = self._known()
        by_id = {name: path for path, (name, _) in reversed(known.items()) if name}
        found = {blob.path for blob in blobs}
        work = [blob.path for blob in blobs]
        while work:
            for name in known.get(work.pop(), ("", ()))[1]:
                path = by_id.get(name)
                if path is not None and path not in found:
                    found.add(path)
                    work.append(path)
        given = {blob.path for blob in blobs}
        return [blob for blob in self.policies() if blob.path in found - given]

    def _known(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Of each policy file its id and the ids that it relies on; of a file that cannot be read, neither."""
        if self._others is None:
            self._others = {}
            for source in self.read(self.policies()[:MOST_SEARCHED], ""):
                if isinstance(source, Source):
                    document = parse(source)
                    entries = document.data.get("relies-on") if isinstance(document.data, dict) else None
                    relies = [each.get("policy") for each in entries or () if isinstance(each, dict)]
                    relied = tuple(str(name) for name in relies if name)
                    self._others[source.path] = (str(head_of(document).get("id", "")), relied)
        return self._others

    def read(self, blobs: Sequence[Blob], label: str | None = None) -> Iterator[Source | ReadProblem]:
        """The texts of files. label: what stands before their paths from the root (None: paths as people see them)."""
        data = _git(self.root, "cat-file", "--batch", given="".join(f"{blob.id}\n" for blob in blobs).encode())
        at = 0
        for blob in blobs:
            end = data.index(b"\n", at)
            size = int(data[at:end].split()[2])
            text = data[end + 1 : end + 1 + size]
            at = end + size + 2
            name = shown(os.path.join(self.root, blob.path)) if label is None else f"{label}{blob.path}"
            yield source_from_bytes(text, name)

    def inputs(self, blobs: Sequence[Blob], label: str | None = None) -> Inputs:
        read = list(self.read(blobs, label)) if blobs else []
        return Inputs(
            tuple(each for each in read if isinstance(each, Source)),
            tuple(each for each in read if isinstance(each, ReadProblem)),
        )


def asked(text: str) -> Range:
    """What `REV`, `REV1..REV2` or `REV1...REV2` names."""
    for dots in ("...", ".."):
        old, found, new = text.partition(dots)
        if found:
            return Range(old or "HEAD", new or "HEAD", dots == "...")
    return Range(text, "", False)


def repository(paths: Sequence[str]) -> str:
    """The root of the repository that a path belongs to. Raises InputError where there is none."""
    start = os.path.abspath(paths[0] if paths else os.curdir)
    while not os.path.isdir(start):
        start = os.path.dirname(start)
    remedy = "Start in the folder of a repository, or name files of one."
    root = _git(start, "rev-parse", "--show-toplevel", else_="this is no git repository", remedy=remedy)
    return os.path.realpath(root.decode("utf-8", "surrogateescape").rstrip("\r\n"))


def inside(root: str, path: str) -> str:
    """A path from the root of the repository, empty for the root itself. Raises InputError for one outside of it."""
    # The folder is resolved and not the file: a link is a file of the repository in its own right.
    folder, name = os.path.split(os.path.abspath(path))
    full = os.path.join(os.path.realpath(folder), name)
    relative = os.path.relpath(os.path.realpath(full) if os.path.isdir(full) else full, root).replace(os.sep, "/")
    if relative == ".." or relative.startswith("../"):
        raise InputError(f'"{path}" is not in the git repository "{root}"', remedy="Name files of one repository.")
    return "" if relative == "." else relative


def merge_base(root: str, one: str, other: str) -> str:
    """The commit at which two revisions parted."""
    for name in (one, other):
        commit(root, name)
    apart = f'"{one}" and "{other}" have no commit in common'
    remedy = "A shallow clone lacks the commit where the two parted: git fetch --unshallow."
    found = _git(root, "merge-base", one, other, else_=apart, remedy=remedy)
    return found.decode().strip()


def commit(root: str, name: str) -> str:
    """The commit that a revision names. Raises InputError when there is no such revision."""
    missing = f'there is no revision "{name}" in this repository'
    remedy = "`git log --oneline` lists revisions; a shallow clone lacks old ones: git fetch --unshallow."
    if name == "HEAD":
        missing, remedy = "this repository has no commit yet", "Commit the policies first; there is nothing to compare."
    if not name or name.startswith("-"):
        raise InputError(missing, remedy=remedy)
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", else_=missing, remedy=remedy)
    return found.decode().strip()


def _git(folder: str, *arguments: str, given: bytes = b"", else_: str = "", remedy: str = "") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no shell; names that begin with a hyphen were refused
            ["git", "-C", folder, *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise InputError("git cannot be run", remedy="Install git, or compare files or folders.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise InputError(
            else_ or f"git {arguments[0]} failed: {said[-1] if said else 'it does not say why'}", remedy=remedy
        )
    return done.stdout

"""From what a person names (files, folders, revisions) to the two editions to compare. Knows files and git."""

import os
from collections.abc import Sequence

from policylint.errors import InputError
from policylint.reading.yamltree import parse
from policylint.review.diff_editions import Edition, edition
from policylint.review.revisions import WORK_TREE, Blob, Range, Revision, inside, merge_base, repository
from policylint.run.collect import Inputs, collect, policy_files
from policylint.run.load import head_of


def between_paths(
    old: str, new: str, stdin: bytes | None = None, stdin_name: str = "<stdin>"
) -> tuple[Edition, Edition]:
    """Two files, or two folders. Within folders, files of the same name below are the same."""
    return _of_path(old, stdin, stdin_name), _of_path(new, stdin, stdin_name)


def _of_path(path: str, stdin: bytes | None, stdin_name: str) -> Edition:
    inputs = collect((path,), stdin, stdin_name)
    names = [""]
    if os.path.isdir(path):
        names = [os.path.relpath(source.path, path).replace(os.sep, "/") for source in inputs.sources]
    return edition(inputs, path, names)


def between_revisions(wanted: Range, paths: Sequence[str]) -> tuple[Edition, Edition]:
    """A revision and the work tree, or two revisions. A policy that has moved is found by its id."""
    root = repository(paths)
    start = merge_base(root, wanted.old, wanted.new or "HEAD") if wanted.merged else wanted.old
    old = Revision(root, start)
    if wanted.new:
        return _both(old, Revision(root, wanted.new), paths)
    before = old.below(paths)
    present = [path for path in paths or (".",) if os.path.exists(path)]
    if not before and not present:
        _nothing(paths, old.name)
    inputs = collect(tuple(present)) if present and _holds_policies(present) else Inputs((), (), root)
    first = _of_revision(old, before)
    after = edition(inputs, WORK_TREE, _from_root(root, inputs))
    old_ids, new_ids = _ids(first), _ids(after)
    more = [blob for blob in old.with_ids(new_ids - old_ids) if blob not in before]
    if more:
        first = _of_revision(old, [*before, *more])
    moved = _elsewhere(root, old_ids - new_ids, {source.path for source in inputs.sources})
    if moved:
        inputs = collect((*present, *moved))
        after = edition(inputs, WORK_TREE, _from_root(root, inputs))
    if not first.loaded.documents and not after.loaded.documents:
        _nothing(paths, old.name)
    return first, after


def _both(old: Revision, new: Revision, paths: Sequence[str]) -> tuple[Edition, Edition]:
    blobs = [revision.below(paths) for revision in (old, new)]
    if not any(blobs):
        _nothing(paths, f"{old.name} or {new.name}")
    first, second = _of_revision(old, blobs[0]), _of_revision(new, blobs[1])
    ids = _ids(first), _ids(second)
    more = [blob for blob in old.with_ids(ids[1] - ids[0]) if blob not in blobs[0]]
    if more:
        first = _of_revision(old, [*blobs[0], *more])
    more = [blob for blob in new.with_ids(ids[0] - ids[1]) if blob not in blobs[1]]
    if more:
        second = _of_revision(new, [*blobs[1], *more])
    return first, second


def _of_revision(revision: Revision, blobs: Sequence[Blob]) -> Edition:
    relied = revision.relied_on(blobs) if blobs else []
    label = f"{revision.name}:"
    every = [*blobs, *relied]
    unasked = [f"{label}{blob.path}" for blob in relied]
    inputs = revision.inputs(every, label)
    # A document that is only relied on and cannot be read counts as missing, as it does in the work tree.
    inputs = inputs._replace(unreadable=tuple(each for each in inputs.unreadable if each.path not in unasked))
    names = [source.path.removeprefix(label) for source in inputs.sources]
    return edition(inputs, revision.name, names, unasked)


def _from_root(root: str, inputs: Inputs) -> list[str]:
    return [inside(root, source.path) for source in inputs.sources]


def _ids(found: Edition) -> set[str]:
    return {each.policy.id for each in found.policies()}


def _holds_policies(paths: Sequence[str]) -> bool:
    return any(not os.path.isdir(path) or next(policy_files(path), None) for path in paths)


def _elsewhere(root: str, ids: set[str], known: set[str]) -> list[str]:
    """The files of the work tree that hold policies with some ids."""
    if not ids:
        return []
    inputs = collect((root,)) if next(policy_files(root), None) else Inputs((), ())
    return [
        source.path for source in inputs.sources if source.path not in known and head_of(parse(source)).get("id") in ids
    ]


def _nothing(paths: Sequence[str], where: str) -> None:
    said = ", ".join(f'"{path}"' for path in paths or (".",))
    raise InputError(
        f"nothing to compare: there is no policy file in {said}, neither now nor at {where}",
        remedy="Name a file, or a folder with files that end in .policy.yaml.",
    )

"""The lock: by which packs a repository of policies was judged. Knows packs, and no policy."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policylint import __version__
from policylint.checking.packs import Pack
from policylint.errors import PolicylintError, SetupError
from policylint.resources import read_text
from policylint.run.settings_file import json_settings, refuse
from policylint.source import Source, Span
from policylint.typed import Any, NamedTuple

VERSION = 1
ANEW = "`policylint config --lock` writes the lock anew; look at what the new checks find first"


class Lock(NamedTuple):
    """A lock that was read. checks: those of each pack."""

    source: Source
    program: str
    vocabulary: str
    packs: Mapping[str, Mapping[str, Any]]

    def has(self, pack: str, check: str) -> bool:
        """Whether a check was there when the lock was written."""
        return check in self.packs.get(pack, {}).get("checks", ())

    def span(self, word: str) -> Span:
        start = max(0, self.source.text.find(f'"{word}"'))
        return Span(start, min(len(self.source.text), start + len(word) + 2))


def read_lock(path: str, shown: str) -> Lock:
    """The lock in a file. Raises SetupError or Problems for what is wrong in it."""
    source, data = json_settings(path, shown, "lock")
    return Lock(source, data["policylint"], data["vocabulary"], data["packs"])


def written(packs: Iterable[Pack]) -> str:
    """The text of a lock for some packs."""
    data = {
        "version": VERSION,
        "policylint": __version__,
        "vocabulary": vocabulary_hash(),
        "packs": {
            pack.id: {
                "version": pack.version,
                "sha256": pack.sha256,
                "checks": sorted(check.id for check in pack.checks),
            }
            for pack in sorted(packs, key=lambda pack: pack.id)
        },
    }
    return json.dumps(data, indent=2) + "\n"


def vocabulary_hash() -> str:
    # Late: few repositories have a lock.
    from hashlib import sha256

    return sha256(read_text("schemas", "vocabulary.yaml").encode()).hexdigest()


def verify(lock: Lock, available: Sequence[Pack]) -> None:
    """Refuse a lock whose packs are gone, or hold something else under the same version: SetupError or Problems."""
    present = {pack.id: pack for pack in available}
    errors: list[PolicylintError] = []

    def wrong(word: str, message: str, remedy: str) -> None:
        line, column = lock.source.position(lock.span(word).start)
        errors.append(SetupError(message, place=f"{lock.source.path}:{line}:{column}", remedy=remedy))

    for name, locked in lock.packs.items():
        pack = present.get(name)
        if pack is None:
            wrong(name, f'the lock has a pack "{name}" that is not here', f"Name it in the configuration, or: {ANEW}.")
        elif pack.version == locked["version"] and pack.sha256 != locked["sha256"]:
            message = f'the pack "{name}" says that it is version {pack.version}, and is not what the lock has under it'
            wrong(name, message, f"Find out who changed it. If it is to be so: {ANEW}.")
    if lock.program == __version__ and lock.vocabulary != vocabulary_hash():
        message = f"policylint {__version__} has another vocabulary than the lock has under that version"
        wrong("vocabulary", message, f"Install policylint again. If it is to be so: {ANEW}.")
    refuse(errors)


def outdated(lock: Lock, used: Iterable[Pack]) -> Iterator[tuple[str, str]]:
    """What is newer than the lock, each as a word to show and a message."""
    if lock.program != __version__:
        yield "policylint", f"this is policylint {__version__}, and the lock was written by {lock.program}"
    for pack in used:
        locked = lock.packs.get(pack.id)
        if locked is None:
            yield "packs", f'the pack "{pack.id}" is not in the lock; what its checks find counts as a note'
        elif locked["version"] != pack.version:
            new = sum(1 for check in pack.checks if not lock.has(pack.id, check.id))
            finds = "check finds" if new == 1 else "checks find"
            tail = f"; what its {new} new {finds} counts as a note" if new else ""
            yield pack.id, f'the pack "{pack.id}" is version {pack.version}, the lock has {locked["version"]}{tail}'

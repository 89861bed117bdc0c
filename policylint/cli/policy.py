"""The one policy that `ask` and `coverage` are about, and the words by which a person names situations in it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policylint.cli import options
from policylint.errors import InputError, nearest
from policylint.policy.decide import Decision, decide
from policylint.policy.model import Policy
from policylint.policy.phrasing import listed, words_of
from policylint.policy.vocabulary import Vocabulary
from policylint.run.load import Loaded, load


class Chosen(NamedTuple):
    """A policy, what it says, and a way from its paths to file and line."""

    policy: Policy
    decision: Decision
    locate: Callable[[Policy, str], tuple[str, int]]

    @property
    def file(self) -> str:
        return self.locate(self.policy, "")[0]

    @property
    def title(self) -> str:
        head = self.policy.data.get("policy") or {}
        return f"{head.get('title', self.policy.id)} ({self.policy.id})"


def choose(paths: Sequence[str], stdin_name: str, policy_id: str) -> Chosen:
    """The policy to ask: the only one of the files, or the one named.

    Raises InputError when there are none or several, and when the file has faults that keep it from being read.
    """
    loaded = load(options.inputs(paths, stdin_name))
    found = {
        policy.id: (policies, policy)
        for policies in loaded.sets
        for policy in policies.policies
        if policy.document < loaded.linted and policy.document not in loaded.unbuilt
    }
    if not found:
        broken = next((loaded.documents[number].source.path for number in sorted(loaded.unbuilt)), "")
        raise InputError(
            "there is no policy here that can be read",
            place=broken,
            remedy=f"`policylint lint {broken or 'FILE'}` says what is wrong.",
        )
    if policy_id and policy_id not in found:
        near = nearest(policy_id, found)
        raise InputError(
            f'there is no policy "{policy_id}"' + (f': did you mean "{near}"?' if near else ""),
            remedy=f"The policies are: {', '.join(sorted(found))}.",
        )
    if not policy_id and len(found) > 1:
        raise InputError(
            f"there are {len(found)} policies here", remedy=f"Name one: --policy {' or --policy '.join(sorted(found))}."
        )
    policies, policy = found[policy_id or next(iter(found))]
    return Chosen(policy, decide(policies, policy.id), lambda owner, path: _place(loaded, owner, path))


def _place(loaded: Loaded, owner: Policy, path: str) -> tuple[str, int]:
    document = loaded.documents[owner.document]
    span = document.key_span(path) or document.span(path)
    return document.source.path, document.source.position(span.start)[0]


def dimension(vocabulary: Vocabulary, name: str) -> int:
    """The number of a dimension by its name; InputError with the nearest one for an unknown name."""
    number = vocabulary.space.index.get(name)
    if number is None:
        near = nearest(name, vocabulary.space.dimensions)
        raise InputError(
            f'there is no dimension "{name}"' + (f': did you mean "{near}"?' if near else ""),
            remedy=f"The dimensions are: {', '.join(vocabulary.space.dimensions)}.",
        )
    return number


def values(vocabulary: Vocabulary, name: str, said: str) -> list[str]:
    """The words of a dimension that a person named, with commas between several: ids, labels or usual expressions."""
    number = dimension(vocabulary, name)
    return [_value(vocabulary, number, name, word.strip()) for word in said.split(",") if word.strip()]


def _value(vocabulary: Vocabulary, number: int, name: str, said: str) -> str:
    known = vocabulary.known(number)
    if said == "any" or said in known:
        return said
    spoken: dict[str, str] = {}
    for word in known:
        words = vocabulary.words(number, word)
        for expression in (word, words.label, words.says, *words.phrases):
            spoken.setdefault(expression.lower(), word)
    meant = spoken.get(said.lower())
    if meant is not None:
        return meant
    near = nearest(said, spoken)
    raise InputError(
        f'"{said}" is not a word for "{name}"' + (f': did you mean "{spoken[near]}"?' if near else ""),
        remedy=f"The words for it are: {', '.join(known)}.",
    )


def written_box(vocabulary: Vocabulary, pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    """A box as a policy would write it, from (dimension, words) pairs; a dimension named twice takes both."""
    box: dict[str, object] = {}
    found: dict[str, list[str]] = {}
    for name, said in pairs:
        found.setdefault(name, []).extend(values(vocabulary, name, said))
    for name, words in found.items():
        box[name] = "any" if "any" in words else words
    return box


def in_words(vocabulary: Vocabulary, written: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """A box as (dimension, words) for a person to check what was understood."""
    box = vocabulary.box(written, "", [])
    said = []
    for name in written:
        number = vocabulary.space.index[name]
        negated, names = words_of(vocabulary, number, box.bits)
        labels = [vocabulary.words(number, each).label for each in names]
        full = box.bits & vocabulary.space.masks[number] == vocabulary.space.masks[number]
        said.append((name, "any" if full else ("all but " if negated else "") + listed(labels)))
    return tuple(said)

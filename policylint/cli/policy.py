"""The one policy that `ask` and `coverage` are about, and the words by which a person names situations in it."""

from collections.abc import Callable, Sequence

from policylint.cli import options
from policylint.cli.inputs import refuse_unreadable
from policylint.errors import InputError, nearest
from policylint.policy.decide import Decision, decide
from policylint.policy.model import Policy, PolicySet
from policylint.policy.phrasing import listed, words_of
from policylint.policy.vocabulary import Vocabulary
from policylint.run.collect import Inputs
from policylint.run.load import Loaded, head_of, load
from policylint.source import Span
from policylint.typed import NamedTuple

OF_KIND = {"use": "on the use of social media (kind: use)"}


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
        return titled(self.policy, head.get("title"))


def choose(paths: Sequence[str], stdin_name: str, policy_id: str) -> Chosen:
    """The policy to ask: the only one of the files, or the one named.

    Raises InputError when there are none or several, and when the file has faults that keep it from being read.
    """
    inputs = options.inputs(paths, stdin_name)
    loaded = load(inputs)
    refuse_broken(inputs, loaded)
    policies, policy = one_of(loaded, policy_id)
    return Chosen(policy, decide(policies, policy.id), lambda owner, path: _place(loaded, owner, path))


def one_of(loaded: Loaded, name: str, kind: str = "") -> tuple[PolicySet, Policy]:
    """The policy of the files that is named, else the only one of a kind (none: of any), with its set.

    Raises InputError when there are none or several.
    """
    every = {
        policy.id: (policies, policy)
        for policies in loaded.sets
        for policy in policies.policies
        if policy.document < loaded.linted
    }
    found = {each: pair for each, pair in every.items() if kind in ("", pair[1].kind)}
    if not every:
        raise InputError("there is no policy here that can be read", remedy="`policylint lint FILE` says why.")
    if not found:
        raise InputError(f"there is no policy here {OF_KIND[kind]}", remedy="Name the file with the main policy.")
    remedy = f"The policies are: {', '.join(sorted(found))}."
    if name in every and name not in found:
        raise InputError(f'"{name}" is no policy {OF_KIND[kind]}', remedy=remedy)
    if name and name not in found:
        near = nearest(name, found)
        said = f': did you mean "{near}"?' if near else ""
        raise InputError(f'there is no policy "{name}"{said}', remedy=remedy)
    if not name and len(found) > 1:
        raise InputError(
            f"there are {len(found)} policies here", remedy=f"Name one: --policy {' or --policy '.join(sorted(found))}."
        )
    return found[name or next(iter(found))]


def titled(policy: Policy, title: object) -> str:
    """What answers have as their heading. A retired policy is told as such: its silence looks like a gap otherwise."""
    retired = ", retired: it says nothing any more" if policy.retired else ""
    return f"{title or policy.id} ({policy.id}){retired}"


def refuse_broken(inputs: Inputs, loaded: Loaded) -> None:
    """Raise InputError for a file that cannot be read or built: an answer without it would be another answer."""
    refuse_unreadable(inputs)
    files: dict[str, str] = {}
    for document in loaded.documents[: loaded.linted]:
        name = str(head_of(document).get("id", ""))
        other = files.setdefault(name, document.source.path) if name else document.source.path
        if other != document.source.path:
            raise InputError(
                f'{other} and {document.source.path} both hold a policy "{name}"',
                remedy="Name only one of them, or give one of the two another id.",
            )
    for number in sorted(loaded.unbuilt):
        document = loaded.documents[number]
        span, message = _first_fault(loaded, number)
        line, column = document.source.position(span.start)
        raise InputError(
            message,
            place=f"{document.source.path}:{line}:{column}",
            remedy=f"`policylint lint {document.source.path}` says what is wrong.",
        )


def _first_fault(loaded: Loaded, number: int) -> tuple[Span, str]:
    document = loaded.documents[number]
    for problem in loaded.problems[number]:
        if problem.severity == "error":
            return problem.span, problem.message
    for fault in loaded.faults():
        if fault.document == number:
            span = document.key_span(fault.path) if fault.on_key else None
            return span or document.span(fault.path), fault.message
    return document.span(""), loaded.unbuilt[number]


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
    words = [word.strip() for word in said.split(",") if word.strip()]
    if not words:
        raise InputError(f'no value is given for "{name}"', remedy=f"Write one, such as {vocabulary.known(number)[0]}.")
    return [_value(vocabulary, number, name, word) for word in words]


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

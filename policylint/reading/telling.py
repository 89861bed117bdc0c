"""What every explanation needs: the document, the schema, places for the caret; it knows no keyword."""

from collections.abc import Callable, Iterator

from policylint.reading.nodes import Document, opening
from policylint.reading.problems import Problem, pointer
from policylint.source import Span
from policylint.typed import Any

Path = tuple[str | int, ...]


class Telling:
    """One document that a schema refused, while its faults are put into words.

    problems: explains an error of jsonschema, for those that hold others. A key misspelt or misplaced is missing where
    it should stand: one fault, told once. `meant` has the keys that are there in that way, `lacking` the problems of
    those that are missing, both by the path of the mapping and the key.
    """

    def __init__(
        self, schema: dict[str, Any], document: Document, problems: "Callable[[Telling, Any], Iterator[Problem]]"
    ) -> None:
        self.schema = schema
        self.document = document
        self.data = document.data
        self._problems = problems
        self.meant: set[tuple[Path, str]] = set()
        self.lacking: dict[tuple[Path, str], Problem] = {}

    def problems(self, error: Any) -> Iterator[Problem]:
        return self._problems(self, error)

    def key(self, path: Path) -> Span:
        """The key of a value; of a list's entry its first key or line."""
        where = pointer(*path)
        span = self.document.key_span(where)
        node = self.document.node(where)
        if span is None and node is not None:
            span = opening(node, self.document.source.text)
        return span or self.document.span(where)

    def value(self, path: Path) -> Span:
        """A scalar itself; of a collection the key, for nobody wants a page underlined."""
        node = self.document.node(pointer(*path))
        return self.document.span(pointer(*path)) if node is not None and node.kind == "scalar" else self.key(path)

    def told(self, check: str, message: str, span: Span, path: Path, remedy: str, instead: str = "") -> Problem:
        return Problem(check, "error", message, span, pointer(*path), remedy, instead=instead)

    def told_elsewhere(self) -> list[Problem]:
        """The missing keys that are there, misspelt or misplaced."""
        return [problem for lack, problem in self.lacking.items() if lack in self.meant]

"""Why data does not have the shape of a schema, in plain words and at the place; it knows no meaning of any key."""

from typing import Any

from policylint.reading.nodes import Document
from policylint.reading.problems import Problem


def explain(schema: dict[str, Any], document: Document) -> tuple[Problem, ...]:
    """The problems of a document that a schema refuses, in the order of the text; empty when it accepts the document."""
    from jsonschema import Draft202012Validator

    return tuple(
        Problem("wrong-shape", "error", error.message, document.span("".join(f"/{s}" for s in error.absolute_path)))
        for error in Draft202012Validator(schema).iter_errors(document.data)
    )

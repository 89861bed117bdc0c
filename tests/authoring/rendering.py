"""A policy file as the Markdown that people would read: headings and the texts of clauses, and nothing else."""

from collections.abc import Mapping
from typing import Any


def markdown(data: Mapping[str, Any]) -> str:
    """The document of a policy."""
    parts = [f"# {data['policy']['title']}"]
    scope = data.get("scope", {}).get("text")
    if scope:
        parts += ["## Scope", scope.strip()]
    for clause in data["clauses"]:
        title = clause.get("title") or clause["id"].replace("-", " ").capitalize()
        parts += [f"## {title}", clause["text"].strip()]
    return "\n\n".join(parts) + "\n"

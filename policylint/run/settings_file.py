"""Files that set a run up: read whole or refused with every fault, before anything is linted. Knows no setting.

What stands in a policy is a finding; what stands in these is an error, for a run that goes by half of a configuration
would show something nobody asked for.
"""

import json
import os
from collections.abc import Iterable

from policylint.errors import PolicylintError, Problems, SetupError
from policylint.reading.files import ReadProblem, read_file
from policylint.reading.problems import Problem
from policylint.reading.shape import Shape
from policylint.reading.yamltree import Document, parse
from policylint.resources import read_text
from policylint.source import Source, Span
from policylint.typed import Any


def settings(path: str, shown: str, schema: str) -> Document:
    """A YAML file that fits one of the program's schemas (`config` means `config.schema.json`); empty ones do.

    Raises SetupError or Problems that name file, line and remedy.
    """
    document = parse(source(path, shown))
    wrong = [problem for problem in document.problems if problem.check != "empty-file" and problem.severity != "note"]
    if document.data is None and not wrong:
        return document
    return fitting(document, schema, wrong)


def fitting(document: Document, schema: str, wrong: Iterable[Problem] = ()) -> Document:
    """The document, if it has no problems and a schema accepts it."""
    wrong = list(wrong)
    rules = json.loads(read_text("schemas", f"{schema}.schema.json"))
    if not Shape(rules).accepts(document.data):
        # Late: the explanation needs jsonschema, which costs 80 ms to import.
        from policylint.reading.explain_shape import explain

        wrong += explain(rules, document)
    refuse(refusal(document.source, problem.message, problem.span, problem.remedy) for problem in wrong)
    return document


def source(path: str, shown: str) -> Source:
    """The text of a file that must be there and readable."""
    read = read_file(path, shown)
    if isinstance(read, ReadProblem):
        place = f"{shown}:{read.line}:{read.column}" if read.line else shown
        raise SetupError(read.message, place=place, remedy=sentence(read.remedy))
    return read


def refusal(source: Source, message: str, span: Span, remedy: str) -> SetupError:
    """What is wrong at a place of a file, as an error."""
    line, column = source.position(span.start)
    return SetupError(message, place=f"{source.path}:{line}:{column}", remedy=sentence(remedy))


def refuse(errors: Iterable[PolicylintError]) -> None:
    """Raise what there is to raise: nothing, one error, or several together."""
    found = list(dict.fromkeys(errors))
    if found:
        raise found[0] if len(found) == 1 else Problems(found)


def json_settings(path: str, shown: str, schema: str) -> tuple[Source, dict[str, Any]]:
    """A JSON file that a program wrote and that fits a schema; a key that stands twice is refused too.

    JSON is YAML, so only what is wrong goes through the reader that knows lines.
    """
    read = source(path, shown)
    rules = json.loads(read_text("schemas", f"{schema}.schema.json"))
    try:
        data = json.loads(read.text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        place = f"{shown}:{error.lineno}:{error.colno}"
        raise SetupError(
            f"this is not JSON ({error.msg[:1].lower()}{error.msg[1:]})",
            place=place,
            remedy="Take the file as it was before, or have it written anew.",
        ) from error
    except _TwiceError as error:
        at = read.text.rfind(json.dumps(error.key))
        raise refusal(
            read, f'"{error.key}" stands twice here', Span(max(at, 0), max(at, 0)), "delete one of the two"
        ) from error
    except ValueError as error:  # what Python says of a number of thousands of digits
        remedy = "Take the file as it was before, or have it written anew."
        raise SetupError("a number of this file has too many digits", place=shown, remedy=remedy) from error
    except RecursionError as error:
        remedy = "Take the file as it was before, or have it written anew."
        raise SetupError("the values of this file lie too deep in each other", place=shown, remedy=remedy) from error
    if not Shape(rules).accepts(data):
        fitting(parse(read), schema)
        raise SetupError("the file does not have the form it needs", place=shown, remedy="Have it written anew.")
    return read, data


class _TwiceError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TwiceError(key)
            seen.add(key)
    return found


def sentence(remedy: str) -> str:
    """A remedy as errors have it: a capital, a full stop."""
    return remedy[:1].upper() + remedy[1:] + ("" if remedy.endswith((".", "!", "?")) else ".") if remedy else ""


def below(folder: str, name: str) -> str:
    """A path as a file in a folder writes it."""
    return os.path.normpath(os.path.join(folder, os.path.expanduser(name)))

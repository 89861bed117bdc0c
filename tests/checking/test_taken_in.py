"""A permission for whatever people do takes in what it was not meant for: worth a look, and no error."""

import datetime
from typing import Any

import pytest

from policylint.finding import Severity
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.source import Source

CLAUSE = "  - id: own-time\n    permit: {%s, account: own, time: off-hours}\n    text: Your own business.\n"
HEAD = "policylint: 1\npolicy: {id: p, title: P, agency: A, jurisdiction: US-WA}\nclauses:\n"


def found(box: str) -> list[Any]:
    source = Source("p.policy.yaml", HEAD + CLAUSE % box)
    settings = Settings(datetime.date(2026, 11, 24), select=("login-demands-allowed",))
    return [(each.severity, each.grade, each.clause) for each in lint(Inputs((source,), (), ""), settings).findings]


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        pytest.param("who: supervisor, activity: demand-access", [(Severity.error, "", "own-time")], id="named"),
        pytest.param("who: supervisor, activity: any", [(Severity.warning, "general", "own-time")], id="any"),
        pytest.param("who: supervisor", [(Severity.warning, "general", "own-time")], id="not said"),
        pytest.param(
            "who: supervisor, activity: [demand-access, post]", [(Severity.error, "", "own-time")], id="among others"
        ),
        pytest.param("who: supervisor, activity: post", [], id="another"),
    ],
)
def test_what_an_author_did_not_think_of_is_no_error(box: str, expected: list[Any]) -> None:
    assert found(box) == expected

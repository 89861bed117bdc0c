"""Whom a check leaves out because the scope does not bind them."""

import datetime
from typing import Any

import pytest

from policylint.checking.context import Context
from policylint.policy.build import build_set
from policylint.policy.vocabulary import Vocabulary

WORKFORCE = {"who": "workforce", "activity": "speak"}
OTHERS = {"contractor", "volunteer", "intern", "temporary"}


def left_out(covers: Any, box: dict[str, Any], naming: tuple[str, ...] = ()) -> set[str]:
    vocabulary = Vocabulary.standard()
    data: dict[str, Any] = {"policylint": 1, "policy": {"id": "p"}, "clauses": []}
    if covers:
        data["scope"] = {"text": "Words.", "covers": covers}
    policies = build_set(vocabulary, [data])
    context = Context(policies, policies.policies[0], datetime.date(2026, 11, 24), 1, {}, thorough=False)
    number = vocabulary.space.index["who"]
    boxes = context.unbound(vocabulary.box(box, "", []), context.dimensions(naming))
    return {name for each in boxes for name in vocabulary.space.values_in(each, number)}


@pytest.mark.parametrize(
    ("covers", "box", "naming", "expected"),
    [
        pytest.param([], WORKFORCE, (), set(), id="no scope"),
        pytest.param([{"device": "any"}], WORKFORCE, (), set(), id="a scope that names nobody"),
        pytest.param([{"who": "workforce"}], WORKFORCE, (), set(), id="all are bound"),
        pytest.param([{"who": "employee"}], WORKFORCE, (), OTHERS, id="employees are bound"),
        pytest.param(
            [{"who": "employee"}, {"who": "contractor", "device": "agency"}],
            WORKFORCE,
            (),
            OTHERS - {"contractor"},
            id="two boxes together",
        ),
        pytest.param([{"who": "employee"}, {"device": "any"}], WORKFORCE, (), set(), id="one box names nobody"),
        pytest.param([{"who": "employee"}], WORKFORCE, ("who",), set(), id="people are what is asked about"),
        pytest.param([{"who": "employee"}], {"activity": "speak"}, (), set(), id="the check names nobody"),
        pytest.param([{"who": "employee"}], {"who": "contractor"}, (), set(), id="nobody of the box is bound"),
        pytest.param(
            [{"who": "employee"}],
            {"who": ["agency", "staff", "contractor"], "activity": "block"},
            (),
            {"contractor"},
            id="the agency needs no scope",
        ),
    ],
)
def test_people_whom_the_scope_does_not_bind_are_left_out(
    covers: Any, box: dict[str, Any], naming: tuple[str, ...], expected: set[str]
) -> None:
    assert left_out(covers, box, naming) == expected

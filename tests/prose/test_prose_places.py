"""A stretch of a text, found by reading prose, stands where the file has it: in every style that YAML has for texts."""

import pytest

from policylint.finding import Fault
from policylint.policy.inference import infer_all
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.prose import read_clause
from policylint.reading.yamltree import parse
from policylint.run.locate import span
from policylint.source import Source

STYLES = {
    "plain": "text: Staff must report it. Staff must report it within\n  24 hours, and may not wait.\n",
    "single": "text: 'Staff must report it. Staff must report it within\n  24 hours, and may not wait.'\n",
    "double": 'text: "Staff must report it. Staff must report it within\n  24 hours, and may not wait."\n',
    "literal": "text: |\n  Staff must report it. Staff must report it within\n  24 hours, and may not wait.\n",
    "folded": "text: >-\n  Staff must report it. Staff must report it within\n  24 hours, and may not wait.\n",
    "indented": "text: >\n   Staff must report it. Staff must report it within\n   24 hours, and may not wait.\n",
}


@pytest.mark.parametrize("written", STYLES.values(), ids=STYLES)
def test_words_are_found_in_the_file(written: str) -> None:
    source = Source("a.policy.yaml", written)
    document = parse(source)
    value = document.data["text"]
    proposals = [proposal for _, proposal in infer_all(read_clause(value), Vocabulary.standard())]
    assert [proposal.kind for proposal in proposals] == ["require", "require"]
    every = [(each.sentence.start, mark) for each in proposals for mark in each.modality.marks]
    marks = [(start + mark.start, start + mark.end) for start, mark in every]
    deadlines = [(one.start, one.end) for each in proposals for one in each.deadlines]
    found = [span(document, "/text", offsets=offsets) for offsets in (*marks, *deadlines)]
    assert [" ".join(written[each.start : each.end].split()) for each in found] == [
        "must",
        "must",
        "may not",
        "within 24 hours",
    ]
    first, second = written.index("must"), written.rindex("must")
    assert [each.start for each in found] == [first, second, written.index("may not"), written.index("within")]


def test_a_finding_in_a_long_text_has_its_line_and_column() -> None:
    written = "clauses:\n  - id: a\n    text: |\n      First line.\n\n      - one item\n      - you must not lie\n"
    document = parse(Source("a.policy.yaml", written))
    value = document.data["clauses"][0]["text"]
    (mark,) = [
        (proposal.sentence.start + mark.start, proposal.sentence.start + mark.end)
        for _, proposal in infer_all(read_clause(value), Vocabulary.standard())
        for mark in proposal.modality.marks
    ]
    fault = Fault("x", 0, "/clauses/0/text", "", offsets=mark)
    place = document.source.place(span(document, fault.path, offsets=fault.offsets))
    assert tuple(place) == (7, 13, 7, 21)

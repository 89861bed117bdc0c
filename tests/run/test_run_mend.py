"""Corrections: what they change, that they help, and that nothing else changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_run import TODAY

from policylint.checking.packs import builtin_packs
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.run.mend import Change, mended
from policylint.source import Source

POLICY = """\
policylint: 1
policy:
  id: example-city
  title: Social media policy
  agency: Example City
  jurisdiction: US-WA
  status: draft
roles:
  press-officer: {title: Press officer, contact: press@example.gov}
clauses:
  # who speaks
  - id: official-posts
    title: Official posts
    forbid: {who: workforce, capacity: official, activity: [post, message], account: official}
    unless:
      - approval: {by: press-officer}
    text: |
      Nobody posts for the city without the press officer's approval.
  - id: own-time
    title: Your own time
    permit: {who: workforce, capacity: personal, activity: post, account: personal, device: personal, time: off-hours}
    overrides: [official-posts]
    text: In your own time you may post from your own accounts.
"""
SETTINGS = Settings(TODAY)


PACKS = builtin_packs()


def run(inputs):
    return lint(inputs, SETTINGS, PACKS)


def corrected(text, *, unsafe=True):
    """The text after its corrections, what they changed, and how many were not wanted."""
    inputs = Inputs((Source("a.policy.yaml", text),), ())
    found, left = mended(inputs, run, lambda changes: unsafe or all(change.sure for change in changes))
    after = found[0].after.text if found else text
    return after, [tuple(change) for file in found for change in file.changes], left


CASES = {
    "a key": ("status: draft", "stauts: draft", True),
    "a value": ("device: personal", "device: personel", True),
    "a value in a list": ("[post, message]", "[post, mesage]", True),
    "capitals": ("who: workforce, capacity: official", "who: Workforce, capacity: official", False),
    "a long dash": ("time: off-hours", "time: off–hours", False),
    "curly quotes": ("device: personal", "device: “personal”", False),
    "an underscore": ("time: off-hours", "time: off_hours", False),
    "a role": ("by: press-officer", "by: press-oficer", True),
    "a clause": ("overrides: [official-posts]", "overrides: [oficial-posts]", True),
}


@pytest.mark.parametrize(("right", "wrong", "guess"), CASES.values(), ids=CASES)
def test_a_slip_is_corrected_and_nothing_else(right, wrong, guess):
    broken = POLICY.replace(right, wrong, 1)
    assert broken != POLICY
    after, changes, left = corrected(broken)
    line = next(number for number, text in enumerate(broken.splitlines(), 1) if wrong in text)
    assert (after, [change[0] for change in changes], left) == (POLICY, [line], 0)
    without, changes, left = corrected(broken, unsafe=False)
    assert (without, bool(changes), left) == ((broken, False, 1) if guess else (POLICY, True, 0))


def test_two_slips_of_which_one_hides_the_other():
    broken = POLICY.replace("permit: {who", "permitt: {who").replace("time: off-hours", "time: off-huors")
    assert corrected(broken)[0] == POLICY


def test_what_has_no_likely_correction_stays():
    broken = POLICY.replace("device: personal", "device: bicycle")
    assert corrected(broken) == (broken, [], 0)


def test_a_word_over_two_lines_stays():
    broken = POLICY.replace("time: off-hours", "time: off\n      hours")
    assert corrected(broken) == (broken, [], 0)


def test_a_text_without_faults_stays():
    assert corrected(POLICY) == (POLICY, [], 0)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_stay(end):
    broken = POLICY.replace("device: personal", "device: personel").replace("\n", end)
    assert corrected(broken)[0] == POLICY.replace("\n", end)


WORDS = (
    "status",
    "workforce",
    "official",
    "post",
    "message",
    "approval",
    "personal",
    "off-hours",
    "overrides",
    "unless",
)
SPELLINGS = st.tuples(st.sampled_from(WORDS), st.integers(0, 8), st.sampled_from(["", "x", "-", "–", "E", " ", "“"]))


@settings(deadline=None, max_examples=30)
@given(st.lists(SPELLINGS, max_size=4))
def test_lines_and_all_that_is_no_corrected_word_stay(slips):
    broken = POLICY
    for word, at, sign in slips:
        broken = broken.replace(word, word[:at] + sign + word[at + 1 :], 1)
    after, changes, _ = corrected(broken)
    rest = broken.split("\n")
    # The longest first: one wrong word may be a part of another.
    for line, old, new in sorted(changes, key=lambda change: -len(change[1])):
        assert old in rest[line - 1]
        rest[line - 1] = rest[line - 1].replace(old, new, 1)
    mended_lines = after.split("\n")
    assert len(mended_lines) == len(rest)
    changed = {line for line, _, _ in changes}
    assert [text for number, text in enumerate(mended_lines, 1) if number not in changed] == [
        text for number, text in enumerate(broken.split("\n"), 1) if number not in changed
    ]
    # What was corrected stays corrected: a second time there is nothing to do.
    assert corrected(after)[:2] == (after, [])


def test_only_another_form_is_sure():
    assert Change(1, "Off_Hours", "off-hours").sure
    assert not Change(1, "of-hours", "off-hours").sure

"""Comments in a policy that set findings aside, in whole runs."""

import time

import pytest
from small_run import BUZZ, EVERYTHING, LEVERAGE, OWNER, POLICY, aside, run, states, told, write

FILE = "city.policy.yaml"


def behind(line: str, comment: str, text: str = POLICY) -> str:
    """The policy with a comment behind a line."""
    assert text.count(f"{line}\n") == 1
    return text.replace(f"{line}\n", f"{line}  # policylint: {comment}\n")


def test_without_comments_everything_counts():
    write(POLICY)
    report = run()
    assert (told(report), aside(report), states(report)) == (EVERYTHING, [], [])


@pytest.mark.parametrize(
    ("text", "kept", "set_aside"),
    [
        (behind("    text: Staff may post with synergy.", "ignore[buzzword] its name"), [OWNER, LEVERAGE], (13, 13)),
        (behind("  - id: posts", "ignore[buzzword] its name"), [OWNER, LEVERAGE], (13, 11)),
        (behind("    text: |", "ignore[buzzword] its name"), [OWNER, BUZZ], (18, 16)),
        (behind("  - id: messages", "ignore[buzzword] its name"), [OWNER, BUZZ], (18, 14)),
        (
            POLICY.replace("    text: Staff", "    # policylint: ignore[buzzword] its name\n    text: Staff"),
            [OWNER, (*LEVERAGE[:3], 19)],
            (14, 13),
        ),
        (
            POLICY.replace("  - id: posts", "  # policylint: ignore[buzzword] its name\n\n  # so\n  - id: posts"),
            [OWNER, (*LEVERAGE[:3], 21)],
            (16, 11),
        ),
    ],
    ids=["line", "clause", "text block", "clause with a text block", "line above", "clause below"],
)
def test_where_a_comment_holds(text, kept, set_aside):
    write(text)
    report = run()
    line, comment = set_aside
    assert told(report) == kept
    assert aside(report) == [("comment", "buzzword", line, FILE, comment, "its name")]
    assert states(report) == [("comment", "used", "buzzword", 1)]


def test_comment_for_the_whole_file():
    write(POLICY + "# policylint: ignore-file[buzzword, owner-missing] a pilot\n")
    report = run()
    assert told(report) == []
    assert aside(report) == [
        ("comment", "owner-missing", 2, FILE, 19, "a pilot"),
        ("comment", "buzzword", 13, FILE, 19, "a pilot"),
        ("comment", "buzzword", 18, FILE, 19, "a pilot"),
    ]


def test_windows_line_ends():
    write(behind("  - id: posts", "ignore[buzzword] its name").replace("\n", "\r\n"))
    assert told(run()) == [OWNER, LEVERAGE]


@pytest.mark.parametrize(
    ("comment", "check", "message"),
    [
        (
            "ignore",
            "suppression-malformed",
            '"ignore" names no check: the names stand in square brackets right behind it',
        ),
        ("ignore[buzzword]", "suppression-without-reason", 'no reason is given for ignoring "buzzword"'),
        ("ignore[buzword] so", "suppression-unknown-check", 'there is no check "buzword": did you mean "buzzword"?'),
        ("ignore[prose] so", "suppression-unknown-check", '"prose" is a group, and a comment names single checks'),
        (
            "ignore[syntax] so",
            "set-aside-refused",
            '"syntax" cannot be ignored: a file with that fault would look clean',
        ),
        (
            "ignore[suppression-unused] so",
            "set-aside-refused",
            '"suppression-unused" cannot be ignored: it is about such comments themselves',
        ),
        (
            "ignore-file[buzzword] so",
            "suppression-malformed",
            '"ignore-file" holds for the whole file only at the start of a line',
        ),
    ],
    ids=lambda value: value,
)
def test_comment_that_cannot_be_used_sets_nothing_aside(comment, check, message):
    write(behind("    text: Staff may post with synergy.", comment))
    report = run()
    assert (aside(report), told(report)) == ([], [OWNER, ("error", check, FILE, 13), BUZZ, LEVERAGE])
    (found,) = (each for each in report.findings if each.check == check)
    assert found.message.endswith(f": {message}")
    assert found.place.column == 41
    assert found.remedy


def test_comment_about_nothing():
    write(behind("  jurisdiction: US-WA", "ignore[buzzword, owner-missing] so"))
    report = run()
    unused = ("warning", "suppression-unused", FILE, 6)
    assert told(report) == [OWNER, unused, unused, BUZZ, LEVERAGE]
    assert [each.message.partition(": ")[2] for each in report.findings[1:3]] == [
        'there is no finding of "buzzword" here to ignore',
        'there is no finding of "owner-missing" here to ignore',
    ]
    assert len({each.fingerprint for each in report.findings}) == 5


@pytest.mark.parametrize(
    "more",
    [{"select": ("owner-missing", "document")}, {"ignore": ("buzzword",)}, {"packs": ("core",)}],
    ids=["select", "ignore", "packs"],
)
def test_comment_about_a_check_that_did_not_run_is_no_fault(more):
    write(behind("  jurisdiction: US-WA", "ignore[buzzword] so"))
    report = run(**more)
    assert ("comment", "unknown", "buzzword", 0) in states(report)
    assert "suppression-unused" not in [each.check for each in report.findings]


def test_severity_off_means_that_a_check_did_not_run():
    write("severities: {buzzword: off}\n", ".policylint.yaml")
    write(behind("  jurisdiction: US-WA", "ignore[buzzword] so"))
    report = run()
    assert told(report) == [OWNER]
    assert [(each.check, each.why) for each in report.not_run] == [("buzzword", "the configuration turns it off")]


def test_key_that_the_schema_does_not_know_can_be_ignored_and_the_rest_is_checked():
    write(
        POLICY.replace(
            "  status: in-force\n", "  records-code: 17b  # policylint: ignore[unknown-key] for the archive\n"
        )
    )
    report = run()
    assert told(report) == EVERYTHING
    assert aside(report) == [("comment", "unknown-key", 7, FILE, 7, "for the archive")]


def test_warnings_of_reading_can_be_ignored():
    write(POLICY.replace("media policy", "media #1  # policylint: ignore[yaml-text-cut-at-hash] it is called so"))
    report = run()
    assert told(report) == EVERYTHING
    assert aside(report) == [("comment", "yaml-text-cut-at-hash", 4, FILE, 4, "it is called so")]


def test_file_that_ignores_what_keeps_it_from_being_checked_does_not_look_clean():
    write(POLICY.replace("  id: riverton\n", "  id: [riverton]  # policylint: ignore[wrong-type] so\n"))
    report = run()
    assert [each[1] for each in aside(report)] == ["wrong-type"]
    assert told(report) == [("error", "not-checked", FILE, 1)]


def test_everything_counts_when_comments_are_not_honoured():
    write(behind("    text: Staff may post with synergy.", "ignore[buzzword] its name"))
    report = run(honour=False)
    assert (told(report), aside(report)) == (EVERYTHING, [])


def test_number_sign_within_a_text_is_no_comment():
    write(POLICY.replace("They write with", "# policylint: ignore[buzzword] They write with"))
    assert told(run()) == EVERYTHING


def test_thousands_of_comments_before_a_clause():
    """Each was once looked for in the whole tree, and its next line through all comments below it."""
    many = "".join(f"  # policylint: ignore[buzzword] reason {number}\n" for number in range(3000))
    write(POLICY.replace("  - id: posts", f"{many}  - id: posts"))
    start = time.perf_counter()
    report = run()
    assert time.perf_counter() - start < 8
    unused = [("warning", "suppression-unused", FILE, line) for line in range(12, 11 + 3000)]
    assert told(report) == [OWNER, *unused, (*LEVERAGE[:3], 18 + 3000)]
    assert aside(report) == [("comment", "buzzword", 13 + 3000, FILE, 11, "reason 0")]

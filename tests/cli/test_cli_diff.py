"""`policylint diff` on the command line: formats, exit codes, and what it refuses."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
from running import POLICY, ROOT, Ran, run

LOOSER = POLICY.replace("    unless:\n      - approval:\n          by: press-officer\n", "").replace(
    "forbid:", "permit:"
)
RENAMED = POLICY.replace("id: own-time", "id: free-time")
BROKEN = POLICY.replace("permit:", "allow:")
HOSTILE = POLICY.replace("title: Your own time", "title: '@everyone <img src=x> [a](http://b.example) | `c`'").replace(
    "text: In your own time", "text: <script>alert(1)</script>#1 @everyone [a](http://b.example)"
)
WORDS = "vocabulary:\n  who:\n    deputy: {is: %s, label: deputy, says: a deputy, meaning: Stands in.}\n"
ONE_MEANING, OTHER_MEANING = (POLICY + WORDS % word for word in ("staff", "contractor"))


@pytest.fixture
def diff(tmp_path: Path):  # type: ignore[no-untyped-def]
    def between(old: str, new: str, *options: str) -> Ran:
        (tmp_path / "old.policy.yaml").write_text(old, encoding="utf-8")
        (tmp_path / "new.policy.yaml").write_text(new, encoding="utf-8")
        return run("diff", "old.policy.yaml", "new.policy.yaml", *options, cwd=tmp_path)

    return between


CODES = {
    "nothing, and asked": (POLICY, POLICY, ("--exit-code",), 0),
    "only a name, and asked": (POLICY, RENAMED, ("--exit-code",), 0),
    "a change": (POLICY, LOOSER, (), 0),
    "a change, and asked": (POLICY, LOOSER, ("--exit-code",), 1),
    "a kind that there is": (POLICY, LOOSER, ("--fail-on", "newly-silent,loosened"), 1),
    "a kind that there is not": (POLICY, LOOSER, ("--fail-on", "newly-silent", "--fail-on", "tightened"), 0),
    "the other way round": (LOOSER, POLICY, ("--fail-on", "tightened"), 1),
    "all was found, and asked": (POLICY, LOOSER, ("--fail-on", "inexact"), 0),
    "not all was found, and asked": (ONE_MEANING, OTHER_MEANING, ("--fail-on", "inexact"), 1),
    "not all was found, and not asked": (ONE_MEANING, OTHER_MEANING, ("--fail-on", "loosened"), 0),
    "a word with another meaning": (ONE_MEANING, OTHER_MEANING, ("--exit-code",), 1),
    "an unknown kind": (POLICY, LOOSER, ("--fail-on", "losened"), 2),
    "a broken old file": (BROKEN, POLICY, (), 2),
    "a broken new file": (POLICY, BROKEN, (), 2),
    "no policy at all": (POLICY, "- a\n", (), 2),
    "no text at all": ("", POLICY, (), 2),
    "control characters": (POLICY, "\0", (), 2),
}


@pytest.mark.parametrize(("old", "new", "options", "code"), CODES.values(), ids=CODES)
def test_exit_codes(diff, old: str, new: str, options: tuple[str, ...], code: int) -> None:  # type: ignore[no-untyped-def]
    done = diff(old, new, *options)
    assert (done.code, "Traceback" in done.err) == (code, False)
    assert bool(done.err) == (code == 2)


REFUSED = {
    "one file": (("a.policy.yaml",), "name two files or folders, the old and the new, or --git and a revision"),
    "standard input twice": (("-", "-"), "only one of the two can be standard input"),
    "no such file": (("a.policy.yaml", "b.policy.yaml"), 'there is no file or folder "a.policy.yaml"'),
    "no kind": (("--fail-on", "losened", "a", "b"), 'there is no kind of change "losened": did you mean "loosened"?'),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    done = run("diff", *arguments, cwd=tmp_path)
    assert (done.code, done.out, done.err.splitlines()[0]) == (2, "", f"policylint: {message}")


def test_a_broken_file_is_refused_with_its_place(diff) -> None:  # type: ignore[no-untyped-def]
    done = diff(POLICY, BROKEN)
    assert done.err.startswith("policylint: new.policy.yaml:")


TEXT = """\
What changed from old.policy.yaml to new.policy.yaml

Social media policy
old.policy.yaml → new.policy.yaml

1 clause edited: official-posts.
Everyday cases change.

Loosened (2.9 % of all combinations)
  When       who: everyone who works for the agency; capacity: official;
             activity: speaking; account: official account
  Example    a member of staff posts, as an account manager, in an official
             capacity, from an official account, on the agency's page
  Before     allowed on a condition by "official-posts", line 23; needs approval
             (by press officer)
  Now        allowed by "official-posts", line 23
  Text       the text of "official-posts" did not change with it
"""


def test_text(diff) -> None:  # type: ignore[no-untyped-def]
    assert diff(POLICY, LOOSER).out == TEXT


def test_json_is_as_its_schema_says(diff) -> None:  # type: ignore[no-untyped-def]
    schema = json.loads((ROOT / "schemas" / "diff.schema.json").read_text(encoding="utf-8"))
    for old, new in ((POLICY, LOOSER), (LOOSER, POLICY), (POLICY, RENAMED), (POLICY, POLICY), (POLICY, HOSTILE)):
        jsonschema.Draft202012Validator(schema).validate(json.loads(diff(old, new, "--format", "json").out))


def test_json_says_everything(diff) -> None:  # type: ignore[no-untyped-def]
    (change,) = json.loads(diff(POLICY, LOOSER, "--format", "json").out)["changes"]
    clause = {"policy": "example-city", "id": "official-posts", "title": None, "line": 23}
    assert change.pop("share") == pytest.approx(0.0291, abs=0.0001)
    assert change == {
        "kind": "loosened",
        "policy": "example-city",
        "what": "conditional, now permitted",
        "where": {
            "who": ["staff", "supervisor", "executive", "contractor", "volunteer", "intern", "temporary"],
            "capacity": ["official"],
            "activity": ["post", "reply", "share", "react", "livestream"],
            "account": ["official"],
        },
        "witness": {
            "who": "staff",
            "role": "account-manager",
            "capacity": "official",
            "activity": "post",
            "account": "official",
            "page": "agency-page",
        },
        "example": (
            "a member of staff posts, as an account manager, in an official capacity, from an official account, on the "
            "agency's page"
        ),
        "everyday": True,
        "before": {
            "verdict": "conditional",
            "clauses": [clause | {"file": "old.policy.yaml"}],
            "conditions": ["approval (by press officer)"],
            "duties": [],
            "text": None,
        },
        "after": {
            "verdict": "permitted",
            "clauses": [clause | {"file": "new.policy.yaml"}],
            "conditions": [],
            "duties": [],
            "text": None,
        },
        "rests_on_it": [],
        "prose": [{"clause": "official-posts", "became": "same", "words": []}],
    }


def test_nothing_of_a_policy_is_markup(diff) -> None:  # type: ignore[no-untyped-def]
    said = diff(POLICY, HOSTILE, "--format", "markdown").out
    assert said.startswith("<!-- policylint diff -->\n")
    for danger in ("<script", "<img", "@everyone", "[a](", "http://b", "#1"):
        assert danger not in said
    assert "alert" in said


def test_nothing_of_a_policy_steers_a_terminal(diff) -> None:  # type: ignore[no-untyped-def]
    hostile = POLICY.replace("In your own time", '"\\e[31m In your own time').replace("own accounts.", 'own accounts."')
    done = diff(POLICY, hostile)
    assert (done.code, "\x1b" in done.out, "[31m" in done.out) == (0, False, True)


def test_an_output_file(diff, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert diff(POLICY, LOOSER, "--output", "out.txt").out == ""
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == TEXT


def test_standard_input(tmp_path: Path) -> None:
    (tmp_path / "old.policy.yaml").write_text(POLICY, encoding="utf-8")
    done = run("diff", "old.policy.yaml", "-", "--exit-code", cwd=tmp_path, given=LOOSER)
    assert (done.code, done.err) == (1, "")


def test_folders(tmp_path: Path) -> None:
    for name, text in (("old", POLICY), ("new", LOOSER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "city.policy.yaml").write_text(text, encoding="utf-8")
    found = json.loads(run("diff", "old", "new", "--format", "json", cwd=tmp_path).out)["policies"]
    assert [(each["state"], each["before"], each["after"]) for each in found] == [
        ("changed", "old/city.policy.yaml", "new/city.policy.yaml")
    ]


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A repository with one commit of a policy."""
    (tmp_path / "city.policy.yaml").write_text(POLICY, encoding="utf-8", newline="\n")
    for words in (
        ["init", "--quiet"],
        ["add", "."],
        [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b.example",
            "-c",
            "commit.gpgsign=false",
            "commit",
            "--quiet",
            "-m",
            "a",
        ],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def test_git(committed: Path) -> None:
    (committed / "city.policy.yaml").write_text(LOOSER, encoding="utf-8", newline="\n")
    done = run("diff", "--git", "HEAD", "--fail-on", "loosened", cwd=committed)
    assert (done.code, done.out) == (
        1,
        TEXT.replace("from old.policy.yaml to new.policy.yaml", "from HEAD to the work tree").replace(
            "old.policy.yaml → new.policy.yaml", "HEAD:city.policy.yaml → city.policy.yaml"
        ),
    )


@pytest.mark.parametrize("command", [("diff", "--git", "nowhere"), ("lint", "--changed-since", "nowhere")])
def test_a_revision_that_does_not_exist(command: tuple[str, ...], committed: Path) -> None:
    done = run(*command, cwd=committed)
    assert (done.code, done.out, done.err.splitlines()[0]) == (
        2,
        "",
        'policylint: there is no revision "nowhere" in this repository',
    )


def test_lint_since_a_revision(committed: Path) -> None:
    def found(*options: str) -> tuple[int, set[str]]:
        done = run("lint", *options, "--format", "json", cwd=committed)
        return done.code, {each["fingerprint"] for each in json.loads(done.out)["findings"]}

    code, before = found()
    assert (code, bool(before)) == (1, True)
    assert found("--changed-since", "HEAD") == (0, set())
    (committed / "city.policy.yaml").write_text(
        POLICY.replace("who: workforce\n      capacity: official", "who: workforse\n      capacity: official"),
        encoding="utf-8",
    )
    _, now = found()
    assert found("--changed-since", "HEAD") == (1, now - before)
    assert now - before


def test_a_revision_in_place_of_a_file_is_told_how_to_be_named(committed: Path) -> None:
    done = run("diff", "HEAD~1", "city.policy.yaml", cwd=committed)
    assert (done.code, done.err) == (
        2,
        'policylint: there is no file or folder "HEAD~1"\n'
        "  Look for a spelling mistake; revisions of git are compared with --git, as in diff --git HEAD~1.\n",
    )

"""Reports whose texts mean harm or mean nothing: control characters, markup, commands. It must not know any format."""

from hypothesis import strategies as st
from made_report import REPORT

from policylint.finding import Finding, Related, Severity
from policylint.report import FileInfo, NotRun, Report
from policylint.source import Place, Source

TEXTS = (
    "plain",
    "@admin see #1 and https://evil.example/ or www.evil.example",
    "<script>alert(1)</script> & <!-- hidden",
    "[click](javascript:alert(1)) ![x](y) **bold** _it_ ~~no~~ `code` ``",
    "</details></summary><img src=x onerror=1>",
    "::error file=a.yaml,line=1::fake\n::set-output name=x::y",
    "a%0Ab, c: d % e",
    "bell\x07 escape\x1b[31m vertical\x0b nul\x00 del\x7f",
    "half\ud800 turned\u202eback zero\u200bwidth",
    "smile \U0001f600 line\u2028sep nel\u0085 crlf\r\nend",
    "]]> ' \" {0} $x$ \\ |",
    "- 1. list",
    "1. list",
    "# heading",
    "=== under",
)
WORDS = "< > & [ ] ( ) ` `` * _ ~ | \\ @a #1 $ ! - + 1. = : , % :: %0A \" ' x :// www.a </b>"
PIECES = st.sampled_from((*WORDS.split(), "\n", " ", "\t", "\x00", "\x1b", "\ud800", "\ufffe"))
ANY_TEXT = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=30))
"""What a policy can hold, and what it cannot but a fault of ours might let through."""


def report_of(text: str, path: str = "a.policy.yaml") -> Report:
    """A report in which everything that can hold a text of somebody else's holds this one."""
    finding = Finding(
        "off-hours-unaddressed",
        Severity.error,
        path,
        Place(1, 1, 1, 3),
        f"/clauses/{text}",
        text,
        clause=text,
        policy=text,
        witness=(("who", text),),
        cases=(text,),
        related=(Related(path, Place(2, 1, 2, 2), text),),
        remedy=text,
        why=text,
        authorities=("a",),
    )
    whole = Finding("not-readable", Severity.error, path, Place(0, 0, 0, 0), "", text)
    return REPORT._replace(
        files=(FileInfo(path, text, text, False, 3, ("core",)),),
        findings=(finding, whole, finding),
        suppressed=(finding,),
        waived=(finding,),
        not_run=(NotRun("*", path, text), NotRun("x", "", text)),
        sources={path: Source(path, "policylint: 1\r\nx: y\r\n", had_bom=True)},
        authorities={"a": text},
    )


def without_fingerprints(text: str) -> str:
    """An output in which fingerprints are numbered: how they are made is tested where they are made."""
    for number, finding in enumerate(REPORT.findings, 1):
        text = text.replace(finding.fingerprint, f"fingerprint {number}")
    return text

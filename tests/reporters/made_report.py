"""One report made by hand, with everything that a reporter has to show; it must not know how reports come about."""

from policylint.finding import Edit, Finding, Related, Severity
from policylint.report import CheckInfo, FileInfo, NotRun, PackInfo, Report
from policylint.source import Place, Source

SOCIAL = """\
policylint: 1
policy:
  id: riverton-social-media
  title: Social media use policy
  owner: TBD
clauses:
  - id: no-phones
    forbid:
      activity: speak
      device: personal
    text: Nobody may post from their own phone or computer.
  - id: own-time
    permit:
      capacity: personal
      time: off-hours
    text: |
      In your own time you may post what you like.
  - id: confidentiality
    forbid: {activity: [speak, message], information: non-public, who: [staff, supervisor, contractor], account: any}
    text: Nobody may share information that is not public.
"""
COMMENTS = """\
policylint: 1
policy:
  id: riverton-comment-rules
  titel: Comment rules
"""

COVERED = CheckInfo(
    "off-hours-on-own-device-unaddressed",
    "use from a personal device outside working hours is not addressed",
    "scope",
    "core",
    Severity.error,
    "May staff post from their own phone in the evening, and what follows them there?",
    "This is where most of a person's social media use happens: their own phone, their own evening.",
    "Write one clause that names both together, the personal device and the time off duty.",
)
HOURS = CheckInfo(
    "off-hours-unaddressed",
    "use outside working hours is not addressed",
    "scope",
    "core",
    Severity.error,
    "May staff post in the evening?",
    "Without an answer everyone guesses, and guesses differently.",
    "Say whether the rules hold outside working hours.",
)
LISTENING = CheckInfo(
    "listening-not-distinguished",
    "gathering what others post is not told apart from posting",
    "scope",
    "core",
    Severity.error,
    "Does the policy treat reading along and posting as two things?",
    "People who only read along do not know whether the rules for posting bind them.",
    "Write a clause for listening.",
)
CONFLICT = CheckInfo(
    "conflict",
    "one clause allows what another forbids",
    "consistency",
    "core",
    Severity.error,
    "Do two clauses contradict each other?",
    "Nobody can obey both, and whoever is accused will point at the other clause.",
    "Say in one of the two clauses that it comes first (overrides), or leave the case out of the other (except).",
)
WHISTLE = CheckInfo(
    "whistleblowing-forbidden",
    "a rule here forbids staff to reveal wrongdoing",
    "overreach",
    "core",
    Severity.error,
    "Does a confidentiality rule still let people report what they believe to be wrongdoing?",
    "A clerk who finds a falsified inspection report stays silent, or is disciplined for a disclosure that the law "
    "protects.",
    "Say that nothing in the policy limits a disclosure that the law protects, and name the law and the channels.",
)
MFA = CheckInfo(
    "mfa-missing",
    "no second factor is demanded",
    "security",
    "core",
    Severity.warning,
    "Is one?",
    "Takeovers.",
    "Say so.",
)
CAPTIONS = CheckInfo(
    "captions-missing",
    "videos need no captions",
    "content",
    "core",
    Severity.note,
    "Do they?",
    "Deaf people.",
    "Say so.",
)
ALT = CheckInfo(
    "alt-text-missing",
    "pictures need no description",
    "content",
    "core",
    Severity.note,
    "Do they?",
    "Blind.",
    "Say so.",
)

AUTHORITIES = {
    "ctg-2010-eight-elements": "Designing social media policy for government: Eight essential elements (Center for "
    "Technology in Government, 2010): research; not binding",
    "nist-800-53r5-ac-20": "SP 800-53 Rev. 5, AC-20 (NIST, 2020): standard",
    "5-usc-2302-b13": "5 U.S.C. 2302(b)(13) (United States Congress, 2012): binding on federal agencies",
}

SITUATION = (("who", "contractor"), ("activity", "post"), ("device", "personal-unmanaged"), ("time", "off-hours"))


def _finding(check: CheckInfo, place: Place, path: str, detail: str, **more: object) -> Finding:
    return Finding(
        check.id,
        check.severity,
        "social-media.policy.yaml",
        place,
        path,
        f"{check.title}: {detail}" if detail else check.title,
        why=check.why,
        remedy=check.remedy,
        group=check.group,
        policy="riverton-social-media",
        **more,  # type: ignore[arg-type]
    )


CLAUSES = Place(6, 1, 6, 8)

FINDINGS = (
    Finding(
        "unknown-key",
        Severity.error,
        "comments.policy.yaml",
        Place(4, 3, 4, 8),
        "/policy/titel",
        'a policy has no "titel": did you mean "title"?',
        remedy='Write "title".',
        edits=(Edit(Place(4, 3, 4, 8), "title"),),
    ),
    Finding(
        "placeholder-left",
        Severity.warning,
        "social-media.policy.yaml",
        Place(5, 10, 5, 13),
        "/policy/owner",
        '"TBD" is a placeholder that was left in',
        remedy="Name the role that owns the policy.",
    ),
    _finding(
        COVERED,
        CLAUSES,
        "/clauses",
        "no clause says what holds when a contractor posts from their own account, on their own phone or computer, "
        "outside working hours",
        grade="silent",
        witness=SITUATION,
        share=0.31,
        cases=("a volunteer streams live, on their own phone or computer, on leave",),
        example="- id: own-time-own-device\n  permit:\n    device: personal\n    time: off-hours\n",
        authorities=("ctg-2010-eight-elements", "nist-800-53r5-ac-20"),
    ),
    _finding(
        HOURS,
        CLAUSES,
        "/clauses",
        "no clause says what holds when a member of staff posts for the agency outside working hours",
        grade="silent",
        authorities=("ctg-2010-eight-elements",),
    ),
    _finding(LISTENING, CLAUSES, "/clauses", "", authorities=("ctg-2010-eight-elements",)),
    _finding(MFA, CLAUSES, "/clauses", ""),
    _finding(CAPTIONS, CLAUSES, "/clauses", ""),
    _finding(ALT, CLAUSES, "/clauses", ""),
    _finding(
        CONFLICT,
        Place(8, 5, 8, 11),
        "/clauses/0/forbid",
        '"no-phones" forbids and "own-time" allows that a member of staff posts from their own phone or computer, '
        "outside working hours",
        clause="no-phones",
        related=(Related("social-media.policy.yaml", Place(13, 5, 13, 11), '"own-time" allows it'),),
    ),
    _finding(
        WHISTLE,
        Place(19, 62, 19, 72),
        "/clauses/2/forbid",
        "a member of staff posts about wrongdoing, with information that is not public",
        clause="confidentiality",
        witness=(("who", "staff"), ("topic", "wrongdoing")),
        authorities=("5-usc-2302-b13",),
    ),
)

REPORT = Report(
    version="0.1.0",
    today="2026-11-23",
    packs=(PackInfo("core", "0.1", "ab" * 32),),
    checks=(COVERED, HOURS, LISTENING, CONFLICT, WHISTLE, MFA, CAPTIONS, ALT),
    files=(
        FileInfo("comments.policy.yaml", "", "", True, 0),
        FileInfo("social-media.policy.yaml", "riverton-social-media", "Social media use policy", False, 123_456_789),
    ),
    findings=FINDINGS,
    suppressed=(FINDINGS[7],),
    waived=(),
    not_run=(NotRun("rolling-review", "comments.policy.yaml", "the file could not be read that far"),),
    sources={
        "comments.policy.yaml": Source("comments.policy.yaml", COMMENTS),
        "social-media.policy.yaml": Source("social-media.policy.yaml", SOCIAL),
    },
    authorities=AUTHORITIES,
)

CLEAN = REPORT._replace(
    files=(REPORT.files[1]._replace(exact=True),), findings=(), suppressed=(), not_run=(), authorities={}
)

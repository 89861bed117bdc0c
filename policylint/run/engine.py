"""One lint run: read, build, ask every check, locate what was found, sort. Here, and only here, all of them meet."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policylint import __version__
from policylint.checking import assertions, packs
from policylint.checking.analyses import ANALYSES
from policylint.checking.authorities import line, register, relevant
from policylint.checking.context import Context, Question
from policylint.checking.packs import Check, Pack
from policylint.errors import Problems, SetupError, nearest
from policylint.finding import Fault, Finding, Related, Severity
from policylint.policy.decide import Own
from policylint.policy.model import Policy, PolicySet
from policylint.policy.verdicts import ALLOWED, instances
from policylint.reading.files import ReadProblem
from policylint.reading.problems import Problem
from policylint.report import CheckInfo, FileInfo, NotRun, PackInfo, Report
from policylint.run.collect import Inputs
from policylint.run.load import Loaded, load
from policylint.run.locate import place
from policylint.source import Place, Source
from policylint.space.count import count_uncovered
from policylint.space.uncovered import Budget

COUNT_BUDGET = 20_000


class Settings(NamedTuple):
    """What a run is to do. select, ignore: check ids, groups or packs; packs: instead of those the jurisdiction picks.

    effort: multiplies every budget of the analysis. thorough: list further cases of each gap, not only the first.
    """

    today: datetime.date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    effort: int = 1
    thorough: bool = False


def lint(inputs: Inputs, settings: Settings, available: Sequence[Pack] | None = None) -> Report:
    """Run every check on every document. available: the packs to choose from, else those the program ships.

    Raises SetupError for a name in the settings that is no check, group or pack.
    """
    available = packs.builtin_packs() if available is None else available
    _known_names(available, settings)
    run = _Run(load(inputs), available, settings)
    run.documents()
    run.unreadable(inputs.unreadable)
    return run.report()


class _Run:
    def __init__(self, loaded: Loaded, available: Sequence[Pack], settings: Settings) -> None:
        self.loaded = loaded
        self.settings = settings
        self.available = available
        self.known = {check.id: check for pack in available for check in pack.checks}
        self.findings: list[Finding] = []
        self.not_run: list[NotRun] = []
        self.files: list[FileInfo] = []
        self.used: dict[str, Pack] = {}
        self.ran: dict[str, Check] = {}
        self.current: dict[str, Check] = {}

    # ---- documents

    def documents(self) -> None:
        chosen: dict[tuple[str, ...], tuple[Check, ...]] = {}
        policies = {policy.document: (each, policy) for each in self.loaded.sets for policy in each.policies}
        built: dict[int, list[Fault]] = {}
        for fault in self.loaded.faults():
            built.setdefault(fault.document, []).append(fault)
        shared: dict[int, dict[str, Own]] = {}
        for number, document in enumerate(self.loaded.documents[: self.loaded.linted]):
            self.current = self.known
            path = document.source.path
            for problem in self.loaded.problems[number]:
                self.add_problem(path, problem, document.source)
            for fault in built.get(number, ()):
                self.add(fault)
            found = policies.get(number)
            if found is None or number in self.loaded.unbuilt:
                self.not_run.append(NotRun("*", path, self.loaded.unbuilt.get(number, "the file could not be read")))
                policy_id = found[1].id if found else ""
                self.files.append(FileInfo(path, policy_id, "", False, 0))
                continue
            active = packs.active(self.available, found[1].jurisdiction, self.settings.packs)
            names = tuple(pack.id for pack in active)
            self.used.update((pack.id, pack) for pack in active)
            if names not in chosen:
                chosen[names] = tuple(check for check in packs.adjusted(active) if self.wanted(check))
            owns = shared.setdefault(id(found[0]), {})
            self.policy(found[0], found[1], chosen[names], path, owns)

    def wanted(self, check: Check) -> bool:
        names = {check.id, check.group, check.pack}
        selected = not self.settings.select or bool(names & set(self.settings.select))
        return selected and not names & set(self.settings.ignore)

    def policy(
        self, policies: PolicySet, policy: Policy, checks: Sequence[Check], path: str, owns: dict[str, Own]
    ) -> None:
        settings = self.settings
        context = Context(policies, policy, settings.today, settings.effort, owns, settings.thorough)
        self.current = {**self.known, **{check.id: check for check in checks}}
        for check in checks:
            why_not = does_not_apply(context, check)
            if why_not:
                self.not_run.append(NotRun(check.id, path, why_not))
                continue
            self.ran.setdefault(check.id, check)
            self.ask(context, check)
        for name in sorted(context.incomplete):
            self.add(
                Fault(
                    "analysis-incomplete",
                    policy.document,
                    "/policy/id",
                    f'the analysis for "{name}" was cut short: this policy has too many overlapping clauses',
                    clause=name,
                )
            )
        size = count_uncovered(
            context.space, context.space.full, context.vocabulary.void, Budget(COUNT_BUDGET * self.settings.effort)
        )
        title = str((policy.data.get("policy") or {}).get("title", ""))
        exact = not context.incomplete and size.exact
        asked = tuple(sorted({check.pack for check in checks}))
        self.files.append(FileInfo(path, policy.id, title, exact, size.low, asked))

    def ask(self, context: Context, check: Check) -> None:
        question = Question(check.id, check.title)
        try:
            for fault in assertions.check(context, question, check.assertion):
                self.add(fault)
        except Exception as error:  # noqa: BLE001 - one broken check must not silence the others
            self.add(
                Fault(
                    "internal-error",
                    context.policy.document,
                    "/policy/id",
                    f'the check "{check.id}" failed because of a fault in policylint ({type(error).__name__}: {error})',
                )
            )

    # ---- findings

    def add(self, fault: Fault) -> None:
        check = self.current.get(fault.check)
        if not self._selected(fault.check, check):
            return
        severity = severity_of(fault, check)
        if severity is None:
            return
        document = self.loaded.documents[fault.document]
        if fault.document >= self.loaded.linted:
            return  # a document read only because another relies on it
        policy = str((document.data.get("policy") or {}).get("id", "")) if isinstance(document.data, dict) else ""
        related = []
        for also in fault.also:
            other = self.loaded.documents[also.document]
            related.append(Related(other.source.path, place(other, Fault("", 0, also.path, "")), also.message))
        self.findings.append(
            Finding(
                fault.check,
                severity,
                document.source.path,
                place(document, fault),
                fault.path,
                fault.message,
                fault.grade,
                fault.clause,
                fault.named_by,
                fault.witness,
                fault.share,
                fault.cases,
                tuple(related),
                check.why if check else "",
                fault.remedy or (check.remedy if check else ""),
                "",
                check.authorities if check else (),
                policy,
                check.group if check else "document",
            )
        )

    def _selected(self, name: str, check: Check | None) -> bool:
        if check is not None:
            return self.wanted(check)
        return name not in self.settings.ignore

    def add_problem(self, path: str, problem: Problem, source: Source) -> None:
        check = self.known.get(problem.check)
        if not self._selected(problem.check, check):
            return
        related = tuple(Related(path, source.place(other), words) for other, words in problem.related)
        self.findings.append(
            Finding(
                problem.check,
                Severity[problem.severity],
                path,
                source.place(problem.span),
                problem.path,
                problem.message,
                related=related,
                why=check.why if check else "",
                remedy=problem.remedy or (check.remedy if check else ""),
                authorities=check.authorities if check else (),
                group="document",
            )
        )

    def unreadable(self, problems: Iterable[ReadProblem]) -> None:
        for problem in problems:
            spot = Place(problem.line, problem.column, problem.line, problem.column)
            self.findings.append(
                Finding(
                    problem.check,
                    Severity.error,
                    problem.path,
                    spot,
                    "",
                    problem.message,
                    remedy=problem.remedy,
                    group="document",
                )
            )
            self.files.append(FileInfo(problem.path, "", "", False, 0))
            self.not_run.append(NotRun("*", problem.path, "the file could not be read"))

    def report(self) -> Report:
        today = self.settings.today.isoformat()
        known = register() if any(finding.authorities for finding in self.findings) else {}
        jurisdictions = {policy.id: policy.jurisdiction for each in self.loaded.sets for policy in each.policies}
        self.findings = [
            finding._replace(authorities=relevant(finding.authorities, jurisdictions.get(finding.policy, ""), known))
            for finding in self.findings
        ]
        cited = {name for finding in self.findings for name in finding.authorities}
        lines = {name: line(entry, today) for name, entry in known.items() if name in cited}
        unique = dict.fromkeys(sorted(self.findings, key=order))
        return Report(
            __version__,
            today,
            tuple(PackInfo(pack.id, pack.version, pack.sha256) for pack in self.used.values()),
            tuple(_info(check) for check in self.ran.values()),
            tuple(sorted(self.files)),
            tuple(unique),
            (),
            (),
            tuple(self.not_run),
            {document.source.path: document.source for document in self.loaded.documents},
            lines,
        )


def order(finding: Finding) -> tuple[str, int, Place, str, str]:
    """By file, most severe first, then by place."""
    return finding.file, -finding.severity, finding.place, finding.check, finding.message


def severity_of(fault: Fault, check: Check | None) -> Severity | None:
    """How much a fault matters; None when the check says `off` for it."""
    word = fault.severity
    if not word and check is not None:
        written = check.severity
        if isinstance(written, str):
            word = written
        else:
            # Kinds of assertion without grades, inside `any` or `all`, weigh as much as silence.
            word = written.get(fault.grade or "silent", written.get("silent", "warning"))
    if word == "off":
        return None
    return Severity[word or "error"]


def does_not_apply(context: Context, check: Check) -> str:
    """Why a check is not asked of a policy, in words; empty when it is."""
    applies = check.applies
    policy = context.policy
    if policy.retired:
        return "the policy is retired"
    builtin = "builtin" in check.assertion
    kinds = applies.get("kinds", () if builtin or check.group in ("document", "prose", "consistency") else ("use",))
    if kinds and policy.kind not in kinds:
        return f'it is not asked of a document of kind "{policy.kind}"'
    if not packs.matches(policy.jurisdiction, applies.get("jurisdictions", ())):
        return f"it is not asked in {policy.jurisdiction}"
    for key in applies.get("has", ()):
        if not context.data.get(key):
            return f'the policy has no "{key}"'
    if applies.get("presence") and not has_presence(context):
        return "the agency has no official account that the policy knows of"
    answers = context.dimensions(applies.get("unless-delegated", ()))
    if answers and any(each.hands_on and not answers & ~each.answers for each in policy.reliances):
        return "another document answers it"
    if "permits" in applies:
        box = context.box(applies["permits"])
        if next(instances(context.decision, [box.bits], ALLOWED, effort=context.effort), None) is None:
            return "the policy allows nothing of the kind"
    return ""


def has_presence(context: Context) -> bool:
    """Whether the agency is on social media at all: it has accounts, or the policy lets somebody speak from one."""
    known: bool | None = context.memory.get("presence")
    if known is None:
        box = context.box({"activity": "speak", "account": "official"})
        found = instances(context.decision, [box.bits], ALLOWED, granted=True, effort=context.effort)
        known = context.memory["presence"] = bool(context.data.get("accounts")) or next(found, None) is not None
    return known


def _info(check: Check) -> CheckInfo:
    word = check.severity if isinstance(check.severity, str) else check.severity.get("silent", "warning")
    severity = Severity[word] if word != "off" else Severity.note
    return CheckInfo(check.id, check.title, check.group, check.pack, severity, check.question, check.why, check.remedy)


def _known_names(available: Sequence[Pack], settings: Settings) -> None:
    """Refuse names that are no check, group or pack: a misspelt one would silently switch nothing on or off."""
    ids = [pack.id for pack in available]
    names = {name for pack in available for check in pack.checks for name in (check.id, check.group)} | set(ids)
    errors = []
    for name in (*settings.select, *settings.ignore):
        if name not in names:
            near = nearest(name, names)
            errors.append(
                SetupError(
                    f'there is no check, group or pack "{name}"' + (f': did you mean "{near}"?' if near else ""),
                    remedy="`policylint checks` lists them all.",
                )
            )
    for name in settings.packs:
        if name not in ids:
            errors.append(SetupError(f'there is no pack "{name}"', remedy=f"The packs are: {', '.join(ids)}."))
    if errors:
        raise errors[0] if len(errors) == 1 else Problems(errors)


__all__ = ["ANALYSES", "Settings", "does_not_apply", "lint", "load", "order", "severity_of"]

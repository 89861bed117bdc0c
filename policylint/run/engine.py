"""One lint run: read, build, ask every check, locate what was found, sort. Here, and only here, all of them meet."""

import datetime
from collections.abc import Iterable, Sequence

from policylint import __version__
from policylint.checking import assertions, packs
from policylint.checking.authorities import line, register, relevant
from policylint.checking.context import Context, Question
from policylint.checking.packs import Check, Pack
from policylint.errors import TooComplex
from policylint.finding import Fault, Finding, Severity
from policylint.policy.document import Own
from policylint.policy.model import Policy, PolicySet
from policylint.reading.files import ReadProblem
from policylint.reading.problems import Problem
from policylint.reading.yamltree import Document
from policylint.report import CheckInfo, Entry, FileInfo, NotRun, PackInfo, Report
from policylint.run.applies import RETIRED, never_asked, not_asked_here
from policylint.run.calendar import shown
from policylint.run.collect import Inputs
from policylint.run.config import PINNED, ForFile
from policylint.run.facts import Bins, Facts
from policylint.run.governed import NONE, Governed, Wanted
from policylint.run.load import Loaded, head_of, load
from policylint.run.making import Maker, Wrong, numbered, policy_id
from policylint.run.setup import Setup, set_up
from policylint.run.severities import described, severity_of
from policylint.source import Place, Source
from policylint.typed import NamedTuple

EMPTIED = "the policy declares every case of it impossible or accepted"
NOTHING_POSSIBLE = "the policy declares everything impossible, so nothing in it was checked"
DIFFERS = "header-differs-from-configuration"


class Settings(NamedTuple):
    """What a run is to do. select, ignore: check ids, groups or packs; packs: instead of those the jurisdiction picks.

    effort: multiplies every budget of the analysis. thorough: list further cases of each gap, not only the first.
    governed: the configurations; None: none at all. wanted: files that the command line names. calendar: which
    findings to show of those that only a day brings. honour: whether comments, waivers and baselines count.
    """

    today: datetime.date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    effort: int = 1
    thorough: bool = False
    governed: Governed | None = None
    wanted: Wanted = Wanted()
    calendar: str = "all"
    honour: bool = True


def lint(inputs: Inputs, settings: Settings, available: Sequence[Pack] | None = None) -> Report:
    """Run every check on every document. available: the packs to choose from, else those the program ships.

    Raises SetupError or Problems, before anything is linted, for what cannot be used: names that are no check, group or
    pack, and files that set the run up.
    """
    builtin = tuple(packs.builtin_packs() if available is None else available)
    governed = settings.governed or NONE
    named = (*settings.select, *settings.ignore)
    setup = set_up(governed, settings.wanted, settings.today, named, settings.packs, builtin)
    run = _Run(inputs, settings, setup)
    run.documents()
    run.unreadable(inputs.unreadable, "the file could not be read")
    run.unreadable(inputs.passed, "the link was not followed")
    return run.report(run.sorted())


class _Run:
    def __init__(self, inputs: Inputs, settings: Settings, setup: Setup) -> None:
        self.settings = settings
        self.setup = setup
        self.governed = setup.governed
        self.known = {check.id: check for pack in setup.available for check in pack.checks}
        self.loaded: Loaded = load(inputs, self.pins, self.excused)
        self.make = Maker(self.loaded, self.known, self.governed, setup.is_new, settings.select, settings.ignore)
        self.findings: list[Finding] = []
        self.not_run: list[NotRun] = []
        self.files: list[FileInfo] = []
        self.used: dict[str, Pack] = {}
        self.ran: dict[str, CheckInfo] = {}
        self.asked: dict[str, dict[str, bool]] = {}
        self.extra: dict[str, Source] = {}

    # ---- what the configuration says of a file

    def pins(self, file: str) -> dict[str, str]:
        return {name: said.value for name, said in self.governed.config(file).for_file(file).pin.items()}

    def excused(self, document: Document, problem: Problem) -> bool:
        # Late: only a file that is refused comes here.
        from policylint.run.suppress import excuses

        config = self.governed.config(document.source.path)
        barred = not self.settings.honour or config.unwaivable(problem.check, "document")
        return not barred and excuses(document, problem)

    def header(self, number: int, document: Document) -> None:
        """Find what a policy says of itself against the configuration."""
        config = self.governed.config(document.source.path)
        pin = config.for_file(document.source.path).pin
        head = head_of(document)
        for name in PINNED:
            if name in pin and name in head and head[name] != pin[name].value:
                said = pin[name]
                where = config.origin(said)
                message = f'"{name}: {head[name]}" stands here, and {where} says "{said.value}", which holds'
                remedy = f'Write "{name}: {said.value}", or change the configuration.'
                check = self.known.get(DIFFERS)
                title = f"{check.title}: " if check else ""
                self.add(self.make.fault(Fault(DIFFERS, number, f"/policy/{name}", title + message, remedy=remedy)))

    # ---- documents

    def documents(self) -> None:
        chosen: dict[tuple[tuple[str, ...], int, str, str], tuple[tuple[Check, str], ...]] = {}
        policies = {policy.document: (each, policy) for each in self.loaded.sets for policy in each.policies}
        built: dict[int, list[Fault]] = {}
        for fault in self.loaded.faults():
            built.setdefault(fault.document, []).append(fault)
        shared: dict[int, dict[str, Own]] = {}
        for number, document in enumerate(self.loaded.documents[: self.loaded.linted]):
            self.make.current = self.known
            path = document.source.path
            for problem in self.loaded.problems[number]:
                self.add(self.make.problem(document, problem))
            for fault in built.get(number, ()):
                self.add(self.make.fault(fault))
            self.header(number, document)
            found = policies.get(number)
            if found is None or number in self.loaded.unbuilt:
                self.not_run.append(NotRun("*", path, self.loaded.unbuilt.get(number, "the file could not be read")))
                self.files.append(FileInfo(path, found[1].id if found else "", "", False, 0))
                continue
            rules = self.governed.config(path).for_file(path)
            active = self.setup.packs_for(path, found[1].jurisdiction, self.settings.packs)
            self.used.update((pack.id, pack) for pack in active)
            key = tuple(pack.id for pack in active), id(rules), found[1].kind, found[1].jurisdiction
            if key not in chosen:
                wanted = (check for check in packs.adjusted(active) if self.make.wanted(check))
                chosen[key] = tuple((check, _never(check, found[1], rules)) for check in wanted)
            self.policy(found[0], found[1], chosen[key], path, rules, shared.setdefault(id(found[0]), {}))

    def policy(
        self,
        policies: PolicySet,
        policy: Policy,
        checks: Sequence[tuple[Check, str]],
        path: str,
        rules: ForFile,
        owns: dict[str, Own],
    ) -> None:
        settings = self.settings
        context = Context(policies, policy, settings.today, settings.effort, owns, settings.thorough)
        self.make.current = {**self.known, **{check.id: check for check, _ in checks}}
        asked = self.asked[path] = {}
        if policy.retired:
            # Said once for the file: whoever reads "nothing to report" must not think that it was checked.
            self.not_run.append(NotRun("*", path, RETIRED))
        for check, never in checks:
            why_not = never or self.reason(context, check)
            if why_not:
                self.not_run.append(NotRun(check.id, path, why_not))
                continue
            finished = self.ask(context, check)
            if check.id in context.emptied:
                self.not_run.append(NotRun(check.id, path, EMPTIED))
                continue
            asked[check.id] = finished and check.id not in context.incomplete
            if check.id not in self.ran:
                self.ran[check.id] = described(check, rules)
        if context.too_complex is not None:
            message = f"{context.too_complex.message}, so {len(context.incomplete)} checks have no answer"
            remedy = context.too_complex.remedy
            fault = Fault("analysis-incomplete", policy.document, "/policy/id", message, "error", remedy=remedy)
            self.add(self.make.fault(fault))
        for name in sorted(context.incomplete) if context.too_complex is None else ():
            message = f'the analysis for "{name}" was cut short: this policy has too many overlapping clauses'
            fault = Fault("analysis-incomplete", policy.document, "/policy/id", message, clause=name)
            self.add(self.make.fault(fault))
        size = context.vocabulary.situations(settings.effort)
        if not size.high:
            fault = Fault("everything-impossible", policy.document, "/impossible", NOTHING_POSSIBLE, on_key=True)
            self.add(self.make.fault(fault))
        title = str((policy.data.get("policy") or {}).get("title", ""))
        exact = not context.incomplete and size.exact
        names = tuple(sorted({check.pack for check, _ in checks}))
        self.files.append(FileInfo(path, policy.id, title, exact, size.low, names))

    def reason(self, context: Context, check: Check) -> str:
        """Why a check is not asked of a policy; empty when it is, or when that cannot be told."""
        try:
            return not_asked_here(context, check)
        except TooComplex:
            return ""

    def ask(self, context: Context, check: Check) -> bool:
        """Whether a check got to its end; what it found until then counts."""
        question = Question(check.id, check.title)
        try:
            for fault in assertions.check(context, question, check.assertion):
                self.add(self.make.fault(fault))
        except TooComplex:
            context.incomplete.add(check.id)
        except Exception as error:  # noqa: BLE001 - one broken check must not silence the others
            reason = f"{type(error).__name__}: {error}"
            message = f'the check "{check.id}" failed because of a fault in policylint ({reason})'
            self.add(self.make.fault(Fault("internal-error", context.policy.document, "/policy/id", message)))
            return False
        return True

    def unreadable(self, problems: Iterable[ReadProblem], why: str) -> None:
        for problem in problems:
            self.add(self.make.unreadable(problem))
            self.files.append(FileInfo(problem.path, "", "", False, 0))
            self.not_run.append(NotRun("*", problem.path, why))

    def add(self, finding: Finding | None) -> None:
        if finding is not None:
            self.findings.append(finding)

    # ---- what counts

    def sorted(self) -> Bins:
        """The findings where they belong, with those about what sets findings aside."""
        unique = list(dict.fromkeys(sorted(self.findings, key=order)))
        facts = self.facts()
        sort = self.setup.sorting(facts.documents) if self.settings.honour else None
        bins = sort(facts, unique) if sort is not None else Bins(numbered(unique, {}), [], [], [])
        bins.findings.extend(self._unchecked({each.file for each in bins.findings if each.severity is Severity.error}))
        choice = self.settings.calendar
        parts = (bins.findings, bins.suppressed, bins.waived)
        kept, suppressed, waived = (sorted((each for each in part if shown(each, choice)), key=order) for part in parts)
        return Bins(kept, suppressed, waived, bins.entries)

    def facts(self) -> Facts:
        """What the gate must know."""
        documents = {each.source.path: each for each in self.loaded.documents[: self.loaded.linted]}
        policies = {file: policy_id(document) for file, document in documents.items()}
        policies |= {file.path: "" for file in self.files if file.path not in policies}
        files: dict[str, list[str]] = {}
        for file, name in policies.items():
            for each in {name, file} - {""}:
                files.setdefault(each, []).append(file)
        settings = self.settings
        used = tuple(self.used.values())
        return Facts(
            documents,
            policies,
            files,
            self.asked,
            self.known,
            used,
            settings.today,
            settings.wanted.write,
            self.note,
        )

    def note(self, source: Source, wrong: Wrong, policy: str) -> Finding | None:
        """The finding about a place of any file of the run, which the report then can show."""
        found = self.make.wrong(source, wrong, policy)
        if found is not None:
            self.extra[source.path] = source
        return found

    def _unchecked(self, told: set[str]) -> Iterable[Finding]:
        """No file may look clean because what kept it from being checked was set aside or turned off."""
        for number in sorted(self.loaded.unbuilt):
            document = self.loaded.documents[number]
            if number < self.loaded.linted and document.source.path not in told:
                wrong = Wrong("not-checked", document.span(""), self.loaded.unbuilt[number])
                made = self.note(document.source, wrong, policy_id(document))
                if made is not None:
                    yield made

    def report(self, bins: Bins) -> Report:
        today = self.settings.today.isoformat()
        found = (*bins.findings, *bins.suppressed, *bins.waived)
        known = register() if any(finding.authorities for finding in found) else {}
        places = {policy.id: policy.jurisdiction for each in self.loaded.sets for policy in each.policies}

        fit: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}

        def fitting(findings: list[Finding]) -> tuple[Finding, ...]:
            made = []
            for each in findings:
                key = each.authorities, places.get(each.policy, "")
                if key not in fit:
                    fit[key] = relevant(*key, known)
                made.append(each if fit[key] == each.authorities else each._replace(authorities=fit[key]))
            return tuple(made)

        kept, suppressed, waived = fitting(bins.findings), fitting(bins.suppressed), fitting(bins.waived)
        cited = {name for finding in (*kept, *suppressed, *waived) for name in finding.authorities}
        sources = {document.source.path: document.source for document in self.loaded.documents}
        lint_files = {file.path for file in self.files}
        others = [FileInfo(name, "", "", True, 0) for name in {each.file for each in kept} - lint_files]
        return Report(
            __version__,
            today,
            tuple(PackInfo(pack.id, pack.version, pack.sha256) for pack in self.used.values()),
            tuple(self.ran.values()),
            tuple(sorted((*self.files, *others))),
            kept,
            suppressed,
            waived,
            tuple(self.not_run),
            {**self.extra, **sources},
            {name: line(entry, today) for name, entry in known.items() if name in cited},
            (*bins.entries, *self._gaps()),
        )

    def _gaps(self) -> Iterable[Entry]:
        for each in self.loaded.sets:
            for policy in each.policies:
                if policy.gaps and policy.document < self.loaded.linted:
                    # Late: few policies accept a gap.
                    from policylint.run.gaps import accepted_gaps

                    document = self.loaded.documents[policy.document]
                    yield from accepted_gaps(document, policy, self.settings.today, self.findings)


def _never(check: Check, policy: Policy, rules: ForFile) -> str:
    """Why a check is asked of no policy like this one, under some settings; empty when it may be."""
    said = rules.severity(check.id, check.group)
    if said is not None and said.value == "off":
        return "the configuration turns it off"
    return never_asked(check, policy.kind, policy.jurisdiction)


def order(finding: Finding) -> tuple[str, int, Place, str, str]:
    """By file, most severe first, then by place."""
    return finding.file, -finding.severity, finding.place, finding.check, finding.message


__all__ = ["Settings", "lint", "load", "order", "severity_of"]

"""The matrix for auditors: each check, what it rests on, and how each policy fares. Knows no output."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policylint.checking.authorities import Authority, line, register, relevant
from policylint.checking.context import Context
from policylint.checking.packs import Check, Pack, adjusted, builtin_packs
from policylint.finding import Aside, Finding
from policylint.policy.document import Own
from policylint.policy.model import Policy, PolicySet
from policylint.report import PackInfo, Report
from policylint.review.met import met
from policylint.review.watched import asked
from policylint.run.collect import Inputs
from policylint.run.engine import Settings, lint
from policylint.run.governed import govern
from policylint.run.load import Loaded, load
from policylint.run.own_packs import own_packs
from policylint.typed import NamedTuple

MET, FINDING, WAIVED, SUPPRESSED, BASELINE, NOT_ASKED = (
    "met",
    "finding",
    "waived",
    "suppressed",
    "baseline",
    "not-asked",
)
STATES = (FINDING, WAIVED, BASELINE, SUPPRESSED, MET, NOT_ASKED)
_ASIDE = {"waiver": WAIVED, "baseline": BASELINE, "comment": SUPPRESSED}


class Source(NamedTuple):
    """An authority that a check rests on. line: how reports print it. url: empty where the register has none."""

    id: str
    line: str
    binding: str
    url: str


class Proof(NamedTuple):
    """A place that meets a check. clause: empty for an entry or a field. how: what it does, in words."""

    policy: str
    clause: str
    title: str
    file: str
    line: int
    path: str
    how: str


class Row(NamedTuple):
    """A check asked (or not) of a policy: one row for each finding, else one.

    state: of `STATES`. severity: of a finding, else empty. line, path: where it shows. why: why it was not asked.
    aside: what sets the finding aside.
    """

    check: str
    title: str
    group: str
    pack: str
    elements: tuple[str, ...]
    question: str
    sources: tuple[Source, ...]
    state: str
    severity: str = ""
    message: str = ""
    remedy: str = ""
    clause: str = ""
    line: int = 0
    path: str = ""
    fingerprint: str = ""
    proofs: tuple[Proof, ...] = ()
    why: str = ""
    aside: Aside | None = None


class Audited(NamedTuple):
    """One file. policy: its id, empty where it could not be read so far. rows: by state as in `STATES`, then check."""

    file: str
    policy: str
    title: str
    version: str
    rows: tuple[Row, ...]

    def count(self, state: str) -> int:
        """How many checks have a row of this state."""
        return len({row.check for row in self.rows if row.state == state})


class Audit(NamedTuple):
    """One run for auditors. version: of the program. broken: a check crashed, which is a fault of ours."""

    version: str
    today: str
    packs: tuple[PackInfo, ...]
    files: tuple[Audited, ...]
    broken: bool


def audit(inputs: Inputs, settings: Settings, available: Sequence[Pack] | None = None) -> Audit:
    """Lint, and say of each check of each policy how it fares. Raises what `lint` raises."""
    governed = settings.governed or govern((), "-")
    builtin = tuple(builtin_packs() if available is None else available)
    packs = (*builtin, *own_packs(governed.configs, builtin).values())
    report = lint(inputs, settings, available)

    def pins(file: str) -> Mapping[str, str]:
        return {name: said.value for name, said in governed.config(file).for_file(file).pin.items()}

    loaded = load(inputs, pins)
    auditor = _Auditor(report, loaded, packs, settings)
    return Audit(report.version, report.today, report.packs, tuple(auditor.files()), report.broken)


class _Auditor:
    def __init__(self, report: Report, loaded: Loaded, packs: Sequence[Pack], settings: Settings) -> None:
        self.report = report
        self.loaded = loaded
        self.packs = packs
        self.settings = settings
        used = {pack.id for pack in report.packs}
        self.known = {check.id: check for check in adjusted([pack for pack in packs if pack.id in used])}
        self.known = {**{check.id: check for pack in packs for check in pack.checks}, **self.known}
        self.register: Mapping[str, Authority] = register()
        self.sources: dict[tuple[str, str], Source] = {}
        self.found: dict[tuple[str, str], list[Finding]] = {}
        for finding in (*report.findings, *report.suppressed, *report.waived):
            self.found.setdefault((finding.file, finding.check), []).append(finding)

    def files(self) -> Iterator[Audited]:
        policies = {policy.document: (each, policy) for each in self.loaded.sets for policy in each.policies}
        shared: dict[int, dict[str, Own]] = {}
        numbers = {each.source.path: number for number, each in enumerate(self.loaded.documents[: self.loaded.linted])}
        for info in self.report.files:
            number = numbers.get(info.path)
            found = policies.get(number) if number is not None and number not in self.loaded.unbuilt else None
            rows = list(self.rows(info.path, found, shared))
            rows.sort(key=lambda row: (STATES.index(row.state), row.check, row.line, row.path))
            head = found[1].data.get("policy") or {} if found else {}
            yield Audited(info.path, info.policy, info.title, str(head.get("version", "")), tuple(rows))

    def rows(
        self, file: str, found: tuple[PolicySet, Policy] | None, shared: dict[int, dict[str, Own]]
    ) -> Iterator[Row]:
        place = found[1].jurisdiction if found else ""
        told: set[str] = set()
        for (where, name), findings in self.found.items():
            if where == file:
                told.add(name)
                yield from (self.finding(finding, place) for finding in findings)
        if found is not None:
            policies, policy = found
            owns = shared.setdefault(id(policies), {})
            settings = self.settings
            context = Context(policies, policy, settings.today, settings.effort, owns, False)
            for check in asked(self.report, file, self.packs):
                if self.wanted(check) and check.id not in told:
                    yield self.row(check, place)._replace(proofs=tuple(self.proofs(context, check)))
        for each in self.report.not_run:
            if each.file == file:
                missing = self.known.get(each.check)
                if missing is not None:
                    yield self.row(missing, place)._replace(state=NOT_ASKED, why=each.why)
                elif each.check == "*":
                    yield Row("*", "every check", "", "", (), "", (), NOT_ASKED, why=each.why)

    def wanted(self, check: Check) -> bool:
        names = {check.id, check.group, check.pack}
        select, ignore = self.settings.select, self.settings.ignore
        return (not select or bool(names & set(select))) and not names & set(ignore)

    def row(self, check: Check, place: str) -> Row:
        sources = tuple(map(self.source, relevant(check.authorities, place, self.register)))
        return Row(check.id, check.title, check.group, check.pack, check.element, check.question, sources, MET)

    def source(self, name: str) -> Source:
        entry = self.register[name]
        return Source(name, line(entry, self.report.today), entry.binding, entry.url)

    def finding(self, finding: Finding, place: str) -> Row:
        check = self.known.get(finding.check)
        if check is not None:
            row = self.row(check, place)
        else:
            row = Row(finding.check, finding.check, finding.group, "", (), "", (), MET)
        return row._replace(
            state=_ASIDE.get(finding.aside.by, SUPPRESSED) if finding.aside else FINDING,
            severity=finding.severity.name,
            message=finding.message,
            remedy=finding.remedy,
            clause=finding.clause,
            line=finding.place.line,
            path=finding.path,
            fingerprint=finding.fingerprint,
            aside=finding.aside,
        )

    def proofs(self, context: Context, check: Check) -> Iterable[Proof]:
        for each in met(context, check.assertion):
            policy = context.policies.get(each.spot.policy)
            if policy is None:
                continue
            document = self.loaded.documents[policy.document]
            span = document.key_span(each.spot.path) or document.span(each.spot.path)
            number = document.source.position(span.start)[0]
            clauses = (clause for clause in policy.clauses if clause.id == each.spot.clause)
            title = next(clauses).title if each.spot.clause else ""
            spot = each.spot
            yield Proof(spot.policy, spot.clause, title, document.source.path, number, spot.path, each.how)

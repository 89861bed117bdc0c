"""From the words of a command line to the inputs and settings of a run, with the configuration beneath them."""

from policylint.checking.packs import Pack
from policylint.cli.grammar import LEVELS
from policylint.cli.inputs import day, inputs
from policylint.finding import Severity
from policylint.run.collect import Inputs
from policylint.run.config import Config
from policylint.run.engine import Settings
from policylint.run.governed import Governed, Wanted, govern
from policylint.typed import Any, NamedTuple


class Prepared(NamedTuple):
    """A run before it starts. fail_on: what the command line says of it, empty for the configuration's own.

    available: the packs to choose from, None for those of the program.
    """

    inputs: Inputs
    settings: Settings
    governed: Governed
    fail_on: str
    available: tuple[Pack, ...] | None = None

    def config(self, file: str) -> Config:
        return self.governed.config(file)

    def level_of(self, file: str) -> Severity | None:
        """The least severity that fails the run in a file; None: none does."""
        return LEVELS[self.fail_on or self.config(file).for_file(file).fail_level.value]

    @property
    def level(self) -> Severity | None:
        """The same where no file is meant."""
        return LEVELS[self.fail_on or self.governed.configs[0].for_file("").fail_level.value]


def prepare(paths: tuple[str, ...], given: dict[str, Any]) -> Prepared:
    """The run that options ask for; what the command line says wins. Raises PolicylintError for what cannot be used."""
    read = inputs(paths, given["stdin_name"], given.get("outputs", ()))
    files = (*(source.path for source in read.sources), *(problem.path for problem in read.unreadable))
    governed = govern(files, "-" if given["no_config"] else given["config"] or "", paths)
    chosen = names(given.get("packs", ()))
    available = None
    if chosen:
        # Late: few runs name a pack.
        from policylint.cli.own import with_own

        available, chosen, _ = with_own(chosen)
    settings = Settings(
        given["today"] or governed.today() or day(None),
        names(given.get("select", ())),
        names(given.get("ignore", ())),
        chosen,
        given["effort"] or governed.effort() or 1,
        thorough=bool(given.get("verbose")) or any(form != "text" for form in given.get("formats", ())),
        governed=governed,
        wanted=Wanted(given["waivers"] or "", given["baseline"] or "", bool(given.get("write_baseline"))),
        calendar=given.get("calendar", "all"),
        honour=not given.get("no_ignores"),
    )
    return Prepared(read, settings, governed, given.get("fail_on") or "", available)


def names(given: tuple[str, ...]) -> tuple[str, ...]:
    """Names given one at a time or with commas."""
    return tuple(name.strip() for each in given for name in each.split(",") if name.strip())

"""Which findings a change brought: those of now that a revision did not have. Knows git and reports, no check.

The revision is linted like the present, with the configuration, the waivers and the day of now: what is compared is
what the policies say. All files that were asked for are linted on both sides, for a change can bring a finding in a
file that it did not touch.
"""

from collections.abc import Callable, Sequence

from policylint.reading.yamltree import parse
from policylint.report import Report
from policylint.review.revisions import Range, Revision, asked, merge_base, repository
from policylint.run.collect import Inputs
from policylint.run.load import head_of


def inputs_at(name: str, paths: Sequence[str], now: Inputs) -> Inputs:
    """The texts of some paths at a revision (`REV`, or `REV...` for where the branches parted), under present names.

    With them come the policies of now that were in other files then, and documents that they rely on. Raises InputError
    for what is no repository or no revision.
    """
    root = repository(paths)
    wanted: Range = asked(name)
    start = merge_base(root, wanted.old, "HEAD") if wanted.merged else name
    revision = Revision(root, start)
    blobs = revision.below(paths)
    present = {source.path for source in now.sources}
    if {source.path for source in revision.inputs(blobs).sources} != present:
        ids = {str(head_of(parse(source)).get("id", "")) for source in now.sources} - {""}
        blobs = [*blobs, *(blob for blob in revision.with_ids(ids) if blob not in blobs)]
    return revision.inputs([*blobs, *revision.relied_on(blobs)])


def brought(now: Inputs, then: Inputs, run: Callable[[Inputs], Report]) -> Report:
    """The report of now without the findings that were there then. run: lints inputs."""
    report = run(now)
    texts = {source.path: source.text for source in then.sources}
    if not now.unreadable and not then.unreadable and {each.path: each.text for each in now.sources} == texts:
        return report._replace(findings=())
    if not then.sources and not then.unreadable:
        return report
    earlier = run(then)
    known = {each.fingerprint for each in (*earlier.findings, *earlier.suppressed, *earlier.waived)}
    return report._replace(findings=tuple(each for each in report.findings if each.fingerprint not in known))

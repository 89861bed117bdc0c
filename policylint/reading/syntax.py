"""Why a YAML text cannot be read, in plain words and at the right place; it knows no tree and no policy.

The two parsers word their errors differently and neither words them for people who write policies. What they agree on is
where they gave up and what they were reading; from that and from the line itself the likely cause is worked out, so that
both give the same message at the same place.
"""

from collections.abc import Callable

from yaml.error import YAMLError

from policylint.reading import causes
from policylint.reading.causes import Fault, Spot

# The first entry whose words stand in the parser's message decides who looks for the cause.
_CAUSES: tuple[tuple[tuple[str, ...], Callable[[Spot], Fault]], ...] = (
    (("cannot start any token", "tab character"), causes.odd_start),
    (("mapping values are not allowed",), causes.colon),
    (("could not find expected ':'",), causes.no_colon),
    (("in a quoted scalar", "end of stream", "document indicator", "document separator"), causes.open_quote),
    (("escape", "hexadecimal", "hexdecimal"), causes.backslash),
    (("expected key", "'-' indicator", "<block end>"), causes.misfit),
    (("',' or ']'", "',' or '}'"), causes.open_bracket),
    (("alphabetic or numeric",), causes.star_or_ampersand),
    (("comment or line break", "comment or a line break", "indentation indicator"), causes.block_header),
    (("sequence entries are not allowed",), causes.dash_in_line),
    (("mapping keys are not allowed",), causes.question_mark),
    (("node content",), causes.no_content),
    (("tag", "URI", "URL"), causes.tag),
    (("<document start>",), causes.after_the_end),
    (("directive", "incompatible", "version number"), causes.directive),
)


def diagnose(text: str, error: YAMLError) -> Fault:
    """The fault behind an error of either parser."""
    mark = getattr(error, "problem_mark", None)
    opening = getattr(error, "context_mark", None)
    words = f"{getattr(error, 'problem', '')}"
    spot = Spot(text, mark.index if mark is not None else 0, opening.index if opening is not None else None)
    hidden = causes.no_break_space(spot)
    if hidden is not None:
        return hidden
    for known, cause in _CAUSES:
        if any(word in words for word in known):
            return cause(spot)
    return causes.unknown(spot)

"""Why a YAML text cannot be read, in plain words and at the right place; it knows no tree and no policy.

The two parsers word their errors differently, and neither words them for people who write policies. What they agree on
is where they gave up and what they were reading; from that and from the line itself the likely cause is worked out, so
that both give the same message at the same place.
"""

from collections.abc import Callable

from yaml.error import YAMLError

from policylint.reading import colons, hidden_spaces, layout, signs
from policylint.reading.spot import Fault, Spot

# The first entry whose words stand in the parser's message decides who looks for the cause.
_CAUSES: tuple[tuple[tuple[str, ...], Callable[[Spot], Fault]], ...] = (
    (("nesting depth",), layout.too_deep),
    (("cannot start any token", "tab character"), signs.odd_start),
    (("mapping values are not allowed",), colons.colon),
    (("could not find expected ':'",), colons.no_colon),
    (("unexpected ':'",), colons.glued_in_brackets),
    (("in a quoted scalar", "end of stream", "document indicator", "document separator"), signs.open_quote),
    (("escape", "hexadecimal", "hexdecimal"), signs.backslash),
    (("expected key", "'-' indicator", "<block end>"), signs.misfit),
    (("',' or ']'", "',' or '}'"), signs.open_bracket),
    (("alphabetic or numeric",), signs.star_or_ampersand),
    (("comment or line break", "comment or a line break", "indentation indicator"), signs.block_header),
    (("sequence entries are not allowed",), signs.dash_in_line),
    (("mapping keys are not allowed",), signs.question_mark),
    (("node content",), signs.no_content),
    (("<document start>",), signs.after_the_end),
    (("tag", "URI", "URL"), signs.tag),
    (("directive", "incompatible", "version number"), signs.directive),
)


def diagnose(text: str, error: YAMLError) -> Fault:
    """The fault behind an error of either parser."""
    mark = getattr(error, "problem_mark", None)
    opening = getattr(error, "context_mark", None)
    words = f"{getattr(error, 'problem', '')}"
    spot = Spot(text, mark.index if mark is not None else 0, opening.index if opening is not None else None)
    hidden = hidden_spaces.no_break_space(spot)
    if hidden is not None:
        return hidden
    bullet = signs.long_dash(spot)
    if bullet is not None:
        return bullet
    if "directive" in f"{getattr(error, 'context', '')}":
        return signs.directive(spot)
    for known, cause in _CAUSES:
        if any(word in words for word in known):
            return cause(spot)
    return layout.unknown(spot)

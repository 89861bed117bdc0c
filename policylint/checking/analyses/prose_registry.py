"""The analyses of prose by the names under which check files ask for them."""

from collections.abc import Callable, Iterable, Mapping

from policylint.checking.analyses import prose_drift, prose_links, prose_promises, prose_wording, prose_words
from policylint.checking.context import Context, Question
from policylint.finding import Fault

PROSE_ANALYSES: Mapping[str, Callable[[Context, Question], Iterable[Fault]]] = {
    "approver-unsaid": prose_promises.approver_unsaid,
    "drift-deadline": prose_promises.deadline,
    "drift-group-narrowed": prose_drift.group_narrowed,
    "drift-only": prose_promises.only_unsaid,
    "drift-polarity": prose_drift.polarity,
    "drift-value-unsaid": prose_drift.value_unsaid,
    "drift-wider-in-prose": prose_drift.wider_in_prose,
    "duty-owed-by-nobody": prose_wording.owed_by_nobody,
    "hard-to-read": prose_wording.hard_to_read,
    "heading-level-skipped": prose_links.heading_skipped,
    "link-leads-nowhere": prose_links.broken_link,
    "link-says-nothing": prose_links.unclear_link,
    "long-sentence": prose_wording.long_sentence,
    "picture-without-text": prose_links.picture_without_text,
    "plainer-word": prose_words.plain_word,
    "shall-unclear": prose_words.shall,
    "undefined-acronym": prose_wording.undefined_acronym,
    "vague-term": prose_words.vague_term,
    "scope-name-unsaid": prose_promises.scope_unsaid,
}

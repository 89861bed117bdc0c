"""What a document says of its own upkeep: that it may change, when it was changed last, whom to ask about it.

It knows text, not the head of a document nor what is made of it.
"""

import re
from collections.abc import Sequence

from policylint.authoring.norms import Norm
from policylint.reading.modal_words import phrases

# What such a document calls itself.
DOCUMENT = (
    "polic(?:y|ies)|document|standard|guidance|guidelines?|procedures?|protocol|strategy|code|regulation"
    "|directive|order|manual"
    "|(?:administrative )?instruction"
)
# Those who read it: "employees must review this policy" is no upkeep.
READERS = re.compile(r"(?i)\b(?:employees?|users?|staff|volunteers?|members|contractors?|personnel|administrators?)\b")
_ITSELF = (
    rf"(?:{DOCUMENT}|handbook|guide|standards|protocols|terms|rules|chapter|circular|charter|framework|bulletin|order"
    "|section|statement)"
)
_IT = rf"th(?:is|e|ese|ose) (?:[\w-]+ ){{0,4}}{_ITSELF}\b"
_CHANGE = "amend|change|revise|update|modify|adjust|re-?examine|revisit|re-?evaluate|expand"
_CHANGED_WORDS = (
    "amend(?:ed|s)?|chang(?:e|ed|es|ing)|revis(?:e|ed|es)|updat(?:e|ed|es)|modif(?:y|ied)|alter(?:ed)?"
    "|evolv(?:e|es|ed|ing)|revisit(?:ed)?|re-?examined?|re-?evaluated?|adjust(?:ed)?|expand(?:ed)?|review(?:ed)?"
    "|looked at (?:again|afresh|anew)"
    "|grow(?: with| as| over)|develop(?: with| as| over| further)"
)
_CHANGED = re.compile(
    # This policy may be amended at any time.
    rf"(?i)\b{_IT}(?: document)?,? (?:(?!that |which |who |where |to )\w+ ){{0,4}}?"
    r"(?:may|will|shall|can|could|must|should|is|are|continues?),? "
    rf"(?:(?!help|staff|employees|users|that|which|how)[\w,-]+ ){{0,5}}?(?:{_CHANGED_WORDS})(?!\w)"
    # The city reserves the right to change these guidelines; the manager will amend this policy from time to time.
    rf"|\bright to (?:\w+,? ){{0,6}}?(?:{_CHANGED_WORDS})\b(?:,? \w+){{0,6}}? (?:(?:its|our) {_ITSELF}|{_IT})"
    rf"|\b(?:shall|will|may|must|to|and|or) (?:\w+ ){{0,2}}?(?:{_CHANGE}) (?:\w+ ){{0,3}}?{_IT}"
    r"(?= (?:as|from|when|whenever|periodic|at any|if|annual|regular|every|in light|to reflect|where|accordingly))"
    r"|\b(?:will|may|shall) (?:update|revise|amend|change) (?:it|them) (?:as|from time|when|whenever|every|each)\b"
    r"|\bbring (?:it|them) up to date (?:every|each|from|when|as)\b"
    rf"|\b(?:reviews|revises|updates|amends) (?:its|our|this|these) (?:[\w-]+ ){{0,3}}{_ITSELF}"
    r"(?: \w+){0,2} (?:regularly|periodically|frequently|annually|as needed|from time to time)\b"
    r"|\bowns (?:\w+ ){1,4}and (?:revises|updates|reviews|amends) (?:it|them)\b"
    rf"|\b{_IT} (?:is|are|remains?) subject to (?:\w+ )?(?:change|revision|amendment|modification|review|update)"
    r"|\b(?:living|evolving|working) (?:document|policy|guide)\b|\b(?:is|are|remains?) a work in progress\b"
    rf"|\bkeep(?:s|ing)? {_IT} (?:current|up to date|up-to-date|under review)"
    r"|\b(?:to be|will be|next) (?:re-?visited|reviewed|revised|updated)(?: again)? (?:in|on|by|before|no later than)"
    r" (?:\w+ )?(?:19|20)\d\d\b"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"(?:\d{1,2}[./-](?:\d{1,2}[./-])?\d{2,4}|\d{4}-\d\d(?:-\d\d)?|(?:\d{1,2}(?:st|nd|rd|th)? )?"
    rf"{_MONTH},? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:19|20)\d\d|(?:19|20)\d\d\b|{_MONTH} \d{{1,2}}\b)"
)
_REVISED = re.compile(
    r"(?i)\b(?:revis(?:ed|ions?)|rev\.?|(?:reviewed|revised) and approved|amend(?:ed|ment)|updated?|modified"
    r"|review(?:ed)?)"
    r"(?: dates?| on| in| by)?(?:\(s\))?"
    rf"(?:[ \t]*+[:|(*_,\u2013-]*+[ \t]*+|\s{{0,3}}[:|]\s{{0,3}}){_DATE}"
    rf"|\b{_IT}[^.\n]{{0,80}}\b(?:amended|revised|updated|reviewed)(?: \w+){{0,3}} (?:in|on) {_DATE}"
    r"|(?m:^\W{0,40}+(?:revision|version|amendment|document|change|review)s?(?: and \w+)?"
    r" (?:history|control|log|record)\b)"
)
_ASKING = (
    r"questions?|enquir(?:y|ies)|inquir(?:y|ies)|quer(?:y|ies)|clarification|information|advice|guidance|help"
    r"|assistance|support|comments|suggestions|feedback|concerns?|interpretations?|unsure|not sure|not certain"
    r"|unclear|uncertain|doubt|interpret"
)
_TURNING = (
    r"contact(?:ed|ing)?|directed|referred|addressed|call|e-?mail(?:ed)?|ask|speak|talk|consult|submitted|sent"
    r"|put to|forwarded|discuss(?:ed)?|seek|obtained|available from"
)
_ABOUT = (
    rf"(?:(?:this|these|our) (?:[\w-]+ ){{0,4}}{_ITSELF}|the (?:[\w-]+ ){{0,4}}"
    r"(?:polic(?:y|ies)|guidelines|guidance|procedures?|directive))\b"
)
_ASKED = re.compile(
    rf"(?i)\b(?:{_ASKING})\b[^.?!\n]{{0,60}}\b{_ABOUT}[^.!\n]{{0,80}}\b(?:{_TURNING}|(?:go|is|are) to)\b"
    rf"|\b(?:enquiries|inquiries|questions|queries) (?:about|on|regarding|concerning) {_ABOUT}:"
    rf"|\b(?:direct|address|refer|send|submit|put) (?:\w+ ){{0,2}}(?:questions|queries|enquiries|inquiries|comments)\b"
    rf"[^.!\n]{{0,40}}\b{_ABOUT}"
    rf"|\b(?:{_TURNING})\b[^.!\n]{{0,120}}\b(?:{_ASKING})\b[^.!\n]{{0,60}}\b{_ABOUT}"
    r"|\b(?:ask|contact|consult|e-?mail|call|speak (?:to|with)|talk to) [^.!\n]{0,60}\b(?:about|regarding|concerning)"
    rf" {_ABOUT}|\b(?:questions|queries|comments) (?:about|on|regarding|concerning) {_ABOUT}\?"
    rf"|\b(?:unsure|unclear|uncertain|doubt)\b[^.!\n]{{0,80}}\b(?:{_TURNING})\b[^.!\n]{{0,80}}\b{_ABOUT}"
)
# "If requirements are unclear, seek assistance from the IT department": in doubt about the rules.
_DOUBT = re.compile(
    r"(?i)\b(?:(?:when|if|where|whenever|should|anyone|those|employees|staff|members|users)\b[^.!?\n]{0,80}?"
    r"\b(?:in (?:any )?doubt|unsure|unclear|not sure|uncertain|not clear|not certain)\b|\bany (?:questions|doubts?)\b)"
    r"[^.!?\n]{0,120}?\b(?:ask|consult|contact|check with|speak (?:to|with)|talk (?:to|with)|seek|discuss|refer"
    r"|directed|clarif\w+)\b[^.!?\n]{0,60}?\b(?:department|office|officer|manager|management|supervisor|supervisors"
    r"|team|clerk|director|coordinator|command|superintendent|principal|chief|resources|hr|division|unit|commissioner"
    r"|counsel|secretary|branch)\b"
)
# Who wrote it or can be asked: no owner, but somebody.
_LABELS = (
    "prepared by|issuing (?:office|department|authority|body)|produced by|maintained by|policy holder"
    "|policy manager|policy contact|contacts?|contact (?:person|officer|office|details|information|point)"
    "|enquir(?:y|ies)|inquiries|for (?:more|further) information|further information|questions"
)
_LABELLED = re.compile(rf"(?im)^\W{{0,40}}+(?:{_LABELS})[*_]{{0,2}}[ \t]{{0,3}}:[*_ \t]{{0,4}}\n?[ \t]*\S+ \S+[^\n]*$")
_HEADINGS = frozenset(
    phrases(
        """
    questions; further information; more information; for more information; for further information; policy contact;
    policy contacts; contacts; contact; contact information; enquiries; inquiries; further advice; help and advice;
    advice and guidance; further guidance; support and advice; where to get help; policy questions; contact person;
    questions about this policy; advice and support; further help; assistance
    """
    )
)
_REACHED = re.compile(
    r"(?i)\b(?:contact|e-?mail|call|phone|telephone|ask|speak|questions?|quer|directed)|@|\d{3}[ -]\d{4}"
)


def changed(text: str) -> tuple[int, int] | None:
    """Where a text says that it may be changed or is looked at again; None when it does not. Offsets."""
    for match in _CHANGED.finditer(text):
        start = max(text.rfind(end, 0, match.start()) for end in (".", "\n\n"))
        if not (READERS.search(text[start + 1 : match.start()]) or READERS.search(match[0])):
            return match.span()
    return None


def revised(text: str) -> tuple[int, int] | None:
    """Where a text says when it was changed last; None when it does not. Offsets."""
    match = _REVISED.search(text)
    return match.span() if match else None


def asked(text: str, read: Sequence[Norm]) -> tuple[int, int] | None:
    """Where a text says who wrote it or whom to ask about it; None when it does not. read: its sentences."""
    match = _ASKED.search(text) or _LABELLED.search(text) or _DOUBT.search(text)
    if match:
        return match.span()
    for norm in read:
        if norm.role != "heading" and " ".join(norm.below) in _HEADINGS and _REACHED.search(norm.text):
            return norm.start, norm.start + len(norm.proposal.sentence.text)
    return None


__all__ = ["DOCUMENT", "READERS", "asked", "changed", "revised"]

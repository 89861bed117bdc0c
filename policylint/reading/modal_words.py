"""The words by which English rules permit, forbid, require and advise: lists to read and to mend, and no logic."""

from policylint.reading.sentences import word_set


def phrases(text: str) -> tuple[str, ...]:
    """Turns of phrase written as text with semicolons between them."""
    return tuple(" ".join(each.split()) for each in text.split(";"))


MODALS = {
    "permit": phrases(
        """
        may; can; is permitted; are permitted; be permitted; is allowed; are allowed; be allowed; is free to; are
        free to; feel free to; is authorised to; is authorized to; are authorised to; are authorized to; have the
        right; has the right; have a right; has a right; is open to; are open to; is welcome to; are welcome to; are
        welcome; is welcome; is acceptable; are acceptable; is ok to; is okay to; need not; needs not; do not need;
        does not need; don't need; doesn't need; do not have to; does not have to; don't have to; is not required;
        are not required; not obliged to; no approval is needed; needs no approval; need no approval; need no
        permission; is not prohibited; are not prohibited; is not forbidden; are not forbidden; nor does it stop;
        nor does it limit; nor does it prevent; is entitled to; are entitled to; no objection to; nothing against;
        it is fine to; is fine; is your right; is their right; is a right
        """
    ),
    "forbid": phrases(
        """
        must not; must never; mustn't; must no; shall not; shall never; may not; may never; may in no case; can
        not; cannot; can never; can't; is prohibited; are prohibited; prohibited from; is strictly prohibited;
        are strictly prohibited; strictly prohibited; is expressly prohibited; are expressly prohibited; be
        prohibited; is forbidden; are forbidden; be forbidden; forbidden to; is not permitted; are not
        permitted; not permitted; be permitted to not; is not allowed; are not allowed; not allowed; is not
        authorised; is not authorized; are not authorised; are not authorized; not authorised to; not authorized
        to; is barred from; are barred from; is banned; are banned; under no circumstances; in no circumstances;
        on no account; in no event; is not to; are not to; refrain from; shall refrain from; must refrain from;
        do not; don't; never; must be avoided; have no authority; has no authority; no authority to; is off
        limits; are off limits; will not be tolerated; is not tolerated; is unacceptable; are unacceptable; is
        not acceptable; are not acceptable; is out of place; are out of place; is excluded; prohibits; forbids;
        prohibit; disallowed; is disallowed; are disallowed; must neither; may neither; shall neither; must in
        no case; must at no time; may at no time; shall at no time; must under no circumstances; is precluded
        from; are precluded from; does not allow; do not allow; will not allow; does not permit; do not permit;
        will not permit; does not tolerate; do not tolerate; will not tolerate
        """
    ),
    "require": phrases(
        """
        must; shall; is required; are required; be required; required to; is obliged to; are obliged to; has to;
        have to; need to; needs to; is responsible for; are responsible for; has a duty to; have a duty to; has a
        responsibility to; have a responsibility to; is mandatory; are mandatory; is compulsory; it is essential;
        must be; will ensure; shall ensure; is bound to; are bound to; is obligated to; are obligated to; is to be;
        are to be; requires; require
        """
    ),
    "advise": phrases(
        """
        should; ought to; is encouraged to; are encouraged to; is encouraged; are encouraged; encouraged to; is
        recommended; are recommended; recommended; recommend; recommends; is advised to; are advised to; advised to;
        is advisable; are urged to; is urged to; is expected to; are expected to; is good practice; is best
        practice; it is a good idea; are asked to; is asked to; is strongly encouraged; are strongly encouraged; is
        strongly recommended; strongly advised; consider; please; aim to; do their best to; is best; are reminded
        to; is reminded to; it is important to; it is important that; is important to
        """
    ),
    "advise-against": phrases(
        """
        should not; shouldn't; should never; ought not; is discouraged; are discouraged; discouraged from; is
        strongly discouraged; are strongly discouraged; is not recommended; are not recommended; not recommended; is
        not advisable; inadvisable; advised not to; advised against; cautioned against; are cautioned; is cautioned;
        should avoid; avoid; be careful not to; take care not to; think twice; should refrain from; is better not
        to; urged not to; not encouraged; is not encouraged; are not encouraged; are asked not to; is asked not to;
        please do not; please don't
        """
    ),
    "power": phrases(
        """
        reserves the right; reserve the right; reserves the authority; retains the right; retain the right; has the
        authority to; have the authority to; has authority to; at its sole discretion; in its sole discretion
        """
    ),
}

# Words that limit a rule, by the word that opens the limit.
LIMITS = {
    "unless": phrases(
        """
        unless
        """
    ),
    "except": phrases(
        """
        except; except for; except that; except where; except when; with the exception of; other than; save for;
        excluding
        """
    ),
    "provided": phrases(
        """
        provided; provided that; as long as; so long as; on condition that; on the condition that; subject to; if
        and only if
        """
    ),
    "if": phrases(
        """
        if; only if; only when; only where; only after; only once; even if
        """
    ),
    "with": phrases(
        """
        only with; with the approval; with approval; with prior approval; with the permission; with permission; with
        written approval; with the written approval; with written permission; with the prior written approval; with
        the consent; with written consent; with consent; with the prior approval; with prior written approval
        """
    ),
    "without": phrases(
        """
        without; absent
        """
    ),
}

# Of a heading, what it makes of the list below it.
HEADINGS = {
    "forbid": phrases(
        """
        don't; don'ts; donts; do not; prohibited; prohibited use; prohibited uses; prohibited conduct; prohibited
        content; prohibited activities; not allowed; not permitted; unacceptable use; unacceptable uses;
        unacceptable; forbidden; never; restrictions
        """
    ),
    "permit": phrases(
        """
        permitted; permitted use; permitted uses; allowed; acceptable use; acceptable uses; acceptable
        """
    ),
    "require": phrases(
        """
        do; do's; dos; requirements; required; duties
        """
    ),
    "advise": phrases(
        """
        tips; good practice; best practice; best practices; recommendations; recommended
        """
    ),
    "advise-against": phrases(
        """
        not recommended; discouraged
        """
    ),
}

# What "may" and "can" leave possible is no permission; these verbs say so, alone or after "be".
CHANCE = word_set(
    """
    result lead include contain become have appear apply occur arise happen cause constitute vary depend affect need
    require seem exist expose pose differ range well harm damage mean interfere trigger involve violate fall come
    reflect impair expire remain count belong concern
    """
)
CHANCE_BE = word_set(
    """
    subject considered public deemed liable regarded disclosable applicable able possible available suitable visible
    useful true
    """
)
# Verbs that give a command when a sentence opens with them.
IMPERATIVES = word_set(
    """
    accept acknowledge act add adhere adopt agree announce answer apply appoint archive articulate
    ask assess assign attend
    attribute audit conduct coordinate define deliver determine develop distribute evaluate implement incorporate
    limit plan prepare schedule train
    be block bring capture carry change check choose cite clear close collect comply confirm connect consult contact
    copy correct cover create credit delete describe designate direct disable discard disclose discuss display
    document donate draft email enable encrypt end ensure enter establish exercise explain export fill find follow
    forward get give handle help hide hold identify include inform install join keep know label learn leave let link
    list listen log look maintain make mark measure mention mind mirror moderate monitor name note notify obey
    observe obtain offer own pass pause pay post preserve prevent protect provide publish put read record redirect
    refer register remember remove repeat reply report request respect respond retain retweet return review revoke
    rotate save search secure see seek select send separate set share show sign speak state stay stick stop store
    strive submit switch take talk tell test thank think track train transfer treat tweet understand update upload
    use verify view visit wait warn watch wear work write
    """
)
# Before these an opening verb is a noun: "Use of social media is …".
NO_OBJECT = word_set(
    """
    of is are was were may must shall should can will has have had by or and does
    """
)
# What may stand before the verb of a command.
BEFORE_IMPERATIVE = word_set(
    """
    always please then also first instead immediately promptly simply just and but so otherwise
    """
)
# What opens a side clause; what may open a sentence before a command.
# Before "as" these make no side clause of what follows: "who identify themselves as staff must …".
AS_SUCH = word_set(
    """
    themselves yourself yourselves itself himself herself ourselves such known identified identify listed used treated
    well regarded seen acting serve serving employed engaged represented
    """
)
# Who does not allow what: a body and what it writes; "some platforms do not allow" is a fact.
BODIES = word_set(
    """
    policy rules we agency city county town village township council department board district library university
    school college state commission authority office ministry bureau division trust organisation organization service
    government
    """
)
SUBORDINATE = word_set(
    """
    if when where whenever before after while once unless until as although because though since
    """
)
OPENING = word_set(
    """
    if when where whenever before after while once unless until as in on at for during within with online to by from
    """
)
# Subjects that turn a permission round; and words before "no" that make it an object: "in no case".
NOBODY = word_set(
    """
    no nobody none neither
    """
)
HOLDS_NO = word_set(
    """
    in at on has have with under is are of there needs need for to
    """
)
# "Nothing in this policy …", "… is not to be …": a permission.
STOPPING = word_set(
    """
    stops prevents prohibits limits restricts bars forbids stop prevent prohibit limit restrict bar forbid affects
    affect intended construed interpreted interferes interfere read
    """
)
READ = word_set(
    """
    read construed interpreted understood
    """
)
# Who promises by "will", beside nouns that end like "officer", "administrator", "employee" and "analyst".
PROMISING = word_set(
    """
    i we you they staff team agency city county town state department council board bureau ministry district office
    clerk director everyone nobody anyone no-one personnel councillors sheriff police university unit members people
    """
)

"""What a single clause leaves out or gets wrong by itself. Knows one clause at a time and what it writes."""

from collections.abc import Iterator, Mapping

from policylint.checking.analyses.reach import lacking
from policylint.checking.context import Context, Question
from policylint.finding import Also, Fault
from policylint.policy.model import DECIDING, Condition
from policylint.policy.phrasing import listed
from policylint.policy.vocabulary import Box

ENOUGH = 3
CORE = ("who", "activity", "account", "capacity")
# What is written about, or on which platform, narrows a permission as much as one of them.
SUBJECT = ("topic", "information", "platform")
# Permissions for these: nobody speaks for the agency by them.
HARMLESS = (("who", {"who": "outsider"}), ("capacity", {"capacity": "personal"}))
# Times that only mean something where the hours are written down.
CLOCKED = ("working-hours", "break", "off-hours", "on-call")
NAMED = 3


def too_broad(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each box of a permission that names fewer than three of who, activity, account and capacity.

    A subject counts as one of them. Permissions of the public and for private life do not matter.
    """
    index = context.space.index
    harmless = [(context.space.masks[index[name]], context.box(group).bits) for name, group in HARMLESS]
    for clause in context.policy.clauses:
        for box in clause.boxes if clause.effect == "permit" else ():
            named = [name for name in CORE if _names(context, box, name)]
            subject = any(box.limited >> index[name] & 1 for name in SUBJECT)
            private = any(not box.bits & mask & ~bits for mask, bits in harmless)
            if len(named) + subject < ENOUGH and not private:
                missing = [f'"{name}"' for name in CORE if name not in named]
                said = f"only {listed([f'{chr(34)}{name}{chr(34)}' for name in named], 'and')}" if named else "none"
                detail = f'clause "{clause.id}" names {said} of the four that matter; {listed(missing)} would help'
                yield context.fault(question, box.path, detail, clause=clause.id)


def _names(context: Context, box: Box, name: str) -> bool:
    index = context.space.index
    number = index.get(name, -1)
    if number >= 0 and box.named >> number & 1:
        return True
    if name == "who":
        # "Account managers may …" says who.
        return "role" in index and bool(box.limited >> index["role"] & 1)
    who = index.get("who", -1)
    if name != "capacity" or who < 0:
        return False
    # The agency acts in one capacity, and so does somebody outside: there is nothing to name.
    fixed = sum(context.vocabulary.bits(who, value) or 0 for value in ("agency", "public", "applicant"))
    return bool(box.limited >> who & 1) and not box.bits & context.space.masks[who] & ~fixed


def irrelevant(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each dimension that a clause limits and none of its situations has."""
    space = context.space
    for clause in context.policy.clauses:
        for box in (*clause.boxes, *clause.excepts):
            if not space.is_box(box.bits):
                continue
            for number in lacking(context, box):
                name = space.dimensions[number]
                detail = f'clause "{clause.id}" limits "{name}", which {_lacking(context, box, number)}'
                yield context.fault(question, f"{box.path}/{name}", detail, clause=clause.id, on_key=True)


def _lacking(context: Context, box: Box, number: int) -> str:
    """Who or what does not have a dimension: the people of the box, where others would have it, else the activities."""
    space = context.space
    freed = space.free(box.bits, [space.index["who"]]) if "who" in space.index else box.bits
    name = "who" if space.is_box(freed & context.vocabulary.has(number)) else "activity"
    values = space.values_in(box.bits, space.index[name]) if name in space.index else ()
    few = [f'"{value}"' for value in values[:NAMED]]
    if len(values) > NAMED:
        few[-1] = "others"
    return f"{listed(few, 'and')} {'do' if len(few) > 1 else 'does'} not have"


def right_as_statement(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each right or power that is stated with a box, where a permission could stand."""
    for clause in context.policy.clauses:
        if clause.statement in ("right", "power") and clause.data.get("box"):
            detail = f'"{clause.id}" is a {clause.statement} with a box'
            yield context.fault(question, f"{clause.path}/state", detail, clause=clause.id)


def unconfirmed(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each clause, and one for the document, with values that wait to be confirmed."""
    head = context.data.get("to-confirm")
    places = [("/to-confirm", head, "")] if isinstance(head, list) else []
    for clause in context.policy.clauses:
        written = clause.data.get("to-confirm")
        if isinstance(written, list):
            places.append((f"{clause.path}/to-confirm", written, clause.id))
    for path, written, clause_id in places:
        few = [f'"{each}"' for each in written[:NAMED]]
        more = f" and {len(written) - NAMED} more" if len(written) > NAMED else ""
        if few:
            yield context.fault(question, path, f"{', '.join(few)}{more}", clause=clause_id, on_key=True)


def working_hours(context: Context, question: Question) -> Iterator[Fault]:
    """One fault, at the first clause that speaks of working hours or off-hours when nothing says which these are."""
    number = context.space.index.get("time", -1)
    if number < 0 or context.data.get("working-hours"):
        return
    for reliance in context.policy.reliances:
        other = context.policies.get(reliance.policy) if reliance.policy else None
        if other is not None and other.data.get("working-hours"):
            return
    clocked = sum(context.vocabulary.bits(number, value) or 0 for value in CLOCKED)
    using = [
        (clause, box)
        for clause in context.policy.clauses
        for box in (*clause.boxes, *clause.excepts)
        if box.limited >> number & 1 and box.bits & clocked
    ]
    if using:
        clause, box = using[0]
        ids = dict.fromkeys(each.id for each, _ in using)
        said = f'clause "{clause.id}"' if len(ids) == 1 else f'clause "{clause.id}" and {len(ids) - 1} more'
        yield context.fault(question, f"{box.path}/time", said, clause=clause.id)


# ---- conditions that cannot count


def if_without_effect(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each `if` in a clause that neither permits nor forbids: it is never asked."""
    for clause in context.policy.clauses:
        if clause.effect not in DECIDING and "if" in clause.data:
            detail = f'clause "{clause.id}" has "{clause.effect}", and "if" belongs to "permit" and "forbid"'
            yield context.fault(question, f"{clause.path}/if", detail, clause=clause.id, on_key=True)


def two_conditions(context: Context, question: Question) -> Iterator[Fault]:
    """One fault for each entry of conditions with two kinds in it, of which only the first is read."""
    known = context.vocabulary.conditions
    seen: set[str] = set()
    for clause in context.policy.clauses:
        for places, entries in (("provided", clause.provided), ("unless", clause.unless)):
            for entry, written in _written(context, entries):
                kinds = [key for key in written if key in known]
                if len(kinds) > 1 and entry.path not in seen:
                    seen.add(entry.path)
                    yield _two(context, question, entry, kinds, places, clause.id)


def _written(context: Context, entries: tuple[Condition, ...]) -> Iterator[tuple[Condition, Mapping[str, object]]]:
    """Conditions with what is written for them, by their paths; entries within entries included."""
    for entry in entries:
        found: object = context.data
        for step in entry.path.split("/")[1:]:
            if isinstance(found, Mapping):
                found = found.get(step.replace("~1", "/").replace("~0", "~"))
            elif isinstance(found, list) and step.isdigit() and int(step) < len(found):
                found = found[int(step)]
        if isinstance(found, Mapping):
            yield entry, found
        yield from _written(context, entry.provided)


def _two(context: Context, question: Question, entry: Condition, kinds: list[str], place: str, clause: str) -> Fault:
    said = [f'"{kind}"' for kind in kinds]
    detail = f"{listed(said, 'and')} stand in one entry"
    also = tuple(Also(context.policy.document, f"{entry.path}/{kind}", f'"{kind}"') for kind in kinds[1:])
    remedy = "Give each an entry of its own, with a dash."
    if place == "unless":
        remedy += " If both are needed, put the second under `provided` inside the first."
    return context.fault(
        question, f"{entry.path}/{kinds[0]}", detail, also=also, clause="" if entry.name else clause, remedy=remedy
    )

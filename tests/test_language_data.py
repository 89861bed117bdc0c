"""Holds the data of the policy language together: the vocabulary, its schema, the schema of a policy file.

Must not know how the engine reads any of them: names are resolved here once more, by hand.
"""

import copy
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from policylint.policy.phrasing import sentence
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.yamltree import parse
from policylint.source import Source
from policylint.space.uncovered import Budget, first_uncovered

Data = dict[str, Any]

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
WORDS: Data = yaml.load((SCHEMAS / "vocabulary.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)
VOCABULARY: Data = parse(Source("vocabulary.yaml", (SCHEMAS / "vocabulary.yaml").read_text("utf-8"))).data
POLICY_SCHEMA: Data = json.loads((SCHEMAS / "policy.schema.json").read_text("utf-8"))
VOCABULARY_SCHEMA: Data = json.loads((SCHEMAS / "vocabulary.schema.json").read_text("utf-8"))

DIMENSIONS: Mapping[str, Data] = {entry["id"]: entry for entry in VOCABULARY["dimensions"]}
LISTS = ("duties", "statements", "events", "conditions", "everyday")
OURS = {"policy": POLICY_SCHEMA, "vocabulary": VOCABULARY_SCHEMA}

# What the program's own checker of shapes understands and its messages can explain.
KEYWORDS = frozenset(
    [
        "type",
        "const",
        "enum",
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "required",
        "items",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "minProperties",
        "maxProperties",
        "allOf",
        "anyOf",
        "not",
        "if",
        "then",
        "else",
        "$ref",
        "$defs",
        "dependentRequired",
        "title",
        "description",
        "examples",
        "default",
        "deprecated",
        "x-expected",
        "$schema",
        "$id",
    ]
)


def words_of(dimension: str) -> list[Data]:
    return [*DIMENSIONS[dimension]["values"], *DIMENSIONS[dimension].get("groups", ())]


def values(dimension: str, word: str, inside: tuple[str, ...] = ()) -> frozenset[str]:
    """The values that a value or group stands for. Fails for an unknown word and for a group that contains itself."""
    assert word not in inside, f"the group {word} of {dimension} contains itself"
    entry = next((entry for entry in words_of(dimension) if entry["id"] == word), None)
    assert entry is not None, f"{word} is no word of {dimension}"
    if "members" not in entry:
        return frozenset({word})
    return frozenset().union(*(values(dimension, member, (*inside, word)) for member in entry["members"]))


def expand(box: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """A box with the values written out."""
    result: dict[str, frozenset[str]] = {}
    for dimension, written in box.items():
        assert dimension in DIMENSIONS, f"{dimension} is no dimension"
        negated = isinstance(written, Mapping)
        named = written["not"] if isinstance(written, Mapping) else written
        listed = [named] if isinstance(named, str) else named
        found: frozenset[str] = frozenset().union(*(values(dimension, word) for word in listed))
        everything = frozenset(entry["id"] for entry in DIMENSIONS[dimension]["values"])
        result[dimension] = everything - found if negated else found
    return result


def having(dimension: str) -> frozenset[str]:
    """The activities that have a dimension."""
    for entry in VOCABULARY["relevance"]:
        if entry["dimension"] == dimension and "only-for" in entry:
            return expand(entry["only-for"])["activity"]
    return frozenset(entry["id"] for entry in DIMENSIONS["activity"]["values"])


def keywords(schema: Any) -> Iterator[str]:
    """Every keyword of a schema, but not the names of properties and definitions."""
    if isinstance(schema, list):
        for each in schema:
            yield from keywords(each)
    if not isinstance(schema, Mapping):
        return
    for key, value in schema.items():
        yield key
        if key in ("properties", "patternProperties", "$defs"):
            for each in value.values():
                yield from keywords(each)
        elif key not in ("examples", "enum", "const", "default", "dependentRequired", "required"):
            yield from keywords(value)


def parts(schema: Any, path: str = "#") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every subschema with its place."""
    if isinstance(schema, Mapping):
        yield path, schema
        for key, value in schema.items():
            if key in ("properties", "patternProperties", "$defs"):
                for name, each in value.items():
                    yield from parts(each, f"{path}/{key}/{name}")
            elif key in ("items", "additionalProperties", "propertyNames", "not", "if", "then", "else"):
                yield from parts(value, f"{path}/{key}")
            elif key in ("anyOf", "allOf"):
                for index, each in enumerate(value):
                    yield from parts(each, f"{path}/{key}/{index}")


# ---- the vocabulary


def test_the_vocabulary_has_the_shape_its_schema_asks_for() -> None:
    faults = Draft202012Validator(VOCABULARY_SCHEMA).iter_errors(VOCABULARY)
    assert [(fault.json_path, fault.message) for fault in faults] == []


def test_no_word_changes_between_versions_of_yaml() -> None:
    text = (SCHEMAS / "vocabulary.yaml").read_text("utf-8")
    changed: list[Any] = []

    def compare(read: Any, written: Any, path: str) -> None:
        if isinstance(read, dict):
            for key in read:
                compare(read[key], written[str(key)], f"{path}/{key}")
        elif isinstance(read, list):
            for index, each in enumerate(read):
                compare(each, written[index], f"{path}/{index}")
        elif not isinstance(read, str):
            changed.append((re.sub(r"\d+", "N", path), read))

    compare(yaml.load(text, Loader=yaml.CSafeLoader), WORDS, "")
    assert set(changed) == {("/version", 1), ("/conditions/N/gate", True), ("/conditions/N/gate", False)}


def test_the_dimensions_come_in_the_order_of_answers() -> None:
    assert list(DIMENSIONS) == [
        "who",
        "role",
        "capacity",
        "activity",
        "account",
        "page",
        "channel",
        "persistence",
        "platform",
        "resource",
        "device",
        "time",
        "period",
        "topic",
        "information",
        "manner",
        "material",
    ]


def test_what_is_typical_stands_first() -> None:
    assert {name: entry["values"][0]["id"] for name, entry in DIMENSIONS.items()} == {
        "who": "staff",
        "role": "no-role",
        "capacity": "official",
        "activity": "post",
        "account": "official",
        "page": "own-page",
        "channel": "public-platform",
        "persistence": "kept",
        "platform": "approved",
        "resource": "not-agency-system",
        "device": "agency",
        "time": "working-hours",
        "period": "ordinary",
        "topic": "agency-business",
        "information": "public-information",
        "manner": "civil",
        "material": "own-words",
    }


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_no_name_stands_for_two_words_of_a_dimension(dimension: str) -> None:
    names = [entry["id"] for entry in words_of(dimension)]
    assert names == list(dict.fromkeys(names))
    # `any` and `not` mean something else in a box, and a leaf that gains members leaves an `other-…`.
    assert [name for name in names if name in ("any", "not") or name.startswith("other-")] == []


@pytest.mark.parametrize("name", LISTS)
def test_no_name_stands_for_two_entries_of_a_list(name: str) -> None:
    names = [entry["id"] for entry in VOCABULARY[name]]
    assert names == list(dict.fromkeys(names))


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_group_resolves_and_differs_from_the_others(dimension: str) -> None:
    groups = {entry["id"]: values(dimension, entry["id"]) for entry in DIMENSIONS[dimension].get("groups", ())}
    assert len(set(groups.values())) == len(groups)
    assert [name for name, members in groups.items() if len(members) < 2] == []


def signals(dimension: str) -> list[tuple[str, str, str]]:
    """Phrases that stand for two words of a dimension of which neither contains the other."""
    seen: dict[str, list[str]] = {}
    clashes: list[tuple[str, str, str]] = []
    for entry in words_of(dimension):
        for phrase in entry["phrases"]:
            for other in seen.setdefault(phrase, []):
                one, two = values(dimension, other), values(dimension, entry["id"])
                if not (one <= two or two <= one):
                    clashes.append((phrase, other, entry["id"]))
            seen[phrase].append(entry["id"])
    return clashes


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_no_phrase_stands_for_two_values(dimension: str) -> None:
    assert signals(dimension) == []


def test_every_phrase_is_written_in_small_letters() -> None:
    entries = [entry for name in DIMENSIONS for entry in words_of(name)]
    entries += [entry for name in ("duties", "events", "conditions") for entry in VOCABULARY[name]]
    assert [phrase for entry in entries for phrase in entry["phrases"] if phrase != phrase.lower().strip()] == []


@pytest.mark.parametrize(
    ("situation", "sentence"),
    [
        pytest.param(
            "who/contractor activity/post account/own device/personal-unmanaged time/off-hours topic/agency-business",
            "a contractor posts from their own account on their own phone or computer outside working hours"
            " about the agency's business",
            id="contractor",
        ),
        pytest.param(
            "who/elected-official activity/message account/mixed channel/direct-message persistence/disappearing"
            " information/non-public",
            "an elected official sends messages from an account used for both work and private life"
            " in a direct message in a form that disappears with non-public information",
            id="elected official",
        ),
        pytest.param(
            "who/public activity/reply account/pseudonymous page/agency-page manner/critical",
            "a member of the public replies from an account under another name on the agency's page critically",
            id="member of the public",
        ),
    ],
)
def test_fragments_make_a_sentence(situation: str, sentence: str) -> None:
    says = {f"{name}/{entry['id']}": entry["says"] for name in DIMENSIONS for entry in DIMENSIONS[name]["values"]}
    assert " ".join(says[word] for word in situation.split()) == sentence


@pytest.mark.parametrize(
    ("activity", "account", "said"),
    [
        ("demand-access", "own", "the agency demands access to a private account"),
        ("demand-access", "official", "the agency demands access to an official account"),
        ("monitor-staff", "own", "the agency monitors staff on a private account"),
        ("monitor-staff", "no-account", "the agency monitors staff, without an account"),
        ("hide-comment", "official", "the agency hides or deletes comments, from an official account"),
    ],
)
def test_an_account_that_is_somebody_elses_is_not_acted_from(activity: str, account: str, said: str) -> None:
    pairs = (("who", "agency"), ("activity", activity), ("account", account))
    assert sentence(Vocabulary.standard(), pairs) == said


# ---- what is possible, what is everyday

BOXES = [
    *((f"impossible {index}", entry["when"]) for index, entry in enumerate(VOCABULARY["impossible"])),
    *((f"everyday {entry['id']}", entry["box"]) for entry in VOCABULARY["everyday"]),
]


@pytest.mark.parametrize("box", [pytest.param(box, id=name) for name, box in BOXES])
def test_no_box_names_a_dimension_that_its_activities_lack(box: Data) -> None:
    written = expand(box)
    everything = frozenset(entry["id"] for entry in DIMENSIONS["activity"]["values"])
    asked = written.get("activity", everything)
    assert {name: sorted(asked - having(name)) for name in written if asked - having(name)} == {}


@pytest.mark.parametrize("box", [pytest.param(box, id=name) for name, box in BOXES])
def test_no_box_speaks_of_the_hours_of_the_agency(box: Data) -> None:
    # The agency itself has no hours; a box about them would hold for nobody, or for one arbitrary hour.
    lacking = [entry for entry in VOCABULARY["relevance"] if "not-for" in entry]
    assert lacking == [{"dimension": "time", "not-for": {"who": ["agency"]}}]
    assert "time" not in box or expand(box).get("who", frozenset()) != frozenset({"agency"})


def test_every_dimension_of_relevance_is_known_and_named_once() -> None:
    names = [entry["dimension"] for entry in VOCABULARY["relevance"]]
    assert names == list(dict.fromkeys(names))
    assert set(names) <= set(DIMENSIONS)
    assert all(expand(entry.get("only-for") or entry["not-for"]) for entry in VOCABULARY["relevance"])


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["id"]) for entry in VOCABULARY["everyday"]])
def test_every_value_of_an_everyday_box_can_occur(entry: Data) -> None:
    vocabulary = Vocabulary.standard()
    never = []
    for dimension, words in expand(entry["box"]).items():
        for word in sorted(words):
            box = vocabulary.box({**entry["box"], dimension: word}, "", [])
            if not first_uncovered(vocabulary.space, box.bits, vocabulary.void, Budget(10_000)):
                never.append((dimension, word))
    assert never == []


@pytest.mark.parametrize(
    "situation",
    [
        pytest.param({"who": "former", "account": "official", "activity": "post"}, id="former staff, official log-in"),
        pytest.param({"who": "staff", "account": "own", "capacity": "official"}, id="official from own account"),
        pytest.param({"who": "agency", "capacity": "undisclosed", "activity": "post"}, id="covert posting"),
        pytest.param({"who": "agency", "activity": "campaign"}, id="an agency campaigns"),
        pytest.param({"who": "agency", "activity": "build-profile"}, id="an agency keeps files on people"),
        pytest.param({"who": "staff", "persistence": "disappearing", "activity": "share"}, id="shared to a story"),
        pytest.param({"who": "public", "manner": "threatening", "activity": "reply"}, id="a threat from outside"),
        pytest.param({"who": "executive", "activity": "demand-access", "account": "own"}, id="log-in demanded"),
        pytest.param({"device": "personal-unmanaged", "resource": "agency-system"}, id="own phone, agency network"),
    ],
)
def test_what_is_unwise_or_forbidden_is_possible(situation: Data) -> None:
    vocabulary = Vocabulary.standard()
    box = vocabulary.box(situation, "", [])
    assert first_uncovered(vocabulary.space, box.bits, vocabulary.void, Budget(10_000))


# ---- duties, events, conditions


@pytest.mark.parametrize("duty", [pytest.param(duty, id=duty["id"]) for duty in VOCABULARY["duties"]])
def test_a_duty_refers_to_what_there_is(duty: Data) -> None:
    duties = {entry["id"]: entry for entry in VOCABULARY["duties"]}
    assert set(duty["needs"]) <= set(duty["fields"])
    assert set(duty["fields"]) <= set(POLICY_SCHEMA["$defs"]["duty-fields"]["properties"])
    assert ("covers" in duty["fields"]) == ("covers" in duty)
    assert [word for word in duty["activity"] if not values("activity", word)] == []
    # What contradicts is contradicted.
    assert [other for other in duty.get("opposes", ()) if duty["id"] not in duties[other].get("opposes", ())] == []


def test_the_policy_schema_knows_the_kinds_of_the_vocabulary() -> None:
    clause = POLICY_SCHEMA["$defs"]["clause"]["properties"]
    condition = set(POLICY_SCHEMA["$defs"]["condition"]["properties"]) - {"when", "provided", "note"}
    box = POLICY_SCHEMA["$defs"]["box"]["properties"]
    assert clause["state"]["enum"] == [entry["id"] for entry in VOCABULARY["statements"]]
    assert condition == {entry["id"] for entry in VOCABULARY["conditions"]}
    assert list(POLICY_SCHEMA["$defs"]["named-duty"]["properties"]) == [entry["id"] for entry in VOCABULARY["duties"]]
    assert {name: set(entry["examples"]) for name, entry in box.items()} == {
        name: {"any", *(entry["id"] for entry in words_of(name))} for name in DIMENSIONS
    }
    assert [f for entry in VOCABULARY["statements"] for f in entry["fields"] if f not in clause] == []


# ---- the schemas


@pytest.mark.parametrize("schema", OURS.values(), ids=OURS)
def test_a_schema_is_valid_and_keeps_to_what_can_be_explained(schema: Data) -> None:
    Draft202012Validator.check_schema(schema)
    assert sorted(set(keywords(schema)) - KEYWORDS) == []


@pytest.mark.parametrize("schema", OURS.values(), ids=OURS)
def test_every_pattern_says_what_to_write(schema: Data) -> None:
    assert [place for place, part in parts(schema) if "pattern" in part and not part.get("x-expected")] == []


@pytest.mark.parametrize("schema", OURS.values(), ids=OURS)
def test_every_property_is_described(schema: Data) -> None:
    named = [
        (place, part) for place, part in parts(schema) if re.search(r"/(properties|patternProperties)/[^/]+$", place)
    ]
    assert [place for place, part in named if not part.get("description")] == []


@pytest.mark.parametrize("schema", OURS.values(), ids=OURS)
def test_objects_are_closed_or_say_what_their_keys_are(schema: Data) -> None:
    objects = [(place, part) for place, part in parts(schema) if part.get("type") == "object"]
    assert [place for place, part in objects if "additionalProperties" not in part] == []


EXAMPLE = """
policylint: 1
policy:
  id: harbour-social-media
  title: Social media policy
  kind: use
  agency: Port of Harbour Bay
  jurisdiction: NZ
  status: in-force
  version: "3.0"
  owner: head-of-communications
  contact: media@harbour.example
  approved: {by: chief-executive, date: 2026-03-01}
  effective: 2026-03-15
  review:
    every: 12 months
    next: 2027-03-15
    early-if: [platform-new, law-changed, account-dormant: 3 months]
scope:
  text: It binds everyone who works for the port and the members of its board, on any device, at any time.
  covers:
    - who: [workforce, office-holder]
      device: any
      time: any
  excludes:
    - when: {who: public}
      because: the rules for comments are a document of their own
      see: harbour-comment-rules
relies-on:
  - policy: harbour-byod
    for: {device: personal-enrolled}
    answers: [device]
  - external: {title: Records schedule for ports, url: "https://records.example", as-of: 2026-01-01}
roles:
  head-of-communications: {title: Head of communications, contact: media@harbour.example, deputy: press-officer}
  press-officer: {title: Press officer}
working-hours: {timezone: Pacific/Auckland, mon-fri: "08:00-17:00", sat: ["08:00-12:00", "13:00-15:00"]}
terms: {harms the service: Makes it harder for the port to do its work.}
accounts:
  - id: page-main
    platform: Facebook
    handle: "@harbourbay"
    owner: head-of-communications
    administrators: 2
    stand-in: press-officer
    mfa: security-key
    measures: [questions answered in a day]
    checked: 2026-02-01
tools:
  - {id: port-chat, use: messaging, standing: approved, reviewed: 2026-02-01}
exceptions: {by: chief-executive, valid-for: 12 months, register: exceptions-register}
exceptions-named:
  rescue:
    - when: {period: emergency}
      provided:
        - duty: {notify: {to: head-of-communications, within: 1 day}}
vocabulary:
  who: {harbour-master: {is: executive, label: harbour master, phrases: [harbour master, harbour masters]}}
  duty: {log-tides: {label: log the tides, fields: [by, every]}}
  event: {ship-lost: {label: a ship is lost, phrases: [loss of a ship]}}
dimensions:
  place:
    question: where one is
    values:
      ashore: {label: ashore}
      at-sea: {label: at sea, says: at sea, phrases: [at sea, on board]}
impossible:
  - {when: {place: at-sea, who: office-holder}, because: the board never sails}
clauses:
  - id: own-voice
    title: Your own accounts
    permit: {who: workforce, capacity: personal, activity: use, account: personal, device: personal, place: any}
    provided:
      - disclaimer: {says: My own views.}
        when: {capacity: personal-identifiable}
      - limit: {at-most: 30 minutes, per: day}
    text: In your own time you may use your own accounts from your own devices.
  - id: who-speaks
    permit:
      - {capacity: official, activity: [speak, message], account: official, role: {not: [no-role]}}
    only: [role]
    text: Only account managers, spokespersons and investigators speak for the port.
  - id: from-own-phone
    forbid: {activity: speak, account: official, device: personal-unmanaged}
    unless:
      - approval: {any-of: [head-of-communications, press-officer], form: written, valid-for: 12 months}
      - rescue
    text: Do not post for the port from your own phone, unless you have approval or in a rescue.
  - id: no-disrepute
    forbid: {capacity: personal-identifiable, activity: speak}
    if: {standard: harms the service}
    except: [{topic: wrongdoing}]
    text: Say nothing that harms the service.
  - id: leaving
    require:
      - remove-access: {within: immediately}
      - rotate-credentials: {within: 1 day}
      - hand-over: {covers: [content, records], to: records-officer}
      - log-tides
    by: head-of-communications
    upon: [leaver, contract-ended, ship-lost]
    text: Access ends at once when somebody leaves.
  - id: nothing-limits
    state: saving
    protects: [whistleblowing, labour]
    law: Protected Disclosures Act
    overrides: all
    text: Nothing in this policy limits protected disclosures.
  - id: be-kind
    advise: {manner: civil}
    text: Please be kind.
accepted-gaps:
  - when: {who: volunteer, activity: livestream}
    because: no volunteer has a camera
    owner: press-officer
    until: 2027-01-31
to-confirm: [scope/covers/0/device]
"""

# Clauses of the shapes that were hardest to put into structure when real policies were read.
HARD = """
- id: joint-approval-with-tie-break
  permit: {who: agency, activity: create-account}
  provided:
    - approval: {all-of: [director, assistant-commissioner], tie-break: deputy, designee: true}
  text: T
- id: consult-first
  forbid: {activity: post, topic: agency-business}
  unless: [{approval: {by: information-bureau, kind: consult}}]
  text: T
- id: nested-exception
  forbid: {activity: post, material: pictures-of-people}
  unless:
    - consent: {of: guardian, form: written}
    - provided:
        - standard: urgent
        - sentence: Everything else has been tried.
        - approval: {by: duty-commander, rank: superintendent}
  text: T
- id: vote-and-count
  require: [assign-administrators: {by: council, at-most: 2, form: vote}]
  text: T
- id: idle-accounts
  require: [close-account: {upon: {account-dormant: 3 months}, by: bureau, covers: [export]}]
  text: T
- id: deleted-comments
  require: {retain: {keep: 1 year, upon: comment-hidden, by: clerk}}
  text: T
- id: schedule
  require: {retain: {keep: {schedule: GS50, at-least: 2 years}}}
  text: T
- id: strongest-factor
  require:
    use-mfa: {standard: [security-key, authenticator-app, text-message], if: the platform offers it}
  text: T
- id: answer-in-a-day
  require: [answer: {by: media-team, upon: message-received, within: 24 hours}]
  except: [{manner: spam}]
  text: T
- id: redirect
  require: [answer: {upon: message-received, says: Please write to the clerk.}]
  text: T
- id: own-page-after-a-break-in
  require: [report: {to: supervisor, within: immediately}, take-down]
  upon: [compromise, unsuitable-content-found]
  text: T
- id: workflow
  permit: {activity: post, topic: agency-business}
  provided:
    - approval: {by: district, then: national-centre}
    - duty: {turn-comments-off: {by: district}}
    - duty: {take-down: {upon: purpose-ended, steps: [Tell the centre, Delete the post]}}
  text: T
- id: contrary-to-duty
  forbid: {activity: message, account: personal, topic: agency-business}
  unless:
    - duty: {forward-copy: {to: official-account, within: 20 days}}
  text: T
- id: copies-of-what-should-not-be
  require: [forward-copy: {to: official-account, within: 20 days, even-if-forbidden: true}]
  when: [{activity: message, account: personal}, {activity: post, account: mixed}]
  text: T
- id: never-compelled
  forbid: {who: supervisor, activity: demand-access, account: personal}
  unless: [{training: {in: media training, valid-for: 3 months}}]
  text: T
- id: use-counts-as-consent
  state: counts-as
  box: {who: workforce, activity: use, resource: agency-system}
  as: consent to monitoring
  text: T
- id: only-stricter
  state: precedence
  order: [law, labour agreements, this policy]
  may-be-supplemented: true
  waivable-by: nobody
  text: T
- id: somebody-outside
  require: [escalate: {to: [duty-officer, the police], within: immediately}]
  text: T
- id: overtime
  require: [record-working-time: {by: staff, within: 1 week}]
  when: {time: off-hours, capacity: official}
  text: T
- id: once-a-week
  recommend: [keep-active: {by: account-manager, every: 1 week, where-possible: true}]
  text: T
- id: barred-app
  forbid: {activity: install-app, platform: restricted, device: [agency, personal-enrolled]}
  unless:
    - purpose: research
    - purpose: {is: [law enforcement, security]}
      provided: [approval: {by: agency-head, form: [written, documented]}]
    - authorised-duty:
    - required-by-law: court order
  authority: [Appropriations act]
  text: T
- id: small-things
  permit: {activity: post, topic: agency-business}
  provided:
    - limit: {at-least: 300 dollars, of: lost property}
    - settings: [comments off, location off]
    - notify: {to: records-officer, within: 5 working days}
    - identification: {as: clerk}
    - clearance: {rank: sergeant}
    - enrolment: {in: device management}
    - acknowledgement:
  text: T
"""


def read(text: str) -> Any:
    document = parse(Source("example.policy.yaml", text))
    assert [problem.message for problem in document.problems if problem.severity == "error"] == []
    return document.data


POLICY = Draft202012Validator(POLICY_SCHEMA)


def places(faults: Iterable[ValidationError]) -> set[str]:
    """Where something is refused, looking through every "any of"."""
    found: set[str] = set()
    for fault in faults:
        found |= places(fault.context) if fault.context else {fault.json_path}
    return found


def complaints(data: Any) -> list[tuple[str, str]]:
    return [(fault.json_path, fault.message) for fault in POLICY.iter_errors(data)]


def test_a_whole_policy_is_accepted() -> None:
    assert complaints(read(EXAMPLE)) == []


@pytest.mark.parametrize("clause", [pytest.param(clause, id=clause["id"]) for clause in read(HARD)])
def test_a_clause_that_was_hard_to_express_is_accepted(clause: Data) -> None:
    assert complaints({"policylint": 1, "policy": {"id": "p", "title": "P"}, "clauses": [clause]}) == []


def test_the_smallest_policy_is_accepted() -> None:
    assert complaints({"policylint": 1, "policy": {"id": "p", "title": "P"}}) == []


IN_DUTY = "$.clauses[4].require[0]['remove-access']"
IN_WORD = "$.vocabulary.who['harbour-master']"

FAULTS: list[tuple[str, str, Any, str]] = [
    # name, place of the change, what is put there (None: taken away), place of the complaint
    ("no language version", "policylint", None, "$"),
    ("another language version", "policylint", 2, "$.policylint"),
    ("a language version in quotes", "policylint", "1", "$.policylint"),
    ("no header", "policy", None, "$"),
    ("no title", "policy/title", None, "$.policy"),
    ("an unknown key", "policyy", {}, "$"),
    ("an unknown key of the header", "policy/ownr", "clerk", "$.policy"),
    ("a version that is a number", "policy/version", 2.1, "$.policy.version"),
    ("an unknown status", "policy/status", "published", "$.policy.status"),
    ("a day that does not exist", "policy/effective", "2026-13-01", "$.policy.effective"),
    ("a date the other way round", "policy/effective", "01.02.2026", "$.policy.effective"),
    ("a jurisdiction in words", "policy/jurisdiction", "New Zealand", "$.policy.jurisdiction"),
    ("a review period without a unit", "policy/review/every", "yearly", "$.policy.review.every"),
    ("an id with capital letters", "policy/id", "Harbour", "$.policy.id"),
    ("an exclusion without a reason", "scope/excludes/0/because", None, "$.scope.excludes[0]"),
    ("both a policy and an external document", "relies-on/0/external", {"title": "T"}, "$['relies-on'][0]"),
    ("neither a policy nor an external document", "relies-on/0/policy", None, "$['relies-on'][0]"),
    ("hours the twelve-hour way", "working-hours/mon-fri", "8am-5pm", "$['working-hours']['mon-fri']"),
    ("an unknown day", "working-hours/monday", "08:00-17:00", "$['working-hours']"),
    ("an account without a platform", "accounts/0/platform", None, "$.accounts[0]"),
    ("an unknown standing of a tool", "tools/0/standing", "ok", "$.tools[0].standing"),
    ("clauses that are no list", "clauses", {}, "$.clauses"),
    ("a clause without text", "clauses/0/text", None, "$.clauses[0]"),
    ("a clause without an id", "clauses/0/id", None, "$.clauses[0]"),
    ("an unknown key of a clause", "clauses/0/allow", {}, "$.clauses[0]"),
    ("conditions of a permission beside a prohibition", "clauses/2/provided", [{"standard": "s"}], "$.clauses[2]"),
    ("exceptions beside a permission", "clauses/0/unless", [{"standard": "s"}], "$.clauses[0]"),
    ("a box that is text", "clauses/0/permit", "everyone", "$.clauses[0].permit"),
    ("a number as a value", "clauses/0/permit/who", 3, "$.clauses[0].permit.who"),
    ("an empty list of values", "clauses/0/permit/who", [], "$.clauses[0].permit.who"),
    ("an unknown condition", "clauses/2/unless/0/aproval", {}, "$.clauses[2].unless[0]"),
    ("an unknown field of an approval", "clauses/2/unless/0/approval/who", "x", "$.clauses[2].unless[0].approval"),
    ("a sentence without its key", "clauses/2/unless/0", "The director agreed.", "$.clauses[2].unless[0]"),
    ("two duties in one entry", "clauses/4/require/0/train", {}, "$.clauses[4].require[0]"),
    ("an unknown field of a duty", "clauses/4/require/0/remove-access/soon", True, IN_DUTY),
    ("a deadline in words", "clauses/4/require/0/remove-access/within", "as soon as possible", IN_DUTY + ".within"),
    ("an unknown kind of statement", "clauses/5/state", "savings", "$.clauses[5].state"),
    ("an accepted gap without a reason", "accepted-gaps/0/because", None, "$['accepted-gaps'][0]"),
    ("a phrase in capital letters", "vocabulary/who/harbour-master/phrases/0", "Harbour", IN_WORD + ".phrases[0]"),
    ("a dimension without values", "dimensions/place/values", None, "$.dimensions.place"),
    ("an impossible combination without a reason", "impossible/0/because", None, "$.impossible[0]"),
]


@pytest.mark.parametrize(("place", "value", "at"), [pytest.param(*fault[1:], id=fault[0]) for fault in FAULTS])
def test_a_fault_is_refused_where_it_stands(place: str, value: Any, at: str) -> None:
    data = copy.deepcopy(read(EXAMPLE))
    *steps, last = place.split("/")
    target = data
    for step in steps:
        target = target[int(step)] if isinstance(target, list) else target[step]
    key: Any = int(last) if isinstance(target, list) else last
    if value is None:
        del target[key]
    else:
        target[key] = value
    assert at in places(POLICY.iter_errors(data))

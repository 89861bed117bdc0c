"""French and Spanish documents: modal words, the headline dimensions, the questions; languages that are not read."""

from pathlib import Path
from typing import Any

import pytest

from policylint.authoring.cues import cues, written
from policylint.authoring.survey import Survey, survey
from policylint.authoring.tongues import NAMES, tongue
from policylint.policy.vocabulary import Vocabulary
from policylint.reading.documents import read_bytes
from policylint.reading.sentences import Sentence
from tests.authoring.test_survey import DAY
from tests.cli.running import run

VOCABULARY = Vocabulary.standard()
OTHERS = tuple(code for code in NAMES if code != "en")

FRENCH = """\
# Charte d'utilisation des réseaux sociaux

## Champ d'application

La présente charte s'applique à l'ensemble des agents de la ville, aux stagiaires, aux bénévoles et aux prestataires,
pendant et en dehors du service.

## Usage à titre personnel

Chaque agent est libre d'utiliser les réseaux sociaux à titre privé. Il ne doit pas laisser croire qu'il s'exprime au
nom de la collectivité. Aucun agent ne peut utiliser son compte personnel pour traiter les affaires de la ville.

L'usage d'un téléphone personnel pour publier sur les comptes officiels est interdit, y compris le week-end.

## Messagerie

Les échanges professionnels par WhatsApp doivent être versés au dossier.

## Commentaires

Les commentaires injurieux seront supprimés. La ville se réserve le droit de bloquer un utilisateur.
"""

SPANISH = """\
# Política de uso de las redes sociales

## Ámbito de aplicación

Esta política se aplica a todo el personal del Ayuntamiento, a los becarios, a los voluntarios y a las empresas
contratistas, tanto dentro como fuera de la jornada laboral.

## Uso personal

Los empleados pueden expresarse en sus cuentas personales a título particular. No deberán usar el escudo municipal en
sus perfiles privados. Queda prohibido publicar en las cuentas oficiales desde un teléfono móvil personal fuera del
horario de trabajo.

## Otras normas

Los comentarios ofensivos serán eliminados.

Se recomienda revisar lo que escriba la inteligencia artificial.
"""


def surveyed(text: str, languages: tuple[str, ...] = tuple(NAMES)) -> Survey:
    return survey(read_bytes(text.encode(), "a.md", languages), DAY, VOCABULARY)


def said(found: Survey) -> dict[str, str]:
    return {answer.topic.id: answer.answer for answer in found.topics if answer.answer != "not-asked"}


@pytest.mark.parametrize(
    ("language", "sentence", "kind", "modal"),
    [
        ("fr", "L'agent ne doit pas publier de photographies.", "forbid", "ne doit pas"),
        ("fr", "Les agents ne peuvent en aucun cas divulguer ces données.", "forbid", "ne peuvent en aucun"),
        ("fr", "Nul ne peut parler au nom de la commune.", "forbid", "Nul ne peut"),
        ("fr", "Il est interdit d'ouvrir un compte.", "forbid", "Il est interdit"),
        ("fr", "Ces comptes ne peuvent être utilisés que pour le service.", "permit", "peuvent"),
        ("fr", "Chacun est tenu de respecter la charte.", "require", "est tenu de"),
        ("fr", "Les élus devront signaler l'incident.", "require", "devront"),
        ("fr", "Il est recommandé de protéger son profil.", "advise", "Il est recommandé"),
        ("fr", "Il est déconseillé d'accepter des inconnus.", "advise-against", "Il est déconseillé"),
        ("fr", "La ville se réserve le droit de modérer.", "power", "se réserve le droit"),
        ("fr", "Un manquement peut entraîner une sanction.", "none", ""),
        ("fr", "Peut-on publier une photo ?", "none", ""),
        ("fr", "Ne révélez pas de renseignements internes.", "forbid", "Ne révélez pas"),
        ("fr", "Assurez-vous que le compte est à jour.", "require", "Assurez-vous"),
        ("fr", "Vous n’avez pas besoin d'une approbation.", "permit", "n’avez pas besoin"),
        ("fr", "N'oubliez pas de relire.", "advise", "N'oubliez pas"),
        ("es", "El personal no debe publicar fotografías.", "forbid", "no debe"),
        ("es", "A quienes gestionan las cuentas se les exige cuidado.", "require", "se les exige"),
        ("es", "No publicar datos de otras personas.", "forbid", "No publicar"),
        ("es", "No se permite abrir cuentas.", "forbid", "No se permite"),
        ("es", "Queda terminantemente prohibido compartir claves.", "forbid", "Queda terminantemente prohibido"),
        ("es", "Ningún empleado podrá hablar en nombre del municipio.", "forbid", "Ningún empleado podrá"),
        ("es", "Las empleadas deberán avisar a su jefatura.", "require", "deberán"),
        ("es", "El personal está obligado a guardar secreto.", "require", "está obligado"),
        ("es", "Se recomienda revisar la privacidad.", "advise", "Se recomienda"),
        ("es", "No deberían aceptarse desconocidos.", "advise-against", "No deberían"),
        ("es", "Podrán usarse en la pausa.", "permit", "Podrán"),
        ("es", "El incumplimiento podrá dar lugar a sanciones.", "none", ""),
    ],
    ids=lambda value: str(value)[:30],
)
def test_modal_words(language: str, sentence: str, kind: str, modal: str) -> None:
    read = tongue(language).modality(sentence)
    assert (read.kind, read.marks[0].words if read.marks else "") == (kind, modal)


@pytest.mark.parametrize(
    ("language", "sentence", "values"),
    [
        (
            "fr",
            "Depuis leur TÉLÉPHONE PERSONNEL, les élus publient hors service.",
            [("device", "personal"), ("who", "elected-official"), ("activity", "post"), ("time", "off-hours")],
        ),
        (
            "fr",
            "L’usage d’un compte anonyme en dehors de ses heures de travail.",
            [("activity", "use"), ("account", "pseudonymous"), ("time", "off-hours")],
        ),
        (
            "es",
            "Los becarios publican en la pagina oficial en horario laboral.",
            [("who", "intern"), ("activity", "post"), ("account", "official"), ("time", "working-hours")],
        ),
        (
            "es",
            "Desde móviles particulares, fuera de la jornada.",
            [("device", "personal"), ("time", "off-hours")],
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_values_whatever_the_accents_and_elisions(language: str, sentence: str, values: list[tuple[str, str]]) -> None:
    read = tongue(language)
    found = read.proposal(Sentence(0, len(sentence), sentence), read.modality(sentence), VOCABULARY)
    assert [(value.dimension, value.names[0]) for value in found.values] == values


def test_a_french_charter() -> None:
    found = surveyed(FRENCH)
    assert (found.reading.language, found.kind.kind, said(found), found.elements) == (
        "fr",
        "use",
        {
            "personal-devices": "addressed",
            "off-hours": "addressed",
            "own-device-off-hours": "addressed",
            "personal-accounts": "addressed",
            "contractors-and-volunteers": "addressed",
            "comment-moderation": "addressed",
            "direct-messages": "addressed",
            "ai": "silent",
        },
        (),
    )


def test_a_spanish_policy_and_what_a_reader_is_told() -> None:
    found = surveyed(SPANISH)
    assert (found.reading.language, said(found)) == (
        "es",
        {
            "personal-devices": "addressed",
            "off-hours": "addressed",
            "own-device-off-hours": "addressed",
            "personal-accounts": "addressed",
            "contractors-and-volunteers": "addressed",
            "comment-moderation": "addressed",
            "direct-messages": "silent",
            "ai": "partly",
        },
    )
    assert found.reading.notes == (
        "read as Spanish; only the questions on personal devices, outside working hours, personal devices outside "
        "working hours, personal accounts, contractors and volunteers, moderation of comments, direct messages and "
        "generative AI are asked of a Spanish text, and no element",
    )


def test_evidence_stands_where_it_stands() -> None:
    found = surveyed(FRENCH)
    devices = next(answer for answer in found.topics if answer.topic.id == "personal-devices")
    assert [(found.reading.spot(each.start).line, each.because, each.modal) for each in devices.evidence] == [
        (13, "téléphone personnel", "est interdit")
    ]


@pytest.mark.parametrize(
    ("sentences", "answers"),
    [
        (
            "Le devoir de réserve des agents s'applique en tout temps sur les réseaux sociaux.",
            {"off-hours": "addressed"},
        ),
        (
            "Les administrateurs de la page peuvent à tout moment supprimer un commentaire.",
            {"comment-moderation": "addressed"},
        ),
        ("Les commentaires injurieux sont bannis. Les agents sont concernés.", {"comment-moderation": "addressed"}),
        ("Los funcionarios deben actuar con respeto en todo momento.", {"off-hours": "addressed"}),
        ("Deberá tenerse en cuenta en todo momento la protección de los datos de carácter personal en las redes.", {}),
        ("Los funcionarios deben decir que su opinión es personal.", {"personal-accounts": "addressed"}),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_real_documents_taught(sentences: str, answers: dict[str, str]) -> None:
    """Turns of published texts, in sentences of our own."""
    found = surveyed(sentences, ("fr",) if sentences.startswith("Le") else ("es",))
    assert {topic: answer for topic, answer in said(found).items() if answer != "silent"} == answers


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_speaks_of_what_the_vocabulary_has(code: str) -> None:
    data: Any = written(code)
    known = {
        dimension["id"]: {each["id"] for each in (*dimension["values"], *dimension.get("groups", ()))}
        for dimension in VOCABULARY.data["dimensions"]
    }
    strange = [
        (dimension, name)
        for dimension, values in data["values"].items()
        for name in values
        if name not in known.get(dimension, ())
    ]
    english = {topic.id: (topic.title, topic.question) for topic in cues().topics}
    assert strange == []
    assert all(english[topic.id] == (topic.title, topic.question) for topic in cues(code).topics)


@pytest.mark.parametrize("code", OTHERS)
def test_every_phrase_of_a_language_can_be_found(code: str) -> None:
    """An accent, an apostrophe or a capital in a phrase would keep it from ever being found."""
    data: Any = written(code)
    strange = []
    for listed in (
        *data["modality"].values(),
        *(each for values in data["values"].values() for each in values.values()),
    ):
        for phrase in listed:
            bare = "".join(char for char in phrase if char.isalpha() or char.isspace())
            if not bare.isascii() or bare != bare.lower() or set(phrase) - set(bare) - set("*|.~ "):
                strange.append(phrase)
    assert strange == []


def test_the_command_takes_the_language_at_its_word(tmp_path: Path) -> None:
    (tmp_path / "court.md").write_text("Le personnel ne doit pas publier depuis un portable personnel.\n", "utf-8")
    shown = run("survey", "court.md", "--language", "fr", cwd=tmp_path)
    assert (
        shown.code,
        "Note: Read as French" in shown.out,
        "addressed                 Personal devices" in shown.out,
    ) == (
        0,
        True,
        True,
    )


def test_what_no_file_describes_is_refused(tmp_path: Path) -> None:
    german = "Die Mitarbeiter dürfen auf den Seiten der Stadt nicht mit einem privaten Telefon schreiben und " * 4
    (tmp_path / "de.md").write_text(german, "utf-8")
    (tmp_path / "fr.md").write_text(FRENCH, "utf-8")
    refused = run("survey", "de.md", cwd=tmp_path)
    assert (refused.code, refused.err.splitlines()) == (
        2,
        [
            "policylint: de.md: this document seems to be in German, which is not read",
            "  Name its English version, or its language with --language.",
        ],
    )
    assert run("import", "fr.md", cwd=tmp_path).err.splitlines()[0] == (
        "policylint: fr.md: this document seems to be in French, and only English is read"
    )

"""Reading a mail out of what models answer."""

import json

import pytest

from assistant.engines.answers import read_email
from assistant.engines.errors import EngineUnusable

SUBJECT = "Votre devis pour la Licence Pro"
BODY = "Bonjour Mme PERSON_1,\n\nVoici le devis que vous attendiez ; il reprend ce dont nous avons parlé.\n\nPERSON_2"
AS_JSON = json.dumps({"subject": SUBJECT, "body": BODY}, ensure_ascii=False)


@pytest.mark.parametrize(
    "answer",
    [
        AS_JSON,
        json.dumps({"Objet": SUBJECT, "Corps": BODY}),
        json.dumps({"body": BODY, "subject": SUBJECT, "note": 1}),
        f"```json\n{AS_JSON}\n```",
        f"Voici le mail :\n\n```\n{AS_JSON}\n```\nDites-moi s'il convient.",
        f"Here is the mail: {AS_JSON}",
        f"<think>Should I add {{numbers}}? No.</think>\n{AS_JSON}",
        AS_JSON.replace("\\n", "\n"),
        AS_JSON.replace("\\n", "\\\\n"),
        AS_JSON.replace("\\n", "\\r\\n"),
        AS_JSON.replace("Bonjour", f"Objet : {SUBJECT}\\n\\nBonjour"),
        f"Objet : {SUBJECT}\n\n{BODY}",
        f"Objet\u202f: {SUBJECT}\n{BODY}",
        f"**Subject:** {SUBJECT}\n\n{BODY}",
        f"subject: {SUBJECT}\n\n\n\n{BODY}",
        f"{SUBJECT}\n\n{BODY}",
        f"# {SUBJECT}\n\n{BODY}",
        f"```\n{SUBJECT}\n\n{BODY}\n```",
    ],
)
def test_a_mail_is_read_from_the_forms_that_models_use(answer: str) -> None:
    email = read_email(answer)
    assert (email.subject, email.body) == (SUBJECT, BODY)


@pytest.mark.parametrize(
    "opening",
    [
        "I'm sorry, but I can't assist with that.",
        "Sorry, I cannot help with this request.",
        "I can’t write this e-mail for you.",
        "I am unable to comply with this request.",
        "I won't create content of this kind.",
        "Unfortunately, I can't draft this message.",
        "As an AI language model, I have no opinion about licences.",
        "As an AI, I cannot generate this mail.",
        "Je suis désolé, mais je ne peux pas vous aider.",
        "Désolée, je ne peux pas rédiger ce message.",
        "Je ne suis pas en mesure d'écrire ce mail.",
        "Je ne peux pas donner suite à cette demande.",
        "En tant que modèle de langage, je ne peux rien promettre.",
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_a_refusal_is_recognised(opening: str, inside: bool) -> None:
    text = f"{opening} Please ask for something else, or change the points of your brief."
    with pytest.raises(EngineUnusable, match="declined"):
        read_email(json.dumps({"subject": SUBJECT, "body": text}) if inside else text)


@pytest.mark.parametrize(
    "opening",
    [
        "Je suis désolé du retard de votre livraison.",
        "Je suis désolée, nous ne pouvons pas livrer avant lundi.",
        "Malheureusement, je ne peux pas me rendre à notre rendez-vous de mardi.",
        "I'm sorry that the delivery was late.",
        "I am sorry, I cannot attend our meeting on Tuesday.",
        "I can't thank you enough for your welcome.",
        "I won't be in the office on Monday.",
        "As an AI company, we help sales teams with their mail.",
    ],
)
def test_an_apology_is_not_a_refusal(opening: str) -> None:
    assert read_email(json.dumps({"subject": SUBJECT, "body": f"{opening}\n\n{BODY}"})).body.startswith(opening)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "nothing"),
        (" \n\t ", "nothing"),
        ("<think>only thoughts</think>", "nothing"),
        (AS_JSON[:70], "broken off"),
        (f"Here it is: {AS_JSON[:70]}", "broken off"),
        ('{"a": ' * 50_000, "broken off"),
        ('{"subject": 1, "body": "x"}', "no subject or no body"),
        ('{"subject": "a", "body": {"text": "b"}}', "no subject or no body"),
        ("{}", "no subject or no body"),
        (json.dumps({"subject": " ", "body": BODY}), "empty"),
        (json.dumps({"subject": SUBJECT, "body": "Bonjour."}), "empty"),
        (json.dumps({"subject": "mot " * 100, "body": BODY}), "far too long"),
        (json.dumps({"subject": SUBJECT, "body": f"<p>{BODY}</p>"}), "markup"),
        (json.dumps({"subject": "<!DOCTYPE html>", "body": BODY}), "markup"),
        (json.dumps({"subject": SUBJECT, "body": f"<citation>{BODY}</citation>"}), "repeated its prompt"),
        (json.dumps({"subject": SUBJECT, "body": f"{BODY}<|im_end|>"}), "repeated its prompt"),
        (json.dumps({"subject": SUBJECT, "body": "12 34 56 78 90 !!! ### 12 34 56 78 90 ,,, 000"}), "not readable"),
        (json.dumps({"subject": SUBJECT, "body": f"{BODY}\ufffd\ufffd"}), "not readable"),
        (json.dumps({"subject": SUBJECT, "body": f"{BODY}\u0000"}), "not readable"),
        (json.dumps({"subject": SUBJECT, "body": "Merci beaucoup pour votre soutien.\n" * 3}), "repeats itself"),
        (BODY, "no subject line"),
        ("Dear Ms PERSON_1,\n\nThank you for your time on Tuesday, it was a pleasure.", "no subject line"),
        ("une seule ligne de texte sans aucun objet et sans rien d'autre du tout", "no subject line"),
        ("mot " * 40 + "\nsuite du texte qui n'a donc pas d'objet", "no subject line"),
    ],
)
def test_what_is_no_mail_is_refused_with_the_reason(answer: str, said: str) -> None:
    with pytest.raises(EngineUnusable, match=said):
        read_email(answer)


def test_placeholders_and_figures_pass_unchanged() -> None:
    body = "Bonjour PERSON_1,\n\n<EMAIL_1> a reçu l'offre à 1 200 € HT, soit -5 % sur le prix public.\n\nPERSON_2"
    assert read_email(json.dumps({"subject": "Offre à 1 200 €", "body": body})).body == body


@pytest.mark.parametrize(
    "hostile", ["{" * 100_000, "<think>" * 20_000, "```json\n" * 20_000, "**" * 80_000, "sorry, " * 20_000]
)
@pytest.mark.timeout(10)
def test_hostile_answers_cost_little(hostile: str) -> None:
    with pytest.raises(EngineUnusable):
        read_email(hostile)


@pytest.mark.parametrize(
    "answer",
    [
        AS_JSON.replace("Bonjour", "\\ud800 Bonjour"),
        AS_JSON.replace("Votre", "Votre \\udc00"),
        f"Objet : {SUBJECT}\n\n\ud800{BODY}",
    ],
)
def test_half_a_character_is_refused_as_unreadable(answer: str) -> None:
    with pytest.raises(EngineUnusable, match="not readable text"):
        read_email(answer)


def test_a_character_written_as_two_escapes_is_read() -> None:
    assert "\U0001f600" in read_email(AS_JSON.replace("Bonjour", "\\ud83d\\ude00 Bonjour")).body

"""A rep's telegraphic points become sentences that say "vous" or "you", and keep their meaning."""

import pytest

from assistant.engines.composer.brief import clauses
from assistant.engines.composer.points import read_points
from assistant.engines.request import Occasion, Tone
from guardrails.draft import Language
from tests.assistant.engines.composer_requests import plain, request, write


def read(point: str, language: Language = "fr", tone: Tone = Tone.FRIENDLY) -> list[tuple[str, str]]:
    asked = request(Occasion.FOLLOW_UP, tone, language, points=(point,))
    return [(one.act, one.text) for one in read_points(clauses(asked), asked).points]


@pytest.mark.parametrize(
    ("point", "act", "sentence"),
    [
        # infinitives
        (
            "proposer un rendez-vous jeudi 26 novembre à 14 h",
            "propose",
            "Je vous propose un rendez-vous jeudi 26 novembre à 14 h.",
        ),
        ("proposer rdv jeudi", "propose", "Je vous propose un rendez-vous jeudi."),
        (
            "rappeler que la licence expire le 31 décembre",
            "remind",
            "Je vous rappelle que la licence expire le 31 décembre.",
        ),
        ("remercier pour son accueil mardi", "thank", "Je vous remercie pour votre accueil mardi."),
        ("remercier pour la visite", "thank", "Je vous remercie pour la visite."),
        ("remercier d'avoir accepté", "thank", "Je vous remercie d'avoir accepté."),
        ("confirmer la date du 3 décembre", "confirm", "Je vous confirme la date du 3 décembre."),
        ("confirmer qu'il recevra le devis lundi", "confirm", "Je vous confirme que vous recevrez le devis lundi."),
        ("envoyer la brochure", "send", "Je vous envoie la brochure."),
        ("envoyer devis signé", "send", "Je vous envoie le devis signé."),
        ("demander si elle a reçu le devis", "ask", "Pouvez-vous me dire si vous avez reçu le devis ?"),
        ("demander s'il préfère mardi", "ask", "Pouvez-vous me dire si vous préférez mardi ?"),
        ("demander si le devis lui convient", "ask", "Pouvez-vous me dire si le devis vous convient ?"),
        ("demander quand elle sera disponible", "ask", "Pouvez-vous me dire quand vous serez disponible ?"),
        ("demander son avis sur le devis", "ask", "J'aimerais vous demander votre avis sur le devis."),
        ("demander de confirmer la date", "ask", "Pourriez-vous confirmer la date ?"),
        (
            "s'excuser pour le retard de livraison",
            "apologise",
            "Je vous présente mes excuses pour le retard de livraison.",
        ),
        ("s'excuser du retard", "apologise", "Je vous prie de m'excuser du retard."),
        ("s'excuser de ne pas avoir répondu", "apologise", "Je vous prie de m'excuser de ne pas avoir répondu."),
        ("la relancer sur le devis", "follow", "Je reviens vers vous au sujet du devis."),
        ("informer du changement de tarif", "inform", "Je vous informe du changement de tarif."),
        ("faire le point sur le projet", "propose", "J'aimerais faire le point avec vous sur le projet."),
        ("convenir d'un appel", "propose", "J'aimerais convenir avec vous d'un appel."),
        (
            "l'inviter à la journée portes ouvertes",
            "invite",
            "J'ai le plaisir de vous inviter à la journée portes ouvertes.",
        ),
        ("visiter son atelier", "inform", "J'aimerais visiter votre atelier."),
        ("la rencontrer à Lyon", "inform", "J'aimerais vous rencontrer à Lyon."),
        # orders to the assistant
        ("propose-lui un appel mardi", "propose", "Je vous propose un appel mardi."),
        ("Remerciez-la pour son accueil", "thank", "Je vous remercie pour votre accueil."),
        ("dis-lui que le contrat est prêt", "inform", "Le contrat est prêt."),
        ("remercier Claire pour le temps accordé", "thank", "Je vous remercie pour le temps accordé."),
        ("demander à Mme Martin si elle souhaite une démo", "ask", "Pouvez-vous me dire si vous souhaitez une démo ?"),
        # what is said of the reader is said to the reader
        ("elle a demandé un devis pour 12 postes", "inform", "Vous avez demandé un devis pour 12 postes."),
        ("la cliente souhaite une démo", "inform", "Vous souhaitez une démo."),
        ("que le technicien passera mardi", "inform", "Le technicien passera mardi."),
        # sentences stay
        ("Nous livrons le 3 décembre.", "inform", "Nous livrons le 3 décembre."),
        ("le devis est prêt", "inform", "Le devis est prêt."),
        ("il faut prévoir une demi-journée", "inform", "Il faut prévoir une demi-journée."),
        ("Il est prévu une livraison mardi.", "inform", "Il est prévu une livraison mardi."),
        ("Pourriez-vous me renvoyer le bon ?", "ask", "Pourriez-vous me renvoyer le bon ?"),
        ("Merci de confirmer l'adresse.", "ask", "Merci de confirmer l'adresse."),
        ("Merci pour votre visite", "thank", "Merci pour votre visite."),
        ("Envoyez-nous le bon de commande.", "ask", "Envoyez-nous le bon de commande."),
        ("Je vous propose mardi à 10 h.", "propose", "Je vous propose mardi à 10 h."),
        # other people's things stay theirs
        (
            "présenter notre logiciel et ses modules",
            "inform",
            "Je souhaite vous présenter notre logiciel et ses modules.",
        ),
        ("remercier Paul pour son aide", "inform", "J'aimerais remercier Paul pour son aide."),
        # noun phrases, whatever they look like
        ("délai de livraison", "topic", "délai de livraison"),
        ("dossier de financement", "topic", "dossier de financement"),
        ("atelier du 4 décembre", "topic", "atelier du 4 décembre"),
        # orders to tell something
        ("préciser le délai de livraison", "tell", "le délai de livraison"),
        ("lui donner le tarif", "tell", "le tarif"),
        ("rappeler le prix", "tell", "le prix"),
        ("lui dire quand il sera livré", "tell", "quand vous serez livré"),
        ("parler du prix", "tell", "du prix"),
        ("envoyer le tarif pour 12 bureaux", "tell", "le tarif pour 12 bureaux"),
        # what tells by itself, and what is handed over
        ("rappeler la remise de 10 %", "remind", "Je vous rappelle la remise de 10 %."),
        ("préciser que la garantie est de 5 ans", "inform", "Je vous précise que la garantie est de 5 ans."),
        ("rappeler la livraison du 3 décembre", "remind", "Je vous rappelle la livraison du 3 décembre."),
        ("rappeler le contrat", "remind", "Je vous rappelle le contrat."),
        ("proposer jeudi à 14 h", "propose", "Je vous propose un rendez-vous jeudi à 14 h."),
        # directions
        ("ne pas parler du prix", "direction", "ne pas parler du prix"),
        ("rester bref", "direction", "rester bref"),
    ],
)
def test_french_points(point: str, act: str, sentence: str) -> None:
    assert read(point) == [(act, sentence)]


@pytest.mark.parametrize(
    ("point", "act", "sentence"),
    [
        ("thank her for her time on Tuesday", "thank", "Thank you for your time on Tuesday."),
        ("thank Ms Carter for the meeting", "thank", "Thank you for the meeting."),
        ("thank him for his patience", "thank", "Thank you for your patience."),
        ("offer a call on Tuesday", "propose", "I would like to offer you a call on Tuesday."),
        ("suggest meeting on Thursday", "propose", "I would like to suggest a meeting on Thursday."),
        ("ask whether she has received the quote", "ask", "Could you tell me whether you have received the quote?"),
        ("ask her if she wants a demo", "ask", "Could you tell me if you want a demo?"),
        ("ask about her plans", "ask", "I would like to ask you about your plans."),
        ("ask to confirm the date", "ask", "Could you confirm the date?"),
        ("confirm the delivery date", "confirm", "I am happy to confirm the delivery date."),
        (
            "remind her that the licence expires in December",
            "remind",
            "Just to remind you that the licence expires in December.",
        ),
        ("send the brochure", "send", "I am sending you the brochure."),
        ("apologise for the delay", "apologise", "I apologise for the delay."),
        ("apologize for the delay", "apologise", "I apologise for the delay."),
        ("tell her that the contract is ready", "inform", "The contract is ready."),
        ("let her know that we moved", "inform", "We moved."),
        ("keep her posted on progress", "inform", "I will keep you posted on progress."),
        ("invite her to the open day", "invite", "I would like to invite you to the open day."),
        ("follow up on the quote", "follow", "I am following up on the quote."),
        ("show her the dashboard", "inform", "I would like to show you the dashboard."),
        ("discuss the roll-out plan", "inform", "I would like to discuss the roll-out plan."),
        ("she asked for a demo", "inform", "You asked for a demo."),
        ("the customer wants a call", "inform", "You want a call."),
        ("We ship on 3 December.", "inform", "We ship on 3 December."),
        ("the quote is ready", "inform", "The quote is ready."),
        ("Please confirm the address.", "ask", "Please confirm the address."),
        ("thanks for your visit", "thank", "Thanks for your visit."),
        (
            "introduce our product and their modules",
            "inform",
            "I would like to introduce our product and their modules.",
        ),
        ("thank Paul for his help", "inform", "I would like to thank Paul for his help."),
        ("delivery time", "topic", "delivery time"),
        ("offer for 12 seats", "topic", "offer for 12 seats"),
        ("give the price", "tell", "the price"),
        ("give her the price and the discount", "tell", "the price and the discount"),
        ("tell her when it can be delivered", "tell", "when it can be delivered"),
        ("send the price", "tell", "the price"),
        ("tell her about the guarantee", "tell", "about the guarantee"),
        ("send the quote", "send", "I am sending you the quote."),
        ("mention the price change", "inform", "I would like to mention the price change."),
        ("suggest Thursday at 2 pm", "propose", "I would like to suggest a meeting on Thursday at 2 pm."),
        ("don't mention the discount", "direction", "don't mention the discount"),
        ("keep it short", "direction", "keep it short"),
    ],
)
def test_english_points(point: str, act: str, sentence: str) -> None:
    assert read(point, "en") == [(act, sentence)]


@pytest.mark.parametrize(
    ("language", "point", "expected"),
    [
        (
            "fr",
            "remercier pour l'accueil et proposer une démo",
            ["Je vous remercie pour l'accueil.", "Je vous propose une démo."],
        ),
        (
            "fr",
            "envoyer le devis, rappeler le délai puis proposer un appel",
            ["Je vous envoie le devis.", "le délai", "Je vous propose un appel."],
        ),
        (
            "fr",
            "demander si elle veut payer et recevoir le devis",
            ["Pouvez-vous me dire si vous voulez payer et recevoir le devis ?"],
        ),
        ("fr", "Le devis est prêt. M. Dupont passera mardi.", ["Le devis est prêt.", "M. Dupont passera mardi."]),
        (
            "en",
            "thank him for his patience and offer a call",
            ["Thank you for your patience.", "I would like to offer you a call."],
        ),
        (
            "en",
            "ask whether she wants to meet and confirm the date",
            ["Could you tell me whether you want to meet and confirm the date?"],
        ),
    ],
)
def test_one_point_may_hold_several(language: Language, point: str, expected: list[str]) -> None:
    assert [text for _, text in read(point, language)] == expected


@pytest.mark.parametrize(
    ("tone", "expected"),
    [
        (Tone.FORMAL, "Pourriez-vous me dire si vous avez reçu le devis ?"),
        (Tone.CONCISE, "Pouvez-vous me dire si vous avez reçu le devis ?"),
    ],
)
def test_the_tone_changes_the_wording(tone: Tone, expected: str) -> None:
    assert read("demander si elle a reçu le devis", tone=tone) == [("ask", expected)]


@pytest.mark.parametrize(
    ("occasion", "language", "points", "expected"),
    [
        (
            Occasion.FOLLOW_UP,
            "fr",
            ("délai de livraison", "formation des équipes"),
            "le délai de livraison et la formation des équipes.",
        ),
        (Occasion.FOLLOW_UP, "en", ("the delivery time", "training"), "the delivery time and the training."),
        (Occasion.APOLOGY, "fr", ("retard de livraison",), "excuses concernant le retard de livraison."),
        (Occasion.THANKS, "fr", ("votre confiance",), "merci pour votre confiance."),
        (
            Occasion.APPOINTMENT,
            "fr",
            ("jeudi 26 novembre à 14h",),
            "Je vous propose de nous parler jeudi 26 novembre à 14 h.",
        ),
        (Occasion.APPOINTMENT, "fr", ("appel mardi",), "Je vous propose un appel mardi."),
        (Occasion.APPOINTMENT, "en", ("call on Tuesday",), "I would like to suggest a call on Tuesday."),
    ],
)
def test_noun_phrases_are_woven_in(
    occasion: Occasion, language: Language, points: tuple[str, ...], expected: str
) -> None:
    bodies = [
        plain(write(occasion, language=language, points=points, variation=variation).body) for variation in range(6)
    ]
    assert any(expected in body for body in bodies)
    assert all(body.count(points[0]) <= 1 for body in bodies)


def test_many_noun_phrases_make_a_list() -> None:
    lines = write(Occasion.FOLLOW_UP, points=("délai", "installation", "formation", "budget 2027")).body.split("\n")
    assert [line for line in lines if line.startswith("- ")] == [
        "- le délai",
        "- l’installation",
        "- la formation",
        "- le budget 2027",
    ]


def test_thanks_replace_the_opening_of_a_follow_up() -> None:
    body = write(Occasion.FOLLOW_UP, points=("remercier pour son accueil",)).body
    assert body.split("\n\n")[1] == "Je vous remercie pour votre accueil."

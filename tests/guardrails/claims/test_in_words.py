"""Claims in words that pass because a fact, or plain sense, settles them; and their neighbours that do not."""

import pytest

from guardrails.draft import Fact, FactType, Language
from tests.guardrails.claims.given import findings


def _fact(kind: FactType, subject: str, value: str, **more: str) -> tuple[Fact, ...]:
    return (Fact(id="f1", type=kind, subject=subject, value=value, **more),)


RATE = _fact("statistic", "Réussite au premier passage", "71 %")
CARRIAGE = _fact("delivery", "Livraison, franco de port", "2026-12-24")
DUTY = _fact("legal", "Dispositif de sécurité obligatoire", "article L. 134-10 du code de la construction")
LIMIT = _fact("legal", "Exempted development", "up to 25 square metres")
LEAVE = _fact("term", "Grinder loan", "cancel at any time")
NOTHING: tuple[Fact, ...] = ()


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("fr", "L'an dernier, sept élèves sur dix ont eu leur permis du premier coup.", RATE),
        ("en", "Seven out of ten pupils passed first time.", RATE),
        ("fr", "Tout est livré le 24 décembre, sans frais de port.", CARRIAGE),
        ("fr", "Un dispositif de sécurité est de toute façon obligatoire (article L. 134-10).", DUTY),
        ("en", "At 24 square metres you stay just below the 25 that are exempted from planning development.", LIMIT),
        ("en", "You may hand them back whenever you like.", LEAVE),
        ("fr", "Si vous doublez la quantité, je refais le calcul.", NOTHING),
        ("en", "If you double the order, I will do the sum again.", NOTHING),
        ("fr", "Mme Pereira aura la clé, et personne d'autre.", NOTHING),
        ("fr", "Jeudi à 15 h chez vous, entre deux clients ?", NOTHING),
        ("fr", "Il vous faut notre 10 sur 15, avec les plans au 1/100.", NOTHING),
        ("en", "The room is free most weekday afternoons.", NOTHING),
        ("en", "Tell Walt the Steelers will be fine.", NOTHING),
        ("en", "After approval we shall ring you.", NOTHING),
        ("fr", "Rien ne vaut une visite de l'atelier.", NOTHING),
    ],
)
def test_passes(language: Language, text: str, facts: tuple[Fact, ...]) -> None:
    """What a fact says in other words, or what claims nothing."""
    assert findings(text, facts, language) == []


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("fr", "L'an dernier, huit élèves sur dix ont eu leur permis du premier coup.", RATE),
        ("en", "More than eight out of ten pupils passed first time.", RATE),
        ("en", "Nine out of ten pupils passed first time.", RATE),
        ("fr", "Personne d'autre ne fait cela.", NOTHING),
        ("en", "You will be fined if you do nothing.", NOTHING),
        ("fr", "Cela doublera vos ventes : doublez vos ventes avec nous.", NOTHING),
        ("en", "Training is free.", NOTHING),
    ],
)
def test_is_held(language: Language, text: str, facts: tuple[Fact, ...]) -> None:
    """The neighbours of what passes."""
    assert findings(text, facts, language) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Rassurez-vous, votre OPCO prend tout en charge."),
        ("en", "Don't worry, the council covers the lot."),
        ("fr", "La formation est intégralement financée."),
        ("en", "It won't cost you a penny."),
        ("fr", "Nous assurons une astreinte jour et nuit."),
        ("en", "Our helpline is there round the clock: support day and night."),
        ("fr", "La batterie est garantie deux ans et le cadre l'est à vie."),
        ("en", "The hull is guaranteed for the life of the boat."),
        ("en", "Our work is covered for as long as you own the house."),
        ("fr", "N'oubliez pas d'afficher la médaille d'or au concours."),
        ("en", "It won two Great Taste stars last summer."),
        ("fr", "Les verres répondent aussi à l'EN 172."),
        ("fr", "Nous restons le numéro deux français du contrôle d'accès."),
        ("en", "We are among the three largest in the trade."),
        ("en", "You won't find a yard on the canal that does it cheaper."),
        ("fr", "Ce tarif est réservé aux dix premiers foyers inscrits."),
        ("en", "This price is for the first twenty customers."),
        ("fr", "Le tout est remboursé en cinq ans."),
        ("fr", "Votre facture de chauffage sera divisée par trois."),
        ("en", "Four in every five roofs around here are our work."),
        ("en", "It is poured in more than four hundred cafés."),
        ("fr", "Mon grossiste n'en a plus que pour deux mariages."),
        ("en", "I'm down to my last three."),
        ("fr", "Allez voir le golf de Bellemaison, que j'ai refait à neuf."),
        ("en", "Have a look at Kirkby Abbey, which we re-roofed."),
        ("en", "Lakeland Regional Health moved all of its sites over to us this summer."),
    ],
)
def test_claims_in_words_need_a_fact(language: Language, text: str) -> None:
    """Offers, guarantees, prizes, ranks, scarcity and customers, in words without any sign of a claim."""
    assert findings(text, NOTHING, language) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Votre employeur prend tout son temps, comme d'habitude."),
        ("en", "The council meets on Tuesday."),
        ("fr", "J'y ai pensé jour et nuit."),
        ("en", "They drove day and night to get here."),
        ("fr", "Venez avec votre ordonnance, même la numéro 2 du tiroir."),
        ("en", "It is item number four in the list."),
        ("fr", "Les dix premiers mètres sont en pente."),
        ("en", "The first twenty minutes are only talk."),
        ("en", "You won't find the gate from the road: turn at the barn."),
        ("fr", "Mme Petit, que j'ai eue au téléphone, vous rappellera."),
        ("en", "Kendra moved the meeting, and told us so."),
    ],
)
def test_talk_that_looks_like_claims_passes(language: Language, text: str) -> None:
    """The look-alikes."""
    assert findings(text, NOTHING, language) == []


HOTLINE = _fact("term", "Assistance téléphonique", "du lundi au vendredi, 8 h 30 - 18 h")
SERVICE = _fact("term", "Service hours", "06:00 to 22:00, seven days a week")
ROUNDS = _fact("delivery", "Jours de livraison", "mardi et jeudi")


@pytest.mark.parametrize(
    ("language", "text", "facts", "said"),
    [
        ("fr", "Quant à l'assistance, vos agents nous joignent sept jours sur sept.", HOTLINE, "sept jours sur sept"),
        ("fr", "Notre assistance répond jour et nuit.", HOTLINE, "jour et nuit"),
        ("en", "We work 24 hours a day, so your Saturday clinic is no problem.", SERVICE, "24 hours a day"),
        ("en", "There is a human on our phones round the clock.", SERVICE, "round the clock"),
        ("fr", "La livraison : on roule tous les jours de la semaine.", ROUNDS, "tous les jours de la semaine"),
    ],
)
def test_one_is_not_always_there(language: Language, text: str, facts: tuple[Fact, ...], said: str) -> None:
    """Days and hours of a fact contradict "always", in whatever words."""
    assert said in [passage for _, passage in findings(text, facts, language)]


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("en", "We work seven days a week.", SERVICE),
        ("fr", "Votre boutique ouverte 7 jours sur 7 mérite mieux.", HOTLINE),
        ("fr", "J'ai roulé jour et nuit pour rentrer des vacances.", ROUNDS),
    ],
)
def test_always_passes(language: Language, text: str, facts: tuple[Fact, ...]) -> None:
    """What the fact says too, and what is not said of the service."""
    assert not [one for one in findings(text, facts, language) if one[0] == "claims.term"]


ASBESTOS = _fact("legal", "Duty to manage asbestos", "Control of Asbestos Regulations 2012, regulation 4")
SILVER = _fact("feature", "Concours brassicole de Dinant 2025", "médaille d'argent")
SCAFFOLD = _fact("legal", "Scaffold inspection", "every 7 days, Work at Height Regulations 2005")
MUTUAL = _fact("reference", "Client", "Mutuelle Alvéole")
CHAPEL = _fact("reference", "Completed 2025", "New Hope Chapel, Perry")


@pytest.mark.parametrize(
    ("language", "text", "facts", "said"),
    [
        ("en", "The duty sits in regulation 14 of the 2012 regs.", ASBESTOS, "regulation 14"),
        ("fr", "C'est écrit à l'article L. 134-12.", DUTY, "134-12"),
        ("fr", "Elle a eu la médaille d'or à Dinant.", SILVER, "médaille d'or"),
        ("en", "We tag it once a fortnight like the law says.", SCAFFOLD, "once a fortnight"),
        ("fr", "Il y a la Mutuelle Alvéole, ainsi que le groupe hospitalier du Valois.", MUTUAL, "Valois"),
        ("en", "New Hope Chapel was done last year, and so was Greater Zion Cathedral.", CHAPEL,
         "Greater Zion Cathedral"),
        ("en", "Everybody who touches your equipment is NATE-certified.", NOTHING, "NATE"),
    ],
)  # fmt: skip
def test_what_a_fact_gives_and_a_text_gets_wrong(
    language: Language, text: str, facts: tuple[Fact, ...], said: str
) -> None:
    """Places in the law, prizes, what the law asks, and names listed beside an attested one."""
    assert said in [passage for _, passage in findings(text, facts, language)]


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("en", "The duty sits in regulation 4 of the 2012 regs.", ASBESTOS),
        ("fr", "C'est écrit à l'article L. 134-10.", DUTY),
        ("fr", "Elle a eu la médaille d'argent à Dinant.", SILVER),
        ("en", "We tag it every seven days like the law says.", SCAFFOLD),
    ],
)
def test_what_a_fact_gives_passes(language: Language, text: str, facts: tuple[Fact, ...]) -> None:
    """The same, said rightly."""
    assert findings(text, facts, language) == []

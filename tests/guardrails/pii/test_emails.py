"""E-mail addresses, plain, disguised and dictated; role mailboxes and sentences stay."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import values_found

KINDS = frozenset(["email"])
WRITTEN = (
    "jean.dupont@exemple.fr",
    "JEAN.DUPONT@EXEMPLE.FR",
    "jean+news@exemple.co.uk",
    "o'brien@acme.ie",
    "sean.o'connor@acme.ie",
    "jérôme.côté@exemple.fr",
    "j_d-75@sub.dom.exemple.fr",
    '"jean dupont"@exemple.fr',
    "jean.dupont＠exemple.fr",
    "jean.dupont&#64;exemple.fr",
    "jean @ exemple.fr",
    "jean.dupont @ exemple.fr",
    "jean.dupont @exemple.fr",
    "jean . dupont @ exemple . fr",
    "jean.dupont@ exemple.fr",
    "jean.dupont@exemple .fr",
    "jean point dupont arobase exemple point fr",
    "Jean Point Dupont Arobase Exemple Point Fr",
    "jean.dupont[at]exemple[dot]fr",
    "jean.dupont (at) exemple (dot) fr",
    "jean.dupont(arobase)exemple(point)fr",
    "jean_dupont(a)exemple.fr",
    "jean.dupont chez exemple.fr",
    "jean.dupont at exemple.fr",
    "jean tiret dupont arobase orange point f r",
    "j point dupont arobase gmail point com",
    "jean underscore dupont at gmail dot com",
    "jean tiret du bas dupont arobase free point fr",
    "jdupont75 arobase gmail",
    "jean dot dupont at gmail",
    "jean-at-exemple-dot-fr",
    "jean_at_exemple_dot_fr",
    "d u p o n t arobase orange point fr",
    "jean.dupont [@] exemple.fr",
    "jean.dupont@exemple point fr",
    "jean.dupont@exemple[.]fr",
    "jean point dupont soixante quinze arobase free point fr",
    "contact75@gmail.com",
    "info@orange.fr",
    "jane AT acme DOT co DOT uk",
    "jane (at) acme dot com",
    "jean.dupont{at}exemple.fr",
    "jean.dupont*at*exemple*dot*fr",
    "jean.dupont%40exemple.fr",
    "j.dupont arobase société tiret dupont point com",
)
"""The same in both languages."""
FRAMES: dict[Language, tuple[str, ...]] = {
    "fr": ("Écrivez à {}, merci.",),
    "en": ("Mail: {}\nThanks", "reach him ({}) soon"),
}
VALUES: list[tuple[Language, str]] = [(language, value) for language in FRAMES for value in WRITTEN]
INSIDE: list[tuple[Language, str, list[str]]] = [
    ("fr", "<jean.dupont@exemple.fr>; Anne <anne@x.fr>", ["jean.dupont@exemple.fr", "anne@x.fr"]),
    ("fr", "https://exemple.fr/desinscription?email=jean%40exemple.fr&id=3", ["jean%40exemple.fr"]),
    ("fr", "https://exemple.fr/d?to=jean.dupont@x.fr&id=3", ["jean.dupont@x.fr"]),
    ("fr", "jean@x.fr,anne@y.fr;paul@z.fr", ["jean@x.fr", "anne@y.fr", "paul@z.fr"]),
    ("fr", "copie d'alice@x.fr", ["alice@x.fr"]),
    ("fr", "Écrivez à jean@x.fr.Merci", ["jean@x.fr.Merci"]),
    ("fr", "Mail:jean@x.fr!", ["jean@x.fr"]),
    (
        "fr",
        "Mon adresse : anne point roche arobase sfr point fr (tout attaché)",
        ["anne point roche arobase sfr point fr"],
    ),
    (
        "fr",
        "a.roche(AT)univ-lyon.fr / a.roche AROBASE univ-lyon POINT fr",
        ["a.roche(AT)univ-lyon.fr", "a.roche AROBASE univ-lyon POINT fr"],
    ),
    (
        "fr",
        "anne.roche[arobase]yahoo.fr ou anne . roche @ yahoo . fr",
        ["anne.roche[arobase]yahoo.fr", "anne . roche @ yahoo . fr"],
    ),
    (
        "en",
        "it's pat underscore lee nine nine at hotmail dot co dot uk",
        ["pat underscore lee nine nine at hotmail dot co dot uk"],
    ),
    ("en", "pat.lee at gmail dot com, plee<at>acme<dot>ie", ["pat.lee at gmail dot com", "plee<at>acme<dot>ie"]),
    (
        "fr",
        "Bonjour, c'est Karim, vous pouvez me rappeler au 07.49.12.03.88 ou par mail karim.b@gmail.com",
        ["karim.b@gmail.com"],
    ),
    ("fr", "écrivez-moi: karim[point]b[arobase]gmail[point]com", ["karim[point]b[arobase]gmail[point]com"]),
    ("fr", "mail : karim tiret b arobase hotmail point f r", ["karim tiret b arobase hotmail point f r"]),
    ("en", "Hey it's Priya - text me 0786 012 3456 or priya_s@outlook.com", ["priya_s@outlook.com"]),
    ("en", "pls use sam (dot) fox (at) proton (dot) me", ["sam (dot) fox (at) proton (dot) me"]),
    ("en", "Send it to Tina Roe-Hart at tina.roe [at] lowmill [dot] com, please", ["tina.roe [at] lowmill [dot] com"]),
    ("en", "It goes to Ann-Lee Hart at a dot hart @ lowmill dot co dot uk.", ["a dot hart @ lowmill dot co dot uk"]),
    ("en", "Ask Ann-Lee Hart at hart-lees[at]lowmill.co.uk", ["hart-lees[at]lowmill.co.uk"]),
    (
        "fr",
        "Écrire à Anne-Lise Roy chez anne point roy arobase orange point fr",
        ["anne point roy arobase orange point fr"],
    ),
]
PASSED: list[tuple[Language, str]] = [
    (
        "fr",
        "contact@exemple.fr service-client@exemple.fr sales.uk@acme.com info75@acme.fr customer.service@x.com "
        "rgpd@x.fr no-reply@gmail.com relation.client@x.fr",
    ),
    ("fr", "l'info@exemple.fr"),
    ("en", "Meet us at example dot com and look at acme.com; book at booking.com"),
    ("en", "We meet at noon. Dot the i. at the office"),
    ("en", "logo@2x.png and react@18.2.0"),
    ("fr", "Rendez-vous chez Paul point final. chez orange.fr"),
    ("fr", "format prenom.nom@exemple.fr"),
    ("fr", "Jean travaille chez orange"),
    ("fr", "Il est chez free depuis 2012, et at home"),
    ("en", "He works at gmail and lives at yahoo. I looked at Outlook"),
    ("en", "Offers at amazon.co.uk, prices at 12.50 eur"),
    ("fr", "3 kits @ 12.50 EUR"),
    ("en", "Lunch @ noon.ok"),
    ("en", "twitter @jeandupont"),
    ("fr", "contact arobase exemple point fr"),
    ("en", "info (at) acme (dot) com"),
    ("fr", "le point de vente a commercial dot"),
    ("en", "We met at Acme. Com is short. Look at dot net. The team at booking dot com is nice."),
    ("en", "Write to enquiries@acme.ie, careers@acme.ie, accounts.payable@acme.ie or head.office@acme.ie"),
    (
        "fr",
        "contact.pro@acme.fr, sav-france@acme.fr, devis@acme.fr, compta2@acme.fr, "
        "direction.commerciale@acme.fr, standard@acme.fr",
    ),
    ("en", "We're at the airport at gate 4 dot com event"),
]


@pytest.mark.parametrize(("language", "value"), VALUES)
def test_is_found_whole(detector: Detector, language: Language, value: str) -> None:
    for frame in FRAMES[language]:
        assert values_found(detector, frame.format(value), language, KINDS) == [value]


@pytest.mark.parametrize(("language", "text", "values"), INSIDE)
def test_are_found_in_a_text(detector: Detector, language: Language, text: str, values: list[str]) -> None:
    assert values_found(detector, text, language, KINDS) == values


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_look_alikes_stay(detector: Detector, language: Language, text: str) -> None:
    assert values_found(detector, text, language, KINDS) == []

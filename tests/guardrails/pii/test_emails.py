"""E-mail addresses, plain, disguised and dictated; role mailboxes and sentences stay."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import values_found

KINDS = frozenset(["email"])
VALUES: list[tuple[Language, str]] = [
    ("fr", "jean.dupont@exemple.fr"),
    ("fr", "JEAN.DUPONT@EXEMPLE.FR"),
    ("fr", "jean+news@exemple.co.uk"),
    ("fr", "o'brien@acme.ie"),
    ("fr", "sean.o'connor@acme.ie"),
    ("fr", "jérôme.côté@exemple.fr"),
    ("fr", "j_d-75@sub.dom.exemple.fr"),
    ("fr", '"jean dupont"@exemple.fr'),
    ("fr", "jean.dupont＠exemple.fr"),
    ("fr", "jean.dupont&#64;exemple.fr"),
    ("fr", "jean @ exemple.fr"),
    ("fr", "jean.dupont @ exemple.fr"),
    ("fr", "jean.dupont @exemple.fr"),
    ("fr", "jean . dupont @ exemple . fr"),
    ("fr", "jean.dupont@ exemple.fr"),
    ("fr", "jean.dupont@exemple .fr"),
    ("fr", "jean point dupont arobase exemple point fr"),
    ("fr", "Jean Point Dupont Arobase Exemple Point Fr"),
    ("fr", "jean.dupont[at]exemple[dot]fr"),
    ("fr", "jean.dupont (at) exemple (dot) fr"),
    ("fr", "jean.dupont(arobase)exemple(point)fr"),
    ("fr", "jean_dupont(a)exemple.fr"),
    ("fr", "jean.dupont chez exemple.fr"),
    ("fr", "jean.dupont at exemple.fr"),
    ("fr", "jean tiret dupont arobase orange point f r"),
    ("fr", "j point dupont arobase gmail point com"),
    ("fr", "jean underscore dupont at gmail dot com"),
    ("fr", "jean tiret du bas dupont arobase free point fr"),
    ("fr", "jdupont75 arobase gmail"),
    ("fr", "jean dot dupont at gmail"),
    ("fr", "jean-at-exemple-dot-fr"),
    ("fr", "jean_at_exemple_dot_fr"),
    ("fr", "d u p o n t arobase orange point fr"),
    ("fr", "jean.dupont [@] exemple.fr"),
    ("fr", "jean.dupont@exemple point fr"),
    ("fr", "jean.dupont@exemple[.]fr"),
    ("fr", "jean point dupont soixante quinze arobase free point fr"),
    ("fr", "contact75@gmail.com"),
    ("fr", "info@orange.fr"),
    ("fr", "jane AT acme DOT co DOT uk"),
    ("fr", "jane (at) acme dot com"),
    ("fr", "jean.dupont{at}exemple.fr"),
    ("fr", "jean.dupont*at*exemple*dot*fr"),
    ("fr", "jean.dupont%40exemple.fr"),
    ("fr", "j.dupont arobase société tiret dupont point com"),
    ("en", "jean.dupont@exemple.fr"),
    ("en", "JEAN.DUPONT@EXEMPLE.FR"),
    ("en", "jean+news@exemple.co.uk"),
    ("en", "o'brien@acme.ie"),
    ("en", "sean.o'connor@acme.ie"),
    ("en", "jérôme.côté@exemple.fr"),
    ("en", "j_d-75@sub.dom.exemple.fr"),
    ("en", '"jean dupont"@exemple.fr'),
    ("en", "jean.dupont＠exemple.fr"),
    ("en", "jean.dupont&#64;exemple.fr"),
    ("en", "jean @ exemple.fr"),
    ("en", "jean.dupont @ exemple.fr"),
    ("en", "jean.dupont @exemple.fr"),
    ("en", "jean . dupont @ exemple . fr"),
    ("en", "jean.dupont@ exemple.fr"),
    ("en", "jean.dupont@exemple .fr"),
    ("en", "jean point dupont arobase exemple point fr"),
    ("en", "Jean Point Dupont Arobase Exemple Point Fr"),
    ("en", "jean.dupont[at]exemple[dot]fr"),
    ("en", "jean.dupont (at) exemple (dot) fr"),
    ("en", "jean.dupont(arobase)exemple(point)fr"),
    ("en", "jean_dupont(a)exemple.fr"),
    ("en", "jean.dupont chez exemple.fr"),
    ("en", "jean.dupont at exemple.fr"),
    ("en", "jean tiret dupont arobase orange point f r"),
    ("en", "j point dupont arobase gmail point com"),
    ("en", "jean underscore dupont at gmail dot com"),
    ("en", "jean tiret du bas dupont arobase free point fr"),
    ("en", "jdupont75 arobase gmail"),
    ("en", "jean dot dupont at gmail"),
    ("en", "jean-at-exemple-dot-fr"),
    ("en", "jean_at_exemple_dot_fr"),
    ("en", "d u p o n t arobase orange point fr"),
    ("en", "jean.dupont [@] exemple.fr"),
    ("en", "jean.dupont@exemple point fr"),
    ("en", "jean.dupont@exemple[.]fr"),
    ("en", "jean point dupont soixante quinze arobase free point fr"),
    ("en", "contact75@gmail.com"),
    ("en", "info@orange.fr"),
    ("en", "jane AT acme DOT co DOT uk"),
    ("en", "jane (at) acme dot com"),
    ("en", "jean.dupont{at}exemple.fr"),
    ("en", "jean.dupont*at*exemple*dot*fr"),
    ("en", "jean.dupont%40exemple.fr"),
    ("en", "j.dupont arobase société tiret dupont point com"),
]
FRAMES: dict[Language, tuple[str, ...]] = {
    "fr": ("Écrivez à {}, merci.",),
    "en": ("Mail: {}\nThanks", "reach him ({}) soon"),
}
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

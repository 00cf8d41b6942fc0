"""IP addresses and pages about one person; versions, companies' pages and files stay."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import values_found

KINDS = frozenset(["ip", "url"])
WRITTEN = (
    "https://www.linkedin.com/in/paul-durand-75",
    "linkedin.com/in/jdupont/",
    "fr.linkedin.com/in/jdupont",
    "https://www.linkedin.com/pub/jean-dupont/12/345/678",
    "calendly.com/jean-dupont",
    "https://calendly.com/jdupont/30min",
    "https://cal.com/jane/intro",
    "https://www.facebook.com/jean.dupont.75",
    "https://facebook.com/profile.php?id=100012345",
    "https://twitter.com/jdupont75",
    "x.com/jdupont",
    "https://www.instagram.com/jdupont_/",
    "https://github.com/jdupont",
    "https://www.xing.com/profile/Hans_Mueller",
    "https://www.malt.fr/profile/jeandupont",
    "https://www.tiktok.com/@jdupont",
    "https://youtube.com/@jdupont",
    "https://bsky.app/profile/jdupont.bsky.social",
    "https://wa.me/33612345678",
    "https://t.me/jdupont",
    "https://jean-dupont.fr",
    "www.claire-vasseur.fr",
    "https://claire-vasseur.fr/contact",
    "jean-dupont.com",
    "https://acme.fr/equipe/claire-martin",
    "https://about.me/jdupont",
    "https://meetings.hubspot.com/jean-dupont",
    "https://stackoverflow.com/users/12345/jdupont",
    "https://www.viadeo.com/fr/profile/jean.dupont",
    "https://medium.com/@jdupont",
    "https://orcid.org/0000-0002-1825-0097",
    "https://uk.linkedin.com/in/jane-roe?trk=x",
)
"""The same in both languages."""
FRAMES: dict[Language, tuple[str, ...]] = {"fr": ("Voir {}, merci",), "en": ("Profile: {}\n", "see <{}>.")}
VALUES: list[tuple[Language, str]] = [(language, value) for language in FRAMES for value in WRITTEN]
INSIDE: list[tuple[Language, str, list[str]]] = [
    ("fr", "Connexion depuis 82.64.113.9 hier", ["82.64.113.9"]),
    ("en", "IP: 82.64.113.9.", ["82.64.113.9"]),
    ("en", "login from IP 82.64.113.9, then", ["82.64.113.9"]),
    ("fr", "Connexion depuis 192.168.100.201 hier", ["192.168.100.201"]),
    ("en", "IP: 192.168.100.201.", ["192.168.100.201"]),
    ("en", "login from IP 192.168.100.201, then", ["192.168.100.201"]),
    ("fr", "Connexion depuis 51.20.141.238 hier", ["51.20.141.238"]),
    ("en", "IP: 51.20.141.238.", ["51.20.141.238"]),
    ("en", "login from IP 51.20.141.238, then", ["51.20.141.238"]),
    ("fr", "Connexion depuis 2a01:e0a:1b2:3c40::7 hier", ["2a01:e0a:1b2:3c40::7"]),
    ("en", "IP: 2a01:e0a:1b2:3c40::7.", ["2a01:e0a:1b2:3c40::7"]),
    ("en", "login from IP 2a01:e0a:1b2:3c40::7, then", ["2a01:e0a:1b2:3c40::7"]),
    (
        "fr",
        "Connexion depuis 2001:0db8:85a3:0000:0000:8a2e:0370:7334 hier",
        ["2001:0db8:85a3:0000:0000:8a2e:0370:7334"],
    ),
    ("en", "IP: 2001:0db8:85a3:0000:0000:8a2e:0370:7334.", ["2001:0db8:85a3:0000:0000:8a2e:0370:7334"]),
    ("en", "login from IP 2001:0db8:85a3:0000:0000:8a2e:0370:7334, then", ["2001:0db8:85a3:0000:0000:8a2e:0370:7334"]),
    ("fr", "Connexion depuis 2001:DB8::FF00:42:8329 hier", ["2001:DB8::FF00:42:8329"]),
    ("en", "IP: 2001:DB8::FF00:42:8329.", ["2001:DB8::FF00:42:8329"]),
    ("en", "login from IP 2001:DB8::FF00:42:8329, then", ["2001:DB8::FF00:42:8329"]),
    ("fr", "Connexion depuis fe80::1ff:fe23:4567:890a hier", ["fe80::1ff:fe23:4567:890a"]),
    ("en", "IP: fe80::1ff:fe23:4567:890a.", ["fe80::1ff:fe23:4567:890a"]),
    ("en", "login from IP fe80::1ff:fe23:4567:890a, then", ["fe80::1ff:fe23:4567:890a"]),
    ("fr", "Connexion depuis ::ffff:192.0.2.128 hier", ["::ffff:192.0.2.128"]),
    ("en", "IP: ::ffff:192.0.2.128.", ["::ffff:192.0.2.128"]),
    ("en", "login from IP ::ffff:192.0.2.128, then", ["::ffff:192.0.2.128"]),
    ("fr", "Connexion depuis 2a01:e0a:12:: hier", ["2a01:e0a:12::"]),
    ("en", "IP: 2a01:e0a:12::.", ["2a01:e0a:12::"]),
    ("en", "login from IP 2a01:e0a:12::, then", ["2a01:e0a:12::"]),
    (
        "en",
        "server http://82.64.113.9:8080/x and 82.64.113.9:443, 82.64.113.9/24",
        ["82.64.113.9", "82.64.113.9", "82.64.113.9"],
    ),
    ("en", "[2001:db8::1:2]:443", ["2001:db8::1:2"]),
    ("en", "Connected from 8.8.8.8", ["8.8.8.8"]),
    ("fr", "IP 82.64.113.9 12 fois", ["82.64.113.9"]),
    ("fr", "https://www.doctolib.fr/dentiste/paris/anne-roche", ["https://www.doctolib.fr/dentiste/paris/anne-roche"]),
    (
        "fr",
        "voir https://www.linkedin.com/in/anne-roche-1a2b3c/ et http://anneroche.fr/ (Anne Roche)",
        ["https://www.linkedin.com/in/anne-roche-1a2b3c/", "http://anneroche.fr/"],
    ),
    (
        "en",
        "IPs: 10.1.2.3, 172.16.254.1 and 2001:4860:4860::8888",
        ["10.1.2.3", "172.16.254.1", "2001:4860:4860::8888"],
    ),
    ("en", "blocked 203.0.113.77 (IPv6 2001:db8:0:1::5) after 12.4.1.0 update", ["203.0.113.77", "2001:db8:0:1::5"]),
]
PASSED: list[tuple[Language, str]] = [
    ("en", "at 12:30:45 and 10:12, ratio 1::2, std::cout a::b 00:1a:2b:3c:4d:5e"),
    (
        "en",
        "Upgrade to 9.8.15.1, firmware 82.64.113.9, section 1.2.3.4, v120.0.100.109, localhost 127.0.0.1 and "
        "mask 255.255.255.0",
    ),
    ("fr", "§ 4.12.3.1 et article 12.113.204.5, point 1.2.3.4"),
    (
        "fr",
        "https://www.exemple.fr/devis?id=43980 et linkedin.com/company/exemple, www.martin-fils.fr, garage-bernard.fr",
    ),
    ("fr", "Suivez-nous : https://facebook.com/solarishabitat https://twitter.com/solaris"),
    (
        "en",
        "https://facebook.com/groups/acme https://github.com/acme/repo https://x.com/home "
        "https://www.facebook.com/sharer/sharer.php?u=x https://www.instagram.com/p/abc https://youtube.com/watch?v=1",
    ),
    ("en", "rapport-jean-dupont.pdf, e.g. this, i.e. that, node.js README.md"),
    ("en", "calendly.com/sales-team/demo, https://app.solaris-homes.co.uk/u/7453"),
    (
        "en",
        "Company page https://www.linkedin.com/company/acme, repo https://github.com/acme/tool, docs.acme.io/v1.2.3",
    ),
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

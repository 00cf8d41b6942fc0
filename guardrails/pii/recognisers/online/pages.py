"""IP addresses and pages about one person."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.online.profiles import is_named_after_somebody, is_profile
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_V4 = compile_pattern(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_V6 = compile_pattern(r"[0-9a-f]{0,4}:[0-9a-f:]{1,38}(?:\.\d{1,3}){0,3}")
_VERSION = compile_pattern(
    r"(?:versions?|firmware|release|build|v|upgrade(?:d)? (?:to|from)|update(?:d)? (?:to|from)|mise a jour|patch|"
    r"driver|"
    r"pilote|logiciel|software|ios|android|windows|chrome|section|chapitre|chapter|article|art|annexe|appendix|"
    r"paragraphe|"
    r"paragraph|clause|point|figure|table|tableau|§|\bref|reference|lot|article|norme|standard|iso|en)"
    r"\W{0,4}(?:en |to |vers |la |de |n°? ?)?\W{0,3}$"
)
_VERSION_AFTER = compile_pattern(r"^ (?:update|release|firmware|version|patch|upgrade|build)")
_IP_LABEL = compile_pattern(
    r"\b(?:ips?|ipv4|ipv6|adresse|address|connexions?|connections?|connectee?|connected|logins?|logged|visitors?|visiteurs?|"
    r"serveur|server|host|hote|logs?|firewall|pare-feu|vpn|ping|dns|proxy|passerelle|gateway|routeur|router|sessions?|sign-?ins?|"
    r"signed in)\b"
)
_LARGE, _MIDDLING = 99, 31
"""Parts of a version number are seldom so large."""


class IpRecogniser(Recogniser):
    """IP addresses (an online identifier, GDPR recital 30), not version numbers."""

    kinds = ("ip",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """IPv4, then IPv6."""
        text = reading.folded
        for match in _V4.finditer(text):
            start, end = match.span()
            if _stands_alone(text, start, end) and _is_v4(reading, start, end):
                yield Hit("ip", start, end, 0.9, Sign.SHAPE)
        if text.count(":") < 2:
            return
        for match in _V6.finditer(text):
            start, end = match.span()
            while end > start and text[end - 1] == ":" and not text[:end].endswith("::"):
                end -= 1
            if _stands_alone(text, start, end) and _is_v6(reading, start, end):
                yield Hit("ip", start, end, 0.9, Sign.SHAPE)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether it is no part of a longer number, word or path."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if after[:1].isalnum() or (after[:1] in (".", "-") and after[1:].isdigit()):
        return False
    return not (before[-1:].isalnum() or (before[-1:] in (".", "-", "_", ":") and before[:1].isalnum())) and (
        before[-1:] != "/" or before == "//"
    )


def _is_v4(reading: Reading, start: int, end: int) -> bool:
    address = _address(reading.folded[start:end])
    before = reading.before(start, 70)
    if address is None or _VERSION.search(before) or _VERSION_AFTER.search(reading.after(end, 12)):
        return False
    parts = [int(part) for part in reading.folded[start:end].split(".")]
    large = sum(part > _LARGE for part in parts) >= 2 or sum(part > _MIDDLING for part in parts) >= 3
    return large or _IP_LABEL.search(before) is not None


def _is_v6(reading: Reading, start: int, end: int) -> bool:
    text = reading.folded[start:end]
    if text.count(":") < 2 or _address(text) is None:
        return False
    full = sum(one.isdigit() for one in text) >= 2 and sum(bool(part) for part in text.split(":")) >= 3
    return full or _IP_LABEL.search(reading.before(start, 50)) is not None


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address of a machine; not the reader's own machine, a mask or no address at all."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return None if address.is_loopback or address.is_unspecified or text.startswith("255.255.") else address


_URL = compile_pattern(r"\b(?:https?://)?(?:[a-z0-9\-]+\.)+[a-z]{2,12}(?:/[^\s<>\"')\]¤]*)?")
_OUR_PAGE = compile_pattern(
    r"(?:suivez[- ]nous|retrouvez[- ]nous|follow us|find us|notre page|nos reseaux|our page|notre chaine|our channel|"
    r"notre compte|our account|page entreprise|company page|rejoignez[- ]nous|join us)[^\n]{0,80}$"
)


class UrlRecogniser(Recogniser):
    """Pages about one person: social profiles and sites named after somebody; a company's site is left alone."""

    kinds = ("url",)

    def load(self) -> None:
        """Read the names that tell a personal site."""
        self.lexicon = load_lexicon()
        self._not_names = (self.lexicon.ordinary | self.lexicon.company) - self.lexicon.surnames

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Profile pages."""
        people: set[str] | None = None
        for match in _URL.finditer(reading.folded):
            start, end = match.span()
            while end > start and reading.folded[end - 1] in ".,;:!?":
                end -= 1
            url = reading.folded[start:end]
            if reading.folded[max(0, start - 1) : start] == "@" or reading.folded[end : end + 1] == "@":
                continue
            if people is None:  # few texts hold an address
                people = self._people(reading)
            if is_profile(url, self.lexicon) and not _OUR_PAGE.search(reading.before(start, 110)):
                yield Hit("url", start, end, 0.9, Sign.PROFILE)
            elif is_named_after_somebody(url, people, self.lexicon):
                yield Hit("url", start, end, 0.9, Sign.NAMED_AFTER)

    def _people(self, reading: Reading) -> set[str]:
        """Names of the text run together, as domains write them: "claire martin" gives clairemartin."""
        words = reading.words
        found: set[str] = set()
        for at, word in enumerate(words[:-1]):
            if self.lexicon.is_given(word.folded):
                name = word.folded
                for other in words[at + 1 : at + 4]:
                    if other.folded in self._not_names:
                        break
                    name += other.folded
                    found.add("".join(one for one in name if one.isalpha()))
        return found

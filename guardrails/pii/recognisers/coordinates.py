"""Coordinates: e-mail addresses (plain and disguised), telephone numbers (digits and words), IP addresses, profile pages."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import ip_address

from phonenumbers import NumberParseException, PhoneNumber, is_possible_number, is_valid_number, parse
from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.identifiers import NUMBER_SIGN, names_something_else
from guardrails.pii.recognisers.recogniser import Hit, Recogniser

_EMAIL = compile_pattern(
    r"[^\s@<>()\[\]{},;:\"'|/\\¤]+@[^\s@<>()\[\]{},;:\"'|/\\¤]+\.[^\s@<>()\[\]{},;:.\"'|/\\\d¤]{2,24}"
)
_JOIN = (
    r"(?: (?:point|dot|tiret|tiret du bas|tiret bas|dash|hyphen|underscore|moins|plus) "
    r"| ?[(\[{<] ?(?:point|dot|tiret|dash|underscore|\.) ?[)\]}>] ?|[._+\-])"
)
_AT = r"(?: (?:arobase|arobas|arrobase|chez arobase|at) | ?[(\[{<] ?(?:arobase|arobas|at|a|@) ?[)\]}>] ?| ?@ ?)"
_DISGUISED = compile_pattern(
    rf"\b[a-z0-9]+(?:{_JOIN}[a-z0-9]+)*{_AT}[a-z0-9]+(?:{_JOIN}[a-z0-9]+)*{_JOIN}[a-z]{{2,10}}\b"
)
_DISGUISED_DOT = compile_pattern(r" (?:dot|point) |[(\[{<] ?(?:dot|point|\.)")
_NO_MAILBOX = frozenset(
    "us me you it them him her look looking available meet meeting available located back again office here is are was nous contact".split()
)
_ROLES = frozenset(
    "contact contacts info infos information support sav service services hello bonjour accueil office admin administration sales ventes commercial "
    "compta comptabilite facturation billing accounts accounting factures invoices jobs recrutement rh hr careers press presse marketing newsletter "
    "noreply no-reply nepasrepondre ne-pas-repondre donotreply dpo privacy rgpd gdpr legal webmaster postmaster abuse security help helpdesk team equipe "
    "orders order commandes commande devis quotes reservation reservations booking events".split()
)
_FREE_MAIL = frozenset(
    "gmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr hotmail.com hotmail.fr outlook.com outlook.fr yahoo.com yahoo.fr icloud.com live.com live.fr proton.me protonmail.com gmx.com gmx.fr aol.com bbox.fr btinternet.com yahoo.co.uk hotmail.co.uk".split()
)


class EmailRecogniser(Recogniser):
    """E-mail addresses of people; a company's role mailbox such as contact@ is not personal (CNIL, EDPB)."""

    kinds = ("email",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Plain addresses, then disguised ones."""
        for match in _EMAIL.finditer(reading.folded):
            start, end = match.span()
            while end > start and reading.folded[end - 1] in ".-_'":
                end -= 1
            while start < end and reading.folded[start] in ".-_=*#&!?":
                start += 1
            if not is_role_mailbox(reading.folded[start:end]):
                yield Hit("email", start, end, 0.99)
        for match in _DISGUISED.finditer(reading.folded):
            start, end = match.span()
            found = plain_address(reading.folded[start:end])
            if " at " in reading.folded[start:end] and not _DISGUISED_DOT.search(reading.folded[start:end]):
                continue  # "book at example.com" is a sentence
            if found.partition("@")[0] not in _NO_MAILBOX and not is_role_mailbox(found):
                yield Hit("email", start, end, 0.9)


_DISGUISES = (
    (
        compile_pattern(r" ?[(\[{<] ?(?:arobase|arobas|at|a|@) ?[)\]}>] ?| (?:chez )?(?:arobase|arobas|arrobase|at) "),
        "@",
    ),
    (compile_pattern(r" ?[(\[{<] ?(?:point|dot|\.) ?[)\]}>] ?| (?:point|dot) "), "."),
    (
        compile_pattern(
            r" ?[(\[{<] ?(?:tiret du bas|tiret bas|underscore) ?[)\]}>] ?| (?:tiret du bas|tiret bas|underscore) "
        ),
        "_",
    ),
    (compile_pattern(r" ?[(\[{<] ?(?:tiret|dash) ?[)\]}>] ?| (?:tiret|dash|hyphen|moins) "), "-"),
    (compile_pattern(r" plus "), "+"),
)


def plain_address(address: str) -> str:
    """A disguised address ("jean point dupont arobase exemple point fr") as it would be typed, lower-case."""
    plain = address.lower()
    for disguise, sign in _DISGUISES:
        plain = disguise.sub(sign, plain)
    return plain.replace(" ", "")


def is_role_mailbox(address: str) -> bool:
    """Whether an address belongs to a role of a company and not to a person."""
    local, _, domain = address.partition("@")
    return local.partition("+")[0] in _ROLES and domain not in _FREE_MAIL


_REGIONS = {"fr": ("FR", "BE", "CH", "GB"), "en": ("GB", "US", "IE", "FR")}
_PHONE = compile_pattern(r"(?:\+|\(\+?)?\d(?:[ .\-/()_]{0,3}\d){7,16}")
_PHONE_LABEL = compile_pattern(
    rf"(?:^|\W)(?:tel|telephone|phone|mobile|portable|gsm|cell|fixe|ligne directe|numero|number|joignable|joindre|appelez|appeler|rappeler|rappelez-moi|appelez-moi"
    rf"|call|ring|reach|text|whatsapp|sms|fax|line|standard|contact){NUMBER_SIGN}(?: ?(?:me|him|her|them|us|le|la|les|moi|lui)?[ ,]?(?:on|at|au|sur le|via) ?(?:le )?)?$"
)  # fmt: skip
_DATE_LIKE = compile_pattern(r"^(?:\d{1,2}[./\- ]\d{1,2}[./\- ]\d{4}|\d{4}[./\-]\d{2}[./\-]\d{2})(?:$|\D)")
_SUBJECT = compile_pattern(r"(?:\b(?:tr|fw|fwd|re|objet|subject|sujet) ?: ?)+$")
_FRENCH_PAIRS = compile_pattern(r"^0[1-9](?:[ .\-/]{1,3}\d\d){4}$")
_DIGIT = r"(?:zero|oh|o|nil|one|two|three|four|five|six|seven|eight|nine|double (?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine)|triple (?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine))"
_NOMBRE = (
    r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|vingts|trente|quarante|cinquante|soixante"
    r"|septante|huitante|octante|nonante|cent|et)"
)
_SPELLED = {
    "fr": compile_pattern(
        rf"\b(?:plus (?:trente[- ]trois|trente[- ]deux|quarante[- ]et[- ]un)|zero)(?:[ ,.\-]{{1,3}}{_NOMBRE}){{4,24}}\b"
    ),
    "en": compile_pattern(rf"\b(?:plus[ ,\-]{{1,2}})?{_DIGIT}(?:[ ,.\-]{{1,3}}{_DIGIT}){{6,15}}\b"),
}


class PhoneRecogniser(Recogniser):
    """Telephone numbers valid in France, Belgium, Switzerland, the United Kingdom, Ireland and the United States, or written with a country code."""

    kinds = ("phone",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Numbers in digits, then numbers spelled out."""
        for match in _PHONE.finditer(reading.folded):
            yield from self._numbers(reading, *match.span())
        for spelled in _SPELLED.values():
            for match in spelled.finditer(reading.folded):
                yield Hit("phone", *match.span(), 0.9)

    def _numbers(self, reading: Reading, start: int, end: int) -> Iterator[Hit]:
        text = reading.folded
        if text[start - 1 : start].isalnum() and start or text[end : end + 1].isalnum():
            return
        if start and text[start - 1] in "-/_.€$£#=" and start > 1 and text[start - 2].isalnum():
            return
        if text[start] == "(" and ")" not in text[start:end]:
            start += 1
        labelled = _PHONE_LABEL.search(reading.before(start, 40)) is not None
        if _DATE_LIKE.search(text[start:end]) or (
            not labelled and (names_something_else(reading, start) or _SUBJECT.search(reading.before(start, 20)))
        ):
            return
        for first, last in _cuts(text, start, end):
            if self._is_number(text[first:last], labelled):
                yield Hit("phone", first, last, 0.95 if labelled else 0.85)
                return

    def _is_number(self, number: str, labelled: bool) -> bool:
        digits = "".join(one for one in number if one.isdigit())
        compact = number == digits
        if number.startswith(("+", "(+", "00")):
            return _parsed(_trunkless(number), None, True) is not None
        if _FRENCH_PAIRS.search(number):
            return True
        for region in _REGIONS[self.language]:
            national = digits.startswith("0")
            if not labelled and compact and (not national or (region != "FR" and len(digits) != 11)):
                continue
            if not labelled and not national and region in ("CH", "BE", "FR"):
                continue
            if _parsed(digits, region, labelled):
                return True
        return False


def _trunkless(number: str) -> str:
    """An international number without the ``(0)`` that some write after the country code."""
    digits = "".join(one for one in number.replace("(0)", "") if one.isdigit())
    return "+" + digits.removeprefix("00")


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole candidate, then parts of it that end or start at a wider gap; ten at most."""
    yield start, end
    borders = [at for at in range(start + 1, end) if text[at] in " ./-" and text[at - 1].isalnum()][:12]
    for border in reversed(borders):
        if border - start >= 9:
            yield start, border
    for border in borders:
        if end - border > 9:
            yield border + 1, end


@lru_cache(maxsize=2048)
def _parsed(number: str, region: str | None, lenient: bool) -> PhoneNumber | None:
    """The number if it is assigned; if `lenient`, if its length alone is right, since plans grow faster than tables."""
    try:
        parsed = parse(number, region)
    except NumberParseException:
        return None
    return parsed if is_valid_number(parsed) or (lenient and is_possible_number(parsed)) else None


_V4 = compile_pattern(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_V6 = compile_pattern(r"\b[0-9a-f]{1,4}(?::{1,2}[0-9a-f]{1,4}){2,7}\b|\b[0-9a-f]{1,4}(?:::?[0-9a-f]{1,4}){1,6}::")
_VERSION = compile_pattern(
    r"(?:version|firmware|release|build|v|upgrade(?:d)? (?:to|from)|update(?:d)? to|mise a jour|patch|driver|pilote|logiciel|software|ios|android|windows|section|chapitre|chapter|article)\W{0,4}(?:en |to |vers |la |de )?\W{0,3}$"
)
_IP_LABEL = compile_pattern(
    r"\b(?:ip|ipv4|ipv6|adresse|address|connexion|connection|connecte|connected|login|logged|serveur|server|host|hote|log|logs)\b"
)


class IpRecogniser(Recogniser):
    """IP addresses (an online identifier, GDPR recital 30), not version numbers."""

    kinds = ("ip",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """IPv4, then IPv6."""
        for pattern in (_V4, _V6):
            for match in pattern.finditer(reading.folded):
                start, end = match.span()
                if self._is_address(reading, start, end):
                    yield Hit("ip", start, end, 0.9)

    @staticmethod
    def _is_address(reading: Reading, start: int, end: int) -> bool:
        text = reading.folded[start:end]
        if reading.folded[end : end + 2].strip(". ,;)")[:1].isdigit() or reading.folded[max(0, start - 1) : start] in (
            ".",
            "-",
            "_",
            "/",
        ):
            return False
        try:
            ip_address(text)
        except ValueError:
            return False
        before = reading.before(start, 50)
        if _VERSION.search(before):
            return False
        large = ":" in text or sum(int(part) > 99 for part in text.split(".")) >= 2
        return large or _IP_LABEL.search(before) is not None


_URL = compile_pattern(r"\b(?:https?://)?(?:[a-z0-9\-]+\.)+[a-z]{2,12}(?:/[^\s<>\"')\]¤]*)?")
_PROFILE = compile_pattern(
    r"^(?:https?://)?(?:[a-z]{2,3}\.|m\.)?(?:linkedin\.com/(?:in|pub)/|viadeo\.[a-z.]+/(?:[a-z]{2}/)?profile/|xing\.com/profile/|malt\.[a-z]+/profile/|calendly\.com/"
    r"|facebook\.com/[^/?]+$|fb\.com/|(?:twitter|x)\.com/[^/?]+$|instagram\.com/[^/?]+|tiktok\.com/@|youtube\.com/@|medium\.com/@|github\.com/[^/?]+$|t\.me/|wa\.me/|about\.me/|doctolib\.[a-z]+/[^/]+/[^/]+/|researchgate\.net/profile/|cal\.com/|mastodon\.[a-z.]+/@)[^\s]"
)  # fmt: skip
_COMPANY_PAGE = compile_pattern(r"/(?:company|school|groups|pages|events|jobs|showcase|p|reel|hashtag|search|watch)/")


class UrlRecogniser(Recogniser):
    """Pages about one person: social profiles and sites named after somebody; a company's site is left alone."""

    kinds = ("url",)

    def load(self) -> None:
        """Read the names that tell a personal site."""
        self.lexicon = load_lexicon()

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Profile pages."""
        people = self._people(reading)
        for match in _URL.finditer(reading.folded):
            start, end = match.span()
            while end > start and reading.folded[end - 1] in ".,;:!?":
                end -= 1
            url = reading.folded[start:end]
            if reading.folded[max(0, start - 1) : start] == "@" or _COMPANY_PAGE.search(url):
                continue
            if _PROFILE.search(url.replace("www.", "", 1)) or self._is_named_after_somebody(url, people):
                yield Hit("url", start, end, 0.9)

    def _people(self, reading: Reading) -> set[str]:
        """Names of the text run together, as domains write them: "claire martin" gives clairemartin."""
        words = reading.words
        found: set[str] = set()
        for at, word in enumerate(words[:-1]):
            if self.lexicon.is_given(word.folded):
                name = word.folded
                for other in words[at + 1 : at + 4]:
                    name += other.folded
                    found.add("".join(one for one in name if one.isalpha()))
        return found

    def _is_named_after_somebody(self, url: str, people: set[str]) -> bool:
        host, _, path = url.partition("://")[2].partition("/") if "://" in url else url.partition("/")
        if not ("://" in url or host.startswith("www.") or path):
            return False
        labels = host.removeprefix("www.").split(".")
        parts = labels[-2].split("-") if len(labels) >= 2 else []
        if (len(parts) >= 2 and self._names(parts)) or ("".join(parts) in people and len("".join(parts)) > 6):
            return True
        return any(
            self._names(segment.lstrip("~@").replace(".", "-").replace("_", "-").split("-"))
            for segment in path.split("/")[:6]
        )

    def _names(self, parts: list[str]) -> bool:
        """Two to four words, the first a given name or the last a given name before a family name, nothing ordinary."""
        words = [part for part in parts if part and not part.isdigit()]
        if not 2 <= len(words) <= 4 or any(not word.isalpha() or word in self.lexicon.company for word in words):
            return False
        others = [word for word in words[1:] if word not in self.lexicon.ordinary]
        return self.lexicon.is_plainly_given(words[0]) and len(others) == len(words) - 1

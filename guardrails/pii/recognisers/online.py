"""IP addresses and pages about one person."""

from collections.abc import Iterable
from ipaddress import ip_address

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_V4 = compile_pattern(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_V6 = compile_pattern(r"\b[0-9a-f]{1,4}(?::{1,2}[0-9a-f]{1,4}){2,7}\b|\b[0-9a-f]{1,4}(?:::?[0-9a-f]{1,4}){1,6}::")
_VERSION = compile_pattern(
    r"(?:version|firmware|release|build|v|upgrade(?:d)? (?:to|from)|update(?:d)? to|mise a jour|patch|driver|pilote|"
    r"logiciel|software|ios|android|windows|section|chapitre|chapter|article)\W{0,4}(?:en |to |vers |la |de )?\W{0,3}$"
)
_IP_LABEL = compile_pattern(
    r"\b(?:ip|ipv4|ipv6|adresse|address|connexion|connection|connecte|connected|login|logged|serveur|server|host|"
    r"hote|log|logs)\b"
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
                    yield Hit("ip", start, end, 0.9, Sign.SHAPE)

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
    r"^(?:https?://)?(?:[a-z]{2,3}\.|m\.)?(?:linkedin\.com/(?:in|pub)/|viadeo\.[a-z.]+/(?:[a-z]{2}/)?profile/|"
    r"xing\.com/profile/|malt\.[a-z]+/profile/|calendly\.com/"
    r"|facebook\.com/[^/?]+$|fb\.com/|(?:twitter|x)\.com/[^/?]+$|instagram\.com/[^/?]+|tiktok\.com/@|youtube\.com/@|"
    r"medium\.com/@|github\.com/[^/?]+$|t\.me/|wa\.me/|about\.me/|doctolib\.[a-z]+/[^/]+/[^/]+/|"
    r"researchgate\.net/profile/|cal\.com/|mastodon\.[a-z.]+/@)[^\s]"
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
        people: set[str] | None = None
        for match in _URL.finditer(reading.folded):
            start, end = match.span()
            while end > start and reading.folded[end - 1] in ".,;:!?":
                end -= 1
            url = reading.folded[start:end]
            if reading.folded[max(0, start - 1) : start] == "@" or _COMPANY_PAGE.search(url):
                continue
            if people is None:  # few texts hold an address
                people = self._people(reading)
            if _PROFILE.search(url.replace("www.", "", 1)):
                yield Hit("url", start, end, 0.9, Sign.PROFILE)
            elif self._is_named_after_somebody(url, people):
                yield Hit("url", start, end, 0.9, Sign.NAMED_AFTER)

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

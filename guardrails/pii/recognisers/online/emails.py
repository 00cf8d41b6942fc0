"""E-mail addresses of people: plain, in the address of a page, broken by spaces, disguised, dictated."""

from collections.abc import Iterable, Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import Match, compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.online.mailboxes import FREE_NAMES, is_role_mailbox
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_SIGN = r"(?:@|%40|&#0{0,2}64;|&#x40;|&commat;)"
_EMAIL = compile_pattern(
    r"(?:\"[^\s\"@<>]{1,30}(?: [^\s\"@<>]{1,30}){0,2}\"|[^\s@<>()\[\]{},;:\"|/\\¤%]+)"
    rf"{_SIGN}"
    r"[^\s@<>()\[\]{},;:\"'|/\\¤%&?#=]+\.[^\s@<>()\[\]{},;:.\"'|/\\\d¤%&?#=!]{2,24}"
)
_BROKEN = compile_pattern(
    r"([a-z0-9][a-z0-9._+\-]{0,40}[-_] ?\n[ \t]?(?:> ?){0,3})?[a-z0-9][a-z0-9._+\-]{0,60}@"
    r"(?: ?\n[ \t]?(?:> ?){0,3}[a-z0-9\-]{2,40}(?:\.[a-z0-9\-]{2,40}){0,2}\.(?:[a-z]{2,6})\b"
    r"|[a-z0-9\-]{2,40},(?:fr|com|net|org|eu|uk|ie|ca)\b|[a-z0-9\-]{1,40}(?:\.[a-z0-9\-]{1,40}){0,3}\.[a-z]{2,12}\b)"
)
"""An address that goes on below, after its "@" or a hyphen; or with a comma for the last point."""
_BREAK = compile_pattern(r" ?\n[ \t>]*")
_LABELS = ("mail-", "email-", "courriel-", "adresse-", "address-", "contact-")
_FILE_ENDINGS = ("png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "js", "css", "docx", "xlsx")
_USUAL_ENDINGS = (".fr", ".com", ".net", ".org", ".eu", ".uk", ".ie", ".be", ".ch", ".de", ".es", ".it", ".us", ".ca")
_ELISIONS = ("l'", "d'", "qu'", "j'", "s'", "n'", "c'", "m'", "t'")

_DOT = r"point|dot|punto|punkt"
_DASH = r"tiret|tiret du 6|tiret du six|tiret haut|trait d'union|dash|hyphen|minus|moins"
_UNDERSCORE = r"tiret du bas|tiret bas|tiret du 8|tiret du huit|underscore|under score|souligne"
_AT_WORD = r"arobase|arobas|arobasse|arobaze|arrobase|arrobas|arobaz|a commercial|chez arobase|at sign"
_OPEN, _CLOSE = r" ?[(\[{<] ?", r" ?[)\]}>] ?"
_JOIN = (
    rf"(?: (?:{_DOT}|{_UNDERSCORE}|{_DASH}|plus) |{_OPEN}(?:{_DOT}|{_UNDERSCORE}|{_DASH}|\.){_CLOSE}"
    r"|[_\-*#~]{1,2}(?:dot|point)[_\-*#~]{1,2}| \. |\.| \.|[_+\-])"
)
_DISGUISED_AT = (
    rf"{_OPEN}(?:{_AT_WORD}|at|a|chez|@){_CLOSE}| (?:{_AT_WORD}|at|chez) |[_\-*#~|]{{1,2}}at[_\-*#~|]{{1,2}}"
)
_AT = rf"(?:{_DISGUISED_AT}| ?@ ?)"
_LETTERS = r"[a-z](?:[ \-][a-z]){2,14}"
_DIGIT_WORDS = (
    r"(?: (?:\d{1,4}|zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"vingt|trente|quarante|cinquante|soixante|oh|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve)){0,3}"
)
_PART = rf"(?:{_LETTERS}|[a-z0-9]+)"
_ENDING = r"(?:[a-z]{2,12}|[a-z] [a-z](?: [a-z])?)"
_DISGUISED = compile_pattern(
    rf"\b{_PART}(?:{_JOIN}{_PART}){{0,6}}{_DIGIT_WORDS}{_AT}{_PART}(?:{_JOIN}{_PART}){{0,5}}{_JOIN}{_ENDING}\b"
)
_FREE = r"gmail|hotmail|outlook|yahoo|orange|wanadoo|free|laposte|icloud|sfr|protonmail|proton|live|msn|aol|gmx|bbox"
_FREE_ONLY = compile_pattern(rf"\b{_PART}(?:{_JOIN}{_PART}){{0,6}}{_DIGIT_WORDS}{_AT}(?:{_FREE})\b")
_HINT = compile_pattern(
    rf"[ (\[{{<]@|@[ )\]}}>]|@[^\s]*(?: \.| ?(?:{_DOT}|"
    rf"[(\[{{<]))|arob|arrob|commercial|\b(?:at|chez)\b|[(\[{{<] ?a ?[)\]}}>]|[_*#~|-]at[_*#~|-]"
)
_SPELLED_DOT = compile_pattern(rf"[ (\[{{<_\-*#~](?:{_DOT})[ )\]}}>_\-*#~]|[(\[{{<] ?\.")
_WORDY_AT = compile_pattern(r" (?:at|chez) |[_\-*#~|]at[_\-*#~|]")
_DOT_NEXT = compile_pattern(rf"^(?:{_DOT}) ")
_GOES_ON = compile_pattern(rf"^(?:{_AT}|{_OPEN}a)")
_JOINED = compile_pattern(r"[._+\d]|[a-z]-[a-z]")
_NO_MAILBOX = frozenset({
    "us", "me", "you", "it", "them", "him", "her", "look", "looking", "available", "meet", "meeting", "located",
    "back", "again", "office", "here", "is", "are", "was", "nous", "book", "visit", "find", "work", "works", "working",
    "site", "online", "order", "now", "team", "people", "live", "rendez-vous", "vous", "moi", "stand", "promo",
})  # fmt: skip
"""Words before "at example dot com" that make it a sentence and no address."""


class EmailRecogniser(Recogniser):
    """E-mail addresses of people; a company's role mailbox such as contact@ is not personal (CNIL, EDPB)."""

    kinds = ("email",)

    def load(self) -> None:
        """Read the words that tell a sentence from an address with spaces."""
        self.lexicon = load_lexicon()

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Plain addresses, then disguised ones."""
        text = reading.folded
        if any(sign in text for sign in ("@", "%40", "&")):
            for match in _EMAIL.finditer(text):
                start, end = _trimmed(text, *match.span())
                address = plain_address(text[start:end])
                if _is_persons(address):
                    yield Hit("email", start, end, 0.99, Sign.SHAPE)
            if "@\n" in text or "@ \n" in text or "-\n" in text or "_\n" in text or "," in text:
                yield from _broken(text)
        if _HINT.search(text) is not None:
            for start, end in self._disguised(text):
                if reading.plain.startswith(("à ", "a "), start) and not _DOT_NEXT.search(text[start + 2 : start + 9]):
                    start += 2  # "écrivez à d u p o n t"
                yield Hit("email", start, end, 0.9, Sign.DISGUISED)

    def _disguised(self, text: str) -> Iterator[tuple[int, int]]:
        for pattern in (_DISGUISED, _FREE_ONLY):
            for match in pattern.finditer(text):
                for start, end in (*_again(text, match), match.span()):
                    words = text[start:end]
                    address = plain_address(words)
                    if self._is_address(words, address) and not is_role_mailbox(address):
                        yield start, end
                        break

    def _is_address(self, words: str, address: str) -> bool:
        """Whether words are an address and no sentence, as "book at example.com" is."""
        local, _, domain = address.partition("@")
        if not domain or local in _NO_MAILBOX or address.endswith(_FILE_ENDINGS):
            return False
        if "." not in domain:
            return "at " not in words.replace("chez ", "at ") or bool(_SPELLED_DOT.search(words))
        if _WORDY_AT.search(words) and not _SPELLED_DOT.search(words):
            return bool(_JOINED.search(local))
        if " @ " in words or words.partition("@")[2].startswith(" "):
            usual = domain.endswith(_USUAL_ENDINGS) and local not in self.lexicon.ordinary
            return bool(_JOINED.search(local)) or usual or domain in FREE_NAMES
        return True


def _broken(text: str) -> Iterator[Hit]:
    """Addresses that a line break or a comma for a point parts."""
    for match in _BROKEN.finditer(text):
        written = match.group()
        if not (_BREAK.search(written) or "," in written):
            continue
        address = _BREAK.sub("", written).replace(",", ".")
        start, end = match.span()
        if match.group(1) and match.group(1).rstrip(" >\n\t").endswith(_LABELS):
            continue
        if _is_persons(address):
            yield Hit("email", start, end, 0.99, Sign.SHAPE)


def _is_persons(address: str) -> bool:
    """Whether an address is neither a role's nor the name of a file."""
    return not is_role_mailbox(address) and not address.endswith(_FILE_ENDINGS)


def _again(text: str, match: Match) -> Iterator[tuple[int, int]]:
    """What an address may be instead if it goes on: "Jane Roe at jane dot roe [at] acme dot com"."""
    at = _WORDY_AT.search(match.group())
    if at is not None and _GOES_ON.search(text[match.end() : match.end() + 16]):
        start = match.start() + at.end()
        inner = _DISGUISED.search(text[start : start + 120])
        if inner is not None and inner.start() == 0:
            yield start, start + inner.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A plain address without the punctuation, the elision or the parameter's name before it."""
    while end > start and text[end - 1] in ".-_'!?*":
        end -= 1
    if text[start] == '"':
        return start, end
    at = text.rfind("@", start, end)
    for sign in "=?&" if at >= 0 else "=?":
        start = max(start, text.rfind(sign, start, at if at >= 0 else end) + 1)
    while start < end and text[start] in ".-_=*#&!?'+~":
        start += 1
    if text.startswith(_ELISIONS, start):
        start = text.index("'", start) + 1
    return start, end


_DISGUISE = frozenset(" ()[]{}<>&%*#~|")
_DISGUISES = tuple(
    (compile_pattern(pattern), sign)
    for pattern, sign in (
        (r"&#0{0,2}64;|&#x40;|&commat;|%40", "@"),
        (_DISGUISED_AT, "@"),
        (rf"{_OPEN}(?:{_DOT}|\.){_CLOSE}| (?:{_DOT}) |[_\-*#~]{{1,2}}(?:dot|point)[_\-*#~]{{1,2}}", "."),
        (rf"{_OPEN}(?:{_UNDERSCORE}){_CLOSE}| (?:{_UNDERSCORE}) ", "_"),
        (rf"{_OPEN}(?:{_DASH}){_CLOSE}| (?:{_DASH}) ", "-"),
        (r" plus ", "+"),
    )
)


def plain_address(address: str) -> str:
    """A disguised address ("jean point dupont arobase exemple point fr") as it would be typed, lower-case."""
    plain = address.lower()
    if "@" in plain and _DISGUISE.isdisjoint(plain):
        return plain
    for disguise, sign in _DISGUISES:
        plain = disguise.sub(sign, plain)
    return plain.replace(" ", "")

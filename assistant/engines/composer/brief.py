"""The rep's points made ready to read: plain text, split into clauses, refused when they cannot be used."""

from html.parser import HTMLParser
from unicodedata import category, normalize

from assistant.engines.composer.errors import BriefUnusable
from assistant.engines.composer.themes import language_of
from assistant.engines.composer.typography import tidy_spaces
from assistant.engines.request import EmailRequest
from guardrails.draft import Language
from guardrails.patterns import compile_pattern

MOST_POINTS = 20
LONGEST_POINT = 1_500
LONGEST_BRIEF = 8_000

_TAG = compile_pattern(r"</?[a-zA-Z!][^<>]*>")
_BULLET = compile_pattern(r"^\s*(?:[-–—•*·]+|\d{1,2}[.)])\s+")
_ABBREVIATIONS = frozenset(
    {"m", "mm", "mme", "mr", "mrs", "ms", "dr", "st", "ste", "n", "no", "p", "ex", "cf", "av", "bd", "etc"}
)


class _VisibleText(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        if tag in ("br", "p", "div", "li"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def clauses(request: EmailRequest) -> list[str]:
    """The points as clauses, in the rep's order.

    Raises:
        BriefUnusable: too many or too long points, or points in another language than the mail.
    """
    _check_size(request)
    found: list[str] = []
    for point in request.points:
        text = plain_text(point)
        _check_language(text, request.language)
        for line in text.split("\n"):
            found += [clause for clause in _sentences(tidy_spaces(_BULLET.sub("", line))) if _has_words(clause)]
    return list(dict.fromkeys(found))


def plain_text(text: str) -> str:
    """What a person would see: markup read as HTML, invisible and control characters gone, composed letters."""
    if _TAG.search(text):
        parser = _VisibleText()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    text = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).replace("’", "'").replace("\t", " ")
    return "".join(char for char in text if char == "\n" or category(char) not in ("Cc", "Cf", "Co", "Cs"))


def _check_size(request: EmailRequest) -> None:
    longest = max((len(point) for point in request.points), default=0)
    total = sum(len(point) for point in request.points)
    if len(request.points) > MOST_POINTS or longest > LONGEST_POINT or total > LONGEST_BRIEF:
        raise BriefUnusable(
            f"the brief is too long for a mail ({len(request.points)} points, {total:,} characters); "
            f"keep to {MOST_POINTS} points of at most {LONGEST_POINT:,} characters, {LONGEST_BRIEF:,} in all"
        )


def _check_language(text: str, language: Language) -> None:
    spoken = language_of(text)
    if spoken not in (None, language):
        names = {"fr": "French", "en": "English"}
        raise BriefUnusable(
            f"a point of the brief is in {names[spoken or 'fr']} and the mail is to be in {names[language]}; "
            f"approved sentences are not translated: write the points in {names[language]}, "
            "or use an engine that translates"
        )


def _sentences(line: str) -> list[str]:
    """Cut after . ! ? … when a capital follows, but not after abbreviations or initials."""
    words = line.split(" ")
    parts: list[list[str]] = [[]]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        parts[-1].append(word)
        ends = word.endswith((".", "!", "?", "…"))
        bare = word.rstrip(".!?…").casefold()
        if ends and following[:1].isupper() and bare not in _ABBREVIATIONS and not (len(bare) == 1 and bare.isalpha()):
            parts.append([])
    return [" ".join(part) for part in parts if part]


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)

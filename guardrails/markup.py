"""HTML as a person reads it, and the way back to the source.

A scanner of our own, because offsets into the source are needed (to repair it) and because the standard
library's parser takes quadratic time on unclosed constructs (CVE-2025-6069). It follows the tokenizer
of the WHATWG HTML standard as far as text, tags, comments and character references go.
"""

import html
from dataclasses import dataclass

from guardrails.patterns import compile_pattern

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
        "table", "td", "th", "tr", "ul",
    }
)  # fmt: skip
_SILENT = frozenset({"script", "style", "template", "title", "head", "noscript"})
_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_LONGEST_TAG = 2_000
_ATTRIBUTE = r"""\s+[a-zA-Z-]{1,20}(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[\w#%./:-]+))?"""
_WHOLE_TAG = compile_pattern(rf"\A</?[a-zA-Z][a-zA-Z0-9]*(?:{_ATTRIBUTE})*\s*/?>")
_EACH_ATTRIBUTE = compile_pattern(r"""\s([a-zA-Z-]+)(?:\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([\w#%./:-]+)))?""")
_MARKUP_START = compile_pattern(r"<[a-zA-Z/!?]")
_HREF = compile_pattern(r"""(?i)^<a\s(?:[^<>]*\s)?href\s*=\s*["']?([^"'<>\s]+)""")
_PLAIN_TAGS = frozenset(
    {
        "a", "abbr", "b", "blockquote", "body", "br", "caption", "center", "cite", "code", "dd", "div", "dl", "dt",
        "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "i", "li", "ol", "p", "pre", "q", "s", "small",
        "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
    }
)  # fmt: skip
_PLAIN_ATTRIBUTES = frozenset(
    {
        "align", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "colspan", "dir", "face",
        "height", "href", "id", "lang", "rel", "rowspan", "size", "style", "target", "valign", "width",
    }
)  # fmt: skip
_LINK = compile_pattern(r"(?i)\A(?:https?://|mailto:|tel:)")
_ACTIVE_STYLE = compile_pattern(r"(?i)url\s*\(|expression|@import|behaviou?r|\\")
_REFERENCE = compile_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_TAG_NAME = compile_pattern(r"/?[A-Za-z][A-Za-z0-9:-]*")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of a page, and where each character comes from.

    Attributes:
        text: all text content; scripts, styles and comments are left out, block tags become line breaks.
        starts: source offset of each character.
        ends: source offset after each character; equal to `starts` for line breaks that tags stand for.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def runs(self, start: int, end: int) -> list[tuple[int, int]]:
        """The source ranges that the text start..end occupies, tags between them left out."""
        runs: list[tuple[int, int]] = []
        for at in range(start, end):
            if self.starts[at] == self.ends[at]:
                continue
            if runs and runs[-1][1] == self.starts[at]:
                runs[-1] = (runs[-1][0], self.ends[at])
            else:
                runs.append((self.starts[at], self.ends[at]))
        if not runs:
            at = self.source_offset(start)
            runs.append((at, at))
        return runs

    def source_offset(self, at: int) -> int:
        """Where in the source the character at `at` starts; after the last character for the end."""
        if at < len(self.starts):
            return self.starts[at]
        return self.ends[-1] if self.ends else 0


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.lowered = source.translate(_ASCII_LOWER)
        self.characters: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.line_break: int | None = None

    def scan(self) -> Rendered:
        at = 0
        while at < len(self.source):
            opening = self.source.find("<", at)
            self._data(at, len(self.source) if opening < 0 else opening)
            if opening < 0:
                break
            at = self._markup(opening)
        return Rendered("".join(self.characters), tuple(self.starts), tuple(self.ends))

    def _markup(self, at: int) -> int:
        source = self.source
        if source.startswith("<!--", at):
            return self._after("-->", at + 4)
        if source.startswith(("<!", "<?"), at):
            return self._after(">", at)
        name_match = _TAG_NAME.match(source[at + 1 : at + 40])
        if name_match is None:
            self._add("<", at, at + 1)
            return at + 1
        name = name_match.group().lower()
        end = self._tag_end(at + 1)
        link = _HREF.search(source[at:end])
        if link:
            self._own_line(at + link.start(1), at + link.end(1))
        if name in _SILENT:
            closing = self.lowered.find(f"</{name}", end) if end < len(source) else -1
            return self._after(">", closing) if closing >= 0 else len(source)
        if name.strip("/") in _BLOCKS and self.characters:
            self.line_break = at
        return end

    def _own_line(self, start: int, end: int) -> None:
        """Where a link leads, on a line of its own: a reader can see it, so guards read it."""
        if self.characters:
            self.line_break = start
        self._data(start, end)
        self.line_break = end

    def _tag_end(self, at: int) -> int:
        quote = ""
        for position in range(at, len(self.source)):
            character = self.source[position]
            if quote:
                quote = "" if character == quote else quote
            elif character in "\"'":
                quote = character
            elif character == ">":
                return position + 1
        return len(self.source)

    def _after(self, closing: str, at: int) -> int:
        found = self.source.find(closing, at)
        return len(self.source) if found < 0 else found + len(closing)

    def _data(self, start: int, end: int) -> None:
        at = start
        for reference in _REFERENCE.finditer(self.source[start:end]) if "&" in self.source[start:end] else ():
            begin, finish = start + reference.start(), start + reference.end()
            self._plain(at, begin)
            for character in html.unescape(reference.group()):
                self._add(character, begin, finish)
            at = finish
        self._plain(at, end)

    def _plain(self, start: int, end: int) -> None:
        if start < end:
            self._break_line()
        self.characters.extend(self.source[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def _break_line(self) -> None:
        if self.line_break is not None and self.characters[-1] != "\n":
            self.characters.append("\n")
            self.starts.append(self.line_break)
            self.ends.append(self.line_break)
        self.line_break = None

    def _add(self, character: str, start: int, end: int) -> None:
        self._break_line()
        self.characters.append(character)
        self.starts.append(start)
        self.ends.append(end)


def render(source: str) -> Rendered:
    """The text of an HTML source, in linear time."""
    return _Scanner(source).scan()


def problem(source: str) -> tuple[int, int] | None:
    """The first piece of markup that is not plain: malformed, active, or holding what a reader sees and guards do not.

    Only whole tags of an allow-list with attributes of an allow-list are plain; browsers and this scanner read those
    alike. Comments, style sheets, scripts, forms, images and anything else are not.
    """
    for start in _MARKUP_START.finditer(source):
        # A window, because RE2 encodes all that it is given; a longer tag is not plain.
        tag = _WHOLE_TAG.search(source[start.start() : start.start() + _LONGEST_TAG])
        if tag is None or not _is_plain(tag.group()):
            return start.start(), start.end()
    return None


def _is_plain(tag: str) -> bool:
    name = tag.strip("</>").split(maxsplit=1)[0].rstrip("/").lower()
    for found in _EACH_ATTRIBUTE.finditer(tag):
        key = found.group(1).lower()
        value = html.unescape(found.group(2) or found.group(3) or found.group(4) or "")
        if key not in _PLAIN_ATTRIBUTES:
            return False
        if key == "href" and not _LINK.search(value.strip()):
            return False
        if key == "style" and _ACTIVE_STYLE.search(value):
            return False
    return name in _PLAIN_TAGS

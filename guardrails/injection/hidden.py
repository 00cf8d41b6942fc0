"""What markup keeps from a person's eyes: comments, invisible elements, attributes, and characters without a shape.

Linear: one pass of RE2 over the source, which never goes back. An unclosed tag or comment runs to the end, as in
the WHATWG HTML standard, and counts as hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from guardrails.patterns import compile_pattern

Means = Literal["comment", "element", "pale", "attribute"]

_MARKUP = compile_pattern(
    r"<!--|<!doctype|</?(?:html|head|body|div|p|br|hr|span|table|tbody|tr|t[dh]|a|b|i|u|em|img|font|ul|ol|li|style|"
    r"script|title|meta|link|h[1-6]|strong|center|blockquote|pre|code|small|sub|sup|section|article|header|footer|svg|"
    r"input|button|form|label|template|details|iframe|object|area|figure|mark)(?:[\s/][^<]*)?/?>"
    r"|<[a-z][^<>]*(?:style|hidden|alt|title)\s*=",
    ignore_case=True,
)
_TOKEN = compile_pattern(
    r"(?s)<!--.*?(?:-->|\z)"
    r"|</?[A-Za-z](?:[^>\"']|\"[^\"]*(?:\"|\z)|'[^']*(?:'|\z))*(?:>|\z)"
    r"|<[!?][^>]*(?:>|\z)"
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_SILENT = frozenset(["script", "style", "template", "title", "noscript"])
_UNSEEN = compile_pattern(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*(?:0?\.0\d*|0)\s*(?:[;\"'!]|$)"
    r"|font-size\s*:\s*(?:0?\.\d+|[0-3](?:\.\d+)?)\s*(?:px|pt|em|rem|%)?\s*(?:[;\"'!]|$)|font\s*:\s*0"
    r"|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*[;\"'!]"
    r"|clip\s*:\s*rect\(0|clip-path\s*:\s*inset\((?:50|100)%|<[a-z]+\s(?:[^>]*\s)?hidden(?:[\s/>=]|$)"
    r"|<font[^>]*\ssize\s*=\s*[\"']?0|aria-hidden\s*=\s*[\"']?true",
    ignore_case=True,
)
_PALE = compile_pattern(
    r"(?:^|[^-a-z])color\s*[:=]\s*[\"']?(?:#?f{3}(?:f{3}){0,1}\b|#?f[a-f]f[a-f]f[a-f]\b|white|transparent"
    r"|rgba?\(\s*255\s*,\s*255\s*,\s*255|rgba\([^)]*,\s*0\s*\))",
    ignore_case=True,
)
_BACKGROUND = compile_pattern(r"background|bgcolor", ignore_case=True)
_ATTRIBUTE = compile_pattern(
    r"(?s)\s(?:alt|title|aria-label|aria-description|summary|longdesc|content|data-[a-z-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)",
    ignore_case=True,
)
_HIDDEN_INPUT = compile_pattern(r"\stype\s*=\s*[\"']?hidden", ignore_case=True)
_VALUE = compile_pattern(r"(?s)\svalue\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", ignore_case=True)
_STYLE_SHEET = compile_pattern(r"(?s)<style[^>]*>(.*?)(?:</style|\z)", ignore_case=True)
_AT_RULE = compile_pattern(r"(?s)/\*.*?\*/|@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
"""Comments, imports, and what holds on some screens only."""
_STYLE_RULE = compile_pattern(r"([^{}]+)\{([^{}]*)\}")
_ONE_CLASS = compile_pattern(r"^\s*[A-Za-z0-9]*\.([\w-]+)\s*$")
_CLASSES = compile_pattern(r"\sclass\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", ignore_case=True)
_TAGS = compile_pattern(r"[\x{E0020}-\x{E007E}]{4,}")
_SHAPELESS = compile_pattern(r"[\x{200B}-\x{200D}\x{2060}-\x{2064}\x{FEFF}]{24,}")
_TAG_BASE = 0xE0000
_FLAG = "\U0001f3f4"


@dataclass(frozen=True, slots=True)
class HiddenPart:
    """A range of the source that a person does not see, and by what means; ``pale`` is white text."""

    start: int
    end: int
    means: Means


@dataclass(frozen=True, slots=True)
class InvisibleRun:
    """A run of invisible characters; `message` is what Unicode tag characters spell, if they do."""

    start: int
    end: int
    message: str


def has_markup(source: str) -> bool:
    """Whether a text holds HTML, whatever it is called."""
    return "<" in source and _MARKUP.search(source) is not None


def hidden_parts(source: str) -> list[HiddenPart]:
    """The hidden parts of an HTML source, in order of their start; attributes of hidden elements not apart."""
    parts: list[HiddenPart] = []
    unseen = frozenset(_unseen_classes(source))
    name, depth, start, means = "", 0, 0, "element"
    for token in _TOKEN.finditer(source):
        tag = source[token.start() : token.end()]
        if tag.startswith("<!--"):
            parts += [] if depth else [HiddenPart(token.start(), token.end(), "comment")]
            continue
        this, closes = _name(tag), tag.startswith("</")
        if not this:
            continue
        if depth:
            depth += (-1 if closes else int(not tag.endswith("/>"))) if this == name else 0
            if depth == 0:
                parts.append(HiddenPart(start, token.end(), means))
        elif not closes:
            hiding = _hiding(tag, this, unseen)
            if hiding and this not in _VOID and not tag.endswith("/>"):
                name, depth, start, means = this, 1, token.start(), hiding
            else:
                parts += _attributes(tag, token.start())
    if depth:
        parts.append(HiddenPart(start, len(source), means))
    return parts


def invisible_runs(text: str) -> list[InvisibleRun]:
    """Runs of Unicode tag characters and long runs of zero-width ones; a flag emoji is neither."""
    if text.isascii():
        return []
    runs = [
        InvisibleRun(found.start(), found.end(), "".join(chr(ord(one) - _TAG_BASE) for one in found.group()))
        for found in _TAGS.finditer(text)
        if text[found.start() - 1 : found.start()] != _FLAG
    ]
    runs += [InvisibleRun(run.start(), run.end(), "") for run in _SHAPELESS.finditer(text) if len(set(run.group())) > 1]
    return sorted(runs, key=lambda run: run.start)


def _name(tag: str) -> str:
    """The name of a tag in lower case; empty for a declaration."""
    name = tag[1:40].lstrip("/").split(None, 1)[0].rstrip(">").split("/", 1)[0].lower()
    return name if name[:1].isalpha() else ""


def _hiding(tag: str, name: str, unseen: frozenset[str]) -> Means | None:
    if name in _SILENT:
        return "element"
    if " " not in tag and "\n" not in tag and "/" not in tag and "\t" not in tag and "\f" not in tag:
        return None  # No attribute: most tags of a long mail.
    if _UNSEEN.search(tag) or (unseen and not unseen.isdisjoint(_classes(tag))):
        return "element"
    return "pale" if _PALE.search(tag) and not _BACKGROUND.search(tag) else None


def _unseen_classes(source: str) -> Iterator[str]:
    """Classes that a style sheet hides everywhere; what it hides on some screens only is ordinary design."""
    for sheet in _STYLE_SHEET.finditer(source):
        for rule in _STYLE_RULE.finditer(_AT_RULE.sub("", sheet.group(1))):
            if _UNSEEN.search(rule.group(2)):
                named = (_ONE_CLASS.search(selector) for selector in rule.group(1).split(","))
                yield from (one.group(1) for one in named if one)


def _classes(tag: str) -> list[str]:
    found = _CLASSES.search(tag)
    return found.group(1).strip("\"'").split() if found else []


def _attributes(tag: str, at: int) -> Iterator[HiddenPart]:
    if "=" not in tag:
        return
    named = [*_ATTRIBUTE.finditer(tag), *(_VALUE.finditer(tag) if _HIDDEN_INPUT.search(tag) else ())]
    for found in named:
        start, end = found.span(1)
        yield HiddenPart(at + start, at + end, "attribute")

"""The span to cut when a sentence goes: with the white space that would be left behind."""

_BLANK = " \t\u00a0\u202f"
_BULLETS = "-*•–>+"


def removal_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen the span of a sentence so that cutting it leaves no doubled space, bare bullet or empty line.

    Args:
        text: the field that the sentence stands in.
        start: where the sentence starts.
        end: where it ends, exclusive.
    """
    end = _skip(text, end, _BLANK)
    line_start = _back(text, start, _BLANK + _BULLETS)
    opens = line_start == 0 or text[line_start - 1] == "\n"
    closes = end == len(text) or text[end] in "\r\n"
    if opens:
        start = line_start
    if opens and closes:
        return _whole_lines(text, start, end)
    return (_back(text, start, _BLANK) if closes else start), end


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The line ends after the lines too; those before where nothing follows."""
    after = _skip(text, end, _BLANK + "\r\n")
    if after == len(text):
        return _back(text, start, _BLANK + "\r\n"), after
    paragraph = start == 0 or text[:start].replace("\r", "").endswith("\n\n")
    line_end = end + (2 if text.startswith("\r\n", end) else 1)
    return start, (_back(text, after, _BLANK) if paragraph else line_end)


def _skip(text: str, at: int, characters: str) -> int:
    while at < len(text) and text[at] in characters:
        at += 1
    return at


def _back(text: str, at: int, characters: str) -> int:
    while at > 0 and text[at - 1] in characters:
        at -= 1
    return at

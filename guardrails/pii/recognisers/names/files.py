"""Names in the names of files."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.words import NameWords, Run

_FILE = compile_pattern(
    r"[\p{L}\p{N}][^\s/\\:;,\"'()<>|]{2,90}\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|txt|zip|jpe?g|png|msg|eml|vcf)\b"
)


def in_file_names(words: NameWords) -> Iterator[Run]:
    """Names between the underscores of a file's name, or before its extension: ``CV_Roe_Jane.pdf``."""
    for match in _FILE.finditer(words.reading.folded):
        first, last = words.first_from(match.start()), words.first_from(match.end())
        at = first
        while at < last:
            end = at
            while (
                end < last and _is_file_part(words, end) and (end == at or words.gap(end - 1) in ("_", ".", "-", " "))
            ):
                end += 1
            if any(words.is_plainly_given(index) for index in range(at, end)):
                start = at
                if at == first and at and words.joined(at - 1) and words.is_plainly_given(at - 1):
                    start = at - 1
                yield start, end, 0.85
            elif at == first and end > at and at and words.joined(at - 1) and words.is_plainly_given(at - 1):
                yield at - 1, end, 0.85
            at = max(end, at + 1)


def _is_file_part(words: NameWords, index: int) -> bool:
    word = words.words[index]
    return word.is_capitalised and len(word.text) > 1 and (words.is_name(index) or not words.is_word(index))

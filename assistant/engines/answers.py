"""Reads a mail out of what a model answered, and refuses what is not one.

Model output is parsed here rather than by LangChain's JSON parser, which completes truncated JSON on its own:
half a mail would look like a whole one.
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Final, cast

from assistant.engines.errors import EngineUnusable
from assistant.engines.request import Email
from guardrails.patterns import compile_pattern

_SUBJECT_KEYS: Final = ("subject", "objet")
_BODY_KEYS: Final = ("body", "corps", "text", "texte", "message")
_LONGEST_SUBJECT: Final = 200
_LONGEST_FIRST_LINE: Final = 120
_SHORTEST_BODY: Final = 40
_FEWEST_WORDS: Final = 8
_REPEATED: Final = 3

_THINKING = compile_pattern(r"(?s)\A\s*<think(?:ing)?>.*?</think(?:ing)?>", ignore_case=True)
_FENCE = compile_pattern(r"(?s)```(?:json|text|txt)?[ \t]*\n(.*?)\n?[ \t]*```", ignore_case=True)
_SUBJECT_LINE = compile_pattern(
    r"\A[ \t]*\**(?:subject|objet|sujet)\**[ \t\x{A0}\x{202F}]*:\**[ \t]*([^\n]*)\n", ignore_case=True
)
_SALUTATION = compile_pattern(
    r"\A(?:bonjour|bonsoir|cher|chère|chers|madame|monsieur|dear|hello|hi|hey|good (?:morning|afternoon))\b"
    r".{0,60}[,!]?\s*\z",
    ignore_case=True,
)
_MARKUP = compile_pattern(
    r"<(?:!doctype|/?(?:html|head|body|div|p|br|table|span|script|style))\b[^>]*>", ignore_case=True
)
_DELIMITER = compile_pattern(r"</?(?:citation|quotation)>|<\|[a-z_]{2,20}\|>|\[/?INST\]", ignore_case=True)
_SORRY: Final = (
    r"(?:(?:i['’]m |i am )?(?:very |so )?sorry|i apologi[sz]e|unfortunately"
    r"|(?:je suis )?désolée?|(?:toutes )?mes excuses|malheureusement)\W+(?:but |mais )?"
)
_CANNOT: Final = (
    r"(?:i (?:can(?:no|['’])?t|am (?:not able|unable) to|['’]m (?:not able|unable) to|won['’]t|will not)"
    r"|je (?:ne peux pas|ne suis pas en mesure|ne saurais|refuse|dois refuser))"
)
_WRITE_OR_HELP: Final = (
    r"(?:assist|help (?:you )?(?:with|to write|write)|write|draft|create|generate|compose|comply|fulfil+"
    r"|vous aider|t['’]aider|rédiger|écrire|générer|créer|(?:répondre|donner suite) à cette demande)"
)
_REFUSAL = compile_pattern(
    rf"\A\W*(?:{_SORRY})?(?:(?:as an ai|en tant qu['’]ia)[^.\n]{{0,60}}\W+)?"
    rf"{_CANNOT}[^.\n]{{0,40}}?[\s'’]{_WRITE_OR_HELP}\b",
    ignore_case=True,
)
_MODEL_SPEAKS = compile_pattern(
    r"\b(?:as an ai (?:language )?model|en tant que modèle de langage|en tant qu['’]intelligence artificielle, je)\b",
    ignore_case=True,
)
_BLANK_LINES = compile_pattern(r"\n[ \t]*(?:\n[ \t]*){2,}")
_SENTENCE_END = compile_pattern(r"[.!?\n]+")


def read_email(answer: str) -> Email:
    """The mail in an answer: JSON, JSON in a fence, or text whose first line is the subject.

    Raises:
        EngineUnusable: the answer is empty, cut off, a refusal, a web page, garbage, or goes round in circles.
    """
    _check_characters(answer)
    text = _THINKING.sub("", answer).strip()
    if not text:
        raise EngineUnusable("the model answered nothing; try again, or choose another model")
    if _says_no(text):
        raise EngineUnusable("the model declined to write this mail; reword the points, or choose another model")
    subject, body = _parts(text)
    _check_characters(subject + body)
    email = Email(subject=_tidy_subject(subject), body=_tidy_body(body))
    _check(email)
    return email


def _parts(text: str) -> tuple[str, str]:
    fenced = _FENCE.search(text)
    inner = (str(fenced.group(1)) if fenced else text).strip()
    start, end = inner.find("{"), inner.rfind("}")
    if start >= 0 and (start == 0 or '"' in inner[start : start + 40]):
        return _from_json(inner[start : end + 1] if end > start else inner[start:])
    return _from_text(inner)


def _from_json(text: str) -> tuple[str, str]:
    try:
        value: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise EngineUnusable(
            "the model's answer is broken off or malformed; allow longer answers, or choose another model"
        )
    fields = {str(key).lower(): held for key, held in cast(Mapping[object, object], value).items()}
    subject = next((fields[key] for key in _SUBJECT_KEYS if key in fields), None)
    body = next((fields[key] for key in _BODY_KEYS if key in fields), None)
    if not (isinstance(subject, str) and isinstance(body, str)):
        raise EngineUnusable("the model's answer has no subject or no body; choose another model")
    return subject, body


def _from_text(text: str) -> tuple[str, str]:
    marked = _SUBJECT_LINE.search(f"{text}\n")
    if marked:
        return str(marked.group(1)), f"{text}\n"[marked.end() :]
    first, _, rest = text.partition("\n")
    if not rest.strip() or len(first) > _LONGEST_FIRST_LINE or _SALUTATION.search(first.strip()):
        raise EngineUnusable("the model's answer has no subject line; choose another model")
    return first, rest


def _tidy_subject(subject: str) -> str:
    return " ".join(subject.replace("**", "").split()).strip("# ")


def _tidy_body(body: str) -> str:
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text:
        # Small models escape twice, and the mail would show the two characters.
        text = text.replace("\\n", "\n")
    text = _SUBJECT_LINE.sub("", f"{text.strip()}\n").replace("**", "")
    return _BLANK_LINES.sub("\n\n", text).strip()


def _check_characters(text: str) -> None:
    """Half a character (a lone surrogate, which JSON can escape) can be neither searched, stored nor sent."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EngineUnusable("the model's answer is not readable text; choose another model") from error


def _check(email: Email) -> None:
    both = f"{email.subject}\n{email.body}"
    if len(email.body) < _SHORTEST_BODY or not email.subject:
        raise EngineUnusable("the model's mail is empty or has no subject; try again, or choose another model")
    if len(email.subject) > _LONGEST_SUBJECT:
        raise EngineUnusable("the model's subject line is far too long; choose another model")
    if _MARKUP.search(both):
        raise EngineUnusable("the model answered a web page or markup instead of a mail; check the endpoint's address")
    if _DELIMITER.search(both):
        raise EngineUnusable("the model repeated its prompt instead of writing a mail; choose another model")
    if _says_no(email.body):
        raise EngineUnusable("the model declined to write this mail; reword the points, or choose another model")
    if not _reads_like_text(both):
        raise EngineUnusable("the model's answer is not readable text; choose another model")
    if _goes_round(email.body):
        raise EngineUnusable("the model repeats itself; choose another model or a lower temperature")
    words = sum(any(character.isalpha() for character in word) for word in email.body.split())
    if words < _FEWEST_WORDS:
        raise EngineUnusable("the model's mail has hardly a word; try again, or choose another model")


def _says_no(text: str) -> bool:
    return bool(_REFUSAL.search(text[:600]) or _MODEL_SPEAKS.search(text))


def _reads_like_text(text: str) -> bool:
    if "\ufffd" in text or any(not (c.isprintable() or c in "\n\t\xa0\u202f\u2009") for c in text):
        return False
    letters = sum(c.isalpha() for c in text)
    return letters * 2 >= sum(not c.isspace() for c in text)


def _goes_round(body: str) -> bool:
    sentences = (" ".join(part.lower().split()) for part in _SENTENCE_END.split(body))
    return any(count >= _REPEATED for _, count in Counter(s for s in sentences if len(s) > 20).most_common(1))

"""The form of a draft, before any guard reads it: what could show a reader something that no guard saw."""

from guardrails.draft import Context, Draft, FieldName, Language, reader_language
from guardrails.markup import problem
from guardrails.patterns import Pattern, compile_pattern
from guardrails.verdict import Action, Finding, Severity

_CONTROL = compile_pattern(r"[\x{0}-\x{8}\x{B}\x{C}\x{E}-\x{1F}\x{7F}\x{202A}-\x{202E}\x{2066}-\x{2069}]")
_SUBJECT_CONTROL = compile_pattern(r"[\x{0}-\x{1F}\x{7F}\x{2028}\x{2029}\x{202A}-\x{202E}\x{2066}-\x{2069}]")
_MESSAGES: dict[str, dict[Language, str]] = {
    "empty": {
        "fr": "Le texte est vide : il n’y a rien à envoyer.",
        "en": "The text is empty: there is nothing to send.",
    },
    "control_characters": {
        "fr": "Un caractère invisible change l’ordre ou la fin de la ligne : supprimez-le.",
        "en": "An invisible character changes the order or the end of the line: remove it.",
    },
    "markup": {
        "fr": "Cette mise en forme peut montrer au lecteur autre chose que ce qui a été contrôlé : gardez du texte, des"
        " listes, des tableaux et des liens simples.",
        "en": "This markup may show the reader something else than what was checked: keep to text, lists, tables and"
        " plain links.",
    },
    "quotation": {
        "fr": "Tout le texte est marqué comme une citation : il n’y a pas de mots à vous.",
        "en": "The whole text is marked as a quotation: there are no words of your own.",
    },
}
_SOURCE: dict[Language, str] = {
    "fr": "Ce qui part est ce qui a été contrôlé (règle maison)",
    "en": "What leaves is what was checked (house policy)",
}


def form_findings(draft: Draft, context: Context) -> tuple[Finding, ...]:
    """What is wrong with the form of a draft; each holds it."""
    if draft.kind == "incoming":
        return ()
    found: list[tuple[str, FieldName, int, int]] = []
    if not draft.text.strip():
        found.append(("empty", "text", 0, len(draft.text)))
    elif draft.quoted and not any(character.isalpha() for character in _own_words(draft)):
        found.append(("quotation", "text", 0, len(draft.text)))
    for name, text in draft.fields():
        span = _control(text, _SUBJECT_CONTROL if name == "subject" else _CONTROL)
        if span:
            found.append(("control_characters", name, *span))
    if draft.format == "html":
        span = problem(draft.text)
        if span:
            found.append(("markup", "text", *span))
    language = reader_language(draft, context)
    return tuple(
        Finding(
            "form",
            f"form.{kind}",
            field,
            start,
            end,
            Severity.HIGH,
            Action.HOLD,
            _MESSAGES[kind][language],
            _SOURCE[language],
        )
        for kind, field, start, end in found
    )


def _control(text: str, pattern: Pattern) -> tuple[int, int] | None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:  # half a surrogate pair, which is no character at all
        return error.start, error.end
    match = pattern.search(text)
    return match.span() if match else None


def _own_words(draft: Draft) -> str:
    own = list(draft.text)
    for span in draft.quoted:
        own[span.start : span.end] = " " * (min(span.end, len(own)) - min(span.start, len(own)))
    return "".join(own)

"""Which language a text is in, and what the gate does when the checks do not know it."""

import pytest

from guardrails.language import LanguageReader

READER = LanguageReader()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour Madame, merci pour votre message.", "fr"),
        ("Hello, thanks for your message.", "en"),
        ("Je vous envoie le devis demain.", "fr"),
        ("I will send the quote tomorrow.", "en"),
        ("Merci, bien reçu.", "fr"),
        ("Ok thanks, noted.", "en"),
        ("", "fr"),
        ("12345", "fr"),
    ],
)
def test_the_likelier_of_both(text, language):
    assert READER.guess(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sehr geehrte Frau Martin, vielen Dank für Ihr Interesse an unseren Schreibtischen.", "de"),
        ("Estimada señora Martín, gracias por su interés en nuestros escritorios y sillas.", "es"),
        ("Bonjour Madame, je reviens vers vous au sujet de votre bureau assis-debout.", "fr"),
        ("Ok.", None),
        ("ISO 9001, X-200, 14:00", None),
    ],
)
def test_certainty_needs_enough_text(text, language):
    assert READER.certain(text) == language

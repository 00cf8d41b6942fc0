"""A reason says why a text was held without a word of it, however the words are quoted."""

import pytest

from assistant.emails.veiling import veil
from guardrails.folding import fold


@pytest.mark.parametrize(
    ("held", "message", "shown"),
    [
        ("garanti à vie", "Aucun fait ne prouve « garanti à vie ».", "Aucun fait ne prouve « … »."),
        ("for life", 'No fact grants this: "For life".', 'No fact grants this: "…".'),
        ("for life", "No fact grants “for life” yet.", "No fact grants “…” yet."),
        ("dit “à vie” ici", "Rien ne prouve « dit “à vie” ici ».", "Rien ne prouve « … »."),
        ("dit « à vie » ici", "Rien ne prouve « dit « à vie » ici ».", "Rien ne prouve « … »."),
        ('dit "à vie" ici', 'Rien ne prouve «\u00a0dit "à vie" ici\u00a0».', "Rien ne prouve «\u00a0…\u00a0»."),
        ('for "ever" and a day', 'Nothing bears out "for "ever" and a day".', 'Nothing bears out "…".'),
        ("for «ever» and a day", "Nothing bears out “for «ever» and a day”.", "Nothing bears out “…”."),
        ("à vie » ou plus", "Rien ne prouve « à vie » ou plus ».", "Rien ne prouve « … »."),
        ("à « vie", "Rien ne prouve « à « vie ».", "Rien ne prouve « … »."),
        ("for life, for ever", 'Neither "for life ", nor "ever".', 'Neither "… ", nor "…".'),
        ("à vie, toujours", "Ni « à vie » ni « toujours ».", "Ni « … » ni « … »."),
        ("à vie", "Le « contrôle “à vie” » attend.", "Le « contrôle “…” » attend."),
    ],
)
def test_no_quoted_word_is_shown(held: str, message: str, shown: str):
    text = fold(held)
    assert veil(message, lambda words: words in text) == shown


def test_what_need_not_be_hidden_is_shown():
    message = 'Le prix est « 649 » et non « 499 » : "soldes" ou "remise", « seul.'
    assert veil(message, lambda words: words == "499") == message.replace("499", "…")

"""Stock Presidio is set up as its documentation shows, and asks no network (the tests refuse sockets)."""

import pytest
import tldextract.tldextract as domains
from presidio_analyzer.predefined_recognizers import EmailRecognizer

from benchmarks.stock_presidio import StockPresidio, use_bundled_suffixes


def test_the_email_recogniser_reads_the_bundled_suffixes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domains, "TLD_EXTRACTOR", domains.TLD_EXTRACTOR)  # put back afterwards
    use_bundled_suffixes()
    found = EmailRecognizer().analyze("Write to anna.keller@brass-lantern.co.uk today", ["EMAIL_ADDRESS"])
    assert [(one.start, one.end) for one in found] == [(9, 41 - 1)]
    assert domains.TLD_EXTRACTOR.suffix_list_urls == ()


@pytest.mark.slow
def test_both_languages_are_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domains, "TLD_EXTRACTOR", domains.TLD_EXTRACTOR)
    stock = StockPresidio.load()
    for language, text in (
        ("fr", "Écrivez à Jeanne Moreau, jeanne@exemple.fr."),
        ("en", "Write to Jane Fry, jane@example.com."),
    ):
        kinds = {one.entity_type for one in stock.analyze(text, language)}
        assert {"PERSON", "EMAIL_ADDRESS"} <= kinds

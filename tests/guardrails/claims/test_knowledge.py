"""Facts are read once for many drafts, as long as they are the very same and say what they said."""

import weakref
from datetime import datetime, timedelta

import pytest

from guardrails.claims.facts.knowledge import Knowledge, knowledge_of
from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import NOW, OFFER, judged

MOMENT = datetime.fromisoformat(NOW)


def prices(*names: str) -> tuple[Fact, ...]:
    return tuple(Fact(id=name, type="price", subject=name, value="30", currency="EUR") for name in names)


def known(facts: tuple[Fact, ...] = OFFER, language: Language = "fr", now: datetime | None = MOMENT) -> Knowledge:
    return knowledge_of(facts, language, now)


def test_what_is_known_of_the_same_facts_is_worked_out_once_a_day() -> None:
    assert known() is known(tuple(OFFER), now=MOMENT + timedelta(hours=1))


@pytest.mark.parametrize(
    ("facts", "language", "now"),
    [
        (OFFER[:2], "fr", MOMENT),
        (tuple(one.model_copy(update={"value": "7"}) for one in OFFER), "fr", MOMENT),
        (OFFER, "en", MOMENT),
        (OFFER, "fr", MOMENT + timedelta(days=1)),
        (OFFER, "fr", None),
    ],
    ids=["fewer facts", "other facts", "another language", "another day", "no day"],
)
def test_nothing_else_is_taken_for_the_same(facts: tuple[Fact, ...], language: Language, now: datetime | None) -> None:
    assert known() is not known(facts, language, now)


def test_a_fact_that_lapses_within_the_day_no_longer_holds() -> None:
    noon = MOMENT.replace(hour=12)
    facts = (Fact(id="flash", type="price", subject="Licence Pro", value="1200", currency="EUR", valid_until=noon),)
    text = "La Licence Pro coûte 1 200 €."
    assert judged(text, facts).evidence
    after = judged(text, facts, now=noon + timedelta(minutes=1))
    assert not after.evidence
    assert after.findings


def test_facts_that_may_be_about_a_person_are_soon_forgotten() -> None:
    first = weakref.ref(known(prices("Contrat 1")))
    for number in range(8):
        known(prices(f"Contrat {number + 2}"))
    assert first() is None


def test_a_labels_subject_counts_only_where_another_fact_has_it() -> None:
    label = Fact(id="ce", type="certification", subject="Pompe Hydra", value="CE")
    assert [one.subject for one in known((label,)).facts] == [None]
    assert [one.subject for one in known((label, *prices("Pompe Hydra"))).facts] == ["pompe hydra"] * 2


def test_a_word_that_one_product_alone_has_tells_which_it_is() -> None:
    assert known(prices("Formule Solo", "Formule Duo")).telling.keys() == {"solo", "duo"}

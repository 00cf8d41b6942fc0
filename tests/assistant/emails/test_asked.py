"""A stored draft is judged again by what it was given, as that is now."""

from assistant.emails.asked import Asked, as_given
from guardrails import Context, Fact
from tests.demo_company import NOW

GIVEN = Fact(id="price-1", type="price", subject="Levant 120", value="649", currency="EUR")
NEWER = Fact(id="price-2", type="price", subject="Levant 120", value="599", currency="EUR")
OTHER = Fact(id="discount-9", type="discount", subject="Fauteuil Gaspard", value="10 %")
STATED = Fact(id="rep-1", type="date", value="2026-12-03", source="rep")


def ids(context: Context) -> set[str]:
    return {one.id for one in context.facts}


def test_a_fact_that_the_draft_was_not_given_does_not_bear_it_out_by_chance():
    context = Context(facts=(GIVEN, OTHER, STATED))
    assert ids(as_given(context, Asked(at=NOW, given=("price-1", "rep-1")))) == {"price-1", "rep-1"}


def test_what_has_become_known_of_the_same_thing_counts():
    assert ids(as_given(Context(facts=(GIVEN, NEWER)), Asked(at=NOW, given=("price-1",)))) == {"price-1", "price-2"}


def test_a_draft_of_before_this_was_kept_is_judged_by_every_fact():
    assert ids(as_given(Context(facts=(GIVEN, OTHER)), Asked(at=NOW))) == {"price-1", "discount-9"}

"""Promise 8: every decision is journaled once, nobody is in the journal, and a person can be erased from beside it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.engines.errors import EngineTooSlow
from assistant.journal.checkpoint import make_checkpoint
from assistant.journal.entry import Entry
from assistant.journal.export import export
from assistant.journal.journal import links, newest_entries, verify
from assistant.privacy.erasure import erase_person
from assistant.privacy.ledger import Ledger
from assistant.review.deciding import expire
from tests.assistant.scripted import GOOD, INVENTED, Scripted
from tests.demo_company import NOW
from tests.promises.canaries import found_in
from tests.promises.conftest import Watched
from tests.promises.test_1_one_door import ROUTES, route_name
from tests.promises.test_4_minimise import everybody

BRIEF = {"contact": "c-001", "occasion": "follow_up", "points": ["rappeler le prix du Levant 120"]}
TEXT = "Bonjour Madame Martin,\n\nMerci de votre visite.\n\nHélène Caradec"


def events(api: Watched) -> list[str]:
    """All that the journal holds, oldest first."""
    with api.workspace.records.reading() as session:
        return [str(one.event) for one in reversed(newest_entries(session, 10_000))]


def entries(api: Watched) -> Sequence[Entry]:
    with api.workspace.records.reading() as session:
        return newest_entries(session, 10_000)


def written(api: Watched, *answers: str | Exception, accept: str = "application/json") -> dict[str, str]:
    if answers:
        api.written_by(*answers)
    else:
        api.judged_by(api.workspace.gate)
    answer = api.as_("rep-1", Accept=accept).post("/v1/emails", json=BRIEF)
    return {} if accept != "application/json" else answer.json()


def held(api: Watched) -> str:
    """The id of a review that waits."""
    return written(api, INVENTED, INVENTED)["review"]["id"]  # type: ignore[index]


def takeable(api: Watched, review: str) -> list[str]:
    seen = api.as_("manager").get(f"/v1/reviews/{review}").json()
    return [one["key"] for one in seen["findings"] if one["may_be_taken"]]


def decided(api: Watched, act: str, **body: object) -> None:
    review = held(api)
    before = len(events(api))
    if act == "release":
        body["overrides"] = takeable(api, review)
    answer = api.as_("manager").post(f"/v1/reviews/{review}/{act}", json=body)
    assert answer.status_code == 200, answer.text
    assert len(events(api)) > before


Path_ = Callable[[Watched], object]
PATHS: dict[str, tuple[Path_, list[str]]] = {
    "a mail is released": (lambda api: written(api), ["draft.released"]),
    "a model's mail is released": (lambda api: written(api, GOOD), ["draft.released"]),
    "a mail is released, watched": (lambda api: written(api, GOOD, accept="text/event-stream"), ["draft.released"]),
    "a mail is held and another offered": (lambda api: held(api), ["draft.held", "draft.released"]),
    "an engine fails": (lambda api: written(api, EngineTooSlow("no answer")), ["draft.failed", "draft.released"]),
    "admission refuses": (
        lambda api: api.as_("rep-1").post("/v1/emails", json={"contact": "c-003", "occasion": "first_contact"}),
        ["draft.refused"],
    ),
    "a brief is refused": (
        lambda api: api.as_("rep-1").post("/v1/emails", json=BRIEF | {"points": ["c’est maintenant ou jamais"]}),
        ["brief.refused"],
    ),
    "a text is checked": (lambda api: api.as_("rep-1").post("/v1/check", json={"text": TEXT}), ["text.checked"]),
    "a text is held": (
        lambda api: api.as_("rep-1").post("/v1/check", json={"text": "Nous sommes certifiés ISO 27001."}),
        ["text.checked"],
    ),
    "a held draft is seen": (
        lambda api: api.as_("manager").get(f"/v1/reviews/{held(api)}"),
        ["draft.held", "draft.released", "review.viewed"],
    ),
    "a held draft is released": (
        lambda api: decided(api, "release", reason="vérifié"),
        ["draft.held", "draft.released", "review.viewed", "review.released"],
    ),
    "a held draft is edited": (
        lambda api: decided(api, "edit", text=GOOD),
        ["draft.held", "draft.released", "review.edited", "draft.released"],
    ),
    "an edit does not pass": (
        lambda api: decided(api, "edit", text=INVENTED), ["draft.held", "draft.released", "text.checked"],
    ),
    "a held draft is sent back": (
        lambda api: decided(api, "return", advice="plus court"), ["draft.held", "draft.released", "review.returned"],
    ),
    "a held draft is rejected": (
        lambda api: decided(api, "reject", reason="non"), ["draft.held", "draft.released", "review.rejected"],
    ),
    "nobody decides in time": (
        lambda api: (held(api), expire(api.workspace.records, NOW + timedelta(days=15))),
        ["draft.held", "draft.released", "review.expired"],
    ),
    "a mail is seen again": (
        lambda api: api.as_("rep-1").get(f"/v1/emails/{written(api)['suggestion']}"),
        ["draft.released", "suggestion.reopened"],
    ),
    "a mail is sent": (
        lambda api: api.as_("rep-1").post(f"/v1/emails/{written(api)['suggestion']}/sent"),
        ["draft.released", "suggestion.sent"],
    ),
    "a mail is sent twice": (
        lambda api: [api.as_("rep-1").post(f"/v1/emails/{key}/sent") for key in [written(api)["suggestion"]] * 2],
        ["draft.released", "suggestion.sent"],
    ),
    "the queue is listed": (lambda api: api.as_("manager").get("/v1/reviews"), []),
    "somebody is looked up": (
        lambda api: api.as_("rep-1").get("/v1/contacts", params={"email": "claire.martin@courriel.example"}), [],
    ),
    "the journal is verified": (lambda api: api.as_("administrator").get("/v1/journal/verify"), []),
    "a request is wrong": (lambda api: api.as_("rep-1").post("/v1/emails", json={"contact": "c-001"}), []),
    "a stranger asks": (lambda api: api.as_("rep-1").get("/v1/reviews"), []),
}  # fmt: skip
"""What may happen, and the entries that it leaves: one for each decision, and none where nothing is decided."""

DECIDING = {
    "POST /v1/emails", "GET /v1/emails/{suggestion_id}", "POST /v1/emails/{suggestion_id}/sent", "POST /v1/check",
    "GET /v1/reviews/{review_id}", "POST /v1/reviews/{review_id}/release", "POST /v1/reviews/{review_id}/edit",
    "POST /v1/reviews/{review_id}/return", "POST /v1/reviews/{review_id}/reject",
}  # fmt: skip
"""Routes that decide something or show what was decided; each is on a path above."""
LOOKING = {
    "GET /docs", "GET /docs/favicon.png", "GET /docs/swagger-ui-bundle.js", "GET /docs/swagger-ui.css",
    "GET /healthz", "GET /metrics", "GET /readyz", "GET /v1/contacts", "GET /v1/journal/verify", "GET /v1/reviews",
}  # fmt: skip
"""Routes that decide nothing and show no draft."""


def test_every_route_is_known_to_decide_or_not() -> None:
    assert {route_name(one) for one in ROUTES} == DECIDING | LOOKING


@pytest.mark.few(8)
@pytest.mark.parametrize("name", PATHS)
def test_each_decision_leaves_one_entry(api: Watched, name: str) -> None:
    act, expected = PATHS[name]
    before = events(api)
    act(api)
    after = events(api)
    assert after[len(before) :] == expected
    with api.workspace.records.reading() as session:
        assert verify(session).is_sound


def test_an_entry_says_who_whom_what_and_by_which_rules(api: Watched) -> None:
    key = written(api, INVENTED, INVENTED)["suggestion"]
    entry = next(one for one in entries(api) if one.suggestion == key)
    assert entry.actor.startswith("token-")
    assert entry.subject
    assert entry.decision == "hold"
    assert "claims.certification" in entry.rules
    assert {one.partition("@")[0] for one in entry.packs} >= {"fr", "claims", "aubepine"}
    assert entry.engine == "openai"


def test_nobody_is_in_the_journal(api: Watched, tmp_path: Path) -> None:
    for name in ("a held draft is released", "a held draft is sent back", "admission refuses"):
        PATHS[name][0](api)
    words = "Apolline Kerzhévennec, 06 39 98 77 41, souffre d’une sclérose en plaques."
    api.as_("rep-1").post("/v1/check", json={"text": words, "contact": "c-001"})
    review = held(api)
    api.as_("manager").post(f"/v1/reviews/{review}/reject", json={"reason": words})
    PATHS["a mail is sent"][0](api)
    with api.workspace.records.reading() as session:
        assert export(links(session), tmp_path / "journal.jsonl") > 10
    raw = (tmp_path / "journal.jsonl").read_bytes().replace(b'\\"', b'"')
    assert found_in(raw) == []
    for one in everybody():
        assert one.lower().encode() not in raw.lower()
    for contact in ("c-001", "c-003", "rep-1"):
        assert f'"{contact}"'.encode() not in raw, "not even the CRM's own id of a person"


def test_a_person_is_erased_and_the_journal_stays_whole(api: Watched, tmp_path: Path) -> None:
    for name in ("a held draft is released", "a mail is sent", "a text is checked"):
        PATHS[name][0](api)
    records = api.workspace.records
    before = events(api)
    with records.reading() as session:
        signed = make_checkpoint(verify(session).last, records.system_key("checkpoint"), NOW)
    erased = erase_person(records, Ledger(tmp_path / "erasures"), "c-001", "operator", NOW)
    assert events(api) == [*before, "person.erased"]
    with records.reading() as session:
        checked = verify(session, [signed])
    assert checked.is_sound
    assert checked.signed == len(before)
    assert entries(api)[0].subject == erased.subject_id
    assert sum(one.subject == erased.subject_id for one in entries(api)) > 3, (
        "what was decided about them is still there"
    )


def test_what_was_stored_of_an_erased_person_cannot_be_opened(api: Watched, tmp_path: Path) -> None:
    key = written(api)["suggestion"]
    review = held(api)
    erase_person(api.workspace.records, Ledger(tmp_path / "erasures"), "c-001", "operator", NOW)
    for answer in (
        api.as_("rep-1").get(f"/v1/emails/{key}"),
        api.as_("rep-1").post(f"/v1/emails/{key}/sent"),
        api.as_("manager").get(f"/v1/reviews/{review}"),
        api.as_("manager").get("/v1/reviews"),
        api.as_("rep-1").post("/v1/emails", json=BRIEF),
    ):
        assert answer.status_code < 500
        for word in ("Claire", "Martin", "Levant", "649"):
            assert word not in answer.text


def test_the_scripted_engine_is_a_model() -> None:
    """Without this, the paths above would not be those of a model."""
    assert Scripted(()).is_model

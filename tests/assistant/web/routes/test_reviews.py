"""`/v1/reviews`: what waits for a human, and what the human decides."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from assistant.journal.journal import newest_entries
from assistant.review.errors import ReviewUnknown
from guardrails.draft import Language
from tests.assistant.web.routes.conftest import Api

BRIEF = {"contact": "c-001", "occasion": "follow_up", "points": ["dire que le Levant 120 est garanti à vie"]}
BETTER = (
    "Bonjour Madame Martin,\n\nLe Levant 120 est garanti 5 ans. Prenez le temps qu’il vous faut.\n\nBien à vous,\n\n"
    "Hélène Caradec\nMaison Aubépine"
)
DECISIONS: Mapping[str, dict[str, Any]] = {
    "release": {"reason": "confirmé par la direction"},
    "edit": {"text": BETTER},
    "return": {"advice": "la garantie est de 5 ans"},
    "reject": {"reason": "déjà dit la semaine dernière"},
}


def held(api: Api, variation: int = 0) -> str:
    """The id of a review that waits."""
    answer = api.as_("rep-1").post("/v1/emails", json={**BRIEF, "variation": variation})
    assert answer.status_code == 202, answer.text
    return answer.json()["review"]["id"]


def decision(api: Api, review: str, kind: str, language: str = "en") -> dict[str, Any]:
    """A decision as it is sent; for a release, every finding that may be taken is."""
    if kind != "release":
        return DECISIONS[kind]
    findings = api.as_("manager", language).get(f"/v1/reviews/{review}").json()["findings"]
    return {**DECISIONS[kind], "overrides": [one["key"] for one in findings if one["may_be_taken"]]}


def last_event(api: Api) -> tuple[str, str]:
    """The journal's last entry: what happened, and which role did it."""
    with api.workspace.records.reading() as session:
        (entry,) = newest_entries(session, 1)
    owners = {token.split("_")[1]: who for who, token in api.tokens.items()}
    return entry.event, owners[entry.actor.removeprefix("token-")]


def test_the_list_says_whom_it_is_for_and_which_rules_held_it_but_not_the_text(api: Api) -> None:
    reviews = [held(api, number) for number in range(3)]
    answer = api.as_("manager").get("/v1/reviews")
    listed = answer.json()["reviews"]
    assert [one["id"] for one in listed] == reviews
    assert {one["contact_name"] for one in listed} == {"Claire Martin"}
    assert {tuple(one["rules"]) for one in listed} == {("claims.guarantee",)}
    assert "garanti à vie" not in answer.text


def test_the_list_comes_in_pages(api: Api) -> None:
    reviews = [held(api, number) for number in range(3)]
    first = api.as_("manager").get("/v1/reviews", params={"limit": 2}).json()
    second = api.as_("manager").get("/v1/reviews", params={"limit": 2, "after": first["next"]}).json()
    assert [one["id"] for one in (*first["reviews"], *second["reviews"])] == reviews
    assert second["next"] is None


@pytest.mark.parametrize(("language", "words"), [("fr", "Aucun fait ne prouve"), ("en", "No fact")], ids=["fr", "en"])
def test_a_reviewer_sees_the_text_with_its_findings_and_that_is_journaled(api: Api, language: str, words: str) -> None:
    review = held(api)
    seen = api.as_("privacy_officer", language).get(f"/v1/reviews/{review}").json()
    assert last_event(api) == ("review.viewed", "privacy_officer")
    finding = next(one for one in seen["findings"] if one["rule"] == "claims.guarantee")
    assert seen["text"][finding["start"] : finding["end"]] == "garanti à vie"
    assert words in finding["message"]
    assert finding["may_be_taken"]
    assert seen["points"] == BRIEF["points"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_release_gives_the_rep_the_mail(api: Api, language: str) -> None:
    review = held(api)
    answer = api.as_("manager", language).post(
        f"/v1/reviews/{review}/release", json=decision(api, review, "release", language)
    )
    assert answer.status_code == 200, answer.text
    assert "garanti à vie" in answer.json()["text"]
    assert last_event(api) == ("review.released", "manager")
    mail = api.as_("rep-1").get(f"/v1/emails/{answer.json()['suggestion']}").json()
    assert mail["status"] == "released"
    assert mail["text"] == answer.json()["text"]
    assert mail["review"]["reason"] == "confirmé par la direction"


def test_a_finding_that_nobody_took_stays_in_the_way(api: Api) -> None:
    review = held(api)
    answer = api.as_("manager").post(f"/v1/reviews/{review}/release", json={"reason": "it will do"})
    assert (answer.status_code, answer.json()["code"]) == (409, "approval.refused")


def test_an_edit_that_passes_becomes_a_suggestion(api: Api) -> None:
    review = held(api)
    answer = api.as_("manager").post(f"/v1/reviews/{review}/edit", json={"text": BETTER}).json()
    assert answer["review"]["state"] == "edited"
    assert answer["released"]["text"].startswith(BETTER)
    mail = api.as_("rep-1").get(f"/v1/emails/{answer['suggestion']}").json()
    assert mail["text"] == answer["released"]["text"]


def test_an_edit_that_does_not_pass_changes_nothing_and_says_why(api: Api) -> None:
    review = held(api)
    text = BETTER.replace("Prenez le temps qu’il vous faut", "C’est maintenant ou jamais")
    answer = api.as_("manager").post(f"/v1/reviews/{review}/edit", json={"text": text}).json()
    assert answer["review"]["state"] == "waiting"
    assert answer["released"] is None
    assert answer["suggestion"] is None
    assert "pressure.now_or_never" in [one["rule"] for one in answer["findings"]]


@pytest.mark.parametrize(("kind", "told"), [("return", "advice"), ("reject", "reason")])
def test_the_rep_reads_what_the_reviewer_wrote(api: Api, kind: str, told: str) -> None:
    written = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()
    answer = api.as_("manager").post(f"/v1/reviews/{written['review']['id']}/{kind}", json=DECISIONS[kind])
    assert answer.status_code == 200
    mail = api.as_("rep-1").get(f"/v1/emails/{written['suggestion']}")
    assert mail.json()["status"] == "closed"
    assert mail.json()["review"][told] == DECISIONS[kind][told]
    assert "garanti à vie" not in mail.text


@pytest.mark.parametrize("kind", DECISIONS)
def test_the_same_decision_by_the_same_person_is_answered_again(api: Api, kind: str) -> None:
    review = held(api)
    said = decision(api, review, kind)
    client = api.as_("manager", **{"Idempotency-Key": "1"})
    first, second = (client.post(f"/v1/reviews/{review}/{kind}", json=said) for _ in range(2))
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize("kind", DECISIONS)
def test_who_comes_second_is_told_who_decided(api: Api, kind: str) -> None:
    review = held(api)
    said = decision(api, review, kind)
    api.as_("privacy_officer").post(f"/v1/reviews/{review}/reject", json={"reason": "no"})
    answer = api.as_("manager").post(f"/v1/reviews/{review}/{kind}", json=said)
    assert (answer.status_code, answer.json()["code"]) == (409, "review.decided")
    assert "rejected by token-" in answer.json()["detail"]


@pytest.mark.parametrize("kind", DECISIONS)
def test_a_review_that_expired_says_so(api: Api, kind: str) -> None:
    review = held(api)
    said = decision(api, review, kind)
    api.clock.now += timedelta(days=15)
    answer = api.as_("manager").post(f"/v1/reviews/{review}/{kind}", json=said)
    assert (answer.status_code, answer.json()["code"]) == (409, "review.expired")
    assert api.as_("manager").get("/v1/reviews").json()["reviews"] == []


@pytest.mark.parametrize("kind", DECISIONS)
def test_a_review_that_does_not_exist_says_so(api: Api, kind: str) -> None:
    answer = api.as_("manager").post(f"/v1/reviews/{UUID(int=7)}/{kind}", json=DECISIONS[kind])
    assert (answer.status_code, answer.json()["code"]) == (404, "review.unknown")


@pytest.mark.parametrize("given", ["%00", "none", "c-001", f"{UUID(int=7)}%00", f"{UUID(int=7)}%0A"])
@pytest.mark.parametrize(
    ("who", "method", "path"),
    [
        ("manager", "GET", "/v1/reviews/{}"),
        ("manager", "GET", "/v1/reviews?after={}"),
        *(("manager", "POST", f"/v1/reviews/{{}}/{kind}") for kind in DECISIONS),
        ("rep-1", "GET", "/v1/emails/{}"),
        ("rep-1", "POST", "/v1/emails/{}/sent"),
    ],
)
def test_what_is_no_id_is_not_looked_for(api: Api, who: str, method: str, path: str, given: str) -> None:
    said = DECISIONS.get(path.rpartition("/")[2])
    answer = api.as_(who).request(method, path.format(given), json=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_of_a_review_is_in_the_language_of_the_reader(api: Api, language: Language) -> None:
    answer = api.as_("manager", language).get(f"/v1/reviews/{UUID(int=7)}")
    assert answer.json()["detail"] == ReviewUnknown().sentences[language]


@pytest.mark.parametrize("kind", DECISIONS)
def test_a_decision_needs_words_and_a_well_formed_key(api: Api, kind: str) -> None:
    review = held(api)
    (field,) = DECISIONS[kind]
    for said in ({}, {field: "  "}):
        answer = api.as_("manager").post(f"/v1/reviews/{review}/{kind}", json=said)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == f"body.{field}"
    malformed = api.as_("manager").post(
        f"/v1/reviews/{review}/{kind}", json=DECISIONS[kind], headers={"Idempotency-Key": "two words"}
    )
    assert malformed.json()["code"] == "idempotency.malformed"

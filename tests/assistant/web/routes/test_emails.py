"""`/v1/emails`: what a rep is told of a brief, and that nothing else is."""

import base64
import json
from collections.abc import Mapping
from uuid import UUID

import pytest
from httpx2 import Response

from tests.assistant.scripted import GOOD, INVENTED, WRONG
from tests.assistant.web.routes.conftest import Api

RELANCE = {
    "contact": "claire.martin@courriel.example",
    "occasion": "follow_up",
    "points": ["préciser le délai de livraison et la garantie du Levant 120"],
}
ANSWER = {
    "contact": "c-004",
    "occasion": "answer",
    "tone": "formal",
    "points": ["give the price of the Grand Large 160 and the delivery time to the UK"],
}
HELD = {"contact": "c-001", "occasion": "follow_up", "points": ["dire que le Levant 120 est garanti à vie"]}


def events(answer: Response) -> list[tuple[str, dict[str, object]]]:
    """Name and data of each event of a stream."""
    blocks = [block for block in answer.text.split("\n\n") if block and not block.startswith(":")]
    parsed = [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]
    return [(one["event"], json.loads(one["data"])) for one in parsed]


@pytest.mark.parametrize(
    ("rep", "brief", "words"),
    [("rep-1", RELANCE, {"10 jours", "5 ans"}), ("rep-3", ANSWER, {"€895 excl. VAT each", "3 weeks"})],
    ids=["fr", "en"],
)
def test_a_mail_comes_with_the_fact_behind_each_number_and_where_it_stands(
    api: Api, rep: str, brief: Mapping[str, object], words: set[str]
) -> None:
    answer = api.as_(rep).post("/v1/emails", json=brief)
    assert answer.status_code == 200
    mail = answer.json()
    assert {one["words"] for one in mail["evidence"]} >= words
    for one in mail["evidence"]:
        assert mail[one["field"]][one["start"] : one["end"]] == one["words"]
        assert one["fact"]["value"]
        assert one["fact"]["source"]


def test_what_was_changed_is_told_by_rule_and_source(api: Api) -> None:
    mail = api.as_("rep-1").post("/v1/emails", json=RELANCE).json()
    assert [one["rule"] for one in mail["repairs"]] == ["consent.mandatory_content"]
    assert mail["repairs"][0]["source"] == "CPCE art. L34-5"


def test_a_corrected_number_is_told_without_the_wrong_one(api: Api) -> None:
    api.written_by(WRONG)
    answer = api.as_("rep-1").post("/v1/emails", json={"contact": "c-001", "occasion": "follow_up"})
    assert answer.status_code == 200
    assert "claims.price" in [one["rule"] for one in answer.json()["repairs"]]
    assert "499" not in answer.text
    said = api.as_("rep-1").get(f"/v1/emails/{answer.json()['suggestion']}")
    assert said.json()["repairs"] == answer.json()["repairs"]


def test_a_held_mail_is_told_by_its_reasons_and_the_composers_mail_is_offered(api: Api) -> None:
    api.written_by(INVENTED, INVENTED)
    answer = api.as_("rep-1").post("/v1/emails", json={"contact": "c-001", "occasion": "follow_up"})
    assert answer.status_code == 202
    queued = answer.json()
    assert queued["review"]["state"] == "waiting"
    assert queued["offered"]["engine"] == "composer"
    assert "Levant 120" in queued["offered"]["text"]
    assert all(one["message"] and one["source"] and one["to_do"] for one in queued["reasons"])
    assert answer.headers["location"] == f"/v1/emails/{queued['suggestion']}"
    assert api.as_("rep-1").get(answer.headers["location"]).json()["status"] == "queued"


@pytest.mark.parametrize("path", ["answer", "again", "events"])
def test_no_word_of_held_text_reaches_a_rep(api: Api, path: str) -> None:
    api.written_by(INVENTED, INVENTED)
    accept = "text/event-stream" if path == "events" else "application/json"
    answer = api.as_("rep-1", Accept=accept).post("/v1/emails", json={"contact": "c-001", "occasion": "follow_up"})
    if path == "again":
        answer = api.as_("rep-1").get(f"/v1/emails/{answer.json()['suggestion']}")
    assert "claims." in answer.text
    for word in ("ISO", "27001", "Berlin", "2 jours"):
        assert word not in answer.text


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Ce n’est pas autorisé"), ("en", "This is not allowed")], ids=["fr", "en"]
)
def test_a_refusal_says_by_which_row_why_and_what_would_make_it_possible(api: Api, language: str, title: str) -> None:
    answer = api.as_("rep-1", language).post("/v1/emails", json={"contact": "c-003", "occasion": "first_contact"})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "admission.refused"
    assert problem["title"].replace("'", "’") == title
    person = problem["admission"]["recipients"][0]
    assert person["outcome"] == "refused"
    assert person["row"]
    assert all(one["message"] and one["source"] for one in person["reasons"])
    assert person["remedies"]


def test_a_brief_that_presses_is_refused_with_its_reason(api: Api) -> None:
    brief = {"contact": "c-002", "occasion": "follow_up", "points": ["dire que c'est maintenant ou jamais"]}
    answer = api.as_("rep-1").post("/v1/emails", json=brief)
    assert answer.status_code == 403
    assert answer.json()["code"] == "brief.refused"
    assert [one["rule"] for one in answer.json()["reasons"]] == ["pressure.now_or_never"]


@pytest.mark.parametrize(
    ("brief", "status", "code"),
    [
        ({"contact": "nobody@nowhere.example", "occasion": "thanks"}, 404, "contact.unknown"),
        ({"contact": "c-001"}, 422, "request.invalid"),
        ({"contact": "c-001", "occasion": "party"}, 422, "request.invalid"),
        ({"contact": "c-001", "occasion": "thanks", "engine": "openai"}, 422, "request.invalid"),
        ({"contact": "c-001", "occasion": "thanks", "points": ["x"] * 13}, 422, "request.invalid"),
        ({"contact": "c-001", "occasion": "thanks", "points": ["x" * 3_999] * 2}, 422, "brief.invalid"),
        ({"contact": "c-\x00001", "occasion": "thanks"}, 422, "request.invalid"),
        ({"contact": "c-001", "occasion": "answer", "reply_to": {"eml": "not base64!"}}, 422, "request.invalid"),
        ({"contact": "c-001", "occasion": "answer", "reply_to": {"eml": ""}}, 422, "incoming.invalid"),
    ],
)
def test_a_brief_that_cannot_be_worked_on_says_so(
    api: Api, brief: Mapping[str, object], status: int, code: str
) -> None:
    answer = api.as_("rep-1").post("/v1/emails", json=brief)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "incoming",
    [
        "Bonjour, quel est le délai de livraison du Levant 120 ?",
        {"subject": "Question", "text": "Bonjour, quel est le délai de livraison du Levant 120 ?"},
        {
            "eml": base64.b64encode(
                b"From: claire.martin@courriel.example\r\nSubject: Question\r\n\r\nQuel est le delai du Levant 120 ?"
            ).decode()
        },
    ],
    ids=["text", "subject and text", "eml"],
)
def test_the_mail_being_answered_is_taken_in_three_forms(api: Api, incoming: object) -> None:
    answer = api.as_("rep-1").post("/v1/emails", json={"contact": "c-001", "occasion": "answer", "reply_to": incoming})
    assert answer.status_code == 200
    assert "10 jours" in answer.json()["text"]


def test_whoever_watches_sees_the_steps_and_then_the_same_answer(api: Api) -> None:
    answer = api.as_("rep-1", Accept="text/event-stream").post("/v1/emails", json=RELANCE)
    assert answer.headers["content-type"].startswith("text/event-stream")
    *steps, (name, mail) = events(answer)
    assert [data["step"] for _, data in steps] == ["admission", "reading", "drafting", "checking", "storing"]
    assert {name for name, _ in steps} == {"progress"}
    assert name == "released"
    assert mail == api.as_("rep-1").get(f"/v1/emails/{mail['suggestion']}").json()


@pytest.mark.parametrize(
    ("brief", "name", "member"),
    [
        (HELD, "queued", "reasons"),
        ({"contact": "c-003", "occasion": "first_contact"}, "refused", "admission"),
        ({"contact": "nobody@nowhere.example", "occasion": "thanks"}, "problem", "code"),
    ],
)
def test_the_last_event_is_called_as_what_became_of_it(
    api: Api, brief: Mapping[str, object], name: str, member: str
) -> None:
    last = events(api.as_("rep-1", Accept="text/event-stream").post("/v1/emails", json=brief))[-1]
    assert last[0] == name
    assert last[1][member]


def test_a_failure_that_nobody_foresaw_is_a_problem_event_that_says_nothing_of_the_inside(api: Api) -> None:
    api.written_by(RuntimeError("Clothilde Vercoutter"))
    brief = {"contact": "c-001", "occasion": "follow_up"}
    answer = api.as_("rep-1", Accept="text/event-stream").post("/v1/emails", json=brief)
    assert events(answer)[-1][0] == "problem"
    assert "Clothilde" not in answer.text


def test_the_same_key_gives_the_same_answer_and_writes_nothing_anew(api: Api) -> None:
    client = api.as_("rep-1", **{"Idempotency-Key": '"9b2f6d1c"'})
    first, second = (client.post("/v1/emails", json=RELANCE) for _ in range(2))
    assert second.json() == first.json()
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"


def test_a_brief_that_is_repeated_after_its_mail_was_rejected_is_told_so(api: Api) -> None:
    client = api.as_("rep-1", **{"Idempotency-Key": "rejected-1"})
    review = client.post("/v1/emails", json=HELD).json()["review"]["id"]
    api.as_("manager").post(f"/v1/reviews/{review}/reject", json={"reason": "Aucune garantie n’est à vie."})
    again = client.post("/v1/emails", json=HELD)
    assert (again.status_code, again.json()["status"]) == (200, "closed")
    assert again.json()["review"]["reason"] == "Aucune garantie n’est à vie."
    assert again.headers["idempotency-replayed"] == "true"
    watched = api.as_("rep-1", Accept="text/event-stream", **{"Idempotency-Key": "rejected-1"})
    assert events(watched.post("/v1/emails", json=HELD))[-1] == ("closed", again.json())


@pytest.mark.parametrize("brief", [HELD], ids=["held"])
def test_a_held_brief_is_repeated_as_it_was(api: Api, brief: Mapping[str, object]) -> None:
    client = api.as_("rep-1", **{"Idempotency-Key": "held-1"})
    first, second = (client.post("/v1/emails", json=brief) for _ in range(2))
    assert (second.status_code, second.json()) == (first.status_code, first.json())


def test_the_order_of_fields_makes_no_other_request(api: Api) -> None:
    client = api.as_("rep-1", **{"Idempotency-Key": "ordered", "Content-Type": "application/json"})
    first = client.post("/v1/emails", content=json.dumps(RELANCE))
    second = client.post("/v1/emails", content=json.dumps(dict(reversed(RELANCE.items())), indent=1))
    assert second.json()["suggestion"] == first.json()["suggestion"]


def test_the_same_key_with_another_brief_is_refused(api: Api) -> None:
    client = api.as_("rep-1", **{"Idempotency-Key": "9b2f6d1c"})
    assert client.post("/v1/emails", json=RELANCE).status_code == 200
    answer = client.post("/v1/emails", json={**RELANCE, "tone": "formal"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.reused")


def test_a_key_counts_for_one_token(api: Api) -> None:
    key = {"Idempotency-Key": "shared"}
    mine = api.as_("rep-1", **key).post("/v1/emails", json=RELANCE)
    theirs = api.as_("rep-3", **key).post("/v1/emails", json=ANSWER)
    assert (mine.status_code, theirs.status_code) == (200, 200)


@pytest.mark.parametrize("key", ["", '"open', "two words", '"a" "b"', "x" * 256, "é".encode().decode("latin-1")])
def test_a_malformed_key_is_refused(api: Api, key: str) -> None:
    answer = api.as_("rep-1").post("/v1/emails", json=RELANCE, headers={"Idempotency-Key": key.encode("latin-1")})
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency.malformed")


def test_a_rep_sees_their_own_mails_and_a_manager_sees_all(api: Api) -> None:
    written = api.as_("rep-1").post("/v1/emails", json=RELANCE).json()
    path = f"/v1/emails/{written['suggestion']}"
    assert api.as_("rep-1").get(path).json()["text"] == written["text"]
    assert api.as_("manager").get(path).json()["text"] == written["text"]
    assert api.as_("rep-3").get(path).json()["code"] == "suggestion.unknown"
    assert api.as_("rep-3").post(f"{path}/sent").json()["code"] == "suggestion.unknown"
    assert api.as_("rep-1").get(f"/v1/emails/{UUID(int=7)}").status_code == 404


def test_a_mail_leaves_once(api: Api) -> None:
    written = api.as_("rep-1").post("/v1/emails", json=RELANCE).json()
    path = f"/v1/emails/{written['suggestion']}"
    sent = api.as_("rep-1").post(f"{path}/sent")
    assert sent.status_code == 200
    assert sent.json()["text"] == written["text"]
    assert api.as_("rep-1").get(path).json()["sent_at"] == sent.json()["sent_at"]
    again = api.as_("rep-1").post(f"{path}/sent")
    assert (again.status_code, again.json()["code"]) == (409, "suggestion.sent")


def test_a_held_mail_does_not_leave(api: Api) -> None:
    held = api.as_("rep-1").post("/v1/emails", json=HELD).json()
    answer = api.as_("rep-1").post(f"/v1/emails/{held['suggestion']}/sent")
    assert (answer.status_code, answer.json()["code"]) == (409, "suggestion.not_released")


def test_a_model_writes_as_well(api: Api) -> None:
    api.written_by(GOOD)
    answer = api.as_("rep-1").post("/v1/emails", json={"contact": "c-001", "occasion": "follow_up"})
    assert answer.json()["engine"] == "openai"
    assert answer.json()["model"] == "scripted"

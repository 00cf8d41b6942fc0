"""Promise 9: the same gate judges what a rep types, what a reviewer edits, and what is about to be sent."""

import pytest

from assistant.emails.brief import make_brief
from assistant.records.suggestions import suggestion
from assistant.records.tables import ObjectionEvent
from guardrails.verdict import Action
from tests.assistant.scripted import GOOD, INVENTED, URGENT, WRONG, Scripted
from tests.promises.conftest import Watched

TEXTS = {
    "good": GOOD,
    "invented": INVENTED,
    "a wrong price": WRONG,
    "urgent": URGENT,
    "another's number": GOOD.replace("Je reste", "Appelez Sylvie Bernard au 06 12 34 56 78. Je reste"),
    "a health note": GOOD.replace("Je reste", "Votre voisine souffre d’un cancer du sein. Je reste"),
    "a placeholder": GOOD.replace("649 €", "XX €"),
    "a name that was not filled in": GOOD.replace("Madame Martin", "[nom]"),
    "a superlative": GOOD.replace("Je reste", "C’est le meilleur bureau du marché. Je reste"),
    "another language": "Dear Claire Martin,\n\nThank you very much for your visit to our showroom.\n\nHélène Caradec",
    "from the customer's side": GOOD.replace("Chère Madame Martin", "Chère Hélène Caradec"),
}
SUBJECT = "Suite à votre visite"
BRIEF = {"contact": "c-001", "occasion": "follow_up"}
PLACEHOLDERS = [
    "[nom]", "[Prénom]", "[à compléter]", "XX €", "XX %", "{{first_name}}", "{prenom}", "${name}", "%FIRST_NAME%",
    "<<Nom>>", "*|FNAME|*", "<PERSON_1>", "<nom>", "JJ/MM/AAAA", "(à préciser)", "Lorem ipsum dolor", "[Your Name]",
]  # fmt: skip
IN_FRENCH = {"Accept-Language": "fr"}


def asking(findings: list[dict[str, str]]) -> set[str]:
    """Rules of the findings that ask for something."""
    return {one["rule"] for one in findings if one["action"] != Action.ALLOW}


@pytest.mark.few(3)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_is_judged_the_same_whoever_wrote_it(api: Watched, text: str) -> None:
    """By a rep who asks for a check, and by a model whose draft it is."""
    checked = (
        api.as_("rep-1").post("/v1/check", json={**BRIEF, "text": text, "subject": SUBJECT, "language": "fr"}).json()
    )
    engine = Scripted([text, text])
    outcome = api.workspace.writer_with(engine).write(make_brief("c-001", "follow_up", "fr", rep="rep-1"), api.clock())
    drafted = outcome.attempts[0].verdict
    assert checked["decision"] == drafted.decision
    assert asking(checked["findings"]) == {one.rule for one in drafted.findings if one.asks}
    released = drafted.released
    assert checked["released"] == (released and {"subject": released.subject, "text": released.text})


@pytest.mark.few(3)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_an_edit_by_a_reviewer_is_judged_the_same(api: Watched, text: str) -> None:
    api.written_by(INVENTED, INVENTED)
    review = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()["review"]["id"]
    checked = (
        api.as_("rep-1").post("/v1/check", json={**BRIEF, "text": text, "subject": SUBJECT, "language": "fr"}).json()
    )
    edited = api.as_("manager", "fr").post(f"/v1/reviews/{review}/edit", json={"text": text, "subject": SUBJECT}).json()
    assert edited["decision"] == checked["decision"]
    assert asking(edited["findings"]) == asking(checked["findings"])
    assert edited["released"] == checked["released"]
    assert edited["review"]["state"] == ("edited" if checked["released"] else "waiting")


def test_a_rep_is_told_what_is_wrong_and_where_in_their_own_text(api: Watched) -> None:
    answer = api.as_("rep-1").post("/v1/check", json={"text": URGENT}).json()
    assert answer["released"] is None
    found = next(one for one in answer["findings"] if one["rule"].startswith("pressure."))
    assert "maintenant ou jamais" in URGENT[found["start"] : found["end"]]
    assert found["suggestion"] is not None
    assert found["message"]
    assert found["source"]


@pytest.mark.few(10)
@pytest.mark.parametrize("where", ["text", "subject"])
@pytest.mark.parametrize("field", PLACEHOLDERS)
def test_what_was_never_filled_in_stops_a_text(api: Watched, field: str, where: str) -> None:
    text, subject = (
        (GOOD.replace("649 €", f"649 € ({field})"), SUBJECT) if where == "text" else (GOOD, f"Offre {field}")
    )
    answer = api.as_("rep-1").post("/v1/check", json={**BRIEF, "text": text, "subject": subject}).json()
    assert "injection.placeholder" in asking(answer["findings"])
    assert answer["released"] is None


@pytest.mark.parametrize("field", PLACEHOLDERS[:4])
def test_what_was_never_filled_in_stops_a_draft_and_an_edit(api: Watched, field: str) -> None:
    text = GOOD.replace("649 €", f"649 € ({field})")
    api.written_by(text, text)
    queued = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()
    assert queued["status"] == "queued"
    assert api.as_("rep-1").post(f"/v1/emails/{queued['suggestion']}/sent").json()["code"] == "suggestion.not_released"
    edited = api.as_("manager").post(f"/v1/reviews/{queued['review']['id']}/edit", json={"text": text}).json()
    assert edited["released"] is None


def test_a_mail_whose_redaction_marks_were_never_filled_in_is_not_sent(api: Watched) -> None:
    text = GOOD.replace("Je reste", "Voyez avec Sylvie Bernard. Je reste")
    api.written_by(text, text)
    told = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()
    assert told["status"] == "released"
    assert "Sylvie" not in told["text"]
    assert "<" in told["text"]
    assert api.as_("rep-1").post(f"/v1/emails/{told['suggestion']}/sent").status_code == 409


def test_what_a_reviewer_edited_leaves_as_it_was_judged_and_not_otherwise(api: Watched) -> None:
    api.written_by(INVENTED, INVENTED)
    queued = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()
    path = f"/v1/reviews/{queued['review']['id']}/edit"
    refused = api.as_("manager").post(path, json={"text": INVENTED}).json()
    assert (refused["decision"], refused["released"], refused["suggestion"]) == ("hold", None, None)
    passed = api.as_("manager").post(path, json={"text": GOOD}).json()
    assert passed["suggestion"]
    sent = api.as_("rep-1").post(f"/v1/emails/{passed['suggestion']}/sent").json()
    assert sent["text"] == passed["released"]["text"]


def test_a_stored_text_that_was_changed_behind_the_gate_does_not_leave(api: Watched) -> None:
    told = api.as_("rep-1").post("/v1/emails", json={**BRIEF, "points": ["rappeler le prix du Levant 120"]}).json()
    with api.workspace.records.writing() as session:
        row = suggestion(session, told["suggestion"])
        row.release = (row.release or "").replace("Levant 120", "Levant 130")
    sent = api.as_("rep-1").post(f"/v1/emails/{told['suggestion']}/sent")
    assert (sent.status_code, sent.json()["code"]) == (409, "seal.invalid")
    assert "Levant 130" not in api.as_("rep-1").get(f"/v1/emails/{told['suggestion']}").text


def test_what_somebody_withdrew_meanwhile_stops_the_send(api: Watched) -> None:
    told = api.as_("rep-1").post("/v1/emails", json=BRIEF).json()
    with api.workspace.records.writing() as session:
        session.add(ObjectionEvent(id="o-9", contact_id="c-001", purpose="*", channel="*", at=api.clock()))
    sent = api.as_("rep-1").post(f"/v1/emails/{told['suggestion']}/sent")
    assert (sent.status_code, sent.json()["code"]) == (409, "seal.invalid")

"""The doors through which she travels: what people and programs send to the service, and what operators type."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock

import httpx
from sqlalchemy import create_engine, text

from tests.assistant.engines.endpoint import Reply, completion, failure, mail
from tests.promises.canaries import (
    EMAIL,
    FIRST_NAME,
    HEALTH,
    IBAN,
    LAST_NAME,
    PHONE,
    everything,
)
from tests.promises.company import CONTACT, MOMENT, Premises, Running, incoming_mail

NAME = f"{FIRST_NAME} {LAST_NAME}"
ASKED: Mapping[str, object] = {"contact": CONTACT, "occasion": "follow_up"}
LETTER = (
    "Bonjour PERSON_1,\n\nMerci de votre message, auquel je réponds avec plaisir. {}\n\nBien cordialement,\nPERSON_2"
)
INVENTED = LETTER.format("Nous sommes certifiés ISO 27001 et garantissons tout pendant 99 ans.")
LEAKED = LETTER.format(f"Nous sommes certifiés ISO 27001. {everything()}")


class Scripts:
    """What the model answers next; it may have learnt of her elsewhere, and says so."""

    def __init__(self) -> None:
        self.reply: Reply = mail(subject="Votre demande", body=LETTER.format("Je reste à votre disposition."))
        self._lock = Lock()

    def __call__(self, _number: int, _body: Mapping[str, object]) -> Reply:
        return self.reply


# --- the doors ------------------------------------------------------------------------------------------------------


def by_brief(service: Running, scripts: Scripts) -> Iterator[httpx.Response]:
    """Briefs of every kind, by both ways, with a model that writes well, invents, blurts out, or fails."""
    points = [f"remercier {NAME} de son appel du {PHONE}", f"confirmer son adresse {EMAIL}"]
    with service.client() as rep:
        given = [
            ASKED,
            {**ASKED, "points": points},
            {**ASKED, "contact": NAME},
            {**ASKED, "contact": EMAIL, "occasion": "answer", "reply_to": {"eml": incoming_mail()}},
            {**ASKED, "occasion": "answer", "reply_to": {"subject": NAME, "text": everything()}},
            {**ASKED, "points": [everything()]},
            {**ASKED, "contact": "c-001", "points": [f"lui parler de {NAME}, {PHONE}"]},
            {**ASKED, "contact": "c-001", "points": ["la rassurer"], "mentionable": [NAME]},
            {**ASKED, "contact": "c-003", "occasion": "first_contact", "points": [everything()]},
        ]
        for number, one in enumerate(given):
            yield rep.post("/v1/emails", json=one, headers={"Idempotency-Key": f'"{EMAIL} {PHONE} {number}"'})
        for reply in (
            mail(subject=f"Pour {NAME}", body=LEAKED),
            mail(subject="Votre demande", body=INVENTED),
            completion(everything()),
            completion(json.dumps({"subject": NAME, NAME: everything()})),
            mail(subject="Votre demande", body=f"Bonjour PERSON_{LAST_NAME},\n\n" + "Merci de votre visite. " * 2),
            failure(500, everything()),
            failure(400, everything()),
        ):
            scripts.reply = reply
            yield rep.post("/v1/emails", json={**ASKED, "points": points})
            with rep.stream("POST", "/v1/emails", json=ASKED, headers={"Accept": "text/event-stream"}) as stream:
                stream.read()
                yield stream
        with rep.stream("POST", "/v1/emails", json=ASKED, headers={"Accept": "text/event-stream"}) as stream:
            next(stream.iter_bytes())  # and the client goes


def by_check(service: Running) -> Iterator[httpx.Response]:
    """A text of a rep's own, with and without a contact, as text and as markup."""
    with service.client() as rep:
        for more in ({}, {"contact": CONTACT}, {"contact": "c-001"}, {"format": "html"}, {"mentionable": [NAME]}):
            yield rep.post("/v1/check", json={"text": everything(), "subject": f"Pour {NAME}", **more})


def by_review(service: Running) -> Iterator[httpx.Response]:
    """A reviewer's edit, advice and reasons, which all speak of her."""
    with service.client("manager", **{"Accept-Language": "fr"}) as manager:
        waiting = manager.get("/v1/reviews", params={"limit": 200})
        yield waiting
        ids = [one["id"] for one in waiting.json()["reviews"] if one["contact"] == CONTACT]
        assert len(ids) >= 4, "there was to be enough to review"
        seen = manager.get(f"/v1/reviews/{ids[0]}")
        yield seen
        words = everything()
        keys = [one["key"] for one in seen.json()["findings"] if one["may_be_taken"]]
        acts: list[tuple[int, str, Mapping[str, object]]] = [
            (0, "release", {"overrides": [], "reason": words}),
            (0, "release", {"overrides": keys, "reason": words}),
            (1, "edit", {"text": f"Bonjour {NAME},\n\nMerci de votre message.\n\n{words}", "subject": NAME}),
            (1, "edit", {"text": f"Bonjour {NAME},\n\nMerci de votre message.\n\nHélène Caradec"}),
            (2, "return", {"advice": words}),
            (3, "reject", {"reason": words}),
            (3, "reject", {"reason": "autre chose"}),
        ]
        for at, act, body in acts:
            yield manager.post(f"/v1/reviews/{ids[at]}/{act}", json=body)


def by_look_up(service: Running) -> Iterator[httpx.Response]:
    """Her address in an URL."""
    for role in ("rep", "manager", "privacy_officer"):
        with service.client(role) as client:
            yield client.get("/v1/contacts", params={"email": EMAIL})


def by_mistake(service: Running) -> Iterator[httpx.Response]:
    """Requests that are wrong in every way, each speaking of her; nothing of it may come back."""
    words = everything()
    with service.client() as rep:
        yield rep.get("/v1/contacts", params={"email": f"{LAST_NAME}@{EMAIL}@x"})
        yield rep.get(
            "/v1/contacts", params={"email": f"{PHONE.replace(' ', '')}@boite.example", "name": NAME, NAME: PHONE}
        )
        yield rep.get(f"/v1/emails/{NAME}")
        yield rep.get(f"/v1/{NAME}/{EMAIL}", params={"iban": IBAN})
        yield rep.request("BREW", f"/v1/emails/{EMAIL}")
        yield rep.post("/v1/emails", json={"contact": NAME, NAME: words, "occasion": words})
        yield rep.post("/v1/emails", json={**ASKED, "points": [words] * 13, "variation": PHONE, "tone": HEALTH})
        yield rep.post("/v1/emails", json={**ASKED, "reply_to": {"eml": words}})
        yield rep.post("/v1/emails", json={**ASKED, "contact": f"{words} nobody"})
        yield rep.post("/v1/emails", json=ASKED, headers={"Idempotency-Key": f'"{EMAIL}" "{PHONE}"'})
        yield rep.post("/v1/check", content=words.encode(), headers={"Content-Type": "application/json"})
        yield rep.post("/v1/check", content=words.encode(), headers={"Content-Type": f"text/{FIRST_NAME}"})
        yield rep.post("/v1/check", json={"text": [words], "occasion": NAME, NAME: NAME})
        yield rep.post("/v1/check", json={"text": words * 20_000})
        yield rep.get("/healthz", headers={"X-Request-ID": EMAIL, "User-Agent": EMAIL, "Referer": f"https://x/{EMAIL}"})
        yield rep.get(f"/v1/reviews/{EMAIL}")
        yield rep.post(f"/v1/reviews/{EMAIL}/release", json={"reason": words})
    with service.client("manager") as manager:
        yield manager.get(f"/v1/reviews/{EMAIL}")
        yield manager.get("/v1/reviews", params={"after": EMAIL, "limit": PHONE})
        yield manager.post(f"/v1/reviews/{EMAIL}/release", json={"reason": words, "overrides": [words * 5]})
        yield manager.post("/v1/check", json={"text": words, "contact": f"{PHONE} {IBAN}"})
    with httpx.Client(base_url=f"http://127.0.0.1:{service.port}") as stranger:
        yield stranger.get("/v1/contacts", params={"email": EMAIL})
        yield stranger.get("/v1/contacts", headers={"Authorization": f"Bearer {EMAIL}"})
        for path in ("/healthz", "/readyz", "/openapi.json", "/docs"):
            yield stranger.get(path)


def by_broken_records(service: Running, premises: Premises) -> Iterator[httpx.Response]:
    """The same when the records refuse every new row, so that each request ends in a traceback somewhere."""
    with broken_records(premises), service.client() as rep:
        yield rep.post("/v1/emails", json={**ASKED, "points": [f"remercier {NAME}"]})
        yield rep.post("/v1/check", json={"text": everything(), "contact": CONTACT})
        with rep.stream("POST", "/v1/emails", json=ASKED, headers={"Accept": "text/event-stream"}) as stream:
            stream.read()
            yield stream


@contextmanager
def broken_records(premises: Premises) -> Iterator[None]:
    """Records that refuse every entry of the journal, and name the row in their error."""
    engine = create_engine(premises.database_url)
    make, drop = (
        ["ALTER TABLE journal ADD CONSTRAINT broken CHECK (seq < 0) NOT VALID"],
        ["ALTER TABLE journal DROP CONSTRAINT broken"],
    )
    if engine.dialect.name == "sqlite":
        make = ["CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END"]
        drop = ["DROP TRIGGER broken"]
    try:
        for statements, last in ((make, False), (drop, True)):
            with engine.begin() as connection:
                for one in statements:
                    connection.execute(text(one))
            if not last:
                yield
    finally:
        engine.dispose()


def by_command(premises: Premises, whole: bool) -> None:
    """What an operator types; `whole` with the commands that load the gate."""
    given = premises.given
    broken = given / "broken"
    broken.mkdir()
    for file in (given / "crm").glob("*.csv"):
        lines = file.read_text(encoding="utf-8")
        wrong = f"{NAME},{EMAIL},{PHONE},{IBAN},{everything()!r}\n" if file.stem in ("contacts", "interactions") else ""
        (broken / file.name).write_text(lines + wrong, encoding="utf-8")
    premises.run("import", str(broken), fails=True)
    premises.run("journal", "verify")
    premises.run("journal", "list", "--last", "1000")
    premises.run("journal", "checkpoint", "checkpoint.json")
    premises.run("journal", "export", "journal.jsonl")
    premises.run("keys", "status")
    premises.run("keys", "rotate")
    premises.run("token", "list")
    premises.run("backup", "scrupule.backup")
    premises.run("token", "create", "--role", "rep", "--rep", EMAIL, fails=True)
    premises.run("privacy", "erase", "--contact", f"{PHONE} {IBAN}", fails=True)
    if whole:
        note = given / "note.txt"
        note.write_text(everything(), encoding="utf-8")
        premises.run("draft", "--contact", f"{PHONE} {IBAN}", "--occasion", "answer", "--now", MOMENT, fails=True)
        premises.run("draft", "--contact", CONTACT, "--occasion", "party", "--now", MOMENT, fails=True)
        premises.run("check", str(note), "--contact", f"{PHONE} {IBAN}", "--now", MOMENT, fails=True)
        premises.run("reviews", "show", EMAIL, "--now", MOMENT, fails=True)

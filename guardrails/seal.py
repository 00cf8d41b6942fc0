"""The seal on released text: HMAC-SHA256 (RFC 2104) over text, recipients, facts, consent, packs and expiry."""

import hashlib
import hmac
import json
from datetime import datetime

from guardrails.draft import Context, Fact, Recipient, end_of
from guardrails.errors import SealError
from guardrails.verdict import SealedContent


class Sealer:
    """Makes and checks seals with one key."""

    def __init__(self, key: bytes) -> None:
        if len(key) < 32:
            raise SealError("the seal key must be 32 bytes or longer; set SCRUPULE_SEAL_KEY to a longer secret")
        self.key = key

    def seal(self, content: SealedContent) -> str:
        """The seal of the content, in hexadecimal."""
        return self._mac(json.dumps(content.as_dict(), sort_keys=True, ensure_ascii=False))

    def people(self, context: Context) -> str:
        """Keyed digest of who the text goes to."""
        return self._mac(json.dumps(sorted(_identity(one) for one in context.everyone)))

    def basis(self, context: Context, fact_ids: tuple[str, ...]) -> str:
        """Keyed digest of what a release rests on: if it changes, the release ends.

        The facts used and all others about the same thing, the law that applies, what the recipients agreed to, and
        whom the text speaks for and may name.
        """
        used = {(fact.subject, fact.type) for fact in context.facts if fact.id in fact_ids}
        facts = sorted(_essence(fact) for fact in context.facts if (fact.subject, fact.type) in used)
        rights = sorted(_rights(person) for person in context.everyone)
        law = [context.purpose, context.channel, context.jurisdiction, context.audience]
        sender = context.sender.model_dump_json() if context.sender else None
        return self._mac(json.dumps([facts, rights, law, sender, sorted(context.mentionable)]))

    def read(self, stored: str) -> SealedContent:
        """The content of a stored release, its seal verified.

        Raises:
            SealError: not a stored release, or altered since it was sealed.
        """
        try:
            data = json.loads(stored)
            content = _content(data["content"])
            seal = str(data["seal"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise SealError("this is not a stored release; inspect the draft again") from error
        if not hmac.compare_digest(seal.encode(), self.seal(content).encode()):
            raise SealError("the text was changed after it was released, or sealed with another key; inspect it again")
        return content

    def _mac(self, text: str) -> str:
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()


def expired_facts(context: Context, fact_ids: tuple[str, ...]) -> list[str]:
    """Ids of the facts used that are gone from the context or no longer valid at its `now`."""
    facts = {fact.id: fact for fact in context.facts}
    return [one for one in fact_ids if one not in facts or _is_over(facts[one], context.now)]


def _is_over(fact: Fact, now: datetime | None) -> bool:
    return fact.valid_until is not None and (now is None or end_of(fact.valid_until) < now)


def _identity(person: Recipient) -> str:
    return "|".join((part or "").casefold() for part in (person.email, person.phone, person.name))


def _rights(person: Recipient) -> str:
    kept = {"consents", "objections", "minor", "restricted", "suppressed_on"}
    return _identity(person) + person.model_dump_json(include=kept)


def _essence(fact: Fact) -> str:
    return fact.model_dump_json(exclude={"source"})


def _content(data: dict[str, object]) -> SealedContent:
    fields = dict(data)
    for name in ("packs", "guards", "facts"):
        fields[name] = tuple(str(one) for one in fields[name])  # type: ignore[union-attr]
    expiry = fields["expires_at"]
    fields["expires_at"] = datetime.fromisoformat(str(expiry)) if expiry else None
    return SealedContent(**fields)  # type: ignore[arg-type]

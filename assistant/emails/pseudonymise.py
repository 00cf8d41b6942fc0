"""Names, addresses and identifiers leave for a model as placeholders, and come back in its answer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.engines.request import Correspondent, Email, EmailRequest, Engine
from guardrails.draft import Context
from guardrails.pii.detect import Detector
from guardrails.pii.pseudonyms import Pseudonymiser


class PrivateEngine:
    """An engine behind pseudonyms. One object serves one brief: the placeholders are the same in its repair round."""

    def __init__(self, engine: Engine, detector: Detector, request: EmailRequest, context: Context) -> None:
        self._engine = engine
        things = [fact.subject for fact in request.facts if fact.subject]
        self._names = Pseudonymiser(detector, request.language, _known(request, context), things)

    def write(self, request: EmailRequest) -> Email:
        """Write one mail; the engine sees placeholders only.

        Raises:
            EngineError: as the engine does.
            UnknownPlaceholder: the answer holds a placeholder that stands for nobody.
        """
        mail = self._engine.write(self._hidden(request))
        return replace(mail, subject=self._names.restore(mail.subject), body=self._names.restore(mail.body))

    def _hidden(self, request: EmailRequest) -> EmailRequest:
        hide = self._names.hide
        previous = request.previous
        return replace(
            request,
            recipient=self._person(request.recipient),
            sender=self._person(request.sender),
            points=tuple(hide(one) for one in request.points),
            facts=tuple(
                one.model_copy(
                    update={"subject": one.subject and hide(one.subject), "value": hide(one.value), "source": None}
                )
                for one in request.facts
            ),
            history=tuple(replace(one, text=hide(one.text)) for one in request.history),
            incoming=request.incoming and hide(request.incoming),
            advice=tuple(hide(one) for one in request.advice),
            previous=previous and Email(hide(previous.subject), hide(previous.body)),
        )

    def _person(self, person: Correspondent) -> Correspondent:
        """The full name alone: parts of it would be placeholders that a model has to keep together."""

        def hidden(value: str | None) -> str | None:
            return self._names.hide(value) if value else None

        return replace(
            person,
            name=hidden(person.name),
            first_name=None,
            last_name=None,
            company=hidden(person.company),
            job_title=hidden(person.job_title),
            email=hidden(person.email),
            phone=hidden(person.phone),
        )


def _known(request: EmailRequest, context: Context) -> dict[str, Sequence[str]]:
    """What is certainly personal: both parties' names, coordinates and companies."""
    parties = (request.recipient, request.sender)
    people = context.everyone
    return {
        "person": _listed(one.name for one in parties) + tuple(context.mentionable),
        "company": _listed(one.company for one in parties),
        "email": _listed([one.email for one in parties] + [one.email for one in people]),
        "phone": _listed([one.phone for one in parties] + [one.phone for one in people]),
    }


def _listed(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in values if one))

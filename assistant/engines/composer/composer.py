"""The composer: a mail from approved sentences, the rep's points and verified facts, without a model."""

from dataclasses import dataclass

from assistant.engines.composer.asked import asked_of
from assistant.engines.composer.body import Body
from assistant.engines.composer.brief import clauses
from assistant.engines.composer.facts import choose_facts
from assistant.engines.composer.library import sheet
from assistant.engines.composer.material import Material, gather
from assistant.engines.composer.people import address, signature
from assistant.engines.composer.points import read_points
from assistant.engines.composer.typography import typeset
from assistant.engines.request import Email, EmailRequest, Occasion

SENTENCES_VERSION = "2"
"""Raised whenever an approved sentence or its use changes."""
_LONGEST_SUBJECT = 78


@dataclass(frozen=True, slots=True)
class Composer:
    """Writes mails in French and English without a model; the same request gives the same mail.

    It asserts what the request holds and nothing else: numbers come from facts or from the rep's own words,
    an earlier exchange is mentioned only if the history has it, civility only if it is given.
    """

    name: str = "composer"
    model: str = f"composer-{SENTENCES_VERSION}"
    is_model: bool = False

    def write(self, request: EmailRequest) -> Email:
        """Write one mail.

        Raises:
            BriefUnusable: the brief is too long for a mail, or in another language than the mail.
        """
        occasion = sheet(request.occasion, request.language)
        points = read_points(clauses(request), request)
        asked = asked_of(request, points)
        material = gather(request, points, choose_facts(request, occasion, asked), asked)
        body = Body(request, occasion, material)
        paragraphs = body.paragraphs()
        reader = address(request.recipient, request.tone, request.occasion, request.language)
        text = "\n\n".join(
            part
            for part in (
                reader.salutation,
                *paragraphs,
                body.farewell(reader),
                signature(request.sender),
            )
            if part
        )
        return Email(subject=_subject(body, request, material), body=typeset(text, request.language))


def _subject(body: Body, request: EmailRequest, material: Material) -> str:
    """A short and honest subject line, without its topic if that would make it long.

    Where the rep says what the thanks are for, the subject names nothing else.
    """
    values = material.values
    if request.occasion is Occasion.THANKS and material.points.of(("thank",)):
        values = {name: value for name, value in values.items() if name != "exchange"}
    line = body.subject(values)
    if len(line) > _LONGEST_SUBJECT:
        line = body.subject({name: value for name, value in values.items() if "topic" not in name})
    return typeset(line, request.language)

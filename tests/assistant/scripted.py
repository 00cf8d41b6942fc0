"""An engine that answers from a script, and mails that the gate takes or holds."""

from collections.abc import Sequence

from assistant.engines.request import Email, EmailRequest

GOOD = (
    "Chère Madame Martin,\n\nMerci de votre visite au showroom. Le Levant 120 coûte 649 € TTC. Je reste à votre"
    " disposition pour toute question.\n\nBien cordialement,\nHélène Caradec\nMaison Aubépine"
)
INVENTED = GOOD.replace("Je reste", "Nous sommes certifiés ISO 27001 et la livraison à Berlin prend 2 jours. Je reste")
WRONG = GOOD.replace("649 €", "499 €")
URGENT = GOOD.replace("Je reste à votre", "C’est maintenant ou jamais, décidez-vous ce soir. Je reste à votre")


class Scripted:
    """An engine that answers from a script and keeps what it was asked."""

    name = "openai"
    model = "scripted"
    is_model = True

    def __init__(self, answers: Sequence[str | Exception]) -> None:
        self.answers = list(answers)
        self.asked: list[EmailRequest] = []

    def write(self, request: EmailRequest) -> Email:
        """The next answer."""
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Email("Suite à votre visite", answer)

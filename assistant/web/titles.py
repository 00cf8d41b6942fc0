"""The words of problem details that go with an HTTP status, in both languages."""

from collections.abc import Mapping
from typing import Final

from guardrails.draft import Language

_TITLES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("The request cannot be read", "La demande est illisible"),
    401: ("A valid token is needed", "Un jeton valide est nécessaire"),
    403: ("This is not allowed", "Ce n’est pas autorisé"),
    404: ("There is nothing here", "Il n’y a rien ici"),
    405: ("This address takes other methods", "Cette adresse attend une autre méthode"),
    406: ("This answer exists in other forms only", "Cette réponse n’existe que sous d’autres formes"),
    408: ("The request came too slowly", "La demande est arrivée trop lentement"),
    409: ("The present state does not allow it", "L’état actuel ne le permet pas"),
    410: ("This is over", "C’est terminé"),
    413: ("The request is too long", "La demande est trop longue"),
    415: ("The body must be JSON", "Le corps doit être du JSON"),
    422: ("Something in the request cannot be used", "Un élément de la demande est inutilisable"),
    429: ("Too many requests", "Trop de demandes"),
    431: ("The headers are too long", "Les en-têtes sont trop longs"),
    500: ("The service failed", "Le service a échoué"),
    502: ("The engine gave no usable mail", "Le moteur n’a pas donné de message utilisable"),
    503: ("The service cannot answer now", "Le service ne peut pas répondre pour l’instant"),
    504: ("The engine took too long", "Le moteur a mis trop de temps"),
    507: ("The records cannot be written", "Les enregistrements ne peuvent pas être écrits"),
}
_ADVICE: Final[Mapping[int, tuple[str, str]]] = {
    400: ("send well-formed HTTP with a JSON body", "envoyez du HTTP bien formé, avec un corps JSON"),
    404: ("check the address; /docs lists all of them", "vérifiez l’adresse ; /docs les donne toutes"),
    405: ("the Allow header names the methods", "l’en-tête Allow nomme les méthodes"),
    408: ("the body did not arrive in time; send it again", "le corps n’est pas arrivé à temps ; renvoyez-le"),
    413: (
        "send a shorter body; an administrator sets the limit (SCRUPULE_WEB__MAX_BODY_BYTES)",
        "envoyez un corps plus court ; un administrateur fixe la limite (SCRUPULE_WEB__MAX_BODY_BYTES)",
    ),
    431: ("send shorter headers", "envoyez des en-têtes plus courts"),
    500: (
        "nothing is known to be wrong with the request; the log has the reason under this request id",
        "la demande n’est pas en cause ; le journal technique donne la raison sous cet identifiant de demande",
    ),
}


def title_of(status: int, language: Language) -> str:
    """The heading for a status; that of its class if the status has none."""
    return _said(_TITLES.get(status) or _TITLES[status // 100 * 100], language)


def advice_for(status: int, language: Language) -> str:
    """What to do when nothing more is known than the status."""
    return _said(_ADVICE.get(status) or _ADVICE[status // 100 * 100], language)


def _said(both: tuple[str, str], language: Language) -> str:
    english, french = both
    return french if language == "fr" else english

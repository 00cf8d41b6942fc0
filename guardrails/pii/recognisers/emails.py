"""E-mail addresses of people, plain and disguised."""

from collections.abc import Iterable

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_EMAIL = compile_pattern(
    r"[^\s@<>()\[\]{},;:\"'|/\\¤]+@[^\s@<>()\[\]{},;:\"'|/\\¤]+\.[^\s@<>()\[\]{},;:.\"'|/\\\d¤]{2,24}"
)
_JOIN = (
    r"(?: (?:point|dot|tiret|tiret du bas|tiret bas|dash|hyphen|underscore|moins|plus) "
    r"| ?[(\[{<] ?(?:point|dot|tiret|dash|underscore|\.) ?[)\]}>] ?|[._+\-])"
)
_AT = r"(?: (?:arobase|arobas|arrobase|chez arobase|at) | ?[(\[{<] ?(?:arobase|arobas|at|a|@) ?[)\]}>] ?| ?@ ?)"
_DISGUISED = compile_pattern(
    rf"\b[a-z0-9]+(?:{_JOIN}[a-z0-9]+)*{_AT}[a-z0-9]+(?:{_JOIN}[a-z0-9]+)*{_JOIN}[a-z]{{2,10}}\b"
)
_DISGUISED_DOT = compile_pattern(r" (?:dot|point) |[(\[{<] ?(?:dot|point|\.)")
_NO_MAILBOX = frozenset({
    "us", "me", "you", "it", "them", "him", "her", "look", "looking", "available", "meet", "meeting", "located",
    "back", "again", "office", "here", "is", "are", "was", "nous",
})  # fmt: skip
"""Words before "at example dot com" that make it a sentence and no address."""
_ROLES = frozenset({
    "contact", "contacts", "info", "infos", "information", "support", "sav", "service", "services", "hello",
    "bonjour", "accueil", "office", "admin", "administration", "sales", "ventes", "commercial", "compta",
    "comptabilite", "facturation", "billing", "accounts", "accounting", "factures", "invoices", "jobs", "recrutement",
    "rh", "hr", "careers", "press", "presse", "marketing", "newsletter", "noreply", "no-reply", "nepasrepondre",
    "ne-pas-repondre", "donotreply", "dpo", "privacy", "rgpd", "gdpr", "legal", "webmaster", "postmaster", "abuse",
    "security", "help", "helpdesk", "team", "equipe", "orders", "order", "commandes", "commande", "devis", "quotes",
    "reservation", "reservations", "booking", "events",
})  # fmt: skip
_FREE_MAIL = frozenset({
    "gmail.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "hotmail.com", "hotmail.fr",
    "outlook.com", "outlook.fr", "yahoo.com", "yahoo.fr", "icloud.com", "live.com", "live.fr", "proton.me",
    "protonmail.com", "gmx.com", "gmx.fr", "aol.com", "bbox.fr", "btinternet.com", "yahoo.co.uk", "hotmail.co.uk",
})  # fmt: skip


class EmailRecogniser(Recogniser):
    """E-mail addresses of people; a company's role mailbox such as contact@ is not personal (CNIL, EDPB)."""

    kinds = ("email",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Plain addresses, then disguised ones."""
        for match in _EMAIL.finditer(reading.folded):
            start, end = match.span()
            while end > start and reading.folded[end - 1] in ".-_'":
                end -= 1
            while start < end and reading.folded[start] in ".-_=*#&!?":
                start += 1
            if not is_role_mailbox(reading.folded[start:end]):
                yield Hit("email", start, end, 0.99, Sign.SHAPE)
        for match in _DISGUISED.finditer(reading.folded):
            start, end = match.span()
            found = plain_address(reading.folded[start:end])
            if " at " in reading.folded[start:end] and not _DISGUISED_DOT.search(reading.folded[start:end]):
                continue  # "book at example.com" is a sentence
            if found.partition("@")[0] not in _NO_MAILBOX and not is_role_mailbox(found):
                yield Hit("email", start, end, 0.9, Sign.DISGUISED)


_DISGUISES = (
    (
        compile_pattern(r" ?[(\[{<] ?(?:arobase|arobas|at|a|@) ?[)\]}>] ?| (?:chez )?(?:arobase|arobas|arrobase|at) "),
        "@",
    ),
    (compile_pattern(r" ?[(\[{<] ?(?:point|dot|\.) ?[)\]}>] ?| (?:point|dot) "), "."),
    (
        compile_pattern(
            r" ?[(\[{<] ?(?:tiret du bas|tiret bas|underscore) ?[)\]}>] ?| (?:tiret du bas|tiret bas|underscore) "
        ),
        "_",
    ),
    (compile_pattern(r" ?[(\[{<] ?(?:tiret|dash) ?[)\]}>] ?| (?:tiret|dash|hyphen|moins) "), "-"),
    (compile_pattern(r" plus "), "+"),
)


def plain_address(address: str) -> str:
    """A disguised address ("jean point dupont arobase exemple point fr") as it would be typed, lower-case."""
    plain = address.lower()
    for disguise, sign in _DISGUISES:
        plain = disguise.sub(sign, plain)
    return plain.replace(" ", "")


def is_role_mailbox(address: str) -> bool:
    """Whether an address belongs to a role of a company and not to a person."""
    local, _, domain = address.partition("@")
    return local.partition("+")[0] in _ROLES and domain not in _FREE_MAIL

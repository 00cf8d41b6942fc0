"""Whose mailbox an e-mail address is: a person's or a role's."""

from guardrails.patterns import compile_pattern

_ROLES = frozenset({
    "contact", "contacts", "contactez-nous", "contactus", "info", "infos", "information", "informations", "support",
    "sav", "service", "services", "hello", "bonjour", "accueil", "office", "admin", "administration", "admissions",
    "sales", "ventes", "vente", "commercial", "commerciaux", "compta", "comptabilite", "facturation", "billing",
    "account", "accounts", "accounting", "factures", "facture", "invoices", "invoice", "finance", "payments", "payroll",
    "paie", "achats", "achat", "purchasing", "procurement", "jobs", "job", "recrutement", "recruitment", "emploi",
    "candidature", "candidatures", "rh", "drh", "hr", "careers", "carrieres", "press", "presse", "media", "marketing",
    "com", "communication", "newsletter", "news", "noreply", "no-reply", "nepasrepondre", "ne-pas-repondre",
    "donotreply", "do-not-reply", "reply", "mailer-daemon", "notification", "notifications", "alerts", "alertes", "bot",
    "dpo", "privacy", "rgpd", "gdpr", "dpd", "legal", "juridique", "compliance", "webmaster", "postmaster",
    "hostmaster", "root", "git", "abuse", "security", "securite", "help", "helpdesk", "hotline", "assistance", "aide",
    "team", "equipe", "staff", "orders", "order", "commandes", "commande", "devis", "quotes", "quote",
    "reservation", "reservations", "resa", "booking", "bookings", "events", "event", "evenements", "inscription",
    "inscriptions", "registration", "reception", "secretariat", "direction", "mairie", "agence", "boutique", "magasin",
    "shop", "store", "eshop", "logistique", "logistics", "livraison", "livraisons", "delivery", "shipping",
    "expedition",
    "returns", "retours", "technique", "technical", "tech", "it", "informatique", "dev", "api", "partners",
    "partenaires",
    "partnerships", "customerservice", "customercare", "customersupport", "serviceclient", "serviceclients",
    "relationclient", "relationsclients", "enquiries", "enquiry", "inquiries", "feedback", "reclamation",
    "reclamations",
    "complaints", "warranty", "garantie", "formation", "training", "webinar", "abonnement", "abonnements",
    "subscriptions", "unsubscribe", "desinscription", "bureau", "mail", "email", "e-mail", "test", "demo", "standard",
    "headoffice", "hq",
})  # fmt: skip
_QUALIFIERS = frozenset({
    "client", "clients", "customer", "customers", "relation", "relations", "care", "pro", "b2b", "b2c", "fr", "uk",
    "us",
    "ie", "be", "ch", "de", "eu", "emea", "france", "europe", "group", "groupe", "dept", "department", "desk", "web",
    "site", "online", "general", "generale", "nord", "sud", "est", "ouest", "idf", "paris", "lyon", "london", "dublin",
    "lille", "nantes", "bordeaux", "toulouse", "marseille", "technique", "apres", "export", "national", "regional",
    "payable", "receivable", "head", "main", "commerciale", "generaux", "standard", "public", "my",
})  # fmt: skip
"""Words that go with a role: service-clients@, sales.uk@."""
_MODELS = frozenset({
    "prenom.nom", "nom.prenom", "prenom", "nom", "firstname.lastname", "first.last", "votre.nom", "votrenom",
    "your.name",
    "yourname", "name", "username", "utilisateur", "user",
})  # fmt: skip
"""Local parts that only show how an address is made."""
_FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "neuf.fr",
    "numericable.fr",
    "hotmail.com", "hotmail.fr", "hotmail.co.uk", "outlook.com", "outlook.fr", "yahoo.com", "yahoo.fr", "yahoo.co.uk",
    "ymail.com", "icloud.com", "me.com", "mac.com", "live.com", "live.fr", "live.co.uk", "msn.com", "proton.me",
    "protonmail.com", "gmx.com", "gmx.fr", "gmx.de", "web.de", "aol.com", "bbox.fr", "btinternet.com", "sky.com",
    "virginmedia.com", "talktalk.net", "eircom.net", "comcast.net", "verizon.net", "att.net", "skynet.be", "bluewin.ch",
    "mail.com", "fastmail.com", "tutanota.com", "zoho.com", "yandex.com",
})  # fmt: skip
FREE_NAMES = _FREE_MAIL | frozenset(domain.partition(".")[0] for domain in _FREE_MAIL)
"""Free providers, with and without the end of their name, as it is left out in speech."""
_MACHINES = frozenset(
    {"noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "nepasrepondre"}
)
_PARTS = compile_pattern(r"[._\-]|\d+")


def is_role_mailbox(address: str) -> bool:
    """Whether an address belongs to a role of a company and not to a person; at a free provider it is a person's."""
    local, _, domain = address.partition("@")
    local = local.partition("+")[0]
    if local in _MACHINES or local in _MODELS:
        return True
    return domain not in FREE_NAMES and _is_role(local)


def _is_role(local: str) -> bool:
    if local in _ROLES:
        return True
    parts = [part for part in _PARTS.split(local) if part]
    if not all(part in _ROLES or part in _QUALIFIERS for part in parts):
        return False
    return any(part in _ROLES or part in ("client", "clients", "customer", "customers") for part in parts)

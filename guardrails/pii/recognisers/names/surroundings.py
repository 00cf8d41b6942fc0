"""The words before and after a name that tell whether a person is meant."""

from collections.abc import Set

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.words import PERSONAL_VERBS, VERBS, NameWords

_VERBS_OF_PEOPLE = VERBS | PERSONAL_VERBS
_RELATION = compile_pattern(
    r"(?:\b(?:joindre|rappeler|rappelle|rappelez|relancer|relance|appeler|appelle|appelez|contacter|contactez|"
    r"voir avec|rdv (?:tel )?avec|avec|prevenir|demander(?: a)?|demandez|facturer|facturez|remercier|saluer|chez|"
    r"selon|pour|par|confirmer a|dire a|parler a|ecrire a|transmettre a|"
    r"(?:demande|message|mail|courrier|copie|colis|dossier|devis|envoie|transmets) a|l'avis de|la part de|"
    r"le compte de|rencontre|"
    r"croise|eu|et|et a|merci a|grace a|ici"
    r"|ask(?: for)?|call|ring|try|chase|meet(?:ing)?(?: with)?|met|mtg with|call with|with|tell|remind|email|"
    r"emailed|phone|phoned|thank|contact|bill|invoice|for|by|cc|per|from|and|saw|spoke (?:to|with)|talk(?:ed)? to|"
    r"hear from|thanks to|find|told|asks?|asked|says?|said|this is"
    r"|(?:c'est|its|it's|asked by|vu|rencontre|seen|joindre)|"
    r"(?:mon|ma|mes|son|sa|notre|nos|votre|leur) (?:collegue|assistante?|associee?|mari|femme|epouse|fils|fille|frere|"
    r"soeur|pere|mere|ami|amie|voisine?|responsable|directeur|directrice|stagiaire|successeur|remplacante?)|"
    r"(?:my|his|her|our|their|your) (?:colleague|assistant|partner|husband|wife|son|daughter|brother|sister|father|"
    r"mother|friend|neighbour|neighbor|manager|boss|intern|successor|replacement)"
    r"|(?:le|la|les|l')? ?(?:fils|fille|frere|soeur|mari|femme|mere|pere|dossier|compte|anniversaire|mail|bureau|"
    r"equipe|numero|telephone|adresse) (?:de |d')|securite sociale de|(?:number|birthday|file|address|email|"
    r"account) (?:for|of)) ?|d')$"
)


def is_related(words: NameWords, index: int) -> bool:
    """Whether the words before a name are those before people: "rappeler", "ask for", "sa fille"."""
    return _RELATION.search(words.reading.before(words.words[index].start, 40)) is not None


def names_a_thing(words: NameWords, index: int) -> bool:
    """Whether a small word that is no verb follows: "Jade plants", "Rose wine"."""
    if index + 1 >= len(words) or words.gap(index) != " " or words.is_plainly_given(index):
        return False
    following = words.words[index + 1]
    return (
        following.text.islower()
        and not words.is_ordinary(index + 1)
        and following.folded not in VERBS
        and len(following.text) > 3
    )


def precedes_verb(words: NameWords, end: int, verbs: Set[str] = _VERBS_OF_PEOPLE) -> bool:
    """Whether the next word is one of these verbs."""
    return end < len(words) and words.gap(end - 1) == " " and words.words[end].folded in verbs


_CLITICS = frozenset({
    "vous", "nous", "te", "t", "me", "m", "lui", "leur", "ne", "n", "y", "en", "s", "se", "le", "la", "les", "l",
})  # fmt: skip
_CLIENTS = frozenset({
    "client", "cliente", "contact", "prospect", "patient", "patiente", "locataire", "acheteur", "customer", "client's",
    "famille", "family", "sieur", "nomme", "nommee",
})  # fmt: skip


def acts(words: NameWords, end: int) -> bool:
    """Whether a verb of people follows a name, pronouns in between: "Rose vous rappelle", "Max will call"."""
    index = end
    while index < len(words) and index - end < 2 and words.gap(index - 1) in (" ", " n'", " m'", " s'", " l'", " t'"):
        word = words.words[index].folded
        if word in _VERBS_OF_PEOPLE or (index > end and words.is_word(index) and len(word) > 3):
            return True
        if word not in _CLITICS:
            return False
        index += 1
    return False


def follows_a_client(words: NameWords, index: int) -> bool:
    """Whether the word before is that of a customer: "le client Fournier"."""
    return index > 0 and words.gap(index - 1) == " " and words.words[index - 1].folded in _CLIENTS

"""The words before and after a name that tell whether a person is meant."""

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.words import VERBS, NameWords

_RELATION = compile_pattern(
    r"(?:\b(?:joindre|rappeler|rappelle|rappelez|relancer|relance|appeler|appelle|appelez|contacter|contactez|"
    r"voir avec|rdv (?:tel )?avec|avec|prevenir|demander(?: a)?|demandez|facturer|facturez|remercier|saluer|chez|"
    r"selon|pour|par|confirmer a|dire a|parler a|ecrire a|transmettre a|l'avis de|la part de|le compte de|rencontre|"
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

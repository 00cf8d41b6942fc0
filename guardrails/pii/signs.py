"""What gave a piece of personal data away: the reason that `scrupule pii --explain` and Presidio show."""

from enum import StrEnum

from guardrails.draft import Language


class Sign(StrEnum):
    """Why a recogniser took something for personal data."""

    CHECKED = "checked"
    LABELLED = "labelled"
    LABELLED_CHECKED = "labelled_checked"
    SHAPE = "shape"
    SPELLED_OUT = "spelled_out"
    DISGUISED = "disguised"
    PROFILE = "profile"
    NAMED_AFTER = "named_after"
    STREET = "street"
    BORN = "born"
    VEHICLE = "vehicle"
    ABOUT_SOMEBODY = "about_somebody"
    CIVILITY = "civility"
    LIST = "list"
    COLUMN = "column"
    LIKE_ADDRESS = "like_address"
    BESIDE_ADDRESS = "beside_address"
    SIGNATURE = "signature"
    GREETED = "greeted"
    GIVEN_NAME = "given_name"
    SURNAME_FIRST = "surname_first"
    INITIAL = "initial"
    MODEL = "model"
    AGAIN = "again"
    RELATED = "related"
    BESIDE = "beside"
    FILE_NAME = "file_name"
    PAIR = "pair"
    SURNAME = "surname"
    SMALL_LETTERS = "small_letters"
    SPEAKER = "speaker"

    def sentence(self, language: Language) -> str:
        """The sign in words."""
        french, english = _SENTENCES[self]
        return french if language == "fr" else english


_SENTENCES: dict[Sign, tuple[str, str]] = {
    Sign.CHECKED: ("la clé de contrôle est juste", "its check digits are right"),
    Sign.LABELLED: ("les mots qui précèdent l'annoncent", "the words before announce it"),
    Sign.LABELLED_CHECKED: (
        "les mots qui précèdent l'annoncent et la clé de contrôle est juste",
        "the words before announce it and its check digits are right",
    ),
    Sign.SHAPE: ("rien d'autre ne s'écrit ainsi", "nothing else is written this way"),
    Sign.SPELLED_OUT: ("écrit en toutes lettres", "spelled out in words"),
    Sign.DISGUISED: ("adresse déguisée, avec des mots pour les signes", "a disguised address, words for its signs"),
    Sign.PROFILE: ("page de profil d'un réseau", "a profile page of a network"),
    Sign.NAMED_AFTER: ("page qui porte le nom de quelqu'un", "a page that bears somebody's name"),
    Sign.STREET: ("numéro, voie et commune", "number, street and town"),
    Sign.BORN: ("date annoncée comme celle d'une naissance", "a date announced as that of a birth"),
    Sign.VEHICLE: ("la phrase parle d'un véhicule", "the sentence speaks of a vehicle"),
    Sign.ABOUT_SOMEBODY: ("la phrase le dit d'une personne", "the sentence says it of a person"),
    Sign.CIVILITY: ("suit une civilité", "follows a civility"),
    Sign.LIST: ("figure dans une liste de personnes", "stands in a list of people"),
    Sign.COLUMN: ("dans une colonne de noms", "in a column of names"),
    Sign.LIKE_ADDRESS: ("une adresse électronique du texte l'épelle", "an e-mail address of the text spells it"),
    Sign.BESIDE_ADDRESS: ("précède une adresse ou un numéro", "precedes an address or a number"),
    Sign.SIGNATURE: ("seul sur sa ligne, comme une signature", "alone on its line, as a signature is"),
    Sign.GREETED: ("la formule salue ou remercie", "is greeted or thanked"),
    Sign.GIVEN_NAME: ("contient un prénom connu", "holds a known given name"),
    Sign.SURNAME_FIRST: ("nom de famille suivi d'un prénom", "a family name, then a given name"),
    Sign.INITIAL: ("une initiale, puis un nom", "an initial, then a name"),
    Sign.MODEL: ("le modèle de langage y lit une personne", "the language model reads a person there"),
    Sign.RELATED: ("la phrase en dit le métier ou le lien de parenté", "the sentence tells a role or a relation"),
    Sign.BESIDE: ("joint par « et » à un autre nom", 'joined by "and" to another name'),
    Sign.FILE_NAME: ("dans le nom d'un fichier", "in the name of a file"),
    Sign.SURNAME: ("un nom de famille connu, là où l'on nomme quelqu'un", "a known family name where people stand"),
    Sign.PAIR: ("deux noms propres qui se suivent", "two proper names in a row"),
    Sign.SMALL_LETTERS: ("un nom connu, en minuscules", "a known name in small letters"),
    Sign.SPEAKER: ("ouvre une réplique, suivi de deux-points", "opens a line of a conversation, before a colon"),
    Sign.AGAIN: ("partie d'un nom trouvé ailleurs dans le texte", "part of a name found elsewhere in the text"),
}

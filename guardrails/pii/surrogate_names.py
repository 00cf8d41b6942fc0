"""Invented names for pseudonyms, and the gender of common given names; compiled for this project.

The names are plausible, rare, written without accents, no everyday words in French or English, and far enough from each
other that one which a model misspelt is not taken for another.
"""

from typing import Literal

Gender = Literal["female", "male", "either"]

GIVEN: dict[Gender, tuple[str, ...]] = {
    "female": (
        "Solveig", "Maelys", "Ghislaine", "Bertille", "Perpetua", "Tiphaine", "Rosemonde", "Clothilde", "Wilhelmina",
        "Honorine", "Isaure", "Apolline", "Ottilie", "Euphrasie", "Ursuline", "Imelda", "Albertine",
    ),
    "male": (
        "Gontran", "Barnabe", "Thibald", "Florimond", "Lambert", "Cuthbert", "Sigismond", "Fulgence", "Mortimer",
        "Hippolyte", "Enguerrand", "Ogier", "Aldebert", "Isidore", "Ulrich", "Evariste", "Humphrey",
    ),
    "either": (
        "Dominique", "Camille", "Sidney", "Marlowe", "Kerrigan", "Yannis", "Lindsay", "Bellamy", "Tierney",
        "Alwyn", "Emerson", "Ainsley", "Innis", "Ellery",
    ),
}  # fmt: skip
FAMILY = (
    "Vaucresson", "Brindamour", "Pontavice", "Marchegay", "Thornbury", "Quenneville", "Fairbrother", "Goldsworthy",
    "Larchevesque", "Sallenave", "Wetherby", "Kerguelen", "Desrosiers", "Bracegirdle", "Mirambeau", "Tourtechaux",
    "Ormesson", "Ashdown", "Escoffier", "Underhay", "Ambleside", "Hautecombe", "Estournel", "Inchbald",
)  # fmt: skip
COMPANIES = (
    "Tolvanor", "Brevexia", "Marquendis", "Solivane", "Kestrelin", "Nordavel", "Pralimond", "Quintessor", "Verdinox",
    "Zelmaris", "Galvenor", "Cambrisol", "Ostravel", "Ilvaneo", "Aubrenix", "Esterval", "Umbrisec", "Orvanelle",
)  # fmt: skip
STREETS = (
    "Brisemarne",
    "Tournefolie",
    "Quarteloup",
    "Mirevache",
    "Sablencourt",
    "Pelvoisin",
    "Gratteloup",
    "Chantemesle",
)
TOWNS = (
    "Valdoisel",
    "Fontebrac",
    "Merlancourt",
    "Roquesauve",
    "Bellignac",
    "Castelmire",
    "Noyerval",
    "Sauvebrune",
)

_FEMALE = (
    "adele agathe agnes alice aline amandine amelie anais andrea angela anita anna anne annie audrey aurelie beatrice "
    "benedicte berenice brigitte carole caroline catherine cecile celine chantal charlotte chloe christelle christine "
    "claire clara clemence colette coralie corinne delphine denise diane dorothee elena elise elisabeth ella elodie "
    "emilie emily emma estelle esther eva evelyne fabienne fanny fatima florence francoise gabrielle genevieve "
    "georgette helen helene ines irene isabelle jacqueline jane janet jeanne jennifer jessica joanna josephine judith "
    "julia julie juliette karen karine kate katherine laetitia laura laure laurence lea leila lena linda lisa lola "
    "louise lucie lucy madeleine manon margaret margaux marguerite maria marianne marie marina marine marion marthe "
    "martine mary maryse mathilde melanie melissa michele michelle mireille monique muriel myriam nadia nadine "
    "nathalie nicole nina nora odette odile olivia pamela pascale patricia pauline rachel rebecca rosalie ruth sabine "
    "sabrina salome samantha samira sandra sandrine sara sarah severine simone sofia solene sonia sophie stephanie "
    "susan suzanne sylvie tatiana therese valerie vanessa vera veronique victoria virginie yasmine yvette yvonne zoe"
)
_MALE = (
    "aaron adam adrien ahmed alain albert alex alexandre ali andre andrew antoine anthony arnaud arthur aurelien "
    "bastien benjamin benoit bernard bertrand brian brice bruno cedric charles christian christophe christopher "
    "clement cyril damien daniel david denis didier edouard edward emile emmanuel eric etienne fabien fabrice felix "
    "florian francis francois franck frederic gabriel gael gaetan gaspard gauthier george georges gerald gerard "
    "gilbert gilles gregoire gregory guillaume gustave guy hamza hassan henri henry herve hubert hugo hugues ibrahim "
    "igor ivan jack jacques james jason jean jeremy jerome joel john jonathan joseph joshua jules julien karim kevin "
    "laurent leo leon lionel loic louis luc lucas ludovic luke malik marc marcel mark martin mathieu matthew matthieu "
    "maurice max maxime mehdi michael michel mohamed nathan nicolas nicholas noah noel olivier omar oscar pascal "
    "patrice patrick paul peter philip philippe pierre quentin raphael raymond remi rene richard robert robin roger "
    "roland romain ryan samir samuel sebastien serge simon stephane stephen steven sylvain theo thibault thierry "
    "thomas tim tom tristan valentin victor vincent walter william xavier yann yannick yves youssef"
)
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(_FEMALE.split(), "female"),
    **dict.fromkeys(_MALE.split(), "male"),
}


def gender_of(given: str) -> Gender:
    """The gender that a folded given name usually has; ``either`` where it is unknown. A first part decides."""
    return _GENDERS.get(given) or _GENDERS.get(given.partition("-")[0]) or "either"

"""Names of people are found in every writing style; companies, products, rooms and streets named after people stay."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import values_found

KINDS = frozenset(["person"])
FOUND: list[tuple[Language, str, list[str]]] = [
    ("fr", "Lemaire vous rappelle demain, Dupont a signé et Lefebvre aussi.", ["Lemaire", "Dupont", "Lefebvre"]),
    ("fr", "Le client Fournier est mécontent.", ["Fournier"]),
    ("fr", "J'envoie votre demande à Lefebvre.", ["Lefebvre"]),
    ("fr", "Rose vous rappelle lundi.", ["Rose"]),
    ("fr", "Voyez avec Ben pour le devis.", ["Ben"]),
    (
        "fr",
        "Réunion : TRAORÉ Mamadou, Opaline Kerbrat et NGUYEN Thi Lan",
        ["TRAORÉ Mamadou", "Opaline Kerbrat", "NGUYEN Thi Lan"],
    ),
    ("fr", "Ma fille Opaline passera, avec son frère Titouan.", ["Opaline", "Titouan"]),
    ("fr", "CV_Kerbrat_Claire.pdf", ["Kerbrat_Claire"]),
    ("en", "Talk to Ben tomorrow; Max will call you.", ["Ben", "Max"]),
    ("en", "Mark from IT and Ewurabena Quansah, the new buyer, agreed.", ["Mark", "Ewurabena Quansah"]),
    ("en", "Trần Thị Mai signed for it.", ["Trần Thị Mai"]),
    ("en", "Kristin R Fuerst called, and so did Koen G.", ["Kristin R Fuerst", "Koen G"]),
    ("fr", "Bonjour Madame Lefort, votre devis est prêt.", ["Lefort"]),
    ("fr", "Bonjour Élodie,\nvotre devis est prêt.", ["Élodie"]),
    ("fr", "M. DUPONT rappellera demain.", ["DUPONT"]),
    ("fr", "J'ai vu Clément ROUVIÈRE hier.", ["Clément ROUVIÈRE"]),
    ("fr", "Voyez avec J.-P. Roussel pour la suite.", ["J.-P. Roussel"]),
    ("fr", "ROUVIÈRE Clément remplace le chef d'agence.", ["ROUVIÈRE Clément"]),
    ("fr", "Le rendez-vous avec Geoffroy de La Tour est confirmé.", ["Geoffroy de La Tour"]),
    ("fr", "Merci de relancer thérèse blanchard (06 12 34 56 78).", ["thérèse blanchard"]),
    ("fr", "Cordialement,\n\nAïcha Boumediene\nResponsable commerciale", ["Aïcha Boumediene"]),
    ("fr", "Cordialement,\nEnora", ["Enora"]),
    ("fr", "Vu avec la collègue d'Ousmane hier.", ["Ousmane"]),
    ("fr", "Écrivez à Zyx Qorvane <zyx.qorvane@exemple.fr>.", ["Zyx Qorvane"]),
    ("fr", "Présents : Linh Tran, Bakary Sow et H. Vasseur.", ["Linh Tran", "Bakary Sow", "H. Vasseur"]),
    ("fr", "M. et Mme Tremblay-Gagnon viendront.", ["Tremblay-Gagnon"]),
    ("fr", "Rose est absente cette semaine.", ["Rose"]),
    ("en", "Dear Ms Whitcombe, your quote is ready.", ["Whitcombe"]),
    ("en", "Hi Declan,\nyour quote is ready.", ["Declan"]),
    ("en", "I met Siobhan O'LEARY yesterday.", ["Siobhan O'LEARY"]),
    ("en", "Ask for W. Power at the desk.", ["W. Power"]),
    ("en", "Kind regards,\n\nPriya Raman\nSales", ["Priya Raman"]),
    ("en", "Please chase giulia romano (020 7946 0018).", ["giulia romano"]),
    ("en", "On 4 April 2025, Kwame Mensah (kwame@example.org) wrote:", ["Kwame Mensah"]),
    ("en", "The file of Omar bin Rashid is closed.", ["Omar bin Rashid"]),
    ("en", "Attendees: Oyelaran, Folasade; De Souza, Luiz.", ["Oyelaran, Folasade", "De Souza, Luiz"]),
    ("en", "Hope is on leave until Monday.", ["Hope"]),
    ("en", "Whitcombe, Frederick is the new buyer.", ["Whitcombe, Frederick"]),
    ("fr", "Passer par son adjoint Paweł Sobczak, psobczak@exemple.fr", ["Paweł Sobczak"]),
    ("fr", "Appelez ma collègue Précieuse, ou un certain Marchand.", ["Précieuse", "Marchand"]),
    ("en", "The induction starts at nine.\n\nVanitha\nHR", ["Vanitha"]),
    ("en", "Fintan 10am: not yet\nSure\nFintan 3pm: on it", ["Fintan", "Fintan"]),
    (
        "fr",
        "Démonstration avec nathalie n'zengué mardi, et Nathalie N'Zengué.",
        ["nathalie n'zengué", "Nathalie N'Zengué"],
    ),
    ("fr", "Brutus;poney;Cuisinier, Colin;Lille", ["Cuisinier, Colin"]),
    ("en", "The premium should go down a little. Joy", ["Joy"]),
    ("fr", "nom;prenom;ville\nMUNTEANU;Radu;Gap\nSARKISSIAN;Aram;Digne", ["MUNTEANU", "Radu", "SARKISSIAN", "Aram"]),
    ("en", "Driver\tDepot\tVan\nIfeoma Nwosu\tLeeds\tnone", ["Ifeoma Nwosu"]),
]
PASSED: list[tuple[Language, str]] = [
    ("fr", "Bonjour Maître,\n\nVoici les pièces de la vente."),
    ("fr", "Nos concurrents : Bernard Réfrigération, Bosch et Michelin."),
    ("fr", "Vu au circuit paul ricard, puis commandé chez Flunch."),
    ("fr", "Sur la passerelle Mathilde GX et le portail Alphonse Alu, voyez le Renault Mégane."),
    ("fr", "Cycles Rolland"),
    ("en", "The laptop is on order with Dell; the survey is with Connells."),
    ("en", "Baker Street Bagels wants the Bianca Pro 60."),
    ("en", "WhatsApp: on Mondays\nPick-up: at nine"),
    ("fr", "La lampe Aurélie et le forum Blaise sont à l'étage."),
    ("fr", "Livraison à Besançon, Perpignan et Charleroi le 14 avril."),
    ("fr", "Prise en charge de la maladie d'Alzheimer et de Parkinson."),
    ("en", "Will call back tomorrow. Price will be confirmed."),
    ("en", "Fletcher Gardening, Palmer & Webb and Hugo's Kitchen meet on 4 Mar."),
    ("en", "The Rosa Parks Hall and the Florence Nightingale Suite are free."),
    ("en", "Dear Reservations,\n\nSouth Africa and Portugal are fine."),
    ("fr", "Le cabinet Martin Conseil et la société Lambert & Cie ont répondu."),
    ("fr", "Picard Outillage ouvre une agence à Nancy."),
    ("fr", "Rendez-vous salle Marie Curie, 3e étage."),
    ("fr", "Le fauteuil Simone et la tondeuse Hector 40 sont en promotion."),
    ("fr", "Le collège Albert Camus et la fondation Abbé Pierre."),
    ("fr", "Le fichier martin_dupont.pdf et la remise DUPONT15."),
    ("fr", "La loi Hamon et le prix Nobel."),
    ("fr", "Bonjour Madame, Monsieur,\nNotre équipe vous répond."),
    ("fr", "Une pierre rose dans le jardin, une claire intention."),
    ("fr", "Madame la Directrice, Monsieur le Maire, chers collègues,"),
    ("fr", "Les motos Harley-Davidson et Harley Davidson sont exposées."),
    ("fr", "Cher Client, découvrez notre offre Premium."),
    ("en", "Palmer Packaging and Dawson & Sons have answered."),
    ("en", "We meet in the Rosalind Franklin room, Newton Hall."),
    ("en", "The Simone armchair and the Hector 40 mower are on offer."),
    ("en", "Mark your calendar: will you bill us in May?"),
    ("en", "Code JONES15 and file jones.xlsx."),
    ("en", "Dear Customer, our Support team will call."),
    ("en", "St. Patrick Brewing opens in Boston."),
]


@pytest.mark.parametrize(("language", "text", "names"), FOUND)
def test_names_are_found(detector: Detector, language: Language, text: str, names: list[str]) -> None:
    assert values_found(detector, text, language, KINDS) == names


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_things_named_after_people_stay(detector: Detector, language: Language, text: str) -> None:
    assert values_found(detector, text, language, KINDS) == []


def test_combining_accents_belong_to_the_name(detector: Detector) -> None:
    text = "Bonjour He\u0301le\u0300ne, merci."
    assert [one.text for one in detector.detect(text, "fr")] == ["He\u0301le\u0300ne"]

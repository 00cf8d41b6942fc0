"""Postal addresses of many countries; premises of companies, rooms, towns and counts stay."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector
from tests.guardrails.pii.marked import values_found

KINDS = frozenset(["address"])
VALUES: list[tuple[Language, str]] = [
    ("fr", "18 rue des Glycines, 29000 Quimper"),
    ("fr", "3 bis, av. Foch - 69006 LYON"),
    ("fr", "12 rue du four 35400 saint-malo"),
    ("fr", "7 impasse du Lac\n44600 Saint-Nazaire"),
    ("fr", "Appt 12, bât. C, 27 allée Jean Moulin, 69100 Villeurbanne"),
    ("fr", "12, RUE DE LA PAIX, 75002 PARIS CEDEX 02"),
    ("fr", "5 ter chemin des Vignes, Bât. B, appt 14, 13100 Aix-en-Provence"),
    ("fr", "5 ter chemin des Vignes\nRésidence Les Pins\nBât. B\n13100 Aix-en-Provence"),
    ("fr", "Résidence Les Pins, 12 avenue Victor Hugo, 06000 Nice"),
    ("fr", "2e étage, 12 avenue Victor Hugo, 06000 Nice"),
    ("fr", "12 avenue Victor Hugo, 2e étage gauche, 06000 Nice"),
    ("fr", "Place de l'Église, 43000 Le Puy"),
    ("fr", "Lieu-dit Kerbihan, 29000 Quimper"),
    ("fr", "14 rue de l'Abbé Grégoire"),
    ("fr", "14 rue Jean Jaurès, Lyon"),
    ("fr", "8 boulevard de la Liberté à Lille"),
    ("fr", "12 bis rue du Général de Gaulle, 59000 Lille, France"),
    ("fr", "BP 214, 63 ter rue Émile Zola, 57000 Metz"),
    ("fr", "Le Bourg, 63210 Orcival"),
    ("fr", "24 grande rue, 25000 Besançon"),
    ("fr", "Rue de la Loi 12, 1000 Bruxelles"),
    ("fr", "Kerkstraat 12, 2000 Antwerpen"),
    ("fr", "Bahnhofstrasse 12, 8001 Zürich"),
    ("fr", "chemin des Fleurs 3, 1006 Lausanne"),
    ("fr", "12, rue du Fort, L-2320 Luxembourg"),
    ("fr", "1250 rue Sherbrooke Ouest, Montréal QC H3G 1M8"),
    ("fr", "47 cours Lafayette, 69003 Lyon"),
    ("fr", "10 place Bellecour, 69002 Lyon"),
    ("fr", "27 route de Vannes, 44100 Nantes"),
    ("fr", "12 rue de l'Église 29200 Brest"),
    ("fr", "avenue Louise 231, 1050 Bruxelles"),
    ("fr", "16 rue Saint-Antoine - 75004 Paris"),
    ("fr", "9 allée des Érables\nAppt 4\n31400 Toulouse"),
    ("fr", "1 lieu-dit La Croix, 24200 Sarlat"),
    ("fr", "33 quai des Chartrons 33000 Bordeaux"),
    ("fr", "12 RUE DES LILAS\n69003 LYON"),
    ("en", "18 Primrose Avenue, Bristol BS6 5TH"),
    ("en", "12 bell street, oxford ox1 3ab"),
    ("en", "Flat 4, 27 Jubilee Gardens, Leeds LS6 2AB"),
    ("en", "Rose Cottage, Mill Lane, Bampton OX18 2AA"),
    ("en", "14 Mill Lane, Oxford"),
    ("en", "The Old Rectory, 3 Church Road, Great Milton, Oxford, OX44 7PD"),
    ("en", "221B Baker Street, London NW1 6XE"),
    ("en", "1420 Maple Drive, Apt 5B, Austin, TX 78704"),
    ("en", "995 Broadway, Miami, FL 33130"),
    ("en", "102 5th Avenue, Seattle, WA 98101"),
    ("en", "1234 N Main St, Suite 210, Boston, MA 02108-1234"),
    ("en", "56 SW 7th Ave, Miami FL 33130"),
    ("en", "Unit 0966 Box 9091\nDPO AE 12382"),
    ("en", "PSC 4377, Box 2567\nAPO AP 42078"),
    ("en", "USNS Smith\nFPO AA 12345"),
    ("en", "0487 Hull Village Suite 759\nSouth Davidport, ME 29381"),
    ("en", "7610 Jason Forges Apt. 128, New Lisa, CA 12345"),
    ("en", "12 Main Street, Killarney, Co. Kerry"),
    ("en", "14 Pembroke Road, Dublin 4"),
    ("en", "8 The Crescent, Galway, H91 X2Y3"),
    ("en", "4 Merrion Row, Dublin 2, D02 X285"),
    ("en", "37409 Paseo del Atlántico 81\n Suite 461\n Torroella de Montgrí\n Spain"),
    ("en", "8848 59 Lairg Road Apt. 888 NEWBOROUGH United Kingdom"),
    ("en", "Höhenweg 108 Apt. 378"),
    ("en", "ul. Zwycięstwa 96"),
    ("en", "Via Tasso 129"),
    ("en", "Calle Mayor 5"),
    ("en", "Rua Augusta 1200"),
    ("en", "Hauptstraße 12"),
    ("en", "Storgatan 14"),
    ("en", "Nørregade 84, 1165 København"),
    ("en", "Vestergade 84\n5000 Odense"),
    ("en", "Rantatie 53, 00100 Helsinki"),
    ("en", "P.O. Box 255"),
    ("en", "12 Via Roma 20, 00184 Roma"),
    ("en", "5 High Street\nBampton\nOX18 2AA"),
    ("en", "10 Downing St, London SW1A 2AA"),
    ("en", "14 St Mary's Road, Ealing, London W5 5ES"),
    ("en", "350 Fifth Avenue, New York, NY 10118"),
    ("en", "77 Massachusetts Ave, Cambridge, MA 02139, USA"),
    ("en", "12 Bell Street\nOxford\nOX1 3AB\nUnited Kingdom"),
    ("en", "1 Park View, Leeds"),
    ("en", "Lindenallee 4, 50968 Köln, Germany"),
    ("en", "Prinsengracht 263, 1016 GV Amsterdam"),
    ("fr", "Grand-Rue 15A, 1700 Fribourg"),
    ("fr", "rue du Simplon 2bis\nCase postale 180\n2000 Neuchâtel"),
    ("fr", "105bis voie communale n° 4\n3e étage\n78100 Poissy"),
    ("en", "2184 51 Almond Crossing Apt. 74, Leeds"),
    ("en", "Rua do Forno 76 Suite 62"),
    ("en", "16 Old Mill Road, Tampa, FL 33606"),
    ("en", "CURRAGHMORE HOUSE, DUBLIN 6W, D6W RAY0"),
    ("en", "14 Gatton Road\nLyndhurst\nNew Zealand 4102"),
]
FRAMES: dict[Language, tuple[str, ...]] = {
    "fr": ("Domicile : {}\n", "Il habite {}.", "Livraison au {} avant midi svp"),
    "en": ("Home: {}\n", "Jane Roe\n{}\n\nThanks", "She lives at {}."),
}
INSIDE: list[tuple[Language, str, list[str]]] = [
    (
        "fr",
        "Retirez-le au magasin de Lille ou faites-le livrer au 25 route du Rhin, 67100 Strasbourg.",
        ["25 route du Rhin, 67100 Strasbourg"],
    ),
    ("fr", "Dupont;Anne;12 rue des Lilas;69003;Lyon;0678125612", ["12 rue des Lilas;69003;Lyon"]),
    ("fr", 'Dupont,Anne,"12 rue des Lilas, 69003 Lyon",0678125612', ["12 rue des Lilas, 69003 Lyon"]),
    ("fr", "Il demeure au 12 bis rue Saint-Pierre\n14000 Caen\ndepuis mai", ["12 bis rue Saint-Pierre\n14000 Caen"]),
    (
        "fr",
        "Adresse de livraison : Bât. A3, Résidence du Parc, 4 allée des Tilleuls, 92160 Antony",
        ["Bât. A3, Résidence du Parc, 4 allée des Tilleuls, 92160 Antony"],
    ),
    ("fr", "chez Mme Roche, 7 rue Haute, 67000 Strasbourg", ["7 rue Haute, 67000 Strasbourg"]),
    ("fr", "Passez au 5 quai Duguay Brest 29200, chez Mme Corre, demain", ["5 quai Duguay Brest 29200"]),
    ("fr", "Colis : 9 rue Haute, chez M. Blin, 67000 Strasbourg", ["9 rue Haute", "67000 Strasbourg"]),
    ("fr", "Colis : 9 rue Haute 67000 Strasbourg Chez Paul Corre", ["9 rue Haute 67000 Strasbourg"]),
    ("fr", "Domicile : 9 rue Haute, 67000 Strasbourg, c/o Hugo Blin", ["9 rue Haute, 67000 Strasbourg"]),
    ("fr", "Domicile : lieu-dit Chez Marot, 16110 Rivières", ["lieu-dit Chez Marot, 16110 Rivières"]),
    ("en", "Home: 14 Mill Lane, Oxford OX1 2AB, c/o Mrs Brown", ["14 Mill Lane, Oxford OX1 2AB"]),
    ("fr", "nouvelle adresse 15 av du gal leclerc 94700 maisons alfort", ["15 av du gal leclerc 94700 maisons alfort"]),
    (
        "fr",
        "4, square des Acacias\n4e étage, porte gauche\nF-67100 Strasbourg",
        ["4, square des Acacias\n4e étage, porte gauche\nF-67100 Strasbourg"],
    ),
    ("fr", "Client : 3 hameau du Moulin, 73000 Chambéry, tél 06 78 12 56 12", ["3 hameau du Moulin, 73000 Chambéry"]),
    (
        "fr",
        "Anne ROCHE\n23 rue des Écoles\nBP 40012\n75240 PARIS CEDEX 05\nFrance",
        ["23 rue des Écoles\nBP 40012\n75240 PARIS CEDEX 05\nFrance"],
    ),
    ("fr", "Avenue Louise 54 bte 3, 1050 Ixelles", ["Avenue Louise 54 bte 3, 1050 Ixelles"]),
    ("fr", "Rte de Berne 12, 1010 Lausanne, Suisse", ["Rte de Berne 12, 1010 Lausanne, Suisse"]),
    ("fr", "le 12 avenue des Ternes", ["12 avenue des Ternes"]),
    ("fr", "20 rue Monge 75005 Paris – 01 42 68 53 00", ["20 rue Monge 75005 Paris"]),
    (
        "en",
        "Ship to: Jane Roe, 42 Wallaby Way, Sydney NSW 2000, Australia",
        ["42 Wallaby Way, Sydney NSW 2000, Australia"],
    ),
    (
        "en",
        "Flat 12B, Ashdown House, 14-16 Victoria Street, Manchester, M3 2EA",
        ["Flat 12B, Ashdown House, 14-16 Victoria Street, Manchester, M3 2EA"],
    ),
    (
        "en",
        "she moved to 7 Orchard Close, Little Milton, Oxfordshire OX44 7QX last week",
        ["7 Orchard Close, Little Milton, Oxfordshire OX44 7QX"],
    ),
    ("en", "1600 Pennsylvania Avenue NW, Washington, DC 20500", ["1600 Pennsylvania Avenue NW, Washington, DC 20500"]),
    ("en", "Apt 4, 200 E 57th St, New York NY 10022", ["Apt 4, 200 E 57th St, New York NY 10022"]),
    ("en", "5623 Kendra Glens\nEast Kevinport, WY 04521", ["5623 Kendra Glens\nEast Kevinport, WY 04521"]),
    (
        "en",
        "Ballyduff, Co. Waterford; 3 Main St, Lismore, Co. Waterford P51 X2Y3",
        ["3 Main St, Lismore, Co. Waterford P51 X2Y3"],
    ),
    ("en", "Her address is 12 Rue de la Paix, 75002 Paris, France.", ["12 Rue de la Paix, 75002 Paris, France"]),
    ("en", "Av. da Liberdade 110, 1269-046 Lisboa, Portugal", ["Av. da Liberdade 110, 1269-046 Lisboa, Portugal"]),
    ("en", "ul. Marszałkowska 12/4, 00-590 Warszawa", ["ul. Marszałkowska 12/4, 00-590 Warszawa"]),
    ("en", "Klosterallee 22\n20144 Hamburg\nGermany", ["Klosterallee 22\n20144 Hamburg\nGermany"]),
    ("en", "C/ Alcalá 45, 3º B, 28014 Madrid", ["C/ Alcalá 45, 3º B, 28014 Madrid"]),
    ("en", "PO Box 12, Athlone, Co. Westmeath", ["PO Box 12, Athlone, Co. Westmeath"]),
    ("fr", "Gîte : 3 Le Bourg, 63210 Orcival ; clé chez la voisine", ["3 Le Bourg, 63210 Orcival"]),
    (
        "fr",
        "Facturation : Mme Diallo, 8 place du Marché aux Fleurs, 34000 Montpellier (interphone Diallo)",
        ["8 place du Marché aux Fleurs, 34000 Montpellier"],
    ),
    ("fr", "15/17 rue Voltaire, 92300 Levallois-Perret", ["15/17 rue Voltaire, 92300 Levallois-Perret"]),
    (
        "fr",
        "Il a déménagé : 2 Impasse Clément Ader 31700 Blagnac, Esc. 2, 3ème étage",
        ["2 Impasse Clément Ader 31700 Blagnac, Esc. 2, 3ème étage"],
    ),
    ("fr", "adresse: 1 rue de l'Océan, Les Sables-d'Olonne (85100)", ["1 rue de l'Océan, Les Sables-d'Olonne (85100)"]),
    ("fr", "Rue du Midi 45, 1003 Lausanne", ["Rue du Midi 45, 1003 Lausanne"]),
    (
        "fr",
        "4500 boul. Saint-Laurent, app. 12, Montréal (Québec) H2T 1R2",
        ["4500 boul. Saint-Laurent, app. 12, Montréal (Québec) H2T 1R2"],
    ),
    ("en", "Deliver to 9 Heol y Bryn, Cardiff CF14 6EX please", ["9 Heol y Bryn, Cardiff CF14 6EX"]),
    (
        "en",
        "Billing address: 88 Colin P Kelly Jr St, San Francisco, CA 94107",
        ["88 Colin P Kelly Jr St, San Francisco, CA 94107"],
    ),
    ("en", "The Coach House, Back Lane, Tetbury, Glos GL8 8AA", ["The Coach House, Back Lane, Tetbury, Glos GL8 8AA"]),
    ("en", "name,street,city,zip\nPriya,12 Elm St,Austin,78704\n", ["12 Elm St,Austin,78704"]),
    ("en", "56 Rothschild Blvd, Tel Aviv, Israel", ["56 Rothschild Blvd, Tel Aviv, Israel"]),
    ("en", "Strandvejen 12, 2900 Hellerup, Denmark", ["Strandvejen 12, 2900 Hellerup, Denmark"]),
    ("en", "Piazza del Duomo 3, 20122 Milano MI, Italy", ["Piazza del Duomo 3, 20122 Milano MI, Italy"]),
    ("en", "apt 3B 455 Oak Avenue, Denver, Colorado 80203", ["apt 3B 455 Oak Avenue, Denver, Colorado 80203"]),
    ("en", "My new address is 12 Oakdene, Leeds. Thanks", ["12 Oakdene, Leeds"]),
    ("en", "She lives at 312 Fuente del Gallo 47, Dumbría", ["312 Fuente del Gallo 47, Dumbría"]),
    (
        "en",
        "I'd like a taxi to 99988 Kromwater 38 Apt. 78 Zoetermeer please",
        ["99988 Kromwater 38 Apt. 78 Zoetermeer"],
    ),
    ("en", "Address:\n\n400 Steinfelden 98 Apt. 90", ["400 Steinfelden 98 Apt. 90"]),
    ("en", "The letter arrived at 310 Luige tee 56, and nobody", ["310 Luige tee 56"]),
    ("en", "Ms. Tina Roe Suite 85 67110 Elmhollow 260\nLeeds", ["Suite 85 67110 Elmhollow 260"]),
    ("fr", "Elle habite au 7 Kervalan, 29200 Brest.", ["7 Kervalan, 29200 Brest"]),
    ("fr", "rue = Les Grands Genêts, 01000 Bourg-en-Bresse\nip =", ["Les Grands Genêts, 01000 Bourg-en-Bresse"]),
    ("fr", "Madame Anne Roy\nCantegrive\n13006 Marseille\n\nTours, le 1er juin", ["Cantegrive\n13006 Marseille"]),
    ("en", "Tina Roe\nKnocknagree\nKilkenny\nR95 X9PK\n061 266 179", ["Knocknagree\nKilkenny\nR95 X9PK"]),
    ("fr", "Elle habite 12 rue de l'Industrie", ["12 rue de l'Industrie"]),
    (
        "en",
        "born 3 May 1961, 16 Old Mill Road, Tampa, FL 33606, VAT GB 863 4561 10",
        ["16 Old Mill Road, Tampa, FL 33606"],
    ),
]
PASSED: list[tuple[Language, str]] = [
    ("fr", "Devis T498958 à partager, puis contrat T840705."),
    ("fr", "Notre showroom : 18 rue des Glycines, 29000 Quimper."),
    ("fr", "Nos bureaux, 12 rue Lafayette, 75009 Paris, sont ouverts."),
    ("fr", "Siège social : 12 rue Lafayette, 75009 Paris"),
    ("fr", "SAS au capital de 10 000 €, 12 rue Lafayette, 75009 Paris"),
    (
        "fr",
        "Salon au Parc des expositions, Porte de Versailles, 75015 Paris, salle 12, stand B12 hall 3, zone "
        "industrielle nord",
    ),
    (
        "fr",
        "Réunion le 4 avril 2026 à 16 h, 12 places disponibles, route à suivre, 2 rue barrée, 3 cours Python, "
        "10 cours Excel",
    ),
    ("fr", "12 place settings, 2 avenue, 5 voies, 3 villas Premium, 20 passages par jour, 4 allées larges"),
    ("fr", "Garantie 5 ans, Partie 3, Sortie 12, Brigade 4, Promenade 5"),
    ("fr", "Lyon, Paris et Nice le 12 mars 2026 ; 69003 Lyon"),
    ("fr", "12 mails Premium envoyés, 8 quais de chargement, 3 portes Confort, 2 residences Seniors"),
    ("en", "12 place settings, 3 drive units, 10 court orders, 5 Star Drive, 2 way street"),
    ("en", "10 Ways To Drive Sales, 5 Tips For Your Garden"),
    ("en", "Our office at 18 Primrose Avenue, Bristol BS6 5TH. Registered office: 1 High Street, Leeds LS1 1AA"),
    ("en", "The venue is the NEC, North Avenue, Birmingham B40 1NT"),
    ("en", "12 people on the road, 3 days a week. Call via Zoom 12 times, via Teams 30 minutes"),
    ("en", "In Room 12, booth 14, hall 3 of ExCeL London"),
    ("en", "We sold 15 Apollo Hill bikes to 3 shops"),
    ("en", "Invoice 12345 from 3 May 2026, Gate 12 at Heathrow, investigate 12 cases, Aggregate 5"),
    ("en", "Meeting 12 March Room 4 Bristol"),
    ("en", "We ship 40 units a day in the UK and 5 in France"),
    ("en", "Highway 61 tour, Route 66 bikes, 3rd Avenue Coffee"),
    ("en", "20 Clients, France; 3 Offices, Germany"),
    (
        "fr",
        "Rendez-vous dans nos locaux du 12 rue de Rivoli, 75004 Paris. L'hôtel Ibis, 5 place Carnot, 69002 "
        "Lyon, est complet.",
    ),
    (
        "fr",
        "Le salon se tient Porte de Versailles, hall 3 ; 12 cours collectifs, 6 places assises, 2 routes "
        "nationales, 5 cités étudiantes",
    ),
    ("en", "We need 5 parking place cards, 12 Court notices, 2 Lane Closures and 8 Road Shows in May."),
    ("en", "Come to our store at 5 King Street, Leeds LS1 2HH. Our head office is at 10 Park Row, Leeds LS1 5HD."),
    ("en", "I drove 12 miles on the M1 to Junction 5, then 3 Mile Cross. Windows 11 Home, Office 365, Studio 54"),
    ("en", "4 Season Drive Ltd, Top 10 Street Foods, 3 Point Lighting, 7 Eleven Square, 20 Percent Off Street Price"),
    ("fr", "Rendez-vous salle Victor Hugo, 3e étage, bâtiment B. Le 8 mai 1945, 11 novembre."),
    ("fr", "Kit 12 Place Premium à 1 200 € ; câble 5 Route 66 ; gamme 3 Avenue"),
    ("fr", "Zone de livraison 75001 Paris à 75020 Paris ; agence de Lyon (69003)"),
    ("en", "In 2024, 150 Road Warriors and 30 Street Teams visited 12 Square Mile locations"),
    ("en", "We delivered to 12 Customers in France and sent to 14 Retail Partners, France. We ship to 40 Countries."),
    (
        "en",
        "The address to 4 Key Accounts; he lived in 2 Different Worlds and lives in Paris 12",
    ),
    (
        "en",
        "Deliver to Dock 4, Address: Hall 3, Stand B12, moved to Room 12, meet me at 10 Monday, sent to 3 May Fairs",
    ),
    (
        "fr",
        "Adresse : Hall 3. Livraison : 3 Palettes Europe, livré à 14 Heures, livrer à 12 Clients",
    ),
    (
        "en",
        "Delivery stays at 40 Commerce Way. Venue: Kestrel House, 12 Enterprise Drive, 3 pm. It is at Unit 30, "
        "Kestrel Business Park and at 18 Foundry Lane Industrial Estate.",
    ),
    (
        "fr",
        "Nous vous accueillons au 34 rue de l'Industrie, Reims, salle Olivier de Serres. Dépôt : 38, zone artisanale "
        "des Chênes, Liège, salon bleu",
    ),
]


@pytest.mark.parametrize(("language", "value"), VALUES)
def test_is_found_whole(detector: Detector, language: Language, value: str) -> None:
    for frame in FRAMES[language]:
        assert values_found(detector, frame.format(value), language, KINDS) == [value]


@pytest.mark.parametrize(("language", "text", "values"), INSIDE)
def test_are_found_in_a_text(detector: Detector, language: Language, text: str, values: list[str]) -> None:
    assert values_found(detector, text, language, KINDS) == values


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_look_alikes_stay(detector: Detector, language: Language, text: str) -> None:
    assert values_found(detector, text, language, KINDS) == []

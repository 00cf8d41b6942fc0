"""Nouns that only the names of organisations have: "the Crown Inn", "la chocolaterie Brévin"."""

ORGANISATIONS = "|".join(
    (
        "abbaye abbey academy aeroport aquarium arms association atelier ateliers auberge bakers bakery barns bell "
        "biscuiterie bistro boucherie boulangerie brasserie brewery brocante bros brothers builders cabinet cafe "
        "camping care carrosserie cathedral cathedrale cave caves center centre chantiers charcuterie charpentes "
        "chateau chocolaterie chu church cider clinic clinics clinique club co coiffeur college communaute commune "
        "compagnie company conservatoire conserverie construction consulting cooperative council creche crown dairy "
        "dental departement distillery domaine ecole ecoles eglise ehpad electrical engineering estate estates "
        "etablissements ets farm farms federation ferme festival fondation fonderie foods foundation freight "
        "fromagerie gallery garage gardens gare gin golf group groupe gymnase hall holdings homes hopital hospice "
        "hospices hospital hotel hoteliers hotellerie hotels house housing imprimerie industries infirmary inn "
        "institut institute internat jardinerie jardineries joinery kitchen laboratories labs laiterie librairie "
        "library ligue limited lion lodge logistics ltd lycee lycees maconnerie mairie maison manor marina menuiserie "
        "metropole mill mills minster motors musee museum mutuelle nurseries nursery opera orchard orchards packaging "
        "papeterie paroisse partners patisserie pepiniere pepinieres pharmacie pharmacy piscine plastics plc "
        "plomberie plumbing port practice prefecture priory residence resort restaurant roofing school scierie "
        "societe society solicitors sons spa stables stade surgery swan syndicat systems tavern textiles thalasso "
        "theatre transport transports trust universite university verrerie vets ville vineyard winery works zoo "
    ).split()
)
"""For patterns, in folded letters."""

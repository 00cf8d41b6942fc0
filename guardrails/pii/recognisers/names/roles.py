"""What people are to others: trades, offices, relatives; folded, as a pattern."""

from guardrails.patterns import compile_pattern

ROLES = (
    r"collegues?|assistante?|associee?|mari|femme|epou(?:x|se)|conjointe?|compagn(?:e|on)|fiancee?|fils|fille|freres?|"
    r"soeurs?|pere|mere|maman|papa|cousine?|oncle|tante|neveu|niece|gendre|belle-[a-z]{4,5}|beau-[a-z]{4,5}|parrain|"
    r"marraine|amie?|voisine?|direct(?:eur|rice)|stagiaire|alternante?|success(?:eur|rice)|predecesseure?|remplacante?|"
    r"architecte|notaire|avocate?|comptable|gerante?|patronne?|chef(?:fe)?|secretaire|technicien(?:ne)?|commerciale?|"
    r"conseill(?:er|ere)|interlocut(?:eur|rice)|acheteu(?:r|se)|infirmi(?:er|ere)|medecin|docteure?|huissier|"
    r"presidente?|adjointe?|maire|proprietaire|locataire|formateur|formatrice|ingenieure?|consultante?|"
    r"developpeu(?:r|se)|caviste|vigneronn?e?|cuisini(?:er|ere)|ouvri(?:er|ere)|chauffeur|livreu(?:r|se)|"
    r"vendeu(?:r|se)|etudiante?|apprentie?|colleague|assistant|husband|wife|boyfriend|girlfriend|son|daughter|brother|"
    r"sister|father|mother|mum|mom|dad|uncle|aunt|nephew|grandson|granddaughter|stepson|stepdaughter|friend|flatmate|"
    r"roommate|neighbou?r|manager|director|boss|intern|successor|predecessor|replacement|architect|solicitor|lawyer|"
    r"accountant|landlord|landlady|tenant|nurse|doctor|gp|engineer|technician|driver|buyer|trainer|coach|secretary|pa|"
    r"chair(?:man|woman)|president|caretaker|carer|bookkeeper|spouse|estimator|electrician|plumber|painter|roofer|"
    r"mason|gardener|cleaner|chef|baker|butcher|farmer|pharmacist|dentist|vet|surgeon|consultant|developer|designer|"
    r"analyst|clerk|cashier|receptionist|planner|foreman|supervisor|apprentice|student|teacher|headteacher|"
    r"ceo|cfo|cto|coo"
)
_OF_PEOPLE = compile_pattern(
    rf"^(?:{ROLES}|clients?|cliente|contact|prospecte?|patiente?|salariee?|candidate?|famille|couple|dossier|compte|mail|"
    r"message|numero|petite?|jeune|cher|chere|vieux|vieille|grande?|certaine?|nommee?|dame|sieur|responsable|referente?|"
    r"employee?|agente?|pere|tante|numero|telephone|portable|nouvelle|nouveau|seule?|autre|meme|susdite?|fameux|pauvre|"
    r"brave|cadre|personne|customer|contact|family|late|young|old|poor|dear|other|same|new|little|real)$"
)


def is_of_people(word: str) -> bool:
    """Whether a folded word is one that people's names follow: "le client Durand", "la petite Rose"."""
    return _OF_PEOPLE.search(word) is not None

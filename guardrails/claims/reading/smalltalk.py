"""Numbers that promise nothing: what the reader has, does or said, and what was already spoken of ("the two")."""

from guardrails.claims.parsing.values import Count, Days, Measurement
from guardrails.claims.reading.wording import Wording
from guardrails.claims.rules import ClaimRule
from guardrails.patterns import compile_pattern

_RULES = ("claims.statistic", "claims.quantity")
_SMALL = 12
_A_MONTH = 27
_REACH = 64
_READER = compile_pattern(r"\b(?:vos|votre|vous|your|you|leurs?|their|ton|ta|tes|tu|toi)\b[^,;:.!?]*$")
_OURS = compile_pattern(
    r"\b(?:nous|nos|notre|we|our|us|on)\b|\b(?:rejoi\w+|join\w*|benefici\w+|econom\w+|gagn\w+|profit\w+"
    r"|recev\w+|obt\w+"
    r"|dispos\w+|aurez|trouv\w+|permet\w*|offr\w+|donn\w+|apport\w+|accompagn\w+|aid\w+|inclu\w+|compr\w+|propos\w+"
    r"|sav\w+|gain\w*|get\w*|receive\w*|enjoy\w*|will|can|pouvez|pourrez|help\w*|give\w*|bring\w*|offer\w*"
    r"|choose|like"
    r"|comme|parmi|among|than|que)\b"
)
"""Who promises, or what is promised: a number after one of these may be ours, whoever the sentence names."""
_KNOWN_ALREADY = compile_pattern(
    r"\b(?:the|these|those|both|les|ces|mes|my|ses|his|her|leurs|their|vos|your)(?: (?:other|autres))? $"
)

_BETWEEN = compile_pattern(r"\b(?:entre|between)(?: <?[a-z]+>?)? $")
_EFFECT = compile_pattern(r"\bdivis\w+(?: [a-z'-]+){0,4} par $")
"""What is promised of the reader's own: "votre facture sera divisée par trois"."""
_OUR_FEW = compile_pattern(r"\b(?:our|nos|we|nous)(?: [a-z]+){0,3} $")
_SOME_OF = compile_pattern(r" (?:of (?:our|my|the|us)|de (?:nos|mes|ces)|d'entre)\b")
_PROMISED = ("claims.delivery", "claims.deadline")
_WISH_REACH = 120
_EVENT = (
    r"(?:assemblee(?: generale)?|conseil(?: [a-z]+)?|comite|jury|mariages?|communion|bapteme|anniversaire|inauguration"
    r"|fete|kermesse|rentree|audit|inspection|board(?: meeting)?|committee|trustees|council|agm|wedding|christening"
    r"|birthday|exam|opening|hearing|soutenance|concours|gala|bal)"
)
_THEIR_EVENT = compile_pattern(
    rf"\b(?:l'|la |le |les |votre |vos |the |your |a )(?:[a-z]+ )?{_EVENT}"
    r"(?:,? (?:is|est|falls?|tombe|meets?|sits|siege|se (?:reunit|tient)|has|a lieu|(?:be )?held))?"
    r",? (?:du |de |d'|le |la |en |of |on |in |for |the )*$"
)
"""What the reader holds: "avant l'assemblée générale du", "the board meets in"."""
_THEIR_HABIT = compile_pattern(
    r"\b(?:vos|votre|your) (?:entrepots?|ateliers?|equipes?|usines?|magasins?|boutiques?|fournisseurs?|clients?"
    r"|warehouses?|teams?|workshops?|shops?|stores?|plants?|factory|suppliers?|customers?) (?:expedi|livr|demarr"
    r"|commenc|ouvr|ship|deliver|dispatch|start|begin|open)(?:e|ent|es|s)?(?: [a-z'-]+){0,5} $"
)
"""What the reader's own do: "votre entrepôt expédie surtout en"."""
_WE = compile_pattern(r"\b(?:nous|on|je|we|i)\b")
_WISHED = compile_pattern(
    r"\b(?:you (?:said|mentioned|told|wrote|wanted|were hoping|hoped|asked|reckoned|thought)|vous (?:souhaitiez|vouliez"
    r"|disiez|m'(?:avez|aviez) [a-z]+|parliez|esperiez|demandiez|evoquiez|cherchiez|craigniez|pensiez|comptiez))"
    r"(?:[ ,]+[a-z'-]+){0,14}[ ,]+$"
)
_SAID_SO = compile_pattern(
    r"\b(?:vous (?:me |nous )?(?:disiez|avez dit|chiffrez|chiffriez|estimez|estimiez|parliez|indiquez|indiquiez"
    r"|mentionnez|mentionniez|citez|evoquez|evoquiez|annoncez|facturez|depensez|depensiez|payiez|vendez"
    r"|(?:payez|reglez) (?:actuellement|aujourd'hui))|tu (?:me )?(?:disais|parlais|depenses|factures)"
    r"|you (?:said|mentioned|told (?:me|us)|quoted|reckon(?:ed)?|estimated?|charge|sell|spend|currently pay|pay (?:now"
    r"|today|at the moment)|were paying|wrote)|votre budget|ton budget|your (?:own )?budget"
    r"|(?:votre|ton|your) (?:ancien\w*|precedent\w*|autre|former|previous|last|old|other) (?:fournisseur|prestataire"
    r"|entrepreneur|assureur|artisan|contrat|supplier|contractor|provider|insurer|builder|contract))"
    r"(?:[ ,]+[a-z'-]+){0,10}[ ,]+[€£$]?$"
)
_AS_SAID = compile_pattern(
    r"^ (?:[a-z'-]+ ){0,2}(?:que (?:vous|tu) (?:annonce[sz]|envisage[sz]|indique[sz]|mentionne[sz]|evoque[sz]|cite[sz]"
    r"|vise[sz]|avez (?:en tete|annoncee?s?|indiquee?s?|citee?s?|evoquee?s?))|(?:that |which )?you (?:mentioned|quoted"
    r"|gave|have in mind|are considering|envisage|budgeted|named))\b"
)
"""How a number is told as the reader's: "les soixante convives que vous annoncez"."""
_OURS_AFTER = compile_pattern(r"\b(?:we|we'll|i'll|nous|sera|seront|will|livr\w+|deliver\w*|promise\w*|garant\w+)\b")
_IF_ORDERED = compile_pattern(
    r"\b(?:order|sign|confirm|book|commande[rz]?|signe[rz]?|confirme[rz]?|reserve[rz]?|oui|yes|nod|go-ahead|accord)"
    r"(?: (?:it|me|us|them|on|by|the|before|avant|des|la|le|d'ici))* $"
)
_AND_THEN = compile_pattern(r",? (?:and|et|pour|to)\b|, ")
_DATED = ("claims.date", "claims.delivery")
_FEW = 2
_LEFT = 40
_SCARCE = compile_pattern(
    r"\b(?:only|just|last|left|reste\w*|plus qu\w*|derniere?|there is|there's|il y a|encore|have|hold|got|ai|avons|a)"
    r"(?: [a-z']+)? $|\bqu'$"
)
"""Words that make an article a number: "only one", "il m'en reste un"."""
_THE = compile_pattern(r"\b(?:the|those|these|ces|vos|your|my|mes) $")
_PASSED = compile_pattern(
    r"\b(?:merci (?:de|pour|d'avoir)|m'avoir|thanks?(?: you)? for|visited|came|saw|met|spoke|talked|was|were|had|rang"
    r"|called|dropped|j'ai|nous avons|etait|etions|suis (?:passee?|venue?)|see you|tu seras|serez-vous"
    r"|vous serez|will you"
    r"|are you (?:going|coming|at)|(?:good|great|nice|lovely|enjoyed?) (?:to )?(?:talk|speak|chat|see|meet|catch"
    r"|hear)\w*"
    r"|(?:ravie?|contente?|heureu(?:x|se)) (?:de|d')|a bientot|on se (?:voit|croise|retrouve))\b"
)
"""What a weekday is told with that has been, or on which one only meets."""


def is_small_talk(rule: ClaimRule, folded: str, wording: Wording, measure: Measurement) -> bool:
    """Whether a number that looks like a figure about us is the reader's, or only refers back."""
    if _is_as_they_said(folded, wording, measure):
        return True
    if isinstance(measure.value, Days) and rule.id in _PROMISED and _is_theirs_day(folded, wording, measure):
        return True
    if isinstance(measure.value, Days) and measure.value.several and rule.id in _DATED:
        return _is_passing(folded, wording, measure)
    if rule.id == "claims.stock" and isinstance(measure.value, Count) and measure.value.low <= _FEW:
        left = folded[max(0, measure.start - _LEFT) : measure.start]
        return (measure.article and not _SCARCE.search(left)) or _THE.search(left) is not None
    if rule.id == "claims.statistic" and isinstance(measure.value, Days):
        first, last = measure.value.spans[0]
        return (last - first).days < _A_MONTH  # "since Sunday" is no year of foundation
    if rule.id not in _RULES or not isinstance(measure.value, Count):
        return False
    start, _ = wording.sentence_bounds(measure.start, len(folded))
    left = folded[max(start, measure.start - _REACH) : measure.start]
    if _EFFECT.search(left):
        return False
    if measure.value.low <= _SMALL and (_KNOWN_ALREADY.search(left) or _SOME_OF.match(folded[measure.end :][:16])):
        return True
    if measure.value.low <= _FEW and _BETWEEN.search(left):
        return True  # "entre deux clients"
    if not rule.needs_fact and not rule.only_named:
        return measure.value.low <= _SMALL and _OUR_FEW.search(left) is not None
    return is_theirs(left)


def _is_as_they_said(folded: str, wording: Wording, measure: Measurement) -> bool:
    """Whether a value is what the reader told us: "vous chiffrez vos frais à 1 900 €"."""
    start, end = wording.sentence_bounds(measure.start, len(folded))
    said = _SAID_SO.search(folded[max(start, measure.start - _WISH_REACH) : measure.start])
    if said and not _OURS_AFTER.search(said.group()):
        return True
    return _AS_SAID.search(folded[measure.end : min(end, measure.end + _REACH)]) is not None


def _is_theirs_day(folded: str, wording: Wording, measure: Measurement) -> bool:
    """Whether a day is that of what the reader holds or wished for, or on which they are to order."""
    start, _ = wording.sentence_bounds(measure.start, len(folded))
    left = folded[max(start, measure.start - _WISH_REACH) : measure.start]
    ordered = measure.vague and _IF_ORDERED.search(left) and _AND_THEN.match(folded[measure.end : measure.end + 6])
    passed = measure.vague and _PASSED.search(left)
    return bool(ordered or passed or _THEIR_EVENT.search(left) or _is_wished(left) or _is_habit(left))


def _is_habit(left: str) -> bool:
    match = _THEIR_HABIT.search(left)
    return match is not None and _WE.search(match.group()) is None


def _is_wished(left: str) -> bool:
    match = _WISHED.search(left)
    return match is not None and _OURS_AFTER.search(match.group()) is None


def _is_passing(folded: str, wording: Wording, measure: Measurement) -> bool:
    """Whether a bare weekday is one that has been, of a feast, or asked after."""
    start, _ = wording.sentence_bounds(measure.start, len(folded))
    return _PASSED.search(folded[start : measure.start]) is not None


def is_theirs(left: str) -> bool:
    """Whether the words before a number make it the reader's own: "vous occupez 3 bureaux", "your 45 sites"."""
    match = _READER.search(left[-_REACH:])
    return match is not None and _OURS.search(match.group()) is None

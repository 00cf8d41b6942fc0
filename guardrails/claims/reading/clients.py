"""Organisations that a sentence makes customers of ours in passing: "we have also fitted Ashdown Lodge".

No pattern lists how a service is told of; what it has in common is who does it (we), that it is done, and that a name
which only an organisation bears stands where the thing done, or whom it was done for, is said.
"""

from collections.abc import Iterator

from guardrails.claims.parsing.names import Name, names_within
from guardrails.claims.parsing.organisations import ORGANISATIONS
from guardrails.claims.reading.wording import Wording
from guardrails.folding import Folded
from guardrails.patterns import compile_pattern

_ORGANISATION = compile_pattern(rf"\b(?:{ORGANISATIONS})\b")
_LED = compile_pattern(rf"\b(?:{ORGANISATIONS})(?: [a-z-]+){{0,2}}(?: (?:de|d'|du|des|in|of|at)(?: la| les| l')?)? ?$")
"""What makes a name that of an organisation: "la chocolaterie Brévin", "the university in Wageningen"."""
_TELLS = 120
_DOER = compile_pattern(
    r"\b(?:(?:we|i)(?:'ve| have| had)?(?: also| just| recently| already| even| once| both| all)*"
    r"|(?:nous|on|j'|je)(?: ?(?:l'|les |le |la )?(?:avons|ai|a|venons d[e']|vient d[e']|viens d[e']))?"
    r"(?: ?aussi| deja| recemment| egalement)*) ?"
    r"([a-z]+)\b(?: (?:after|up|out|over|for|aussi|egalement|deja|already|also))*"
    r"(?: [a-z'-]+){0,14}[ ']*$"
)
_SERVICE = compile_pattern(
    r"^(?:fit|equip|install|suppl|serv|clean|maint|restor|refurb|rewir|wir|decorat|paint|repaint|insulat|cater"
    r"|train"
    r"|insur|buil|deliver|roof|re-?roof|kit|look|renew|print|design|wrap|finish|complet|landscap|repair|replac"
    r"|sold|sell"
    r"|put|overhaul|upgrad|convert|modern|furnish|carpet|plumb|heat|light|secur|guard|audit|host|stock|feed|fed"
    r"|plant"
    r"|livr|isol|renov|refai|refon|repein|entre|nettoy|form|habill|meubl|imprim|fourni|pos|realis|amenag|depann"
    r"|accompagn|ger|assur|eclair|climatis|chauff|construi|convert|modernis|racc?ord|cabl|peint|carrel|remplac"
    r"|repar"
    r"|term|achev|vend|plant|fleur|approvisionn|transform|agrand|travaill|demenag|sonoris|restaur|securis)"
)
"""What a trade does for a customer, in the letters that its verbs begin with."""
_FOR = compile_pattern(r"\b(?:for|pour)(?: the| la| le| les| l')? ?$")
_MADE = compile_pattern(r"^(?:did|do|made|make|handle|handled|fait|faisons|fais)$")
_OF = compile_pattern(r"\b(?:of|de|du|des|d'|chez)(?: the| la| le| les| l')? ?$")
_NO_SERVICE = compile_pattern(
    r"^(?:was|were|am|are|is|would|could|should|can|may|might|will|want|wanted|hope|wait|waited|vote|apply"
    r"|applied|ai|as|a|avons|suis|sommes|serai|attends|attendons|espere)$"
)
_READER = compile_pattern(r"\b(?:votre|vos|your|ta|ton|tes)(?: [a-z'-]+){0,3} ?$|\?")
_AT_EVENT = compile_pattern(
    r"\b(?:from|near|opposite|behind|past|next to|beside|outside|depuis|pres d[eu]|a cote d[eu]|en face d[eu]"
    r"|derriere"
    r"|devant|avant)(?: la| le| les| l'| the)? ?$"
)
_RUNS = compile_pattern(
    r"\b(?:has|have|had) (?:been )?(?:running|working|turning|standing|installed|in (?:use|service|place))"
    r"(?: [a-z]+){0,3} (?:at|for|in) (?:the )?$"
    r"|\b(?:tourne\w*|fonctionne\w*|est (?:en service|installee?|en place)|equipe\w*)(?: [a-z]+){0,3}"
    r"(?: (?:a|au|aux|chez|dans))?(?: la| le| les| l')? ?$"
)
_WITNESS = compile_pattern(
    r"(?:^|[^a-z ] ?|\b(?:and|or|et|ou) )(?:ask|ring|call|phone|demandez|demande|appelez|interrogez|telephonez"
    r"|parlez-en|parles-en)"
    r"(?: (?:donc|just|plutot|simply|a|au|aux|chez|avec))*(?: la| le| les| l'| the)? ?$"
)
_WITNESSED = compile_pattern(
    r"^[^.!?\n]{0,40}\b(?:how|what (?:they|it|he|she)|whether|if (?:they|it)|about (?:it|us|theirs|ours)"
    r"|they(?:'ll| will)"
    r"|comment|s'ils|si ca|ce qu'(?:ils?|elles?|on|en)|ce que|racont\w*|vous di(?:ra|ront)|tell you|leur avis"
    r"|son avis|combien|qui (?:l'|en|vous))"
)
_LIKE = compile_pattern(r"(?:^|[,:] )(?:comme|like|just like)(?: the| la| le| les| l')? ?$")
_YOU = compile_pattern(r", (?:vous|tu|you)\b")
_NOTICED = compile_pattern(
    r"\b(?:(?:i|we) (?:have |just |also )*(?:noticed?|saw|see|seen|read|heard|hear|gather|understand|learnt)"
    r"|j'ai (?:vu|lu|appris)"
    r"|on m'a dit|nous avons (?:vu|lu|appris)|congratulations|felicitations|bravo)\b[^,;]{0,32}$"
)
_FOR_THEM = compile_pattern(r"(?:for|pour|at|a|chez) (?:the |la |le |les |l')?")
_YOURS = compile_pattern(r"\b(?:you|you'll|you'd|your|vous|votre|vos|tu|te|ta|ton|tes)\b")
"""What a sentence that opens with the reader's own house goes on with: "For St Margaret's, you would need"."""
_MANY = compile_pattern(r"\b(?:they|them|theirs|they'll|they've|ils|elles|eux|leur)\b")
_AT = compile_pattern(r" (?:at|in|de|a|d') ?")


def clients_in_passing(text: Folded, wording: Wording) -> Iterator[Name]:
    """The organisations that a text makes customers by what it tells that we did, or that they can tell."""
    start = 0
    for end in (*wording.ends, len(text.text)):
        for name in names_within(text, start, end) if end > start else ():
            before = text.text[max(start, name.start - _TELLS) : name.start]
            if _READER.search(before) or _AT_EVENT.search(before):
                continue
            led = _LED.search(before) is not None
            organisation = led or _is_organisation(name) or _is_called_by_place(text, name, before)
            liked = _LIKE.search(before) is not None and _YOU.match(text.text[name.end : end]) is not None
            told = organisation and (liked or _serves(before) or _RUNS.search(before) is not None)
            if told or (_WITNESS.search(before) and _can_tell(text.text[name.end : end], organisation=organisation)):
                yield name
        start = end


def is_noticed(text: Folded, wording: Wording, at: int) -> bool:
    """Whether a name is one that the writer only noticed: "I saw that Fennbridge has taken two more floors".

    Or the reader's own: "For St Margaret's you would need".
    """
    start, end = wording.sentence_bounds(at, len(text.text))
    for_you = _FOR_THEM.fullmatch(text.text[start:at].lstrip()) and _YOURS.search(text.text[at : min(end, at + _TELLS)])
    return for_you is not None or _NOTICED.search(text.text[start:at]) is not None


def _is_organisation(name: Name) -> bool:
    return " " in name.folded and _ORGANISATION.search(name.folded) is not None


def _is_called_by_place(text: Folded, name: Name, before: str) -> bool:
    """ "The Crown at Ludlow": a house that needs its place to be known."""
    after = text.text[name.end : name.end + 6]
    return before.endswith(("the ", "le ", "la ")) and _AT.match(after) is not None and _followed(text, name)


def _followed(text: Folded, name: Name) -> bool:
    following = names_within(text, name.end, min(len(text.text), name.end + 24), places=True)
    return bool(following) and following[0].start <= name.end + 5


def _can_tell(after: str, *, organisation: bool) -> bool:
    """Whether someone is to be asked of what we did; a name that may be a person's only where it means many."""
    return _WITNESSED.search(after) is not None and (organisation or _MANY.search(after[:_TELLS]) is not None)


def _serves(before: str) -> bool:
    """Whether the words before a name tell of something that we did, or do."""
    match = _DOER.search(before)
    if match is None or _NO_SERVICE.search(match.group(1)):
        return False
    made = _MADE.search(match.group(1)) is not None and _OF.search(before) is not None
    return made or _SERVICE.match(match.group(1)) is not None or _FOR.search(before) is not None

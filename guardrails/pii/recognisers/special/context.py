"""Whether a sensitive word is said of somebody: what stands around it in its sentence.

Evidence of a person (a pronoun, a relative, a role, a name, a note without a subject) is weighed against evidence of
general talk (a market, a product, a group of people). Whichever stands nearer before the word wins, unless a verb
says the word of the person outright: "the owner of the clinic is diabetic".
"""

from guardrails.patterns import Match, Pattern, compile_pattern
from guardrails.pii.lexicon import Lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.special.words import (
    ABSENCES,
    ARTICLES,
    CONDITION,
    GENERAL,
    GENERAL_AFTER,
    HOLDER,
    INSIDE,
    LABEL,
    NO_NOTES,
    NOTES,
    OUTRIGHT,
    PERSON,
    POLICY,
    POSSESSIVES,
    READER,
    RECORDS,
    THINGS,
)

_BEFORE, _AFTER, _SENTENCE_BEFORE = 140, 90, 110
_ARTICLE = 12
"""How far before a word its article may open."""
_GAP = 24
"""How much may stand between two items of a list."""
_SHORT = 5
"""How many words a sentence may have before the sensitive one for a name without capitals to open it."""
_WRAPPED = 50
"""How long a line is at least where a mail program breaks it."""
_LINE_ENDS = frozenset(".!?:;")
_STOPS = frozenset(".!?\n;")

_PERSON = compile_pattern(PERSON)
_GENERAL = compile_pattern(GENERAL)
_GENERAL_AFTER = compile_pattern(rf"^(?:'s)?[ \-](?:{GENERAL_AFTER})\b")
_POLICY = compile_pattern(POLICY)
_LABEL = compile_pattern(rf"(?:^|\W)(?:{LABEL})\"? ?[:=\-|]+ ?\"?[^.:\n]{{0,30}}$")
_OUTRIGHT = compile_pattern(rf"\b(?:{OUTRIGHT})(?:[ ']|$)(?:(?:{ARTICLES})[ ']?)*$")
_OWN = compile_pattern(rf"\b(?:{POSSESSIVES}) (?:[a-z]+ )?$")
_READER = compile_pattern(READER)
_CONDITION = compile_pattern(CONDITION)
_MANY = compile_pattern(r"^vous (?:n')?et(?:es|iez)\b")
_PLURAL = compile_pattern(r"^(?:[a-z]*[^n]|[a-z]{4,}n)s$")
"""A French adjective of several people, "diabetiques"; not "trans"."""
_NOTE_START = compile_pattern(
    rf"^[\s\-*+>\d)(\"']*(?:({NOTES})\"? ?[:=\-] ?\"?)?"
    rf"(?:(?:{ABSENCES})[ ,':\-]+(?:[a-z']+ ){{0,3}})?(?:(?:{ARTICLES})[ '])*$"
)
_INSIDE = compile_pattern(rf"\b(?:{INSIDE})\b")
_HOLDER = compile_pattern(HOLDER)
_CIVILITY = compile_pattern(r"\b(?:mr?|mrs|ms|mme|mlle|dr|monsieur|madame|mademoiselle|miss)\.? (?:[a-z\-]+\.? )?$")
_NO_NOTE = compile_pattern(rf"(?:^|\b){NO_NOTES}")
_ITEM = compile_pattern(
    rf"^[\s\-*>(\"]*(?:{RECORDS})(?: [a-z' ]{{0,20}})? ?[:/|\-][^\n]*[,/;|+\-:(] ?(?:(?:{ARTICLES}|{ABSENCES})[ '])*$"
)
_ITEM_ENDS = compile_pattern(r"^ ?(?:[,/;|+).!]|- |$)")
_LISTED = compile_pattern(
    rf"^(?: ?[,;/+&\n] ?|,? (?:et|and|ou|or|puis|then|ainsi que|as well as|plus|with|avec|in \d{{4}},|en \d{{4}},) )"
    rf"(?:(?:et|and|{ARTICLES}|sa|ses|his|her|sous|under|on|with|also|high|low)[ '])*$"
)
_THING = compile_pattern(
    rf"\b(?:(?:les?|la|notre|nos|votre|vos|ce|cette|leur|the|our|your|this|their) |l')(?:{THINGS}) "
    rf"(?:est|sont|etait|reste|is|are|was|were|looks?|remains?|has been|a ete) (?:(?:{ARTICLES}|totalement) )*$"
)
_PIECE = compile_pattern(r"\S+")
_OPENED = compile_pattern(r"[a-z]")
_NOTE_GOES_ON = compile_pattern(
    r"^ ?(?:[.,;)(!]|- |/|$|(?:et|and|mais|but|depuis|since|jusqu'|until|till|revient|back|reprend|a rappeler|rappeler|"
    r"en|in|le|on|du|from|a|at|pour|for|avec|with|chez|sur|par|by|donc|so|ne|no|this|cette?|last|next|this|hier|"
    r"yesterday|today|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|ce|demain|again|encore|il y a|[0-9]+|diagnos|after|apres|d'apres|une?|deux|trois|quatre|cinq|"
    r"six|dix|two|three|four|five|ten|many|several|plusieurs|longtemps|years|"
    r"selon|according|je crois|"
    r"i think|dit|says|said|over|suite|doit|needs|never|jamais|au|la (?:semaine|nuit|veille))\b)"
)
_OWNER = compile_pattern(
    r"^(?: [a-z\-]+){0,3}?(?: (?:de|du|chez|of|in|by|pour|for|to)| d')(?: la| l')? ?"
    rf"(?:{PERSON}|([a-z\-]+))"
)
_CONTINUES = compile_pattern(
    r"^[,.;:\-)( ]{1,3}(?:il|elle|he|she|his|her|ses|sa|lui|we wish (?:him|her)|on lui souhaite|souhaitez?-lui)\b"
)
_CARRIED_ON = compile_pattern(
    r"^\W*(?:(?:encore|toujours|suite|cause|a cause|probablement|apparemment|visiblement|raison|motif|apres|c'est|"
    r"histoire|rapport|une?|un|le|la|another|still|due|because|probably|apparently|sounds|turns out|after|it's|this is|"
    r"something|reason|a|an|the|seems|parait|on parle|on m'a parle|he said|diagnosis|diagnostic)\b[a-z', :]{0,30})?$"
)


class Surroundings:
    """The sentence around one sensitive word.

    Args:
        reading: the text.
        lexicon: given names, companies, places.
        match: where the pattern's words open ("votes for the Greens"), and where what is redacted does ("Greens").
        end: where what is redacted ends.
    """

    __slots__ = ("_lexicon", "_opening", "_reading", "after", "before", "end", "start", "word")

    def __init__(self, reading: Reading, lexicon: Lexicon, match: tuple[int, int], end: int) -> None:
        opening, start = match
        self._reading = reading
        self._lexicon = lexicon
        self.end = end
        self.word = start
        self.start = _sentence_start(reading, start, _BEFORE)
        self.before = reading.folded[self.start : start].replace("\n", " ")
        self._opening = self.before[: max(0, opening - self.start)]
        self.after = reading.folded[end : _sentence_end(reading.folded, end)]

    def is_about_somebody(self, terms: Pattern) -> bool:
        """Whether the word is said of one person; `terms` finds others of its kind, to know a list of topics."""
        before, after = self.before, self.after
        labelled = bool(_LABEL.search(before))
        if self._is_surname() or (not labelled and self._is_given_name()):
            return False
        if labelled:
            return True
        if _POLICY.search(before) or _POLICY.search(after) or _GENERAL_AFTER.search(after):
            return False
        if _THING.search(before):
            return False
        own = _OWN.search(before)
        if own:
            return not _GENERAL.search(own.group())
        reader = _READER.search(before)
        if reader:
            return self._is_said_of_reader(reader)
        person, general = self._last_person(), _last(_GENERAL, self._opening)
        if person >= 0 and (person >= general or _OUTRIGHT.search(before)):
            return True
        if general < 0 and self._is_cut_off() and _OUTRIGHT.search(before):
            return True
        if general >= 0 or after.lstrip().startswith("?"):
            return False
        return (
            self._names_somebody() or self._has_owner() or self._is_note(terms) or self._is_item() or self._carries_on()
        )

    def lists_on(self, last: int) -> bool:
        """Whether the word goes on a list whose last item, said of somebody, ended at an offset."""
        opening = self.start + len(self._opening)
        if not 0 <= last <= opening or _GENERAL_AFTER.search(self.after):
            return False
        return opening - last <= _GAP and bool(_LISTED.search(self._reading.folded[last:opening]))

    def _is_said_of_reader(self, reader: Match) -> bool:
        """Whether words to the reader are about them, and no advice to whoever it may concern nor to several."""
        if _CONDITION.search(self.before[: reader.start()]) or _GENERAL.search(reader.group(1) or ""):
            return False
        word = self._reading.folded[self.word : self.end]
        return not (_MANY.search(reader.group()) and _PLURAL.search(word))

    def _is_cut_off(self) -> bool:
        """Whether the sentence begins further back than is read: whoever it speaks of stands there."""
        return self.start > 0 and self._reading.folded[self.start - 1] not in ".!?\n"

    def _last_person(self) -> int:
        """Where the last evidence of a person ends in the words before, -1 if there is none."""
        return max(_last(_PERSON, self.before), self._last_name(self.start, self.before))

    def _last_name(self, start: int, folded: str) -> int:
        """Where the last name of a person ends."""
        raw = self._reading.plain[start : start + len(folded)]
        ends = [match.end() for match in _PIECE.finditer(folded)]
        words, same = [_bare(one) for one in raw.split()], [_bare(one) for one in folded.split()]
        for index in range(min(len(ends), len(words), len(same)) - 1, -1, -1):
            if self._is_name(words, same, index, folded[ends[index] :]):
                return ends[index]
        return -1

    def _is_name(self, words: list[str], folded: list[str], index: int, rest: str) -> bool:
        """Whether a word is a given name, or one of a pair of capitalised words that no company or place bears."""
        lexicon, word, same = self._lexicon, words[index], folded[index]
        if word.islower():  # as notes write them, and only where a verb follows: "penny moss is pregnant"
            return index == 0 and len(words) <= _SHORT and lexicon.is_given(same) and bool(_OUTRIGHT.search(rest))
        if not word[:1].isupper() or len(word) < 2:
            return False
        if lexicon.is_plainly_given(same):
            return True
        if same in lexicon.company or same in lexicon.places or same in lexicon.brands or same in lexicon.before:
            return False
        given = lexicon.is_given(same)
        if given and index + 1 == len(words):  # the sensitive words follow: "Pete belongs to Unite"
            return True
        if index + 3 >= len(words) and not _is_acronym(word) and _OUTRIGHT.search(rest):
            return given or (same not in lexicon.ordinary and (index > 0 or not word.isupper()))
        surname = same in lexicon.surnames
        return index > 0 and words[index - 1][:1].isupper() and (lexicon.is_given(folded[index - 1]) or surname)

    def _names_somebody(self) -> bool:
        """Whether the words themselves hold a person: "an Asian man", "beats his wife", "the union rep"."""
        words = self._reading.folded[self.word : self.end]
        return bool(_INSIDE.search(words) or _HOLDER.search(self.before[-_ARTICLE:] + words))

    def _is_surname(self) -> bool:
        """Whether the word is somebody's name: "Mme Noir", "Marvin Gay"."""
        raw = self._reading.plain[self.word : self.end]
        if not raw[:1].isupper() or " " in raw or _is_acronym(raw):
            return False
        if _CIVILITY.search(self.before):
            return True
        previous = self._reading.plain[self.start : self.word].rpartition(" ")[0].rpartition(" ")[2]
        return self.before.endswith(" ") and previous[:1].isupper() and self._lexicon.is_given(previous.casefold())

    def _is_given_name(self) -> bool:
        """Whether the word is a given name, said of nobody by a verb: "Contact: Christian", not "he is Christian"."""
        raw = self._reading.plain[self.word : self.end]
        if not raw[:1].isupper() or not raw.isalpha() or _is_acronym(raw):
            return False
        return self._lexicon.is_given(raw.casefold()) and not _OUTRIGHT.search(self.before)

    def _has_owner(self) -> bool:
        """Whether the person stands after the word: "the arrest of his son"."""
        after = self.after
        match = _OWNER.search(after)
        if match and not match.group(1):
            return True
        if match:
            first, last = match.span(1)
            raw = self._reading.plain[self.end + first : self.end + last]
            if raw[:1].isupper() and self._lexicon.is_given(after[first:last]):
                return True
        return not _OPENED.search(self.before) and bool(_CONTINUES.search(after))

    def _is_note(self, terms: Pattern) -> bool:
        """Whether this is a note that leaves out its subject: "Pregnant, back in March", "Had a stroke in May"."""
        before, after = self.before, self.after
        opening = _NOTE_START.search(before)
        if opening is None or not _NOTE_GOES_ON.search(after) or _GENERAL.search(after):
            return False
        if opening.group(1) and _NO_NOTE.search(opening.group(1).strip()):
            return False
        if after.lstrip()[:1] == "" and not self._ends_with_stop() and not _OPENED.search(before):
            return False  # a heading
        following = after.lstrip(" ,/")
        return following == after or not terms.match(following)

    def _is_item(self) -> bool:
        """Whether the word is an item of a record about one person: "CRM: nice chap, epileptic, prefers email"."""
        return bool(_ITEM_ENDS.search(self.after)) and bool(_ITEM.search(self.before))

    def _ends_with_stop(self) -> bool:
        end = self.end + len(self.after)
        return "." in self._reading.folded[end : end + 120].partition("\n")[0]

    def _carries_on(self) -> bool:
        """Whether the sentence before names a person and this one goes on about them."""
        folded = self._reading.folded
        end = self.start
        while end > 0 and (folded[end - 1].isspace() or folded[end - 1] in _STOPS):
            end -= 1
        if not end or "\n\n" in folded[end : self.start] or not _CARRIED_ON.search(self.before):
            return False
        start = _sentence_start(self._reading, end, _SENTENCE_BEFORE)
        previous = folded[start:end]
        if _GENERAL.search(previous):
            return False
        return bool(_PERSON.search(previous)) or self._last_name(start, previous) >= 0


def _last(pattern: Pattern, text: str) -> int:
    """Where the last match of a pattern ends, -1 if there is none."""
    end = -1
    for match in pattern.finditer(text):
        end = match.end()
    return end


def _bare(piece: str) -> str:
    """A word without the punctuation around it, elision and possessive."""
    word = piece.strip(",;:.()'\"!?*-")
    if word.endswith(("'s", "'S")):
        word = word[:-2]
    head, apostrophe, rest = word.partition("'")
    return rest if apostrophe and len(head) <= 2 and head.islower() else word


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) <= 5


def _sentence_start(reading: Reading, start: int, reach: int) -> int:
    """Where the sentence that holds an offset starts, `reach` characters before at most."""
    text = reading.folded
    at = start
    while at > 0 and start - at < reach:
        here = text[at - 1]
        if (here == "\n" and not _is_wrapped(reading.plain, at - 1)) or (
            here in _STOPS and text[at : at + 1].isspace() and not _abbreviates(text, at - 1)
        ):
            break
        at -= 1
    return at


def _is_wrapped(plain: str, newline: int) -> bool:
    """Whether a line break only wraps a long line: the sentence goes on in small letters after it."""
    line = plain.rfind("\n", 0, newline) + 1
    return (
        newline - line >= _WRAPPED
        and plain[newline - 1] not in _LINE_ENDS
        and plain[newline + 1 : newline + 2].islower()
    )


def _sentence_end(text: str, end: int) -> int:
    at = end
    while at < len(text) and at - end < _AFTER:
        here = text[at]
        if here == "\n" or (here in _STOPS and not text[at + 1 : at + 2].strip() and not _abbreviates(text, at)):
            break
        at += 1
    return at


def _abbreviates(text: str, dot: int) -> bool:
    """Whether a full stop belongs to an initial or a civility (``M.``, ``Mr.``) and ends no sentence."""
    if text[dot] != ".":
        return False
    word = text[max(0, dot - 4) : dot].rpartition(" ")[2].rpartition("\n")[2]
    return (len(word) == 1 and word.isalpha()) or word in ("mr", "mrs", "ms", "dr", "mme", "mlle", "pr", "st")

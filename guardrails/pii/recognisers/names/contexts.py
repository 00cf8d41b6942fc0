"""Names that their place in a mail announces: civilities, greetings, labels, lists, signatures."""

from collections import Counter
from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.things import is_brand, is_place, is_thing
from guardrails.pii.recognisers.names.words import CIVILITIES, PARTICLES, VERBS, NameWords, Run

_GREETINGS = frozenset({
    "bonjour", "bonsoir", "salut", "coucou", "cher", "chere", "hello", "hi", "hey", "dear", "morning", "afternoon",
    "evening", "merci", "thanks", "toi", "beaucoup", "you",
})  # fmt: skip
_OFFICES = frozenset({
    "president", "presidente", "directeur", "directrice", "maire", "notaire", "juge", "conseiller", "conseillere",
    "ministre", "depute", "deputee", "senateur", "prefet", "recteur", "doyen", "professeur", "docteur", "maitre",
    "monsieur", "madame", "mademoiselle", "messieurs", "mesdames", "chairman", "chairwoman", "speaker", "mayor",
    "minister", "secretary", "justice", "ambassador", "ambassadeur", "commissaire", "general", "colonel", "principal",
    "proviseur", "responsable", "gerant", "chef", "bonjour", "nous", "vous", "votre", "veuillez", "suite", "merci",
})  # fmt: skip
_COLLECTIVES = frozenset(["team", "all", "everyone", "equipe", "tous", "toutes", "there", "folks", "both"])
_PARTINGS = frozenset(
    ["bises", "bisous", "cordialement", "cdlt", "amities", "cheers", "regards", "best", "ta", "amicalement"]
)
_CLOSING = compile_pattern(
    r"^(?:(?:bien |tres )?cordialement|cdlt|bien a (?:vous|toi)|a bientot|a (?:tres )?vite|amicalement|amities|"
    r"sincerement|respectueusement|salutations|bonne (?:journee|soiree|reception)|belle journee|merci|(?:best|kind|"
    r"warm|kindest|warmest)(?: regards| wishes)?|regards"
    r"|(?:yours )?(?:sincerely|faithfully|truly)|yours|sincerely|cheers|thanks|ta|thank you|many thanks|"
    r"see you(?: soon)?|all the best|take care|--+|_{2,}|bises?|bisous|respectfully|cordially|talk soon)\W{0,3}$|"
    r"(?:salutations|sentiments|consideration) \w{3,15}\W?$"
)
_STRONG = compile_pattern(
    r"(?:(?:^|[\n>\"({|,;]) ?\"?(?:prenom(?: et)? nom|nom(?: et)? prenom|nom(?: du client| du contact| complet|"
    r" de famille)?|prenom|(?:full |last |first |customer |contact |client )?name|surname|interlocut(?:eur|rice)|"
    r"decideu(?:r|se)|decision maker|attn|a l'attention de|titulaire|beneficiaire|account holder|emergency contact|"
    r"signataire|signe|signed(?: by)?|represente(?:e)? par|represented by|patient|employee|salarie)\"? ?[:=] ?\"?"
    r"|\b(?:soussigne(?:\(?e\)?)?,?|sir or madam, i,|nomme(?:e)?|appele(?:e)?|mon nom est|je m'appelle|my name is|"
    r"represente(?:e)? par|represented by|a l'attention de|un certain|une certaine|dirigeante?|gerante?|"
    r"au nom de|in the name of|ici|"
    r"this is|here is|it's) )"
)
_WEAK = compile_pattern(
    r"(?:^|[\n>\"({|;]) ?\"?(?:client|customer|contact|de|from|a|to|cc|cci|bcc|expediteur|destinataire|sender|"
    r"recipient|owner|commercial|vendeur|sales rep|referent|auteur|author|responsable|chef de projet|"
    r"project manager|account manager|conducteur|driver|candidate?|absente?|excuse(?:e)?)\"? ?[:=] ?\"?"
)
_LISTS = compile_pattern(
    r"(?:^|[\n.;|>] ?)(?:((?:presente?s?|participante?s?|attendees?|attending|invitee?s?|invited|excusee?s?|absente?s?|"
    r"apologies|in attendance|equipe|team|speakers?|intervenante?s?|inscrite?s?|guests?|convives)(?: [a-z' ]{2,24})?)|"
    r"cc|a|to|en copie|copie) ?: ?"
)
_THREAD = compile_pattern(
    r"^(?:> ?(?:le|on) .{4,60}|(?:le|on) .{6,60}(?:ecrit|wrote)|(?:de|from) ?: |-{3,} ?(?:message|original|forwarded))"
)
_LIST_STEP = compile_pattern(r"^ ?(?:,|;|et|and|&|/) ?(?:et |and )?$")


def after_civilities(words: NameWords) -> Iterator[Run]:
    for index in range(len(words) - 1):
        word = words.words[index]
        if word.folded not in CIVILITIES or not (
            word.is_capitalised or word.folded in ("mme", "mlle", "mr", "mrs", "monsieur", "madame", "m")
        ):
            continue
        gap = words.gap(index)
        short = word.folded in ("m", "me", "pr", "dr", "mm", "sir", "dame", "miss", "maitre", "lord", "lady")
        if (
            gap not in (" ", ". ", "  ")
            or (word.folded == "m" and gap != ". " and not word.text.isupper())
            or (word.folded == "me" and not word.text.startswith("Me"))
        ):
            continue
        if words.words[index + 1].text in ("le", "la", "les", "the"):
            continue  # "Monsieur le Maire" is a title; "Mme Le Maire" is a name
        end = words.run(index + 1)
        if end == index + 1 and ((_is_lower_name(words, index + 1) and not short) or _is_title_less(words, index + 1)):
            end = index + 2
        if end > index + 1 and not (word.folded == "me" and words.is_ordinary(index + 1)):
            yield index + 1, end, 0.95


def _is_title_less(words: NameWords, index: int) -> bool:
    """Whether an everyday word after a civility is a family name, "M. Samedi", and not an office, "M. Directeur"."""
    word = words.words[index]
    return word.is_capitalised and not words.is_blocked(index) and len(word.text) > 2 and word.folded not in _OFFICES


def _reversed_names(words: NameWords, start: int) -> Iterator[Run]:
    """Names of a list that writes the family name first and separates people by semicolons: "Roe, Jane; Doe, John"."""
    line = words.reading.plain[start : start + 600].partition("\n")[0]
    at = start
    for piece in line.split(";") if ";" in line else ():
        first, last = words.first_from(at), words.first_from(at + len(piece))
        at += len(piece) + 1
        if not 2 <= last - first <= 5 or piece.count(",") != 1 or any(one.isdigit() for one in piece):
            continue
        if all(words.words[index].is_capitalised and not words.is_company(index) for index in range(first, last)):
            yield first, last, 0.9


def _is_lower_name(words: NameWords, index: int) -> bool:
    """Whether a lower-case word after a civility is a family name: known, or followed as one is."""
    word = words.words[index]
    if not word.text.islower() or words.is_ordinary(index) or len(word.text) < 4:
        return False
    if word.folded in words.lexicon.surnames or words.is_given(index):
        return True
    following = words.words[index + 1].folded if index + 1 < len(words) and words.gap(index) == " " else ""
    return word.folded not in VERBS and (
        not following or following in VERBS or following in ("back", "au", "at", "on", "et", "and", "par", "by", "chez")
    )


def greeted(words: NameWords) -> Iterator[Run]:
    """Names after a greeting or a parting, and names that a line calls: "Blaise, on fait un gâteau ?"."""
    for index in range(len(words)):
        if words.opens_line(index) and _is_called(words, index):
            yield index, words.run(index, most=3), 0.85
        if index == 0 or words.words[index].folded in CIVILITIES:
            continue
        before = words.words[index - 1]
        if before.folded in _GREETINGS and words.gap(index - 1) in (" ", ", ", "  "):
            end = words.run(index, lower=words.is_plainly_given(index), most=4)
            if end > index and _is_greeted(words, index, end):
                yield index, end, 0.9
        elif before.folded in _PARTINGS and words.gap(index - 1) == ", " and words.closes_line(index + 1):
            yield from _parted(words, index)


def _parted(words: NameWords, index: int) -> Iterator[Run]:
    """The name after "Cordialement," on its line."""
    if words.words[index].is_capitalised and not words.is_ordinary(index) and not words.is_company(index):
        yield index, index + 1, 0.85


def _is_greeted(words: NameWords, start: int, end: int) -> bool:
    if end - start > 1 and any(words.is_company(at) for at in range(start, end)):
        return False
    if words.is_given(start) or words.is_given(end - 1):
        return True
    if all(words.is_word(at) and not words.is_name(at) for at in range(start, end)):
        return False  # "Dear Reservations,"
    followed = words.gap(end - 1)[:1] in (",", "!", "\n", ":", "")
    alone = words.gap(start - 1) == " " and words.words[start].folded not in _COLLECTIVES
    return followed and alone and words.words[start].is_capitalised


def _is_called(words: NameWords, index: int) -> bool:
    """Whether a name and a comma open a line, and no date or list follows as after a town's."""
    end = words.run(index, most=3)
    if end == index or words.gap(end - 1)[:1] != "," or not words.is_candidate(index):
        return False
    if any(words.is_company(at) for at in range(index, end)) or is_thing(words, index, end):
        return False
    if words.is_given(index):
        return True
    after = words.reading.plain[words.words[end - 1].end + 1 : words.words[end - 1].end + 8].lstrip(" ")
    return not words.is_word(index) and (after[:1] == "\n" or (after[:1].islower() and not after.startswith("le ")))


_SPEAKER = compile_pattern(
    r"(?m)^[>\s]{0,3}(?:\[[^\]\n]{1,24}\] ?|\(?\d{1,2}[:h]\d{2}(?: ?[ap]m)?\)? ?[\-–]? ?)?([a-z][a-z'\- ]{1,40}?)"
    r"(?: \d{1,2}(?:[:h.]\d{2})?(?: ?[ap]m)?)? ?: ?\S"
)


def speakers(words: NameWords) -> Iterator[Run]:
    """Names before the colon of a conversation's lines; two lines at least, since a single one may be a label."""
    lines = [match.span(1) for match in _SPEAKER.finditer(words.reading.folded)]
    if len(lines) < 2:
        return
    heads = Counter(words.reading.folded[first:last] for first, last in lines)
    for first, last in lines:
        start, end = words.first_from(first), words.first_from(last)
        whole = 0 < end - start <= 3 and words.run(start, most=3) == end and words.is_candidate(start)
        if whole and not is_brand(words, start, end) and _speaks(words, start, end, heads):
            yield start, end, 0.85


def _speaks(words: NameWords, start: int, end: int, heads: Counter[str]) -> bool:
    """Whether what stands before a colon is a name, and no label: "Hunter:" only if it comes again."""
    if words.is_plainly_given(start) or (end - start == 1 and not words.is_word(start)):
        return True
    return words.is_given(start) and heads[words.words[start].folded] > 1


def after_labels(words: NameWords) -> Iterator[Run]:
    for pattern, strong in ((_STRONG, True), (_WEAK, False)):
        for match in pattern.finditer(words.reading.folded):
            start = words.first_from(match.end())
            if start >= len(words) or words.words[start].start - match.end() > 2:
                continue
            if words.words[start].folded in CIVILITIES:
                continue
            end = words.run(start, lower=True, most=4)
            if end == start or any(words.is_company(at) and not words.is_given(at) for at in range(start, end)):
                continue
            if strong and end == start + 1 and words.is_given(start) and _ends_with_surname(words, end):
                end += 1
            known = any(words.is_given(at) or words.is_initial(at) for at in range(start, end))
            if known or (strong and words.words[start].is_capitalised and not is_thing(words, start, end)):
                yield start, end, 0.9


def _ends_with_surname(words: NameWords, index: int) -> bool:
    """Whether an everyday word is a family name all the same: "this is art price, ring me"."""
    if index >= len(words) or not words.joined(index - 1) or words.words[index].folded not in words.lexicon.surnames:
        return False
    return words.gap(index)[:1] in ("", ",", ".", ";", "\n")


def in_lists(words: NameWords) -> Iterator[Run]:
    """The people of a list that its label announces: "Présents : …", "Cc: …"."""
    for match in _LISTS.finditer(words.reading.folded):
        gathered = bool(match.group(1))
        yield from _reversed_names(words, match.end())
        index = words.first_from(match.end())
        for _ in range(30):
            end = words.run(index, lower=True, most=4) if index < len(words) else index
            if end == index:
                break
            if _is_listed(words, index, end, gathered) and not is_thing(words, index, end):
                yield index, end, 0.9
            index = end
            if not _LIST_STEP.search(words.gap(end - 1).lower()):
                if end >= len(words) or words.words[end].folded not in ("et", "and"):
                    break
                index = end + 1


def _is_listed(words: NameWords, start: int, end: int, gathered: bool) -> bool:
    """Whether an item of a list is somebody: known, or any proper name where the label speaks of people."""
    return any(
        words.is_given(at) or words.is_initial(at) or (gathered and words.is_candidate(at)) for at in range(start, end)
    )


def signatures(words: NameWords) -> Iterator[Run]:
    """A line that holds a name and nothing else."""
    for index in words.line_openers():
        end = words.run(index, lower=words.is_given(index), most=4)
        if end == index or not words.closes_line(end) or is_thing(words, index, end) or is_place(words, index, end):
            continue
        known = words.is_given(index) or words.is_given(end - 1) or words.is_initial(index)
        signed = _CLOSING.search(words.line_before(index)) is not None or (
            end - index <= 3 and _THREAD.search(words.line_after(end)) is not None
        )
        lone_word = end - index == 1 and words.is_ordinary(index) and not (signed or _stands_last(words, index, end))
        if known and not lone_word and (words.words[index].is_capitalised or end - index > 1 or signed):
            yield index, end, 0.9
        elif any(words.is_company(at) for at in range(index, end)):
            continue
        elif (signed and words.words[index].is_capitalised) or _closes_message(words, index, end):
            yield index, end, 0.8
    last = len(words) - 1
    if last > 0 and _closes_last_line(words, last):
        yield last, last + 1, 0.8


def _closes_last_line(words: NameWords, index: int) -> bool:
    """Whether a given name alone comes after the last sentence, on its line: "… it should go down to £311. Joy"."""
    word = words.words[index]
    after = words.reading.plain[word.end :].strip()
    opened = words.gap_before(index).rstrip(" ")[-1:] in (".", "!", "?") and words.gap_before(index).endswith(" ")
    return opened and not after and word.is_capitalised and words.is_given(index) and not words.is_initial(index - 1)


def _stands_last(words: NameWords, start: int, end: int) -> bool:
    """Whether a word is the last line of a text, under a blank one: "Will"."""
    return "\n\n" in words.gap_before(start).replace(" ", "") and not words.line_after(end)


def _closes_message(words: NameWords, start: int, end: int) -> bool:
    """Whether a name that no list knows closes a text, or stands above a telephone number or an address."""
    if not all(words.is_candidate(at) or words.words[at].folded in PARTICLES for at in range(start, end)):
        return False
    below = words.line_after(end)
    above = words.line_before(start)
    if _ADDRESS_ABOVE.search(above) or (end - start == 1 and words.is_word(start)):
        return False
    return bool(_REACHED.search(below)) or (not below and start > 0)


_REACHED = compile_pattern(
    r"^(?:\+?\(?\d[\d .\-/()]{7}|[a-z0-9._\-]+@|https?:|www\.|[a-z0-9\-]+\.(?:com|fr|net|org|eu|uk|ie)\b|"
    r"(?:tel|mob|port|ligne|direct|phone|cell|mobile|m|t)\W|"
    r"(?:hr|it|rh|drh|daf|sales|finance|accounts|operations|support|marketing|logistics|logistique|compta)$)"
)
_ADDRESS_ABOVE = compile_pattern(r"^\d|\b(?:rue|avenue|street|road|lane|house|residence|batiment)\b")

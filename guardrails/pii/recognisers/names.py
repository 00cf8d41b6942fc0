"""Names of people: what words, neighbours and the language model say together.

Candidates come from many signs: a civility, a greeting, a label, a signature, an e-mail address spelling the same
name, a given name, an initial, capitals, the language model. Each gives a score; what stands around a candidate
(a company's legal form, "rue", "salle", a model number) can rule it out whatever the sign.
"""

from collections.abc import Iterable, Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.language_models import ReadArtifacts
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.name_words import CIVILITIES, PARTICLES, NameWords
from guardrails.pii.recognisers.recogniser import Hit, Recogniser

Run = tuple[int, int, float]
"""Index of the first word, index after the last, confidence."""

_GREETINGS = frozenset(
    "bonjour bonsoir salut coucou cher chere hello hi hey dear morning afternoon evening merci thanks beaucoup you".split()
)
_CLOSING = compile_pattern(
    r"^(?:(?:bien |tres )?cordialement|cdlt|bien a (?:vous|toi)|a bientot|a (?:tres )?vite|amicalement|amities|sincerement|respectueusement|salutations|bonne (?:journee|soiree|reception)|belle journee|merci|(?:best|kind|warm|kindest|warmest)(?: regards| wishes)?|regards"
    r"|(?:yours )?(?:sincerely|faithfully|truly)|yours|sincerely|cheers|thanks|thank you|many thanks|see you(?: soon)?|all the best|take care|--+|_{2,}|bises?|bisous|respectfully|cordially|talk soon)\W{0,3}$|(?:salutations|sentiments|consideration) \w{3,15}\W?$"
)
_STRONG = compile_pattern(
    r"(?:(?:^|[\n>\"({|,;]) ?\"?(?:prenom(?: et)? nom|nom(?: et)? prenom|nom(?: du client| du contact| complet| de famille)?|prenom|(?:full |last |first |customer |contact |client )?name|surname|interlocut(?:eur|rice)|decideu(?:r|se)|decision maker|attn|a l'attention de|titulaire|beneficiaire|account holder|emergency contact|signataire|signe|signed(?: by)?|represente(?:e)? par|represented by|patient|employee|salarie)\"? ?[:=] ?\"?"
    r"|\b(?:soussigne(?:\(?e\)?)?,?|sir or madam, i,|nomme(?:e)?|appele(?:e)?|mon nom est|je m'appelle|my name is|represente(?:e)? par|represented by|a l'attention de|dirigeante?|gerante?|au nom de|in the name of|ici|this is|here is|it's) )"
)
_WEAK = compile_pattern(
    r"(?:^|[\n>\"({|;]) ?\"?(?:client|customer|contact|de|from|a|to|cc|cci|bcc|expediteur|destinataire|sender|recipient|owner|commercial|vendeur|sales rep|referent|auteur|author|responsable|chef de projet|project manager|account manager|conducteur|driver|candidate?|absente?|excuse(?:e)?)\"? ?[:=] ?\"?"
)
_LISTS = compile_pattern(
    r"(?:^|[\n.;|>] ?)(?:presents?|participants|attendees|attending|present|invites|invited|excuses|absents|apologies|in attendance|cc|a|to|en copie|copie) ?: ?"
)
_RELATION = compile_pattern(
    r"(?:\b(?:joindre|rappeler|rappelle|rappelez|relancer|relance|appeler|appelle|appelez|contacter|contactez|voir avec|rdv (?:tel )?avec|avec|prevenir|demander(?: a)?|demandez|facturer|facturez|remercier|saluer|chez|selon|pour|par|confirmer a|dire a|parler a|ecrire a|transmettre a|l'avis de|la part de|le compte de|rencontre|croise|eu|et|et a|merci a|grace a|ici"
    r"|ask(?: for)?|call|ring|try|chase|meet(?:ing)?(?: with)?|met|mtg with|call with|with|tell|remind|email|emailed|phone|phoned|thank|contact|bill|invoice|for|by|cc|per|from|and|saw|spoke (?:to|with)|talk(?:ed)? to|hear from|thanks to|find|told|asks?|asked|says?|said|this is"
    r"|(?:mon|ma|mes|son|sa|notre|nos|votre|leur) (?:collegue|assistante?|associee?|mari|femme|epouse|fils|fille|frere|soeur|pere|mere|ami|amie|voisine?|responsable|directeur|directrice|stagiaire|successeur|remplacante?)|(?:my|his|her|our|their|your) (?:colleague|assistant|partner|husband|wife|son|daughter|brother|sister|father|mother|friend|neighbour|neighbor|manager|boss|intern|successor|replacement)"
    r"|(?:le|la|les|l')? ?(?:fils|fille|frere|soeur|mari|femme|mere|pere|dossier|compte|anniversaire|mail|bureau|equipe|numero|telephone|adresse) (?:de |d')|securite sociale de|(?:number|birthday|file|address|email|account) (?:for|of)) ?|d')$"
)
_ADDRESSED = compile_pattern(r"^ ?[(<\[] ?(?:[^\s@<>()]{1,64}@|\+?0?\d[\d .()\-]{6})")
_THREAD = compile_pattern(
    r"^(?:> ?(?:le|on) .{4,60}|(?:le|on) .{6,60}(?:ecrit|wrote)|(?:de|from) ?: |-{3,} ?(?:message|original|forwarded))"
)
_VERBS = frozenset(
    "est a sera etait avait souhaite veut demande aimerait attend confirme propose va vient travaille habite pense prefere remplace rejoint quitte is was has had will wants asked asks would said says called works lives thinks prefers joins left confirmed needs likes".split()
)
_LOCAL = compile_pattern(r"\b([a-z0-9][a-z0-9._\-]*)(?:\+[a-z0-9]+)?@[a-z0-9]")
_LIST_STEP = compile_pattern(r"^ ?(?:,|;|et|and|&|/) ?(?:et |and )?$")


class NameRecogniser(Recogniser):
    """Names of people in French and English, of any origin."""

    kinds = ("person",)

    def load(self) -> None:
        """Read the name lists."""
        self.lexicon = load_lexicon()

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Names, the surest sign first; overlapping ones are settled by `_settled`."""
        words = NameWords(reading, self.lexicon)
        if not len(words):
            return
        named = artifacts.named if isinstance(artifacts, ReadArtifacts) else []
        people = [(start, end) for start, end, label in named if label in ("PER", "PERSON")]
        runs = [run for run in self._signs(words, people) if run[1] > run[0]]
        settled = _settled(words, runs)
        for start, end, score in _settled(words, [*settled, *_again(words, settled)]):
            yield Hit("person", words.words[start].start, words.words[end - 1].end, score)

    def _signs(self, words: NameWords, people: list[tuple[int, int]]) -> Iterator[Run]:
        yield from _after_civilities(words)
        yield from _after_labels(words)
        yield from _in_lists(words)
        yield from _like_addresses(words)
        yield from _beside_addresses(words)
        yield from _signatures(words)
        yield from _greeted(words)
        yield from _by_given_name(words)
        yield from _surname_first(words)
        yield from _by_initial(words)
        yield from _modelled(words, people)


def _after_civilities(words: NameWords) -> Iterator[Run]:
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
        end = words.run(index + 1)
        if end == index + 1 and not short and _is_lower_name(words, index + 1):
            end = index + 2
        if end > index + 1 and not (word.folded == "me" and words.is_ordinary(index + 1)):
            yield index + 1, end, 0.95


def _is_lower_name(words: NameWords, index: int) -> bool:
    """Whether a lower-case word after a civility is a family name: a known one, or one that the sentence goes on after."""
    word = words.words[index]
    if not word.text.islower() or words.is_ordinary(index) or len(word.text) < 4:
        return False
    if word.folded in words.lexicon.surnames or words.is_given(index):
        return True
    following = words.words[index + 1].folded if index + 1 < len(words) and words.gap(index) == " " else ""
    return word.folded not in _VERBS and (
        not following
        or following in _VERBS
        or following in ("back", "au", "at", "on", "et", "and", "par", "by", "chez")
    )


def _greeted(words: NameWords) -> Iterator[Run]:
    for index in range(1, len(words)):
        before = words.words[index - 1]
        if before.folded in _GREETINGS and words.gap(index - 1) in (" ", ", ", "  "):
            end = words.run(index, lower=words.is_plainly_given(index), most=4)
            known = end > index and (words.is_given(index) or words.is_given(end - 1))
            named = known or (
                end > index
                and words.words[index].is_capitalised
                and words.gap(end - 1)[:1] in (",", "!", "\n", ":", "")
                and words.gap(index - 1) == " "
                and words.words[index].text not in ("Team",)
            )
            if named and not (end - index > 1 and any(words.is_company(at) for at in range(index, end))):
                yield index, end, 0.9
        elif (
            words.opens_line(index)
            and words.is_given(index)
            and words.words[index].is_capitalised
            and words.gap(index)[:1] == ","
        ):
            yield index, index + 1, 0.85
    if words.is_given(0) and words.opens_line(0) and words.words[0].is_capitalised and words.gap(0)[:1] == ",":
        yield 0, 1, 0.85


def _after_labels(words: NameWords) -> Iterator[Run]:
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
            known = any(words.is_given(at) or words.is_initial(at) for at in range(start, end))
            if known or (strong and words.words[start].is_capitalised and not words.is_ruled_out(start, end)):
                yield start, end, 0.9


def _in_lists(words: NameWords) -> Iterator[Run]:
    for match in _LISTS.finditer(words.reading.folded):
        index = words.first_from(match.end())
        for _ in range(30):
            if index >= len(words):
                break
            end = words.run(index, lower=True, most=4)
            if end == index:
                break
            if any(words.is_given(at) or words.is_initial(at) for at in range(index, end)) and not words.is_ruled_out(
                index, end
            ):
                yield index, end, 0.9
            if not _LIST_STEP.search(words.gap(end - 1).lower()):
                if end < len(words) and words.words[end].folded in ("et", "and"):
                    index = end + 1
                    continue
                break
            index = end


def _like_addresses(words: NameWords) -> Iterator[Run]:
    """Two to four words that an e-mail address of the same text spells: first.last, flast, last.f, …"""
    boxes: set[str] = set()
    for match in _LOCAL.finditer(words.reading.folded):
        boxes.add("".join(one for one in match.group(1) if one.isalpha()))
    if not boxes:
        return
    for start in range(len(words)):
        for end in range(start + 2, min(start + 5, len(words)) + 1):
            if not words.joined(end - 2) or words.is_blocked(end - 1) or words.is_blocked(start):
                break
            parts = ["".join(one for one in words.words[at].folded if one.isalpha()) for at in range(start, end)]
            if boxes & _spellings(parts):
                yield start, end, 0.95


def _spellings(parts: list[str]) -> set[str]:
    """How an e-mail address writes a name of several words."""
    found: set[str] = set()
    for cut in range(1, len(parts)):
        first, last = "".join(parts[:cut]), "".join(parts[cut:])
        if len(first) > 1 and len(last) > 1:
            found |= {first + last, last + first}
        if len(last) > 2:
            found |= {first[0] + last, last + first[0]}
        if len(first) > 2:
            found |= {first + last[0]}
    return {one for one in found if len(one) > 4}


def _beside_addresses(words: NameWords) -> Iterator[Run]:
    """A name right before an address or a number in brackets: ``Name <address>``, ``name (number)``."""
    for end in range(1, len(words) + 1):
        gap = words.gap(end - 1)
        if gap[:1] not in (" ", "(", "<") and end != len(words):
            continue
        if not _ADDRESSED.search(words.reading.plain[words.words[end - 1].end : words.words[end - 1].end + 80]):
            continue
        start = end - 1
        while (
            start > 0
            and end - start < 4
            and words.joined(start - 1)
            and words.run(start - 1, lower=True, most=end - start + 1) == end
        ):
            start -= 1
        while start < end and not (
            words.is_given(start) or words.is_initial(start) or words.words[start].is_capitalised
        ):
            start += 1
        if start < end and not words.is_ruled_out(start, end):
            if any(words.is_given(at) or words.is_initial(at) for at in range(start, end)) or (
                end - start > 1 and not any(words.is_company(at) for at in range(start, end))
            ):
                yield start, end, 0.85


def _signatures(words: NameWords) -> Iterator[Run]:
    """A line that holds a name and nothing else."""
    for index in range(len(words)):
        if not words.opens_line(index):
            continue
        end = words.run(index, lower=words.is_given(index), most=4)
        if end == index or not words.closes_line(end) or words.is_ruled_out(index, end):
            continue
        known = words.is_given(index) or words.is_given(end - 1) or words.is_initial(index)
        signed = _CLOSING.search(words.line_before(index)) is not None or (
            end - index <= 3 and _THREAD.search(words.line_after(end)) is not None
        )
        lone_word = end - index == 1 and words.is_ordinary(index) and not signed
        if known and not lone_word and (words.words[index].is_capitalised or end - index > 1 or signed):
            yield index, end, 0.9
        elif signed and words.words[index].is_capitalised and not any(words.is_company(at) for at in range(index, end)):
            yield index, end, 0.8


def _by_given_name(words: NameWords) -> Iterator[Run]:
    for index in range(len(words)):
        if not words.is_given(index) or words.is_blocked(index):
            continue
        related = _RELATION.search(words.reading.before(words.words[index].start, 40)) is not None
        if not words.words[index].is_capitalised:
            if related and words.is_plainly_given(index):
                end = words.run(index, lower=True, most=4)
                yield index, end, 0.8
            elif (
                (related or (words.is_plainly_given(index) and len(words.words[index].text) > 3))
                and index + 1 < len(words)
                and words.joined(index)
                and words.words[index + 1].folded in words.lexicon.surnames
                and not words.is_ordinary(index + 1)
            ):
                yield index, index + 2, 0.75
            continue
        end = words.run(index, most=4)
        if end <= index or words.is_ruled_out(index, end) or _is_place(words, index, end):
            continue
        if end - index > 1 and all(words.words[at].is_upper for at in range(index, end)) and words.is_ordinary(end - 1):
            continue
        acts = (
            index + 1 < len(words) and words.gap(index) == " " and words.words[index + 1].folded in _VERBS
            and words.opens_sentence(index) and words.words[index].folded not in words.lexicon.ordinary
        )  # fmt: skip
        related = related and not _names_a_thing(words, index)
        if words.is_plainly_given(index) or end - index > 1 or related or acts:
            yield index, end, 0.9 if end - index > 1 else 0.7


def _names_a_thing(words: NameWords, index: int) -> bool:
    """Whether a small word that is no verb follows: "Jade plants", "Rose wine"."""
    if index + 1 >= len(words) or words.gap(index) != " " or words.is_plainly_given(index):
        return False
    following = words.words[index + 1]
    return (
        following.text.islower()
        and not words.is_ordinary(index + 1)
        and following.folded not in _VERBS
        and len(following.text) > 3
    )


def _is_place(words: NameWords, index: int, end: int) -> bool:
    word = words.words[index].folded
    if end - index > 1 or word not in words.lexicon.places:
        return False
    return index > 0 and words.words[index - 1].folded in (
        "a",
        "in",
        "at",
        "from",
        "de",
        "to",
        "near",
        "vers",
        "sur",
        "en",
        "office",
        "around",
        "downtown",
    )


def _surname_first(words: NameWords) -> Iterator[Run]:
    """``MARTIN Claire``, ``Martin, Claire``, and lists that write the family name in capitals first."""
    for index in range(1, len(words)):
        if not (words.is_given(index) and words.words[index].is_capitalised) or words.is_blocked(index):
            continue
        start = index - 1
        word, gap = words.words[start], words.gap(start)
        if (
            words.is_blocked(start)
            or words.is_ordinary(start)
            or words.is_given(start)
            and not word.is_upper
            or not word.is_capitalised
            or len(word.text) < 2
        ):
            continue
        while (
            start > 0
            and words.joined(start - 1)
            and words.words[start - 1].folded in PARTICLES
            and words.words[start - 1].is_capitalised
        ):
            start -= 1
        if (
            gap == " "
            and (word.is_upper or word.folded in words.lexicon.surnames)
            and not words.words[index].is_upper
            and not words.is_ruled_out(start, index + 1)
            and not words.is_company(index - 1)
        ):
            yield start, index + 1, 0.85
        elif (
            gap == ", "
            and not words.is_ruled_out(start, index + 1)
            and (start == 0 or not words.joined(start - 1) or not words.words[start - 1].is_capitalised)
        ):
            after = words.reading.folded[words.words[index].end : words.words[index].end + 5]
            single = not (words.joined(index) and words.words[index + 1].is_capitalised)
            if single and (
                word.folded in words.lexicon.surnames
                or word.is_upper
                or after.startswith((" is ", " est ", " (", ";", "\n"))
            ):
                yield start, index + 1, 0.85


def _by_initial(words: NameWords) -> Iterator[Run]:
    for index in range(len(words) - 1):
        if not words.is_initial(index) or (index and words.is_initial(index - 1)):
            continue
        end = words.run(index, most=5)
        if (
            end > index + 1
            and len(words.words[end - 1].text) > 2
            and not words.is_company(end - 1)
            and not words.is_ruled_out(index, end)
        ):
            if (
                words.words[index].folded == "m"
                and words.joined(index)
                and words.gap(index) == ". "
                and end - index == 2
            ):
                continue
            yield index, end, 0.85


def _modelled(words: NameWords, people: list[tuple[int, int]]) -> Iterator[Run]:
    """What the language model calls a person, trimmed to words that can be one."""
    for first, last in people:
        start, stop = words.first_from(first), words.first_from(last)
        while start < stop and (
            words.is_ordinary(start) or words.words[start].folded in CIVILITIES or not words.words[start].is_capitalised
        ):
            start += 1
        if start >= stop:
            continue
        end = words.run(start, most=max(stop - start, 4))
        capitals = [
            at for at in range(start, end) if words.words[at].is_capitalised and words.words[at].folded not in PARTICLES
        ]
        if (
            end <= start
            or words.is_ruled_out(start, end)
            or any(words.is_company(at) for at in range(start, end))
            or _is_place(words, start, end)
        ):
            continue
        known = any(words.is_given(at) or words.words[at].folded in words.lexicon.surnames for at in capitals)
        alone = len(capitals) == 1
        if alone and not (known and not words.is_ordinary(capitals[0])):
            continue
        if (
            alone
            and words.words[capitals[0]].folded in words.lexicon.ambiguous
            and not _RELATION.search(words.reading.before(words.words[start].start, 40))
        ):
            continue
        if not known and any(words.words[at].is_upper and len(words.words[at].text) < 5 for at in capitals):
            continue
        yield start, end, 0.85 if known else 0.6


def _again(words: NameWords, runs: list[Run]) -> Iterator[Run]:
    """Parts of names already found, standing alone elsewhere: "Claire", "Martin"."""
    parts: set[str] = set()
    for start, end, _ in runs:
        if end - start > 1:
            parts |= {
                words.words[at].folded
                for at in range(start, end)
                if len(words.words[at].text) > 2
                and words.words[at].folded not in PARTICLES
                and not words.is_ordinary(at)
            }
    if not parts:
        return
    for index in range(len(words)):
        if words.words[index].folded in parts and words.words[index].is_capitalised and not words.is_blocked(index):
            end = words.run(index, most=3)
            if end == index + 1 and not words.is_ruled_out(index, end):
                yield index, end, 0.6


def _settled(words: NameWords, runs: list[Run]) -> list[Run]:
    """Runs without overlaps: the surest wins, the longest among equals."""
    taken = bytearray(len(words))
    kept: list[Run] = []
    for start, end, score in sorted(
        set(runs), key=lambda run: (-(run[1] - run[0]) if run[2] >= 0.8 else 0, -run[2], run[0])
    ):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, score))
    return sorted(kept)

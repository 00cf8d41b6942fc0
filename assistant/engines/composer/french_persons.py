"""From "elle" to "vous": pronouns, possessives and verbs of a point that speaks of the reader in the third person."""

from collections.abc import Sequence

from assistant.engines.composer.library import grammar
from assistant.engines.composer.reading import bare, glue, words

_POSSESSIVES = {"son": "votre", "sa": "votre", "ses": "vos"}
_BEFORE_OWN = frozenset({"de", "d'", "pour", "sur", "chez", "à", "dans", "concernant", "par"})
_STAYS = frozenset(
    {"version", "ensemble", "totalité", "intégralité", "terme", "état", "mise", "prix", "place", "début", "fin"}
)
_OPENERS = frozenset({"si", "s'", "que", "qu'", "quand", "comment", "pourquoi", "combien", "lorsqu'", "puisqu'"})
_CLITICS = frozenset({"ne", "n'", "y", "en", "nous", "me", "m'", "lui", "l'"})
_WITH = frozenset({"avec", "pour", "chez", "sans", "vers"})
_REFLEXIVE = frozenset({"se", "s'"})


def to_reader(tokens: Sequence[str]) -> list[str]:
    """The words with the reader as "vous", where it is certain that they mean the reader.

    A possessive after a noun joined by "et", "ou" or "avec" is that noun's ("le logiciel et ses modules") and stays;
    a subject pronoun counts only right after the conjunction, since later it may stand for a thing.
    """
    result: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        low = bare(token)
        previous = bare(tokens[place - 1]) if place else ""
        following = bare(tokens[place + 1]) if place + 1 < len(tokens) else ""
        if (
            low in _POSSESSIVES
            and following not in _STAYS
            and (place == 0 or previous in _BEFORE_OWN or previous in _OPENERS)
        ):
            result.append(_POSSESSIVES[low])
        elif low in ("il", "elle") and place <= 1 and (previous in _OPENERS):
            converted = verb_for_vous(tokens[place + 1 :])
            if converted is None:
                result.append(token)
            else:
                result[-1] = {"s'": "si", "qu'": "que", "lorsqu'": "lorsque", "puisqu'": "puisque"}.get(
                    previous, result[-1]
                )
                return [*result, *words(converted)]
        elif (low == "lui" and previous not in _WITH) or (low in ("lui", "elle") and previous in _WITH):
            result.append(_as(token, "vous"))
        else:
            result.append(token)
        place += 1
    return result


def verb_for_vous(tokens: Sequence[str]) -> str | None:
    """ "a reçu le devis" as "vous avez reçu le devis"; None if the verb's form is not certain."""
    before: list[str] = ["vous"]
    place = 0
    while place < len(tokens) and (bare(tokens[place]) in _CLITICS or bare(tokens[place]) in _REFLEXIVE):
        before.append("vous" if bare(tokens[place]) in _REFLEXIVE else tokens[place].casefold())
        place += 1
    if place >= len(tokens):
        return None
    form = second_person(bare(tokens[place]))
    if form is None:
        return None
    return glue([*before, _as(tokens[place], form), *to_reader(tokens[place + 1 :])])


def second_person(verb: str) -> str | None:
    """The "vous" form of a verb in the third person singular; None if it is not one that we know.

    Irregular forms come from the word list; the endings of the conditional, the imperfect, the future and
    the regular present are the same for every verb.
    """
    listed = grammar("fr").conjugation.get(verb)
    if listed:
        return listed
    if verb.endswith("ait") and len(verb) > 4:
        return verb[:-3] + "iez"
    if verb.endswith("ra") and len(verb) > 3:
        return verb[:-1] + "ez"
    if verb.endswith("it") and verb[:-2].endswith(("n", "s", "ss", "l", "g")) and len(verb) > 4:
        return verb[:-1] + "ssez"
    if verb.endswith("e") and len(verb) > 3:
        return _regular_stem(verb[:-1]) + "ez"
    return None


def _regular_stem(stem: str) -> str:
    """Undo the accent of forms such as préfère, achète: vous préférez, vous achetez."""
    for accented, plain in (
        ("préfèr", "préfér"),
        ("gèr", "gér"),
        ("suggèr", "suggér"),
        ("espèr", "espér"),
        ("considèr", "considér"),
    ):
        if stem.endswith(accented):
            return stem[: -len(accented)] + plain
    return stem.replace("è", "e") if stem.endswith(("èt", "èn", "èv", "èl")) else stem


def _as(token: str, word: str) -> str:
    """The new word with the punctuation of the old one."""
    tail = token[len(token.rstrip(".,;:!?…)»")) :]
    return word + tail

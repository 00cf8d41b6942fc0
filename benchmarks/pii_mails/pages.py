"""Draw pages of a person's own: profiles, and sites named after them."""

import re
from random import Random

from benchmarks.pii_mails.people import Person
from benchmarks.pii_mails.shapes import Drawn, digits, letters, pick, plain_letters


def draw_url(rng: Random, person: Person, language: str) -> Drawn:
    """Draw a page of this person's: a profile, or a site named after them."""
    first, last = (re.sub(r"[^a-z]+", "", plain_letters(name).lower()) for name in (person.first, person.last))
    tail = rng.choice(["", "", digits(rng, 2)])
    sites = {
        "linkedin": (
            f"linkedin.com/in/{first}-{last}" + rng.choice(["", f"-{letters(rng, 6, '0123456789abcdef')}"]),
            6,
        ),
        "x": (
            rng.choice(["x.com/", "twitter.com/"]) + rng.choice([f"{first[0]}{last}", f"{first}_{last}"]) + tail,
            2,
        ),
        "github": (
            f"github.com/{rng.choice([f'{first}{last[0]}', f'{first[0]}{last}', f'{first}-{last}'])}{tail}",
            2,
        ),
        "facebook": (f"facebook.com/{first}.{last}{'.' + tail if tail else ''}", 2),
        "instagram": (f"instagram.com/{rng.choice([f'{first}_{last}', f'{first}.{last}'])}{tail}/", 2),
        "xing": (f"xing.com/profile/{first.capitalize()}_{last.capitalize()}", 1),
        "malt": (f"malt.{'fr' if language == 'fr' else 'com'}/profile/{first}{last}", 1),
        "site": (rng.choice([f"{first}-{last}", f"{first}{last}"]) + rng.choice([".fr", ".com", ".me", ".net"]), 2),
    }
    site = pick(rng, {name: weight for name, (_, weight) in sites.items()})
    head = rng.choice(["https://www.", "https://www.", "https://", "www."])
    head = "https://" if site in ("x", "github") else head
    if site not in ("site", "malt") and rng.random() < 0.25:
        head = ""
    return Drawn(head + sites[site][0], site if head else f"{site}/bare")

"""Pages about one person: profiles of networks, calendars, sites named after somebody."""

from guardrails.pii.lexicon import Lexicon

_NETWORKS: dict[str, tuple[str, ...]] = {
    "linkedin.com": ("in/", "pub/", "profile/view"),
    "viadeo.com": ("fr/profile/", "en/profile/", "profile/", "p/"),
    "viadeo.journaldunet.com": ("p/", "profile/"),
    "xing.com": ("profile/",),
    "malt.fr": ("profile/",),
    "malt.com": ("profile/",),
    "angel.co": ("u/", "p/"),
    "wellfound.com": ("u/", "p/"),
    "upwork.com": ("freelancers/",),
    "fiverr.com": ("",),
    "facebook.com": ("people/", "profile.php?id=", "profile/", ""),
    "fb.com": ("",),
    "fb.me": ("",),
    "m.me": ("",),
    "messenger.com": ("t/",),
    "twitter.com": ("",),
    "x.com": ("",),
    "instagram.com": ("",),
    "threads.net": ("@",),
    "threads.com": ("@",),
    "bsky.app": ("profile/",),
    "mastodon.social": ("@",),
    "mastodon.online": ("@",),
    "mamot.fr": ("@",),
    "piaille.fr": ("@",),
    "tiktok.com": ("@",),
    "youtube.com": ("@", "user/", "c/"),
    "medium.com": ("@",),
    "substack.com": ("@",),
    "snapchat.com": ("add/",),
    "pinterest.com": ("",),
    "pinterest.fr": ("",),
    "vk.com": ("",),
    "t.me": ("",),
    "telegram.me": ("",),
    "wa.me": ("",),
    "api.whatsapp.com": ("send?phone=",),
    "skype.com": ("",),
    "github.com": ("",),
    "gitlab.com": ("",),
    "bitbucket.org": ("",),
    "stackoverflow.com": ("users/",),
    "dev.to": ("",),
    "kaggle.com": ("",),
    "behance.net": ("",),
    "dribbble.com": ("",),
    "soundcloud.com": ("",),
    "strava.com": ("athletes/",),
    "reddit.com": ("user/", "u/"),
    "quora.com": ("profile/",),
    "flickr.com": ("people/", "photos/"),
    "twitch.tv": ("",),
    "researchgate.net": ("profile/",),
    "orcid.org": ("0000-",),
    "scholar.google.com": ("citations?user=",),
    "scholar.google.fr": ("citations?user=",),
    "about.me": ("",),
    "linktr.ee": ("",),
    "paypal.me": ("",),
    "paypal.com": ("paypalme/",),
    "venmo.com": ("u/", ""),
    "cash.app": ("$",),
    "gravatar.com": ("",),
    "keybase.io": ("",),
    "copainsdavant.linternaute.com": ("p/",),
    "airbnb.fr": ("users/show/",),
    "airbnb.com": ("users/show/",),
    "calendly.com": ("",),
    "cal.com": ("",),
    "savvycal.com": ("",),
    "tidycal.com": ("",),
    "koalendar.com": ("e/",),
    "zcal.co": ("",),
    "meetings.hubspot.com": ("",),
    "calendar.app.google": ("",),
}
"""What a person's page of a network starts with, after the host."""
_PEOPLE = frozenset(["in/", "pub/", "people/", "athletes/", "users/show/", "freelancers/"])
"""Where nobody but people has a page, whatever they call themselves: "linkedin.com/in/jane-doe-sales"."""
_ANY_DEPTH = frozenset(
    ["calendly.com", "cal.com", "savvycal.com", "tidycal.com", "zcal.co", "meetings.hubspot.com", "wa.me"]
)
"""Where more than one part may follow the name: calendly.com/jean-dupont/30min."""
_NO_PERSON = frozenset({
    "company", "school", "groups", "group", "pages", "page", "events", "event", "jobs", "showcase", "p", "reel",
    "reels",
    "hashtag", "search", "watch", "home", "login", "signup", "intent", "share", "sharer", "sharer.php", "share.php",
    "explore",
    "i", "settings", "about", "help", "privacy", "policies", "legal", "terms", "pricing", "features", "blog", "topics",
    "marketplace", "orgs", "stories", "tv", "pin", "business", "ads", "feed", "posts", "channel", "playlist",
    "joinchat",
    "s", "d", "plugins", "dialog", "notifications", "trending", "enterprise", "sponsors",
})  # fmt: skip
"""First parts of an address that are the network's own pages or a company's."""
_TEAM = frozenset({
    "team", "equipe", "sales", "commercial", "support", "contact", "demo", "service", "services", "group", "groupe",
    "official", "officiel", "france", "uk", "europe", "shop", "store", "boutique", "agence", "agency", "studio", "hq",
    "solutions", "consulting", "conseil", "energie", "energy", "tech", "digital", "media", "news", "info", "app",
    "events",
})  # fmt: skip
_COUNTRIES = frozenset(["www", "m", "fr", "uk", "ie", "us", "de", "be", "ch", "es", "it", "ca", "en", "nl", "mobile"])
_ENDINGS = frozenset({
    "fr", "com", "net", "org", "eu", "me", "io", "uk", "ie", "be", "ch", "ca", "dev", "pro", "name", "paris", "bzh",
    "blog", "site", "online", "us", "de", "es", "it", "lu", "co", "photo", "art",
})  # fmt: skip
_SECOND_LEVELS = frozenset(["co", "com", "org", "gouv", "ac", "gov", "me"])


def is_profile(url: str, lexicon: Lexicon) -> bool:
    """Whether a folded address is the page of a person on a network, or their calendar."""
    host, path = _split(url)
    starts = _NETWORKS.get(host)
    if starts is None:
        return host.startswith("doctolib.") and path.count("/") >= 2 and "/" in path.strip("/")
    for start in starts:
        handle = path.removeprefix(start) if path.startswith(start) else ""
        if handle and (start or _is_only_part(host, handle)) and (start in _PEOPLE or not _is_company(handle, lexicon)):
            return _account(handle) not in _NO_PERSON
    return False


def is_named_after_somebody(url: str, people: set[str], lexicon: Lexicon) -> bool:
    """Whether a folded address bears a name: "claire-martin.fr", "acme.fr/equipe/claire-martin"."""
    host, path = _split(url)
    labels = host.split(".")
    if labels[-1] not in _ENDINGS:
        return False
    labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVELS:
        labels = labels[:-1]
    for label in labels:
        joined = label.replace("-", "")
        if (joined in people and len(joined) > 6) or _is_name(label.split("-"), lexicon):
            return True
    segments = path.partition("?")[0].split("/")[:6]
    return any(_is_name(_words(segment.lstrip("~@")), lexicon) for segment in segments)


def _split(url: str) -> tuple[str, str]:
    """Host and path, without the scheme, "www." and a country before the network's name."""
    rest = url.partition("://")[2] if "://" in url else url
    host, _, path = rest.partition("/")
    while host.count(".") > 1 and host.partition(".")[0] in _COUNTRIES:
        host = host.partition(".")[2]
    return host, path.partition("#")[0].rstrip("/")


def _is_only_part(host: str, handle: str) -> bool:
    return host in _ANY_DEPTH or "/" not in handle


def _is_company(handle: str, lexicon: Lexicon) -> bool:
    """Whether a handle is made of a company's words."""
    words = _words(_account(handle))
    if any(lexicon.is_plainly_given(word) for word in words):
        return False
    return any(word in _TEAM or (word in lexicon.company and not lexicon.is_given(word)) for word in words)


def _account(handle: str) -> str:
    return handle.partition("/")[0].partition("?")[0]


def _words(segment: str) -> list[str]:
    return segment.replace(".", "-").replace("_", "-").split("-")


def _is_name(parts: list[str], lexicon: Lexicon) -> bool:
    """Two to four words, the first a given name, the others neither ordinary nor a company's."""
    words = [part for part in parts if part and not part.isdigit()]
    if not 2 <= len(words) <= 4 or any(not word.isalpha() or word in lexicon.company for word in words):
        return False
    return lexicon.is_plainly_given(words[0]) and not any(word in lexicon.ordinary for word in words[1:])

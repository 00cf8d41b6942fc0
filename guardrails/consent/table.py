"""The contact table: which row decides.

Order of legal precedence: rows that prohibit, sector rows, the country's own rows, the EU row for EU and EEA
states, the DEFAULT row. Within a country the most specific row decides; of two that are equally specific, the
strictest one, so that a row added by a company can only tighten.
"""

from collections.abc import Iterator
from functools import lru_cache

from guardrails.consent.conditions import unproven
from guardrails.consent.rules import ContactRow, Regime, RowException
from guardrails.consent.situation import Situation
from guardrails.draft import Channel, Relationship
from guardrails.packs.vocabulary import EU

_REMOTE: tuple[Channel, ...] = ("email", "sms", "phone", "auto_call", "social")
_STRICTEST_FIRST: tuple[Regime, ...] = (
    "prohibited", "opt_in", "presumed_consent_review", "implied_consent", "soft_opt_in", "opt_out",
)  # fmt: skip
_RELATIONS: dict[Relationship, tuple[str, ...]] = {
    "prospect": ("prospect", "any"),
    "customer": ("customer", "any"),
    "inquirer": ("inquirer", "prospect", "any"),
}
"""A person who only asked something is no customer: without a row of their own, they count as a prospect."""


def deciding_row(rows: tuple[ContactRow, ...], situation: Situation) -> ContactRow | None:
    """The row that decides, or none when no pack has one."""
    candidates = [row for row in rows if _fits(row, situation)]
    prohibiting = [row for row in candidates if row.regime == "prohibited" and not _excepted(row, situation)]
    if prohibiting:
        return min(prohibiting, key=lambda row: _precedence(row, situation))
    ordinary = [row for row in candidates if row.regime != "prohibited"]
    return min(ordinary, key=lambda row: _precedence(row, situation), default=None)


def _fits(row: ContactRow, situation: Situation) -> bool:
    offer = situation.context.offer
    return (
        situation.purpose in row.purposes
        and row.jurisdiction in jurisdictions(situation.context.jurisdiction)
        and row.audience in situation.groups
        and row.relationship in _RELATIONS[situation.relationship]
        and situation.channel in channels_of(row)
        and (row.sector is None or (offer is not None and row.sector == offer.sector))
    )


def _precedence(row: ContactRow, situation: Situation) -> tuple[int, ...]:
    return (
        row.sector is None,
        jurisdictions(situation.context.jurisdiction).index(row.jurisdiction),
        situation.groups.index(row.audience),
        row.channel in ("any", "any_remote"),
        _RELATIONS[situation.relationship].index(row.relationship),
        _STRICTEST_FIRST.index(row.regime),
        not row.review,
    )


@lru_cache(maxsize=512)
def jurisdictions(country: str | None) -> tuple[str, ...]:
    """The jurisdictions whose rows may apply to a country, in order."""
    if country is None:
        return ("DEFAULT",)
    return (country, "EU", "DEFAULT") if country in EU else (country, "DEFAULT")


def channels_of(row: ContactRow) -> tuple[Channel, ...]:
    """The channels that a row is about."""
    if row.channel == "any":
        return (*_REMOTE, "post")
    return _REMOTE if row.channel == "any_remote" else (row.channel,)


def _excepted(row: ContactRow, situation: Situation) -> bool:
    return any(not unproven(one.conditions, situation) for one in _exceptions(row, situation))


def _exceptions(row: ContactRow, situation: Situation) -> Iterator[RowException]:
    return (one for one in row.exceptions if not one.purposes or situation.purpose in one.purposes)

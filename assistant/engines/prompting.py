"""Turns a request into the two messages that a model is given: our rules, and a request in which data is quoted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final, Literal

from babel.dates import format_date
from langchain_core.messages import BaseMessage
from langchain_core.prompts import ChatPromptTemplate

from assistant.engines.quotation import one_line, quoted
from assistant.engines.request import Correspondent, EmailRequest, Exchange
from guardrails.draft import Fact, Language
from prompts.loader import Prompt, Wording, load_prompt

INCOMING_LIMIT: Final = 6_000
"""Longest incoming mail put into a prompt, in characters: about 1,500 tokens of a 4,096-token context."""
HISTORY_LIMIT: Final = 500
"""Longest excerpt of one earlier exchange, in characters."""
HISTORY_COUNT: Final = 4
PREVIOUS_LIMIT: Final = 3_000
COMPACT_FACTS: Final = 4
"""Facts in a compact prompt: with more, or with earlier exchanges, SmolLM2 copies them instead of writing."""


EmailTask = Literal["email", "email_compact"]
"""Which template: the full one, or one short enough for models of a few hundred million parameters."""


def email_prompt(request: EmailRequest, task: EmailTask = "email") -> Prompt:
    """The template that a request is put into; its `reference` belongs in the record."""
    return load_prompt(task, request.language)


def email_messages(request: EmailRequest, task: EmailTask = "email") -> list[BaseMessage]:
    """The system message and the user message for a request.

    Raises:
        PromptError: the language has no template, or it is malformed.
    """
    prompt = email_prompt(request, task)
    if task == "email_compact":
        request = replace(request, facts=request.facts[:COMPACT_FACTS], history=())
    template = ChatPromptTemplate.from_messages(
        [("system", prompt.system), ("human", prompt.user)], template_format="mustache"
    )
    return template.format_messages(**_slots(request, prompt.wording))


def _slots(request: EmailRequest, wording: Wording) -> Mapping[str, object]:
    history = [_exchange(exchange, wording, request.language) for exchange in request.history[:HISTORY_COUNT]]
    facts = [_fact(fact, wording, request.language) for fact in request.facts]
    points = [one_line(point) for point in request.points if point.strip()]
    advice = [one_line(line) for line in request.advice if line.strip()]
    return {
        "occasion": wording.occasions[request.occasion],
        "tone": wording.tones[request.tone],
        "today": _day(request.now, request.language),
        "recipient": _who(request.recipient),
        "sender": _who(request.sender, coordinates=True),
        "has_points": bool(points),
        "points": points,
        "has_facts": bool(facts),
        "facts": facts,
        "has_history": bool(history),
        "history": history,
        "incoming": quoted(request.incoming or "", INCOMING_LIMIT, wording.cut),
        "previous": _previous(request, wording),
        "has_advice": bool(advice),
        "advice": advice,
    }


def _who(person: Correspondent, *, coordinates: bool = False) -> str:
    """A person on one line. Only a sender's coordinates belong in a mail: nobody writes a reader's address to them."""
    full = person.name or " ".join(part for part in (person.first_name, person.last_name) if part)
    civil = f"{person.civility} {full}" if person.civility and full and not full.startswith(person.civility) else full
    parts = [civil, person.job_title, person.company]
    if coordinates:
        parts += [person.email, person.phone]
    return ", ".join(one_line(part) for part in parts if part)


def _fact(fact: Fact, wording: Wording, language: Language) -> str:
    amount = [fact.value, fact.currency, wording.taxes.get(fact.tax or ""), f"/ {fact.unit}" if fact.unit else None]
    what = (
        f"{wording.fact_types[fact.type]} {wording.of} {fact.subject}"
        if fact.subject
        else wording.fact_types[fact.type]
    )
    until = f" ({wording.valid_until} {_day(fact.valid_until, language)})" if fact.valid_until else ""
    return one_line(f"{fact.id}: {what} = {' '.join(part for part in amount if part)}{until}")


def _day(moment: date | datetime, language: Language) -> str:
    return format_date(moment, "long", locale=language)


def _exchange(exchange: Exchange, wording: Wording, language: Language) -> Mapping[str, str]:
    heading = f"{_day(exchange.at, language)}, {exchange.channel}, {wording.directions.get(exchange.direction, '')}"
    return {
        "heading": one_line(heading).rstrip(" ,"),
        "text": quoted(exchange.text, HISTORY_LIMIT, wording.cut),
    }


def _previous(request: EmailRequest, wording: Wording) -> str:
    if request.previous is None:
        return ""
    return quoted(f"{request.previous.subject}\n\n{request.previous.body}", PREVIOUS_LIMIT, wording.cut)

"""What a rep reads in a terminal: the mail, what the gate did, and where each number comes from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assistant.checking import Checked
from assistant.emails.outcome import Attempt, Outcome, Status
from assistant.emails.veiling import veiled
from assistant.records.verdicts import evidence_in
from assistant.review.wording import standing
from guardrails.draft import Fact, FieldName, Language
from guardrails.verdict import Action, Admission, Decision, Evidence, Finding, Released, UnderReview, Verdict

_WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "subject": {"fr": "Objet", "en": "Subject"},
    "released": {"fr": "Mail prêt à envoyer", "en": "Mail ready to send"},
    "offered": {"fr": "Proposé en attendant (rédigé sans modèle)", "en": "Offered meanwhile (written without a model)"},
    "numbers": {"fr": "D’où vient chaque chiffre", "en": "Where each number comes from"},
    "gate": {"fr": "Ce que le contrôle a vu", "en": "What the gate saw"},
    "nothing": {"fr": "Rien à redire.", "en": "Nothing to object to."},
    "refused": {"fr": "Refusé : rien n’a été lu ni rédigé", "en": "Refused: nothing was read or written"},
    "brief_refused": {"fr": "Brief refusé : rien n’a été rédigé", "en": "Brief refused: nothing was written"},
    "queued": {"fr": "Retenu pour relecture", "en": "Held for review"},
    "possible": {"fr": "Pour que ce soit possible", "en": "What would make it possible"},
    "row": {"fr": "Règle appliquée", "en": "Rule applied"},
    "incoming": {
        "fr": "Instructions cachées dans le mail reçu : écartées",
        "en": "Instructions hidden in the mail: set aside",
    },
    "added": {"fr": "ajouté", "en": "added"},
    "instead": {"fr": "Plutôt", "en": "Instead"},
    "remove": {"fr": "(supprimer ce passage)", "en": "(leave this passage out)"},
    "said": {"fr": "passage", "en": "passage"},
    "fact": {"fr": "fait vérifié", "en": "verified fact"},
    "source": {"fr": "source", "en": "source"},
    "review": {"fr": "À relire avant l’envoi", "en": "To be reviewed before sending"},
    "draft": {"fr": "Brouillon", "en": "Draft"},
    "accepted": {"fr": "Avec toutes les propositions", "en": "With every proposal accepted"},
    "by": {"fr": "rédigé par", "en": "written by"},
    "rep": {"fr": "dit par le commercial", "en": "stated by the rep"},
}
STYLES: Final[Mapping[Action, str]] = {
    Action.ALLOW: "dim", Action.REDACT: "cyan", Action.REWRITE: "cyan", Action.HOLD: "yellow", Action.BLOCK: "red",
}  # fmt: skip
ACTIONS: Final[Mapping[Action, Mapping[Language, str]]] = {
    Action.ALLOW: {"fr": "information", "en": "information"},
    Action.REDACT: {"fr": "masqué", "en": "redacted"},
    Action.REWRITE: {"fr": "réécrit", "en": "rewritten"},
    Action.HOLD: {"fr": "retenu", "en": "held"},
    Action.BLOCK: {"fr": "bloqué", "en": "blocked"},
}
_VERDICTS: Final[Mapping[Decision, tuple[Mapping[Language, str], str]]] = {
    Decision.RELEASE: (
        {"fr": "Rien à redire : ce texte peut partir.", "en": "Nothing to object to: it may leave."},
        "green",
    ),
    Decision.REVISE: ({"fr": "Peut partir, ainsi corrigé.", "en": "May leave, corrected like this."}, "cyan"),
    Decision.HOLD: ({"fr": "À revoir avant l’envoi.", "en": "To be put right before it leaves."}, "yellow"),
    Decision.BLOCK: ({"fr": "Ne peut pas partir.", "en": "May not leave."}, "red"),
}
_LONGEST_PASSAGE = 160


def word(name: str, language: Language) -> str:
    """A heading, in the reader's language."""
    return _WORDS[name][language]


def show_outcome(console: Console, outcome: Outcome, language: Language) -> None:
    """Everything a rep needs to know of what became of a brief."""
    for one in outcome.notices:
        console.print(Text(f"• {one}", style="yellow"))
    if outcome.incoming:
        console.print(Text(word("incoming", language), style="bold yellow"))
        console.print(findings_list(outcome.incoming, None, language))
    if outcome.status is Status.REFUSED:
        console.print(refusal(outcome, language))
        return
    last = outcome.attempts[-1] if outcome.attempts else None
    if outcome.released and last:
        console.print(mail(outcome.released, word("released", language), language))
        console.print(explanation(outcome.released, last.verdict, outcome.facts, language))
    elif last:
        console.print(held(last, language))
    if outcome.review:
        console.print(Text(standing(outcome.review, language), style="bold yellow"))
    if outcome.offered and outcome.offered_verdict:
        console.print(mail(outcome.offered, word("offered", language), language))
        console.print(explanation(outcome.offered, outcome.offered_verdict, outcome.facts, language))


def mail(released: Released, title: str, language: Language) -> RenderableType:
    """A released mail."""
    subject = Text.assemble((f"{word('subject', language)} : ", "bold"), released.subject or "—")
    return Panel(Group(subject, Text(), Text(released.text)), title=title, border_style="green", padding=(1, 2))


def explanation(released: Released, verdict: Verdict, facts: Mapping[str, Fact], language: Language) -> RenderableType:
    """Where the numbers of a released mail come from, and what was repaired; what was repaired away is not quoted."""
    seen = [one for one in verdict.findings if one.asks]
    parts: list[RenderableType] = []
    evidence = evidence_in(released, verdict)
    if evidence:
        parts.append(evidence_table(evidence, _fields(released), facts, language))
    parts.append(Text(word("gate", language), style="bold"))
    reasons = veiled(seen, verdict.under_review())
    parts.append(findings_list(reasons, None, language) if seen else Text(word("nothing", language), style="green"))
    return Group(*parts)


def held(attempt: Attempt, language: Language) -> RenderableType:
    """A held draft: never its text, but what was wrong with it."""
    title = f"{word('queued', language)} — {word('by', language)} {attempt.engine} ({attempt.model})"
    seen = [one for one in attempt.verdict.findings if one.asks]
    reasons = veiled(seen, attempt.verdict.under_review())
    return Panel(findings_list(reasons, None, language), title=title, border_style="yellow")


def refusal(outcome: Outcome, language: Language) -> RenderableType:
    """Why nothing was written, and what would make it possible."""
    if outcome.reasons:
        title = word("brief_refused", language)
        return Panel(findings_list(outcome.reasons, None, language), title=title, border_style="red", padding=(1, 2))
    return Panel(
        admission_reasons(outcome.admission, language),
        title=word("refused", language),
        border_style="red",
        padding=(1, 2),
    )


def admission_reasons(admission: Admission, language: Language) -> RenderableType:
    """The reasons for each recipient, and the remedies."""
    parts: list[RenderableType] = []
    for person in admission.recipients:
        parts.append(Text(person.recipient, style="bold"))
        for one in person.findings:
            reason = one.message
            for remedy in person.remedies:
                reason = reason.removesuffix(remedy).strip()
            parts.append(Text.assemble(f"  {reason}", (f"  [{one.source}]", "dim")))
        parts.append(Text(f"  {word('row', language)} : {person.row} ({person.regime})", style="dim"))
        if person.remedies:
            parts.append(Text(f"  {word('possible', language)} :", style="bold green"))
            parts.extend(Text(f"  → {one}", style="green") for one in person.remedies)
    return Group(*parts)


def findings_list(findings: Sequence[Finding], draft: UnderReview | None, language: Language) -> RenderableType:
    """Each finding: what happened, why, on which source, and what to write instead.

    Args:
        draft: the text that the findings are about, to quote from: a text that its reader wrote, or None.
    """
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column()
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        alike.setdefault((one.rule, one.action, one.message, one.start == one.end), []).append(one)
    for group in alike.values():
        first = group[0]
        added = first.action is Action.REWRITE and first.start == first.end
        name = word("added", language) if added else ACTIONS[first.action][language]
        table.add_row(Text(f"[{name}]", style=STYLES[first.action]), Group(*_group_lines(group, draft, language)))
    return table


def _group_lines(group: Sequence[Finding], draft: UnderReview | None, language: Language) -> Iterable[Text]:
    first = group[0]
    passages = list(dict.fromkeys(_passage(one, draft) for one in group))
    if any(passages):
        yield Text(", ".join(f"« {one} »" for one in passages if one), style="italic")
    yield Text.assemble(first.message, (f"  [{first.source}]", "dim"))
    if first.action not in (Action.HOLD, Action.REWRITE) or first.start == first.end:
        return
    for suggestion in dict.fromkeys(one.suggestion for one in group):
        if suggestion is not None:
            yield Text(f"{word('instead', language)} : {suggestion or word('remove', language)}", style="green")


def _passage(one: Finding, draft: UnderReview | None) -> str:
    if draft is None or one.start == one.end:
        return ""
    text = (draft.text if one.field == "text" else draft.subject or "")[one.start : one.end]
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_PASSAGE else text[: _LONGEST_PASSAGE - 1] + "…"


def evidence_table(
    evidence: Sequence[Evidence], fields: Mapping[FieldName, str], facts: Mapping[str, Fact], language: Language
) -> Table:
    """Each supported claim beside its fact; the evidence points into these fields."""
    table = Table(title=word("numbers", language), title_justify="left", title_style="bold", show_edge=False)
    for name in ("said", "fact", "source"):
        table.add_column(word(name, language))
    for quote, fact in _supported(evidence, fields, facts):
        table.add_row(quote, _fact(fact), word("rep", language) if fact.source == "rep" else fact.source or "—")
    return table


def _fields(seen: Released | UnderReview) -> Mapping[FieldName, str]:
    return {"text": seen.text, "subject": seen.subject or ""}


def _supported(
    evidence: Sequence[Evidence], fields: Mapping[FieldName, str], facts: Mapping[str, Fact]
) -> Iterable[tuple[str, Fact]]:
    seen: set[tuple[str, str]] = set()
    for one in sorted(evidence, key=lambda found: (found.field, found.start)):
        quote = fields[one.field][one.start : one.end]
        if one.fact in facts and (quote, one.fact) not in seen:
            seen.add((quote, one.fact))
            yield quote, facts[one.fact]


def _fact(fact: Fact) -> str:
    amount = " ".join(part for part in (fact.value, fact.currency, fact.unit and f"/ {fact.unit}") if part)
    return f"{fact.id} : {amount}"


def show_check(console: Console, checked: Checked) -> None:
    """The verdict on a text that a person wrote."""
    verdict, language = checked.verdict, checked.reader
    title, style = _VERDICTS[verdict.decision]
    console.print(Text(title[language], style=f"bold {style}"))
    seen = [one for one in verdict.findings if one.asks]
    if seen:
        console.print(findings_list(seen, verdict.under_review(), language))
    if verdict.evidence:
        facts = {one.id: one for one in checked.facts}
        console.print(evidence_table(verdict.evidence, _fields(verdict.under_review()), facts, language))
    if verdict.released and verdict.decision is Decision.REVISE:
        console.print(mail(verdict.released, word("released", language), language))


def verdict_as_dict(verdict: Verdict) -> dict[str, object]:
    """The verdict on a text of the reader's own, for programs. Offsets are those of the text that was judged."""
    return _judged(verdict, verdict.released, verdict.findings)


def _draft_as_dict(verdict: Verdict, given: Released | None) -> dict[str, object]:
    """The verdict on a draft; messages quote it for nobody, and its text is there if it is what the rep is given."""
    released = verdict.released if given is not None and verdict.released is given else None
    return _judged(verdict, released, veiled(verdict.findings, verdict.under_review()))


def _judged(verdict: Verdict, released: Released | None, findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "decision": str(verdict.decision),
        "subject": released.subject if released else None,
        "text": released.text if released else None,
        "findings": [one.as_dict() for one in findings],
        "evidence": [one.as_dict() for one in verdict.evidence],
    }


def outcome_as_dict(outcome: Outcome) -> dict[str, object]:
    """An outcome for programs; held text is not in it."""
    return {
        "status": outcome.status,
        "purpose": outcome.purpose,
        "admission": {
            "outcome": outcome.admission.outcome,
            "recipients": [
                {
                    "recipient": one.recipient, "outcome": one.outcome, "row": one.row, "regime": one.regime,
                    "reasons": [finding.as_dict() for finding in one.findings], "remedies": list(one.remedies),
                }
                for one in outcome.admission.recipients
            ],
        },
        "reasons": [one.as_dict() for one in outcome.reasons],
        "suggestion": outcome.suggestion_id,
        "review": outcome.review and outcome.review.id,
        "drafts": [
            {"engine": one.engine, "model": one.model, **_draft_as_dict(one.verdict, outcome.released)}
            for one in outcome.attempts
        ],
        "offered": _draft_as_dict(outcome.offered_verdict, outcome.offered) if outcome.offered_verdict else None,
        "incoming": [one.as_dict() for one in outcome.incoming],
        "notices": list(outcome.notices),
    }  # fmt: skip

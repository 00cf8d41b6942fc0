"""What is timed: the whole gate, each guard alone, reading the language, and stock Presidio.

Each is imported when it is prepared and not before, so that a fresh process holds only what it measures.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from benchmarks.mails import Mail

if TYPE_CHECKING:
    from guardrails.draft import Context, Draft
    from guardrails.gate import Gate
    from guardrails.guard import Guard
    from guardrails.language import LanguageReader
    from guardrails.packs.policy import Policy

Call = Callable[[], object]
"""The work for one mail, its input ready: this is what is timed."""
Check = Callable[[Mail], Call]
"""Makes a mail ready for one of the things that are timed."""
GATE, PRESIDIO, LANGUAGE = "gate", "stock Presidio", "language"
DETECTOR = "personal data detector"
"""What of the PII guard finds entities, as Presidio does: it is loaded alone, and timed in `pii_timing`."""
GUARDS = {
    "injection": ("guardrails.injection.guard", "InjectionGuard"),
    "consent": ("guardrails.consent.guard", "ConsentGuard"),
    "pii": ("guardrails.pii.guard", "PiiGuard"),
    "pressure": ("guardrails.pressure.guard", "PressureGuard"),
    "claims": ("guardrails.claims.guard", "ClaimsGuard"),
}
"""Module and class of each guard, in the gate's order."""
EVERYTHING = (GATE, PRESIDIO, LANGUAGE, *GUARDS)
"""Gate and Presidio stand side by side, so that they are timed right after each other."""


def prepare(name: str) -> Callable[[], Check]:
    """Import what one of `EVERYTHING`, or `DETECTOR`, needs, and return what loads it."""
    return {
        GATE: _prepare_gate,
        PRESIDIO: _prepare_presidio,
        LANGUAGE: _prepare_language,
        DETECTOR: _prepare_detector,
    }.get(name, partial(_prepare_guard, name))()


def load_together() -> dict[str, Check]:
    """Load everything once; the gate has guards of its own, because they remember the mail that they just read."""
    from guardrails.gate import Gate
    from guardrails.language import LanguageReader

    policy = _policy()
    guards = [_guard_class(name)(policy) for name in GUARDS]
    reader = LanguageReader()
    gate = Gate(policy, [_guard_class(name)(policy) for name in GUARDS], languages=reader)
    gate.load()
    for guard in guards:
        guard.load()
    checks: dict[str, Check] = {
        GATE: partial(_inspecting, gate),
        PRESIDIO: _prepare_presidio()(),
        LANGUAGE: partial(_reading, reader),
        **{guard.name: partial(_inspecting, guard) for guard in guards},
    }
    return {name: checks[name] for name in EVERYTHING}


def _prepare_gate() -> Callable[[], Check]:
    from guardrails.gate import Gate

    for module, _ in GUARDS.values():
        import_module(module)

    def load() -> Check:
        gate = Gate.from_packs()
        gate.load()
        return partial(_inspecting, gate)

    return load


def _prepare_guard(name: str) -> Callable[[], Check]:
    make = _guard_class(name)

    def load() -> Check:
        guard = make(_policy())
        guard.load()
        return partial(_inspecting, guard)

    return load


def _prepare_language() -> Callable[[], Check]:
    from guardrails.language import LanguageReader

    def load() -> Check:
        reader = LanguageReader()
        reader.load()
        return partial(_reading, reader)

    return load


def _prepare_presidio() -> Callable[[], Check]:
    from benchmarks.stock_presidio import StockPresidio

    def load() -> Check:
        stock = StockPresidio.load()
        # Subject and body in one call: the same characters that the gate reads.
        return lambda mail: partial(stock.analyze, f"{mail.subject}\n\n{mail.text}", mail.language)

    return load


def _prepare_detector() -> Callable[[], Check]:
    from guardrails.pii.detect import Detector

    def load() -> Check:
        detector = Detector.shipped()
        detector.load()
        return lambda mail: partial(detector.detect, f"{mail.subject}\n\n{mail.text}", mail.language)

    return load


def _inspecting(judge: "Gate | Guard", mail: Mail) -> Call:
    return partial(judge.inspect, *_input(mail))


def _reading(reader: "LanguageReader", mail: Mail) -> Call:
    return partial(reader.certain, mail.text)


def _input(mail: Mail) -> "tuple[Draft, Context]":
    from guardrails.draft import Context, Draft

    draft = Draft(text=mail.text, subject=mail.subject, language=mail.language)
    return draft, Context.model_validate(mail.context)


def _guard_class(name: str) -> "Callable[..., Guard]":
    module, cls = GUARDS[name]
    return getattr(import_module(module), cls)


def _policy() -> "Policy":
    from guardrails.packs.loader import load_packs
    from guardrails.packs.policy import Policy

    return Policy.of(load_packs([]))

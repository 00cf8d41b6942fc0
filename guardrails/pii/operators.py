"""What stands in the place of a redacted value: Presidio operators, chosen by kind.

    redact(text, entities, {"default": number(), "card": mask(), "email": keyed_hash(key), "health": reword(rewrite)})

`number` writes ``<PERSON_1>``, `mask` leaves what a human needs to tell values apart, `keyed_hash` writes the same
code for the same value wherever the key is the same, `reword` asks a callable. Presidio's own operators ("replace",
"redact", "encrypt", …) may be given as an `OperatorConfig` as well. Presidio's "hash" is not what one wants here: with
a random salt the same value has another hash in each text, with a known one a number is found by trying them all.
"""

import hmac
from collections.abc import Callable, Sequence
from typing import cast

from presidio_anonymizer.entities import InvalidParamError, OperatorConfig
from presidio_anonymizer.operators import Operator, OperatorType

from guardrails.draft import Language
from guardrails.errors import ScrupuleError
from guardrails.folding import fold
from guardrails.pii.detect import Entity
from guardrails.pii.numbering import Numbering
from guardrails.pii.placeholders import label
from guardrails.pii.recognisers.names.words import PARTICLES
from guardrails.pii.recognisers.numbers.shapes import compacted
from guardrails.pii.spoken import digits_of
from guardrails.pii.values import mailbox, name_parts, same_value_key

Rewording = Callable[[str, str, str], str]
"""Given the kind, the words and the sentence that they stand in: what to write in their place."""

_SHORTEST_KEY = 16
_HASH_DIGITS = 16
"""64 bits: two of a million values share a code with a probability of 1 in 40 million."""
_TAIL_KINDS = frozenset({"card", "iban", "bank_account", "siret", "siren", "vat"})
_HIDDEN = "***"
"""The same for a short and a long value: its length tells something, too."""


class RedactionFailed(ScrupuleError):
    """A rewording failed or gave personal data back; nothing was redacted and the text must not leave."""

    code = "redaction.failed"
    status = 422


def number(numbering: Numbering | None = None) -> OperatorConfig:
    """``<PERSON_1>``: the same person or value has the same number.

    Args:
        numbering: to share numbers between several texts.
    """
    return OperatorConfig("number", {"numbering": numbering})


def mask() -> OperatorConfig:
    """``C*** M***``, ``c***@e***.fr``, ``***2606``: initials, or the last four digits of an account or a card.

    Two digits of a telephone number are left, and nothing of an identity number, an address, a date or a belief.
    """
    return OperatorConfig("mask_most")


def keyed_hash(key: bytes) -> OperatorConfig:
    """``<PERSON_5f2b…>``: HMAC-SHA256 under a key of yours, the same for every spelling of a value.

    Raises:
        ValueError: the key has fewer than 16 bytes.
    """
    if len(key) < _SHORTEST_KEY:
        raise ValueError(f"a key for hashes has {_SHORTEST_KEY} bytes at least; make one with secrets.token_bytes(32)")
    return OperatorConfig("keyed_hash", {"key": key})


def reword(rewording: Rewording) -> OperatorConfig:
    """Words of a callable's choice, such as "a colleague"; `RedactionFailed` if it fails or tells the value."""
    return OperatorConfig("reword", {"rewording": rewording})


class _Ours(Operator):
    """What our operators share: they anonymise, and some need a parameter."""

    needs: str | None = None

    def validate(self, params: dict[str, object] | None = None) -> None:
        """Refuse to run without the parameter that the operator needs.

        Raises:
            InvalidParamError: it is missing.
        """
        if self.needs and not (params or {}).get(self.needs):
            raise InvalidParamError(f"the operator {self.operator_name()} needs its parameter `{self.needs}`")

    def operator_type(self) -> OperatorType:
        """It anonymises."""
        return OperatorType.Anonymize


def _kind(params: dict[str, object] | None) -> str:
    return str((params or {})["entity_type"]).lower()


class NumberOperator(_Ours):
    """Presidio operator that replaces a value by its numbered placeholder; ``numbering``: that of the request."""

    needs = "numbering"

    def operate(self, text: str, params: dict[str, object] | None = None) -> str:
        """The placeholder of a value."""
        numbering = cast(Numbering, (params or {})["numbering"])
        return numbering.placeholder(Entity(_kind(params), 0, len(text), 1.0, text))

    def operator_name(self) -> str:
        """How operator configurations call it."""
        return "number"


class MaskOperator(_Ours):
    """Presidio operator that leaves what a human needs to tell one value from another."""

    def operate(self, text: str, params: dict[str, object] | None = None) -> str:
        """The masked value."""
        kind = _kind(params)
        if kind == "person":
            return (
                " ".join(f"{part[0].upper()}{_HIDDEN}" for part in name_parts(text) if part not in PARTICLES) or _HIDDEN
            )
        if kind == "email":
            return _masked_address(mailbox(text))
        if kind == "phone":
            return _tail(digits_of(text), 2)
        return _tail(compacted(fold(text)), 4) if kind in _TAIL_KINDS else _HIDDEN

    def operator_name(self) -> str:
        """How operator configurations call it."""
        return "mask_most"


def _tail(value: str, left: int) -> str:
    """The end of a value, unless it is so short that this would be half of it."""
    return f"{_HIDDEN}{value[-left:]}" if len(value) > 2 * left else _HIDDEN


def _masked_address(address: str) -> str:
    local, _, domain = address.partition("@")
    host, _, ending = domain.rpartition(".")
    return f"{local[:1]}{_HIDDEN}@{host[:1]}{_HIDDEN}.{ending}" if local and host else _HIDDEN


class KeyedHashOperator(_Ours):
    """Presidio operator that writes a keyed code of a value; ``key``: bytes."""

    needs = "key"

    def operate(self, text: str, params: dict[str, object] | None = None) -> str:
        """The code, in a placeholder that says the kind."""
        given, kind = params or {}, _kind(params)
        value = f"{kind}\0{same_value_key(kind, text)}".encode()
        code = hmac.digest(cast(bytes, given["key"]), value, "sha256").hex()[:_HASH_DIGITS]
        return f"<{label(kind.upper(), cast(Language, given.get('language', 'en')))}_{code}>"

    def operator_name(self) -> str:
        """How operator configurations call it."""
        return "keyed_hash"


class RewordOperator(_Ours):
    """Presidio operator that asks a callable.

    Its parameters: ``rewording``, a `Rewording`; ``entities``, all that must not be told; ``sentences``, those of this
    kind in reading order, of which it takes the last each time, since Presidio replaces from the end of a text.
    """

    needs = "rewording"

    def operate(self, text: str, params: dict[str, object] | None = None) -> str:
        """What the callable says, if it tells nothing of what was hidden.

        Raises:
            RedactionFailed: it failed, said nothing, or gave personal data back.
        """
        given, kind = params or {}, _kind(params)
        sentence = cast(list[str], given["sentences"]).pop()
        try:
            said = cast(object, cast(Rewording, given["rewording"])(kind, text, sentence))
        except Exception as error:
            # Not chained: what a callable complains of may quote what it was given.
            raise RedactionFailed(
                f"a rewording of {kind} failed ({type(error).__name__}); redact it otherwise"
            ) from None
        if not isinstance(said, str) or not said.strip():
            raise RedactionFailed(f"a rewording of {kind} is empty; redact it otherwise")
        if any(still_tells(said, one) for one in cast(Sequence[Entity], given["entities"])):
            raise RedactionFailed(f"a rewording of {kind} still holds personal data; redact it otherwise")
        return said.strip()

    def operator_name(self) -> str:
        """How operator configurations call it."""
        return "reword"


def parameters(config: OperatorConfig) -> dict[str, object]:
    """What an operator was given."""
    return cast(dict[str, object], config.params)  # pyright: ignore[reportUnknownMemberType]  # untyped library


OPERATORS = (NumberOperator, MaskOperator, KeyedHashOperator, RewordOperator)


def still_tells(said: str, entity: Entity) -> bool:
    """Whether words hold a value, in any spelling that can be compared; of a name or a mailbox, one part suffices."""
    words = {part for part in name_parts(said) if len(part) > 1}
    if entity.kind == "person":
        return any(part not in PARTICLES and part in words for part in name_parts(entity.text))
    if entity.kind == "email" and set(name_parts(mailbox(entity.text).partition("@")[0])) & words:
        return True
    key, compact = same_value_key(entity.kind, entity.text), compacted(fold(said))
    return compacted(key) in compact or (entity.kind == "phone" and key in digits_of(said))

"""Names, addresses and identifiers leave for a model as placeholders, and come back in its answer."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from pydantic import BaseModel

from assistant.engines.request import Correspondent, Email, EmailRequest, Engine
from guardrails.draft import Context
from guardrails.pii.pseudonyms import Pseudonymiser

_Value = TypeVar("_Value")

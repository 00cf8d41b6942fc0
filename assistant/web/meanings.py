"""Strings with a meaning, for response models.

No field of an answer is a bare `str`: a test walks every route and accepts only these, enums, and the gate's own
`Released` and `UnderReview`. So text that a model wrote cannot slip into an answer as "just a string" (promise 1).
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True, slots=True)
class Meaning:
    """Marks a string type of answers, and says what its values are."""

    of: str


Identifier = Annotated[str, Meaning("identity of a thing"), Field(max_length=200)]
Code = Annotated[str, Meaning("stable word for programs, never translated"), Field(max_length=100)]
Title = Annotated[str, Meaning("short heading that Scrupule wrote")]
Explanation = Annotated[str, Meaning("sentence that Scrupule wrote")]
Place = Annotated[str, Meaning("where something is in a request: names of fields and positions")]

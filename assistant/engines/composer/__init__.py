"""The engine without a model: approved sentences, filled from the rep's points and verified facts."""

from assistant.engines.composer.composer import Composer
from assistant.engines.composer.errors import BriefUnusable

__all__ = ["BriefUnusable", "Composer"]

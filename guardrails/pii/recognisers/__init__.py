"""Presidio recognisers of Scrupule, one family a folder; all patterns are linear (RE2)."""

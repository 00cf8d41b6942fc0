"""Presidio recognisers of Scrupule, one family a file; all patterns are linear (RE2)."""

"""Claims: every number, date, name and superlative of a draft against the facts."""

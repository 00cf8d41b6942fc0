"""Claims: every number, date, name and superlative of a draft against the facts.

`parsing` reads values in any text, `facts` what is known, `reading` what a draft claims, `comparing` the verdicts.
"""

"""Claims against facts: the verdict on each, what follows from facts, what is left over, and the right value."""

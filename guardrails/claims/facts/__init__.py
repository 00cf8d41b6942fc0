"""The facts, read by the same parsers as the draft: what each states, what it is about, which may answer a claim."""

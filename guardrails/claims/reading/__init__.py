"""A draft as a reader takes it: its sentences, what each claims, and the words around every claim."""

"""Names of people: what words, neighbours and a language model say together."""

"""The memory: which earlier exchanges and which facts matter for a mail, found by meaning.

`embeddings` turns text into vectors on this machine, `vectors` keeps them in Chroma, `index` asks the questions.
"""

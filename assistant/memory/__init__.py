"""The memory: which earlier exchanges and which facts matter for a mail, found by meaning.

`embeddings` turns text into vectors on this machine, the records keep them, `vectors` searches them with Chroma, and
`index` asks the questions.
"""

"""How the classifiers are made: ``scrupule train NAME`` reads a corpus and writes a model file, the same bit for bit.

`recipe` says what is trained on what; `corpus` reads it, `disguise` varies it, `pretrained` and `vocabulary` take the
start from multilingual-e5-small, `network` and `fit` train it, `export` writes the file. Needs the extra ``train``.
"""

"""The journal: who decided what, when and by which rules; nobody's name, and no text.

Start at `entry`, which says what an entry may hold; `journal` appends and verifies, `checkpoint` signs.
"""

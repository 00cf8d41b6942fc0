"""Draw mails and notes that hold known personal data, to measure how well it is redacted.

``python -m benchmarks.pii_mails fr --seed 7 --count 450 > set.jsonl`` prints one row a line::

    {"id": "fr-devis-pompe#000", "language": "fr", "kind": "email", "text": "…",
     "spans": [{"start": 58, "end": 65, "rule": "pii.person", "tag": "last/maghreb"}],
     "negatives": [{"start": 14, "end": 23, "kind": "ref"}]}

Offsets count code points. ``spans`` must go, ``negatives`` must stay; the tag says how a value is written, and for a
person also where the name is from. ``templates_*.yaml`` hold the mails (:mod:`.templates` says what a slot may be),
``names_*.yaml`` the names, ``words_*.yaml`` invented companies and harmless words, ``places.yaml`` addresses.
"""

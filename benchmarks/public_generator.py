"""A set from the public generator of presidio-evaluator, in the shape that ``python -m benchmarks pii`` reads.

    python -m benchmarks.public_generator --seed 11 --count 1500 > set.jsonl

Its sentences are English and of all sorts, made by Presidio's authors to measure Presidio. It is no dependency, and
nothing that it makes is committed; another environment may hold it.
"""

import argparse
import json
import random
import sys
from contextlib import redirect_stdout
from importlib import import_module
from typing import Any

INSTALL = "pip install presidio-evaluator==0.3.2"
RULES = {
    "PERSON": "pii.person",
    "STREET_ADDRESS": "pii.address",
    "PHONE_NUMBER": "pii.phone",
    "CREDIT_CARD": "pii.card",
    "IBAN_CODE": "pii.iban",
    "EMAIL_ADDRESS": "pii.email",
    "US_SSN": "pii.ssn",
    "IP_ADDRESS": "pii.ip",
    "US_DRIVER_LICENSE": "pii.driving_licence",
}
"""Its entities under our names."""
LOOKALIKES = frozenset({"ORGANIZATION", "GPE", "DATE_TIME", "AGE", "TITLE", "DOMAIN_NAME"})
"""What no rule of ours takes for personal data; whatever else it marks is neither looked for nor kept."""
LOWER_CASE = 0.05
"""The share of sentences that it writes in small letters."""


def generate(seed: int, count: int) -> list[dict[str, Any]]:
    """Draw so many rows.

    Raises:
        ModuleNotFoundError: presidio-evaluator is not installed here.
    """
    # What it prints belongs to no set.
    with redirect_stdout(sys.stderr):
        maker = import_module("presidio_evaluator.data_generator").PresidioSentenceFaker
        random.seed(seed)  # it draws the people before it reads its own seed
        drawn = maker("en_US", lower_case_ratio=LOWER_CASE, random_seed=seed)
        sentences = drawn.generate_new_fake_sentences(num_samples=count)
    return [row(f"public-{seed}-{at}", one) for at, one in enumerate(sentences)]


def row(row_id: str, sentence: Any) -> dict[str, Any]:
    """One of its sentences as a row of ours."""
    spans = [(one.entity_type, {"start": one.start_position, "end": one.end_position}) for one in sentence.spans]
    return {
        "id": row_id,
        "language": "en",
        "text": sentence.full_text,
        "spans": [{**place, "rule": RULES[kind], "tag": kind} for kind, place in spans if kind in RULES],
        "negatives": [{**place, "kind": kind} for kind, place in spans if kind in LOOKALIKES],
    }


def main(arguments: list[str] | None = None) -> int:
    """Draw the rows and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public_generator", description=__doc__)
    parser.add_argument(
        "--seed", type=int, default=11, help="the same seed draws the same sentences; only their dates follow the clock"
    )
    parser.add_argument("--count", type=int, default=1500, help="how many")
    chosen = parser.parse_args(arguments)
    try:
        rows = generate(chosen.seed, chosen.count)
    except ModuleNotFoundError as error:
        print(f"{error}. presidio-evaluator is needed here only; run: {INSTALL}", file=sys.stderr)
        return 2
    for one in rows:
        print(json.dumps(one, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

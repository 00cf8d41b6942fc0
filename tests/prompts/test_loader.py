"""Prompt templates: one a task and a language, versioned, and complete."""

import pytest

from assistant.engines.request import Occasion, Tone
from guardrails.draft import Fact
from prompts.loader import PromptError, load_prompt, parse_prompt

EVERY = [(task, language) for task in ("email", "email_compact") for language in ("fr", "en")]
QUOTE = {"fr": "citation", "en": "quotation"}
GOOD = load_prompt("email", "en")


@pytest.mark.parametrize(("task", "language"), EVERY)
def test_a_template_has_words_for_everything_that_can_be_asked(task: str, language: str) -> None:
    words = load_prompt(task, language).wording
    assert set(words.occasions) == set(Occasion)
    assert set(words.tones) == set(Tone)
    assert set(words.fact_types) == set(Fact.model_fields["type"].annotation.__args__)  # type: ignore[union-attr]


@pytest.mark.parametrize(("task", "language"), EVERY)
def test_the_rules_are_in_the_system_part_and_data_only_in_the_other(task: str, language: str) -> None:
    prompt = load_prompt(task, language)
    assert "{{" not in prompt.system
    assert f"<{QUOTE[language]}>" in prompt.system
    for needed in ("PERSON_1", "JSON", '"subject"', '"body"'):
        assert needed in prompt.system


@pytest.mark.parametrize(("task", "language"), EVERY)
@pytest.mark.parametrize("slot", ["incoming", "previous", "text"])
def test_other_peoples_text_stands_between_delimiters(task: str, language: str, slot: str) -> None:
    user, placed = load_prompt(task, language).user, f"{{{{{{{slot}}}}}}}"
    if placed not in user:
        assert (task, slot) == ("email_compact", "text"), "compact prompts alone leave earlier exchanges out"
        return
    before, _, after = user.partition(placed)
    tag = QUOTE[language]
    assert before.count(f"<{tag}>") == before.count(f"</{tag}>") + 1
    assert after.lstrip().startswith(f"</{tag}>")


@pytest.mark.parametrize(("task", "language"), EVERY)
def test_no_slot_is_escaped_as_html(task: str, language: str) -> None:
    user = load_prompt(task, language).user.replace("{{{", "").replace("}}}", "")
    assert "{{" not in user.replace("{{#", "").replace("{{/", "")


def test_a_template_names_itself_for_the_record() -> None:
    assert load_prompt("email", "fr").reference == "email.fr@1"


@pytest.mark.parametrize(
    ("task", "language"), [("email", "de"), ("poem", "fr"), ("../email", "fr"), ("email", "../fr")]
)
def test_a_missing_template_is_named(task: str, language: str) -> None:
    with pytest.raises(PromptError, match="prompts/"):
        load_prompt(task, language)


FRONT = "---\nid: email\nversion: 1\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# system\na\n# user\nb\n", "front matter"),
        (f"{FRONT}---\n# system\na\n", "'# user'"),
        (f"{FRONT}---\n# system\n\n# user\nb\n", "empty"),
        (f"{FRONT}---\nhello\n# system\na\n# user\nb\n", "'# system'"),
        (f"{FRONT}---\n# system\na\n# user\nb\n", "occasions"),
        ("---\nid: [\n---\n# system\na\n# user\nb\n", "front matter"),
    ],
)
def test_a_malformed_template_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(PromptError, match=said) as raised:
        parse_prompt(text, "en", "prompts/email/xx.md")
    assert "prompts/email/xx.md" in str(raised.value)

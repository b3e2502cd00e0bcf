import pytest

from maali.intake.engine.choices import (
    AFTER_START,
    ASSIGNABLE,
    BINDINGS,
    SERVICE_AREAS,
    Words,
    choice_of,
)


@pytest.mark.parametrize(
    ("words", "text", "choice"),
    [
        (SERVICE_AREAS, "Terveyspalvelut", "health"),
        (SERVICE_AREAS, "Socialvård", "social"),
        (SERVICE_AREAS, "Ikääntyneiden palvelut", "older"),
        (SERVICE_AREAS, "Pelastustoimi", "rescue"),
        (SERVICE_AREAS, "Hallinto", "administration"),
        (SERVICE_AREAS, "IT", "administration"),
        (SERVICE_AREAS, "Human Resources", "administration"),
        (SERVICE_AREAS, "väri", ""),
        (AFTER_START, "Jatkuu", "continues"),
        (AFTER_START, "lopetetaan 2023", "ends"),
        (BINDINGS, "kova", "hard"),
        (BINDINGS, "voi erota", "soft"),
        (ASSIGNABLE, "ilman suostumusta", "freely"),
        (ASSIGNABLE, "toimittajan suostumuksella", "consent"),
        (ASSIGNABLE, "ei", "no"),
    ],
)
def test_free_words_of_three_languages_become_choices(words: Words, text: str, choice: str) -> None:
    assert choice_of(words, text) == choice

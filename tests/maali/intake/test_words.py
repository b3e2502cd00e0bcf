import re
from pathlib import Path

import pytest
from django.utils.translation import override

from maali.intake.engine.ask import ASKED
from maali.intake.words import CHOICES, QUESTIONS, REASONS, WORDS, place_of, sentence
from maali_engines import sheets


@pytest.mark.parametrize("code", [*WORDS, *QUESTIONS])
def test_every_sentence_can_be_formed_even_where_a_parameter_is_missing(code: str) -> None:
    assert "%(" not in sentence(code, {})


@pytest.mark.parametrize("code", sorted(WORDS))
def test_a_sentence_says_something_and_ends_like_one(code: str) -> None:
    assert re.search(r"[.?]$", str(WORDS[code]))


SAYS = re.compile(
    r"""(?:(?:Problem|\.problem|Reason|Refused|unreadable)\(\s*|problem=)"([a-z_]+)\""""
)
MARKS = re.compile(r'yield "([a-z_]+)", "(?:ask|note|stop)"')


def test_every_code_of_the_reader_of_sheets_has_words() -> None:
    source = "".join(each.read_text() for each in Path(sheets.__file__).parent.rglob("*.py"))
    codes = set(SAYS.findall(source)) | set(MARKS.findall(source))
    assert len(codes) > 40
    assert codes - set(WORDS) - set(REASONS) == set()


def test_every_question_and_every_choice_has_words() -> None:
    assert {code for code in ASKED if code not in QUESTIONS and code not in WORDS} == set()
    assert {choice for asked in ASKED.values() for choice in asked.choices} <= set(CHOICES)


def test_a_place_is_written_as_people_write_it() -> None:
    assert place_of("vastaus.xlsx", "Järjestelmät", 14, "D") == "vastaus.xlsx, Järjestelmät, D14"


def test_a_size_is_told_in_megabytes() -> None:
    with override("en"):
        assert "20 MB" in sentence("too_large", {"limit": 20_000_000})

"""Problems and questions in words: what is wrong, where it is, and what to do about it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maali.intake.asked_in_words import CHOICES, QUESTIONS
from maali.intake.models import Question
from maali.intake.wrong_in_words import REASONS, WORDS

__all__ = [
    "choice_word",
    "place_of",
    "problem_sentence",
    "question_sentence",
    "reason_word",
    "sentence",
]


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of a code with its parameters, in the reader's language."""
    return worded(WORDS.get(code, NO_WORDS), {**params, "code": code})


NO_WORDS = gettext_lazy("Something is wrong here that has no words yet (%(code)s).")


def worded(words: Promise | str, params: Mapping[str, Any]) -> str:
    """Numbers of bytes are told in megabytes; a parameter that the reader left out is a dash."""
    shown = Missing({name: value for name, value in params.items() if value not in (None, "")})
    if isinstance(limit := params.get("limit"), int):
        shown["limit_mb"] = max(1, limit // 1_000_000)
    return str(words) % shown


class Missing(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def problem_sentence(problem: Mapping[str, Any]) -> str:
    return sentence(problem["code"], problem["params"])


def question_sentence(question: Question) -> str:
    """The question itself, without its place."""
    words = QUESTIONS.get(question.code) or WORDS.get(question.code, NO_WORDS)
    return worded(words, {**question.params, "code": question.code})


def reason_word(code: str, params: Mapping[str, Any]) -> str:
    """Why a sheet or a column was taken for what it is, or why a person is needed."""
    return worded(REASONS.get(code, NO_WORDS), {**params, "code": code})


def choice_word(choice: str) -> str:
    return str(CHOICES.get(choice, choice))


def place_of(file: str, sheet: str, row: int | None, column: str) -> str:
    """Where something stands, as people write it: "vastaus.xlsx, Järjestelmät, D14"."""
    cell = (
        f"{column}{row}" if row and column else _("row %(row)s") % {"row": row} if row else column
    )
    return ", ".join(part for part in (file, sheet, cell) if part)

"""Problems and questions in words: what is wrong, where it is, and what to do about it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maali.intake.asked_in_words import CHOICES, DROPPED, GROUPS, QUESTIONS
from maali.intake.models import Question
from maali.intake.wrong_in_words import REASONS, WORDS
from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.columns import Language

# How the choices of several sides are called: "side 1", "side 2" …
SIDE = "side "

__all__ = [
    "choice_word",
    "column_title",
    "dropped_sentence",
    "group_sentence",
    "language",
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
    return worded(words, {**titled(question.params), "code": question.code})


def group_sentence(code: str, params: Mapping[str, Any]) -> str:
    """What like questions have in common; `params` are those of any of them."""
    return worded(GROUPS.get(code, NO_WORDS), {**titled(params), "code": code})


def dropped_sentence(question: Question) -> str:
    return str(DROPPED.get(question.dropped_because, DROPPED["cause_gone"]))


def titled(params: Mapping[str, Any]) -> dict[str, Any]:
    """With the title of the column in the reader's language, where no title was written."""
    title = column_title(params.get("target", ""), params.get("key", ""))
    return {"title": title, **params}


def language() -> Language:
    code = (get_language() or "en")[:2]
    return "fi" if code == "fi" else "sv" if code == "sv" else "en"


def column_title(target: str, key: str) -> str:
    """The title of a column as the reader's language has it."""
    for column in BY_KEY[target].columns if target in BY_KEY else ():
        if column.key == key:
            return column.titles[language()]
    return key.replace("_", " ")


def reason_word(code: str, params: Mapping[str, Any]) -> str:
    """Why a sheet or a column was taken for what it is, or why a person is needed."""
    return worded(REASONS.get(code, NO_WORDS), {**params, "code": code})


def choice_word(choice: str, params: Mapping[str, Any] | None = None) -> str:
    """An answer offered, in words; of several sides by who told what."""
    if choice.startswith(SIDE) and params:
        return side_word(params["sides"][int(choice.removeprefix(SIDE)) - 1])
    return str(CHOICES.get(choice, choice))


def side_word(side: Mapping[str, Any]) -> str:
    """What one side told, and who: "12.5.2024 (Aino, vastaus.xlsx D14)"."""
    said = str(side.get("raw") or side.get("value") or "–")
    who = ", ".join(str(side[each]) for each in ("who", "place") if side.get(each))
    return f"{said} ({who})" if who else said


def place_of(file: str, sheet: str, row: int | None, column: str) -> str:
    """Where something stands, as people write it: "vastaus.xlsx, Järjestelmät, D14"."""
    cell = (
        f"{column}{row}" if row and column else _("row %(row)s") % {"row": row} if row else column
    )
    return ", ".join(part for part in (file, sheet, cell) if part)

"""How uploads and questions are shown: rows of the database as what a template prints."""

from collections.abc import Iterable, Sequence
from typing import Any

from maali.intake.models import Question, Upload, UploadRow
from maali.intake.queries import Answering
from maali.intake.words import problem_sentence, question_sentence
from maali.organisations.models import Programme


def board_lines(person: Any, programme: Programme, lines: Sequence[Answering]) -> list[Answering]:
    return list(lines)


def file_problems(upload: Upload) -> list[dict[str, Any]]:
    return [
        {**each, "sentence": problem_sentence(each)} for each in upload.guess.get("problems", ())
    ]


def sheets_shown(upload: Upload) -> list[dict[str, Any]]:
    return list(upload.guess.get("sheets", ()))


def rows_shown(upload: Upload, rows: Iterable[UploadRow]) -> list[UploadRow]:
    return list(rows)


def question_shown(question: Question) -> dict[str, Any]:
    return {"question": question, "sentence": question_sentence(question)}

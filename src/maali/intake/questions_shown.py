"""How questions are shown: one with the row it is about, and like ones together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from maali.intake.asked_in_words import ONLY_RECORDED
from maali.intake.engine.answers import choices_of, only_recorded
from maali.intake.engine.ask import ASKED
from maali.intake.engine.fields import FIELDS, KIND_OF
from maali.intake.models import Question
from maali.intake.shown import RowShown, rows_shown
from maali.intake.words import (
    choice_word,
    dropped_sentence,
    group_sentence,
    language,
    place_of,
    question_sentence,
)
from maali.inventory.models import KINDS
from maali.inventory.shown import SHOWN
from maali.organisations.models import Organisation, Programme
from maali_engines.sheets.catalogue import BY_KEY


@dataclass
class QuestionShown:
    """One question: its sentence, its cell, the answers offered, whether a value is written.

    `options` are the words of a column that has only some; `input` is "number" where only digits
    make sense, so that a telephone shows them.
    """

    question: Question
    name: str
    sentence: str
    place: str
    choices: list[tuple[str, str]]
    written: bool
    options: list[tuple[str, str]]
    input: str
    answer: str
    dropped: str
    href: str
    trace: str
    differences: Sequence[dict[str, Any]]
    raw: str
    effect: str


def question_shown(question: Question) -> QuestionShown:
    asked = ASKED.get(question.code)
    params = question.params
    choices = choices_of(question) if asked else []
    file = question.upload.name if question.upload else ""
    column = column_of(question)
    return QuestionShown(
        question=question,
        name=str(params.get("name") or params.get("raw") or "–"),
        sentence=str(question_sentence(question)),
        place=place_of(file, question.sheet, question.row, question.column),
        choices=[(each, choice_word(each, params)) for each in choices],
        written=not choices or bool(asked and asked.written),
        options=options_of(column),
        input="number" if column and column.kind in {"count", "months", "year"} else "text",
        answer=choice_word(str(question.answer), params) if question.answer is not None else "",
        dropped=dropped_sentence(question) if question.dropped else "",
        href=reverse("intake:question", args=[question.programme.code, question.pk]),
        trace=trace_of(question),
        differences=params.get("differences", ())[:20],
        raw=str(params.get("raw") or "") if question.code.startswith("unreadable") else "",
        effect=str(ONLY_RECORDED) if only_recorded(question) else "",
    )


def column_of(question: Question) -> Any:
    sheet = BY_KEY.get(question.params.get("target", ""))
    key = question.params.get("key", "")
    return next((each for each in sheet.columns if each.key == key), None) if sheet else None


def options_of(column: Any) -> list[tuple[str, str]]:
    """The words that a column of choices, or of yes and no, understands."""
    if column is None:
        return []
    if column.kind == "yes_no":
        return [(choice_word("yes"), choice_word("yes")), (choice_word("no"), choice_word("no"))]
    return [(each.titles[language()], each.titles[language()]) for each in column.choices]


def trace_of(question: Question) -> str:
    """Where all that has been said of the value can be read; of the whole row where it is none."""
    kind, pk = question.subject_kind, question.subject_id
    if kind not in KINDS or not KINDS[kind].objects.filter(pk=pk).exists():
        return ""
    name = FIELDS.get(question.params.get("target", ""), {}).get(question.field)
    noun, code = SHOWN[kind].noun, question.programme.code
    if name and kind == kind_of(question):
        return reverse(f"inventory:{noun}_value", args=[code, pk, name])
    return reverse(f"inventory:{noun}_trace", args=[code, pk])


def kind_of(question: Question) -> str:
    return KIND_OF.get(question.params.get("target", ""), "")


def question_rows(question: Question) -> list[RowShown]:
    """The row of the file that the question is about, its cell marked: it as it was sent."""
    if question.upload is None or question.row is None:
        return []
    rows = question.upload.rows.filter(sheet=question.sheet, row=question.row).order_by("part")
    return rows_shown(question.upload, rows[:1])


@dataclass
class GroupShown:
    """Like questions of one organisation, as one line of the list."""

    title: str
    organisation: Organisation
    count: int
    waiting: bool
    href: str
    about: str


def groups_shown(
    programme: Programme, groups: Iterable[dict[str, Any]], state: str
) -> list[GroupShown]:
    """The lines of one page of the list: two queries, however many questions there are."""
    lines = list(groups)
    first = Question.objects.select_related("organisation", "upload", "programme").defer(
        "upload__content", "upload__guess"
    )
    by_key = first.in_bulk([each["first"] for each in lines])
    return [group_shown(programme, each, by_key[each["first"]], state) for each in lines]


def group_shown(
    programme: Programme, line: dict[str, Any], first: Question, state: str
) -> GroupShown:
    alone = line["count"] == 1
    place = {"organisation": line["organisation"], "code": line["code"], "field": line["field"]}
    if state:
        place["state"] = state
    several = reverse("intake:questions_together", args=[programme.code])
    one = reverse("intake:question", args=[programme.code, first.pk])
    return GroupShown(
        title=str(question_sentence(first) if alone else group_sentence(first.code, first.params)),
        organisation=first.organisation,
        count=line["count"],
        waiting=not line["asked_first"],
        href=one if alone else f"{several}?{urlencode(place)}",
        about=sheet_title(first),
    )


def sheet_title(question: Question) -> str:
    target = question.params.get("target", "")
    return BY_KEY[target].titles[language()] if target in BY_KEY else question.sheet

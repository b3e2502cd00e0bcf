"""Answers: their way into the inventory, several at once, and back out of it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.intake.actions.asking import put_in_order, settle
from maali.intake.engine.answers import STANDINGS, subject_of, told_by
from maali.intake.engine.ask import ROW
from maali.intake.engine.fields import FIELDS
from maali.intake.engine.read import mended, read_value, why_not_keep
from maali.intake.engine.tell import tell_rows
from maali.intake.models import Question, UploadRow
from maali.intake.rules import why_not_answer, why_not_take_back_answer
from maali.intake.words import question_sentence, sentence
from maali.inventory import actions as inventory
from maali.inventory.models import Source, Statement, System
from maali.inventory.told import specs
from maali.inventory.turns import in_turn


@transaction.atomic
def answer_question(
    question: Question, answer: str, *, by: Actor | str, comment: str = ""
) -> Question:
    """Take an answer in: what it changes goes to the inventory with the answer as its source.

    "?" says that the answer is not known: that is an answer too. `by` is a person, or the name of
    whoever holds a personal link. Raises `Refused` with a sentence when the text is no answer to
    this question, or somebody has answered meanwhile.
    """
    if why := why_not_answer(by, question):
        raise Refused(why)
    text, comment = answer.strip(), comment.strip()
    for each in (text, comment):
        if why_not := why_not_keep(each):
            raise Refused(sentence(*why_not))
    if not text:
        raise Refused(_("Write an answer, or a question mark if it is not known."))
    name = name_and_key(by)[0]
    in_turn([question.organisation_id])
    taken = Question.objects.filter(pk=question.pk, answered_at__isnull=True, dropped=False).update(
        answer=text, answered_by=name, answered_at=timezone.now(), comment=comment[:300]
    )
    question.refresh_from_db()
    if not taken:
        raise Refused(why_not_answer(by, question))
    question.source = take_in(question, text, by)
    question.save(update_fields=["source"])
    move_up(question, text)
    log(
        "answered a question",
        question_sentence(question),
        by=by,
        programme_id=question.programme_id,
        organisation_id=question.organisation_id,
        reason=comment,
        question=question.pk,
        answer=text[:200],
    )
    return question


def take_in(question: Question, text: str, by: Actor | str) -> Source | None:
    """Write what the answer tells; the source that told it, or None where nothing was told."""
    name = name_and_key(by)[0]
    if question.subject_kind == ROW:
        return take_in_row(question, text, name, by)
    if question.code == "duplicate_row_in_file" and text == "same":
        return join_rows(question, name)
    if question.code == "cell_emptied" and text == "emptied":
        return empty(question, name)
    told = told_by(question, text)
    if not told:
        return None
    source = inventory.open_source(
        question.programme,
        organisation=question.organisation,
        kind=Source.Kind.ANSWER,
        name=str(question_sentence(question)),
        by=by,
    )
    inventory.tell(source, told, by=by)
    return source


def move_up(question: Question, text: str) -> None:
    """What an answer settles besides falls; when none is asked first, those that waited are."""
    if text in STANDINGS:
        settle(question.organisation)
    mine = Question.objects.open().filter(organisation=question.organisation_id)
    if not mine.filter(waits=False).exists():
        put_in_order(question.organisation)


@transaction.atomic
def answer_together(
    questions: Sequence[Question], answers: Sequence[str], *, by: Actor | str, comment: str = ""
) -> tuple[list[Question], list[tuple[Question, str]]]:
    """Answer like questions one by one: those taken in, and the others with why they were not.

    One that is refused stays open and keeps no other from being answered.
    """
    done, refused = [], []
    for question, answer in zip(questions, answers, strict=True):
        try:
            with transaction.atomic():
                done.append(answer_question(question, answer, by=by, comment=comment))
        except Refused as refusal:
            refused.append((question, str(refusal)))
    return done, refused


def take_in_row(question: Question, text: str, name: str, by: Actor | str) -> Source | None:
    """A row that named nothing has a name now: it goes to the inventory with its file as source."""
    row = (
        UploadRow.objects.select_related("upload__source", "upload__organisation")
        .filter(pk=question.subject_id or 0)
        .first()
    )
    if row is None or row.upload.source is None or text == "?":
        return None
    key = question.params["key"]
    cell, fault = read_value(row.target, key, text)
    if fault or cell["value"] is None:
        raise Refused(_("“%(answer)s” does not fit here.") % {"answer": text})
    row.cells[key] = {**cell, "raw": "", "column": question.column, "mended": mended(name, text)}
    row.problems = [each for each in row.problems if each.get("key") != key]
    row.effect = UploadRow.Effect.NEW
    row.save(update_fields=["cells", "problems", "effect"])
    inventory.tell(row.upload.source, tell_rows(row.upload, [row]).told, by=by)
    return row.upload.source


def join_rows(question: Question, name: str) -> Source | None:
    """Two rows of one file are one installation: it counts once, at the earlier row."""
    later, first = subject_of(question), None
    if question.upload is not None:
        place = {"sheet": question.params["sheet"], "row": question.params["row"]}
        first = question.upload.rows.filter(subject_kind="system", **place).first()
    if not isinstance(later, System) or first is None or first.subject_id == later.pk:
        return None
    owner = System.objects.get(pk=first.subject_id or 0)
    reason = question_sentence(question)
    inventory.mark_same_installation(later, owner, by=name, reason=reason)
    said = Statement.objects.filter(subject_kind="system", subject_id=later.pk, field="same_as")
    return said.select_related("source").get(holds=True).source


def empty(question: Question, name: str) -> Source | None:
    """Someone says that a value holds no longer: an unknown that a person chose does hold."""
    subject = subject_of(question)
    field = field_of(question)
    if subject is None or field not in specs(subject.kind):
        return None
    reason = str(question_sentence(question))
    inventory.correct(subject, field, None, by=name, reason=reason)
    said = Statement.objects.filter(subject_kind=subject.kind, subject_id=subject.pk, field=field)
    return said.select_related("source").get(holds=True).source


def field_of(question: Question) -> str:
    key = question.params.get("key", question.field)
    return FIELDS.get(question.params.get("target", ""), {}).get(key, key)


@transaction.atomic
def take_back_answer(question: Question, *, by: Actor | str, reason: str = "") -> Question:
    """Undo an answer: what it told leaves the inventory and the question is open again.

    Raises `Refused`, naming what stands on it, where something later does.
    """
    if why := why_not_take_back_answer(by, question):
        raise Refused(why)
    in_turn([question.organisation_id])
    answer, source = question.answer, question.source
    taken = Question.objects.filter(pk=question.pk, answered_at=question.answered_at).update(
        answer=None, answered_by="", answered_at=None, comment="", source=None
    )
    if not taken:
        raise Refused(_("Somebody has changed this answer meanwhile: load the page again."))
    if source is not None:
        take_out(question, source, by)
    question.refresh_from_db()
    settle(question.organisation)
    question.refresh_from_db()
    log(
        "took back an answer",
        question_sentence(question),
        by=by,
        programme_id=question.programme_id,
        organisation_id=question.organisation_id,
        reason=reason,
        question=question.pk,
        answer=str(answer)[:200],
    )
    return question


def take_out(question: Question, source: Source, by: Any) -> None:
    if question.subject_kind == ROW:
        take_out_row(question, source, by)
    elif source.kind == Source.Kind.MATCHING:
        system = subject_of(question)
        if isinstance(system, System) and system.same_as_id:
            name = name_and_key(by)[0]
            inventory.part_installations(system, by=name, reason=question_sentence(question))
    else:
        inventory.take_back(source, by=by)


def take_out_row(question: Question, source: Source, by: Any) -> None:
    """The row has no name again: what was told of it goes, and its problem comes back."""
    row = UploadRow.objects.filter(pk=question.subject_id or 0).first()
    if row is None or row.upload.source_id != source.pk:
        return
    inventory.take_back(source, by=by, place=(row.sheet, row.row))
    key = question.params["key"]
    row.cells.pop(key, None)
    problem = {
        "code": question.code,
        "params": {},
        "severity": "stop",
        "key": key,
        "column": question.column,
    }
    row.problems = [*row.problems, problem]
    row.effect = UploadRow.Effect.PROBLEM
    row.save(update_fields=["cells", "problems", "effect"])

"""Questions: one for each thing that a person must say, and the answers' way into the inventory."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.intake.engine.ask import ASKED, ROW, ROWS_PER_QUESTION, Candidate, candidates, one_sided
from maali.intake.engine.fields import FIELDS
from maali.intake.engine.read import mended, read_value, why_not_keep
from maali.intake.engine.tell import fit, key_of_contract, said, tell_rows
from maali.intake.models import Question, Upload, UploadRow
from maali.intake.rules import why_not_answer
from maali.intake.words import question_sentence, sentence
from maali.inventory import actions as inventory
from maali.inventory.actions import Said, Told
from maali.inventory.models import KINDS, Certainty, Contract, Source, System

# Finland's general rate of value added tax in 2022, 24 %: sums are kept without it.
VAT = Decimal("1.24")


@transaction.atomic
def open_questions(
    upload: Upload,
    *,
    by: Actor | str,
    earlier: Upload | None = None,
    differing: Sequence[dict[str, Any]] = (),
) -> list[Question]:
    """Ask what the accepted file leaves open: one question per thing, the weightiest first.

    At most one question for every `ROWS_PER_QUESTION` rows; what is lesser stays with its row as a
    gap. What has been asked about the same thing before is not asked again.
    """
    rows = list(upload.rows.all())
    found = [*candidates(rows), *one_sided(upload)]
    if earlier and differing:
        found.append(Candidate.of_differences(upload, earlier, differing))
    found.sort(key=lambda each: each.rank)
    room = max(1, len(rows) // ROWS_PER_QUESTION)
    questions = [as_question(upload, each) for each in unasked(upload, found)[:room]]
    Question.objects.bulk_create(questions)
    if questions:
        log(
            "asked questions",
            upload,
            by=by,
            programme_id=upload.programme_id,
            organisation_id=upload.organisation_id,
            questions=len(questions),
        )
    return questions


def unasked(upload: Upload, found: Iterable[Candidate]) -> list[Candidate]:
    """Each thing once, and none that has been asked before."""
    asked = set(
        Question.objects.filter(
            programme=upload.programme, organisation=upload.organisation
        ).values_list("code", "subject_kind", "subject_id", "field")
    )
    fresh: list[Candidate] = []
    for each in found:
        if each.place not in asked:
            asked.add(each.place)
            fresh.append(each)
    return fresh


def as_question(upload: Upload, candidate: Candidate) -> Question:
    return Question(
        programme=upload.programme,
        organisation=upload.organisation,
        upload=upload,
        code=candidate.code,
        params=candidate.params,
        sheet=candidate.sheet,
        row=candidate.row,
        column=candidate.column,
        subject_kind=candidate.kind,
        subject_id=candidate.subject_id,
        field=candidate.field,
    )


@transaction.atomic
def answer_question(question: Question, answer: str, *, by: Actor | str) -> Question:
    """Take an answer in: what it changes goes to the inventory with the answer as its source.

    "?" says that the answer is not known: that is an answer too. Raises `Refused` with a sentence
    when the text is no answer to this question, or somebody has answered meanwhile.
    """
    if why := why_not_answer(by, question):
        raise Refused(why)
    text = answer.strip()
    if why_not := why_not_keep(text):
        raise Refused(sentence(*why_not))
    if not text:
        raise Refused(_("Write an answer, or a question mark if it is not known."))
    name = name_and_key(by)[0]
    taken = Question.objects.filter(pk=question.pk, answered_at__isnull=True, dropped=False).update(
        answer=text, answered_by=name, answered_at=timezone.now()
    )
    question.refresh_from_db()
    if not taken:
        raise Refused(why_not_answer(by, question))
    if question.subject_kind == ROW:
        take_in_row(question, text, name, by)
    elif question.code == "duplicate_row_in_file" and text == "same":
        join_rows(question, by)
    elif told := told_by(question, text):
        source = inventory.open_source(
            question.programme,
            organisation=question.organisation,
            kind=Source.Kind.ANSWER,
            name=str(question_sentence(question)),
            by=by,
        )
        inventory.tell(source, told, by=by)
    log(
        "answered a question",
        question_sentence(question),
        by=by,
        programme_id=question.programme_id,
        organisation_id=question.organisation_id,
        question=question.pk,
        answer=text[:200],
    )
    return question


def take_in_row(question: Question, text: str, name: str, by: Actor | str) -> None:
    """A row that named nothing has a name now: it goes to the inventory with its file as source."""
    row = (
        UploadRow.objects.select_related("upload__source", "upload__organisation")
        .filter(pk=question.subject_id or 0)
        .first()
    )
    if row is None or row.upload.source is None or text == "?":
        return
    key = question.params["key"]
    cell, fault = read_value(row.target, key, text)
    if fault or cell["value"] is None:
        raise Refused(_("“%(answer)s” does not fit here.") % {"answer": text})
    row.cells[key] = {**cell, "raw": "", "column": question.column, "mended": mended(name, text)}
    row.problems = [each for each in row.problems if each.get("key") != key]
    row.effect = UploadRow.Effect.NEW
    row.save(update_fields=["cells", "problems", "effect"])
    inventory.tell(row.upload.source, tell_rows(row.upload, [row]).told, by=by)


def told_by(question: Question, text: str) -> list[Told]:
    """What the answer tells of the inventory; nothing where it only settles the matter."""
    if choices := ASKED[question.code].choices:
        if text not in choices and text != "?":
            raise Refused(_("Choose one of the answers offered."))
        return told_by_choice(question, text)
    subject = subject_of(question)
    target, key = question.params.get("target", ""), question.params.get("key", "")
    if subject is None:
        return []
    if isinstance(subject, System) and key in FIELDS["contract of a system"]:
        return [of_contract(question, subject, key, text)]
    name = FIELDS.get(target, {}).get(key)
    if name is None:
        return []
    values = said_by(question, subject.kind, name, text)
    return [Told(subject.kind, question.organisation, subject.key, values)]


def of_contract(question: Question, system: System, key: str, text: str) -> Told:
    """The answer is about the contract of the system's row, which may be told of only now."""
    reference = question.params.get("reference", "")
    place = key_of_contract(reference, system.key)
    values = said_by(question, "contract", FIELDS["contract of a system"][key], text)
    if not Contract.objects.filter(organisation=question.organisation, key=place).exists():
        values["title"] = Said(reference or system.name, text)
        values["systems"] = Said([system.key], text)
    return Told("contract", question.organisation, place, values)


def said_by(question: Question, kind: str, name: str, text: str) -> dict[str, Said]:
    if text == "?":
        return {name: Said(None, text, Certainty.UNKNOWN)}
    cell, fault = read_value(question.params["target"], question.params["key"], text)
    if fault:
        raise Refused(sentence(*fault))
    if cell.get("open_ended"):
        return {"open_ended": Said(True, text)}
    answered = fit(kind, name, Said(cell["value"], text, cell["certainty"], cell["note"]))
    if answered is None or answered.value is None:
        raise Refused(_("“%(answer)s” does not fit here.") % {"answer": text})
    return {name: answered}


def subject_of(question: Question) -> Any:
    model = KINDS.get(question.subject_kind)
    return model.objects.filter(pk=question.subject_id or 0).first() if model else None


def told_by_choice(question: Question, choice: str) -> list[Told]:
    if question.code == "answers_differ":
        return told_of_earlier(question) if choice == "earlier" else []
    if ASKED[question.code].shared:
        return told_of_column(question, choice)
    if question.code == "two_products_in_cell":
        return told_of_parts(question) if choice == "several" else []
    standing = {
        "gone": System.Standing.GONE,
        "stays": System.Standing.STAYS,
        "not_a_system": System.Standing.NOT_A_SYSTEM,
        "in_use": System.Standing.IN_SCOPE,
    }.get(choice)
    subject = subject_of(question)
    if standing is None or not isinstance(subject, System):
        return []
    return [
        Told("system", question.organisation, subject.key, {"standing": Said(standing, choice)})
    ]


def join_rows(question: Question, by: Actor | str) -> None:
    """Two rows of one file are one installation: it counts once, at the earlier row."""
    later, first = subject_of(question), None
    if question.upload is not None:
        place = {"sheet": question.params["sheet"], "row": question.params["row"]}
        first = question.upload.rows.filter(subject_kind="system", **place).first()
    if isinstance(later, System) and first is not None and first.subject_id != later.pk:
        owner = System.objects.get(pk=first.subject_id or 0)
        reason = question_sentence(question)
        inventory.mark_same_installation(later, owner, by=name_and_key(by)[0], reason=reason)


def told_of_parts(question: Question) -> list[Told]:
    """One row named several systems: the first keeps its place, the others are told beside it."""
    subject = subject_of(question)
    rows = rows_of(question)
    parts = str(question.params.get("parts", "")).split("; ")
    if len(rows) != 1 or len(parts) < 2 or question.upload is None or subject is None:
        return []
    told = [
        Told(
            "system", question.organisation, subject.key, {"name": Said(parts[0], "; ".join(parts))}
        )
    ]
    for part in parts[1:]:
        other = rows[0]
        other.cells = {**other.cells, "system_name": {**other.cells["system_name"], "value": part}}
        found = tell_rows(question.upload, [other]).told
        told += [each for each in found if each.kind == "system"]
    return told


def rows_of(question: Question) -> list[UploadRow]:
    """What was read of the row that the question is about; more than one where it was split."""
    if question.upload is None:
        return []
    return list(question.upload.rows.filter(sheet=question.sheet, row=question.row or 0))


def told_of_column(question: Question, choice: str) -> list[Told]:
    """What an answer about a whole column says of each row that has the same problem there."""
    if choice not in {"with_vat", "vendor", "owner_role"} or question.upload is None:
        return []
    told = []
    for row in question.upload.rows.filter(sheet=question.sheet, subject_id__isnull=False):
        same = [each for each in row.problems if each["code"] == question.code]
        if any(each.get("column") == question.column for each in same):
            told += told_of_cell(question, row, choice)
    return told


def told_of_cell(question: Question, row: UploadRow, choice: str) -> list[Told]:
    key = question.params["key"] if choice == "with_vat" else choice
    name, subject = (
        FIELDS[row.target].get(key),
        KINDS[row.subject_kind].objects.get(pk=row.subject_id),
    )
    place = said(row, question.params["key"])
    if name is None or place is None:
        return []
    value: Any = place.raw
    if choice == "with_vat":
        value = (Decimal(str(place.value)) / VAT).quantize(Decimal("0.01"))
    fitting = fit(subject.kind, name, replace(place, value=value, note=choice))
    return (
        [Told(subject.kind, question.organisation, subject.key, {name: fitting})] if fitting else []
    )


def told_of_earlier(question: Question) -> list[Told]:
    """The values of the earlier file again, where the later one had changed them."""
    told: dict[tuple[str, str], dict[str, Said]] = {}
    for each in question.params["differences"]:
        place = (each["kind"], each["key"])
        told.setdefault(place, {})[each["field"]] = Said(each["before"], question.params["earlier"])
    return [Told(kind, question.organisation, key, values) for (kind, key), values in told.items()]

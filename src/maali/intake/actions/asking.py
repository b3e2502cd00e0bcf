"""Asking: one question for each thing that a person must say, for as long as there is a cause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from maali.core.actions import Actor, Refused, log
from maali.intake import queries
from maali.intake.engine.ask import ASKED, ROWS_PER_QUESTION, Candidate, once_each
from maali.intake.engine.causes import causes, standing_once
from maali.intake.engine.findings import findings
from maali.intake.models import Question, Respondent, Upload, UploadRow
from maali.intake.rules import why_not_check, why_not_pass_on_question
from maali.inventory.models import Integration
from maali.inventory.turns import in_turn
from maali.inventory.values import batches
from maali.organisations.models import Organisation

ACROSS = [code for code, asked in ASKED.items() if asked.across]
# What a question becomes stale in when it is asked again: where it stands and what fills it.
REFRESHED = ["params", "sheet", "row", "column", "upload"]
Place = tuple[str, str, int | None, str]


@dataclass
class Settled:
    """What settling changed: questions asked anew, dropped because their cause is gone, back."""

    asked: list[Question]
    dropped: int = 0
    returned: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.asked or self.dropped or self.returned)


@transaction.atomic
def open_questions(
    upload: Upload,
    *,
    by: Actor | str,
    earlier: Upload | None = None,
    differing: Sequence[dict[str, Any]] = (),
    found: Sequence[Candidate] = (),
) -> list[Question]:
    """Ask all that the organisation must say now that the file has been accepted.

    `found` is what a merge has made: contradictions, rows that vanished, cells that were emptied.
    What has been asked about the same thing before is not asked again; what others told of their
    side of things is looked at again too.
    """
    mine = list(found)
    if earlier and differing:
        mine.append(Candidate.of_differences(upload, earlier, differing))
    settled = settle(upload.organisation, mine, upload=upload)
    for other in concerned(upload.organisation):
        settle(other, across=True)
    if settled.changed:
        log_settled(upload.organisation, settled, by)
    return settled.asked


@transaction.atomic
def check_again(organisation: Organisation, *, by: Actor | str) -> Settled:
    """Look at everything the organisation has told and ask what is open; safe to repeat."""
    if why := why_not_check(by, organisation):
        raise Refused(why)
    in_turn([organisation.pk])
    settled = settle(organisation)
    log_settled(organisation, settled, by)
    return settled


def log_settled(organisation: Organisation, settled: Settled, by: Actor | str) -> None:
    log(
        "asked questions",
        organisation,
        by=by,
        programme_id=organisation.programme_id,
        organisation_id=organisation.pk,
        questions=len(settled.asked),
        dropped=settled.dropped,
        returned=settled.returned,
    )


def concerned(organisation: Organisation) -> list[Organisation]:
    """Others whose questions depend on what this organisation tells."""
    others = Organisation.objects.filter(programme=organisation.programme_id)
    asked = Question.objects.open().filter(code__in=ACROSS).values("organisation")
    linked = Integration.objects.filter(to_system__organisation=organisation)
    return list(
        others.filter(Q(pk__in=asked) | Q(pk__in=linked.values("organisation")))
        .exclude(pk=organisation.pk)
        .select_related("municipality")
    )


def settle(
    organisation: Organisation,
    found: Iterable[Candidate] = (),
    *,
    across: bool = False,
    upload: Upload | None = None,
) -> Settled:
    """Make the questions of the organisation those that there is a cause for.

    A new cause becomes a question; one whose cause is gone is dropped, with the reason; one that
    was dropped comes back with its cause. What a person has answered stays as it is.
    """
    if across:
        wanted = once_each(findings(organisation, across=True))
    else:
        wanted = causes(organisation, found)
    asked = Question.objects.filter(organisation=organisation)
    if across:
        asked = asked.filter(code__in=ACROSS)
    known = {(each.code, each.subject_kind, each.subject_id, each.field): each for each in asked}
    places = {each.place for each in wanted}
    fresh = [each for each in wanted if each.place not in known]
    returning = [known[each.place] for each in wanted if each.place in known]
    settled = Settled(ask(organisation, fresh, upload))
    settled.returned = bring_back([each for each in returning if each.dropped])
    refresh(wanted, known)
    settled.dropped = drop(known, places | standing_once(organisation))
    put_in_order(organisation)
    return settled


def ask(
    organisation: Organisation, found: Sequence[Candidate], upload: Upload | None
) -> list[Question]:
    respondents = queries.respondents_for(organisation)
    questions = [
        Question(
            programme_id=organisation.programme_id,
            organisation=organisation,
            upload_id=each.upload_id or (upload.pk if upload and ASKED[each.code].once else None),
            code=each.code,
            rank=ASKED[each.code].rank,
            params=each.params,
            sheet=each.sheet[:120],
            row=each.row,
            column=each.column,
            subject_kind=each.kind,
            subject_id=each.subject_id,
            field=each.field,
            respondent=queries.respondent_for(respondents, each.params.get("target", "")),
            waits=True,
        )
        for each in found
    ]
    return Question.objects.bulk_create(questions, batch_size=500)


def bring_back(questions: Sequence[Question]) -> int:
    """Questions whose cause has returned; one that had been answered before stays answered."""
    for some in batches(each.pk for each in questions):
        Question.objects.filter(pk__in=some).update(
            dropped=False, dropped_because="", asked_at=timezone.now()
        )
    return sum(each.answered_at is None for each in questions)


def refresh(wanted: Iterable[Candidate], known: dict[Place, Question]) -> None:
    """An open question follows its cell: another file may have moved it."""
    moved = []
    for each in wanted:
        question = known.get(each.place)
        now = (each.params, each.sheet, each.row, each.column, each.upload_id)
        if question is None or question.answered_at or ASKED[each.code].once:
            continue
        before = (question.params, question.sheet, question.row, question.column)
        if (*before, question.upload_id) != now:
            question.params, question.sheet, question.row, question.column = now[:4]
            question.upload_id = each.upload_id
            moved.append(question)
    Question.objects.bulk_update(moved, REFRESHED, batch_size=200)


def drop(known: dict[Place, Question], standing: set[Place]) -> int:
    gone = [
        each.pk
        for place, each in known.items()
        if place not in standing and each.answered_at is None and not each.dropped
    ]
    for some in batches(gone):
        Question.objects.filter(pk__in=some).update(dropped=True, dropped_because="cause_gone")
    return len(gone)


def put_in_order(organisation: Organisation) -> None:
    """The weightiest questions are asked first, one for so many rows; the others wait."""
    rows = UploadRow.objects.filter(
        upload__organisation=organisation, upload__state=Upload.State.ACCEPTED
    ).count()
    room = max(1, rows // ROWS_PER_QUESTION)
    mine = Question.objects.open().filter(organisation=organisation)
    first = list(mine.order_by("rank", "sheet", "row", "pk").values_list("pk", flat=True)[:room])
    asked = set(mine.filter(waits=False).values_list("pk", flat=True))
    for some in batches(asked - set(first)):
        Question.objects.filter(pk__in=some).update(waits=True)
    for some in batches(set(first) - asked):
        Question.objects.filter(pk__in=some).update(waits=False)


@transaction.atomic
def pass_on_question(
    questions: Sequence[Question], respondent: Respondent | None, *, by: Any
) -> None:
    """Give questions of one organisation to a colleague who answers for it; None: to its contact.

    `by` is a person or the respondent whose link was used.
    """
    for question in questions:
        if why := why_not_pass_on_question(by, question, respondent):
            raise Refused(why)
    Question.objects.filter(pk__in=[each.pk for each in questions]).update(respondent=respondent)
    organisation = questions[0].organisation
    log(
        "passed on questions",
        respondent or organisation,
        by=str(by) if isinstance(by, Respondent) else by,
        programme_id=organisation.programme_id,
        organisation_id=organisation.pk,
        questions=[each.pk for each in questions][:500],
    )

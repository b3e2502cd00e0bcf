"""Accepting a file into the inventory, all of it or nothing, and taking it back."""

from collections.abc import Sequence

from django.db import connection, transaction

from maali.core.actions import Actor, Refused, log
from maali.core.calculations import Progress, Silent
from maali.intake import queries
from maali.intake.actions.asking import open_questions, settle
from maali.intake.engine.contradictions import candidates, told_against, with_sides
from maali.intake.engine.merging import merge_rows
from maali.intake.engine.tell import Telling, tell_rows
from maali.intake.engine.weigh import differences
from maali.intake.models import Handout, Upload, UploadRow
from maali.intake.rules import already_accepted, why_not_accept, why_not_open, why_not_take_back
from maali.inventory import actions as inventory
from maali.inventory.models import KINDS, Source
from maali.inventory.turns import in_turn

State, Effect = Upload.State, UploadRow.Effect


@transaction.atomic
def accept(upload: Upload, *, by: Actor | str, progress: Progress | None = None) -> Upload:
    """Write what the file tells into the inventory and open the questions that it leaves.

    Rows with a problem and rows left out are not written. Of two people who accept at once
    exactly one succeeds: the state is changed conditionally, first, in the same transaction.
    An answer older than one already accepted only fills gaps.
    """
    if why := why_not_accept(by, upload):
        raise Refused(why)
    in_turn([upload.organisation_id], programme=upload.programme_id)
    claim(upload)
    rows = rows_to_tell(upload)
    telling, against = tell_rows(upload, rows), told_against(upload, rows)
    earlier = queries.accepted_answers(upload.organisation).exclude(pk=upload.pk).first()
    # What was handed out is held against its base cell by cell; it answers nothing twice.
    differing = differences(telling) if earlier and not upload.handout_id else []
    differing = with_sides(upload, differing)
    source = inventory.open_source(
        upload.programme,
        organisation=upload.organisation,
        kind=kind_of(upload),
        name=upload.name,
        sha256=upload.sha256,
        by=by,
    )
    older = bool(earlier and is_older(upload, earlier))
    inventory.tell(source, telling.told, by=by, progress=progress or Silent(), older=older)
    if against:
        # What contradicts is kept beside what holds, until a person has settled it.
        inventory.tell(source, against, by=by, older=True)
    upload.source = source
    upload.save(update_fields=["source"])
    inventory.link_integrations(upload.programme, by=str(by))
    note_subjects(telling, rows)
    asked = open_questions(
        upload, by=by, earlier=earlier, differing=differing, found=[*candidates(upload, rows)]
    )
    log(
        "accepted a file",
        upload,
        by=by,
        programme_id=upload.programme_id,
        organisation_id=upload.organisation_id,
        upload=upload.pk,
        rows=len(rows),
        questions=len(asked),
    )
    return upload


def rows_to_tell(upload: Upload) -> list[UploadRow]:
    """Every row but those with a problem or left out, held once more against what is known now.

    What came in since the file was read may contradict it, or have confirmed it.
    """
    rows = list(upload.rows.all())
    for row in rows:
        row.upload = upload
    if upload.handout_id:
        merge_rows(upload, rows)
        upload.save(update_fields=["guess"])
        UploadRow.objects.bulk_update(rows, ["cells"], batch_size=500)
    return [row for row in rows if row.effect not in {Effect.PROBLEM, Effect.LEFT_OUT}]


def kind_of(upload: Upload) -> str:
    """A form that was sent is a file like any other, but its values say where they came from."""
    form = upload.handout is not None and upload.handout.medium == Handout.Medium.FORM
    return Source.Kind.FORM if form else Source.Kind.WORKBOOK


def claim(upload: Upload) -> None:
    """Take the upload for this transaction; raise the sentence for whoever comes second."""
    taken = Upload.objects.filter(pk=upload.pk, state=State.READ).update(state=State.ACCEPTED)
    if not taken:
        fresh = Upload.objects.defer("content").select_related("source").get(pk=upload.pk)
        raise Refused(why_not_open(fresh) or already_accepted(fresh))
    upload.state = State.ACCEPTED


def is_older(upload: Upload, earlier: Upload) -> bool:
    return bool(
        upload.answered_on and earlier.answered_on and upload.answered_on < earlier.answered_on
    )


def note_subjects(telling: Telling, rows: Sequence[UploadRow]) -> None:
    """Remember which row of the inventory each row of the file became."""
    for kind, model in KINDS.items():
        mine = {key: i for i, (of, key) in telling.subjects.items() if of == kind}
        if not mine:
            continue
        known = dict(
            model.objects.filter(organisation=telling.organisation).values_list("key", "pk")
        )
        for index, (of, key) in telling.subjects.items():
            if of == kind:
                rows[index].subject_kind, rows[index].subject_id = kind, known.get(key)
    # Two values of a row that carries its cells: plain updates, a tenth of saving whole rows.
    quote = connection.ops.quote_name
    change = (
        f"UPDATE {quote(UploadRow._meta.db_table)}"  # noqa: S608 (names of the model's own)
        f" SET {quote('subject_kind')} = %s, {quote('subject_id')} = %s WHERE {quote('id')} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(change, [(row.subject_kind, row.subject_id, row.pk) for row in rows])


@transaction.atomic
def take_back(upload: Upload, *, by: Actor | str, reason: str = "") -> Upload:
    """Undo the acceptance: values leave the inventory, questions fall, the file can be mended.

    The inventory refuses, with what stands on it, when something else has been built on the values.
    """
    if why := why_not_take_back(by, upload):
        raise Refused(why)
    in_turn([upload.organisation_id], programme=upload.programme_id)
    taken = Upload.objects.filter(pk=upload.pk, state=State.ACCEPTED).update(
        state=State.READ, source=None
    )
    source = upload.source
    if not taken or source is None:
        raise Refused(why_not_take_back(by, Upload.objects.get(pk=upload.pk)))
    inventory.take_back(source, by=by)
    settle(upload.organisation)
    upload.refresh_from_db(fields=["state", "source"])
    log(
        "took back a file",
        upload,
        by=by,
        programme_id=upload.programme_id,
        organisation_id=upload.organisation_id,
        reason=reason,
    )
    return upload

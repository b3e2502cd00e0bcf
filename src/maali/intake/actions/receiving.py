"""A file comes in: read before anything of it is kept, refused with a sentence if need be."""

import hashlib
from datetime import date, datetime, time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.core.calculations import Progress, Silent
from maali.intake import queries
from maali.intake.engine.merging import merge_rows
from maali.intake.engine.names import answer_day, clean_name, nameless
from maali.intake.engine.read import Reading, read_file
from maali.intake.engine.weigh import weigh_rows
from maali.intake.models import Invitation, Round, Upload, UploadRow
from maali.intake.rules import why_not_change, why_not_open, why_not_read_again, why_not_send
from maali.intake.words import sentence
from maali.organisations.models import Organisation, Programme

State = Upload.State
BATCH = 500


def receive(
    programme: Programme,
    organisation: Organisation,
    name: str,
    content: bytes,
    *,
    by: Actor | str,
    answered_on: date | None = None,
    progress: Progress | None = None,
    read_now: bool = True,
) -> Upload:
    """Read a file that an organisation sent and keep what was read, nothing of it in the inventory.

    A file that cannot be read is kept as a refused upload: its name and why, never its content.
    With `read_now` false only the safety of the file is looked at and its rows wait to be read.
    Raises `Refused` when the person may not send for the organisation or the file came before.
    """
    if why := why_not_send(by, organisation):
        raise Refused(why)
    name = clean_name(name)
    sha256 = hashlib.sha256(content).hexdigest()
    if earlier := queries.same_file(organisation, sha256):
        raise Refused(came_before(earlier))
    upload = Upload(
        programme=programme,
        organisation=organisation,
        name=name,
        sha256=sha256,
        size=len(content),
        answered_on=answered_on or answer_day(name) or localdate(),
        by=name_and_key(by)[0],
    )
    reading = read_file(name, content, upload, rows=read_now, limit=settings.UPLOAD_LIMIT_BYTES)
    try:
        return keep(upload, content, reading, by=by, progress=progress or Silent())
    except IntegrityError as clash:
        earlier = queries.same_file(organisation, sha256)
        if earlier is None:
            raise
        raise Refused(came_before(earlier)) from clash


def came_before(earlier: Upload) -> str:
    return _(
        "This file has already come: %(file)s, sent by %(person)s on %(when)s (%(state)s)."
    ) % {
        "file": earlier.name,
        "person": earlier.by,
        "when": date_format(localtime(earlier.at), "SHORT_DATETIME_FORMAT"),
        "state": earlier.get_state_display(),
    }


@transaction.atomic
def keep(
    upload: Upload, content: bytes, reading: Reading, *, by: Actor | str, progress: Progress
) -> Upload:
    """Write the upload with its rows; the content only if no identity code was found in it."""
    put_reading(upload, reading)
    if upload.state != State.REFUSED and not reading.holds_identity_code:
        upload.content = content
    upload.round = round_of(upload)
    upload.save()
    note_opened(upload)
    write_rows(upload, reading.rows, progress)
    log(
        "refused a file" if upload.state == State.REFUSED else "received a file",
        upload,
        by=by,
        programme_id=upload.programme_id,
        organisation_id=upload.organisation_id,
        reason=upload.refusal,
        upload=upload.pk,
        rows=len(reading.rows),
    )
    return upload


def round_of(upload: Upload) -> Round | None:
    """That of the handout which the file carries, else the open one that asks its sender."""
    if upload.handout is not None:
        return upload.handout.invitation.round
    invited = queries.open_invitation(upload.organisation)
    return invited.round if invited else None


def note_opened(upload: Upload) -> None:
    """Whoever answers has opened what was asked, by the day of the answer at the latest."""
    if upload.state == State.REFUSED or upload.round is None:
        return
    day = upload.answered_on or localdate()
    noon = make_aware(datetime.combine(day, time(12)))
    Invitation.objects.filter(
        round=upload.round, organisation=upload.organisation, opened_at=None
    ).update(opened_at=min(upload.at, noon))


def put_reading(upload: Upload, reading: Reading) -> None:
    if reading.name_holds_one:
        upload.name = nameless(upload.name)
    upload.guess = {**reading.guess, "corrected": upload.guess.get("corrected", {})}
    upload.state = reading.state
    if reading.refused:
        upload.refusal = str(sentence(*reading.refused))


def write_rows(upload: Upload, rows: list[UploadRow], progress: Progress) -> None:
    if upload.handout is not None:
        merge_rows(upload, rows)
        upload.save(update_fields=["guess"])
    weigh_rows(upload, rows)
    progress.start(len(rows), upload.name)
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        UploadRow.objects.bulk_create(some)
        progress.step(len(some))


@transaction.atomic
def read_waiting(upload: Upload, *, by: Actor | str, progress: Progress | None = None) -> Upload:
    """Read the rows of a large file that was only looked through when it came."""
    if why := why_not_read_again(by, upload):
        raise Refused(why)
    read_again(upload, progress or Silent())
    log(
        "read a file",
        upload,
        by=by,
        programme_id=upload.programme_id,
        organisation_id=upload.organisation_id,
    )
    return upload


def read_again(upload: Upload, progress: Progress) -> None:
    """Replace the rows by a fresh reading; what people mended or left out stays so."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if why := why_not_open(locked):
        raise Refused(why)
    reading = read_file(
        upload.name,
        bytes(locked.content or b""),
        upload,
        rows=True,
        limit=settings.UPLOAD_LIMIT_BYTES,
    )
    by_hand = {(row.sheet, row.row, row.part): row for row in upload.rows.all() if touched(row)}
    upload.rows.all().delete()
    for row in reading.rows:
        if before := by_hand.get((row.sheet, row.row, row.part)):
            carry_over(before, row)
    put_reading(upload, reading)
    upload.save(update_fields=["guess", "state", "refusal"])
    write_rows(upload, reading.rows, progress)


def touched(row: UploadRow) -> bool:
    return row.left_out or any("mended" in cell for cell in row.cells.values())


def carry_over(before: UploadRow, row: UploadRow) -> None:
    """What a person did to the row of the earlier reading holds for the same row of the new one."""
    row.left_out = before.left_out
    mended = {key: cell for key, cell in before.cells.items() if "mended" in cell}
    row.cells = {**row.cells, **mended}
    row.problems = [problem for problem in row.problems if problem.get("key") not in mended]


@transaction.atomic
def withdraw(upload: Upload, *, by: Actor | str, reason: str = "") -> Upload:
    """Take a file out of the queue before it is accepted; its rows and its content go."""
    if why := why_not_change(by, upload):
        raise Refused(why)
    open_states = (State.RECEIVED, State.READ, State.NEEDS_PERSON)
    taken = Upload.objects.filter(pk=upload.pk, state__in=open_states).update(
        state=State.WITHDRAWN, content=None
    )
    if not taken:
        raise Refused(why_not_open(Upload.objects.get(pk=upload.pk)))
    upload.rows.all().delete()
    upload.refresh_from_db()
    log(
        "withdrew a file",
        upload,
        by=by,
        programme_id=upload.programme_id,
        organisation_id=upload.organisation_id,
        reason=reason,
    )
    return upload

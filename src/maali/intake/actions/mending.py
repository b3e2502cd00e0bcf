"""Mending a read file before it is accepted: a cell's value, or a whole row left out."""

from django.db import transaction
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.intake.engine.checks import find_gaps
from maali.intake.engine.read import mended, read_value, why_not_keep
from maali.intake.engine.weigh import weigh_rows
from maali.intake.models import Upload, UploadRow
from maali.intake.rules import why_not_change, why_not_open
from maali.intake.words import sentence


def lock(row: UploadRow, by: Actor | str) -> Upload:
    """The row's upload, held until the end of the transaction; refuses when it is closed.

    The row is brought up to date: what somebody else did to it meanwhile is not written over.
    """
    if why := why_not_change(by, row.upload):
        raise Refused(why)
    locked: Upload = Upload.objects.select_for_update().defer("content").get(pk=row.upload_id)
    if why := why_not_open(locked):
        raise Refused(why)
    if not locked.rows.filter(pk=row.pk).exists():
        raise Refused(_("The file has been read again meanwhile: open the page anew."))
    row.refresh_from_db()
    return locked


@transaction.atomic
def mend(upload_row: UploadRow, key: str, text: str, *, by: Actor | str) -> UploadRow:
    """Put what a person writes in place of one cell; the cell as written stays beside it.

    Raises `Refused` when the text is no value of its kind or holds an identity code.
    """
    seen = upload_row.cells.get(key, {})
    upload = lock(upload_row, by)
    before = upload_row.cells.get(key, {})
    if "mended" in before and before != seen:
        raise Refused(
            _("%(who)s changed it meanwhile to %(value)s.")
            % {"who": before["mended"]["by"], "value": before["mended"]["text"]}
        )
    if why := why_not_keep(text):
        raise Refused(str(sentence(*why)))
    cell, fault = read_value(upload_row.target, key, text)
    if fault:
        raise Refused(str(sentence(*fault)))
    upload_row.cells[key] = {
        **cell,
        "raw": before.get("raw", ""),
        "column": before.get("column", ""),
        "mended": mended(name_and_key(by)[0], text),
    }
    upload_row.problems = [each for each in upload_row.problems if each.get("key") != key]
    find_gaps([upload_row])
    save_again(upload, upload_row)
    log_mending("mended a cell", upload, upload_row, by, key)
    return upload_row


@transaction.atomic
def leave_out(upload_row: UploadRow, *, by: Actor | str, reason: str = "") -> UploadRow:
    """Leave a row out of what will be accepted; it stays on the page and can be put back."""
    upload = lock(upload_row, by)
    upload_row.left_out = True
    save_again(upload, upload_row)
    log_mending("left out a row", upload, upload_row, by, reason=reason)
    return upload_row


@transaction.atomic
def put_back(upload_row: UploadRow, *, by: Actor | str) -> UploadRow:
    """Take a row back in that a person left out."""
    upload = lock(upload_row, by)
    if not upload_row.left_out:
        raise Refused(_("This row has not been left out."))
    upload_row.left_out = False
    save_again(upload, upload_row)
    log_mending("put back a row", upload, upload_row, by)
    return upload_row


def save_again(upload: Upload, changed: UploadRow) -> None:
    """Weigh all rows anew: a mended name can change what its neighbours would do."""
    rows = [changed if row.pk == changed.pk else row for row in upload.rows.all()]
    before = {row.pk: (row.effect, row.subject_id) for row in rows}
    weigh_rows(upload, rows)
    moved = [
        row for row in rows if (row.effect, row.subject_id) != before[row.pk] and row is not changed
    ]
    UploadRow.objects.bulk_update(moved, ["effect", "subject_kind", "subject_id"], batch_size=500)
    changed.save()


def log_mending(
    verb: str, upload: Upload, row: UploadRow, by: Actor | str, key: str = "", reason: str = ""
) -> None:
    log(
        verb,
        f"{upload}, {row}",
        by=by,
        programme_id=upload.programme_id,
        organisation_id=upload.organisation_id,
        reason=reason,
        upload=upload.pk,
        column=key,
    )

"""The form in the browser: opened, written cell by cell, sent as a file like any other.

Cells are saved as they are typed; each keeps who wrote it and when, so no event is logged for it.
Sending is what is logged: the form becomes a workbook and goes through the same reading, merging
and preview as one that came by hand.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.core.calculations import Silent
from maali.intake import queries
from maali.intake.actions.handing import hand_out
from maali.intake.actions.receiving import keep, withdraw
from maali.intake.actions.respondents import actor
from maali.intake.actions.rounds import say_complete
from maali.intake.engine.form import (
    REMARK,
    FormRow,
    for_workbook,
    form_rows,
    has_cell,
    has_line,
    language_of,
    sheets_of_form,
    takes_remarks,
)
from maali.intake.engine.read import Reading, read_file, why_not_keep
from maali.intake.models import Entry, Handout, Invitation, Respondent, Upload
from maali.intake.rules.answering import already_sent, why_not_fill, why_not_send_form
from maali.intake.rules.rounds import why_not_say_complete
from maali.intake.words import sentence
from maali_engines.sheets import write
from maali_engines.sheets.columns import Column, Sheet

FORM = Handout.Medium.FORM
LONGEST = 4_000  # signs in one cell of a form
PENDING = (Upload.State.RECEIVED, Upload.State.READ, Upload.State.NEEDS_PERSON)
REMARKS = Column(
    REMARK, {"fi": "Vastaajan huomautus", "sv": "Svararens anmärkning", "en": "Answerer's remark"}
)


@dataclass(frozen=True)
class Place:
    """One cell of a form: a column of the catalogue, or GONE or REMARK, of one row of a sheet."""

    sheet: Sheet
    line: str
    column: str


def open_form(invitation: Invitation, *, by: Any) -> Handout:
    """The form that the organisation fills in now: one for all its people, made when first asked.

    Once what was sent has been accepted, it starts again from what the inventory says since.
    """
    form = current_form(invitation)
    if form is None:
        try:
            with transaction.atomic():
                return hand_out(invitation, FORM, by=actor(by))
        except IntegrityError:  # somebody else opened it at the same moment
            return Handout.objects.get(invitation=invitation, medium=FORM, sent_at=None)
    accepted = accepted_since(form)
    return start_again(form, accepted, by=by) if accepted else form


def current_form(invitation: Invitation) -> Handout | None:
    forms = Handout.objects.filter(invitation=invitation, medium=FORM, sent_at=None)
    return forms.select_related("invitation__round__programme", "invitation__organisation").first()


def accepted_since(form: Handout) -> set[str]:
    """The sheets that were sent, accepted since the form was made, and not written in since."""
    sent = Upload.objects.filter(
        handout__invitation=form.invitation_id,
        handout__medium=FORM,
        state=Upload.State.ACCEPTED,
        source__at__gt=form.made_at,
    )
    sheets = set(sent.values_list("rows__target", flat=True).distinct())
    touched = form.entries.filter(at__gt=form.made_at).values_list("sheet", flat=True)
    return sheets - set(touched) - {None}


@transaction.atomic
def start_again(form: Handout, drop: Collection[str], *, by: Any) -> Handout:
    """A new form from what is known now, with the entries of `form` but for those of `drop`."""
    closed = Handout.objects.filter(pk=form.pk, sent_at=None).update(sent_at=now())
    if not closed:
        return current_form(form.invitation) or open_form(form.invitation, by=by)
    fresh: Handout = hand_out(form.invitation, FORM, by=actor(by))
    form.entries.exclude(sheet__in=drop).update(handout=fresh)
    if not form.uploads.exists():
        form.delete()
    return fresh


def save_cell(handout: Handout, place: Place, text: str, *, version: int, by: Any) -> Entry:
    """Keep what somebody typed in one cell. `version` is the one that they saw, 0 for none.

    When somebody else wrote there meanwhile, both answers are kept (`other`, `other_by`) until one
    of them chooses, by saving with the version that shows both. Raises `Refused` when the form is
    closed, the text holds an identity code, or two answers wait there already.
    """
    if why := why_not_fill(by, handout.invitation):
        raise Refused(why)
    if why_not := why_not_keep(text):
        raise Refused(sentence(*why_not))
    if not (has_cell(place.sheet, place.column) and has_line(handout, place.sheet, place.line)):
        raise Refused(_("There is no such cell in this form."))
    if len(text) > LONGEST:
        raise Refused(_("This text is longer than %(most)s signs.") % {"most": LONGEST})
    with transaction.atomic():
        forms = Handout.objects.select_for_update().filter(pk=handout.pk)
        sent = forms.values_list("sent_at", flat=True).get()
        if sent:
            handout.sent_at = sent
            raise Refused(already_sent(handout))
        return write_cell(handout, place, text.strip(), version, str(actor(by)))


def write_cell(handout: Handout, place: Place, text: str, version: int, name: str) -> Entry:
    at = {"sheet": place.sheet.key, "line": place.line, "column": place.column}
    entry = Entry.objects.filter(handout=handout, **at).first()
    if entry is None:
        return Entry.objects.create(handout=handout, **at, text=text, by=name)
    if version == entry.version:
        entry.text, entry.by, entry.at, entry.other, entry.other_by = text, name, now(), "", ""
    elif text == entry.text:
        return entry
    elif entry.other_by and entry.by == name:
        entry.text, entry.at = text, now()
    elif entry.other_by and entry.other_by != name:
        raise Refused(
            _("%(one)s and %(other)s wrote different answers here: choose one of them first.")
            % {"one": entry.by, "other": entry.other_by}
        )
    else:
        entry.other, entry.other_by = text, name
    entry.version += 1
    entry.save(update_fields=["text", "by", "at", "other", "other_by", "version"])
    return entry


@transaction.atomic
def send_form(
    handout: Handout, *, by: Any, sheets: Collection[str] = (), whole: bool = False
) -> Upload:
    """Send what has been filled in, all of it or some sheets, as one file of the organisation.

    Nothing of it is in the inventory yet: it is previewed and accepted like a workbook. What is
    not sent goes on in a new form; what is, stays readable there until it is accepted. An earlier
    sending of the same sheets that nobody has accepted is withdrawn. `whole`: the organisation
    says that its answer is complete with this.
    """
    invitation = handout.invitation
    own = by.sheets if isinstance(by, Respondent) else ()
    asked = sheets_of_form(invitation.round, own)
    sent = [each for each in asked if not sheets or each.key in sheets]
    keys = {each.key for each in sent}
    if why := why_not_send_form(by, handout, keys):
        raise Refused(why)
    if not Handout.objects.filter(pk=handout.pk, sent_at=None).update(sent_at=now()):
        raise Refused(already_sent(Handout.objects.get(pk=handout.pk)))
    rows = {each.key: rows_of(handout, each) for each in sent}
    upload = as_upload(handout, sent, rows, by)
    withdraw_earlier(invitation, keys, by)
    reading = read_form(upload, rows, sent)
    keep(upload, bytes(upload.content or b""), reading, by=actor(by), progress=Silent())
    go_on(handout, keys, by)
    if whole and not why_not_say_complete(actor(by), invitation):
        say_complete(invitation, by=actor(by))
    return upload


def rows_of(handout: Handout, sheet: Sheet) -> list[FormRow]:
    return form_rows(handout, handout.entries.all(), sheet, language_of(handout))


def as_upload(
    handout: Handout, sent: list[Sheet], rows: dict[str, list[FormRow]], by: Any
) -> Upload:
    """The form as a workbook that is kept, so that it can be read again and looked at."""
    invitation, today = handout.invitation, localdate()
    language = language_of(handout)
    sheets = [
        replace(each, columns=(*each.columns, REMARKS)) if takes_remarks(each) else each
        for each in sent
    ]
    content = write.question_workbook(
        language,
        {key: [for_workbook(row) for row in some] for key, some in rows.items()},
        made_on=today,
        sheets=sheets,
        stamp=write.Stamp(
            language,
            invitation.round.programme.code,
            invitation.organisation.code,
            str(handout.pk),
        ),
    )
    sha256 = hashlib.sha256(content).hexdigest()
    if queries.same_file(invitation.organisation, sha256):
        raise Refused(_("Exactly this answer has already been sent."))
    with translation.override(language):
        name = _("Form %(day)s") % {"day": date_format(today, "SHORT_DATE_FORMAT")}
    return Upload(
        programme=invitation.round.programme,
        organisation=invitation.organisation,
        round=invitation.round,
        handout=handout,
        name=name,
        sha256=sha256,
        size=len(content),
        content=content,
        answered_on=today,
        by=str(actor(by)),
    )


def read_form(upload: Upload, rows: dict[str, list[FormRow]], sent: list[Sheet]) -> Reading:
    """Read like a workbook; what a person said of a whole row is put to the row that was read."""
    reading = read_file(
        upload.name,
        bytes(upload.content or b""),
        upload,
        rows=True,
        limit=settings.UPLOAD_LIMIT_BYTES,
    )
    gone = {
        (sheet.key, number)
        for sheet in sent
        for number, row in enumerate(rows[sheet.key], 2)
        if row.is_gone
    }
    for row in reading.rows:
        if (row.target, row.row) in gone:
            row.kind = "gone"
    return reading


def withdraw_earlier(invitation: Invitation, sheets: set[str], by: Any) -> None:
    """What was sent before and waits unaccepted is replaced when all its sheets come again."""
    earlier = Upload.objects.filter(
        handout__invitation=invitation, handout__medium=FORM, state__in=PENDING
    )
    for upload in earlier:
        if set(upload.rows.values_list("target", flat=True)) <= sheets:
            withdraw(upload, by=actor(by), reason=_("Replaced by a newer answer."))


def go_on(handout: Handout, sent: set[str], by: Any) -> None:
    """The next form: unsent entries move there, sent ones are copied so that they can be read."""
    fresh = hand_out(handout.invitation, FORM, by=actor(by))
    copies = list(handout.entries.filter(sheet__in=sent))
    handout.entries.exclude(sheet__in=sent).update(handout=fresh)
    for entry in copies:
        entry.pk, entry.handout = None, fresh
    Entry.objects.bulk_create(copies, batch_size=500)

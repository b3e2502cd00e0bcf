"""Collecting that takes over a second: reading and accepting large files, and whole folders."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.core.calculations import Progress, Silent, calculation
from maali.intake import actions
from maali.intake.actions import letters
from maali.intake.actions.handing import hand_out
from maali.intake.engine.names import sender_code
from maali.intake.letters import letters_of
from maali.intake.models import Handout, Round, Upload
from maali.intake.sheets import handed_workbook, workbook_name
from maali.organisations.models import Organisation, Person, Programme


def page_of(upload: Upload) -> dict[str, Any]:
    return {
        "upload": upload.pk,
        "url": reverse("intake:upload", args=[upload.programme.code, upload.pk]),
    }


@calculation("read_upload")
def read_upload(progress: Progress, *, upload: int, person: int) -> dict[str, Any]:
    """Read the rows of a large file that waits for it."""
    waiting = Upload.objects.get(pk=upload)
    actions.read_waiting(waiting, by=Person.objects.get(pk=person), progress=progress)
    return page_of(waiting)


@calculation("accept_upload")
def accept_upload(progress: Progress, *, upload: int, person: int) -> dict[str, Any]:
    """Accept a large file; a refusal is the result that the page shows."""
    read = Upload.objects.defer("content").get(pk=upload)
    try:
        actions.accept(read, by=Person.objects.get(pk=person), progress=progress)
    except Refused as refusal:
        return {**page_of(read), "refused": str(refusal)}
    return page_of(read)


@calculation("send_letters")
def send_letters(
    progress: Progress, *, asked_round: int, letter: str, person: int
) -> dict[str, Any]:
    """Send the letters of one kind that nothing holds back; each goes once, whoever else sends."""
    of = Round.objects.select_related("programme").get(pk=asked_round)
    counted = letters.send_letters(
        letters_of(of, letter), by=Person.objects.get(pk=person), progress=progress
    )
    address = reverse("intake:letter_list", args=[of.programme.code, of.pk])
    return {**counted, "url": f"{address}?kind={letter}"}


@calculation("send_letter")
def send_letter(
    progress: Progress, *, respondent: int, letter: str, occasion: str
) -> dict[str, Any]:
    """One letter to one respondent, unless it has gone before."""
    return {"sent": letters.send_one(respondent, letter, occasion, by="Maali")}


def collect_files(
    progress: Progress,
    *,
    paths: Sequence[Path],
    programme: Programme,
    organisation: str = "",
    accept_them: bool = False,
    by: Person | str,
) -> list[str]:
    """Receive every file of the paths, and accept what can be; one line of text per file.

    Without an organisation its code is what the file's name begins with, up to the first "_".
    """
    files = list(files_of(paths))
    progress.start(len(files), _("Reading files"))
    lines = []
    for path in files:
        lines.append(collect_file(path, programme, organisation, accept_them, by))
        progress.step(1, path.name)
    return lines


def files_of(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                each for each in path.iterdir() if each.is_file() and each.name[0] not in ".~"
            )
        else:
            yield path


def collect_file(
    path: Path, programme: Programme, code: str, accept_it: bool, by: Person | str
) -> str:
    code = code or sender_code(path.name)
    sender = Organisation.objects.filter(programme=programme, code=code).first()
    if sender is None:
        return _("%(file)s: no organisation has the code %(code)s.") % {
            "file": path.name,
            "code": code,
        }
    try:
        with transaction.atomic():
            upload = actions.receive(programme, sender, path.name, path.read_bytes(), by=by)
        if accept_it and upload.state == Upload.State.READ:
            actions.accept(upload, by=by, progress=Silent())
    except Refused as refusal:
        return f"{path.name}: {refusal}"
    state = upload.refusal or upload.get_state_display()
    return f"{path.name}: {sender}: {state}"


def write_workbooks(
    progress: Progress, asked: Round, out: Path, *, organisation: str = "", by: Person | str
) -> list[str]:
    """Write the workbook of every organisation that the round asks; one line of text for each."""
    invitations = asked.invitations.select_related("round__programme", "organisation__programme")
    if organisation:
        invitations = invitations.filter(organisation__code=organisation)
    out.mkdir(parents=True, exist_ok=True)
    progress.start(invitations.count(), str(asked))
    lines = []
    for invitation in invitations:
        handout = hand_out(invitation, Handout.Medium.WORKBOOK, by=by)
        name = workbook_name(invitation)
        (out / name).write_bytes(handed_workbook(handout))
        rows = sum(map(len, handout.rows.values()))
        lines.append(
            _("%(file)s: %(organisation)s, %(rows)d rows")
            % {"file": name, "organisation": invitation.organisation, "rows": rows}
        )
        progress.step(1, name)
    return lines

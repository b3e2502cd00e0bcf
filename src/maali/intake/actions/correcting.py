"""A guess is corrected once: the file is read again, the next ones are known by it."""

from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.core.calculations import Silent
from maali.intake.actions.receiving import read_again
from maali.intake.models import LearntColumn, LearntSheet, Upload
from maali.intake.rules import why_not_read_again, why_not_send
from maali_engines.sheets.catalogue import BY_KEY
from maali_engines.sheets.headers import DEEPEST
from maali_engines.sheets.titles import signature

LAYOUTS = ("table", "matrix", "one_column")
MOST_HEADER_ROWS = 2


@transaction.atomic
def correct_guess(upload: Upload, sheet: str, column: str, key: str, *, by: Actor | str) -> Upload:
    """Say what a column means ("" for none of ours): read again, and remembered for this sender."""
    guessed = start(upload, sheet, by)
    found = next((each for each in guessed["columns"] if each["letter"] == column), None)
    if found is None:
        raise Refused(
            _("There is no column %(column)s in %(sheet)s.") % {"column": column, "sheet": sheet}
        )
    target = guessed["target"]
    if key and not any(each.key == key for each in BY_KEY[target].columns):
        raise Refused(_("There is no such column here."))
    LearntColumn.objects.update_or_create(
        organisation=upload.organisation,
        target=target,
        title=(found.get("memory") or signature(found["title"]))[:200],
        defaults={"key": key, "by": name_and_key(by)[0]},
    )
    said_of(upload, sheet).setdefault("columns", {})[column] = key
    return finish(upload, sheet, "corrected a column", by, column=column, means=key)


@transaction.atomic
def correct_sheet(upload: Upload, sheet: str, target: str, *, by: Actor | str) -> Upload:
    """Say which of the sheets asked for this one is ("" for none of them) and read again."""
    start(upload, sheet, by)
    if target and target not in BY_KEY:
        raise Refused(_("No sheet of that kind is asked for."))
    said = said_of(upload, sheet)
    if target != said.get("target", target):
        said.pop("columns", None)  # keys of another sheet
    said["target"] = target
    return finish(upload, sheet, "corrected a sheet", by, means=target)


@transaction.atomic
def correct_header(
    upload: Upload, sheet: str, first: int, last: int | None = None, *, by: Actor | str
) -> Upload:
    """Say in which rows (from 1) the titles stand, one or two of them, and read again."""
    guessed = start(upload, sheet, by)
    rows = list(range(first, (last or first) + 1))
    if not 1 <= len(rows) <= MOST_HEADER_ROWS or not 1 <= first <= DEEPEST:
        raise Refused(
            _("Titles stand in one row or two below each other, within the first %(most)s rows.")
            % {"most": DEEPEST}
        )
    said = said_of(upload, sheet)
    said["header_rows"] = rows
    if guessed["target"]:
        said.setdefault("target", guessed["target"])
    return finish(upload, sheet, "corrected a row of titles", by, rows=", ".join(map(str, rows)))


@transaction.atomic
def correct_layout(upload: Upload, sheet: str, layout: str, *, by: Actor | str) -> Upload:
    """Say whether it is a table, a matrix of systems and sites, or lines of text; read again."""
    guessed = start(upload, sheet, by)
    if layout not in LAYOUTS:
        raise Refused(_("A sheet is a table, a matrix of sites, or text in one column."))
    said = said_of(upload, sheet)
    said["layout"] = layout
    if guessed["target"]:
        said.setdefault("target", guessed["target"])
    return finish(upload, sheet, "corrected a layout", by, means=layout)


@transaction.atomic
def forget(learnt: LearntColumn | LearntSheet, *, by: Actor | str) -> None:
    """Forget what was said once: the sender's next files are guessed anew."""
    if why := why_not_send(by, learnt.organisation):
        raise Refused(why)
    log(
        "forgot what was said of",
        learnt,
        by=by,
        programme_id=learnt.organisation.programme_id,
        organisation_id=learnt.organisation_id,
    )
    learnt.delete()


def start(upload: Upload, sheet: str, by: Actor | str) -> dict[str, Any]:
    """The guess of the sheet; refuses when the file may not be read again or has no such sheet."""
    if why := why_not_read_again(by, upload):
        raise Refused(why)
    return sheet_of(upload, sheet)


def sheet_of(upload: Upload, sheet: str) -> dict[str, Any]:
    found: dict[str, Any] | None = next(
        (each for each in upload.guess.get("sheets", ()) if each["name"] == sheet), None
    )
    if found is None:
        raise Refused(
            _("There is no sheet %(sheet)s in %(file)s.") % {"sheet": sheet, "file": upload.name}
        )
    return found


def said_of(upload: Upload, sheet: str) -> dict[str, Any]:
    """What people have said of this sheet of this file, to be added to."""
    said = upload.guess.setdefault("corrected", {}).setdefault(sheet, {})
    return cast("dict[str, Any]", said)


def finish(upload: Upload, sheet: str, verb: str, by: Actor | str, **details: Any) -> Upload:
    read_again(upload, Silent())
    remember_sheet(upload, sheet, name_and_key(by)[0])
    log(
        verb,
        upload,
        by=by,
        programme_id=upload.programme_id,
        organisation_id=upload.organisation_id,
        sheet=sheet,
        **details,
    )
    return upload


def remember_sheet(upload: Upload, sheet: str, by: str) -> None:
    """Keep what was said of the sheet with what it looks like now; it replaces what was before."""
    said = said_of(upload, sheet)
    if not said.keys() & {"target", "header_rows", "layout"}:
        return
    look = sheet_of(upload, sheet)["look"]
    name = signature(sheet)[:120]
    same = LearntSheet.objects.filter(organisation=upload.organisation, name=name)
    same.filter(pk=said.get("learnt", 0)).delete()
    same.filter(look=look).delete()
    learnt = LearntSheet.objects.create(
        organisation=upload.organisation,
        name=name,
        look=look,
        target=said.get("target"),
        header_rows=len(said.get("header_rows", ())),
        layout=said.get("layout", ""),
        by=by,
    )
    said["learnt"] = learnt.pk
    upload.save(update_fields=["guess"])

"""Rows of uploads and forms as they were sent, for whoever traces a value back to its cell."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from maali.intake.models import Question, Upload, UploadRow
from maali.intake.words import column_title
from maali.inventory.models import Source
from maali.inventory.sent import FINDERS, Place, SentCell, SentRow


def find_rows(sources: Sequence[Source], places: Iterable[Place]) -> dict[Place, SentRow]:
    """A few queries, however many places; a file that was taken back is found by its content."""
    uploads = uploads_of(sources)
    wanted = set(places)
    rows = UploadRow.objects.filter(
        upload__in={each.pk for each in uploads.values()},
        sheet__in={sheet for _source, sheet, _row in wanted},
        row__in={row for _source, _sheet, row in wanted},
    ).order_by("-part")
    at = {(each.upload_id, each.sheet, each.row): each for each in rows}
    found = {}
    for place in wanted:
        upload = uploads.get(place[0])
        row = at.get((upload.pk, place[1], place[2])) if upload else None
        if upload and row:
            found[place] = sent_row(upload, row)
    return found


def uploads_of(sources: Sequence[Source]) -> dict[int, Upload]:
    by_content = {(each.organisation_id, each.sha256): each.pk for each in sources if each.sha256}
    known = Upload.objects.select_related("programme").defer("content")
    found: dict[int, Upload] = {}
    hashes = {sha256 for _organisation, sha256 in by_content}
    for upload in known.filter(sha256__in=hashes).exclude(rows=None).distinct().order_by("pk"):
        if pk := by_content.get((upload.organisation_id, upload.sha256)):
            found[pk] = upload
    for upload in known.filter(source__in=sources):
        found[upload.source_id or 0] = upload
    # An answer that parts a cell tells of the row that was asked about.
    asked = Question.objects.filter(source__in=sources, upload__isnull=False)
    answered = dict(asked.values_list("source", "upload"))
    uploads = known.in_bulk(set(answered.values())) if answered else {}
    found.update({source: uploads[pk] for source, pk in answered.items() if source not in found})
    return found


def sent_row(upload: Upload, row: UploadRow) -> SentRow:
    titles = titles_of(upload, row.sheet)
    cells = [
        SentCell(letter, titles.get(letter) or column_title(row.target, key), cell.get("raw", ""))
        for key, cell in row.cells.items()
        if (letter := cell.get("column", "")) or cell.get("raw")
    ]
    letters = {title: letter for letter, title in titles.items()}
    own = [SentCell(letters.get(title, ""), title, str(text)) for title, text in row.own.items()]
    return SentRow(
        place=f"{upload.name}, {row.sheet}, {row.row}",
        cells=sorted({*cells, *own}, key=lambda each: (len(each.column), each.column)),
        href=reverse("intake:upload", args=[upload.programme.code, upload.pk]),
    )


def titles_of(upload: Upload, sheet: str) -> dict[str, Any]:
    """The titles as written above the columns of the sheet, by letter."""
    for each in upload.guess.get("sheets", ()):
        if each["name"] == sheet:
            return {column["letter"]: column["title"] for column in each["columns"]}
    return {}


if find_rows not in FINDERS:
    FINDERS.append(find_rows)

"""A sender's file corrected once through the product's own actions, and its next file read.

The next file has the same titles: its rows stand in another order, with more text above them and
an empty row or two in between, so nothing can be known by its place.
"""

from datetime import date
from random import Random
from typing import Any

from benchmarks.collecting.foreign.relaid import Page, as_text, as_xlsx
from benchmarks.collecting.foreign.truth import Region, Rows, Score
from maali.core.actions import Refused
from maali.intake.actions import correct_guess, correct_header, correct_sheet, receive
from maali.intake.models import Upload
from maali.organisations.models import Organisation, Programme
from maali_engines.sheets.data import RawSheet, Refusal
from maali_engines.sheets.read import read

BY = "yardstick"
MORE_ABOVE = 2  # rows of text that the next file has more


def after_one_correction(region: Region, code: str) -> tuple[Score, int]:
    """Fields right in the next files, and how many corrections the first ones took."""
    programme = a_programme(code)
    score, made = Score(), 0
    for number, file in enumerate(each for each in region.files if each["kind"] == "answer"):
        name, columns = file["file"], region.of(region.columns, file["file"])
        sender = a_sender(programme, number)
        upload = kept(programme, sender, name, region.content(name), columns)
        made += correct(upload, columns)
        moved = relaid(name, region.content(name), columns, Random(number))
        again = sent(programme, sender, f"uusi_{name}", moved)
        score.add(fields_of(again, columns))
    return score, made


def a_programme(code: str) -> Programme:
    return Programme.objects.create(
        code=code,
        name_fi=code,
        name_sv=code,
        name_en=code,
        start_day=date(2023, 1, 1),
        first_period_start=date(2022, 3, 28),
        today=date(2022, 2, 28),
    )


def a_sender(programme: Programme, number: int) -> Organisation:
    return Organisation.objects.create(
        programme=programme, code=f"K{number:02d}", name=f"Kunta {number}", kind="municipality"
    )


def sent(programme: Programme, sender: Organisation, name: str, content: bytes) -> Upload:
    upload = receive(programme, sender, name, content, by=BY)
    return Upload.objects.get(pk=upload.pk)


def kept(
    programme: Programme, sender: Organisation, name: str, content: bytes, columns: Rows
) -> Upload:
    """The file as sent; where an identity code kept it from being stored, sent again without."""
    upload = sent(programme, sender, name, content)
    if upload.content is None:
        cleaned = relaid(name, content, columns, Random(0), above=0)
        upload = sent(programme, sender, f"korjattu_{name}", cleaned)
    return upload


def correct(upload: Upload, columns: Rows) -> int:
    """Say of every sheet, row of titles and column what the truth says, where the guess differs."""
    made = 0
    for sheet in dict.fromkeys(each["sheet"] for each in columns):
        theirs = [each for each in columns if each["sheet"] == sheet]
        made += correct_one(upload, sheet, theirs)
    return made


def correct_one(upload: Upload, sheet: str, columns: Rows) -> int:
    first = columns[0]
    rows = [int(each) for each in first["header_rows"].split("+")]
    guessed = guess_of(upload, sheet)
    made = 0
    try:
        if guessed["target"] != first["sheet_key"]:
            correct_sheet(upload, sheet, first["sheet_key"], by=BY)
            made += 1
        if guess_of(upload, sheet)["header_rows"] != rows:
            correct_header(upload, sheet, rows[0], rows[-1], by=BY)
            made += 1
        for each in columns:
            if not right(guess_of(upload, sheet), each):
                key = each["field"].partition("|")[0]
                correct_guess(upload, sheet, each["column"], key, by=BY)
                made += 1
    except Refused as refusal:
        raise AssertionError(f"{upload.name} {sheet}: {refusal}") from refusal
    return made


def guess_of(upload: Upload, sheet: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in upload.guess["sheets"] if each["name"] == sheet)
    return found


def right(guessed: dict[str, Any], true: dict[str, str]) -> bool:
    if guessed["layout"] == "one_column":
        return True
    key = next((c["key"] for c in guessed["columns"] if c["letter"] == true["column"]), "")
    return key in true["field"].split("|")


def fields_of(upload: Upload, columns: Rows) -> Score:
    score = Score()
    for each in columns:
        guessed = guess_of(upload, each["sheet"])
        header = "+".join(str(row - MORE_ABOVE) for row in guessed["header_rows"])
        fits = (guessed["target"], header) == (each["sheet_key"], each["header_rows"])
        score.count(
            fits and right(guessed, each),
            f"{upload.name} {each['sheet']}!{each['column']}: {guessed['target']} {header}",
        )
    return score


def relaid(
    name: str, content: bytes, columns: Rows, rng: Random, *, above: int = MORE_ABOVE
) -> bytes:
    """The next file of the sender: the same titles, everything else moved."""
    workbook = read(name, content)
    if isinstance(workbook, Refusal):
        raise TypeError(f"{name}: {workbook.code}")
    last = {each["sheet"]: int(each["header_rows"].split("+")[-1]) for each in columns}
    pages = [moved(raw, last.get(raw.name, 0), rng, above) for raw in workbook.sheets]
    if workbook.format == "csv":
        return as_text(pages[0], "cp1252", ";")
    return as_xlsx(pages)


def moved(raw: RawSheet, header: int, rng: Random, above: int) -> Page:
    """More text above, the rows below the titles in another order; merged titles as they were."""
    if not header:
        return Page(raw.name, [list(row) for row in raw.rows], hidden=raw.hidden)
    texts = [["Päivitetty luettelo"], ["tiedot tarkistettu"]][:above]
    head = [list(row) for row in raw.rows[:header]]
    body = [list(row) for row in raw.rows[header:]]
    merged = [
        (area.top - 1 + above, area.left - 1, area.bottom - 1 + above, area.right - 1)
        for area in raw.marks.merged
        if area.bottom <= header
    ]
    return Page(raw.name, [*texts, *head, *rng.sample(body, len(body))], merged, raw.hidden)

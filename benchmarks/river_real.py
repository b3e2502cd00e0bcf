"""Real inventories of local bodies as foreign sheets through collecting: one file per body.

The catalogue is a CSV with the columns row_id, agency, vendor, product, purpose, department,
data_categories, update_frequency and source_type; rows whose source type begins with "local" count.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from benchmarks.table import Figure

if TYPE_CHECKING:
    from maali.intake.models import Upload

TITLES = ("vendor", "product", "purpose", "department", "data_categories", "update_frequency")
MEANS = {
    "vendor": "vendor",
    "product": "system_name",
    "purpose": "purpose",
    "department": "service_area",
    "data_categories": "data_categories",
    "update_frequency": "update_frequency",
}
Rows = Sequence[Mapping[str, str]]


def measure_real(catalogue: Path, labels: Path | None, folder: Path) -> list[Figure]:
    """Write one foreign sheet per body, take them in, and say what was read and asked."""
    bodies = local_bodies(catalogue)
    uploads = take_in(bodies)
    read = [each for each in uploads.values() if each.state != "refused"]
    without = [each for each in read if each.state == "accepted"]
    rows = sum(each.rows.exclude(kind__in=["subtotal", "blank"]).count() for each in read)
    told = sum(map(len, bodies.values()))
    right, wrong = columns_right(uploads)
    asked = sum(each.questions.filter(waits=False).count() for each in read)
    return [
        Figure("real: bodies", len(bodies)),
        Figure(
            "real: files read without a person",
            len(without),
            "files",
            f"{len(bodies)}",
            len(without) == len(bodies),
        ),
        Figure("real: rows found", rows, "rows", f"{told}", rows == told),
        Figure(
            "real: columns right at first guess",
            right / max(1, right + wrong),
            "share",
            "≥ 0.9",
            right >= 9 * wrong,
        ),
        Figure(
            "real: questions asked first per row",
            asked / max(1, rows),
            "",
            "≤ 0.125",
            asked * 8 <= max(8 * len(read), rows),
        ),
        Figure("real: systems stored", systems_stored(), "systems"),
        *matched(bodies, labels),
    ]


def matched(bodies: Mapping[str, Rows], labels: Path | None) -> list[Figure]:
    """Match what was taken in; with labels, how many of the pairs joined are right and the reverse.

    Pairs of which the labels say that nobody can decide them are left out.
    """
    from maali.core.calculations import KINDS, Silent
    from maali.inventory.models import System
    from maali.matching.models import Proposal
    from maali.organisations.models import Programme

    KINDS["match"](Silent(), programme=Programme.objects.get(code="real").pk)
    asked = Proposal.objects.filter(state="open").count()
    products = System.objects.values("product").distinct().count()
    found = [Figure("real: products", products), Figure("real: matching questions", asked)]
    return found + (against(bodies, labels) if labels else [])


def against(bodies: Mapping[str, Rows], labels: Path) -> list[Figure]:
    from maali.inventory.models import Statement, System

    with labels.open(encoding="utf-8", newline="") as lines:
        known = {row["row_id"]: row for row in csv.DictReader(lines)}
    product = dict(System.objects.values_list("pk", "product"))
    places = Statement.objects.filter(subject_kind="system", field="name", row__isnull=False)
    labelled: list[tuple[int, str, bool]] = []
    for key, body, row in places.values_list("subject_id", "source__organisation__name", "row"):
        name = next(each for each in bodies if each[:160] == body)
        label = known.get(bodies[name][(row or 0) - 2]["row_id"])
        if label and label["canonical_product"]:
            vague = bool(label["family_dont_care"])
            labelled.append((product[key] or -key, label["canonical_product"], vague))
    both = joined = true = 0
    for (a, right_a, vague_a), (b, right_b, vague_b) in combinations(labelled, 2):
        if vague_a or vague_b:
            continue
        both += a == b and right_a == right_b
        joined += a == b
        true += right_a == right_b
    precision, recall = both / max(1, joined), both / max(1, true)
    return [
        Figure("real: labelled rows", len(labelled), "rows"),
        Figure("real: product matching precision", round(precision, 4), "share"),
        Figure("real: product matching recall", round(recall, 4), "share"),
    ]


def local_bodies(catalogue: Path) -> dict[str, Rows]:
    found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    with catalogue.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["source_type"].startswith("local"):
                found[row["agency"]].append(row)
    return dict(sorted(found.items()))


def take_in(bodies: Mapping[str, Rows]) -> dict[str, "Upload"]:
    from maali.intake.actions import accept, receive
    from maali.organisations.models import Organisation, Programme

    programme = Programme.objects.create(
        code="real",
        name_fi="Todelliset",
        name_sv="Verkliga",
        name_en="Real ones",
        start_day=date(2023, 1, 1),
        first_period_start=date(2022, 3, 28),
    )
    uploads = {}
    for number, (body, rows) in enumerate(bodies.items(), 1):
        sender = Organisation.objects.create(
            programme=programme, code=f"R{number:02d}", name=body[:160], kind="municipality"
        )
        content, ending = (as_csv(rows), "csv") if number % 2 else (as_workbook(rows), "xlsx")
        upload = receive(programme, sender, f"{sender.code}.{ending}", content, by="yardstick")
        uploads[body] = accept(upload, by="yardstick") if upload.state == "read" else upload
    return uploads


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TITLES)
    writer.writerows([row[title] for title in TITLES] for row in rows)
    return out.getvalue().encode("utf-8")


def as_workbook(rows: Rows) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Inventory")
    sheet.write_row(0, 0, TITLES)
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, [row[title] for title in TITLES])
    book.close()
    return out.getvalue()


def columns_right(uploads: Mapping[str, "Upload"]) -> tuple[int, int]:
    """How many filled columns were understood rightly and how many not, over all files."""
    right = wrong = 0
    for upload in uploads.values():
        for sheet in upload.guess.get("sheets", ()):
            for column in sheet["columns"]:
                if column["title"] in MEANS:
                    hit = column["key"] == MEANS[column["title"]]
                    right, wrong = right + hit, wrong + (not hit)
    return right, wrong


def systems_stored() -> int:
    from maali.inventory.models import System

    return System.objects.count()

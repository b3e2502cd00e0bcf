"""The truth beside the workbooks, as CSV; no cell of it ever holds an identity code."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from example.book import Book, Sheet, letter
from example.truth import Truth

VERSION = 1


@dataclass(frozen=True)
class Manifest:
    """What was made: the run's settings, totals, and the SHA-256 of each file's cell contents."""

    profile: str
    seed: int
    version: int
    today: str
    language: str
    totals: Mapping[str, int]
    files: Mapping[str, str]


def write_manifest(manifest: Manifest, out: Path) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    (out / "manifest.json").write_text(text + "\n", encoding="utf-8")


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """A CSV file in UTF-8; a tuple is joined by bars, None is empty, a flag is yes or no."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: text(row.get(name)) for name in columns})


def text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "|".join(str(each) for each in value)
    return "" if value is None else str(value)


def write_things(folder: Path, name: str, things: Sequence[Any], more: Sequence[str] = ()) -> None:
    """One file of the truth's dataclasses, `more` naming properties to write beside the fields."""
    rows = [asdict(each) | {prop: getattr(each, prop) for prop in more} for each in things]
    if rows:
        write_rows(folder / f"{name}.csv", list(rows[0]), rows)


def write_truth(truth: Truth, folder: Path) -> None:
    """Organisations, sites, products, instances, contracts, integrations, users and devices."""
    write_things(folder, "organisations", truth.frame.organisations)
    write_things(folder, "sites", truth.sites)
    write_things(folder, "instances", truth.instances, ["name"])
    write_things(folder, "contracts", truth.contracts)
    write_things(folder, "integrations", truth.integrations)
    write_things(folder, "users", truth.groups)
    products = {each.product_id: each.product for each in truth.instances}
    columns = [
        "product_id",
        "product",
        "vendor",
        "domain",
        "service_area",
        "criticality",
        "evidence",
    ]
    write_rows(folder / "products.csv", columns, [products[key] for key in sorted(products)])
    devices = [
        {
            "device_id": f"{site.site_id}-{kind}",
            "site_id": site.site_id,
            "kind": kind,
            "count": count,
        }
        for site in truth.sites
        for kind, count in (("workstation", site.workstations), ("printer", site.printers))
    ]
    write_rows(folder / "devices.csv", ["device_id", "site_id", "kind", "count"], devices)


def sheets(books: Sequence[Book]) -> Iterable[tuple[Book, Sheet]]:
    return ((book, sheet) for book in books for sheet in book.sheets)


def write_maps(books: Sequence[Book], folder: Path) -> None:
    """Where each thing of the truth stands: files, rows, columns and cells.

    Rows count from 1, as in a spreadsheet; the sheet of a CSV file has no name.
    """
    write_rows(
        folder / "files.csv",
        ["file", "provider_id", "language", "layout", "needs_person", "kind", "answered_on"],
        [
            {"file": book.name, "answered_on": book.sent, **vars(book)}
            for book in books
        ],
    )  # fmt: skip
    write_rows(
        folder / "row_map.csv",
        ["file", "sheet", "row", "target", "sheet_key"],
        [
            {
                "file": book.name,
                "sheet": sheet.name,
                "row": row + 1,
                "target": target,
                "sheet_key": sheet.key,
            }
            for book, sheet in sheets(books)
            for row, target in sorted(sheet.targets.items())
        ],
    )
    write_rows(
        folder / "column_map.csv",
        ["file", "sheet", "header_rows", "column", "field", "sheet_key"],
        [
            {
                "file": book.name,
                "sheet": sheet.name,
                "header_rows": "+".join(str(row + 1) for row in sheet.header_rows),
                "column": letter(column),
                "field": field,
                "sheet_key": sheet.key,
            }
            for book, sheet in sheets(books)
            for column, field in sorted(sheet.columns.items())
        ],
    )
    cells = list(cell_rows(books))
    columns = ["file", "sheet", "cell", "error", "true_value"]
    errors = [cell for cell in cells if cell["error"]] + list(row_errors(books))
    write_rows(folder / "cell_errors.csv", columns, errors)
    write_rows(
        folder / "cells.csv", ["file", "sheet", "cell", "field", "error", "true_value"],
        [cell for cell in cells if cell["field"]],
    )  # fmt: skip


def cell_rows(books: Sequence[Book]) -> Iterable[dict[str, Any]]:
    for book, sheet in sheets(books):
        for (row, column), cell in sorted(sheet.cells.items()):
            if row in sheet.targets or row in sheet.header_rows:
                yield {
                    "file": book.name,
                    "sheet": sheet.name,
                    "cell": f"{letter(column)}{row + 1}",
                    "field": sheet.columns.get(column, "") if row in sheet.targets else "",
                    "error": cell.error,
                    "true_value": cell.true,
                }


def row_errors(books: Sequence[Book]) -> Iterable[dict[str, Any]]:
    """Errors of whole rows (place `14:14`), and of whole files (no place)."""
    for book, sheet in sheets(books):
        for row, codes in sorted(sheet.row_errors.items()):
            place = {"file": book.name, "sheet": sheet.name, "cell": f"{row + 1}:{row + 1}"}
            for code in codes:
                yield place | {"error": code, "true_value": sheet.targets[row]}
    for book in books:
        for code in book.errors:
            yield {"file": book.name, "error": code}

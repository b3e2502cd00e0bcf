"""`maali collect trace system 12 users --programme keski-suomi`: where a value comes from."""

from argparse import ArgumentParser
from pathlib import Path

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.inventory.exports import as_csv
from maali.inventory.models import KINDS
from maali.inventory.traces import Line, trace, trace_table
from maali.organisations.models import Person, Programme

HELP = "Print all that has been said of a row or one field: who, when, in which cell, what holds."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=list(KINDS))
    parser.add_argument("row", help="the row's number or its key")
    parser.add_argument("field", nargs="?", default="", help="one field; else all of them")
    parser.add_argument("--organisation", default="", help="code of the organisation")
    parser.add_argument("--out", type=Path, help="write a CSV file instead of printing")


def run(
    region: Programme,
    by: Person | str,
    *,
    kind: str,
    row: str,
    field: str,
    organisation: str,
    out: Path | None,
) -> list[str]:
    rows = KINDS[kind].objects.filter(programme=region).select_related("organisation")
    rows = rows.filter(pk=row) if row.isdigit() and len(row) < 18 else rows.filter(key=row)
    if organisation:
        rows = rows.filter(organisation__code=organisation)
    found = list(rows.order_by("pk"))
    if not found:
        raise Refused(_("There is no such row."))
    if field and field not in {*(each.name for each in KINDS[kind]._meta.get_fields()), "sites"}:
        raise Refused(_("A row of this kind has no such field."))
    person = by if isinstance(by, Person) else None
    lines = [line for each in found for line in trace(each, field, person)]
    if out:
        out.write_bytes(as_csv(trace_table(lines)))
    return [said(line) for line in lines] if not out else [str(out)]


def said(line: Line) -> str:
    each = line.said
    word = "?" if each.value is None else line.word
    mark = "*" if each.holds else "-" if line.taken_back else " "
    parts = (word, each.raw, each.place, each.source.by, line.why)
    name = f"{line.row.organisation}: {line.row}: {line.label}"
    return f"{mark} {name}: " + " | ".join(map(str, parts))

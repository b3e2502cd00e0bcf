"""The knowledge table as a file: written for other regions, read with every problem by row."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maali.matching.models import Known
from maali.matching.rules import why_not_know
from maali.organisations.models import Programme
from maali_engines.linkage.data import Knowledge
from maali_engines.linkage.knowledge import FIELDS
from maali_engines.sheets import data, identity, read, safety, write

MOST_ROWS = 20_000


@dataclass
class Reading:
    """What a file of facts holds: new facts, how many are known already, and what is wrong."""

    rows: list[Knowledge] = field(default_factory=list)
    known: int = 0
    problems: list[str] = field(default_factory=list)


def own_rows(programme: Programme) -> list[tuple[str, ...]]:
    found = Known.objects.filter(programme=programme)
    return [(row.kind, row.relation, row.left, row.right, row.source) for row in found]


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """CSV with the titles of `FIELDS`; a cell that a spreadsheet would compute is escaped."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(FIELDS)
    table.writerows([write.escaped(text) for text in row] for row in rows)
    return out.getvalue()


def csv_of(rows: Iterable[Knowledge]) -> str:
    return as_csv((row.kind, row.relation, row.left, row.right, row.source) for row in rows)


def as_xlsx(programme: Programme) -> bytes:
    return write.table(_("Knowledge"), FIELDS, own_rows(programme), made_on=localdate())


def read_known(programme: Programme, name: str, content: bytes) -> Reading:
    """Read a CSV or XLSX file of facts; nothing is written. Problems name the row."""
    refusal = safety.refuse(name, content, safety.Limits())
    book = refusal or read.read(name, content, safety.Limits())
    if isinstance(book, data.Refusal):
        return Reading(problems=[_("The file cannot be read as CSV or XLSX (%(why)s).") % {
            "why": book.code}])  # fmt: skip
    lines = [list(row) for row in book.sheets[0].rows] if book.sheets else []
    titles = [str(cell or "").strip().casefold() for cell in (lines[0] if lines else [])]
    if missing := [title for title in FIELDS[:4] if title not in titles]:
        return Reading(problems=[_("Row 1 lacks the titles: %(titles)s.") % {
            "titles": ", ".join(missing)}])  # fmt: skip
    return read_rows(programme, titles, lines[1 : MOST_ROWS + 1])


def read_rows(programme: Programme, titles: list[str], lines: Iterable[list[data.Raw]]) -> Reading:
    found = Reading()
    have = set(own_rows(programme))
    seen = {row[:4] for row in have}
    for number, cells in enumerate(lines, start=2):
        texts = {title: as_text(cell) for title, cell in zip(titles, cells, strict=False)}
        if not any(texts.values()):
            continue
        row = Knowledge(
            texts.get("relation", ""),  # type: ignore[arg-type]
            texts.get("left", ""),
            texts.get("right", ""),
            texts.get("source", ""),
            texts.get("kind", "") or "product",  # type: ignore[arg-type]
        )
        why = why_not_know(row)
        if any(identity.holds_identity_code(text) for text in texts.values()):
            why = _("A cell holds a personal identity code.")
        if why:
            found.problems.append(_("Row %(row)d: %(why)s") % {"row": number, "why": why})
        elif (row.kind, row.relation, row.left, row.right) in seen:
            found.known += 1
        else:
            seen.add((row.kind, row.relation, row.left, row.right))
            found.rows.append(row)
    return found


def as_text(cell: data.Raw) -> str:
    """The cell as told; an apostrophe that kept a formula from being one is taken off."""
    text = "" if cell is None else " ".join(str(cell).split())
    return text[1:] if text[:1] == "'" and write.is_dangerous(text[1:]) else text

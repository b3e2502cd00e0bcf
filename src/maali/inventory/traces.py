"""All that was ever said of a value or of a whole row: who, when, where, how sure, what holds, why.

Rows that count as one (an installation, a site) are traced together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maali.inventory.models import Certainty, Row, Site, Source, Statement, System
from maali.inventory.queries import in_words
from maali.inventory.sent import SentRow, as_sent, place_of
from maali.inventory.shown import label_of
from maali.inventory.uses import FIELD


@dataclass
class Line:
    """One statement: in words, why it holds or does not, and the row that it came in."""

    said: Statement
    label: Any
    row: Row
    word: Any
    why: str
    sent: SentRow | None

    @property
    def note(self) -> str:
        """What a person noted; the reader's own codes are told by how sure the value is."""
        return "" if self.said.note.isidentifier() else self.said.note

    @property
    def taken_back(self) -> bool:
        return self.said.source.taken_back_at is not None


def trace(row: Row, field: str, person: Any) -> list[Line]:
    """The newest first, of the row itself and then of rows that count as it; "": of all fields.

    A handful of queries, however much was said.
    """
    rows = [row, *counted_as_one(row, person)]
    lines = [line for each in rows for line in lines_of(each, field)]
    sent = as_sent([line.said for line in lines])
    for line in lines:
        line.sent = sent.get(place_of(line.said)) if line.said.row else None
    return lines


def counted_as_one(row: Row, person: Any) -> list[Row]:
    """Others that this row stands for, or that it counts as, as far as this person sees them."""
    if not isinstance(row, System | Site):
        return []
    model: Any = type(row)
    kept = row.same_as_id or row.pk
    seen = model.objects.visible_to(person) if person is not None else model.objects.all()
    found = seen.filter(pk=kept) | seen.filter(same_as=kept)
    return list(found.exclude(pk=row.pk).select_related("organisation").order_by("pk"))


def lines_of(row: Row, field: str) -> list[Line]:
    said = Statement.objects.filter(subject_kind=row.kind, subject_id=row.pk).exclude(field=FIELD)
    if field:
        said = said.filter(field=field)
    by_field: dict[str, list[Statement]] = {}
    for each in said.select_related("source").order_by("-pk"):
        by_field.setdefault(each.field, []).append(each)
    order = [each.name for each in row._meta.get_fields()]
    names = sorted(by_field, key=lambda name: order.index(name) if name in order else 99)
    return [line for name in names for line in field_lines(row, name, by_field[name])]


def field_lines(row: Row, name: str, said: list[Statement]) -> list[Line]:
    held = next((each for each in said if each.holds), None)
    label = _("Sites") if name == "sites" else label_of(row._meta.get_field(name))
    return [
        Line(each, label, row, each.word, why_of(each, held), None)  # type: ignore[attr-defined]
        for each in in_words(row, name, said)
    ]


def why_of(each: Statement, held: Statement | None) -> str:
    """Why the statement holds, or why not: a rule, or the person whose word it is."""
    source = each.source
    if source.taken_back_at:
        return _("taken back by %(person)s on %(day)s") % {
            "person": source.taken_back_by,
            "day": date_format(localtime(source.taken_back_at), "SHORT_DATETIME_FORMAT"),
        }
    if each.holds:
        return why_holds(each)
    if held is None:
        return _("nothing holds: what held was taken back")
    if each.pk < held.pk:
        return _("replaced by what was said later")
    if each.certainty == Certainty.UNKNOWN:
        return _("rule: what is not known never replaces what is known")
    return _("rule: an older answer only fills gaps")


def why_holds(each: Statement) -> str:
    words = {
        Source.Kind.HAND: _("corrected by %(person)s: %(reason)s"),
        Source.Kind.ANSWER: _("answered by %(person)s"),
        Source.Kind.MATCHING: _("said by matching, by %(person)s"),
    }
    if each.note.startswith("mended: "):
        return _("mended in the file by %(person)s") % {"person": each.note.split(": ")[1]}
    if each.source.kind in words:
        return words[Source.Kind(each.source.kind)] % {
            "person": each.source.by,
            "reason": each.note or each.source.name,
        }
    return _("rule: the latest that is known holds")


def trace_table(lines: Sequence[Line]) -> list[list[Any]]:
    """The trace as a table to take along: headings, then one line for each statement."""
    headings = [
        _("Row"), _("Field"), _("As written"), _("Understood as"), _("Certainty"), _("Holds"),
        _("Why"), _("File or name"), _("Sheet"), _("Cell"), _("Kind"), _("Who"), _("When"),
        _("The row as it was sent"),
    ]  # fmt: skip
    return [headings, *table_rows(lines)]


def table_rows(lines: Iterable[Line]) -> Iterable[list[Any]]:
    for line in lines:
        said = line.said
        cells = line.sent.cells if line.sent else ()
        yield [
            str(line.row),
            str(line.label),
            said.raw,
            "" if said.value is None else str(line.word),
            said.get_certainty_display(),
            _("yes") if said.holds else _("no"),
            line.why,
            said.source.name,
            said.sheet,
            f"{said.column}{said.row}" if said.row else "",
            said.source.get_kind_display(),
            said.source.by,
            date_format(localtime(said.source.at), "SHORT_DATETIME_FORMAT"),
            " | ".join(f"{each.title}: {each.raw}" for each in cells),
        ]

"""Writing statements: at most one holds for each field of each row. The actions stand above."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection, models

from maali.inventory.models import KINDS, Certainty, Row, Source, Statement
from maali.inventory.values import as_json, batches, converter, empty_value, is_empty

COLUMNS = (
    "source_id",
    "subject_kind",
    "subject_id",
    "field",
    "value",
    "raw",
    "certainty",
    "note",
    "sheet",
    "row",
    "column",
    "holds",
)
# The values of `COLUMNS` after the source.
Written = tuple[str, int, str, Any, str, str, str, str, int | None, str, bool]


class Restated(NamedTuple):
    """A value that a person or a rule sets, without a cell."""

    row: Row
    field: str
    value: Any
    raw: str


def insert(source: Source, statements: Iterable[Written]) -> None:
    """Statements are ten to a row: plain inserts take a third of `bulk_create`'s time."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in COLUMNS)
    marks = ", ".join(["%s"] * len(COLUMNS))
    insertion = f"INSERT INTO {quote(Statement._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    rows = [
        (source.pk, kind, pk, field, json.dumps(value), raw, str(certainty), *rest)
        for kind, pk, field, value, raw, certainty, *rest in statements
    ]
    with connection.cursor() as cursor:
        cursor.executemany(insertion, rows)


def release(pks: Iterable[int]) -> None:
    for some in batches(pks):
        Statement.objects.filter(pk__in=some).update(holds=False)


def restate(source: Source, items: Sequence[Restated], *, note: str = "") -> None:
    """Put values into rows and let statements of this source hold; few queries for many."""
    by_field: dict[tuple[str, str], list[Restated]] = {}
    for item in items:
        by_field.setdefault((item.row.kind, item.field), []).append(item)
    for (kind, field), some in by_field.items():
        for part in batches(item.row.pk for item in some):
            Statement.objects.filter(
                subject_kind=kind, subject_id__in=part, field=field, holds=True
            ).update(holds=False)
        for item in some:
            put(item.row, field, item.value)
        save_fields(KINDS[kind], [item.row for item in some], [field])
    insert(
        source,
        (
            (
                item.row.kind, item.row.pk, item.field, as_json(item.value), item.raw,
                Certainty.UNKNOWN if is_empty(item.value) else Certainty.KNOWN,
                note[:300], "", None, "", True,
            )
            for item in items
        ),
    )  # fmt: skip


def save_fields(model: type[Row], rows: Sequence[Row], fields: Sequence[str]) -> None:
    """One statement for many rows, however different their values."""
    table: Any = model._default_manager  # Any: `Row` itself has no table
    table.bulk_create(
        rows, batch_size=500, update_conflicts=True, update_fields=fields, unique_fields=["pk"]
    )


def put(row: Row, name: str, value: Any) -> None:
    """Set a field to a value as statements keep it; None empties it."""
    field: Any = row._meta.get_field(name)
    if is_empty(value):
        setattr(row, field.attname, empty_value(field))
    elif isinstance(field, models.ForeignKey):
        setattr(row, field.attname, int(value))
    else:
        setattr(row, name, converter(field)(value))

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
# Kinds of values that every column of a row takes as they are (none of them is JSON).
PLAIN = {str, int, bool, type(None)}
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
    rows = [
        (source.pk, kind, pk, field, json.dumps(value), raw, str(certainty), *rest)
        for kind, pk, field, value, raw, certainty, *rest in statements
    ]
    insert_plainly(Statement, COLUMNS, rows)


def insert_plainly(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    marks = ", ".join(["%s"] * len(columns))
    insertion = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(insertion, rows)


def insert_rows(model: type[Row], rows: Sequence[Row]) -> None:
    """New rows of the inventory; they learn their primary key by what they are known by."""
    fields = [each for each in model._meta.concrete_fields if not each.primary_key]
    columns = [str(each.column) for each in fields]
    for some in batches(rows):
        insert_plainly(model, columns, [prepared(row, fields) for row in some])
    by_place = {(row.organisation_id, row.key): row for row in rows}
    owners = {row.organisation_id for row in rows}
    known = model.objects.filter(organisation_id__in=owners)
    for pk, owner, key in known.values_list("pk", "organisation_id", "key").iterator():
        if row := by_place.get((owner, key)):
            row.pk, row._state.adding = pk, False


def prepared(row: Row, fields: Sequence[models.Field[Any, Any]]) -> list[Any]:
    """What the database takes; most values are what they are, and asking each takes long."""
    values = ((each, getattr(row, each.attname)) for each in fields)
    return [
        value if type(value) in PLAIN else each.get_db_prep_save(value, connection)
        for each, value in values
    ]


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
    """These fields of many rows and no other, however different their values."""
    quote = connection.ops.quote_name
    changed: list[Any] = [model._meta.get_field(name) for name in fields]
    sets = ", ".join(f"{quote(each.column)} = %s" for each in changed)
    update = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote('id')} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        for some in batches(rows):
            cursor.executemany(update, [(*prepared(row, changed), row.pk) for row in some])


def put(row: Row, name: str, value: Any) -> None:
    """Set a field to a value as statements keep it; None empties it."""
    field: Any = row._meta.get_field(name)
    if is_empty(value):
        setattr(row, field.attname, empty_value(field))
    elif isinstance(field, models.ForeignKey):
        setattr(row, field.attname, int(value))
    else:
        setattr(row, name, converter(field)(value))

"""Rows as files tell them, each value with its cell."""

from typing import Any

from maali.inventory.actions import Said, Told, open_source, tell
from maali.inventory.models import Source
from maali.organisations.models import Organisation


def said(value: Any, column: str = "B", row: int = 2, **more: Any) -> Said:
    raw = "" if value is None else str(value)
    return Said(value, raw, sheet="Järjestelmät", row=row, column=column, **more)


def told(organisation: Organisation, kind: str, key: str, **values: Any) -> Told:
    given = {
        name: value if isinstance(value, Said) else said(value, chr(ord("A") + i))
        for i, (name, value) in enumerate(values.items())
    }
    return Told(kind, organisation, key, given)


def take_in(
    organisation: Organisation,
    *rows: Told,
    by: Any = "Maali",
    name: str = "vastaus.xlsx",
    **how: Any,
) -> Source:
    source = open_source(
        organisation.programme,
        organisation=organisation,
        kind=Source.Kind.WORKBOOK,
        name=name,
        by=by,
    )
    tell(source, rows, by=by, **how)
    return source

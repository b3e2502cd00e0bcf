"""Which cells of the inventory a column of a sheet fills, and whether anything is known there."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from maali.intake.engine.fields import FIELDS, KIND_OF
from maali.inventory.models import KINDS, Certainty, Contract, Statement, Use
from maali.inventory.queries import can_be_empty, empty

OF_SYSTEMS_CONTRACT = "contract of a system"
# Columns that name other rows: the field of the row that points there.
POINTING = {
    ("sites", "municipality"): "municipality",
    ("units", "site"): "site",
    ("devices", "site"): "site",
    ("data_stores", "system"): "system",
    ("contracts", "subject"): "systems",
}
PLACES = {"site", "site_address", "sites_used"}


def missing(sheet: str, column: str) -> Q | None:
    """The rows of the sheet's kind in which nothing is known of the column.

    None where the inventory has no place of its own for it, so that nothing can be counted.
    """
    model = KINDS[KIND_OF[sheet]]
    name = FIELDS[sheet].get(column) or POINTING.get((sheet, column))
    if name is not None:
        return missing_field(model, name)
    if sheet != "systems":
        return None
    if column in PLACES:
        return Q(~Exists(Use.objects.filter(system=OuterRef("pk"), site__isnull=False)))
    if column in FIELDS[OF_SYSTEMS_CONTRACT]:
        return missing_contract(FIELDS[OF_SYSTEMS_CONTRACT][column])
    return None


def missing_field(model: Any, name: str) -> Q | None:
    field = model._meta.get_field(name)
    if field.many_to_many:
        through = field.remote_field.through.objects
        return Q(~Exists(through.filter(**{field.m2m_field_name(): OuterRef("pk")})))
    unknown = empty(model, name) if can_be_empty(model, name) else Q(pk__in=[])
    # An end that never comes is an answer.
    return unknown & Q(open_ended=False) if (model, name) == (Contract, "end") else unknown


def missing_contract(name: str) -> Q:
    known = Contract.objects.filter(systems=OuterRef("pk")).exclude(empty(Contract, name))
    if name == "end":
        endless = Contract.objects.filter(systems=OuterRef("pk"), open_ended=True)
        return Q(~Exists(known)) & Q(~Exists(endless))
    return Q(~Exists(known))


def said_unknown(sheet: str, column: str) -> Q | None:
    """The rows in which the organisation said that it does not know; None where nothing says so."""
    name = FIELDS[sheet].get(column) or POINTING.get((sheet, column))
    if name is None:
        return None
    statements = Statement.objects.filter(
        subject_kind=KIND_OF[sheet],
        subject_id=OuterRef("pk"),
        field=name,
        holds=True,
        certainty=Certainty.UNKNOWN,
    )
    return Q(Exists(statements))

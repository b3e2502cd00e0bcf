"""Correcting values by hand: with a reason, and never over what somebody else changed meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.inventory.models import KINDS, Row, Source, Statement
from maali.inventory.queries import target_model
from maali.inventory.rules import why_not_coherent, why_not_correct, why_not_keep
from maali.inventory.statements import Restated, put, restate
from maali.inventory.told import specs
from maali.inventory.turns import in_turn
from maali.inventory.values import is_empty


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction of many rows did: the keys of those corrected, and why others were not."""

    done: tuple[int, ...]
    refused: tuple[tuple[Row, str], ...]


@transaction.atomic
def correct(
    row: Row, field: str, value: Any, *, by: Actor | str, reason: str, seen: int | None = None
) -> None:
    """Set one value by hand; None or "" says that it is unknown.

    `seen` is the statement whose value the person had before their eyes (0: none). Raises `Refused`
    when the rules say no, or when another statement holds by now.
    """
    if why := why_not_correct(by, row, field) or why_not_reason(reason):
        raise Refused(why)
    in_turn([row.organisation_id])
    fresh = KINDS[row.kind].objects.select_for_update().get(pk=row.pk)
    if why := why_not_seen(fresh, field, seen):
        raise Refused(why)
    item = corrected(fresh, field, value)
    source = hand_source(row, by, reason)
    restate(source, [item], note=reason)
    put(row, field, item.value)
    log(
        "corrected a value",
        f"{row}: {row._meta.get_field(field).verbose_name}",  # type: ignore[union-attr]
        by=by,
        programme_id=row.programme_id,
        organisation_id=row.organisation_id,
        reason=reason,
        kind=row.kind,
        row=row.pk,
        field=field,
    )


@transaction.atomic
def correct_many(
    rows: Sequence[Row], field: str, value: Any, *, by: Actor | str, reason: str
) -> Corrected:
    """Set one field of many rows; a row that the rules refuse stays as it is, with its reason."""
    if why := why_not_reason(reason):
        raise Refused(why)
    in_turn(row.organisation_id for row in rows)
    done: list[Restated] = []
    refused: list[tuple[Row, str]] = []
    for row in rows:
        if why := why_not_correct(by, row, field):
            refused.append((row, why))
            continue
        try:
            done.append(corrected(row, field, value))
        except Refused as refusal:
            refused.append((row, str(refusal)))
    by_organisation: dict[int, list[Restated]] = {}
    for item in done:
        by_organisation.setdefault(item.row.organisation_id, []).append(item)
    for items in by_organisation.values():
        restate(hand_source(items[0].row, by, reason), items, note=reason)
    if done:
        log(
            "corrected a value in many rows",
            field,
            by=by,
            programme_id=done[0].row.programme_id,
            reason=reason,
            kind=done[0].row.kind,
            rows=[item.row.pk for item in done],
        )
    return Corrected(tuple(item.row.pk for item in done), tuple(refused))


def why_not_reason(reason: str) -> str:
    return "" if reason.strip() else _("Write the reason: others will read it beside the value.")


def why_not_seen(row: Row, field: str, seen: int | None) -> str:
    if seen is None:
        return ""
    held = (
        Statement.objects.filter(subject_kind=row.kind, subject_id=row.pk, field=field, holds=True)
        .select_related("source")
        .first()
    )
    if (held.pk if held else 0) == seen:
        return ""
    return _("%(who)s changed it meanwhile to %(value)s.") % {
        "who": held.source.by if held else "?",
        "value": held.raw or held.value if held else "?",
    }


def corrected(row: Row, field: str, value: Any) -> Restated:
    """The value as it will stand, tried out on the row; raises `Refused` where it cannot stand."""
    spec = specs(row.kind)[field]
    raw = "" if is_empty(value) else str(value)
    if why := why_not_keep(raw):
        raise Refused(why)
    if is_empty(value):
        if why := why_not_empty(row, field):
            raise Refused(why)
        value = None
    else:
        try:
            value = spec.convert(value)
        except (TypeError, ValueError) as fault:
            raise Refused(str(fault)) from fault
        raw = pointed(row, spec.target, value) or raw
    put(row, field, value)
    if why := why_not_coherent(row):
        raise Refused(why)
    return Restated(row, field, value, raw)


def why_not_empty(row: Row, field: str) -> str:
    model_field: Any = row._meta.get_field(field)
    if model_field.blank or model_field.has_default():
        return ""
    return _("%(field)s cannot be empty.") % {"field": model_field.verbose_name}


def pointed(row: Row, target: str, pk: Any) -> str:
    """The name of the row that is pointed to, in the same programme; "" for plain values."""
    if not target:
        return ""
    model: Any = target_model(target)
    found = model.objects.filter(programme_id=row.programme_id, pk=pk).first()
    if found is None:
        raise Refused(_("A row points to something that is not in this programme."))
    return str(found)


def hand_source(row: Row, by: Actor | str, reason: str) -> Source:
    return Source.objects.create(
        programme_id=row.programme_id,
        organisation_id=row.organisation_id,
        kind=Source.Kind.HAND,
        name=reason[:255],
        by=name_and_key(by)[0],
        at=timezone.now(),
    )

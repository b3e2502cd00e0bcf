"""Taking back all that one source told, as if it had never come."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.inventory.models import KINDS, Contract, Integration, Row, Source, Statement, System
from maali.inventory.rules import why_not_take_back
from maali.inventory.standing import (
    Ids,
    Place,
    Standing,
    linked_by_rule,
    made_by,
    stands_on,
    statements_of,
    still_told,
    subjects,
)
from maali.inventory.statements import put, release, save_fields
from maali.inventory.told import LISTS
from maali.inventory.turns import in_turn
from maali.inventory.uses import as_base, memories, settle, uses_of
from maali.inventory.values import batches


@transaction.atomic
def take_back(source: Source, *, by: Actor | str, place: Place | None = None) -> None:
    """Let the values that held before hold again, and delete the rows that only this source told.

    What it told of rows that stay is kept as taken back, so that their trace is whole; of rows
    that go nothing is left but the event. `place`: only what it told in that row of that sheet.
    Raises `Refused`, naming what stands on it, when others built on a row that only it told of.
    """
    in_turn([source.organisation_id] if source.organisation_id else [])
    if why := why_not_take_back(by, source) or sentence_of(stands_on(source, place)):
        raise Refused(why)
    made = made_by(source, place)
    told = statements_of(source, place)
    for kind, pks in subjects(told).items():
        restore(kind, pks - made[kind], told, source)
    delete_rows(made)
    if place:
        statements_of(source, place).delete()
    else:
        Source.objects.filter(pk=source.pk).update(
            taken_back_at=timezone.now(), taken_back_by=name_and_key(by)[0]
        )
    log(
        "took back what was told",
        source,
        by=by,
        programme_id=source.programme_id,
        organisation_id=source.organisation_id,
        source=source.pk,
        deleted={kind: len(pks) for kind, pks in made.items() if pks},
    )
    if not source.statements.exists():
        source.delete()


def sentence_of(standing: list[Standing]) -> str:
    """The first thing that stands in the way, and how many there are in all."""
    if not standing:
        return ""
    first = standing[0]
    words = _("%(row)s cannot be taken back: %(what)s “%(other)s” stands on it (%(count)s in all).")
    return words % {
        "row": first.row,
        "what": first.what,
        "other": first.name,
        "count": len(standing),
    }


def delete_rows(made: Ids) -> None:
    for field in ("from_system", "to_system"):
        for some in batches(made.get(System.kind, ())):
            unlink(field, some)
    for kind, pks in made.items():
        for some in batches(pks):
            Statement.objects.filter(subject_kind=kind, subject_id__in=some).delete()
            KINDS[kind].objects.filter(pk__in=some).delete()


def unlink(field: str, system_ids: Iterable[int]) -> None:
    """Ends found by their name alone lose the link before their system goes."""
    ids = list(linked_by_rule(field, system_ids).values_list("pk", flat=True))
    said = Statement.objects.filter(subject_kind=Integration.kind, subject_id__in=ids, field=field)
    said.filter(source__kind=Source.Kind.MATCHING).delete()
    Integration.objects.filter(pk__in=ids).update(**{field: None})


def restore(kind: str, pks: set[int], told: Any, source: Source) -> None:
    """Let the newest known statement of the others hold again, and put its value into the row."""
    for some in batches(pks, 500):
        rows = KINDS[kind].objects.in_bulk(some)
        mine = told.filter(subject_kind=kind, subject_id__in=some, holds=True)
        lost = set(mine.values_list("subject_id", "field"))
        before = newest(kind, some, told)
        release(list(mine.values_list("pk", flat=True)))
        holding = [before[place].pk for place in lost if place in before]
        for part in batches(holding):
            Statement.objects.filter(pk__in=part).update(holds=True)
        put_values(kind, rows, lost, before)
        put_lists(kind, rows, lost, before, source)


def newest(kind: str, pks: Iterable[int], told: Any) -> dict[tuple[int, str], Statement]:
    found: dict[tuple[int, str], Statement] = {}
    others = still_told().filter(subject_kind=kind, subject_id__in=pks).exclude(pk__in=told)
    for statement in others.order_by("pk"):
        place = (statement.subject_id, statement.field)
        if statement.value is not None or place not in found:
            found[place] = statement
    return found


def put_values(
    kind: str,
    rows: dict[int, Row],
    lost: set[tuple[int, str]],
    before: dict[tuple[int, str], Statement],
) -> None:
    changed: dict[int, Row] = {}
    fields: set[str] = set()
    for pk, field in lost:
        if (kind, field) in LISTS:
            continue
        row, statement = rows[pk], before.get((pk, field))
        put(row, field, statement.value if statement else None)
        changed[pk] = row
        fields.add(field)
    if changed:
        save_fields(KINDS[kind], list(changed.values()), sorted(fields))


def put_lists(
    kind: str,
    rows: dict[int, Row],
    lost: set[tuple[int, str]],
    before: dict[tuple[int, str], Statement],
    source: Source,
) -> None:
    for pk, field in lost:
        if (kind, field) not in LISTS:
            continue
        statement = before.get((pk, field))
        now: set[Any] = set(statement.value or ()) if statement else set()
        row = rows[pk]
        if isinstance(row, Contract):
            row.systems.set(System.objects.filter(pk__in=now))
        elif isinstance(row, System):
            put_sites(row, now, source)


def put_sites(system: System, sites: set[int], source: Source) -> None:
    memory = memories([system.pk]).get(system.pk)
    have: Any = memory.value if memory else as_base(uses_of([system.pk]).get(system.pk, []))
    told = [
        use for use in have if use[0] != system.organisation_id or use[1] in sites or use[1] is None
    ]
    missing = sites - {use[1] for use in told if use[0] == system.organisation_id}
    told += [[system.organisation_id, site, None] for site in missing]
    settle([system.pk], source, {system.pk: told})

"""Taking back all that one source told, as if it had never come."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import ManyToOneRel
from django.utils.translation import gettext as _

from maali.core.actions import Actor, Refused, log
from maali.inventory.models import KINDS, Contract, Row, Source, Statement, System, Use
from maali.inventory.rules import why_not_take_back
from maali.inventory.statements import put, release, save_fields
from maali.inventory.told import LISTS
from maali.inventory.uses import FIELD, as_base, memories, settle, uses_of
from maali.inventory.values import batches

Ids = dict[str, set[int]]


@transaction.atomic
def take_back(source: Source, *, by: Actor | str) -> None:
    """Remove the source's statements, restore the values that held before, delete the rows it made.

    Raises `Refused`, naming what stands on it, when others built on a row that only it told of.
    """
    if why := why_not_take_back(by, source):
        raise Refused(why)
    touched = subjects(Statement.objects.filter(source=source).exclude(field=FIELD))
    made = {kind: pks - told_by_others(kind, pks, source) for kind, pks in touched.items()}
    for kind, pks in touched.items():
        restore(kind, pks - made[kind], source)
    refuse_if_built_on(made)
    for kind, pks in made.items():
        for some in batches(pks):
            Statement.objects.filter(subject_kind=kind, subject_id__in=some).delete()
            KINDS[kind].objects.filter(pk__in=some).delete()
    Statement.objects.filter(source=source).exclude(field=FIELD).delete()
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


def subjects(statements: Any) -> Ids:
    found: Ids = {}
    for kind, pk in statements.order_by().values_list("subject_kind", "subject_id").distinct():
        found.setdefault(kind, set()).add(pk)
    return found


def told_by_others(kind: str, pks: Iterable[int], source: Source) -> set[int]:
    found: set[int] = set()
    for some in batches(pks):
        others = Statement.objects.filter(subject_kind=kind, subject_id__in=some).exclude(
            source=source
        )
        found.update(others.exclude(field=FIELD).values_list("subject_id", flat=True))
    return found


def restore(kind: str, pks: set[int], source: Source) -> None:
    """Let the newest known statement of the others hold again, and put its value into the row."""
    for some in batches(pks, 500):
        rows = KINDS[kind].objects.in_bulk(some)
        mine = Statement.objects.filter(
            subject_kind=kind, subject_id__in=some, source=source, holds=True
        )
        lost = set(mine.exclude(field=FIELD).values_list("subject_id", "field"))
        before = newest(kind, some, source)
        release(list(mine.exclude(field=FIELD).values_list("pk", flat=True)))
        holding = [before[place].pk for place in lost if place in before]
        for part in batches(holding):
            Statement.objects.filter(pk__in=part).update(holds=True)
        put_values(kind, rows, lost, before)
        put_lists(kind, rows, lost, before, source)


def newest(kind: str, pks: Iterable[int], source: Source) -> dict[tuple[int, str], Statement]:
    found: dict[tuple[int, str], Statement] = {}
    others = Statement.objects.filter(subject_kind=kind, subject_id__in=pks).exclude(source=source)
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
        model_field: Any = row._meta.get_field(field)
        if statement is None and not (model_field.blank or model_field.has_default()):
            raise Refused(
                _("Others have told more about %(row)s, which only this file names.") % {"row": row}
            )
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


def refuse_if_built_on(made: Ids) -> None:
    """What points to a row that would go, and would not go with it, stands on it."""
    for kind, pks in made.items():
        for relation in KINDS[kind]._meta.related_objects:
            if relation.related_model is Use or not isinstance(relation, ManyToOneRel):
                continue
            for some in batches(pks):
                standing = relation.related_model._base_manager.filter(
                    **{f"{relation.field.name}__in": some}
                )
                if issubclass(relation.related_model, Row):
                    standing = standing.exclude(pk__in=made.get(relation.related_model.kind, ()))
                refuse_for(standing, relation)


def refuse_for(standing: Any, relation: ManyToOneRel) -> None:
    first = standing.select_related(relation.field.name).first()
    if first is not None:
        raise Refused(
            _("%(row)s cannot be taken back: %(what)s “%(other)s” stands on it (%(count)s in all).")
            % {
                "row": getattr(first, relation.field.name),
                "what": relation.related_model._meta.verbose_name,
                "other": first,
                "count": standing.count(),
            }
        )

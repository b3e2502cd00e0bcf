"""Taking in what organisations tell: many rows at once, every value with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from maali.core.actions import Actor, Refused, log, name_and_key
from maali.core.calculations import Progress, Silent
from maali.inventory.actions.listing import write_lists
from maali.inventory.models import KINDS, Certainty, Row, Site, Source
from maali.inventory.rules import why_not_tell
from maali.inventory.statements import Written, insert, insert_rows, release, save_fields
from maali.inventory.told import Effect, Fresh, Told, Weighing, weigh
from maali.inventory.turns import in_turn
from maali.inventory.values import BATCH, as_json, batches
from maali.organisations.models import Organisation, Programme

Ids = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The keys of the rows that were made, changed or only confirmed, by kind."""

    created: Ids
    changed: Ids
    unchanged: Ids


def open_source(
    programme: Programme,
    *,
    organisation: Organisation | None,
    kind: str,
    name: str,
    sha256: str = "",
    by: Actor | str,
) -> Source:
    """Where the next statements come from; the event is logged by the action that tells them."""
    return Source.objects.create(
        programme=programme,
        organisation=organisation,
        kind=kind,
        name=name[:255],
        sha256=sha256,
        by=name_and_key(by)[0],
        at=timezone.now(),
    )


def compare(told: Sequence[Told], *, older: bool = False) -> tuple[Effect, ...]:
    """What telling these rows would do, one effect for each in their order; nothing is written."""
    return tuple(weigh(told, older=older).effects)


@transaction.atomic
def tell(
    source: Source,
    told: Sequence[Told],
    *,
    by: Actor | str,
    progress: Progress | None = None,
    older: bool = False,
) -> Outcome:
    """Make or change the rows that are told of and keep a statement for every value.

    A newer statement holds from now on, but an unknown value never replaces a known one;
    `older` statements only fill gaps. All or nothing: raises `Refused` when any row cannot stand.
    """
    progress = progress or Silent()
    if why := why_not_tell(by, source, (each.organisation for each in told)):
        raise Refused(why)
    in_turn(each.organisation.pk for each in told)
    progress.start(len(told), str(source))
    weighing = weigh(told, older=older)
    if wrong := next((effect.why for effect in weighing.effects if effect.why), ""):
        raise Refused(wrong)
    write_rows(weighing)
    write_statements(source, weighing, progress)
    write_lists(weighing, source)
    outcome = sum_up(told, weighing)
    log(
        "told of the inventory",
        source,
        by=by,
        programme_id=source.programme_id,
        organisation_id=source.organisation_id,
        source=source.pk,
        created=count_all(outcome.created),
        changed=count_all(outcome.changed),
        unchanged=count_all(outcome.unchanged),
    )
    return outcome


def write_rows(weighing: Weighing) -> None:
    for kind, model in KINDS.items():
        new = weighing.new.get(kind, [])
        changed = list(weighing.changed.get(kind, {}).values())
        for row in (*new, *changed):
            fill_pointers(row)
        if kind == Site.kind:
            give_codes([row for row in new if isinstance(row, Site) and not row.code])
        insert_rows(model, new)
        names = weighing.changed_fields.get(kind)
        if changed and names:
            save_fields(model, changed, sorted(names))


def fill_pointers(row: Row) -> None:
    """Rows told of in the same call have their key only now."""
    for name, target in list(row._state.fields_cache.items()):
        if isinstance(target, Row) and target.pk:
            setattr(row, f"{name}_id", target.pk)


def give_codes(sites: Sequence[Site]) -> None:
    """A site that came without a code gets its organisation's code and the next free number."""
    prefixes = dict(
        Organisation.objects.filter(pk__in={s.organisation_id for s in sites}).values_list(
            "pk", "code"
        )
    )
    for organisation_id, prefix in prefixes.items():
        mine = [site for site in sites if site.organisation_id == organisation_id]
        taken = set(
            Site.objects.filter(
                programme_id=mine[0].programme_id, code__startswith=f"{prefix}-"
            ).values_list("code", flat=True)
        )
        free = (code for n in range(1, 10**6) if (code := f"{prefix}-{n:03d}") not in taken)
        for site in mine:
            site.code = next(free)


def write_statements(source: Source, weighing: Weighing, progress: Progress) -> None:
    release(weighing.released)
    rows_done: set[int] = set()
    for some in batches(weighing.statements, 4 * BATCH):
        insert(source, (told_statement(fresh) for fresh in some))
        before = len(rows_done)
        rows_done.update(id(fresh.row) for fresh in some)
        progress.step(len(rows_done) - before)


def told_statement(fresh: Fresh) -> Written:
    said, row = fresh.said, fresh.row
    value = stated(fresh.value)
    certainty = Certainty.UNKNOWN if value is None else said.certainty
    return (
        row.kind,
        row.pk,
        fresh.field,
        value,
        said.raw,
        certainty,
        said.note[:300],
        said.sheet[:120],
        said.row,
        said.column,
        fresh.holds,
    )


def stated(value: Any) -> Any:
    if isinstance(value, dict):
        return [row.pk for row, _users in value.values()]
    return value.pk if isinstance(value, models.Model) else as_json(value)


def sum_up(told: Sequence[Told], weighing: Weighing) -> Outcome:
    found: dict[str, dict[str, dict[int, None]]] = {"new": {}, "changed": {}, "unchanged": {}}
    seen: set[tuple[str, int, str]] = set()
    for each, effect in zip(told, weighing.effects, strict=True):
        place = (each.kind, each.organisation.pk, each.key)
        if place not in seen or effect.effect == "changed":
            row = weighing.rows[place]
            made = effect.effect == "changed" and row.pk in found["new"].get(each.kind, {})
            if not made:
                found[effect.effect].setdefault(each.kind, {})[row.pk] = None
                if effect.effect == "changed":
                    found["unchanged"].get(each.kind, {}).pop(row.pk, None)
        seen.add(place)
    return Outcome(*({kind: tuple(pks) for kind, pks in found[name].items()} for name in found))


def count_all(ids: Ids) -> dict[str, int]:
    return {kind: len(pks) for kind, pks in ids.items()}

"""What someone tells of inventory rows, and what it would do to them: nothing here writes.

`Said` is one value with its place in a file; `Told` is one row. Besides the fields of the model
a row may name others of the same organisation by their key, also ones told in the same call:
`site`, `system` (one key), `systems` of a contract and `sites` of a system (keys; for `sites`
also a mapping from key to the number of users there).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali.inventory.models import KINDS, Certainty, Row, Statement
from maali.inventory.rules import why_not_coherent
from maali.inventory.values import Converter, as_json, batches, converter, is_empty
from maali.organisations.models import Municipality, Organisation

# Lists of other rows: field of the kind → the kind that it lists.
LISTS: dict[tuple[str, str], str] = {("contract", "systems"): "system", ("system", "sites"): "site"}
# Set by matching alone; never by a file, a form or a hand.
BY_MATCHING = {"product", "same_as"}
NOT_TOLD = {"id", "programme", "organisation", "key"} | BY_MATCHING


@dataclass(frozen=True, slots=True)
class Said:
    """One value as understood (`value`; None: unknown) and as written (`raw`), with its place."""

    value: Any
    raw: str = ""
    certainty: str = Certainty.KNOWN
    note: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One row of one kind (a key of `KINDS`) that an organisation tells of, known by `key`."""

    kind: str
    organisation: Organisation
    key: str
    values: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one told row would do: `effect` is "new", "changed", "unchanged" or "problem".

    `changes` holds for each field that changes its value before and after; `why` is the sentence
    that says what is wrong with the row, or "".
    """

    kind: str
    organisation_id: int
    key: str
    effect: str
    row_id: int | None
    changes: Mapping[str, tuple[Any, Any]]
    why: str = ""


# Rows in a list by their place in memory (they may have no key yet), each with its users or None.
Listed = dict[int, tuple[Row, int | None]]


@dataclass(slots=True)
class Hold:
    """The statement that holds for one field now: in the database, or on its way there."""

    certainty: str
    pk: int | None = None
    fresh: "Fresh | None" = None


@dataclass(slots=True)
class Fresh:
    """A statement to be written; `value` may be rows that have no key of their own yet."""

    row: Row
    field: str
    value: Any
    said: Said
    holds: bool


@dataclass(slots=True)
class Weighing:
    """Everything one call of `tell` would write."""

    effects: list[Effect] = field(default_factory=list)
    rows: dict[tuple[str, int, str], Row] = field(default_factory=dict)
    new: dict[str, list[Row]] = field(default_factory=dict)
    changed: dict[str, dict[int, Row]] = field(default_factory=dict)
    changed_fields: dict[str, set[str]] = field(default_factory=dict)
    holding: dict[tuple[int, str], Hold] = field(default_factory=dict)
    released: list[int] = field(default_factory=list)
    statements: list[Fresh] = field(default_factory=list)
    lists: dict[tuple[int, str], Listed] = field(default_factory=dict)
    lists_before: dict[tuple[int, str], list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spec:
    """One field that can be told: how it is called in the row and in statements."""

    name: str
    attname: str
    convert: Converter
    default: Any
    # The kind of row that the field refers to ("" for a plain value), and whether by its key.
    target: str = ""
    by_key: bool = False
    many: bool = False


def field_spec(told_as: str, model_field: models.Field[Any, Any]) -> Spec:
    default = model_field.get_default()
    if isinstance(model_field, models.ForeignKey):
        target = getattr(model_field.related_model, "kind", "municipality")
        by_key = told_as == model_field.name
        return Spec(model_field.name, model_field.attname, int, None, target, by_key)
    return Spec(model_field.name, model_field.attname, converter(model_field), default)


@cache
def specs(kind: str) -> dict[str, Spec]:
    """All that can be told of a kind, by the names under which it can be told."""
    found: dict[str, Spec] = {}
    for each in KINDS[kind]._meta.concrete_fields:
        if each.name not in NOT_TOLD:
            for told_as in {each.name, each.attname}:
                found[told_as] = field_spec(told_as, each)
    for (of, name), target in LISTS.items():
        if of == kind:
            found[name] = Spec(name, name, int, None, target, by_key=True, many=True)
    return found


def weigh(told: Sequence[Told], *, older: bool = False) -> Weighing:
    """Hold what is told against what is known; several rows of one key are taken in their order.

    `older`: it only fills gaps, because something newer has already been told.
    """
    weighing = Weighing()
    unknown = {each.kind for each in told} - set(KINDS)
    if unknown:
        raise Refused(_("There is no kind of row called %(kind)s.") % {"kind": ", ".join(unknown)})
    order = sorted(range(len(told)), key=lambda i: list(KINDS).index(told[i].kind))
    effects: dict[int, Effect] = {}
    ask_pointed(told)
    for kind, indexes in groupby(order, key=lambda i: told[i].kind):
        places = list(indexes)
        fetch(kind, [told[i] for i in places], weighing)
        for i in places:
            effects[i] = weigh_row(told[i], weighing, older)
    weighing.effects = [effects[i] for i in range(len(told))]
    return weighing


def ask_pointed(told: Sequence[Told]) -> None:
    """Rows given by their primary key must belong to the programme; one query for each kind."""
    pointed: dict[tuple[str, int], set[int]] = {}
    for each in told:
        for name, said in each.values.items():
            spec = specs(each.kind).get(name)
            if spec and spec.target and isinstance(said.value, int):
                place = (spec.target, each.organisation.programme_id)
                pointed.setdefault(place, set()).add(said.value)
    for (target, programme_id), pks in pointed.items():
        rows: Any = (KINDS.get(target) or Municipality).objects.filter(programme_id=programme_id)
        if rows.filter(pk__in=pks).count() != len(pks):
            raise Refused(_("A row points to something that is not in this programme."))


def fetch(kind: str, told: Iterable[Told], weighing: Weighing) -> None:
    """Read the rows that the told ones are about and the statements that hold for them."""
    wanted: dict[int, set[str]] = {}
    for each in told:
        wanted.setdefault(each.organisation.pk, set()).add(each.key)
        for spec_name, said in each.values.items():
            spec = specs(kind).get(spec_name)
            if spec and spec.target in KINDS and spec.by_key:
                fetch_named(spec.target, each.organisation.pk, said.value, weighing)
    for organisation_id, keys in wanted.items():
        known = fetch_rows(kind, organisation_id, keys, weighing)
        fetch_holding(kind, known, weighing)


def fetch_named(kind: str, organisation_id: int, keys: Any, weighing: Weighing) -> None:
    """Rows that are only pointed to; most were told in the same call and are there already."""
    names = [keys] if isinstance(keys, str) else list(keys or ())
    missing = {key for key in names if (kind, organisation_id, key) not in weighing.rows}
    if missing:
        fetch_rows(kind, organisation_id, missing, weighing)


def fetch_rows(kind: str, organisation_id: int, keys: set[str], weighing: Weighing) -> list[Row]:
    found: list[Row] = []
    missing = [key for key in keys if (kind, organisation_id, key) not in weighing.rows]
    for some in batches(missing):
        found += KINDS[kind].objects.filter(organisation_id=organisation_id, key__in=some)
    for row in found:
        weighing.rows[kind, organisation_id, row.key] = row
    return [
        weighing.rows[k] for key in keys if (k := (kind, organisation_id, key)) in weighing.rows
    ]


def fetch_holding(kind: str, rows: list[Row], weighing: Weighing) -> None:
    by_pk = {row.pk: row for row in rows}
    lists = [name for of, name in LISTS if of == kind]
    for some in batches(by_pk):
        held = Statement.objects.filter(subject_kind=kind, subject_id__in=some, holds=True)
        for pk, subject, name, certainty in held.values_list(
            "pk", "subject_id", "field", "certainty"
        ):
            weighing.holding[id(by_pk[subject]), name] = Hold(certainty, pk)
        if lists:
            for subject, name, value in held.filter(field__in=lists).values_list(
                "subject_id", "field", "value"
            ):
                weighing.lists_before[id(by_pk[subject]), name] = list(value or ())


def weigh_row(told: Told, weighing: Weighing, older: bool) -> Effect:
    place = (told.kind, told.organisation.pk, told.key)
    row = weighing.rows.get(place)
    is_new = row is None
    if row is None:
        row = new_row(told)
        weighing.rows[place] = row
        weighing.new.setdefault(told.kind, []).append(row)
    changes: dict[str, tuple[Any, Any]] = {}
    for name, said in told.values.items():
        spec = specs(told.kind).get(name)
        if spec is None:
            raise Refused(_("A row of this kind has no field %(field)s.") % {"field": name})
        weigh_value(row, spec, said, weighing, changes, older)
    if changes and row.pk:
        weighing.changed.setdefault(told.kind, {})[row.pk] = row
        weighing.changed_fields.setdefault(told.kind, set()).update(
            spec.name for name in changes if not (spec := specs(told.kind)[name]).many
        )
    effect = "new" if is_new else "changed" if changes else "unchanged"
    why = why_not_coherent(row)
    return Effect(*place, "problem" if why else effect, row.pk, changes, why)


def new_row(told: Told) -> Row:
    return KINDS[told.kind](
        programme_id=told.organisation.programme_id,
        organisation_id=told.organisation.pk,
        key=told.key[:300],
    )


def weigh_value(
    row: Row,
    spec: Spec,
    said: Said,
    weighing: Weighing,
    changes: dict[str, tuple[Any, Any]],
    older: bool,
) -> None:
    """Decide whether what is said takes hold: never the unknown over the known."""
    place = (id(row), spec.name)
    value = understood(row, spec, said, weighing)
    before = value_before(row, spec, weighing)
    held = weighing.holding.get(place)
    known = held.certainty != Certainty.UNKNOWN if held else stands(before, spec)
    takes = not (known and (older or is_empty(value)))
    fresh = Fresh(row, spec.name, value, said, takes)
    weighing.statements.append(fresh)
    if not takes:
        return
    if held is not None:
        release(held, weighing)
    certainty = Certainty.UNKNOWN if is_empty(value) else said.certainty
    weighing.holding[place] = Hold(certainty, fresh=fresh)
    if not is_empty(value):
        carry(row, spec, value, before, weighing, changes)


def stands(before: Any, spec: Spec) -> bool:
    """A value without a statement stands, unless it is only the default."""
    return not is_empty(before) and before != spec.default


def release(held: Hold, weighing: Weighing) -> None:
    if held.fresh is not None:
        held.fresh.holds = False
    elif held.pk is not None:
        weighing.released.append(held.pk)


def carry(
    row: Row, spec: Spec, value: Any, before: Any, weighing: Weighing, changes: dict[str, Any]
) -> None:
    """Put the value into the row and note what changes by it."""
    if spec.many:
        together = weighing.lists.setdefault((id(row), spec.name), {})
        together.update(value)
        weighing.holding[id(row), spec.name].fresh.value = together  # type: ignore[union-attr]
        after: Any = [each.pk or str(each) for each, _users in together.values()]
        if sorted(map(str, after)) != sorted(map(str, before or ())):
            changes[spec.name] = (before or [], after)
        return
    if isinstance(value, models.Model):
        setattr(row, spec.name, value)
        if value.pk is None or value.pk != before:
            changes[spec.name] = (before, value.pk or str(value))
        return
    if value != before:
        setattr(row, spec.attname, value)
        changes[spec.name] = (as_json(before), as_json(value))


def value_before(row: Row, spec: Spec, weighing: Weighing) -> Any:
    if spec.many:
        return weighing.lists_before.get((id(row), spec.name))
    return getattr(row, spec.attname)


def understood(row: Row, spec: Spec, said: Said, weighing: Weighing) -> Any:
    """The value as the row carries it; rows told by key become the rows themselves."""
    if is_empty(said.value):
        return None
    if spec.many:
        users = said.value if isinstance(said.value, Mapping) else dict.fromkeys(said.value)
        rows = [(named(row, spec, key, weighing), count) for key, count in users.items()]
        return {id(each): (each, count) for each, count in rows}
    if spec.by_key and isinstance(said.value, str):
        return named(row, spec, said.value, weighing)
    try:
        return spec.convert(said.value)
    except ValueError as fault:
        raise Refused(f"{row}: {spec.name}: {fault}") from fault


def named(row: Row, spec: Spec, key: str, weighing: Weighing) -> Row:
    found = weighing.rows.get((spec.target, row.organisation_id, key))
    if found is None:
        raise Refused(
            _("%(row)s points to %(key)s, which nobody has told of.") % {"row": row, "key": key}
        )
    return found

"""What stands on the rows that a source told of: why it cannot be taken back as if it never came.

Rows of other parts are named here by the label of their table, because the inventory stands below
them: `decisions.decision` is the table of decisions. A part whose rows a rule has made, and would
make again, says so by `GOES_WITH_ITS_ROW`, a condition: those stand on nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import DO_NOTHING, ManyToOneRel, Q
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maali.inventory.models import KINDS, Contract, Integration, Row, Source, Statement, System, Use
from maali.inventory.shown import SHOWN, label_of
from maali.inventory.uses import FIELD
from maali.inventory.values import batches

Ids = dict[str, set[int]]
Place = tuple[str, int]
# What matching concludes about a row by itself goes with the row, and is concluded anew.
CONCLUDED = ("product", "from_system", "to_system")
# Of what table: what it is called, and the page on which it can be undone, with its argument.
WORDS: dict[str, tuple[Promise, str, str]] = {
    "decisions.decision": (_("a decision"), "decisions:system_decide", "system_id"),
    "decisions.option": (_("a decided option"), "decisions:system_decide", "system_id"),
    "decisions.readiness": (_("a tier set by a person"), "decisions:system_decide", "system_id"),
    "plans.plannedtask": (_("a planned task"), "plans:plan", "plan_id"),
    "transition.transition": (_("a transition"), "transition:transition", "pk"),
    "reports.sentnotice": (_("a notice that was sent"), "reports:site", "site.code"),
    "intake.keysystem": (_("a key system named by a person"), "", ""),
    "inventory.system": (_("a system that counts as the same or belongs to it"), "", ""),
    "inventory.site": (_("a site that counts as the same"), "", ""),
    "inventory.unit": (_("a unit"), "", ""),
    "inventory.contract": (_("a contract"), "", ""),
    "inventory.devicelot": (_("devices"), "", ""),
    "inventory.integration": (_("an integration"), "", ""),
    "inventory.datastore": (_("a data store"), "", ""),
    "inventory.usergroup": (_("a user group"), "", ""),
}


@dataclass(frozen=True)
class Standing:
    """One thing that stands on what a source told: what it is, its name, where it can be undone."""

    row: str
    what: str
    name: str
    href: str


def statements_of(source: Source, place: Place | None = None) -> Any:
    """What the source told: all of it, or only what it told in one row of one sheet."""
    told = Statement.objects.filter(source=source).exclude(field=FIELD)
    return told.filter(sheet=place[0], row=place[1]) if place else told


def still_told() -> Any:
    """Statements that nobody has taken back."""
    return Statement.objects.filter(source__taken_back_at=None).exclude(field=FIELD)


def subjects(statements: Any) -> Ids:
    found: Ids = {}
    for kind, pk in statements.order_by().values_list("subject_kind", "subject_id").distinct():
        found.setdefault(kind, set()).add(pk)
    return found


def made_by(source: Source, place: Place | None = None) -> Ids:
    """The rows that would not be there without the source: nobody else has told of them."""
    told = statements_of(source, place)
    return {kind: pks - told_by_others(kind, pks, told) for kind, pks in subjects(told).items()}


def told_by_others(kind: str, pks: Iterable[int], told: Any) -> set[int]:
    found: set[int] = set()
    for some in batches(pks):
        found.update(
            others(kind, some, told).exclude(concluded()).values_list("subject_id", flat=True)
        )
    return found


def others(kind: str, pks: Iterable[int], told: Any) -> Any:
    return still_told().filter(subject_kind=kind, subject_id__in=pks).exclude(pk__in=told)


def concluded() -> Q:
    return Q(source__kind=Source.Kind.MATCHING, field__in=CONCLUDED)


def stands_on(source: Source, place: Place | None = None) -> list[Standing]:
    """Everything that would lose its ground; empty when the source can be taken back."""
    made = made_by(source, place)
    told = statements_of(source, place)
    code = source.programme.code
    found = [*told_more(told, made, code)]
    for kind, pks in made.items():
        for relation in relations(KINDS[kind]):
            for some in batches(pks):
                found += [standing(each, relation, code) for each in built(relation, some, made)]
        if kind == System.kind:
            found += [
                each for some in batches(pks) for each in contracts_on(some, made, told, code)
            ]
    return found


def relations(model: type[Row]) -> Iterator[ManyToOneRel]:
    """What points to rows of the model; hidden relations too, histories and links apart."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.on_delete is DO_NOTHING:
            continue
        if relation.related_model is Use or relation.related_model._meta.auto_created:
            continue
        yield relation


def built(relation: ManyToOneRel, pks: Iterable[int], made: Ids) -> Iterable[Any]:
    """Rows that point to these and would not go with them."""
    model: Any = relation.related_model
    name = relation.field.name
    rows = model._base_manager.filter(**{f"{name}__in": pks}).select_related(name)
    if issubclass(model, Row):
        rows = rows.exclude(pk__in=made.get(model.kind, ()))
    if (falls := getattr(model, "GOES_WITH_ITS_ROW", None)) is not None:
        rows = rows.exclude(pk__in=model._base_manager.filter(falls).values("pk"))
    if model is Integration:
        rows = rows.exclude(pk__in=linked_by_rule(name, pks).values("pk"))
    return rows.order_by("pk")


def linked_by_rule(field: str, system_ids: Iterable[int]) -> Any:
    """Integrations whose end was found by its name: they keep the name and lose the link."""
    said = Statement.objects.filter(
        subject_kind=Integration.kind,
        field=field,
        holds=True,
        source__kind=Source.Kind.MATCHING,
    )
    return Integration.objects.filter(
        **{f"{field}__in": system_ids}, pk__in=said.values("subject_id")
    )


def standing(each: Any, relation: ManyToOneRel, code: str) -> Standing:
    row = getattr(each, relation.field.name)
    words, _address, _argument = words_of(each)
    return Standing(str(row), str(words), str(each), address_of(each, code))


def words_of(each: Any) -> tuple[Any, str, str]:
    return WORDS.get(each._meta.label_lower, (each._meta.verbose_name, "", ""))


def address_of(each: Any, code: str) -> str:
    if isinstance(each, Row):
        return reverse(f"inventory:{SHOWN[each.kind].noun}_detail", args=[code, each.pk])
    _words, name, path = words_of(each)
    value = each
    for part in path.split(".") if path else ():
        value = getattr(value, part)
    try:
        return reverse(name, args=[code, value]) if name and value else ""
    except NoReverseMatch:
        return ""


def contracts_on(pks: Iterable[int], made: Ids, told: Any, code: str) -> Iterator[Standing]:
    """Contracts that others say to cover a system which would go."""
    own = told.filter(subject_kind=Contract.kind, field="systems", holds=True)
    links = Contract.systems.through.objects.filter(system__in=pks)
    links = links.exclude(contract__in=made.get(Contract.kind, ()))
    links = links.exclude(contract__in=own.values("subject_id"))
    for link in links.select_related("contract", "system"):
        contract: Any = link.contract
        words, _address, _argument = words_of(contract)
        yield Standing(str(link.system), str(words), str(contract), address_of(contract, code))


def told_more(told: Any, made: Ids, code: str) -> Iterator[Standing]:
    """What others have told of rows that only this source names: without a name no row stands."""
    for kind, pks in subjects(told).items():
        required = [each.name for each in KINDS[kind]._meta.concrete_fields if is_required(each)]
        for some in batches(pks - made.get(kind, set())):
            mine = told.filter(
                subject_kind=kind, subject_id__in=some, holds=True, field__in=required
            )
            also = others(kind, some, told)
            named = set(also.filter(value__isnull=False).values_list("subject_id", "field"))
            lost = {place[0] for place in mine.values_list("subject_id", "field")} - {
                pk for pk, field in named if field in required
            }
            yield from values_on(kind, lost, also.exclude(concluded()), code)


def is_required(field: Any) -> bool:
    if field.name in {"id", "programme", "organisation", "key", "code"}:
        return False
    return not (field.blank or field.has_default() or field.null)


def values_on(kind: str, pks: set[int], also: Any, code: str) -> Iterator[Standing]:
    rows = KINDS[kind].objects.in_bulk(pks)
    for each in also.filter(subject_id__in=pks).select_related("source").order_by("pk"):
        row = rows[each.subject_id]
        yield Standing(
            str(row),
            f"{each.source.get_kind_display()}: {field_label(row, each.field)}",
            f"{each.source.name} ({each.source.by})",
            reverse(f"inventory:{SHOWN[kind].noun}_value", args=[code, row.pk, each.field]),
        )


def field_label(row: Row, name: str) -> str:
    if name == "sites":
        return str(_("Sites"))
    return str(label_of(row._meta.get_field(name)))

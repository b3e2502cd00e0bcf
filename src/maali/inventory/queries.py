"""Reading the inventory, always from what this person may see."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Count, Model, Q, QuerySet
from django.utils.translation import gettext as _

from maali.inventory.models import KINDS, Row, Site, Statement, System
from maali.inventory.sent import SentCell, SentRow
from maali.inventory.shown import SHOWN, SYSTEMS, Filter, Shown
from maali.organisations.models import Municipality, Programme

NONE = "-"
MOST_OPTIONS = 60
# No key has more digits, and no database takes more.
LONGEST = 18


def target_model(target: str) -> type[Model]:
    """The model that a pointing field refers to, by the name in its `Spec`."""
    return KINDS.get(target) or Municipality


def visible_rows(person: Any, programme: Programme, kind: str) -> QuerySet[Any]:
    return KINDS[kind].objects.visible_to(person).filter(programme=programme)


def row_table(rows: QuerySet[Any], shown: Shown, wanted: Mapping[str, str]) -> QuerySet[Any]:
    """The rows of a list: filtered, searched and sorted by what the address asks for.

    `wanted`: a filter's name → value ("-": where it is empty); `q`: words; `missing`: a field that
    is unknown; `counted`: systems and sites that count by themselves; `sort`: a column, "-" before
    it for the other direction. What cannot be understood is left out.
    """
    for each in shown.filters:
        with suppress(ValueError, ValidationError):
            rows = rows.filter(condition(each, wanted.get(each.name, "")))
    for word in wanted.get("q", "").split()[:8]:
        found = Q()
        for path in shown.search:
            found |= Q(**{f"{path}__icontains": word})
        rows = rows.filter(found)
    if (name := wanted.get("missing", "")) in shown.asked:
        rows = rows.filter(empty(shown.model, name))
    if wanted.get("counted") and shown.kind in {"system", "site"}:
        rows = rows.filter(same_as=None)
    return rows.select_related(*shown.pointing).order_by(*order(shown, wanted.get("sort", "")))


def system_table(person: Any, programme: Programme, wanted: Mapping[str, str]) -> QuerySet[System]:
    return row_table(visible_rows(person, programme, "system"), SYSTEMS, wanted)


def condition(shown: Filter, value: str) -> Q:
    if not value:
        return Q()
    if value == NONE:
        return Q(**{f"{shown.lookup}__isnull": True}) | (
            Q() if shown.label_path or "__" in shown.lookup else Q(**{shown.lookup: ""})
        )
    if value.isdigit() and len(value) > LONGEST:
        raise ValueError(value)
    return Q(**{shown.lookup: value})


def order(shown: Shown, asked: str) -> list[str]:
    paths = {column.path for column in shown.columns}
    first = [asked] if asked.removeprefix("-") in paths else []
    return [*first, *(str(name) for name in shown.model._meta.ordering or ()), "pk"]


def empty(model: type[Row], name: str) -> Q:
    """Nothing is known of the field."""
    model_field: Any = model._meta.get_field(name)
    unknown = Q(**{f"{name}__isnull": True}) if model_field.null else Q()
    return unknown | Q(**{name: ""}) if is_text(model_field) else unknown


def is_text(model_field: Any) -> bool:
    return model_field.get_internal_type() in {"CharField", "TextField"}


@dataclass(frozen=True)
class Facet:
    """One filter with its options, each with how many of the visible rows have it."""

    name: str
    label: Any
    options: list[tuple[str, str]]
    chosen: str


def facets(rows: QuerySet[Any], shown: Shown, wanted: Mapping[str, str]) -> list[Facet]:
    found = []
    for each in shown.filters:
        path = each.label_path or each.lookup
        counted = (
            rows.order_by()
            .values(each.lookup, *([each.label_path] if each.label_path else []))
            .annotate(rows=Count("pk"))
            .order_by("-rows")[:MOST_OPTIONS]
        )
        words = dict(getattr(choice_field(shown.model, each.lookup), "flatchoices", ()))
        options = [option(row, each.lookup, path, words) for row in counted]
        chosen = wanted.get(each.name, "")
        found.append(Facet(each.name, each.label, sorted(options, key=by_word), chosen))
    return found


def by_word(option: tuple[str, str]) -> tuple[bool, str]:
    return option[0] == NONE, option[1].casefold()


def option(
    row: Mapping[str, Any], lookup: str, path: str, words: Mapping[Any, Any]
) -> tuple[str, str]:
    value, count = row[lookup], row["rows"]
    if value is None or value == "":
        return NONE, f"{_('unknown')} ({count})"
    word = yes_no(value) if isinstance(value, bool) else words.get(value, row[path])
    return str(value), f"{word} ({count})"


def choice_field(model: type[Row], lookup: str) -> Any:
    try:
        return model._meta.get_field(lookup)
    except FieldDoesNotExist:
        return None


def history(row: Row, name: str) -> list[Statement]:
    """All that has been said about one field of one row, the newest first, each with its place."""
    said = Statement.objects.filter(subject_kind=row.kind, subject_id=row.pk, field=name)
    return list(said.select_related("source").order_by("-pk"))


def holding(row: Row) -> dict[str, Statement]:
    """For each field the statement that holds now."""
    said = Statement.objects.filter(subject_kind=row.kind, subject_id=row.pk, holds=True)
    return {each.field: each for each in said.select_related("source")}


def row_as_it_was(row: Row, statement: Statement) -> SentRow:
    """What the statements kept of the file's row, where the row itself is kept by nobody."""
    same_row = Statement.objects.filter(
        subject_kind=row.kind,
        subject_id=row.pk,
        source=statement.source,
        sheet=statement.sheet,
        row=statement.row,
    )
    said = same_row.select_related("source").order_by("-pk")
    cells = {each.column or each.field: each for each in said}
    shown = sorted(cells.values(), key=lambda each: (len(each.column), each.column, each.field))
    place = f"{statement.source.name}, {statement.sheet}, {statement.row}"
    return SentRow(place, [SentCell(each.column, each.field, each.raw) for each in shown], "")


def in_words(row: Row, name: str, said: list[Statement]) -> list[Statement]:
    """Statements with `word`: their value as people read it, keys as the names of rows."""
    model_field: Any = row._meta.get_field(name) if name != "sites" else None
    target: Any = Site if model_field is None else getattr(model_field, "related_model", None)
    keys = {key for each in said for key in as_list(each.value)} if target else set()
    found = target.objects.in_bulk(keys) if target else {}
    choices = dict(getattr(model_field, "flatchoices", ()))
    for each in said:
        if target:
            word = ", ".join(str(found.get(key, key)) for key in as_list(each.value))
        else:
            word = choices.get(each.value, each.value)  # type: ignore[assignment]
        each.word = yes_no(word) if isinstance(word, bool) else word  # type: ignore[attr-defined]
    return said


def yes_no(value: bool) -> str:
    return _("yes") if value else _("no")


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


@dataclass
class Completeness:
    """How much of what is asked of one organisation is known.

    `gaps`: kind → field → number of rows in which it is unknown.
    """

    organisation_id: int
    name: str
    municipality_id: int | None
    rows: int = 0
    asked: int = 0
    filled: int = 0
    gaps: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """Rounded down: 100 only when nothing is missing."""
        return 100 * self.filled // self.asked if self.asked else 0


def completeness(person: Any, programme: Programme) -> list[Completeness]:
    """For each visible organisation that has told of something; one query for each kind."""
    found: dict[int, Completeness] = {}
    for kind, shown in SHOWN.items():
        rows = visible_rows(person, programme, kind).order_by()
        gaps = {
            f"no_{name}": Count("pk", filter=empty(shown.model, name))
            for name in shown.asked
            if can_be_empty(shown.model, name)
        }
        counted = rows.values(
            "organisation", "organisation__name", "organisation__municipality"
        ).annotate(rows=Count("pk"), **gaps)
        for row in counted:
            each = found.setdefault(
                row["organisation"],
                Completeness(
                    row["organisation"],
                    row["organisation__name"],
                    row["organisation__municipality"],
                ),
            )
            missing = {name.removeprefix("no_"): row[name] for name in gaps if row[name]}
            each.rows += row["rows"]
            each.asked += row["rows"] * len(gaps)
            each.filled += row["rows"] * len(gaps) - sum(missing.values())
            if missing:
                each.gaps[kind] = missing
    return sorted(found.values(), key=lambda each: each.name)


def can_be_empty(model: type[Row], name: str) -> bool:
    model_field: Any = model._meta.get_field(name)
    return model_field.null or is_text(model_field)

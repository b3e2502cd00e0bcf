"""Who may change the inventory, and which rows are coherent: a sentence that says no, or ""."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from maali.inventory.models import KINDS, Contract, Row, Site, Source, System, UserGroup
from maali.organisations.models import Organisation, Programme
from maali.organisations.rules import why_not_answer_for, why_not_plan
from maali_engines.sheets.identity import holds_identity_code


def why_not_change(by: Any, organisation: Organisation) -> str:
    """A name instead of a person is the product itself, carrying out what a person asked for."""
    return "" if isinstance(by, str) else why_not_answer_for(by, organisation)


def why_not_coherent(row: Row) -> str:
    """What the database would refuse, said in words before it gets there."""
    if isinstance(row, Contract) and row.start and row.end and row.end < row.start:
        return _("%(contract)s ends before it starts.") % {"contract": row}
    if isinstance(row, System) and row.criticality is not None and not 1 <= row.criticality <= 4:
        return _("The criticality of %(system)s must be from 1 to 4.") % {"system": row}
    if isinstance(row, UserGroup) and not (
        row.accounts_activated <= row.accounts_delivered <= row.accounts_created
    ):
        return _(
            "%(group)s has more accounts activated than delivered, or delivered than created."
        ) % {"group": row}
    return ""


def why_not_tell(by: Any, source: Source, told_of: Iterable[Organisation]) -> str:
    """An organisation tells of itself, and of those that answer through it; planners of all."""
    organisations = {each.pk: each for each in told_of}
    if source.organisation is not None:
        organisations.setdefault(source.organisation.pk, source.organisation)
    for each in organisations.values():
        if each.programme_id != source.programme_id:
            return _("%(organisation)s is not in this programme.") % {"organisation": each}
        through = each.answers_through or each
        asked = through if source.organisation == through else each
        if why := why_not_change(by, asked):
            return why
        if (
            source.organisation
            and each != source.organisation
            and asked == each
            and isinstance(by, str)
        ):
            return _("%(file)s comes from %(sender)s, so it cannot tell of %(organisation)s.") % {
                "file": source, "sender": source.organisation, "organisation": each,
            }  # fmt: skip
    return ""


def why_not_correct(by: Any, row: Row, field: str) -> str:
    """Whoever answers for a value corrects it; what matching says is changed by matching."""
    if why := why_not_change(by, row.organisation):
        return why
    if field in {"product", "same_as"}:
        return _("This is said by matching: answer there instead.")
    if field not in correctable(row.kind):
        return _("A row of this kind has no field %(field)s.") % {"field": field}
    return ""


def correctable(kind: str) -> list[str]:
    """The fields of a kind that a hand may correct, in the order of the model."""
    fixed = {"id", "programme", "organisation", "key", "product", "same_as"}
    return [each.name for each in KINDS[kind]._meta.concrete_fields if each.name not in fixed]


def why_not_join(by: Any, programmes: Iterable[Programme]) -> str:
    """What is one and the same touches several organisations, so planners say it."""
    for programme in programmes:
        if not isinstance(by, str) and (why := why_not_plan(by, programme)):
            return why
    return ""


def why_not_join_products(by: Any, programmes: Iterable[Programme]) -> str:
    """The catalogue is shared: only someone who plans in every region concerned may change it."""
    for programme in programmes:
        if why_not_join(by, [programme]):
            return _("%(programme)s uses the product too, and only its planners may join it.") % {
                "programme": programme
            }
    return ""


def why_not_same_installation(by: Any, system: System, owner: System) -> str:
    return why_not_join(by, [system.programme]) or why_not_same(system, owner)


def why_not_same_site(by: Any, site: Site, kept: Site) -> str:
    return why_not_join(by, [site.programme]) or why_not_same(site, kept)


def why_not_same(row: System | Site, kept: System | Site) -> str:
    names = {"row": row, "kept": kept}
    if row.pk == kept.pk:
        return _("%(row)s cannot be the same as itself.") % names
    if row.programme_id != kept.programme_id:
        return _("%(row)s and %(kept)s are not in the same programme.") % names
    if kept.same_as_id:
        return _("%(kept)s is itself counted as another: join to that one.") % names
    if row.also.exists():
        return _("Others are counted as %(row)s: part them first.") % names
    return ""


def why_not_take_back(by: Any, source: Source) -> str:
    if source.kind == Source.Kind.MATCHING:
        return _("What matching said is undone by parting or by another answer.")
    if source.organisation is None:
        return why_not_join(by, [source.programme])
    return why_not_change(by, source.organisation)


def why_not_keep(text: str) -> str:
    """Personal identity codes are never stored, whoever writes them."""
    if holds_identity_code(text):
        return _("This text holds a personal identity code. Codes of persons are not stored here.")
    return ""

"""Who may change the inventory, and which rows are coherent: a sentence that says no, or ""."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maali.inventory.models import Contract, Row, Source, System, UserGroup
from maali.organisations.models import Organisation
from maali.organisations.rules import why_not_answer_for

if TYPE_CHECKING:
    from maali.inventory.told import Told


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
        return _("%(group)s has more accounts activated than delivered, or delivered than created.") % {
            "group": row
        }
    return ""


def why_not_tell(by: Any, source: Source, told: "Sequence[Told]") -> str:
    """An organisation tells of itself, and of those that answer through it; planners of all."""
    organisations = {each.organisation.pk: each.organisation for each in told}
    if source.organisation is not None:
        organisations.setdefault(source.organisation.pk, source.organisation)
    for each in organisations.values():
        if each.programme_id != source.programme_id:
            return _("%(organisation)s is not in this programme.") % {"organisation": each}
        through = each.answers_through or each
        asked = through if source.organisation == through else each
        if why := why_not_change(by, asked):
            return why
        if source.organisation and each != source.organisation and asked == each and isinstance(by, str):
            return _("%(file)s comes from %(sender)s, so it cannot tell of %(organisation)s.") % {
                "file": source, "sender": source.organisation, "organisation": each,
            }  # fmt: skip
    return ""

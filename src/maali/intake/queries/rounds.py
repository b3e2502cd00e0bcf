"""Reading rounds: what each asks, of whom, and the rows of the inventory that it is about."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from maali.intake.models import Invitation, KeySystem, Round
from maali.inventory.models import KINDS, System
from maali.organisations.models import Organisation, Programme
from maali_engines.sheets.catalogue import SHEETS

# In a detailed round these are asked of key systems alone; places and units are asked in full.
OF_KEY_SYSTEMS = {
    "system": ("pk",),
    "contract": ("systems",),
    "integration": ("from_system", "to_system"),
    "data_store": ("system",),
}
# Counted on the sheet of sites; as a lot of devices they would be asked for twice.
COUNTED_AT_SITES = "workstation > "
# Groups that the sheet of sites tells of: how a site's users are known again.
USERS_OF_SITES = "of "
NOT_ASKED_ABOUT = (System.Standing.GONE, System.Standing.NOT_A_SYSTEM)


def today_of(programme: Programme) -> date:
    """The day that the programme's pages take as today."""
    return programme.today or timezone.localdate()


def rounds(person: Any, programme: Programme) -> QuerySet[Round]:
    return Round.objects.visible_to(person).filter(programme=programme).select_related("programme")


def asked_columns(round: Round) -> dict[str, dict[str, str]]:
    """What the round asks: sheet → column → "mandatory" or "optional".

    In the order of the catalogue, and only what the catalogue knows.
    """
    found: dict[str, dict[str, str]] = {}
    for sheet in SHEETS:
        asked = round.asked.get(sheet.key, {})
        columns = {each.key: asked[each.key] for each in sheet.columns if asked.get(each.key)}
        if columns:
            found[sheet.key] = columns
    return found


def invitations(person: Any, programme: Programme) -> QuerySet[Invitation]:
    """The invitations that this person may see, with their organisation and round."""
    return (
        Invitation.objects.visible_to(person)
        .filter(round__programme=programme)
        .select_related(
            "round__programme", "organisation__municipality", "organisation__answers_through"
        )
    )


def open_invitation(organisation: Organisation) -> Invitation | None:
    """The organisation's invitation in the newest round that is open, if there is one."""
    return (
        Invitation.objects.filter(organisation=organisation, round__state=Round.State.OPEN)
        .select_related("round")
        .order_by("-round__number")
        .first()
    )


def key_systems(round: Round) -> QuerySet[KeySystem]:
    """The systems that a detailed round asks about, without those that people left out."""
    return KeySystem.objects.filter(round=round, left_out=False)


def key_systems_seen(
    person: Any, round: Round, *, left_out_too: bool = False
) -> QuerySet[KeySystem]:
    """The key systems of organisations that this person sees, with system and organisation."""
    seen = KeySystem.objects.filter(
        round=round, system__organisation__in=Organisation.objects.visible_to(person)
    )
    found = seen if left_out_too else seen.filter(left_out=False)
    return found.select_related("system__organisation", "system__product").order_by(
        "system__organisation__name", "system__name", "pk"
    )


def recipients_of(person: Any, programme: Programme) -> dict[int, int]:
    """How many organisations each round asks, of those that this person sees."""
    counted = invitations(person, programme).order_by().values_list("round")
    return dict(counted.annotate(Count("pk")))


def rows_asked(round: Round, kind: str) -> QuerySet[Any]:
    """The rows of one kind of the inventory that the round asks about, of every organisation.

    A system that is gone, or was none, is not asked about; a detailed round asks about its key
    systems, their contracts, integrations and data stores, and about places in full.
    """
    rows: Any = KINDS[kind].objects.filter(programme=round.programme)
    if kind == "system":
        rows = rows.exclude(standing__in=NOT_ASKED_ABOUT)
    elif kind == "device_lot":
        rows = rows.exclude(key__startswith=COUNTED_AT_SITES)
    elif kind == "user_group":
        rows = rows.exclude(key__startswith=USERS_OF_SITES)
    if round.kind != Round.Kind.DETAILED or kind not in OF_KEY_SYSTEMS:
        return rows
    picked = key_systems(round).values("system")
    about = Q()
    for path in OF_KEY_SYSTEMS[kind]:
        about |= Q(**{f"{path}__in": picked})
    if kind == "contract":  # one contract may stand for several of them
        return rows.filter(pk__in=KINDS[kind].objects.filter(about).values("pk"))
    return rows.filter(about)

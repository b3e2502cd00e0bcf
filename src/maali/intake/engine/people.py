"""How many people an organisation has: no system of its own can have more users."""

from maali.inventory.models import BasicDetails
from maali.organisations.models import Organisation


def people_of(organisation: Organisation) -> int | None:
    """The most users that a system can have: the staff, else the inhabitants, else not known.

    What the organisation says of its staff comes before what the region's register says.
    """
    said = BasicDetails.objects.filter(organisation=organisation)
    if staff := said.values_list("transferring_staff", flat=True).first():
        return int(staff)
    if organisation.transferring_staff:
        return organisation.transferring_staff
    return organisation.municipality.population if organisation.municipality else None

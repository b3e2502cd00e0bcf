"""How many people an organisation has: no system of its own can have more users."""

from maali.organisations.models import Organisation


def people_of(organisation: Organisation) -> int | None:
    """The most users that a system can have: the staff, else the inhabitants, else not known."""
    if organisation.transferring_staff:
        return organisation.transferring_staff
    return organisation.municipality.population if organisation.municipality else None

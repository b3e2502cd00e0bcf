"""One writer at a time about one organisation: nobody's work is lost, and no two block each other.

Every write about an organisation begins here, so that all take their locks in one order.
"""

from collections.abc import Iterable

from maali.organisations.models import Organisation, Programme


def in_turn(organisations: Iterable[int], *, programme: int | None = None) -> None:
    """Wait for whoever is writing about these organisations; held until the transaction ends.

    Keys of organisations, locked in their order. What reaches beyond its organisations, as an
    accepted file does, takes the turn of its programme first. Others may go on pointing to the
    rows that are locked. SQLite has one writer at a time anyway.
    """
    if programme is not None:
        list(Programme.objects.select_for_update(no_key=True).filter(pk=programme).values("pk"))
    rows = Organisation.objects.filter(pk__in=set(organisations)).order_by("pk")
    list(rows.select_for_update(no_key=True).values("pk"))

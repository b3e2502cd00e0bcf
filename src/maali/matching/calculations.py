from typing import Any

from maali.core.calculations import Progress, calculation
from maali.matching.actions import match
from maali.organisations.models import Person, Programme


@calculation("match")
def match_programme(
    progress: Progress,
    *,
    programme: int,
    person: int | None = None,
    second_opinion: str | None = None,
) -> dict[str, Any]:
    """Match products, vendors, sites and shared installations of a programme."""
    by = Person.objects.get(pk=person) if person else "Maali"
    return match(
        Programme.objects.get(pk=programme), by=by, progress=progress, second_opinion=second_opinion
    )

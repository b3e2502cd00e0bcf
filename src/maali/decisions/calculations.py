from typing import Any

from maali.core.calculations import Progress, calculation
from maali.decisions.actions import decide_by_rules, propose_options
from maali.organisations.models import Person, Programme


@calculation("propose_options")
def propose(progress: Progress, *, programme: int, person: int | None = None) -> dict[str, Any]:
    """Options and tiers for every system, and the default decisions that follow from them."""
    target = Programme.objects.get(pk=programme)
    by = Person.objects.get(pk=person) if person else "Maali"
    result = propose_options(target, by=by, progress=progress)
    return {**result, "decided": decide_by_rules(target, by=by)}

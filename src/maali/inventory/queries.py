"""Reading the inventory, always from what this person may see."""

from django.db.models import Model

from maali.inventory.models import KINDS
from maali.organisations.models import Municipality


def target_model(target: str) -> type[Model]:
    """The model that a pointing field refers to, by the name in its `Spec`."""
    return KINDS.get(target) or Municipality

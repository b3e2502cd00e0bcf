"""Every write to the inventory that means something."""

from maali.inventory.actions.correcting import Corrected, correct, correct_many
from maali.inventory.actions.joining import (
    clear_product,
    join_products,
    link_integrations,
    mark_same_installation,
    mark_same_site,
    part_installations,
    part_sites,
    set_product,
)
from maali.inventory.actions.telling import Outcome, compare, open_source, tell
from maali.inventory.actions.undoing import take_back
from maali.inventory.told import Effect, Said, Told

__all__ = [
    "Corrected",
    "Effect",
    "Outcome",
    "Said",
    "Told",
    "clear_product",
    "compare",
    "correct",
    "correct_many",
    "join_products",
    "link_integrations",
    "mark_same_installation",
    "mark_same_site",
    "open_source",
    "part_installations",
    "part_sites",
    "set_product",
    "take_back",
    "tell",
]

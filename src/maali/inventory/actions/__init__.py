"""Every write to the inventory that means something."""

from maali.inventory.actions.telling import compare, open_source, tell
from maali.inventory.told import Effect, Said, Told

__all__ = ["Effect", "Said", "Told", "compare", "open_source", "tell"]

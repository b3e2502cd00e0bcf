"""How sure is the day: the plan played many times, with what may delay it."""

from maali_engines.risk.data import Risk, Spread
from maali_engines.risk.play import play_plan

__all__ = ["Risk", "Spread", "play_plan"]

"""Maali: from dozens of organisations' own IT to one working environment on a day fixed by law."""

__version__ = "0.1.0"

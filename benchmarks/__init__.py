"""Yardsticks: one module each, run on any folder of the same format."""

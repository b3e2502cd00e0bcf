"""Calculations: frozen data in, frozen data out. No database, clock, settings or pages."""

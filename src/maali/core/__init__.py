"""Who did what; long calculations; the shared look."""

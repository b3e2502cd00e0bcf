"""The reports: one file, one report."""

"""Notices and reports for site, municipality, region and ministry."""

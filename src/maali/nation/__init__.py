"""Indicators over regions, and what is being built twice."""

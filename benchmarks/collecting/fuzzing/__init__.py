"""Hostile files made by the ten thousand, and the readers watched while they read them."""

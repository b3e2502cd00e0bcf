"""Programmes, organisations, people and roles: who may see what."""

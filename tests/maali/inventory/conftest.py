"""Äänekoski and Konnevesi tell of what they run; refusals are compared in the source language."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from maali.organisations.models import Organisation


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def aania(region: Any) -> Organisation:
    return region.organisations.get(code="A")


@pytest.fixture
def konnevesi(region: Any) -> Organisation:
    return region.organisations.get(code="B")

"""The people of the table of rights, and one of everything for them to ask for."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.house.rights import PEOPLE
from tests.house.world import make_world


@pytest.fixture
def world(region: Any, aino: Any, cecilia: Any) -> SimpleNamespace:
    return make_world(region, aino, cecilia)


@pytest.fixture
def people(
    aino: Any, bertil: Any, cecilia: Any, daavid: Any, eeva: Any, nora: Any
) -> dict[str, Any]:
    """By name, in the order of the table; the stranger is nobody."""
    return dict(zip(PEOPLE, (None, aino, bertil, cecilia, daavid, eeva, nora), strict=True))

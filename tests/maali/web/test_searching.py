"""What is typed into an address is looked for and kept nowhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from maali.organisations.models import Organisation, Person, Programme

CODE = "010190-900P"
PAGES = [
    f"/keski-suomi/search/?q={CODE}",
    f"/keski-suomi/systems/?q={CODE}&name={CODE}&sort={CODE}&page={CODE}",
    f"/keski-suomi/uploads/?state={CODE}&organisation={CODE}",
    f"/keski-suomi/questions/?organisation={CODE}&code={CODE}",
    f"/keski-suomi/no-such-page/{CODE}",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_code_in_an_address_is_neither_logged_nor_stored(
    address: str,
    aino: Person,
    region: Programme,
    client_of: Callable[[Any], Any],
    capfd: pytest.CaptureFixture[str],
) -> None:
    client_of(aino).get(address)
    assert CODE not in capfd.readouterr().err
    assert Organisation.objects.exists()
    kept = [
        model.__name__
        for model in apps.get_models()
        for row in model._base_manager.values_list()
        if any(CODE in str(value) for value in row)
    ]
    assert not kept

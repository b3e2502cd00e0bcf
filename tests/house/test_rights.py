"""Seven people at every address: each gets what the table of rights says, and nothing else."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from maali.inventory.needs import NEEDS
from tests.house.addresses import operations, pages
from tests.house.machine_rights import OPERATIONS, MachineRight
from tests.house.rights import PAGES, PEOPLE, Right
from tests.house.world import sent_file

ClientOf = Callable[[Any], Any]
Asked = Callable[[Any, Any, SimpleNamespace, str], Any]
PARTS = sorted({right.part for right in PAGES})
NOWHERE = 987_654


def thing(world: SimpleNamespace, text: Any) -> Any:
    """What a text of the table means: a literal, a code, or the key of a thing of the world."""
    if not isinstance(text, str):
        return text
    if text.startswith("="):
        return text[1:]
    if text == "need":
        return NEEDS[0].code
    name, _, field = text.partition(".")
    found = getattr(world, name)
    return found if isinstance(found, str) else getattr(found, field or "pk")


def things(world: SimpleNamespace, data: Any) -> dict[str, Any]:
    return {name: thing(world, text) for name, text in data.items()}


def address_of(right: Right, world: SimpleNamespace, *, wrong: bool = False) -> str:
    args = [thing(world, each) for each in right.args]
    if wrong:
        args[-1] = NOWHERE if isinstance(args[-1], int) else "no-such"
    if pages()[right.name].in_programme:
        args.insert(0, world.region.code)
    return reverse(right.name, args=args)


def ask(client: Any, right: Right, world: SimpleNamespace, address: str) -> Any:
    """Ask, and leave everything as it was for the next person."""
    data = things(world, right.data)
    with transaction.atomic():
        response = client.post(address, data) if right.changes else client.get(address, data)
        transaction.set_rollback(True)
    return response


def letter(response: Any) -> str:
    """The letter of an answer; other refusals and the product's own faults keep their number."""
    sent_to = response.headers.get("Location", "")
    if response.status_code == 401 or "/accounts/login/" in sent_to:
        return "L"
    if response.status_code in {403, 404}:
        return "F" if response.status_code == 403 else "N"
    fault = response.status_code in {405, 422} or response.status_code >= 500
    return str(response.status_code) if fault else "O"


def differing(right: Right | MachineRight, got: dict[str, str]) -> dict[str, str]:
    """Who got something else than the table says: "GET plans:plan, daavid": "O, not F"."""
    return {
        f"{right}, {name}": f"{got[name]}, not {wanted}"
        for name, wanted in zip(PEOPLE, right.who, strict=True)
        if got[name] != wanted and not (wanted == "R" and got[name] in {"F", "N"})
    }


def logged_in(people: dict[str, Any], client_of: ClientOf) -> dict[str, Any]:
    clients = {name: client_of(person) for name, person in people.items()}
    for client in clients.values():
        client.raise_request_exception = False
    return clients


@pytest.mark.parametrize("part", PARTS)
def test_each_person_gets_what_the_table_says(
    part: str, world: SimpleNamespace, people: dict[str, Any], client_of: ClientOf
) -> None:
    clients, wrong = logged_in(people, client_of), {}
    for right in PAGES:
        if right.part == part:
            at = address_of(right, world)
            got = {name: letter(ask(client, right, world, at)) for name, client in clients.items()}
            wrong.update(differing(right, got))
    assert wrong == {}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_not_there_is_not_found(
    part: str, world: SimpleNamespace, people: dict[str, Any], client_of: ClientOf
) -> None:
    """Asked by one of those who may see it when it is there."""
    clients, found = logged_in(people, client_of), {}
    for right in PAGES:
        if right.part == part and right.args:
            client = clients[PEOPLE[right.who.index("O")]]
            answer = ask(client, right, world, address_of(right, world, wrong=True))
            if answer.status_code != 404:
                found[str(right)] = answer.status_code
    assert found == {}


def test_nothing_changes_by_looking(
    world: SimpleNamespace, people: dict[str, Any], client_of: ClientOf
) -> None:
    clients, found = logged_in(people, client_of), {}
    looked_at = {right.name for right in PAGES if not right.changes}
    for right in PAGES:
        if right.name not in looked_at:
            client = clients[PEOPLE[right.who.index("O")]]
            answer = client.get(address_of(right, world))
            if answer.status_code != 405:
                found[str(right)] = answer.status_code
    assert found == {}


def test_every_page_has_its_row_in_the_table() -> None:
    named = {right.name for right in PAGES}
    assert sorted(pages().keys() - named) == []
    assert sorted(named - pages().keys()) == []


def test_every_operation_for_machines_has_its_row_in_the_table() -> None:
    named = {right.name for right in OPERATIONS}
    assert sorted(operations().keys() - named) == []
    assert sorted(named - operations().keys()) == []


def machine_address(right: MachineRight, world: SimpleNamespace, *, wrong: bool = False) -> str:
    given = {"programme": world.region.code, **things(world, right.args)}
    named = [name for name, text in right.args.items() if not text.startswith("=")]
    for name in (named or right.args) if wrong else ():
        given[name] = NOWHERE if isinstance(given[name], int) else "no-such"
    return right.name.split()[1].format(**given)


def ask_as_machine(client: Any, right: MachineRight, world: SimpleNamespace, address: str) -> Any:
    data = things(world, right.data)
    with transaction.atomic():
        if right.file:
            response = client.post(address, {**data, "file": sent_file()})
        elif right.changes:
            response = client.generic(
                right.method, address, json.dumps(data), content_type="application/json"
            )
        else:
            response = client.get(address, data)
        transaction.set_rollback(True)
    return response


def test_each_machine_gets_what_the_table_says(
    world: SimpleNamespace, people: dict[str, Any], client_of: ClientOf
) -> None:
    clients, wrong = logged_in(people, client_of), {}
    for right in OPERATIONS:
        at = machine_address(right, world)
        got = {
            name: letter(ask_as_machine(client, right, world, at))
            for name, client in clients.items()
        }
        wrong.update(differing(right, got))
    assert wrong == {}


def test_a_machine_learns_nothing_of_what_is_not_there(
    world: SimpleNamespace, people: dict[str, Any], client_of: ClientOf
) -> None:
    clients, found = logged_in(people, client_of), {}
    for right in OPERATIONS:
        # Rows of a kind there always are, and any period may be asked for.
        named = {name for name, text in right.args.items() if text != "=systems"}
        if named - {"number"}:
            client = clients[PEOPLE[right.who.index("O")]]
            at = machine_address(right, world, wrong=True)
            answer = ask_as_machine(client, right, world, at)
            if answer.status_code != 404:
                found[str(right)] = answer.status_code
    assert found == {}

"""Personal identity codes never reach the database, whatever the way."""

import pytest
from django.db import transaction

from maali.core.actions import Refused, log
from maali.core.models import Event

CODE = "010190-900P"


@pytest.mark.django_db
@pytest.mark.parametrize("text", [CODE, f"Kysy: {CODE}!", "010190–900P", "0101\u200b90-900P"])
def test_a_text_with_a_code_is_refused_in_any_field(text: str) -> None:
    for fields in ({"reason": text}, {"answer": text}, {"answer": {"deep": [text]}}):
        with pytest.raises(Refused), transaction.atomic():
            log("answered a question", "x", by="Aino", **fields)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_what_is_written_in_bulk_and_changed_later_is_looked_at_too() -> None:
    with pytest.raises(Refused), transaction.atomic():
        Event.objects.bulk_create([Event(by="Aino", verb="x", subject=CODE)])
    Event.objects.create(by="Aino", verb="x", subject="y")
    with pytest.raises(Refused), transaction.atomic():
        Event.objects.update(subject=CODE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["31.12.2023-31.12.2024", "0174666-4", "1.2.246.10.2085212.10.1314"]
)
def test_ordinary_numbers_are_written(text: str) -> None:
    log("answered a question", text, by="Aino", answer=text)
    assert Event.objects.get().subject == text

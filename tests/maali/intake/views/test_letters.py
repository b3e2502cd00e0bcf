"""The page of letters: all is read before anything goes."""

from types import SimpleNamespace
from typing import Any

from django.urls import reverse

from maali.core.calculations import KINDS, Silent
from maali.core.models import Calculation
from maali.intake.actions.respondents import revoke_link
from maali.intake.models import Message
from tests.maali.intake.asked import desk

__all__ = ["desk"]


def test_every_letter_can_be_read_and_those_that_would_not_go_say_why(
    desk: SimpleNamespace, client_of: Any
) -> None:
    client = client_of(desk.planner)
    where = reverse("intake:letter_list", args=[desk.region.code, desk.of.pk])
    assert desk.token in client.get(where).content.decode()
    revoke_link(desk.maija, by=desk.planner)
    assert "poistettu käytöstä" in client.get(where).content.decode()
    assert not Message.objects.exists()


def test_sending_is_a_calculation_and_the_page_says_what_went(
    desk: SimpleNamespace, client_of: Any
) -> None:
    client = client_of(desk.planner)
    send = reverse("intake:letter_send", args=[desk.region.code, desk.of.pk])
    client.post(send, {"kind": "request"})
    asked = Calculation.objects.get(kind="send_letters")
    result = KINDS["send_letters"](Silent(), **asked.arguments)
    assert result["sent"] == 1
    assert "Lähetetty" in client.get(result["url"]).content.decode()
    client.post(send, {"kind": "request"})
    assert Calculation.objects.filter(kind="send_letters").count() == 1


def test_links_are_given_renewed_and_revoked_on_one_page(
    desk: SimpleNamespace, client_of: Any, aino: Any
) -> None:
    client = client_of(aino)
    where = reverse("intake:respondents", args=[desk.region.code, desk.invitation.pk])
    assert desk.token in client.get(where).content.decode()
    client.post(where, {"name": "Olli", "email": "olli@example.org", "language": "sv"})
    assert "Olli" in client.get(where).content.decode()
    client.post(reverse("intake:link_renew", args=[desk.region.code, desk.maija.pk]))
    assert desk.token not in client.get(where).content.decode()
    client.post(reverse("intake:link_revoke", args=[desk.region.code, desk.maija.pk]))
    assert "poistettu käytöstä" in client.get(where).content.decode()

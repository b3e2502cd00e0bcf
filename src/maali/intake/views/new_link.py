"""Asking for a new link: the same answer whether or not the address is known."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from maali.intake import links
from maali.intake.actions.letters import new_link
from maali.intake.forms import NewLinkForm
from maali.intake.views.desk import address_of, kept_quiet

HOUR = 3600
MOST_OF_AN_ADDRESS, MOST_OF_A_PLACE = 3, 20


def ask(request: HttpRequest) -> HttpResponse:
    """A letter goes to the known address only; nothing here says whether it is known."""
    form = NewLinkForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    if asked:
        email = form.cleaned_data["email"].lower()
        often = links.too_often("new link", email, most=MOST_OF_AN_ADDRESS, seconds=HOUR)
        place = links.too_often(
            "new link from", address_of(request), most=MOST_OF_A_PLACE, seconds=HOUR
        )
        if not (often or place):
            new_link(email, day=localdate(), by="Maali")
    return kept_quiet(
        render(request, "intake/answer_new_link.html", {"form": form, "asked": asked})
    )

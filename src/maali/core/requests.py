"""What core's pages find on the request; the parts above have put it there."""

from typing import Any

from django.http import HttpRequest

from maali.core.queries import Seer


class Request(HttpRequest):
    """A request of someone logged in with a role in the programme; for the type checker only."""

    programme: Any
    sight: Seer
    user: Any
    htmx: Any

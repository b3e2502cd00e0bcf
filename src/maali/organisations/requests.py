"""What a page below `/<programme>/` is given: the middleware has put the programme there."""

from typing import Any

from django.http import HttpRequest

from maali.organisations.models import Person, Programme
from maali.organisations.queries import Sight


class Request(HttpRequest):
    """A request of someone logged in with a role in the programme; for the type checker only."""

    programme: Programme
    sight: Sight
    user: Person
    htmx: Any

"""What every page's template knows: the programme it is in and what the person may do there."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from maali.organisations.models import Programme
from maali.organisations.queries import sees_nation


def programme(request: HttpRequest) -> dict[str, Any]:
    return {
        "programme": getattr(request, "programme", None),
        "sight": getattr(request, "sight", None),
        "nation_seen": SimpleLazyObject(lambda: sees_nation(getattr(request, "user", None))),
        "programmes": Programme.objects.visible_to(getattr(request, "user", None)),
    }

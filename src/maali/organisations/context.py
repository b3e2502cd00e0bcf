"""What every page's template knows: the programme it is in and what the person may do there."""

from typing import Any

from django.http import HttpRequest

from maali.organisations.models import Programme


def programme(request: HttpRequest) -> dict[str, Any]:
    return {
        "programme": getattr(request, "programme", None),
        "sight": getattr(request, "sight", None),
        "programmes": Programme.objects.visible_to(getattr(request, "user", None)),
    }

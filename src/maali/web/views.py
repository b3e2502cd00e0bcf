"""The home page, a programme's front page and the search over all parts."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from maali.organisations.models import Programme
from maali.organisations.queries import sees_nation


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Straight to one's only programme; otherwise a choice of programmes."""
    programmes = list(Programme.objects.visible_to(request.user))
    nation = sees_nation(request.user)
    if len(programmes) == 1:
        return redirect("programme", programme=programmes[0].code)
    if not programmes and nation:
        return redirect("nation:overview")
    return render(request, "web/home.html", {"programmes": programmes, "nation": nation})


def programme_home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/programme.html", {})


def search(request: HttpRequest) -> HttpResponse:
    return render(request, "web/search.html", {})

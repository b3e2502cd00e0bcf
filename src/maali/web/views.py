"""The home page, a programme's front page and the search over all parts."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from maali.core.maps import Area, region_map
from maali.core.queries import events_seen
from maali.organisations.actions import choose_language
from maali.organisations.models import Municipality, Programme
from maali.organisations.queries import sees_nation
from maali.organisations.requests import Request
from maali.web import journey
from maali.web.search import search as search_groups


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the pages; someone logged in finds it again at the next login."""
    wanted = request.POST.get("language", "")
    known = dict(settings.LANGUAGES)
    if request.user.is_authenticated and wanted in known and wanted != request.user.language:
        choose_language(request.user, wanted, by=request.user)
    return set_language(request)


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


def programme_home(request: Request) -> HttpResponse:
    """The journey's steps with how each stands, what waits for this person, and the map."""
    seen = journey.Seen(request.user, request.programme, request.sight)
    context = {
        "river": journey.river(seen, sees_nation(request.user)),
        "waiting": journey.waits_for(seen),
        "days_left": seen.days_left,
        "events": events_seen(request.user, request.programme, request.sight)[:8],
        **progress_map(seen),
    }
    return render(request, "web/programme.html", context)


def progress_map(seen: journey.Seen) -> dict[str, str]:
    """The region by what it is doing now: sites moved once moves are open, answers before that."""
    shares = journey.moved_by_municipality(seen)
    title = _("Sites moved, by municipality")
    if not any(done for done, _all in shares.values()):
        shares = journey.answered_by_municipality(seen)
        title = _("Accepted answers, by municipality")
    href = seen.href("organisations:organisation_list")
    areas = [
        Area(
            key=place.code,
            name=str(place),
            lon=place.lon,
            lat=place.lat,
            value=100 * done / count if count else None,
            text=f"{done}/{count}" if count else "–",
            href=f"{href}?municipality={place.pk}",
        )
        for place in Municipality.objects.visible_to(seen.person).filter(programme=seen.programme)
        for done, count in [shares.get(place.pk, (0, 0))]
    ]
    drawn = region_map(areas, label=title, boundaries=seen.programme.boundaries)
    return {"map": drawn, "map_title": title}


def search(request: Request) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    groups = search_groups(request.user, request.programme, text)
    template = "web/_hits.html" if request.htmx else "web/search.html"
    return render(request, template, {"text": text, "groups": groups})

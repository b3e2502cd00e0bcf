"""The programme in the address: every page below `/<programme>/` gets it as `request.programme`."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from maali.organisations.models import Programme
from maali.organisations.queries import sight


class CurrentProgramme:
    """Takes the programme out of the address, so that no view can forget to ask who may see it.

    Someone who is not logged in is sent to log in; one without a role in the programme gets 404:
    that a programme exists is not told to strangers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.programme = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        code = kwargs.pop("programme", None)
        if code is None:
            return None
        if not request.user.is_authenticated:
            if request.path.startswith("/api/"):
                return JsonResponse({"detail": "Unauthorized"}, status=401)
            return redirect_to_login(request.get_full_path())
        programme = Programme.objects.visible_to(request.user).filter(code=code).first()
        if programme is None:
            raise Http404
        request.programme = programme  # type: ignore[attr-defined]
        request.sight = sight(request.user, programme)  # type: ignore[attr-defined]
        return None

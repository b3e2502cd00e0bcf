"""Error pages in plain language: what happened and what to do; for machines the same as JSON."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from maali.core.actions import Refused


@dataclass(frozen=True)
class Trouble:
    """One kind of trouble in words."""

    status: int
    title: str
    text: str


def shown(request: HttpRequest, trouble: Trouble, why: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": why or trouble.title}, status=trouble.status)
    return render(
        request, "core/error.html", {"trouble": trouble, "why": why}, status=trouble.status
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        text = _("Send a smaller file: save the workbook without pictures and empty sheets.")
        return shown(request, Trouble(413, _("The file is too large"), text))
    text = _("Go back, look at what you wrote, and try again.")
    return shown(request, Trouble(400, _("The page did not understand what was sent"), text))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    text = _("You may read here, but this needs another role. Ask the planner of your region.")
    return shown(
        request, Trouble(403, _("Your role does not allow this"), text), str(exception or "")
    )


class ShowRefusals:
    """A rule that said no where no view expected it: its sentence, instead of an error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        trouble = Trouble(409, _("This was not done"), str(exception))
        return shown(request, trouble, str(exception) if request.path.startswith("/api/") else "")


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _(
        "The page had been open for long, or you have logged in anew. "
        "Go back, load it again and repeat."
    )
    return shown(request, Trouble(403, _("The form was too old"), text))


def not_found(request: HttpRequest, exception: Http404 | None = None) -> HttpResponse:
    text = _(
        "The address may be wrong, the thing may be gone, "
        "or it may belong to an organisation that you do not see."
    )
    return shown(request, Trouble(404, _("There is nothing here for you"), text))


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the database or the session: what broke may be just those."""
    text = _(
        "Nothing of what you did was saved. Try again in a moment; "
        "if it happens again, tell the planner of your region what you did and when."
    )
    trouble = Trouble(500, _("Maali broke down"), text)
    return HttpResponse(render_to_string("core/error_bare.html", {"trouble": trouble}), status=500)

"""Workbooks to download: what is asked of an organisation, with what it has told before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from maali.core.doing import whole_number
from maali.intake.actions.handing import workbook_for
from maali.intake.views.asked_for import as_file, programme_of
from maali.organisations.models import Organisation


def template_download(request: HttpRequest, code: str) -> HttpResponse:
    """The workbook of one organisation, in its language, with what is known of it.

    Of the round `?round=2`, else of the newest open one. Whoever may answer for the organisation
    gets one whose answer will be held against it; to others it only shows what is asked.
    """
    visible = Organisation.objects.visible_to(request.user).filter(programme=programme_of(request))
    organisation = get_object_or_404(visible.select_related("programme"), code=code)
    asked_round = whole_number(request.GET.get("round"))
    content, name = workbook_for(organisation, by=request.user, round_number=asked_round)
    return as_file(content, name)

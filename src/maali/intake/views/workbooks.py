"""Workbooks to download: what is asked of an organisation, with what it has told before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from maali.intake.sheets import template_sheet
from maali.intake.views.asked_for import as_file, programme_of
from maali.organisations.models import Organisation


def template_download(request: HttpRequest, code: str) -> HttpResponse:
    """The question workbook of one organisation, in its language, with what it has told before."""
    visible = Organisation.objects.visible_to(request.user).filter(programme=programme_of(request))
    organisation = get_object_or_404(visible, code=code)
    return as_file(template_sheet(organisation), f"{organisation.code}_maali.xlsx")

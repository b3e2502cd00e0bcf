"""Workbooks for machines: what an organisation is asked, with what is known already."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from maali.intake.actions.handing import workbook_for
from maali.organisations.models import Organisation
from maali_engines.sheets.write import MEDIA_TYPE

router = Router(tags=["collect"])


@router.get("/workbooks/{organisation}", url_name="workbook")
def workbook(request: HttpRequest, organisation: str, round: int = 0) -> HttpResponse:
    """The workbook of one organisation as an XLSX file: of one round, or of the newest open one."""
    found = get_object_or_404(
        Organisation.objects.visible_to(request.user)
        .filter(programme=request.programme)  # type: ignore[attr-defined]
        .select_related("programme"),
        code=organisation,
    )
    content, name = workbook_for(found, by=request.user, round_number=round)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
